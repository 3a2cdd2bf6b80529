//! Who can reach a queue, and what a stranger can do to its files.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use bits::abi::E_ACCESSDENIED;
use bits::engine::{Error, Queue};

use crate::agent::Scene;
use crate::child::{self, Child};
use crate::world::{content, names, wait_until};

const TRANSFERRED: &str = "BG_JOB_STATE_TRANSFERRED";

/// An agent that would let everybody read everything.
pub fn play_unmasked() {
    // SAFETY: umask takes a number and cannot fail.
    unsafe { libc::umask(0) };
    crate::agent::play();
}

#[test]
fn only_its_user_can_reach_a_queue() {
    let scene = Scene::new();
    let mut agent = Child::start(child::command("unmasked", &scene.home(), &[]));
    assert_eq!(agent.hear(), "open");
    let id = scene.job(&mut agent, 1000, "a");
    agent.ask(&format!("resume {id}"));
    agent.ask(&format!("wait {id} {TRANSFERRED}"));

    assert_eq!(fs::metadata(scene.home()).unwrap().mode() & 0o777, 0o700);
    let files = names(&scene.home());
    assert!(
        files.iter().any(|name| name == "queue.db-wal")
            && files.iter().any(|name| name == "runner.sock")
    );
    for name in files {
        let mode = fs::symlink_metadata(scene.home().join(&name))
            .unwrap()
            .mode()
            & 0o777;
        assert_eq!(mode, 0o600, "{name}: {mode:o}");
    }
}

#[test]
fn a_folder_of_others_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &std::path::Path| matches!(Queue::open(path), Err(Error(E_ACCESSDENIED)));
    for mode in [0o770, 0o702, 0o777] {
        let home = folder.path().join(format!("{mode:o}"));
        fs::create_dir(&home).unwrap();
        fs::set_permissions(&home, Permissions::from_mode(mode)).unwrap();
        assert!(refused(&home), "{mode:o}");
        assert!(names(&home).is_empty());
    }
    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    match chown(&foreign, Some(12_345), None) {
        Ok(()) => assert!(refused(&foreign)),
        Err(_) => println!("skipped: needs root to give a folder away"),
    }
}

/// Each stranger puts something of theirs in the place of the temporary file while the job waits.
#[test]
fn nothing_is_written_through_what_a_stranger_puts_in_the_temporary_files_place() {
    let scene = Scene::new();
    let victim = scene.folder.path().join("victim");
    for (name, put) in [
        (
            "soft",
            (|victim, place| symlink(victim, place)) as fn(&std::path::Path, &std::path::Path) -> _,
        ),
        ("hard", |victim, place| fs::hard_link(victim, place)),
    ] {
        fs::write(&victim, "untouched").unwrap();
        scene.pace(1_000_000);
        let mut agent = scene.agent();
        let id = scene.job(&mut agent, 2_000_000, name);
        agent.ask(&format!("resume {id}"));
        let temporary = || {
            scene
                .left()
                .into_iter()
                .find(|name| name.starts_with(".BIT"))
        };
        wait_until("the temporary file", || temporary().is_some());
        agent.ask(&format!("suspend {id}"));
        let temporary = scene.here(&temporary().unwrap());
        fs::remove_file(&temporary).unwrap();
        put(&victim, &temporary).unwrap();
        scene.pace(100_000_000);
        agent.ask(&format!("resume {id}"));
        let state = agent.ask(&format!("wait {id} BG_JOB_STATE_ERROR"));
        assert_eq!(state, "BG_JOB_STATE_ERROR", "{name}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched", "{name}");

        fs::remove_file(&temporary).unwrap();
        agent.ask(&format!("resume {id}"));
        assert_eq!(agent.ask(&format!("wait {id} {TRANSFERRED}")), TRANSFERRED);
        fs::rename(&temporary, scene.here("aside")).unwrap();
        put(&victim, &temporary).unwrap();
        assert_eq!(agent.ask(&format!("complete {id}")), "0x80070002", "{name}");
        fs::rename(scene.here("aside"), &temporary).unwrap();
        agent.ask(&format!("resume {id}"));
        assert_eq!(agent.ask(&format!("wait {id} {TRANSFERRED}")), TRANSFERRED);
        assert_eq!(agent.ask(&format!("complete {id}")), "Done", "{name}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched", "{name}");
        assert!(fs::read(scene.here(name)).unwrap() == content(2_000_000));
        fs::remove_file(&victim).unwrap();
    }
}
