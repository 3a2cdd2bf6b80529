//! Options of a job that affect its HTTP requests. The tasks of the runner make them from the job's
//! row; [`request_config`](crate::engine::transfer::request_config) applies them.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_PROXY;
use crate::abi::{
    BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_CERT_DATE_INVALID, BG_SSL_IGNORE_CERT_WRONG_USAGE,
    BG_SSL_IGNORE_UNKNOWN_CA,
};
use crate::engine::model::settings::{Credentials, ProxySettings};

/// Security flags that make the client ignore faults of a server's certificate.
pub const IGNORED_CERTIFICATE_FAULTS: u32 = BG_SSL_IGNORE_CERT_CN_INVALID
    | BG_SSL_IGNORE_CERT_DATE_INVALID
    | BG_SSL_IGNORE_UNKNOWN_CA
    | BG_SSL_IGNORE_CERT_WRONG_USAGE;

/// Options of a job that affect its HTTP requests.
#[derive(Clone)]
pub struct HttpOptions {
    /// Proxy of the job.
    pub proxy: ProxySettings,
    /// Credentials for the server and for the proxy.
    pub credentials: Vec<Credentials>,
    /// Headers that the user adds to each request; each one ends with CR LF.
    pub custom_headers: Option<String>,
    /// `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`.
    pub security_flags: u32,
    /// HTTP method that replaces the usual one.
    pub method: Option<String>,
    /// The requests with this group share connections with each other only. `None`: they share the
    /// common connections.
    pub connections: Option<ConnectionGroup>,
}

/// Requests whose connections serve no other requests.
///
/// An upload is such a group: some servers know its session by its connection, and some serve one
/// connection after the other. Its last request must find the connection of the ones before it, and
/// leave no connection behind.
/// [`Network::close_connections`](crate::engine::transfer::network::Network::close_connections)
/// ends a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConnectionGroup(u64);

impl ConnectionGroup {
    /// Returns a group that differs from all others of this process.
    pub fn unique() -> ConnectionGroup {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        ConnectionGroup(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl HttpOptions {
    /// Returns the options for a server that the user did not name. Faults of its certificate are
    /// not ignored, and it receives neither the user's server credentials nor the custom headers,
    /// which may contain secrets.
    pub fn for_untrusted_host(&self) -> HttpOptions {
        let mut options = self.clone();
        options.security_flags &= !IGNORED_CERTIFICATE_FAULTS;
        options
            .credentials
            .retain(|known| known.target == BG_AUTH_TARGET_PROXY);
        options.custom_headers = None;
        options
    }
}
