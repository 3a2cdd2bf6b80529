//! Credentials of a job for servers and proxies. The store keeps them encrypted.

use crate::abi::BG_AUTH_SCHEME::*;
use crate::abi::*;
use crate::engine::job::Job;
use crate::engine::model::error::{CallOutcome, Error, Result};
use crate::engine::model::local_name::at_most;
use crate::engine::model::settings::Credentials;
use crate::engine::model::state::JobEvent;
use crate::engine::store::durability::Durability;
use crate::engine::store::secrets::SealedCredentials;

const MAX_USER: usize = 300;
const MAX_PASSWORD: usize = 65_536;

impl Job {
    /// Sets the credentials for a target and scheme, and replaces those that were set before.
    ///
    /// Returns `E_INVALIDARG` for a user without a password or the reverse, and for neither with a
    /// scheme that has no logon credentials (all but NTLM and Negotiate); `BG_E_USERNAME_TOO_LARGE`
    /// for a user name over 300 UTF-16 code units; `BG_E_PASSWORD_TOO_LARGE` for a password over
    /// 65,536; `BG_E_INVALID_STATE` on a final job.
    pub fn set_credentials(&self, credentials: Credentials) -> Result<()> {
        let Credentials {
            target,
            scheme,
            user,
            password,
        } = &credentials;
        at_most(
            user.as_deref().unwrap_or_default(),
            MAX_USER,
            BG_E_USERNAME_TOO_LARGE,
        )?;
        at_most(
            password.as_deref().unwrap_or_default(),
            MAX_PASSWORD,
            BG_E_PASSWORD_TOO_LARGE,
        )?;
        let logon = matches!(scheme, BG_AUTH_SCHEME_NTLM | BG_AUTH_SCHEME_NEGOTIATE);
        if user.is_some() != password.is_some() || user.is_none() && !logon {
            return Err(Error(E_INVALIDARG));
        }
        let sealed = SealedCredentials::seal(self.core().store.secrets(), self.id(), &credentials)?;
        self.change(Durability::Process, JobEvent::Change, |_, row| {
            row.data
                .credentials
                .retain(|one| (one.target, one.scheme) != (*target, *scheme));
            row.data.credentials.push(sealed);
            Ok(())
        })
    }

    /// Removes the credentials for a target and scheme. Returns `CallOutcome::NothingToDo` if none
    /// are set, and `BG_E_INVALID_STATE` on a final job.
    pub fn remove_credentials(
        &self,
        target: BG_AUTH_TARGET,
        scheme: BG_AUTH_SCHEME,
    ) -> Result<CallOutcome> {
        let mut outcome = CallOutcome::NothingToDo;
        self.change(Durability::Process, JobEvent::Change, |_, row| {
            let before = row.data.credentials.len();
            row.data
                .credentials
                .retain(|one| (one.target, one.scheme) != (target, scheme));
            if row.data.credentials.len() < before {
                outcome = CallOutcome::Done;
            }
            Ok(())
        })?;
        Ok(outcome)
    }
}
