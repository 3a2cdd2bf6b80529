//! Network of the runner: starts, drives and stops all transfers of the process.
//!
//! A [`Network`] belongs to the thread that created it, the runner thread, which calls
//! [`Network::wait`] in its event loop. The module [`transfer`](crate::engine::transfer) explains
//! how it drives libcurl.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use curl::easy::Easy2;
use curl::multi::Easy2Handle;

use crate::engine::model::error::{self, Failure};
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::remote_name::Location;
use crate::engine::platform;
use crate::engine::platform::socket::{Direction, Flow};
use crate::engine::transfer::connections::{self, Connections};
use crate::engine::transfer::diagnosis::{self, diagnose};
use crate::engine::transfer::event::{EventQueue, FlushedFile, TransferEvent, TransferId};
use crate::engine::transfer::exchange::Exchange;
use crate::engine::transfer::exchange_set::ExchangeSet;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::fetch_handler::FetchHandler;
use crate::engine::transfer::http_options::ConnectionGroup;
use crate::engine::transfer::http_transfer::{HttpTransfer, NextStep};
use crate::engine::transfer::local_copy::LocalCopy;
use crate::engine::transfer::proxy_challenge::{self, ProxyChallenge};
use crate::engine::transfer::range_request::RangeRequest;
use crate::engine::transfer::repetition;
use crate::engine::transfer::request_config::{RequestConfig, Timeouts, proxy_schemes};
use crate::engine::transfer::sink::Sink;
use crate::engine::transfer::waker::{WakeReceiver, Waker};

/// Maximum idle handles that are kept for later requests. It limits the memory that stays allocated
/// after many transfers at a time.
const MAX_IDLE_HANDLES: usize = 8;

/// All transfers of the process.
pub struct Network {
    timeouts: Timeouts,
    /// Fetches from HTTP servers.
    transfers: HashMap<TransferId, RunningTransfer>,
    /// Copies of local files.
    copies: HashMap<TransferId, LocalCopy>,
    /// Exchanges with a request in progress, and their idle handles.
    exchanges: ExchangeSet,
    /// Connections, which outlive the transfers for some seconds. They are dropped after the
    /// transfers that use them.
    connections: Connections,
    /// Handles of ended requests, without options, for the next ones.
    idle_handles: Vec<Easy2<FetchHandler>>,
    /// Events that [`Network::wait`] has not returned yet. The handlers share it.
    events: EventQueue,
    /// Identifier of the transfer that was started last.
    last_id: TransferId,
    /// End of the wakers that [`Network::wait`] watches.
    wake_receiver: WakeReceiver,
}

/// A fetch with a request in progress.
struct RunningTransfer {
    transfer: HttpTransfer,
    handle: Easy2Handle<FetchHandler>,
}

impl Network {
    /// Creates a network.
    pub fn with_timeouts(timeouts: Timeouts) -> error::Result<Network> {
        Ok(Network {
            timeouts,
            transfers: HashMap::new(),
            copies: HashMap::new(),
            exchanges: ExchangeSet::default(),
            connections: Connections::default(),
            idle_handles: Vec::new(),
            events: EventQueue::default(),
            last_id: TransferId(0),
            wake_receiver: WakeReceiver::new()?,
        })
    }

    /// Starts a fetch. [`Network::wait`] returns its events, also that of a failure to start.
    pub fn start(&mut self, fetch: Fetch) -> TransferId {
        let id = self.next_id();
        let started = match fetch.remote.location() {
            Ok(Location::Local(path)) => self.start_copy(id, path.clone(), &fetch),
            Ok(Location::Http(url)) => self.start_request(id, url.clone(), &fetch),
            Err(_) => Err(failure::invalid_url()),
        };
        if let Err(failure) = started {
            self.report_failure(id, failure, fetch.offset);
        }
        id
    }

