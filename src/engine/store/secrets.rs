//! Encryption of the credentials that jobs keep in the database.
//!
//! Credentials are encrypted with XChaCha20-Poly1305 under the key of the queue, a file that only
//! its user can read. The id of the job is the associated data: credentials that are copied to the
//! row of another job cannot be decrypted. The encryption protects copies of the database alone,
//! such as backups; a process of the same user can read the key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET, E_FAIL};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::serde_enum;
use crate::engine::model::settings::Credentials;
use crate::engine::platform;

/// Length of the nonce of XChaCha20-Poly1305, which precedes the ciphertext.
const NONCE_BYTES: usize = 24;

/// Key of a queue. It is created when it is needed for the first time.
pub struct Secrets {
    /// Path of the key file.
    path: PathBuf,
    /// The key, once it has been read.
    cipher: OnceLock<XChaCha20Poly1305>,
}

impl Secrets {
    /// Takes the path of the key file. The file is neither read nor created yet.
    pub fn new(path: PathBuf) -> Secrets {
        Secrets {
            path,
            cipher: OnceLock::new(),
        }
    }

    /// Returns the key; reads or creates its file at the first call.
    fn cipher(&self) -> Result<&XChaCha20Poly1305> {
        if let Some(cipher) = self.cipher.get() {
            return Ok(cipher);
        }
        let bytes = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => create_key(&self.path)?,
            other => other?,
        };
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| {
            log::error!(
                "the key file {} is damaged; remove it and set the credentials of the jobs again",
                self.path.display()
            );
            Error(E_FAIL)
        })?;
        Ok(self.cipher.get_or_init(|| cipher))
    }
}

/// Creates the key file, or reads the one that another process created at the same time. The file
/// is written under a temporary name and then linked, so that no process reads an incomplete key.
fn create_key(path: &Path) -> io::Result<Vec<u8>> {
    let key = Key::try_generate().map_err(io::Error::other)?;
    let temporary = path.with_extension(Uuid::new_v4().simple().to_string());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(&temporary)?;
    file.write_all(&key)?;
    file.sync_all()?;
    let linked = fs::hard_link(&temporary, path);
    fs::remove_file(&temporary)?;
    match linked {
        Ok(()) => {
            platform::fs::sync(path.parent().unwrap_or(Path::new("/")))?;
            Ok(key.to_vec())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::read(path),
        Err(error) => Err(error),
    }
}

/// Encrypted credentials of a job for one target and one scheme, as its row keeps them (JSON).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealedCredentials {
    #[serde(with = "serde_enum")]
    pub target: BG_AUTH_TARGET,
    #[serde(with = "serde_enum")]
    pub scheme: BG_AUTH_SCHEME,
    /// Nonce, followed by the ciphertext of user name and password (as JSON) and the authentication
    /// tag.
    sealed: Vec<u8>,
}

impl SealedCredentials {
    /// Encrypts credentials for a job.
    pub fn seal(
        secrets: &Secrets,
        job: Uuid,
        credentials: &Credentials,
    ) -> Result<SealedCredentials> {
        let names = (&credentials.user, &credentials.password);
        let plaintext = serde_json::to_vec(&names).map_err(|_| Error(E_FAIL))?;
        let nonce = XNonce::try_generate().map_err(io::Error::other)?;
        let payload = Payload {
            msg: &plaintext,
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

    /// Decrypts the credentials. Returns `None` if the key was replaced, or the row was changed.
    pub fn open(&self, secrets: &Secrets, job: Uuid) -> Option<Credentials> {
        let (nonce, sealed) = self.sealed.split_at_checked(NONCE_BYTES)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        let payload = Payload {
            msg: sealed,
            aad: job.as_bytes(),
        };
        let cipher = secrets.cipher().ok()?;
        let opened = cipher.decrypt(&nonce, payload).ok();
        if opened.is_none() {
            log::warn!("the credentials of job {job} cannot be decrypted; set them again");
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
    fn credentials_are_decrypted_with_their_key_for_their_job_only() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(folder.path().join("key"));
        let other = Secrets::new(folder.path().join("other"));
        let job = Uuid::new_v4();
        let credentials = Credentials {
            target: BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER,
            scheme: BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC,
            user: Some("user name".into()),
            password: Some("pässword".into()),
        };
        let sealed = SealedCredentials::seal(&secrets, job, &credentials).unwrap();
        assert!(
            !sealed
                .sealed
                .windows(9)
                .any(|window| window == b"user name")
        );
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
