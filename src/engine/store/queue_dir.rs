//! Folder of a queue: its place, the check who can write to it, and the paths of its files.
//!
//! The list of the files is in the documentation of the module `store`.

use std::fs::{self, DirBuilder, File, FileType};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::abi::{E_ACCESSDENIED, E_INVALIDARG};
use crate::engine::model::error::{Error, Result, win32};
use crate::engine::model::time;
use crate::engine::platform;
use crate::engine::store::{secrets, trusted_path};

/// Result code for a folder whose path is too long for the address of the runner's socket.
const ERROR_FILENAME_EXCED_RANGE: Error = Error(win32(206));

/// Folder of a queue that belongs to this user and that no other user can write to. Clones share
/// the descriptor.
#[derive(Clone, Debug)]
pub struct QueueDir {
    /// Canonical path.
    path: PathBuf,
    /// The open folder, through which a socket is reached whose path is too long.
    folder: Arc<File>,
}

impl QueueDir {
    /// Returns `$BITS_HOME`, else `$XDG_STATE_HOME/bits`, else `$HOME/.local/state/bits`.
    ///
    /// Returns `E_INVALIDARG`, with a line in the log, for a `BITS_HOME` that is no absolute path:
    /// its user wants another queue than the default one, and a relative path would lead to another
    /// queue in each working folder. As the XDG specification demands, a relative path in the other
    /// variables is ignored; returns `E_ACCESSDENIED` if none has an absolute one.
    pub fn default_path() -> Result<PathBuf> {
        let variable = |name| std::env::var_os(name).map(PathBuf::from);
        if let Some(home) = variable("BITS_HOME") {
            return match home.is_absolute() {
                true => Ok(home),
                false => {
                    log::error!(
                        "the queue has no folder: BITS_HOME is {home:?} and must be an absolute \
                        path; unset it for the queue in $XDG_STATE_HOME/bits or ~/.local/state/bits"
                    );
                    Err(Error(E_INVALIDARG))
                }
            };
        }
        let absolute = |name| variable(name).filter(|path| path.is_absolute());
        absolute("XDG_STATE_HOME")
            .map(|state| state.join("bits"))
            .or_else(|| absolute("HOME").map(|home| home.join(".local/state/bits")))
            .ok_or_else(|| {
                log::error!(
                    "the queue has no folder: \
                    none of BITS_HOME, XDG_STATE_HOME and HOME is an absolute path"
                );
                Error(E_ACCESSDENIED)
            })
    }

