//! Socket of the runner: accepts the messages of other processes and passes them to the mailbox.

use std::fs::{self, FileType, Permissions};
use std::io::{self, ErrorKind, Read};
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::engine::model::error::Result;
use crate::engine::platform;
use crate::engine::runner::ipc::{MESSAGE_BYTES, Message};
use crate::engine::runner::mailbox::{Ack, Mailbox, RunnerCommand};
use crate::engine::store::queue_dir::QueueDir;

/// Time that the runner waits for the bytes of a message. Clients send them at once.
const READ_TIMEOUT: Duration = Duration::from_secs(2);
/// Pause after a connection could not be accepted, for example without a free descriptor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Connections whose message has not arrived. A further one takes the place of the oldest one.
const MAX_PENDING: usize = 64;

/// Binds the socket of the runner in place of the last runner's. Messages wait in it until a
/// [`Server`] accepts them.
pub fn bind(queue_dir: &QueueDir) -> Result<UnixListener> {
    let path = queue_dir.socket();
    queue_dir.set_aside_unless(&path, FileType::is_socket)?;
    platform::fs::absent_as_none(fs::remove_file(&path))?;
    let listener = UnixListener::bind(&path)?;
    fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Thread `bits-ipc`, which serves the socket of the runner.
pub struct Server {
    /// Shutting this socket down ends the thread.
    stop: UnixStream,
    thread: JoinHandle<()>,
}

impl Server {
    pub fn start(listener: Arc<UnixListener>, mailbox: Mailbox) -> Result<Server> {
        let (stop, stopped) = UnixStream::pair()?;
        let thread = thread::Builder::new()
            .name("bits-ipc".into())
            .spawn(move || serve(&listener, &stopped, &mailbox))?;
        Ok(Server { stop, thread })
    }

    /// Ends the thread, and the connections whose messages have not arrived.
    pub fn stop(self) {
        match self.stop.shutdown(Shutdown::Both) {
            Ok(()) => _ = self.thread.join(),
            Err(error) => log::error!("the socket of the runner stays open: {error}"),
        }
    }
}

/// Connection whose message has not arrived completely.
struct Pending {
    stream: UnixStream,
    deadline: Instant,
    bytes: [u8; MESSAGE_BYTES],
    /// Bytes of the message that have arrived.
    length: usize,
}

/// Serves the socket until the peer of `stopped` is shut down. A connection that sends nothing
/// delays no other one.
fn serve(listener: &UnixListener, stopped: &UnixStream, mailbox: &Mailbox) {
    let mut pending: Vec<Pending> = Vec::new();
    let mut accept_after = Instant::now();
    loop {
        let now = Instant::now();
        let accepts = accept_after <= now;
        let next = pending.iter().map(|it| it.deadline);
        let next = next.chain((accept_after > now).then_some(accept_after));
        let timeout = next.min().map(|next| next.saturating_duration_since(now));
        let streams = pending.iter().map(|it| it.stream.as_fd());
        let waited: Vec<_> = [stopped.as_fd()]
            .into_iter()
            .chain(accepts.then(|| listener.as_fd()))
            .chain(streams)
            .collect();
        match platform::poll::wait_for_any(&waited, timeout) {
            Ok(ready) if ready[0] => return,
            Ok(_) => {}
            Err(error) => {
                log::warn!("the socket of the runner cannot be watched: {error}");
                thread::sleep(ACCEPT_PAUSE);
            }
        }
        if accepts && let Err(error) = accept_all(listener, mailbox, &mut pending) {
            log::warn!("messages to the runner wait, none can be accepted: {error}");
            accept_after = Instant::now() + ACCEPT_PAUSE;
        }
        pending.retain_mut(|connection| match connection.receive() {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::WouldBlock => connection.deadline > now,
            Err(_) => false,
        });
        for connection in pending.extract_if(.., |it| it.is_complete()) {
            connection.pass_on(mailbox);
        }
    }
}

/// Accepts the connections that wait. The messages that have arrived are passed on at once, so that
/// only a connection that sends nothing gives its place to another one.
fn accept_all(
    listener: &UnixListener,
    mailbox: &Mailbox,
    pending: &mut Vec<Pending>,
) -> io::Result<()> {
    loop {
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock => return Ok(()),
                ErrorKind::Interrupted | ErrorKind::ConnectionAborted => continue,
                _ => return Err(error),
            },
        };
        stream.set_nonblocking(true)?;
        let mut connection = Pending {
            stream,
            deadline: Instant::now() + READ_TIMEOUT,
            bytes: [0; MESSAGE_BYTES],
            length: 0,
        };
        match connection.receive() {
            Ok(()) => connection.pass_on(mailbox),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                if pending.len() == MAX_PENDING {
                    pending.remove(0);
                }
                pending.push(connection);
            }
            Err(error) => log::debug!("a connection to the runner has ended: {error}"),
        }
    }
}

impl Pending {
    fn is_complete(&self) -> bool {
        self.length == MESSAGE_BYTES
    }

    /// Sends the message to the runner thread.
    fn pass_on(self, mailbox: &Mailbox) {
        if let Some(message) = Message::from_bytes(self.bytes) {
            mailbox.send(command(message, self.stream));
        }
    }

    /// Receives the bytes that have arrived. Returns `WouldBlock` if the message is incomplete.
    fn receive(&mut self) -> io::Result<()> {
        while self.length < MESSAGE_BYTES {
            match self.stream.read(&mut self.bytes[self.length..]) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(received) => self.length += received,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Returns the command for a message. The command keeps the connection if it has an answer.
fn command(message: Message, stream: UnixStream) -> RunnerCommand {
    match message {
        Message::Changed(key) => RunnerCommand::Changed(key),
        Message::Release(key) => RunnerCommand::Release(key, Ack::remote(stream)),
        Message::Ping => RunnerCommand::Ping(Ack::remote(stream)),
    }
}
