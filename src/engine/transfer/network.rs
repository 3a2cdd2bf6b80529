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

use crate::abi::*;
use crate::engine::model::error::{self, Failure};
use crate::engine::model::remote_name::Location;
use crate::engine::platform;
use crate::engine::platform::socket::{Direction, Flow};
use crate::engine::transfer::diagnosis::diagnose;
use crate::engine::transfer::event::{EventQueue, FlushedFile, TransferEvent, TransferId};
use crate::engine::transfer::exchange::{Exchange, Exchanges};
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::fetch_handler::{FetchHandler, ResponseOutcome};
use crate::engine::transfer::local_copy::LocalCopy;
use crate::engine::transfer::request_config::{RequestConfig, Timeouts};
use crate::engine::transfer::response::RangeRequest;
use crate::engine::transfer::sink::Sink;

/// As many redirects as a file may be away.
const MAX_REDIRECTS: u32 = 20;
/// As often as one transfer may start over because the remote file changed.
const MAX_RESTARTS: u32 = 5;
/// Handles kept for reuse.
const SPARE_HANDLES: usize = 8;

/// The transfers of this process. Belongs to the thread that made it.
pub struct Network {
    multi: Multi,
    timeouts: Timeouts,
    transfers: HashMap<TransferId, RunningTransfer>,
    copies: HashMap<TransferId, LocalCopy>,
    exchanges: Exchanges,
    spare: Vec<Easy2<FetchHandler>>,
    events: EventQueue,
    last: TransferId,
    wake_receiver: UnixStream,
    waker: Waker,
}

/// A file that comes over the network.
struct HttpTransfer {
    fetch: Fetch,
    url: Url,
    /// The server the user named; nobody else sees credentials.
    origin: url::Origin,
    redirects: u32,
    restarts: u32,
    limit: Option<u64>,
}

struct RunningTransfer {
    transfer: HttpTransfer,
    handle: Easy2Handle<FetchHandler>,
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
    pub fn new() -> error::Result<Network> {
        Network::with_timeouts(Timeouts::default())
    }

    pub fn with_timeouts(timeouts: Timeouts) -> error::Result<Network> {
        let (wake_receiver, waker) = UnixStream::pair()?;
        wake_receiver.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        let multi = platform::curl::multi()?;
        platform::curl::close_without_waiting(&multi);
        Ok(Network {
            multi,
            timeouts,
            transfers: HashMap::new(),
            copies: HashMap::new(),
            exchanges: Exchanges::default(),
            spare: Vec::new(),
            events: EventQueue::default(),
            last: TransferId(0),
            wake_receiver,
            waker: Waker(Arc::new(waker)),
        })
    }

