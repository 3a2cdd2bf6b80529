/**
 * `bitsmsg.h`: result codes. `BG_E_*` codes are failures and `BG_S_*` codes successes of methods
 * and jobs; an HTTP status n becomes `BG_E_HTTP_ERROR_n`. Each code is an `HRESULT`.
 *
 * The comment of a code is also the English text that `GetErrorDescription` returns for it.
 *
 * Rendered from src/abi/bitsmsg.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bitsmsg.h>
#else
#ifndef _BGCPYMSG_
#define _BGCPYMSG_

#include "libbits/com.h"

/** The job is not in the queue; it may have been completed or cancelled. */
#define BG_E_NOT_FOUND ((HRESULT)0x80200001u)

/** The job's state does not allow this operation; check the state and call again when it does. */
#define BG_E_INVALID_STATE ((HRESULT)0x80200002u)

/** The job has no files; add at least one before resuming it. */
#define BG_E_EMPTY ((HRESULT)0x80200003u)

/** The error concerns no file; look at its context instead. */
#define BG_E_FILE_NOT_AVAILABLE ((HRESULT)0x80200004u)

/** The error concerns no transfer protocol; look at its context instead. */
#define BG_E_PROTOCOL_NOT_AVAILABLE ((HRESULT)0x80200005u)

/** No error occurred; nothing needs to be done. */
#define BG_S_ERROR_CONTEXT_NONE ((HRESULT)0x00200006u)

/** The part of the transfer in which the error occurred is not known; look at the error code. */
#define BG_E_ERROR_CONTEXT_UNKNOWN ((HRESULT)0x80200007u)

/** The error occurred in the manager of the transfer queue; look at the error code. */
#define BG_E_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER ((HRESULT)0x80200008u)

/**
 * The error occurred while the local file was being processed; check its folder, its permissions
 * and the free space.
 */
#define BG_E_ERROR_CONTEXT_LOCAL_FILE ((HRESULT)0x80200009u)

/** The error occurred while the remote file was being processed; check its URL and the server. */
#define BG_E_ERROR_CONTEXT_REMOTE_FILE ((HRESULT)0x8020000au)

/** The error occurred in the connection to the server; check the network and the proxy settings. */
#define BG_E_ERROR_CONTEXT_GENERAL_TRANSPORT ((HRESULT)0x8020000bu)

/**
 * The error occurred while the client was being notified; check its callback or its command line.
 */
#define BG_E_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION ((HRESULT)0x8020000cu)

/** The volume of the local file is locked; unlock it and resume the job. */
#define BG_E_DESTINATION_LOCKED ((HRESULT)0x8020000du)

/**
 * Another volume is mounted where the local file was; mount the original volume and resume the
 * job.
 */
#define BG_E_VOLUME_CHANGED ((HRESULT)0x8020000eu)

/** The job has no current error; ask again when its state is ERROR or TRANSIENT_ERROR. */
#define BG_E_ERROR_INFORMATION_UNAVAILABLE ((HRESULT)0x8020000fu)

/** No network is connected; the job continues automatically when a network is available. */
#define BG_E_NETWORK_DISCONNECTED ((HRESULT)0x80200010u)

/**
 * The server did not send the size of the file; configure it to send Content-Length, or use a
 * foreground job.
 */
#define BG_E_MISSING_FILE_SIZE ((HRESULT)0x80200011u)

/**
 * The server or a proxy does not support HTTP/1.1; use a server that does, or, for a download, a
 * foreground job.
 */
#define BG_E_INSUFFICIENT_HTTP_SUPPORT ((HRESULT)0x80200012u)

/**
 * The server or a proxy does not support byte ranges; use a server that does, or a foreground job.
 */
#define BG_E_INSUFFICIENT_RANGE_SUPPORT ((HRESULT)0x80200013u)

/** The queue cannot be used from another computer; call it on the computer that runs the jobs. */
#define BG_E_REMOTE_NOT_SUPPORTED ((HRESULT)0x80200014u)

