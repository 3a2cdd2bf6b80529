//! Files of which parts are asked for, in the order that their owner needs them.

use std::sync::Arc;

use super::fault_server::{FaultServer, Reply, Seen};
use super::listener::Listener;
use super::ranges::{EOF, ranges};
use super::*;
use ::bits::engine::Result;

/// A job with one file of a server that does as it is told.
pub struct Stage {
    pub world: World,
    pub server: FaultServer,
    pub job: Job,
    pub file: File,
}

impl Stage {
    pub fn new(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Stage {
        let (world, server) = (World::new(), FaultServer::start(script));
        let job = world.job();
        job.add_files(&[(&server.url("/file"), text(&world.here("copy")))])
            .unwrap();
        let file = job.file(0).unwrap();
        Stage {
            world,
            server,
            job,
            file,
        }
    }

    /// An on-demand job, and a server that does all right.
    pub fn on_demand(content: &[u8]) -> Stage {
        let content = content.to_vec();
        let stage = Stage::new(move |seen| Reply::file(&content, "\"1\"", seen));
        stage.job.set_on_demand(true).unwrap();
        stage
    }

    pub fn ask(&self, list: &[(u64, u64)]) -> Result<()> {
        self.file.request_ranges(&ranges(list))
    }

    pub fn run_to(&self, state: BG_JOB_STATE) {
        self.job.resume().unwrap();
        wait_for(&self.job, state);
    }

    pub fn filled(&self) -> Vec<(u64, u64)> {
        let list = self.file.filled_ranges().unwrap();
        list.iter()
            .map(|range| (range.offset(), range.length()))
            .collect()
    }

    /// Every range that is said to be there is what the content has in that place.
    pub fn check(&self, content: &[u8]) {
        let there = fs::read(self.file.temporary_name().unwrap()).unwrap();
        for (offset, length) in self.filled() {
            let range = offset as usize..(offset + length) as usize;
            assert!(there[range.clone()] == content[range.clone()], "{range:?}");
        }
    }

    pub fn finish(&self, content: &[u8]) {
        wait_for(&self.job, BG_JOB_STATE_TRANSFERRED);
        assert_eq!(self.filled(), [(0, content.len() as u64)]);
        assert_eq!(self.job.complete(), Ok(CallOutcome::Done));
        assert!(fs::read(self.world.here("copy")).unwrap() == content);
    }

    pub fn error(&self) -> HRESULT {
        wait_for(&self.job, BG_JOB_STATE_ERROR);
        self.job.error().unwrap().code
    }
}

#[test]
fn only_what_is_asked_for_comes_and_no_byte_twice() {
    let content = data(1_000_000, 1);
    let stage = Stage::on_demand(&content);
    stage.ask(&[(900_000, 50_000), (100, 100)]).unwrap();
    assert_eq!(stage.job.state(), BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), []);
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), [(100, 100), (900_000, 50_000)]);
    stage.check(&content);
    assert_eq!(
        stage.server.ranges(),
        ["bytes=900000-949999", "bytes=100-199"]
    );
    let progress = stage.job.progress();
    assert_eq!(
        (progress.bytes_total, progress.bytes_transferred),
        (1_000_000, 50_100)
    );
    assert_eq!(stage.file.progress().unwrap().bytes_transferred, 50_100);

    stage
        .ask(&[(150, 100), (899_000, 60_000), (150, 100)])
        .unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), [(100, 150), (899_000, 60_000)]);
    stage.check(&content);
    stage.ask(&[(0, EOF)]).unwrap();
    stage.job.resume().unwrap();
    stage.finish(&content);
    assert_eq!(stage.server.sent(), 1_000_000);
}

