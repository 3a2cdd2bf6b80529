//! Options of a job that shape its HTTP requests.

use crate::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_PROXY;
use crate::abi::{
    BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_CERT_DATE_INVALID, BG_SSL_IGNORE_CERT_WRONG_USAGE,
    BG_SSL_IGNORE_UNKNOWN_CA,
};
use crate::engine::model::settings::{Credentials, ProxySettings};

/// Security flags that excuse faults of a server's certificate.
pub const IGNORED_CERTIFICATE_FAULTS: u32 = BG_SSL_IGNORE_CERT_CN_INVALID
    | BG_SSL_IGNORE_CERT_DATE_INVALID
    | BG_SSL_IGNORE_UNKNOWN_CA
    | BG_SSL_IGNORE_CERT_WRONG_USAGE;

/// How a job wants its HTTP requests made.
#[derive(Clone)]
pub struct HttpOptions {
    pub proxy: ProxySettings,
    pub credentials: Vec<Credentials>,
    /// Each header ended by CR LF.
    pub custom_headers: Option<String>,
    /// `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`.
    pub security_flags: u32,
    /// In place of the usual one.
    pub method: Option<String>,
}

impl HttpOptions {
    /// The same, for a server that the user did not name: what is wrong with its certificate is not
    /// excused, and it gets neither the user's credentials nor the custom headers, any of which may
    /// be a secret.
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
