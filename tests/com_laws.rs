//! The COM boundary, called as C calls it: the laws of `QueryInterface`, exact reference counts, texts of both widths,
//! documented codes, and the same from C and C++ programs.

mod support;

use std::collections::BTreeSet;
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::path::Path;
use std::process::Command;
use std::ptr::{null, null_mut};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use support::{build, compiler, in_parallel, need, root, succeed};

/// Calls a method of an interface.
macro_rules! call {
    ($object:expr, $method:ident $(, $argument:expr)*) => {{
        let object = $object;
        #[allow(unused_unsafe)]
        unsafe { ((*(*object).lpVtbl).$method)(object $(, $argument)*) }
    }};
}

const WIDTHS: [usize; 2] = [2, 4];
const TYPES: [BG_JOB_TYPE; 3] = [BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY];

/// Holds this process's queue, and room for files.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    // SAFETY: every test asks for the folder before it does anything else, so nobody reads the environment yet.
    unsafe { std::env::set_var("BITS_HOME", folder.path().join("queue")) };
    folder
});

/// A client whose characters are of one width.
struct Client {
    width: usize,
    manager: *mut IBackgroundCopyManager,
}

impl Client {
    fn new(width: usize) -> Client {
        LazyLock::force(&FOLDER);
        let mut manager = null_mut();
        let code = unsafe {
            bits_CoCreateInstance(
                &CLSID_BackgroundCopyManager,
                null_mut(),
                4,
                &IID_IBackgroundCopyManager,
                &mut manager,
                width,
            )
        };
        assert_eq!(code, S_OK);
        let manager = manager.cast();
        Client { width, manager }
    }

    fn text(&self, text: &str) -> Text {
        match self.width {
            2 => Text::Narrow(text.encode_utf16().chain([0]).collect()),
            _ => Text::Wide(text.chars().map(u32::from).chain([0]).collect()),
        }
    }

