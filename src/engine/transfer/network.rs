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

use super::exchange::{Exchange, Exchanges};
use super::local::{self, Copy};
use super::receiver::{Events, Outcome, Receiver};
use super::request::{Patience, Request};
use super::response::Asked;
use super::sink::Sink;
use super::{Event, Fetch, Standing, TransferId, failure};
use crate::abi::*;
use crate::engine::os::{Direction, Flow};
use crate::engine::{Failure, os};

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
    transfers: HashMap<TransferId, Running>,
    copies: HashMap<TransferId, Copy>,
    exchanges: Exchanges,
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
}

struct Running {
    transfer: Transfer,
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
        let multi = os::curl::multi()?;
        os::curl::leave_quickly(&multi);
        Ok(Network {
            multi,
            patience,
            transfers: HashMap::new(),
            copies: HashMap::new(),
            exchanges: Exchanges::default(),
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
            self.tell(
                id,
                Event::Failed {
                    failure,
                    bytes: fetch.offset,
                    redirect: None,
                },
            );
        }
        id
    }

    /// Sends a request and waits for the head of its answer; what comes of it is told by
    /// [`Network::wait`].
    pub fn exchange(&mut self, exchange: Exchange) -> TransferId {
        self.last.0 += 1;
        let id = self.last;
        if let Err(failure) = self
            .exchanges
            .start(&self.multi, id, exchange, self.patience)
        {
            self.tell(
                id,
                Event::Unanswered {
                    failure,
                    sent: false,
                },
            );
        }
        id
    }

    /// Bytes of an exchange's body handed to the network so far; `None` for one that is gone.
    pub fn sent(&self, id: TransferId) -> Option<u64> {
        self.exchanges.sent(id)
    }

    /// Stops a transfer and writes out what it holds; the bytes of the file that are good, unless
    /// the transfer has ended already or has no file. No event follows.
    pub fn stop(&mut self, id: TransferId) -> Option<u64> {
        self.events.borrow_mut().retain(|(of, _)| *of != id);
        let mut sink = if let Some(running) = self.transfers.remove(&id) {
            self.shelve(running.handle, None).0.sink
        } else if let Some(copy) = self.copies.remove(&id) {
            copy.sink
        } else {
            self.exchanges.stop(&self.multi, id);
            return None;
        };
        if let Err(error) = sink.flush() {
            log::warn!("the last bytes of a stopped transfer could not be written: {error}");
        }
        Some(sink.written())
    }

