//! Faults of the engine that the sweep has found and that are not mended yet. A run that fails as
//! an entry says is counted and does not fail the test. The entry of a mended fault is deleted.

/// A failure that is expected.
pub struct KnownFailure {
    /// The calls whose faults lead to it.
    pub calls: &'static [&'static str],
    /// A part of the description of the failure.
    pub description: &'static str,
    pub reason: &'static str,
}

pub const KNOWN_FAILURES: &[KnownFailure] = &[
    KnownFailure {
        calls: &["socket", "socketpair"],
        description: "curl-0.4",
        reason: "curl::multi::Multi::new panics when libcurl cannot create its descriptors \
                 (platform::curl)",
    },
    KnownFailure {
        calls: &["create", "open", "stat"],
        description: "attempt to write a readonly database",
        reason: "SQLite opens a database that it cannot open for writing as a read-only one, and \
                 the connection stays so (store::schema::connect)",
    },
    KnownFailure {
        calls: &["stat"],
        description: "is lost",
        reason: "a database whose metadata cannot be read counts as absent, and a new one \
                 replaces it and removes its log (store::schema::try_open)",
    },
    KnownFailure {
        calls: &["read", "stat"],
        description: "it was set aside as",
        reason: "a quick_check that could not read a page counts as damage, and the queue is \
                 replaced while other processes use it (store::schema::try_open)",
    },
    KnownFailure {
        calls: &["stat"],
        description: "completed with PartialComplete",
        reason: "a transferred file counts as missing when its metadata cannot be read, and \
                 Complete discards it (store::file_row::is_data_missing)",
    },
    KnownFailure {
        calls: &["allocate", "flock", "mmap", "thread"],
        description: "a call returned 0x80004005",
        reason: "EAGAIN, EINTR and ENOLCK become E_FAIL; an interrupted posix_fallocate is not \
                 repeated (model::error::io_code, store::shared_memory)",
    },
    KnownFailure {
        calls: &["create", "mkdir", "open", "stat"],
        description: "a call returned 0x80070005",
        reason: "SQLITE_CANTOPEN becomes E_ACCESSDENIED whatever its cause is (store::columns)",
    },
    KnownFailure {
        calls: &["lock"],
        description: "a call returned 0x800700aa",
        reason: "ERROR_BUSY has no sentence (model::messages, store::columns)",
    },
    KnownFailure {
        calls: &["thread"],
        description: "an observer was not told",
        reason: "a registration stays busy when the thread of its call cannot start \
                 (notify::observers::call_on_thread)",
    },
    KnownFailure {
        calls: &["thread"],
        description: "failed to spawn thread",
        reason: "bitsd panics when its thread for signals cannot start (bin/bitsd)",
    },
    KnownFailure {
        calls: &["recv"],
        description: "signal-hook",
        reason: "the thread for signals of bitsd panics, and bitsd ends with success (bin/bitsd)",
    },
    KnownFailure {
        calls: &["send"],
        description: "it does not stop",
        reason: "bitsd misses a signal that its handler cannot pass on (bin/bitsd)",
    },
    KnownFailure {
        calls: &["accept"],
        description: "no pause follows a failure",
        reason: "the listener of the runner repeats a failed accept at once (runner::ipc::serve)",
    },
    KnownFailure {
        calls: &["poll"],
        description: "no pause follows a failure",
        reason: "the event loop repeats a failed wait at once \
                 (transfer::network::wait_for_activity)",
    },
    KnownFailure {
        calls: &["recv"],
        description: "no pause follows a failure",
        reason: "the event loop repeats at once a failed read of its wake descriptor \
                 (transfer::network::drain_wake_receiver)",
    },
    KnownFailure {
        calls: &["read", "stat", "lock"],
        description: "no pause follows a failure",
        reason: "a job that cannot be read counts as changed, and its observer is tried again at \
                 once (notify::observers::start_calls)",
    },
];
