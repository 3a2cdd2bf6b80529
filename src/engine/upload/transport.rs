//! Puts the protocol's requests on the network, with the local file as their body.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::protocol::{Answer, Event, Request};
use super::session::Stamp;
use super::{Headers, METHOD};
use crate::abi::BG_E_LOCAL_FILE_CHANGED;
use crate::engine::Failure;
use crate::engine::transfer::{self, Exchange, HttpOptions, Network, TransferId, failure};

/// The local file of an upload, which must stay as it was when the upload began.
pub struct Source {
    path: PathBuf,
    file: Arc<File>,
    stamp: Stamp,
}

impl Source {
    /// Opens the file. `BG_E_LOCAL_FILE_CHANGED`: it is not `known`, the file that the upload began
    /// with.
    pub fn open(path: &Path, known: Option<Stamp>) -> Result<Source, Failure> {
        let open = || {
            let file = OpenOptions::new()
                .read(true)
                .custom_flags(libc::O_NONBLOCK)
                .open(path)?;
            let metadata = file.metadata()?;
            match metadata.is_file() {
                true => Ok((file, stamp(&metadata))),
                false => Err(io::Error::from_raw_os_error(libc::EISDIR)),
            }
        };
        let (file, stamp) = open().map_err(|error| failure::local(&error))?;
        if known.is_some_and(|known| known != stamp) {
            return Err(changed());
        }
        Ok(Source {
            path: path.to_owned(),
            file: Arc::new(file),
            stamp,
        })
    }

    /// What the store must remember in [`super::Session::source`].
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// `BG_E_LOCAL_FILE_CHANGED`: it is not what it was.
    pub fn check(&self) -> Result<(), Failure> {
        let now = self
            .path
            .metadata()
            .map_err(|error| failure::local(&error))?;
        if stamp(&now) == self.stamp {
            Ok(())
        } else {
            Err(changed())
        }
    }
}

fn stamp(metadata: &Metadata) -> Stamp {
    let modified = metadata
        .mtime()
        .saturating_mul(1_000_000_000)
        .saturating_add(metadata.mtime_nsec());
    Stamp {
        size: metadata.len(),
        modified,
    }
}

fn changed() -> Failure {
    failure::local_code(BG_E_LOCAL_FILE_CHANGED)
}

/// The way of one upload to its server: carries one request at a time.
pub struct Line {
    source: Option<Source>,
    options: Arc<HttpOptions>,
    /// The job's options for the host that the server chose.
    elsewhere: Arc<HttpOptions>,
    /// The exchange under way, and whether it carries data.
    waiting: Option<(TransferId, bool)>,
}

impl Line {
    /// Without a source only requests without a body can be sent.
    pub fn new(source: Option<Source>, options: Arc<HttpOptions>) -> Line {
        let elsewhere = Arc::new(options.for_stranger());
        Line {
            source,
            options,
            elsewhere,
            waiting: None,
        }
    }

    /// Sends a request; what becomes of it is told by [`Line::receive`].
    pub fn send(&mut self, network: &mut Network, request: Request) -> TransferId {
        let data = !request.body.is_empty();
        let options = if request.foreign {
            &self.elsewhere
        } else {
            &self.options
        };
        let id = network.exchange(Exchange {
            method: METHOD,
            url: request.url,
            headers: request
                .headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect(),
            file: self.source.as_ref().map(|source| source.file.clone()),
            body: request.body,
            options: options.clone(),
            once: request.once,
        });
        self.waiting = Some((id, data));
        id
    }

    /// What an event of the network means for the protocol; `None` when it is not about this
    /// upload.
    pub fn receive(&mut self, id: TransferId, event: transfer::Event) -> Option<Event> {
        let (_, data) = self.waiting.take_if(|(waiting, _)| *waiting == id)?;
        if data && let Some(Err(failure)) = self.source.as_ref().map(Source::check) {
            return Some(Event::Failed {
                failure,
                sent: true,
            }); // nobody knows what has been sent
        }
        match event {
            transfer::Event::Answered(answer) => Some(Event::Answered(Answer {
                status: answer.status.try_into().unwrap_or(0),
                headers: Headers::parse(&answer.head),
                outdated: answer.outdated,
                elapsed: answer.elapsed,
            })),
            transfer::Event::Unanswered { failure, sent } => Some(Event::Failed { failure, sent }),
            _ => None,
        }
    }

    /// Drops what is under way, for a pause or a cancel.
    pub fn hang_up(&mut self, network: &mut Network) {
        if let Some((id, _)) = self.waiting.take() {
            network.stop(id);
        }
    }
}
