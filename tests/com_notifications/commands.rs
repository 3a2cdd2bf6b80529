//! Notification commands: the programs of `SetNotifyCmdLine`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use bits::abi::BG_JOB_STATE::*;
use bits::engine::{Job, Queue};
use bits_test_support::fixture::{text, wait_for, wait_until};
use bits_test_support::needs::{GCC, GXX};
use bits_test_support::toolchain::{root, succeed, target_dir};

use crate::fixture::NotificationFixture;
use crate::objects::NotificationLog;

#[test(needs = [GXX])]
fn the_service_runs_the_program_of_a_client_that_is_gone() {
    let fixture = NotificationFixture::new();
    fixture.write_program("");
    let _service = fixture.service();
    fixture.run_scenario("leave_a_command");
    let folder = fixture.base.here("");
    let folder = text(&folder).trim_end_matches('/');
    let arguments = [folder, "two words", "a\\b c", "$HOME", "`id`", "'x", "y'"]
        .map(|one| format!("<{one}>\n"));
    assert_eq!(
        fixture.wait_for_program(),
        format!("run\n{}", arguments.concat())
    );
    check_surroundings(&fixture);
}

/// Checks that the program received neither the environment nor the descriptors of the service.
fn check_surroundings(fixture: &NotificationFixture) {
    let environment = fs::read_to_string(fixture.base.here("environment")).unwrap();
    assert!(
        environment.contains(&format!("BITS_HOME={}\n", text(&fixture.home()))),
        "{environment}"
    );
    assert!(!environment.contains("A_SECRET"), "{environment}");
    let descriptors = fs::read_to_string(fixture.base.here("descriptors")).unwrap();
    let open: Vec<_> = descriptors
        .lines()
        .filter_map(|line| line.split(" -> ").nth(1))
        .collect();
    // `ls` has opened the second and the fourth itself.
    assert_eq!(
        (open[0], open[2], open.len()),
        ("/dev/null", "/dev/null", 4),
        "{descriptors}"
    );
}

/// The name of the program is empty then, and the first word its first argument, as on Windows.
#[test(needs = [GCC])]
fn parameters_that_begin_with_a_blank_have_an_empty_name() {
    let fixture = NotificationFixture::new();
    let program = target_dir().join("arguments_of_command");
    let source = root().join("tests/c/arguments_of_command.c");
    let mut compiler = Command::new("gcc");
    compiler.args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-o"]);
    succeed(compiler.arg(&program).arg(source));
    for (number, (parameters, expected)) in [
        (" PLACE b", "<>|<PLACE>|<b>|"),
        ("\t\"PLACE\"  \"b c\" ", "<>|<PLACE>|<b c>|"),
        ("\"\" PLACE", "<>|<PLACE>|"),
        ("name PLACE", "<name>|<PLACE>|"),
        ("\"my name\" PLACE", "<my name>|<PLACE>|"),
    ]
    .into_iter()
    .enumerate()
    {
        let place = fixture.base.here(&format!("arguments{number}"));
        let [given, expected] = [parameters, expected].map(|it| it.replace("PLACE", text(&place)));
        let job = fixture.job();
        job.set_notify_command(Some(text(&program)), Some(&given))
            .unwrap();
        let local = fixture.base.here(&number.to_string());
        job.add_files(&[(&fixture.url("/whole/10"), text(&local))])
            .unwrap();
        job.resume().unwrap();
        wait_until("the program", || place.exists());
        assert_eq!(fs::read_to_string(&place).unwrap(), expected, "{given:?}");
        assert_eq!(job.settings().unwrap().notify_command.parameters, given);
        job.cancel().unwrap();
    }
}

#[test(needs = [GXX])]
fn a_client_that_ends_within_a_call_leaves_it_to_the_program() {
    let fixture = NotificationFixture::new();
    fixture.write_program("");
    let _service = fixture.service();
    fixture.run_scenario("end_within_a_callback");
    assert!(fixture.wait_for_program().starts_with("run\n"));
}

#[test(needs = [GXX])]
fn a_program_that_fails_is_run_again_until_the_job_is_over() {
    let fixture = NotificationFixture::new();
    fixture.write_program("exit 1");
    let _service = fixture.service();
    let queue = Queue::open(&fixture.home()).unwrap();
    fixture.run_scenario("leave_a_command");
    fixture.wait_for_program();
    let job = queue.jobs(false).unwrap().remove(0);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    fs::remove_file(fixture.base.here("called")).unwrap();
    fixture.wait_for_program();
    job.complete().unwrap();
}

#[test]
fn a_command_that_is_set_after_an_object_took_the_notification_is_not_run() {
    let fixture = NotificationFixture::new();
    fixture.write_program("");
    let command = |job: &Job, folder: &Path| {
        fs::create_dir(folder).unwrap();
        let parameters = format!("program \"{}\"", folder.display());
        job.set_notify_command(Some(text(&fixture.base.here("program"))), Some(&parameters))
            .unwrap();
    };
    let transfer = |name: &str| {
        let job = fixture.base.job();
        job.add_files(&[(&fixture.url("/whole/10"), text(&fixture.base.here(name)))])
            .unwrap();
        job.resume().unwrap();
        job
    };
    let notified = transfer("a");
    let log = Arc::new(NotificationLog::default());
    notified.set_observer(Some(log.clone())).unwrap();
    log.wait_for(&["transferred"]);
    wait_until("the call to return", || Arc::strong_count(&log) == 2);
    let (first, second) = (fixture.base.here("first"), fixture.base.here("second"));
    command(&notified, &first);
    // Without an object, no notification is left that the command could wait for.
    notified.set_observer(None).unwrap();
    command(&transfer("b"), &second);
    wait_until("the other job's program", || second.join("called").exists());
    assert!(fs::read_dir(&first).unwrap().next().is_none());
}
