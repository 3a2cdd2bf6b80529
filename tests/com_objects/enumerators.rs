//! Enumerators.

use std::ptr::null_mut;

use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;

use crate::client::{Client, FOLDER, release};

#[test]
fn enumerators_walk_a_snapshot() {
    let client = Client::new(4);
    let job = client.create("files", BG_JOB_TYPE_DOWNLOAD);
    let name = |index: i32| format!("http://127.0.0.1:9/{index}");
    for index in 0..5 {
        assert_eq!(
            client.add(
                job,
                &name(index),
                &FOLDER.path().join(format!("walk{index}"))
            ),
            S_OK
        );
    }
    let mut files = null_mut();
    assert_eq!(call!(job, EnumFiles, &mut files), S_OK);
    assert_eq!(
        client.add(job, &name(5), &FOLDER.path().join("walk5")),
        S_OK
    );
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
    assert_eq!(
        call!(clone, Next, 2, one.as_mut_ptr(), null_mut()),
        E_INVALIDARG
    );
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
    assert_eq!(
        call!(client.manager, GetJob, &id, &mut gone),
        BG_E_NOT_FOUND
    );
    assert!(gone.is_null());
    assert_eq!(call!(client.manager, EnumJobs, 2, &mut jobs), E_NOTIMPL);
    release(job);
}
