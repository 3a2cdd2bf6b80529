//! C++ exceptions that leave a callback method (`tests/c/throwing_callback.cpp`).

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::ptr::null_mut;
use std::sync::LazyLock;
use std::time::Duration;

use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::abi::*;
use bits_test_support::needs::GXX;
use bits_test_support::toolchain::{build, compiler, root, target_dir};
use bits_test_support::{child, com};

/// The compiled shared library with the callback object.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut compiler = compiler("g++", "c++17");
    compiler.args(["-shared", "-fPIC"]);
    let source = root().join("tests/c/throwing_callback.cpp");
    build(
        compiler,
        &[&source],
        &target_dir().join("libthrowing_callback.so"),
    )
});

macro_rules! call {
    ($object:expr, $method:ident $(, $argument:expr)*) => {{
        let object = $object;
        // SAFETY: the object lives, and the arguments are valid for the method.
        let code = unsafe { ((*(*object).lpVtbl).$method)(object $(, $argument)*) };
        assert_eq!(code, S_OK, stringify!($method));
    }};
}

/// Writes the log to standard error.
struct StderrLog;

impl log::Log for StderrLog {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        eprintln!("{}: {}", record.level(), record.args());
    }

    fn flush(&self) {}
}

/// Returns the callback object of the shared library.
fn load_callback(library: &Path) -> *mut IUnknown {
    let path = CString::new(library.as_os_str().as_bytes()).unwrap();
    // SAFETY: both texts end with a zero, and the function has the declared type.
    unsafe {
        let library = libc::dlopen(path.as_ptr(), libc::RTLD_NOW);
        let function = libc::dlsym(library, c"throwing_callback".as_ptr());
        assert!(!function.is_null());
        let function: extern "C" fn() -> *mut IUnknown = std::mem::transmute(function);
        function()
    }
}

/// The role of a program with the callback object. A job without files is modified, or fails, as
/// the parent wants.
pub fn run_thrower() {
    log::set_logger(&StderrLog).unwrap();
    log::set_max_level(log::LevelFilter::Warn);
    let text = |text: &str| -> Vec<u32> { text.chars().map(u32::from).chain([0]).collect() };
    let (mut id, mut job) = (GUID_NULL, null_mut());
    let manager = com::manager(4);
    let name = text("name");
    let job_type = MaybeUninit::new(BG_JOB_TYPE_DOWNLOAD);
    call!(
        manager,
        CreateJob,
        name.as_ptr().cast(),
        job_type,
        &mut id,
        &mut job
    );
    let callback = load_callback(Path::new(&child::setting("LIBRARY")));
    if child::setting("METHOD") == "JobModification" {
        call!(job, SetNotifyFlags, BG_NOTIFY_JOB_MODIFICATION);
        call!(job, SetNotifyInterface, callback);
        call!(job, SetDescription, name.as_ptr().cast());
    } else {
        call!(job, SetNotifyFlags, BG_NOTIFY_JOB_ERROR);
        call!(job, SetNotifyInterface, callback);
        let (remote, local) = (
            text("file:///nonexistent/file"),
            text(&child::setting("LOCAL")),
        );
        call!(job, AddFile, remote.as_ptr().cast(), local.as_ptr().cast());
        call!(job, Resume);
    }
    // The exception ends this process before.
    std::thread::sleep(Duration::from_secs(20));
}

#[test(needs = [GXX])]
fn an_exception_is_named_in_the_log_before_the_process_ends() {
    for method in ["JobModification", "JobError"] {
        let folder = tempfile::tempdir().unwrap();
        let output = child::command("thrower", &folder.path().join("queue"), &[])
            .env("LIBRARY", &*LIBRARY)
            .env("METHOD", method)
            .env("LOCAL", folder.path().join("file"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.signal(),
            Some(libc::SIGABRT),
            "{method}: {log}"
        );
        let line = format!("ERROR: an exception left the callback method {method} of the program");
        assert!(log.contains(&line), "{log}");
    }
}
