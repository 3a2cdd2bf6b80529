//! A client that calls the library as a C program does.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::path::Path;
use std::ptr::null_mut;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use bits_test_support::com;

/// Calls a method of an interface.
macro_rules! call {
    ($object:expr, $method:ident $(, $argument:expr)*) => {{
        let object = $object;
        #[allow(unused_unsafe)]
        unsafe { ((*(*object).lpVtbl).$method)(object $(, $argument)*) }
    }};
}

pub const WIDTHS: [usize; 2] = [2, 4];
pub const TYPES: [BG_JOB_TYPE; 3] = [
    BG_JOB_TYPE_DOWNLOAD,
    BG_JOB_TYPE_UPLOAD,
    BG_JOB_TYPE_UPLOAD_REPLY,
];

/// The folder of this process's queue and files.
pub static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    // SAFETY: each test needs the folder before it does anything else, so no C code reads the
    // environment yet, and Rust's standard library has a lock for it.
    unsafe { std::env::set_var("BITS_HOME", folder.path().join("queue")) };
    folder
});

/// A client with characters of one width in bytes.
pub struct Client {
    pub width: usize,
    pub manager: *mut IBackgroundCopyManager,
}

impl Client {
    pub fn new(width: usize) -> Client {
        LazyLock::force(&FOLDER);
        let manager = com::manager(width);
        Client { width, manager }
    }

    pub fn text(&self, text: &str) -> Text {
        match self.width {
            2 => Text::Narrow(text.encode_utf16().chain([0]).collect()),
            _ => Text::Wide(text.chars().map(u32::from).chain([0]).collect()),
        }
    }

    /// Reads and frees a string that a method has returned.
    pub fn take(&self, text: LPWSTR) -> Option<String> {
        if text.is_null() {
            return None;
        }
        let read = unsafe {
            match self.width {
                2 => String::from_utf16(&units(text.cast::<u16>())).unwrap(),
                _ => units(text.cast::<u32>())
                    .into_iter()
                    .map(|unit| char::from_u32(unit).unwrap())
                    .collect(),
            }
        };
        unsafe { bits_CoTaskMemFree(text.cast()) };
        Some(read)
    }

    pub fn create(&self, name: &str, job_type: BG_JOB_TYPE) -> *mut IBackgroundCopyJob {
        let (mut id, mut job) = (GUID_NULL, null_mut());
        let code = call!(
            self.manager,
            CreateJob,
            self.text(name).ptr(),
            MaybeUninit::new(job_type),
            &mut id,
            &mut job
        );
        assert_eq!(code, S_OK);
        let mut again = GUID_NULL;
        assert_eq!(call!(job, GetId, &mut again), S_OK);
        assert_eq!(id, again);
        job
    }

    pub fn add(&self, job: *mut IBackgroundCopyJob, remote: &str, local: &Path) -> HRESULT {
        call!(
            job,
            AddFile,
            self.text(remote).ptr(),
            self.text(local.to_str().unwrap()).ptr()
        )
    }

    /// Creates a job in the state ERROR, and returns it with its error.
    pub fn failed(&self) -> (*mut IBackgroundCopyJob, *mut IBackgroundCopyError) {
        let job = self.create("fails", BG_JOB_TYPE_DOWNLOAD);
        assert_eq!(call!(job, SetNoProgressTimeout, 0), S_OK);
        assert_eq!(
            self.add(
                job,
                "file:///nonexistent/file",
                &FOLDER.path().join("never")
            ),
            S_OK
        );
        let error = self.resume_until_error(job);
        (job, error)
    }

    /// Resumes a job that fails, and returns its error when it is in the state ERROR.
    pub fn resume_until_error(&self, job: *mut IBackgroundCopyJob) -> *mut IBackgroundCopyError {
        assert_eq!(call!(job, Resume), S_OK);
        let deadline = Instant::now() + Duration::from_secs(20);
        while state(job) != BG_JOB_STATE_ERROR {
            assert!(Instant::now() < deadline, "the job is in {}", state(job));
            std::thread::sleep(Duration::from_millis(1));
        }
        let mut error = null_mut();
        assert_eq!(call!(job, GetError, &mut error), S_OK);
        error
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        assert_eq!(release(self.manager), 0);
    }
}

pub enum Text {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

impl Text {
    pub fn ptr(&self) -> LPWSTR {
        match self {
            Text::Narrow(units) => units.as_ptr().cast_mut().cast(),
            Text::Wide(units) => units.as_ptr().cast_mut().cast(),
        }
    }
}

pub unsafe fn units<U: Copy + Default + PartialEq>(mut text: *const U) -> Vec<U> {
    let mut units = vec![];
    unsafe {
        while *text != U::default() {
            units.push(*text);
            text = text.add(1);
        }
    }
    units
}

pub fn state(job: *mut IBackgroundCopyJob) -> BG_JOB_STATE {
    let mut state = BG_JOB_STATE_QUEUED;
    assert_eq!(call!(job, GetState, &mut state), S_OK);
    state
}

pub fn release<I>(object: *mut I) -> ULONG {
    call!(object.cast::<IUnknown>(), Release)
}

pub fn add_ref<I>(object: *mut I) -> ULONG {
    call!(object.cast::<IUnknown>(), AddRef)
}

pub fn query<I>(object: *mut I, iid: &GUID) -> Result<*mut IUnknown, HRESULT> {
    let mut found = std::ptr::NonNull::<c_void>::dangling().as_ptr();
    match call!(object.cast::<IUnknown>(), QueryInterface, iid, &mut found) {
        S_OK => Ok(found.cast()),
        code => {
            assert!(found.is_null());
            Err(code)
        }
    }
}

/// The job's files.
pub fn files(job: *mut IBackgroundCopyJob) -> Vec<*mut IBackgroundCopyFile> {
    let mut list = null_mut();
    assert_eq!(call!(job, EnumFiles, &mut list), S_OK);
    let (mut files, mut fetched) = (vec![null_mut(); 9], 0);
    assert_eq!(
        call!(list, Next, 9, files.as_mut_ptr(), &mut fetched),
        S_FALSE
    );
    release(list);
    files.truncate(fetched as usize);
    files
}

/// The job's first file.
pub fn first_file(job: *mut IBackgroundCopyJob) -> *mut IBackgroundCopyFile {
    let files = files(job);
    files[1..].iter().for_each(|file| _ = release(*file));
    files[0]
}
