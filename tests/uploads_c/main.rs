//! Uploads by a C program (`tests/c/upload_faults.c`), through whatever can happen between it and a
//! server. Nothing is lost, nothing is doubled, nothing hangs.

#[path = "../../examples/bits_server/mod.rs"]
mod bits_server;
#[path = "../support/scripted_peer.rs"]
#[allow(dead_code)]
mod scripted_peer;
#[path = "../support/mod.rs"]
mod support;

mod access;
mod faults;
mod program;
mod replies;
mod reply_methods;
mod restarts;
mod shares;

use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What can go wrong, and the run that must survive it.
type Fault = (&'static str, fn());

/// As many programs as run side by side: most of them wait.
const AT_ONCE: usize = 12;

#[test]
fn an_upload_survives_every_fault() {
    if !support::need("gcc") {
        return;
    }
    let all: Vec<Fault> = [faults::ALL, replies::ALL, restarts::ALL].concat();
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((name, run)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if catch_unwind(run).is_err() {
                        failed.lock().unwrap().push(*name);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    println!(
        "faults passed: {} of {}",
        all.len() - failed.len(),
        all.len()
    );
    assert!(failed.is_empty(), "failed: {failed:#?}");
}
