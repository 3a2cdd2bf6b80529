//! The plain values that the engine hands in and out.

use serde::{Deserialize, Serialize};

use crate::abi::{
    BG_AUTH_SCHEME, BG_AUTH_TARGET, BG_JOB_PRIORITY, BG_JOB_PROXY_USAGE, BG_NOTIFY_JOB_ERROR,
    BG_NOTIFY_JOB_TRANSFERRED, BITS_COST_STATE_TRANSFER_ALWAYS,
};
use crate::engine::model::serde_enum::{self, is_default};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProxySettings {
    #[serde(with = "serde_enum")]
    pub usage: BG_JOB_PROXY_USAGE,
    pub list: Option<String>,
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

/// The program of `SetNotifyCmdLine`; both empty when there is none.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NotifyCommand {
    pub program: String,
    pub parameters: String,
}

/// One set of credentials; user name and password are both `None` for the logon credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub target: BG_AUTH_TARGET,
    pub scheme: BG_AUTH_SCHEME,
    pub user: Option<String>,
    pub password: Option<String>,
}

/// Everything about a job that its owner can set and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSettings {
    pub display_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The string SID of the user the job belongs to.
    pub owner: String,
    #[serde(with = "serde_enum")]
    pub priority: BG_JOB_PRIORITY,
    /// `BG_NOTIFY_*`
    pub notify_flags: u32,
    /// Seconds, at least 5.
    pub minimum_retry_delay: u32,
    /// Seconds; 0: never retry.
    pub no_progress_timeout: u32,
    /// Seconds.
    pub maximum_download_time: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    pub proxy: ProxySettings,
    #[serde(default, skip_serializing_if = "is_default")]
    pub notify_command: NotifyCommand,
    /// `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`.
    pub security_flags: u32,
    /// Each header ended by CR LF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_headers: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub custom_headers_write_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_file_name: Option<String>,
    /// `BG_COPY_FILE_*`
    #[serde(default, skip_serializing_if = "is_default")]
    pub file_acl_flags: u32,
    /// `BG_JOB_ENABLE_PEERCACHING_*` and `BG_JOB_DISABLE_BRANCH_CACHE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub peer_caching_flags: u32,
    /// `BITS_COST_STATE_*`: the kinds of network the job may use.
    #[serde(default = "any_cost")]
    pub cost_flags: u32,
    /// Milliseconds between two notifications of modifications, or of ranges.
    #[serde(default = "default_notification_interval")]
    pub notification_interval: u32,
    /// The method of HTTP requests, when it is not the usual one of the job's type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_method: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub modes: Modes,
}

/// How a download is transferred, other than in the usual way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Modes {
    /// Only what [`File::request_ranges`](super::File::request_ranges) asks for is transferred.
    pub on_demand: bool,
    /// Servers make the files on the fly.
    pub dynamic_content: bool,
    /// Data goes straight into the files' own names.
    pub high_performance: bool,
    /// The most bytes that may be transferred.
    pub max_download_size: Option<u64>,
}

fn any_cost() -> u32 {
    BITS_COST_STATE_TRANSFER_ALWAYS
}

fn default_notification_interval() -> u32 {
    500
}

impl JobSettings {
    /// The settings of a new job (behaviour-1, section 18).
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
