//! Conversion of columns, and handling of rows that cannot be read.
//!
//! A row is *bad* if a column holds a value that libbits never writes there, for example after a
//! change with another program. A bad row is kept as it is, and all other rows remain usable.
//! `quarantine` says how the job of a bad row is shown.

use rusqlite::{ErrorCode, Params, Row, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::abi::{BG_E_DATABASE_CORRUPT, E_ACCESSDENIED, E_FAIL, E_OUTOFMEMORY};
use crate::engine::model::error::{Error, win32};
use crate::engine::store::shared_memory;

/// Error of a call that needs a bad row: `ERROR_INVALID_DATA`.
pub const BAD_ROW: Error = Error(win32(13));

/// Returns whether an error means that a row is bad; other errors concern the database.
pub fn is_bad_row(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::*;
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | Utf8Error(..)
    )
}

/// Reads the rows of a query whose first column is the key of a job. Skips the rows that `read`
/// takes for bad ones. Recovery, which reads all of them, logs them as errors; the other queries
/// run too often for that.
pub fn read_valid_rows<T>(
    statement: &mut Statement<'_>,
    parameters: impl Params,
    level: log::Level,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut rows = statement.query(parameters)?;
    let mut valid = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Err(error) if is_bad_row(&error) => {
                log::log!(
                    level,
                    "the row of job {:?} cannot be read and is skipped: {error}",
                    row.get_ref(0)?
                );
            }
            other => valid.push(other?),
        }
    }
    Ok(valid)
}

/// Reads the index of a slot in the shared memory; 0 stands for none.
pub fn slot(row: &Row<'_>, column: usize) -> rusqlite::Result<u32> {
    let number: i64 = row.get(column)?;
    let slot = u32::try_from(number)
        .ok()
        .filter(|slot| *slot < shared_memory::SLOTS);
    slot.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// Reads a value of an enumeration of the ABI, which the column keeps as its number.
pub fn enumeration<T: TryFrom<i32>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(row.get(column)?).map_err(|error| unreadable(column, error))
}

/// Reads a value that the column keeps as JSON; `None` for NULL.
pub fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| unreadable(column, error))
}

/// Returns the JSON text of a value for a column; `None` for NULL.
pub fn to_json<T: Serialize>(value: &Option<T>) -> Option<String> {
    let text = |value| serde_json::to_string(value).expect("numbers and texts have a JSON form");
    value.as_ref().map(text)
}

/// Returns the error of a column whose value cannot be converted: its row is bad.
pub fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        log::error!("queue database: {error}");
        if is_bad_row(&error) {
            return BAD_ROW;
        }
        Error(match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => BG_E_DATABASE_CORRUPT,
            Some(ErrorCode::DiskFull) => win32(112), // ERROR_DISK_FULL
            Some(ErrorCode::ReadOnly) => win32(19),  // ERROR_WRITE_PROTECT
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => win32(170), // ERROR_BUSY
            Some(ErrorCode::SystemIoFailure) => win32(1117), // ERROR_IO_DEVICE
            Some(ErrorCode::CannotOpen) => win32(110), // ERROR_OPEN_FAILED
            Some(ErrorCode::PermissionDenied) => E_ACCESSDENIED,
            Some(ErrorCode::OutOfMemory) => E_OUTOFMEMORY,
            Some(ErrorCode::FileLockingProtocolFailed) => win32(170), // ERROR_BUSY
            _ => E_FAIL,
        })
    }
}
