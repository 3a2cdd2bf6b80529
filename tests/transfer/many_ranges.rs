//! Many ranges, and ranges at random.

use super::nginx::Nginx;
use super::ranges::{EOF, blind, joined, ranges};
use super::*;
use bits::abi::{BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_UNKNOWN_CA};

/// Numbers without a pattern.
struct Dice(u64);

impl Dice {
    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % end
    }

    /// Ranges of a file of that size, in any order.
    fn ranges(&mut self, size: u64) -> Vec<(u64, u64)> {
        let (mut list, mut start) = (Vec::new(), self.below(3) * 10);
        while start < size && list.len() < 12 {
            let length = 1 + self.below(size / 4);
            let place = self.below(list.len() as u64 + 1) as usize;
            list.insert(place, (start, length));
            start += length + self.below(2) * self.below(50);
        }
        // The one that comes last in the file may be too long.
        let last = list.iter_mut().max().unwrap();
        last.1 = if self.below(2) == 0 {
            EOF
        } else {
            last.1.min(size - last.0)
        };
        list
    }
}

#[test]
fn whatever_the_server_does_the_end_is_one_version() {
    for seed in 0..100 {
        let mut dice = Dice(seed);
        let versions =
            [dice.below(4000) + 1000; 3].map(|size| bytes(size as usize, 1000 + dice.below(1000)));
        let list = dice.ranges(versions[0].len() as u64);
        let (served, changes) = (versions.clone(), dice.below(10) as usize + 1);
        let moods = std::sync::Mutex::new(dice);
        let server = FaultServer::start(move |seen| {
            let version = (seen.nth / changes).min(2);
            let (etag, mut dice) = (format!("\"{version}\""), moods.lock().unwrap());
            let reply = match dice.below(2) {
                0 => blind(&served[version], &etag, seen),
                _ => Reply::file(&served[version], &etag, seen),
            };
            match dice.below(6) {
                0 => reply.cut(dice.below(1000) as usize),
                1 => Reply::status(503),
                2 => reply.chunked(),
                _ => reply,
            }
        });
        let mut client = if seed % 2 == 0 {
            Client::new()
        } else {
            Client::background()
        };
        let url = server.url("/f");
        let mut told = client.get_ranges(&url, &list);
        let mut latest = Told::default();
        while !told.finished {
            assert!(told.failure.as_ref().unwrap().transient, "{seed}: {told:?}");
            let bytes = told.bytes;
            if !told.starts.is_empty() {
                latest = told;
            }
            latest.bytes = bytes;
            told = client.resume_ranges(&url, &list, &latest);
        }
        let whole = |version: &Vec<u8>| client.content() == joined(version, &list);
        assert!(versions.iter().any(whole), "{seed}: {list:?}, {told:?}");
    }
}

/// Every second stretch of a file of `size` bytes, in an order that jumps about; the last one goes
/// to the end.
fn stretches(count: u64, size: u64) -> Vec<(u64, u64)> {
    let stretch = size / (2 * count);
    let range = |index: u64| match index * 7 % count * 2 {
        place if place == 2 * (count - 1) => (place * stretch, EOF),
        place => (place * stretch, stretch),
    };
    (0..count).map(range).collect()
}

#[test]
fn hundreds_of_ranges_of_nginx_survive_being_stopped() {
    let Some(nginx) = Nginx::start("") else {
        return;
    };
    let content = bytes(8 * MIB, 144);
    fs::write(nginx.root().join("f"), &content).unwrap();
    // A connection whose certificate is excused serves one request only.
    for (remote, count) in [(nginx.url("f"), 500), (nginx.secure_url("f"), 50)] {
        let list = stretches(count, 8 * MIB as u64);
        let wanted = joined(&content, &list);
        let mut client = Client::background();
        client.options.security_flags = BG_SSL_IGNORE_UNKNOWN_CA | BG_SSL_IGNORE_CERT_CN_INVALID;
        let mut fetch = Fetch {
            ranges: ranges(&list),
            ..client.fetch(remote.as_str())
        };
        let mut told = Told::default();
        for stop_at in [MIB as u64, 3 * MIB as u64] {
            let id = client.network.start(fetch.clone());
            let begun = Instant::now();
            while client.network.received(id).unwrap() < stop_at {
                assert!(begun.elapsed() < DEADLINE);
                let events = client.network.wait(Duration::from_millis(1));
                events.into_iter().for_each(|(_, event)| told.note(event));
            }
            fetch.offset = client.network.stop(id).unwrap();
            fetch.version = told.starts[0].1.clone();
            assert!(fetch.offset >= stop_at && fetch.offset < wanted.len() as u64);
        }
        let offset = fetch.offset;
        let told = client.run(fetch);
        assert!(told.finished && told.offsets() == [offset], "{told:?}");
        assert!(client.content() == wanted);
    }
}

#[test]
fn five_hundred_ranges_take_one_connection() {
    let content = bytes(MIB, 145);
    let list = stretches(500, MIB as u64);
    let server = serve(&content, |reply, _| reply);
    let mut client = Client::background();
    let begun = Instant::now();
    assert!(client.get_ranges(&server.url("/f"), &list).finished);
    println!("500 ranges in {:?}", begun.elapsed());
    assert!(client.content() == joined(&content, &list));
    assert_eq!((server.seen().len(), server.connections()), (500, 1));
}
