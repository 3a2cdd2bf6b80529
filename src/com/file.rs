//! `IBackgroundCopyFile` to `IBackgroundCopyFile6`: one file of a job.

use std::mem::MaybeUninit;

use super::boundary::{Code, Out, Result, checked, copy};
use super::object::{Class, Face, Vtable, call, get, get_text, unknown};
use crate::abi::*;
use crate::engine::{File, FileRange};

impl Class for File {
    type Faces = [Vtable; 1];
    const FACES: [Vtable; 1] = [Vtable::of(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] = &[
        (IID_IUnknown, 0),
        (IID_IBackgroundCopyFile, 0),
        (IID_IBackgroundCopyFile2, 0),
        (IID_IBackgroundCopyFile3, 0),
        (IID_IBackgroundCopyFile4, 0),
        (IID_IBackgroundCopyFile5, 0),
        (IID_IBackgroundCopyFile6, 0),
    ];
}

// SAFETY: face 0 is `VTABLE`, which begins with the vtables of all these interfaces.
unsafe impl Face for IBackgroundCopyFile {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyFile2 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyFile3 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyFile4 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyFile5 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyFile6 {
    type Class = File;
}

static VTABLE: IBackgroundCopyFile6Vtbl = IBackgroundCopyFile6Vtbl {
    base: IBackgroundCopyFile5Vtbl {
        base: IBackgroundCopyFile4Vtbl {
            base: IBackgroundCopyFile3Vtbl {
                base: IBackgroundCopyFile2Vtbl {
                    base: IBackgroundCopyFileVtbl {
                        base: unknown::<IBackgroundCopyFile>(),
                        GetRemoteName,
                        GetLocalName,
                        GetProgress,
                    },
                    GetFileRanges,
                    SetRemoteName,
                },
                GetTemporaryName,
                SetValidationState,
                GetValidationState,
                IsDownloadedFromPeer,
            },
            GetPeerDownloadStats,
        },
        SetProperty,
        GetProperty,
    },
    UpdateDownloadPosition,
    RequestFileRanges,
    GetFilledFileRanges,
};

unsafe extern "system" fn GetRemoteName(
    this: *mut IBackgroundCopyFile,
    pVal: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pVal, |file| Ok(file.remote_name()?))
}

unsafe extern "system" fn GetLocalName(
    this: *mut IBackgroundCopyFile,
    pVal: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pVal, |file| Ok(file.local_name().to_owned()))
}

unsafe extern "system" fn GetProgress(
    this: *mut IBackgroundCopyFile,
    pVal: *mut BG_FILE_PROGRESS,
) -> HRESULT {
    get(this, pVal, |file| {
        let progress = file.progress()?;
        Ok(BG_FILE_PROGRESS {
            BytesTotal: progress.bytes_total,
            BytesTransferred: progress.bytes_transferred,
            Completed: progress.completed.into(),
        })
    })
}

/// `S_FALSE`, and no list, for a file that is wanted whole.
unsafe extern "system" fn GetFileRanges(
    this: *mut IBackgroundCopyFile2,
    RangeCount: *mut DWORD,
    Ranges: *mut *mut BG_FILE_RANGE,
) -> HRESULT {
    let (count, ranges) = (Out::new(RangeCount), Out::new(Ranges));
    call(this, |file| {
        let (count, ranges) = (count?, ranges?);
        let wanted = file.ranges()?;
        if wanted.is_whole() {
            return Ok(S_FALSE);
        }
        ranges.set(copy(&to_abi(wanted.list()))?);
        count.set(wanted.list().len() as DWORD);
        Ok(S_OK)
    })
}

unsafe extern "system" fn SetRemoteName(this: *mut IBackgroundCopyFile2, Val: LPCWSTR) -> HRESULT {
    call(this, |file| Ok(file.set_remote_name(&file.text(Val)?)?))
}

unsafe extern "system" fn GetTemporaryName(
    this: *mut IBackgroundCopyFile3,
    pFilename: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pFilename, |file| Ok(file.temporary_name()?))
}

unsafe extern "system" fn SetValidationState(
    this: *mut IBackgroundCopyFile3,
    state: BOOL,
) -> HRESULT {
    call(this, |file| Ok(file.set_validation(state != 0)?))
}

