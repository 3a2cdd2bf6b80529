//! Puts what was written on the disk, away from the thread that moves data.

use std::fs::File;
use std::sync::{Arc, mpsc};
use std::thread;

use super::{Command, Mailbox};
use crate::engine::Result;

/// A file to be synced, and how much of it was written by now.
pub struct Request {
    pub key: u64,
    pub position: u32,
    pub bytes: u64,
    pub file: Arc<File>,
}

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mailbox: Mailbox) -> Result<mpsc::Sender<Request>> {
    let (sender, requests) = mpsc::channel::<Request>();
    thread::Builder::new()
        .name("bits-sync".into())
        .spawn(move || {
            for Request {
                key,
                position,
                bytes,
                file,
            } in requests
            {
                let synced = file.sync_data().map(|()| bytes);
                mailbox.send(Command::Synced {
                    key,
                    position,
                    synced,
                });
            }
        })?;
    Ok(sender)
}
