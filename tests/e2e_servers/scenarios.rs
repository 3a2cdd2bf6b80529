//! The jobs that each server must serve.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bits::abi::BG_JOB_PRIORITY::{self, *};
use bits::abi::BG_JOB_STATE::*;
use bits::engine::Job;
use bits_test_support::fixture::{data, wait_until};

use crate::client::{Access, Client, end};

const PRIORITIES: [BG_JOB_PRIORITY; 2] = [BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_NORMAL];

/// A place on a server, and its folder on this computer.
pub struct Site {
    /// The URL of the folder, which ends with a slash.
    pub url: String,
    pub folder: PathBuf,
}

impl Site {
    pub fn new(port: u16, folder: impl Into<PathBuf>) -> Site {
        Site {
            url: format!("http://localhost:{port}/"),
            folder: folder.into(),
        }
    }

    /// The subfolder with this name.
    pub fn below(&self, name: &str) -> Site {
        Site {
            url: format!("{}{name}/", self.url),
            folder: self.folder.join(name),
        }
    }

    fn serve(&self, name: &str, content: &[u8]) -> String {
        fs::create_dir_all(&self.folder).unwrap();
        fs::write(self.folder.join(name), content).unwrap();
        let name = name.replace(' ', "%20").replace('é', "%C3%A9");
        format!("{}{name}", self.url)
    }
}

/// Files of several sizes and types, and one that is not there.
pub fn files(site: &Site, access: &Access) {
    let client = Client::new(access);
    let contents = [
        ("empty.bin", Vec::new()),
        ("one.bin", vec![7]),
        ("page.txt", "text\n".repeat(50_000).into_bytes()),
        ("archive.tar.gz", data(70_000, 3)),
        ("a name & é.bin", data(3_000_000, 4)),
    ];
    let urls = contents
        .each_ref()
        .map(|(name, content)| site.serve(name, content));
    for priority in PRIORITIES {
        // One job for each file, so that a failure names its file.
        for ((name, content), url) in contents.iter().zip(&urls) {
            println!("{priority:?} {name}");
            let received = client.finish(&client.download(priority, std::slice::from_ref(url)));
            assert!(received == [content.clone()], "{name} is another file");
        }
        let missing = client.download(priority, &[format!("{}absent", site.url)]);
        missing.resume().unwrap();
        end(&missing);
        assert_eq!(missing.state(), BG_JOB_STATE_ERROR);
        assert_eq!(missing.error().unwrap().code as u32, 0x8019_0194);
    }
}

/// Two hundred small files in a job, none of which may cost a retry.
pub fn many_files(site: &Site, access: &Access) {
    let client = Client::new(access);
    let contents: Vec<Vec<u8>> = (0..200).map(|number| data(1000 + number, 5)).collect();
    let serve = |(number, content): (usize, &Vec<u8>)| site.serve(&format!("{number}"), content);
    let urls: Vec<String> = contents.iter().enumerate().map(serve).collect();
    for priority in PRIORITIES {
        println!("{priority:?}");
        assert!(client.finish(&client.download(priority, &urls)) == contents);
    }
}

/// Interrupts a job in the middle of its file. The process has [`crate::client::SLOW_JOBS`].
pub fn interrupted(client: &Client, url: &str) -> Job {
    let job = client.download(BG_JOB_PRIORITY_NORMAL, &[url.to_owned()]);
    job.resume().unwrap();
    wait_until("a part of the file", || {
        job.progress().bytes_transferred > 0
    });
    job.suspend().unwrap();
    wait_until("the end of the transfer", || {
        job.state() == BG_JOB_STATE_SUSPENDED
    });
    let progress = job.progress();
    assert!(progress.bytes_transferred > 0, "{progress:?}");
    assert!(
        progress.bytes_transferred < progress.bytes_total,
        "{progress:?}"
    );
    job
}

/// A job continues after an interruption, and starts over when the file is another one.
pub fn resume(site: &Site, access: &Access) {
    let client = Client::new(access);
    let (old, new) = (data(8_000_000, 6), data(7_999_999, 7));
    let url = site.serve("large.bin", &old);
    // The file is older than the answers, as files usually are.
    set_age(&site.folder.join("large.bin"), Duration::from_secs(3600));
    let job = interrupted(&client, &url);
    assert!(client.finish(&job) == [old.clone()]);
    let url = site.serve("changing.bin", &old);
    let job = interrupted(&client, &url);
    site.serve("changing.bin", &new);
    set_age(&site.folder.join("changing.bin"), Duration::from_secs(60));
    // lighttpd notices a change after a second or two.
    let size = Some(new.len() as u64);
    wait_until("the server knows the new file", || {
        announced_size(&url) == size
    });
    assert!(client.finish(&job) == [new], "parts of two versions");
}

/// The size that the server itself announces for a file.
fn announced_size(url: &str) -> Option<u64> {
    let (host, path) = url.strip_prefix("http://")?.split_once('/')?;
    let mut stream = TcpStream::connect(host).ok()?;
    write!(
        stream,
        "HEAD /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    let mut head = String::new();
    stream.read_to_string(&mut head).ok()?;
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("Content-Length"));
    length?.1.parse().ok()
}

pub fn set_age(path: &Path, age: Duration) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
}

/// A job with credentials receives the file, and one without does not.
pub fn credentials(site: &Site, access: &Access, status: u32) {
    let content = data(100_000, 8);
    let url = site.serve("guarded.bin", &content);
    let client = Client::new(access);
    for priority in PRIORITIES {
        let job = client.download(priority, std::slice::from_ref(&url));
        assert!(client.finish(&job) == [content.clone()]);
    }
    let client = Client::new(&Access {
        credentials: None,
        ..access.clone()
    });
    let job = client.download(BG_JOB_PRIORITY_NORMAL, &[url]);
    job.resume().unwrap();
    end(&job);
    assert_eq!(job.error().unwrap().code as u32, 0x8019_0000 + status);
}

/// Uploads of several sizes. The site belongs to the example server.
pub fn uploads(site: &Site, access: &Access) {
    fs::create_dir_all(&site.folder).unwrap();
    let client = Client::new(access);
    for size in [0, 1, 100_000, 9_000_000] {
        println!("{size} bytes");
        let content = data(size, 9);
        client.finish(&client.upload(&format!("{}{size}", site.url), &content));
        let stored = fs::read(site.folder.join(size.to_string())).unwrap();
        assert!(stored == content, "{size}");
    }
}
