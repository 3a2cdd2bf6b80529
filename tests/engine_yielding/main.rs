//! LOW jobs yield a link to other programs: a link of 100 Mbit/s between two network namespaces,
//! with servers on one side, and `curl` and a queue on the other.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_LOW;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::{self, BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
use bits::engine::Queue;
use bits_test_support::needs::{NGINX, Need, try_command};
use bits_test_support::{bits_server, child};

const CURL: Need = Need::tool("curl");
/// Environment variables of the roles.
const FOLDER: &str = "BITS_TEST_FOLDER";
const JOB_TYPE: &str = "BITS_TEST_JOB_TYPE";
const SERVER: &str = "10.213.77.1";
const LARGE: u64 = 400 << 20;
/// Bytes that `curl` transfers while it is measured.
const MEASURED: u64 = 60 << 20;
/// The share of the link that is required. The aim is 90 %; other work on the machine takes some.
const AT_LEAST: f64 = 0.87;
/// Other work on the machine can only make a measurement worse, so one good one is enough.
const TRIES: usize = 3;
const DEADLINE: Duration = Duration::from_secs(30);

/// Two network namespaces with a rate limit between them.
const LIMITED_LINK: Need = Need::ability("network namespaces and tc", || {
    Link::new(BG_JOB_TYPE_DOWNLOAD).map(|_| ())
});

fn main() -> std::process::ExitCode {
    child::run_role(&[("job", run_job), ("server", run_server)]);
    bits_test_support::harness::run()
}

#[test(needs = [LIMITED_LINK, NGINX, CURL])]
fn a_low_download_yields_the_link_and_uses_it_when_it_is_idle() {
    measure(BG_JOB_TYPE_DOWNLOAD);
}

#[test(needs = [LIMITED_LINK, NGINX, CURL])]
fn a_low_upload_yields_the_link_and_uses_it_when_it_is_idle() {
    measure(BG_JOB_TYPE_UPLOAD);
}

fn measure(job_type: BG_JOB_TYPE) {
    // One test at a time, since both would share the processors.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    for _ in 0..TRIES {
        let mut link = Link::new(job_type).unwrap();
        link.serve();
        if yields(&link) {
            return;
        }
    }
    panic!("the job did not reach the required shares in {TRIES} measurements");
}

/// Measures a job alone, and a job and `curl` at the same time. Returns whether the job uses the
/// idle link and yields the busy one.
fn yields(link: &Link) -> bool {
    let alone = link.curl_rate();
    let mut job = link.start_job();
    // The job alone.
    let (from, since) = (job.carried_beyond(2 << 20), Instant::now());
    std::thread::sleep(Duration::from_secs(4));
    let own = (job.carried() - from) as f64 / since.elapsed().as_secs_f64();
    // The job and curl.
    let (from, since) = (job.carried(), Instant::now());
    let beside = link.curl_rate();
    let meanwhile = (job.carried() - from) as f64 / since.elapsed().as_secs_f64();
    let (from, ended) = (job.carried(), Instant::now());
    job.carried_beyond(from + (3 << 20));
    let back = ended.elapsed();
    let (link_share, curl_share) = (own / alone, beside / alone);
    println!(
        "{}: curl alone {:.2} MB/s; the job alone {:.2} MB/s: {:.1} %; curl beside the job \
         {:.2} MB/s: {:.1} %, the job beside curl {:.2} MB/s; 3 MiB after curl had ended took \
         {back:.2?}",
        link.job_type,
        alone / 1e6,
        own / 1e6,
        link_share * 100.0,
        beside / 1e6,
        curl_share * 100.0,
        meanwhile / 1e6
    );
    link_share >= AT_LEAST && curl_share >= AT_LEAST && back < Duration::from_secs(3)
}

