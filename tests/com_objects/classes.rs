//! Class objects and the activation functions.

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::LazyLock;

use bits::abi::*;

use crate::client::{Client, FOLDER, WIDTHS, release, units};

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
            let code =
                bits_CoGetClassObject(&class, 0, null_mut(), &IID_IClassFactory, &mut place, 2);
            assert_eq!(code, S_OK);
        }
        let factory: *mut IClassFactory = place.cast();
        let aggregate = call!(factory, CreateInstance, factory.cast(), manager, &mut place);
        assert_eq!((aggregate, place), (CLASS_E_NOAGGREGATION, null_mut()));
        assert_eq!(
            call!(
                factory,
                CreateInstance,
                null_mut(),
                &IID_IBackgroundCopyJob,
                &mut place
            ),
            E_NOINTERFACE
        );
        assert_eq!(
            call!(factory, CreateInstance, null_mut(), manager, &mut place),
            S_OK
        );
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
    assert_eq!(
        create(&classes[0], &IID_IBackgroundCopyJob, 4),
        E_NOINTERFACE
    );
    assert_eq!(create(&classes[0], manager, 3), E_INVALIDARG);
    assert_eq!(create(null(), manager, 4), E_POINTER);
    assert_eq!(create(&classes[0], null(), 4), E_POINTER);

    for width in WIDTHS {
        let client = Client::new(width);
        let mut place = [0u32; 39];
        let written =
            unsafe { bits_StringFromGUID2(&classes[0], place.as_mut_ptr().cast(), 39, width) };
        assert_eq!(written, 39);
        assert_eq!(
            unsafe { bits_StringFromGUID2(&classes[0], place.as_mut_ptr().cast(), 38, width) },
            0
        );
        let text = match width {
            2 => String::from_utf16(&unsafe { units(place.as_ptr().cast()) }).unwrap(),
            _ => place
                .iter()
                .filter_map(|unit| char::from_u32(*unit))
                .take(38)
                .collect(),
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
            assert_eq!(
                read(bad),
                ((CO_E_CLASSSTRING, E_INVALIDARG), GUID_NULL),
                "{bad}"
            );
        }
    }
    let (mut one, mut two) = (GUID_NULL, GUID_NULL);
    unsafe {
        assert_eq!(
            (bits_CoCreateGuid(&mut one), bits_CoCreateGuid(&mut two)),
            (S_OK, S_OK)
        );
        assert_eq!(bits_CoCreateGuid(null_mut()), E_INVALIDARG);
    }
    assert!(one != two && one != GUID_NULL);
}

#[test]
fn com_functions_survive_anything() {
    const APARTMENT: DWORD = 2;
    let wild = usize::MAX as *mut c_void;
    unsafe {
        bits_CoUninitialize();
        assert_eq!(bits_CoInitializeEx(wild, 0), E_INVALIDARG);
        assert_eq!(
            (
                bits_CoInitializeEx(null_mut(), 0),
                bits_CoInitializeEx(null_mut(), 0)
            ),
            (S_OK, S_FALSE)
        );
        assert_eq!(
            bits_CoInitializeEx(null_mut(), APARTMENT),
            RPC_E_CHANGED_MODE
        );
        bits_CoUninitialize();
        assert_eq!(
            bits_CoInitializeEx(null_mut(), APARTMENT),
            RPC_E_CHANGED_MODE
        );
        bits_CoUninitialize();
        assert_eq!(bits_CoInitializeEx(null_mut(), APARTMENT), S_OK);
        let elsewhere = std::thread::spawn(|| bits_CoInitializeEx(null_mut(), 0));
        assert_eq!(elsewhere.join().unwrap(), S_OK);
        bits_CoUninitialize();

        let secure = |reserved| {
            bits_CoInitializeSecurity(
                null_mut(),
                -1,
                wild,
                reserved,
                0,
                0,
                wild,
                u32::MAX,
                null_mut(),
            )
        };
        assert_eq!(
            (secure(wild), secure(null_mut()), secure(null_mut())),
            (E_INVALIDARG, S_OK, RPC_E_TOO_LATE)
        );
        assert_eq!(
            bits_CoSetProxyBlanket(null_mut(), 0, 0, wild, 0, 0, wild, 0),
            E_INVALIDARG
        );

        let memory = bits_CoTaskMemAlloc(0);
        assert!(!memory.is_null());
        let memory = bits_CoTaskMemRealloc(memory, 1000);
        memory.cast::<u8>().write_bytes(1, 1000);
        assert!(
            bits_CoTaskMemRealloc(memory, 0).is_null()
                && bits_CoTaskMemRealloc(null_mut(), 0).is_null()
        );
        bits_CoTaskMemFree(bits_CoTaskMemRealloc(null_mut(), 7));
        bits_CoTaskMemFree(null_mut());
        assert!(bits_CoTaskMemAlloc(usize::MAX / 2).is_null());

        let mut place = [0u16; 39];
        assert_eq!(
            bits_StringFromGUID2(null(), place.as_mut_ptr().cast(), 39, 2),
            0
        );
        assert_eq!(bits_StringFromGUID2(&IID_IUnknown, null_mut(), 39, 2), 0);
        for (room, width) in [(39, 3), (0, 2), (-1, 2), (i32::MIN, 2)] {
            assert_eq!(
                bits_StringFromGUID2(&IID_IUnknown, place.as_mut_ptr().cast(), room, width),
                0
            );
        }
        let mut id = IID_IUnknown;
        assert_eq!(
            (bits_IIDFromString(null(), &mut id, 4), id),
            (S_OK, GUID_NULL)
        );
        assert_eq!(bits_IIDFromString(null(), null_mut(), 4), E_INVALIDARG);
        assert_eq!(bits_CLSIDFromString(null(), &mut id, 5), E_INVALIDARG);
        let lone = [u16::from(b'{'), 0xD800, 0];
        assert_eq!(
            bits_CLSIDFromString(lone.as_ptr().cast(), &mut id, 2),
            CO_E_CLASSSTRING
        );
        assert_eq!(
            std::ffi::CStr::from_ptr(bits_version()).to_str(),
            Ok(env!("CARGO_PKG_VERSION"))
        );
    }
}
