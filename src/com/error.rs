//! `IBackgroundCopyError`: the error that a job stopped with, and its English description.
//!
//! Called by C through the vtable, for an object that `IBackgroundCopyJob::GetError` returned or
//! that `IBackgroundCopyCallback::JobError` received.

use super::boundary::{ComError, OutPtr, Result};
use super::object::{Class, Interface, VtablePtr, call, get, get_string, iunknown_vtbl};
use crate::abi::*;
use crate::engine::win32;
use crate::engine::{Job, JobError, messages};

/// The error of a job at the time of the call. It does not change when the job goes on.
pub struct BackgroundCopyError {
    /// The job, for `GetFile`.
    pub job: Job,
    /// The code, the context, the file and the protocol.
    pub error: JobError,
}

impl Class for BackgroundCopyError {
    type Vtables = [VtablePtr; 1];
    const VTABLES: [VtablePtr; 1] = [VtablePtr::new(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] =
        &[(IID_IUnknown, 0), (IID_IBackgroundCopyError, 0)];
}

// SAFETY: vtable 0 is `VTABLE`, which belongs to this interface.
unsafe impl Interface for IBackgroundCopyError {
    type Class = BackgroundCopyError;
}

static VTABLE: IBackgroundCopyErrorVtbl = IBackgroundCopyErrorVtbl {
    base: iunknown_vtbl::<IBackgroundCopyError>(),
    GetError,
    GetFile,
    GetErrorDescription,
    GetErrorContextDescription,
    GetProtocol,
};

const RESOURCE_LANG_NOT_FOUND: HRESULT = win32(1815);

/// Returns the description of a code. Fails with `ERROR_RESOURCE_LANG_NOT_FOUND` for an unknown
/// code and for a language other than English.
pub fn error_description(code: HRESULT, language: DWORD) -> Result<String> {
    check_language(language)?;
    messages::describe(code).ok_or(ComError(RESOURCE_LANG_NOT_FOUND))
}

/// Accepts each variety of English and the neutral language. The primary language stands in the low
/// 10 bits of a `LANGID`.
fn check_language(language: DWORD) -> Result {
    const LANG_NEUTRAL: DWORD = 0x00;
    const LANG_ENGLISH: DWORD = 0x09;
    let primary = language & 0x3FF;
    if language <= 0xFFFF && (primary == LANG_ENGLISH || primary == LANG_NEUTRAL) {
        Ok(())
    } else {
        Err(ComError(RESOURCE_LANG_NOT_FOUND))
    }
}

/// As [`check_language`], and refuses 0: the methods of this object require a language, that of the
/// manager does not.
fn require_language(language: DWORD) -> Result {
    if language == 0 {
        return Err(ComError(E_INVALIDARG));
    }
    check_language(language)
}

unsafe extern "system" fn GetError(
    this: *mut IBackgroundCopyError,
    pContext: *mut BG_ERROR_CONTEXT,
    pCode: *mut HRESULT,
) -> HRESULT {
    let (context_out, code_out) = (OutPtr::new(pContext), OutPtr::new(pCode));
    call(this, |object| {
        let (context_out, code_out) = (context_out?, code_out?);
        context_out.write(object.error.context);
        code_out.write(object.error.code);
        Ok(())
    })
}

unsafe extern "system" fn GetFile(
    this: *mut IBackgroundCopyError,
    pVal: *mut *mut IBackgroundCopyFile,
) -> HRESULT {
    get(this, pVal, |object| {
        let position = object.error.file.ok_or(ComError(BG_E_FILE_NOT_AVAILABLE))?;
        Ok(object.create_object(object.job.file(position)?))
    })
}

unsafe extern "system" fn GetErrorDescription(
    this: *mut IBackgroundCopyError,
    LanguageId: DWORD,
    pErrorDescription: *mut LPWSTR,
) -> HRESULT {
    get_string(this, pErrorDescription, |object| {
        require_language(LanguageId)?;
        Ok(object.error.description())
    })
}

unsafe extern "system" fn GetErrorContextDescription(
    this: *mut IBackgroundCopyError,
    LanguageId: DWORD,
    pContextDescription: *mut LPWSTR,
) -> HRESULT {
    get_string(this, pContextDescription, |object| {
        require_language(LanguageId)?;
        Ok(messages::describe_context(object.error.context).to_owned())
    })
}

unsafe extern "system" fn GetProtocol(
    this: *mut IBackgroundCopyError,
    pProtocol: *mut LPWSTR,
) -> HRESULT {
    get_string(this, pProtocol, |object| {
        let protocol = object.error.protocol.clone();
        protocol.ok_or(ComError(BG_E_PROTOCOL_NOT_AVAILABLE))
    })
}
