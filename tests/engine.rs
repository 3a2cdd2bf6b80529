//! The life of downloads through the Rust API, against a real server, on real files.

#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "support/listener.rs"]
#[allow(dead_code)]
mod listener;
#[path = "engine/modes.rs"]
mod modes;
#[path = "engine/on_demand.rs"]
mod on_demand;
#[path = "engine/on_demand_edges.rs"]
mod on_demand_edges;
#[path = "engine/pieces_at_random.rs"]
mod pieces_at_random;
#[path = "engine/ranges.rs"]
mod ranges;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use ::bits::abi::BG_JOB_PRIORITY::*;
use ::bits::abi::BG_JOB_STATE::*;
use ::bits::abi::*;
use ::bits::engine::Observer;
use ::bits::engine::{
    CallOutcome, Error, File, FileRange, Job, JobError, ReplyProgress, SIZE_UNKNOWN,
};
use world::{World, data, text, wait_for, wait_until};

#[test]
fn a_job_downloads_its_files_and_names_them_when_completed() {
    let world = World::new();
    let job = world.job();
    assert_eq!(job.state(), BG_JOB_STATE_SUSPENDED);
    assert_eq!(job.resume(), Err(Error(BG_E_EMPTY)));
    let contents: Vec<_> = [0, 1, 70_000, 3_000_000]
        .map(|length| data(length, length as u64))
        .into();
    for (index, content) in contents.iter().enumerate() {
        let url = world.serve(&format!("file{index}"), content);
        job.add_files(&[(&url, text(&world.here(&format!("copy{index}"))))])
            .unwrap();
    }
    assert_eq!(job.progress().bytes_total, SIZE_UNKNOWN);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let progress = job.progress();
    assert_eq!((progress.files_total, progress.files_transferred), (4, 4));
    assert_eq!(
        (progress.bytes_total, progress.bytes_transferred),
        (3_070_001, 3_070_001)
    );
    assert!(job.times().unwrap().transfer_completion > 0);
    assert!(
        !world.here("copy0").exists(),
        "a file has its name before Complete"
    );
    assert!(!job.files().unwrap()[0].progress().unwrap().completed);

    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(job.state(), BG_JOB_STATE_ACKNOWLEDGED);
    for (index, content) in contents.iter().enumerate() {
        assert_eq!(
            &fs::read(world.here(&format!("copy{index}"))).unwrap(),
            content
        );
    }
    assert_eq!(world.left(), ["copy0", "copy1", "copy2", "copy3"]);
    assert_eq!(job.complete(), Err(Error(BG_E_INVALID_STATE)));
    assert!(matches!(
        world.queue.job(job.id()),
        Err(Error(BG_E_NOT_FOUND))
    ));
    assert!(world.queue.jobs(false).unwrap().is_empty());
    assert!(job.files().unwrap()[0].progress().unwrap().completed);
}

