//! What changes how a job is transferred: mostly to be decided before it begins.

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

/// Every setter answers `BG_E_INVALID_STATE` on a final job.
impl Job {
    /// Whether the server makes the files on the fly: nothing is asked of it but the bytes, and
    /// every break starts a file over.
    ///
    /// `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME`: the job was resumed once.
    /// `BG_E_UNSUPPORTED_JOB_CONFIGURATION`: it is an on-demand job, or has a file with ranges, or
    /// one of which parts were asked for first. `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD`: it
    /// has a method of its own.
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

    /// Whether only what [`File::request_ranges`](crate::engine::File::request_ranges) asks for is
    /// transferred. When all of that is there, the job is TRANSFERRED if all of its files are
    /// whole, or else SUSPENDED.
    ///
    /// `BG_E_UNSUPPORTED_JOB_CONFIGURATION`: its content is dynamic.
    /// `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD`: it has a method of its own.
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

    /// Whether data goes straight into the files' own names. What is there is overwritten when the
    /// transfer begins, and `cancel` leaves what has come.
    ///
    /// `BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE`: the job has files.
    pub fn set_high_performance(&self, value: bool) -> Result<()> {
        self.decide(|_, row| {
            let has_files = row.data.progress.files_total > 0;
            refuse(has_files, BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE)?;
            row.data.settings.modes.high_performance = value;
            Ok(())
        })
    }

    /// The most bytes that the job may transfer (`u64::MAX`: any number); a job that has more comes
    /// to `BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED`.
    ///
    /// `BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE`: 0. `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME`: the job
    /// was resumed once.
    pub fn set_max_download_size(&self, bytes: u64) -> Result<()> {
        self.decide(|_, row| {
            refuse(bytes == 0, BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE)?;
            refuse(row.data.resumed, BG_E_READ_ONLY_PROPERTY_AFTER_RESUME)?;
            row.data.settings.modes.max_download_size =
                Some(bytes).filter(|bytes| *bytes != u64::MAX);
            Ok(())
        })
    }

    /// The method of the job's HTTP requests: `GET`, or `BITS_POST` on uploads, unless another was
    /// set.
    pub fn http_method(&self) -> Result<String> {
        let set = self.settings()?.http_method;
        Ok(set.unwrap_or_else(|| self.usual_method().to_owned()))
    }

    /// Another method makes the job FOREGROUND, for good, and every error final; after a break a
    /// download starts over.
    ///
    /// `E_INVALIDARG`: not the name of a method. `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME`: the job
    /// was resumed once. `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD`: its content is dynamic, or
    /// parts of it are to come on demand.
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

    /// `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD`: a job with a method of its own is FOREGROUND.
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
