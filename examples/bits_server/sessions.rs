//! Stores upload sessions on disk, in the layout of IIS:
//!
//! - `BITS-Sessions/Requests/{id}/requestfile.bin`: the received bytes; its length is the next
//!   offset.
//! - `BITS-Sessions/Requests/{id}/session.json`: the [`Record`] of the session.
//! - `BITS-Sessions/Replies/{id}/responsefile.bin`: the reply.
//! - `BITS-Sessions/lock`: locked by the server that runs, since two servers that append to one
//!   file would damage it.
//!
//! There is no other persistent state, so a restarted server continues each session. Called by
//! `packets`.

use super::application::ApplicationResult;
use super::paths::SESSIONS;
use super::protocol::UploadError;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{OwnedMutexGuard, watch};
use uuid::Uuid;

/// Time for which a server waits for the lock of its root: the server before it may be about to
/// end.
const LOCK_TIMEOUT: Duration = Duration::from_secs(2);

/// All sessions below one root.
pub struct Sessions {
    folder: PathBuf,
    /// Time after which an unused session expires.
    timeout: Duration,
    max_sessions: usize,
    /// The lock of each session on the disk. The mutex is held only to find, add or remove one.
    locks: Mutex<HashMap<Uuid, Arc<SessionLock>>>,
    /// Keeps other servers out of the root.
    _root_lock: File,
}

/// Serializes the requests of one session. A new request supersedes the one that has the lock: its
/// client has closed that connection.
#[derive(Default)]
struct SessionLock {
    mutex: Arc<tokio::sync::Mutex<()>>,
    /// Number of the latest request.
    latest: watch::Sender<u64>,
}

/// The number of a request in the order of the requests of its session.
pub struct RequestNumber {
    latest: watch::Receiver<u64>,
    own: u64,
}

