//! `bitsd`: a service that transfers the jobs of a queue after the programs that created them have
//! exited.
//!
//! The service opens the queue, which starts the supervisor of the runner, and waits for a signal.
//! The first thread waits; the engine has its own threads. A service manager (systemd) or a user
//! starts it.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bits::engine::{Queue, Result, messages};
use sd_notify::NotifyState;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

const USAGE: &str = "\
Usage: bitsd [--idle-exit SECONDS]

Transfers the jobs of the queue until it receives SIGTERM, SIGINT or SIGHUP. The queue is in
$BITS_HOME, else in $XDG_STATE_HOME/bits, else in ~/.local/state/bits. While another process is the
runner of the queue, bitsd waits; it becomes the runner when that process exits.

  --idle-exit SECONDS  exit after SECONDS without a job that needs the runner
  --help               print this help
  --version            print the version";

/// Interval between two checks whether the queue is idle, with `--idle-exit`.
const IDLE_POLL_INTERVAL: Duration = Duration::from_millis(500);
/// Interval between two looks at the flag of the signals, whose wake-ups can fail.
const SIGNAL_POLL_INTERVAL: Duration = Duration::from_secs(10);

/// The action that the command line requests.
enum Action {
    /// Runs the service. `idle_exit` is the idle time after which it exits; `None` for never.
    Run { idle_exit: Option<Duration> },
    /// Prints a text and exits.
    Print(String),
}

fn main() -> ExitCode {
    let action = match parse(std::env::args().skip(1)) {
        Ok(request) => request,
        Err(message) => {
            eprintln!("bitsd: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match action {
        Action::Print(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Action::Run { idle_exit } => {
            log::set_logger(&StderrLogger).expect("the process has no other logger");
            log::set_max_level(log::LevelFilter::Info);
            match run(idle_exit) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    let reason = messages::describe(error.0).unwrap_or_default();
                    eprintln!("bitsd: cannot open the queue: {error} {reason}");
                    ExitCode::FAILURE
                }
            }
        }
    }
}

/// Parses the command line. Returns a message for the user when it is not valid.
fn parse(mut arguments: impl Iterator<Item = String>) -> std::result::Result<Action, String> {
    let mut idle_exit = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" => return Ok(Action::Print(USAGE.to_owned())),
            "--version" => {
                return Ok(Action::Print(format!(
                    "bitsd {}",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            "--idle-exit" => {
                let seconds = arguments.next().and_then(|value| value.parse().ok());
                idle_exit = Some(Duration::from_secs(
                    seconds.ok_or("--idle-exit requires a number of seconds")?,
                ));
            }
            other => return Err(format!("unknown argument: {other}")),
        }
    }
    Ok(Action::Run { idle_exit })
}

/// Opens the queue and serves it until the end. The two notifications tell the service manager when
/// the service is ready and when it stops.
fn run(idle_exit: Option<Duration>) -> Result<()> {
    let mut end = EndSignal::register()?;
    let queue = Queue::open_default()?;
    notify_service_manager(NotifyState::Ready);
    log::info!("the queue is open");
    wait_for_end(&queue, &mut end, idle_exit);
    notify_service_manager(NotifyState::Stopping);
    queue.stop();
    Ok(())
}

/// SIGTERM, SIGINT and SIGHUP, which end the service.
///
/// The handler of the signals sets a flag and writes to a socket. The socket only ends the wait
/// early: a signal is noticed also if the write fails.
struct EndSignal {
    arrived: Arc<AtomicBool>,
    wakeups: UnixStream,
}

impl EndSignal {
    fn register() -> Result<EndSignal> {
        let arrived = Arc::new(AtomicBool::new(false));
        let (wakeups, waker) = UnixStream::pair()?;
        for signal in [SIGTERM, SIGINT, SIGHUP] {
            signal_hook::flag::register(signal, arrived.clone())?;
            signal_hook::low_level::pipe::register(signal, waker.try_clone()?)?;
        }
        Ok(EndSignal { arrived, wakeups })
    }

    /// Waits for a signal, at most for the timeout. Returns whether one has arrived.
    fn wait(&mut self, timeout: Duration) -> bool {
        let begun = Instant::now();
        let waited = self
            .wakeups
            .set_read_timeout(Some(timeout))
            .and_then(|()| self.wakeups.read(&mut [0]));
        let arrived = self.arrived.load(Ordering::SeqCst);
        if waited.is_err() && !arrived {
            // The rest of a wait that failed at once.
            std::thread::sleep(
                IDLE_POLL_INTERVAL
                    .min(timeout)
                    .saturating_sub(begun.elapsed()),
            );
        }
        arrived
    }
}

/// Returns when a signal arrives, or when the queue was idle for `idle_exit`.
fn wait_for_end(queue: &Queue, end: &mut EndSignal, idle_exit: Option<Duration>) {
    let mut idle_since = Instant::now();
    loop {
        let interval =
            idle_exit.map_or(SIGNAL_POLL_INTERVAL, |limit| limit.min(IDLE_POLL_INTERVAL));
        if end.wait(interval) {
            return;
        }
        let Some(limit) = idle_exit else { continue };
        // A queue that cannot be read for a moment is not idle.
        let is_idle = queue.is_idle().unwrap_or_else(|error| {
            log::warn!("the queue cannot be read: {error}");
            false
        });
        if !is_idle {
            idle_since = Instant::now();
        } else if idle_since.elapsed() >= limit {
            log::info!("exiting: the queue was idle for {} s", limit.as_secs());
            return;
        }
    }
}

/// Sends a state to the service manager, if one started this process.
fn notify_service_manager(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        log::warn!("the service manager cannot be notified: {error}");
    }
}

/// Writes log lines to stderr, each with a syslog severity in angle brackets, which journald reads.
struct StderrLogger;

impl log::Log for StderrLogger {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let severity = match record.level() {
            log::Level::Error => 3,
            log::Level::Warn => 4,
            log::Level::Info => 6,
            log::Level::Debug | log::Level::Trace => 7,
        };
        // The service continues when stderr is closed.
        _ = writeln!(std::io::stderr(), "<{severity}>{}", record.args());
    }

    fn flush(&self) {}
}
