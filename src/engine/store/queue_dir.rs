//! The folder a queue lives in.

use std::fs::{self, DirBuilder, File};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::abi::E_ACCESSDENIED;
use crate::engine::model::error::{Error, Result};
use crate::engine::platform;

/// The folder of a queue, checked: it is this user's, and nobody else can get in.
#[derive(Clone, Debug)]
pub struct QueueDir {
    path: PathBuf,
    folder: Arc<File>,
}

impl QueueDir {
    /// `$BITS_HOME`, else `$XDG_STATE_HOME/bits`, else `~/.local/state/bits`. Relative values are
    /// ignored.
    pub fn default_path() -> Result<PathBuf> {
        let absolute = |name| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        absolute("BITS_HOME")
            .or_else(|| absolute("XDG_STATE_HOME").map(|state| state.join("bits")))
            .or_else(|| absolute("HOME").map(|home| home.join(".local/state/bits")))
            .ok_or_else(|| {
                log::error!("no folder for the queue: none of BITS_HOME, XDG_STATE_HOME and HOME is an absolute path");
                Error(E_ACCESSDENIED)
            })
    }

    /// Creates the folder (0700) when it is absent, and refuses one that others own or can reach.
    pub fn open(path: &Path) -> Result<QueueDir> {
        let missing: Vec<_> = path
            .ancestors()
            .take_while(|folder| !folder.exists())
            .collect();
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        missing
            .iter()
            .filter_map(|folder| folder.parent())
            .filter(|parent| parent.exists())
            .try_for_each(platform::fs::sync)?;
        let path = fs::canonicalize(path)?;
        let folder = fs::metadata(&path)?;
        if folder.uid() != platform::process::effective_uid() {
            log::error!(
                "{} belongs to user {}: this user's queue cannot live there",
                path.display(),
                folder.uid()
            );
            return Err(Error(E_ACCESSDENIED));
        }
        if folder.mode() & 0o022 != 0 {
            log::error!(
                "{} can be written by others (mode {:o}): chmod 700 it",
                path.display(),
                folder.mode() & 0o777
            );
            return Err(Error(E_ACCESSDENIED));
        }
        Ok(QueueDir {
            folder: Arc::new(File::open(&path)?),
            path,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn database(&self) -> PathBuf {
        self.path.join("queue.db")
    }

    pub fn shared_memory(&self) -> PathBuf {
        self.path.join("live")
    }

    pub fn key(&self) -> PathBuf {
        self.path.join("key")
    }

    /// Where the runner listens: by a way to the folder that is short enough for the address of a
    /// socket.
    pub fn socket(&self) -> PathBuf {
        const LONGEST_ADDRESS: usize = 100;
        const NAME: &str = "runner.sock";
        let path = self.path.join(NAME);
        match path.as_os_str().len() > LONGEST_ADDRESS && cfg!(target_os = "linux") {
            true => PathBuf::from(format!("/proc/self/fd/{}", self.folder.as_raw_fd())).join(NAME),
            false => path,
        }
    }

    /// A file to take a lock on.
    pub fn lock_file(&self, name: &str) -> Result<File> {
        Ok(platform::fs::private_file(&self.path.join(name))?)
    }
}
