//! Background jobs and others on the same link: a link of 100 Mbit/s between two network namespaces, nginx on one side, `curl` and
//! a queue of ours on the other.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_LOW;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{Job, Queue};

/// What makes this program do the job's side of a test instead of the tests.
const JOB: &str = "BITS_TEST_JOB";
const SERVER: &str = "10.213.77.1";
const LARGE: u64 = 400 << 20;
/// What `curl` fetches while it is measured.
const MEASURED: u64 = 60 << 20;
/// 90 % is the aim; the rest is for other work on the machine.
const AT_LEAST: f64 = 0.87;
const DEADLINE: Duration = Duration::from_secs(30);

#[test]
fn a_low_job_leaves_the_link_to_others_and_takes_it_when_nobody_else_does() {
    if let Some(folder) = std::env::var_os(JOB) {
        return run_job(Path::new(&folder));
    }
    let Some(link) = Link::new() else { return };
    let alone = link.curl_rate();
    let mut job = link.start_job();
    // A job that has the link to itself.
    let (from, since) = (job.received_beyond(2 << 20), Instant::now());
    std::thread::sleep(Duration::from_secs(4));
    let own = (job.received() - from) as f64 / since.elapsed().as_secs_f64();
    // And beside it, somebody else.
    let (from, since) = (job.received(), Instant::now());
    let beside = link.curl_rate();
    let meanwhile = (job.received() - from) as f64 / since.elapsed().as_secs_f64();
    let (from, ended) = (job.received(), Instant::now());
    job.received_beyond(from + (3 << 20));
    let back = ended.elapsed();
    let (link_share, curl_share) = (own / alone, beside / alone);
    println!(
        "curl alone {:.2} MB/s; the job alone {:.2} MB/s: {:.1} %; curl beside the job {:.2} MB/s: {:.1} %, the job beside \
         curl {:.2} MB/s; 3 MiB after curl had ended took {back:.2?}",
        alone / 1e6,
        own / 1e6,
        link_share * 100.0,
        beside / 1e6,
        curl_share * 100.0,
        meanwhile / 1e6
    );
    assert!(link_share >= AT_LEAST, "the job alone got {:.1} %", link_share * 100.0);
    assert!(curl_share >= AT_LEAST, "the job left {:.1} %", curl_share * 100.0);
    assert!(back < Duration::from_secs(3), "the job took {back:?} to come back");
}

/// The job's side: a LOW download, for as long as the other side wants it. Its progress goes to a file.
fn run_job(folder: &Path) {
    let queue = Queue::open(&folder.join("queue")).unwrap();
    let job = queue.create_job("low", BG_JOB_TYPE_DOWNLOAD).unwrap();
    job.set_priority(BG_JOB_PRIORITY_LOW).unwrap();
    let local = folder.join("copy");
    job.add_files(&[(&format!("http://{SERVER}/large"), local.to_str().unwrap())])
        .unwrap();
    job.resume().unwrap();
    let show = |job: &Job| {
        fs::write(folder.join("new"), job.progress().bytes_transferred.to_string()).unwrap();
        fs::rename(folder.join("new"), folder.join("progress")).unwrap();
    };
    while !folder.join("enough").exists() {
        assert!(
            !matches!(job.state(), BG_JOB_STATE_ERROR | BG_JOB_STATE_TRANSIENT_ERROR),
            "{:?}",
            job.error()
        );
        show(&job);
        std::thread::sleep(Duration::from_millis(20));
    }
    job.cancel().unwrap();
}

/// Two network namespaces with a link between them.
struct Link {
    folder: tempfile::TempDir,
    here: String,
    there: String,
    nginx: Option<Child>,
}

