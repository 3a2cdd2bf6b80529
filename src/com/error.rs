//! `IBackgroundCopyError`: why a job stopped.

use super::boundary::{Code, Out, Result};
use super::object::{Class, Face, Vtable, call, get, get_text, unknown};
use crate::abi::*;
use crate::engine::{Job, JobError, messages};

/// The error a job had when it was asked.
pub struct JobFailure {
    pub job: Job,
    pub error: JobError,
}

impl Class for JobFailure {
    type Faces = [Vtable; 1];
    const FACES: [Vtable; 1] = [Vtable::of(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] =
        &[(IID_IUnknown, 0), (IID_IBackgroundCopyError, 0)];
}

// SAFETY: face 0 is `VTABLE`, of this interface.
unsafe impl Face for IBackgroundCopyError {
    type Class = JobFailure;
}

static VTABLE: IBackgroundCopyErrorVtbl = IBackgroundCopyErrorVtbl {
    base: unknown::<IBackgroundCopyError>(),
    GetError,
    GetFile,
    GetErrorDescription,
    GetErrorContextDescription,
    GetProtocol,
};

/// `HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND)`
const LANGUAGE_NOT_FOUND: HRESULT = 0x8007_0717_u32 as HRESULT;

/// The sentence for a code. There are English ones only.
pub fn describe(code: HRESULT, language: DWORD) -> Result<String> {
    check_language(language)?;
    messages::describe(code).ok_or(Code(LANGUAGE_NOT_FOUND))
}

/// English, or no language in particular.
fn check_language(language: DWORD) -> Result {
    const LANG_NEUTRAL: DWORD = 0x00;
    const LANG_ENGLISH: DWORD = 0x09;
    let primary = language & 0x3FF;
    if language <= 0xFFFF && (primary == LANG_ENGLISH || primary == LANG_NEUTRAL) {
        Ok(())
    } else {
        Err(Code(LANGUAGE_NOT_FOUND))
    }
}

/// This object's methods, unlike the manager's, want a language.
fn require_language(language: DWORD) -> Result {
    if language == 0 {
        Err(Code(E_INVALIDARG))
    } else {
        Ok(())
    }
}

unsafe extern "system" fn GetError(
    this: *mut IBackgroundCopyError,
    pContext: *mut BG_ERROR_CONTEXT,
    pCode: *mut HRESULT,
) -> HRESULT {
    let (context, code) = (Out::new(pContext), Out::new(pCode));
    call(this, |failure| {
        let (context, code) = (context?, code?);
        context.set(failure.error.context);
        code.set(failure.error.code);
        Ok(())
    })
}

unsafe extern "system" fn GetFile(
    this: *mut IBackgroundCopyError,
    pVal: *mut *mut IBackgroundCopyFile,
) -> HRESULT {
    get(this, pVal, |failure| {
        let position = failure.error.file.ok_or(Code(BG_E_FILE_NOT_AVAILABLE))?;
        Ok(failure.give(failure.job.file(position)?))
    })
}

unsafe extern "system" fn GetErrorDescription(
    this: *mut IBackgroundCopyError,
    LanguageId: DWORD,
    pErrorDescription: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pErrorDescription, |failure| {
        require_language(LanguageId)?;
        check_language(LanguageId)?;
        let code = failure.error.code;
        Ok(messages::describe(code).unwrap_or_else(|| messages::describe_foreign(code)))
    })
}

unsafe extern "system" fn GetErrorContextDescription(
    this: *mut IBackgroundCopyError,
    LanguageId: DWORD,
    pContextDescription: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pContextDescription, |failure| {
        require_language(LanguageId)?;
        check_language(LanguageId)?;
        Ok(messages::describe_context(failure.error.context).to_owned())
    })
}

unsafe extern "system" fn GetProtocol(
    this: *mut IBackgroundCopyError,
    pProtocol: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pProtocol, |failure| {
        let protocol = failure.error.protocol.clone();
        protocol.ok_or(Code(BG_E_PROTOCOL_NOT_AVAILABLE))
    })
}
