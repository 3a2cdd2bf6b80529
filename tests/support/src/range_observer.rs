//! An observer of the ranges that arrive.

use std::sync::Mutex;

use bits::engine::Observer;
use bits::engine::{File, FileRange, Job, JobError};

/// Records the ranges that arrive.
#[derive(Default)]
pub struct RangeObserver(Mutex<Vec<(u64, u64)>>);

impl Observer for RangeObserver {
    fn transferred(&self, _job: &Job) -> bool {
        true
    }

    fn failed(&self, _job: &Job, _error: &JobError) -> bool {
        true
    }

    fn modified(&self, _job: &Job) -> bool {
        true
    }

    fn file_transferred(&self, _job: &Job, _file: &File) -> bool {
        true
    }

    fn ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) {
        assert_eq!(file.job().id(), job.id());
        let ranges = ranges.iter().map(|range| (range.offset(), range.length()));
        self.0.lock().unwrap().extend(ranges);
    }
}

impl RangeObserver {
    /// The recorded ranges, sorted, with adjacent ranges joined. A range with a byte that was
    /// reported twice is not joined.
    pub fn recorded(&self) -> Vec<(u64, u64)> {
        let mut list = self.0.lock().unwrap().clone();
        list.sort_unstable();
        list.into_iter()
            .fold(Vec::new(), |mut joined: Vec<(u64, u64)>, next| {
                match joined.last_mut() {
                    Some(last) if last.0 + last.1 == next.0 => last.1 += next.1,
                    _ => joined.push(next),
                }
                joined
            })
    }

    pub fn bytes(&self) -> u64 {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|(_, length)| length)
            .sum()
    }
}
