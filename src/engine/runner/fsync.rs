//! Thread that flushes written data to the disk, so that the runner thread does not wait for the
//! disk.

use std::sync::mpsc;
use std::thread;

use crate::engine::model::error::Result;
use crate::engine::runner::mailbox::{Mailbox, RunnerCommand};
use crate::engine::tasks::job_task::FsyncRequest;

/// Starts the thread `bits-fsync`. It carries out the requests in order, reports each one to the
/// mailbox, and ends when the sender is dropped.
pub fn start(mailbox: Mailbox) -> Result<mpsc::Sender<FsyncRequest>> {
    let (sender, requests) = mpsc::channel::<FsyncRequest>();
    thread::Builder::new()
        .name("bits-fsync".into())
        .spawn(move || {
            for FsyncRequest {
                key,
                position,
                bytes,
                file,
            } in requests
            {
                let synced = file.sync_data().map(|()| bytes);
                mailbox.send(RunnerCommand::Synced {
                    key,
                    position,
                    synced,
                });
            }
        })?;
    Ok(sender)
}
