//! Places to which no file could be written are refused when a file is added, and not after its
//! last byte.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::{BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY};
use bits::abi::{E_ACCESSDENIED, E_INVALIDARG};
use bits::engine::{Error, FileRange, Queue, win32};
use bits_test_support::fixture::{Fixture, text, wait_for};
use bits_test_support::needs::{Need, try_command};
use bits_test_support::process::OwnProcess;

const INVALID: Error = Error(E_INVALIDARG);
const DENIED: Error = Error(E_ACCESSDENIED);
const PATH_NOT_FOUND: Error = Error(win32(3));

/// Checks that every call that names the place of a download or a reply refuses it.
fn check_refused(fixture: &Fixture, place: &Path, code: Error) {
    check_name_refused(fixture, text(place), code);
}

fn check_name_refused(fixture: &Fixture, place: &str, code: Error) {
    let url = fixture.url("file");
    let good = text(&fixture.here("good")).to_owned();
    let job = fixture.job();
    let range = [FileRange::new(0, 1).unwrap()];
    for (call, result) in [
        ("AddFile", job.add_files(&[(&url, place)])),
        (
            "AddFileSet",
            job.add_files(&[(&url, good.as_str()), (&url, place)]),
        ),
        (
            "AddFileWithRanges",
            job.add_file_with_ranges(&url, place, &range),
        ),
        (
            "SetReplyFileName",
            fixture
                .job_of(BG_JOB_TYPE_UPLOAD_REPLY)
                .set_reply_file_name(Some(place)),
        ),
    ] {
        assert_eq!(result, Err(code), "{call} {place}");
    }
    if code == DENIED {
        // Without a name of its own, the reply goes to the folder of the upload.
        let upload = fixture.job_of(BG_JOB_TYPE_UPLOAD_REPLY);
        assert_eq!(upload.add_files(&[(&url, place)]), Err(code), "{place}");
        upload.set_reply_file_name(Some(&good)).unwrap();
        upload.add_files(&[(&url, place)]).unwrap();
    }
    assert!(job.files().unwrap().is_empty(), "{place}");
    assert_eq!(job.add_files(&[(&url, &good)]), Ok(()), "{place}");
}

/// The file system counts bytes, and BITS counts UTF-16 code units.
#[test]
fn a_name_that_the_file_system_does_not_take_is_refused() {
    let fixture = Fixture::start();
    let wide = |count| "\u{6f22}".repeat(count);
    check_refused(&fixture, &fixture.here(&wide(86)), INVALID);
    check_refused(
        &fixture,
        &fixture.here(&wide(86)).join("in its folder"),
        INVALID,
    );
    check_arrival(&fixture, &fixture.here(&wide(85)));
}

/// Downloads a file to a place.
#[track_caller]
fn check_arrival(fixture: &Fixture, place: &Path) {
    let job = fixture.job();
    let url = fixture.serve("file", b"content");
    job.add_files(&[(&url, text(place))]).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(fs::read(place).unwrap(), b"content");
}

#[test]
fn a_name_of_a_folder_is_refused_and_one_with_wildcards_is_not() {
    let fixture = Fixture::start();
    let here = |name: &str| format!("{}/{name}", fixture.here("").display());
    for name in ["folder/", "folder/.", "folder/.."] {
        check_name_refused(&fixture, &here(name), INVALID);
    }
    for job_type in [BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD] {
        let job = fixture.job_of(job_type);
        job.add_files(&[(&fixture.url("file"), &here("wh?t*"))])
            .unwrap();
    }
}

#[test]
fn a_folder_that_is_none_is_refused() {
    let fixture = Fixture::start();
    let file = fixture.own("file", b"not a folder");
    let endless = fixture.here("endless");
    symlink(&endless, &endless).unwrap();
    for folder in [fixture.here("absent"), file, endless] {
        check_refused(&fixture, &folder.join("name"), PATH_NOT_FOUND);
    }
}

/// File systems of the kernel, in which not even root can create a file.
#[cfg(target_os = "linux")]
#[test]
fn a_file_system_without_new_files_is_refused() {
    let fixture = Fixture::start();
    check_refused(&fixture, Path::new("/proc/name"), DENIED);
    check_refused(&fixture, Path::new("/sys/name"), DENIED);
}

/// A process with a file system at `/mnt` that is mounted for reading.
const READ_ONLY_MOUNT: OwnProcess = OwnProcess {
    wrapper: &[
        "unshare",
        "-rm",
        "sh",
        "-c",
        "mount -t tmpfs -o ro none /mnt && exec \"$@\"",
        "sh",
    ],
    prepare: |_, _| (),
};

