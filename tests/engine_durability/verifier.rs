//! The role of the verifier: it compares a queue with the ledger of the calls, and brings the jobs
//! in it to their end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::{self, *};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::abi::{BG_E_NOT_FOUND, BG_E_VALIDATION_FAILED};
use bits::engine::{CallOutcome, Error, File, Job, Queue};
use bits_test_support::child::{send, setting};
use bits_test_support::fixture::{content, names, wait_until};

use crate::{has_its_content, size, temporaries};

/// A line of the ledger. The calls after it were made, but need not hold.
pub const END_OF_CERTAINTY: &str = "-- end of certainty";

/// The calls of a job: those that must hold, and those that may hold.
#[derive(Default)]
struct Ledger {
    done: Vec<Vec<String>>,
    maybe: Vec<Vec<String>>,
}

impl Ledger {
    fn note(&mut self, kind: &str, words: Vec<String>, certain: bool) {
        match kind {
            "ok" if certain => {
                self.maybe.clear();
                self.done.push(words);
            }
            "try" | "ok" => self.maybe.push(words),
            _ => panic!("a call failed: {words:?}"),
        }
    }

    fn last(&self, calls: &[&str]) -> Option<&[String]> {
        let mut done = self.done.iter().rev();
        done.find(|words| calls.contains(&words[0].as_str()))
            .map(Vec::as_slice)
    }

    fn did(&self, call: &str) -> bool {
        self.last(&[call]).is_some()
    }

    fn may_have_done(&self, calls: &[&str]) -> bool {
        self.maybe
            .iter()
            .any(|words| calls.contains(&words[0].as_str()))
    }

    /// The files that must be in the job, then those that may be.
    fn files(&self) -> (Vec<&str>, Vec<&str>) {
        (paths(&self.done), paths(&self.maybe))
    }

    /// The number of files that were renamed.
    fn renamed(&self) -> usize {
        let last = self.done.iter().rposition(|words| words[0] == "rename");
        last.map_or(0, |last| paths(&self.done[..last]).len())
    }

    /// The ranges that were certainly requested: file, offset and end.
    fn asked(&self) -> impl Iterator<Item = (usize, u64, u64)> {
        let number = |words: &[String], index: usize| words[index].parse::<u64>().unwrap();
        let asked = self.done.iter().filter(|words| words[0] == "ask");
        asked.map(move |words| {
            let (offset, length) = (number(words, 2), number(words, 3));
            (number(words, 1) as usize, offset, offset + length)
        })
    }

    fn is_gone(&self) -> bool {
        self.did("complete") || self.did("cancel")
    }
}

/// The added files.
fn paths(calls: &[Vec<String>]) -> Vec<&str> {
    let mut paths: Vec<_> = calls
        .iter()
        .filter(|words| words[0] == "add")
        .map(|words| words[1].as_str())
        .collect();
    // The call was made and succeeded.
    paths.dedup();
    paths
}

fn read(ledger: &str) -> BTreeMap<String, Ledger> {
    let mut jobs = BTreeMap::<String, Ledger>::new();
    let mut certain = true;
    for line in ledger.lines() {
        if line == END_OF_CERTAINTY {
            certain = false;
            continue;
        }
        let mut words = line.split(' ').map(str::to_owned);
        let (id, kind) = (words.next().unwrap(), words.next().unwrap());
        jobs.entry(id)
            .or_default()
            .note(&kind, words.collect(), certain);
    }
    jobs
}

