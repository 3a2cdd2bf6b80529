//! Jobs of a C program (`tests/c/upload_faults.c`) through each fault that can happen between it
//! and a server: nothing is lost, nothing is sent twice, nothing hangs.

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

use bits_test_support::needs::GCC;

/// The name of a fault, and the upload that must survive it.
type Fault = (&'static str, fn());

/// The number of programs that run at the same time. Most of them wait.
const AT_ONCE: usize = 12;

#[test(needs = [GCC])]
fn an_upload_survives_every_fault() {
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
