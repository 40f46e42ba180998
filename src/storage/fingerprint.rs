//! Fingerprints of files, to notice changes by other programs.

use std::{
    fs::Metadata,
    time::{Duration, SystemTime},
};

/// Resolution of the coarsest file system clock: two changes within this time may have the same time stamp.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// The state of a file when it was read or written.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint {
    size: u64,
    hash: u64,
    modified: Option<SystemTime>,
    taken: SystemTime,
    /// A hash of the private ballots beside a record; `None` if it has none.
    private: Option<u64>,
}

impl Fingerprint {
    /// Takes the fingerprint of a file's whole content and its metadata.
    #[must_use]
    pub fn of(bytes: &[u8], about: &Metadata) -> Self {
        let modified = about.modified().ok();
        Self { size: bytes.len() as u64, hash: hash_on(None, bytes), modified, taken: SystemTime::now(), private: None }
    }

    /// Returns the same fingerprint with another hash of the private ballots beside the file.
    #[must_use]
    pub(super) fn with_private(self, private: Option<u64>) -> Self {
        Self { private, ..self }
    }

    /// Returns the hash of the private ballots beside the file; `None` if they do not count.
    pub(super) fn private(&self) -> Option<u64> {
        self.private
    }

    /// Creates a fingerprint of a content alone, as recovery files keep it. It never fits a file without reading the
    /// file.
    #[must_use]
    pub fn from_parts(size: u64, hash: u64) -> Self {
        Self { size, hash, modified: None, taken: SystemTime::UNIX_EPOCH, private: None }
    }

    /// Returns the size in bytes, and a hash that another content is unlikely to have.
    #[must_use]
    pub fn parts(&self) -> (u64, u64) {
        (self.size, self.hash)
    }

    /// Reports whether the content was the same, that of private ballots included.
    #[must_use]
    pub fn is_same_content(&self, other: &Self) -> bool {
        self.parts() == other.parts() && self.private == other.private
    }

    /// Reports whether the metadata alone shows that the file is unchanged. Returns false if in doubt.
    pub(super) fn still_fits(&self, about: &Metadata) -> bool {
        let Some(modified) = self.modified else { return false };
        // A change right after this fingerprint was taken may have the same time. If the clock was set back, no time
        // seems to have passed, and the file is read.
        let settled = self.taken.duration_since(modified).is_ok_and(|since| since > COARSEST_CLOCK);
        settled && about.len() == self.size && about.modified().ok() == Some(modified)
    }
}

/// Hashes bytes by FNV-1a with 64 bits (Fowler, Noll, Vo): the same in every version of the program, which the standard
/// library's hash does not promise. It guards against accidents, not against forgers.
///
/// `before` is the hash of the bytes that come before these.
pub(super) fn hash_on(before: Option<u64>, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before.unwrap_or(0xcbf2_9ce4_8422_2325), |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // From the authors' test vectors.
        assert_eq!(hash_on(None, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash_on(None, b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash_on(None, b"foobar"), 0x8594_4171_f739_67e8);
    }
}
