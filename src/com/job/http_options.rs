//! The methods of `IBackgroundCopyJobHttpOptions` to `IBackgroundCopyJobHttpOptions3`.

use std::mem::MaybeUninit;

use crate::abi::*;
use crate::com::boundary::{Code, Out, Result};
use crate::com::object::{Face, Object, call, get_text, not_implemented, unknown};
use crate::engine::{Job, win32};

// SAFETY: face 1 is `VTABLE`, which begins with the vtables of all these interfaces.
unsafe impl Face for IBackgroundCopyJobHttpOptions {
    type Class = Job;
    const NUMBER: usize = 1;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyJobHttpOptions2 {
    type Class = Job;
    const NUMBER: usize = 1;
}
// SAFETY: as above.
unsafe impl Face for IBackgroundCopyJobHttpOptions3 {
    type Class = Job;
    const NUMBER: usize = 1;
}

pub static VTABLE: IBackgroundCopyJobHttpOptions3Vtbl = IBackgroundCopyJobHttpOptions3Vtbl {
    base: IBackgroundCopyJobHttpOptions2Vtbl {
        base: IBackgroundCopyJobHttpOptionsVtbl {
            base: unknown::<IBackgroundCopyJobHttpOptions>(),
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

/// What these interfaces call a result without a place for it.
fn null_reference(_: Code) -> Code {
    Code(RPC_X_NULL_REF_POINTER)
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

/// There never is one: `S_FALSE`.
unsafe extern "system" fn RemoveClientCertificate(this: This) -> HRESULT {
    call(this, |job| {
        job.touch()?;
        Ok(S_FALSE)
    })
}

/// There never is one: `RPC_X_BAD_STUB_DATA`.
unsafe extern "system" fn GetClientCertificate(
    this: This,
    pStoreLocation: *mut BG_CERT_STORE_LOCATION,
    pStoreName: *mut LPWSTR,
    ppCertHashBlob: *mut *mut BYTE,
    pSubjectName: *mut LPWSTR,
) -> HRESULT {
    let location = Out::new(pStoreLocation).map(drop);
    let store = Out::new(pStoreName).map(drop);
    let hash = Out::new(ppCertHashBlob).map(drop);
    let subject = Out::new(pSubjectName).map(drop);
    call(this, |_| {
        location
            .and(store)
            .and(hash)
            .and(subject)
            .map_err(null_reference)?;
        Err::<(), _>(Code(RPC_X_BAD_STUB_DATA))
    })
}

unsafe extern "system" fn SetCustomHeaders(this: This, RequestHeaders: LPCWSTR) -> HRESULT {
    call(this, |job| {
        let headers = job.optional_text(RequestHeaders)?;
        Ok(job.set_custom_headers(headers.as_deref())?)
    })
}

unsafe extern "system" fn GetCustomHeaders(this: This, pRequestHeaders: *mut LPWSTR) -> HRESULT {
    let place = Out::new(pRequestHeaders);
    call(this, |job| {
        let place = place.map_err(null_reference)?;
        let settings = job.settings()?;
        match settings.custom_headers {
            Some(_) if settings.custom_headers_write_only => Err(Code(E_ACCESSDENIED)),
            Some(headers) => {
                place.set(job.give_text(&headers)?);
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
    let place = Out::new(pFlags);
    call(this, |job| {
        place
            .map_err(null_reference)?
            .set(job.settings()?.security_flags);
        Ok(())
    })
}

unsafe extern "system" fn SetHttpMethod(
    this: *mut IBackgroundCopyJobHttpOptions2,
    method: LPCWSTR,
) -> HRESULT {
    call(this, |job: &Object<Job>| {
        Ok(job.set_http_method(&job.text(method)?)?)
    })
}

unsafe extern "system" fn GetHttpMethod(
    this: *mut IBackgroundCopyJobHttpOptions2,
    method: *mut LPWSTR,
) -> HRESULT {
    get_text(this, method, |job| Ok(job.http_method()?))
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
