//! Access to the folder of a queue, and other users' files in place of its files.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use bits::abi::E_ACCESSDENIED;
use bits::engine::{Error, Queue, win32};
use bits_test_support::child::{self, Child};
use bits_test_support::fixture::{content, names, wait_until};
use bits_test_support::needs::{Need, try_command};

use crate::agent::AgentFixture;

const TRANSFERRED: &str = "BG_JOB_STATE_TRANSFERRED";

/// The role of an agent that creates files without a umask.
pub fn run_unmasked() {
    // SAFETY: umask takes a number and cannot fail.
    unsafe { libc::umask(0) };
    crate::agent::run();
}

#[test]
fn only_its_user_can_reach_a_queue() {
    let fixture = AgentFixture::new();
    let mut agent = Child::start(child::command("unmasked", &fixture.home(), &[]));
    assert_eq!(agent.receive(), "open");
    let id = fixture.job(&mut agent, 1000, "a");
    agent.request(&format!("resume {id}"));
    agent.request(&format!("wait {id} {TRANSFERRED}"));

    assert_eq!(fs::metadata(fixture.home()).unwrap().mode() & 0o777, 0o700);
    let files = names(&fixture.home());
    assert!(
        files.iter().any(|name| name == "queue.db-wal")
            && files.iter().any(|name| name == "runner.sock")
    );
    for name in files {
        let mode = fs::symlink_metadata(fixture.home().join(&name))
            .unwrap()
            .mode()
            & 0o777;
        assert_eq!(mode, 0o600, "{name}: {mode:o}");
    }
}

#[test]
fn a_folder_that_others_can_reach_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &std::path::Path| matches!(Queue::open(path), Err(Error(E_ACCESSDENIED)));
    for mode in [0o770, 0o702, 0o777] {
        let home = folder.path().join(format!("{mode:o}"));
        fs::create_dir(&home).unwrap();
        fs::set_permissions(&home, Permissions::from_mode(mode)).unwrap();
        assert!(refused(&home), "{mode:o}");
        assert!(names(&home).is_empty());
    }
}

#[test]
fn a_folder_that_others_can_replace_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let here = |name: &str| folder.path().join(name);
    for (mode, refused) in [
        (0o1777, false),
        (0o755, false),
        (0o777, true),
        (0o703, true),
    ] {
        let parent = here(&format!("{mode:o}"));
        fs::create_dir(&parent).unwrap();
        fs::set_permissions(&parent, Permissions::from_mode(mode)).unwrap();
        let through_link = here(&format!("link to {mode:o}"));
        symlink(&parent, &through_link).unwrap();
        for path in [parent.join("a/queue"), through_link.join("b/queue")] {
            match Queue::open(&path).err() {
                Some(error) => assert!(refused && error == Error(E_ACCESSDENIED), "{mode:o}"),
                None => assert!(!refused, "{mode:o}"),
            }
        }
        assert_eq!(names(&parent).is_empty(), refused, "{mode:o}");
    }
    let link = here("777/link");
    symlink(here("755"), &link).unwrap();
    assert!(matches!(
        Queue::open(&link.join("queue")),
        Err(Error(E_ACCESSDENIED))
    ));
}

/// The right to give a file to another user.
const CHOWN: Need = Need::ability("root", || {
    let file = tempfile::NamedTempFile::new().unwrap();
    chown(file.path(), Some(ANOTHER_USER), None).map_err(|error| format!("chown: {error}"))
});

const ANOTHER_USER: u32 = 12_345;

#[test(needs = [CHOWN])]
fn a_folder_of_another_user_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    chown(&foreign, Some(ANOTHER_USER), None).unwrap();
    assert!(matches!(Queue::open(&foreign), Err(Error(E_ACCESSDENIED))));

    let queue = foreign.join("queue");
    fs::create_dir(&queue).unwrap();
    fs::set_permissions(&queue, Permissions::from_mode(0o700)).unwrap();
    assert!(matches!(Queue::open(&queue), Err(Error(E_ACCESSDENIED))));
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("key"), [7; 32]).unwrap();
    let set_mode = |mode| {
        fs::set_permissions(folder.path().join("key"), Permissions::from_mode(mode)).unwrap()
    };
    for mode in [0o644, 0o640, 0o604] {
        set_mode(mode);
        assert!(
            matches!(Queue::open(folder.path()), Err(Error(E_ACCESSDENIED))),
            "{mode:o}"
        );
    }
    set_mode(0o600);
    assert!(Queue::open(folder.path()).is_ok());
}

