//! The methods that `bits.h` declares: those of `IBackgroundCopyJob`.
//!
//! Called by C through the vtable in `job/mod.rs`. `src/abi/bits.rs` documents each method.

use std::mem::MaybeUninit;
use std::sync::Arc;

use crate::abi::*;
use crate::com::boundary::{
    ComError, IntoHresult, OutPtr, Result, checked_enum, guid_of, read_array,
};
use crate::com::callbacks::{Callback, callback_of};
use crate::com::com_ptr::ComPtr;
use crate::com::enumerator::Enumerator;
use crate::com::error::BackgroundCopyError;
use crate::com::object::{call, get, get_string};
use crate::engine::Observer;
use crate::engine::{Job, ProxySettings};

type This = *mut IBackgroundCopyJob;

pub unsafe extern "system" fn AddFileSet(
    this: This,
    cFileCount: ULONG,
    pFileSet: *mut BG_FILE_INFO,
) -> HRESULT {
    call(this, |job| {
        if pFileSet.is_null() || cFileCount == 0 {
            return Err(ComError(E_INVALIDARG));
        }
        if cFileCount > 1 && job.job_type() != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
            return Err(ComError(BG_E_TOO_MANY_FILES));
        }
        let names = read_array(pFileSet, cFileCount)?
            .map(|info| {
                Ok((
                    job.read_string(info.RemoteName)?,
                    job.read_string(info.LocalName)?,
                ))
            })
            .collect::<Result<Vec<_>>>()?;
        let files: Vec<_> = names
            .iter()
            .map(|(remote, local)| (&**remote, &**local))
            .collect();
        Ok(job.add_files(&files)?)
    })
}

pub unsafe extern "system" fn AddFile(
    this: This,
    RemoteUrl: LPCWSTR,
    LocalName: LPCWSTR,
) -> HRESULT {
    call(this, |job| {
        let (remote, local) = (job.read_string(RemoteUrl)?, job.read_string(LocalName)?);
        Ok(job.add_files(&[(&remote, &local)])?)
    })
}

pub unsafe extern "system" fn EnumFiles(
    this: This,
    pEnum: *mut *mut IEnumBackgroundCopyFiles,
) -> HRESULT {
    get(this, pEnum, |job| {
        Ok(job.create_object(Enumerator::new(job.files()?)))
    })
}

pub unsafe extern "system" fn Suspend(this: This) -> HRESULT {
    call(this, |job| Ok(job.suspend()?))
}

pub unsafe extern "system" fn Resume(this: This) -> HRESULT {
    call(this, |job| Ok(job.resume()?))
}

pub unsafe extern "system" fn Cancel(this: This) -> HRESULT {
    call(this, |job| Ok(job.cancel()?.into_hresult()))
}

pub unsafe extern "system" fn Complete(this: This) -> HRESULT {
    call(this, |job| Ok(job.complete()?.into_hresult()))
}

pub unsafe extern "system" fn GetId(this: This, pVal: *mut GUID) -> HRESULT {
    get(this, pVal, |job| Ok(guid_of(job.id())))
}

pub unsafe extern "system" fn GetType(this: This, pVal: *mut BG_JOB_TYPE) -> HRESULT {
    get(this, pVal, |job| Ok(job.job_type()))
}

pub unsafe extern "system" fn GetProgress(this: This, pVal: *mut BG_JOB_PROGRESS) -> HRESULT {
    get(this, pVal, |job| {
        let progress = job.progress();
        Ok(BG_JOB_PROGRESS {
            BytesTotal: progress.bytes_total,
            BytesTransferred: progress.bytes_transferred,
            FilesTotal: progress.files_total,
            FilesTransferred: progress.files_transferred,
        })
    })
}

pub unsafe extern "system" fn GetTimes(this: This, pVal: *mut BG_JOB_TIMES) -> HRESULT {
    get(this, pVal, |job| {
        let times = job.times()?;
        Ok(BG_JOB_TIMES {
            CreationTime: file_time(times.creation),
            ModificationTime: file_time(times.modification),
            TransferCompletionTime: file_time(times.transfer_completion),
        })
    })
}

/// Converts a time of the engine, which has the same unit and origin.
fn file_time(ticks: u64) -> FILETIME {
    FILETIME {
        dwLowDateTime: ticks as DWORD,
        dwHighDateTime: (ticks >> 32) as DWORD,
    }
}

pub unsafe extern "system" fn GetState(this: This, pVal: *mut BG_JOB_STATE) -> HRESULT {
    get(this, pVal, |job| Ok(job.state()))
}

pub unsafe extern "system" fn GetError(
    this: This,
    ppError: *mut *mut IBackgroundCopyError,
) -> HRESULT {
    get(this, ppError, |job| {
        let error = job.error()?;
        Ok(job.create_object(BackgroundCopyError {
            job: Job::clone(job),
            error,
        }))
    })
}

pub unsafe extern "system" fn GetOwner(this: This, pVal: *mut LPWSTR) -> HRESULT {
    get_string(this, pVal, |job| Ok(job.settings()?.owner))
}

