//! Exchanges in progress, and the handles that later exchanges of the same jobs use.
//!
//! A connection-oriented authentication (NTLM, Negotiate) and the scheme that a server asked for
//! are learned once and then used again, so that a large body is not sent twice. Therefore an idle
//! handle serves only exchanges of the same job with the same server.
//! [`Network`](crate::engine::transfer::network::Network) owns the set.

use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::os::fd::RawFd;

use curl::easy::{Easy2, HttpVersion};
use curl::multi::Easy2Handle;

use crate::engine::model::error::Failure;
use crate::engine::platform;
use crate::engine::transfer::connections::{self, Connections};
use crate::engine::transfer::diagnosis::diagnose;
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::exchange::Exchange;
use crate::engine::transfer::exchange_handler::ExchangeHandler;
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::ConnectionGroup;
use crate::engine::transfer::proxy_challenge;
use crate::engine::transfer::repetition;
use crate::engine::transfer::request_config::{RequestConfig, Timeouts};

/// Numbers of bytes of a body that libcurl can read at a time. A large buffer makes few system
/// calls. A handle keeps its buffer; therefore the buffer is no larger than the body, and the last
/// request of an upload, which has none, frees the large buffer of those before it.
const UPLOAD_BUFFER: RangeInclusive<u64> = 16 << 10..=2 << 20;

/// Errors of libcurl for a response that is malformed.
const MALFORMED_RESPONSE: [curl_sys::CURLcode; 3] = [
    curl_sys::CURLE_UNSUPPORTED_PROTOCOL, // no status line
    8,                                    // CURLE_WEIRD_SERVER_REPLY
    100,                                  // CURLE_TOO_LARGE
];

/// Exchanges in progress and idle handles.
#[derive(Default)]
pub struct ExchangeSet {
    running: Vec<(TransferId, Easy2Handle<ExchangeHandler>)>,
    /// Handles of ended exchanges. They are kept as long as the connections of their group: a
    /// handle knows the connection that its next exchange has to use.
    idle: Vec<Easy2<ExchangeHandler>>,
}

impl ExchangeSet {
    /// Adds an exchange to libcurl.
    pub fn start(
        &mut self,
        connections: &mut Connections,
        id: TransferId,
        exchange: Exchange,
        timeouts: Timeouts,
    ) -> Result<(), Failure> {
        let mut easy = self.take_idle(&exchange)?;
        configure(&mut easy, &exchange, timeouts)?;
        let options = exchange.options.clone();
        easy.get_mut().begin(exchange, timeouts);
        let handle = connections.add(easy, id, &options, timeouts)?;
        self.running.push((id, handle));
        Ok(())
    }

    /// Handles an exchange that libcurl has ended, and returns its event; `None` if the transfer is
    /// no exchange, or if its request is repeated.
    pub fn finish(
        &mut self,
        connections: &mut Connections,
        id: TransferId,
        result: &Result<(), curl::Error>,
        timeouts: Timeouts,
    ) -> Option<TransferEvent> {
        let socket = self.socket(id);
        let mut easy = self.remove(connections, id)?;
        if let Some(schemes) = easy.get_mut().challenge.take() {
            proxy_challenge::authenticate(&mut easy, schemes);
            return self.repeat(connections, id, easy, timeouts);
        }
        if easy.get_ref().may_be_repeated()
            && repetition::was_given_up(&easy, result, easy.get_ref().status())
        {
            return self.repeat(connections, id, easy, timeouts);
        }
        if let Some(auth) = &mut easy.get_mut().auth {
            auth.socket = socket;
        }
        let sent = easy.request_size().is_ok_and(|bytes| bytes > 0);
        let error = easy.get_ref().inactivity.error(result);
        let failure = error.map(|error| fail(&easy, &error, sent));
        let event = easy.get_ref().finish(failure, sent);
        if matches!(&event, TransferEvent::Response(head) if !matches!(head.status, 401 | 407)) {
            learn_auth_schemes(&mut easy);
        }
        self.keep_idle(easy);
        Some(event)
    }

