//! A process that is stopped (`SIGSTOP`) while it holds a lock does not block others without bound.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bits::engine::{Error, Queue, win32};
use bits_test_support::child::{self, Child, receive, send, setting};

use crate::damage::{self, open};
use crate::replaced::holder;

const BUSY: Error = Error(win32(170));
/// Longer than the bound of each wait.
const DEADLINE: Duration = Duration::from_secs(60);

/// The role of a process that holds a lock.
pub fn run_locker() {
    let path = PathBuf::from(setting("BITS_HOME")).join(setting("LOCK"));
    let lock = File::options().write(true).open(path).unwrap();
    lock.lock().unwrap();
    send("locked");
    receive();
}

/// The role of a process that tries to open a queue.
pub fn run_late_opener() {
    damage::listen();
    let opened = Queue::open_default().map(drop);
    send(format!("{opened:?}; {}", damage::logged()));
}

/// Starts a process that holds a lock of the queue and is stopped.
fn stopped_locker(home: &Path, lock: &str) -> Child {
    let mut command = child::command("locker", home, &[]);
    command.env("LOCK", lock);
    let locker = Child::start(command);
    assert_eq!(locker.receive(), "locked");
    locker.signal("-STOP");
    locker
}

/// Checks that the log names the process that holds a lock.
fn names_the_holder(log: &str, lock: &str, holder: &Child) {
    let expected = format!("process {} ", holder.id());
    assert!(
        log.contains(lock) && log.contains(&expected) && log.contains("which is stopped"),
        "{log}"
    );
}

#[test]
fn a_call_that_cannot_publish_fails_and_changes_nothing() {
    let (_folder, home, mut holder) = holder();
    let mut locker = stopped_locker(&home, "live.lock");
    holder.send("create");
    let created = holder.try_receive(DEADLINE).expect("an answer");
    assert_eq!(created, format!("Err({BUSY:?})"));
    names_the_holder(&holder.request("log"), "live.lock", &locker);
    assert_eq!(holder.request("count"), "Ok(1)");

    locker.kill();
    assert_eq!(holder.request("create"), "Ok(())");
    assert_eq!(holder.request("count"), "Ok(2)");
}

#[test(slow)]
fn a_queue_that_another_process_opens_for_ever_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    assert_eq!(open(&home), "0 jobs; ");
    let locker = stopped_locker(&home, "open.lock");
    let opener = Child::start(child::command("late opener", &home, &[]));
    let said = opener.try_receive(DEADLINE).expect("an answer");
    assert!(said.starts_with(&format!("Err({BUSY:?})")), "{said}");
    names_the_holder(&said, "open.lock", &locker);
}
