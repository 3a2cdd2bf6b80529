//! Replies in memory.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use bits_test_support::bits_server::Application;
use bits_test_support::fixture::{Fixture, wait_until};

use crate::client::{Client, release, state};

/// The server application returns the request as its reply. The reply is in memory if it fits,
/// before and after `Complete`.
#[test]
fn replies_are_handed_out_in_memory() {
    let fixture = Fixture::with(|config| {
        let script = config.root.parent().unwrap().join("echo.sh");
        fs::write(&script, "#!/bin/sh\ncat \"$1\" > \"$2\"\n").unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        config.application = Application::Program(script);
    });
    let client = Client::new(2);
    const MOST: usize = 1 << 20;
    for length in [0, 1, MOST, MOST + 1] {
        let question: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
        let (name, answer) = (
            format!("question{length}"),
            fixture.here(&format!("answer{length}")),
        );
        fs::write(fixture.here(&name), &question).unwrap();
        let job = client.create("asks", BG_JOB_TYPE_UPLOAD_REPLY);
        let job2 = job.cast::<IBackgroundCopyJob2>();
        assert_eq!(
            client.add(job, &fixture.url(&name), &fixture.here(&name)),
            S_OK
        );
        let wanted = client.text(answer.to_str().unwrap());
        assert_eq!(call!(job2, SetReplyFileName, wanted.ptr()), S_OK);
        let get = || {
            let (mut data, mut size) = (usize::MAX as *mut BYTE, 77);
            let code = call!(job2, GetReplyData, &mut data, &mut size);
            let bytes = match data.is_null() {
                true => vec![],
                false => unsafe { std::slice::from_raw_parts(data, size as usize) }.to_vec(),
            };
            unsafe { bits_CoTaskMemFree(data.cast()) };
            (code, size as usize, bytes)
        };
        assert_eq!(get(), (BG_E_INVALID_STATE, 0, vec![]));
        assert_eq!(call!(job, Resume), S_OK);
        wait_until("the reply", || state(job) == BG_JOB_STATE_TRANSFERRED);
        let expected = match length > MOST {
            true => (BG_E_TOO_LARGE, length, vec![]),
            false => (S_OK, length, question.clone()),
        };
        assert!(get() == expected);
        assert_eq!(call!(job, Complete), S_OK);
        assert!(get() == expected);
        assert!(fs::read(answer).unwrap() == question);
        assert_eq!(release(job), 0);
    }
}
