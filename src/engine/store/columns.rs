//! Columns that rows have in common, and rows that cannot be read.

use rusqlite::{ErrorCode, Row, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::abi::{BG_E_DATABASE_CORRUPT, E_ACCESSDENIED, E_FAIL};
use crate::engine::model::error::{Error, win32};
use crate::engine::model::remote_name::RemoteName;
use crate::engine::store::shared_memory;

/// `ERROR_INVALID_DATA`: the answer of a call that needs a row which no libbits has written. Such a
/// row is left alone.
pub const BAD_ROW: Error = Error(win32(13));

/// Whether a row holds what no libbits has written there; other errors are the database's.
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

/// Reads the rows of a query whose first column is the job's key; a bad one is left out, with a
/// line in the log.
pub fn read_good<T>(
    statement: &mut Statement<'_>,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut rows = statement.query([])?;
    let mut good = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Err(error) if is_bad_row(&error) => {
                log::error!("the row of job {:?} is left out: {error}", row.get_ref(0)?);
            }
            other => good.push(other?),
        }
    }
    Ok(good)
}

/// The number of a slot in the shared memory.
pub fn slot(row: &Row<'_>, column: usize) -> rusqlite::Result<u32> {
    let number: i64 = row.get(column)?;
    let slot = u32::try_from(number)
        .ok()
        .filter(|slot| *slot < shared_memory::SLOTS);
    slot.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// An enumeration of the ABI, kept as its number.
pub fn enumeration<T: TryFrom<i32>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(row.get(column)?).map_err(|error| unreadable(column, error))
}

/// Reads a remote name. The names in the store were checked when they entered it.
pub fn remote_name(row: &Row<'_>, column: usize) -> rusqlite::Result<RemoteName> {
    let text = row.get_ref(column)?.as_str()?;
    RemoteName::parse(text).map_err(|error| unreadable(column, error))
}

/// What is kept as JSON, if it is there.
pub fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| unreadable(column, error))
}

pub fn to_json<T: Serialize>(value: &Option<T>) -> Option<String> {
    let text = |value| serde_json::to_string(value).expect("numbers and texts have a JSON form");
    value.as_ref().map(text)
}

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
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => E_ACCESSDENIED,
            _ => E_FAIL,
        })
    }
}
