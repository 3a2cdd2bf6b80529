//! Host that the server chose for a session (`BITS-Host-Id`), and the decision to leave it.

use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::trusted_hosts::TrustedHosts;
use crate::engine::model::upload_session::UploadSession;
use crate::engine::transfer::response_head::Headers;
use crate::engine::upload::address;

impl UploadSession {
    /// Takes the host from the response to Create-Session. Returns whether there is one; a host
    /// that is not valid, and every host after an untrustworthy one, is ignored.
    pub fn take_host(&mut self, headers: &Headers) -> bool {
        let host = headers.get("BITS-Host-Id").and_then(address::host_id);
        let Some(host) = host.filter(|_| !self.host_refused) else {
            return false;
        };
        self.host = Some(host);
        self.host_fallback = headers.host_fallback();
        true
    }

    /// Returns the URL of the file on the host that holds the session.
    pub fn url(&self, remote: &HttpUrl, trusted: &TrustedHosts) -> HttpUrl {
        match &self.host {
            Some(host) => address::on_host(remote, host, trusted),
            None => remote.clone(),
        }
    }

    /// Notes that the host has failed at the time `now` (seconds since 1970), unless it had failed
    /// before.
    pub fn note_host_failure(&mut self, now: u64) {
        if self.host.is_some() {
            self.host_trouble.get_or_insert(now);
        }
    }

    /// Returns whether the host has failed for the time after which the server wants it to be left.
    pub fn has_host_timed_out(&self, now: u64) -> bool {
        match (self.host_trouble, self.host_fallback) {
            (Some(since), Some(fallback)) => now.saturating_sub(since) >= fallback,
            _ => false,
        }
    }

    /// Returns to the original host.
    pub fn leave_host(&mut self) {
        (self.host, self.host_trouble) = (None, None);
    }
}
