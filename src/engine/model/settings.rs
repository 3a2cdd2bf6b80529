//! Settings of a job: the values that its owner can set and read.
//!
//! The row of a job keeps [`JobSettings`] as JSON; the field names are a stored format. The custom
//! headers in it are encrypted. Credentials are not part of it: the store keeps them encrypted.

use serde::{Deserialize, Serialize};

use crate::abi::{
    BG_AUTH_SCHEME, BG_AUTH_TARGET, BG_JOB_PRIORITY, BG_JOB_PROXY_USAGE, BG_NOTIFY_JOB_ERROR,
    BG_NOTIFY_JOB_TRANSFERRED, BITS_COST_STATE_TRANSFER_ALWAYS,
};
use crate::engine::model::serde_enum::{self, is_default};

/// Proxy of a job, as `IBackgroundCopyJob::SetProxySettings` sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProxySettings {
    /// Source of the proxy settings.
    #[serde(with = "serde_enum")]
    pub usage: BG_JOB_PROXY_USAGE,
    /// Proxies, separated by spaces or semicolons.
    pub list: Option<String>,
    /// Hosts that are contacted without a proxy, separated by spaces or semicolons.
    pub bypass: Option<String>,
}

impl Default for ProxySettings {
    fn default() -> ProxySettings {
        ProxySettings {
            usage: BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_PRECONFIG,
            list: None,
            bypass: None,
        }
    }
}

/// Program that runs when a job is transferred or fails, as `SetNotifyCmdLine` sets it. Both texts
/// are empty if the job has none.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NotifyCommand {
    /// Path of the program.
    pub program: String,
    /// Parameters of the program, as one text.
    pub parameters: String,
}

/// Credentials for one target and one scheme. User name and password are both `None` for the
/// credentials of the user's logon.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Server or proxy.
    pub target: BG_AUTH_TARGET,
    /// Authentication scheme.
    pub scheme: BG_AUTH_SCHEME,
    /// User name, at most 300 UTF-16 code units.
    pub user: Option<String>,
    /// Password, at most 65,536 UTF-16 code units.
    pub password: Option<String>,
}

/// Custom headers of a job, as its row keeps them.
/// [`Job::custom_headers`](crate::engine::Job::custom_headers) returns their text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CustomHeaders {
    /// Encrypted text: hexadecimal digits of what the key of the queue makes of it.
    Sealed { sealed: String },
    /// Text in a row of an earlier version. The next write of the row encrypts it.
    Plain(String),
}

/// Settings of a job. The row omits some of the fields while they hold their default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSettings {
    /// Name that the owner gives to the job, at most 256 UTF-16 code units.
    pub display_name: String,
    /// Description, at most 1,024 UTF-16 code units.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// String SID of the user to whom the job belongs.
    pub owner: String,
    /// Priority against other jobs and against other traffic.
    #[serde(with = "serde_enum")]
    pub priority: BG_JOB_PRIORITY,
    /// Notifications that the owner wants: `BG_NOTIFY_*`.
    pub notify_flags: u32,
    /// Seconds between a transient error and the next try, at least 5.
    pub minimum_retry_delay: u32,
    /// Seconds without progress after which a transient error becomes a fatal one; 0: at once.
    pub no_progress_timeout: u32,
    /// Largest sum of the time that the job is connecting or transferring, in seconds.
    pub maximum_download_time: u32,
    /// Proxy of the job.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proxy: ProxySettings,
    /// Program that runs when the job is transferred or fails.
    #[serde(default, skip_serializing_if = "is_default")]
    pub notify_command: NotifyCommand,
    /// Flags of HTTPS and redirects: `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`.
    pub security_flags: u32,
    /// Headers that are added to every HTTP request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_headers: Option<CustomHeaders>,
    /// Whether the custom headers can be set, but not read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub custom_headers_write_only: bool,
    /// Path of the file for the reply to an upload; `None`: a generated name beside the uploaded
    /// file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_file_name: Option<String>,
    /// Parts of the ACL that a download keeps: `BG_COPY_FILE_*`. Stored and reported, without
    /// effect.
    #[serde(default, skip_serializing_if = "is_default")]
    pub file_acl_flags: u32,
    /// Peer caching: `BG_JOB_ENABLE_PEERCACHING_*` and `BG_JOB_DISABLE_BRANCH_CACHE`. Stored and
    /// reported, without effect.
    #[serde(default, skip_serializing_if = "is_default")]
    pub peer_caching_flags: u32,
    /// Kinds of network that the job may use: `BITS_COST_STATE_*`. Stored and reported, without
    /// effect.
    #[serde(default = "any_cost")]
    pub cost_flags: u32,
    /// Smallest time between two notifications of modifications, or of ranges, in milliseconds.
    #[serde(default = "default_notification_interval")]
    pub notification_interval: u32,
    /// Method of the HTTP requests; `None`: the one that belongs to the job's type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_method: Option<String>,
    /// Modes of a download.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modes: Modes,
}

/// Modes in which a download is transferred. The default of each is the usual behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Modes {
    /// Only the ranges that the owner requests with
    /// [`File::request_ranges`](crate::engine::File::request_ranges) are transferred.
    pub on_demand: bool,
    /// The server generates the files for each request: a broken transfer starts over.
    pub dynamic_content: bool,
    /// The data is written to the files' own names, without temporary files.
    pub high_performance: bool,
    /// Largest sum of the sizes of all files, in bytes.
    pub max_download_size: Option<u64>,
}

fn any_cost() -> u32 {
    BITS_COST_STATE_TRANSFER_ALWAYS
}

fn default_notification_interval() -> u32 {
    500
}

impl JobSettings {
    /// Returns the settings of a new job: the defaults that Microsoft documents for each property
    /// of `IBackgroundCopyJob`.
    pub fn new(display_name: &str, owner: String) -> JobSettings {
        JobSettings {
            display_name: display_name.to_owned(),
            description: String::new(),
            owner,
            priority: BG_JOB_PRIORITY::BG_JOB_PRIORITY_NORMAL,
            notify_flags: BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR,
            minimum_retry_delay: 600,
            no_progress_timeout: 1_209_600,
            maximum_download_time: 7_776_000,
            proxy: ProxySettings::default(),
            notify_command: NotifyCommand::default(),
            security_flags: 0,
            custom_headers: None,
            custom_headers_write_only: false,
            reply_file_name: None,
            file_acl_flags: 0,
            peer_caching_flags: 0,
            cost_flags: any_cost(),
            notification_interval: default_notification_interval(),
            http_method: None,
            modes: Modes::default(),
        }
    }
}
