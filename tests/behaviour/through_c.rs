//! The points through the C ABI: `tests/c/behaviour.c` tries each in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::own_network::in_own_network;
use super::scene::Scene;
use super::support::{build, compiler, need, root, succeed, target_dir};

/// The compiled program.
fn program() -> Option<PathBuf> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    let made = PROGRAM.get_or_init(|| {
        need("gcc").then(|| {
            let mut compiler = compiler("gcc", "c11");
            compiler.args(["-g", "-pthread"]);
            let source = root().join("tests/c/behaviour.c");
            build(
                compiler,
                &[&source],
                &target_dir().join("behaviour-through-c"),
            )
        })
    });
    made.clone()
}

fn try_point(name: &str) {
    let Some(program) = program() else { return };
    if name == "jobs_wait_for_the_network" {
        return in_own_network(&format!("through_c::{name}"), || run(&program, name));
    }
    run(&program, name);
}

fn run(program: &Path, name: &str) {
    let scene = Scene::new();
    let world = &scene.world;
    let said = succeed(
        Command::new(program)
            .env(
                "BITS_HOME",
                world.folder.path().join("queue of the program"),
            )
            .args([
                name,
                &scene.url(""),
                &world.url("")[..world.url("").len() - 1],
            ])
            .arg(world.folder.path().join("here")),
    );
    assert_eq!(said, format!("ok {name}\n"));
}

/// A test for each point, and one that the program has no others.
macro_rules! points {
    ($($point:ident)*) => {
        $(#[test] fn $point() { try_point(stringify!($point)); })*

        #[test]
        fn every_point_of_the_program_has_its_test() {
            let Some(program) = program() else { return };
            let points: String = [$(stringify!($point)),*].map(|point| format!("{point}\n")).concat();
            assert_eq!(succeed(&mut Command::new(program)), points);
        }
    };
}

points! {
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
    jobs_wait_for_the_network
}
