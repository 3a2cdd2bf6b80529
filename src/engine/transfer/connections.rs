//! Connections of the process: libcurl's multi handle, which owns them.
//!
//! The handle exists while requests are in progress and for [`Timeouts::idle`] after the last one,
//! so that requests in quick succession share their connections. Without it libcurl has no
//! descriptor, no timer and no buffer: an idle network waits for its waker only. The connections of
//! a [`ConnectionGroup`] are in a pool of their own, and last until the group ends.
//! [`Network`](crate::engine::transfer::network::Network) owns the connections.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::thread;
use std::time::{Duration, Instant};

use curl::easy::{Easy2, Handler};
use curl::multi::{Easy2Handle, Multi, WaitFd};

use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT;
use crate::engine::model::error::Failure;
use crate::engine::platform;
use crate::engine::platform::connection_pool::{self, ConnectionPool};
use crate::engine::transfer::event::TransferId;
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::{ConnectionGroup, HttpOptions};
use crate::engine::transfer::request_config::Timeouts;

/// Connections that are kept open beyond one for each request in progress. A group of jobs that run
/// side by side finds its connections again although some of them have no request at the moment.
const SPARE_CONNECTIONS: usize = 16;
/// Pause after a wait that failed at once, for example for want of memory.
const FAILED_WAIT_PAUSE: Duration = Duration::from_millis(50);

/// The connections of the process.
#[derive(Default)]
pub struct Connections {
    /// Connections of the groups, by the rules for certificates by which they were made: a
    /// connection must not serve requests that did not ask for those rules.
    pools: HashMap<(ConnectionGroup, u32), ConnectionPool>,
    /// `None` while there is neither a request nor a connection.
    multi: Option<Multi>,
    /// Number of requests in progress.
    requests: usize,
    /// Time since when there is no request; `None` while there is one.
    idle_since: Option<Instant>,
}

impl Connections {
    /// Starts a request. libcurl opens a connection for it, or uses an idle one of the same group.
    pub fn add<H>(
        &mut self,
        mut easy: Easy2<H>,
        id: TransferId,
        options: &HttpOptions,
        timeouts: Timeouts,
    ) -> Result<Easy2Handle<H>, Failure> {
        if let Some(group) = options.connections {
            self.pool(group, options.security_flags)?.join(&mut easy);
        }
        // libcurl closes older connections when a request starts.
        easy.maxage_conn(timeouts.idle.max(Duration::from_secs(1)))
            .map_err(|error| failure::curl(error.code()))?;
        let multi = match self.multi.take() {
            Some(multi) => multi,
            None => platform::curl::multi().map_err(|error| no_resources(&error))?,
        };
        let multi = self.multi.insert(multi);
        self.idle_since.get_or_insert_with(Instant::now);
        let mut handle = multi.add2(easy).map_err(|_| failure::UNEXPECTED)?;
        handle
            .set_token(id.0 as usize)
            .map_err(|error| failure::curl(error.code()))?;
        self.requests += 1;
        self.idle_since = None;
        Ok(handle)
    }

    /// Starts a request that has ended once more, with the same options, on a new connection.
    pub fn repeat<H>(
        &mut self,
        mut easy: Easy2<H>,
        id: TransferId,
        options: &HttpOptions,
        timeouts: Timeouts,
    ) -> Result<Easy2Handle<H>, Failure> {
        log::debug!("a request is sent again on a new connection");
        easy.fresh_connect(true)
            .map_err(|error| failure::curl(error.code()))?;
        self.add(easy, id, options, timeouts)
    }

    /// Ends a request, and returns its handle.
    pub fn remove<H>(&mut self, handle: Easy2Handle<H>) -> Option<Easy2<H>> {
        self.requests -= 1;
        if self.requests == 0 {
            self.idle_since = Some(Instant::now());
        }
        let mut easy = self
            .multi
            .as_ref()?
            .remove2(handle)
            .inspect_err(|error| log::error!("libcurl does not release a request: {error}"))
            .ok()?;
        connection_pool::leave(&mut easy);
        Some(easy)
    }

