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
mod rate;
mod sessions;

pub use application::Application;
pub use rate::MinRate;

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
use tokio::runtime::{Handle, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle as TaskHandle;

/// Threads for file I/O. A thread is busy only while the disk works.
const FILE_THREADS: usize = 16;
/// Maximum file descriptors of a connection: its own, that of a file, and that of a connection to
/// the application.
const DESCRIPTORS_PER_CONNECTION: u64 = 3;

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
    /// Whether clients can store whole files with PUT (`curl -T`). Such a file has the limits of
    /// an upload and goes to the application as an upload does.
    pub allow_put: bool,
    /// Maximum connections. Others receive status 503 with `Retry-After`. Fewer are served when
    /// the limit of open files requires it.
    pub max_connections: usize,
    /// Maximum unfinished uploads. Others receive status 503 with `Retry-After`.
    pub max_sessions: usize,
    /// Rate below which a client loses its connection. The interval is also the maximum time for
    /// the headers of a request, and between two requests of a connection.
    pub min_rate: MinRate,
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
            allow_put: false,
            max_connections: 1024,
            max_sessions: 10_000,
            min_rate: MinRate {
                bytes_per_second: 240,
                interval: Duration::from_secs(120),
            },
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

/// A running server. Dropping it stops the server at once; its sessions stay on disk for the next
/// one.
pub struct Server {
    addr: SocketAddr,
    handle: Handle,
    /// Ends the server after it has answered its requests, at the latest after this time.
    stop: Option<oneshot::Sender<Duration>>,
    /// Owns the runtime until the server stops.
    thread: Option<JoinHandle<()>>,
}

/// The signals that ask a process to end: SIGTERM and SIGINT.
pub struct EndSignals {
    handle: Handle,
    terminate: Signal,
    interrupt: Signal,
}

impl EndSignals {
    /// Waits for the next of the signals.
    pub fn wait(&mut self) {
        let (terminate, interrupt) = (&mut self.terminate, &mut self.interrupt);
        self.handle.block_on(async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        });
    }
}

impl Server {
    /// Starts a server on threads of its own. Fails when the root, the address or the TLS files are
    /// not usable.
    pub fn start(config: Config) -> io::Result<Server> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(FILE_THREADS)
            .enable_all()
            .build()?;
        let tls = config.tls.as_ref().map(http::tls_acceptor).transpose()?;
        let root = Root::open(&config.root)?;
        let sessions = Sessions::open(root.path(), config.session_timeout, config.max_sessions)?;
        let listener = runtime.block_on(TcpListener::bind(config.listen))?;
        let addr = listener.local_addr()?;
        let max_connections = config.max_connections.min(connections_by_descriptors());
        let shared = Arc::new(Shared {
            config,
            root,
            sessions,
        });
        let (stop_accepting, accepting) = watch::channel(false);
        runtime.spawn(sweep(shared.clone()));
        let connections = runtime.spawn(http::accept(
            listener,
            tls,
            shared,
            max_connections,
            accepting,
        ));
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("bits_server".into())
            .spawn(move || run(runtime, stopped, &stop_accepting, connections))?;
        Ok(Server {
            addr,
            handle,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Returns the address on which the server listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Catches SIGTERM and SIGINT from now on.
    pub fn catch_signals(&self) -> io::Result<EndSignals> {
        let _context = self.handle.enter();
        Ok(EndSignals {
            handle: self.handle.clone(),
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Accepts no more connections, answers the requests that have arrived, and stops. Requests
    /// that take longer than `limit` are cut off.
    pub fn drain(mut self, limit: Duration) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(limit);
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

/// Runs the server until `stopped` has a value, which is the limit of the time to finish requests,
/// or closes.
fn run(
    runtime: Runtime,
    stopped: oneshot::Receiver<Duration>,
    stop_accepting: &watch::Sender<bool>,
    connections: TaskHandle<()>,
) {
    runtime.block_on(async {
        if let Ok(limit) = stopped.await {
            let _ = stop_accepting.send(true);
            let _ = tokio::time::timeout(limit, connections).await;
        }
    });
    // Waits for the writes that have begun.
    runtime.shutdown_timeout(Duration::from_secs(10));
}

/// Returns how many connections the limit of open files allows.
fn connections_by_descriptors() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let limit = limit.unwrap_or(u64::MAX) / DESCRIPTORS_PER_CONNECTION;
    // The number of connections is also the number of permits of a semaphore, which takes all of
    // them at once at the end.
    u32::try_from(limit).unwrap_or(u32::MAX).max(1) as usize
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