pub unsafe extern "system" fn SetDisplayName(this: This, Val: LPCWSTR) -> HRESULT {
    call(
        this,
        |job| Ok(job.set_display_name(&job.read_string(Val)?)?),
    )
}

pub unsafe extern "system" fn GetDisplayName(this: This, pVal: *mut LPWSTR) -> HRESULT {
    get_string(this, pVal, |job| Ok(job.settings()?.display_name))
}

pub unsafe extern "system" fn SetDescription(this: This, Val: LPCWSTR) -> HRESULT {
    call(this, |job| Ok(job.set_description(&job.read_string(Val)?)?))
}

pub unsafe extern "system" fn GetDescription(this: This, pVal: *mut LPWSTR) -> HRESULT {
    get_string(this, pVal, |job| Ok(job.settings()?.description))
}

pub unsafe extern "system" fn SetPriority(
    this: This,
    Val: MaybeUninit<BG_JOB_PRIORITY>,
) -> HRESULT {
    call(this, |job| {
        Ok(job.set_priority(checked_enum(Val, E_NOTIMPL)?)?)
    })
}

pub unsafe extern "system" fn GetPriority(this: This, pVal: *mut BG_JOB_PRIORITY) -> HRESULT {
    get(this, pVal, |job| Ok(job.settings()?.priority))
}

pub unsafe extern "system" fn SetNotifyFlags(this: This, Val: ULONG) -> HRESULT {
    call(this, |job| Ok(job.set_notify_flags(Val)?))
}

pub unsafe extern "system" fn GetNotifyFlags(this: This, pVal: *mut ULONG) -> HRESULT {
    get(this, pVal, |job| Ok(job.settings()?.notify_flags))
}

/// Fails with `E_NOINTERFACE` when the object does not have `IBackgroundCopyCallback`.
pub unsafe extern "system" fn SetNotifyInterface(this: This, Val: *mut IUnknown) -> HRESULT {
    call(this, |job| {
        let observer = match ComPtr::new(Val) {
            Some(object) => Some(Callback::new(object, job.encoding())? as Arc<dyn Observer>),
            None => None,
        };
        Ok(job.set_observer(observer)?)
    })
}

/// Returns NULL when this process has set no callback object.
pub unsafe extern "system" fn GetNotifyInterface(this: This, pVal: *mut *mut IUnknown) -> HRESULT {
    get(this, pVal, |job| {
        Ok(callback_of(job).unwrap_or(std::ptr::null_mut()))
    })
}

pub unsafe extern "system" fn SetMinimumRetryDelay(this: This, Seconds: ULONG) -> HRESULT {
    call(this, |job| Ok(job.set_minimum_retry_delay(Seconds)?))
}

pub unsafe extern "system" fn GetMinimumRetryDelay(this: This, Seconds: *mut ULONG) -> HRESULT {
    get(this, Seconds, |job| Ok(job.settings()?.minimum_retry_delay))
}

pub unsafe extern "system" fn SetNoProgressTimeout(this: This, Seconds: ULONG) -> HRESULT {
    call(this, |job| Ok(job.set_no_progress_timeout(Seconds)?))
}

pub unsafe extern "system" fn GetNoProgressTimeout(this: This, Seconds: *mut ULONG) -> HRESULT {
    get(this, Seconds, |job| Ok(job.settings()?.no_progress_timeout))
}

pub unsafe extern "system" fn GetErrorCount(this: This, Errors: *mut ULONG) -> HRESULT {
    get(this, Errors, |job| Ok(job.error_count()?))
}

pub unsafe extern "system" fn SetProxySettings(
    this: This,
    ProxyUsage: MaybeUninit<BG_JOB_PROXY_USAGE>,
    ProxyList: *const WCHAR,
    ProxyBypassList: *const WCHAR,
) -> HRESULT {
    call(this, |job| {
        Ok(job.set_proxy(ProxySettings {
            usage: checked_enum(ProxyUsage, E_NOTIMPL)?,
            list: job.read_optional_string(ProxyList)?,
            bypass: job.read_optional_string(ProxyBypassList)?,
        })?)
    })
}

/// Returns NULL for a list that was not set.
pub unsafe extern "system" fn GetProxySettings(
    this: This,
    pProxyUsage: *mut BG_JOB_PROXY_USAGE,
    pProxyList: *mut LPWSTR,
    pProxyBypassList: *mut LPWSTR,
) -> HRESULT {
    let (usage_out, list_out, bypass_out) = (
        OutPtr::new(pProxyUsage),
        OutPtr::new(pProxyList),
        OutPtr::new(pProxyBypassList),
    );
    call(this, |job| {
        let (usage_out, list_out, bypass_out) = (usage_out?, list_out?, bypass_out?);
        let proxy = job.settings()?.proxy;
        usage_out.write(proxy.usage);
        if let Some(list) = proxy.list {
            list_out.write(job.alloc_string(&list)?);
        }
        if let Some(bypass) = proxy.bypass {
            bypass_out.write(job.alloc_string(&bypass)?);
        }
        Ok(())
    })
}

pub unsafe extern "system" fn TakeOwnership(this: This) -> HRESULT {
    call(this, |job| Ok(job.take_ownership()?))
}