    /// Moves data until something happened worth telling, the waker was called, or the time is
    /// over.
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
            woken = self.sleep(if self.copies.is_empty() {
                rest
            } else {
                Duration::ZERO
            });
        }
    }

    /// Bytes received so far, buffered ones included; `None` for a transfer that is gone.
    pub fn received(&self, id: TransferId) -> Option<u64> {
        self.sink(id).map(Sink::received)
    }

    /// Writes out what is buffered, for a checkpoint. `None` for a transfer that is gone or has no
    /// file yet.
    pub fn flush(&mut self, id: TransferId) -> Option<Standing> {
        let sink = match (self.transfers.get_mut(&id), self.copies.get_mut(&id)) {
            (Some(running), _) => &mut running.handle.get_mut().sink,
            (None, copy) => &mut copy?.sink,
        };
        if let Err(error) = sink.flush() {
            log::debug!("a checkpoint failed, the next write will tell: {error}");
        }
        Some(Standing {
            written: sink.written(),
            file: sink.file()?.clone(),
        })
    }

    /// Caps what a transfer takes from the network, or an exchange gives to it, in bytes a second;
    /// `None` lifts the cap. Copies of local files are not capped.
    pub fn limit(&mut self, id: TransferId, bytes_per_second: Option<u64>) {
        match self.transfers.get_mut(&id) {
            Some(running) if running.transfer.limit == bytes_per_second => {}
            Some(running) => {
                running.transfer.limit = bytes_per_second;
                os::curl::limit_receiving(&running.handle, bytes_per_second.unwrap_or(0));
            }
            None => self.exchanges.limit(id, bytes_per_second),
        }
    }

    /// The socket that carries a transfer's data, while it has one.
    pub fn flow(&self, id: TransferId) -> Option<Flow> {
        let (socket, direction) = match self.transfers.get(&id) {
            Some(running) => (os::curl::socket(&running.handle)?, Direction::Receiving),
            None => (self.exchanges.socket(id)?, Direction::Sending),
        };
        Some(Flow { socket, direction })
    }

    /// Lets the transfers fail whose servers this computer has no way to any more.
    pub fn drop_unreachable(&mut self) {
        let transfers = self
            .transfers
            .iter()
            .map(|(id, running)| (*id, os::curl::peer(&running.handle)));
        let peers = transfers.chain(self.exchanges.peers());
        let lost: Vec<TransferId> = peers
            .filter(|(_, peer)| peer.is_some_and(os::route::is_unreachable))
            .map(|(id, _)| id)
            .collect();
        for id in lost {
            let failure = failure::disconnected();
            let event = match self.stop(id) {
                Some(bytes) => Event::Failed {
                    failure,
                    bytes,
                    redirect: None,
                },
                None => Event::Unanswered {
                    failure,
                    sent: true,
                },
            };
            self.tell(id, event);
        }
    }

    /// Ends [`Network::wait`] from any thread.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    fn sink_for(&self, fetch: &Fetch) -> Result<Sink, Failure> {
        let path = fetch.path.clone();
        let sink = match fetch.place {
            Some(place) => Sink::for_piece(path, place, fetch.version.provable()),
            None => Sink::new(path, fetch.offset),
        };
        sink.map_err(|error| failure::local(&error))
    }

    fn sink(&self, id: TransferId) -> Option<&Sink> {
        let running = self
            .transfers
            .get(&id)
            .map(|running| &running.handle.get_ref().sink);
        running.or_else(|| self.copies.get(&id).map(|copy| &copy.sink))
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

    fn start_copy(
        &mut self,
        id: TransferId,
        path: std::path::PathBuf,
        fetch: &Fetch,
    ) -> Result<(), Failure> {
        let (copy, started) = Copy::start(path, fetch, self.sink_for(fetch)?)?;
        self.tell(id, started);
        self.copies.insert(id, copy);
        Ok(())
    }

    fn copy_slices(&mut self) {
        let events = &self.events;
        self.copies.retain(|id, copy| {
            let event = match copy.step() {
                Ok(false) => return true,
                Ok(true) => Event::Finished {
                    bytes: copy.sink.written(),
                },
                Err(failure) => Event::Failed {
                    failure,
                    bytes: copy.sink.written(),
                    redirect: None,
                },
            };
            events.borrow_mut().push_back((*id, event));
            false
        });
    }

    fn start_request(&mut self, id: TransferId, fetch: &Fetch) -> Result<(), Failure> {
        let url = Url::parse(&fetch.remote).map_err(|_| failure::invalid_url())?;
        let sink = self.sink_for(fetch)?;
        let asked = Asked::first(fetch, &url, sink.written());
        let origin = url.origin();
        let transfer = Transfer {
            fetch: fetch.clone(),
            url,
            origin,
            redirects: 0,
            restarts: 0,
            limit: None,
        };
        let receiver = Receiver::new(
            id,
            asked,
            sink,
            fetch.options.security_flags,
            self.events.clone(),
        );
        self.send(transfer, receiver)
    }

    fn send(&mut self, transfer: Transfer, receiver: Receiver) -> Result<(), Failure> {
        let mut easy = self
            .spare
            .pop()
            .unwrap_or_else(|| Easy2::new(Receiver::default()));
        let id = receiver.id;
        let request = Request {
            url: &transfer.url,
            trusted: transfer.url.origin() == transfer.origin,
            headers: receiver.asked.headers(),
            options: &transfer.fetch.options,
            patience: self.patience,
            limit: transfer.limit,
        };
        request.write_to(&mut easy)?;
        *easy.get_mut() = receiver;
        let mut handle = self.multi.add2(easy).map_err(|_| failure::UNFORESEEN)?;
        handle
            .set_token(id.0 as usize)
            .map_err(|error| failure::curl(error.code()))?;
        self.transfers.insert(id, Running { transfer, handle });
        Ok(())
    }

    /// Takes a handle off the network, and keeps it for another transfer; what it received, and
    /// what it says of an error.
    fn shelve(
        &mut self,
        handle: Easy2Handle<Receiver>,
        error: Option<&curl::Error>,
    ) -> (Receiver, Option<Failure>) {
        let mut easy = match self.multi.remove2(handle) {
            Ok(easy) => easy,
            Err(error) => {
                log::error!("a transfer is stuck: {error}");
                return (Receiver::default(), Some(failure::UNFORESEEN));
            }
        };
        let failure = error.map(|error| diagnose(&easy, error));
        let receiver = std::mem::take(easy.get_mut());
        if self.spare.len() < SPARE_HANDLES {
            easy.reset();
            self.spare.push(easy);
        }
        (receiver, failure)
    }

    /// Lets libcurl work, and deals with the answers that are over. Without transfers too: libcurl
    /// may be closing connections, for which [`Network::sleep`] wakes.
    fn drive(&mut self) {
        if let Err(error) = self.multi.perform() {
            log::error!("the network cannot work: {error}");
        }
        self.exchanges.pace();
        let mut over = Vec::new();
        self.multi.messages(|message| {
            if let (Ok(token), Some(result)) = (message.token(), message.result()) {
                over.push((TransferId(token as u64), result));
            }
        });
        for (id, result) in over {
            match self.exchanges.conclude(&self.multi, id, &result) {
                Some(event) => self.tell(id, event),
                None => self.conclude(id, result),
            }
        }
    }

    fn conclude(&mut self, id: TransferId, result: Result<(), curl::Error>) {
        let Some(Running {
            mut transfer,
            handle,
        }) = self.transfers.remove(&id)
        else {
            return;
        };
        let (mut receiver, error) = self.shelve(handle, result.as_ref().err());
        let outcome = receiver.conclude(error);
        let bytes = receiver.sink.written();
        let event = match transfer.next(&mut receiver, outcome) {
            Next::Finished => Event::Finished { bytes },
            Next::Changed => Event::Changed,
            Next::Failed { failure, redirect } => Event::Failed {
                failure,
                bytes,
                redirect,
            },
            Next::Ask => match self.send(transfer, receiver) {
                Ok(()) => return,
                Err(failure) => Event::Failed {
                    failure,
                    bytes,
                    redirect: None,
                },
            },
        };
        self.tell(id, event);
    }
}

