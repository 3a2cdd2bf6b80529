//! The items of the Rust declarations, as `key -> value` pairs like those of [`super::c_side`].

use super::Items;
use bits::abi::*;
use std::collections::BTreeMap;
use std::mem::{offset_of, size_of_val};

macro_rules! enumerations {
    ($items:ident: $($name:ident)+) => {
        $(let size = size_of::<$name>();
        $items.insert(format!("enum {}", stringify!($name)), format!("{size} bytes"));
        for (index, value) in $name::ALL.iter().enumerate() {
            let number = i32::from(*value);
            assert_eq!($name::try_from(number), Ok(*value));
            let key = format!("variant {}.{value}", stringify!($name));
            $items.insert(key, format!("{number} at {index}"));
        })+
    };
}

macro_rules! structures {
    ($items:ident: $($name:ident { $($field:ident: $size:ty),+ })+) => {
        $($items.insert(
            format!("struct {}", stringify!($name)),
            format!("{} bytes, aligned to {}", size_of::<$name>(), align_of::<$name>()),
        );
        $($items.insert(
            format!("field {}.{}", stringify!($name), stringify!($field)),
            format!("{} bytes at {}", size_of::<$size>(), offset_of!($name, $field)),
        );)+)+
    };
}

macro_rules! pointers {
    ($items:ident: $($name:ident = $to:ident)+) => {
        $(let _: fn(*mut $to) -> $name = |pointer| pointer;
        let size = size_of::<$to>();
        $items.insert(format!("typedef {}", stringify!($name)), format!("to {size} bytes"));)+
    };
}

macro_rules! constants {
    ($items:ident: $($name:ident)+) => {
        $($items.insert(format!("constant {}", stringify!($name)), ($name as u64).to_string());)+
    };
}

macro_rules! results {
    ($items:ident: $($name:ident)+) => {
        $(let value = format!("{} in {} bytes", $name, size_of_val(&$name));
        $items.insert(format!("result {}", stringify!($name)), value);)+
    };
}

macro_rules! guids {
    ($items:ident: $kind:literal $($name:ident)+) => {
        $(let id = super::dashed($name.to_u128());
        $items.insert(format!("{} {}", $kind, stringify!($name)), id);)+
    };
}

/// The slots of an interface are those of its parent, then its own.
macro_rules! interfaces {
    ($items:ident: $($name:ident, $vtable:ident: $parent:ident { $($method:ident),+ })+) => {
        let mut slots: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        slots.insert("IUnknownVtbl", vec!["QueryInterface", "AddRef", "Release"]);
        let mut dispatch = slots["IUnknownVtbl"].clone();
        dispatch.extend(["GetTypeInfoCount", "GetTypeInfo", "GetIDsOfNames", "Invoke"]);
        slots.insert("IDispatchVtbl", dispatch);
        $(let _: fn(&$name) -> *const $vtable = |interface| interface.lpVtbl;
        let _: fn($vtable) -> $parent = |vtable| vtable.base;
        assert_eq!((offset_of!($name, lpVtbl), offset_of!($vtable, base)), (0, 0));
        let mut own = slots[stringify!($parent)].clone();
        $(assert_eq!(offset_of!($vtable, $method), own.len() * size_of::<usize>());
        own.push(stringify!($method));)+
        assert_eq!(size_of::<$vtable>(), own.len() * size_of::<usize>());
        for (slot, method) in own.iter().enumerate() {
            $items.insert(format!("slot {}.{method}", stringify!($name)), slot.to_string());
        }
        slots.insert(stringify!($vtable), own);)+
    };
}

