//! What a job may tell servers and proxies that ask who is there. Kept in this process's memory only.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::Job;
use crate::abi::BG_AUTH_SCHEME::*;
use crate::abi::*;
use crate::engine::names::at_most;
use crate::engine::{Credentials, Error, Outcome, Result};

const MAX_USER: usize = 300;
const MAX_PASSWORD: usize = 65_536;

/// By job; one set for each pair of target and scheme.
static KNOWN: LazyLock<Mutex<HashMap<Uuid, Vec<Credentials>>>> = LazyLock::new(Mutex::default);

fn known() -> MutexGuard<'static, HashMap<Uuid, Vec<Credentials>>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What was set for a job.
pub(in crate::engine) fn of(job: Uuid) -> Vec<Credentials> {
    known().get(&job).cloned().unwrap_or_default()
}

pub(in crate::engine) fn forget(job: Uuid) {
    known().remove(&job);
}

impl Job {
    /// Sets the credentials for a target and scheme in place of those set before.
    ///
    /// `E_INVALIDARG`: a user without a password or the reverse, or neither with a scheme that has no logon credentials (all
    /// but NTLM and Negotiate). `BG_E_USERNAME_TOO_LARGE`, `BG_E_PASSWORD_TOO_LARGE`: over 300 and 65,536 UTF-16 units.
    /// `BG_E_INVALID_STATE` on a final job.
    pub fn set_credentials(&self, credentials: Credentials) -> Result<()> {
        let Credentials { user, password, .. } = &credentials;
        at_most(user.as_deref().unwrap_or_default(), MAX_USER, BG_E_USERNAME_TOO_LARGE)?;
        at_most(
            password.as_deref().unwrap_or_default(),
            MAX_PASSWORD,
            BG_E_PASSWORD_TOO_LARGE,
        )?;
        let logon = matches!(credentials.scheme, BG_AUTH_SCHEME_NTLM | BG_AUTH_SCHEME_NEGOTIATE);
        if user.is_some() != password.is_some() || user.is_none() && !logon {
            return Err(Error(E_INVALIDARG));
        }
        self.touch()?;
        let mut known = known();
        let own = known.entry(self.id()).or_default();
        own.retain(|one| (one.target, one.scheme) != (credentials.target, credentials.scheme));
        own.push(credentials);
        Ok(())
    }

    /// `Outcome::Nothing` when there are none for this target and scheme. `BG_E_INVALID_STATE` on a final job.
    pub fn remove_credentials(&self, target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> Result<Outcome> {
        self.touch()?;
        let mut known = known();
        let own = known.entry(self.id()).or_default();
        let before = own.len();
        own.retain(|one| (one.target, one.scheme) != (target, scheme));
        Ok(if own.len() < before {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }

    /// What was set in this process.
    pub fn credentials(&self) -> Vec<Credentials> {
        of(self.id())
    }
}
