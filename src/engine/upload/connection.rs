//! Connection of an upload to its server: sends the requests of the protocol, with the local file
//! as their body, and turns the events of the network into those of the protocol. The upload task
//! owns it.

use std::sync::Arc;

use crate::engine::model::http_url::HttpOrigin;
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::exchange::{Exchange, HttpRequest};
use crate::engine::transfer::http_options::HttpOptions;
use crate::engine::transfer::network::Network;
use crate::engine::upload::events::UploadEvent;
use crate::engine::upload::source::UploadSource;

/// Connection of one upload to its server. It carries one request at a time.
pub struct Connection {
    /// Server of the last request; `None` before the first one.
    server: Option<HttpOrigin>,
    /// Local file; `None` if no data is to be sent.
    source: Option<UploadSource>,
    /// Options of the job.
    options: Arc<HttpOptions>,
    /// Options for a host that the server chose and the user does not trust.
    untrusted_options: Arc<HttpOptions>,
    /// The exchange in progress, and whether it has a body.
    pending: Option<(TransferId, bool)>,
}

impl Connection {
    /// Creates the connection. Without a source only requests without a body can be sent.
    pub fn new(source: Option<UploadSource>, options: Arc<HttpOptions>) -> Connection {
        let untrusted_options = Arc::new(options.for_untrusted_host());
        Connection {
            server: None,
            source,
            options,
            untrusted_options,
            pending: None,
        }
    }

    /// Sends a request. [`Connection::receive`] takes the event that ends it. If the upload moves
    /// to another host, its connection to the old one is closed first: both may be names of a
    /// server that serves one connection after the other.
    pub fn send(&mut self, network: &mut Network, request: HttpRequest) -> TransferId {
        let server = request.url.origin();
        let has_moved = self.server.as_ref().is_some_and(|last| *last != server);
        if let Some(group) = self.options.connections.filter(|_| has_moved) {
            network.close_connections(group);
        }
        self.server = Some(server);
        let has_body = !request.body.is_empty();
        let options = match request.untrusted {
            true => &self.untrusted_options,
            false => &self.options,
        };
        let id = network.exchange(Exchange {
            request,
            file: self.source.as_ref().map(|source| source.file().clone()),
            options: options.clone(),
        });
        self.pending = Some((id, has_body));
        id
    }

    /// Turns an event of the network into one of the protocol. Returns `None` for an event that is
    /// not about the request in progress. If the local file has changed while its data was sent,
    /// the request counts as failed, whatever the response.
    pub fn receive(&mut self, id: TransferId, event: TransferEvent) -> Option<UploadEvent> {
        let (_, has_body) = self.pending.take_if(|(pending, _)| *pending == id)?;
        if has_body && let Some(Err(failure)) = self.source.as_ref().map(UploadSource::check) {
            return Some(UploadEvent::NoResponse {
                failure,
                sent: true,
            });
        }
        match event {
            TransferEvent::Response(head) => Some(UploadEvent::Response(head)),
            TransferEvent::NoResponse { failure, sent } => {
                Some(UploadEvent::NoResponse { failure, sent })
            }
            _ => None,
        }
    }

    /// Stops the request in progress, because the job pauses or is cancelled.
    pub fn close(&mut self, network: &mut Network) {
        if let Some((id, _)) = self.pending.take() {
            network.stop(id);
        }
    }
}
