//! `bits1_5.h`: uploads, replies, credentials and command lines (BITS 1.5). The comment of `bits.h`
//! states the rules that hold for every method.

use super::base::*;
use super::bits::IBackgroundCopyJobVtbl;
use std::mem::MaybeUninit;

/// Names the party that asks for credentials.
///
/// @since BITS 1.5
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_AUTH_TARGET {
    /// The server asks for the credentials.
    BG_AUTH_TARGET_SERVER = 1,
    /// The proxy asks for the credentials.
    BG_AUTH_TARGET_PROXY = 2,
}

listed_enum!(BG_AUTH_TARGET: BG_AUTH_TARGET_SERVER, BG_AUTH_TARGET_PROXY);

/// Names the way in which credentials are presented. A job never uses a weaker scheme than the one
/// that its credentials were set for.
///
/// @since BITS 1.5
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_AUTH_SCHEME {
    /// User name and password are sent in clear text.
    BG_AUTH_SCHEME_BASIC = 1,
    /// A hash of the user name, the password and the server's challenge is sent.
    BG_AUTH_SCHEME_DIGEST = 2,
    /// The challenge and response of Windows is used.
    BG_AUTH_SCHEME_NTLM = 3,
    /// Client and server agree on Kerberos or NTLM.
    BG_AUTH_SCHEME_NEGOTIATE = 4,
    /// Microsoft Passport, with an explicit user name and password only. Here the credentials are
    /// stored, and a transfer that needs them fails.
    BG_AUTH_SCHEME_PASSPORT = 5,
}

listed_enum!(BG_AUTH_SCHEME:
    BG_AUTH_SCHEME_BASIC, BG_AUTH_SCHEME_DIGEST, BG_AUTH_SCHEME_NTLM, BG_AUTH_SCHEME_NEGOTIATE,
    BG_AUTH_SCHEME_PASSPORT
);

/// Describes the progress of the reply of an upload.
///
/// @since BITS 1.5
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_REPLY_PROGRESS {
    /// Size of the reply in bytes, or `BG_SIZE_UNKNOWN` until the reply begins.
    pub BytesTotal: UINT64,
    /// Bytes transferred so far.
    pub BytesTransferred: UINT64,
}

/// Holds a user name and a password; all schemes use it. If both are NULL, the user's own
/// credentials are used, which NTLM and Negotiate allow.
///
/// @since BITS 1.5
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_BASIC_CREDENTIALS {
    /// User name, at most 300 characters, or NULL.
    pub UserName: LPWSTR,
    /// Password, at most 65,536 characters, or NULL if the user name is NULL.
    pub Password: LPWSTR,
}

/// Holds the credentials of one scheme. All schemes use the member `Basic`.
///
/// @since BITS 1.5
#[repr(C)]
#[derive(Clone, Copy)]
pub union BG_AUTH_CREDENTIALS_UNION {
    /// User name and password.
    pub Basic: BG_BASIC_CREDENTIALS,
}

/// Holds the credentials for one target and one scheme, for `IBackgroundCopyJob2::SetCredentials`.
///
/// @since BITS 1.5
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_AUTH_CREDENTIALS {
    /// Party that asks for the credentials.
    pub Target: MaybeUninit<BG_AUTH_TARGET>,
    /// Way in which they are presented.
    pub Scheme: MaybeUninit<BG_AUTH_SCHEME>,
    /// User name and password.
    pub Credentials: BG_AUTH_CREDENTIALS_UNION,
}

/// Points to a user name and a password.
pub type PBG_BASIC_CREDENTIALS = *mut BG_BASIC_CREDENTIALS;
/// Points to credentials.
pub type PBG_AUTH_CREDENTIALS = *mut BG_AUTH_CREDENTIALS;

/// Identifies the interface `IBackgroundCopyJob2`.
pub const IID_IBackgroundCopyJob2: GUID = GUID::from_u128(0x54b50739_686f_45eb_9dff_d6a9a0faa9af);

/// Adds command lines, replies and credentials to jobs.
///
/// @since BITS 1.5
#[repr(C)]
pub struct IBackgroundCopyJob2 {
    pub lpVtbl: *const IBackgroundCopyJob2Vtbl,
}

