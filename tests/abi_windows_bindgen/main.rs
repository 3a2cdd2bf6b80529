//! The objects of libbits work through Microsoft's own vtables. `windows-bindgen` has generated the
//! interfaces in `tests/data/microsoft.rs` from Microsoft's metadata, for 16-bit characters.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

#[allow(
    dead_code,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    unused_imports,
    clippy::all
)]
mod microsoft {
    /// `windows-core`, with the two string types that it defines only on Windows.
    pub mod windows_core {
        pub use ::windows_core::*;

        macro_rules! string {
            ($name:ident, $pointer:ty) => {
                #[repr(transparent)]
                #[derive(Clone, Copy, Debug, PartialEq, Eq)]
                pub struct $name(pub $pointer);

                impl TypeKind for $name {
                    type TypeKind = CopyType;
                }

                impl Default for $name {
                    fn default() -> Self {
                        unsafe { std::mem::zeroed() }
                    }
                }
            };
        }

        string!(PCWSTR, *const u16);
        string!(PWSTR, *mut u16);
    }

    include!("../data/microsoft.rs");
}

use std::ffi::c_void;
use std::path::Path;
use std::time::{Duration, Instant};

use bits::abi::{bits_CoCreateInstance, bits_CoTaskMemFree};
use microsoft::windows_core::{GUID, HRESULT, IUnknown, Interface, PCWSTR, PWSTR};
use microsoft::*;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// The types in `tests/data/microsoft.rs`. `BITS_UPDATE_HEADERS=1 cargo test --test
/// abi_windows_bindgen` generates the file again.
const GENERATED: [&str; 38] = [
    "BackgroundCopyManager",
    "IBackgroundCopyManager",
    "IBackgroundCopyJob",
    "IBackgroundCopyJob2",
    "IBackgroundCopyJob3",
    "IBackgroundCopyJob4",
    "IBackgroundCopyFile",
    "IBackgroundCopyFile2",
    "IBackgroundCopyError",
    "IEnumBackgroundCopyFiles",
    "IEnumBackgroundCopyJobs",
    "BG_AUTH_CREDENTIALS",
    "BG_AUTH_CREDENTIALS_UNION",
    "BG_AUTH_SCHEME",
    "BG_AUTH_TARGET",
    "BG_BASIC_CREDENTIALS",
    "BG_ERROR_CONTEXT",
    "BG_FILE_INFO",
    "BG_FILE_PROGRESS",
    "BG_FILE_RANGE",
    "BG_JOB_PRIORITY",
    "BG_JOB_PROGRESS",
    "BG_JOB_PROXY_USAGE",
    "BG_JOB_REPLY_PROGRESS",
    "BG_JOB_STATE",
    "BG_JOB_TIMES",
    "BG_JOB_TYPE",
    "BG_JOB_TYPE_DOWNLOAD",
    "BG_JOB_TYPE_UPLOAD",
    "BG_JOB_TYPE_UPLOAD_REPLY",
    "BG_JOB_STATE_SUSPENDED",
    "BG_JOB_STATE_CANCELLED",
    "BG_JOB_STATE_TRANSFERRED",
    "BG_JOB_STATE_ACKNOWLEDGED",
    "BG_JOB_PRIORITY_FOREGROUND",
    "FILETIME",
    "--no-comment",
    "--no-allow",
];

#[test]
fn interfaces_are_what_windows_bindgen_generates() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("microsoft.rs");
    let arguments = ["--out", path.to_str().unwrap(), "--flat", "--filter"];
    let warnings = windows_bindgen::bindgen(arguments.into_iter().chain(GENERATED));
    println!("{warnings}");
    let generated = std::fs::read_to_string(&path).unwrap();
    let checked_in = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microsoft.rs");
    if std::env::var_os("BITS_UPDATE_HEADERS").is_some() {
        std::fs::write(checked_in, &generated).unwrap();
    }
    // windows-bindgen formats its output with the installed rustfmt, so only the tokens are
    // compared.
    let words = |text: &str| text.replace(|c: char| c.is_whitespace() || c == ',', "");
    let same = words(&std::fs::read_to_string(checked_in).unwrap()) == words(&generated);
    assert!(same, "{checked_in} is not what windows-bindgen generates");
}

/// A string in the encoding of the interfaces.
struct Wide(Vec<u16>);

impl Wide {
    fn new(text: impl AsRef<str>) -> Wide {
        Wide(text.as_ref().encode_utf16().chain([0]).collect())
    }

    fn of_path(path: &Path) -> Wide {
        Wide::new(path.to_str().unwrap())
    }

    fn ptr(&self) -> PCWSTR {
        PCWSTR(self.0.as_ptr())
    }
}

/// A string that a method has returned. It is freed when this is dropped.
fn taken(text: PWSTR) -> String {
    // SAFETY: methods return zero-terminated text that the caller frees.
    unsafe {
        let length = (0..).take_while(|at| *text.0.add(*at) != 0).count();
        let owned = String::from_utf16(std::slice::from_raw_parts(text.0, length)).unwrap();
        bits_CoTaskMemFree(text.0.cast());
        owned
    }
}

