//! A server program on free ports of the loopback interface, with a folder of its own.

use std::fs::{self, File, Permissions};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use bits_test_support::needs::Need;
use tempfile::TempDir;

pub const APACHE: Need = Need::tool("apache2");
pub const HAPROXY: Need = Need::tool("haproxy");
pub const LIGHTTPD: Need = Need::tool("lighttpd");
pub const SQUID: Need = Need::tool("squid");
pub const TINYPROXY: Need = Need::tool("tinyproxy");
pub const VARNISH: Need = Need::tool("varnishd");

/// User `user` with the password `secret`, in the forms of Basic and Digest files.
pub const BASIC_FILE: &str = "user:$apr1$biNMZucV$Ga8RkXtbtGGm6TlSlHveG.\n";
pub const DIGEST_FILE: &str = "user:field:07cda6d163e89a4e1e886695fcd23137\n";

const DEADLINE: Duration = Duration::from_secs(30);

/// A running server program, which is ended when this is dropped.
pub struct Daemon {
    process: Child,
    folder: TempDir,
    ports: [u16; 2],
}

impl Daemon {
    /// Starts a program. `configure` writes its configuration to the folder; the program must
    /// listen on the first port, and may on the second.
    pub fn start(configure: impl Fn(&Path, [u16; 2]) -> Command) -> Daemon {
        let folder = tempfile::tempdir().unwrap();
        // Programs that root starts change to a user of their own, who writes logs here.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        // Another process may take a free port before the program does.
        let started = (0..5).find_map(|_| Daemon::try_start(folder.path(), &configure));
        let (process, ports) = started.unwrap_or_else(|| {
            let log = fs::read_to_string(folder.path().join("output"));
            panic!("the program does not start: {}", log.unwrap_or_default())
        });
        Daemon {
            process,
            folder,
            ports,
        }
    }

    fn try_start(
        folder: &Path,
        configure: impl Fn(&Path, [u16; 2]) -> Command,
    ) -> Option<(Child, [u16; 2])> {
        let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
        let ports = listeners.map(|listener| listener.local_addr().unwrap().port());
        let output = File::create(folder.join("output")).unwrap();
        let mut command = configure(folder, ports);
        command.stdout(output.try_clone().unwrap()).stderr(output);
        let mut process = command.spawn().unwrap();
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", ports[0])).is_err() {
            if process.try_wait().unwrap().is_some() {
                return None;
            }
            if start.elapsed() > DEADLINE {
                end(&mut process);
                return None;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Some((process, ports))
    }

    pub fn ports(&self) -> [u16; 2] {
        self.ports
    }

    /// The folder of the served files.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// Ends a process with SIGTERM, so that it ends its own child processes, or with SIGKILL.
fn end(process: &mut Child) {
    let pid = process.id().to_string();
    let _ = Command::new("kill").arg(pid).status();
    let start = Instant::now();
    while let Ok(None) = process.try_wait() {
        if start.elapsed() > DEADLINE {
            let _ = process.kill();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Writes a file of a configuration that each user can read.
pub fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
}