/// FALSE also means "never judged".
unsafe extern "system" fn GetValidationState(
    this: *mut IBackgroundCopyFile3,
    pState: *mut BOOL,
) -> HRESULT {
    get(this, pState, |file| Ok(file.validation()?.into()))
}

unsafe extern "system" fn IsDownloadedFromPeer(
    this: *mut IBackgroundCopyFile3,
    pVal: *mut BOOL,
) -> HRESULT {
    get(this, pVal, |_| Ok(BOOL::from(false)))
}

unsafe extern "system" fn GetPeerDownloadStats(
    this: *mut IBackgroundCopyFile4,
    pFromOrigin: PUINT64,
    pFromPeers: PUINT64,
) -> HRESULT {
    let (origin, peers) = (Out::new(pFromOrigin), Out::new(pFromPeers));
    call(this, |file| {
        let (origin, _zero) = (origin?, peers?);
        origin.set(file.progress()?.bytes_transferred);
        Ok(())
    })
}

/// The only property is one to read.
unsafe extern "system" fn SetProperty(
    this: *mut IBackgroundCopyFile5,
    PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
    _PropertyValue: BITS_FILE_PROPERTY_VALUE,
) -> HRESULT {
    call(this, |_| {
        checked(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)?;
        Err::<(), _>(Code(BG_E_READ_ONLY_PROPERTY))
    })
}

unsafe extern "system" fn GetProperty(
    this: *mut IBackgroundCopyFile5,
    PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
    PropertyValue: *mut BITS_FILE_PROPERTY_VALUE,
) -> HRESULT {
    get(this, PropertyValue, |file| {
        let text = match checked(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)? {
            BITS_FILE_PROPERTY_ID::BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS => {
                file.response_headers()?
            }
        };
        let String = match text {
            Some(text) => file.give_text(&text)?,
            None => std::ptr::null_mut(),
        };
        Ok(BITS_FILE_PROPERTY_VALUE { String })
    })
}

unsafe extern "system" fn UpdateDownloadPosition(
    this: *mut IBackgroundCopyFile6,
    offset: UINT64,
) -> HRESULT {
    call(this, |file| Ok(file.set_download_position(offset)?))
}

unsafe extern "system" fn RequestFileRanges(
    this: *mut IBackgroundCopyFile6,
    rangeCount: DWORD,
    ranges: *const BG_FILE_RANGE,
) -> HRESULT {
    call(this, |file| {
        Ok(file.request_ranges(&read_ranges(rangeCount, ranges)?)?)
    })
}

/// No list when there is nothing yet.
unsafe extern "system" fn GetFilledFileRanges(
    this: *mut IBackgroundCopyFile6,
    rangeCount: *mut DWORD,
    ranges: *mut *mut BG_FILE_RANGE,
) -> HRESULT {
    let (count, ranges) = (Out::new(rangeCount), Out::new(ranges));
    call(this, |file| {
        let (count, ranges) = (count?, ranges?);
        let filled = file.filled_ranges()?;
        if !filled.is_empty() {
            ranges.set(copy(&to_abi(&filled))?);
            count.set(filled.len() as DWORD);
        }
        Ok(())
    })
}

/// Reads a client's list. `E_INVALIDARG`: there is none.
///
/// # Safety
///
/// Unless it is NULL, the list has so many ranges.
pub unsafe fn read_ranges(count: DWORD, list: *const BG_FILE_RANGE) -> Result<Vec<FileRange>> {
    if list.is_null() {
        return Err(Code(E_INVALIDARG));
    }
    let range = |index| {
        // SAFETY: the caller's contract; a client's list need not be aligned.
        let BG_FILE_RANGE {
            InitialOffset,
            Length,
        } = unsafe { list.add(index).read_unaligned() };
        Ok(FileRange::new(InitialOffset, Length)?)
    };
    (0..count as usize).map(range).collect()
}

pub fn to_abi(ranges: &[FileRange]) -> Vec<BG_FILE_RANGE> {
    let range = |range: &FileRange| BG_FILE_RANGE {
        InitialOffset: range.offset(),
        Length: range.length(),
    };
    ranges.iter().map(range).collect()
}
