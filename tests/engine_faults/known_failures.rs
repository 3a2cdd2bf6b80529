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

pub const KNOWN_FAILURES: &[KnownFailure] = &[KnownFailure {
    calls: &["socket", "socketpair"],
    description: "curl-0.4",
    reason: "the constructor of the crate curl panics when libcurl cannot create its descriptors; \
             platform::curl tries that before, but the second attempt may fail alone",
}];