/**
 * The local names of the job mean other files for the new owner; use names that mean the same
 * files for both owners.
 */
#define BG_E_NEW_OWNER_DIFF_MAPPING ((HRESULT)0x80200015u)

/** The new owner may not write the job's local files; grant access before taking ownership. */
#define BG_E_NEW_OWNER_NO_FILE_ACCESS ((HRESULT)0x80200016u)

/** Only some files of the job were transferred and kept; look at the progress of each file. */
#define BG_S_PARTIAL_COMPLETE ((HRESULT)0x00200017u)

/** The proxy list is longer than 4,000 characters; shorten it. */
#define BG_E_PROXY_LIST_TOO_LARGE ((HRESULT)0x80200018u)

/** The proxy bypass list is longer than 4,000 characters; shorten it. */
#define BG_E_PROXY_BYPASS_LIST_TOO_LARGE ((HRESULT)0x80200019u)

/** The job ended, but some of its temporary files could not be deleted; delete them manually. */
#define BG_S_UNABLE_TO_DELETE_FILES ((HRESULT)0x0020001au)

/**
 * The server's answer violates the protocol; check for a proxy that alters it, or try again later.
 */
#define BG_E_INVALID_SERVER_RESPONSE ((HRESULT)0x8020001bu)

/** An upload job takes exactly one file; create another job for the next file. */
#define BG_E_TOO_MANY_FILES ((HRESULT)0x8020001cu)

/** The local file changed while it was being uploaded; cancel the job and upload the file again. */
#define BG_E_LOCAL_FILE_CHANGED ((HRESULT)0x8020001du)

/** The error occurred in the server application that received the upload; ask its administrator. */
#define BG_E_ERROR_CONTEXT_REMOTE_APPLICATION ((HRESULT)0x8020001eu)

/** The server no longer has the upload session; resume the job to start the upload again. */
#define BG_E_SESSION_NOT_FOUND ((HRESULT)0x8020001fu)

/**
 * The file is larger than the server accepts, or the reply is larger than 1 MiB; use a smaller
 * file or raise the server's limit.
 */
#define BG_E_TOO_LARGE ((HRESULT)0x80200020u)

/** A text is longer than this property allows; shorten it. */
#define BG_E_STRING_TOO_LONG ((HRESULT)0x80200021u)

/**
 * The client and the server have no version of the upload protocol in common; update the server.
 */
#define BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH ((HRESULT)0x80200022u)

/**
 * The server's folder allows programs or scripts to run and therefore accepts no uploads; disable
 * this on the server.
 */
#define BG_E_SERVER_EXECUTE_ENABLE ((HRESULT)0x80200023u)

/**
 * The job made no progress for longer than its no-progress timeout; check the network and resume
 * it.
 */
#define BG_E_NO_PROGRESS ((HRESULT)0x80200024u)

/** The user name is longer than 300 characters; shorten it. */
#define BG_E_USERNAME_TOO_LARGE ((HRESULT)0x80200025u)

/** The password is longer than allowed; shorten it. */
#define BG_E_PASSWORD_TOO_LARGE ((HRESULT)0x80200026u)

/** The authentication target is neither the server nor the proxy; use a value of BG_AUTH_TARGET. */
#define BG_E_INVALID_AUTH_TARGET ((HRESULT)0x80200027u)

/** The authentication scheme is unknown; use a value of BG_AUTH_SCHEME. */
#define BG_E_INVALID_AUTH_SCHEME ((HRESULT)0x80200028u)

/** The file is not part of the job; list the job's files and use one of them. */
#define BG_E_FILE_NOT_FOUND ((HRESULT)0x80200029u)

/** The proxy settings changed; the transfer continues with the new settings. */
#define BG_S_PROXY_CHANGED ((HRESULT)0x0020002au)

