//! The recording of the file operations of a program, made with strace, and the states that a power
//! failure can leave of them.
//!
//! Synced bytes are on the disk. Of the other pages, none, all or any are. Of the names that were
//! created, changed and removed in a folder since it was synced, none, all or the first few are.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use bits_test_support::random::Random;

pub const CALLS: &str = "trace=openat,close,write,pwrite64,lseek,ftruncate,fallocate,rename,\
    unlink,fsync,fdatasync,syncfs";

const PAGE: usize = 4096;

#[derive(Clone, Debug)]
enum Act {
    Create {
        path: PathBuf,
        file: usize,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Unlink {
        path: PathBuf,
    },
    Write {
        file: usize,
        at: usize,
        data: Vec<u8>,
    },
    Truncate {
        file: usize,
        length: usize,
    },
    /// Extends the file to this length.
    Extend {
        file: usize,
        length: usize,
    },
    /// Everything before act `until` is on the disk.
    Sync {
        file: usize,
        until: usize,
    },
    SyncFolder {
        path: PathBuf,
        until: usize,
    },
    SyncAll {
        until: usize,
    },
    Say(String),
}

enum Open {
    File { file: usize, at: usize },
    Folder(PathBuf),
}

#[derive(Clone)]
pub struct Recording {
    root: PathBuf,
    /// The files before the recording.
    before: BTreeMap<PathBuf, Vec<u8>>,
    acts: Vec<Act>,
}

/// Part of the unsynced data that survives a power failure.
#[derive(Clone, Copy, Debug)]
pub enum Left {
    Nothing,
    Everything,
    Something(u64),
}

/// The state of the parser that turns lines of strace into acts.
struct Reader<'a> {
    root: &'a Path,
    names: HashMap<PathBuf, usize>,
    files: usize,
    open: HashMap<i64, Open>,
    unfinished: HashMap<String, (String, usize)>,
    acts: Vec<Act>,
}

impl Recording {
    pub fn read(root: &Path, before: BTreeMap<PathBuf, Vec<u8>>, log: &str) -> Recording {
        let mut reader = Reader {
            root,
            names: before.keys().cloned().zip(0..).collect(),
            files: before.len(),
            open: HashMap::new(),
            unfinished: HashMap::new(),
            acts: Vec::new(),
        };
        log.lines().for_each(|line| reader.line(line));
        Recording {
            root: root.to_path_buf(),
            before,
            acts: reader.acts,
        }
    }

    /// The moments of a power failure: after each number of acts.
    pub fn moments(&self) -> usize {
        self.acts.len() + 1
    }

    /// The lines that the program had sent at this moment.
    pub fn said(&self, moment: usize) -> Vec<&str> {
        let said = self.acts[..moment].iter().filter_map(|act| match act {
            Act::Say(line) => Some(line.as_str()),
            _ => None,
        });
        said.collect()
    }

    /// The moments directly after the program has sent such a line.
    pub fn moments_after(&self, said: impl Fn(&str) -> bool) -> Vec<usize> {
        let acts = self.acts.iter().zip(1..);
        acts.filter(|(act, _)| matches!(act, Act::Say(line) if said(line)))
            .map(|(_, moment)| moment)
            .collect()
    }

    /// The recording of a program that does not sync these files and folders.
    pub fn without_syncs(mut self, of: impl Fn(&Path) -> bool) -> Recording {
        let mut paths: Vec<_> = self.before.keys().cloned().collect();
        for act in &mut self.acts {
            match act {
                Act::Create { path, .. } => paths.push(path.clone()),
                Act::Sync { file, until } if of(&paths[*file]) => *until = 0,
                Act::SyncFolder { path, until } if of(path) => *until = 0,
                _ => {}
            }
        }
        self
    }

