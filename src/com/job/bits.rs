//! The methods of `IBackgroundCopyJob`.

use std::mem::MaybeUninit;
use std::sync::Arc;

use crate::abi::*;
use crate::com::boundary::{Answer, Code, Out, Result, checked};
use crate::com::callbacks::{self, Callback};
use crate::com::enumerator::Snapshot;
use crate::com::error::JobFailure;
use crate::com::manager::guid;
use crate::com::object::{Foreign, call, get, get_text};
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
            return Err(Code(E_INVALIDARG));
        }
        if cFileCount > 1 && job.job_type() != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
            return Err(Code(BG_E_TOO_MANY_FILES));
        }
        let names = (0..cFileCount as usize)
            .map(|index| {
                let BG_FILE_INFO {
                    RemoteName,
                    LocalName,
                } = pFileSet.add(index).read_unaligned();
                Ok((job.text(RemoteName)?, job.text(LocalName)?))
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
        let (remote, local) = (job.text(RemoteUrl)?, job.text(LocalName)?);
        Ok(job.add_files(&[(&remote, &local)])?)
    })
}

pub unsafe extern "system" fn EnumFiles(
    this: This,
    pEnum: *mut *mut IEnumBackgroundCopyFiles,
) -> HRESULT {
    get(this, pEnum, |job| Ok(job.give(Snapshot::new(job.files()?))))
}

pub unsafe extern "system" fn Suspend(this: This) -> HRESULT {
    call(this, |job| Ok(job.suspend()?))
}

pub unsafe extern "system" fn Resume(this: This) -> HRESULT {
    call(this, |job| Ok(job.resume()?))
}

pub unsafe extern "system" fn Cancel(this: This) -> HRESULT {
    call(this, |job| Ok(job.cancel()?.code()))
}

pub unsafe extern "system" fn Complete(this: This) -> HRESULT {
    call(this, |job| Ok(job.complete()?.code()))
}

pub unsafe extern "system" fn GetId(this: This, pVal: *mut GUID) -> HRESULT {
    get(this, pVal, |job| Ok(guid(job.id())))
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
        Ok(job.give(JobFailure {
            job: Job::clone(job),
            error,
        }))
    })
}

pub unsafe extern "system" fn GetOwner(this: This, pVal: *mut LPWSTR) -> HRESULT {
    get_text(this, pVal, |job| Ok(job.settings()?.owner))
}

pub unsafe extern "system" fn SetDisplayName(this: This, Val: LPCWSTR) -> HRESULT {
    call(this, |job| Ok(job.set_display_name(&job.text(Val)?)?))
}

pub unsafe extern "system" fn GetDisplayName(this: This, pVal: *mut LPWSTR) -> HRESULT {
    get_text(this, pVal, |job| Ok(job.settings()?.display_name))
}

pub unsafe extern "system" fn SetDescription(this: This, Val: LPCWSTR) -> HRESULT {
    call(this, |job| Ok(job.set_description(&job.text(Val)?)?))
}

pub unsafe extern "system" fn GetDescription(this: This, pVal: *mut LPWSTR) -> HRESULT {
    get_text(this, pVal, |job| Ok(job.settings()?.description))
}

pub unsafe extern "system" fn SetPriority(
    this: This,
    Val: MaybeUninit<BG_JOB_PRIORITY>,
) -> HRESULT {
    call(this, |job| Ok(job.set_priority(checked(Val, E_NOTIMPL)?)?))
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

/// `E_NOINTERFACE`: the object is no `IBackgroundCopyCallback`.
pub unsafe extern "system" fn SetNotifyInterface(this: This, Val: *mut IUnknown) -> HRESULT {
    call(this, |job| {
        let observer = match Foreign::new(Val) {
            Some(object) => Some(Callback::new(object, job.width())? as Arc<dyn Observer>),
            None => None,
        };
        Ok(job.set_observer(observer)?)
    })
}

/// NULL when this process has set none.
pub unsafe extern "system" fn GetNotifyInterface(this: This, pVal: *mut *mut IUnknown) -> HRESULT {
    get(this, pVal, |job| {
        Ok(callbacks::of(job).unwrap_or(std::ptr::null_mut()))
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
            usage: checked(ProxyUsage, E_NOTIMPL)?,
            list: job.optional_text(ProxyList)?,
            bypass: job.optional_text(ProxyBypassList)?,
        })?)
    })
}

/// A list that was not set is NULL.
pub unsafe extern "system" fn GetProxySettings(
    this: This,
    pProxyUsage: *mut BG_JOB_PROXY_USAGE,
    pProxyList: *mut LPWSTR,
    pProxyBypassList: *mut LPWSTR,
) -> HRESULT {
    let (usage, list, bypass) = (
        Out::new(pProxyUsage),
        Out::new(pProxyList),
        Out::new(pProxyBypassList),
    );
    call(this, |job| {
        let (usage, list, bypass) = (usage?, list?, bypass?);
        let proxy = job.settings()?.proxy;
        usage.set(proxy.usage);
        if let Some(text) = proxy.list {
            list.set(job.give_text(&text)?);
        }
        if let Some(text) = proxy.bypass {
            bypass.set(job.give_text(&text)?);
        }
        Ok(())
    })
}

pub unsafe extern "system" fn TakeOwnership(this: This) -> HRESULT {
    call(this, |job| Ok(job.take_ownership()?))
}
