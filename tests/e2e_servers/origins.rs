//! Apache and lighttpd, which serve files and forward uploads to the example server.

use std::path::Path;
use std::process::Command;

use bits::abi::BG_AUTH_SCHEME::*;
use bits::abi::BG_JOB_STATE::BG_JOB_STATE_ERROR;
use bits_test_support::bits_server::{Config, Server};
use tempfile::TempDir;

use crate::client::{Access, Client, SLOW_JOBS, end};
use crate::daemon::{APACHE, BASIC_FILE, DIGEST_FILE, Daemon, LIGHTTPD, write};
use crate::scenarios::{self, Site};

/// The example server, which receives the uploads.
pub struct Uploads {
    pub server: Server,
    pub folder: TempDir,
}

impl Uploads {
    pub fn start() -> Uploads {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("up")).unwrap();
        let server = Server::start(Config::new(folder.path())).unwrap();
        Uploads { server, folder }
    }

    pub fn port(&self) -> u16 {
        self.server.addr().port()
    }
}

/// A port without a server, for an Apache that receives no uploads.
pub const NOWHERE: u16 = 9;

/// Apache with the modules of Debian's default site, besides those for passwords and proxies.
/// `uploads` is the port to which it forwards what is below `/up`.
pub fn apache(uploads: u16) -> Daemon {
    Daemon::start(|folder, [port, _]| {
        let home = folder.display();
        write(&folder.join("basic"), BASIC_FILE);
        write(&folder.join("digest"), DIGEST_FILE);
        let modules = [
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "auth_digest",
            "mime",
            "filter",
            "deflate",
            "proxy",
            "proxy_http",
        ];
        let modules: String = modules
            .iter()
            .map(|name| {
                format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")
            })
            .collect();
        // `User` takes effect only when root starts the program.
        let configuration = format!(
            "{modules}
             ServerRoot {home}
             ServerName localhost
             Listen 127.0.0.1:{port}
             User www-data
             Group www-data
             PidFile {home}/pid
             DefaultRuntimeDir {home}
             Mutex file:{home}
             ErrorLog {home}/error.log
             TypesConfig /etc/mime.types
             AddEncoding x-gzip .gz .tgz
             AddOutputFilterByType DEFLATE text/html text/plain
             DocumentRoot {home}/root
             <Location /basic>
                 AuthType Basic
                 AuthName field
                 AuthUserFile {home}/basic
                 Require valid-user
             </Location>
             <Location /digest>
                 AuthType Digest
                 AuthName field
                 AuthUserFile {home}/digest
                 Require valid-user
             </Location>
             ProxyPass /up http://127.0.0.1:{uploads}/up\n"
        );
        foreground(
            "apache2",
            &["-D", "FOREGROUND", "-f"],
            folder,
            &configuration,
        )
    })
}

fn lighttpd() -> Daemon {
    Daemon::start(|folder, [port, _]| {
        let home = folder.display();
        write(&folder.join("basic"), BASIC_FILE);
        write(&folder.join("digest"), DIGEST_FILE);
        let configuration = format!(
            r#"server.modules = ("mod_auth", "mod_authn_file")
               server.document-root = "{home}/root"
               server.bind = "127.0.0.1"
               server.port = {port}
               server.errorlog = "{home}/error.log"
               server.upload-dirs = ("{home}")
               mimetype.assign = (".txt" => "text/plain", "" => "application/octet-stream")
               auth.backend.htpasswd.userfile = "{home}/basic"
               auth.backend.htdigest.userfile = "{home}/digest"
               $HTTP["url"] =^ "/basic/" {{
                   auth.backend = "htpasswd"
                   auth.require = ("" => (
                       "method" => "basic", "realm" => "field", "require" => "valid-user"))
               }}
               $HTTP["url"] =^ "/digest/" {{
                   auth.backend = "htdigest"
                   auth.require = ("" => ("method" => "digest", "algorithm" => "MD5",
                       "realm" => "field", "require" => "valid-user"))
               }}
"#
        );
        foreground("lighttpd", &["-D", "-f"], folder, &configuration)
    })
}

/// A command that runs a program with a configuration file.
pub fn foreground(program: &str, options: &[&str], folder: &Path, configuration: &str) -> Command {
    let file = folder.join("configuration");
    write(&file, configuration);
    let mut command = Command::new(program);
    command.args(options).arg(file);
    command
}

/// The scenarios of one origin server.
macro_rules! origin_tests {
    ($name:ident, $need:ident, $start:expr $(, $slow:ident)?) => {
        mod $name {
            use super::*;

            fn start() -> (Daemon, Site) {
                let daemon = $start;
                let site = Site::new(daemon.ports()[0], daemon.root());
                (daemon, site)
            }

            #[test($($slow,)? needs = [$need])]
            fn files() {
                let (_daemon, site) = start();
                scenarios::files(&site, &Access::direct());
            }

            #[test($($slow,)? needs = [$need])]
            fn many_files() {
                let (_daemon, site) = start();
                scenarios::many_files(&site, &Access::direct());
            }

            #[test($($slow,)? needs = [$need], process = SLOW_JOBS)]
            fn resume() {
                let (_daemon, site) = start();
                scenarios::resume(&site, &Access::direct());
            }

            #[test($($slow,)? needs = [$need])]
            fn credentials() {
                let (_daemon, site) = start();
                let basic = Access::direct().with_server_login(BG_AUTH_SCHEME_BASIC);
                scenarios::credentials(&site.below("basic"), &basic, 401);
                let digest = Access::direct().with_server_login(BG_AUTH_SCHEME_DIGEST);
                scenarios::credentials(&site.below("digest"), &digest, 401);
            }
        }
    };
}

origin_tests!(apache, APACHE, super::apache(NOWHERE));
origin_tests!(lighttpd, LIGHTTPD, super::lighttpd(), slow);

#[test(needs = [APACHE])]
fn apache_forwards_uploads() {
    let uploads = Uploads::start();
    let daemon = apache(uploads.port());
    let site = Site::new(daemon.ports()[0], uploads.folder.path());
    scenarios::uploads(&site.below("up"), &Access::direct());
}

/// lighttpd knows a fixed set of methods, without BITS_POST, also as a proxy.
#[test(slow, needs = [LIGHTTPD])]
fn lighttpd_refuses_uploads_at_once() {
    let daemon = lighttpd();
    let client = Client::new(&Access::direct());
    let url = format!("http://localhost:{}/f", daemon.ports()[0]);
    let job = client.upload(&url, b"content");
    job.resume().unwrap();
    end(&job);
    assert_eq!(job.state(), BG_JOB_STATE_ERROR);
    assert_eq!(job.error().unwrap().code as u32, 0x8019_01F5);
}
