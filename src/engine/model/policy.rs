//! Policy: limits on jobs and bandwidth, read from the file `policy.toml`.
//!
//! The file takes the place of Windows' group policies for BITS. The queue reads the file once when
//! it is opened; jobs check the limits when they are created or extended, and the runner applies
//! the bandwidth limit of the present hour.
//!
//! # Trusted upload hosts
//!
//! A server may direct an upload to another host (`BITS-Host-Id`) or name a reply on another host
//! (`BITS-Reply-URL`). Such a host receives neither credentials nor custom headers, unless
//! `trusted_upload_hosts` names it:
//!
//! ```toml
//! trusted_upload_hosts = ["b.example", "*.farm.example", "10.0.0.7", "[2001:db8::1]"]
//! ```
//!
//! An entry is a host name, an IP address (IPv6 in brackets), or `*.` followed by a domain, which
//! stands for every name below the domain, at any depth, but not for the domain itself. Case does
//! not matter. An entry has no scheme and no port: the host is trusted only with the scheme and the
//! port of the job's remote name. Any other form is refused when the file is read.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::abi::{
    BG_E_TOO_MANY_FILES_IN_JOB, BG_E_TOO_MANY_JOBS_PER_MACHINE, BG_E_TOO_MANY_JOBS_PER_USER,
    BG_E_TOO_MANY_RANGES_IN_FILE, E_INVALIDARG, HRESULT,
};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::trusted_hosts::TrustedHosts;

/// Contents of `policy.toml`. A key that is absent sets no limit, except that inactive jobs are
/// cancelled after 90 days.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Largest number of jobs of one user.
    pub max_jobs_per_user: Option<u64>,
    /// Largest number of jobs of all users of the machine. A queue knows only the jobs of its user
    /// and counts those.
    pub max_jobs_per_machine: Option<u64>,
    /// Largest number of files of one job.
    pub max_files_per_job: Option<u64>,
    /// Largest number of ranges of one file, or of one request for ranges.
    pub max_ranges_per_file: Option<u64>,
    /// Days without progress or change after which a job is cancelled; 0: never.
    pub job_inactivity_timeout: u64,
    /// Maximum download time of new jobs, in seconds.
    pub max_download_time: Option<u32>,
    /// Hosts that receive the credentials and custom headers of an upload when its server directs
    /// the upload to them.
    pub trusted_upload_hosts: TrustedHosts,
    /// A background download fails if the server reports no size or supports no ranges, as on
    /// Windows (`BG_E_MISSING_FILE_SIZE`, `BG_E_INSUFFICIENT_RANGE_SUPPORT`,
    /// `BG_E_INSUFFICIENT_HTTP_SUPPORT`). Otherwise such a file is transferred in one pass; after
    /// an interruption it starts over.
    pub strict_http_requirements: bool,
    /// Seconds in which the first byte of a server's answer must arrive (1 to 3600). The limit is
    /// long, because a server may prepare a file, or process an upload, before it answers.
    pub first_byte_timeout: u32,
    /// Bandwidth of all background jobs together.
    pub max_internet_bandwidth: Option<Bandwidth>,
}

/// Bandwidth limit that depends on the hour. Rates are in kilobits (1,000 bits) per second; at the
/// rate 0 background jobs wait.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bandwidth {
    /// First hour of the day, in local time (0 to 24), at which `limit` applies.
    pub from: u8,
    /// Hour from which `limit` does not apply any more (0 to 24). If it equals `from`, `limit`
    /// always applies; if it is smaller, the interval contains midnight.
    pub to: u8,
    /// Rate between these hours.
    pub limit: u64,
    /// Rate at other hours; `None`: no limit.
    pub otherwise: Option<u64>,
}

/// Smallest rate other than 0, in kilobits per second: Windows treats a smaller one like this.
const MIN_KILOBITS: u64 = 2;
/// Values of [`Policy::first_byte_timeout`].
const FIRST_BYTE_TIMEOUTS: RangeInclusive<u32> = 1..=3600;
/// Bytes in 1,000 bits.
const BYTES_PER_KILOBIT: u64 = 125;

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            max_jobs_per_user: None,
            max_jobs_per_machine: None,
            max_files_per_job: None,
            max_ranges_per_file: None,
            job_inactivity_timeout: 90,
            max_download_time: None,
            trusted_upload_hosts: TrustedHosts::default(),
            strict_http_requirements: false,
            first_byte_timeout: 300,
            max_internet_bandwidth: None,
        }
    }
}

