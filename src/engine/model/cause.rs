//! Cause of a failure: the part that neither its result code nor its context tells.

use serde::{Deserialize, Serialize};

/// Cause of a failure. The row of a job has its name; a name that a later version wrote is read as
/// [`Cause::Unspecified`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// The certificate cannot be verified, for a reason that has no code of its own.
    Certificate,
    /// The certificate has a key or a signature that OpenSSL regards as too weak.
    WeakCertificate,
    /// The peer has no site with the requested name, as its TLS alert says.
    TlsName,
    /// The two sides have no TLS version in common.
    TlsVersion,
    /// The two sides have no TLS cipher or parameter in common.
    TlsCipher,
    /// The TLS handshake failed for another reason.
    TlsHandshake,
    /// The peer closed a TLS connection without the closing message (`close_notify`).
    TlsTruncation,
    /// A port does not speak TLS.
    NotTls,
    /// A port does not speak HTTP.
    NotHttp,
    /// The proxy did not make a connection to the host of the URL (CONNECT, SOCKS).
    ProxyRefusal,
    /// The response came through a proxy, which may have made it itself.
    ThroughProxy,
    /// The server sends several versions of the file by turns.
    SeveralVersions,
    /// An upload server rejected a request.
    Upload,
    /// The response to an upload does not come from a BITS server.
    NotBitsServer,
    /// The upload was redirected, as networks do that require a login.
    UploadRedirect,
    /// The code and the context say everything.
    #[default]
    #[serde(other)]
    Unspecified,
}