pub fn run() {
    let queue = Queue::open_default().unwrap();
    let here = PathBuf::from(setting("HERE"));
    let jobs = read(&fs::read_to_string(setting("LEDGER")).unwrap());
    let mut left = Vec::new();
    for (id, ledger) in &jobs {
        match queue.job(id.parse().unwrap()) {
            Ok(job) => {
                assert!(
                    !ledger.is_gone(),
                    "{id} is in the queue again: {:?}",
                    ledger.done
                );
                compare(&job, ledger);
                left.push((job, ledger));
            }
            Err(Error(BG_E_NOT_FOUND)) => {
                let ended =
                    ledger.is_gone() || ledger.may_have_done(&["create", "complete", "cancel"]);
                assert!(ended, "{id} is lost: {:?}, {:?}", ledger.done, ledger.maybe);
            }
            Err(error) => panic!("{id}: {error}"),
        }
    }
    for job in queue.jobs(false).unwrap() {
        if !jobs.contains_key(&job.id().to_string()) {
            assert!(
                job.files().unwrap().is_empty(),
                "more was done than was asked"
            );
            job.cancel().unwrap();
        }
    }
    for (job, ledger) in &left {
        finish(job, ledger);
    }
    wait_until("temporary files to be gone", || {
        temporaries(&here).is_empty()
    });
    for (id, ledger) in &jobs {
        check_files(id, ledger);
    }
    // The earlier file may still exist if the job that was to replace it need not hold.
    let is_new = |name: &String| name.starts_with("d-") && !name.starts_with("d-replaced");
    for name in names(&here).iter().filter(|name| is_new(name)) {
        assert!(
            has_its_content(&here.join(name)),
            "{name} is not what was sent"
        );
    }
    send(format!("{} jobs", jobs.len()));
}

/// Checks that the queue shows the effects of the calls.
fn compare(job: &Job, ledger: &Ledger) {
    let about = format!("{}: {:?}, {:?}", job.id(), ledger.done, ledger.maybe);
    let settings = job.settings().unwrap();
    let name = ledger.last(&["name"]).map_or("created", |words| &words[1]);
    assert!(
        settings.display_name == name || ledger.may_have_done(&["name"]),
        "{about}"
    );
    let (files, maybe) = ledger.files();
    let listed = job.files().unwrap();
    let present: Vec<_> = listed.iter().map(|file| file.local_name()).collect();
    let with_maybe: Vec<_> = files.iter().chain(&maybe).copied().collect();
    assert!(
        present.starts_with(&files) && with_maybe.starts_with(&present),
        "{present:?}, {about}"
    );
    let other_names = format!("{}//", setting("URL"));
    let mut renamed = listed.iter().take(ledger.renamed());
    assert!(
        renamed.all(|file| file.remote_name().unwrap().starts_with(&other_names)),
        "{about}"
    );
    listed.iter().for_each(check_filled);
    let mode = ledger
        .last(&["sparse", "all"])
        .is_some_and(|words| words[0] == "sparse");
    assert!(
        settings.modes.on_demand == mode || ledger.may_have_done(&["sparse", "all"]),
        "{about}"
    );
    let state = job.state();
    if state == BG_JOB_STATE_ERROR {
        let rejected = ledger
            .last(&["resume", "reject"])
            .is_some_and(|words| words[0] == "reject");
        assert!(
            rejected || ledger.may_have_done(&["reject"]),
            "{:?}, {about}",
            job.error()
        );
        assert_eq!(job.error().unwrap().code, BG_E_VALIDATION_FAILED, "{about}");
        assert_eq!(
            listed[0].progress().unwrap().bytes_transferred,
            0,
            "{about}"
        );
    }
    if ledger.may_have_done(&["resume", "suspend", "reject", "complete"]) {
        return;
    }
    match ledger.last(&["resume", "suspend", "reject"]) {
        // Such a job stops when it has all requested ranges.
        Some([call, ..])
            if call == "resume" && (ledger.did("sparse") || ledger.may_have_done(&["sparse"])) => {}
        Some([call, ..]) if call == "resume" => {
            assert_ne!(state, BG_JOB_STATE_SUSPENDED, "{about}")
        }
        Some([call, ..]) if call == "reject" => assert_eq!(state, BG_JOB_STATE_ERROR, "{about}"),
        _ => assert!(
            matches!(state, BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_TRANSFERRED),
            "{state}, {about}"
        ),
    }
}