pub fn items() -> Items {
    let mut items = Items::new();
    enumerations! { items:
        BG_ERROR_CONTEXT BG_JOB_PRIORITY BG_JOB_STATE BG_JOB_TYPE BG_JOB_PROXY_USAGE BG_AUTH_TARGET
        BG_AUTH_SCHEME BG_CERT_STORE_LOCATION BITS_JOB_TRANSFER_POLICY BITS_JOB_PROPERTY_ID
        BITS_FILE_PROPERTY_ID GROUPPROP
    }
    structures! { items:
        BG_FILE_PROGRESS { BytesTotal: UINT64, BytesTransferred: UINT64, Completed: BOOL }
        BG_FILE_INFO { RemoteName: LPWSTR, LocalName: LPWSTR }
        BG_JOB_PROGRESS {
            BytesTotal: UINT64, BytesTransferred: UINT64, FilesTotal: ULONG, FilesTransferred: ULONG
        }
        BG_JOB_TIMES {
            CreationTime: FILETIME, ModificationTime: FILETIME, TransferCompletionTime: FILETIME
        }
        BG_JOB_REPLY_PROGRESS { BytesTotal: UINT64, BytesTransferred: UINT64 }
        BG_BASIC_CREDENTIALS { UserName: LPWSTR, Password: LPWSTR }
        BG_AUTH_CREDENTIALS_UNION { Basic: BG_BASIC_CREDENTIALS }
        BG_AUTH_CREDENTIALS {
            Target: BG_AUTH_TARGET, Scheme: BG_AUTH_SCHEME, Credentials: BG_AUTH_CREDENTIALS_UNION
        }
        BG_FILE_RANGE { InitialOffset: UINT64, Length: UINT64 }
        BITS_JOB_PROPERTY_VALUE {
            Dword: DWORD, ClsID: GUID, Enable: BOOL, Uint64: UINT64, Target: BG_AUTH_TARGET
        }
        BITS_FILE_PROPERTY_VALUE { String: LPWSTR }
        FILESETINFO { bstrRemoteFile: BSTR, bstrLocalFile: BSTR, dwSizeHint: DWORD }
    }
    pointers! { items:
        PBG_BASIC_CREDENTIALS = BG_BASIC_CREDENTIALS PBG_AUTH_CREDENTIALS = BG_AUTH_CREDENTIALS
    }
    constants! { items:
        BG_SIZE_UNKNOWN BG_NOTIFY_JOB_TRANSFERRED BG_NOTIFY_JOB_ERROR BG_NOTIFY_DISABLE
        BG_NOTIFY_JOB_MODIFICATION BG_NOTIFY_FILE_TRANSFERRED BG_NOTIFY_FILE_RANGES_TRANSFERRED
        BG_JOB_ENUM_ALL_USERS BG_LENGTH_TO_EOF BG_COPY_FILE_OWNER BG_COPY_FILE_GROUP
        BG_COPY_FILE_DACL BG_COPY_FILE_SACL BG_COPY_FILE_ALL BG_SSL_ENABLE_CRL_CHECK
        BG_SSL_IGNORE_CERT_CN_INVALID BG_SSL_IGNORE_CERT_DATE_INVALID BG_SSL_IGNORE_UNKNOWN_CA
        BG_SSL_IGNORE_CERT_WRONG_USAGE BG_HTTP_REDIRECT_POLICY_MASK
        BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT
        BG_HTTP_REDIRECT_POLICY_DISALLOW BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP
        BG_ENABLE_PEERCACHING_CLIENT BG_ENABLE_PEERCACHING_SERVER BG_DISABLE_BRANCH_CACHE
        BG_JOB_ENABLE_PEERCACHING_CLIENT BG_JOB_ENABLE_PEERCACHING_SERVER
        BG_JOB_DISABLE_BRANCH_CACHE BG_TOKEN_LOCAL_FILE BG_TOKEN_NETWORK
        BITS_COST_STATE_UNRESTRICTED BITS_COST_STATE_CAPPED_USAGE_UNKNOWN BITS_COST_STATE_BELOW_CAP
        BITS_COST_STATE_NEAR_CAP BITS_COST_STATE_OVERCAP_CHARGED BITS_COST_STATE_OVERCAP_THROTTLED
        BITS_COST_STATE_USAGE_BASED BITS_COST_STATE_ROAMING BITS_COST_OPTION_IGNORE_CONGESTION
        BITS_COST_STATE_RESERVED BITS_COST_STATE_TRANSFER_NOT_ROAMING
        BITS_COST_STATE_TRANSFER_NO_SURCHARGE BITS_COST_STATE_TRANSFER_STANDARD
        BITS_COST_STATE_TRANSFER_UNRESTRICTED BITS_COST_STATE_TRANSFER_ALWAYS QM_NOTIFY_FILE_DONE
        QM_NOTIFY_JOB_DONE QM_NOTIFY_GROUP_DONE QM_NOTIFY_DISABLE_NOTIFY QM_NOTIFY_USE_PROGRESSEX
        QM_STATUS_FILE_COMPLETE QM_STATUS_FILE_INCOMPLETE QM_STATUS_JOB_COMPLETE
        QM_STATUS_JOB_INCOMPLETE QM_STATUS_JOB_ERROR QM_STATUS_JOB_FOREGROUND
        QM_STATUS_GROUP_COMPLETE QM_STATUS_GROUP_INCOMPLETE QM_STATUS_GROUP_SUSPENDED
        QM_STATUS_GROUP_ERROR QM_STATUS_GROUP_FOREGROUND QM_PROTOCOL_HTTP QM_PROTOCOL_FTP
        QM_PROTOCOL_SMB QM_PROTOCOL_CUSTOM QM_PROGRESS_PERCENT_DONE QM_PROGRESS_TIME_DONE
        QM_PROGRESS_SIZE_DONE
    }
    results! { items:
        BG_E_NOT_FOUND BG_E_INVALID_STATE BG_E_EMPTY BG_E_FILE_NOT_AVAILABLE
        BG_E_PROTOCOL_NOT_AVAILABLE BG_S_ERROR_CONTEXT_NONE BG_E_ERROR_CONTEXT_UNKNOWN
        BG_E_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER BG_E_ERROR_CONTEXT_LOCAL_FILE
        BG_E_ERROR_CONTEXT_REMOTE_FILE BG_E_ERROR_CONTEXT_GENERAL_TRANSPORT
        BG_E_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION BG_E_DESTINATION_LOCKED BG_E_VOLUME_CHANGED
        BG_E_ERROR_INFORMATION_UNAVAILABLE BG_E_NETWORK_DISCONNECTED BG_E_MISSING_FILE_SIZE
        BG_E_INSUFFICIENT_HTTP_SUPPORT BG_E_INSUFFICIENT_RANGE_SUPPORT BG_E_REMOTE_NOT_SUPPORTED
        BG_E_NEW_OWNER_DIFF_MAPPING BG_E_NEW_OWNER_NO_FILE_ACCESS BG_S_PARTIAL_COMPLETE
        BG_E_PROXY_LIST_TOO_LARGE BG_E_PROXY_BYPASS_LIST_TOO_LARGE BG_S_UNABLE_TO_DELETE_FILES
        BG_E_INVALID_SERVER_RESPONSE BG_E_TOO_MANY_FILES BG_E_LOCAL_FILE_CHANGED
        BG_E_ERROR_CONTEXT_REMOTE_APPLICATION BG_E_SESSION_NOT_FOUND BG_E_TOO_LARGE
        BG_E_STRING_TOO_LONG BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH BG_E_SERVER_EXECUTE_ENABLE
        BG_E_NO_PROGRESS BG_E_USERNAME_TOO_LARGE BG_E_PASSWORD_TOO_LARGE BG_E_INVALID_AUTH_TARGET
        BG_E_INVALID_AUTH_SCHEME BG_E_FILE_NOT_FOUND BG_S_PROXY_CHANGED BG_E_INVALID_RANGE
        BG_E_OVERLAPPING_RANGES BG_E_CONNECT_FAILURE BG_E_CONNECTION_CLOSED BG_E_BLOCKED_BY_POLICY
        BG_E_INVALID_PROXY_INFO BG_E_INVALID_CREDENTIALS BG_E_INVALID_HASH_ALGORITHM
        BG_E_RECORD_DELETED BG_E_COMMIT_IN_PROGRESS BG_E_DISCOVERY_IN_PROGRESS BG_E_UPNP_ERROR
        BG_E_TEST_OPTION_BLOCKED_DOWNLOAD BG_E_PEERCACHING_DISABLED BG_E_BUSYCACHERECORD
        BG_E_TOO_MANY_JOBS_PER_USER BG_E_TOO_MANY_JOBS_PER_MACHINE BG_E_TOO_MANY_FILES_IN_JOB
        BG_E_TOO_MANY_RANGES_IN_FILE BG_E_VALIDATION_FAILED BG_E_MAXDOWNLOAD_TIMEOUT
        BG_S_OVERRIDDEN_BY_POLICY BG_E_TOKEN_REQUIRED BG_E_UNKNOWN_PROPERTY_ID
        BG_E_READ_ONLY_PROPERTY BG_E_BLOCKED_BY_COST_TRANSFER_POLICY
        BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE
        BG_E_READ_ONLY_PROPERTY_AFTER_RESUME BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE
        BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED BG_E_STANDBY_MODE
        BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED BG_E_BLOCKED_BY_BATTERY_POLICY
        BG_E_BLOCKED_BY_BATTERY_SAVER BG_E_WATCHDOG_TIMEOUT BG_E_APP_PACKAGE_NOT_FOUND
        BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED BG_E_DATABASE_CORRUPT
        BG_E_RANDOM_ACCESS_NOT_SUPPORTED BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY
        BG_E_BLOCKED_BY_GAME_MODE BG_E_BLOCKED_BY_SYSTEM_POLICY
        BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD BG_E_UNSUPPORTED_JOB_CONFIGURATION
        BG_E_REMOTE_FILE_CHANGED BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED
        BG_E_READ_ONLY_WHEN_JOB_ACTIVE BG_E_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK
        BG_E_HTTP_ERROR_100 BG_E_HTTP_ERROR_101 BG_E_HTTP_ERROR_200 BG_E_HTTP_ERROR_201
        BG_E_HTTP_ERROR_202 BG_E_HTTP_ERROR_203 BG_E_HTTP_ERROR_204 BG_E_HTTP_ERROR_205
        BG_E_HTTP_ERROR_206 BG_E_HTTP_ERROR_300 BG_E_HTTP_ERROR_301 BG_E_HTTP_ERROR_302
        BG_E_HTTP_ERROR_303 BG_E_HTTP_ERROR_304 BG_E_HTTP_ERROR_305 BG_E_HTTP_ERROR_307
        BG_E_HTTP_ERROR_400 BG_E_HTTP_ERROR_401 BG_E_HTTP_ERROR_402 BG_E_HTTP_ERROR_403
        BG_E_HTTP_ERROR_404 BG_E_HTTP_ERROR_405 BG_E_HTTP_ERROR_406 BG_E_HTTP_ERROR_407
        BG_E_HTTP_ERROR_408 BG_E_HTTP_ERROR_409 BG_E_HTTP_ERROR_410 BG_E_HTTP_ERROR_411
        BG_E_HTTP_ERROR_412 BG_E_HTTP_ERROR_413 BG_E_HTTP_ERROR_414 BG_E_HTTP_ERROR_415
        BG_E_HTTP_ERROR_416 BG_E_HTTP_ERROR_417 BG_E_HTTP_ERROR_449 BG_E_HTTP_ERROR_500
        BG_E_HTTP_ERROR_501 BG_E_HTTP_ERROR_502 BG_E_HTTP_ERROR_503 BG_E_HTTP_ERROR_504
        BG_E_HTTP_ERROR_505 BITS_MC_JOB_CANCELLED BITS_MC_FILE_DELETION_FAILED
        BITS_MC_FILE_DELETION_FAILED_MORE BITS_MC_JOB_PROPERTY_CHANGE BITS_MC_JOB_TAKE_OWNERSHIP
        BITS_MC_JOB_SCAVENGED BITS_MC_JOB_NOTIFICATION_FAILURE BITS_MC_STATE_FILE_CORRUPT
        BITS_MC_FAILED_TO_START BITS_MC_FATAL_IGD_ERROR BITS_MC_PEERCACHING_PORT BITS_MC_WSD_PORT
        QM_E_INVALID_STATE QM_E_SERVICE_UNAVAILABLE QM_E_DOWNLOADER_UNAVAILABLE QM_E_ITEM_NOT_FOUND
    }
    guids! { items: "interface"
        IID_IBackgroundCopyFile IID_IEnumBackgroundCopyFiles IID_IBackgroundCopyError
        IID_IBackgroundCopyJob IID_IEnumBackgroundCopyJobs IID_IBackgroundCopyCallback
        IID_AsyncIBackgroundCopyCallback IID_IBackgroundCopyManager IID_IBackgroundCopyJob2
        IID_IBackgroundCopyJob3 IID_IBackgroundCopyFile2 IID_IBackgroundCopyJobHttpOptions
        IID_IBitsPeerCacheRecord IID_IEnumBitsPeerCacheRecords IID_IBitsPeer IID_IEnumBitsPeers
        IID_IBitsPeerCacheAdministration IID_IBackgroundCopyJob4 IID_IBackgroundCopyFile3
        IID_IBackgroundCopyCallback2 IID_IBitsTokenOptions IID_IBackgroundCopyFile4
        IID_IBackgroundCopyJob5 IID_IBackgroundCopyFile5 IID_IBackgroundCopyCallback3
        IID_IBackgroundCopyFile6 IID_IBackgroundCopyJobHttpOptions2
        IID_IBackgroundCopyServerCertificateValidationCallback IID_IBackgroundCopyJobHttpOptions3
        IID_IBITSExtensionSetup IID_IBITSExtensionSetupFactory IID_IBackgroundCopyJob1
        IID_IEnumBackgroundCopyJobs1 IID_IBackgroundCopyGroup IID_IEnumBackgroundCopyGroups
        IID_IBackgroundCopyCallback1 IID_IBackgroundCopyQMgr
    }
    guids! { items: "class"
        CLSID_BackgroundCopyManager CLSID_BackgroundCopyManager1_5 CLSID_BackgroundCopyManager2_0
        CLSID_BackgroundCopyManager2_5 CLSID_BackgroundCopyManager3_0 CLSID_BackgroundCopyManager4_0
        CLSID_BackgroundCopyManager5_0 CLSID_BackgroundCopyManager10_1
        CLSID_BackgroundCopyManager10_2 CLSID_BackgroundCopyManager10_3
        CLSID_BITSExtensionSetupFactory CLSID_BackgroundCopyQMgr
    }
    guids! { items: "library"
        LIBID_BackgroundCopyManager LIBID_BackgroundCopyManager1_5 LIBID_BackgroundCopyManager2_0
        LIBID_BackgroundCopyManager2_5 LIBID_BackgroundCopyManager3_0 LIBID_BackgroundCopyManager4_0
        LIBID_BackgroundCopyManager5_0 LIBID_BackgroundCopyManager10_1
        LIBID_BackgroundCopyManager10_2 LIBID_BackgroundCopyManager10_3 LIBID_BITSExtensionSetup
        LIBID_BackgroundCopyQMgr
    }
    interfaces! { items:
        IBackgroundCopyFile, IBackgroundCopyFileVtbl: IUnknownVtbl {
            GetRemoteName, GetLocalName, GetProgress
        }
        IEnumBackgroundCopyFiles, IEnumBackgroundCopyFilesVtbl: IUnknownVtbl {
            Next, Skip, Reset, Clone, GetCount
        }
        IBackgroundCopyError, IBackgroundCopyErrorVtbl: IUnknownVtbl {
            GetError, GetFile, GetErrorDescription, GetErrorContextDescription, GetProtocol
        }
        IBackgroundCopyJob, IBackgroundCopyJobVtbl: IUnknownVtbl {
            AddFileSet, AddFile, EnumFiles, Suspend, Resume, Cancel, Complete, GetId, GetType,
            GetProgress, GetTimes, GetState, GetError, GetOwner, SetDisplayName, GetDisplayName,
            SetDescription, GetDescription, SetPriority, GetPriority, SetNotifyFlags,
            GetNotifyFlags, SetNotifyInterface, GetNotifyInterface, SetMinimumRetryDelay,
            GetMinimumRetryDelay, SetNoProgressTimeout, GetNoProgressTimeout, GetErrorCount,
            SetProxySettings, GetProxySettings, TakeOwnership
        }
        IEnumBackgroundCopyJobs, IEnumBackgroundCopyJobsVtbl: IUnknownVtbl {
            Next, Skip, Reset, Clone, GetCount
        }
        IBackgroundCopyCallback, IBackgroundCopyCallbackVtbl: IUnknownVtbl {
            JobTransferred, JobError, JobModification
        }
        AsyncIBackgroundCopyCallback, AsyncIBackgroundCopyCallbackVtbl: IUnknownVtbl {
            Begin_JobTransferred, Finish_JobTransferred, Begin_JobError, Finish_JobError,
            Begin_JobModification, Finish_JobModification
        }
        IBackgroundCopyManager, IBackgroundCopyManagerVtbl: IUnknownVtbl {
            CreateJob, GetJob, EnumJobs, GetErrorDescription
        }
        IBackgroundCopyJob2, IBackgroundCopyJob2Vtbl: IBackgroundCopyJobVtbl {
            SetNotifyCmdLine, GetNotifyCmdLine, GetReplyProgress, GetReplyData, SetReplyFileName,
            GetReplyFileName, SetCredentials, RemoveCredentials
        }
        IBackgroundCopyJob3, IBackgroundCopyJob3Vtbl: IBackgroundCopyJob2Vtbl {
            ReplaceRemotePrefix, AddFileWithRanges, SetFileACLFlags, GetFileACLFlags
        }
        IBackgroundCopyFile2, IBackgroundCopyFile2Vtbl: IBackgroundCopyFileVtbl {
            GetFileRanges, SetRemoteName
        }
        IBackgroundCopyJobHttpOptions, IBackgroundCopyJobHttpOptionsVtbl: IUnknownVtbl {
            SetClientCertificateByID, SetClientCertificateByName, RemoveClientCertificate,
            GetClientCertificate, SetCustomHeaders, GetCustomHeaders, SetSecurityFlags,
            GetSecurityFlags
        }
        IBitsPeerCacheRecord, IBitsPeerCacheRecordVtbl: IUnknownVtbl {
            GetId, GetOriginUrl, GetFileSize, GetFileModificationTime, GetLastAccessTime,
            IsFileValidated, GetFileRanges
        }
        IEnumBitsPeerCacheRecords, IEnumBitsPeerCacheRecordsVtbl: IUnknownVtbl {
            Next, Skip, Reset, Clone, GetCount
        }
        IBitsPeer, IBitsPeerVtbl: IUnknownVtbl { GetPeerName, IsAuthenticated, IsAvailable }
        IEnumBitsPeers, IEnumBitsPeersVtbl: IUnknownVtbl { Next, Skip, Reset, Clone, GetCount }
        IBitsPeerCacheAdministration, IBitsPeerCacheAdministrationVtbl: IUnknownVtbl {
            GetMaximumCacheSize, SetMaximumCacheSize, GetMaximumContentAge, SetMaximumContentAge,
            GetConfigurationFlags, SetConfigurationFlags, EnumRecords, GetRecord, ClearRecords,
            DeleteRecord, DeleteUrl, EnumPeers, ClearPeers, DiscoverPeers
        }
        IBackgroundCopyJob4, IBackgroundCopyJob4Vtbl: IBackgroundCopyJob3Vtbl {
            SetPeerCachingFlags, GetPeerCachingFlags, GetOwnerIntegrityLevel,
            GetOwnerElevationState, SetMaximumDownloadTime, GetMaximumDownloadTime
        }
        IBackgroundCopyFile3, IBackgroundCopyFile3Vtbl: IBackgroundCopyFile2Vtbl {
            GetTemporaryName, SetValidationState, GetValidationState, IsDownloadedFromPeer
        }
        IBackgroundCopyCallback2, IBackgroundCopyCallback2Vtbl: IBackgroundCopyCallbackVtbl {
            FileTransferred
        }
        IBitsTokenOptions, IBitsTokenOptionsVtbl: IUnknownVtbl {
            SetHelperTokenFlags, GetHelperTokenFlags, SetHelperToken, ClearHelperToken,
            GetHelperTokenSid
        }
        IBackgroundCopyFile4, IBackgroundCopyFile4Vtbl: IBackgroundCopyFile3Vtbl {
            GetPeerDownloadStats
        }
        IBackgroundCopyJob5, IBackgroundCopyJob5Vtbl: IBackgroundCopyJob4Vtbl {
            SetProperty, GetProperty
        }
        IBackgroundCopyFile5, IBackgroundCopyFile5Vtbl: IBackgroundCopyFile4Vtbl {
            SetProperty, GetProperty
        }
        IBackgroundCopyCallback3, IBackgroundCopyCallback3Vtbl: IBackgroundCopyCallback2Vtbl {
            FileRangesTransferred
        }
        IBackgroundCopyFile6, IBackgroundCopyFile6Vtbl: IBackgroundCopyFile5Vtbl {
            UpdateDownloadPosition, RequestFileRanges, GetFilledFileRanges
        }
        IBackgroundCopyJobHttpOptions2,
            IBackgroundCopyJobHttpOptions2Vtbl: IBackgroundCopyJobHttpOptionsVtbl {
            SetHttpMethod, GetHttpMethod
        }
        IBackgroundCopyServerCertificateValidationCallback,
            IBackgroundCopyServerCertificateValidationCallbackVtbl: IUnknownVtbl {
            ValidateServerCertificate
        }
        IBackgroundCopyJobHttpOptions3,
            IBackgroundCopyJobHttpOptions3Vtbl: IBackgroundCopyJobHttpOptions2Vtbl {
            SetServerCertificateValidationInterface, MakeCustomHeadersWriteOnly
        }
        IBITSExtensionSetup, IBITSExtensionSetupVtbl: IDispatchVtbl {
            EnableBITSUploads, DisableBITSUploads, GetCleanupTaskName, GetCleanupTask
        }
        IBITSExtensionSetupFactory, IBITSExtensionSetupFactoryVtbl: IDispatchVtbl { GetObject }
        IBackgroundCopyJob1, IBackgroundCopyJob1Vtbl: IUnknownVtbl {
            CancelJob, GetProgress, GetStatus, AddFiles, GetFile, GetFileCount, SwitchToForeground,
            get_JobID
        }
        IEnumBackgroundCopyJobs1, IEnumBackgroundCopyJobs1Vtbl: IUnknownVtbl {
            Next, Skip, Reset, Clone, GetCount
        }
        IBackgroundCopyGroup, IBackgroundCopyGroupVtbl: IUnknownVtbl {
            GetProp, SetProp, GetProgress, GetStatus, GetJob, SuspendGroup, ResumeGroup,
            CancelGroup, get_Size, get_GroupID, CreateJob, EnumJobs, SwitchToForeground,
            QueryNewJobInterface, SetNotificationPointer
        }
        IEnumBackgroundCopyGroups, IEnumBackgroundCopyGroupsVtbl: IUnknownVtbl {
            Next, Skip, Reset, Clone, GetCount
        }
        IBackgroundCopyCallback1, IBackgroundCopyCallback1Vtbl: IUnknownVtbl {
            OnStatus, OnProgress, OnProgressEx
        }
        IBackgroundCopyQMgr, IBackgroundCopyQMgrVtbl: IUnknownVtbl {
            CreateGroup, GetGroup, EnumGroups
        }
    }
    items
}