    /// Writes the files as a power failure at this moment may leave them.
    pub fn rebuild(&self, moment: usize, left: Left) {
        let acts = &self.acts[..moment];
        let mut random = Random::new(if let Left::Something(seed) = left {
            seed
        } else {
            1
        });
        let mut names: BTreeMap<&Path, usize> =
            self.before.keys().map(PathBuf::as_path).zip(0..).collect();
        let names_left = random.below(moment as u64 + 1) as usize;
        for (index, act) in acts.iter().enumerate() {
            let happened = match left {
                Left::Nothing => false,
                Left::Everything => true,
                Left::Something(_) => index < names_left,
            };
            match act {
                Act::Create { path, file }
                    if happened || name_is_safe(acts, index, path, Some(*file)) =>
                {
                    names.insert(path, *file);
                }
                Act::Rename { from, to } if happened || name_is_safe(acts, index, to, None) => {
                    if let Some(file) = names.remove(from.as_path()) {
                        names.insert(to, file);
                    }
                }
                Act::Unlink { path } if happened || name_is_safe(acts, index, path, None) => {
                    names.remove(path.as_path());
                }
                _ => {}
            }
        }
        for folder in ["queue", "here"] {
            _ = fs::remove_dir_all(self.root.join(folder));
            fs::create_dir(self.root.join(folder)).unwrap();
        }
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(self.root.join("queue"), fs::Permissions::from_mode(0o700)).unwrap();
        for (path, file) in names {
            let mut data = self.contents(acts, file, left, &mut random);
            if is_mapped(path) && matches!(left, Left::Something(_)) {
                data.iter_mut()
                    .for_each(|byte| *byte = random.below(256) as u8);
            }
            fs::write(path, data).unwrap();
        }
    }

    fn contents(&self, acts: &[Act], file: usize, left: Left, random: &mut Random) -> Vec<u8> {
        let synced = acts.iter().filter_map(|act| match act {
            Act::Sync {
                file: synced,
                until,
            } if *synced == file => Some(*until),
            Act::SyncAll { until } => Some(*until),
            _ => None,
        });
        let safe = synced.max().unwrap_or(0);
        let mut data = self.before.values().nth(file).cloned().unwrap_or_default();
        for (index, act) in acts.iter().enumerate() {
            let mut happened = || match left {
                _ if index < safe => true,
                Left::Nothing => false,
                Left::Everything => true,
                Left::Something(_) => random.below(2) == 0,
            };
            match act {
                Act::Write {
                    file: written,
                    at,
                    data: new,
                } if *written == file => {
                    let mut at = *at;
                    let mut rest = new.as_slice();
                    while !rest.is_empty() {
                        let (piece, more) = rest.split_at(rest.len().min(PAGE - at % PAGE));
                        if happened() {
                            data.resize(data.len().max(at + piece.len()), 0);
                            data[at..at + piece.len()].copy_from_slice(piece);
                        }
                        at += piece.len();
                        rest = more;
                    }
                }
                Act::Truncate { file: cut, length } if *cut == file && happened() => {
                    data.resize(*length, 0)
                }
                Act::Extend {
                    file: longer,
                    length,
                } if *longer == file && happened() => {
                    data.resize(data.len().max(*length), 0);
                }
                _ => {}
            }
        }
        data
    }
}

/// Files that are changed through shared memory, which strace does not see.
fn is_mapped(path: &Path) -> bool {
    path.ends_with("live") || path.ends_with("queue.db-shm")
}

/// An operation on a name is on the disk when its folder has been synced since. The name of a new
/// file is also on the disk when the file has been synced, as on ext4, XFS and btrfs.
fn name_is_safe(acts: &[Act], index: usize, path: &Path, created: Option<usize>) -> bool {
    acts.iter().any(|act| match act {
        Act::SyncFolder {
            path: folder,
            until,
        } => *until > index && path.parent() == Some(folder),
        Act::Sync { file, until } => *until > index && created == Some(*file),
        Act::SyncAll { until } => *until > index,
        _ => false,
    })
}

