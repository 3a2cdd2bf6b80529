//! The methods of `IBackgroundCopyJob3` to `IBackgroundCopyJob5`.

use std::mem::MaybeUninit;

use crate::abi::*;
use crate::com::boundary::Out;
use crate::com::object::{call, get, not_implemented};
use crate::engine::Job;

pub unsafe extern "system" fn ReplaceRemotePrefix(
    this: *mut IBackgroundCopyJob3,
    _OldPrefix: LPCWSTR,
    _NewPrefix: LPCWSTR,
) -> HRESULT {
    not_implemented(this)
}

pub unsafe extern "system" fn AddFileWithRanges(
    this: *mut IBackgroundCopyJob3,
    _RemoteUrl: LPCWSTR,
    _LocalName: LPCWSTR,
    _RangeCount: DWORD,
    _Ranges: *mut BG_FILE_RANGE,
) -> HRESULT {
    not_implemented(this)
}

pub unsafe extern "system" fn SetFileACLFlags(this: *mut IBackgroundCopyJob3, _Flags: DWORD) -> HRESULT {
    not_implemented(this)
}

pub unsafe extern "system" fn GetFileACLFlags(this: *mut IBackgroundCopyJob3, Flags: *mut DWORD) -> HRESULT {
    let _ = Out::new(Flags);
    not_implemented(this)
}

pub unsafe extern "system" fn SetPeerCachingFlags(this: *mut IBackgroundCopyJob4, _Flags: DWORD) -> HRESULT {
    not_implemented(this)
}

pub unsafe extern "system" fn GetPeerCachingFlags(this: *mut IBackgroundCopyJob4, pFlags: *mut DWORD) -> HRESULT {
    let _ = Out::new(pFlags);
    not_implemented(this)
}

/// Root is the system, everybody else an ordinary user.
pub unsafe extern "system" fn GetOwnerIntegrityLevel(this: *mut IBackgroundCopyJob4, pLevel: *mut ULONG) -> HRESULT {
    const SECURITY_MANDATORY_MEDIUM_RID: ULONG = 0x2000;
    const SECURITY_MANDATORY_SYSTEM_RID: ULONG = 0x4000;
    get(this, pLevel, |job| {
        Ok(if belongs_to_root(job)? {
            SECURITY_MANDATORY_SYSTEM_RID
        } else {
            SECURITY_MANDATORY_MEDIUM_RID
        })
    })
}

pub unsafe extern "system" fn GetOwnerElevationState(this: *mut IBackgroundCopyJob4, pElevated: *mut BOOL) -> HRESULT {
    get(this, pElevated, |job| Ok(belongs_to_root(job)?.into()))
}

fn belongs_to_root(job: &Job) -> crate::engine::Result<bool> {
    Ok(job.settings()?.owner == "S-1-22-1-0")
}

pub unsafe extern "system" fn SetMaximumDownloadTime(this: *mut IBackgroundCopyJob4, Timeout: ULONG) -> HRESULT {
    call(this, |job| Ok(job.set_maximum_download_time(Timeout)?))
}

pub unsafe extern "system" fn GetMaximumDownloadTime(this: *mut IBackgroundCopyJob4, pTimeout: *mut ULONG) -> HRESULT {
    get(this, pTimeout, |job| Ok(job.settings()?.maximum_download_time))
}

pub unsafe extern "system" fn SetProperty(
    this: *mut IBackgroundCopyJob5,
    _PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
    _PropertyValue: BITS_JOB_PROPERTY_VALUE,
) -> HRESULT {
    not_implemented(this)
}

pub unsafe extern "system" fn GetProperty(
    this: *mut IBackgroundCopyJob5,
    _PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
    PropertyValue: *mut BITS_JOB_PROPERTY_VALUE,
) -> HRESULT {
    let _ = Out::new(PropertyValue);
    not_implemented(this)
}
