//! English sentences for codes and contexts.

use crate::abi::*;
use crate::engine::model::error::win32;

/// What went wrong and what to do about it; `None` for a code that no part of BITS returns.
pub fn describe(code: HRESULT) -> Option<String> {
    let known = SENTENCES.iter().find(|(listed, _)| *listed == code);
    known
        .map(|(_, sentence)| sentence.to_string())
        .or_else(|| describe_status(code))
}

/// A code that an upload server, or the application behind it, made up.
pub fn describe_foreign(code: HRESULT) -> String {
    format!(
        "The server answered with the code 0x{code:08X}, which is not one of BITS; look it up in the documentation of the \
         application behind the server."
    )
}

/// A status without a sentence of its own.
fn describe_status(code: HRESULT) -> Option<String> {
    let status = (code as u32) ^ 0x8019_0000;
    let meaning = match status {
        100..=199 => {
            "an interim answer instead of the file; try again, or look for a proxy that alters the traffic"
        }
        200..=299 => {
            "success, but not in the form this transfer needs; the server may lack ranges or sizes"
        }
        300..=399 => "a redirection that cannot be followed; use the address the file moved to",
        400..=499 => {
            "it finds the request at fault; check the address, the credentials and the server's rules"
        }
        500..=599 => "it failed itself; try again later, or ask the server's administrator",
        _ => return None,
    };
    Some(format!(
        "The server answered with HTTP status {status}: {meaning}."
    ))
}

/// Where it went wrong.
pub fn describe_context(context: BG_ERROR_CONTEXT) -> &'static str {
    use BG_ERROR_CONTEXT::*;
    match context {
        BG_ERROR_CONTEXT_NONE => "No error occurred.",
        BG_ERROR_CONTEXT_UNKNOWN => "The error occurred at an unknown place.",
        BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER => {
            "The error occurred in the manager of the transfer queue."
        }
        BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION => {
            "The error occurred while the queue manager was notifying the client."
        }
        BG_ERROR_CONTEXT_LOCAL_FILE => {
            "The error occurred while the local file was being processed."
        }
        BG_ERROR_CONTEXT_REMOTE_FILE => {
            "The error occurred while the remote file was being processed."
        }
        BG_ERROR_CONTEXT_GENERAL_TRANSPORT => {
            "The error occurred on the way between this computer and the server."
        }
        BG_ERROR_CONTEXT_REMOTE_APPLICATION => {
            "The error occurred in the server application that received the upload."
        }
        BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK => {
            "The error occurred while the client was validating the server's certificate."
        }
    }
}