/// The role "job": runs a LOW job until the measurements end, and writes its progress to a file.
fn run_job() {
    let folder = PathBuf::from(child::setting(FOLDER));
    let job_type = match child::setting(JOB_TYPE).as_str() {
        "download" => BG_JOB_TYPE_DOWNLOAD,
        _ => BG_JOB_TYPE_UPLOAD,
    };
    let queue = Queue::open(&folder.join("queue")).unwrap();
    let job = queue.create_job("low", job_type).unwrap();
    job.set_priority(BG_JOB_PRIORITY_LOW).unwrap();
    let remote = match job_type {
        BG_JOB_TYPE_DOWNLOAD => format!("http://{SERVER}/large"),
        _ => format!("http://{SERVER}:8080/copy"),
    };
    let local = folder.join(if job_type == BG_JOB_TYPE_DOWNLOAD {
        "copy"
    } else {
        "root/large"
    });
    job.add_files(&[(&remote, local.to_str().unwrap())])
        .unwrap();
    job.resume().unwrap();
    while !enough(&folder) {
        assert!(
            !matches!(
                job.state(),
                BG_JOB_STATE_ERROR | BG_JOB_STATE_TRANSIENT_ERROR
            ),
            "{:?}",
            job.error()
        );
        fs::write(
            folder.join("new"),
            job.progress().bytes_transferred.to_string(),
        )
        .unwrap();
        fs::rename(folder.join("new"), folder.join("progress")).unwrap();
    }
    job.cancel().unwrap();
}

/// The role "server": the server of an upload job.
fn run_server() {
    let folder = PathBuf::from(child::setting(FOLDER));
    let mut config = bits_server::Config::new(folder.join("uploads"));
    config.listen = (SERVER.parse::<std::net::Ipv4Addr>().unwrap(), 8080).into();
    let _server = bits_server::Server::start(config).unwrap();
    while !enough(&folder) {}
}

/// Waits a moment, and tells whether the measurements have ended.
fn enough(folder: &Path) -> bool {
    std::thread::sleep(Duration::from_millis(20));
    folder.join("enough").exists()
}

/// Two network namespaces with a link between them.
struct Link {
    folder: tempfile::TempDir,
    job_type: BG_JOB_TYPE,
    here: String,
    there: String,
    servers: Vec<Child>,
}

