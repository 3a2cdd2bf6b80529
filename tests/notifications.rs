//! Notifications: calls of the clients' objects in C++ (`tests/c/notify.cpp`, under
//! AddressSanitizer), across processes, and programs that are run.

#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "behaviour/scene.rs"]
#[allow(dead_code)]
mod scene;
mod support;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};

use ::bits::abi::BG_JOB_STATE::*;
use ::bits::abi::BG_JOB_TYPE::*;
use ::bits::abi::{BG_NOTIFY_FILE_TRANSFERRED, BG_NOTIFY_JOB_TRANSFERRED};
use ::bits::engine::Observer;
use ::bits::engine::{File, FileRange, Job, JobError, Queue};
use scene::Scene;
use support::{build, compiler, need, root, succeed, target_dir, watch_memory};
use world::{text, wait_for, wait_until};

/// The compiled program.
fn program() -> Option<PathBuf> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    let made = PROGRAM.get_or_init(|| {
        need("g++").then(|| {
            let mut compiler = compiler("g++", "c++17");
            compiler.args(["-g", "-pthread"]);
            watch_memory(&mut compiler);
            let source = root().join("tests/c/notify.cpp");
            build(compiler, &[&source], &target_dir().join("notify"))
        })
    });
    made.clone()
}

impl Scene {
    fn home(&self) -> PathBuf {
        self.world.folder.path().join("queue of the programs")
    }

    /// Runs a scenario of the program to its end, on a queue that this process has not open.
    fn play(&self, program: PathBuf, scenario: &str) {
        let mut command = Command::new(program);
        command
            .env("BITS_HOME", self.home())
            .args([scenario, &self.url("")]);
        command.arg(self.world.folder.path().join("here"));
        assert_eq!(succeed(&mut command), format!("ok {scenario}\n"));
    }

    /// `bitsd`, once it is the runner of that queue.
    fn service(&self) -> Service {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bitsd"))
            .env("BITS_HOME", self.home())
            .env("A_SECRET", "not for programs")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains("the queue is open"), "{line}");
        Service(child)
    }

    /// A program that writes down how it was called, beside itself, and then ends as it is told.
    fn write_program(&self, end: &str) {
        let path = self.world.here("program");
        let lines = [
            "#!/bin/sh",
            "{ echo run; printf '<%s>\\n' \"$@\"; } >> \"$1/calls\"",
            "env > \"$1/environment\"",
            "ls -l /proc/self/fd > \"$1/descriptors\"",
            "mv \"$1/calls\" \"$1/called\"",
            end,
            "",
        ];
        fs::write(&path, lines.join("\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn wait_for_program(&self) -> String {
        let called = self.world.here("called");
        wait_until("the program", || called.exists());
        fs::read_to_string(called).unwrap()
    }
}

struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

macro_rules! scenarios {
    ($($scenario:ident)*) => {
        $(#[test] fn $scenario() {
            if let Some(program) = program() {
                Scene::new().play(program, stringify!($scenario));
            }
        })*
    };
}

scenarios! {
    files_come_before_the_job
    an_error_comes_with_everything_about_it
    news_wait_for_whoever_comes_late
    modifications_are_gathered
    a_blocked_callback_harms_nobody_else
    a_callback_may_call_everything
    a_callback_may_let_go_of_everything
}

#[test]
fn a_program_hears_of_what_the_service_transferred() {
    let Some(program) = program() else { return };
    let scene = Scene::new();
    let _service = scene.service();
    scene.play(program, "wait_for_the_news");
}

#[test]
fn the_service_runs_the_program_of_a_client_that_is_gone() {
    let Some(program) = program() else { return };
    let scene = Scene::new();
    scene.write_program("");
    let _service = scene.service();
    scene.play(program, "leave_a_command");
    let folder = scene.world.here("");
    let folder = text(&folder).trim_end_matches('/');
    let arguments = [folder, "two words", "a\\b c", "$HOME", "`id`", "'x", "y'"]
        .map(|one| format!("<{one}>\n"));
    assert_eq!(
        scene.wait_for_program(),
        format!("run\n{}", arguments.concat())
    );
    check_surroundings(&scene);
}

/// Nothing of the service's environment and descriptors reached the program.
fn check_surroundings(scene: &Scene) {
    let environment = fs::read_to_string(scene.world.here("environment")).unwrap();
    assert!(
        environment.contains(&format!("BITS_HOME={}\n", text(&scene.home()))),
        "{environment}"
    );
    assert!(!environment.contains("A_SECRET"), "{environment}");
    let descriptors = fs::read_to_string(scene.world.here("descriptors")).unwrap();
    let open: Vec<_> = descriptors
        .lines()
        .filter_map(|line| line.split(" -> ").nth(1))
        .collect();
    // The second and the fourth are those that `ls` works with.
    assert_eq!(
        (open[0], open[2], open.len()),
        ("/dev/null", "/dev/null", 4),
        "{descriptors}"
    );
}

#[test]
fn a_client_that_ends_within_a_call_leaves_it_to_the_program() {
    let Some(program) = program() else { return };
    let scene = Scene::new();
    scene.write_program("");
    let _service = scene.service();
    scene.play(program, "end_within_a_callback");
    assert!(scene.wait_for_program().starts_with("run\n"));
}

