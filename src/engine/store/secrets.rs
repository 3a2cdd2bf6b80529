//! Encryption of the credentials and custom headers that jobs keep in the database.
//!
//! They are encrypted with XChaCha20-Poly1305 under the key of the queue, a file that only its user
//! can read. The id of the job and the kind of the secret are the associated data: a secret that is
//! copied to the row of another job, or to another field, cannot be decrypted. The encryption
//! protects copies of the database alone, such as backups; a process of the same user can read the
//! key.
//!
//! A key file that another user owns or can read, or that is no regular file, is refused: the queue
//! does not open. It is not replaced, because other processes may have the queue open and would go
//! on to encrypt with the former key, and because the secrets that it protected may be known: only
//! the user can decide whether to set new ones.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET, E_ACCESSDENIED, E_FAIL};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::serde_enum;
use crate::engine::model::settings::{Credentials, CustomHeaders};
use crate::engine::platform;

/// Length of the nonce of XChaCha20-Poly1305, which precedes the ciphertext.
const NONCE_BYTES: usize = 24;
/// Length of the key.
const KEY_BYTES: u64 = 32;
/// Associated data of custom headers, after the id of the job. Credentials have none, which is a
/// stored format.
const CUSTOM_HEADERS: &[u8] = b"custom headers";

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
        let bytes = match read_key(&self.path)? {
            Some(bytes) => bytes,
            None => create_key(&self.path)?,
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

    /// Encrypts a secret of a job. Returns the nonce, followed by the ciphertext and the
    /// authentication tag.
    fn seal(&self, job: Uuid, kind: &[u8], plaintext: &[u8]) -> Result<Vec<u8>> {
        let nonce = XNonce::try_generate().map_err(io::Error::other)?;
        let payload = Payload {
            msg: plaintext,
            aad: &[job.as_bytes(), kind].concat(),
        };
        let mut sealed = nonce.to_vec();
        let ciphertext = self.cipher()?.encrypt(&nonce, payload);
        sealed.extend(ciphertext.map_err(|_| Error(E_FAIL))?);
        Ok(sealed)
    }

    /// Decrypts a secret of a job. Returns `None` if the key was replaced, or the row was changed.
    fn open(&self, job: Uuid, kind: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE_BYTES)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        let payload = Payload {
            msg: ciphertext,
            aad: &[job.as_bytes(), kind].concat(),
        };
        self.cipher().ok()?.decrypt(&nonce, payload).ok()
    }
}

/// Returns `E_ACCESSDENIED`, and logs the reason, for a key file that must not be used. An absent
/// file is created when it is needed.
pub fn check_key(path: &Path) -> Result<()> {
    open_key(path).map(drop)
}

