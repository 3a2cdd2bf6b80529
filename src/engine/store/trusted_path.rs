//! Check of the folders on the way to a queue.
//!
//! Whoever can write to a folder can replace the folders and links in it, and so give this user
//! another queue. Therefore each folder and each symbolic link on the way must belong to this user
//! or to root, and no other user may be able to write to a folder. A folder with the sticky bit,
//! such as `/tmp`, is allowed: there only its owner can replace an entry.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use crate::abi::E_ACCESSDENIED;
use crate::engine::model::error::{Error, Result};
use crate::engine::platform;

/// Most symbolic links on the way to a folder, as for the kernel (`MAXSYMLINKS` of Linux).
const MAX_LINKS: u32 = 40;

/// Follows an absolute path link by link, and checks each folder and link. Returns the canonical
/// path. Returns `E_ACCESSDENIED`, with a line in the log, if another user can replace one of them.
pub fn resolve(path: &Path) -> Result<PathBuf> {
    let mut resolved = PathBuf::from("/");
    check(&resolved)?;
    // The names that are left, the next one last.
    let mut names = names_of(path);
    let mut links = 0;
    while let Some(name) = names.pop() {
        if name == ".." {
            resolved.pop();
            continue;
        }
        resolved.push(name);
        if !check(&resolved)?.is_symlink() {
            continue;
        }
        links += 1;
        if links > MAX_LINKS {
            return Err(io::Error::from_raw_os_error(libc::ELOOP).into());
        }
        let target = fs::read_link(&resolved)?;
        names.extend(names_of(&target));
        resolved.pop();
        if target.is_absolute() {
            resolved = PathBuf::from("/");
        }
    }
    Ok(resolved)
}

/// Returns the names of a path from the last one to the first one.
fn names_of(path: &Path) -> Vec<OsString> {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    });
    names.rev().collect()
}

/// Checks a folder or link, and logs why it is refused.
fn check(path: &Path) -> Result<Metadata> {
    let entry = fs::symlink_metadata(path)?;
    if let Some(fault) = fault(&entry, platform::process::effective_uid()) {
        log::error!(
            "{} leads to the queue, but {fault}; or choose another folder with BITS_HOME",
            path.display()
        );
        return Err(Error(E_ACCESSDENIED));
    }
    Ok(entry)
}

/// Returns what lets another user than `user` and root replace an entry of a folder, or a link, and
/// the cure; `None` if nothing does.
fn fault(entry: &Metadata, user: u32) -> Option<String> {
    let owner = entry.uid();
    if owner != 0 && owner != user && !is_unmapped(owner) {
        return Some(format!("belongs to user {owner}: run chown on it"));
    }
    let is_sticky = entry.mode() & 0o1000 != 0;
    // Many distributions give each user a group of the same number, and a umask that lets the group
    // write. Members of the group 0 are administrators.
    let is_shared = entry.gid() != 0 && entry.gid() != user;
    let others = if is_shared { 0o022 } else { 0o002 };
    if entry.is_symlink() || is_sticky || entry.mode() & others == 0 {
        return None;
    }
    let mode = entry.mode() & 0o7777;
    Some(format!(
        "other users can write to it (mode {mode:o}): run chmod go-w on it"
    ))
}

/// Returns whether files of root may appear to belong to this user, because this process runs in a
/// user namespace that does not map root (a container, a sandbox).
fn is_unmapped(owner: u32) -> bool {
    /// User that the kernel shows in place of one without a mapping.
    const OVERFLOW_USER: u32 = 65534;
    if owner != OVERFLOW_USER {
        return false;
    }
    let Ok(map) = fs::read_to_string("/proc/self/uid_map") else {
        return false;
    };
    // Each line has the first user of a range, that user outside, and the length of the range.
    !map.lines().any(|line| {
        let mut numbers = line.split_whitespace().map(|word| word.parse::<u64>());
        match (numbers.next(), numbers.nth(1)) {
            (Some(Ok(first)), Some(Ok(length))) => (first..first + length).contains(&owner.into()),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    const DENIED: Error = Error(E_ACCESSDENIED);

    fn folder(path: PathBuf, mode: u32) -> PathBuf {
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn a_folder_that_others_can_write_is_refused_unless_it_is_sticky() {
        let base = tempfile::tempdir().unwrap();
        for (mode, expected) in [
            (0o755, true),
            (0o1777, true),
            (0o777, false),
            (0o702, false),
        ] {
            let parent = folder(base.path().join(format!("{mode:o}")), mode);
            let path = folder(parent.join("queue"), 0o700);
            let result = resolve(&path);
            match expected {
                true => assert_eq!(result, Ok(fs::canonicalize(&path).unwrap()), "{mode:o}"),
                false => assert_eq!(result, Err(DENIED), "{mode:o}"),
            }
        }
    }

    #[test]
    fn links_are_followed_and_their_folders_checked() {
        let base = tempfile::tempdir().unwrap();
        let good = folder(base.path().join("good"), 0o755);
        let bad = folder(base.path().join("bad"), 0o777);
        let target = folder(good.join("queue"), 0o700);
        folder(bad.join("queue"), 0o700);
        for (place, to, expected) in [
            (
                &good,
                target.clone(),
                Ok(fs::canonicalize(&target).unwrap()),
            ),
            (
                &good,
                "queue/../queue".into(),
                Ok(fs::canonicalize(&target).unwrap()),
            ),
            (&good, "../bad/queue".into(), Err(DENIED)),
            (&bad, target.clone(), Err(DENIED)),
        ] {
            let link = place.join("link");
            symlink(&to, &link).unwrap();
            assert_eq!(
                resolve(&link),
                expected,
                "{} in {}",
                to.display(),
                place.display()
            );
            fs::remove_file(link).unwrap();
        }
        let endless = good.join("endless");
        symlink(&endless, &endless).unwrap();
        assert!(resolve(&endless).is_err());
        assert!(resolve(&good.join("absent")).is_err());
    }

    #[test]
    fn the_fault_names_the_cure() {
        let base = tempfile::tempdir().unwrap();
        let loose = fs::metadata(folder(base.path().join("loose"), 0o777)).unwrap();
        let fault_of = |entry, user| fault(entry, user).unwrap_or_default();
        assert!(fault_of(&loose, loose.uid()).contains("mode 777): run chmod go-w"));
        let own = fs::metadata(folder(base.path().join("own"), 0o755)).unwrap();
        assert_eq!(fault(&own, own.uid()), None);
    }
}