/// What a transfer does after an answer.
enum Next {
    Ask,
    Finished,
    Changed,
    Failed {
        failure: Failure,
        redirect: Option<String>,
    },
}

impl Transfer {
    fn next(&mut self, receiver: &mut Receiver, outcome: Outcome) -> Next {
        let failed = |failure| Next::Failed {
            failure,
            redirect: None,
        };
        match outcome {
            Outcome::Done => Next::Finished,
            Outcome::Failed(failure) => failed(failure),
            Outcome::Partial => {
                receiver.go_on();
                Next::Ask
            }
            Outcome::Restart if self.fetch.place.is_some() => Next::Changed,
            Outcome::Restart if self.restarts == MAX_RESTARTS => failed(failure::ever_changing()),
            Outcome::Restart => {
                self.restarts += 1;
                receiver.start_over();
                Next::Ask
            }
            Outcome::Redirect { status, location } => self.follow(receiver, status, &location),
        }
    }

    fn follow(&mut self, receiver: &mut Receiver, status: u32, location: &str) -> Next {
        let refused = || Next::Failed {
            failure: failure::redirect_refused(),
            redirect: None,
        };
        let flags = self.fetch.options.security_flags;
        let Ok(target) = self.url.join(location) else {
            return refused();
        };
        if flags & BG_HTTP_REDIRECT_POLICY_MASK == BG_HTTP_REDIRECT_POLICY_DISALLOW {
            let failure = failure::http(status, None);
            return Next::Failed {
                failure,
                redirect: Some(target.into()),
            };
        }
        let allowed = match target.scheme() {
            "https" => true,
            "http" => {
                self.url.scheme() == "http"
                    || flags & BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP != 0
            }
            _ => false,
        };
        if !allowed || self.redirects == MAX_REDIRECTS {
            return refused();
        }
        self.redirects += 1;
        self.url = target;
        receiver.move_to(&self.url);
        Next::Ask
    }
}

/// The last address that was tried cannot be reached from here; another one of the server may have
/// refused.
fn no_route<H>(easy: &Easy2<H>) -> bool {
    easy.os_errno().is_ok_and(os::route::says_unreachable)
}

/// What a failed request says about its failure.
pub fn diagnose<H>(easy: &Easy2<H>, error: &curl::Error) -> Failure {
    let proxy_status = easy.http_connectcode().unwrap_or(0);
    match error.code() {
        curl_sys::CURLE_PEER_FAILED_VERIFICATION => {
            failure::certificate(os::curl::verify_result(easy))
        }
        curl_sys::CURLE_RECV_ERROR | curl_sys::CURLE_COULDNT_CONNECT if proxy_status >= 300 => {
            failure::proxy_refused(proxy_status)
        }
        curl_sys::CURLE_COULDNT_CONNECT if no_route(easy) && os::route::is_cut_off() => {
            failure::disconnected()
        }
        curl_sys::CURLE_COULDNT_RESOLVE_HOST | curl_sys::CURLE_COULDNT_RESOLVE_PROXY
            if os::route::is_cut_off() =>
        {
            failure::disconnected()
        }
        curl_sys::CURLE_SSL_CONNECT_ERROR if broke_off(easy) => failure::cut_short(),
        code => failure::curl(code),
    }
}

/// A handshake that ended because the connection broke, not because one side did not like the
/// other's TLS. Only the words tell.
fn broke_off<H>(easy: &Easy2<H>) -> bool {
    let message = easy.take_error_buf().unwrap_or_default();
    !message.starts_with("TLS connect error") || message.contains("unexpected eof")
}
