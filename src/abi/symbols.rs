//! Exports the ids as data symbols, for programs that link them: `extern const IID
//! IID_IBackgroundCopyJob;`.

use super::GUID;

macro_rules! symbols {
    ($($name:ident)+) => {
        $(#[unsafe(no_mangle)]
        pub static $name: GUID = super::$name;)+
    };
}

symbols! {
    GUID_NULL
    IID_IUnknown
    IID_IClassFactory
    IID_IDispatch
    IID_IBackgroundCopyFile
    IID_IEnumBackgroundCopyFiles
    IID_IBackgroundCopyError
    IID_IBackgroundCopyJob
    IID_IEnumBackgroundCopyJobs
    IID_IBackgroundCopyCallback
    IID_AsyncIBackgroundCopyCallback
    IID_IBackgroundCopyManager
    LIBID_BackgroundCopyManager
    CLSID_BackgroundCopyManager
    IID_IBackgroundCopyJob2
    LIBID_BackgroundCopyManager1_5
    CLSID_BackgroundCopyManager1_5
    IID_IBackgroundCopyJob3
    IID_IBackgroundCopyFile2
    LIBID_BackgroundCopyManager2_0
    CLSID_BackgroundCopyManager2_0
    IID_IBackgroundCopyJobHttpOptions
    LIBID_BackgroundCopyManager2_5
    CLSID_BackgroundCopyManager2_5
    IID_IBitsPeerCacheRecord
    IID_IEnumBitsPeerCacheRecords
    IID_IBitsPeer
    IID_IEnumBitsPeers
    IID_IBitsPeerCacheAdministration
    IID_IBackgroundCopyJob4
    IID_IBackgroundCopyFile3
    IID_IBackgroundCopyCallback2
    LIBID_BackgroundCopyManager3_0
    CLSID_BackgroundCopyManager3_0
    IID_IBitsTokenOptions
    IID_IBackgroundCopyFile4
    LIBID_BackgroundCopyManager4_0
    CLSID_BackgroundCopyManager4_0
    IID_IBackgroundCopyJob5
    IID_IBackgroundCopyFile5
    LIBID_BackgroundCopyManager5_0
    CLSID_BackgroundCopyManager5_0
    IID_IBackgroundCopyCallback3
    IID_IBackgroundCopyFile6
    LIBID_BackgroundCopyManager10_1
    CLSID_BackgroundCopyManager10_1
    IID_IBackgroundCopyJobHttpOptions2
    LIBID_BackgroundCopyManager10_2
    CLSID_BackgroundCopyManager10_2
    IID_IBackgroundCopyServerCertificateValidationCallback
    IID_IBackgroundCopyJobHttpOptions3
    LIBID_BackgroundCopyManager10_3
    CLSID_BackgroundCopyManager10_3
    IID_IBackgroundCopyJob1
    IID_IEnumBackgroundCopyJobs1
    IID_IBackgroundCopyGroup
    IID_IEnumBackgroundCopyGroups
    IID_IBackgroundCopyCallback1
    IID_IBackgroundCopyQMgr
    LIBID_BackgroundCopyQMgr
    CLSID_BackgroundCopyQMgr
    IID_IBITSExtensionSetup
    IID_IBITSExtensionSetupFactory
    LIBID_BITSExtensionSetup
    CLSID_BITSExtensionSetupFactory
}
