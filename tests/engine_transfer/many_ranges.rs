//! Many ranges, and random ranges.

use bits::abi::{BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_UNKNOWN_CA};
use bits_test_support::needs::NGINX;
use bits_test_support::nginx::Nginx;

use super::ranges::{EOF, blind, joined, ranges};
use super::*;

/// Numbers without a pattern.
struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % end
    }

    /// Ranges of a file of this size, in any order.
    fn ranges(&mut self, size: u64) -> Vec<(u64, u64)> {
        let (mut list, mut start) = (Vec::new(), self.below(3) * 10);
        while start < size && list.len() < 12 {
            let length = 1 + self.below(size / 4);
            let place = self.below(list.len() as u64 + 1) as usize;
            list.insert(place, (start, length));
            start += length + self.below(2) * self.below(50);
        }
        // The last range in the file may be too long.
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
        let mut random = Random(seed);
        let versions = [random.below(4000) + 1000; 3]
            .map(|size| bytes(size as usize, 1000 + random.below(1000)));
        let list = random.ranges(versions[0].len() as u64);
        let (served, changes) = (versions.clone(), random.below(10) as usize + 1);
        let moods = std::sync::Mutex::new(random);
        let server = FaultServer::start(move |request| {
            let version = (request.nth / changes).min(2);
            let (etag, mut random) = (format!("\"{version}\""), moods.lock().unwrap());
            let response = match random.below(2) {
                0 => blind(&served[version], &etag, request),
                _ => Response::file(&served[version], &etag, request),
            };
            match random.below(6) {
                0 => response.cut(random.below(1000) as usize),
                1 => Response::status(503),
                2 => response.chunked(),
                _ => response,
            }
        });
        let mut client = if seed % 2 == 0 {
            Client::new()
        } else {
            Client::strict()
        };
        let url = server.url("/f");
        let mut log = client.get_ranges(&url, &list);
        let mut latest = TransferLog::default();
        while !log.finished {
            assert!(log.failure.as_ref().unwrap().transient, "{seed}: {log:?}");
            let bytes = log.bytes;
            if !log.starts.is_empty() {
                latest = log;
            }
            latest.bytes = bytes;
            log = client.resume_ranges(&url, &list, &latest);
        }
        let whole = |version: &Vec<u8>| client.content() == joined(version, &list);
        assert!(versions.iter().any(whole), "{seed}: {list:?}, {log:?}");
    }
}

/// Every second section of a file of `size` bytes, in a mixed order. The last section goes to the
/// end of the file.
fn stretches(count: u64, size: u64) -> Vec<(u64, u64)> {
    let stretch = size / (2 * count);
    let range = |index: u64| match index * 7 % count * 2 {
        place if place == 2 * (count - 1) => (place * stretch, EOF),
        place => (place * stretch, stretch),
    };
    (0..count).map(range).collect()
}

#[test(needs = [NGINX])]
fn hundreds_of_ranges_of_nginx_survive_being_stopped() {
    let nginx = Nginx::start("");
    let content = bytes(8 * MIB, 144);
    fs::write(nginx.root().join("f"), &content).unwrap();
    // A connection with an ignored certificate error serves only one request.
    for (remote, count) in [(nginx.url("f"), 500), (nginx.secure_url("f"), 50)] {
        let list = stretches(count, 8 * MIB as u64);
        let wanted = joined(&content, &list);
        let mut client = Client::strict();
        client.options.security_flags = BG_SSL_IGNORE_UNKNOWN_CA | BG_SSL_IGNORE_CERT_CN_INVALID;
        let mut fetch = Fetch {
            ranges: ranges(&list),
            ..client.fetch(remote.as_str())
        };
        let mut log = TransferLog::default();
        for stop_at in [MIB as u64, 3 * MIB as u64] {
            let id = client.network.start(fetch.clone());
            let begun = Instant::now();
            while client.network.received(id).unwrap() < stop_at {
                assert!(begun.elapsed() < DEADLINE);
                let events = client.network.wait(Duration::from_millis(1));
                events.into_iter().for_each(|(_, event)| log.note(event));
            }
            fetch.offset = client.network.stop(id).unwrap();
            fetch.version = log.starts[0].1.clone();
            assert!(fetch.offset >= stop_at && fetch.offset < wanted.len() as u64);
        }
        let offset = fetch.offset;
        let log = client.run(fetch);
        assert!(log.finished && log.offsets() == [offset], "{log:?}");
        assert!(client.content() == wanted);
    }
}

#[test]
fn five_hundred_ranges_take_one_connection() {
    let content = bytes(MIB, 145);
    let list = stretches(500, MIB as u64);
    let server = serve(&content, |response, _| response);
    let mut client = Client::strict();
    let begun = Instant::now();
    assert!(client.get_ranges(&server.url("/f"), &list).finished);
    println!("500 ranges in {:?}", begun.elapsed());
    assert!(client.content() == joined(&content, &list));
    assert_eq!((server.requests().len(), server.connections()), (500, 1));
}