#[test]
fn the_completed_file_has_the_servers_time() {
    let world = World::new();
    let url = world.serve("dated", b"content");
    let stamp = SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890);
    let served = fs::File::options()
        .write(true)
        .open(world.folder.path().join("served/dated"))
        .unwrap();
    served.set_modified(stamp).unwrap();
    let job = world.job();
    job.add_files(&[(&url, text(&world.here("dated")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(
        fs::metadata(world.here("dated"))
            .unwrap()
            .modified()
            .unwrap(),
        stamp
    );
}

#[test]
fn cancel_leaves_nothing() {
    let world = World::new();
    let url = world.serve("file", &data(100_000, 1));
    let job = world.job();
    job.add_files(&[(&url, text(&world.here("copy")))]).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(world.left().len(), 1);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    assert_eq!(job.state(), BG_JOB_STATE_CANCELLED);
    assert!(world.left().is_empty());
    assert_eq!(job.cancel(), Err(Error(BG_E_INVALID_STATE)));
}

#[test]
fn a_missing_file_stops_the_job_and_what_arrived_can_be_kept() {
    let world = World::new();
    let first = world.serve("first", &data(10_000, 1));
    let job = world.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    let third = world.serve("third", &data(10_000, 3));
    job.add_files(&[
        (&first, text(&world.here("first"))),
        (&world.url("absent"), text(&world.here("second"))),
        (&third, text(&world.here("third"))),
    ])
    .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let error = job.error().unwrap();
    assert_eq!(error.code as u32, 0x8019_0194);
    assert_eq!(
        error.context,
        BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE
    );
    assert_eq!(error.file, Some(1));
    assert_eq!(error.protocol.as_deref(), Some("http"));
    assert_eq!(job.error_count(), Ok(1));
    assert_eq!(job.progress().files_transferred, 1);
    assert_eq!(job.complete(), Ok(CallOutcome::PartialComplete));
    assert_eq!(world.left(), ["first"]);
}

#[test]
fn a_repaired_job_goes_on() {
    let world = World::new();
    let job = world.job();
    job.add_files(&[(&world.url("late"), text(&world.here("copy")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    world.serve("late", b"here at last");
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.error(), Err(Error(BG_E_ERROR_INFORMATION_UNAVAILABLE)));
    job.complete().unwrap();
    assert_eq!(fs::read(world.here("copy")).unwrap(), b"here at last");
}

#[test]
fn an_unreachable_server_is_a_transient_error_or_final_without_a_timeout() {
    let world = World::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = format!("http://{closed}/file");
    let patient = world.job();
    patient
        .add_files(&[(&url, text(&world.here("a")))])
        .unwrap();
    let strict = world.job();
    strict.add_files(&[(&url, text(&world.here("b")))]).unwrap();
    strict.set_no_progress_timeout(0).unwrap();
    let slow = world.job();
    slow.add_files(&[(&url, text(&world.here("c")))]).unwrap();
    slow.set_minimum_retry_delay(700).unwrap();
    slow.set_no_progress_timeout(600).unwrap();
    for job in [&patient, &strict, &slow] {
        job.resume().unwrap();
    }
    wait_for(&patient, BG_JOB_STATE_TRANSIENT_ERROR);
    wait_for(&strict, BG_JOB_STATE_ERROR);
    wait_for(&slow, BG_JOB_STATE_ERROR);
    assert_eq!(patient.error().unwrap().code as u32, 0x8007_2efd);
    assert_eq!(patient.error_count(), Ok(1));
    patient.suspend().unwrap();
    assert_eq!(patient.state(), BG_JOB_STATE_SUSPENDED);
}

#[test]
fn many_files_of_a_foreground_job_arrive_whole() {
    let world = World::new();
    let job = world.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    let names: Vec<_> = (0..300).map(|index| format!("f{index}")).collect();
    let pairs: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            (
                world.serve(name, &data(1000 + index * 7, index as u64)),
                world.here(name),
            )
        })
        .collect();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(url, path)| (url.as_str(), text(path)))
        .collect();
    job.add_files(&pairs).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    for (index, name) in names.iter().enumerate() {
        assert_eq!(
            fs::read(world.here(name)).unwrap(),
            data(1000 + index * 7, index as u64),
            "{name}"
        );
    }
    assert_eq!(world.left().len(), 300);
}

#[test]
fn local_files_are_copied() {
    let world = World::new();
    let source = world.folder.path().join("served/source");
    fs::write(&source, data(2_000_000, 9)).unwrap();
    let job = world.job();
    job.add_files(&[
        (text(&source), text(&world.here("a"))),
        (&format!("file://{}", text(&source)), text(&world.here("b"))),
    ])
    .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(fs::read(world.here("a")).unwrap(), data(2_000_000, 9));
    assert_eq!(fs::read(world.here("b")).unwrap(), data(2_000_000, 9));
}

#[test]
fn files_can_be_added_at_any_time_before_the_end() {
    let world = World::new();
    let job = world.job();
    job.add_files(&[(&world.serve("a", &data(5000, 1)), text(&world.here("a")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.add_files(&[(&world.serve("b", &data(5000, 2)), text(&world.here("b")))])
        .unwrap();
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED);
    job.resume().unwrap();
    wait_until("two files", || job.progress().files_transferred == 2);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(world.left(), ["a", "b"]);
}

#[test]
fn a_link_at_the_destination_is_replaced() {
    let world = World::new();
    let victim = world.folder.path().join("victim");
    fs::write(&victim, "untouched").unwrap();
    std::os::unix::fs::symlink(&victim, world.here("copy")).unwrap();
    let job = world.job();
    job.add_files(&[(&world.serve("a", b"new"), text(&world.here("copy")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched");
    assert_eq!(fs::read_to_string(world.here("copy")).unwrap(), "new");
    assert!(
        !fs::symlink_metadata(world.here("copy"))
            .unwrap()
            .is_symlink()
    );
}

/// Writes down what it hears; fails as often as asked.
#[derive(Default)]
struct Diary {
    lines: std::sync::Mutex<Vec<String>>,
    failures: std::sync::atomic::AtomicU32,
}

impl Diary {
    fn note(&self, line: &str) -> bool {
        use std::sync::atomic::Ordering::SeqCst;
        self.lines.lock().unwrap().push(line.to_owned());
        self.failures
            .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
            .is_err()
    }

    fn count(&self, line: &str) -> usize {
        self.lines
            .lock()
            .unwrap()
            .iter()
            .filter(|noted| *noted == line)
            .count()
    }
}

impl Observer for Diary {
    fn transferred(&self, _job: &Job) -> bool {
        self.note("transferred")
    }

    fn failed(&self, _job: &Job, error: &JobError) -> bool {
        self.note(&format!("failed {:#x}", error.code))
    }

    fn modified(&self, _job: &Job) -> bool {
        self.note("modified")
    }

    fn file_transferred(&self, _job: &Job, file: &File) -> bool {
        self.note(&format!(
            "file {}",
            Path::new(file.local_name()).file_name().unwrap().display()
        ))
    }

    fn ranges_transferred(&self, _job: &Job, _file: &File, ranges: &[FileRange]) {
        self.note(&format!("{} ranges", ranges.len()));
    }
}

/// The observer hears once more of the file that was fetched again, and of no other.
#[test]
fn a_rejected_file_alone_comes_again() {
    let world = World::new();
    let job = world.job();
    let diary = std::sync::Arc::new(Diary::default());
    job.set_notify_flags(
        BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR | BG_NOTIFY_FILE_TRANSFERRED,
    )
    .unwrap();
    job.set_observer(Some(diary.clone())).unwrap();
    for name in ["a", "b", "c"] {
        job.add_files(&[(&world.serve(name, &data(5000, 1)), text(&world.here(name)))])
            .unwrap();
    }
    job.resume().unwrap();
    wait_until("the end", || diary.count("transferred") == 1);
    job.files().unwrap()[1].set_validation(false).unwrap();
    wait_until("the error", || diary.count("failed 0x80200053") == 1);
    job.resume().unwrap();
    wait_until("the end", || diary.count("transferred") == 2);
    assert_eq!(
        *diary.lines.lock().unwrap(),
        [
            "file a",
            "file b",
            "file c",
            "transferred",
            "failed 0x80200053",
            "file b",
            "transferred"
        ]
    );
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
}

/// Files of a foreground job that arrive before an earlier one do not count until that has come.
#[test]
fn files_that_arrive_early_count_in_their_order() {
    let world = World::new();
    let (first, rest) = (data(200_000, 1), data(5000, 2));
    let go_on = std::sync::Arc::new(std::sync::Barrier::new(2));
    let held = go_on.clone();
    let server = fault_server::FaultServer::start(move |seen| {
        if seen.target == "/0" {
            held.wait();
            return fault_server::Reply::file(&first, "\"1\"", seen);
        }
        fault_server::Reply::file(&rest, "\"1\"", seen)
    });
    let job = world.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    for name in ["0", "1", "2"] {
        job.add_files(&[(&server.url(&format!("/{name}")), text(&world.here(name)))])
            .unwrap();
    }
    job.resume().unwrap();
    let files = job.files().unwrap();
    let arrived = |index: usize| {
        let name = files[index].temporary_name().unwrap();
        fs::metadata(name).is_ok_and(|data| data.len() == 5000)
    };
    wait_until("the later files", || arrived(1) && arrived(2));
    let shown = |index: usize| files[index].progress().unwrap().bytes_transferred;
    assert_eq!((shown(0), shown(1), shown(2)), (0, 0, 0));
    assert_eq!(
        (
            job.progress().files_transferred,
            job.progress().bytes_transferred
        ),
        (0, 0)
    );
    assert_eq!(files[1].set_validation(true), Err(Error(E_PENDING)));
    go_on.wait();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(
        (
            job.progress().files_transferred,
            job.progress().bytes_transferred
        ),
        (3, 210_000)
    );
    assert_eq!((shown(0), shown(1), shown(2)), (200_000, 5000, 5000));
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(world.left(), ["0", "1", "2"]);
}

#[test]
fn an_observer_hears_of_files_before_the_job_and_again_when_it_failed() {
    let world = World::new();
    let job = world.job();
    let diary = std::sync::Arc::new(Diary::default());
    diary.failures.store(1, std::sync::atomic::Ordering::SeqCst);
    job.set_notify_flags(BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_FILE_TRANSFERRED)
        .unwrap();
    job.set_observer(Some(diary.clone())).unwrap();
    for name in ["a", "b"] {
        job.add_files(&[(&world.serve(name, &data(5000, 1)), text(&world.here(name)))])
            .unwrap();
    }
    job.resume().unwrap();
    wait_until("the end", || diary.count("transferred") == 1);
    assert_eq!(
        *diary.lines.lock().unwrap(),
        ["file a", "file a", "file b", "transferred"]
    );

    let late = std::sync::Arc::new(Diary::default());
    job.set_observer(Some(late.clone())).unwrap();
    wait_until("the late one", || late.count("transferred") == 1);
    job.complete().unwrap();
    assert_eq!(diary.count("transferred"), 1);
}

#[test]
fn an_observer_hears_of_errors() {
    let world = World::new();
    let job = world.job();
    let diary = std::sync::Arc::new(Diary::default());
    job.set_notify_flags(BG_NOTIFY_JOB_ERROR | BG_NOTIFY_JOB_MODIFICATION)
        .unwrap();
    job.set_observer(Some(diary.clone())).unwrap();
    job.add_files(&[(&world.url("absent"), text(&world.here("a")))])
        .unwrap();
    wait_until("the modification", || diary.count("modified") == 1);
    job.resume().unwrap();
    wait_until("the error", || diary.count("failed 0x80190194") == 1);
}

#[test]
fn a_program_is_run_when_the_job_is_transferred() {
    let world = World::new();
    let job = world.job();
    let script = world.folder.path().join("notify.sh");
    let heard = world.folder.path().join("heard");
    fs::write(
        &script,
        format!(
            "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > {0}.new && mv {0}.new {0}\n",
            heard.display()
        ),
    )
    .unwrap();
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    job.set_notify_command(
        Some(text(&script)),
        Some("\"my name\" one \"two three\" $HOME"),
    )
    .unwrap();
    job.add_files(&[(&world.serve("a", b"a"), text(&world.here("a")))])
        .unwrap();
    job.resume().unwrap();
    wait_until("the program", || heard.exists());
    assert_eq!(
        fs::read_to_string(&heard).unwrap(),
        format!("{}\none\ntwo three\n$HOME\n", text(&script))
    );
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED);
}

#[test]
fn a_failing_observer_hands_over_to_the_program() {
    let world = World::new();
    let job = world.job();
    let heard = world.folder.path().join("heard");
    let diary = std::sync::Arc::new(Diary::default());
    diary
        .failures
        .store(100, std::sync::atomic::Ordering::SeqCst);
    job.set_observer(Some(diary.clone())).unwrap();
    job.set_notify_command(
        Some("/usr/bin/touch"),
        Some(&format!("touch {}", text(&heard))),
    )
    .unwrap();
    job.add_files(&[(&world.serve("a", b"a"), text(&world.here("a")))])
        .unwrap();
    job.resume().unwrap();
    wait_until("the program", || heard.exists());
    assert_eq!(diary.count("transferred"), 1);
}

#[test]
fn a_more_important_job_takes_the_turn() {
    let world = World::new();
    let big = world.serve("big", &data(40_000_000, 5));
    let low = world.job();
    low.set_priority(BG_JOB_PRIORITY_LOW).unwrap();
    for index in 0..20 {
        low.add_files(&[(&big, text(&world.here(&format!("low{index}"))))])
            .unwrap();
    }
    low.resume().unwrap();
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let high = world.job();
    high.set_priority(BG_JOB_PRIORITY_HIGH).unwrap();
    for index in 0..5 {
        high.add_files(&[(&big, text(&world.here(&format!("high{index}"))))])
            .unwrap();
    }
    high.resume().unwrap();
    wait_until("the turn", || high.state() != BG_JOB_STATE_QUEUED);
    let seen = low.state();
    assert!(
        seen == BG_JOB_STATE_QUEUED || seen == BG_JOB_STATE_TRANSFERRED,
        "{seen}"
    );
    wait_for(&high, BG_JOB_STATE_TRANSFERRED);
    wait_for(&low, BG_JOB_STATE_TRANSFERRED);
    low.complete().unwrap();
    assert_eq!(fs::read(world.here("low19")).unwrap(), data(40_000_000, 5));
}

#[test]
fn suspend_and_resume_lose_nothing() {
    let world = World::new();
    let content = data(60_000_000, 8);
    let url = world.serve("big", &content);
    let job = world.job();
    job.add_files(&[(&url, text(&world.here("copy")))]).unwrap();
    for _ in 0..10 {
        job.resume().unwrap();
        std::thread::sleep(Duration::from_millis(5));
        job.suspend().unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(fs::read(world.here("copy")).unwrap() == content);
}

/// The text of a job without files as it was written when it held everything.
const FULL_ROW: &str = r#"{"settings":{"display_name":"test","description":"","owner":"OWNER","priority":2,"notify_flags":3,
    "minimum_retry_delay":600,"no_progress_timeout":1209600,"maximum_download_time":7776000,
    "proxy":{"usage":0,"list":null,"bypass":null},"notify_command":{"program":"","parameters":""},"security_flags":0,
    "custom_headers":null,"custom_headers_write_only":false,"reply_file_name":null,"file_acl_flags":0,"peer_caching_flags":0,
    "cost_flags":2147483903,"notification_interval":500},
    "times":{"creation":7,"modification":8,"transfer_completion":0},
    "progress":{"bytes_total":0,"bytes_transferred":0,"files_total":0,"files_transferred":0},
    "error":null,"error_count":2,"failing_since":0,"failed_at":0,"retry_after":null,"active_time":0,"completing":false,
    "settled":false,"credentials":[],"upload":{"id":null,"host":null,"host_fallback":null,"host_trouble":null,
    "host_refused":false,"offset":0,"reply_url":null,"phase":"Sending","fragments":{"size":262144,"ceiling":13631488},
    "source":null},"reply":{"bytes_total":18446744073709551615,"bytes_transferred":0},"entry":0,"notice":"None","validated":[]}"#;

#[test]
fn a_row_that_holds_what_a_new_one_leaves_out_says_the_same() {
    let world = World::new();
    let job = world
        .queue
        .create_job("test", BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY)
        .unwrap();
    let new = job.settings().unwrap();
    let full = FULL_ROW.replace("OWNER", &new.owner);
    let database = rusqlite::Connection::open(world.folder.path().join("queue/queue.db")).unwrap();
    let written: String = database
        .query_row("SELECT data FROM job", [], |row| row.get(0))
        .unwrap();
    assert!(written.len() < full.len() / 2, "{written}");
    database
        .execute("UPDATE job SET data = ?1", [full])
        .unwrap();

    let job = world.queue.job(job.id()).unwrap();
    assert_eq!(job.settings().unwrap(), new);
    assert_eq!(
        (job.times().unwrap().creation, job.error_count().unwrap()),
        (7, 2)
    );
    assert_eq!(job.reply_progress().unwrap(), ReplyProgress::default());
    job.set_description("changed").unwrap();
    assert_eq!(job.settings().unwrap().description, "changed");
    assert_eq!(
        (job.times().unwrap().creation, job.error_count().unwrap()),
        (7, 2)
    );
}