impl Link {
    /// `None` where this user may not, or cannot, make one.
    fn new() -> Option<Link> {
        let folder = tempfile::tempdir().unwrap();
        let name = std::process::id();
        let mut link = Link {
            folder,
            here: format!("bits{name}h"),
            there: format!("bits{name}t"),
            nginx: None,
        };
        let (here, there) = (&link.here, &link.there);
        let commands = [
            format!("ip netns add {here}"),
            format!("ip netns add {there}"),
            format!("ip link add bits netns {here} type veth peer name bits netns {there}"),
            format!("ip -n {here} address add 10.213.77.2/24 dev bits"),
            format!("ip -n {there} address add {SERVER}/24 dev bits"),
            format!("ip -n {here} link set bits up"),
            format!("ip -n {there} link set bits up"),
            format!("tc -n {there} qdisc add dev bits root tbf rate 100mbit burst 128kb latency 50ms"),
        ];
        if !commands.iter().all(|command| run(command)) || !run("nginx -v") || !run("curl -V") {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "CI must have namespaces, tc, nginx and curl"
            );
            println!("skipped: needs network namespaces, tc, nginx and curl");
            return None;
        }
        link.nginx = Some(link.serve());
        Some(link)
    }

    fn serve(&self) -> Child {
        let home = self.folder.path().display();
        fs::create_dir(self.folder.path().join("root")).unwrap();
        fs::File::create(self.folder.path().join("root/large"))
            .unwrap()
            .set_len(LARGE)
            .unwrap();
        let configuration = format!(
            "daemon off; pid {home}/pid; error_log {home}/error.log; user root;
             events {{ worker_connections 64; }}
             http {{
                 access_log off; sendfile on;
                 client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
                 uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
                 server {{ listen {SERVER}:80; root {home}/root; }}
             }}"
        );
        let file = self.folder.path().join("nginx.conf");
        fs::write(&file, configuration).unwrap();
        let mut command = inside(&self.there, "nginx");
        let process = command.arg("-c").arg(&file).stderr(Stdio::null()).spawn().unwrap();
        let deadline = Instant::now() + DEADLINE;
        while !self.curl("0-0").status().unwrap().success() {
            assert!(Instant::now() < deadline, "nginx does not listen");
        }
        process
    }

    fn curl(&self, range: &str) -> Command {
        let mut command = inside(&self.here, "curl");
        command
            .args([
                "-s",
                "--fail",
                "-o",
                "/dev/null",
                "-w",
                "%{speed_download}",
                "-r",
                range,
            ])
            .arg(format!("http://{SERVER}/large"))
            .stdout(Stdio::null());
        command
    }

    /// Bytes a second that an ordinary download gets.
    fn curl_rate(&self) -> f64 {
        let mut command = self.curl(&format!("0-{}", MEASURED - 1));
        let output = command.stdout(Stdio::piped()).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap().parse().unwrap()
    }

    fn start_job(&self) -> RunningJob<'_> {
        let process = inside(&self.here, std::env::current_exe().unwrap().to_str().unwrap())
            .args([
                "--exact",
                "a_low_job_leaves_the_link_to_others_and_takes_it_when_nobody_else_does",
            ])
            .env(JOB, self.folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        RunningJob {
            folder: self.folder.path(),
            process,
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(nginx) = &mut self.nginx {
            run(&format!("kill -QUIT {}", nginx.id()));
            let _ = nginx.wait();
        }
        for name in [&self.here, &self.there] {
            run(&format!("ip netns delete {name}"));
        }
    }
}

struct RunningJob<'a> {
    folder: &'a Path,
    process: Child,
}

impl RunningJob<'_> {
    fn received(&self) -> u64 {
        let progress = fs::read_to_string(self.folder.join("progress"));
        progress.map_or(0, |progress| progress.parse().unwrap())
    }

    /// Waits until the job has received so much, and says how much it has then.
    fn received_beyond(&mut self, bytes: u64) -> u64 {
        let deadline = Instant::now() + DEADLINE;
        while self.received() < bytes {
            assert!(Instant::now() < deadline, "the job does not move");
            assert!(self.process.try_wait().unwrap().is_none(), "the job's process ended");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.received()
    }
}

impl Drop for RunningJob<'_> {
    fn drop(&mut self) {
        let _ = fs::write(self.folder.join("enough"), "");
        let _ = self.process.wait();
    }
}

fn inside(namespace: &str, program: &str) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", namespace, program]);
    command
}

/// Whether a command succeeded.
fn run(command: &str) -> bool {
    let mut words = command.split(' ');
    let status = Command::new(words.next().unwrap())
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
