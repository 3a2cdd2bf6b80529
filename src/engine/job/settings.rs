//! What the owner of a job can set.

use crate::abi::*;
use crate::engine::job::Job;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name::{MAX_PATH, at_most};
use crate::engine::model::settings::{JobSettings, NotifyCommand, ProxySettings};
use crate::engine::model::state::JobEvent;
use crate::engine::platform::process::{effective_uid, user_sid};
use crate::engine::store::durability::Durability;

/// Longest display name, in UTF-16 code units.
pub const MAX_DISPLAY_NAME: usize = 256;
const MAX_DESCRIPTION: usize = 1024;
const MAX_PARAMETERS: usize = 4000;
const MAX_PROXY_LIST: usize = 4000;
/// Without the terminating zero, which the documentation counts.
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

/// Every setter answers `BG_E_INVALID_STATE` on a final job.
impl Job {
    /// At most 256 UTF-16 units, else `BG_E_STRING_TOO_LONG`.
    pub fn set_display_name(&self, value: &str) -> Result<()> {
        at_most(value, MAX_DISPLAY_NAME, BG_E_STRING_TOO_LONG)?;
        self.set(|settings| settings.display_name = value.to_owned())
    }

    /// At most 1,024 UTF-16 units, else `BG_E_STRING_TOO_LONG`.
    pub fn set_description(&self, value: &str) -> Result<()> {
        at_most(value, MAX_DESCRIPTION, BG_E_STRING_TOO_LONG)?;
        self.set(|settings| settings.description = value.to_owned())
    }

    /// `E_NOTIMPL` for an undefined bit.
    pub fn set_notify_flags(&self, value: u32) -> Result<()> {
        if value & !NOTIFY_FLAGS != 0 {
            return Err(Error(E_NOTIMPL));
        }
        self.set(|settings| settings.notify_flags = value)
    }

    /// Less than 5 seconds become 5.
    pub fn set_minimum_retry_delay(&self, seconds: u32) -> Result<()> {
        self.set(|settings| settings.minimum_retry_delay = seconds.max(MIN_RETRY_DELAY))
    }

    /// 0: every error is final.
    pub fn set_no_progress_timeout(&self, seconds: u32) -> Result<()> {
        self.set(|settings| settings.no_progress_timeout = seconds)
    }

    /// `E_INVALIDARG`: `OVERRIDE` without a list, or another usage with one.
    /// `BG_E_PROXY_LIST_TOO_LARGE` and `BG_E_PROXY_BYPASS_LIST_TOO_LARGE`: over 4,000 UTF-16 units.
    /// What the lists say is looked at when they are used.
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

    /// The program to run when the job is transferred or in error; without both it is cleared.
    ///
    /// `E_INVALIDARG`: parameters without a program. `BG_E_STRING_TOO_LONG`: a program over 260 or
    /// parameters over 4,000 UTF-16 units.
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

    /// Seconds that the job may spend connecting and transferring from one `resume` to the next.
    pub fn set_maximum_download_time(&self, seconds: u32) -> Result<()> {
        self.set(|settings| settings.maximum_download_time = seconds)
    }

    /// `E_NOTIMPL` for an undefined bit or redirect policy.
    pub fn set_security_flags(&self, value: u32) -> Result<()> {
        if value & !SECURITY_FLAGS != 0
            || value & BG_HTTP_REDIRECT_POLICY_MASK > BG_HTTP_REDIRECT_POLICY_DISALLOW
        {
            return Err(Error(E_NOTIMPL));
        }
        self.set(|settings| settings.security_flags = value)
    }

    /// What an SMB source's copy takes over; kept for those who ask, there are no such sources.
    /// `E_INVALIDARG` for an undefined bit. `BG_E_INVALID_STATE` on a TRANSFERRED job, too.
    pub fn set_file_acl_flags(&self, value: u32) -> Result<()> {
        if value & !BG_COPY_FILE_ALL != 0 {
            return Err(Error(E_INVALIDARG));
        }
        if self.state() == BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED {
            return Err(Error(BG_E_INVALID_STATE));
        }
        self.set(|settings| settings.file_acl_flags = value)
    }

    /// Kept for those who ask: there is no peer cache. `E_NOTIMPL` for an undefined bit.
    pub fn set_peer_caching_flags(&self, value: u32) -> Result<()> {
        if value & !PEER_CACHING_FLAGS != 0 {
            return Err(Error(E_NOTIMPL));
        }
        self.set(|settings| settings.peer_caching_flags = value)
    }

    /// The kinds of network the job may use; kept for those who ask, no network here is known to
    /// cost anything.
    pub fn set_cost_flags(&self, value: u32) -> Result<()> {
        self.set(|settings| settings.cost_flags = value)
    }

    /// Milliseconds between two notifications of modifications.
    pub fn set_notification_interval(&self, milliseconds: u32) -> Result<()> {
        self.set(|settings| settings.notification_interval = milliseconds)
    }

    /// Headers for every HTTP request of the job, each ended by CR LF; `None` for none.
    /// `BG_E_STRING_TOO_LONG`: over 16,383 UTF-16 units.
    pub fn set_custom_headers(&self, value: Option<&str>) -> Result<()> {
        at_most(
            value.unwrap_or_default(),
            MAX_CUSTOM_HEADERS,
            BG_E_STRING_TOO_LONG,
        )?;
        self.set(|settings| settings.custom_headers = value.map(str::to_owned))
    }

    /// From now on nobody can read the custom headers; they are still sent.
    pub fn make_custom_headers_write_only(&self) -> Result<()> {
        self.set(|settings| settings.custom_headers_write_only = true)
    }

    /// Makes the calling user the owner, who loses what only the former owner may use: the
    /// notification command, credentials and custom headers. `E_ACCESSDENIED` for another user's
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

    /// Counts as a change of the job, for a property that lives outside the engine.
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
