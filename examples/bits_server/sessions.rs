//! Stores upload sessions on disk, in the layout of IIS:
//!
//! - `BITS-Sessions/Requests/{id}/requestfile.bin`: the received bytes; its length is the next
//!   offset.
//! - `BITS-Sessions/Requests/{id}/session.json`: the [`Record`] of the session.
//! - `BITS-Sessions/Replies/{id}/responsefile.bin`: the reply.
//!
//! There is no other persistent state, so a restarted server continues each session. Called by
//! `packets`.

use super::application::ApplicationResult;
use super::paths::SESSIONS;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::sync::{OwnedMutexGuard, watch};
use uuid::Uuid;

/// All sessions below one root.
pub struct Sessions {
    folder: PathBuf,
    /// Time after which an unused session expires.
    timeout: Duration,
    /// The locks of the sessions that requests have used. The mutex is held only to find a lock.
    locks: Mutex<HashMap<Uuid, Arc<SessionLock>>>,
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
    pub fn open(root: &Path, timeout: Duration) -> io::Result<Sessions> {
        let folder = root.join(SESSIONS);
        let private = |path: &Path| {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
        };
        private(&folder.join("Requests"))?;
        private(&folder.join("Replies"))?;
        Ok(Sessions {
            folder,
            timeout,
            locks: Mutex::default(),
        })
    }

    /// Returns the folder for temporary files, which is on the file system of the root.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Creates a session and returns its id in the form of the protocol.
    pub fn create(&self, target: &str, url: String) -> io::Result<String> {
        let id = Uuid::new_v4();
        let request = self.request(id);
        fs::create_dir(&request)?;
        fs::create_dir(self.reply(id))?;
        File::create(request.join("requestfile.bin"))?;
        write_record(
            &request,
            &Record {
                target: target.to_owned(),
                url,
                total: None,
                outcome: None,
            },
        )?;
        Ok(to_wire(id))
    }

    /// Locks a session. Returns `None` when it does not exist or has expired.
    pub async fn enter(&self, id: Uuid) -> Option<Session> {
        if !self.request(id).exists() {
            return None;
        }
        let lock = self.lock_of(id);
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
        let record =
            serde_json::from_slice(&fs::read(self.request(id).join("session.json")).ok()?).ok()?;
        Some(Session {
            record,
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
        for entry in fs::read_dir(self.folder.join("Requests"))? {
            let Some(id) = entry?
                .file_name()
                .to_str()
                .and_then(|name| Uuid::try_parse(name).ok())
            else {
                continue;
            };
            let lock = self.lock_of(id);
            if let Ok(_guard) = lock.mutex.try_lock()
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

    fn lock_of(&self, id: Uuid) -> Arc<SessionLock> {
        self.locks.lock().unwrap().entry(id).or_default().clone()
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

/// Replaces the record in one atomic step.
fn write_record(folder: &Path, record: &Record) -> io::Result<()> {
    fs::write(
        folder.join("session.new"),
        serde_json::to_vec_pretty(record)?,
    )?;
    fs::rename(folder.join("session.new"), folder.join("session.json"))
}

/// Formats an id as the protocol does: in braces, upper case.
fn to_wire(id: Uuid) -> String {
    format!("{:X}", id.braced())
}