#[test]
fn an_on_demand_job_without_requests_rests() {
    let stage = Stage::on_demand(&data(1000, 2));
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert!(stage.server.seen().is_empty());
    stage.ask(&[(0, 10)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.job.complete(), Ok(CallOutcome::PartialComplete));
    assert!(stage.world.left().is_empty());
    assert_eq!(stage.ask(&[(0, 10)]), Err(Error(BG_E_INVALID_STATE)));
}

#[test]
fn without_the_mode_the_rest_comes_as_well() {
    let content = data(300_000, 3);
    let stage = Stage::on_demand(&content);
    stage.job.set_on_demand(false).unwrap();
    stage.ask(&[(200_000, 1000)]).unwrap();
    stage.file.set_download_position(100_000).unwrap();
    stage.job.resume().unwrap();
    stage.finish(&content);
    let expected = ["200000-200999", "100000-199999", "201000-299999", "0-99999"];
    assert_eq!(
        stage.server.ranges(),
        expected.map(|range| format!("bytes={range}"))
    );
    assert_eq!(stage.server.sent(), 300_000);
}

/// A job that is busy with something else turns to what is asked for, and back.
#[test]
fn what_is_asked_for_goes_ahead_of_what_is_under_way() {
    let content = data(40_000, 4);
    let served = content.clone();
    let stage = Stage::new(move |seen| {
        let whole = seen
            .span()
            .is_none_or(|(_, end)| end.is_none_or(|end| end > 30_000));
        let reply = Reply::file(&served, "\"1\"", seen);
        match whole && seen.nth == 0 {
            true => reply.trickle(100, Duration::from_millis(10)),
            false => reply,
        }
    });
    stage.job.resume().unwrap();
    wait_until("some of it", || {
        stage.job.progress().bytes_transferred > 1000
    });
    stage.ask(&[(20_000, 5000)]).unwrap();
    wait_until("the request", || {
        stage.filled().contains(&(20_000, 5000)) || stage.filled().len() == 1
    });
    stage.finish(&content);
    let asked = stage.server.ranges();
    assert_eq!(
        (asked.len(), &*asked[0], &*asked[1]),
        (4, "bytes=0-", "bytes=20000-24999"),
        "{asked:?}"
    );
    assert!(asked[2].ends_with("-19999"), "{asked:?}");
    assert_eq!(asked[3], "bytes=25000-39999");
}

#[test]
fn files_of_which_something_is_asked_for_go_first() {
    let contents = [data(50_000, 5), data(50_000, 6)];
    let served = contents.clone();
    let stage = Stage::new(move |seen| {
        Reply::file(&served[usize::from(seen.target == "/other")], "\"1\"", seen)
    });
    let (world, job) = (&stage.world, &stage.job);
    job.add_files(&[(&stage.server.url("/other"), text(&world.here("other")))])
        .unwrap();
    let other = job.file(1).unwrap();
    other.request_ranges(&ranges(&[(40_000, 10_000)])).unwrap();
    job.set_on_demand(true).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(other.progress().unwrap().bytes_transferred, 10_000);
    assert_eq!(job.progress().bytes_transferred, 10_000);
    job.set_on_demand(false).unwrap();
    job.resume().unwrap();
    wait_for(job, BG_JOB_STATE_TRANSFERRED);
    let targets: Vec<_> = stage
        .server
        .seen()
        .iter()
        .map(|seen| seen.target.clone())
        .collect();
    assert_eq!(targets, ["/other", "/file", "/other"]);
    job.complete().unwrap();
    assert!(fs::read(world.here("copy")).unwrap() == contents[0]);
    assert!(fs::read(world.here("other")).unwrap() == contents[1]);
}

/// A file that is there because its owner asked for all of it does not wait for those before it.
#[test]
fn a_file_that_was_asked_for_is_kept_without_those_before_it() {
    let content = data(50_000, 6);
    let stage = Stage::on_demand(&content);
    let job = &stage.job;
    job.add_files(&[(
        &stage.server.url("/other"),
        text(&stage.world.here("other")),
    )])
    .unwrap();
    let other = job.file(1).unwrap();
    other
        .request_ranges(&ranges(&[(20_000, EOF), (0, 20_000)]))
        .unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(
        (
            job.progress().files_transferred,
            job.progress().bytes_transferred
        ),
        (1, 50_000)
    );
    other.set_validation(true).unwrap();
    assert_eq!(job.complete(), Ok(CallOutcome::PartialComplete));
    assert_eq!(stage.world.left(), ["other"]);
    assert!(fs::read(stage.world.here("other")).unwrap() == content);
}

#[test]
fn what_the_file_has_not_is_refused_at_once_or_later() {
    let content = data(1000, 7);
    let stage = Stage::on_demand(&content);
    assert_eq!(stage.file.request_ranges(&[]), Err(Error(E_INVALIDARG)));
    stage.ask(&[(990, 20), (0, 10)]).unwrap();
    stage.job.resume().unwrap();
    assert_eq!(stage.error(), BG_E_INVALID_RANGE);
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), [], "the request is forgotten");

    stage.ask(&[(0, 10)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    for beyond in [(990, 11), (1000, EOF)] {
        assert_eq!(stage.ask(&[beyond]), Err(Error(BG_E_INVALID_RANGE)));
    }
    assert_eq!(
        stage.file.set_download_position(1001),
        Err(Error(BG_E_INVALID_RANGE))
    );
    stage.ask(&[(990, EOF)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), [(0, 10), (990, 10)]);
}

#[test]
fn what_cannot_come_in_pieces_says_so() {
    let world = World::new();
    let refused = |file: &File| {
        let refused = Err(Error(BG_E_RANDOM_ACCESS_NOT_SUPPORTED));
        assert_eq!(file.request_ranges(&ranges(&[(0, 1)])), refused);
        assert_eq!(file.set_download_position(0), refused);
        assert_eq!(file.filled_ranges().map(drop), refused);
    };
    let job = world.job();
    job.add_files(&[("file:///etc/hostname", text(&world.here("a")))])
        .unwrap();
    job.add_file_with_ranges(&world.url("b"), text(&world.here("b")), &ranges(&[(0, 1)]))
        .unwrap();
    refused(&job.file(0).unwrap());
    refused(&job.file(1).unwrap());
    let upload = world.job_of(BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD);
    fs::write(world.here("c"), "c").unwrap();
    upload
        .add_files(&[(&world.url("c"), text(&world.here("c")))])
        .unwrap();
    refused(&upload.file(0).unwrap());

    // The server gives nothing to tell one version from another: known once it has answered.
    let stage = Stage::new(|seen| Reply::file(&data(100, 8), "\"1\"", seen).without("ETag"));
    stage.job.set_on_demand(true).unwrap();
    stage.ask(&[(0, 10)]).unwrap();
    stage.job.resume().unwrap();
    assert_eq!(stage.error(), BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn a_wish_that_the_server_cannot_meet_does_not_stop_a_job_that_wants_all() {
    let content = data(100_000, 9);
    let served = content.clone();
    let stage = Stage::new(move |_| Reply::whole(&served).with("ETag", "\"1\""));
    stage.job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    stage.file.set_download_position(50_000).unwrap();
    stage.ask(&[(70_000, 10)]).unwrap();
    stage.job.resume().unwrap();
    stage.finish(&content);
}

/// Serves one version until the number of requests is reached, and then another.
pub fn changing(versions: [Vec<u8>; 2], after: usize) -> impl Fn(&Seen) -> Reply + Send + Sync {
    move |seen| {
        let version = usize::from(seen.nth >= after);
        Reply::file(&versions[version], &format!("\"{version}\""), seen)
    }
}

#[test]
fn pieces_of_two_versions_are_never_mixed() {
    let versions = [data(100_000, 10), data(90_000, 11)];
    let stage = Stage::new(changing(versions.clone(), 2));
    stage.job.set_on_demand(true).unwrap();
    stage.ask(&[(0, 100), (95_000, 100)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    stage.ask(&[(50_000, 100)]).unwrap();
    stage.job.resume().unwrap();
    assert_eq!(stage.error(), BG_E_REMOTE_FILE_CHANGED);
    assert_eq!(stage.filled(), []);
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), [(50_000, 100)]);
    stage.check(&versions[1]);

    let stage = Stage::new(changing(versions.clone(), 2));
    stage.ask(&[(99_000, 100), (0, 100)]).unwrap();
    stage.job.resume().unwrap();
    stage.finish(&versions[1]);
}

#[test]
fn it_goes_on_where_it_was_suspended_and_after_cuts() {
    let content = data(2_000_000, 12);
    let served = content.clone();
    let stage = Stage::new(move |seen| {
        let reply = Reply::file(&served, "\"1\"", seen);
        if seen.nth % 3 == 0 {
            reply.cut(50_000)
        } else {
            reply
        }
    });
    stage.job.set_minimum_retry_delay(5).unwrap();
    stage.job.set_on_demand(true).unwrap();
    stage.ask(&[(1_000_000, 500_000), (0, 300_000)]).unwrap();
    let mut cuts = 0;
    while stage.filled() != [(0, 300_000), (1_000_000, 500_000)] {
        stage.job.resume().unwrap();
        wait_until("it stops", || {
            matches!(
                stage.job.state(),
                BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_TRANSIENT_ERROR
            )
        });
        stage.check(&content);
        cuts += 1;
        assert!(cuts < 20, "{:?}", stage.server.ranges());
    }
    assert!(cuts > 1);
    assert_eq!(stage.server.sent(), 800_000, "no byte twice");
}

#[test]
fn an_observer_hears_of_every_range_once() {
    let content = data(1_000_000, 13);
    let stage = Stage::on_demand(&content);
    let listener = Arc::new(Listener::default());
    stage
        .job
        .set_notify_flags(BG_NOTIFY_FILE_RANGES_TRANSFERRED | BG_NOTIFY_JOB_TRANSFERRED)
        .unwrap();
    stage.job.set_notification_interval(1).unwrap();
    stage.job.set_observer(Some(listener.clone())).unwrap();
    let asked: Vec<_> = (0..50)
        .map(|index| (index * 17 % 50 * 20_000, 10_000))
        .collect();
    stage.ask(&asked).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    wait_until("all ranges", || listener.heard() == stage.filled());
    assert_eq!(listener.heard().len(), 50);
    stage.ask(&[(0, EOF)]).unwrap();
    stage.job.resume().unwrap();
    wait_for(&stage.job, BG_JOB_STATE_TRANSFERRED);
    wait_until("the whole", || listener.heard() == [(0, 1_000_000)]);
    stage.finish(&content);
}

#[test]
fn without_its_flag_nobody_hears_of_ranges() {
    let stage = Stage::on_demand(&data(1000, 14));
    let diary = Arc::new(Diary::default());
    stage
        .job
        .set_notify_flags(BG_NOTIFY_JOB_MODIFICATION)
        .unwrap();
    stage.job.set_notification_interval(0).unwrap();
    stage.job.set_observer(Some(diary.clone())).unwrap();
    stage.ask(&[(0, 10)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    let before = diary.count("modified");
    stage.job.set_description("the last change").unwrap();
    wait_until("the last change", || diary.count("modified") > before);
    let lines = diary.lines.lock().unwrap();
    assert!(lines.iter().all(|line| line == "modified"), "{lines:?}");
}

#[test]
fn what_its_owner_rejects_is_asked_for_again() {
    let content = data(10_000, 15);
    let stage = Stage::on_demand(&content);
    stage.ask(&[(0, EOF)]).unwrap();
    stage.run_to(BG_JOB_STATE_TRANSFERRED);
    stage.file.set_validation(false).unwrap();
    assert_eq!(stage.error(), BG_E_VALIDATION_FAILED);
    assert_eq!(stage.filled(), []);
    stage.job.resume().unwrap();
    stage.finish(&content);
}

#[test]
fn an_empty_file_is_there_when_all_of_it_is_asked_for() {
    let stage = Stage::on_demand(&[]);
    stage.ask(&[(0, EOF)]).unwrap();
    stage.job.resume().unwrap();
    wait_for(&stage.job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(stage.filled(), []);
    stage.job.complete().unwrap();
    assert!(fs::read(stage.world.here("copy")).unwrap().is_empty());
}

#[test]
fn a_limit_counts_what_comes_only() {
    let stage = Stage::on_demand(&data(1000, 16));
    stage.job.set_max_download_size(150).unwrap();
    stage.ask(&[(500, 100)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    stage.ask(&[(0, 100)]).unwrap();
    stage.job.resume().unwrap();
    assert_eq!(stage.error(), BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED);
}
