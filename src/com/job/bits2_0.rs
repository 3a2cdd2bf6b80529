//! The methods that `bits2_0.h` declares: those of `IBackgroundCopyJob3` for remote names and file
//! ranges.
//!
//! Called by C through the vtable in `job/mod.rs`. `src/abi/bits2_0.rs` documents each method.

use crate::abi::*;
use crate::com::file::read_ranges;
use crate::com::object::{call, get};

type This = *mut IBackgroundCopyJob3;

pub unsafe extern "system" fn ReplaceRemotePrefix(
    this: This,
    OldPrefix: LPCWSTR,
    NewPrefix: LPCWSTR,
) -> HRESULT {
    call(this, |job| {
        let (old, new) = (job.read_string(OldPrefix)?, job.read_string(NewPrefix)?);
        Ok(job.replace_remote_prefix(&old, &new)?)
    })
}

pub unsafe extern "system" fn AddFileWithRanges(
    this: This,
    RemoteUrl: LPCWSTR,
    LocalName: LPCWSTR,
    RangeCount: DWORD,
    Ranges: *mut BG_FILE_RANGE,
) -> HRESULT {
    call(this, |job| {
        let (remote, local) = (job.read_string(RemoteUrl)?, job.read_string(LocalName)?);
        let ranges = read_ranges(RangeCount, Ranges)?;
        Ok(job.add_file_with_ranges(&remote, &local, &ranges)?)
    })
}

pub unsafe extern "system" fn SetFileACLFlags(this: This, Flags: DWORD) -> HRESULT {
    call(this, |job| Ok(job.set_file_acl_flags(Flags)?))
}

pub unsafe extern "system" fn GetFileACLFlags(this: This, Flags: *mut DWORD) -> HRESULT {
    get(this, Flags, |job| Ok(job.settings()?.file_acl_flags))
}
