//! Credentials on the disk: sealed with a key that only this user can read, and bound to their job.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::number;
use super::{Credentials, Error, Result, files};
use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET, E_FAIL};

const NONCE_BYTES: usize = 24;

/// The key of a queue.
pub struct Secrets(XChaCha20Poly1305);

impl Secrets {
    /// Reads the key, or makes one. The caller keeps other processes out meanwhile.
    pub fn open(path: &Path) -> Result<Secrets> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(path)?,
            Err(error) => return Err(error.into()),
        };
        XChaCha20Poly1305::new_from_slice(&bytes).map(Secrets).map_err(|_| {
            log::error!(
                "{} is damaged: remove it, and set the credentials of the jobs again",
                path.display()
            );
            Error(E_FAIL)
        })
    }
}

/// Written under another name first, so that it is never there in part.
fn create(path: &Path) -> io::Result<Vec<u8>> {
    let key = XChaCha20Poly1305::generate_key(&mut OsRng).to_vec();
    let unfinished = path.with_extension("new");
    _ = fs::remove_file(&unfinished);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(&unfinished)?;
    file.write_all(&key)?;
    file.sync_all()?;
    fs::rename(unfinished, path)?;
    files::sync(path.parent().unwrap_or(Path::new("/")))?;
    Ok(key)
}

/// One set of credentials as the database keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealedCredentials {
    #[serde(with = "number")]
    pub target: BG_AUTH_TARGET,
    #[serde(with = "number")]
    pub scheme: BG_AUTH_SCHEME,
    /// A nonce, and the user and the password.
    sealed: Vec<u8>,
}

impl SealedCredentials {
    pub fn seal(secrets: &Secrets, job: Uuid, credentials: &Credentials) -> Result<SealedCredentials> {
        let names = (&credentials.user, &credentials.password);
        let plain = serde_json::to_vec(&names).map_err(|_| Error(E_FAIL))?;
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload {
            msg: &plain,
            aad: job.as_bytes(),
        };
        let mut sealed = nonce.to_vec();
        sealed.extend(secrets.0.encrypt(&nonce, payload).map_err(|_| Error(E_FAIL))?);
        Ok(SealedCredentials {
            target: credentials.target,
            scheme: credentials.scheme,
            sealed,
        })
    }

    /// `None` when the key is another one, or the row was tampered with.
    pub fn open(&self, secrets: &Secrets, job: Uuid) -> Option<Credentials> {
        let (nonce, sealed) = self.sealed.split_at_checked(NONCE_BYTES)?;
        let payload = Payload {
            msg: sealed,
            aad: job.as_bytes(),
        };
        let opened = secrets.0.decrypt(XNonce::from_slice(nonce), payload).ok();
        if opened.is_none() {
            log::warn!("the credentials of job {job} cannot be read: set them again");
        }
        let (user, password) = serde_json::from_slice(&opened?).ok()?;
        Some(Credentials {
            target: self.target,
            scheme: self.scheme,
            user,
            password,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_read_with_their_key_and_for_their_job_only() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::open(&folder.path().join("key")).unwrap();
        let other = Secrets::open(&folder.path().join("other")).unwrap();
        let job = Uuid::new_v4();
        let credentials = Credentials {
            target: BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER,
            scheme: BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC,
            user: Some("somebody".into()),
            password: Some("pässword".into()),
        };
        let sealed = SealedCredentials::seal(&secrets, job, &credentials).unwrap();
        assert!(!sealed.sealed.windows(8).any(|window| window == b"somebody"));
        let again = Secrets::open(&folder.path().join("key")).unwrap();
        assert!(sealed.open(&again, job).is_some_and(|opened| opened == credentials));
        assert!(sealed.open(&other, job).is_none());
        assert!(sealed.open(&secrets, Uuid::new_v4()).is_none());
    }
}
