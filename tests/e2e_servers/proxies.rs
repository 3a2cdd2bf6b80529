//! squid and tinyproxy between the client and the example server.

use bits::abi::BG_AUTH_SCHEME::*;

use crate::client::{Access, SLOW_JOBS};
use crate::daemon::{BASIC_FILE, DIGEST_FILE, Daemon, SQUID, TINYPROXY, write};
use crate::origins::{Uploads, foreground};
use crate::scenarios::{self, Site};

/// squid, whose second port requires a password.
fn squid(_: bool) -> Daemon {
    Daemon::start(|folder, [port, guarded]| {
        let home = folder.display();
        write(&folder.join("basic"), BASIC_FILE);
        write(&folder.join("digest"), DIGEST_FILE);
        let configuration = format!(
            "http_port 127.0.0.1:{port}
http_port 127.0.0.1:{guarded} name=guarded
auth_param digest program /usr/lib/squid/digest_file_auth -c {home}/digest
auth_param digest realm field
auth_param digest children 1
auth_param basic program /usr/lib/squid/basic_ncsa_auth {home}/basic
auth_param basic realm field
auth_param basic children 1
acl guarded myportname guarded
acl known proxy_auth REQUIRED
http_access allow !guarded
http_access allow known
http_access deny all
cache deny all
cache_log {home}/cache.log
access_log none
pid_filename {home}/pid
coredump_dir {home}
pinger_enable off
visible_hostname localhost
shutdown_lifetime 0 seconds\n"
        );
        foreground("squid", &["-N", "-f"], folder, &configuration)
    })
}

fn tinyproxy(guarded: bool) -> Daemon {
    Daemon::start(|folder, [port, _]| {
        let credentials = if guarded { "BasicAuth user secret" } else { "" };
        let configuration = format!(
            "Port {port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 100\nLogLevel Error\n\
             Allow 127.0.0.1\n{credentials}\n"
        );
        foreground("tinyproxy", &["-d", "-c"], folder, &configuration)
    })
}

/// The scenarios of one proxy. The port for passwords is the one with the given index.
macro_rules! proxy_tests {
    ($name:ident, $need:ident, $guarded_port:literal, $schemes:expr $(, $slow:ident)?) => {
        mod $name {
            use super::*;

            /// Starts the servers. `port`: index of the proxy's port.
            fn start(guarded: bool, port: usize) -> (Uploads, Daemon, Site, Access) {
                let uploads = Uploads::start();
                let daemon = super::$name(guarded);
                let site = Site::new(uploads.port(), uploads.folder.path());
                let access = Access::proxy(daemon.ports()[port]);
                (uploads, daemon, site, access)
            }

            #[test($($slow,)? needs = [$need])]
            fn files() {
                let (_uploads, _daemon, site, access) = start(false, 0);
                scenarios::files(&site, &access);
            }

            #[test($($slow,)? needs = [$need])]
            fn many_files() {
                let (_uploads, _daemon, site, access) = start(false, 0);
                scenarios::many_files(&site, &access);
            }

            #[test($($slow,)? needs = [$need], process = SLOW_JOBS)]
            fn resume() {
                let (_uploads, _daemon, site, access) = start(false, 0);
                scenarios::resume(&site, &access);
            }

            #[test($($slow,)? needs = [$need])]
            fn uploads() {
                let (_uploads, _daemon, site, access) = start(false, 0);
                scenarios::uploads(&site, &access);
            }

            #[test($($slow,)? needs = [$need])]
            fn credentials() {
                let (_uploads, _daemon, site, access) = start(true, $guarded_port);
                for scheme in $schemes {
                    println!("{scheme:?}");
                    let access = access.clone().with_proxy_login(scheme);
                    scenarios::credentials(&site, &access, 407);
                    scenarios::uploads(&site.below(&format!("{scheme:?}")), &access);
                }
            }
        }
    };
}

proxy_tests!(
    squid,
    SQUID,
    1,
    [BG_AUTH_SCHEME_BASIC, BG_AUTH_SCHEME_DIGEST]
);
proxy_tests!(tinyproxy, TINYPROXY, 0, [BG_AUTH_SCHEME_BASIC], slow);