/** A range reaches past the end of the file or is malformed; correct the ranges. */
#define BG_E_INVALID_RANGE ((HRESULT)0x8020002bu)

/** Two ranges of the file overlap; request each byte at most once. */
#define BG_E_OVERLAPPING_RANGES ((HRESULT)0x8020002cu)

/** The connection to the server could not be made; check the URL, the network and the firewall. */
#define BG_E_CONNECT_FAILURE ((HRESULT)0x8020002du)

/** The server closed the connection too early; the job is retried automatically. */
#define BG_E_CONNECTION_CLOSED ((HRESULT)0x8020002eu)

/** A policy of this computer blocks the transfer; the job continues when the policy allows it. */
#define BG_E_BLOCKED_BY_POLICY ((HRESULT)0x8020003eu)

/** The proxy list or the bypass list is not valid; correct the job's proxy settings. */
#define BG_E_INVALID_PROXY_INFO ((HRESULT)0x8020003fu)

/** The form of the credentials is not valid; give both a user name and a password. */
#define BG_E_INVALID_CREDENTIALS ((HRESULT)0x80200040u)

/** The hash algorithm is unknown; use one that this computer supports. */
#define BG_E_INVALID_HASH_ALGORITHM ((HRESULT)0x80200041u)

/** The cache record was deleted; list the records again. */
#define BG_E_RECORD_DELETED ((HRESULT)0x80200042u)

/** The cache is being written; try again in a moment. */
#define BG_E_COMMIT_IN_PROGRESS ((HRESULT)0x80200043u)

/** The search for peers is running; try again when it has ended. */
#define BG_E_DISCOVERY_IN_PROGRESS ((HRESULT)0x80200044u)

/** The gateway device answered with an error; check or restart it. */
#define BG_E_UPNP_ERROR ((HRESULT)0x80200045u)

/** A test setting blocks downloads from the server; remove the setting. */
#define BG_E_TEST_OPTION_BLOCKED_DOWNLOAD ((HRESULT)0x80200046u)

/** Peer caching is disabled; enable it before using it. */
#define BG_E_PEERCACHING_DISABLED ((HRESULT)0x80200047u)

/** The cache record is in use; try again later. */
#define BG_E_BUSYCACHERECORD ((HRESULT)0x80200048u)

/** The user has as many jobs as the policy allows; complete or cancel some. */
#define BG_E_TOO_MANY_JOBS_PER_USER ((HRESULT)0x80200049u)

/** This computer has as many jobs as the policy allows; complete or cancel some. */
#define BG_E_TOO_MANY_JOBS_PER_MACHINE ((HRESULT)0x80200050u)

/** The job has as many files as the policy allows; use another job for more. */
#define BG_E_TOO_MANY_FILES_IN_JOB ((HRESULT)0x80200051u)

/** The file has as many ranges as the policy allows; use fewer ranges. */
#define BG_E_TOO_MANY_RANGES_IN_FILE ((HRESULT)0x80200052u)

/** The application found the downloaded data not valid; transfer the file again. */
#define BG_E_VALIDATION_FAILED ((HRESULT)0x80200053u)

/** The job took longer than its maximum download time; raise that time and resume the job. */
#define BG_E_MAXDOWNLOAD_TIMEOUT ((HRESULT)0x80200054u)

/**
 * The value was saved, but a policy of this computer takes precedence; ask the administrator if it
 * matters.
 */
#define BG_S_OVERRIDDEN_BY_POLICY ((HRESULT)0x00200055u)

/** The operation needs a helper token; set one on the job first. */
#define BG_E_TOKEN_REQUIRED ((HRESULT)0x80200056u)

/** The property does not exist; use a value of BITS_JOB_PROPERTY_ID or BITS_FILE_PROPERTY_ID. */
#define BG_E_UNKNOWN_PROPERTY_ID ((HRESULT)0x80200057u)

/** The property can only be read; do not set it. */
#define BG_E_READ_ONLY_PROPERTY ((HRESULT)0x80200058u)

