//! The methods of `IBackgroundCopyJob2`: notification by program, replies, credentials.

use std::mem::MaybeUninit;

use crate::abi::*;
use crate::com::boundary::{Code, Out, checked, copy};
use crate::com::object::{call, get};
use crate::engine::Credentials;
use crate::engine::MAX_REPLY_DATA;

type This = *mut IBackgroundCopyJob2;

pub unsafe extern "system" fn SetNotifyCmdLine(
    this: This,
    Program: LPCWSTR,
    Parameters: LPCWSTR,
) -> HRESULT {
    call(this, |job| {
        let (program, parameters) = (job.optional_text(Program)?, job.optional_text(Parameters)?);
        Ok(job.set_notify_command(program.as_deref(), parameters.as_deref())?)
    })
}

/// Two empty texts when there is no program.
pub unsafe extern "system" fn GetNotifyCmdLine(
    this: This,
    pProgram: *mut LPWSTR,
    pParameters: *mut LPWSTR,
) -> HRESULT {
    let (program, parameters) = (Out::new(pProgram), Out::new(pParameters));
    call(this, |job| {
        let (program, parameters) = (program?, parameters?);
        let command = job.settings()?.notify_command;
        program.set(job.give_text(&command.program)?);
        parameters.set(job.give_text(&command.parameters)?);
        Ok(())
    })
}

pub unsafe extern "system" fn GetReplyProgress(
    this: This,
    pProgress: *mut BG_JOB_REPLY_PROGRESS,
) -> HRESULT {
    get(this, pProgress, |job| {
        let progress = job.reply_progress()?;
        Ok(BG_JOB_REPLY_PROGRESS {
            BytesTotal: progress.bytes_total,
            BytesTransferred: progress.bytes_transferred,
        })
    })
}

/// NULL and 0 when the server gave no reply; NULL and the length when it is too large for memory.
pub unsafe extern "system" fn GetReplyData(
    this: This,
    ppBuffer: *mut *mut BYTE,
    pLength: *mut UINT64,
) -> HRESULT {
    let (buffer, length) = (Out::new(ppBuffer), Out::new(pLength));
    call(this, |job| {
        let (buffer, length) = (buffer?, length?);
        let reply = job.reply_data()?;
        length.set(reply.length);
        if reply.length > MAX_REPLY_DATA {
            return Err(Code(BG_E_TOO_LARGE));
        }
        if !reply.bytes.is_empty() {
            buffer.set(copy(&reply.bytes)?);
        }
        Ok(())
    })
}

pub unsafe extern "system" fn SetReplyFileName(this: This, ReplyFileName: LPCWSTR) -> HRESULT {
    call(this, |job| {
        let name = job.optional_text(ReplyFileName)?;
        Ok(job.set_reply_file_name(name.as_deref())?)
    })
}

/// NULL as long as the job has neither a name for the reply nor a file.
pub unsafe extern "system" fn GetReplyFileName(this: This, pReplyFileName: *mut LPWSTR) -> HRESULT {
    get(this, pReplyFileName, |job| match job.reply_file_name()? {
        Some(name) => job.give_text(&name),
        None => Ok(std::ptr::null_mut()),
    })
}

pub unsafe extern "system" fn SetCredentials(
    this: This,
    credentials: *mut BG_AUTH_CREDENTIALS,
) -> HRESULT {
    call(this, |job| {
        if credentials.is_null() {
            return Err(Code(E_INVALIDARG));
        }
        let given = credentials.read_unaligned();
        let target = checked(given.Target, BG_E_INVALID_AUTH_TARGET)?;
        let scheme = checked(given.Scheme, BG_E_INVALID_AUTH_SCHEME)?;
        let BG_BASIC_CREDENTIALS { UserName, Password } = given.Credentials.Basic;
        Ok(job.set_credentials(Credentials {
            target,
            scheme,
            user: job.optional_text(UserName)?,
            password: job.optional_text(Password)?,
        })?)
    })
}

pub unsafe extern "system" fn RemoveCredentials(
    this: This,
    Target: MaybeUninit<BG_AUTH_TARGET>,
    Scheme: MaybeUninit<BG_AUTH_SCHEME>,
) -> HRESULT {
    call(this, |job| {
        let target = checked(Target, BG_E_INVALID_AUTH_TARGET)?;
        let scheme = checked(Scheme, BG_E_INVALID_AUTH_SCHEME)?;
        Ok(job.remove_credentials(target, scheme)?)
    })
}
