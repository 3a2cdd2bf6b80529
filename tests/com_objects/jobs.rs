//! Properties of new jobs, methods of ended jobs, and errors.

use std::mem::MaybeUninit;
use std::path::Path;
use std::ptr::{null, null_mut};

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;

use crate::client::{Client, FOLDER, TYPES, Text, query, release, state};

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
        assert_eq!(
            number(&|value| call!(job, GetMinimumRetryDelay, value)),
            600
        );
        assert_eq!(
            number(&|value| call!(job, GetNoProgressTimeout, value)),
            1_209_600
        );
        assert_eq!(number(&|value| call!(job, GetErrorCount, value)), 0);
        assert_eq!(number(&|value| call!(job, GetNotifyFlags, value)), 3);
        let job4 = job.cast::<IBackgroundCopyJob4>();
        assert_eq!(
            number(&|value| call!(job4, GetMaximumDownloadTime, value)),
            7_776_000
        );

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
        assert_eq!(
            call!(job, GetError, &mut error),
            BG_E_ERROR_INFORMATION_UNAVAILABLE
        );
        assert!(error.is_null());
        let mut callback = usize::MAX as *mut IUnknown;
        assert_eq!(call!(job, GetNotifyInterface, &mut callback), S_OK);
        assert!(callback.is_null());

        let (mut usage, mut list, mut bypass) = (
            BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE,
            usize::MAX as LPWSTR,
            usize::MAX as LPWSTR,
        );
        assert_eq!(
            call!(job, GetProxySettings, &mut usage, &mut list, &mut bypass),
            S_OK
        );
        assert_eq!(usage, BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_PRECONFIG);
        assert!(list.is_null() && bypass.is_null());
        assert_eq!(
            call!(job, GetProxySettings, null_mut(), &mut list, &mut bypass),
            E_INVALIDARG
        );

        let job2 = job.cast::<IBackgroundCopyJob2>();
        let (mut program, mut parameters) = (null_mut(), null_mut());
        assert_eq!(
            call!(job2, GetNotifyCmdLine, &mut program, &mut parameters),
            S_OK
        );
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
    let ticks =
        |time: FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    let now = (std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .unwrap()
        .as_secs()
        + 11_644_473_600)
        * 10_000_000;
    assert!(now.abs_diff(ticks(times.CreationTime)) < 600_000_000);
    assert!(ticks(times.ModificationTime) >= ticks(times.CreationTime));
    assert_eq!(ticks(times.TransferCompletionTime), 0);
    let before = ticks(times.ModificationTime);
    assert_eq!(call!(job, SetNotifyInterface, null_mut()), S_OK);
    assert_eq!(call!(job, GetTimes, &mut times), S_OK);
    assert!(
        ticks(times.ModificationTime) > before,
        "every setter is a modification"
    );
}

#[test]
fn only_a_callback_can_be_registered() {
    let client = Client::new(4);
    let job = client.create("callback", BG_JOB_TYPE_DOWNLOAD);
    let other = client.create("no callback", BG_JOB_TYPE_DOWNLOAD);
    assert_eq!(call!(job, SetNotifyInterface, other.cast()), E_NOINTERFACE);
    let mut registered = usize::MAX as *mut IUnknown;
    assert_eq!(call!(job, GetNotifyInterface, &mut registered), S_OK);
    assert!(registered.is_null());
    for job in [job, other] {
        assert_eq!(call!(job, Cancel), S_OK);
        assert_eq!(release(job), 0);
    }
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
    assert_eq!(
        (progress.BytesTotal, progress.BytesTransferred),
        (BG_SIZE_UNKNOWN, 0)
    );
    assert_eq!(
        call!(job2, GetReplyData, &mut data, &mut length),
        BG_E_INVALID_STATE
    );
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
    assert_eq!(
        set(&client.text(&format!("/{}", "x".repeat(260)))),
        E_INVALIDARG
    );
    assert_eq!(call!(job2, SetReplyFileName, null()), S_OK);
    assert!(get().unwrap().ends_with(".reply"));
}