impl Reader<'_> {
    /// `PID call(arguments) = result`, in two lines if a call of another thread was between.
    fn line(&mut self, line: &str) {
        let Some((process, rest)) = line.split_once(' ') else {
            return;
        };
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix("<unfinished ...>") {
            let known = (begun.trim_end().to_owned(), self.acts.len());
            self.unfinished.insert(process.to_owned(), known);
            return;
        }
        let (text, since) = match rest.strip_prefix("<... ") {
            Some(resumed) => {
                let Some((begun, since)) = self.unfinished.remove(process) else {
                    return;
                };
                let end = resumed.split_once("resumed>").map_or("", |(_, end)| end);
                (format!("{begun}{end}"), since)
            }
            None => (rest.to_owned(), self.acts.len()),
        };
        let Some((call, result)) = text.rsplit_once(" = ") else {
            return;
        };
        let result: i64 = result
            .split(' ')
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(-1);
        let Some((name, arguments)) = call.trim_end().trim_end_matches(')').split_once('(') else {
            return;
        };
        if result >= 0 {
            self.call(
                name,
                &arguments.split(", ").collect::<Vec<_>>(),
                result,
                since,
            );
        }
    }

    fn call(&mut self, name: &str, arguments: &[&str], result: i64, since: usize) {
        let number = |index: usize| arguments[index].parse::<i64>().unwrap_or(-1);
        let act = match name {
            "openat" => return self.opened(path(arguments[1]), arguments[2], result),
            "close" => {
                self.open.remove(&number(0));
                return;
            }
            "write" if number(0) == 1 => {
                let text = String::from_utf8(bytes(arguments[1])).unwrap();
                let said = text.lines().filter_map(|line| line.strip_prefix(">> "));
                self.acts.extend(said.map(|line| Act::Say(line.to_owned())));
                return;
            }
            "rename" => {
                let (from, to) = (path(arguments[0]), path(arguments[1]));
                if let Some(file) = self.names.remove(&from) {
                    self.names.insert(to.clone(), file);
                }
                Act::Rename { from, to }
            }
            "unlink" => {
                let path = path(arguments[0]);
                self.names.remove(&path);
                Act::Unlink { path }
            }
            "syncfs" => Act::SyncAll { until: since },
            _ => match self.open.get_mut(&number(0)) {
                None => return,
                Some(Open::Folder(path)) => match name {
                    "fsync" | "fdatasync" => Act::SyncFolder {
                        path: path.clone(),
                        until: since,
                    },
                    _ => return,
                },
                Some(Open::File { file, at }) => match name {
                    "fsync" | "fdatasync" => Act::Sync {
                        file: *file,
                        until: since,
                    },
                    "ftruncate" => Act::Truncate {
                        file: *file,
                        length: number(1) as usize,
                    },
                    "fallocate" => Act::Extend {
                        file: *file,
                        length: (number(2) + number(3)) as usize,
                    },
                    "pwrite64" => Act::Write {
                        file: *file,
                        at: number(3) as usize,
                        data: bytes(arguments[1]),
                    },
                    "write" => {
                        let place = *at;
                        *at += result as usize;
                        Act::Write {
                            file: *file,
                            at: place,
                            data: bytes(arguments[1]),
                        }
                    }
                    "lseek" => {
                        *at = result as usize;
                        return;
                    }
                    _ => return,
                },
            },
        };
        self.acts.push(act);
    }

    fn opened(&mut self, path: PathBuf, flags: &str, descriptor: i64) {
        if !path.starts_with(self.root) {
            return;
        }
        let known = self.names.get(&path).copied();
        let open = match known {
            Some(file) => Open::File { file, at: 0 },
            None if flags.contains("O_CREAT") => {
                let file = self.files;
                self.files += 1;
                self.names.insert(path.clone(), file);
                self.acts.push(Act::Create { path, file });
                Open::File { file, at: 0 }
            }
            None => Open::Folder(path),
        };
        self.open.insert(descriptor, open);
    }
}

fn path(text: &str) -> PathBuf {
    String::from_utf8(bytes(text)).unwrap().into()
}

/// `"\x61\x62"`
fn bytes(text: &str) -> Vec<u8> {
    let digits = text.trim_matches('"').split("\\x").skip(1);
    digits
        .map(|digits| u8::from_str_radix(digits, 16).expect("the whole string in hexadecimal"))
        .collect()
}
