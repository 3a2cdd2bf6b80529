//! The queue's runner as a service of its own: with it, jobs go on when the programs that created
//! them have ended.

use std::io::Write;
use std::os::unix::net::UnixDatagram;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use bits::engine::{Queue, Result, messages};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

const USAGE: &str = "\
usage: bitsd [--idle-exit SECONDS]

Transfers the jobs of the queue in $BITS_HOME (else $XDG_STATE_HOME/bits, else ~/.local/state/bits), in the foreground,
until SIGTERM or SIGINT. While another process is the runner, bitsd waits, and takes over when that process ends.

  --idle-exit SECONDS  end when no job has needed the runner for so long
  --help               print this
  --version            print the version";

/// How often an idle queue is looked at, with `--idle-exit`.
const LOOK: Duration = Duration::from_millis(500);

/// What the command line asks for.
enum Request {
    Run { idle_exit: Option<Duration> },
    Print(String),
}

fn main() -> ExitCode {
    let request = match parse(std::env::args().skip(1)) {
        Ok(request) => request,
        Err(complaint) => {
            eprintln!("bitsd: {complaint}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match request {
        Request::Print(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Request::Run { idle_exit } => {
            log::set_logger(&Journal).expect("nobody else sets a logger");
            log::set_max_level(log::LevelFilter::Info);
            match run(idle_exit) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    let reason = messages::describe(error.0).unwrap_or_default();
                    eprintln!("bitsd: the queue cannot be opened: {error} {reason}");
                    ExitCode::FAILURE
                }
            }
        }
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> std::result::Result<Request, String> {
    let mut idle_exit = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" => return Ok(Request::Print(USAGE.to_owned())),
            "--version" => {
                return Ok(Request::Print(format!(
                    "bitsd {}",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            "--idle-exit" => {
                let seconds = arguments.next().and_then(|value| value.parse().ok());
                idle_exit = Some(Duration::from_secs(
                    seconds.ok_or("--idle-exit needs a number of seconds")?,
                ));
            }
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok(Request::Run { idle_exit })
}

fn run(idle_exit: Option<Duration>) -> Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let (sender, stop) = mpsc::channel();
    std::thread::spawn(move || signals.forever().for_each(|signal| _ = sender.send(signal)));

    let queue = Queue::open_default()?;
    tell_service_manager("READY=1");
    log::info!("the queue is open");
    wait_for_end(&queue, &stop, idle_exit)?;
    tell_service_manager("STOPPING=1");
    queue.stop();
    Ok(())
}

fn wait_for_end(
    queue: &Queue,
    stop: &mpsc::Receiver<i32>,
    idle_exit: Option<Duration>,
) -> Result<()> {
    let Some(patience) = idle_exit else {
        _ = stop.recv();
        return Ok(());
    };
    let mut idle_since = Instant::now();
    loop {
        match stop.recv_timeout(LOOK.min(patience)) {
            Err(RecvTimeoutError::Timeout) => {}
            _ => return Ok(()),
        }
        if !queue.is_idle()? {
            idle_since = Instant::now();
        } else if idle_since.elapsed() >= patience {
            log::info!("nothing to do for {} s", patience.as_secs());
            return Ok(());
        }
    }
}

/// The notification protocol of systemd: a datagram to the socket that it names.
fn tell_service_manager(state: &str) {
    let Some(address) = std::env::var_os("NOTIFY_SOCKET") else {
        return;
    };
    let sent =
        UnixDatagram::unbound().and_then(|socket| socket.send_to(state.as_bytes(), &address));
    if let Err(error) = sent {
        log::warn!("the service manager cannot be told {state}: {error}");
    }
}

/// The log of a service: lines on stderr, with the level as journald reads it.
struct Journal;

impl log::Log for Journal {
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
        // A log that cannot be written is no reason to stop.
        _ = writeln!(std::io::stderr(), "<{severity}>{}", record.args());
    }

    fn flush(&self) {}
}
