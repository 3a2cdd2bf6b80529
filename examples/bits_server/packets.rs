//! Executes the packets of the upload protocol on the session store.
//!
//! Called by `http` for each BITS_POST and PUT request.

use super::Config;
use super::application::{ApplicationResult, FinishedUpload};
use super::body::{IncomingBody, Selection};
use super::http;
use super::paths::Root;
use super::protocol::{self, Fragment, Packet, UploadError};
use super::sessions::{Record, Session, Sessions, to_wire};
use hyper::header::{self, HeaderMap};
use hyper::http::request;
use hyper::{Response, StatusCode};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The upload side of the server.
pub struct Uploads<'a> {
    pub config: &'a Config,
    pub root: &'a Root,
    pub sessions: &'a Sessions,
}

impl Uploads<'_> {
    /// Executes one BITS_POST request.
    pub async fn packet(
        &self,
        head: &request::Parts,
        body: &mut IncomingBody,
    ) -> Result<Response<()>, UploadError> {
        let packet = protocol::packet(&head.headers)?;
        match packet {
            Packet::CreateSession => self.create(head),
            Packet::Ping => Ok(protocol::ack()),
            Packet::Fragment(fragment) => {
                self.fragment(self.session(head).await?, fragment, body)
                    .await
            }
            Packet::CloseSession => self.close(self.session(head).await?),
            Packet::CancelSession => {
                self.sessions.remove(self.session(head).await?);
                Ok(protocol::ack())
            }
        }
    }

    /// Stores a whole file from one PUT request (`curl -T`), with the statuses of HTTP instead of
    /// those of the upload protocol.
    pub async fn put(
        &self,
        head: &request::Parts,
        body: &mut IncomingBody,
    ) -> Result<Response<()>, UploadError> {
        self.store(head, body).await.map_err(|error| match error {
            UploadError::TOO_LARGE => UploadError::plain(StatusCode::PAYLOAD_TOO_LARGE),
            error => error,
        })
    }

    /// Stores the file of a PUT request. The request is a session of its own,
    /// with the limits and the application of all sessions. A reply is dropped with the session.
    async fn store(
        &self,
        head: &request::Parts,
        body: &mut IncomingBody,
    ) -> Result<Response<()>, UploadError> {
        self.check_size(length(&head.headers).unwrap_or(0))?;
        let id = self.create_session(head, true)?;
        let mut session = self.enter(id).await?;
        let kept = self.receive(&mut session, body).await;
        self.sessions.remove(session);
        match kept {
            Ok(true) => Ok(http::status(StatusCode::CREATED)),
            Ok(false) => Ok(http::status(StatusCode::OK)),
            Err(error) => Err(error),
        }
    }

    /// Receives the whole file of a session. Returns whether the application keeps it.
    async fn receive(
        &self,
        session: &mut Session,
        body: &mut IncomingBody,
    ) -> Result<bool, UploadError> {
        let selection = Selection {
            limit: self.config.max_size,
            ..Selection::default()
        };
        body.save(session.append()?, selection, None).await?;
        session.record.total = Some(session.received()?);
        let keep = self.finish(session).await?.keep;
        if keep {
            self.publish(session)?;
        }
        Ok(keep)
    }

    /// Creates the session for a request. Fails when its target must not be written.
    fn create_session(
        &self,
        head: &request::Parts,
        single_request: bool,
    ) -> Result<Uuid, UploadError> {
        self.target(head.uri.path())?;
        self.sessions.create(&Record {
            target: head.uri.path().to_owned(),
            url: self.url(head),
            total: None,
            outcome: None,
            single_request,
        })
    }

    fn create(&self, head: &request::Parts) -> Result<Response<()>, UploadError> {
        let id = to_wire(self.create_session(head, false)?);
        let host = self
            .config
            .host_id
            .as_deref()
            .map(|host| (host, self.config.host_id_fallback_timeout));
        Ok(protocol::ack_create(&id, host))
    }

    /// Appends the bytes of a fragment that the session does not have yet. Fails with status 416
    /// when the fragment leaves a gap.
    async fn fragment(
        &self,
        mut session: Session,
        Fragment { place, total }: Fragment,
        body: &mut IncomingBody,
    ) -> Result<Response<()>, UploadError> {
        self.check_fragment(place.end - place.start)?;
        self.check_size(total)?;
        self.check_total(&mut session, total)?;
        let wanted = session.received()?;
        if wanted > total {
            return Err(self.give_up(session));
        }
        if place.start > wanted || (place.end <= wanted && wanted < total) {
            return Err(UploadError::wants(wanted));
        }
        if place.end > wanted {
            let selection = Selection {
                skip: wanted - place.start,
                limit: Some(place.end - place.start),
            };
            body.save(session.append()?, selection, Some(&mut session.number))
                .await?;
        }
        let received = session.received()?;
        if received < total {
            return Ok(protocol::ack_fragment(received, None));
        }
        let outcome = self.finish(&mut session).await?;
        Ok(protocol::ack_fragment(
            received,
            outcome.reply_url.as_deref(),
        ))
    }

    /// Records the size of the file with the first fragment, and checks it with each later one.
    fn check_total(&self, session: &mut Session, total: u64) -> Result<(), UploadError> {
        match session.record.total {
            Some(known) if known != total => Err(UploadError::INVALID),
            Some(_) => Ok(()),
            None => {
                session.record.total = Some(total);
                Ok(session.save()?)
            }
        }
    }

    /// Calls the application for a complete file, unless an earlier call succeeded.
    async fn finish(&self, session: &mut Session) -> Result<ApplicationResult, UploadError> {
        if let Some(outcome) = &session.record.outcome {
            return Ok(outcome.clone());
        }
        let upload = FinishedUpload {
            url: session.record.url.clone(),
            file: session.file(),
            reply: session.reply(),
            reply_url: session.reply_url(),
        };
        let outcome = self.config.application.notify(upload).await?;
        session.record.outcome = Some(outcome.clone());
        session.save()?;
        Ok(outcome)
    }

    /// Ends a session: moves a complete file to its destination and deletes the rest.
    fn close(&self, session: Session) -> Result<Response<()>, UploadError> {
        if let Some(ApplicationResult { keep: true, .. }) = &session.record.outcome {
            let damaged = session.received().ok() > session.record.total;
            if damaged {
                return Err(self.give_up(session));
            }
            self.publish(&session)?;
        }
        self.sessions.remove(session);
        Ok(protocol::ack())
    }

    /// Deletes a session whose file has more bytes than the client announced. The client starts
    /// over with a new session.
    fn give_up(&self, session: Session) -> UploadError {
        self.sessions.remove(session);
        UploadError::SESSION_NOT_FOUND
    }

    fn publish(&self, session: &Session) -> Result<(), UploadError> {
        let target = self.target(&session.record.target)?;
        match publish(&session.file(), &target, self.config.allow_overwrites) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(UploadError::plain(StatusCode::NOT_FOUND))
            }
            done => Ok(done?),
        }
    }

    async fn session(&self, head: &request::Parts) -> Result<Session, UploadError> {
        let id = protocol::session_id(&head.headers).ok_or(UploadError::SESSION_NOT_FOUND)?;
        self.enter(id).await
    }

    async fn enter(&self, id: Uuid) -> Result<Session, UploadError> {
        self.sessions
            .enter(id)
            .await
            .ok_or(UploadError::SESSION_NOT_FOUND)
    }

    /// Returns the path of the destination. Fails when it must not be written.
    fn target(&self, url_path: &str) -> Result<PathBuf, UploadError> {
        let target = self
            .root
            .writable(url_path)
            .map_err(|status| match status {
                StatusCode::BAD_REQUEST => UploadError::INVALID,
                StatusCode::FORBIDDEN => UploadError::DENIED,
                status => UploadError::plain(status),
            })?;
        let taken = !self.config.allow_overwrites && target.symlink_metadata().is_ok();
        if taken {
            Err(UploadError::DENIED)
        } else {
            Ok(target)
        }
    }

    fn check_size(&self, total: u64) -> Result<(), UploadError> {
        let fits = self.config.max_size.is_none_or(|limit| total <= limit);
        if fits {
            Ok(())
        } else {
            Err(UploadError::TOO_LARGE)
        }
    }

    fn check_fragment(&self, length: u64) -> Result<(), UploadError> {
        let fits = self.config.max_fragment.is_none_or(|limit| length <= limit);
        if fits {
            Ok(())
        } else {
            Err(UploadError::plain(StatusCode::PAYLOAD_TOO_LARGE))
        }
    }

    /// Returns the URL of the request, for the application.
    fn url(&self, head: &request::Parts) -> String {
        let scheme = if self.config.tls.is_some() {
            "https"
        } else {
            "http"
        };
        let host = head
            .headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("localhost");
        let target = head
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str());
        format!("{scheme}://{host}{target}")
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// Moves a finished file to its destination in one atomic step.
fn publish(file: &Path, target: &Path, overwrite: bool) -> io::Result<()> {
    if overwrite {
        return fs::rename(file, target);
    }
    match fs::hard_link(file, target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(io::ErrorKind::PermissionDenied.into())
        }
        linked => linked,
    }
}