    /// Opens the folder and creates it with mode 0700 when it is absent.
    ///
    /// Returns `E_ACCESSDENIED` for a folder that another user owns or can write to, and for one on
    /// whose way another user can replace a folder or a link ([`trusted_path`]). Returns
    /// `E_ACCESSDENIED` for a key file that others can read, too. Returns
    /// `ERROR_FILENAME_EXCED_RANGE` if the path is too long for a socket.
    pub fn open(path: &Path) -> Result<QueueDir> {
        let path = std::path::absolute(path)?;
        if let Some(present) = path.ancestors().find(|folder| folder.exists()) {
            trusted_path::resolve(present)?;
        }
        // The new entries are synced in their parents: otherwise a power failure could remove the
        // folder together with a queue that was synced.
        let missing: Vec<_> = path
            .ancestors()
            .take_while(|folder| !folder.exists())
            .collect();
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&path)?;
        missing
            .iter()
            .filter_map(|folder| folder.parent())
            .filter(|parent| parent.exists())
            .try_for_each(platform::fs::sync)?;
        let path = trusted_path::resolve(&path)?;
        let folder = fs::metadata(&path)?;
        if folder.uid() != platform::process::effective_uid() {
            log::error!(
                "{} belongs to user {} and cannot hold the queue of this user",
                path.display(),
                folder.uid()
            );
            return Err(Error(E_ACCESSDENIED));
        }
        if folder.mode() & 0o022 != 0 {
            log::error!(
                "{} can be written by other users (mode {:o}); run chmod 700 on it",
                path.display(),
                folder.mode() & 0o777
            );
            return Err(Error(E_ACCESSDENIED));
        }
        let queue_dir = QueueDir {
            folder: Arc::new(File::open(&path)?),
            path,
        };
        secrets::check_key(&queue_dir.key())?;
        queue_dir.check_socket()?;
        Ok(queue_dir)
    }

    /// Returns `ERROR_FILENAME_EXCED_RANGE`, and logs the reason, if the socket of the runner
    /// cannot have an address: other processes could not reach the runner.
    fn check_socket(&self) -> Result<()> {
        let socket = self.socket();
        let is_reachable = socket.parent().is_some_and(Path::is_dir);
        if is_reachable && SocketAddr::from_pathname(&socket).is_ok() {
            return Ok(());
        }
        log::error!(
            "the path {} is too long for the socket of the queue, and the system has no \
            /proc/self/fd, which would shorten it; choose a shorter path with BITS_HOME",
            self.path.display()
        );
        Err(ERROR_FILENAME_EXCED_RANGE)
    }

    /// Returns the canonical path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path of the database.
    pub fn database(&self) -> PathBuf {
        self.path.join("queue.db")
    }

    /// Returns the path of the file that is mapped as shared memory.
    pub fn shared_memory(&self) -> PathBuf {
        self.path.join("live")
    }

    /// Returns the path of the key that encrypts credentials and custom headers.
    pub fn key(&self) -> PathBuf {
        self.path.join("key")
    }

    /// Returns the path of the runner's socket. If the path of the folder is too long for the
    /// address of a socket, the result leads through the open descriptor of the folder.
    pub fn socket(&self) -> PathBuf {
        const NAME: &str = "runner.sock";
        let path = self.path.join(NAME);
        match SocketAddr::from_pathname(&path).is_err() && cfg!(target_os = "linux") {
            true => PathBuf::from(format!("/proc/self/fd/{}", self.folder.as_raw_fd())).join(NAME),
            false => path,
        }
    }

    /// Opens a lock file of the folder, and creates it when it is absent.
    pub fn lock_file(&self, name: &str) -> Result<File> {
        let path = self.path.join(name);
        self.set_aside_unless(&path, FileType::is_file)?;
        Ok(platform::fs::private_file(&path)?)
    }

    /// Renames a file in the folder that is not of the expected type: another program put it there.
    pub fn set_aside_unless(&self, path: &Path, is_expected: fn(&FileType) -> bool) -> Result<()> {
        let found = platform::fs::find(path)?;
        if found.is_none_or(|found| is_expected(&found.file_type())) {
            return Ok(());
        }
        let aside = unusable_name(path);
        fs::rename(path, &aside)?;
        log::error!(
            "{} is not a file of the queue and was renamed to {}",
            path.display(),
            aside.display()
        );
        Ok(())
    }
}

/// Returns the name under which a file of the queue that cannot be used is kept.
pub fn unusable_name(path: &Path) -> PathBuf {
    platform::fs::with_suffix(path, &format!(".unusable-{}", time::now()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_has_a_short_socket_or_none() {
        let base = tempfile::tempdir().unwrap();
        let long = base.path().join("a".repeat(120));
        let opened = QueueDir::open(&long);
        if cfg!(target_os = "linux") {
            let queue_dir = opened.unwrap();
            let socket = queue_dir.socket();
            assert!(SocketAddr::from_pathname(&socket).is_ok());
            assert!(fs::metadata(socket.parent().unwrap()).unwrap().is_dir());
        } else {
            assert_eq!(opened.err(), Some(ERROR_FILENAME_EXCED_RANGE));
        }
        let short = QueueDir::open(&base.path().join("a")).unwrap();
        assert_eq!(short.socket(), short.path().join("runner.sock"));
    }
}
