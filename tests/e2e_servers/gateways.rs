//! haproxy and Varnish in front of a server.

use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bits::abi::BG_JOB_PRIORITY::{BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_NORMAL};
use bits_test_support::fixture::data;

use crate::client::{Access, Client, SLOW_JOBS};
use crate::daemon::{APACHE, Daemon, HAPROXY, VARNISH};
use crate::origins::{NOWHERE, Uploads, apache, foreground};
use crate::scenarios::{self, Site};

/// haproxy before servers that take turns.
fn haproxy(servers: &[u16]) -> Daemon {
    Daemon::start(|folder, [port, _]| {
        let servers: String = servers
            .iter()
            .map(|port| format!("    server s{port} 127.0.0.1:{port}\n"))
            .collect();
        let configuration = format!(
            "defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend field
    bind 127.0.0.1:{port}
    default_backend servers
backend servers
    balance roundrobin
{servers}"
        );
        foreground("haproxy", &["-db", "-f"], folder, &configuration)
    })
}

fn varnish(servers: &[u16]) -> Daemon {
    Daemon::start(|folder, [port, _]| {
        let mut command = Command::new("varnishd");
        // Without its jail, which needs rights of root.
        command.args(["-F", "-j", "none", "-s", "malloc,64m"]);
        command.args(["-a", &format!("127.0.0.1:{port}")]);
        command.args(["-b", &format!("127.0.0.1:{}", servers[0])]);
        command.arg("-n").arg(folder.join("work"));
        command
    })
}

/// The scenarios of one gateway before the example server. It does not see files that change
/// behind a cache, so `resume` is a test of haproxy alone.
macro_rules! gateway_tests {
    ($name:ident, $need:ident $(, $slow:ident)?) => {
        mod $name {
            use super::*;

            fn start() -> (Uploads, Daemon, Site) {
                let uploads = Uploads::start();
                let daemon = super::$name(&[uploads.port()]);
                let site = Site::new(daemon.ports()[0], uploads.folder.path());
                (uploads, daemon, site)
            }

            #[test($($slow,)? needs = [$need])]
            fn files() {
                let (_uploads, _daemon, site) = start();
                scenarios::files(&site, &Access::direct());
            }

            #[test($($slow,)? needs = [$need])]
            fn many_files() {
                let (_uploads, _daemon, site) = start();
                scenarios::many_files(&site, &Access::direct());
            }

            #[test($($slow,)? needs = [$need])]
            fn uploads() {
                let (_uploads, _daemon, site) = start();
                scenarios::uploads(&site, &Access::direct());
            }
        }
    };
}

gateway_tests!(haproxy, HAPROXY);
gateway_tests!(varnish, VARNISH, slow);

#[test(needs = [HAPROXY], process = SLOW_JOBS)]
fn haproxy_resumes() {
    let uploads = Uploads::start();
    let daemon = haproxy(&[uploads.port()]);
    let site = Site::new(daemon.ports()[0], uploads.folder.path());
    scenarios::resume(&site, &Access::direct());
}

/// An uncached text comes compressed, chunked and without a size, although the job asked for
/// identity.
#[test(slow, needs = [APACHE, VARNISH])]
fn varnish_before_apache() {
    let origin = apache(NOWHERE);
    let daemon = varnish(&[origin.ports()[0]]);
    let client = Client::new(&Access::direct());
    for number in 0..10 {
        let content = format!("text {number}\n").repeat(20_000).into_bytes();
        std::fs::write(origin.root().join(format!("{number}.txt")), &content).unwrap();
        let url = format!("http://localhost:{}/{number}.txt", daemon.ports()[0]);
        let job = client.download(BG_JOB_PRIORITY_NORMAL, &[url]);
        assert!(client.finish(&job) == [content], "{number}");
    }
}

/// Two servers with the same file, whose entity tags differ although their dates agree.
#[test(needs = [HAPROXY], process = SLOW_JOBS)]
fn haproxy_before_two_servers() {
    let origins = [Uploads::start(), Uploads::start()];
    let content = data(8_000_000, 10);
    let hour = SystemTime::now() - Duration::from_secs(3600);
    let second = hour.duration_since(UNIX_EPOCH).unwrap().as_secs();
    for (origin, nanoseconds) in origins.iter().zip([1000, 2000]) {
        let path = origin.folder.path().join("f");
        std::fs::write(&path, &content).unwrap();
        let modified = UNIX_EPOCH + Duration::new(second, nanoseconds);
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(modified).unwrap();
    }
    let daemon = haproxy(&[origins[0].port(), origins[1].port()]);
    let client = Client::new(&Access::direct());
    let url = format!("http://localhost:{}/f", daemon.ports()[0]);
    let job = scenarios::interrupted(&client, &url);
    assert!(client.finish(&job) == [content.clone()]);
    for priority in [BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_NORMAL] {
        let ranges = [5_000_000..5_100_000, 10..100_010, 7_000_000..7_999_999];
        let job = client.download_ranges(priority, &url, &ranges);
        let expected = ranges.map(|range| &content[range]).concat();
        assert!(client.finish(&job) == [expected]);
    }
}
