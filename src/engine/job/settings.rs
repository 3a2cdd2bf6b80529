//! Properties that the owner of a job can set.

use crate::abi::*;
use crate::engine::job::Job;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name::{MAX_PATH, at_most};
use crate::engine::model::settings::{CustomHeaders, JobSettings, NotifyCommand, ProxySettings};
use crate::engine::model::state::JobEvent;
use crate::engine::platform::process::{effective_uid, user_sid};
use crate::engine::store::durability::Durability;

/// Longest display name, in UTF-16 code units.
pub const MAX_DISPLAY_NAME: usize = 256;
const MAX_DESCRIPTION: usize = 1024;
const MAX_PARAMETERS: usize = 4000;
const MAX_PROXY_LIST: usize = 4000;
/// Longest custom headers, in UTF-16 code units. The documented limit of 16,384 includes the
/// terminating zero.
const MAX_CUSTOM_HEADERS: usize = 16_383;
const MIN_RETRY_DELAY: u32 = 5;

const NOTIFY_FLAGS: u32 = BG_NOTIFY_JOB_TRANSFERRED
    | BG_NOTIFY_JOB_ERROR
    | BG_NOTIFY_DISABLE
    | BG_NOTIFY_JOB_MODIFICATION
    | BG_NOTIFY_FILE_TRANSFERRED
    | BG_NOTIFY_FILE_RANGES_TRANSFERRED;

const PEER_CACHING_FLAGS: u32 = BG_JOB_ENABLE_PEERCACHING_CLIENT
    | BG_JOB_ENABLE_PEERCACHING_SERVER
    | BG_JOB_DISABLE_BRANCH_CACHE;

const SECURITY_FLAGS: u32 = BG_SSL_ENABLE_CRL_CHECK
    | BG_SSL_IGNORE_CERT_CN_INVALID
    | BG_SSL_IGNORE_CERT_DATE_INVALID
    | BG_SSL_IGNORE_UNKNOWN_CA
    | BG_SSL_IGNORE_CERT_WRONG_USAGE
    | BG_HTTP_REDIRECT_POLICY_MASK
    | BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP;

/// Every setter returns `BG_E_INVALID_STATE` on a final job.
impl Job {
    /// Sets the display name. Returns `BG_E_STRING_TOO_LONG` for one over 256 UTF-16 code units.
    pub fn set_display_name(&self, value: &str) -> Result<()> {
        at_most(value, MAX_DISPLAY_NAME, BG_E_STRING_TOO_LONG)?;
        self.set(|settings| settings.display_name = value.to_owned())
    }

    /// Sets the description. Returns `BG_E_STRING_TOO_LONG` for one over 1,024 UTF-16 code units.
    pub fn set_description(&self, value: &str) -> Result<()> {
        at_most(value, MAX_DESCRIPTION, BG_E_STRING_TOO_LONG)?;
        self.set(|settings| settings.description = value.to_owned())
    }

    /// Sets the notification flags (`BG_NOTIFY_*`). Returns `E_NOTIMPL` for an undefined bit.
    pub fn set_notify_flags(&self, value: u32) -> Result<()> {
        if value & !NOTIFY_FLAGS != 0 {
            return Err(Error(E_NOTIMPL));
        }
        self.set(|settings| settings.notify_flags = value)
    }

    /// Sets the delay before a failed job is retried. Values below 5 seconds become 5.
    pub fn set_minimum_retry_delay(&self, seconds: u32) -> Result<()> {
        self.set(|settings| settings.minimum_retry_delay = seconds.max(MIN_RETRY_DELAY))
    }

    /// Sets the time without progress after which a failing job is given up. 0: errors are not
    /// retried.
    pub fn set_no_progress_timeout(&self, seconds: u32) -> Result<()> {
        self.set(|settings| settings.no_progress_timeout = seconds)
    }

    /// Sets the proxies. The lists are parsed when they are used.
    ///
    /// Returns `E_INVALIDARG` for `OVERRIDE` without a list and for another usage with a list, and
    /// `BG_E_PROXY_LIST_TOO_LARGE` or `BG_E_PROXY_BYPASS_LIST_TOO_LARGE` for a list over 4,000
    /// UTF-16 code units.
    pub fn set_proxy(&self, value: ProxySettings) -> Result<()> {
        let overrides = value.usage == BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
        if overrides != value.list.is_some() || value.bypass.is_some() && !overrides {
            return Err(Error(E_INVALIDARG));
        }
        at_most(
            value.list.as_deref().unwrap_or_default(),
            MAX_PROXY_LIST,
            BG_E_PROXY_LIST_TOO_LARGE,
        )?;
        at_most(
            value.bypass.as_deref().unwrap_or_default(),
            MAX_PROXY_LIST,
            BG_E_PROXY_BYPASS_LIST_TOO_LARGE,
        )?;
        self.set(|settings| settings.proxy = value)
    }

    /// Sets the program that runs when the job enters TRANSFERRED or ERROR; `None` twice: no
    /// program.
    ///
    /// Returns `E_INVALIDARG` for parameters without a program, and `BG_E_STRING_TOO_LONG` for a
    /// program over 260 or parameters over 4,000 UTF-16 code units.
    pub fn set_notify_command(
        &self,
        program: Option<&str>,
        parameters: Option<&str>,
    ) -> Result<()> {
        if program.is_none() && parameters.is_some() {
            return Err(Error(E_INVALIDARG));
        }
        let (program, parameters) = (program.unwrap_or_default(), parameters.unwrap_or_default());
        at_most(program, MAX_PATH, BG_E_STRING_TOO_LONG)?;
        at_most(parameters, MAX_PARAMETERS, BG_E_STRING_TOO_LONG)?;
        let command = NotifyCommand {
            program: program.to_owned(),
            parameters: parameters.to_owned(),
        };
        self.set(|settings| settings.notify_command = command)
    }

