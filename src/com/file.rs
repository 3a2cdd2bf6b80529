//! `IBackgroundCopyFile` to `IBackgroundCopyFile6`: one file of a job.
//!
//! The interfaces extend each other and share one vtable. Called by C through the vtable, for an
//! object that an enumerator or an error returned, or that a callback received.

use std::mem::MaybeUninit;

use super::boundary::{ComError, OutPtr, Result, checked_enum, read_array, to_task_memory};
use super::object::{Class, Interface, VtablePtr, call, get, get_string, iunknown_vtbl};
use crate::abi::*;
use crate::engine::{File, FileRange};

impl Class for File {
    type Vtables = [VtablePtr; 1];
    const VTABLES: [VtablePtr; 1] = [VtablePtr::new(&VTABLE)];
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

// SAFETY: vtable 0 is `VTABLE`, which begins with the vtable of each of these interfaces.
unsafe impl Interface for IBackgroundCopyFile {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyFile2 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyFile3 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyFile4 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyFile5 {
    type Class = File;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyFile6 {
    type Class = File;
}

static VTABLE: IBackgroundCopyFile6Vtbl = IBackgroundCopyFile6Vtbl {
    base: IBackgroundCopyFile5Vtbl {
        base: IBackgroundCopyFile4Vtbl {
            base: IBackgroundCopyFile3Vtbl {
                base: IBackgroundCopyFile2Vtbl {
                    base: IBackgroundCopyFileVtbl {
                        base: iunknown_vtbl::<IBackgroundCopyFile>(),
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
    get_string(this, pVal, |file| Ok(file.remote_name()?))
}

unsafe extern "system" fn GetLocalName(
    this: *mut IBackgroundCopyFile,
    pVal: *mut LPWSTR,
) -> HRESULT {
    get_string(this, pVal, |file| Ok(file.local_name().to_owned()))
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

/// Returns `S_FALSE` and no array for a file that is downloaded as a whole.
unsafe extern "system" fn GetFileRanges(
    this: *mut IBackgroundCopyFile2,
    RangeCount: *mut DWORD,
    Ranges: *mut *mut BG_FILE_RANGE,
) -> HRESULT {
    let (count_out, ranges_out) = (OutPtr::new(RangeCount), OutPtr::new(Ranges));
    call(this, |file| {
        let (count_out, ranges_out) = (count_out?, ranges_out?);
        let ranges = file.ranges()?;
        if ranges.is_whole() {
            return Ok(S_FALSE);
        }
        ranges_out.write(to_task_memory(&to_abi_ranges(ranges.list()))?);
        count_out.write(ranges.list().len() as DWORD);
        Ok(S_OK)
    })
}

unsafe extern "system" fn SetRemoteName(this: *mut IBackgroundCopyFile2, Val: LPCWSTR) -> HRESULT {
    call(this, |file| {
        Ok(file.set_remote_name(&file.read_string(Val)?)?)
    })
}

unsafe extern "system" fn GetTemporaryName(
    this: *mut IBackgroundCopyFile3,
    pFilename: *mut LPWSTR,
) -> HRESULT {
    get_string(this, pFilename, |file| Ok(file.temporary_name()?))
}

unsafe extern "system" fn SetValidationState(
    this: *mut IBackgroundCopyFile3,
    state: BOOL,
) -> HRESULT {
    call(this, |file| Ok(file.set_validation(state != 0)?))
}

/// Returns FALSE too when `SetValidationState` was never called.
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
    let (origin_out, peers_out) = (OutPtr::new(pFromOrigin), OutPtr::new(pFromPeers));
    call(this, |file| {
        // There is no peer cache, so the number of bytes from peers stays 0.
        let (origin_out, _) = (origin_out?, peers_out?);
        origin_out.write(file.progress()?.bytes_transferred);
        Ok(())
    })
}

/// Fails for each property: the only one is read-only.
unsafe extern "system" fn SetProperty(
    this: *mut IBackgroundCopyFile5,
    PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
    _PropertyValue: BITS_FILE_PROPERTY_VALUE,
) -> HRESULT {
    call(this, |_| {
        checked_enum(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)?;
        Err::<(), _>(ComError(BG_E_READ_ONLY_PROPERTY))
    })
}

unsafe extern "system" fn GetProperty(
    this: *mut IBackgroundCopyFile5,
    PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
    PropertyValue: *mut BITS_FILE_PROPERTY_VALUE,
) -> HRESULT {
    get(this, PropertyValue, |file| {
        let headers = match checked_enum(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)? {
            BITS_FILE_PROPERTY_ID::BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS => {
                file.response_headers()?
            }
        };
        let String = match headers {
            Some(headers) => file.alloc_string(&headers)?,
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

/// Returns no array while no byte has been transferred.
unsafe extern "system" fn GetFilledFileRanges(
    this: *mut IBackgroundCopyFile6,
    rangeCount: *mut DWORD,
    ranges: *mut *mut BG_FILE_RANGE,
) -> HRESULT {
    let (count_out, ranges_out) = (OutPtr::new(rangeCount), OutPtr::new(ranges));
    call(this, |file| {
        let (count_out, ranges_out) = (count_out?, ranges_out?);
        let filled = file.filled_ranges()?;
        if !filled.is_empty() {
            ranges_out.write(to_task_memory(&to_abi_ranges(&filled))?);
            count_out.write(filled.len() as DWORD);
        }
        Ok(())
    })
}

/// Reads an array of ranges that C passed. Fails with `E_INVALIDARG` when it is NULL.
///
/// # Safety
/// `first` is NULL or points to `count` ranges. It may be unaligned.
pub unsafe fn read_ranges(count: DWORD, first: *const BG_FILE_RANGE) -> Result<Vec<FileRange>> {
    read_array(first, count)?
        .map(|range| Ok(FileRange::new(range.InitialOffset, range.Length)?))
        .collect()
}

pub fn to_abi_ranges(ranges: &[FileRange]) -> Vec<BG_FILE_RANGE> {
    let to_abi = |range: &FileRange| BG_FILE_RANGE {
        InitialOffset: range.offset(),
        Length: range.length(),
    };
    ranges.iter().map(to_abi).collect()
}
