//! The methods that `bits1_5.h` declares: those of `IBackgroundCopyJob2` for command lines, replies
//! and credentials.
//!
//! Called by C through the vtable in `job/mod.rs`. `src/abi/bits1_5.rs` documents each method.

use std::mem::MaybeUninit;

use crate::abi::*;
use crate::com::boundary::{ComError, OutPtr, checked_enum, read_arg, to_task_memory};
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
        let (program, parameters) = (
            job.read_optional_string(Program)?,
            job.read_optional_string(Parameters)?,
        );
        Ok(job.set_notify_command(program.as_deref(), parameters.as_deref())?)
    })
}

/// Returns two empty strings when no command line is set.
pub unsafe extern "system" fn GetNotifyCmdLine(
    this: This,
    pProgram: *mut LPWSTR,
    pParameters: *mut LPWSTR,
) -> HRESULT {
    let (program_out, parameters_out) = (OutPtr::new(pProgram), OutPtr::new(pParameters));
    call(this, |job| {
        let (program_out, parameters_out) = (program_out?, parameters_out?);
        let command = job.settings()?.notify_command;
        program_out.write(job.alloc_string(&command.program)?);
        parameters_out.write(job.alloc_string(&command.parameters)?);
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

/// Returns NULL and 0 when there is no reply; NULL and the length, with `BG_E_TOO_LARGE`, when it
/// is larger than [`MAX_REPLY_DATA`].
pub unsafe extern "system" fn GetReplyData(
    this: This,
    ppBuffer: *mut *mut BYTE,
    pLength: *mut UINT64,
) -> HRESULT {
    let (buffer_out, length_out) = (OutPtr::new(ppBuffer), OutPtr::new(pLength));
    call(this, |job| {
        let (buffer_out, length_out) = (buffer_out?, length_out?);
        let reply = job.reply_data()?;
        length_out.write(reply.length);
        if reply.length > MAX_REPLY_DATA {
            return Err(ComError(BG_E_TOO_LARGE));
        }
        if !reply.bytes.is_empty() {
            buffer_out.write(to_task_memory(&reply.bytes)?);
        }
        Ok(())
    })
}

pub unsafe extern "system" fn SetReplyFileName(this: This, ReplyFileName: LPCWSTR) -> HRESULT {
    call(this, |job| {
        let name = job.read_optional_string(ReplyFileName)?;
        Ok(job.set_reply_file_name(name.as_deref())?)
    })
}

/// Returns NULL while the job has neither a name for the reply nor a file.
pub unsafe extern "system" fn GetReplyFileName(this: This, pReplyFileName: *mut LPWSTR) -> HRESULT {
    get(this, pReplyFileName, |job| match job.reply_file_name()? {
        Some(name) => job.alloc_string(&name),
        None => Ok(std::ptr::null_mut()),
    })
}

pub unsafe extern "system" fn SetCredentials(
    this: This,
    credentials: *mut BG_AUTH_CREDENTIALS,
) -> HRESULT {
    call(this, |job| {
        let given = read_arg(credentials)?;
        let target = checked_enum(given.Target, BG_E_INVALID_AUTH_TARGET)?;
        let scheme = checked_enum(given.Scheme, BG_E_INVALID_AUTH_SCHEME)?;
        let BG_BASIC_CREDENTIALS { UserName, Password } = given.Credentials.Basic;
        Ok(job.set_credentials(Credentials {
            target,
            scheme,
            user: job.read_optional_string(UserName)?,
            password: job.read_optional_string(Password)?,
        })?)
    })
}

pub unsafe extern "system" fn RemoveCredentials(
    this: This,
    Target: MaybeUninit<BG_AUTH_TARGET>,
    Scheme: MaybeUninit<BG_AUTH_SCHEME>,
) -> HRESULT {
    call(this, |job| {
        let target = checked_enum(Target, BG_E_INVALID_AUTH_TARGET)?;
        let scheme = checked_enum(Scheme, BG_E_INVALID_AUTH_SCHEME)?;
        Ok(job.remove_credentials(target, scheme)?)
    })
}