/// Checks that the data that a download reports as present is present, while other processes
/// continue it.
fn check_filled(file: &File) {
    let Ok(filled) = file.filled_ranges() else {
        return;
    };
    let Ok(there) =
        fs::read(file.temporary_name().unwrap()).or_else(|_| fs::read(file.local_name()))
    else {
        assert!(
            filled.is_empty(),
            "{filled:?} of {}, which is not there",
            file.local_name()
        );
        return;
    };
    let wanted = content(size(Path::new(file.local_name())));
    let is_there = filled.iter().all(|range| {
        let range = range.offset() as usize..(range.offset() + range.length()) as usize;
        there
            .get(range.clone())
            .is_some_and(|bytes| bytes == &wanted[range])
    });
    assert!(
        is_there || file.filled_ranges().unwrap() != filled,
        "{filled:?} of {} is not there",
        file.local_name()
    );
}

/// Checks that the requested ranges are present when the job stops.
fn check_asked(job: &Job, ledger: &Ledger) {
    job.resume().unwrap();
    wait_until("an on-demand job to rest", || {
        matches!(
            job.state(),
            BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_TRANSFERRED
        )
    });
    let files = job.files().unwrap();
    files.iter().for_each(check_filled);
    for (file, start, end) in ledger.asked() {
        let filled = files[file].filled_ranges().unwrap();
        let holds = |range: &bits::engine::FileRange| {
            range.offset() <= start && end <= range.offset() + range.length()
        };
        assert!(
            filled.iter().any(holds),
            "{}: {start}..{end} of file {file} was asked for, but {filled:?} is there: {:?}",
            job.id(),
            ledger.done
        );
    }
}

/// Brings each job in the queue to its end.
fn finish(job: &Job, ledger: &Ledger) {
    if job.files().unwrap().is_empty() {
        assert_eq!(job.cancel(), Ok(CallOutcome::Done));
        return;
    }
    if job.settings().unwrap().modes.on_demand {
        check_asked(job, ledger);
        job.set_on_demand(false).unwrap();
    }
    job.resume().unwrap();
    reach(job, BG_JOB_STATE_TRANSFERRED, ledger);
    assert_eq!(job.complete(), Ok(CallOutcome::Done), "{:?}", ledger.done);
    let files: Vec<_> = job
        .files()
        .unwrap()
        .iter()
        .map(|file| file.local_name().to_owned())
        .collect();
    assert!(
        files.iter().all(|path| has_its_content(Path::new(path))),
        "{files:?}"
    );
    check_upload(job);
}

fn reach(job: &Job, state: BG_JOB_STATE, ledger: &Ledger) {
    let start = Instant::now();
    while job.state() != state {
        let stuck = job.state() == BG_JOB_STATE_ERROR || start.elapsed() > Duration::from_secs(20);
        assert!(
            !stuck,
            "{}: {} {:?} {:?}",
            job.id(),
            job.state(),
            job.error(),
            ledger.done
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn check_upload(job: &Job) {
    if job.job_type() != BG_JOB_TYPE_DOWNLOAD {
        let name = Path::new(job.files().unwrap()[0].local_name())
            .file_name()
            .unwrap()
            .to_owned();
        assert!(
            has_its_content(&Path::new(&setting("SERVED")).join(&name)),
            "{name:?}"
        );
    }
}

/// Checks that the files of completed jobs exist and those of cancelled jobs do not.
fn check_files(id: &str, ledger: &Ledger) {
    let (files, _) = ledger.files();
    let is_upload = |path: &str| {
        Path::new(path)
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("u-")
    };
    for path in files {
        let there = Path::new(path).exists();
        if ledger.did("cancel") && !is_upload(path) {
            assert!(!there, "{id}: cancelled, but {path} is there");
        }
        if ledger
            .last(&["complete"])
            .is_some_and(|words| words[1] == "Done")
        {
            assert!(
                there && has_its_content(Path::new(path)),
                "{id}: completed, but {path} is not there"
            );
        }
    }
}
