//! Choice of the host that the packets of an upload go to: the user's, or the one that the server
//! chose for the session. The rule *Host id* of the protocol describes it.

use crate::engine::model::http_url::HttpUrl;
use crate::engine::upload::address;
use crate::engine::upload::events::UploadAction;
use crate::engine::upload::protocol::UploadProtocol;

impl UploadProtocol {
    /// Returns to the original host if the host that the server chose has failed for the time that
    /// the server named. Returns whether it has.
    pub(super) fn leave_failing_host(&mut self, now: u64) -> bool {
        let is_over = self.session.has_host_timed_out(now);
        if is_over {
            self.leave_host();
        }
        is_over
    }

    /// Returns to the original host for good, because the host that the server chose is not
    /// trustworthy.
    pub(super) fn refuse_host(&mut self) -> UploadAction {
        self.leave_host();
        self.session.host_refused = true;
        self.next_action()
    }

    fn leave_host(&mut self) {
        self.session.leave_host();
        (self.is_connected, self.is_challenged) = (false, false);
    }

    /// Returns the URL of the file on the host that holds the session.
    pub(super) fn url(&self) -> HttpUrl {
        self.session
            .url(&self.target.remote, &self.target.trusted_hosts)
    }

    /// Returns whether the user does not trust the host that holds the session.
    pub(super) fn is_on_untrusted_host(&self) -> bool {
        self.is_untrusted(&self.url())
    }

    /// Returns whether the user neither named the server of a URL nor trusts its host.
    pub(super) fn is_untrusted(&self, url: &HttpUrl) -> bool {
        address::is_untrusted(&self.target.remote, url, &self.target.trusted_hosts)
    }
}