/// Reads the key file; `None` if it is absent.
fn read_key(path: &Path) -> Result<Option<Vec<u8>>> {
    let Some(file) = open_key(path)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    // One byte more shows that the file is too long.
    file.take(KEY_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Opens the key file, and checks that only this user can read it; `None` if it is absent.
fn open_key(path: &Path) -> Result<Option<File>> {
    // `O_NONBLOCK`, because opening a FIFO would wait for its writer.
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_CLOEXEC)
        .open(path);
    let refusal = match opened {
        Ok(file) => match key_fault(&file.metadata()?) {
            None => return Ok(Some(file)),
            Some(fault) => fault,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.raw_os_error() == Some(libc::ELOOP) => "is a symbolic link",
        Err(error) => return Err(error.into()),
    };
    log::error!(
        "the key file {} {refusal}; if the key may be known to others, remove the file and set the \
        credentials and custom headers of the jobs again, otherwise make it a file with mode 600 \
        that belongs to the user of the queue",
        path.display()
    );
    Err(Error(E_ACCESSDENIED))
}

/// Returns why a key file must not be used.
fn key_fault(file: &fs::Metadata) -> Option<&'static str> {
    if !file.is_file() {
        return Some("is no regular file");
    }
    if file.uid() != platform::process::effective_uid() {
        return Some("belongs to another user");
    }
    (file.mode() & 0o077 != 0).then_some("can be read by other users")
}

/// Creates the key file, or reads the one that another process created at the same time. The file
/// is written under a temporary name and then linked, so that no process reads an incomplete key.
fn create_key(path: &Path) -> Result<Vec<u8>> {
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
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            read_key(path)?.ok_or(Error(E_FAIL))
        }
        Err(error) => Err(error.into()),
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
        Ok(SealedCredentials {
            target: credentials.target,
            scheme: credentials.scheme,
            sealed: secrets.seal(job, &[], &plaintext)?,
        })
    }

    /// Decrypts the credentials. Returns `None` if the key was replaced, or the row was changed.
    pub fn open(&self, secrets: &Secrets, job: Uuid) -> Option<Credentials> {
        let opened = secrets.open(job, &[], &self.sealed);
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

impl CustomHeaders {
    /// Encrypts the custom headers of a job.
    pub fn seal(secrets: &Secrets, job: Uuid, headers: &str) -> Result<CustomHeaders> {
        let sealed = secrets.seal(job, CUSTOM_HEADERS, headers.as_bytes())?;
        Ok(CustomHeaders::Sealed {
            sealed: sealed.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    /// Decrypts the custom headers of a job. Returns `None` if the key was replaced, or the row was
    /// changed.
    pub fn open(&self, secrets: &Secrets, job: Uuid) -> Option<String> {
        let sealed = match self {
            CustomHeaders::Sealed { sealed } => sealed,
            CustomHeaders::Plain(headers) => return Some(headers.clone()),
        };
        let opened = from_hex(sealed).and_then(|bytes| secrets.open(job, CUSTOM_HEADERS, &bytes));
        if opened.is_none() {
            log::warn!("the custom headers of job {job} cannot be decrypted; set them again");
        }
        String::from_utf8(opened?).ok()
    }

    /// Encrypts the text in a row of an earlier version. Without a usable key it stays as it is.
    pub fn migrate(&mut self, secrets: &Secrets, job: Uuid) {
        if let CustomHeaders::Plain(headers) = self
            && let Ok(sealed) = CustomHeaders::seal(secrets, job, headers)
        {
            *self = sealed;
        }
    }
}

/// Returns the bytes that hexadecimal digits stand for.
fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn custom_headers_are_decrypted_with_their_key_for_their_job_only() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(folder.path().join("key"));
        let job = Uuid::new_v4();
        let text = "X-Api-Key: sesame \u{e9}\r\n";
        let headers = CustomHeaders::seal(&secrets, job, text).unwrap();
        let stored = serde_json::to_string(&headers).unwrap();
        assert!(!stored.contains("sesame"), "{stored}");
        let headers: CustomHeaders = serde_json::from_str(&stored).unwrap();
        assert_eq!(headers.open(&secrets, job).as_deref(), Some(text));
        assert_eq!(headers.open(&secrets, Uuid::new_v4()), None);
        let other = Secrets::new(folder.path().join("other"));
        assert_eq!(headers.open(&other, job), None);

        let credentials = SealedCredentials {
            target: BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER,
            scheme: BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC,
            sealed: secrets.seal(job, CUSTOM_HEADERS, b"[null,null]").unwrap(),
        };
        assert!(credentials.open(&secrets, job).is_none());

        let mut plain: CustomHeaders = serde_json::from_str("\"A: b\"").unwrap();
        assert_eq!(plain, CustomHeaders::Plain("A: b".to_owned()));
        assert_eq!(plain.open(&secrets, job).as_deref(), Some("A: b"));
        plain.migrate(&secrets, job);
        assert_ne!(plain, CustomHeaders::Plain("A: b".to_owned()));
        assert_eq!(plain.open(&secrets, job).as_deref(), Some("A: b"));
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let seal = || Secrets::new(path.clone()).seal(Uuid::nil(), &[], b"text");
        assert_eq!(check_key(&path), Ok(()));
        assert!(seal().is_ok());
        for (mode, expected) in [
            (0o640, Err(Error(E_ACCESSDENIED))),
            (0o604, Err(Error(E_ACCESSDENIED))),
            (0o620, Err(Error(E_ACCESSDENIED))),
            (0o400, Ok(())),
            (0o600, Ok(())),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(check_key(&path), expected, "{mode:o}");
            assert_eq!(seal().map(drop), expected, "{mode:o}");
        }
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(check_key(&path), Err(Error(E_ACCESSDENIED)));
        assert_eq!(seal(), Err(Error(E_ACCESSDENIED)));
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(check_key(&path), Err(Error(E_ACCESSDENIED)));
    }

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