    /// Sets the time, in seconds, that the job may spend connecting and transferring from one
    /// `resume` to the next.
    pub fn set_maximum_download_time(&self, seconds: u32) -> Result<()> {
        self.set(|settings| settings.maximum_download_time = seconds)
    }

    /// Sets the security flags (`BG_SSL_*`, `BG_HTTP_REDIRECT_POLICY_*`). Returns `E_NOTIMPL` for
    /// an undefined bit or redirect policy.
    pub fn set_security_flags(&self, value: u32) -> Result<()> {
        if value & !SECURITY_FLAGS != 0
            || value & BG_HTTP_REDIRECT_POLICY_MASK > BG_HTTP_REDIRECT_POLICY_DISALLOW
        {
            return Err(Error(E_NOTIMPL));
        }
        self.set(|settings| settings.security_flags = value)
    }

    /// Stores the flags for the ownership and ACL information of files from an SMB server
    /// (`BG_COPY_FILE_*`). They have no effect: there are no such servers here. Returns
    /// `E_INVALIDARG` for an undefined bit, and `BG_E_INVALID_STATE` also on a TRANSFERRED job.
    pub fn set_file_acl_flags(&self, value: u32) -> Result<()> {
        if value & !BG_COPY_FILE_ALL != 0 {
            return Err(Error(E_INVALIDARG));
        }
        if self.state() == BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED {
            return Err(Error(BG_E_INVALID_STATE));
        }
        self.set(|settings| settings.file_acl_flags = value)
    }

    /// Stores the peer caching flags. They have no effect: there is no peer cache here. Returns
    /// `E_NOTIMPL` for an undefined bit.
    pub fn set_peer_caching_flags(&self, value: u32) -> Result<()> {
        if value & !PEER_CACHING_FLAGS != 0 {
            return Err(Error(E_NOTIMPL));
        }
        self.set(|settings| settings.peer_caching_flags = value)
    }

    /// Stores the cost flags (`BITS_COST_STATE_*`). They have no effect: the cost of a network is
    /// not known here.
    pub fn set_cost_flags(&self, value: u32) -> Result<()> {
        self.set(|settings| settings.cost_flags = value)
    }

    /// Sets the time, in milliseconds, between two notifications of modifications or of ranges.
    pub fn set_notification_interval(&self, milliseconds: u32) -> Result<()> {
        self.set(|settings| settings.notification_interval = milliseconds)
    }

    /// Sets headers for every HTTP request of the job, each ended by CR LF. The row keeps them
    /// encrypted.
    ///
    /// Returns `BG_E_STRING_TOO_LONG` for more than 16,383 UTF-16 code units, and `E_INVALIDARG`
    /// for a CR or LF that is not part of a CR LF, or a NUL: servers differ in whether it ends a
    /// header.
    pub fn set_custom_headers(&self, value: Option<&str>) -> Result<()> {
        at_most(
            value.unwrap_or_default(),
            MAX_CUSTOM_HEADERS,
            BG_E_STRING_TOO_LONG,
        )?;
        let mut lines = value.unwrap_or_default().split("\r\n");
        if lines.any(|line| line.contains(['\r', '\n', '\0'])) {
            return Err(Error(E_INVALIDARG));
        }
        let secrets = self.core().store.secrets();
        let sealed = value
            .map(|headers| CustomHeaders::seal(secrets, self.id(), headers))
            .transpose()?;
        self.set(|settings| settings.custom_headers = sealed)
    }

    /// Returns the custom headers; `None` if there are none. Returns `E_FAIL` if they cannot be
    /// decrypted, because the key of the queue was replaced.
    pub fn custom_headers(&self) -> Result<Option<String>> {
        let row = self.row()?;
        let headers = row.custom_headers(self.core().store.secrets());
        match row.data.settings.custom_headers.is_some() && headers.is_none() {
            true => Err(Error(E_FAIL)),
            false => Ok(headers),
        }
    }

    /// Makes the custom headers unreadable through the API. They are still sent.
    pub fn make_custom_headers_write_only(&self) -> Result<()> {
        self.set(|settings| settings.custom_headers_write_only = true)
    }

    /// Makes the calling user the owner. Removes what belongs to the former owner: the notification
    /// command, the credentials and the custom headers. Returns `E_ACCESSDENIED` for another user's
    /// job, unless the caller is root.
    pub fn take_ownership(&self) -> Result<()> {
        let caller = user_sid();
        if self.settings()?.owner != caller && effective_uid() != 0 {
            return Err(Error(E_ACCESSDENIED));
        }
        self.change(Durability::Process, JobEvent::Change, |_, row| {
            row.data.settings.owner = caller;
            row.data.settings.notify_command = NotifyCommand::default();
            row.data.settings.custom_headers = None;
            row.data.credentials.clear();
            Ok(())
        })
    }

    /// Counts as a change of the job; for properties that are not stored in the row. Returns
    /// `BG_E_INVALID_STATE` on a final job.
    pub fn touch(&self) -> Result<()> {
        self.set(|_| ())
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut JobSettings)) -> Result<()> {
        self.change(Durability::Process, JobEvent::Change, |_, row| {
            change(&mut row.data.settings);
            Ok(())
        })
    }
}
