//! Credentials on the disk: sealed with a key that only this user can read, and bound to their job.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET, E_FAIL};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::serde_enum;
use crate::engine::model::settings::Credentials;
use crate::engine::platform;

const NONCE_BYTES: usize = 24;

/// The key of a queue, made when it is needed for the first time.
pub struct Secrets {
    path: PathBuf,
    cipher: OnceLock<XChaCha20Poly1305>,
}

impl Secrets {
    pub fn new(path: PathBuf) -> Secrets {
        Secrets {
            path,
            cipher: OnceLock::new(),
        }
    }

    fn cipher(&self) -> Result<&XChaCha20Poly1305> {
        if let Some(cipher) = self.cipher.get() {
            return Ok(cipher);
        }
        let bytes = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(&self.path)?,
            other => other?,
        };
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| {
            log::error!(
                "{} is damaged: remove it, and set the credentials of the jobs again",
                self.path.display()
            );
            Error(E_FAIL)
        })?;
        Ok(self.cipher.get_or_init(|| cipher))
    }
}

/// Makes a key, or reads the one that another process made at the same time. It is never there in
/// part.
fn create(path: &Path) -> io::Result<Vec<u8>> {
    let key = XChaCha20Poly1305::generate_key(&mut OsRng).to_vec();
    let unfinished = path.with_extension(Uuid::new_v4().simple().to_string());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(&unfinished)?;
    file.write_all(&key)?;
    file.sync_all()?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    match linked {
        Ok(()) => {
            platform::fs::sync(path.parent().unwrap_or(Path::new("/")))?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::read(path),
        Err(error) => Err(error),
    }
}

/// One set of credentials as the database keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealedCredentials {
    #[serde(with = "serde_enum")]
    pub target: BG_AUTH_TARGET,
    #[serde(with = "serde_enum")]
    pub scheme: BG_AUTH_SCHEME,
    /// A nonce, and the user and the password.
    sealed: Vec<u8>,
}

impl SealedCredentials {
    pub fn seal(
        secrets: &Secrets,
        job: Uuid,
        credentials: &Credentials,
    ) -> Result<SealedCredentials> {
        let names = (&credentials.user, &credentials.password);
        let plain = serde_json::to_vec(&names).map_err(|_| Error(E_FAIL))?;
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload {
            msg: &plain,
            aad: job.as_bytes(),
        };
        let mut sealed = nonce.to_vec();
        sealed.extend(
            secrets
                .cipher()?
                .encrypt(&nonce, payload)
                .map_err(|_| Error(E_FAIL))?,
        );
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
        let cipher = secrets.cipher().ok()?;
        let opened = cipher.decrypt(XNonce::from_slice(nonce), payload).ok();
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
        let secrets = Secrets::new(folder.path().join("key"));
        let other = Secrets::new(folder.path().join("other"));
        let job = Uuid::new_v4();
        let credentials = Credentials {
            target: BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER,
            scheme: BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC,
            user: Some("somebody".into()),
            password: Some("pässword".into()),
        };
        let sealed = SealedCredentials::seal(&secrets, job, &credentials).unwrap();
        assert!(!sealed.sealed.windows(8).any(|window| window == b"somebody"));
        let again = Secrets::new(folder.path().join("key"));
        assert!(
            sealed
                .open(&again, job)
                .is_some_and(|opened| opened == credentials)
        );
        assert!(sealed.open(&other, job).is_none());
        assert!(sealed.open(&secrets, Uuid::new_v4()).is_none());
    }
}
