//! Inactive jobs: how long runners have seen each job without a change.
//!
//! The system's clock may be wrong by years for a while. A job must not be cancelled for that,
//! because its finished data would be deleted. Therefore no time of the system's clock counts, but
//! only the time for which a runner has watched the queue: `observed` in the table `meta`, which
//! each runner advances while it works ([`advance`]).
//!
//! A runner that works for less than the interval of its sweeps adds nothing.
//!
//! [`look`] compares the versions of the jobs with those that it found before. A job that has
//! another version was active, and its inactivity begins anew. A change of a job costs nothing
//! here, and a job of an earlier schema begins with the first look.

use std::time::Duration;

use rusqlite::{Connection, params};

/// Limit of the time for which runners have watched a queue, in milliseconds: a thousand years.
const OBSERVED_LIMIT: i64 = 1000 * 366 * 24 * 3600 * 1000;

/// Version of a job that was inactive for too long.
pub struct InactiveJob {
    pub key: u64,
    pub version: u64,
}

/// Adds the time for which this runner has watched the queue. The time counts for the jobs in the
/// queue; without any, nothing is written.
pub fn advance(connection: &Connection, passed: Duration) -> rusqlite::Result<()> {
    connection
        .prepare_cached(concat!(
            "INSERT INTO meta (name, value)
            SELECT 'observed', ?1 WHERE EXISTS (SELECT 1 FROM job WHERE ",
            sql_is_queued!(),
            ") ON CONFLICT DO UPDATE SET value = value + ?1"
        ))?
        .execute([milliseconds(passed)])?;
    Ok(())
}

/// Notes the jobs in the queue that have changed since the last look, and returns those that have
/// not changed for this time.
pub fn look(connection: &Connection, timeout: Duration) -> rusqlite::Result<Vec<InactiveJob>> {
    let observed = observed(connection)?;
    connection.execute(
        concat!(
            "DELETE FROM inactive WHERE job NOT IN (SELECT key FROM job WHERE ",
            sql_is_queued!(),
            ")"
        ),
        [],
    )?;
    // A value before the first time or after the present one comes from a damaged row.
    connection.execute(
        concat!(
            "INSERT INTO inactive (job, version, since)
            SELECT key, version, ?1 FROM job WHERE key > 0 AND ",
            sql_is_queued!(),
            " ON CONFLICT DO UPDATE SET version = excluded.version, since = excluded.since
            WHERE version != excluded.version OR since NOT BETWEEN 0 AND excluded.since"
        ),
        [observed],
    )?;
    connection
        .prepare(concat!(
            "SELECT key, job.version FROM inactive JOIN job ON key = job
            WHERE key > 0 AND ?1 - since >= ?2 AND ",
            sql_is_queued!()
        ))?
        .query_map(params![observed, milliseconds(timeout)], |row| {
            Ok(InactiveJob {
                key: row.get(0)?,
                version: row.get(1).unwrap_or(0),
            })
        })?
        .collect()
}

/// Returns the time for which runners have watched the queue. If it is damaged, the inactivity of
/// all jobs begins anew: a wrong time would delete finished data.
fn observed(connection: &Connection) -> rusqlite::Result<i64> {
    let observed: i64 = connection.query_row(
        "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE name = 'observed'",
        [],
        |row| row.get(0),
    )?;
    if (0..OBSERVED_LIMIT).contains(&observed) {
        return Ok(observed);
    }
    log::error!("the time of the runners is damaged ({observed}) and is set again");
    connection.execute("DELETE FROM meta WHERE name = 'observed'", [])?;
    connection.execute("DELETE FROM inactive", [])?;
    Ok(0)
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