/**
 * The job's cost policy does not allow this network; the job continues when an allowed network is
 * connected.
 */
#define BG_E_BLOCKED_BY_COST_TRANSFER_POLICY ((HRESULT)0x80200059u)

/** The property exists for download jobs only; do not set it on an upload. */
#define BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY ((HRESULT)0x80200060u)

/** The property cannot change once the job has files; set it before adding the first file. */
#define BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE ((HRESULT)0x80200061u)

/** The property cannot change after the job was resumed; set it before the first resume. */
#define BG_E_READ_ONLY_PROPERTY_AFTER_RESUME ((HRESULT)0x80200062u)

/** The maximum download size is not valid; give a size above zero. */
#define BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE ((HRESULT)0x80200063u)

/** The job has more data than its maximum download size; raise the limit. */
#define BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED ((HRESULT)0x80200064u)

/** The computer is in standby; the job continues when the computer wakes up. */
#define BG_E_STANDBY_MODE ((HRESULT)0x80200065u)

/** Stored credentials cannot be used with this job; set explicit credentials. */
#define BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED ((HRESULT)0x80200066u)

/** The battery policy blocks the transfer; connect the computer to power. */
#define BG_E_BLOCKED_BY_BATTERY_POLICY ((HRESULT)0x80200067u)

/**
 * The battery saver blocks the transfer; connect the computer to power or disable the battery
 * saver.
 */
#define BG_E_BLOCKED_BY_BATTERY_SAVER ((HRESULT)0x80200068u)

/** An internal operation took too long and was stopped; resume the job. */
#define BG_E_WATCHDOG_TIMEOUT ((HRESULT)0x80200069u)

/** The application package of the job is not installed; install it again. */
#define BG_E_APP_PACKAGE_NOT_FOUND ((HRESULT)0x8020006au)

/** An application package cannot use the job in this way; use an ordinary program. */
#define BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED ((HRESULT)0x8020006bu)

/** The queue's database is damaged; restore it or remove it, and create the jobs again. */
#define BG_E_DATABASE_CORRUPT ((HRESULT)0x8020006cu)

/**
 * The server cannot deliver parts of the file on demand; use a server that supports byte ranges.
 */
#define BG_E_RANDOM_ACCESS_NOT_SUPPORTED ((HRESULT)0x8020006du)

/** The application may not run in the background; allow it in the system's settings. */
#define BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY ((HRESULT)0x8020006eu)

/** The transfer waits while a game is running; it continues afterwards. */
#define BG_E_BLOCKED_BY_GAME_MODE ((HRESULT)0x8020006fu)

/** A system policy blocks the transfer; ask the administrator. */
#define BG_E_BLOCKED_BY_SYSTEM_POLICY ((HRESULT)0x80200070u)

/**
 * The job uses an HTTP method of its own, which excludes this feature; use the usual method, or do
 * not use the feature.
 */
#define BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD ((HRESULT)0x80200071u)

/** The properties of the job exclude each other; change one of them. */
#define BG_E_UNSUPPORTED_JOB_CONFIGURATION ((HRESULT)0x80200072u)

/** The remote file changed during the transfer; resume the job to download the new version. */
#define BG_E_REMOTE_FILE_CHANGED ((HRESULT)0x80200073u)

/**
 * The interface does not validate certificates; pass one that implements
 * IBackgroundCopyServerCertificateValidationCallback.
 */
#define BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED ((HRESULT)0x80200074u)

/** The property cannot change while the job is active; suspend the job first. */
#define BG_E_READ_ONLY_WHEN_JOB_ACTIVE ((HRESULT)0x80200075u)

/**
 * The error occurred while the client was validating the server's certificate; check its callback.
 */
#define BG_E_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK ((HRESULT)0x80200076u)

/** The server sent only an interim answer (HTTP status 100); try again later. */
#define BG_E_HTTP_ERROR_100 ((HRESULT)0x80190064u)

