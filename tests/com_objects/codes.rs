//! The documented result codes for limits and undefined values.

use std::mem::MaybeUninit;
use std::path::Path;
use std::ptr::{null, null_mut};

use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;

use crate::client::{Client, FOLDER, Text, WIDTHS, query, release};

#[test]
fn limits_and_undefined_values_have_the_documented_codes() {
    for width in WIDTHS {
        let client = Client::new(width);
        let job = client.create(&"n".repeat(256), BG_JOB_TYPE_DOWNLOAD);
        let long = |count: usize| client.text(&"x".repeat(count));
        let wild =
            |number: i32| -> MaybeUninit<BG_JOB_TYPE> { unsafe { std::mem::transmute(number) } };

        let (mut id, mut none) = (GUID_NULL, usize::MAX as *mut IBackgroundCopyJob);
        for kind in [-1, 3, i32::MAX] {
            assert_eq!(
                call!(
                    client.manager,
                    CreateJob,
                    long(1).ptr(),
                    wild(kind),
                    &mut id,
                    &mut none
                ),
                E_INVALIDARG
            );
            assert!(none.is_null() && id == GUID_NULL);
        }
        assert_eq!(
            call!(
                client.manager,
                CreateJob,
                long(257).ptr(),
                wild(0),
                &mut id,
                &mut none
            ),
            E_INVALIDARG
        );
        assert_eq!(
            call!(
                client.manager,
                CreateJob,
                null(),
                wild(0),
                &mut id,
                &mut none
            ),
            E_INVALIDARG
        );
        assert_eq!(
            call!(
                client.manager,
                CreateJob,
                long(1).ptr(),
                wild(0),
                null_mut(),
                &mut none
            ),
            E_INVALIDARG
        );

        assert_eq!(call!(job, SetDisplayName, long(256).ptr()), S_OK);
        assert_eq!(
            call!(job, SetDisplayName, long(257).ptr()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(call!(job, SetDisplayName, null()), E_INVALIDARG);
        assert_eq!(call!(job, SetDescription, long(1024).ptr()), S_OK);
        assert_eq!(
            call!(job, SetDescription, long(1025).ptr()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(
            call!(job, SetDescription, long(1_000_000).ptr()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(
            call!(job, SetPriority, unsafe {
                std::mem::transmute::<i32, MaybeUninit<BG_JOB_PRIORITY>>(4)
            }),
            E_NOTIMPL
        );
        assert_eq!(call!(job, SetNotifyFlags, 0x40), E_NOTIMPL);
        assert_eq!(call!(job, SetMinimumRetryDelay, 4), S_OK);
        let mut seconds = 0;
        assert_eq!(call!(job, GetMinimumRetryDelay, &mut seconds), S_OK);
        assert_eq!(seconds, 5);

        let usage = |number: i32| -> MaybeUninit<BG_JOB_PROXY_USAGE> {
            unsafe { std::mem::transmute(number) }
        };
        assert_eq!(
            call!(job, SetProxySettings, usage(4), null(), null()),
            E_NOTIMPL
        );
        assert_eq!(
            call!(job, SetProxySettings, usage(2), null(), null()),
            E_INVALIDARG
        );
        assert_eq!(
            call!(job, SetProxySettings, usage(1), long(3).ptr(), null()),
            E_INVALIDARG
        );
        assert_eq!(
            call!(job, SetProxySettings, usage(2), long(4001).ptr(), null()),
            BG_E_PROXY_LIST_TOO_LARGE
        );
        assert_eq!(
            call!(
                job,
                SetProxySettings,
                usage(2),
                long(4000).ptr(),
                long(4001).ptr()
            ),
            BG_E_PROXY_BYPASS_LIST_TOO_LARGE
        );
        assert_eq!(
            call!(
                job,
                SetProxySettings,
                usage(2),
                long(4000).ptr(),
                long(4000).ptr()
            ),
            S_OK
        );

        let job2 = job.cast::<IBackgroundCopyJob2>();
        assert_eq!(
            call!(job2, SetNotifyCmdLine, null(), long(1).ptr()),
            E_INVALIDARG
        );
        assert_eq!(
            call!(job2, SetNotifyCmdLine, long(261).ptr(), null()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(
            call!(job2, SetNotifyCmdLine, long(260).ptr(), long(4001).ptr()),
            BG_E_STRING_TOO_LONG
        );
        assert_eq!(
            call!(job2, SetNotifyCmdLine, long(260).ptr(), long(4000).ptr()),
            S_OK
        );
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
    for remote in [
        "",
        "relative",
        "gopher://x/y",
        "http://",
        r"\\server\share",
        &long_url,
    ] {
        assert_eq!(client.add(job, remote, &local), E_INVALIDARG, "{remote}");
    }
    for local in ["", "relative", "/", &format!("/{}", "x".repeat(260))] {
        assert_eq!(
            client.add(job, "http://127.0.0.1/", Path::new(local)),
            E_INVALIDARG,
            "{local}"
        );
    }
    let (remote, name) = (
        client.text("http://127.0.0.1/"),
        client.text(local.to_str().unwrap()),
    );
    assert_eq!(call!(job, AddFile, null(), name.ptr()), E_INVALIDARG);
    assert_eq!(call!(job, AddFile, remote.ptr(), null()), E_INVALIDARG);
    let good = BG_FILE_INFO {
        RemoteName: remote.ptr(),
        LocalName: name.ptr(),
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
    assert_eq!(
        call!(job, AddFileSet, 2, [good, bad].as_mut_ptr()),
        E_INVALIDARG
    );
    assert_eq!(total(job), 0);
    assert_eq!(call!(job, AddFileSet, 3, null_mut()), E_INVALIDARG);
    assert_eq!(
        call!(job, AddFileSet, 2, [good, good].as_mut_ptr()),
        E_INVALIDARG,
        "two files of one local name"
    );
    assert_eq!(total(job), 0);
    let beside = client.text(local.with_extension("beside").to_str().unwrap());
    let other = BG_FILE_INFO {
        LocalName: beside.ptr(),
        ..good
    };
    assert_eq!(call!(job, AddFileSet, 2, [good, other].as_mut_ptr()), S_OK);
    assert_eq!(total(job), 2);

    let upload = client.create("one file", BG_JOB_TYPE_UPLOAD);
    assert_eq!(
        call!(upload, AddFileSet, 2, [good, good].as_mut_ptr()),
        BG_E_TOO_MANY_FILES
    );
    assert_eq!(total(upload), 0);
    assert_eq!(call!(upload, AddFileSet, 1, [good].as_mut_ptr()), S_OK);
    assert_eq!(
        call!(upload, AddFile, remote.ptr(), name.ptr()),
        BG_E_TOO_MANY_FILES
    );
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
        call!(
            options,
            SetCustomHeaders,
            client.text(&header(16_384)).ptr()
        ),
        BG_E_STRING_TOO_LONG
    );
    assert_eq!(
        call!(
            options,
            SetCustomHeaders,
            client.text(&header(16_383)).ptr()
        ),
        S_OK
    );
    assert_eq!(get(), (S_OK, Some(header(16_383))));
    for split in ["A: b\rC: d\r\n", "A: b\nC: d\r\n", "A: b\r", "A: b\n"] {
        let code = call!(options, SetCustomHeaders, client.text(split).ptr());
        assert_eq!(code, E_INVALIDARG, "{split:?}");
    }
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
    assert_eq!(
        call!(options2, SetHttpMethod, client.text("GET").ptr()),
        S_OK
    );
    assert_eq!(
        call!(options2, SetHttpMethod, client.text("").ptr()),
        E_INVALIDARG
    );
    assert_eq!(call!(options2, SetHttpMethod, null_mut()), E_INVALIDARG);
    assert_eq!(
        call!(options2, SetHttpMethod, client.text("PUT").ptr()),
        S_OK
    );
    assert_eq!(call!(options2, GetHttpMethod, &mut method), S_OK);
    assert_eq!(client.take(method).as_deref(), Some("PUT"));
    assert_eq!(call!(options3, MakeCustomHeadersWriteOnly), S_OK);
    assert_eq!(get(), (S_FALSE, None));
    assert_eq!(
        call!(options, SetCustomHeaders, client.text("A: b\r\n").ptr()),
        S_OK
    );
    assert_eq!(get(), (E_ACCESSDENIED, None));
    release(http);
}