impl Link {
    /// Creates the namespaces and the link, or returns why this user cannot.
    fn new(job_type: BG_JOB_TYPE) -> Result<Link, String> {
        let folder = tempfile::tempdir().unwrap();
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}x{number}", std::process::id());
        let link = Link {
            folder,
            job_type,
            here: format!("bits{name}h"),
            there: format!("bits{name}t"),
            servers: Vec::new(),
        };
        let (here, there) = (&link.here, &link.there);
        let sender = if job_type == BG_JOB_TYPE_DOWNLOAD {
            there
        } else {
            here
        };
        let commands = [
            format!("ip netns add {here}"),
            format!("ip netns add {there}"),
            format!("ip link add bits netns {here} type veth peer name bits netns {there}"),
            format!("ip -n {here} address add 10.213.77.2/24 dev bits"),
            format!("ip -n {there} address add {SERVER}/24 dev bits"),
            format!("ip -n {here} link set bits up"),
            format!("ip -n {there} link set bits up"),
            format!(
                "tc -n {sender} qdisc add dev bits root tbf rate 100mbit burst 128kb latency 50ms"
            ),
        ];
        for command in &commands {
            let words: Vec<&str> = command.split(' ').collect();
            try_command(&words)?;
        }
        Ok(link)
    }

    fn serve(&mut self) {
        for name in ["root", "uploads"] {
            fs::create_dir(self.path(name)).unwrap();
        }
        for (name, size) in [("root/large", LARGE), ("measured", MEASURED)] {
            fs::File::create(self.path(name))
                .unwrap()
                .set_len(size)
                .unwrap();
        }
        let home = self.folder.path().display();
        let configuration = format!(
            "daemon off; pid {home}/pid; error_log {home}/error.log; user root;
             events {{ worker_connections 64; }}
             http {{
                 access_log off; sendfile on; client_max_body_size 0;
                 client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
                 fastcgi_temp_path {home}/fastcgi;
                 uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
                 server {{ listen {SERVER}:80; root {home}/root; dav_methods PUT; }}
             }}"
        );
        let file = self.path("nginx.conf");
        fs::write(&file, configuration).unwrap();
        let mut nginx = inside(&self.there, "nginx");
        nginx.arg("-c").arg(&file).stderr(Stdio::null());
        self.servers = vec![nginx.spawn().unwrap(), self.start(&self.there, "server")];
        for address in [SERVER.to_owned(), format!("{SERVER}:8080")] {
            let deadline = Instant::now() + DEADLINE;
            while !run(&format!(
                "ip netns exec {} curl -s -o /dev/null http://{address}/",
                self.here
            )) {
                assert!(Instant::now() < deadline, "{address} does not listen");
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The rate of an ordinary download or upload, in bytes per second.
    fn curl_rate(&self) -> f64 {
        let mut command = inside(&self.here, "curl");
        command.args(["-s", "--fail", "-o", "/dev/null"]);
        match self.job_type {
            BG_JOB_TYPE_DOWNLOAD => command
                .args([
                    "-w",
                    "%{speed_download}",
                    "-r",
                    &format!("0-{}", MEASURED - 1),
                ])
                .arg(format!("http://{SERVER}/large")),
            _ => command
                .args(["-w", "%{speed_upload}", "-T"])
                .arg(self.path("measured"))
                .arg(format!("http://{SERVER}/measured")),
        };
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().parse().unwrap()
    }

    /// Starts this program in a namespace, in a role.
    fn start(&self, namespace: &str, role: &str) -> Child {
        let wrapper = ["ip", "netns", "exec", namespace];
        let job_type = match self.job_type {
            BG_JOB_TYPE_DOWNLOAD => "download",
            _ => "upload",
        };
        child::command(role, &self.path("queue"), &wrapper)
            .env(FOLDER, self.folder.path())
            .env(JOB_TYPE, job_type)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn start_job(&self) -> RunningJob<'_> {
        RunningJob {
            link: self,
            process: self.start(&self.here, "job"),
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let _ = fs::write(self.path("enough"), "");
        for (number, server) in self.servers.iter_mut().enumerate() {
            if number == 0 {
                run(&format!("kill -QUIT {}", server.id())); // nginx
            }
            let _ = server.wait();
        }
        for name in [&self.here, &self.there] {
            run(&format!("ip netns delete {name}"));
        }
    }
}

struct RunningJob<'a> {
    link: &'a Link,
    process: Child,
}

impl RunningJob<'_> {
    /// The bytes that the job has transferred.
    fn carried(&self) -> u64 {
        if self.link.job_type == BG_JOB_TYPE_DOWNLOAD {
            let progress = fs::read_to_string(self.link.path("progress"));
            return progress.map_or(0, |progress| progress.parse().unwrap());
        }
        let sessions = fs::read_dir(self.link.path("uploads/BITS-Sessions/Requests"));
        let file = sessions.ok().and_then(|mut sessions| sessions.next());
        let file = file.map(|session| session.unwrap().path().join("requestfile.bin"));
        file.map_or(0, |file| fs::metadata(file).map_or(0, |data| data.len()))
    }

    /// Waits until the job has transferred more than `bytes`, and returns the number of bytes then.
    fn carried_beyond(&mut self, bytes: u64) -> u64 {
        let deadline = Instant::now() + DEADLINE;
        while self.carried() < bytes {
            assert!(Instant::now() < deadline, "the job does not move");
            assert!(
                self.process.try_wait().unwrap().is_none(),
                "the job's process ended"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        self.carried()
    }
}

impl Drop for RunningJob<'_> {
    fn drop(&mut self) {
        let _ = fs::write(self.link.path("enough"), "");
        let _ = self.process.wait();
    }
}

fn inside(namespace: &str, program: &str) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", namespace, program]);
    command
}

/// Runs a command, and returns whether it succeeded.
fn run(command: &str) -> bool {
    let mut words = command.split(' ');
    let status = Command::new(words.next().unwrap())
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