    /// Starts a transfer; what comes of it is told by [`Network::wait`].
    pub fn start(&mut self, fetch: Fetch) -> TransferId {
        self.last.0 += 1;
        let id = self.last;
        let started = match fetch.remote.location() {
            Location::Local(path) => self.start_copy(id, path.clone(), &fetch),
            Location::Http(url) => self.start_request(id, url.clone(), &fetch),
        };
        if let Err(failure) = started {
            self.report(
                id,
                TransferEvent::Failed {
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
            .start(&self.multi, id, exchange, self.timeouts)
        {
            self.report(
                id,
                TransferEvent::Unanswered {
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
            self.retire(running.handle, None).0.sink
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
    pub fn wait(&mut self, timeout: Duration) -> Vec<(TransferId, TransferEvent)> {
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
    pub fn flush(&mut self, id: TransferId) -> Option<FlushedFile> {
        let sink = match (self.transfers.get_mut(&id), self.copies.get_mut(&id)) {
            (Some(running), _) => &mut running.handle.get_mut().sink,
            (None, copy) => &mut copy?.sink,
        };
        if let Err(error) = sink.flush() {
            log::debug!("a checkpoint failed, the next write will tell: {error}");
        }
        Some(FlushedFile {
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
                platform::curl::limit_receiving(&running.handle, bytes_per_second.unwrap_or(0));
            }
            None => self.exchanges.limit(id, bytes_per_second),
        }
    }

    /// The socket that carries a transfer's data, while it has one.
    pub fn flow(&self, id: TransferId) -> Option<Flow> {
        let (socket, direction) = match self.transfers.get(&id) {
            Some(running) => (
                platform::curl::socket(&running.handle)?,
                Direction::Receiving,
            ),
            None => (self.exchanges.socket(id)?, Direction::Sending),
        };
        Some(Flow { socket, direction })
    }

    /// Lets the transfers fail whose servers this computer has no way to any more.
    pub fn drop_unreachable(&mut self) {
        let transfers = self
            .transfers
            .iter()
            .map(|(id, running)| (*id, platform::curl::peer(&running.handle)));
        let peers = transfers.chain(self.exchanges.peers());
        let lost: Vec<TransferId> = peers
            .filter(|(_, peer)| peer.is_some_and(platform::route::is_unreachable))
            .map(|(id, _)| id)
            .collect();
        for id in lost {
            let failure = failure::disconnected();
            let event = match self.stop(id) {
                Some(bytes) => TransferEvent::Failed {
                    failure,
                    bytes,
                    redirect: None,
                },
                None => TransferEvent::Unanswered {
                    failure,
                    sent: true,
                },
            };
            self.report(id, event);
        }
    }

    /// Ends [`Network::wait`] from any thread.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    fn sink_for(&self, fetch: &Fetch) -> Result<Sink, Failure> {
        let path = fetch.path.clone();
        let sink = match fetch.place {
            Some(place) => Sink::for_piece(path, place, fetch.version.has_validator()),
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

    fn report(&self, id: TransferId, event: TransferEvent) {
        self.events.borrow_mut().push_back((id, event));
    }

    /// Waits for a socket, a timer or the waker; true when it was the waker.
    fn sleep(&mut self, timeout: Duration) -> bool {
        let mut wake_receiver = WaitFd::new();
        wake_receiver.set_fd(self.wake_receiver.as_raw_fd());
        wake_receiver.poll_on_read(true);
        let mut wake_receivers = [wake_receiver];
        if let Err(error) = self.multi.wait(&mut wake_receivers, timeout) {
            log::error!("waiting for the network failed: {error}");
        }
        let woken = wake_receivers[0].received_read();
        while woken
            && self
                .wake_receiver
                .read(&mut [0; 64])
                .is_ok_and(|read| read == 64)
        {}
        woken
    }

    fn start_copy(
        &mut self,
        id: TransferId,
        path: std::path::PathBuf,
        fetch: &Fetch,
    ) -> Result<(), Failure> {
        let (copy, started) = LocalCopy::start(path, fetch, self.sink_for(fetch)?)?;
        self.report(id, started);
        self.copies.insert(id, copy);
        Ok(())
    }

    fn copy_slices(&mut self) {
        let events = &self.events;
        self.copies.retain(|id, copy| {
            let event = match copy.step() {
                Ok(false) => return true,
                Ok(true) => TransferEvent::Finished {
                    bytes: copy.sink.written(),
                },
                Err(failure) => TransferEvent::Failed {
                    failure,
                    bytes: copy.sink.written(),
                    redirect: None,
                },
            };
            events.borrow_mut().push_back((*id, event));
            false
        });
    }

    fn start_request(&mut self, id: TransferId, url: Url, fetch: &Fetch) -> Result<(), Failure> {
        let sink = self.sink_for(fetch)?;
        let asked = RangeRequest::first(fetch, &url, sink.written());
        let origin = url.origin();
        let transfer = HttpTransfer {
            fetch: fetch.clone(),
            url,
            origin,
            redirects: 0,
            restarts: 0,
            limit: None,
        };
        let receiver = FetchHandler::new(
            id,
            asked,
            sink,
            fetch.options.security_flags,
            self.events.clone(),
        );
        self.send(transfer, receiver)
    }

    fn send(&mut self, transfer: HttpTransfer, receiver: FetchHandler) -> Result<(), Failure> {
        let mut easy = self
            .spare
            .pop()
            .unwrap_or_else(|| Easy2::new(FetchHandler::default()));
        let id = receiver.id;
        let request = RequestConfig {
            url: &transfer.url,
            trusted: transfer.url.origin() == transfer.origin,
            headers: receiver.asked.headers(),
            options: &transfer.fetch.options,
            timeouts: self.timeouts,
            limit: transfer.limit,
        };
        request.write_to(&mut easy)?;
        *easy.get_mut() = receiver;
        let mut handle = self.multi.add2(easy).map_err(|_| failure::UNEXPECTED)?;
        handle
            .set_token(id.0 as usize)
            .map_err(|error| failure::curl(error.code()))?;
        self.transfers
            .insert(id, RunningTransfer { transfer, handle });
        Ok(())
    }

    /// Takes a handle off the network, and keeps it for another transfer; what it received, and
    /// what it says of an error.
    fn retire(
        &mut self,
        handle: Easy2Handle<FetchHandler>,
        error: Option<&curl::Error>,
    ) -> (FetchHandler, Option<Failure>) {
        let mut easy = match self.multi.remove2(handle) {
            Ok(easy) => easy,
            Err(error) => {
                log::error!("a transfer is stuck: {error}");
                return (FetchHandler::default(), Some(failure::UNEXPECTED));
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
            match self.exchanges.finish(&self.multi, id, &result) {
                Some(event) => self.report(id, event),
                None => self.finish(id, result),
            }
        }
    }

    fn finish(&mut self, id: TransferId, result: Result<(), curl::Error>) {
        let Some(RunningTransfer {
            mut transfer,
            handle,
        }) = self.transfers.remove(&id)
        else {
            return;
        };
        let (mut receiver, error) = self.retire(handle, result.as_ref().err());
        let outcome = receiver.finish(error);
        let bytes = receiver.sink.written();
        let event = match transfer.next(&mut receiver, outcome) {
            NextStep::Finished => TransferEvent::Finished { bytes },
            NextStep::Changed => TransferEvent::Changed,
            NextStep::Failed { failure, redirect } => TransferEvent::Failed {
                failure,
                bytes,
                redirect,
            },
            NextStep::Ask => match self.send(transfer, receiver) {
                Ok(()) => return,
                Err(failure) => TransferEvent::Failed {
                    failure,
                    bytes,
                    redirect: None,
                },
            },
        };
        self.report(id, event);
    }
}

/// What a transfer does after an answer.
enum NextStep {
    Ask,
    Finished,
    Changed,
    Failed {
        failure: Failure,
        redirect: Option<String>,
    },
}

impl HttpTransfer {
    fn next(&mut self, receiver: &mut FetchHandler, outcome: ResponseOutcome) -> NextStep {
        let failed = |failure| NextStep::Failed {
            failure,
            redirect: None,
        };
        match outcome {
            ResponseOutcome::Done => NextStep::Finished,
            ResponseOutcome::Failed(failure) => failed(failure),
            ResponseOutcome::Partial => {
                receiver.go_on();
                NextStep::Ask
            }
            ResponseOutcome::Restart if self.fetch.place.is_some() => NextStep::Changed,
            ResponseOutcome::Restart if self.restarts == MAX_RESTARTS => {
                failed(failure::ever_changing())
            }
            ResponseOutcome::Restart => {
                self.restarts += 1;
                receiver.start_over();
                NextStep::Ask
            }
            ResponseOutcome::Redirect { status, location } => {
                self.follow(receiver, status, &location)
            }
        }
    }

    fn follow(&mut self, receiver: &mut FetchHandler, status: u32, location: &str) -> NextStep {
        let refused = || NextStep::Failed {
            failure: failure::redirect_refused(),
            redirect: None,
        };
        let flags = self.fetch.options.security_flags;
        let Ok(target) = self.url.join(location) else {
            return refused();
        };
        if flags & BG_HTTP_REDIRECT_POLICY_MASK == BG_HTTP_REDIRECT_POLICY_DISALLOW {
            let failure = failure::http(status, None);
            return NextStep::Failed {
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
        NextStep::Ask
    }
}
