//! `bitscfg.h`.

use super::base::*;

pub const IID_IBITSExtensionSetup: GUID = GUID::from_u128(0x29cfbbf7_09e4_4b97_b0bc_f2287e3d8eb3);

#[repr(C)]
pub struct IBITSExtensionSetup {
    pub lpVtbl: *const IBITSExtensionSetupVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBITSExtensionSetupVtbl {
    pub base: IDispatchVtbl,
    pub EnableBITSUploads: unsafe extern "system" fn(This: *mut IBITSExtensionSetup) -> HRESULT,
    pub DisableBITSUploads: unsafe extern "system" fn(This: *mut IBITSExtensionSetup) -> HRESULT,
    pub GetCleanupTaskName: unsafe extern "system" fn(This: *mut IBITSExtensionSetup, pTaskName: *mut BSTR) -> HRESULT,
    pub GetCleanupTask:
        unsafe extern "system" fn(This: *mut IBITSExtensionSetup, riid: REFIID, ppUnk: *mut *mut IUnknown) -> HRESULT,
}

pub const IID_IBITSExtensionSetupFactory: GUID = GUID::from_u128(0xd5d2d542_5503_4e64_8b48_72ef91a32ee1);

#[repr(C)]
pub struct IBITSExtensionSetupFactory {
    pub lpVtbl: *const IBITSExtensionSetupFactoryVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBITSExtensionSetupFactoryVtbl {
    pub base: IDispatchVtbl,
    pub GetObject: unsafe extern "system" fn(
        This: *mut IBITSExtensionSetupFactory,
        Path: BSTR,
        ppExtensionSetup: *mut *mut IBITSExtensionSetup,
    ) -> HRESULT,
}

pub const LIBID_BITSExtensionSetup: GUID = GUID::from_u128(0xb0937b9c_d66d_4d9b_b741_49c6d66a1cd5);
pub const CLSID_BITSExtensionSetupFactory: GUID = GUID::from_u128(0xefbbab68_7286_4783_94bf_9461d8b7e7e9);
