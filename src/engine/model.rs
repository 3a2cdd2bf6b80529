//! The plain values that the engine hands in and out.

use serde::{Deserialize, Serialize};

use crate::abi::{
    BG_AUTH_SCHEME, BG_AUTH_TARGET, BG_ERROR_CONTEXT, BG_JOB_PRIORITY, BG_JOB_PROXY_USAGE,
    BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_TRANSFERRED, BITS_COST_STATE_TRANSFER_ALWAYS, HRESULT,
};

/// A size that is not known (yet): `BG_SIZE_UNKNOWN`.
pub const SIZE_UNKNOWN: u64 = u64::MAX;

/// What `GetProgress` of a job answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobProgress {
    /// [`SIZE_UNKNOWN`] while the size of any file is.
    pub bytes_total: u64,
    pub bytes_transferred: u64,
    pub files_total: u32,
    pub files_transferred: u32,
}

/// What `GetProgress` of a file answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileProgress {
    pub bytes_total: u64,
    pub bytes_transferred: u64,
    /// The file stands under its own name (download), or on the server (upload).
    pub completed: bool,
}

/// What `GetReplyProgress` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyProgress {
    /// [`SIZE_UNKNOWN`] until the reply has begun.
    pub bytes_total: u64,
    pub bytes_transferred: u64,
}

impl Default for ReplyProgress {
    fn default() -> ReplyProgress {
        ReplyProgress {
            bytes_total: SIZE_UNKNOWN,
            bytes_transferred: 0,
        }
    }
}

/// Points in time as `FILETIME` ticks (100 ns since 1601-01-01 UTC); 0 is "not yet".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobTimes {
    pub creation: u64,
    pub modification: u64,
    pub transfer_completion: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProxySettings {
    #[serde(with = "number")]
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
    #[serde(with = "number")]
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

/// The error a job stopped with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobError {
    pub code: HRESULT,
    #[serde(with = "number")]
    pub context: BG_ERROR_CONTEXT,
    /// Position of the file in the job, when the error is tied to one.
    pub file: Option<u32>,
    /// `"http"` or `"file"`, when the error has to do with the transport.
    pub protocol: Option<String>,
}

/// How a call that ends a job went, when it succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `S_OK`
    Done,
    /// `S_FALSE`: there was nothing to do.
    Nothing,
    /// `BG_S_PARTIAL_COMPLETE`: only the finished files were kept.
    PartialComplete,
    /// `BG_S_UNABLE_TO_DELETE_FILES`
    UnableToDeleteFiles,
}

/// Whether a value is the one that a row need not hold.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Keeps an enumeration of the ABI as its number.
pub mod number {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::abi::UndefinedValue;

    pub fn serialize<T: Copy + Into<i32>, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32((*value).into())
    }

    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: TryFrom<i32, Error = UndefinedValue>,
        D: Deserializer<'de>,
    {
        T::try_from(i32::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
