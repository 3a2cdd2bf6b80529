//! A BITS upload server with sessions on disk, replies from a server application, and downloads.
//!
//! `bits_server.rs` is the command line program. Another program embeds the server as follows:
//!
//! ```ignore
//! #[path = "bits_server/mod.rs"]
//! mod bits_server;
//! let server = bits_server::Server::start(bits_server::Config::new("/srv/bits"))?;
//! println!("http://{}/", server.addr());
//! ```

#![allow(dead_code)] // each program that includes this module uses a part of it

mod application;
mod body;
mod files;
mod http;
mod packets;
mod paths;
mod protocol;
mod sessions;

pub use application::Application;

use paths::Root;
use sessions::Sessions;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// The configuration of a server. `Config::new` has the defaults of IIS.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that stores uploads and serves downloads. Its subfolder `BITS-Sessions` belongs
    /// to the server.
    pub root: PathBuf,
    /// The address to listen on. Port 0 selects a free port.
    pub listen: SocketAddr,
    /// Maximum size of a file in bytes; a larger one fails with BG_E_TOO_LARGE.
    pub max_size: Option<u64>,
    /// Maximum size of a fragment in bytes; a larger one fails with status 413.
    pub max_fragment: Option<u64>,
    /// Whether an upload can replace a file.
    pub allow_overwrites: bool,
    /// The server deletes sessions that were not used for this time.
    pub session_timeout: Duration,
    /// Interval between two searches for expired sessions.
    pub cleanup_interval: Duration,
    /// The application that receives finished files.
    pub application: Application,
    /// The host at which clients continue after Create-Session.
    pub host_id: Option<String>,
    /// Seconds of failures after which clients return to the first host.
    pub host_id_fallback_timeout: Option<u64>,
    /// `user:password`, for Basic authentication of every request.
    pub credentials: Option<String>,
    /// Certificate and key; `None` for plain HTTP.
    pub tls: Option<TlsFiles>,
    /// Whether to write one line for each request to standard error.
    pub log: bool,
}

/// The PEM files of the certificate chain and the private key.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Config {
    pub fn new(root: impl Into<PathBuf>) -> Config {
        Config {
            root: root.into(),
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            max_size: None,
            max_fragment: None,
            allow_overwrites: false,
            session_timeout: Duration::from_secs(14 * 24 * 3600),
            cleanup_interval: Duration::from_secs(12 * 3600),
            application: Application::None,
            host_id: None,
            host_id_fallback_timeout: None,
            credentials: None,
            tls: None,
            log: false,
        }
    }
}

/// The state that all connections share.
struct Shared {
    config: Config,
    root: Root,
    sessions: Sessions,
}

impl Shared {
    fn log(&self, line: fmt::Arguments) {
        if self.config.log {
            eprintln!("{line}");
        }
    }
}

/// A running server. Dropping it stops the server; its sessions stay on disk for the next one.
pub struct Server {
    addr: SocketAddr,
    /// Stops the server when it is dropped.
    stop: Option<oneshot::Sender<()>>,
    /// Owns the runtime until the server stops.
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on threads of its own. Fails when the root, the address or the TLS files are
    /// not usable.
    pub fn start(config: Config) -> io::Result<Server> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let tls = config.tls.as_ref().map(http::tls_acceptor).transpose()?;
        let root = Root::open(&config.root)?;
        let sessions = Sessions::open(root.path(), config.session_timeout)?;
        let listener = runtime.block_on(TcpListener::bind(config.listen))?;
        let addr = listener.local_addr()?;
        let shared = Arc::new(Shared {
            config,
            root,
            sessions,
        });
        runtime.spawn(sweep(shared.clone()));
        runtime.spawn(http::accept(listener, tls, shared));
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("bits_server".into())
            .spawn(|| run(runtime, stopped))?;
        Ok(Server {
            addr,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Returns the address on which the server listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Runs the server until `stopped` closes, then gives open requests 10 seconds to finish.
fn run(runtime: Runtime, stopped: oneshot::Receiver<()>) {
    let _ = runtime.block_on(stopped);
    runtime.shutdown_timeout(Duration::from_secs(10));
}

/// Deletes expired sessions at each interval.
async fn sweep(shared: Arc<Shared>) {
    let mut ticks =
        tokio::time::interval(shared.config.cleanup_interval.max(Duration::from_millis(1)));
    loop {
        ticks.tick().await;
        if let Err(error) = shared.sessions.sweep() {
            shared.log(format_args!("cleanup: {error}"));
        }
    }
}