impl Policy {
    /// Returns `$XDG_CONFIG_HOME/bits/policy.toml`, else `$HOME/.config/bits/policy.toml`.
    /// Variables with a relative path are ignored; `None` if neither has an absolute one.
    pub fn default_path() -> Option<PathBuf> {
        let absolute = |name| {
            let value = std::env::var_os(name).map(PathBuf::from);
            value.filter(|path| path.is_absolute())
        };
        let folder = absolute("XDG_CONFIG_HOME")
            .or_else(|| absolute("HOME").map(|home| home.join(".config")));
        folder.map(|folder| folder.join("bits/policy.toml"))
    }

    /// Reads the policy file. An absent file sets no limit. Returns `E_INVALIDARG` for a file that
    /// is malformed or has unknown keys, because ignoring it would ignore a limit that was meant.
    pub fn load(path: &Path) -> Result<Policy> {
        match std::fs::read_to_string(path) {
            Ok(text) => Policy::parse(&text)
                .inspect_err(|_| log::error!("{} is not a valid policy file", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Policy::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Parses the text of a policy file and logs the reason when it is refused.
    pub(crate) fn parse(text: &str) -> Result<Policy> {
        let refused = |reason: &dyn std::fmt::Display| {
            log::error!("policy.toml: {reason}");
            Error(E_INVALIDARG)
        };
        let policy: Policy = toml::from_str(text).map_err(|error| refused(&error))?;
        if !FIRST_BYTE_TIMEOUTS.contains(&policy.first_byte_timeout) {
            return Err(refused(
                &"first_byte_timeout is not between 1 and 3600 seconds",
            ));
        }
        match &policy.max_internet_bandwidth {
            Some(bandwidth) if bandwidth.from > 24 || bandwidth.to > 24 => {
                Err(refused(&"an hour is not between 0 and 24"))
            }
            _ => Ok(policy),
        }
    }

    /// Checks that one more job is allowed for a user with `of_user` jobs on a machine with
    /// `of_machine` jobs.
    pub fn check_new_job(&self, of_user: u64, of_machine: u64) -> Result<()> {
        check_limit(
            self.max_jobs_per_user,
            of_user.saturating_add(1),
            BG_E_TOO_MANY_JOBS_PER_USER,
        )?;
        check_limit(
            self.max_jobs_per_machine,
            of_machine.saturating_add(1),
            BG_E_TOO_MANY_JOBS_PER_MACHINE,
        )
    }

    /// Checks that a job may have this number of files.
    pub fn check_files(&self, files: u64) -> Result<()> {
        check_limit(self.max_files_per_job, files, BG_E_TOO_MANY_FILES_IN_JOB)
    }

    /// Checks that a file may have this number of ranges.
    pub fn check_ranges(&self, ranges: u64) -> Result<()> {
        check_limit(
            self.max_ranges_per_file,
            ranges,
            BG_E_TOO_MANY_RANGES_IN_FILE,
        )
    }

    /// Returns whether [`Policy::check_new_job`] needs the numbers of jobs.
    pub fn counts_jobs(&self) -> bool {
        self.max_jobs_per_user.is_some() || self.max_jobs_per_machine.is_some()
    }

    /// Returns the time without progress or change after which a job is cancelled; `None`: never.
    pub fn inactivity(&self) -> Option<Duration> {
        let days = self.job_inactivity_timeout;
        (days > 0).then(|| Duration::from_secs(days.saturating_mul(24 * 3600)))
    }

    /// Returns the time in which the first byte of a server's answer must arrive.
    pub fn first_byte_timeout(&self) -> Duration {
        Duration::from_secs(self.first_byte_timeout.into())
    }

    /// Returns the rate at which background jobs may send or receive at this hour (0 to 23), in
    /// bytes per second; `None`: no limit.
    pub fn bandwidth(&self, hour: u8) -> Option<u64> {
        let bandwidth = self.max_internet_bandwidth.as_ref()?;
        let (from, to) = (bandwidth.from, bandwidth.to);
        let within = match from < to {
            true => (from..to).contains(&hour),
            false => hour >= from || hour < to,
        };
        let kilobits = if within {
            Some(bandwidth.limit)
        } else {
            bandwidth.otherwise
        };
        kilobits.map(|kilobits| match kilobits {
            0 => 0,
            kilobits => kilobits.max(MIN_KILOBITS).saturating_mul(BYTES_PER_KILOBIT),
        })
    }
}

/// Returns `code` if `count` exceeds the limit.
fn check_limit(limit: Option<u64>, count: u64, code: HRESULT) -> Result<()> {
    match limit {
        Some(limit) if count > limit => Err(Error(code)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_policy_means_ninety_days_and_no_limit() {
        let policy = Policy::parse("").unwrap();
        assert_eq!(policy, Policy::default());
        assert_eq!(policy.inactivity(), Some(Duration::from_secs(7_776_000)));
        assert_eq!(policy.check_new_job(u64::MAX, u64::MAX), Ok(()));
        assert_eq!(policy.check_files(u64::MAX), Ok(()));
        assert_eq!(policy.check_ranges(u64::MAX), Ok(()));
        assert_eq!(policy.bandwidth(12), None);
        assert_eq!(
            Policy::load(Path::new("/nonexistent/policy.toml")),
            Ok(Policy::default())
        );
    }

    #[test]
    fn limits_include_their_numbers() {
        let policy =
            Policy::parse("max_jobs_per_user = 2\nmax_jobs_per_machine = 3\nmax_files_per_job = 4")
                .unwrap();
        assert_eq!(policy.check_new_job(1, 2), Ok(()));
        assert_eq!(
            policy.check_new_job(2, 2),
            Err(Error(BG_E_TOO_MANY_JOBS_PER_USER))
        );
        assert_eq!(
            policy.check_new_job(1, 3),
            Err(Error(BG_E_TOO_MANY_JOBS_PER_MACHINE))
        );
        assert_eq!(
            policy.check_new_job(u64::MAX, u64::MAX),
            Err(Error(BG_E_TOO_MANY_JOBS_PER_USER))
        );
        assert_eq!(policy.check_files(4), Ok(()));
        assert_eq!(
            policy.check_files(5),
            Err(Error(BG_E_TOO_MANY_FILES_IN_JOB))
        );
        let policy = Policy::parse("max_ranges_per_file = 500").unwrap();
        assert_eq!(policy.check_ranges(500), Ok(()));
        assert_eq!(
            policy.check_ranges(501),
            Err(Error(BG_E_TOO_MANY_RANGES_IN_FILE))
        );
        assert_eq!(
            Policy::parse("job_inactivity_timeout = 0")
                .unwrap()
                .inactivity(),
            None
        );
    }

    #[test]
    fn bandwidth_depends_on_the_hour() {
        let at = |text: &str, hour| {
            let text = format!("[max_internet_bandwidth]\n{text}");
            Policy::parse(&text).unwrap().bandwidth(hour)
        };
        let day = "from = 8\nto = 17\nlimit = 800\notherwise = 8000";
        assert_eq!((at(day, 7), at(day, 8)), (Some(1_000_000), Some(100_000)));
        assert_eq!((at(day, 16), at(day, 17)), (Some(100_000), Some(1_000_000)));
        let night = "from = 22\nto = 6\nlimit = 0";
        assert_eq!(
            (at(night, 23), at(night, 5), at(night, 6)),
            (Some(0), Some(0), None)
        );
        assert_eq!(at("from = 0\nto = 0\nlimit = 1", 13), Some(250));
    }

    #[test]
    fn the_first_byte_may_take_between_a_second_and_an_hour() {
        let timeout = |seconds: u32| {
            let policy = Policy::parse(&format!("first_byte_timeout = {seconds}"))?;
            Ok(policy.first_byte_timeout())
        };
        assert_eq!(Policy::default().first_byte_timeout().as_secs(), 300);
        assert_eq!(timeout(1), Ok(Duration::from_secs(1)));
        assert_eq!(timeout(3600), Ok(Duration::from_secs(3600)));
        for refused in [0, 3601] {
            assert_eq!(timeout(refused), Err(Error(E_INVALIDARG)));
        }
    }

    #[test]
    fn malformed_policies_are_refused() {
        for text in [
            "max_jobs_per_user = -1",
            "max_job_per_user = 1",
            "max_internet_bandwidth = 5",
            "trusted_upload_hosts = \"b.example\"",
            "trusted_upload_hosts = [\"https://b.example\"]",
            "[max_internet_bandwidth]\nfrom = 8\nto = 25\nlimit = 1",
            "=",
        ] {
            assert_eq!(Policy::parse(text), Err(Error(E_INVALIDARG)), "{text}");
        }
    }
}
