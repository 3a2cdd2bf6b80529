//! `IBackgroundCopyJob` to `IBackgroundCopyJob5`, and `IBackgroundCopyJobHttpOptions` to
//! `IBackgroundCopyJobHttpOptions3`: one object.

mod bits;
mod bits1_5;
mod http_options;
mod later;

use super::object::{Class, Face, Vtable, unknown};
use crate::abi::*;
use crate::engine::Job;

impl Class for Job {
    type Faces = [Vtable; 2];
    const FACES: [Vtable; 2] = [Vtable::of(&JOB), Vtable::of(&http_options::VTABLE)];
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

// SAFETY: face 0 is `JOB`, which begins with the vtables of all these interfaces.
unsafe impl Face for IBackgroundCopyJob {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyJob2 {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyJob3 {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyJob4 {
    type Class = Job;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyJob5 {
    type Class = Job;
}

static JOB: IBackgroundCopyJob5Vtbl = IBackgroundCopyJob5Vtbl {
    base: IBackgroundCopyJob4Vtbl {
        base: IBackgroundCopyJob3Vtbl {
            base: IBackgroundCopyJob2Vtbl {
                base: IBackgroundCopyJobVtbl {
                    base: unknown::<IBackgroundCopyJob>(),
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
            ReplaceRemotePrefix: later::ReplaceRemotePrefix,
            AddFileWithRanges: later::AddFileWithRanges,
            SetFileACLFlags: later::SetFileACLFlags,
            GetFileACLFlags: later::GetFileACLFlags,
        },
        SetPeerCachingFlags: later::SetPeerCachingFlags,
        GetPeerCachingFlags: later::GetPeerCachingFlags,
        GetOwnerIntegrityLevel: later::GetOwnerIntegrityLevel,
        GetOwnerElevationState: later::GetOwnerElevationState,
        SetMaximumDownloadTime: later::SetMaximumDownloadTime,
        GetMaximumDownloadTime: later::GetMaximumDownloadTime,
    },
    SetProperty: later::SetProperty,
    GetProperty: later::GetProperty,
};
