//! Compares a queue with what its programs were told, and brings what is left to its end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bits::abi::BG_E_NOT_FOUND;
use bits::abi::BG_JOB_STATE::{self, *};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{Error, Job, Outcome, Queue};

use crate::child::{say, setting};
use crate::{has_its_content, names, temporaries, wait_until};

/// What is known of a job: its calls that succeeded, and the one that the program's end cut off.
#[derive(Default)]
struct Ledger {
    done: Vec<Vec<String>>,
    cut_off: Option<Vec<String>>,
}

impl Ledger {
    fn note(&mut self, kind: &str, words: Vec<String>) {
        match kind {
            "try" => self.cut_off = Some(words),
            "ok" => {
                self.cut_off = None;
                self.done.push(words);
            }
            _ => panic!("a call failed: {words:?}"),
        }
    }

    fn last(&self, calls: &[&str]) -> Option<&[String]> {
        let mut done = self.done.iter().rev();
        done.find(|words| calls.contains(&words[0].as_str())).map(Vec::as_slice)
    }

    fn did(&self, call: &str) -> bool {
        self.last(&[call]).is_some()
    }

    fn may_have_done(&self, calls: &[&str]) -> bool {
        self.cut_off
            .as_ref()
            .is_some_and(|words| calls.contains(&words[0].as_str()))
    }

    /// The files that are certainly in the job, and the one that may be.
    fn files(&self) -> (Vec<&str>, Option<&str>) {
        let added = self
            .done
            .iter()
            .filter(|words| words[0] == "add")
            .map(|words| words[1].as_str());
        let maybe = self
            .cut_off
            .as_ref()
            .filter(|words| words[0] == "add")
            .map(|words| words[1].as_str());
        (added.collect(), maybe)
    }

    fn is_gone(&self) -> bool {
        self.did("complete") || self.did("cancel")
    }
}

fn read(ledger: &str) -> BTreeMap<String, Ledger> {
    let mut jobs = BTreeMap::<String, Ledger>::new();
    for line in ledger.lines() {
        let mut words = line.split(' ').map(str::to_owned);
        let (id, kind) = (words.next().unwrap(), words.next().unwrap());
        jobs.entry(id).or_default().note(&kind, words.collect());
    }
    jobs
}

pub fn play() {
    let queue = Queue::open_default().unwrap();
    let here = PathBuf::from(setting("HERE"));
    let jobs = read(&fs::read_to_string(setting("LEDGER")).unwrap());
    let mut left = Vec::new();
    for (id, ledger) in &jobs {
        match queue.job(id.parse().unwrap()) {
            Ok(job) => {
                assert!(!ledger.is_gone(), "{id} is in the queue again: {:?}", ledger.done);
                compare(&job, ledger);
                left.push((job, ledger));
            }
            Err(Error(BG_E_NOT_FOUND)) => {
                let ended = ledger.is_gone() || ledger.may_have_done(&["complete", "cancel"]);
                assert!(ended, "{id} is lost: {:?}, {:?}", ledger.done, ledger.cut_off);
            }
            Err(error) => panic!("{id}: {error}"),
        }
    }
    for job in queue.jobs(false).unwrap() {
        if !jobs.contains_key(&job.id().to_string()) {
            assert!(job.files().unwrap().is_empty(), "more was done than was asked");
            job.cancel().unwrap();
        }
    }
    for (job, ledger) in &left {
        finish(job, ledger);
    }
    wait_until("temporary files to be gone", || temporaries(&here).is_empty());
    for (id, ledger) in &jobs {
        check_files(id, ledger);
    }
    let downloads = names(&here).into_iter().filter(|name| name.starts_with("d-"));
    for name in downloads {
        assert!(has_its_content(&here.join(&name)), "{name} is not what was sent");
    }
    say(format!("{} jobs", jobs.len()));
}

/// What the calls did is what the queue says.
fn compare(job: &Job, ledger: &Ledger) {
    let about = format!("{}: {:?}, {:?}", job.id(), ledger.done, ledger.cut_off);
    let settings = job.settings().unwrap();
    let name = ledger.last(&["name"]).map_or("created", |words| &words[1]);
    assert!(
        settings.display_name == name || ledger.may_have_done(&["name"]),
        "{about}"
    );
    let (files, maybe) = ledger.files();
    let present = job.files().unwrap();
    let present: Vec<_> = present.iter().map(|file| file.local_name()).collect();
    let with_maybe: Vec<_> = files.iter().copied().chain(maybe).collect();
    assert!(present == files || present == with_maybe, "{present:?}, {about}");
    let state = job.state();
    assert_ne!(state, BG_JOB_STATE_ERROR, "{:?}, {about}", job.error());
    if ledger.may_have_done(&["resume", "suspend", "complete"]) {
        return;
    }
    match ledger.last(&["resume", "suspend"]) {
        Some([call, ..]) if call == "resume" => assert_ne!(state, BG_JOB_STATE_SUSPENDED, "{about}"),
        _ => assert!(
            matches!(state, BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_TRANSFERRED),
            "{state}, {about}"
        ),
    }
}

/// Everything that is in the queue can be brought to its end.
fn finish(job: &Job, ledger: &Ledger) {
    if job.files().unwrap().is_empty() {
        assert_eq!(job.cancel(), Ok(Outcome::Done));
        return;
    }
    job.resume().unwrap();
    reach(job, BG_JOB_STATE_TRANSFERRED, ledger);
    assert_eq!(job.complete(), Ok(Outcome::Done), "{:?}", ledger.done);
    let files: Vec<_> = job
        .files()
        .unwrap()
        .iter()
        .map(|file| file.local_name().to_owned())
        .collect();
    assert!(files.iter().all(|path| Path::new(path).exists()), "{files:?}");
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
        assert!(has_its_content(&Path::new(&setting("SERVED")).join(&name)), "{name:?}");
    }
}

/// What Complete promised is there, what Cancel promised is not.
fn check_files(id: &str, ledger: &Ledger) {
    let (files, _) = ledger.files();
    let is_upload = |path: &str| Path::new(path).file_name().unwrap().to_str().unwrap().starts_with("u-");
    for path in files {
        let there = Path::new(path).exists();
        if ledger.did("cancel") && !is_upload(path) {
            assert!(!there, "{id}: cancelled, but {path} is there");
        }
        if ledger.last(&["complete"]).is_some_and(|words| words[1] == "Done") {
            assert!(there, "{id}: completed, but {path} is not there");
        }
    }
}