/**
 * The server switched protocols without being asked (HTTP status 101); check for a proxy that
 * alters the traffic.
 */
#define BG_E_HTTP_ERROR_101 ((HRESULT)0x80190065u)

/**
 * The server sent the whole file instead of the requested part (HTTP status 200); use a server
 * that supports byte ranges.
 */
#define BG_E_HTTP_ERROR_200 ((HRESULT)0x801900c8u)

/**
 * The server reported that it created a file, which was not requested (HTTP status 201); check the
 * URL.
 */
#define BG_E_HTTP_ERROR_201 ((HRESULT)0x801900c9u)

/** The server accepted the request but did not answer it (HTTP status 202); try again later. */
#define BG_E_HTTP_ERROR_202 ((HRESULT)0x801900cau)

/** A proxy changed the answer (HTTP status 203); bypass the proxy. */
#define BG_E_HTTP_ERROR_203 ((HRESULT)0x801900cbu)

/** The server has no content at this URL (HTTP status 204); check the URL. */
#define BG_E_HTTP_ERROR_204 ((HRESULT)0x801900ccu)

/** The server sent a reset instead of the file (HTTP status 205); check the URL. */
#define BG_E_HTTP_ERROR_205 ((HRESULT)0x801900cdu)

/** The server sent a part instead of the whole file (HTTP status 206); check the server. */
#define BG_E_HTTP_ERROR_206 ((HRESULT)0x801900ceu)

/** The server offers several files at this URL (HTTP status 300); use the URL of one of them. */
#define BG_E_HTTP_ERROR_300 ((HRESULT)0x8019012cu)

/** The file has moved permanently (HTTP status 301); use its new URL. */
#define BG_E_HTTP_ERROR_301 ((HRESULT)0x8019012du)

/** The file has moved temporarily (HTTP status 302); use its present URL. */
#define BG_E_HTTP_ERROR_302 ((HRESULT)0x8019012eu)

/** The answer is at another URL (HTTP status 303); use that URL. */
#define BG_E_HTTP_ERROR_303 ((HRESULT)0x8019012fu)

/**
 * The server reported that the file has not changed, which was not asked (HTTP status 304); check
 * for a faulty cache between the client and the server.
 */
#define BG_E_HTTP_ERROR_304 ((HRESULT)0x80190130u)

/** The file is available through a proxy only (HTTP status 305); set that proxy on the job. */
#define BG_E_HTTP_ERROR_305 ((HRESULT)0x80190131u)

/** The file has moved temporarily (HTTP status 307); use its present URL. */
#define BG_E_HTTP_ERROR_307 ((HRESULT)0x80190133u)

/**
 * The server could not understand the request (HTTP status 400); check the URL for invalid
 * characters.
 */
#define BG_E_HTTP_ERROR_400 ((HRESULT)0x80190190u)

/**
 * The server requires a user name and a password, or rejected those that were sent (HTTP status
 * 401); set credentials for the server.
 */
#define BG_E_HTTP_ERROR_401 ((HRESULT)0x80190191u)

/** The server requires a payment (HTTP status 402); contact its owner. */
#define BG_E_HTTP_ERROR_402 ((HRESULT)0x80190192u)

/** The server denies access to the file (HTTP status 403); ask its administrator for permission. */
#define BG_E_HTTP_ERROR_403 ((HRESULT)0x80190193u)

/**
 * The file does not exist on the server, or uploads there are disabled or limited to a smaller
 * size (HTTP status 404); check the URL.
 */
#define BG_E_HTTP_ERROR_404 ((HRESULT)0x80190194u)

/**
 * The server does not allow this HTTP method for the URL (HTTP status 405); check that it supports
 * BITS.
 */
#define BG_E_HTTP_ERROR_405 ((HRESULT)0x80190195u)

/**
 * The server has no form of the file that the client accepts (HTTP status 406); check the job's
 * headers.
 */
