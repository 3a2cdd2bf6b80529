//! Each call of a whole life fails once, and for a while.
//!
//! `LIBBITS_FAULT` selects one case by the words with which a failed run is reported, for example
//! `LIBBITS_FAULT='Program, fsync 3 EIO once'`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bits::abi::{E_ACCESSDENIED, E_FAIL, E_UNEXPECTED, HRESULT};
use bits::engine::{Error, messages};
use bits_test_support::harness::runs_slow_tests;
use bits_test_support::needs::GCC;
use bits_test_support::random::Random;

use crate::known_failures::KNOWN_FAILURES;
use crate::run::{Report, Site, Subject, run};
use crate::shim::{CALLS, Fault, Span};

const SUBJECTS: [Subject; 4] = [
    Subject::Program,
    Subject::Client,
    Subject::Daemon,
    Subject::Successor,
];
/// The time for which calls fail.
const WHILE: Duration = Duration::from_millis(300);
/// The number of calls that may fail in this time: one in each millisecond.
const MOST_REPEATED: u64 = 300;
/// Most runs wait for servers and for retries.
const THREADS: usize = 16;
/// The number of runs for each pair of a call and an error, unless the tests are slow ones.
const SAMPLE: usize = 3;

type Case = (Subject, Fault);

fn describe((subject, fault): &Case) -> String {
    format!("{subject:?}, {fault}")
}

/// Returns the number of calls of each kind in a life without a fault.
fn count_calls(site: &Site, number: usize, subject: Subject) -> BTreeMap<&'static str, u64> {
    let report = run(site, number, subject, None)
        .unwrap_or_else(|failure| panic!("{subject:?} without a fault: {failure}"));
    assert!(report.refused.is_empty() && report.errors.is_empty());
    let control = report.control.unwrap();
    let counts = CALLS.iter().map(|(call, _)| (*call, control.count(call)));
    counts.collect()
}

/// Returns the cases, grouped by the call and the error.
fn cases(site: &Site) -> Vec<Vec<Case>> {
    let counts: Vec<_> = SUBJECTS
        .iter()
        .enumerate()
        .map(|(number, subject)| (*subject, count_calls(site, number, *subject)))
        .collect();
    for (subject, counts) in &counts {
        println!("{subject:?}: {counts:?}");
    }
    let mut groups = Vec::new();
    for (call, errors) in CALLS {
        let most = counts.iter().map(|(_, counts)| counts[call]).max();
        assert!(most > Some(0), "no process makes the call {call}");
        for error in *errors {
            let mut group = Vec::new();
            for (subject, counts) in &counts {
                for (first, span) in (1..=counts[call])
                    .flat_map(|first| [(first, Span::Once), (first, Span::For(WHILE))])
                {
                    let (call, error) = (*call, *error);
                    let fault = Fault {
                        call,
                        error,
                        first,
                        span,
                    };
                    group.push((*subject, fault));
                }
            }
            groups.push(group);
        }
    }
    groups
}

/// Chooses cases of each group.
fn sample(groups: Vec<Vec<Case>>, seed: u64) -> Vec<Case> {
    let mut random = Random::new(seed);
    let mut chosen = Vec::new();
    for mut group in groups {
        for _ in 0..SAMPLE.min(group.len()) {
            chosen.push(group.swap_remove(random.below(group.len() as u64) as usize));
        }
    }
    chosen
}

