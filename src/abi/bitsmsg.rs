//! `bitsmsg.h`: result codes. `BG_E_*` are failures and `BG_S_*` successes of methods and jobs;
//! `BG_E_HTTP_ERROR_n` is what HTTP status n becomes. Each is an `HRESULT`.

use super::base::HRESULT;

/// The job is not in the queue; it may have been completed or cancelled.
pub const BG_E_NOT_FOUND: HRESULT = 0x80200001_u32 as HRESULT;
/// The job's state does not allow this; look at its state and call again when the state fits.
pub const BG_E_INVALID_STATE: HRESULT = 0x80200002_u32 as HRESULT;
/// The job has no files; add at least one before resuming it.
pub const BG_E_EMPTY: HRESULT = 0x80200003_u32 as HRESULT;
/// The error is not tied to a file; look at its context instead.
pub const BG_E_FILE_NOT_AVAILABLE: HRESULT = 0x80200004_u32 as HRESULT;
/// The error is not tied to a transfer protocol; look at its context instead.
pub const BG_E_PROTOCOL_NOT_AVAILABLE: HRESULT = 0x80200005_u32 as HRESULT;
/// No error occurred; nothing needs to be done.
pub const BG_S_ERROR_CONTEXT_NONE: HRESULT = 0x00200006_u32 as HRESULT;
/// The error occurred at an unknown place; look at the error code.
pub const BG_E_ERROR_CONTEXT_UNKNOWN: HRESULT = 0x80200007_u32 as HRESULT;
/// The error occurred in the manager of the transfer queue; look at the error code.
pub const BG_E_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER: HRESULT = 0x80200008_u32 as HRESULT;
/// The error occurred while the local file was being processed; check its folder, rights and space.
pub const BG_E_ERROR_CONTEXT_LOCAL_FILE: HRESULT = 0x80200009_u32 as HRESULT;
/// The error occurred while the remote file was being processed; check its address and the server.
pub const BG_E_ERROR_CONTEXT_REMOTE_FILE: HRESULT = 0x8020000a_u32 as HRESULT;
/// The error occurred on the way to the server; check the network and the proxy settings.
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
/// No network is connected; the job goes on by itself when there is one.
pub const BG_E_NETWORK_DISCONNECTED: HRESULT = 0x80200010_u32 as HRESULT;
/// The server did not tell the size of the file; it must send Content-Length, or use a foreground
/// job.
pub const BG_E_MISSING_FILE_SIZE: HRESULT = 0x80200011_u32 as HRESULT;
/// The server or a proxy does not speak HTTP/1.1; use a server that does.
pub const BG_E_INSUFFICIENT_HTTP_SUPPORT: HRESULT = 0x80200012_u32 as HRESULT;
/// The server or a proxy does not support byte ranges; use a server that does, or a foreground job.
pub const BG_E_INSUFFICIENT_RANGE_SUPPORT: HRESULT = 0x80200013_u32 as HRESULT;
/// The queue cannot be used from another computer; call it on the computer that runs the jobs.
pub const BG_E_REMOTE_NOT_SUPPORTED: HRESULT = 0x80200014_u32 as HRESULT;
/// The new owner sees other files under the job's local names; use names that mean the same to both
/// owners.
pub const BG_E_NEW_OWNER_DIFF_MAPPING: HRESULT = 0x80200015_u32 as HRESULT;
/// The new owner may not write the job's local files; grant access before taking ownership.
pub const BG_E_NEW_OWNER_NO_FILE_ACCESS: HRESULT = 0x80200016_u32 as HRESULT;
/// Only some files of the job were transferred and kept; look at the progress of each file.
pub const BG_S_PARTIAL_COMPLETE: HRESULT = 0x00200017_u32 as HRESULT;
/// The proxy list is longer than 4,000 characters; shorten it.
pub const BG_E_PROXY_LIST_TOO_LARGE: HRESULT = 0x80200018_u32 as HRESULT;
/// The proxy bypass list is longer than 4,000 characters; shorten it.
pub const BG_E_PROXY_BYPASS_LIST_TOO_LARGE: HRESULT = 0x80200019_u32 as HRESULT;
/// The job ended, but some of its temporary files could not be deleted; delete them by hand.
pub const BG_S_UNABLE_TO_DELETE_FILES: HRESULT = 0x0020001a_u32 as HRESULT;
/// The server's answer breaks the protocol; look for a proxy that alters it, or try again later.
pub const BG_E_INVALID_SERVER_RESPONSE: HRESULT = 0x8020001b_u32 as HRESULT;
/// An upload job takes exactly one file; create another job for the next file.
pub const BG_E_TOO_MANY_FILES: HRESULT = 0x8020001c_u32 as HRESULT;
/// The local file changed while it was being uploaded; cancel the job and upload the file again.
pub const BG_E_LOCAL_FILE_CHANGED: HRESULT = 0x8020001d_u32 as HRESULT;
/// The error occurred in the server application that received the upload; ask its administrator.
pub const BG_E_ERROR_CONTEXT_REMOTE_APPLICATION: HRESULT = 0x8020001e_u32 as HRESULT;
/// The server does not know the upload session any more; resume the job to start the upload over.
pub const BG_E_SESSION_NOT_FOUND: HRESULT = 0x8020001f_u32 as HRESULT;
/// The file is larger than the server accepts, or the reply is larger than 1 MiB; use a smaller
/// file or raise the server's limit.
pub const BG_E_TOO_LARGE: HRESULT = 0x80200020_u32 as HRESULT;
/// A text is longer than this property allows; shorten it.
pub const BG_E_STRING_TOO_LONG: HRESULT = 0x80200021_u32 as HRESULT;
/// The client and the server have no version of the upload protocol in common; update the server.
pub const BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH: HRESULT = 0x80200022_u32 as HRESULT;
/// The server's folder allows programs or scripts to run, so it takes no uploads; switch that off
/// on the server.
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
/// The proxy settings changed; the transfer goes on with the new ones.
pub const BG_S_PROXY_CHANGED: HRESULT = 0x0020002a_u32 as HRESULT;
/// A range reaches past the end of the file or is malformed; correct the ranges.
pub const BG_E_INVALID_RANGE: HRESULT = 0x8020002b_u32 as HRESULT;
/// Two ranges of the file overlap; give each byte at most once.
pub const BG_E_OVERLAPPING_RANGES: HRESULT = 0x8020002c_u32 as HRESULT;
/// The connection to the server could not be made; check the address, the network and the firewall.
pub const BG_E_CONNECT_FAILURE: HRESULT = 0x8020002d_u32 as HRESULT;
/// The server closed the connection too early; the job tries again by itself.
pub const BG_E_CONNECTION_CLOSED: HRESULT = 0x8020002e_u32 as HRESULT;
/// A policy of this computer blocks the transfer; the job goes on when the policy allows it.
pub const BG_E_BLOCKED_BY_POLICY: HRESULT = 0x8020003e_u32 as HRESULT;
/// The proxy list or the bypass list is not valid; correct the job's proxy settings.
pub const BG_E_INVALID_PROXY_INFO: HRESULT = 0x8020003f_u32 as HRESULT;
/// The credentials have no valid form; give both a user name and a password.
pub const BG_E_INVALID_CREDENTIALS: HRESULT = 0x80200040_u32 as HRESULT;
/// The hash algorithm is unknown; use one that this computer supports.
pub const BG_E_INVALID_HASH_ALGORITHM: HRESULT = 0x80200041_u32 as HRESULT;
/// The cache record was deleted; list the records again.
pub const BG_E_RECORD_DELETED: HRESULT = 0x80200042_u32 as HRESULT;
/// The cache is being written just now; try again in a moment.
pub const BG_E_COMMIT_IN_PROGRESS: HRESULT = 0x80200043_u32 as HRESULT;
/// The search for peers is running; try again when it has ended.
pub const BG_E_DISCOVERY_IN_PROGRESS: HRESULT = 0x80200044_u32 as HRESULT;
/// The gateway device answered with an error; check or restart it.
pub const BG_E_UPNP_ERROR: HRESULT = 0x80200045_u32 as HRESULT;
/// A test setting blocks downloads from the server; remove the setting.
pub const BG_E_TEST_OPTION_BLOCKED_DOWNLOAD: HRESULT = 0x80200046_u32 as HRESULT;
/// Peer caching is off; switch it on before using it.
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
/// The job's cost policy forbids this network; the job goes on when a permitted network is
/// connected.
pub const BG_E_BLOCKED_BY_COST_TRANSFER_POLICY: HRESULT = 0x80200059_u32 as HRESULT;
/// The property exists for download jobs only; do not set it on an upload.
pub const BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY: HRESULT = 0x80200060_u32 as HRESULT;
/// The property cannot change once the job has files; set it before adding the first file.
pub const BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE: HRESULT = 0x80200061_u32 as HRESULT;
/// The property cannot change once the job was resumed; set it before the first resume.
pub const BG_E_READ_ONLY_PROPERTY_AFTER_RESUME: HRESULT = 0x80200062_u32 as HRESULT;
/// The maximum download size is not valid; give a size above zero.
pub const BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE: HRESULT = 0x80200063_u32 as HRESULT;
/// The file is larger than the job's maximum download size; raise the limit.
pub const BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED: HRESULT = 0x80200064_u32 as HRESULT;
/// The computer is in standby; the job goes on when it wakes.
pub const BG_E_STANDBY_MODE: HRESULT = 0x80200065_u32 as HRESULT;
/// Stored credentials cannot be used with this job; set explicit credentials.
pub const BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED: HRESULT = 0x80200066_u32 as HRESULT;
/// The battery policy blocks the transfer; connect the computer to power.
pub const BG_E_BLOCKED_BY_BATTERY_POLICY: HRESULT = 0x80200067_u32 as HRESULT;
/// The battery saver blocks the transfer; connect the computer to power or switch the saver off.
pub const BG_E_BLOCKED_BY_BATTERY_SAVER: HRESULT = 0x80200068_u32 as HRESULT;
/// An internal operation took too long and was given up; resume the job.
pub const BG_E_WATCHDOG_TIMEOUT: HRESULT = 0x80200069_u32 as HRESULT;
/// The application package of the job is not installed; install it again.
pub const BG_E_APP_PACKAGE_NOT_FOUND: HRESULT = 0x8020006a_u32 as HRESULT;
/// An application package cannot do this with the job; use an ordinary program.
pub const BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED: HRESULT = 0x8020006b_u32 as HRESULT;
/// The queue's database is damaged; restore it or remove it, and create the jobs again.
pub const BG_E_DATABASE_CORRUPT: HRESULT = 0x8020006c_u32 as HRESULT;
/// The server cannot deliver parts of the file on demand; use a server that supports byte ranges.
pub const BG_E_RANDOM_ACCESS_NOT_SUPPORTED: HRESULT = 0x8020006d_u32 as HRESULT;
/// The application may not work in the background; allow it in the system's settings.
pub const BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY: HRESULT = 0x8020006e_u32 as HRESULT;
/// The transfer waits while a game is running; it goes on afterwards.
pub const BG_E_BLOCKED_BY_GAME_MODE: HRESULT = 0x8020006f_u32 as HRESULT;
/// A system policy blocks the transfer; ask the administrator.
pub const BG_E_BLOCKED_BY_SYSTEM_POLICY: HRESULT = 0x80200070_u32 as HRESULT;
/// The job uses its own HTTP method, which excludes this feature; use GET or leave the feature out.
pub const BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD: HRESULT = 0x80200071_u32 as HRESULT;
/// The job's properties do not go together; change one of them.
pub const BG_E_UNSUPPORTED_JOB_CONFIGURATION: HRESULT = 0x80200072_u32 as HRESULT;
/// The remote file changed during the transfer; resume the job to fetch the new version.
pub const BG_E_REMOTE_FILE_CHANGED: HRESULT = 0x80200073_u32 as HRESULT;
/// The interface does not validate certificates; pass one that implements
/// IBackgroundCopyServerCertificateValidationCallback.
pub const BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED: HRESULT = 0x80200074_u32 as HRESULT;
/// The property cannot change while the job is active; suspend the job first.
pub const BG_E_READ_ONLY_WHEN_JOB_ACTIVE: HRESULT = 0x80200075_u32 as HRESULT;
/// The error occurred while the client was validating the server's certificate; check its callback.
pub const BG_E_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK: HRESULT = 0x80200076_u32 as HRESULT;
/// The server told the client to continue where that makes no sense (HTTP status 100); try again
/// later.
pub const BG_E_HTTP_ERROR_100: HRESULT = 0x80190064_u32 as HRESULT;
/// The server switched protocols unasked (HTTP status 101); look for a proxy that alters the
/// traffic.
pub const BG_E_HTTP_ERROR_101: HRESULT = 0x80190065_u32 as HRESULT;
/// The server sent the whole file where a part was asked for (HTTP status 200); it must support
/// byte ranges.
pub const BG_E_HTTP_ERROR_200: HRESULT = 0x801900c8_u32 as HRESULT;
/// The server created something where that was not asked for (HTTP status 201); check the address.
pub const BG_E_HTTP_ERROR_201: HRESULT = 0x801900c9_u32 as HRESULT;
/// The server put the request off instead of answering it (HTTP status 202); try again later.
pub const BG_E_HTTP_ERROR_202: HRESULT = 0x801900ca_u32 as HRESULT;
/// A proxy altered the answer (HTTP status 203); bypass the proxy.
pub const BG_E_HTTP_ERROR_203: HRESULT = 0x801900cb_u32 as HRESULT;
/// The server has no content at this address (HTTP status 204); check the address.
pub const BG_E_HTTP_ERROR_204: HRESULT = 0x801900cc_u32 as HRESULT;
/// The server sent a reset instead of the file (HTTP status 205); check the address.
pub const BG_E_HTTP_ERROR_205: HRESULT = 0x801900cd_u32 as HRESULT;
/// The server sent a part where the whole file was asked for (HTTP status 206); check the server.
pub const BG_E_HTTP_ERROR_206: HRESULT = 0x801900ce_u32 as HRESULT;
/// The server offers several files at this address (HTTP status 300); use the address of one of
/// them.
pub const BG_E_HTTP_ERROR_300: HRESULT = 0x8019012c_u32 as HRESULT;
/// The file moved for good (HTTP status 301); use its new address.
pub const BG_E_HTTP_ERROR_301: HRESULT = 0x8019012d_u32 as HRESULT;
/// The file moved for a time (HTTP status 302); use its present address.
pub const BG_E_HTTP_ERROR_302: HRESULT = 0x8019012e_u32 as HRESULT;
/// The answer is at another address (HTTP status 303); use that address.
pub const BG_E_HTTP_ERROR_303: HRESULT = 0x8019012f_u32 as HRESULT;
/// The server says that the file did not change though nobody asked (HTTP status 304); look for a
/// faulty cache on the way.
pub const BG_E_HTTP_ERROR_304: HRESULT = 0x80190130_u32 as HRESULT;
/// The file can be had through a proxy only (HTTP status 305); set that proxy on the job.
pub const BG_E_HTTP_ERROR_305: HRESULT = 0x80190131_u32 as HRESULT;
/// The file moved for a time (HTTP status 307); use its present address.
pub const BG_E_HTTP_ERROR_307: HRESULT = 0x80190133_u32 as HRESULT;
/// The server could not understand the request (HTTP status 400); check the address for wrong
/// characters.
pub const BG_E_HTTP_ERROR_400: HRESULT = 0x80190190_u32 as HRESULT;
/// The server wants a user name and password, or refused those given (HTTP status 401); set
/// credentials for the server.
pub const BG_E_HTTP_ERROR_401: HRESULT = 0x80190191_u32 as HRESULT;
/// The server wants a payment (HTTP status 402); ask its owner.
pub const BG_E_HTTP_ERROR_402: HRESULT = 0x80190192_u32 as HRESULT;
/// The server denies access to the file (HTTP status 403); ask its administrator for the right.
pub const BG_E_HTTP_ERROR_403: HRESULT = 0x80190193_u32 as HRESULT;
/// The file does not exist on the server, or uploads there are off or limited to a smaller size
/// (HTTP status 404); check the address.
pub const BG_E_HTTP_ERROR_404: HRESULT = 0x80190194_u32 as HRESULT;
/// The server does not allow this method for the address (HTTP status 405); check that it supports
/// BITS.
pub const BG_E_HTTP_ERROR_405: HRESULT = 0x80190195_u32 as HRESULT;
/// The server has the file in no form the client accepts (HTTP status 406); check the job's
/// headers.
pub const BG_E_HTTP_ERROR_406: HRESULT = 0x80190196_u32 as HRESULT;
/// The proxy wants a user name and password, or refused those given (HTTP status 407); set
/// credentials for the proxy.
pub const BG_E_HTTP_ERROR_407: HRESULT = 0x80190197_u32 as HRESULT;
/// The server waited too long for the request (HTTP status 408); the job tries again by itself.
pub const BG_E_HTTP_ERROR_408: HRESULT = 0x80190198_u32 as HRESULT;
/// The request conflicts with a file that exists on the server (HTTP status 409); remove it there
/// or use another name.
pub const BG_E_HTTP_ERROR_409: HRESULT = 0x80190199_u32 as HRESULT;
/// The file was removed from the server for good (HTTP status 410); use another address.
pub const BG_E_HTTP_ERROR_410: HRESULT = 0x8019019a_u32 as HRESULT;
/// The server missed the length of the request (HTTP status 411); look for a proxy that removes it.
pub const BG_E_HTTP_ERROR_411: HRESULT = 0x8019019b_u32 as HRESULT;
/// The file changed on the server (HTTP status 412); resume the job to fetch the new version.
pub const BG_E_HTTP_ERROR_412: HRESULT = 0x8019019c_u32 as HRESULT;
/// The request is larger than the server takes (HTTP status 413); raise the server's limit.
pub const BG_E_HTTP_ERROR_413: HRESULT = 0x8019019d_u32 as HRESULT;
/// The address is longer than the server takes (HTTP status 414); shorten it.
pub const BG_E_HTTP_ERROR_414: HRESULT = 0x8019019e_u32 as HRESULT;
/// The server does not take data of this kind (HTTP status 415); check the address and the job's
/// headers.
pub const BG_E_HTTP_ERROR_415: HRESULT = 0x8019019f_u32 as HRESULT;
/// The file on the server does not have the range asked for (HTTP status 416); it may have become
/// shorter.
pub const BG_E_HTTP_ERROR_416: HRESULT = 0x801901a0_u32 as HRESULT;
/// The server cannot meet an expectation in the request (HTTP status 417); check the job's headers.
pub const BG_E_HTTP_ERROR_417: HRESULT = 0x801901a1_u32 as HRESULT;
/// The server wants the request again after another action (HTTP status 449); ask its
/// administrator.
pub const BG_E_HTTP_ERROR_449: HRESULT = 0x801901c1_u32 as HRESULT;
/// The server failed while it was answering (HTTP status 500); try again later, or ask its
/// administrator.
pub const BG_E_HTTP_ERROR_500: HRESULT = 0x801901f4_u32 as HRESULT;
/// The server does not support the request, or uploads there are off (HTTP status 501); check that
/// it supports BITS.
pub const BG_E_HTTP_ERROR_501: HRESULT = 0x801901f5_u32 as HRESULT;
/// A gateway got a bad answer from the server (HTTP status 502); try again later.
pub const BG_E_HTTP_ERROR_502: HRESULT = 0x801901f6_u32 as HRESULT;
/// The server is overloaded or under maintenance (HTTP status 503); try again later.
pub const BG_E_HTTP_ERROR_503: HRESULT = 0x801901f7_u32 as HRESULT;
/// A gateway got no answer from the server in time (HTTP status 504); try again later.
pub const BG_E_HTTP_ERROR_504: HRESULT = 0x801901f8_u32 as HRESULT;
/// The server does not speak this version of HTTP (HTTP status 505); use a server that speaks
/// HTTP/1.1.
pub const BG_E_HTTP_ERROR_505: HRESULT = 0x801901f9_u32 as HRESULT;
/// The job was cancelled by somebody else than its owner; create it again if it is still needed.
pub const BITS_MC_JOB_CANCELLED: HRESULT = 0x80194000_u32 as HRESULT;
/// Temporary files of a cancelled job could not be deleted; delete them by hand.
pub const BITS_MC_FILE_DELETION_FAILED: HRESULT = 0x80194001_u32 as HRESULT;
/// More temporary files of a cancelled job could not be deleted than can be listed; delete them by
/// hand.
pub const BITS_MC_FILE_DELETION_FAILED_MORE: HRESULT = 0x80194002_u32 as HRESULT;
/// A property of the job was changed; nothing needs to be done.
pub const BITS_MC_JOB_PROPERTY_CHANGE: HRESULT = 0x80194003_u32 as HRESULT;
/// Another user took ownership of the job; nothing needs to be done.
pub const BITS_MC_JOB_TAKE_OWNERSHIP: HRESULT = 0x80194004_u32 as HRESULT;
/// The job was cancelled because nobody touched it for too long; create it again if it is still
/// needed.
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
/// The connection was closed although it was to stay open; the job tries again by itself.
pub const BG_E_KEEP_ALIVE_FAILURE: HRESULT = 0x8020002f_u32 as HRESULT;
/// A message was longer than allowed; reduce the request's headers or the server's answer.
pub const BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED: HRESULT = 0x80200030_u32 as HRESULT;
/// The server's name could not be resolved; check its spelling and the DNS settings.
pub const BG_E_NAME_RESOLUTION_FAILURE: HRESULT = 0x80200031_u32 as HRESULT;
/// The request has not ended yet; wait for it.
pub const BG_E_PENDING: HRESULT = 0x80200032_u32 as HRESULT;
/// A pipelined request failed because the connection broke; the job tries again by itself.
pub const BG_E_PIPELINE_FAILURE: HRESULT = 0x80200033_u32 as HRESULT;
/// The server answered with a protocol error; look at the HTTP status.
pub const BG_E_PROTOCOL_ERROR: HRESULT = 0x80200034_u32 as HRESULT;
/// The proxy's name could not be resolved; check the job's proxy settings.
pub const BG_E_PROXY_NAME_RESOLUTION_FAILURE: HRESULT = 0x80200035_u32 as HRESULT;
/// The server's answer did not arrive whole; the job tries again by itself.
pub const BG_E_RECEIVE_FAILURE: HRESULT = 0x80200036_u32 as HRESULT;
/// The request was cancelled; resume the job to repeat it.
pub const BG_E_REQUEST_CANCELED: HRESULT = 0x80200037_u32 as HRESULT;
/// The secure connection could not be made; check that client and server have a TLS version in
/// common.
pub const BG_E_SECURE_CHANNEL_FAILURE: HRESULT = 0x80200038_u32 as HRESULT;
/// The request could not be sent whole; the job tries again by itself.
pub const BG_E_SEND_FAILURE: HRESULT = 0x80200039_u32 as HRESULT;
/// The server broke the HTTP protocol; look for a proxy that alters its answers.
pub const BG_E_SERVER_PROTOCOL_VIOLATION: HRESULT = 0x8020003a_u32 as HRESULT;
/// The server did not answer in time; the job tries again by itself.
pub const BG_E_TIMEOUT: HRESULT = 0x8020003b_u32 as HRESULT;
/// The server's certificate is not trusted; check it, or install its authority's certificate.
pub const BG_E_TRUST_FAILURE: HRESULT = 0x8020003c_u32 as HRESULT;
/// An unknown error occurred; resume the job, and look into the log if it comes back.
pub const BG_E_UNKNOWN_ERROR: HRESULT = 0x8020003d_u32 as HRESULT;
