//! The methods of `IBackgroundCopyJob3` to `IBackgroundCopyJob5`.

use std::mem::MaybeUninit;

use crate::abi::BITS_JOB_PROPERTY_ID::*;
use crate::abi::*;
use crate::com::boundary::{Code, Out, checked};
use crate::com::file::read_ranges;
use crate::com::object::{call, get};
use crate::engine::Job;

pub unsafe extern "system" fn ReplaceRemotePrefix(
    this: *mut IBackgroundCopyJob3,
    OldPrefix: LPCWSTR,
    NewPrefix: LPCWSTR,
) -> HRESULT {
    call(this, |job| {
        let (old, new) = (job.text(OldPrefix)?, job.text(NewPrefix)?);
        Ok(job.replace_remote_prefix(&old, &new)?)
    })
}

pub unsafe extern "system" fn AddFileWithRanges(
    this: *mut IBackgroundCopyJob3,
    RemoteUrl: LPCWSTR,
    LocalName: LPCWSTR,
    RangeCount: DWORD,
    Ranges: *mut BG_FILE_RANGE,
) -> HRESULT {
    call(this, |job| {
        let (remote, local) = (job.text(RemoteUrl)?, job.text(LocalName)?);
        let ranges = read_ranges(RangeCount, Ranges)?;
        Ok(job.add_file_with_ranges(&remote, &local, &ranges)?)
    })
}

pub unsafe extern "system" fn SetFileACLFlags(
    this: *mut IBackgroundCopyJob3,
    Flags: DWORD,
) -> HRESULT {
    call(this, |job| Ok(job.set_file_acl_flags(Flags)?))
}

pub unsafe extern "system" fn GetFileACLFlags(
    this: *mut IBackgroundCopyJob3,
    Flags: *mut DWORD,
) -> HRESULT {
    get(this, Flags, |job| Ok(job.settings()?.file_acl_flags))
}

pub unsafe extern "system" fn SetPeerCachingFlags(
    this: *mut IBackgroundCopyJob4,
    Flags: DWORD,
) -> HRESULT {
    call(this, |job| Ok(job.set_peer_caching_flags(Flags)?))
}

pub unsafe extern "system" fn GetPeerCachingFlags(
    this: *mut IBackgroundCopyJob4,
    pFlags: *mut DWORD,
) -> HRESULT {
    get(this, pFlags, |job| Ok(job.settings()?.peer_caching_flags))
}

/// Root is the system, everybody else an ordinary user.
pub unsafe extern "system" fn GetOwnerIntegrityLevel(
    this: *mut IBackgroundCopyJob4,
    pLevel: *mut ULONG,
) -> HRESULT {
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

pub unsafe extern "system" fn GetOwnerElevationState(
    this: *mut IBackgroundCopyJob4,
    pElevated: *mut BOOL,
) -> HRESULT {
    get(this, pElevated, |job| Ok(belongs_to_root(job)?.into()))
}

fn belongs_to_root(job: &Job) -> crate::engine::Result<bool> {
    Ok(job.settings()?.owner == "S-1-22-1-0")
}

pub unsafe extern "system" fn SetMaximumDownloadTime(
    this: *mut IBackgroundCopyJob4,
    Timeout: ULONG,
) -> HRESULT {
    call(this, |job| Ok(job.set_maximum_download_time(Timeout)?))
}

pub unsafe extern "system" fn GetMaximumDownloadTime(
    this: *mut IBackgroundCopyJob4,
    pTimeout: *mut ULONG,
) -> HRESULT {
    get(this, pTimeout, |job| {
        Ok(job.settings()?.maximum_download_time)
    })
}

/// There are no classes to notify through, and no stored credentials.
pub unsafe extern "system" fn SetProperty(
    this: *mut IBackgroundCopyJob5,
    PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
    PropertyValue: BITS_JOB_PROPERTY_VALUE,
) -> HRESULT {
    call(this, |job| {
        let id = checked(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)?;
        if for_downloads(id) && job.job_type() != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
            return Err(Code(BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY));
        }
        let enable = || PropertyValue.Enable != 0;
        match id {
            BITS_JOB_PROPERTY_ID_COST_FLAGS => job.set_cost_flags(PropertyValue.Dword)?,
            BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS => {
                job.set_notification_interval(PropertyValue.Dword)?
            }
            BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE => {
                job.set_max_download_size(PropertyValue.Uint64)?
            }
            BITS_JOB_PROPERTY_DYNAMIC_CONTENT => job.set_dynamic_content(enable())?,
            BITS_JOB_PROPERTY_HIGH_PERFORMANCE => job.set_high_performance(enable())?,
            BITS_JOB_PROPERTY_ON_DEMAND_MODE => job.set_on_demand(enable())?,
            BITS_JOB_PROPERTY_NOTIFICATION_CLSID if PropertyValue.ClsID == GUID_NULL => {
                job.touch()?
            }
            BITS_JOB_PROPERTY_NOTIFICATION_CLSID => return Err(Code(E_NOTIMPL)),
            BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS => {
                match checked(PropertyValue.Target, E_INVALIDARG)? {
                    BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER => {
                        return Err(Code(BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED));
                    }
                    BG_AUTH_TARGET::BG_AUTH_TARGET_PROXY => return Err(Code(E_NOTIMPL)),
                }
            }
        }
        Ok(())
    })
}

pub unsafe extern "system" fn GetProperty(
    this: *mut IBackgroundCopyJob5,
    PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
    PropertyValue: *mut BITS_JOB_PROPERTY_VALUE,
) -> HRESULT {
    let place = Out::new(PropertyValue);
    call(this, |job| {
        let place = place?;
        let settings = job.settings()?;
        match checked(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)? {
            BITS_JOB_PROPERTY_ID_COST_FLAGS => place.set_field(settings.cost_flags),
            BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS => {
                place.set_field(settings.notification_interval)
            }
            BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE => {
                place.set_field(settings.modes.max_download_size.unwrap_or(UINT64::MAX))
            }
            BITS_JOB_PROPERTY_DYNAMIC_CONTENT => {
                place.set_field(BOOL::from(settings.modes.dynamic_content))
            }
            BITS_JOB_PROPERTY_HIGH_PERFORMANCE => {
                place.set_field(BOOL::from(settings.modes.high_performance))
            }
            BITS_JOB_PROPERTY_ON_DEMAND_MODE => {
                place.set_field(BOOL::from(settings.modes.on_demand))
            }
            // No class and no target are all zeroes.
            BITS_JOB_PROPERTY_NOTIFICATION_CLSID | BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS => {}
        }
        Ok(())
    })
}

fn for_downloads(id: BITS_JOB_PROPERTY_ID) -> bool {
    matches!(
        id,
        BITS_JOB_PROPERTY_DYNAMIC_CONTENT
            | BITS_JOB_PROPERTY_HIGH_PERFORMANCE
            | BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE
            | BITS_JOB_PROPERTY_ON_DEMAND_MODE
    )
}
