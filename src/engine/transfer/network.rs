//! The transfers of this process, and the loop that drives them.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use curl::easy::Easy2;
use curl::multi::{Easy2Handle, Multi, WaitFd};
use url::Url;

use super::local::{self, Copy};
use super::receiver::{Events, Outcome, Receiver};
use super::request::{Patience, Request};
use super::response::Asked;
use super::sink::Sink;
use super::{Event, Fetch, Standing, TransferId, failure};
use crate::abi::*;
use crate::engine::Failure;
use crate::engine::error::http_status;

/// As many redirects as a file may be away.
const MAX_REDIRECTS: u32 = 20;
/// As often as one transfer may start over because the remote file changed.
const MAX_RESTARTS: u32 = 5;
/// Handles kept for reuse.
const SPARE_HANDLES: usize = 8;

/// The transfers of this process. Belongs to the thread that made it.
pub struct Network {
    multi: Multi,
    patience: Patience,
    transfers: HashMap<TransferId, Transfer>,
    copies: HashMap<TransferId, Copy>,
    spare: Vec<Easy2<Receiver>>,
    events: Events,
    last: TransferId,
    alarm: UnixStream,
    waker: Waker,
}

/// A file that comes over the network.
struct Transfer {
    fetch: Fetch,
    url: Url,
    /// The server the user named; nobody else sees credentials.
    origin: url::Origin,
    redirects: u32,
    restarts: u32,
    limit: Option<u64>,
    handle: Easy2Handle<Receiver>,
}

/// Ends a [`Network::wait`] from any thread.
#[derive(Clone)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    pub fn wake(&self) {
        // A full pipe wakes as well as a fuller one.
        let _ = (&*self.0).write(&[0]);
    }
}

impl Network {
    pub fn new() -> crate::engine::Result<Network> {
        Network::with_patience(Patience::default())
    }

    pub fn with_patience(patience: Patience) -> crate::engine::Result<Network> {
        let (alarm, waker) = UnixStream::pair()?;
        alarm.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        Ok(Network {
            multi: Multi::new(),
            patience,
            transfers: HashMap::new(),
            copies: HashMap::new(),
            spare: Vec::new(),
            events: Events::default(),
            last: TransferId(0),
            alarm,
            waker: Waker(Arc::new(waker)),
        })
    }

    /// Starts a transfer; what comes of it is told by [`Network::wait`].
    pub fn start(&mut self, fetch: Fetch) -> TransferId {
        self.last.0 += 1;
        let id = self.last;
        let started = match local::path_of(&fetch.remote) {
            Some(path) => path.and_then(|path| self.start_copy(id, path, &fetch)),
            None => self.start_request(id, &fetch),
        };
        if let Err(failure) = started {
            self.tell(id, Event::Failed { failure, bytes: fetch.offset, redirect: None });
        }
        id
    }

    /// Stops a transfer and writes out what it holds; the bytes of the file that are good. No event follows.
    pub fn stop(&mut self, id: TransferId) -> u64 {
        let mut sink = if let Some(mut transfer) = self.transfers.remove(&id) {
            let sink = std::mem::take(&mut transfer.handle.get_mut().sink);
            self.shelve(transfer.handle);
            sink
        } else if let Some(copy) = self.copies.remove(&id) {
            copy.sink
        } else {
            Sink::default()
        };
        self.events.borrow_mut().retain(|(of, _)| *of != id);
        if let Err(error) = sink.flush() {
            log::warn!("the last bytes of a stopped transfer could not be written: {error}");
        }
        sink.written()
    }

    /// Moves data until something happened worth telling, the waker was called, or the time is over.
    pub fn wait(&mut self, timeout: Duration) -> Vec<(TransferId, Event)> {
        let deadline = Instant::now() + timeout;
        let mut woken = false;
        loop {
            self.copy_slices();
            self.drive();
            let rest = deadline.saturating_duration_since(Instant::now());
            if woken || rest.is_zero() || !self.events.borrow().is_empty() {
                return self.events.borrow_mut().drain(..).collect();
            }
            woken = self.sleep(if self.copies.is_empty() { rest } else { Duration::ZERO });
        }
    }

    /// Bytes received so far, buffered ones included; `None` for a transfer that is gone.
    pub fn received(&self, id: TransferId) -> Option<u64> {
        self.sink(id).map(Sink::received)
    }

    /// Writes out what is buffered, for a checkpoint. `None` for a transfer that is gone or has no file yet.
    pub fn flush(&mut self, id: TransferId) -> Option<Standing> {
        let sink = match (self.transfers.get_mut(&id), self.copies.get_mut(&id)) {
            (Some(transfer), _) => &mut transfer.handle.get_mut().sink,
            (None, copy) => &mut copy?.sink,
        };
        if let Err(error) = sink.flush() {
            log::debug!("a checkpoint failed, the next write will tell: {error}");
        }
        Some(Standing { written: sink.written(), file: sink.file()?.clone() })
    }

    /// Caps what a transfer takes from the network, in bytes a second; `None` lifts the cap. Copies of local files are
    /// not capped.
    pub fn limit(&mut self, id: TransferId, bytes_per_second: Option<u64>) {
        if let Some(transfer) = self.transfers.get_mut(&id) {
            transfer.limit = bytes_per_second;
            crate::engine::os::curl::limit_receiving(&mut transfer.handle, bytes_per_second.unwrap_or(0));
        }
    }