impl RequestNumber {
    /// Returns when a later request for the session has arrived; never returns for `None`.
    pub async fn superseded(number: Option<&mut RequestNumber>) {
        if let Some(RequestNumber { latest, own }) = number
            && latest.wait_for(|latest| latest != own).await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

/// The metadata of a session.
#[derive(Serialize, Deserialize)]
pub struct Record {
    /// Path of the target, as the request line has it.
    pub target: String,
    /// Complete URL, for the application.
    pub url: String,
    /// Size of the file in bytes; the first fragment sets it.
    pub total: Option<u64>,
    /// Result of the application for the complete file.
    pub outcome: Option<ApplicationResult>,
    /// Whether the session is for one PUT request only. No client can continue it.
    #[serde(default)]
    pub single_request: bool,
}

/// A locked session. No other request uses it as long as this value exists.
pub struct Session {
    pub record: Record,
    pub number: RequestNumber,
    id: Uuid,
    request: PathBuf,
    reply: PathBuf,
    _guard: OwnedMutexGuard<()>,
}

impl Sessions {
    /// Opens the sessions of a root. Fails when another server uses it. Removes what a server that
    /// was killed has left and no client can continue.
    pub fn open(root: &Path, timeout: Duration, max_sessions: usize) -> io::Result<Sessions> {
        let folder = root.join(SESSIONS);
        let private = |path: &Path| {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
        };
        private(&folder.join("Requests"))?;
        private(&folder.join("Replies"))?;
        let sessions = Sessions {
            _root_lock: lock_root(&folder.join("lock"))?,
            folder,
            timeout,
            max_sessions,
            locks: Mutex::default(),
        };
        sessions.recover()?;
        Ok(sessions)
    }

    /// Finds the sessions that clients can continue, and removes the rest.
    fn recover(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name().as_encoded_bytes().starts_with(b".tmp") {
                let _ = fs::remove_file(entry.path());
            }
        }
        for id in ids(&self.folder.join("Requests"))? {
            // A record that cannot be read now may be readable later.
            let unborn = matches!(self.record_file(id).try_exists(), Ok(false));
            let record = self.read_record(id);
            if unborn || record.is_some_and(|record| record.single_request) {
                self.delete(id);
                continue;
            }
            self.locks.lock().unwrap().insert(id, Arc::default());
            let _ = fs::remove_file(self.request(id).join("session.new"));
        }
        for id in ids(&self.folder.join("Replies"))? {
            if self.lock_of(id).is_none() {
                self.delete(id);
            }
        }
        Ok(())
    }

    /// Creates a session and returns its id. Fails with [`UploadError::BUSY`] when there are too
    /// many.
    pub fn create(&self, record: &Record) -> Result<Uuid, UploadError> {
        let id = Uuid::new_v4();
        {
            let mut locks = self.locks.lock().unwrap();
            if locks.len() >= self.max_sessions {
                return Err(UploadError::BUSY);
            }
            locks.insert(id, Arc::default());
        }
        let created = self.create_files(id, record);
        if created.is_err() {
            self.delete(id);
        }
        Ok(created.map(|()| id)?)
    }

    fn create_files(&self, id: Uuid, record: &Record) -> io::Result<()> {
        let request = self.request(id);
        fs::create_dir(&request)?;
        fs::create_dir(self.reply(id))?;
        File::create(request.join("requestfile.bin"))?;
        write_record(&request, record)
    }

    /// Locks a session. Returns `None` when it does not exist or has expired.
    pub async fn enter(&self, id: Uuid) -> Option<Session> {
        let lock = self.lock_of(id)?;
        let mut own = 0;
        lock.latest.send_modify(|latest| {
            *latest += 1;
            own = *latest;
        });
        let number = RequestNumber {
            latest: lock.latest.subscribe(),
            own,
        };
        let guard = lock.mutex.clone().lock_owned().await;
        if self.expired(id) {
            self.delete(id);
            return None;
        }
        Some(Session {
            record: self.read_record(id)?,
            number,
            id,
            request: self.request(id),
            reply: self.reply(id),
            _guard: guard,
        })
    }

    pub fn remove(&self, session: Session) {
        self.delete(session.id);
    }

    /// Returns the path of the reply with the id in a URL.
    pub fn reply_file(&self, id: &str) -> Option<PathBuf> {
        Some(
            self.reply(Uuid::try_parse(id).ok()?)
                .join("responsefile.bin"),
        )
    }

    /// Deletes the expired sessions, except those that a request has locked.
    pub fn sweep(&self) -> io::Result<()> {
        for id in ids(&self.folder.join("Requests"))? {
            if let Some(lock) = self.lock_of(id)
                && let Ok(_guard) = lock.mutex.try_lock()
                && self.expired(id)
            {
                self.delete(id);
            }
        }
        Ok(())
    }

    fn expired(&self, id: Uuid) -> bool {
        let modified =
            |name: &str| fs::metadata(self.request(id).join(name)).and_then(|file| file.modified());
        let used = modified("session.json")
            .into_iter()
            .chain(modified("requestfile.bin"))
            .max();
        let idle = used.and_then(|used| SystemTime::now().duration_since(used).ok());
        idle.is_some_and(|idle| idle > self.timeout)
    }

    fn delete(&self, id: Uuid) {
        let _ = fs::remove_dir_all(self.reply(id));
        let _ = fs::remove_dir_all(self.request(id));
        self.locks.lock().unwrap().remove(&id);
    }

    fn lock_of(&self, id: Uuid) -> Option<Arc<SessionLock>> {
        self.locks.lock().unwrap().get(&id).cloned()
    }

    fn read_record(&self, id: Uuid) -> Option<Record> {
        serde_json::from_slice(&fs::read(self.record_file(id)).ok()?).ok()
    }

    fn record_file(&self, id: Uuid) -> PathBuf {
        self.request(id).join("session.json")
    }

    fn request(&self, id: Uuid) -> PathBuf {
        self.folder.join("Requests").join(to_wire(id))
    }

    fn reply(&self, id: Uuid) -> PathBuf {
        self.folder.join("Replies").join(to_wire(id))
    }
}

impl Session {
    /// Returns the number of received bytes, which is the next offset.
    pub fn received(&self) -> io::Result<u64> {
        Ok(fs::metadata(self.file())?.len())
    }

    pub fn file(&self) -> PathBuf {
        self.request.join("requestfile.bin")
    }

    pub fn reply(&self) -> PathBuf {
        self.reply.join("responsefile.bin")
    }

    /// Returns the URL of the reply in the form of IIS: relative to the folder of the upload, with
    /// backslashes.
    pub fn reply_url(&self) -> String {
        format!(r"{SESSIONS}\Replies\{}\responsefile.bin", to_wire(self.id))
    }

    pub fn append(&self) -> io::Result<File> {
        OpenOptions::new().append(true).open(self.file())
    }

    pub fn save(&self) -> io::Result<()> {
        write_record(&self.request, &self.record)
    }
}

/// Locks a root for this server. The system releases the lock when the process ends.
fn lock_root(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() < LOCK_TIMEOUT => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                let text = format!(
                    "another server uses this folder: {} is locked",
                    path.display()
                );
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, text));
            }
        }
    }
}

/// Returns the ids that name the entries of a folder.
fn ids(folder: &Path) -> io::Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        ids.extend(name.to_str().and_then(|name| Uuid::try_parse(name).ok()));
    }
    Ok(ids)
}

/// Replaces the record in one atomic step.
fn write_record(folder: &Path, record: &Record) -> io::Result<()> {
    fs::write(
        folder.join("session.new"),
        serde_json::to_vec_pretty(record)?,
    )?;
    fs::rename(folder.join("session.new"), folder.join("session.json"))
}

/// Formats an id as the protocol does: in braces, upper case.
pub fn to_wire(id: Uuid) -> String {
    format!("{:X}", id.braced())
}
