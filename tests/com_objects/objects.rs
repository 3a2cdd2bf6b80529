//! The interfaces and the reference counts of objects.

use std::collections::BTreeSet;
use std::ptr::null_mut;

use bits::abi::*;

use crate::client::{Client, WIDTHS, add_ref, query, release};

/// Each interface id of Microsoft's metadata, and the two of COM itself.
fn interfaces() -> Vec<(String, GUID)> {
    let oracle: serde_json::Value = serde_json::from_str(include_str!("../data/abi.json")).unwrap();
    let of_bits = oracle["interfaces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|interface| {
            let digits = interface["iid"].as_str().unwrap().replace('-', "");
            let id = GUID::from_u128(u128::from_str_radix(&digits, 16).unwrap());
            (interface["name"].as_str().unwrap().to_owned(), id)
        });
    let of_com = [
        ("IUnknown", IID_IUnknown),
        ("IClassFactory", IID_IClassFactory),
        ("IDispatch", IID_IDispatch),
    ];
    of_bits
        .chain(of_com.map(|(name, id)| (name.to_owned(), id)))
        .collect()
}

#[test]
fn query_interface_obeys_its_laws() {
    let client = Client::new(4);
    let (job, error) = client.failed();
    let (mut factory, mut jobs, mut files, mut file) =
        (null_mut(), null_mut(), null_mut(), null_mut());
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
        let names: BTreeSet<&str> = answered()
            .map(|(name, _, found)| (name, release(found)).0)
            .collect();
        assert_eq!(
            names,
            expected.iter().copied().chain(["IUnknown"]).collect()
        );
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
                assert_eq!(
                    query(second, &IID_IUnknown),
                    Ok(identity),
                    "an object has one identity"
                );
                for held in [first, second, identity] {
                    release(held);
                }
            }
            release(first);
        }
        release(identity);
        // The manager has two references.
        let held = if object == other.manager.cast() { 2 } else { 1 };
        assert_eq!((add_ref(object), release(object)), (held + 1, held));
    }
    println!("{asked} ways from one interface to another");
    assert_eq!(call!(job, Cancel), S_OK);
    for (object, _) in objects {
        release(object);
    }
}

/// An object that a method returns has one reference, and exists without the object that returned
/// it.
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
        assert_eq!(
            client.take(name).as_deref(),
            Some("file:///nonexistent/file")
        );
        assert_eq!(release(file), 0);
    }
}

/// A pointer that each thread may use, because the objects are free-threaded.
#[derive(Clone, Copy)]
struct Shared(*mut IBackgroundCopyJob);

unsafe impl Send for Shared {}

#[test]
fn threads_share_an_object() {
    const THREADS: usize = 4;
    let client = Client::new(4);
    let job = client.create("shared", BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD);
    std::thread::scope(|scope| {
        for number in 0..THREADS {
            let shared = Shared(job);
            scope.spawn(move || {
                let Shared(job) = { shared };
                let own = Client::new(WIDTHS[number % 2]);
                for round in 0..100 {
                    let found = query(job, &IID_IBackgroundCopyJobHttpOptions2).unwrap();
                    assert_eq!(call!(job, SetNoProgressTimeout, round), S_OK);
                    let (mut seconds, mut id, mut again) = (u32::MAX, GUID_NULL, null_mut());
                    assert_eq!(call!(job, GetNoProgressTimeout, &mut seconds), S_OK);
                    assert!(seconds < 100);
                    assert_eq!(call!(job, GetId, &mut id), S_OK);
                    assert_eq!(call!(own.manager, GetJob, &id, &mut again), S_OK);
                    assert_eq!(release(again), 0);
                    release(found);
                }
            });
        }
    });
    assert_eq!(call!(job, Cancel), S_OK);
    assert_eq!(release(job), 0);
}
