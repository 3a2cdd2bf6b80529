//! The methods that `bits5_0.h` declares: those of `IBackgroundCopyJob5` for the properties of
//! a job.
//!
//! Called by C through the vtable in `job/mod.rs`. `src/abi/bits5_0.rs` documents each method.

use std::mem::MaybeUninit;

use crate::abi::BITS_JOB_PROPERTY_ID::*;
use crate::abi::*;
use crate::com::boundary::{ComError, OutPtr, checked_enum};
use crate::com::object::call;

type This = *mut IBackgroundCopyJob5;

/// Refuses a class to notify, except `GUID_NULL`, and stored credentials: neither is supported.
pub unsafe extern "system" fn SetProperty(
    this: This,
    PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
    PropertyValue: BITS_JOB_PROPERTY_VALUE,
) -> HRESULT {
    call(this, |job| {
        let id = checked_enum(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)?;
        if is_for_downloads(id) && job.job_type() != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
            return Err(ComError(BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY));
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
            BITS_JOB_PROPERTY_NOTIFICATION_CLSID => return Err(ComError(E_NOTIMPL)),
            BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS => {
                match checked_enum(PropertyValue.Target, E_INVALIDARG)? {
                    BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER => {
                        return Err(ComError(BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED));
                    }
                    BG_AUTH_TARGET::BG_AUTH_TARGET_PROXY => return Err(ComError(E_NOTIMPL)),
                }
            }
        }
        Ok(())
    })
}

pub unsafe extern "system" fn GetProperty(
    this: This,
    PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
    PropertyValue: *mut BITS_JOB_PROPERTY_VALUE,
) -> HRESULT {
    let out = OutPtr::new(PropertyValue);
    call(this, |job| {
        let out = out?;
        let settings = job.settings()?;
        match checked_enum(PropertyId, BG_E_UNKNOWN_PROPERTY_ID)? {
            BITS_JOB_PROPERTY_ID_COST_FLAGS => out.write_field(settings.cost_flags),
            BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS => {
                out.write_field(settings.notification_interval)
            }
            BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE => {
                out.write_field(settings.modes.max_download_size.unwrap_or(UINT64::MAX))
            }
            BITS_JOB_PROPERTY_DYNAMIC_CONTENT => {
                out.write_field(BOOL::from(settings.modes.dynamic_content))
            }
            BITS_JOB_PROPERTY_HIGH_PERFORMANCE => {
                out.write_field(BOOL::from(settings.modes.high_performance))
            }
            BITS_JOB_PROPERTY_ON_DEMAND_MODE => {
                out.write_field(BOOL::from(settings.modes.on_demand))
            }
            // Zeroes stand for no class and for no target.
            BITS_JOB_PROPERTY_NOTIFICATION_CLSID | BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS => {}
        }
        Ok(())
    })
}

/// Returns whether only download jobs have the property.
fn is_for_downloads(id: BITS_JOB_PROPERTY_ID) -> bool {
    matches!(
        id,
        BITS_JOB_PROPERTY_DYNAMIC_CONTENT
            | BITS_JOB_PROPERTY_HIGH_PERFORMANCE
            | BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE
            | BITS_JOB_PROPERTY_ON_DEMAND_MODE
    )
}