/// Table of the methods of `IBackgroundCopyJob2`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob2Vtbl {
    pub base: IBackgroundCopyJobVtbl,
    /// Sets a program that is run when the job becomes TRANSFERRED or enters ERROR.
    /// `SetNotifyFlags` selects which of the two. The program is not run for an event that a
    /// callback object has confirmed. It is started without a shell, and is run again after the
    /// minimum retry delay if it fails.
    ///
    /// - @param Program (in) Full path of the program, at most 260 characters. NULL, together with
    ///   `Parameters`, removes the command line.
    /// - @param Parameters (in) Command line of the program, at most 4,000 characters, or NULL. It
    ///   is split as Windows programs split theirs, and its first word is the name of the program
    ///   (`argv[0]`). If it begins with a blank, that name is empty.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when there are parameters without a program.
    /// - @retval BG_E_STRING_TOO_LONG when one of the texts is longer.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.5
    pub SetNotifyCmdLine: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        Program: LPCWSTR,
        Parameters: LPCWSTR,
    ) -> HRESULT,
    /// Retrieves the program that is run when the job becomes TRANSFERRED or enters ERROR.
    ///
    /// - @param pProgram (out) Receives the path of the program; an empty text if there is none.
    ///   Free it with `CoTaskMemFree`.
    /// - @param pParameters (out) Receives the command line; an empty text if there is none. Free
    ///   it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.5
    pub GetNotifyCmdLine: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pProgram: *mut LPWSTR,
        pParameters: *mut LPWSTR,
    ) -> HRESULT,
    /// Retrieves the progress of the reply.
    ///
    /// - @param pProgress (out) Receives the progress.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when the job is not an upload with a reply.
    ///
    /// @since BITS 1.5
    pub GetReplyProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pProgress: *mut BG_JOB_REPLY_PROGRESS,
    ) -> HRESULT,
    /// Retrieves the content of the reply, if it has at most 1 MiB. It is available in TRANSFERRED,
    /// and after `Complete`.
    ///
    /// - @param ppBuffer (out) Receives a copy of the reply, or NULL if there was no reply. Free it
    ///   with `CoTaskMemFree`.
    /// - @param pLength (out) Receives the size of the reply in bytes; 0 if there was no reply.
    /// - @retval S_OK on success.
    /// - @retval BG_E_TOO_LARGE when the reply is larger than 1 MiB. `*ppBuffer` is NULL, and
    ///   `*pLength` is the size; read the reply file after `Complete`.
    /// - @retval BG_E_INVALID_STATE when the job is neither TRANSFERRED nor completed.
    /// - @retval E_NOTIMPL when the job is not an upload with a reply.
    ///
    /// @since BITS 1.5
    pub GetReplyData: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        ppBuffer: *mut *mut BYTE,
        pLength: *mut UINT64,
    ) -> HRESULT,
    /// Sets the name of the file that receives the reply. It can be set until the reply begins.
    ///
    /// - @param ReplyFileName (in) Full path, at most 260 characters; its folder must exist and be
    ///   writable. With NULL or an empty text, the library chooses a name beside the uploaded file.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the path is not valid, as for the local name of `AddFile`.
    /// - @retval E_ACCESSDENIED when the folder cannot be written.
    /// - @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder does not exist.
    /// - @retval BG_E_INVALID_STATE when the reply is being transferred, or the job is final.
    /// - @retval E_NOTIMPL when the job is not an upload with a reply.
    ///
    /// @since BITS 1.5
    pub SetReplyFileName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        ReplyFileName: LPCWSTR,
    ) -> HRESULT,
    /// Retrieves the name of the file that receives the reply. The file exists after `Complete`; it
    /// is empty if there was no reply.
    ///
    /// - @param pReplyFileName (out) Receives the full path, or NULL if no name was set and the job
    ///   has no file yet. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when the job is not an upload with a reply.
    ///
    /// @since BITS 1.5
    pub GetReplyFileName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pReplyFileName: *mut LPWSTR,
    ) -> HRESULT,
    /// Sets the credentials for one target and one scheme. They replace earlier ones for the same
    /// target and scheme; others stay. They are stored encrypted, and cannot be read back.
    ///
    /// - @param credentials (in) The credentials. The caller keeps them.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the user name or the password is missing. Only with NTLM and
    ///   Negotiate, both may be NULL.
    /// - @retval BG_E_INVALID_AUTH_TARGET when the target is not defined.
    /// - @retval BG_E_INVALID_AUTH_SCHEME when the scheme is not defined.
    /// - @retval BG_E_USERNAME_TOO_LARGE when the user name is longer than 300 characters.
    /// - @retval BG_E_PASSWORD_TOO_LARGE when the password is longer than 65,536 characters.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.5
    pub SetCredentials: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        credentials: *mut BG_AUTH_CREDENTIALS,
    ) -> HRESULT,
    /// Removes the credentials for one target and one scheme.
    ///
    /// - @param Target (in) Party that asks for the credentials.
    /// - @param Scheme (in) Way in which they are presented.
    /// - @retval S_OK on success.
    /// - @retval S_FALSE when there are no such credentials.
    /// - @retval BG_E_INVALID_AUTH_TARGET when the target is not defined.
    /// - @retval BG_E_INVALID_AUTH_SCHEME when the scheme is not defined.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.5
    pub RemoveCredentials: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        Target: MaybeUninit<BG_AUTH_TARGET>,
        Scheme: MaybeUninit<BG_AUTH_SCHEME>,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 1.5.
pub const LIBID_BackgroundCopyManager1_5: GUID =
    GUID::from_u128(0xea9319ea_c628_480f_8331_768fac397e4e);
/// Identifies the class of the queue manager of BITS 1.5. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager1_5: GUID =
    GUID::from_u128(0xf087771f_d74f_4c1a_bb8a_e16aca9124ea);