#[test]
fn a_program_that_fails_is_run_again_until_the_job_is_over() {
    let Some(program) = program() else { return };
    let scene = Scene::new();
    scene.write_program("exit 1");
    let _service = scene.service();
    let queue = Queue::open(&scene.home()).unwrap();
    scene.play(program, "leave_a_command");
    scene.wait_for_program();
    let job = queue.jobs(false).unwrap().remove(0);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    fs::remove_file(scene.world.here("called")).unwrap();
    scene.wait_for_program();
    job.complete().unwrap();
}

#[test]
fn a_program_that_is_named_after_an_object_took_the_news_is_not_run() {
    let scene = Scene::new();
    scene.write_program("");
    let command = |job: &Job, folder: &Path| {
        fs::create_dir(folder).unwrap();
        let parameters = format!("program \"{}\"", folder.display());
        job.set_notify_command(Some(text(&scene.world.here("program"))), Some(&parameters))
            .unwrap();
    };
    let transfer = |name: &str| {
        let job = scene.world.job();
        job.add_files(&[(&scene.url("/whole/10"), text(&scene.world.here(name)))])
            .unwrap();
        job.resume().unwrap();
        job
    };
    let told = transfer("a");
    let diary = Arc::new(Diary::default());
    told.set_observer(Some(diary.clone())).unwrap();
    diary.wait_for(&["transferred"]);
    wait_until("the call to return", || Arc::strong_count(&diary) == 2);
    let (first, second) = (scene.world.here("first"), scene.world.here("second"));
    command(&told, &first);
    // Nobody is there any more whom the program would have to wait for.
    told.set_observer(None).unwrap();
    command(&transfer("b"), &second);
    wait_until("the other job's program", || second.join("called").exists());
    assert!(fs::read_dir(&first).unwrap().next().is_none());
}

/// Writes down what it hears.
#[derive(Default)]
struct Diary(Mutex<Vec<String>>);

impl Diary {
    fn wait_for(&self, lines: &[&str]) {
        wait_until("the news", || self.0.lock().unwrap().len() >= lines.len());
        assert_eq!(*self.0.lock().unwrap(), lines);
    }

    fn note(&self, line: &str) -> bool {
        self.0.lock().unwrap().push(line.to_owned());
        true
    }
}

impl Observer for Diary {
    fn transferred(&self, _job: &Job) -> bool {
        self.note("transferred")
    }

    fn failed(&self, _job: &Job, _error: &JobError) -> bool {
        self.note("failed")
    }

    fn modified(&self, _job: &Job) -> bool {
        self.note("modified")
    }

    fn file_transferred(&self, _job: &Job, file: &File) -> bool {
        let progress = file.progress().unwrap();
        assert_eq!(progress.bytes_transferred, progress.bytes_total);
        let name = Path::new(file.local_name()).file_name().unwrap();
        self.note(&format!(
            "{} of {} bytes",
            name.display(),
            progress.bytes_total
        ))
    }

    fn ranges_transferred(&self, _job: &Job, _file: &File, ranges: &[FileRange]) {
        self.note(&format!("{} ranges", ranges.len()));
    }
}

#[test]
fn the_last_process_to_register_is_the_one_that_is_told() {
    let Some(program) = program() else { return };
    let scene = Scene::new();
    let queue = Queue::open(&scene.home()).unwrap();
    let job = queue.create_job("ours", BG_JOB_TYPE_DOWNLOAD).unwrap();
    job.add_files(&[(&scene.url("/whole/10"), text(&scene.world.here("a")))])
        .unwrap();
    let (first, second) = (Arc::new(Diary::default()), Arc::new(Diary::default()));
    job.set_observer(Some(first.clone())).unwrap();
    scene.play(program, "take_over");
    job.set_observer(Some(second.clone())).unwrap();
    second.wait_for(&["transferred"]);
    first.wait_for(&[]);
}

#[test]
fn of_an_upload_only_the_reply_is_told_of() {
    let scene = Scene::new();
    for (job_type, length, lines) in [
        (
            BG_JOB_TYPE_UPLOAD_REPLY,
            "10",
            &["answer of 10 bytes", "transferred"][..],
        ),
        (BG_JOB_TYPE_UPLOAD_REPLY, "0", &["transferred"]),
        (BG_JOB_TYPE_UPLOAD, "11", &["transferred"]),
    ] {
        let job = scene.world.job_of(job_type);
        let diary = Arc::new(Diary::default());
        job.set_notify_flags(BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_FILE_TRANSFERRED)
            .unwrap();
        job.set_observer(Some(diary.clone())).unwrap();
        let own = scene.own("own", length);
        job.add_files(&[(&scene.world.url(&format!("up{length}")), text(&own))])
            .unwrap();
        if job_type == BG_JOB_TYPE_UPLOAD_REPLY {
            job.set_reply_file_name(Some(text(&scene.world.here("answer"))))
                .unwrap();
        }
        job.resume().unwrap();
        diary.wait_for(lines);
        job.cancel().unwrap();
    }
}
