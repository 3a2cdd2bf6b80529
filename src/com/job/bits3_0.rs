//! The methods that `bits3_0.h` declares: those of `IBackgroundCopyJob4` for peer caching, the
//! owner and the maximum download time.
//!
//! Called by C through the vtable in `job/mod.rs`. `src/abi/bits3_0.rs` documents each method.

use crate::abi::*;
use crate::com::boundary::Result;
use crate::com::object::{call, get};
use crate::engine::Job;

type This = *mut IBackgroundCopyJob4;

pub unsafe extern "system" fn SetPeerCachingFlags(this: This, Flags: DWORD) -> HRESULT {
    call(this, |job| Ok(job.set_peer_caching_flags(Flags)?))
}

pub unsafe extern "system" fn GetPeerCachingFlags(this: This, pFlags: *mut DWORD) -> HRESULT {
    get(this, pFlags, |job| Ok(job.settings()?.peer_caching_flags))
}

/// Returns the level of the system for jobs of root, and that of a standard user for others.
pub unsafe extern "system" fn GetOwnerIntegrityLevel(this: This, pLevel: *mut ULONG) -> HRESULT {
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

pub unsafe extern "system" fn GetOwnerElevationState(this: This, pElevated: *mut BOOL) -> HRESULT {
    get(this, pElevated, |job| Ok(belongs_to_root(job)?.into()))
}

/// Compares the owner with the SID of user id 0.
fn belongs_to_root(job: &Job) -> Result<bool> {
    Ok(job.settings()?.owner == "S-1-22-1-0")
}

pub unsafe extern "system" fn SetMaximumDownloadTime(this: This, Timeout: ULONG) -> HRESULT {
    call(this, |job| Ok(job.set_maximum_download_time(Timeout)?))
}

pub unsafe extern "system" fn GetMaximumDownloadTime(this: This, pTimeout: *mut ULONG) -> HRESULT {
    get(this, pTimeout, |job| {
        Ok(job.settings()?.maximum_download_time)
    })
}
