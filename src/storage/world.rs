//! Facts that only the machine knows: the day, the name of its user, and ids that no other record has.

use std::{
    env, fs,
    hash::{BuildHasher, Hasher, RandomState},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::git;
use crate::decision::{Salt, text::capitalized};

/// Size of the largest file that is read as a time zone, in bytes. Real ones have some kilobytes.
const LARGEST_ZONE: u64 = 1024 * 1024;

/// Returns today's date, in the time zone of the machine.
#[must_use]
pub fn today() -> Date {
    now().to_zoned_datetime(time_zone()).date()
}

/// Returns a warning, as a sentence, if the clock shows a day on which no record can have been made; else `None`.
#[must_use]
pub fn clock_doubt(day: Date) -> Option<String> {
    let is_likely = (2020..=2100).contains(&day.year());
    (!is_likely).then(|| format!("The clock of this machine says {day}; dates in the record will be wrong."))
}

/// Returns the time. If the clock is off by thousands of years, returns the nearest time that can be represented.
#[must_use]
pub fn now() -> Timestamp {
    let clock = SystemTime::now().max(SystemTime::UNIX_EPOCH);
    Timestamp::try_from(clock).unwrap_or(Timestamp::MAX)
}

/// Returns the time zone of the machine; UTC if its file is endless or far too large.
#[must_use]
pub fn time_zone() -> TimeZone {
    let zone = env::var_os("TZ").unwrap_or_default();
    let zone = zone.to_string_lossy();
    let file = Path::new(zone.strip_prefix(':').unwrap_or(&zone));
    // The zone may be a file, or be named from the folder of all of them.
    let folder = env::var_os("TZDIR").map(PathBuf::from).unwrap_or_default();
    let is_endless = is_endless(file) || is_endless(&folder.join(file));
    if is_endless { TimeZone::UTC } else { TimeZone::system() }
}

/// Reports whether a file is a device or a pipe, which would be read without end, or far too large for a time zone.
fn is_endless(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|about| !about.is_dir() && (!about.is_file() || about.len() > LARGEST_ZONE))
}

/// Returns an id for a new record: 16 hexadecimal digits from the seed that the standard library draws for its hash
/// maps.
#[must_use]
pub fn new_id() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// Returns a salt for the commitment to a sealed ballot, from the system's source of randomness.
///
/// # Errors
/// Any error of that source. There is no other: a salt that can be guessed would not keep a ballot secret.
pub fn new_salt() -> io::Result<Salt> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits)?;
    Ok(Salt::of_bits(u128::from_le_bytes(bits)))
}

/// Returns the name of the user, as the system knows it; empty if it does not, and for `root`.
#[must_use]
pub fn user_name() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| std::env::var(key).ok());
    let name = name.filter(|name| !name.trim().is_empty() && name != "root").unwrap_or_default();
    capitalized(&name)
}

/// Returns the name of the user, as git knows them in a folder, or else as [the system does](user_name).
#[must_use]
pub fn user_name_in(folder: &Path) -> String {
    git::user_name(folder).unwrap_or_else(user_name)
}