/// A job that has left the queue still returns its properties, and refuses changes.
fn check_final(client: &Client, job: *mut IBackgroundCopyJob) {
    assert_eq!(state(job), BG_JOB_STATE_CANCELLED);
    let text = client.text("/x");
    let (job2, job4) = (
        job.cast::<IBackgroundCopyJob2>(),
        job.cast::<IBackgroundCopyJob4>(),
    );
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
fn properties_of_later_versions() {
    let client = Client::new(4);
    for job_type in TYPES {
        let job = client.create("later", job_type);
        let (job3, job4, job5) = (
            job.cast::<IBackgroundCopyJob3>(),
            job.cast::<IBackgroundCopyJob4>(),
            job.cast::<IBackgroundCopyJob5>(),
        );
        let mut flags = 7;
        assert_eq!(call!(job3, SetFileACLFlags, 0x10), E_INVALIDARG);
        assert_eq!(
            (
                call!(job3, SetFileACLFlags, 5),
                call!(job3, GetFileACLFlags, &mut flags)
            ),
            (S_OK, S_OK)
        );
        assert_eq!(flags, 5);
        assert_eq!(call!(job4, SetPeerCachingFlags, 8), E_NOTIMPL);
        assert_eq!(
            (
                call!(job4, SetPeerCachingFlags, 6),
                call!(job4, GetPeerCachingFlags, &mut flags)
            ),
            (S_OK, S_OK)
        );
        assert_eq!(flags, 6);

        let id =
            |id: i32| -> MaybeUninit<BITS_JOB_PROPERTY_ID> { unsafe { std::mem::transmute(id) } };
        let get = |wanted: i32| {
            let mut value = BITS_JOB_PROPERTY_VALUE { Uint64: 77 };
            let code = call!(job5, GetProperty, id(wanted), &mut value);
            (code, unsafe { value.Uint64 })
        };
        let set = |wanted: i32, value: u64| {
            call!(
                job5,
                SetProperty,
                id(wanted),
                BITS_JOB_PROPERTY_VALUE { Uint64: value }
            )
        };
        for (wanted, default) in [
            (1, 0x8000_00FF),
            (2, 0),
            (3, 0),
            (4, 0),
            (5, u64::MAX),
            (7, 0),
            (9, 500),
            (10, 0),
        ] {
            assert_eq!(get(wanted), (S_OK, default));
        }
        for unknown in [0, 6, 8, 99, -1] {
            assert_eq!(get(unknown), (BG_E_UNKNOWN_PROPERTY_ID, 0));
            assert_eq!(set(unknown, 0), BG_E_UNKNOWN_PROPERTY_ID);
        }
        assert_eq!((set(1, 0x8000_0021), get(1)), (S_OK, (S_OK, 0x8000_0021)));
        assert_eq!((set(9, 0), get(9)), (S_OK, (S_OK, 0)));
        assert_eq!(set(7, 1), BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED);
        assert_eq!((set(7, 0), set(7, 2)), (E_INVALIDARG, E_NOTIMPL));
        let done = match job_type {
            BG_JOB_TYPE_DOWNLOAD => S_OK,
            _ => BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY,
        };
        for switch in [3, 4, 10] {
            assert_eq!(
                (set(switch, 1), get(switch)),
                (done, (S_OK, u64::from(done == S_OK)))
            );
            assert_eq!((set(switch, 0), get(switch)), (done, (S_OK, 0)));
        }
        let limit = if done == S_OK { 1 << 40 } else { u64::MAX };
        assert_eq!((set(5, 1 << 40), get(5)), (done, (S_OK, limit)));
        assert_eq!(call!(job, Cancel), S_OK);
        assert_eq!((set(9, 1), get(9)), (BG_E_INVALID_STATE, (S_OK, 0)));
        assert_eq!(release(job), 0);
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
        for of_context in [false, true] {
            let described = match of_context {
                false => call!(error, GetErrorDescription, language, &mut text),
                true => call!(error, GetErrorContextDescription, language, &mut text),
            };
            assert_eq!(described, expected);
            assert_eq!(client.take(text).is_some(), expected == S_OK);
        }
    }
    for language in [ENGLISH, 0] {
        assert_eq!(
            call!(
                client.manager,
                GetErrorDescription,
                BG_E_EMPTY,
                language,
                &mut text
            ),
            S_OK
        );
        assert!(client.take(text).unwrap().contains("no files"));
    }
    assert_eq!(
        call!(
            client.manager,
            GetErrorDescription,
            BG_E_EMPTY,
            GERMAN,
            &mut text
        ),
        LANGUAGE_NOT_FOUND
    );
    assert_eq!(
        call!(
            client.manager,
            GetErrorDescription,
            0x12345678,
            ENGLISH,
            &mut text
        ),
        LANGUAGE_NOT_FOUND
    );
    let mut count = 0;
    assert_eq!(call!(job, GetErrorCount, &mut count), S_OK);
    assert_eq!(count, 1);
    call!(job, Cancel);
    release(error);
    release(job);
}