#define BG_E_HTTP_ERROR_406 ((HRESULT)0x80190196u)

/**
 * The proxy requires a user name and a password, or rejected those that were sent (HTTP status
 * 407); set credentials for the proxy.
 */
#define BG_E_HTTP_ERROR_407 ((HRESULT)0x80190197u)

/**
 * The server waited too long for the request (HTTP status 408); the job is retried automatically.
 */
#define BG_E_HTTP_ERROR_408 ((HRESULT)0x80190198u)

/**
 * The request conflicts with a file that exists on the server (HTTP status 409); remove it there
 * or use another name.
 */
#define BG_E_HTTP_ERROR_409 ((HRESULT)0x80190199u)

/** The file was removed from the server permanently (HTTP status 410); use another URL. */
#define BG_E_HTTP_ERROR_410 ((HRESULT)0x8019019au)

/**
 * The server requires the length of the request (HTTP status 411); check for a proxy that removes
 * it.
 */
#define BG_E_HTTP_ERROR_411 ((HRESULT)0x8019019bu)

/**
 * The file has changed on the server (HTTP status 412); resume the job to download the new
 * version.
 */
#define BG_E_HTTP_ERROR_412 ((HRESULT)0x8019019cu)

/** The request is larger than the server accepts (HTTP status 413); raise the server's limit. */
#define BG_E_HTTP_ERROR_413 ((HRESULT)0x8019019du)

/** The URL is longer than the server accepts (HTTP status 414); shorten it. */
#define BG_E_HTTP_ERROR_414 ((HRESULT)0x8019019eu)

/**
 * The server does not accept data of this type (HTTP status 415); check the URL and the job's
 * headers.
 */
#define BG_E_HTTP_ERROR_415 ((HRESULT)0x8019019fu)

/**
 * The file on the server does not contain the requested range (HTTP status 416); check whether the
 * file has become shorter.
 */
#define BG_E_HTTP_ERROR_416 ((HRESULT)0x801901a0u)

/**
 * The server cannot meet an expectation of the request (HTTP status 417); check the job's headers.
 */
#define BG_E_HTTP_ERROR_417 ((HRESULT)0x801901a1u)

/**
 * The server requires another action before the request (HTTP status 449); ask its administrator.
 */
#define BG_E_HTTP_ERROR_449 ((HRESULT)0x801901c1u)

/**
 * The server reported an internal error (HTTP status 500); try again later, or ask its
 * administrator.
 */
#define BG_E_HTTP_ERROR_500 ((HRESULT)0x801901f4u)

/**
 * The server does not support the request, or uploads are disabled (HTTP status 501); check that
 * it supports BITS.
 */
#define BG_E_HTTP_ERROR_501 ((HRESULT)0x801901f5u)

/** A gateway received an invalid answer from the server (HTTP status 502); try again later. */
#define BG_E_HTTP_ERROR_502 ((HRESULT)0x801901f6u)

/** The server is overloaded or under maintenance (HTTP status 503); try again later. */
#define BG_E_HTTP_ERROR_503 ((HRESULT)0x801901f7u)

/** A gateway received no answer from the server in time (HTTP status 504); try again later. */
#define BG_E_HTTP_ERROR_504 ((HRESULT)0x801901f8u)

/**
 * The server does not support this version of HTTP (HTTP status 505); use a server that supports
 * HTTP/1.1.
 */
#define BG_E_HTTP_ERROR_505 ((HRESULT)0x801901f9u)

/** The job was cancelled by a user other than its owner; create it again if it is still needed. */
#define BITS_MC_JOB_CANCELLED ((HRESULT)0x80194000u)

/** Temporary files of a cancelled job could not be deleted; delete them manually. */
#define BITS_MC_FILE_DELETION_FAILED ((HRESULT)0x80194001u)

/**
 * More temporary files of a cancelled job could not be deleted than can be listed; delete them
 * manually.
 */