    /// Repeats the request of an exchange on a new connection. Returns the event of a failure.
    fn repeat(
        &mut self,
        connections: &mut Connections,
        id: TransferId,
        mut easy: Easy2<ExchangeHandler>,
        timeouts: Timeouts,
    ) -> Option<TransferEvent> {
        easy.get_mut().prepare_repetition();
        let auth = easy.get_ref().auth.as_ref();
        let repeated = match auth.map(|auth| auth.options.clone()) {
            Some(options) => connections.repeat(easy, id, &options, timeouts),
            None => Err(failure::UNEXPECTED),
        };
        match repeated {
            Ok(handle) => {
                self.running.push((id, handle));
                None
            }
            Err(failure) => Some(TransferEvent::NoResponse {
                failure,
                sent: true,
            }),
        }
    }

    /// Stops an exchange. Returns whether the transfer was one.
    pub fn stop(&mut self, connections: &mut Connections, id: TransferId) -> bool {
        self.remove(connections, id).is_some()
    }

    /// Returns the number of bytes of the body that libcurl has read.
    pub fn sent(&self, id: TransferId) -> Option<u64> {
        Some(self.find(id)?.1.get_ref().sent)
    }

    /// Returns the addresses that the exchanges are connected to.
    pub fn peers(&self) -> impl Iterator<Item = (TransferId, Option<IpAddr>)> + '_ {
        self.running
            .iter()
            .map(|(id, handle)| (*id, platform::curl::peer(handle)))
    }

    /// Returns the socket of an exchange; `None` while it has none.
    pub fn socket(&self, id: TransferId) -> Option<RawFd> {
        platform::curl::socket(&self.find(id)?.1)
    }

    /// Limits the rate at which an exchange sends, in bytes per second; `None` removes the limit.
    ///
    /// The operating system paces the socket, if it can. libcurl's own limit serves only where it
    /// cannot: libcurl counts by the second, starts anew with each exchange, and does not continue
    /// at once when the limit is removed.
    pub fn limit(&mut self, id: TransferId, bytes_per_second: Option<u64>) {
        let running = self.running.iter_mut().find(|(running, _)| *running == id);
        if let Some((_, handle)) =
            running.filter(|(_, handle)| handle.get_ref().rate_limit != bytes_per_second)
        {
            if !platform::socket::CAN_PACE {
                platform::curl::limit_sending(handle, bytes_per_second.unwrap_or(0));
            }
            handle.get_mut().rate_limit = bytes_per_second;
            self.apply_rate_limits();
        }
    }

    /// Sets the pacing rate of each socket whose exchange, or limit, has changed. The network calls
    /// it often, because an exchange gets its socket some time after it starts, and because a
    /// socket keeps its rate for the next exchange that uses it.
    pub fn apply_rate_limits(&mut self) {
        for (_, handle) in &mut self.running {
            let wanted =
                platform::curl::socket(handle).map(|socket| (socket, handle.get_ref().rate_limit));
            if let Some((socket, limit)) = wanted.filter(|_| handle.get_ref().paced != wanted) {
                platform::socket::pace_sending(socket, limit);
                handle.get_mut().paced = wanted;
            }
        }
    }

    fn find(&self, id: TransferId) -> Option<&(TransferId, Easy2Handle<ExchangeHandler>)> {
        self.running.iter().find(|(running, _)| *running == id)
    }

    /// Removes an exchange from libcurl.
    fn remove(
        &mut self,
        connections: &mut Connections,
        id: TransferId,
    ) -> Option<Easy2<ExchangeHandler>> {
        let index = self
            .running
            .iter()
            .position(|(running, _)| *running == id)?;
        let (_, handle) = self.running.swap_remove(index);
        connections.remove(handle)
    }

    /// Returns the idle handle of the same job and server, which knows how to authenticate; or a
    /// new one.
    fn take_idle(&mut self, exchange: &Exchange) -> Result<Easy2<ExchangeHandler>, Failure> {
        let serves = |easy: &Easy2<ExchangeHandler>| easy.get_ref().serves(exchange);
        match self.idle.iter().position(serves) {
            Some(index) => Ok(self.idle.swap_remove(index)),
            None => connections::new_handle(ExchangeHandler::default()),
        }
    }

    /// Drops the idle handles of a group.
    pub fn drop_idle_handles_of(&mut self, group: ConnectionGroup) {
        self.idle
            .retain(|easy| easy.get_ref().group() != Some(group));
    }

    /// Drops the idle handles, with their buffers and the authentication that they learned.
    pub fn drop_idle_handles(&mut self) {
        self.idle.clear();
    }

    fn keep_idle(&mut self, mut easy: Easy2<ExchangeHandler>) {
        easy.get_mut().reset();
        if easy.get_ref().group().is_some() {
            self.idle.push(easy);
        }
    }
}

