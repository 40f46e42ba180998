//! What only the machine knows: the day, who sits at it, and ids that no other record has.

use std::hash::{BuildHasher, Hasher, RandomState};

use jiff::{ZonedDateTime, civil::Date};

/// The day, where the machine is.
#[must_use]
pub fn today() -> Date {
    ZonedDateTime::now().date()
}

/// An id for a new record: 16 hexadecimal digits from the seed that the standard library draws for its hash maps.
#[must_use]
pub fn new_id() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// The name of who sits at the machine, as the system knows it; "Me" where it does not.
#[must_use]
pub fn user_name() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| std::env::var(key).ok());
    let name = name.filter(|name| !name.trim().is_empty() && name != "root").unwrap_or_else(|| "Me".to_owned());
    let mut letters = name.chars();
    letters.next().map_or_else(|| "Me".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}
