//! `IBackgroundCopyJobHttpOptions` to `IBackgroundCopyJobHttpOptions3`: custom headers, the HTTP
//! method and security flags of a job.
//!
//! The interfaces extend each other and share the second vtable of a job; `bits2_5.h`, `bits10_2.h`
//! and `bits10_3.h` declare them. Called by C through the vtable. Client certificates and callbacks
//! for server certificates are not supported.

use std::mem::MaybeUninit;

use crate::abi::*;
use crate::com::boundary::{ComError, OutPtr, Result};
use crate::com::object::{ComObject, Interface, call, get_string, iunknown_vtbl, not_implemented};
use crate::engine::Job;
use crate::engine::win32;

// SAFETY: vtable 1 is `VTABLE`, which begins with the vtable of each of these interfaces.
unsafe impl Interface for IBackgroundCopyJobHttpOptions {
    type Class = Job;
    const VTABLE_INDEX: usize = 1;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyJobHttpOptions2 {
    type Class = Job;
    const VTABLE_INDEX: usize = 1;
}
// SAFETY: as above.
unsafe impl Interface for IBackgroundCopyJobHttpOptions3 {
    type Class = Job;
    const VTABLE_INDEX: usize = 1;
}

pub static VTABLE: IBackgroundCopyJobHttpOptions3Vtbl = IBackgroundCopyJobHttpOptions3Vtbl {
    base: IBackgroundCopyJobHttpOptions2Vtbl {
        base: IBackgroundCopyJobHttpOptionsVtbl {
            base: iunknown_vtbl::<IBackgroundCopyJobHttpOptions>(),
            SetClientCertificateByID,
            SetClientCertificateByName,
            RemoveClientCertificate,
            GetClientCertificate,
            SetCustomHeaders,
            GetCustomHeaders,
            SetSecurityFlags,
            GetSecurityFlags,
        },
        SetHttpMethod,
        GetHttpMethod,
    },
    SetServerCertificateValidationInterface,
    MakeCustomHeadersWriteOnly,
};

const RPC_X_NULL_REF_POINTER: HRESULT = win32(1780);
const RPC_X_BAD_STUB_DATA: HRESULT = win32(1783);

type This = *mut IBackgroundCopyJobHttpOptions;

/// Replaces the code for a NULL out-pointer: these interfaces have their own.
fn null_reference(_: ComError) -> ComError {
    ComError(RPC_X_NULL_REF_POINTER)
}

unsafe extern "system" fn SetClientCertificateByID(
    this: This,
    _StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
    _StoreName: LPCWSTR,
    _pCertHashBlob: *mut BYTE,
) -> HRESULT {
    not_implemented(this)
}

unsafe extern "system" fn SetClientCertificateByName(
    this: This,
    _StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
    _StoreName: LPCWSTR,
    _SubjectName: LPCWSTR,
) -> HRESULT {
    not_implemented(this)
}

/// Returns `S_FALSE`: no job has a client certificate.
unsafe extern "system" fn RemoveClientCertificate(this: This) -> HRESULT {
    call(this, |job| {
        job.touch()?;
        Ok(S_FALSE)
    })
}

/// Returns `RPC_X_BAD_STUB_DATA`, the code for a job without a client certificate.
unsafe extern "system" fn GetClientCertificate(
    this: This,
    pStoreLocation: *mut BG_CERT_STORE_LOCATION,
    pStoreName: *mut LPWSTR,
    ppCertHashBlob: *mut *mut BYTE,
    pSubjectName: *mut LPWSTR,
) -> HRESULT {
    let location = OutPtr::new(pStoreLocation).map(drop);
    let store = OutPtr::new(pStoreName).map(drop);
    let hash = OutPtr::new(ppCertHashBlob).map(drop);
    let subject = OutPtr::new(pSubjectName).map(drop);
    call(this, |_| {
        location
            .and(store)
            .and(hash)
            .and(subject)
            .map_err(null_reference)?;
        Err::<(), _>(ComError(RPC_X_BAD_STUB_DATA))
    })
}

unsafe extern "system" fn SetCustomHeaders(this: This, RequestHeaders: LPCWSTR) -> HRESULT {
    call(this, |job| {
        let headers = job.read_optional_string(RequestHeaders)?;
        Ok(job.set_custom_headers(headers.as_deref())?)
    })
}

unsafe extern "system" fn GetCustomHeaders(this: This, pRequestHeaders: *mut LPWSTR) -> HRESULT {
    let out = OutPtr::new(pRequestHeaders);
    call(this, |job| {
        let out = out.map_err(null_reference)?;
        let settings = job.settings()?;
        if settings.custom_headers.is_some() && settings.custom_headers_write_only {
            return Err(ComError(E_ACCESSDENIED));
        }
        match job.custom_headers()? {
            Some(headers) => {
                out.write(job.alloc_string(&headers)?);
                Ok(S_OK)
            }
            None => Ok(S_FALSE),
        }
    })
}

unsafe extern "system" fn SetSecurityFlags(this: This, Flags: ULONG) -> HRESULT {
    call(this, |job| Ok(job.set_security_flags(Flags)?))
}

unsafe extern "system" fn GetSecurityFlags(this: This, pFlags: *mut ULONG) -> HRESULT {
    let out = OutPtr::new(pFlags);
    call(this, |job| {
        out.map_err(null_reference)?
            .write(job.settings()?.security_flags);
        Ok(())
    })
}

unsafe extern "system" fn SetHttpMethod(
    this: *mut IBackgroundCopyJobHttpOptions2,
    method: LPCWSTR,
) -> HRESULT {
    call(this, |job: &ComObject<Job>| {
        Ok(job.set_http_method(&job.read_string(method)?)?)
    })
}

unsafe extern "system" fn GetHttpMethod(
    this: *mut IBackgroundCopyJobHttpOptions2,
    method: *mut LPWSTR,
) -> HRESULT {
    get_string(this, method, |job| Ok(job.http_method()?))
}

unsafe extern "system" fn SetServerCertificateValidationInterface(
    this: *mut IBackgroundCopyJobHttpOptions3,
    _certValidationCallback: *mut IUnknown,
) -> HRESULT {
    not_implemented(this)
}

unsafe extern "system" fn MakeCustomHeadersWriteOnly(
    this: *mut IBackgroundCopyJobHttpOptions3,
) -> HRESULT {
    call(this, |job| -> Result {
        Ok(job.make_custom_headers_write_only()?)
    })
}
