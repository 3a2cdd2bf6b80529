//! The role of an agent, a process that makes the calls that its parent requests; and the fixture
//! of these tests.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{Job, Queue, Result};
use bits_test_support::child::{self, Child, receive, send};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{content, names, wait_until};
use tempfile::TempDir;

/// A clock in nanoseconds that all processes share.
pub fn clock() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos() as u64
}

pub fn run() {
    let queue = Queue::open_default().unwrap();
    send("open");
    loop {
        let line = receive();
        let words: Vec<_> = line.split(' ').collect();
        match obey(&queue, &words) {
            Ok(answer) => send(answer),
            Err(error) => send(error),
        }
    }
}

fn obey(queue: &Queue, words: &[&str]) -> Result<String> {
    let job = |id: &str| queue.job(id.parse().unwrap());
    let done = |(): ()| "ok".to_owned();
    match *words {
        ["create", name] => Ok(queue
            .create_job(name, BG_JOB_TYPE_DOWNLOAD)?
            .id()
            .to_string()),
        ["add", id, url, path] => job(id)?.add_files(&[(url, path)]).map(done),
        ["name", id, name] => job(id)?.set_display_name(name).map(done),
        ["name", id] => Ok(job(id)?.settings()?.display_name),
        ["resume", id] => job(id)?.resume().map(done),
        ["suspend", id] => job(id)?.suspend().map(done),
        ["complete", id] => job(id)?.complete().map(|outcome| format!("{outcome:?}")),
        ["cancel", id] => job(id)?.cancel().map(|outcome| format!("{outcome:?}")),
        ["state", id] => Ok(job(id)?.state().to_string()),
        ["bytes", id] => Ok(job(id)?.progress().bytes_transferred.to_string()),
        ["wait", id, state] => Ok(wait_for(&job(id)?, state)),
        ["list"] => {
            let jobs = queue.jobs(false)?;
            let mut ids: Vec<_> = jobs.iter().map(|job| job.id().to_string()).collect();
            ids.sort();
            Ok(ids.join(" "))
        }
        ["staleness", id] => Ok(staleness(&job(id)?).as_millis().to_string()),
        ["cost", id] => Ok(format!("{:.1}", cost(&job(id)?))),
        _ => panic!("unknown words {words:?}"),
    }
}

fn wait_for(job: &Job, state: &str) -> String {
    let start = Instant::now();
    while job.state().to_string() != state {
        if start.elapsed() > Duration::from_secs(20) {
            return format!("{} instead; {:?}", job.state(), job.error());
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    state.to_owned()
}

/// The longest time in which the progress of a running job did not change.
fn staleness(job: &Job) -> Duration {
    let (begin, mut changed) = (Instant::now(), Instant::now());
    let (mut bytes, mut longest) = (job.progress().bytes_transferred, Duration::ZERO);
    while begin.elapsed() < Duration::from_secs(1) {
        std::thread::sleep(Duration::from_millis(2));
        let now = job.progress().bytes_transferred;
        if now != bytes {
            longest = longest.max(changed.elapsed());
            (bytes, changed) = (now, Instant::now());
        }
    }
    longest.max(changed.elapsed())
}

/// The time of one read of the state, in nanoseconds.
fn cost(job: &Job) -> f64 {
    const LOOKS: u32 = 100_000;
    let start = Instant::now();
    for _ in 0..LOOKS {
        std::hint::black_box(job.state());
    }
    start.elapsed().as_nanos() as f64 / f64::from(LOOKS)
}

/// The time of a request, and its range.
type Asked = (u64, Option<String>);

/// A folder for the queue, a folder for files, and a server that sends `/BYTES` at a given rate.
pub struct AgentFixture {
    pub folder: TempDir,
    pub server: FaultServer,
    pub asked: Arc<Mutex<Vec<Asked>>>,
    /// Microseconds between two pieces of 16 KiB.
    pub pause: Arc<AtomicU64>,
}

impl AgentFixture {
    pub fn new() -> AgentFixture {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("here")).unwrap();
        let asked = Arc::<Mutex<Vec<_>>>::default();
        let pause = Arc::new(AtomicU64::new(0));
        let (note, pace) = (asked.clone(), pause.clone());
        let server = FaultServer::start(move |request| {
            note.lock()
                .unwrap()
                .push((clock(), request.range().map(str::to_owned)));
            let size = request.target.trim_start_matches('/').parse().unwrap();
            let pause = Duration::from_micros(pace.load(Ordering::SeqCst));
            Response::file(&content(size), "\"one\"", request).trickle(16 << 10, pause)
        });
        AgentFixture {
            folder,
            server,
            asked,
            pause,
        }
    }

    /// Sets the rate of the server in bytes per second.
    pub fn pace(&self, bytes: u64) {
        self.pause
            .store((16 << 10) * 1_000_000 / bytes, Ordering::SeqCst);
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("queue")
    }

    pub fn here(&self, name: &str) -> PathBuf {
        self.folder.path().join("here").join(name)
    }

    pub fn left(&self) -> Vec<String> {
        names(&self.folder.path().join("here"))
    }

    pub fn agent(&self) -> Child {
        let agent = Child::start(child::command("agent", &self.home(), &[]));
        assert_eq!(agent.receive(), "open");
        agent
    }

    /// Makes an agent create a job with one file of this size.
    pub fn job(&self, agent: &mut Child, size: usize, name: &str) -> String {
        let id = agent.request("create job");
        let (url, path) = (self.server.url(&format!("/{size}")), self.here(name));
        assert_eq!(
            agent.request(&format!("add {id} {url} {}", path.display())),
            "ok"
        );
        id
    }

    pub fn requests(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    /// Waits for the request after the first `count`.
    pub fn request_after(&self, count: usize) -> Asked {
        wait_until("a request", || self.requests() > count);
        self.asked.lock().unwrap()[count].clone()
    }
}
