//! Messages to the runner of another process, with bounded waits.
//!
//! Three answers are told apart. *Done*: the runner has carried out the message. *No runner*: no
//! process holds the runner's lock, so that none transfers anything. *Unreachable*: a process holds
//! the lock and does not answer; it is stopped or hangs.

use std::io::{self, ErrorKind, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, SockAddr, Socket, Type};

use crate::engine::model::error::Result;
use crate::engine::runner::context::RunnerContext;
use crate::engine::runner::ipc::{DONE, Message, NO_SIGNAL};
use crate::engine::store::queue_dir::QueueDir;

/// Longest wait for the answer of a runner whose event loop turns.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);
/// Time after which a runner whose event loop does not turn counts as unreachable.
const STALL_TIMEOUT: Duration = Duration::from_secs(10);
/// Interval at which a process that waits for an answer looks at the heartbeat.
const HEARTBEAT_INTERVAL: Duration = Duration::from_millis(250);
/// Time for which a message is repeated that could not be sent, and the pause in between.
const SEND_TIMEOUT: Duration = Duration::from_secs(2);
const SEND_PAUSE: Duration = Duration::from_millis(20);

/// Answer to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Done,
    NoRunner,
    Unreachable,
}

/// Sends a message to the runner without an answer. A message that cannot be sent is dropped: the
/// runner looks for changed rows from time to time, and the next runner reads all rows.
pub fn send(queue_dir: &QueueDir, message: Message) {
    if let Err(error) = deliver(queue_dir, message) {
        log::debug!("the runner finds a change later, its message cannot be sent: {error}");
    }
}

/// Sends a message to the runner, and waits until the runner has carried it out or no process is
/// the runner. The message is sent again to the next runner when its receiver ends. Returns an
/// error if this process can neither send the message nor find out whether there is a runner.
pub fn request(context: &RunnerContext, message: Message) -> Result<Answer> {
    let begun = Instant::now();
    let mut failing_since = begun;
    loop {
        let failure = match deliver(&context.queue_dir, message) {
            Ok(stream) => match wait_for_answer(context, &stream, begun) {
                Some(answer) => return Ok(answer),
                None => {
                    failing_since = Instant::now();
                    ErrorKind::ConnectionReset.into()
                }
            },
            Err(failure) => failure,
        };
        let vacant = context.is_vacant();
        if let Ok(true) = vacant {
            return Ok(Answer::NoRunner);
        }
        if failing_since.elapsed() >= SEND_TIMEOUT || begun.elapsed() >= ANSWER_TIMEOUT {
            // The process that holds the lock refuses connections, or accepts none any more.
            return match failure.kind() {
                ErrorKind::NotFound
                | ErrorKind::ConnectionRefused
                | ErrorKind::ConnectionReset
                | ErrorKind::WouldBlock => vacant.map(|_| Answer::Unreachable),
                _ => Err(failure.into()),
            };
        }
        thread::sleep(SEND_PAUSE);
    }
}

/// Connects to the runner and sends a message; waits for nothing. Returns `WouldBlock` if the
/// runner accepts no connections for now.
fn deliver(queue_dir: &QueueDir, message: Message) -> io::Result<UnixStream> {
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.connect(&SockAddr::unix(queue_dir.socket())?)?;
    // Unlike a write, a send without a signal does not end a host whose runner has just gone.
    let bytes = message.to_bytes();
    if socket.send_with_flags(&bytes, NO_SIGNAL)? != bytes.len() {
        return Err(ErrorKind::WriteZero.into());
    }
    Ok(OwnedFd::from(socket).into())
}

/// Waits for the answer of the runner, until the runner is unreachable or no process is the runner.
/// Returns `None` if the connection ends without an answer.
fn wait_for_answer(context: &RunnerContext, stream: &UnixStream, begun: Instant) -> Option<Answer> {
    let shared_memory = context.store.shared_memory();
    let (mut beats, mut turned) = (shared_memory.heartbeats(), Instant::now());
    loop {
        match receive_answer(stream) {
            Ok(has_answer) => return has_answer.then_some(Answer::Done),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                _ => return None,
            },
        }
        let now = Instant::now();
        if std::mem::replace(&mut beats, shared_memory.heartbeats()) != beats {
            turned = now;
        }
        // A killed runner whose forked child keeps the connection open does not hold the lock.
        if context.is_vacant().is_ok_and(|vacant| vacant) {
            return Some(Answer::NoRunner);
        }
        if now - turned >= STALL_TIMEOUT || now - begun >= ANSWER_TIMEOUT {
            return Some(Answer::Unreachable);
        }
    }
}

/// Waits for the answer for a short time. Returns false if the connection has ended without one.
fn receive_answer(mut stream: &UnixStream) -> io::Result<bool> {
    let mut answer = [0];
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(HEARTBEAT_INTERVAL))?;
    Ok(stream.read(&mut answer)? == 1 && answer == [DONE])
}
