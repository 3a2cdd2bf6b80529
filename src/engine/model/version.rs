//! Version of a remote file, identified by its size and its HTTP validators (`ETag`,
//! `Last-Modified`).
//!
//! A transfer continues only if the version of the remote file is unchanged.

/// Version of a remote file; a field is `None` if it is not known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Version {
    /// Size in bytes.
    pub size: Option<u64>,
    /// Value of `Last-Modified`, exactly as the server sent it.
    pub last_modified: Option<String>,
    /// Value of `ETag`, strong or weak, exactly as the server sent it.
    pub etag: Option<String>,
}

impl Version {
    /// Returns the `ETag` if it is strong: equal strong tags mean equal bytes, while equal weak
    /// ones (`W/"..."`) do not.
    pub fn strong_etag(&self) -> Option<&str> {
        self.etag.as_deref().filter(|tag| tag.starts_with('"'))
    }

    /// Returns whether the version has a validator that distinguishes it from another version of
    /// the same size.
    pub fn has_validator(&self) -> bool {
        self.strong_etag().is_some() || self.last_modified.is_some()
    }

    /// Returns whether two versions certainly have the same bytes: no field that both have differs,
    /// and both have a strong tag or both have a date. An equal weak tag proves nothing, but a
    /// different one proves another version.
    pub fn same(&self, other: &Version) -> bool {
        let no_difference = agree(&self.size, &other.size)
            && agree(&self.etag, &other.etag)
            && agree(&self.last_modified, &other.last_modified);
        let both_tagged = self.strong_etag().is_some() && other.strong_etag().is_some();
        let both_dated = self.last_modified.is_some() && other.last_modified.is_some();
        no_difference && (both_tagged || both_dated)
    }

    /// Adds the fields that another response for the same version has and this one lacks, so that a
    /// later response must agree with all of them.
    pub fn or(self, other: &Version) -> Version {
        Version {
            size: self.size.or(other.size),
            last_modified: self.last_modified.or_else(|| other.last_modified.clone()),
            etag: self.etag.or_else(|| other.etag.clone()),
        }
    }
}

/// Returns whether a field that both versions have is equal.
fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}