/// Returns the failure for an error of libcurl. A malformed response to a request that was sent is
/// transient, because the session goes on with the next one.
fn fail(easy: &Easy2<ExchangeHandler>, error: &curl::Error, sent: bool) -> Failure {
    let handler = easy.get_ref();
    let Some(auth) = &handler.auth else {
        return failure::UNEXPECTED;
    };
    let failure = diagnose(easy, error, &auth.options.proxy, &handler.certificate_watch);
    if !sent || !MALFORMED_RESPONSE.contains(&error.code()) {
        return failure;
    }
    Failure {
        cause: failure.cause,
        proxy: failure.proxy,
        ..failure::malformed_response()
    }
}

/// Sets the options of a handle for an exchange.
fn configure(
    easy: &mut Easy2<ExchangeHandler>,
    exchange: &Exchange,
    timeouts: Timeouts,
) -> Result<(), Failure> {
    configure_upload(easy, exchange).map_err(|error| failure::curl(error.code()))?;
    let headers = exchange.request.headers.iter();
    let request = RequestConfig {
        url: &exchange.request.url,
        trusted: true,
        // Without `Expect: 100-continue`: a server that does not know it would cost a delay.
        headers: headers
            .map(|(name, value)| format!("{name}: {value}"))
            .chain(["Expect:".to_owned()])
            .collect(),
        options: &exchange.options,
        timeouts,
        rate_limit: None,
        cookies: None,
    };
    request.apply_to(easy)?;
    repeat_auth_schemes(easy);
    Ok(())
}

/// Sets the options that only an exchange has.
fn configure_upload(
    easy: &mut Easy2<ExchangeHandler>,
    exchange: &Exchange,
) -> Result<(), curl::Error> {
    let needs_new_connection = match exchange.request.must_not_repeat {
        true => !guard_against_repetition(easy),
        false => {
            platform::curl::repeat_on_new_connection(easy);
            false
        }
    };
    easy.fresh_connect(needs_new_connection)?;
    easy.upload(true)?;
    easy.custom_request(exchange.request.method)?;
    let length = exchange.request.body.end - exchange.request.body.start;
    // libcurl takes -1 for an unknown size, and sends that body in chunks.
    let announced = match exchange.request.is_chunked {
        true => u64::MAX,
        false => length,
    };
    easy.in_filesize(announced)?;
    let buffer = length.clamp(*UPLOAD_BUFFER.start(), *UPLOAD_BUFFER.end());
    easy.upload_buffer_size(buffer as usize)?;
    easy.http_version(HttpVersion::V11)
}

/// Makes libcurl ask the handler before it sends a request. Returns whether the request may use a
/// connection that was used before. The connection must be known to be open, because libcurl itself
/// checks at most once a second whether a kept connection still is.
fn guard_against_repetition(easy: &mut Easy2<ExchangeHandler>) -> bool {
    let is_guarded = platform::curl::guard_requests(easy);
    let auth = easy.get_ref().auth.as_ref();
    let is_open = auth
        .and_then(|auth| auth.socket)
        .is_some_and(platform::socket::is_idle);
    is_guarded && is_open
}

/// Makes libcurl authenticate at once with the schemes that the server and the proxy asked for
/// before. Otherwise it would send a large body again after each challenge.
fn repeat_auth_schemes(easy: &mut Easy2<ExchangeHandler>) {
    let schemes = easy.get_ref().auth.as_ref().map(|auth| auth.schemes);
    let targets = [false, true].into_iter().zip(schemes.unwrap_or_default());
    for (proxy, scheme) in targets.filter(|(_, scheme)| *scheme != 0) {
        platform::curl::repeat_auth(easy, proxy, scheme);
    }
}

/// Stores the schemes with which libcurl authenticated to the server and the proxy.
fn learn_auth_schemes(easy: &mut Easy2<ExchangeHandler>) {
    let used = [false, true].map(|proxy| platform::curl::used_auth(easy, proxy));
    if let Some(auth) = &mut easy.get_mut().auth {
        auth.schemes = used;
    }
}