fn manager() -> IBackgroundCopyManager {
    let mut object: *mut c_void = std::ptr::null_mut();
    // SAFETY: both GUIDs have the same layout; the manager that comes back owns its reference.
    unsafe {
        let (class, interface) = (
            &BackgroundCopyManager as *const GUID,
            &IBackgroundCopyManager::IID as *const GUID,
        );
        let result = bits_CoCreateInstance(
            class.cast(),
            std::ptr::null_mut(),
            4,
            interface.cast(),
            &mut object,
            2,
        );
        HRESULT(result).ok().unwrap();
        IBackgroundCopyManager::from_raw(object)
    }
}

fn create(
    manager: &IBackgroundCopyManager,
    name: &str,
    kind: BG_JOB_TYPE,
) -> windows_core::Result<(GUID, IBackgroundCopyJob)> {
    let (mut id, mut job) = (GUID::zeroed(), None);
    // SAFETY: the name outlives the call; the out-pointers are ours.
    unsafe { manager.CreateJob(Wide::new(name).ptr(), kind, &mut id, &mut job)? };
    Ok((id, job.unwrap()))
}

#[test]
fn microsofts_vtables_drive_our_manager() {
    let home = tempfile::tempdir().unwrap();
    // SAFETY: the other test in this program reads no environment variable of ours.
    unsafe { std::env::set_var("BITS_HOME", home.path().join("queue")) };
    let manager = manager();

    let kinds = [
        BG_JOB_TYPE_DOWNLOAD,
        BG_JOB_TYPE_UPLOAD,
        BG_JOB_TYPE_UPLOAD_REPLY,
    ];
    let jobs: Vec<_> = kinds
        .map(|kind| create(&manager, &format!("Zug {} \u{1f682}", kind.0), kind).unwrap())
        .into();
    // SAFETY: every pointer passed is of live local data.
    unsafe {
        for ((id, job), kind) in jobs.iter().zip(kinds) {
            assert_eq!((job.GetType().unwrap(), job.GetId().unwrap()), (kind, *id));
            assert_eq!(job.GetState().unwrap(), BG_JOB_STATE_SUSPENDED);
            assert_eq!(
                taken(job.GetDisplayName().unwrap()),
                format!("Zug {} \u{1f682}", kind.0)
            );
            assert_eq!(manager.GetJob(id).unwrap().GetId().unwrap(), *id);
            let newer: IBackgroundCopyJob4 = job.cast().unwrap();
            assert_eq!(
                job.cast::<IUnknown>(),
                newer.cast::<IUnknown>(),
                "one identity"
            );
        }
        assert_eq!(
            create(&manager, "wild", BG_JOB_TYPE(7))
                .unwrap_err()
                .code()
                .0,
            bits::abi::E_INVALIDARG
        );
        assert_eq!(
            jobs[0].1.Resume().unwrap_err().code().0,
            bits::abi::BG_E_EMPTY
        );
        assert_eq!(
            manager.GetJob(&GUID::zeroed()).unwrap_err().code().0,
            bits::abi::BG_E_NOT_FOUND
        );

        let listed = manager.EnumJobs(0).unwrap();
        assert_eq!(listed.GetCount().unwrap(), 3);
        let (mut several, mut fetched) = ([const { None }; 5], 0);
        listed.Next(&mut several, &mut fetched).unwrap();
        assert_eq!((fetched, several.iter().flatten().count()), (3, 3));

        download(&jobs[0].1, home.path());
        for (_, job) in &jobs[1..] {
            job.Cancel().unwrap();
            assert_eq!(job.GetState().unwrap(), BG_JOB_STATE_CANCELLED);
        }
    }
}

/// Adds a file to a job, downloads it, and completes the job.
unsafe fn download(job: &IBackgroundCopyJob, home: &Path) {
    let (source, target) = (home.join("quelle \u{e4}.bin"), home.join("ziel.bin"));
    let content: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(&source, &content).unwrap();
    // SAFETY: the caller's job is live, and so is every pointer passed here.
    unsafe {
        job.SetDescription(Wide::new("\u{dc}bertragung").ptr())
            .unwrap();
        assert_eq!(taken(job.GetDescription().unwrap()), "\u{dc}bertragung");
        job.SetPriority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
        job.AddFile(Wide::of_path(&source).ptr(), Wide::of_path(&target).ptr())
            .unwrap();

        let files = job.EnumFiles().unwrap();
        let mut file = [None];
        files.Next(&mut file, std::ptr::null_mut()).unwrap();
        let file = file[0].take().unwrap();
        assert_eq!(
            taken(file.GetLocalName().unwrap()),
            target.to_str().unwrap()
        );
        file.cast::<IBackgroundCopyFile2>().unwrap();
        let newer: IBackgroundCopyJob4 = job.cast().unwrap();
        newer.SetMaximumDownloadTime(60).unwrap();
        assert_eq!(newer.GetMaximumDownloadTime().unwrap(), 60);

        job.Resume().unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        while job.GetState().unwrap() != BG_JOB_STATE_TRANSFERRED {
            assert!(
                Instant::now() < deadline,
                "still in state {}",
                job.GetState().unwrap().0
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut progress = BG_JOB_PROGRESS::default();
        job.GetProgress(&mut progress).unwrap();
        assert_eq!(
            (progress.BytesTransferred, progress.FilesTransferred),
            (300_000, 1)
        );
        job.Complete().unwrap();
        assert_eq!(job.GetState().unwrap(), BG_JOB_STATE_ACKNOWLEDGED);
    }
    assert!(std::fs::read(&target).unwrap() == content);
}