#[rustfmt::skip] // one line per code
const SENTENCES: &[(HRESULT, &str)] = &[
    // The queue and its jobs.
    (BG_E_NOT_FOUND, "The job is not in the queue; it may have been completed or cancelled."),
    (BG_E_INVALID_STATE, "The job's state does not allow this; look at its state and call again when the state fits."),
    (BG_E_EMPTY, "The job has no files; add at least one before resuming it."),
    (BG_E_FILE_NOT_AVAILABLE, "The error is not tied to a file; look at its context instead."),
    (BG_E_PROTOCOL_NOT_AVAILABLE, "The error is not tied to a transfer protocol; look at its context instead."),
    (BG_S_ERROR_CONTEXT_NONE, "No error occurred; nothing needs to be done."),
    (BG_E_ERROR_CONTEXT_UNKNOWN, "The error occurred at an unknown place; look at the error code."),
    (BG_E_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER, "The error occurred in the manager of the transfer queue; look at the error code."),
    (BG_E_ERROR_CONTEXT_LOCAL_FILE, "The error occurred while the local file was being processed; check its folder, rights and space."),
    (BG_E_ERROR_CONTEXT_REMOTE_FILE, "The error occurred while the remote file was being processed; check its address and the server."),
    (BG_E_ERROR_CONTEXT_GENERAL_TRANSPORT, "The error occurred on the way to the server; check the network and the proxy settings."),
    (BG_E_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION, "The error occurred while the client was being notified; check its callback or its command line."),
    (BG_E_ERROR_CONTEXT_REMOTE_APPLICATION, "The error occurred in the server application that received the upload; ask its administrator."),
    (BG_E_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK, "The error occurred while the client was validating the server's certificate; check its callback."),
    (BG_E_DESTINATION_LOCKED, "The volume of the local file is locked; unlock it and resume the job."),
    (BG_E_VOLUME_CHANGED, "Another volume is mounted where the local file was; mount the original volume and resume the job."),
    (BG_E_ERROR_INFORMATION_UNAVAILABLE, "The job has no current error; ask again when its state is ERROR or TRANSIENT_ERROR."),
    (BG_E_NETWORK_DISCONNECTED, "No network is connected; the job goes on by itself when there is one."),
    (BG_E_MISSING_FILE_SIZE, "The server did not tell the size of the file; it must send Content-Length, or use a foreground job."),
    (BG_E_INSUFFICIENT_HTTP_SUPPORT, "The server or a proxy does not speak HTTP/1.1; use a server that does, or, for a download, a foreground job."),
    (BG_E_INSUFFICIENT_RANGE_SUPPORT, "The server or a proxy does not support byte ranges; use a server that does, or a foreground job."),
    (BG_E_REMOTE_NOT_SUPPORTED, "The queue cannot be used from another computer; call it on the computer that runs the jobs."),
    (BG_E_NEW_OWNER_DIFF_MAPPING, "The new owner sees other files under the job's local names; use names that mean the same to both owners."),
    (BG_E_NEW_OWNER_NO_FILE_ACCESS, "The new owner may not write the job's local files; grant access before taking ownership."),
    (BG_S_PARTIAL_COMPLETE, "Only some files of the job were transferred and kept; look at the progress of each file."),
    (BG_E_PROXY_LIST_TOO_LARGE, "The proxy list is longer than 4,000 characters; shorten it."),
    (BG_E_PROXY_BYPASS_LIST_TOO_LARGE, "The proxy bypass list is longer than 4,000 characters; shorten it."),
    (BG_S_UNABLE_TO_DELETE_FILES, "The job ended, but some of its temporary files could not be deleted; delete them by hand."),
    (BG_E_INVALID_SERVER_RESPONSE, "The server's answer breaks the protocol; look for a proxy that alters it, or try again later."),
    (BG_E_TOO_MANY_FILES, "An upload job takes exactly one file; create another job for the next file."),
    (BG_E_LOCAL_FILE_CHANGED, "The local file changed while it was being uploaded; cancel the job and upload the file again."),
    (BG_E_SESSION_NOT_FOUND, "The server does not know the upload session any more; resume the job to start the upload over."),
    (BG_E_TOO_LARGE, "The file is larger than the server accepts, or the reply is larger than 1 MiB; use a smaller file or raise the server's limit."),
    (BG_E_STRING_TOO_LONG, "A text is longer than this property allows; shorten it."),
    (BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH, "The client and the server have no version of the upload protocol in common; update the server."),
    (BG_E_SERVER_EXECUTE_ENABLE, "The server's folder allows programs or scripts to run, so it takes no uploads; switch that off on the server."),
    (BG_E_NO_PROGRESS, "The job made no progress for longer than its no-progress timeout; check the network and resume it."),
    (BG_E_USERNAME_TOO_LARGE, "The user name is longer than 300 characters; shorten it."),
    (BG_E_PASSWORD_TOO_LARGE, "The password is longer than allowed; shorten it."),
    (BG_E_INVALID_AUTH_TARGET, "The authentication target is neither the server nor the proxy; use a value of BG_AUTH_TARGET."),
    (BG_E_INVALID_AUTH_SCHEME, "The authentication scheme is unknown; use a value of BG_AUTH_SCHEME."),
    (BG_E_FILE_NOT_FOUND, "The file is not part of the job; list the job's files and use one of them."),
    (BG_S_PROXY_CHANGED, "The proxy settings changed; the transfer goes on with the new ones."),
    (BG_E_INVALID_RANGE, "A range reaches past the end of the file or is malformed; correct the ranges."),
    (BG_E_OVERLAPPING_RANGES, "Two ranges of the file overlap; give each byte at most once."),
    (BG_E_BLOCKED_BY_POLICY, "A policy of this computer blocks the transfer; the job goes on when the policy allows it."),
    (BG_E_INVALID_PROXY_INFO, "The proxy list or the bypass list is not valid; correct the job's proxy settings."),
    (BG_E_INVALID_CREDENTIALS, "The credentials have no valid form; give both a user name and a password."),
    (BG_E_INVALID_HASH_ALGORITHM, "The hash algorithm is unknown; use one that this computer supports."),
    (BG_E_RECORD_DELETED, "The cache record was deleted; list the records again."),
    (BG_E_COMMIT_IN_PROGRESS, "The cache is being written just now; try again in a moment."),
    (BG_E_DISCOVERY_IN_PROGRESS, "The search for peers is running; try again when it has ended."),
    (BG_E_UPNP_ERROR, "The gateway device answered with an error; check or restart it."),
    (BG_E_TEST_OPTION_BLOCKED_DOWNLOAD, "A test setting blocks downloads from the server; remove the setting."),
    (BG_E_PEERCACHING_DISABLED, "Peer caching is off; switch it on before using it."),
    (BG_E_BUSYCACHERECORD, "The cache record is in use; try again later."),
    (BG_E_TOO_MANY_JOBS_PER_USER, "The user has as many jobs as the policy allows; complete or cancel some."),
    (BG_E_TOO_MANY_JOBS_PER_MACHINE, "This computer has as many jobs as the policy allows; complete or cancel some."),
    (BG_E_TOO_MANY_FILES_IN_JOB, "The job has as many files as the policy allows; use another job for more."),
    (BG_E_TOO_MANY_RANGES_IN_FILE, "The file has as many ranges as the policy allows; use fewer ranges."),
    (BG_E_VALIDATION_FAILED, "The application found the downloaded data not valid; transfer the file again."),
    (BG_E_MAXDOWNLOAD_TIMEOUT, "The job took longer than its maximum download time; raise that time and resume the job."),
    (BG_S_OVERRIDDEN_BY_POLICY, "The value was saved, but a policy of this computer takes precedence; ask the administrator if it matters."),
    (BG_E_TOKEN_REQUIRED, "The operation needs a helper token; set one on the job first."),
    (BG_E_UNKNOWN_PROPERTY_ID, "The property does not exist; use a value of BITS_JOB_PROPERTY_ID or BITS_FILE_PROPERTY_ID."),
    (BG_E_READ_ONLY_PROPERTY, "The property can only be read; do not set it."),
    (BG_E_BLOCKED_BY_COST_TRANSFER_POLICY, "The job's cost policy forbids this network; the job goes on when a permitted network is connected."),
    (BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY, "The property exists for download jobs only; do not set it on an upload."),
    (BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE, "The property cannot change once the job has files; set it before adding the first file."),
    (BG_E_READ_ONLY_PROPERTY_AFTER_RESUME, "The property cannot change once the job was resumed; set it before the first resume."),
    (BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE, "The maximum download size is not valid; give a size above zero."),
    (BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED, "The file is larger than the job's maximum download size; raise the limit."),
    (BG_E_STANDBY_MODE, "The computer is in standby; the job goes on when it wakes."),
    (BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED, "Stored credentials cannot be used with this job; set explicit credentials."),
    (BG_E_BLOCKED_BY_BATTERY_POLICY, "The battery policy blocks the transfer; connect the computer to power."),
    (BG_E_BLOCKED_BY_BATTERY_SAVER, "The battery saver blocks the transfer; connect the computer to power or switch the saver off."),
    (BG_E_WATCHDOG_TIMEOUT, "An internal operation took too long and was given up; resume the job."),
    (BG_E_APP_PACKAGE_NOT_FOUND, "The application package of the job is not installed; install it again."),
    (BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED, "An application package cannot do this with the job; use an ordinary program."),
    (BG_E_DATABASE_CORRUPT, "The queue's database is damaged; restore it or remove it, and create the jobs again."),
    (BG_E_RANDOM_ACCESS_NOT_SUPPORTED, "The server cannot deliver parts of the file on demand; use a server that supports byte ranges."),
    (BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY, "The application may not work in the background; allow it in the system's settings."),
    (BG_E_BLOCKED_BY_GAME_MODE, "The transfer waits while a game is running; it goes on afterwards."),
    (BG_E_BLOCKED_BY_SYSTEM_POLICY, "A system policy blocks the transfer; ask the administrator."),
    (BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD, "The job uses its own HTTP method, which excludes this feature; use GET or leave the feature out."),
    (BG_E_UNSUPPORTED_JOB_CONFIGURATION, "The job's properties do not go together; change one of them."),
    (BG_E_REMOTE_FILE_CHANGED, "The remote file changed during the transfer; resume the job to fetch the new version."),
    (BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED, "The interface does not validate certificates; pass one that implements IBackgroundCopyServerCertificateValidationCallback."),
    (BG_E_READ_ONLY_WHEN_JOB_ACTIVE, "The property cannot change while the job is active; suspend the job first."),

    // The transport, in the library's own words.
    (BG_E_CONNECT_FAILURE, "The connection to the server could not be made; check the address, the network and the firewall."),
    (BG_E_CONNECTION_CLOSED, "The server closed the connection too early; the job tries again by itself."),
    (BG_E_KEEP_ALIVE_FAILURE, "The connection was closed although it was to stay open; the job tries again by itself."),
    (BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED, "A message was longer than allowed; reduce the request's headers or the server's answer."),
    (BG_E_NAME_RESOLUTION_FAILURE, "The server's name could not be resolved; check its spelling and the DNS settings."),
    (BG_E_PENDING, "The request has not ended yet; wait for it."),
    (BG_E_PIPELINE_FAILURE, "A pipelined request failed because the connection broke; the job tries again by itself."),
    (BG_E_PROTOCOL_ERROR, "The server answered with a protocol error; look at the HTTP status."),
    (BG_E_PROXY_NAME_RESOLUTION_FAILURE, "The proxy's name could not be resolved; check the job's proxy settings."),
    (BG_E_RECEIVE_FAILURE, "The server's answer did not arrive whole; the job tries again by itself."),
    (BG_E_REQUEST_CANCELED, "The request was cancelled; resume the job to repeat it."),
    (BG_E_SECURE_CHANNEL_FAILURE, "The secure connection could not be made; check that client and server have a TLS version in common."),
    (BG_E_SEND_FAILURE, "The request could not be sent whole; the job tries again by itself."),
    (BG_E_SERVER_PROTOCOL_VIOLATION, "The server broke the HTTP protocol; look for a proxy that alters its answers."),
    (BG_E_TIMEOUT, "The server did not answer in time; the job tries again by itself."),
    (BG_E_TRUST_FAILURE, "The server's certificate is not trusted; check it, or install its authority's certificate."),
    (BG_E_UNKNOWN_ERROR, "An unknown error occurred; resume the job, and look into the log if it comes back."),

    // What goes to the log of events.
    (BITS_MC_JOB_CANCELLED, "The job was cancelled by somebody else than its owner; create it again if it is still needed."),
    (BITS_MC_FILE_DELETION_FAILED, "Temporary files of a cancelled job could not be deleted; delete them by hand."),
    (BITS_MC_FILE_DELETION_FAILED_MORE, "More temporary files of a cancelled job could not be deleted than can be listed; delete them by hand."),
    (BITS_MC_JOB_PROPERTY_CHANGE, "A property of the job was changed; nothing needs to be done."),
    (BITS_MC_JOB_TAKE_OWNERSHIP, "Another user took ownership of the job; nothing needs to be done."),
    (BITS_MC_JOB_SCAVENGED, "The job was cancelled because nobody touched it for too long; create it again if it is still needed."),
    (BITS_MC_JOB_NOTIFICATION_FAILURE, "The client could not be notified; check its callback or its command line."),
    (BITS_MC_STATE_FILE_CORRUPT, "The list of jobs was damaged and could not be read; create the jobs again."),
    (BITS_MC_FAILED_TO_START, "The service could not start; look into its log."),
    (BITS_MC_FATAL_IGD_ERROR, "The gateway device's counters cannot be used; bandwidth is measured on this computer alone."),
    (BITS_MC_PEERCACHING_PORT, "The port for peer caching could not be opened; check the firewall."),
    (BITS_MC_WSD_PORT, "The port for the discovery of peers could not be opened; check the firewall."),

    // HTTP statuses.
    (BG_E_HTTP_ERROR_100, "The server told the client to continue where that makes no sense (HTTP status 100); try again later."),
    (BG_E_HTTP_ERROR_101, "The server switched protocols unasked (HTTP status 101); look for a proxy that alters the traffic."),
    (BG_E_HTTP_ERROR_200, "The server sent the whole file where a part was asked for (HTTP status 200); it must support byte ranges."),
    (BG_E_HTTP_ERROR_201, "The server created something where that was not asked for (HTTP status 201); check the address."),
    (BG_E_HTTP_ERROR_202, "The server put the request off instead of answering it (HTTP status 202); try again later."),
    (BG_E_HTTP_ERROR_203, "A proxy altered the answer (HTTP status 203); bypass the proxy."),
    (BG_E_HTTP_ERROR_204, "The server has no content at this address (HTTP status 204); check the address."),
    (BG_E_HTTP_ERROR_205, "The server sent a reset instead of the file (HTTP status 205); check the address."),
    (BG_E_HTTP_ERROR_206, "The server sent a part where the whole file was asked for (HTTP status 206); check the server."),
    (BG_E_HTTP_ERROR_300, "The server offers several files at this address (HTTP status 300); use the address of one of them."),
    (BG_E_HTTP_ERROR_301, "The file moved for good (HTTP status 301); use its new address."),
    (BG_E_HTTP_ERROR_302, "The file moved for a time (HTTP status 302); use its present address."),
    (BG_E_HTTP_ERROR_303, "The answer is at another address (HTTP status 303); use that address."),
    (BG_E_HTTP_ERROR_304, "The server says that the file did not change though nobody asked (HTTP status 304); look for a faulty cache on the way."),
    (BG_E_HTTP_ERROR_305, "The file can be had through a proxy only (HTTP status 305); set that proxy on the job."),
    (BG_E_HTTP_ERROR_307, "The file moved for a time (HTTP status 307); use its present address."),
    (BG_E_HTTP_ERROR_400, "The server could not understand the request (HTTP status 400); check the address for wrong characters."),
    (BG_E_HTTP_ERROR_401, "The server wants a user name and password, or refused those given (HTTP status 401); set credentials for the server."),
    (BG_E_HTTP_ERROR_402, "The server wants a payment (HTTP status 402); ask its owner."),
    (BG_E_HTTP_ERROR_403, "The server denies access to the file (HTTP status 403); ask its administrator for the right."),
    (BG_E_HTTP_ERROR_404, "The file does not exist on the server, or uploads there are off or limited to a smaller size (HTTP status 404); check the address."),
    (BG_E_HTTP_ERROR_405, "The server does not allow this method for the address (HTTP status 405); check that it supports BITS."),
    (BG_E_HTTP_ERROR_406, "The server has the file in no form the client accepts (HTTP status 406); check the job's headers."),
    (BG_E_HTTP_ERROR_407, "The proxy wants a user name and password, or refused those given (HTTP status 407); set credentials for the proxy."),
    (BG_E_HTTP_ERROR_408, "The server waited too long for the request (HTTP status 408); the job tries again by itself."),
    (BG_E_HTTP_ERROR_409, "The request conflicts with a file that exists on the server (HTTP status 409); remove it there or use another name."),
    (BG_E_HTTP_ERROR_410, "The file was removed from the server for good (HTTP status 410); use another address."),
    (BG_E_HTTP_ERROR_411, "The server missed the length of the request (HTTP status 411); look for a proxy that removes it."),
    (BG_E_HTTP_ERROR_412, "The file changed on the server (HTTP status 412); resume the job to fetch the new version."),
    (BG_E_HTTP_ERROR_413, "The request is larger than the server takes (HTTP status 413); raise the server's limit."),
    (BG_E_HTTP_ERROR_414, "The address is longer than the server takes (HTTP status 414); shorten it."),
    (BG_E_HTTP_ERROR_415, "The server does not take data of this kind (HTTP status 415); check the address and the job's headers."),
    (BG_E_HTTP_ERROR_416, "The file on the server does not have the range asked for (HTTP status 416); it may have become shorter."),
    (BG_E_HTTP_ERROR_417, "The server cannot meet an expectation in the request (HTTP status 417); check the job's headers."),
    (BG_E_HTTP_ERROR_449, "The server wants the request again after another action (HTTP status 449); ask its administrator."),
    (BG_E_HTTP_ERROR_500, "The server failed while it was answering (HTTP status 500); try again later, or ask its administrator."),
    (BG_E_HTTP_ERROR_501, "The server does not support the request, or uploads there are off (HTTP status 501); check that it supports BITS."),
    (BG_E_HTTP_ERROR_502, "A gateway got a bad answer from the server (HTTP status 502); try again later."),
    (BG_E_HTTP_ERROR_503, "The server is overloaded or under maintenance (HTTP status 503); try again later."),
    (BG_E_HTTP_ERROR_504, "A gateway got no answer from the server in time (HTTP status 504); try again later."),
    (BG_E_HTTP_ERROR_505, "The server does not speak this version of HTTP (HTTP status 505); use a server that speaks HTTP/1.1."),

    // The transport, in the words of WinINet and WinHTTP.
    (win32(12001), "The system has no more handles for connections; close some programs and resume the job."),
    (win32(12002), "The server did not answer in time; check the network, the job tries again by itself."),
    (win32(12004), "An internal error occurred in the transport; resume the job, and look into the log if it comes back."),
    (win32(12005), "The address is not a valid URL; correct it."),
    (win32(12006), "The address begins with an unknown protocol; use http, https or file."),
    (win32(12007), "The server's name could not be resolved; check its spelling and the DNS settings."),
    (win32(12015), "The server refused the user name or password; correct the job's credentials."),
    (win32(12017), "The operation was cancelled; resume the job to repeat it."),
    (win32(12019), "The connection is not in the state that the operation needs; resume the job to repeat it."),
    (win32(12029), "The connection to the server could not be made; check the address, the network and the firewall."),
    (win32(12030), "The connection to the server was closed before the transfer ended; the job tries again by itself."),
    (win32(12031), "The connection to the server was reset; check the network, the job tries again by itself."),
    (win32(12032), "The request must be sent again; the job tries again by itself."),
    (win32(12037), "The server's certificate is not valid today; check this computer's clock, or renew the certificate."),
    (win32(12038), "The server's certificate belongs to another name; use the name in the certificate."),
    (win32(12044), "The server asks for a client certificate; set one on the job."),
    (win32(12045), "The server's certificate comes from an unknown authority; install the authority's certificate, or check the address."),
    (win32(12057), "It could not be learnt whether the server's certificate is revoked; check the network, or allow this on the job."),
    (win32(12150), "A header that the transfer needs is missing in the server's answer; check the server and the proxies."),
    (win32(12152), "The server's answer is not valid HTTP; check that the address and port belong to a web server."),
    (win32(12156), "The redirection failed, because its target changes the protocol or loops; use the file's present address."),
    (win32(12157), "The secure connection could not be made; check that client and server have a TLS version in common."),
    (win32(12163), "The computer is not connected to the Internet; the job goes on by itself when it is."),
    (win32(12164), "The server cannot be reached; check the address and the network."),
    (win32(12165), "The proxy cannot be reached; check the job's proxy settings."),
    (win32(12169), "The server's certificate is not valid; check it, or ask the server's administrator."),
    (win32(12170), "The server's certificate was revoked; do not trust the server, ask its administrator."),
    (win32(12175), "The server's certificate could not be verified; check its name, its date and its authority."),
    (win32(12178), "The proxy could not be found automatically; set a proxy on the job."),
    (win32(12179), "The server's certificate was issued for another purpose; the server needs one for server authentication."),
    (win32(12185), "The client certificate cannot be used, its private key is missing; set another one on the job."),
    (win32(12180), "The proxy could not be found automatically; set a proxy on the job."),

    // The system.
    (E_NOTIMPL, "This is not supported here; see the documentation for what is."),
    (E_NOINTERFACE, "The object does not have this interface; check the interface id and the BITS version."),
    (E_POINTER, "A pointer is NULL that must not be; correct the call."),
    (E_FAIL, "The operation failed for an unknown reason; look into the log."),
    (E_UNEXPECTED, "Something unexpected happened inside the library; look into the log and report it."),
    (E_PENDING, "The data is not there yet; ask again later."),
    (E_ACCESSDENIED, "Access is denied; check the rights on the local file and its folder, or the server's permissions."),
    (E_OUTOFMEMORY, "There is not enough memory; close some programs and try again."),
    (E_INVALIDARG, "An argument is not valid, or the server found the request malformed; correct the names and values."),
    (CLASS_E_NOAGGREGATION, "The class cannot be part of another object; create it with no outer object."),
    (REGDB_E_CLASSNOTREG, "The class is not registered; check the class id."),
    (win32(2), "The local file was not found; check its name."),
    (win32(3), "The folder of the local file was not found; create it or correct the path."),
    (win32(4), "Too many files are open; close some, or raise the limit, and resume the job."),
    (win32(6), "A handle is not valid; look into the log and report it."),
    (win32(15), "The drive was not found; connect it and resume the job."),
    (win32(17), "The file cannot be moved to another file system; use a folder on the same one."),
    (win32(19), "The file system is read-only; use another folder, or make it writable."),
    (win32(21), "The drive is not ready; check it and resume the job."),
    (win32(32), "Another program uses the local file; close it there and resume the job."),
    (win32(33), "Another program locked a part of the local file; close it there and resume the job."),
    (win32(38), "The local file ended too early; check that nobody shortened it."),
    (win32(39), "The disk is full; free some space and resume the job."),
    (win32(50), "The system does not support the request; use other settings or another place."),
    (win32(70), "The remote server is paused or still starting; try again later."),
    (win32(80), "A file of this name already exists; remove it or use another name."),
    (win32(112), "The disk is full; free some space and resume the job."),
    (win32(0x112), "The disk of the server is full, or its application took too long; try again later, or ask its administrator."),
    (win32(123), "The file name is not valid; correct it."),
    (win32(183), "A file of this name already exists; remove it or use another name."),
    (win32(206), "The file name or path is too long; shorten it."),
    (win32(223), "The file is larger than the file system allows; use another one."),
    (win32(995), "The operation was stopped before it ended; resume the job to repeat it."),
    (win32(1117), "The drive could not be read or written; check it for faults."),
    (win32(1223), "The operation was cancelled by the user; resume the job to repeat it."),
    (win32(1245), "The user is not logged on to the network; the job goes on when its owner logs on."),
    (win32(1460), "The operation took too long; the job tries again by itself."),
    (win32(1813), "The resource type was not found; look into the log and report it."),
    (win32(1815), "No description exists in this language; ask for English."),
    (win32(10054), "The connection to the server was reset; check the network, the job tries again by itself."),
    (win32(10060), "The server did not answer in time; check the network, the job tries again by itself."),
    (win32(10061), "The server refused the connection; check the address and port, and that the server runs."),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::engine::model::error::io_code;
    use crate::engine::transfer::failure;

    /// The codes that `bitsmsg.h` declares, out of the declarations themselves.
    fn declared() -> Vec<(&'static str, HRESULT)> {
        include_str!("../../abi/bitsmsg.rs")
            .lines()
            .filter_map(|line| {
                line.strip_prefix("pub const ")?
                    .split_once(": HRESULT = 0x")
            })
            .map(|(name, value)| {
                (
                    name,
                    u32::from_str_radix(&value[..8], 16).unwrap() as HRESULT,
                )
            })
            .collect()
    }

    #[test]
    fn every_declared_code_has_a_sentence() {
        let declared = declared();
        assert!(declared.len() >= 148, "only {} codes found", declared.len());
        for (name, code) in declared {
            assert!(
                SENTENCES.iter().any(|(listed, _)| *listed == code),
                "{name} has no sentence"
            );
        }
    }

    #[test]
    fn every_way_of_failing_has_a_sentence() {
        let transport = failure::CURL.iter().map(|row| row.1);
        let certificates = failure::CERTIFICATE.iter().map(|row| win32(row.1));
        let system = (1..134).map(|number| io_code(&std::io::Error::from_raw_os_error(number)));
        for code in transport
            .chain(certificates)
            .chain(system)
            .chain([failure::UNEXPECTED.code])
        {
            assert!(describe(code).is_some(), "{code:#010x} has no sentence");
        }
    }

    #[test]
    fn codes_are_listed_once() {
        let mut seen = HashSet::new();
        for (code, _) in SENTENCES {
            assert!(seen.insert(code), "{code:#010x} is listed twice");
        }
    }

    #[test]
    fn every_sentence_is_one_sentence() {
        for code in SENTENCES
            .iter()
            .map(|(code, _)| *code)
            .chain((100..600).map(crate::engine::model::error::http_status))
        {
            let sentence = describe(code).unwrap();
            assert!(
                sentence.ends_with('.') && !sentence.trim_end_matches('.').is_empty(),
                "{sentence}"
            );
            assert!(
                sentence.starts_with(|first: char| first.is_ascii_uppercase()),
                "{sentence}"
            );
        }
        for context in BG_ERROR_CONTEXT::ALL {
            assert!(describe_context(*context).ends_with('.'));
        }
    }

    #[test]
    fn statuses_without_a_name_get_the_general_sentence() {
        assert!(
            describe(0x8019_01ad_u32 as HRESULT)
                .unwrap()
                .contains("HTTP status 429")
        );
        assert_eq!(describe(0x8019_0000_u32 as HRESULT), None);
        assert_eq!(describe(0x8019_0258_u32 as HRESULT), None);
    }

    #[test]
    fn unknown_codes_have_none() {
        for code in [
            S_OK,
            S_FALSE,
            0x8020_7fff_u32 as HRESULT,
            0x8007_7fff_u32 as HRESULT,
            0x1234_5678,
        ] {
            assert_eq!(describe(code), None, "{code:#010x}");
        }
    }
}
