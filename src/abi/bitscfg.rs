//! `bitscfg.h`: administration of uploads on an IIS server. It is declared for completeness: no
//! object has these interfaces here.

use super::base::*;

/// Identifies the interface `IBITSExtensionSetup`.
pub const IID_IBITSExtensionSetup: GUID = GUID::from_u128(0x29cfbbf7_09e4_4b97_b0bc_f2287e3d8eb3);

/// Enables and disables uploads for a folder of an IIS server. It exists on Windows only; no object
/// has this interface here.
#[repr(C)]
pub struct IBITSExtensionSetup {
    pub lpVtbl: *const IBITSExtensionSetupVtbl,
}

/// Table of the methods of `IBITSExtensionSetup`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBITSExtensionSetupVtbl {
    pub base: IDispatchVtbl,
    /// Enables uploads to the folder.
    ///
    /// - @retval S_OK on success.
    pub EnableBITSUploads: unsafe extern "system" fn(This: *mut IBITSExtensionSetup) -> HRESULT,
    /// Disables uploads to the folder.
    ///
    /// - @retval S_OK on success.
    pub DisableBITSUploads: unsafe extern "system" fn(This: *mut IBITSExtensionSetup) -> HRESULT,
    /// Retrieves the name of the task that removes abandoned uploads.
    ///
    /// - @param pTaskName (out) Receives the name.
    /// - @retval S_OK on success.
    /// - @retval S_FALSE when there is no such task.
    pub GetCleanupTaskName:
        unsafe extern "system" fn(This: *mut IBITSExtensionSetup, pTaskName: *mut BSTR) -> HRESULT,
    /// Retrieves the task that removes abandoned uploads.
    ///
    /// - @param riid (in) Id of the interface to return.
    /// - @param ppUnk (out) Receives the task. Release it.
    /// - @retval S_OK on success.
    /// - @retval S_FALSE when there is no such task.
    pub GetCleanupTask: unsafe extern "system" fn(
        This: *mut IBITSExtensionSetup,
        riid: REFIID,
        ppUnk: *mut *mut IUnknown,
    ) -> HRESULT,
}

/// Identifies the interface `IBITSExtensionSetupFactory`.
pub const IID_IBITSExtensionSetupFactory: GUID =
    GUID::from_u128(0xd5d2d542_5503_4e64_8b48_72ef91a32ee1);

/// Creates objects with `IBITSExtensionSetup`. It exists on Windows only; no object has this
/// interface here.
#[repr(C)]
pub struct IBITSExtensionSetupFactory {
    pub lpVtbl: *const IBITSExtensionSetupFactoryVtbl,
}

/// Table of the methods of `IBITSExtensionSetupFactory`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBITSExtensionSetupFactoryVtbl {
    pub base: IDispatchVtbl,
    /// Creates the object for one folder.
    ///
    /// - @param Path (in) ADSI path of the folder.
    /// - @param ppExtensionSetup (out) Receives the object. Release it.
    /// - @retval S_OK on success.
    pub GetObject: unsafe extern "system" fn(
        This: *mut IBITSExtensionSetupFactory,
        Path: BSTR,
        ppExtensionSetup: *mut *mut IBITSExtensionSetup,
    ) -> HRESULT,
}

/// Identifies the type library of the administration of uploads.
pub const LIBID_BITSExtensionSetup: GUID = GUID::from_u128(0xb0937b9c_d66d_4d9b_b741_49c6d66a1cd5);
/// Identifies the class that administers uploads. It is not registered here.
pub const CLSID_BITSExtensionSetupFactory: GUID =
    GUID::from_u128(0xefbbab68_7286_4783_94bf_9461d8b7e7e9);