/// Checks what the calls of the API returned, and how the jobs ended.
fn check(fault: &Fault, report: &Report) -> Result<(), String> {
    for refused in &report.refused {
        let code = refused.rsplit("0x").next().unwrap();
        let code = u32::from_str_radix(code, 16).unwrap() as HRESULT;
        let is_documented = messages::describe(code).is_some();
        // No fault concerns permissions.
        if !is_documented || [E_ACCESSDENIED, E_FAIL, E_UNEXPECTED].contains(&code) {
            return Err(format!("a call returned {}: {refused}", Error(code)));
        }
    }
    // An interrupted call is repeated at once. EAGAIN contradicts the poll before the call.
    let may_repeat = ["EAGAIN", "EINTR"].contains(&fault.error.0);
    if !may_repeat && report.failed > MOST_REPEATED {
        let count = report.failed;
        return Err(format!(
            "the call failed {count} times: no pause follows a failure"
        ));
    }
    // A disk that is full or broken is a reason for an error; the other faults pass.
    let concerns_disk = ["EIO", "ENOSPC"].contains(&fault.error.0);
    match report.errors.first() {
        Some(error) if !concerns_disk => Err(format!("a job ended in ERROR: {error}")),
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Summary {
    runs: usize,
    /// Runs in which no call failed: the life made fewer calls of the kind.
    not_reached: usize,
    failed_calls: u64,
    refused: usize,
    errors: usize,
    pairs: BTreeSet<(&'static str, &'static str)>,
    known: BTreeMap<&'static str, usize>,
    failures: Vec<String>,
}

impl Summary {
    fn add(&mut self, case: &Case, result: Result<Report, String>) {
        let (_, fault) = case;
        self.runs += 1;
        let checked = result.and_then(|report| {
            self.failed_calls += report.failed;
            self.refused += report.refused.len();
            self.errors += report.errors.len();
            if report.failed == 0 {
                self.not_reached += 1;
            } else {
                self.pairs.insert((fault.call, fault.error.0));
            }
            check(fault, &report)
        });
        let Err(failure) = checked else { return };
        self.pairs.insert((fault.call, fault.error.0));
        let known = KNOWN_FAILURES
            .iter()
            .find(|known| known.calls.contains(&fault.call) && failure.contains(known.description));
        match known {
            Some(known) => *self.known.entry(known.reason).or_default() += 1,
            None => self.failures.push(format!("{}: {failure}", describe(case))),
        }
    }
}

fn sweep(cases: &[Case], site: &Site) -> Summary {
    let (next, summary) = (AtomicUsize::new(0), Mutex::new(Summary::default()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((number, case)) = cases
                    .iter()
                    .enumerate()
                    .nth(next.fetch_add(1, Ordering::SeqCst))
                {
                    let (subject, fault) = *case;
                    let result = run(site, SUBJECTS.len() + number, subject, Some(fault));
                    summary.lock().unwrap().add(case, result);
                }
            });
        }
    });
    summary.into_inner().unwrap()
}

#[test(needs = [GCC])]
fn acknowledged_jobs_end_by_themselves_after_any_failing_call() {
    let start = Instant::now();
    let site = Site::start();
    let groups = cases(&site);
    let cases = match std::env::var("LIBBITS_FAULT") {
        Ok(words) => {
            let mut cases = groups.concat();
            cases.retain(|case| describe(case) == words);
            assert!(!cases.is_empty(), "no such case: {words}");
            cases
        }
        Err(_) if runs_slow_tests() => groups.concat(),
        Err(_) => {
            let seed = std::env::var("LIBBITS_SEED").map_or(1, |seed| seed.parse().unwrap());
            sample(groups, seed)
        }
    };
    let summary = sweep(&cases, &site);
    println!(
        "{} runs, {} failed calls of {} kinds with their errors; {} calls of the API returned an \
         error, {} jobs were in ERROR, {} runs without the call; {:?}",
        summary.runs,
        summary.failed_calls,
        summary.pairs.len(),
        summary.refused,
        summary.errors,
        summary.not_reached,
        start.elapsed()
    );
    for (reason, count) in &summary.known {
        println!("{count} runs failed as known: {reason}");
    }
    let failures = &summary.failures;
    assert!(
        failures.is_empty(),
        "{} of {} runs failed:\n{}",
        failures.len(),
        summary.runs,
        failures.join("\n\n")
    );
}
