//! `bitscfg.h`: uploads on an IIS server, switched by scripts. Declared for completeness; nothing
//! here makes its objects.

use super::base::*;

pub const IID_IBITSExtensionSetup: GUID = GUID::from_u128(0x29cfbbf7_09e4_4b97_b0bc_f2287e3d8eb3);

/// Switches uploads on and off for a folder of an IIS server. Windows only.
#[repr(C)]
pub struct IBITSExtensionSetup {
    pub lpVtbl: *const IBITSExtensionSetupVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBITSExtensionSetupVtbl {
    pub base: IDispatchVtbl,
    /// Switches uploads on.
    ///
    /// @return `S_OK`.
    pub EnableBITSUploads: unsafe extern "system" fn(This: *mut IBITSExtensionSetup) -> HRESULT,
    /// Switches uploads off.
    ///
    /// @return `S_OK`.
    pub DisableBITSUploads: unsafe extern "system" fn(This: *mut IBITSExtensionSetup) -> HRESULT,
    /// The name of the task that removes abandoned uploads.
    ///
    /// @param pTaskName Receives the name.
    /// @return `S_OK`; `S_FALSE` if there is none.
    pub GetCleanupTaskName:
        unsafe extern "system" fn(This: *mut IBITSExtensionSetup, pTaskName: *mut BSTR) -> HRESULT,
    /// The task that removes abandoned uploads.
    ///
    /// @param riid  The interface wanted.
    /// @param ppUnk Receives the task, which the caller releases.
    /// @return `S_OK`; `S_FALSE` if there is none.
    pub GetCleanupTask: unsafe extern "system" fn(
        This: *mut IBITSExtensionSetup,
        riid: REFIID,
        ppUnk: *mut *mut IUnknown,
    ) -> HRESULT,
}

pub const IID_IBITSExtensionSetupFactory: GUID =
    GUID::from_u128(0xd5d2d542_5503_4e64_8b48_72ef91a32ee1);

/// Makes `IBITSExtensionSetup` objects. Windows only.
#[repr(C)]
pub struct IBITSExtensionSetupFactory {
    pub lpVtbl: *const IBITSExtensionSetupFactoryVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBITSExtensionSetupFactoryVtbl {
    pub base: IDispatchVtbl,
    /// The object for one folder.
    ///
    /// @param Path             The folder's ADSI path.
    /// @param ppExtensionSetup Receives the object, which the caller releases.
    /// @return `S_OK`.
    pub GetObject: unsafe extern "system" fn(
        This: *mut IBITSExtensionSetupFactory,
        Path: BSTR,
        ppExtensionSetup: *mut *mut IBITSExtensionSetup,
    ) -> HRESULT,
}

pub const LIBID_BITSExtensionSetup: GUID = GUID::from_u128(0xb0937b9c_d66d_4d9b_b741_49c6d66a1cd5);
pub const CLSID_BITSExtensionSetupFactory: GUID =
    GUID::from_u128(0xefbbab68_7286_4783_94bf_9461d8b7e7e9);