    /// Closes the connections of a group, none of whose requests is in progress.
    pub fn close(&mut self, group: ConnectionGroup) {
        self.pools.retain(|(of, _), _| *of != group);
    }

    /// Returns the pool of a group for connections that were made by these rules.
    fn pool(
        &mut self,
        group: ConnectionGroup,
        security_flags: u32,
    ) -> Result<&ConnectionPool, Failure> {
        match self.pools.entry((group, security_flags)) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => {
                let pool = ConnectionPool::new()
                    .ok_or_else(|| no_resources(&io::ErrorKind::OutOfMemory.into()))?;
                Ok(unknown.insert(pool))
            }
        }
    }

    /// Lets libcurl transfer what it can without waiting. Returns the requests that have ended.
    ///
    /// It is called without requests too: libcurl may be closing connections, and
    /// [`Connections::wait`] returns for those.
    pub fn perform(&mut self) -> Vec<(TransferId, Result<(), curl::Error>)> {
        let Some(multi) = &mut self.multi else {
            return Vec::new();
        };
        if let Err(error) = multi.set_max_connects(self.requests + SPARE_CONNECTIONS) {
            log::warn!("libcurl does not limit its connections: {error}");
        }
        if let Err(error) = multi.perform() {
            log::error!("libcurl cannot transfer data: {error}");
        }
        let mut ended = Vec::new();
        multi.messages(|message| {
            if let (Ok(token), Some(result)) = (message.token(), message.result()) {
                ended.push((TransferId(token as u64), result));
            }
        });
        ended
    }

    /// Closes all connections if there has been no request for a while. Returns whether it did.
    pub fn close_if_idle(&mut self, timeouts: Timeouts) -> bool {
        let is_due = self.time_to_close(timeouts) == Some(Duration::ZERO);
        if is_due {
            self.pools.clear();
            (self.multi, self.idle_since) = (None, None);
        }
        is_due
    }

    /// Returns the time until [`Connections::close_if_idle`] closes the connections; `None` while
    /// there are requests, or nothing to close.
    fn time_to_close(&self, timeouts: Timeouts) -> Option<Duration> {
        let idle_since = self.idle_since?;
        Some(timeouts.idle.saturating_sub(idle_since.elapsed()))
    }

    /// Waits for a socket or a timer of libcurl, for `waker` to become readable, for the time at
    /// which idle connections are closed, or for the timeout. Returns whether it was the waker.
    pub fn wait(&self, waker: &impl AsFd, timeout: Duration, timeouts: Timeouts) -> bool {
        let until_close = self.time_to_close(timeouts).unwrap_or(timeout);
        let waited = match &self.multi {
            Some(multi) => wait_for(multi, waker.as_fd(), timeout.min(until_close)),
            None => platform::poll::wait_for_any(&[waker.as_fd()], Some(timeout))
                .map(|ready| ready.contains(&true)),
        };
        waited.unwrap_or_else(|error| {
            log::error!("waiting for the network failed: {error}");
            thread::sleep(FAILED_WAIT_PAUSE.min(timeout));
            false
        })
    }
}

/// Creates a handle for a request.
pub fn new_handle<H: Handler>(handler: H) -> Result<Easy2<H>, Failure> {
    platform::curl::easy(handler).map_err(|error| no_resources(&error))
}

/// Returns the failure for a process without the memory or the descriptors that libcurl needs. It
/// is transient, because the process may get them back.
fn no_resources(error: &io::Error) -> Failure {
    Failure {
        context: BG_ERROR_CONTEXT_GENERAL_TRANSPORT,
        transient: true,
        ..failure::local(error)
    }
}

/// Waits for libcurl, for `waker` to become readable, or for the timeout. Returns whether it was
/// the waker.
fn wait_for(multi: &Multi, waker: BorrowedFd<'_>, timeout: Duration) -> io::Result<bool> {
    let mut wake_fd = WaitFd::new();
    wake_fd.set_fd(waker.as_raw_fd());
    wake_fd.poll_on_read(true);
    let mut extra_fds = [wake_fd];
    multi
        .wait(&mut extra_fds, timeout)
        .map_err(io::Error::other)?;
    Ok(extra_fds[0].received_read())
}