    /// Ends [`Network::wait`] from any thread.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    fn sink(&self, id: TransferId) -> Option<&Sink> {
        let transfer = self.transfers.get(&id).map(|transfer| &transfer.handle.get_ref().sink);
        transfer.or_else(|| self.copies.get(&id).map(|copy| &copy.sink))
    }

    fn tell(&self, id: TransferId, event: Event) {
        self.events.borrow_mut().push_back((id, event));
    }

    /// Waits for a socket, a timer or the waker; true when it was the waker.
    fn sleep(&mut self, timeout: Duration) -> bool {
        let mut alarm = WaitFd::new();
        alarm.set_fd(self.alarm.as_raw_fd());
        alarm.poll_on_read(true);
        let mut alarms = [alarm];
        if let Err(error) = self.multi.wait(&mut alarms, timeout) {
            log::error!("waiting for the network failed: {error}");
        }
        let woken = alarms[0].received_read();
        while woken && self.alarm.read(&mut [0; 64]).is_ok_and(|read| read == 64) {}
        woken
    }

    fn start_copy(&mut self, id: TransferId, path: std::path::PathBuf, fetch: &Fetch) -> Result<(), Failure> {
        let (copy, started) = Copy::start(path, fetch)?;
        self.tell(id, started);
        self.copies.insert(id, copy);
        Ok(())
    }

    fn copy_slices(&mut self) {
        let events = &self.events;
        self.copies.retain(|id, copy| {
            let event = match copy.step() {
                Ok(false) => return true,
                Ok(true) => Event::Finished { bytes: copy.sink.written() },
                Err(failure) => Event::Failed { failure, bytes: copy.sink.written(), redirect: None },
            };
            events.borrow_mut().push_back((*id, event));
            false
        });
    }

    fn start_request(&mut self, id: TransferId, fetch: &Fetch) -> Result<(), Failure> {
        let url = Url::parse(&fetch.remote).map_err(|_| failure::invalid_url())?;
        let sink = Sink::new(fetch.path.clone(), fetch.offset).map_err(|error| failure::local(&error))?;
        let usable = if fetch.version.provable() { sink.written() } else { 0 };
        let last_byte = fetch.version.size.map_or(u64::MAX, |size| size.saturating_sub(1));
        let asked = Asked {
            // When all is there, one byte again: the answer tells whether it is still the same file.
            offset: usable.min(last_byte),
            ranged: usable > 0 || !fetch.foreground,
            foreground: fetch.foreground,
            compressed_name: url.path().ends_with("gz") || url.path().ends_with(".Z"),
            version: fetch.version.clone(),
        };
        let origin = url.origin();
        let mut receiver = Receiver { id, sink, events: self.events.clone(), ..Receiver::default() };
        receiver.rearm(asked);
        let request =
            Request { url: &url, trusted: true, asked: &receiver.asked.clone(), options: &fetch.options, patience: self.patience, limit: None };
        let handle = self.send(request, receiver)?;
        let transfer = Transfer { fetch: fetch.clone(), url, origin, redirects: 0, restarts: 0, limit: None, handle };
        self.transfers.insert(id, transfer);
        Ok(())
    }

    fn send(&mut self, request: Request, receiver: Receiver) -> Result<Easy2Handle<Receiver>, Failure> {
        let mut easy = self.spare.pop().unwrap_or_else(|| Easy2::new(Receiver::default()));
        let id = receiver.id;
        *easy.get_mut() = receiver;
        request.write_to(&mut easy)?;
        let mut handle = self.multi.add2(easy).map_err(|_| failure::UNFORESEEN)?;
        handle.set_token(id.0 as usize).map_err(|error| failure::curl(error.code(), 0))?;
        Ok(handle)
    }

    /// Takes a handle off the network, for another transfer to use.
    fn shelve(&mut self, handle: Easy2Handle<Receiver>) {
        if let Ok(mut easy) = self.multi.remove2(handle)
            && self.spare.len() < SPARE_HANDLES
        {
            *easy.get_mut() = Receiver::default();
            easy.reset();
            self.spare.push(easy);
        }
    }

    /// Lets libcurl work, and deals with the answers that are over.
    fn drive(&mut self) {
        if self.transfers.is_empty() {
            return;
        }
        if let Err(error) = self.multi.perform() {
            log::error!("the network cannot work: {error}");
        }
        let mut over = Vec::new();
        self.multi.messages(|message| {
            if let (Ok(token), Some(result)) = (message.token(), message.result()) {
                over.push((TransferId(token as u64), result));
            }
        });
        for (id, result) in over {
            self.conclude(id, result);
        }
    }

    fn conclude(&mut self, id: TransferId, result: Result<(), curl::Error>) {
        let Some(mut transfer) = self.transfers.remove(&id) else { return };
        let error = result.err().map(|error| diagnose(&error, &mut transfer.handle));
        let outcome = transfer.handle.get_mut().conclude(error);
        let next = match outcome {
            Outcome::Done => Err(None),
            Outcome::Failed(failure) => Err(Some((failure, None))),
            Outcome::Partial => Ok(()),
            Outcome::Restart => transfer.restart(),
            Outcome::Redirect { status, location } => transfer.redirect(status, &location),
        };
        let receiver = std::mem::take(transfer.handle.get_mut());
        self.shelve_in_place(&mut transfer);
        let bytes = receiver.sink.written();
        let next = next.and_then(|()| self.resend(transfer, receiver).map_err(|failure| Some((failure, None))));
        match next {
            Ok(()) => (),
            Err(None) => self.tell(id, Event::Finished { bytes }),
            Err(Some((failure, redirect))) => self.tell(id, Event::Failed { failure, bytes, redirect }),
        }
    }
}
