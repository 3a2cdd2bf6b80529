//! Connection of an upload to its server: sends the requests of the protocol, with the local file
//! as their body.

use std::sync::Arc;

use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::exchange::{Exchange, HttpRequest};
use crate::engine::transfer::http_options::HttpOptions;
use crate::engine::transfer::network::Network;
use crate::engine::upload::protocol::UploadEvent;
use crate::engine::upload::source::UploadSource;

/// The way of one upload to its server: carries one request at a time.
pub struct Connection {
    source: Option<UploadSource>,
    options: Arc<HttpOptions>,
    /// The job's options for the host that the server chose.
    untrusted_options: Arc<HttpOptions>,
    /// The exchange in progress, and whether it has a body.
    waiting: Option<(TransferId, bool)>,
}

impl Connection {
    /// Without a source only requests without a body can be sent.
    pub fn new(source: Option<UploadSource>, options: Arc<HttpOptions>) -> Connection {
        let untrusted_options = Arc::new(options.for_untrusted_host());
        Connection {
            source,
            options,
            untrusted_options,
            waiting: None,
        }
    }

    /// Sends a request. [`Connection::receive`] turns its event into one of the protocol.
    pub fn send(&mut self, network: &mut Network, request: HttpRequest) -> TransferId {
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
        self.waiting = Some((id, has_body));
        id
    }

    /// Turns an event of the network into one of the protocol; `None` for an event that is not
    /// about this upload.
    pub fn receive(&mut self, id: TransferId, event: TransferEvent) -> Option<UploadEvent> {
        let (_, has_body) = self.waiting.take_if(|(waiting, _)| *waiting == id)?;
        if has_body && let Some(Err(failure)) = self.source.as_ref().map(UploadSource::check) {
            // It is not known which version of the file was sent.
            return Some(UploadEvent::Failed {
                failure,
                sent: true,
            });
        }
        match event {
            TransferEvent::Answered(head) => Some(UploadEvent::Answered(head)),
            TransferEvent::Unanswered { failure, sent } => {
                Some(UploadEvent::Failed { failure, sent })
            }
            _ => None,
        }
    }

    /// Drops what is under way, for a pause or a cancel.
    pub fn close(&mut self, network: &mut Network) {
        if let Some((id, _)) = self.waiting.take() {
            network.stop(id);
        }
    }
}
