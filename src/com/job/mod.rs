//! A job: `IBackgroundCopyJob` to `IBackgroundCopyJob5`, and `IBackgroundCopyJobHttpOptions` to
//! `IBackgroundCopyJobHttpOptions3`, as interfaces of one object.
//!
//! The methods stand in one file for each header that adds some. Called by C through the vtables,
//! for an object that the manager or an enumerator returned, or that a callback received.

mod bits;
mod bits1_5;
mod bits2_0;
mod bits3_0;
mod bits5_0;
mod http_options;

use super::object::{Class, Interface, VtablePtr, iunknown_vtbl};
use crate::abi::*;
use crate::engine::Job;

impl Class for Job {
    type Vtables = [VtablePtr; 2];
    const VTABLES: [VtablePtr; 2] = [
        VtablePtr::new(&VTABLE),
        VtablePtr::new(&http_options::VTABLE),
    ];
    const INTERFACES: &'static [(GUID, usize)] = &[
        (IID_IUnknown, 0),
        (IID_IBackgroundCopyJob, 0),
        (IID_IBackgroundCopyJob2, 0),
        (IID_IBackgroundCopyJob3, 0),
        (IID_IBackgroundCopyJob4, 0),
        (IID_IBackgroundCopyJob5, 0),
        (IID_IBackgroundCopyJobHttpOptions, 1),
        (IID_IBackgroundCopyJobHttpOptions2, 1),
        (IID_IBackgroundCopyJobHttpOptions3, 1),
    ];
}

// SAFETY: vtable 0 is `VTABLE`, which begins with the vtable of each of these interfaces.
unsafe impl Interface for IBackgroundCopyJob {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyJob2 {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyJob3 {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyJob4 {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyJob5 {
    type Class = Job;
}

static VTABLE: IBackgroundCopyJob5Vtbl = IBackgroundCopyJob5Vtbl {
    base: IBackgroundCopyJob4Vtbl {
        base: IBackgroundCopyJob3Vtbl {
            base: IBackgroundCopyJob2Vtbl {
                base: IBackgroundCopyJobVtbl {
                    base: iunknown_vtbl::<IBackgroundCopyJob>(),
                    AddFileSet: bits::AddFileSet,
                    AddFile: bits::AddFile,
                    EnumFiles: bits::EnumFiles,
                    Suspend: bits::Suspend,
                    Resume: bits::Resume,
                    Cancel: bits::Cancel,
                    Complete: bits::Complete,
                    GetId: bits::GetId,
                    GetType: bits::GetType,
                    GetProgress: bits::GetProgress,
                    GetTimes: bits::GetTimes,
                    GetState: bits::GetState,
                    GetError: bits::GetError,
                    GetOwner: bits::GetOwner,
                    SetDisplayName: bits::SetDisplayName,
                    GetDisplayName: bits::GetDisplayName,
                    SetDescription: bits::SetDescription,
                    GetDescription: bits::GetDescription,
                    SetPriority: bits::SetPriority,
                    GetPriority: bits::GetPriority,
                    SetNotifyFlags: bits::SetNotifyFlags,
                    GetNotifyFlags: bits::GetNotifyFlags,
                    SetNotifyInterface: bits::SetNotifyInterface,
                    GetNotifyInterface: bits::GetNotifyInterface,
                    SetMinimumRetryDelay: bits::SetMinimumRetryDelay,
                    GetMinimumRetryDelay: bits::GetMinimumRetryDelay,
                    SetNoProgressTimeout: bits::SetNoProgressTimeout,
                    GetNoProgressTimeout: bits::GetNoProgressTimeout,
                    GetErrorCount: bits::GetErrorCount,
                    SetProxySettings: bits::SetProxySettings,
                    GetProxySettings: bits::GetProxySettings,
                    TakeOwnership: bits::TakeOwnership,
                },
                SetNotifyCmdLine: bits1_5::SetNotifyCmdLine,
                GetNotifyCmdLine: bits1_5::GetNotifyCmdLine,
                GetReplyProgress: bits1_5::GetReplyProgress,
                GetReplyData: bits1_5::GetReplyData,
                SetReplyFileName: bits1_5::SetReplyFileName,
                GetReplyFileName: bits1_5::GetReplyFileName,
                SetCredentials: bits1_5::SetCredentials,
                RemoveCredentials: bits1_5::RemoveCredentials,
            },
            ReplaceRemotePrefix: bits2_0::ReplaceRemotePrefix,
            AddFileWithRanges: bits2_0::AddFileWithRanges,
            SetFileACLFlags: bits2_0::SetFileACLFlags,
            GetFileACLFlags: bits2_0::GetFileACLFlags,
        },
        SetPeerCachingFlags: bits3_0::SetPeerCachingFlags,
        GetPeerCachingFlags: bits3_0::GetPeerCachingFlags,
        GetOwnerIntegrityLevel: bits3_0::GetOwnerIntegrityLevel,
        GetOwnerElevationState: bits3_0::GetOwnerElevationState,
        SetMaximumDownloadTime: bits3_0::SetMaximumDownloadTime,
        GetMaximumDownloadTime: bits3_0::GetMaximumDownloadTime,
    },
    SetProperty: bits5_0::SetProperty,
    GetProperty: bits5_0::GetProperty,
};