#define BITS_MC_FILE_DELETION_FAILED_MORE ((HRESULT)0x80194002u)

/** A property of the job was changed; nothing needs to be done. */
#define BITS_MC_JOB_PROPERTY_CHANGE ((HRESULT)0x80194003u)

/** Another user took ownership of the job; nothing needs to be done. */
#define BITS_MC_JOB_TAKE_OWNERSHIP ((HRESULT)0x80194004u)

/**
 * The job was cancelled because it was unused for too long; create it again if it is still needed.
 */
#define BITS_MC_JOB_SCAVENGED ((HRESULT)0x80194005u)

/** The client could not be notified; check its callback or its command line. */
#define BITS_MC_JOB_NOTIFICATION_FAILURE ((HRESULT)0x80194006u)

/** The list of jobs was damaged and could not be read; create the jobs again. */
#define BITS_MC_STATE_FILE_CORRUPT ((HRESULT)0x80194007u)

/** The service could not start; look into its log. */
#define BITS_MC_FAILED_TO_START ((HRESULT)0x80194008u)

/** The gateway device's counters cannot be used; bandwidth is measured on this computer alone. */
#define BITS_MC_FATAL_IGD_ERROR ((HRESULT)0x80194009u)

/** The port for peer caching could not be opened; check the firewall. */
#define BITS_MC_PEERCACHING_PORT ((HRESULT)0x8019400au)

/** The port for the discovery of peers could not be opened; check the firewall. */
#define BITS_MC_WSD_PORT ((HRESULT)0x8019400bu)

/**
 * The connection was closed although it should have stayed open; the job is retried automatically.
 */
#define BG_E_KEEP_ALIVE_FAILURE ((HRESULT)0x8020002fu)

/** A message was longer than allowed; reduce the request's headers or the server's answer. */
#define BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED ((HRESULT)0x80200030u)

/** The server's name could not be resolved; check its spelling and the DNS settings. */
#define BG_E_NAME_RESOLUTION_FAILURE ((HRESULT)0x80200031u)

/** The request has not ended yet; wait for it to end. */
#define BG_E_PENDING ((HRESULT)0x80200032u)

/** A pipelined request failed because the connection broke; the job is retried automatically. */
#define BG_E_PIPELINE_FAILURE ((HRESULT)0x80200033u)

/** The server answered with a protocol error; look at the HTTP status. */
#define BG_E_PROTOCOL_ERROR ((HRESULT)0x80200034u)

/** The proxy's name could not be resolved; check the job's proxy settings. */
#define BG_E_PROXY_NAME_RESOLUTION_FAILURE ((HRESULT)0x80200035u)

/** The server's answer did not arrive completely; the job is retried automatically. */
#define BG_E_RECEIVE_FAILURE ((HRESULT)0x80200036u)

/** The request was cancelled; resume the job to repeat it. */
#define BG_E_REQUEST_CANCELED ((HRESULT)0x80200037u)

/**
 * The secure connection could not be made; check that the client and the server support a common
 * TLS version.
 */
#define BG_E_SECURE_CHANNEL_FAILURE ((HRESULT)0x80200038u)

/** The request could not be sent completely; the job is retried automatically. */
#define BG_E_SEND_FAILURE ((HRESULT)0x80200039u)

/** The server violated the HTTP protocol; check for a proxy that alters its answers. */
#define BG_E_SERVER_PROTOCOL_VIOLATION ((HRESULT)0x8020003au)

/** The server did not answer in time; the job is retried automatically. */
#define BG_E_TIMEOUT ((HRESULT)0x8020003bu)

/** The server's certificate is not trusted; check it, or install its authority's certificate. */
#define BG_E_TRUST_FAILURE ((HRESULT)0x8020003cu)

/** An unknown error occurred; resume the job, and look into the log if the error occurs again. */
#define BG_E_UNKNOWN_ERROR ((HRESULT)0x8020003du)

#endif
#endif
