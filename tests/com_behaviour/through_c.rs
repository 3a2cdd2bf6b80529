//! The behaviours through the C ABI: `tests/c/behaviour.c` checks each in a process of its own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use bits_test_support::behaviour_fixture::BehaviourFixture;
use bits_test_support::needs::{GCC, NETWORK_NAMESPACE};
use bits_test_support::process::OWN_NETWORK;
use bits_test_support::toolchain::{build, compiler, root, succeed, target_dir};

/// The compiled program.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut compiler = compiler("gcc", "c11");
    compiler.args(["-g", "-pthread"]);
    let source = root().join("tests/c/behaviour.c");
    let program = target_dir().join("behaviour-through-c");
    build(compiler, &[&source], &program)
});

fn check(name: &str) {
    let fixture = BehaviourFixture::start();
    let base = &fixture.base;
    let output = succeed(
        Command::new(&*PROGRAM)
            .env("BITS_HOME", base.folder.path().join("queue of the program"))
            .args([
                name,
                &fixture.url(""),
                &base.url("")[..base.url("").len() - 1],
            ])
            .arg(base.folder.path().join("here")),
    );
    assert_eq!(output, format!("ok {name}\n"));
}

#[test(needs = [GCC, NETWORK_NAMESPACE], process = OWN_NETWORK)]
fn jobs_wait_for_the_network() {
    check("jobs_wait_for_the_network");
}

/// Defines a test for each behaviour that the program checks, and a test that compares this list
/// with the program's own.
macro_rules! behaviours {
    ($($name:ident)*) => {
        $(
            #[test(needs = [GCC])]
            fn $name() {
                check(stringify!($name));
            }
        )*

        #[test(needs = [GCC])]
        fn every_behaviour_of_the_program_has_its_test() {
            let names = [$(stringify!($name),)* "jobs_wait_for_the_network"];
            let names = names.map(|name| format!("{name}\n")).concat();
            assert_eq!(succeed(&mut Command::new(&*PROGRAM)), names);
        }
    };
}

behaviours! {
    a_new_job_has_the_defaults
    resume_without_files_is_refused
    texts_have_their_limits
    short_delays_are_raised_and_no_timeout_means_no_retry
    a_delay_longer_than_the_timeout_ends_in_error
    undefined_values_are_not_implemented
    a_proxy_list_is_required_then_and_looked_at_later
    an_upload_has_one_file
    only_an_upload_with_reply_has_one
    a_reply_in_memory_has_its_limit
    credentials_are_checked_and_removed
    a_download_has_its_name_and_time_after_complete
    complete_keeps_what_is_finished
    cancel_after_transferred_leaves_nothing
    complete_waits_for_a_locked_destination
    a_file_that_changes_on_the_server_restarts
    a_callback_that_fails_is_called_again_or_the_program_runs
    a_transient_error_can_be_read_until_data_moves_again
    an_enumeration_is_a_snapshot_of_living_files
    next_and_skip_say_when_they_reach_the_end
    a_higher_job_puts_a_lower_one_back
}
