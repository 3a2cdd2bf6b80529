//! A BITS upload server: sessions on disk, replies from an application behind it, downloads of what
//! it holds.
//!
//! `bits_server.rs` is its command line. Another program embeds it:
//!
//! ```ignore
//! #[path = "bits_server/mod.rs"]
//! mod bits_server;
//! let server = bits_server::Server::start(bits_server::Config::new("/srv/bits"))?;
//! println!("http://{}/", server.addr());
//! ```

#![allow(dead_code)] // each program that includes this uses its own part of it

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

/// What a server does. `Config::new` gives IIS's defaults.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that is served and filled. `BITS-Sessions` in it belongs to the server.
    pub root: PathBuf,
    /// Port 0 takes any free one.
    pub listen: SocketAddr,
    /// Largest file, in bytes; a larger one is refused with BG_E_TOO_LARGE.
    pub max_size: Option<u64>,
    /// Largest fragment, in bytes; a larger one is answered with 413.
    pub max_fragment: Option<u64>,
    /// Whether an upload may replace a file.
    pub allow_overwrites: bool,
    /// A session nobody has used for this long is dropped.
    pub session_timeout: Duration,
    /// How often expired sessions are looked for.
    pub cleanup_interval: Duration,
    /// Who gets finished files and replies to them.
    pub application: Application,
    /// Host that clients shall use after Create-Session, and after how many seconds of failures
    /// they may leave it.
    pub host_id: Option<String>,
    pub host_id_fallback_timeout: Option<u64>,
    /// `user:password`, for Basic authentication of every request.
    pub credentials: Option<String>,
    pub tls: Option<TlsFiles>,
    /// One line per request on standard error.
    pub log: bool,
}

/// PEM files.
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

/// What all connections share.
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

/// A running server; stops when dropped. What it holds on disk is there for the next one.
pub struct Server {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts serving on threads of its own. Fails when the root, the address or the TLS files do
    /// not do.
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

    /// Where it listens.
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

fn run(runtime: Runtime, stopped: oneshot::Receiver<()>) {
    let _ = runtime.block_on(stopped);
    runtime.shutdown_timeout(Duration::from_secs(10));
}

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
