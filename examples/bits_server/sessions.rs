//! Upload sessions on disk, in the layout of IIS: `BITS-Sessions/Requests/{id}/requestfile.bin`
//! holds what has come (its length is the next offset wanted), `session.json` beside it the rest,
//! `Replies/{id}/responsefile.bin` the reply. Nothing else is remembered, so a server that starts
//! again goes on where the last one stopped.

use super::application::Outcome;
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
    timeout: Duration,
    slots: Mutex<HashMap<Uuid, Arc<Slot>>>,
}

/// Requests of one session take turns. One that comes while another is at work means that the
/// client has given up on the other.
#[derive(Default)]
struct Slot {
    at_work: Arc<tokio::sync::Mutex<()>>,
    visits: watch::Sender<u64>,
}

/// A request's turn with a session.
pub struct Turn {
    visits: watch::Receiver<u64>,
    mine: u64,
}

impl Turn {
    /// Returns once another request for the session has come.
    pub async fn over(turn: Option<&mut Turn>) {
        if let Some(Turn { visits, mine }) = turn
            && visits.wait_for(|visit| visit != mine).await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

/// What is known of a session besides its bytes.
#[derive(Serialize, Deserialize)]
pub struct Record {
    /// Path of the target, as it stood in the request line.
    pub target: String,
    /// The whole URL, for the application.
    pub url: String,
    /// Size of the file, from the first fragment on.
    pub total: Option<u64>,
    /// What the application made of the whole file.
    pub outcome: Option<Outcome>,
}

/// A session at work; no other request touches it meanwhile.
pub struct Session {
    pub record: Record,
    pub turn: Turn,
    id: Uuid,
    request: PathBuf,
    reply: PathBuf,
    _at_work: OwnedMutexGuard<()>,
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
            slots: Mutex::default(),
        })
    }

    /// The folder for temporary files, on the file system of the root.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Starts a session; returns its id as it goes over the wire.
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
        Ok(wire(id))
    }

    /// Waits for the session's turn. `None`: no such session, or it has expired.
    pub async fn enter(&self, id: Uuid) -> Option<Session> {
        if !self.request(id).exists() {
            return None;
        }
        let slot = self.slot(id);
        let mut mine = 0;
        slot.visits.send_modify(|visit| {
            *visit += 1;
            mine = *visit;
        });
        let turn = Turn {
            visits: slot.visits.subscribe(),
            mine,
        };
        let at_work = slot.at_work.clone().lock_owned().await;
        if self.expired(id) {
            self.delete(id);
            return None;
        }
        let record =
            serde_json::from_slice(&fs::read(self.request(id).join("session.json")).ok()?).ok()?;
        Some(Session {
            record,
            turn,
            id,
            request: self.request(id),
            reply: self.reply(id),
            _at_work: at_work,
        })
    }

    pub fn remove(&self, session: Session) {
        self.delete(session.id);
    }

    /// The reply a URL path `.../BITS-Sessions/Replies/{id}/responsefile.bin` names.
    pub fn reply_file(&self, id: &str) -> Option<PathBuf> {
        Some(
            self.reply(Uuid::try_parse(id).ok()?)
                .join("responsefile.bin"),
        )
    }

    /// Deletes the sessions nobody has used for the timeout.
    pub fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.folder.join("Requests"))? {
            let Some(id) = entry?
                .file_name()
                .to_str()
                .and_then(|name| Uuid::try_parse(name).ok())
            else {
                continue;
            };
            let slot = self.slot(id);
            if let Ok(_at_work) = slot.at_work.try_lock()
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
        self.slots.lock().unwrap().remove(&id);
    }

    fn slot(&self, id: Uuid) -> Arc<Slot> {
        self.slots.lock().unwrap().entry(id).or_default().clone()
    }

    fn request(&self, id: Uuid) -> PathBuf {
        self.folder.join("Requests").join(wire(id))
    }

    fn reply(&self, id: Uuid) -> PathBuf {
        self.folder.join("Replies").join(wire(id))
    }
}

impl Session {
    /// The next offset wanted.
    pub fn received(&self) -> io::Result<u64> {
        Ok(fs::metadata(self.file())?.len())
    }

    pub fn file(&self) -> PathBuf {
        self.request.join("requestfile.bin")
    }

    pub fn reply(&self) -> PathBuf {
        self.reply.join("responsefile.bin")
    }

    /// The reply's URL as IIS writes it: relative to the folder of the upload, with backslashes.
    pub fn reply_url(&self) -> String {
        format!(r"{SESSIONS}\Replies\{}\responsefile.bin", wire(self.id))
    }

    pub fn append(&self) -> io::Result<File> {
        OpenOptions::new().append(true).open(self.file())
    }

    pub fn save(&self) -> io::Result<()> {
        write_record(&self.request, &self.record)
    }
}

fn write_record(folder: &Path, record: &Record) -> io::Result<()> {
    fs::write(
        folder.join("session.new"),
        serde_json::to_vec_pretty(record)?,
    )?;
    fs::rename(folder.join("session.new"), folder.join("session.json"))
}

fn wire(id: Uuid) -> String {
    format!("{:X}", id.braced())
}