    /// Reads and frees a text that a method gave.
    fn take(&self, text: LPWSTR) -> Option<String> {
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

    fn create(&self, name: &str, job_type: BG_JOB_TYPE) -> *mut IBackgroundCopyJob {
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

    fn add(&self, job: *mut IBackgroundCopyJob, remote: &str, local: &Path) -> HRESULT {
        call!(
            job,
            AddFile,
            self.text(remote).ptr(),
            self.text(local.to_str().unwrap()).ptr()
        )
    }

    /// A job in error, and its error.
    fn failed(&self) -> (*mut IBackgroundCopyJob, *mut IBackgroundCopyError) {
        let job = self.create("fails", BG_JOB_TYPE_DOWNLOAD);
        assert_eq!(call!(job, SetNoProgressTimeout, 0), S_OK);
        assert_eq!(
            self.add(job, "file:///nonexistent/file", &FOLDER.path().join("never")),
            S_OK
        );
        assert_eq!(call!(job, Resume), S_OK);
        let deadline = Instant::now() + Duration::from_secs(20);
        while state(job) != BG_JOB_STATE_ERROR {
            assert!(Instant::now() < deadline, "the job is in {}", state(job));
            std::thread::sleep(Duration::from_millis(1));
        }
        let mut error = null_mut();
        assert_eq!(call!(job, GetError, &mut error), S_OK);
        (job, error)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        assert_eq!(release(self.manager), 0);
    }
}

enum Text {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

impl Text {
    fn ptr(&self) -> LPWSTR {
        match self {
            Text::Narrow(units) => units.as_ptr().cast_mut().cast(),
            Text::Wide(units) => units.as_ptr().cast_mut().cast(),
        }
    }
}

unsafe fn units<U: Copy + Default + PartialEq>(mut text: *const U) -> Vec<U> {
    let mut units = vec![];
    unsafe {
        while *text != U::default() {
            units.push(*text);
            text = text.add(1);
        }
    }
    units
}

fn state(job: *mut IBackgroundCopyJob) -> BG_JOB_STATE {
    let mut state = BG_JOB_STATE_QUEUED;
    assert_eq!(call!(job, GetState, &mut state), S_OK);
    state
}

fn release<I>(object: *mut I) -> ULONG {
    call!(object.cast::<IUnknown>(), Release)
}

fn add_ref<I>(object: *mut I) -> ULONG {
    call!(object.cast::<IUnknown>(), AddRef)
}

fn query<I>(object: *mut I, iid: &GUID) -> Result<*mut IUnknown, HRESULT> {
    let mut found = std::ptr::NonNull::<c_void>::dangling().as_ptr();
    match call!(object.cast::<IUnknown>(), QueryInterface, iid, &mut found) {
        S_OK => Ok(found.cast()),
        code => {
            assert!(found.is_null());
            Err(code)
        }
    }
}

/// Every interface id of Microsoft's metadata, and the two of COM itself.
fn interfaces() -> Vec<(String, GUID)> {
    let oracle: serde_json::Value = serde_json::from_str(include_str!("abi/abi.json")).unwrap();
    let of_bits = oracle["interfaces"].as_array().unwrap().iter().map(|interface| {
        let digits = interface["iid"].as_str().unwrap().replace('-', "");
        let id = GUID::from_u128(u128::from_str_radix(&digits, 16).unwrap());
        (interface["name"].as_str().unwrap().to_owned(), id)
    });
    let of_com = [
        ("IUnknown", IID_IUnknown),
        ("IClassFactory", IID_IClassFactory),
        ("IDispatch", IID_IDispatch),
    ];
    of_bits.chain(of_com.map(|(name, id)| (name.to_owned(), id))).collect()
}

#[test]
fn query_interface_obeys_its_laws() {
    let client = Client::new(4);
    let (job, error) = client.failed();
    let (mut factory, mut jobs, mut files, mut file) = (null_mut(), null_mut(), null_mut(), null_mut());
    unsafe {
        let code = bits_CoGetClassObject(
            &CLSID_BackgroundCopyManager5_0,
            4,
            null_mut(),
            &IID_IClassFactory,
            &mut factory,
            4,
        );
        assert_eq!(code, S_OK);
    }
    assert_eq!(call!(client.manager, EnumJobs, 0, &mut jobs), S_OK);
    assert_eq!(call!(job, EnumFiles, &mut files), S_OK);
    assert_eq!(call!(error, GetFile, &mut file), S_OK);
    let other = Client::new(2);
    add_ref(other.manager);

    let objects: [(*mut IUnknown, &[&str]); 7] = [
        (
            other.manager.cast(),
            &["IBackgroundCopyManager", "IBitsPeerCacheAdministration"],
        ),
        (factory.cast(), &["IClassFactory"]),
        (
            job.cast(),
            &[
                "IBackgroundCopyJob",
                "IBackgroundCopyJob2",
                "IBackgroundCopyJob3",
                "IBackgroundCopyJob4",
                "IBackgroundCopyJob5",
                "IBackgroundCopyJobHttpOptions",
                "IBackgroundCopyJobHttpOptions2",
                "IBackgroundCopyJobHttpOptions3",
            ],
        ),
        (
            file.cast(),
            &[
                "IBackgroundCopyFile",
                "IBackgroundCopyFile2",
                "IBackgroundCopyFile3",
                "IBackgroundCopyFile4",
                "IBackgroundCopyFile5",
                "IBackgroundCopyFile6",
            ],
        ),
        (error.cast(), &["IBackgroundCopyError"]),
        (jobs.cast(), &["IEnumBackgroundCopyJobs"]),
        (files.cast(), &["IEnumBackgroundCopyFiles"]),
    ];
    let all = interfaces();
    assert_eq!(all.len(), 40);
    let mut asked = 0;
    for (object, expected) in objects {
        let identity = query(object, &IID_IUnknown).unwrap();
        let answered = || {
            all.iter()
                .filter_map(|(name, id)| Some((name.as_str(), id, query(object, id).ok()?)))
        };
        let names: BTreeSet<&str> = answered().map(|(name, _, found)| (name, release(found)).0).collect();
        assert_eq!(names, expected.iter().copied().chain(["IUnknown"]).collect());
        for (_, from, first) in answered() {
            assert_eq!(
                query(first, from),
                Ok(first),
                "an interface answers to itself with itself"
            );
            release(first);
            for (name, to) in &all {
                let second = query(first, to);
                assert_eq!(
                    second.is_ok(),
                    names.contains(name.as_str()),
                    "what one interface finds, all find"
                );
                asked += 1;
                let Ok(second) = second else {
                    assert_eq!(second, Err(E_NOINTERFACE));
                    continue;
                };
                assert_eq!(query(second, from), Ok(first), "there is a way back");
                assert_eq!(query(second, &IID_IUnknown), Ok(identity), "an object has one identity");
                for held in [first, second, identity] {
                    release(held);
                }
            }
            release(first);
        }
        release(identity);
        // The manager is held twice.
        let held = if object == other.manager.cast() { 2 } else { 1 };
        assert_eq!((add_ref(object), release(object)), (held + 1, held));
    }
    println!("{asked} ways from one interface to another");
    assert_eq!(call!(job, Cancel), S_OK);
    for (object, _) in objects {
        release(object);
    }
}

/// What a method hands out has one reference, and lives on without what it came from.
#[test]
fn objects_outlive_what_they_came_from() {
    let client = Client::new(2);
    let (job, error) = client.failed();
    let mut file = null_mut();
    assert_eq!(call!(error, GetFile, &mut file), S_OK);
    let mut files = null_mut();
    assert_eq!(call!(job, EnumFiles, &mut files), S_OK);
    assert_eq!(call!(job, Cancel), S_OK);
    assert_eq!(release(job), 0);
    assert_eq!(release(error), 0);
    let mut listed = null_mut();
    assert_eq!(call!(files, Next, 1, &mut listed, null_mut()), S_OK);
    assert_eq!(release(files), 0);
    for file in [file, listed] {
        let mut name = null_mut();
        assert_eq!(call!(file, GetRemoteName, &mut name), S_OK);
        assert_eq!(client.take(name).as_deref(), Some("file:///nonexistent/file"));
        assert_eq!(release(file), 0);
    }
}

#[test]
fn errors_say_what_where_and_how() {
    let client = Client::new(2);
    let (job, error) = client.failed();
    let (mut context, mut code) = (BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_NONE, 0);
    assert_eq!(call!(error, GetError, &mut context, &mut code), S_OK);
    assert_eq!(context, BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE);
    assert!(code < 0);
    let mut text = null_mut();
    assert_eq!(call!(error, GetProtocol, &mut text), S_OK);
    assert_eq!(client.take(text).as_deref(), Some("file"));
    const GERMAN: DWORD = 0x407;
    const ENGLISH: DWORD = 0x409;
    const LANGUAGE_NOT_FOUND: HRESULT = 0x80070717_u32 as i32;
    for (language, expected) in [
        (ENGLISH, S_OK),
        (0, E_INVALIDARG),
        (GERMAN, LANGUAGE_NOT_FOUND),
        (u32::MAX, LANGUAGE_NOT_FOUND),
    ] {
        for described in [
            call!(error, GetErrorDescription, language, &mut text),
            call!(error, GetErrorContextDescription, language, &mut text),
        ] {
            assert_eq!(described, expected);
        }
    }
    for language in [ENGLISH, 0] {
        assert_eq!(
            call!(client.manager, GetErrorDescription, BG_E_EMPTY, language, &mut text),
            S_OK
        );
        assert!(client.take(text).unwrap().contains("no files"));
    }
    assert_eq!(
        call!(client.manager, GetErrorDescription, BG_E_EMPTY, GERMAN, &mut text),
        LANGUAGE_NOT_FOUND
    );
    assert_eq!(
        call!(client.manager, GetErrorDescription, 0x12345678, ENGLISH, &mut text),
        LANGUAGE_NOT_FOUND
    );
    let mut count = 0;
    assert_eq!(call!(job, GetErrorCount, &mut count), S_OK);
    assert_eq!(count, 1);
    call!(job, Cancel);
    release(error);
    release(job);
}

/// What `tests` for the public API of every language do: enumerate, by one and by many.
#[test]
fn enumerators_walk_a_snapshot() {
    let client = Client::new(4);
    let job = client.create("files", BG_JOB_TYPE_DOWNLOAD);
    let name = |index: i32| format!("http://127.0.0.1:9/{index}");
    for index in 0..5 {
        assert_eq!(
            client.add(job, &name(index), &FOLDER.path().join(format!("walk{index}"))),
            S_OK
        );
    }
    let mut files = null_mut();
    assert_eq!(call!(job, EnumFiles, &mut files), S_OK);
    assert_eq!(client.add(job, &name(5), &FOLDER.path().join("walk5")), S_OK);
    let mut count = 0;
    assert_eq!(call!(files, GetCount, &mut count), S_OK);
    assert_eq!(count, 5);

    let next = |files: *mut IEnumBackgroundCopyFiles, wanted: ULONG| {
        let mut found = vec![usize::MAX as *mut IBackgroundCopyFile; wanted as usize + 1];
        let mut fetched = 77;
        let code = call!(files, Next, wanted, found.as_mut_ptr(), &mut fetched);
        let names: Vec<String> = found[..fetched as usize]
            .iter()
            .map(|file| {
                let mut name = null_mut();
                assert_eq!(call!(*file, GetRemoteName, &mut name), S_OK);
                assert_eq!(release(*file), 0);
                client.take(name).unwrap()
            })
            .collect();
        (code, names)
    };
    assert_eq!(next(files, 2), (S_OK, vec![name(0), name(1)]));
    let mut clone = null_mut();
    assert_eq!(call!(files, Clone, &mut clone), S_OK);
    assert_eq!(next(files, 9), (S_FALSE, vec![name(2), name(3), name(4)]));
    assert_eq!(next(files, 1), (S_FALSE, vec![]));
    assert_eq!(next(files, 0), (S_OK, vec![]));
    assert_eq!(next(clone, 1), (S_OK, vec![name(2)]));
    assert_eq!(call!(clone, Skip, 1), S_OK);
    assert_eq!(next(clone, 1), (S_OK, vec![name(4)]));
    assert_eq!(call!(clone, Skip, 1), S_FALSE);
    assert_eq!(call!(clone, Reset), S_OK);
    assert_eq!(call!(clone, Skip, 0), S_OK);
    assert_eq!(call!(clone, Skip, 6), S_FALSE);
    assert_eq!(call!(files, Reset), S_OK);
    assert_eq!(next(files, 5).1.len(), 5);
    let mut one = [null_mut()];
    assert_eq!(call!(clone, Next, 2, one.as_mut_ptr(), null_mut()), E_INVALIDARG);
    assert_eq!(call!(clone, Next, 1, one.as_mut_ptr(), null_mut()), S_FALSE);
    assert_eq!((release(files), release(clone)), (0, 0));

    let mut jobs = null_mut();
    assert_eq!(call!(client.manager, EnumJobs, 0, &mut jobs), S_OK);
    call!(job, Cancel);
    let mut ids = vec![];
    loop {
        let mut found = null_mut();
        if call!(jobs, Next, 1, &mut found, null_mut()) != S_OK {
            break;
        }
        let mut id = GUID_NULL;
        assert_eq!(call!(found, GetId, &mut id), S_OK);
        ids.push(id);
        release(found);
    }
    let mut id = GUID_NULL;
    assert_eq!(call!(job, GetId, &mut id), S_OK);
    assert!(ids.contains(&id), "a job cancelled later stays in the list");
    assert_eq!(release(jobs), 0);
    let mut gone = usize::MAX as *mut IBackgroundCopyJob;
    assert_eq!(call!(client.manager, GetJob, &id, &mut gone), BG_E_NOT_FOUND);
    assert!(gone.is_null());
    assert_eq!(call!(client.manager, EnumJobs, 2, &mut jobs), E_NOTIMPL);
    release(job);
}

#[test]
fn new_jobs_have_the_documented_defaults() {
    let client = Client::new(2);
    for job_type in TYPES {
        let job = client.create("", job_type);
        let (mut kind, mut priority) = (BG_JOB_TYPE_DOWNLOAD, BG_JOB_PRIORITY::BG_JOB_PRIORITY_LOW);
        assert_eq!(call!(job, GetType, &mut kind), S_OK);
        assert_eq!(kind, job_type);
        assert_eq!(state(job), BG_JOB_STATE_SUSPENDED);
        assert_eq!(call!(job, GetPriority, &mut priority), S_OK);
        assert_eq!(priority, BG_JOB_PRIORITY::BG_JOB_PRIORITY_NORMAL);
        let number = |get: &dyn Fn(*mut ULONG) -> HRESULT| {
            let mut value = 12345;
            assert_eq!(get(&mut value), S_OK);
            value
        };
        assert_eq!(number(&|value| call!(job, GetMinimumRetryDelay, value)), 600);
        assert_eq!(number(&|value| call!(job, GetNoProgressTimeout, value)), 1_209_600);
        assert_eq!(number(&|value| call!(job, GetErrorCount, value)), 0);
        assert_eq!(number(&|value| call!(job, GetNotifyFlags, value)), 3);
        let job4 = job.cast::<IBackgroundCopyJob4>();
        assert_eq!(number(&|value| call!(job4, GetMaximumDownloadTime, value)), 7_776_000);

        let mut progress = BG_JOB_PROGRESS {
            BytesTotal: 1,
            BytesTransferred: 1,
            FilesTotal: 1,
            FilesTransferred: 1,
        };
        assert_eq!(call!(job, GetProgress, &mut progress), S_OK);
        assert_eq!((progress.BytesTotal, progress.BytesTransferred), (0, 0));
        assert_eq!((progress.FilesTotal, progress.FilesTransferred), (0, 0));
        let mut error = usize::MAX as *mut IBackgroundCopyError;
        assert_eq!(call!(job, GetError, &mut error), BG_E_ERROR_INFORMATION_UNAVAILABLE);
        assert!(error.is_null());
        let mut callback = usize::MAX as *mut IUnknown;
        assert_eq!(call!(job, GetNotifyInterface, &mut callback), S_OK);
        assert!(callback.is_null());

        let (mut usage, mut list, mut bypass) = (
            BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE,
            usize::MAX as LPWSTR,
            usize::MAX as LPWSTR,
        );
        assert_eq!(call!(job, GetProxySettings, &mut usage, &mut list, &mut bypass), S_OK);
        assert_eq!(usage, BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_PRECONFIG);
        assert!(list.is_null() && bypass.is_null());
        assert_eq!(
            call!(job, GetProxySettings, null_mut(), &mut list, &mut bypass),
            E_INVALIDARG
        );

        let job2 = job.cast::<IBackgroundCopyJob2>();
        let (mut program, mut parameters) = (null_mut(), null_mut());
        assert_eq!(call!(job2, GetNotifyCmdLine, &mut program, &mut parameters), S_OK);
        assert_eq!(client.take(program).as_deref(), Some(""));
        assert_eq!(client.take(parameters).as_deref(), Some(""));
        let mut owner = null_mut();
        assert_eq!(call!(job, GetOwner, &mut owner), S_OK);
        assert_eq!(
            client.take(owner),
            Some(format!("S-1-22-1-{}", unsafe { libc::geteuid() }))
        );

        assert_eq!(call!(job, Resume), BG_E_EMPTY);
        assert_eq!(state(job), BG_JOB_STATE_SUSPENDED);
        assert_eq!(call!(job, Suspend), S_OK);
        check_times(job);
        check_reply(&client, job, job_type);
        assert_eq!(call!(job, Cancel), S_OK);
        check_final(&client, job);
        assert_eq!(release(job), 0);
    }
}

fn check_times(job: *mut IBackgroundCopyJob) {
    let mut times: BG_JOB_TIMES = unsafe { std::mem::zeroed() };
    assert_eq!(call!(job, GetTimes, &mut times), S_OK);
    let ticks = |time: FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    let now = (std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() + 11_644_473_600) * 10_000_000;
    assert!(now.abs_diff(ticks(times.CreationTime)) < 600_000_000);
    assert!(ticks(times.ModificationTime) >= ticks(times.CreationTime));
    assert_eq!(ticks(times.TransferCompletionTime), 0);
}

fn check_reply(client: &Client, job: *mut IBackgroundCopyJob, job_type: BG_JOB_TYPE) {
    let job2 = job.cast::<IBackgroundCopyJob2>();
    let mut progress = BG_JOB_REPLY_PROGRESS {
        BytesTotal: 5,
        BytesTransferred: 5,
    };
    let (mut name, mut data, mut length) = (usize::MAX as LPWSTR, null_mut(), 0);
    let wanted = client.text(FOLDER.path().join("reply").to_str().unwrap());
    let set = |name: &Text| call!(job2, SetReplyFileName, name.ptr());
    if job_type != BG_JOB_TYPE_UPLOAD_REPLY {
        assert_eq!(call!(job2, GetReplyProgress, &mut progress), E_NOTIMPL);
        assert_eq!((progress.BytesTotal, progress.BytesTransferred), (0, 0));
        assert_eq!(call!(job2, GetReplyFileName, &mut name), E_NOTIMPL);
        assert_eq!(call!(job2, GetReplyData, &mut data, &mut length), E_NOTIMPL);
        assert_eq!(set(&wanted), E_NOTIMPL);
        return;
    }
    assert_eq!(call!(job2, GetReplyProgress, &mut progress), S_OK);
    assert_eq!((progress.BytesTotal, progress.BytesTransferred), (BG_SIZE_UNKNOWN, 0));
    assert_eq!(call!(job2, GetReplyData, &mut data, &mut length), BG_E_INVALID_STATE);
    let get = || {
        let mut name = usize::MAX as LPWSTR;
        assert_eq!(call!(job2, GetReplyFileName, &mut name), S_OK);
        client.take(name)
    };
    assert_eq!(get(), None);
    assert_eq!(
        client.add(job, "http://127.0.0.1:9/", &FOLDER.path().join("upload")),
        S_OK
    );
    let generated = get().unwrap();
    assert_eq!(Path::new(&generated).parent(), Some(FOLDER.path()));
    assert_eq!(Some(generated), get());
    assert_eq!(set(&wanted), S_OK);
    assert_eq!(get().as_deref(), FOLDER.path().join("reply").to_str());
    assert_eq!(set(&client.text("relative")), E_INVALIDARG);
    assert_eq!(set(&client.text(&format!("/{}", "x".repeat(260)))), E_INVALIDARG);
    assert_eq!(call!(job2, SetReplyFileName, null()), S_OK);
    assert!(get().unwrap().ends_with(".reply"));
}

/// A job that left the queue answers what it is asked, and refuses what it is told.
fn check_final(client: &Client, job: *mut IBackgroundCopyJob) {
    assert_eq!(state(job), BG_JOB_STATE_CANCELLED);
    let text = client.text("/x");
    let (job2, job4) = (job.cast::<IBackgroundCopyJob2>(), job.cast::<IBackgroundCopyJob4>());
    let http = query(job, &IID_IBackgroundCopyJobHttpOptions3).unwrap();
    let (options, options3) = (
        http.cast::<IBackgroundCopyJobHttpOptions>(),
        http.cast::<IBackgroundCopyJobHttpOptions3>(),
    );
    let priority = MaybeUninit::new(BG_JOB_PRIORITY::BG_JOB_PRIORITY_LOW);
    let usage = MaybeUninit::new(BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_NO_PROXY);
    let refusals = [
        call!(job, Cancel),
        call!(job, Complete),
        call!(job, Suspend),
        call!(job, TakeOwnership),
        call!(job, SetDisplayName, text.ptr()),
        call!(job, SetDescription, text.ptr()),
        call!(job, SetPriority, priority),
        call!(job, SetNotifyFlags, 0),
        call!(job, SetNotifyInterface, null_mut()),
        call!(job, SetMinimumRetryDelay, 9),
        call!(job, SetNoProgressTimeout, 9),
        call!(job, SetProxySettings, usage, null(), null()),
        call!(
            job,
            AddFile,
            client.text("http://127.0.0.1:9/").ptr(),
            client.text("/tmp/x").ptr()
        ),
        call!(job2, SetNotifyCmdLine, text.ptr(), null()),
        call!(job4, SetMaximumDownloadTime, 9),
        call!(options, SetCustomHeaders, null()),
        call!(options, SetSecurityFlags, 0),
        call!(options3, MakeCustomHeadersWriteOnly),
    ];
    assert_eq!(refusals, [BG_E_INVALID_STATE; 18]);
    assert_eq!(call!(job, Resume), BG_E_INVALID_STATE);
    let mut name = null_mut();
    assert_eq!(call!(job, GetDisplayName, &mut name), S_OK);
    assert_eq!(client.take(name).as_deref(), Some(""));
    release(http);
}

#[test]
fn limits_and_undefined_values_have_the_documented_codes() {
    for width in WIDTHS {
        let client = Client::new(width);
        let job = client.create(&"n".repeat(256), BG_JOB_TYPE_DOWNLOAD);
        let long = |count: usize| client.text(&"x".repeat(count));
        let wild = |number: i32| -> MaybeUninit<BG_JOB_TYPE> { unsafe { std::mem::transmute(number) } };

        let (mut id, mut none) = (GUID_NULL, usize::MAX as *mut IBackgroundCopyJob);
        for kind in [-1, 3, i32::MAX] {
            assert_eq!(
                call!(client.manager, CreateJob, long(1).ptr(), wild(kind), &mut id, &mut none),
                E_INVALIDARG
            );
            assert!(none.is_null() && id == GUID_NULL);
        }
        assert_eq!(
            call!(client.manager, CreateJob, long(257).ptr(), wild(0), &mut id, &mut none),
            E_INVALIDARG
        );
        assert_eq!(
            call!(client.manager, CreateJob, null(), wild(0), &mut id, &mut none),
            E_INVALIDARG
        );
        assert_eq!(
            call!(client.manager, CreateJob, long(1).ptr(), wild(0), null_mut(), &mut none),
            E_INVALIDARG
        );

        assert_eq!(call!(job, SetDisplayName, long(256).ptr()), S_OK);
        assert_eq!(call!(job, SetDisplayName, long(257).ptr()), BG_E_STRING_TOO_LONG);
        assert_eq!(call!(job, SetDisplayName, null()), E_INVALIDARG);
        assert_eq!(call!(job, SetDescription, long(1024).ptr()), S_OK);
        assert_eq!(call!(job, SetDescription, long(1025).ptr()), BG_E_STRING_TOO_LONG);
        assert_eq!(call!(job, SetDescription, long(1_000_000).ptr()), BG_E_STRING_TOO_LONG);
        assert_eq!(
            call!(job, SetPriority, unsafe { std::mem::transmute::<i32, _>(4) }),
            E_NOTIMPL
        );
        assert_eq!(call!(job, SetNotifyFlags, 0x40), E_NOTIMPL);
        assert_eq!(call!(job, SetMinimumRetryDelay, 4), S_OK);
        let mut seconds = 0;
        assert_eq!(call!(job, GetMinimumRetryDelay, &mut seconds), S_OK);
        assert_eq!(seconds, 5);

        let usage = |number: i32| -> MaybeUninit<BG_JOB_PROXY_USAGE> { unsafe { std::mem::transmute(number) } };
        assert_eq!(call!(job, SetProxySettings, usage(4), null(), null()), E_NOTIMPL);
        assert_eq!(call!(job, SetProxySettings, usage(2), null(), null()), E_INVALIDARG);
        assert_eq!(
            call!(job, SetProxySettings, usage(1), long(3).ptr(), null()),
            E_INVALIDARG
        );
        assert_eq!(
            call!(job, SetProxySettings, usage(2), long(4001).ptr(), null()),
            BG_E_PROXY_LIST_TOO_LARGE
        );
        assert_eq!(
            call!(job, SetProxySettings, usage(2), long(4000).ptr(), long(4001).ptr()),
            BG_E_PROXY_BYPASS_LIST_TOO_LARGE
        );
        assert_eq!(
            call!(job, SetProxySettings, usage(2), long(4000).ptr(), long(4000).ptr()),
            S_OK
        );

        let job2 = job.cast::<IBackgroundCopyJob2>();
        assert_eq!(call!(job2, SetNotifyCmdLine, null(), long(1).ptr()), E_INVALIDARG);
        assert_eq!(
            call!(job2, SetNotifyCmdLine, long(261).ptr(), null()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(
            call!(job2, SetNotifyCmdLine, long(260).ptr(), long(4001).ptr()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(call!(job2, SetNotifyCmdLine, long(260).ptr(), long(4000).ptr()), S_OK);
        assert_eq!(call!(job2, SetNotifyCmdLine, null(), null()), S_OK);
        check_names(&client, job);
        check_credentials(&client, job2);
        check_http_options(&client, job);
        call!(job, Cancel);
        release(job);
    }
}

fn check_names(client: &Client, job: *mut IBackgroundCopyJob) {
    let local = FOLDER.path().join("local");
    let long_url = format!("http://h/{}", vec!["x".repeat(200); 12].join("/"));
    for remote in ["", "relative", "gopher://x/y", "http://", r"\\server\share", &long_url] {
        assert_eq!(client.add(job, remote, &local), E_INVALIDARG, "{remote}");
    }
    for local in ["", "relative", "/", &format!("/{}", "x".repeat(260))] {
        assert_eq!(
            client.add(job, "http://127.0.0.1/", Path::new(local)),
            E_INVALIDARG,
            "{local}"
        );
    }
    let (remote, local) = (client.text("http://127.0.0.1/"), client.text(local.to_str().unwrap()));
    assert_eq!(call!(job, AddFile, null(), local.ptr()), E_INVALIDARG);
    assert_eq!(call!(job, AddFile, remote.ptr(), null()), E_INVALIDARG);
    let good = BG_FILE_INFO {
        RemoteName: remote.ptr(),
        LocalName: local.ptr(),
    };
    let bad = BG_FILE_INFO {
        LocalName: null_mut(),
        ..good
    };
    let total = |job: *mut IBackgroundCopyJob| {
        let mut progress: BG_JOB_PROGRESS = unsafe { std::mem::zeroed() };
        assert_eq!(call!(job, GetProgress, &mut progress), S_OK);
        progress.FilesTotal
    };
    assert_eq!(call!(job, AddFileSet, 2, [good, bad].as_mut_ptr()), E_INVALIDARG);
    assert_eq!(total(job), 0);
    assert_eq!(call!(job, AddFileSet, 3, null_mut()), E_INVALIDARG);
    assert_eq!(call!(job, AddFileSet, 2, [good, good].as_mut_ptr()), S_OK);
    assert_eq!(total(job), 2);

    let upload = client.create("one file", BG_JOB_TYPE_UPLOAD);
    assert_eq!(
        call!(upload, AddFileSet, 2, [good, good].as_mut_ptr()),
        BG_E_TOO_MANY_FILES
    );
    assert_eq!(total(upload), 0);
    assert_eq!(call!(upload, AddFileSet, 1, [good].as_mut_ptr()), S_OK);
    assert_eq!(call!(upload, AddFile, remote.ptr(), local.ptr()), BG_E_TOO_MANY_FILES);
    assert_eq!(call!(upload, Complete), BG_E_INVALID_STATE);
    assert_eq!(call!(upload, Cancel), S_OK);
    release(upload);
}

fn check_credentials(client: &Client, job: *mut IBackgroundCopyJob2) {
    let set = |target: i32, scheme: i32, user: Option<usize>, password: Option<usize>| {
        let text = |length: Option<usize>| length.map(|length| client.text(&"c".repeat(length)));
        let (user, password) = (text(user), text(password));
        let ptr = |text: &Option<Text>| text.as_ref().map_or(null_mut(), Text::ptr);
        let mut credentials = BG_AUTH_CREDENTIALS {
            Target: unsafe { std::mem::transmute::<i32, MaybeUninit<BG_AUTH_TARGET>>(target) },
            Scheme: unsafe { std::mem::transmute::<i32, MaybeUninit<BG_AUTH_SCHEME>>(scheme) },
            Credentials: BG_AUTH_CREDENTIALS_UNION {
                Basic: BG_BASIC_CREDENTIALS {
                    UserName: ptr(&user),
                    Password: ptr(&password),
                },
            },
        };
        call!(job, SetCredentials, &mut credentials)
    };
    let remove = |target: i32, scheme: i32| {
        let target = unsafe { std::mem::transmute::<i32, MaybeUninit<BG_AUTH_TARGET>>(target) };
        let scheme = unsafe { std::mem::transmute::<i32, MaybeUninit<BG_AUTH_SCHEME>>(scheme) };
        call!(job, RemoveCredentials, target, scheme)
    };
    assert_eq!(call!(job, SetCredentials, null_mut()), E_INVALIDARG);
    for target in [0, 3, -1] {
        assert_eq!(set(target, 1, Some(1), Some(1)), BG_E_INVALID_AUTH_TARGET);
        assert_eq!(remove(target, 1), BG_E_INVALID_AUTH_TARGET);
    }
    for scheme in [0, 6, -1] {
        assert_eq!(set(1, scheme, Some(1), Some(1)), BG_E_INVALID_AUTH_SCHEME);
        assert_eq!(remove(1, scheme), BG_E_INVALID_AUTH_SCHEME);
    }
    assert_eq!(set(1, 1, Some(301), Some(1)), BG_E_USERNAME_TOO_LARGE);
    assert_eq!(set(1, 1, Some(300), Some(65_537)), BG_E_PASSWORD_TOO_LARGE);
    assert_eq!(set(1, 1, Some(300), Some(65_536)), S_OK);
    assert_eq!(set(1, 1, Some(0), Some(0)), S_OK);
    for (scheme, implicit) in [
        (1, E_INVALIDARG),
        (2, E_INVALIDARG),
        (3, S_OK),
        (4, S_OK),
        (5, E_INVALIDARG),
    ] {
        assert_eq!(set(2, scheme, None, None), implicit);
        assert_eq!(set(2, scheme, Some(3), None), E_INVALIDARG);
        assert_eq!(set(2, scheme, None, Some(3)), E_INVALIDARG);
        assert_eq!(set(2, scheme, Some(3), Some(3)), S_OK);
        assert_eq!((remove(2, scheme), remove(2, scheme)), (S_OK, S_FALSE));
    }
    assert_eq!((remove(1, 1), remove(1, 1)), (S_OK, S_FALSE));
}

fn check_http_options(client: &Client, job: *mut IBackgroundCopyJob) {
    const NULL_REFERENCE: HRESULT = 0x800706F4_u32 as i32;
    const BAD_STUB_DATA: HRESULT = 0x800706F7_u32 as i32;
    let http = query(job, &IID_IBackgroundCopyJobHttpOptions).unwrap();
    let options = http.cast::<IBackgroundCopyJobHttpOptions>();
    let get = || {
        let mut headers = usize::MAX as LPWSTR;
        let code = call!(options, GetCustomHeaders, &mut headers);
        (code, client.take(headers))
    };
    assert_eq!(get(), (S_FALSE, None));
    let header = |length: usize| format!("X: {}\r\n", "y".repeat(length - 5));
    assert_eq!(
        call!(options, SetCustomHeaders, client.text(&header(16_384)).ptr()),
        BG_E_STRING_TOO_LONG
    );
    assert_eq!(
        call!(options, SetCustomHeaders, client.text(&header(16_383)).ptr()),
        S_OK
    );
    assert_eq!(get(), (S_OK, Some(header(16_383))));
    assert_eq!(call!(options, GetCustomHeaders, null_mut()), NULL_REFERENCE);
    assert_eq!(call!(options, SetCustomHeaders, null()), S_OK);
    assert_eq!(get(), (S_FALSE, None));

    for flags in [0x20, 0x300, 0x400, 0x700, 0x1000, u32::MAX] {
        assert_eq!(call!(options, SetSecurityFlags, flags), E_NOTIMPL);
    }
    let mut flags = 7;
    for wanted in [0x1F | 0x100 | 0x800, 0x200, 0] {
        assert_eq!(call!(options, SetSecurityFlags, wanted), S_OK);
        assert_eq!(call!(options, GetSecurityFlags, &mut flags), S_OK);
        assert_eq!(flags, wanted);
    }
    assert_eq!(call!(options, GetSecurityFlags, null_mut()), NULL_REFERENCE);

    assert_eq!(call!(options, RemoveClientCertificate), S_FALSE);
    let mut location = BG_CERT_STORE_LOCATION::BG_CERT_STORE_LOCATION_USERS;
    let (mut store, mut hash, mut subject) = (null_mut(), null_mut(), null_mut());
    let code = call!(
        options,
        GetClientCertificate,
        &mut location,
        &mut store,
        &mut hash,
        &mut subject
    );
    assert_eq!(code, BAD_STUB_DATA);

    let (options2, options3) = (
        http.cast::<IBackgroundCopyJobHttpOptions2>(),
        http.cast::<IBackgroundCopyJobHttpOptions3>(),
    );
    let mut method = null_mut();
    assert_eq!(call!(options2, GetHttpMethod, &mut method), S_OK);
    assert_eq!(client.take(method).as_deref(), Some("GET"));
    assert_eq!(call!(options2, SetHttpMethod, client.text("GET").ptr()), S_OK);
    assert_eq!(call!(options2, SetHttpMethod, client.text("").ptr()), E_INVALIDARG);
    assert_eq!(call!(options3, MakeCustomHeadersWriteOnly), S_OK);
    assert_eq!(get(), (S_FALSE, None));
    assert_eq!(call!(options, SetCustomHeaders, client.text("A: b\r\n").ptr()), S_OK);
    assert_eq!(get(), (E_ACCESSDENIED, None));
    release(http);
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    /// Any characters but the zero, of at most `limit` UTF-16 units.
    fn text(&mut self, limit: usize) -> String {
        let mut text = String::new();
        let length = self.below(limit as u64 + 1) as usize;
        while text.encode_utf16().count() + 2 <= length {
            let range = [0x80, 0x800, 0x1_0000, 0x11_0000][self.below(4) as usize];
            text.extend(char::from_u32(1 + self.below(range - 1) as u32));
        }
        text
    }
}

/// Whatever is set is got back, by clients of both widths, for every type of job.
#[test]
fn properties_survive_the_round_trip() {
    let mut dice = Dice(20);
    let clients = WIDTHS.map(Client::new);
    for round in 0..12 {
        let job_type = TYPES[round % 3];
        let job = clients[round % 2].create(&dice.text(256), job_type);
        let mut id = GUID_NULL;
        assert_eq!(call!(job, GetId, &mut id), S_OK);
        // The same job, as the other client sees it.
        let views = [0, 1].map(|index| {
            let mut view = null_mut();
            assert_eq!(call!(clients[index].manager, GetJob, &id, &mut view), S_OK);
            view
        });
        for setter in [0, 1] {
            round_trip(&mut dice, &clients, views, setter);
        }
        assert_eq!(call!(job, Cancel), S_OK);
        for job in views.into_iter().chain([job]) {
            assert_eq!(release(job), 0);
        }
    }
}

fn round_trip(dice: &mut Dice, clients: &[Client; 2], views: [*mut IBackgroundCopyJob; 2], setter: usize) {
    let (client, job) = (&clients[setter], views[setter]);
    let (job2, job4) = (job.cast::<IBackgroundCopyJob2>(), job.cast::<IBackgroundCopyJob4>());
    let http = query(job, &IID_IBackgroundCopyJobHttpOptions)
        .unwrap()
        .cast::<IBackgroundCopyJobHttpOptions>();
    let (name, description, program, parameters, list, bypass, headers) = (
        dice.text(256),
        dice.text(1024),
        dice.text(260),
        dice.text(4000),
        dice.text(4000),
        dice.text(4000),
        dice.text(9000),
    );
    let priority = BG_JOB_PRIORITY::ALL[dice.below(4) as usize];
    let (notify, delay, timeout, most) = (
        dice.below(0x40) as u32,
        dice.roll() as u32 | 8,
        dice.roll() as u32,
        dice.roll() as u32,
    );
    let security = dice.below(0x20) as u32 | 0x100 * dice.below(3) as u32 | 0x800 * dice.below(2) as u32;
    let usage = BG_JOB_PROXY_USAGE::ALL[dice.below(4) as usize];
    let overrides = usage == BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
    let (list, bypass) = (
        overrides.then_some(list),
        (overrides && dice.below(2) == 0).then_some(bypass),
    );

    let texts = [&name, &description, &program, &parameters, &headers].map(|text| client.text(text));
    let lists = [&list, &bypass].map(|list| list.as_ref().map(|list| client.text(list)));
    let [list_ptr, bypass_ptr] = lists.each_ref().map(|list| list.as_ref().map_or(null_mut(), Text::ptr));
    let codes = [
        call!(job, SetDisplayName, texts[0].ptr()),
        call!(job, SetDescription, texts[1].ptr()),
        call!(job, SetPriority, MaybeUninit::new(priority)),
        call!(job, SetNotifyFlags, notify),
        call!(job, SetMinimumRetryDelay, delay),
        call!(job, SetNoProgressTimeout, timeout),
        call!(job, SetProxySettings, MaybeUninit::new(usage), list_ptr, bypass_ptr),
        call!(job2, SetNotifyCmdLine, texts[2].ptr(), texts[3].ptr()),
        call!(job4, SetMaximumDownloadTime, most),
        call!(http, SetCustomHeaders, texts[4].ptr()),
        call!(http, SetSecurityFlags, security),
    ];
    assert_eq!(codes, [S_OK; 11]);
    release(http);

    for (client, job) in clients.iter().zip(views) {
        let (job2, job4) = (job.cast::<IBackgroundCopyJob2>(), job.cast::<IBackgroundCopyJob4>());
        let http = query(job, &IID_IBackgroundCopyJobHttpOptions)
            .unwrap()
            .cast::<IBackgroundCopyJobHttpOptions>();
        let text = |get: &dyn Fn(*mut LPWSTR) -> HRESULT| {
            let mut value = null_mut();
            assert_eq!(get(&mut value), S_OK);
            client.take(value).unwrap()
        };
        let number = |get: &dyn Fn(*mut ULONG) -> HRESULT| {
            let mut value = 12345;
            assert_eq!(get(&mut value), S_OK);
            value
        };
        assert_eq!(text(&|value| call!(job, GetDisplayName, value)), name);
        assert_eq!(text(&|value| call!(job, GetDescription, value)), description);
        assert_eq!(text(&|value| call!(http, GetCustomHeaders, value)), headers);
        assert_eq!(number(&|value| call!(job, GetNotifyFlags, value)), notify);
        assert_eq!(number(&|value| call!(job, GetMinimumRetryDelay, value)), delay);
        assert_eq!(number(&|value| call!(job, GetNoProgressTimeout, value)), timeout);
        assert_eq!(number(&|value| call!(job4, GetMaximumDownloadTime, value)), most);
        assert_eq!(number(&|value| call!(http, GetSecurityFlags, value)), security);
        let mut got = BG_JOB_PRIORITY::BG_JOB_PRIORITY_LOW;
        assert_eq!(call!(job, GetPriority, &mut got), S_OK);
        assert_eq!(got, priority);
        let (mut one, mut two) = (null_mut(), null_mut());
        assert_eq!(call!(job2, GetNotifyCmdLine, &mut one, &mut two), S_OK);
        assert_eq!(
            (client.take(one).unwrap(), client.take(two).unwrap()),
            (program.clone(), parameters.clone())
        );
        let mut got = BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_PRECONFIG;
        assert_eq!(call!(job, GetProxySettings, &mut got, &mut one, &mut two), S_OK);
        assert_eq!(
            (got, client.take(one), client.take(two)),
            (usage, list.clone(), bypass.clone())
        );
        release(http);
    }
}

#[test]
fn classes_and_ids() {
    LazyLock::force(&FOLDER);
    let classes = [
        CLSID_BackgroundCopyManager,
        CLSID_BackgroundCopyManager1_5,
        CLSID_BackgroundCopyManager2_0,
        CLSID_BackgroundCopyManager2_5,
        CLSID_BackgroundCopyManager3_0,
        CLSID_BackgroundCopyManager4_0,
        CLSID_BackgroundCopyManager5_0,
        CLSID_BackgroundCopyManager10_1,
        CLSID_BackgroundCopyManager10_2,
        CLSID_BackgroundCopyManager10_3,
    ];
    let manager = &IID_IBackgroundCopyManager;
    let mut place = null_mut();
    for class in classes {
        unsafe {
            assert_eq!(
                bits_CoCreateInstance(&class, null_mut(), 0, manager, &mut place, 4),
                S_OK
            );
            assert_eq!(release(place), 0);
            let code = bits_CoGetClassObject(&class, 0, null_mut(), &IID_IClassFactory, &mut place, 2);
            assert_eq!(code, S_OK);
        }
        let factory: *mut IClassFactory = place.cast();
        let aggregate = call!(factory, CreateInstance, factory.cast(), manager, &mut place);
        assert_eq!((aggregate, place), (CLASS_E_NOAGGREGATION, null_mut()));
        assert_eq!(
            call!(factory, CreateInstance, null_mut(), &IID_IBackgroundCopyJob, &mut place),
            E_NOINTERFACE
        );
        assert_eq!(call!(factory, CreateInstance, null_mut(), manager, &mut place), S_OK);
        assert_eq!(call!(factory, LockServer, 1), S_OK);
        assert_eq!((release(place), release(factory)), (0, 0));
    }
    let create = |class: *const GUID, iid: *const GUID, width: usize| unsafe {
        let mut place = usize::MAX as *mut c_void;
        let code = bits_CoCreateInstance(class, null_mut(), 0, iid, &mut place, width);
        assert!(place.is_null());
        code
    };
    assert_eq!(create(&IID_IUnknown, manager, 4), REGDB_E_CLASSNOTREG);
    assert_eq!(create(&classes[0], &IID_IBackgroundCopyJob, 4), E_NOINTERFACE);
    assert_eq!(create(&classes[0], manager, 3), E_INVALIDARG);
    assert_eq!(create(null(), manager, 4), E_POINTER);
    assert_eq!(create(&classes[0], null(), 4), E_POINTER);

    for width in WIDTHS {
        let client = Client::new(width);
        let mut place = [0u32; 39];
        let written = unsafe { bits_StringFromGUID2(&classes[0], place.as_mut_ptr().cast(), 39, width) };
        assert_eq!(written, 39);
        assert_eq!(
            unsafe { bits_StringFromGUID2(&classes[0], place.as_mut_ptr().cast(), 38, width) },
            0
        );
        let text = match width {
            2 => String::from_utf16(&unsafe { units(place.as_ptr().cast()) }).unwrap(),
            _ => place.iter().filter_map(|unit| char::from_u32(*unit)).take(38).collect(),
        };
        assert_eq!(text, "{4991D34B-80A1-4291-83B6-3328366B9097}");
        let read = |text: &str| {
            let (mut class, mut id) = (classes[1], classes[1]);
            let text = client.text(text);
            unsafe {
                let codes = (
                    bits_CLSIDFromString(text.ptr().cast(), &mut class, width),
                    bits_IIDFromString(text.ptr().cast(), &mut id, width),
                );
                assert_eq!(class, id);
                (codes, id)
            }
        };
        assert_eq!(read(&text), ((S_OK, S_OK), classes[0]));
        assert_eq!(read(&text.to_lowercase()), ((S_OK, S_OK), classes[0]));
        for bad in [
            "",
            "4991D34B-80A1-4291-83B6-3328366B9097",
            "{4991D34B}",
            &format!("{text} "),
            &text.replace('9', "g"),
        ] {
            assert_eq!(read(bad), ((CO_E_CLASSSTRING, E_INVALIDARG), GUID_NULL), "{bad}");
        }
    }
    let (mut one, mut two) = (GUID_NULL, GUID_NULL);
    unsafe {
        assert_eq!((bits_CoCreateGuid(&mut one), bits_CoCreateGuid(&mut two)), (S_OK, S_OK));
        assert_eq!(bits_CoCreateGuid(null_mut()), E_INVALIDARG);
    }
    assert!(one != two && one != GUID_NULL);
}

/// The same from C and C++, in each kind of characters that a compiler can be told to use.
#[test]
fn c_and_cpp_programs_agree_with_each_other() {
    let programs = [
        ("gcc", "c11", "properties.c"),
        ("clang", "c2x", "properties.c"),
        ("g++", "c++11", "notified.cpp"),
        ("clang++", "c++17", "notified.cpp"),
    ];
    let characters: [(&[&str], _); 3] = [(&[], "4"), (&["-fshort-wchar"], "2"), (&["-DBITS_UTF16"], "2")];
    let builds: Vec<_> = programs
        .iter()
        .filter(|(program, ..)| need(program))
        .flat_map(|program| characters.iter().map(move |characters| (program, characters)))
        .collect();
    in_parallel(&builds, |((program, standard, source), (arguments, bytes))| {
        let folder = tempfile::tempdir().unwrap();
        let mut compiler = compiler(program, standard);
        compiler.args(*arguments).arg("-pthread");
        let built = build(
            compiler,
            &[&root().join("tests/c").join(source)],
            &folder.path().join("program"),
        );
        let mut run = Command::new(built);
        run.env("BITS_HOME", folder.path().join("queue"));
        if source.ends_with(".cpp") {
            run.arg(folder.path());
        }
        assert_eq!(
            succeed(&mut run),
            format!("{bytes} bytes to a character\n"),
            "{program} {source}"
        );
    });
    println!("{} programs", builds.len());
}