const WITHOUT_PROC: &[&str] = &[
    "unshare",
    "-m",
    "sh",
    "-c",
    "mount -t tmpfs none /proc && exec \"$@\"",
    "sh",
];

/// The right to hide `/proc` from a process.
const MOUNT_NAMESPACE: Need = Need::ability("a mount namespace", || {
    try_command(&[WITHOUT_PROC, &["true"]].concat())
});

/// The role of a process that opens its queue, and sends the code of the failure or 0.
pub fn run_opener_without_proc() {
    let code = Queue::open(std::path::Path::new(&child::setting("BITS_HOME")))
        .map_or_else(|Error(code)| code, |_| 0);
    child::send(format_args!("{code:#x}"));
}

#[test(needs = [MOUNT_NAMESPACE])]
fn a_path_too_long_for_a_socket_is_refused_without_proc() {
    let folder = tempfile::tempdir().unwrap();
    let open = |length: usize, wrapper: &[&str]| {
        let home = folder.path().join("a".repeat(length));
        Child::start(child::command("opener without proc", &home, wrapper)).receive()
    };
    assert_eq!(open(120, WITHOUT_PROC), format!("{:#x}", win32(206)));
    assert_eq!(open(10, WITHOUT_PROC), "0x0");
    assert_eq!(open(120, &[]), "0x0");
}

/// In each case a link replaces the temporary file while the job waits.
#[test]
fn nothing_is_written_through_a_link_in_place_of_the_temporary_file() {
    let fixture = AgentFixture::new();
    let victim = fixture.folder.path().join("victim");
    for (name, put) in [
        (
            "soft",
            (|victim, place| symlink(victim, place)) as fn(&std::path::Path, &std::path::Path) -> _,
        ),
        ("hard", |victim, place| fs::hard_link(victim, place)),
    ] {
        fs::write(&victim, "untouched").unwrap();
        fixture.pace(1_000_000);
        let mut agent = fixture.agent();
        let id = fixture.job(&mut agent, 2_000_000, name);
        agent.request(&format!("resume {id}"));
        let temporary = || {
            fixture
                .left()
                .into_iter()
                .find(|name| name.starts_with(".BIT"))
        };
        wait_until("the temporary file", || temporary().is_some());
        agent.request(&format!("suspend {id}"));
        let temporary = fixture.here(&temporary().unwrap());
        fs::remove_file(&temporary).unwrap();
        put(&victim, &temporary).unwrap();
        fixture.pace(100_000_000);
        agent.request(&format!("resume {id}"));
        let state = agent.request(&format!("wait {id} BG_JOB_STATE_ERROR"));
        assert_eq!(state, "BG_JOB_STATE_ERROR", "{name}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched", "{name}");

        fs::remove_file(&temporary).unwrap();
        agent.request(&format!("resume {id}"));
        assert_eq!(
            agent.request(&format!("wait {id} {TRANSFERRED}")),
            TRANSFERRED
        );
        fs::rename(&temporary, fixture.here("aside")).unwrap();
        put(&victim, &temporary).unwrap();
        assert_eq!(
            agent.request(&format!("complete {id}")),
            "0x80070002",
            "{name}"
        );
        fs::rename(fixture.here("aside"), &temporary).unwrap();
        agent.request(&format!("resume {id}"));
        assert_eq!(
            agent.request(&format!("wait {id} {TRANSFERRED}")),
            TRANSFERRED
        );
        assert_eq!(agent.request(&format!("complete {id}")), "Done", "{name}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched", "{name}");
        assert!(fs::read(fixture.here(name)).unwrap() == content(2_000_000));
        fs::remove_file(&victim).unwrap();
        // Beside a symbolic link the job has taken another name: what was put back is not its own.
        _ = fs::remove_file(&temporary);
    }
}
