//! Modes of a job's transfer. Most of them can be set only before the job is resumed or has files.

use crate::abi::BG_JOB_PRIORITY::{self, BG_JOB_PRIORITY_FOREGROUND};
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::abi::{
    BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE, BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD,
    BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE, BG_E_READ_ONLY_PROPERTY_AFTER_RESUME,
    BG_E_UNSUPPORTED_JOB_CONFIGURATION, E_INVALIDARG, HRESULT,
};
use crate::engine::job::Job;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::state::JobEvent;
use crate::engine::store::database::Transaction;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobRow;

/// Every setter returns `BG_E_INVALID_STATE` on a final job.
impl Job {
    /// Sets whether the server generates the files dynamically. The server then needs to support
    /// neither sizes nor ranges, and an interrupted file starts over.
    ///
    /// Returns `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME` if the job was resumed once,
    /// `BG_E_UNSUPPORTED_JOB_CONFIGURATION` for an on-demand job and for one with ranges or
    /// requested ranges, and `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` for a job with its own
    /// HTTP method.
    pub fn set_dynamic_content(&self, value: bool) -> Result<()> {
        self.decide(|transaction, row| {
            refuse(row.data.resumed, BG_E_READ_ONLY_PROPERTY_AFTER_RESUME)?;
            let files = FileRow::load_all(transaction.connection(), row.key)?;
            let in_parts = |file: &FileRow| !file.ranges.is_whole() || file.requests.is_some();
            let not_at_once = row.data.settings.modes.on_demand || files.iter().any(in_parts);
            refuse(value && not_at_once, BG_E_UNSUPPORTED_JOB_CONFIGURATION)?;
            let own_method = row.data.settings.http_method.is_some();
            refuse(
                value && own_method,
                BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD,
            )?;
            row.data.settings.modes.dynamic_content = value;
            Ok(())
        })
    }

    /// Sets whether only the ranges are transferred that
    /// [`File::request_ranges`](crate::engine::File::request_ranges) requests. When they are
    /// present, the job enters TRANSFERRED if all of its files are complete, or else SUSPENDED.
    ///
    /// Returns `BG_E_UNSUPPORTED_JOB_CONFIGURATION` for a job with dynamic content, and
    /// `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` for one with its own HTTP method.
    pub fn set_on_demand(&self, value: bool) -> Result<()> {
        self.decide(|_, row| {
            let settings = &mut row.data.settings;
            refuse(
                value && settings.modes.dynamic_content,
                BG_E_UNSUPPORTED_JOB_CONFIGURATION,
            )?;
            let own_method = settings.http_method.is_some();
            refuse(
                value && own_method,
                BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD,
            )?;
            settings.modes.on_demand = value;
            Ok(())
        })
    }

    /// Sets whether data is written to the destination files directly, without temporary files. An
    /// existing file is overwritten when the transfer begins, and `cancel` leaves the received
    /// data.
    ///
    /// Returns `BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE` if the job has files.
    pub fn set_high_performance(&self, value: bool) -> Result<()> {
        self.decide(|_, row| {
            let has_files = row.data.progress.files_total > 0;
            refuse(has_files, BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE)?;
            row.data.settings.modes.high_performance = value;
            Ok(())
        })
    }

    /// Sets the maximum number of bytes that the job may transfer; `u64::MAX`: no maximum. A job
    /// that exceeds it fails with `BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED`.
    ///
    /// Returns `BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE` for 0, and
    /// `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME` if the job was resumed once.
    pub fn set_max_download_size(&self, bytes: u64) -> Result<()> {
        self.decide(|_, row| {
            refuse(bytes == 0, BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE)?;
            refuse(row.data.resumed, BG_E_READ_ONLY_PROPERTY_AFTER_RESUME)?;
            row.data.settings.modes.max_download_size =
                Some(bytes).filter(|bytes| *bytes != u64::MAX);
            Ok(())
        })
    }

    /// Returns the method of the job's HTTP requests: the one that was set, else `GET` for
    /// downloads and `BITS_POST` for uploads.
    pub fn http_method(&self) -> Result<String> {
        let set = self.settings()?.http_method;
        Ok(set.unwrap_or_else(|| self.usual_method().to_owned()))
    }

    /// Sets the method of the job's HTTP requests. A job with its own method stays FOREGROUND, does
    /// not retry after errors, and starts an interrupted file over.
    ///
    /// Returns `E_INVALIDARG` for text that is no method name,
    /// `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME` if the job was resumed once, and
    /// `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` for a job with dynamic content or on-demand
    /// mode, and for one with requested ranges.
    pub fn set_http_method(&self, method: &str) -> Result<()> {
        let of_a_name =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        refuse(
            method.is_empty() || !method.bytes().all(of_a_name),
            E_INVALIDARG,
        )?;
        self.decide(|transaction, row| {
            refuse(row.data.resumed, BG_E_READ_ONLY_PROPERTY_AFTER_RESUME)?;
            let requested = FileRow::load_requested(transaction.connection(), row.key)?;
            let settings = &mut row.data.settings;
            settings.http_method =
                Some(method.to_owned()).filter(|method| method != self.usual_method());
            if settings.http_method.is_some() {
                let otherwise = settings.modes.dynamic_content
                    || settings.modes.on_demand
                    || !requested.is_empty();
                refuse(otherwise, BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD)?;
                settings.priority = BG_JOB_PRIORITY_FOREGROUND;
            }
            Ok(())
        })
    }

    /// Sets the priority. Returns `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` for a background
    /// priority of a job with its own HTTP method.
    pub fn set_priority(&self, value: BG_JOB_PRIORITY) -> Result<()> {
        self.decide(|_, row| {
            let settings = &mut row.data.settings;
            let fixed = settings.http_method.is_some() && value != BG_JOB_PRIORITY_FOREGROUND;
            refuse(fixed, BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD)?;
            settings.priority = value;
            Ok(())
        })
    }

    fn usual_method(&self) -> &'static str {
        match self.job_type() {
            BG_JOB_TYPE_DOWNLOAD => "GET",
            _ => "BITS_POST",
        }
    }

    fn decide(
        &self,
        change: impl FnOnce(&Transaction<'_>, &mut JobRow) -> Result<()>,
    ) -> Result<()> {
        self.change(Durability::Process, JobEvent::Change, change)
    }
}

fn refuse(condition: bool, code: HRESULT) -> Result<()> {
    if condition { Err(Error(code)) } else { Ok(()) }
}