const MOUNT_NAMESPACE: Need = Need::ability("a mount namespace", || {
    try_command(&["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
});

#[test(needs = [MOUNT_NAMESPACE], process = READ_ONLY_MOUNT)]
fn a_file_system_that_is_mounted_for_reading_is_refused() {
    let fixture = Fixture::start();
    check_refused(&fixture, Path::new("/mnt/name"), DENIED);
}

/// The right to become another user.
const SETUID: Need = Need::ability("root", || {
    // SAFETY: the call takes nothing and cannot fail.
    match unsafe { libc::geteuid() } {
        0 => Ok(()),
        user => Err(format!("this is user {user}")),
    }
});

/// A process whose user may change. Another user cannot read the policy of this one.
const OWN_USER: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, _| {
        let nowhere = "/nonexistent";
        command.env("HOME", nowhere).env("XDG_CONFIG_HOME", nowhere);
    },
};

#[cfg(target_os = "linux")]
#[test(needs = [SETUID], process = OWN_USER)]
fn a_place_that_belongs_to_another_user_is_refused() {
    const USER: u32 = 12_345;
    let base = tempfile::tempdir().unwrap();
    fs::set_permissions(base.path(), Permissions::from_mode(0o755)).unwrap();
    for (name, mode) in [("read only", 0o755), ("closed", 0o700), ("sticky", 0o1777)] {
        let folder = base.path().join(name);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("root's"), "").unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
    }
    // SAFETY: the calls change the user of this process alone.
    unsafe {
        assert_eq!(libc::setgid(USER), 0);
        assert_eq!(libc::setuid(USER), 0);
        // The change of user hides the process's own files in /proc from it.
        assert_eq!(libc::prctl(libc::PR_SET_DUMPABLE, 1), 0);
    }
    let fixture = Fixture::start();
    for name in ["read only/new", "closed/new"] {
        check_refused(&fixture, &base.path().join(name), DENIED);
    }
    let taken = base.path().join("sticky/root's");
    let file = fixture.url("file");
    let added = fixture.job().add_files(&[(&file, text(&taken))]);
    assert_eq!(added, Err(DENIED));
    let place = base.path().join("sticky/new");
    fs::write(&place, "of this user").unwrap();
    check_arrival(&fixture, &place);
}

#[test]
fn two_files_of_a_job_have_two_places() {
    let fixture = Fixture::start();
    let url = fixture.serve("file", b"content");
    let folder = fixture.here("folder");
    fs::create_dir(&folder).unwrap();
    symlink(&folder, fixture.here("link")).unwrap();
    let here = fixture.here("").display().to_string();
    let here = here.trim_end_matches('/');
    let first = format!("{here}/folder/name");
    let spellings = [
        first.clone(),
        format!("{here}//folder/name"),
        format!("{here}/./folder/name"),
        format!("{here}/folder/../folder/name"),
        format!("{here}/link/name"),
    ];
    let job = fixture.job();
    for again in &spellings {
        let both = [(url.as_str(), first.as_str()), (&url, again)];
        assert_eq!(job.add_files(&both), Err(INVALID), "{again}");
        assert!(job.files().unwrap().is_empty(), "{again}");
    }
    job.add_files(&[(&url, &first)]).unwrap();
    let range = [FileRange::new(0, 1).unwrap()];
    for again in &spellings {
        assert_eq!(job.add_files(&[(&url, again)]), Err(INVALID), "{again}");
        let ranges = job.add_file_with_ranges(&url, again, &range);
        assert_eq!(ranges, Err(INVALID), "{again}");
    }
    // Another name in the same folder, the same name in another folder, and another job.
    job.add_files(&[
        (&url, &format!("{first}2")),
        (&url, &format!("{here}/name")),
    ])
    .unwrap();
    fixture.job().add_files(&[(&url, &first)]).unwrap();
    assert_eq!(job.files().unwrap()[0].local_name(), first);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(fs::read(first).unwrap(), b"content");
}

/// The file that is named first in the queue of an earlier version keeps its place.
#[test]
fn the_places_of_an_earlier_version_are_kept() {
    let fixture = Fixture::start();
    let (url, place) = (fixture.url("file"), fixture.here("name"));
    let job = fixture.job();
    job.add_files(&[(&url, text(&place))]).unwrap();
    let id = job.id();
    fixture.queue.stop();
    let older = fixture.folder.path().join("older");
    fs::create_dir(&older).unwrap();
    fs::set_permissions(&older, Permissions::from_mode(0o700)).unwrap();
    let copied = older.join("queue.db");
    fs::copy(fixture.folder.path().join("queue/queue.db"), &copied).unwrap();
    rusqlite::Connection::open(&copied)
        .unwrap()
        .execute_batch(
            "INSERT INTO file SELECT job, 1, remote, local, temporary || '2', ranges, status, size,
                written, synced, last_modified, etag, headers, requests, pieces, identity,
                is_recent, attempts FROM file;
            ALTER TABLE file DROP COLUMN is_recent; ALTER TABLE file DROP COLUMN attempts;
            DROP TABLE destination; DROP TABLE inactive; PRAGMA user_version = 5;",
        )
        .unwrap();
    let queue = Queue::open(&older).unwrap();
    let job = queue.job(id).unwrap();
    assert_eq!(job.files().unwrap().len(), 2);
    assert_eq!(job.add_files(&[(&url, text(&place))]), Err(INVALID));
    job.add_files(&[(&url, text(&fixture.here("other")))])
        .unwrap();
}