    /// Starts an exchange. [`Network::wait`] returns its event, also that of a failure to start.
    pub fn exchange(&mut self, exchange: Exchange) -> TransferId {
        let id = self.next_id();
        let started = self
            .exchanges
            .start(&mut self.connections, id, exchange, self.timeouts);
        if let Err(failure) = started {
            self.report(
                id,
                TransferEvent::NoResponse {
                    failure,
                    sent: false,
                },
            );
        }
        id
    }

    /// Returns the number of bytes of an exchange's body that libcurl has read; `None` if the
    /// exchange has ended.
    pub fn sent(&self, id: TransferId) -> Option<u64> {
        self.exchanges.sent(id)
    }

    /// Stops a transfer and writes its buffered bytes. Its events that have not been reported are
    /// dropped. Returns the number of valid bytes, as [`TransferEvent::Failed`] has it; `None` for
    /// an exchange, and for a transfer that has ended already.
    pub fn stop(&mut self, id: TransferId) -> Option<u64> {
        self.events.borrow_mut().retain(|(of, _)| *of != id);
        let mut sink = if let Some(running) = self.transfers.remove(&id) {
            let easy = self.connections.remove(running.handle);
            easy.map(|easy| self.recycle(easy)).unwrap_or_default().sink
        } else if let Some(copy) = self.copies.remove(&id) {
            copy.sink
        } else {
            self.exchanges.stop(&mut self.connections, id);
            return None;
        };
        if let Err(error) = sink.flush() {
            log::warn!("the buffered bytes of a stopped transfer cannot be written: {error}");
        }
        Some(sink.written())
    }

    /// Closes the connections of a group, all of whose transfers have ended or were stopped.
    pub fn close_connections(&mut self, group: ConnectionGroup) {
        self.exchanges.drop_idle_handles_of(group);
        self.connections.close(group);
    }

    /// Transfers data until there are events, the waker is called, or the timeout is over. Returns
    /// the events in order.
    pub fn wait(&mut self, timeout: Duration) -> Vec<(TransferId, TransferEvent)> {
        let deadline = Instant::now() + timeout;
        let mut woken = false;
        loop {
            self.advance_copies();
            self.perform();
            self.close_if_idle();
            let remaining = deadline.saturating_duration_since(Instant::now());
            if woken || remaining.is_zero() || !self.events.borrow().is_empty() {
                return self.events.borrow_mut().drain(..).collect();
            }
            woken = self.wait_for_activity(if self.copies.is_empty() {
                remaining
            } else {
                Duration::ZERO
            });
        }
    }

    /// Returns the number of valid bytes of a fetch, written or buffered; `None` if the fetch has
    /// ended.
    pub fn received(&self, id: TransferId) -> Option<u64> {
        self.sink(id).map(Sink::received)
    }

    /// Writes the buffered bytes of a fetch, for a checkpoint. Returns `None` if the fetch has
    /// ended or has no file yet.
    pub fn flush(&mut self, id: TransferId) -> Option<FlushedFile> {
        let sink = match (self.transfers.get_mut(&id), self.copies.get_mut(&id)) {
            (Some(running), _) => &mut running.handle.get_mut().sink,
            (None, copy) => &mut copy?.sink,
        };
        if let Err(error) = sink.flush() {
            log::debug!(
                "a checkpoint cannot be written; the next write reports the error: {error}"
            );
        }
        Some(FlushedFile {
            written: sink.written(),
            file: sink.file()?.clone(),
        })
    }

    /// Limits the rate at which a fetch receives or an exchange sends, in bytes per second; `None`
    /// removes the limit. Copies of local files have no limit.
    pub fn limit(&mut self, id: TransferId, bytes_per_second: Option<u64>) {
        match self.transfers.get_mut(&id) {
            Some(running) if running.transfer.rate_limit == bytes_per_second => {}
            Some(running) => {
                running.transfer.rate_limit = bytes_per_second;
                platform::curl::limit_receiving(&running.handle, bytes_per_second.unwrap_or(0));
            }
            None => self.exchanges.limit(id, bytes_per_second),
        }
    }

    /// Returns the socket that carries the data of a transfer, and the direction of the data;
    /// `None` while the transfer has no socket.
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

