//! Measures the most frequent methods of a job, called through its vtable from a C loop, beside the
//! same calls of an object written in C: in the runner's process, and in another process while the
//! runner lives.

use std::ffi::{CString, c_void};
use std::mem::{MaybeUninit, offset_of};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::ptr::null_mut;

use bits::abi::*;
use bits_test_support::com;

const CALLS: u64 = 20_000_000;
const ROUNDS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [mode, library] = arguments.as_slice()
        && mode == "elsewhere"
    {
        let meter = Meter::load(Path::new(library));
        return measure(&meter, "another process", first_job(com::manager(2)).cast());
    }
    let folder = tempfile::tempdir().unwrap();
    // SAFETY: no other thread runs yet.
    unsafe { std::env::set_var("BITS_HOME", folder.path().join("queue")) };
    let library = compile(folder.path());
    let meter = Meter::load(&library);
    println!(
        "{:42} {:>8} {:>8} {:>10}",
        "ns a call, best of 7", "ours", "plain C", "difference"
    );
    measure(
        &meter,
        "the runner's process",
        create_job(com::manager(2)).cast(),
    );
    let status = Command::new(std::env::current_exe().unwrap())
        .arg("elsewhere")
        .arg(&library)
        .status()
        .unwrap();
    assert!(status.success());
}

fn measure(meter: &Meter, place: &str, job: *mut c_void) {
    const { assert!(size_of::<IUnknownVtbl>() == 3 * size_of::<usize>()) };
    let slot = |offset: usize| offset / size_of::<usize>();
    let methods = [
        (
            "GetType",
            slot(offset_of!(IBackgroundCopyJobVtbl, GetType)),
            0,
        ),
        (
            "GetState",
            slot(offset_of!(IBackgroundCopyJobVtbl, GetState)),
            0,
        ),
        (
            "GetProgress",
            slot(offset_of!(IBackgroundCopyJobVtbl, GetProgress)),
            1,
        ),
    ];
    for (name, method, plain_method) in methods {
        let rounds = (0..ROUNDS).map(|_| {
            (
                meter.time(job, method),
                meter.time(meter.plain, plain_method),
            )
        });
        let (ours, plain) = rounds.fold((f64::MAX, f64::MAX), |best, round| {
            (best.0.min(round.0), best.1.min(round.1))
        });
        println!(
            "{:42} {ours:>8.2} {plain:>8.2} {:>10.2}",
            format!("{name}, {place}"),
            ours - plain
        );
    }
}

/// The functions of `calls.c`.
struct Meter {
    time_calls: unsafe extern "C" fn(*mut c_void, usize, u64) -> f64,
    plain: *mut c_void,
}

impl Meter {
    fn load(library: &Path) -> Meter {
        let path = CString::new(library.to_str().unwrap()).unwrap();
        // SAFETY: the library is benches/calls.c, whose functions have these types; it stays
        // loaded.
        unsafe {
            let library = libc::dlopen(path.as_ptr(), libc::RTLD_NOW);
            assert!(!library.is_null());
            let plain_object = libc::dlsym(library, c"plain_object".as_ptr());
            let time_calls = libc::dlsym(library, c"time_calls".as_ptr());
            assert!(!plain_object.is_null() && !time_calls.is_null());
            let plain_object: extern "C" fn() -> *mut c_void = std::mem::transmute(plain_object);
            Meter {
                time_calls: std::mem::transmute::<
                    *mut c_void,
                    unsafe extern "C" fn(*mut c_void, usize, u64) -> f64,
                >(time_calls),
                plain: plain_object(),
            }
        }
    }

    fn time(&self, object: *mut c_void, method: usize) -> f64 {
        // SAFETY: the object has that method, which takes a place for at most 64 bytes.
        let time = unsafe { (self.time_calls)(object, method, CALLS) };
        assert!(time >= 0.0, "a call failed");
        time
    }
}

fn compile(folder: &Path) -> PathBuf {
    let library = folder.join("calls.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/calls.c");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
    let status = Command::new(compiler)
        .args(["-O2", "-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .status()
        .unwrap();
    assert!(status.success());
    library
}

fn create_job(manager: *mut IBackgroundCopyManager) -> *mut IBackgroundCopyJob {
    let name: Vec<u16> = "measured".encode_utf16().chain([0]).collect();
    let (mut id, mut job) = (GUID_NULL, null_mut());
    let job_type = MaybeUninit::new(BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD);
    // SAFETY: the manager lives, and the arguments are what the method asks for.
    let code = unsafe {
        ((*(*manager).lpVtbl).CreateJob)(manager, name.as_ptr().cast(), job_type, &mut id, &mut job)
    };
    assert_eq!(code, S_OK);
    job
}

fn first_job(manager: *mut IBackgroundCopyManager) -> *mut IBackgroundCopyJob {
    let (mut jobs, mut job) = (null_mut(), null_mut());
    // SAFETY: the manager and what it gives live, and the arguments are what the methods ask for.
    unsafe {
        assert_eq!(((*(*manager).lpVtbl).EnumJobs)(manager, 0, &mut jobs), S_OK);
        assert_eq!(
            ((*(*jobs).lpVtbl).Next)(jobs, 1, &mut job, null_mut()),
            S_OK
        );
    }
    job
}
