//! Fetch of a file from an HTTP server: decides after each response whether the fetch is over or
//! needs another request. The network sends the requests.

use std::ffi::CString;

use curl::easy::Easy2;

use crate::abi::*;
use crate::engine::model::error::Failure;
use crate::engine::model::http_url::HttpUrl;
use crate::engine::transfer::cookies::CookieJars;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::fetch_handler::{FetchHandler, ResponseOutcome};

/// Maximum redirects per fetch. It ends redirect loops; browsers use the same number.
const MAX_REDIRECTS: u32 = 20;
/// Maximum restarts per fetch. It ends the fetch of a file that changes faster than it can be
/// transferred; the job is then retried after its delay.
const MAX_RESTARTS: u32 = 5;

/// Maximum bodies per fetch whose ends the server did not announce and whose lengths differ.
const MAX_UNCLOSED: usize = 3;

/// A fetch over HTTP in progress.
pub struct HttpTransfer {
    pub fetch: Fetch,
    /// URL of the current request.
    url: HttpUrl,
    /// URL that the user named. Only requests to its origin carry credentials.
    named: HttpUrl,
    /// Cookies that the servers have set.
    cookies: CookieJars,
    /// Number of redirects that were followed.
    redirects: u32,
    /// Number of times that the fetch has started over.
    restarts: u32,
    /// Lengths of the bodies whose ends the server did not announce.
    unclosed: Vec<u64>,
    /// Limit of the receiving rate, in bytes per second; `None`: no limit.
    pub rate_limit: Option<u64>,
}

/// Next step of a fetch after a response.
pub enum NextStep {
    /// The network sends another request.
    SendRequest,
    /// The local file has all bytes that the fetch is for.
    Finished,
    /// The remote file has another version than the pieces that the local file holds.
    /// `is_different` is false if that is not proven.
    Changed { is_different: bool },
    Failed {
        failure: Failure,
        /// Target of the redirect that the policy of the job forbade.
        redirect: Option<String>,
    },
}

impl HttpTransfer {
    pub fn new(fetch: Fetch, url: HttpUrl) -> HttpTransfer {
        HttpTransfer {
            fetch,
            url: url.clone(),
            named: url,
            cookies: CookieJars::default(),
            redirects: 0,
            restarts: 0,
            unclosed: Vec::new(),
            rate_limit: None,
        }
    }

    /// Returns whether the user named the server of the current request.
    pub fn is_trusted(&self) -> bool {
        self.redirects == 0 || self.url.origin() == self.named.origin()
    }

    /// Returns the URL of the current request, with the user name and the password for it. A
    /// redirect to another file of the server that the user named keeps those of the user.
    pub fn request_url(&self) -> HttpUrl {
        match self.is_trusted() && !self.url.has_login() {
            true => self.url.with_login_of(&self.named),
            false => self.url.clone(),
        }
    }

    /// Returns the cookies for the current request.
    pub fn cookies(&self) -> &[CString] {
        self.cookies.of(&self.url)
    }

    /// Takes the cookies that the server of the current request has set.
    pub fn take_cookies<H>(&mut self, easy: &mut Easy2<H>) {
        self.cookies.take(&self.url, easy);
    }

    /// Decides the next step after a response, and prepares the handler for another request.
    pub fn next_step(&mut self, handler: &mut FetchHandler, outcome: ResponseOutcome) -> NextStep {
        match outcome {
            ResponseOutcome::Done => NextStep::Finished,
            ResponseOutcome::Failed(failure) => fail(failure),
            ResponseOutcome::Unclosed => self.judge_unclosed(handler),
            ResponseOutcome::Partial => {
                handler.prepare_next_part();
                NextStep::SendRequest
            }
            ResponseOutcome::Plainer(form) => {
                handler.prepare_form(form);
                NextStep::SendRequest
            }
            // A piece cannot start over alone: the other pieces have the old version.
            ResponseOutcome::Restart { is_different } if self.fetch.write_at.is_some() => {
                NextStep::Changed { is_different }
            }
            ResponseOutcome::Restart { .. } if self.restarts == MAX_RESTARTS => {
                fail(failure::changes_too_often())
            }
            ResponseOutcome::Restart { is_different } => {
                self.restarts += 1;
                handler.prepare_restart(is_different);
                NextStep::SendRequest
            }
            ResponseOutcome::Redirect { status, location } => {
                self.follow_redirect(handler, status, &location)
            }
        }
    }

    /// Handles a body that may have been cut. It is complete if the next one has the same length:
    /// then the server ends its connections in this way. Otherwise the file is not transferred,
    /// because a cut file could not be told from a complete one.
    fn judge_unclosed(&mut self, handler: &mut FetchHandler) -> NextStep {
        let length = handler.sink.written();
        if self.unclosed.contains(&length) {
            log::warn!(
                "{} sends no length, and ends encrypted connections without close_notify; its file \
                 of {length} bytes is taken as complete",
                self.url.server().host_str().unwrap_or_default()
            );
            return NextStep::Finished;
        }
        self.unclosed.push(length);
        if self.unclosed.len() == MAX_UNCLOSED {
            return fail(failure::unclosed());
        }
        handler.prepare_restart(true);
        NextStep::SendRequest
    }

    /// Follows a redirect, if the redirect policy of the job (`BG_HTTP_REDIRECT_POLICY_*`) and the
    /// scheme of the target allow it.
    fn follow_redirect(
        &mut self,
        handler: &mut FetchHandler,
        status: u32,
        location: &str,
    ) -> NextStep {
        let flags = self.fetch.options.security_flags;
        let target = self.url.join(location);
        if flags & BG_HTTP_REDIRECT_POLICY_MASK == BG_HTTP_REDIRECT_POLICY_DISALLOW {
            return NextStep::Failed {
                failure: failure::http(status, None),
                redirect: target.map(|target| target.to_string()),
            };
        }
        let Some(target) = target else {
            return fail(failure::redirect_refused());
        };
        let is_downgrade = self.url.scheme() == "https" && target.scheme() == "http";
        let is_allowed = !is_downgrade || flags & BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP != 0;
        if !is_allowed || self.redirects == MAX_REDIRECTS {
            return fail(failure::redirect_refused());
        }
        self.redirects += 1;
        self.url = target;
        handler.prepare_redirect(&self.url);
        NextStep::SendRequest
    }
}

fn fail(failure: Failure) -> NextStep {
    NextStep::Failed {
        failure,
        redirect: None,
    }
}
