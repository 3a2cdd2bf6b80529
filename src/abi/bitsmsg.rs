//! `bitsmsg.h`: result codes. `BG_E_*` codes are failures and `BG_S_*` codes successes of methods
//! and jobs; an HTTP status n becomes `BG_E_HTTP_ERROR_n`. Each code is an `HRESULT`.
//!
//! The comment of a code is also the English text that `GetErrorDescription` returns for it.

use super::base::HRESULT;

/// The job is not in the queue; it may have been completed or cancelled.
pub const BG_E_NOT_FOUND: HRESULT = 0x80200001_u32 as HRESULT;
/// The job's state does not allow this operation; check the state and call again when it does.
pub const BG_E_INVALID_STATE: HRESULT = 0x80200002_u32 as HRESULT;
/// The job has no files; add at least one before resuming it.
pub const BG_E_EMPTY: HRESULT = 0x80200003_u32 as HRESULT;
/// The error concerns no file; look at its context instead.
pub const BG_E_FILE_NOT_AVAILABLE: HRESULT = 0x80200004_u32 as HRESULT;
/// The error concerns no transfer protocol; look at its context instead.
pub const BG_E_PROTOCOL_NOT_AVAILABLE: HRESULT = 0x80200005_u32 as HRESULT;
/// No error occurred; nothing needs to be done.
pub const BG_S_ERROR_CONTEXT_NONE: HRESULT = 0x00200006_u32 as HRESULT;
/// The part of the transfer in which the error occurred is not known; look at the error code.
pub const BG_E_ERROR_CONTEXT_UNKNOWN: HRESULT = 0x80200007_u32 as HRESULT;
/// The error occurred in the manager of the transfer queue; look at the error code.
pub const BG_E_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER: HRESULT = 0x80200008_u32 as HRESULT;
/// The error occurred while the local file was being processed; check its folder, its permissions
/// and the free space.
pub const BG_E_ERROR_CONTEXT_LOCAL_FILE: HRESULT = 0x80200009_u32 as HRESULT;
/// The error occurred while the remote file was being processed; check its URL and the server.
pub const BG_E_ERROR_CONTEXT_REMOTE_FILE: HRESULT = 0x8020000a_u32 as HRESULT;
/// The error occurred in the connection to the server; check the network and the proxy settings.
pub const BG_E_ERROR_CONTEXT_GENERAL_TRANSPORT: HRESULT = 0x8020000b_u32 as HRESULT;
/// The error occurred while the client was being notified; check its callback or its command line.
pub const BG_E_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION: HRESULT = 0x8020000c_u32 as HRESULT;
/// The volume of the local file is locked; unlock it and resume the job.
pub const BG_E_DESTINATION_LOCKED: HRESULT = 0x8020000d_u32 as HRESULT;
/// Another volume is mounted where the local file was; mount the original volume and resume the
/// job.
pub const BG_E_VOLUME_CHANGED: HRESULT = 0x8020000e_u32 as HRESULT;
/// The job has no current error; ask again when its state is ERROR or TRANSIENT_ERROR.
pub const BG_E_ERROR_INFORMATION_UNAVAILABLE: HRESULT = 0x8020000f_u32 as HRESULT;
/// No network is connected; the job continues automatically when a network is available.
pub const BG_E_NETWORK_DISCONNECTED: HRESULT = 0x80200010_u32 as HRESULT;
/// The server did not send the size of the file; configure it to send Content-Length, or use a
/// foreground job.
pub const BG_E_MISSING_FILE_SIZE: HRESULT = 0x80200011_u32 as HRESULT;
/// The server or a proxy does not support HTTP/1.1; use a server that does, or, for a download, a
/// foreground job.
pub const BG_E_INSUFFICIENT_HTTP_SUPPORT: HRESULT = 0x80200012_u32 as HRESULT;
/// The server or a proxy does not support byte ranges; use a server that does, or a foreground job.
pub const BG_E_INSUFFICIENT_RANGE_SUPPORT: HRESULT = 0x80200013_u32 as HRESULT;
/// The queue cannot be used from another computer; call it on the computer that runs the jobs.
pub const BG_E_REMOTE_NOT_SUPPORTED: HRESULT = 0x80200014_u32 as HRESULT;
/// The local names of the job mean other files for the new owner; use names that mean the same
/// files for both owners.
pub const BG_E_NEW_OWNER_DIFF_MAPPING: HRESULT = 0x80200015_u32 as HRESULT;
/// The new owner may not write the job's local files; grant access before taking ownership.
pub const BG_E_NEW_OWNER_NO_FILE_ACCESS: HRESULT = 0x80200016_u32 as HRESULT;
/// Only some files of the job were transferred and kept; look at the progress of each file.
pub const BG_S_PARTIAL_COMPLETE: HRESULT = 0x00200017_u32 as HRESULT;
/// The proxy list is longer than 4,000 characters; shorten it.
pub const BG_E_PROXY_LIST_TOO_LARGE: HRESULT = 0x80200018_u32 as HRESULT;
/// The proxy bypass list is longer than 4,000 characters; shorten it.
pub const BG_E_PROXY_BYPASS_LIST_TOO_LARGE: HRESULT = 0x80200019_u32 as HRESULT;
/// The job ended, but some of its temporary files could not be deleted; delete them manually.
pub const BG_S_UNABLE_TO_DELETE_FILES: HRESULT = 0x0020001a_u32 as HRESULT;
/// The server's answer violates the protocol; check for a proxy that alters it, or try again later.
pub const BG_E_INVALID_SERVER_RESPONSE: HRESULT = 0x8020001b_u32 as HRESULT;
/// An upload job takes exactly one file; create another job for the next file.
pub const BG_E_TOO_MANY_FILES: HRESULT = 0x8020001c_u32 as HRESULT;
/// The local file changed while it was being uploaded; cancel the job and upload the file again.
pub const BG_E_LOCAL_FILE_CHANGED: HRESULT = 0x8020001d_u32 as HRESULT;
/// The error occurred in the server application that received the upload; ask its administrator.
pub const BG_E_ERROR_CONTEXT_REMOTE_APPLICATION: HRESULT = 0x8020001e_u32 as HRESULT;
/// The server no longer has the upload session; resume the job to start the upload again.
pub const BG_E_SESSION_NOT_FOUND: HRESULT = 0x8020001f_u32 as HRESULT;
/// The file is larger than the server accepts, or the reply is larger than 1 MiB; use a smaller
/// file or raise the server's limit.
pub const BG_E_TOO_LARGE: HRESULT = 0x80200020_u32 as HRESULT;
/// A text is longer than this property allows; shorten it.
pub const BG_E_STRING_TOO_LONG: HRESULT = 0x80200021_u32 as HRESULT;
/// The client and the server have no version of the upload protocol in common; update the server.
pub const BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH: HRESULT = 0x80200022_u32 as HRESULT;
/// The server's folder allows programs or scripts to run and therefore accepts no uploads; disable
/// this on the server.
pub const BG_E_SERVER_EXECUTE_ENABLE: HRESULT = 0x80200023_u32 as HRESULT;
/// The job made no progress for longer than its no-progress timeout; check the network and resume
/// it.
pub const BG_E_NO_PROGRESS: HRESULT = 0x80200024_u32 as HRESULT;
/// The user name is longer than 300 characters; shorten it.
pub const BG_E_USERNAME_TOO_LARGE: HRESULT = 0x80200025_u32 as HRESULT;
/// The password is longer than allowed; shorten it.
pub const BG_E_PASSWORD_TOO_LARGE: HRESULT = 0x80200026_u32 as HRESULT;
/// The authentication target is neither the server nor the proxy; use a value of BG_AUTH_TARGET.
pub const BG_E_INVALID_AUTH_TARGET: HRESULT = 0x80200027_u32 as HRESULT;
/// The authentication scheme is unknown; use a value of BG_AUTH_SCHEME.
pub const BG_E_INVALID_AUTH_SCHEME: HRESULT = 0x80200028_u32 as HRESULT;
/// The file is not part of the job; list the job's files and use one of them.
pub const BG_E_FILE_NOT_FOUND: HRESULT = 0x80200029_u32 as HRESULT;
/// The proxy settings changed; the transfer continues with the new settings.
pub const BG_S_PROXY_CHANGED: HRESULT = 0x0020002a_u32 as HRESULT;
/// A range reaches past the end of the file or is malformed; correct the ranges.
pub const BG_E_INVALID_RANGE: HRESULT = 0x8020002b_u32 as HRESULT;
/// Two ranges of the file overlap; request each byte at most once.
pub const BG_E_OVERLAPPING_RANGES: HRESULT = 0x8020002c_u32 as HRESULT;
/// The connection to the server could not be made; check the URL, the network and the firewall.
pub const BG_E_CONNECT_FAILURE: HRESULT = 0x8020002d_u32 as HRESULT;
/// The server closed the connection too early; the job is retried automatically.
pub const BG_E_CONNECTION_CLOSED: HRESULT = 0x8020002e_u32 as HRESULT;
/// A policy of this computer blocks the transfer; the job continues when the policy allows it.
pub const BG_E_BLOCKED_BY_POLICY: HRESULT = 0x8020003e_u32 as HRESULT;
/// The proxy list or the bypass list is not valid; correct the job's proxy settings.
pub const BG_E_INVALID_PROXY_INFO: HRESULT = 0x8020003f_u32 as HRESULT;
/// The form of the credentials is not valid; give both a user name and a password.
pub const BG_E_INVALID_CREDENTIALS: HRESULT = 0x80200040_u32 as HRESULT;
/// The hash algorithm is unknown; use one that this computer supports.
pub const BG_E_INVALID_HASH_ALGORITHM: HRESULT = 0x80200041_u32 as HRESULT;
/// The cache record was deleted; list the records again.
pub const BG_E_RECORD_DELETED: HRESULT = 0x80200042_u32 as HRESULT;
/// The cache is being written; try again in a moment.
pub const BG_E_COMMIT_IN_PROGRESS: HRESULT = 0x80200043_u32 as HRESULT;
/// The search for peers is running; try again when it has ended.
pub const BG_E_DISCOVERY_IN_PROGRESS: HRESULT = 0x80200044_u32 as HRESULT;
/// The gateway device answered with an error; check or restart it.
pub const BG_E_UPNP_ERROR: HRESULT = 0x80200045_u32 as HRESULT;
/// A test setting blocks downloads from the server; remove the setting.
pub const BG_E_TEST_OPTION_BLOCKED_DOWNLOAD: HRESULT = 0x80200046_u32 as HRESULT;
/// Peer caching is disabled; enable it before using it.
pub const BG_E_PEERCACHING_DISABLED: HRESULT = 0x80200047_u32 as HRESULT;
/// The cache record is in use; try again later.
pub const BG_E_BUSYCACHERECORD: HRESULT = 0x80200048_u32 as HRESULT;
/// The user has as many jobs as the policy allows; complete or cancel some.
pub const BG_E_TOO_MANY_JOBS_PER_USER: HRESULT = 0x80200049_u32 as HRESULT;
/// This computer has as many jobs as the policy allows; complete or cancel some.
pub const BG_E_TOO_MANY_JOBS_PER_MACHINE: HRESULT = 0x80200050_u32 as HRESULT;
/// The job has as many files as the policy allows; use another job for more.
pub const BG_E_TOO_MANY_FILES_IN_JOB: HRESULT = 0x80200051_u32 as HRESULT;
/// The file has as many ranges as the policy allows; use fewer ranges.
pub const BG_E_TOO_MANY_RANGES_IN_FILE: HRESULT = 0x80200052_u32 as HRESULT;
/// The application found the downloaded data not valid; transfer the file again.
pub const BG_E_VALIDATION_FAILED: HRESULT = 0x80200053_u32 as HRESULT;
/// The job took longer than its maximum download time; raise that time and resume the job.
pub const BG_E_MAXDOWNLOAD_TIMEOUT: HRESULT = 0x80200054_u32 as HRESULT;
/// The value was saved, but a policy of this computer takes precedence; ask the administrator if it
/// matters.
pub const BG_S_OVERRIDDEN_BY_POLICY: HRESULT = 0x00200055_u32 as HRESULT;
/// The operation needs a helper token; set one on the job first.
pub const BG_E_TOKEN_REQUIRED: HRESULT = 0x80200056_u32 as HRESULT;
/// The property does not exist; use a value of BITS_JOB_PROPERTY_ID or BITS_FILE_PROPERTY_ID.
pub const BG_E_UNKNOWN_PROPERTY_ID: HRESULT = 0x80200057_u32 as HRESULT;
/// The property can only be read; do not set it.
pub const BG_E_READ_ONLY_PROPERTY: HRESULT = 0x80200058_u32 as HRESULT;
/// The job's cost policy does not allow this network; the job continues when an allowed network is
/// connected.
pub const BG_E_BLOCKED_BY_COST_TRANSFER_POLICY: HRESULT = 0x80200059_u32 as HRESULT;
/// The property exists for download jobs only; do not set it on an upload.
pub const BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY: HRESULT = 0x80200060_u32 as HRESULT;
/// The property cannot change once the job has files; set it before adding the first file.
pub const BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE: HRESULT = 0x80200061_u32 as HRESULT;
/// The property cannot change after the job was resumed; set it before the first resume.
pub const BG_E_READ_ONLY_PROPERTY_AFTER_RESUME: HRESULT = 0x80200062_u32 as HRESULT;
/// The maximum download size is not valid; give a size above zero.
pub const BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE: HRESULT = 0x80200063_u32 as HRESULT;
/// The job has more data than its maximum download size; raise the limit.
pub const BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED: HRESULT = 0x80200064_u32 as HRESULT;
/// The computer is in standby; the job continues when the computer wakes up.
pub const BG_E_STANDBY_MODE: HRESULT = 0x80200065_u32 as HRESULT;
/// Stored credentials cannot be used with this job; set explicit credentials.
pub const BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED: HRESULT = 0x80200066_u32 as HRESULT;
/// The battery policy blocks the transfer; connect the computer to power.
pub const BG_E_BLOCKED_BY_BATTERY_POLICY: HRESULT = 0x80200067_u32 as HRESULT;
/// The battery saver blocks the transfer; connect the computer to power or disable the battery
/// saver.
pub const BG_E_BLOCKED_BY_BATTERY_SAVER: HRESULT = 0x80200068_u32 as HRESULT;
/// An internal operation took too long and was stopped; resume the job.
pub const BG_E_WATCHDOG_TIMEOUT: HRESULT = 0x80200069_u32 as HRESULT;
/// The application package of the job is not installed; install it again.
pub const BG_E_APP_PACKAGE_NOT_FOUND: HRESULT = 0x8020006a_u32 as HRESULT;
/// An application package cannot use the job in this way; use an ordinary program.
pub const BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED: HRESULT = 0x8020006b_u32 as HRESULT;
/// The queue's database is damaged; restore it or remove it, and create the jobs again.
pub const BG_E_DATABASE_CORRUPT: HRESULT = 0x8020006c_u32 as HRESULT;
/// The server cannot deliver parts of the file on demand; use a server that supports byte ranges.
pub const BG_E_RANDOM_ACCESS_NOT_SUPPORTED: HRESULT = 0x8020006d_u32 as HRESULT;
/// The application may not run in the background; allow it in the system's settings.
pub const BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY: HRESULT = 0x8020006e_u32 as HRESULT;
/// The transfer waits while a game is running; it continues afterwards.
pub const BG_E_BLOCKED_BY_GAME_MODE: HRESULT = 0x8020006f_u32 as HRESULT;
/// A system policy blocks the transfer; ask the administrator.
pub const BG_E_BLOCKED_BY_SYSTEM_POLICY: HRESULT = 0x80200070_u32 as HRESULT;
/// The job uses an HTTP method of its own, which excludes this feature; use the usual method, or do
/// not use the feature.
pub const BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD: HRESULT = 0x80200071_u32 as HRESULT;
/// The properties of the job exclude each other; change one of them.
pub const BG_E_UNSUPPORTED_JOB_CONFIGURATION: HRESULT = 0x80200072_u32 as HRESULT;
/// The remote file changed during the transfer; resume the job to download the new version.
pub const BG_E_REMOTE_FILE_CHANGED: HRESULT = 0x80200073_u32 as HRESULT;
/// The interface does not validate certificates; pass one that implements
/// IBackgroundCopyServerCertificateValidationCallback.
pub const BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED: HRESULT = 0x80200074_u32 as HRESULT;
/// The property cannot change while the job is active; suspend the job first.
pub const BG_E_READ_ONLY_WHEN_JOB_ACTIVE: HRESULT = 0x80200075_u32 as HRESULT;
/// The error occurred while the client was validating the server's certificate; check its callback.
pub const BG_E_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK: HRESULT = 0x80200076_u32 as HRESULT;
/// The server sent only an interim answer (HTTP status 100); try again later.
pub const BG_E_HTTP_ERROR_100: HRESULT = 0x80190064_u32 as HRESULT;
/// The server switched protocols without being asked (HTTP status 101); check for a proxy that
/// alters the traffic.
pub const BG_E_HTTP_ERROR_101: HRESULT = 0x80190065_u32 as HRESULT;
/// The server sent the whole file instead of the requested part (HTTP status 200); use a server
/// that supports byte ranges.
pub const BG_E_HTTP_ERROR_200: HRESULT = 0x801900c8_u32 as HRESULT;
/// The server reported that it created a file, which was not requested (HTTP status 201); check the
/// URL.
pub const BG_E_HTTP_ERROR_201: HRESULT = 0x801900c9_u32 as HRESULT;
/// The server accepted the request but did not answer it (HTTP status 202); try again later.
pub const BG_E_HTTP_ERROR_202: HRESULT = 0x801900ca_u32 as HRESULT;
/// A proxy changed the answer (HTTP status 203); bypass the proxy.
pub const BG_E_HTTP_ERROR_203: HRESULT = 0x801900cb_u32 as HRESULT;
/// The server has no content at this URL (HTTP status 204); check the URL.
pub const BG_E_HTTP_ERROR_204: HRESULT = 0x801900cc_u32 as HRESULT;
/// The server sent a reset instead of the file (HTTP status 205); check the URL.
pub const BG_E_HTTP_ERROR_205: HRESULT = 0x801900cd_u32 as HRESULT;
/// The server sent a part instead of the whole file (HTTP status 206); check the server.
pub const BG_E_HTTP_ERROR_206: HRESULT = 0x801900ce_u32 as HRESULT;
/// The server offers several files at this URL (HTTP status 300); use the URL of one of them.
pub const BG_E_HTTP_ERROR_300: HRESULT = 0x8019012c_u32 as HRESULT;
/// The file has moved permanently (HTTP status 301); use its new URL.
pub const BG_E_HTTP_ERROR_301: HRESULT = 0x8019012d_u32 as HRESULT;
/// The file has moved temporarily (HTTP status 302); use its present URL.
pub const BG_E_HTTP_ERROR_302: HRESULT = 0x8019012e_u32 as HRESULT;
/// The answer is at another URL (HTTP status 303); use that URL.
pub const BG_E_HTTP_ERROR_303: HRESULT = 0x8019012f_u32 as HRESULT;
/// The server reported that the file has not changed, which was not asked (HTTP status 304); check
/// for a faulty cache between the client and the server.
pub const BG_E_HTTP_ERROR_304: HRESULT = 0x80190130_u32 as HRESULT;
/// The file is available through a proxy only (HTTP status 305); set that proxy on the job.
pub const BG_E_HTTP_ERROR_305: HRESULT = 0x80190131_u32 as HRESULT;
/// The file has moved temporarily (HTTP status 307); use its present URL.
pub const BG_E_HTTP_ERROR_307: HRESULT = 0x80190133_u32 as HRESULT;
/// The server could not understand the request (HTTP status 400); check the URL for invalid
/// characters.
pub const BG_E_HTTP_ERROR_400: HRESULT = 0x80190190_u32 as HRESULT;
/// The server requires a user name and a password, or rejected those that were sent (HTTP status
/// 401); set credentials for the server.
pub const BG_E_HTTP_ERROR_401: HRESULT = 0x80190191_u32 as HRESULT;
/// The server requires a payment (HTTP status 402); contact its owner.
pub const BG_E_HTTP_ERROR_402: HRESULT = 0x80190192_u32 as HRESULT;
/// The server denies access to the file (HTTP status 403); ask its administrator for permission.
pub const BG_E_HTTP_ERROR_403: HRESULT = 0x80190193_u32 as HRESULT;
/// The file does not exist on the server, or uploads there are disabled or limited to a smaller
/// size (HTTP status 404); check the URL.
pub const BG_E_HTTP_ERROR_404: HRESULT = 0x80190194_u32 as HRESULT;
/// The server does not allow this HTTP method for the URL (HTTP status 405); check that it supports
/// BITS.
pub const BG_E_HTTP_ERROR_405: HRESULT = 0x80190195_u32 as HRESULT;
/// The server has no form of the file that the client accepts (HTTP status 406); check the job's
/// headers.
pub const BG_E_HTTP_ERROR_406: HRESULT = 0x80190196_u32 as HRESULT;
/// The proxy requires a user name and a password, or rejected those that were sent (HTTP status
/// 407); set credentials for the proxy.
pub const BG_E_HTTP_ERROR_407: HRESULT = 0x80190197_u32 as HRESULT;
/// The server waited too long for the request (HTTP status 408); the job is retried automatically.
pub const BG_E_HTTP_ERROR_408: HRESULT = 0x80190198_u32 as HRESULT;
/// The request conflicts with a file that exists on the server (HTTP status 409); remove it there
/// or use another name.
pub const BG_E_HTTP_ERROR_409: HRESULT = 0x80190199_u32 as HRESULT;
/// The file was removed from the server permanently (HTTP status 410); use another URL.
pub const BG_E_HTTP_ERROR_410: HRESULT = 0x8019019a_u32 as HRESULT;
/// The server requires the length of the request (HTTP status 411); check for a proxy that removes
/// it.
pub const BG_E_HTTP_ERROR_411: HRESULT = 0x8019019b_u32 as HRESULT;
/// The file has changed on the server (HTTP status 412); resume the job to download the new
/// version.
pub const BG_E_HTTP_ERROR_412: HRESULT = 0x8019019c_u32 as HRESULT;
/// The request is larger than the server accepts (HTTP status 413); raise the server's limit.
pub const BG_E_HTTP_ERROR_413: HRESULT = 0x8019019d_u32 as HRESULT;
/// The URL is longer than the server accepts (HTTP status 414); shorten it.
pub const BG_E_HTTP_ERROR_414: HRESULT = 0x8019019e_u32 as HRESULT;
/// The server does not accept data of this type (HTTP status 415); check the URL and the job's
/// headers.
pub const BG_E_HTTP_ERROR_415: HRESULT = 0x8019019f_u32 as HRESULT;
/// The file on the server does not contain the requested range (HTTP status 416); check whether the
/// file has become shorter.
pub const BG_E_HTTP_ERROR_416: HRESULT = 0x801901a0_u32 as HRESULT;
/// The server cannot meet an expectation of the request (HTTP status 417); check the job's headers.
pub const BG_E_HTTP_ERROR_417: HRESULT = 0x801901a1_u32 as HRESULT;
/// The server requires another action before the request (HTTP status 449); ask its administrator.
pub const BG_E_HTTP_ERROR_449: HRESULT = 0x801901c1_u32 as HRESULT;
/// The server reported an internal error (HTTP status 500); try again later, or ask its
/// administrator.
pub const BG_E_HTTP_ERROR_500: HRESULT = 0x801901f4_u32 as HRESULT;
/// The server does not support the request, or uploads are disabled (HTTP status 501); check that
/// it supports BITS.
pub const BG_E_HTTP_ERROR_501: HRESULT = 0x801901f5_u32 as HRESULT;
/// A gateway received an invalid answer from the server (HTTP status 502); try again later.
pub const BG_E_HTTP_ERROR_502: HRESULT = 0x801901f6_u32 as HRESULT;
/// The server is overloaded or under maintenance (HTTP status 503); try again later.
pub const BG_E_HTTP_ERROR_503: HRESULT = 0x801901f7_u32 as HRESULT;
/// A gateway received no answer from the server in time (HTTP status 504); try again later.
pub const BG_E_HTTP_ERROR_504: HRESULT = 0x801901f8_u32 as HRESULT;
/// The server does not support this version of HTTP (HTTP status 505); use a server that supports
/// HTTP/1.1.
pub const BG_E_HTTP_ERROR_505: HRESULT = 0x801901f9_u32 as HRESULT;
/// The job was cancelled by a user other than its owner; create it again if it is still needed.
pub const BITS_MC_JOB_CANCELLED: HRESULT = 0x80194000_u32 as HRESULT;
/// Temporary files of a cancelled job could not be deleted; delete them manually.
pub const BITS_MC_FILE_DELETION_FAILED: HRESULT = 0x80194001_u32 as HRESULT;
/// More temporary files of a cancelled job could not be deleted than can be listed; delete them
/// manually.
pub const BITS_MC_FILE_DELETION_FAILED_MORE: HRESULT = 0x80194002_u32 as HRESULT;
/// A property of the job was changed; nothing needs to be done.
pub const BITS_MC_JOB_PROPERTY_CHANGE: HRESULT = 0x80194003_u32 as HRESULT;
/// Another user took ownership of the job; nothing needs to be done.
pub const BITS_MC_JOB_TAKE_OWNERSHIP: HRESULT = 0x80194004_u32 as HRESULT;
/// The job was cancelled because it was unused for too long; create it again if it is still needed.
pub const BITS_MC_JOB_SCAVENGED: HRESULT = 0x80194005_u32 as HRESULT;
/// The client could not be notified; check its callback or its command line.
pub const BITS_MC_JOB_NOTIFICATION_FAILURE: HRESULT = 0x80194006_u32 as HRESULT;
/// The list of jobs was damaged and could not be read; create the jobs again.
pub const BITS_MC_STATE_FILE_CORRUPT: HRESULT = 0x80194007_u32 as HRESULT;
/// The service could not start; look into its log.
pub const BITS_MC_FAILED_TO_START: HRESULT = 0x80194008_u32 as HRESULT;
/// The gateway device's counters cannot be used; bandwidth is measured on this computer alone.
pub const BITS_MC_FATAL_IGD_ERROR: HRESULT = 0x80194009_u32 as HRESULT;
/// The port for peer caching could not be opened; check the firewall.
pub const BITS_MC_PEERCACHING_PORT: HRESULT = 0x8019400a_u32 as HRESULT;
/// The port for the discovery of peers could not be opened; check the firewall.
pub const BITS_MC_WSD_PORT: HRESULT = 0x8019400b_u32 as HRESULT;
/// The connection was closed although it should have stayed open; the job is retried automatically.
pub const BG_E_KEEP_ALIVE_FAILURE: HRESULT = 0x8020002f_u32 as HRESULT;
/// A message was longer than allowed; reduce the request's headers or the server's answer.
pub const BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED: HRESULT = 0x80200030_u32 as HRESULT;
/// The server's name could not be resolved; check its spelling and the DNS settings.
pub const BG_E_NAME_RESOLUTION_FAILURE: HRESULT = 0x80200031_u32 as HRESULT;
/// The request has not ended yet; wait for it to end.
pub const BG_E_PENDING: HRESULT = 0x80200032_u32 as HRESULT;
/// A pipelined request failed because the connection broke; the job is retried automatically.
pub const BG_E_PIPELINE_FAILURE: HRESULT = 0x80200033_u32 as HRESULT;
/// The server answered with a protocol error; look at the HTTP status.
pub const BG_E_PROTOCOL_ERROR: HRESULT = 0x80200034_u32 as HRESULT;
/// The proxy's name could not be resolved; check the job's proxy settings.
pub const BG_E_PROXY_NAME_RESOLUTION_FAILURE: HRESULT = 0x80200035_u32 as HRESULT;
/// The server's answer did not arrive completely; the job is retried automatically.
pub const BG_E_RECEIVE_FAILURE: HRESULT = 0x80200036_u32 as HRESULT;
/// The request was cancelled; resume the job to repeat it.
pub const BG_E_REQUEST_CANCELED: HRESULT = 0x80200037_u32 as HRESULT;
/// The secure connection could not be made; check that the client and the server support a common
/// TLS version.
pub const BG_E_SECURE_CHANNEL_FAILURE: HRESULT = 0x80200038_u32 as HRESULT;
/// The request could not be sent completely; the job is retried automatically.
pub const BG_E_SEND_FAILURE: HRESULT = 0x80200039_u32 as HRESULT;
/// The server violated the HTTP protocol; check for a proxy that alters its answers.
pub const BG_E_SERVER_PROTOCOL_VIOLATION: HRESULT = 0x8020003a_u32 as HRESULT;
/// The server did not answer in time; the job is retried automatically.
pub const BG_E_TIMEOUT: HRESULT = 0x8020003b_u32 as HRESULT;
/// The server's certificate is not trusted; check it, or install its authority's certificate.
pub const BG_E_TRUST_FAILURE: HRESULT = 0x8020003c_u32 as HRESULT;
/// An unknown error occurred; resume the job, and look into the log if the error occurs again.
pub const BG_E_UNKNOWN_ERROR: HRESULT = 0x8020003d_u32 as HRESULT;
