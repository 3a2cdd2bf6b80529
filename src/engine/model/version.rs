//! Version of a remote file, as its validators (size, `ETag`, `Last-Modified`) tell.

/// What identifies a version of a remote file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Version {
    pub size: Option<u64>,
    /// `Last-Modified`, as the server spelled it.
    pub last_modified: Option<String>,
    /// `ETag`, strong or weak, as the server spelled it.
    pub etag: Option<String>,
}

impl Version {
    /// The `ETag`, if equal ones mean equal bytes; weak ones (`W/"..."`) promise less.
    pub fn strong_etag(&self) -> Option<&str> {
        self.etag.as_deref().filter(|tag| tag.starts_with('"'))
    }

    /// There is something to tell two versions of the same size apart by.
    pub fn has_validator(&self) -> bool {
        self.strong_etag().is_some() || self.last_modified.is_some()
    }

    /// Surely the same bytes: no mark that both carry differs, and a strong tag or the date is
    /// among those that agree. A weak tag proves nothing when it is equal, but another version when
    /// it is not.
    pub fn same(&self, other: &Version) -> bool {
        let no_difference = agree(&self.size, &other.size)
            && agree(&self.etag, &other.etag)
            && agree(&self.last_modified, &other.last_modified);
        let tags = self.strong_etag().is_some() && other.strong_etag().is_some();
        let dates = self.last_modified.is_some() && other.last_modified.is_some();
        no_difference && (tags || dates)
    }

    /// With the marks of another answer for the same version where this one has none: a later
    /// answer has to agree with them all.
    pub fn or(self, other: &Version) -> Version {
        Version {
            size: self.size.or(other.size),
            last_modified: self.last_modified.or_else(|| other.last_modified.clone()),
            etag: self.etag.or_else(|| other.etag.clone()),
        }
    }
}

/// A mark that both versions carry is equal.
fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}