    /// Fails the transfers whose peers this computer has no route to any more. The runner calls it
    /// when a network interface or a route has gone.
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
                None => TransferEvent::NoResponse {
                    failure,
                    sent: true,
                },
            };
            self.report(id, event);
        }
    }

    /// Returns a waker, which other threads use to end [`Network::wait`].
    pub fn waker(&self) -> Waker {
        self.wake_receiver.waker()
    }

    fn next_id(&mut self) -> TransferId {
        self.last_id.0 += 1;
        self.last_id
    }

    /// Opens the local file of a fetch.
    fn open_sink(fetch: &Fetch) -> Result<Sink, Failure> {
        let path = fetch.path.clone();
        let sink = match fetch.write_at {
            Some(start) => Sink::for_piece(path, start, fetch.holds_other_pieces()),
            None => Sink::new(path, fetch.offset),
        };
        sink.map_err(|error| failure::local(&error))
    }

    /// Returns the sink of a fetch.
    fn sink(&self, id: TransferId) -> Option<&Sink> {
        let running = self
            .transfers
            .get(&id)
            .map(|running| &running.handle.get_ref().sink);
        running.or_else(|| self.copies.get(&id).map(|copy| &copy.sink))
    }

    /// Adds an event to those that [`Network::wait`] returns.
    fn report(&self, id: TransferId, event: TransferEvent) {
        self.events.borrow_mut().push_back((id, event));
    }

    /// Adds the event of a fetch that has failed with `bytes` valid bytes.
    fn report_failure(&self, id: TransferId, failure: Failure, bytes: u64) {
        let redirect = None;
        self.report(
            id,
            TransferEvent::Failed {
                failure,
                bytes,
                redirect,
            },
        );
    }

    /// Waits for the network, the waker or the timeout. Returns whether it was the waker.
    fn wait_for_activity(&mut self, timeout: Duration) -> bool {
        let woken = self
            .connections
            .wait(&self.wake_receiver, timeout, self.timeouts);
        if woken {
            self.wake_receiver.drain();
        }
        woken
    }

    /// Closes the connections, and frees the handles with their buffers, if there has been no
    /// request for a while.
    fn close_if_idle(&mut self) {
        if self.connections.close_if_idle(self.timeouts) {
            self.idle_handles.clear();
            self.exchanges.drop_idle_handles();
        }
    }

    fn start_copy(&mut self, id: TransferId, path: PathBuf, fetch: &Fetch) -> Result<(), Failure> {
        let (copy, started) = LocalCopy::start(path, fetch, Network::open_sink(fetch)?)?;
        self.report(id, started);
        self.copies.insert(id, copy);
        Ok(())
    }

    /// Copies one slice of each local file.
    fn advance_copies(&mut self) {
        let events = &self.events;
        self.copies.retain(|id, copy| {
            let event = match copy.step() {
                Ok(false) => return true,
                Ok(true) => TransferEvent::Finished {
                    bytes: copy.sink.written(),
                    final_url: None,
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

    fn start_request(
        &mut self,
        id: TransferId,
        url: HttpUrl,
        fetch: &Fetch,
    ) -> Result<(), Failure> {
        let sink = Network::open_sink(fetch)?;
        let request = RangeRequest::first(fetch, sink.written());
        let handler = FetchHandler::new(
            id,
            request,
            sink,
            fetch.options.security_flags,
            self.timeouts,
            self.events.clone(),
        );
        self.send_request(HttpTransfer::new(fetch.clone(), url), handler)
    }

    /// Adds the next request of a fetch to libcurl.
    fn send_request(
        &mut self,
        transfer: HttpTransfer,
        mut handler: FetchHandler,
    ) -> Result<(), Failure> {
        let mut easy = match self.idle_handles.pop() {
            Some(easy) => easy,
            None => connections::new_handle(FetchHandler::default())?,
        };
        let id = handler.id;
        let request = RequestConfig {
            url: &transfer.request_url(),
            trusted: transfer.is_trusted(),
            headers: handler.request.headers(),
            options: &transfer.fetch.options,
            timeouts: self.timeouts,
            rate_limit: transfer.rate_limit,
            cookies: Some(transfer.cookies()),
        };
        request.apply_to(&mut easy)?;
        platform::curl::repeat_on_new_connection(&mut easy);
        handler.challenge = ProxyChallenge::for_schemes(proxy_schemes(&transfer.fetch.options));
        *easy.get_mut() = handler;
        let handle = self
            .connections
            .add(easy, id, &transfer.fetch.options, self.timeouts)?;
        self.transfers
            .insert(id, RunningTransfer { transfer, handle });
        Ok(())
    }

    /// Keeps the handle of an ended request for a later one. Returns its handler.
    fn recycle(&mut self, mut easy: Easy2<FetchHandler>) -> FetchHandler {
        let handler = std::mem::take(easy.get_mut());
        if self.idle_handles.len() < MAX_IDLE_HANDLES {
            easy.reset();
            self.idle_handles.push(easy);
        }
        handler
    }

    /// Sends the request of a fetch again, on a new connection.
    fn repeat_request(
        &mut self,
        id: TransferId,
        transfer: HttpTransfer,
        mut easy: Easy2<FetchHandler>,
    ) {
        let bytes = easy.get_ref().sink.written();
        easy.get_mut().reset_response();
        match self
            .connections
            .repeat(easy, id, &transfer.fetch.options, self.timeouts)
        {
            Ok(handle) => {
                self.transfers
                    .insert(id, RunningTransfer { transfer, handle });
            }
            Err(failure) => self.report_failure(id, failure, bytes),
        }
    }

    /// Lets libcurl transfer what it can without waiting, and handles the requests that have ended.
    fn perform(&mut self) {
        let ended = self.connections.perform();
        self.exchanges.apply_rate_limits();
        for (id, result) in ended {
            match self
                .exchanges
                .finish(&mut self.connections, id, &result, self.timeouts)
            {
                Some(event) => self.report(id, event),
                None => self.finish_request(id, result),
            }
        }
    }

    /// Handles a request of a fetch that libcurl has ended: reports the end of the fetch, or sends
    /// its next request.
    fn finish_request(&mut self, id: TransferId, result: Result<(), curl::Error>) {
        let Some(RunningTransfer {
            mut transfer,
            handle,
        }) = self.transfers.remove(&id)
        else {
            return;
        };
        let Some(mut easy) = self.connections.remove(handle) else {
            return self.report_failure(id, failure::UNEXPECTED, 0);
        };
        if let Some(schemes) = easy.get_mut().challenge.take() {
            proxy_challenge::authenticate(&mut easy, schemes);
            return self.repeat_request(id, transfer, easy);
        }
        if repetition::was_given_up(&easy, &result, easy.get_ref().status()) {
            return self.repeat_request(id, transfer, easy);
        }
        transfer.take_cookies(&mut easy);
        let settings = &transfer.fetch.options.proxy;
        let watch = &easy.get_ref().certificate_watch;
        let error = easy.get_ref().inactivity.error(&result);
        let error = error.map(|error| diagnose(&easy, &error, settings, watch));
        let relay = diagnosis::relay(&easy, settings);
        let mut handler = self.recycle(easy);
        let outcome = handler.finish(error);
        let bytes = handler.sink.written();
        let event = match transfer.next_step(&mut handler, outcome) {
            NextStep::Finished => TransferEvent::Finished {
                bytes,
                final_url: handler.final_url,
            },
            NextStep::Changed { is_different } => TransferEvent::Changed { is_different },
            NextStep::Failed { failure, redirect } => TransferEvent::Failed {
                failure: diagnosis::name_relay(failure, relay),
                bytes,
                redirect,
            },
            NextStep::SendRequest => match self.send_request(transfer, handler) {
                Ok(()) => return,
                Err(failure) => return self.report_failure(id, failure, bytes),
            },
        };
        self.report(id, event);
    }
}
