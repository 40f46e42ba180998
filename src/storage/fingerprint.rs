//! How it is noticed that somebody else has changed a file.

use std::{
    fs::Metadata,
    time::{Duration, SystemTime},
};

/// Two changes within this time may bear the same time of change, as clocks of file systems are.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// What a file was like when it was read or written.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint {
    size: u64,
    hash: u64,
    modified: Option<SystemTime>,
    taken: SystemTime,
    /// What the private ballots beside a record are like; none where it has none.
    private: Option<u64>,
}

impl Fingerprint {
    /// Of the whole content of a file, and what the system says about it.
    #[must_use]
    pub fn of(bytes: &[u8], about: &Metadata) -> Self {
        let modified = about.modified().ok();
        Self { size: bytes.len() as u64, hash: hash_on(None, bytes), modified, taken: SystemTime::now(), private: None }
    }

    /// The same, with what the private ballots beside the file are like.
    #[must_use]
    pub(super) fn with_private(self, private: Option<u64>) -> Self {
        Self { private, ..self }
    }

    /// What the private ballots beside the file were like; none where they do not count.
    pub(super) fn private(&self) -> Option<u64> {
        self.private
    }

    /// Of a content alone, as recovery files remember it.
    #[must_use]
    pub fn from_parts(size: u64, hash: u64) -> Self {
        Self { size, hash, modified: None, taken: SystemTime::UNIX_EPOCH, private: None }
    }

    /// The size in bytes, and a number that other contents hardly have.
    #[must_use]
    pub fn parts(&self) -> (u64, u64) {
        (self.size, self.hash)
    }

    /// Whether the content was the same.
    #[must_use]
    pub fn is_same_content(&self, other: &Self) -> bool {
        self.parts() == other.parts() && self.private == other.private
    }

    /// Whether the file is the same by what the system says, without reading it.
    pub(super) fn still_fits(&self, about: &Metadata) -> bool {
        let Some(modified) = self.modified else { return false };
        // A change right behind our look may bear the same time. If the clock was set back, no time seems to have
        // passed, and the file is read.
        let settled = self.taken.duration_since(modified).is_ok_and(|since| since > COARSEST_CLOCK);
        settled && about.len() == self.size && about.modified().ok() == Some(modified)
    }
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo): the same in every version of the program, which the standard library's hash
/// does not promise. It guards against accidents, not against forgers.
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
