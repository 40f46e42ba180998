//! The options of a portal's file window, and the meaning of its answers.

use std::{
    collections::HashMap,
    ffi::OsString,
    os::unix::ffi::{OsStrExt as _, OsStringExt as _},
    path::{Path, PathBuf},
};

use zbus::zvariant::{OwnedValue, Value};

use super::{
    super::{PickerAnswer, place},
    TOKEN,
};
use crate::gui::intent::PathUse;

/// The options of a call; the documentation of portals explains them.
pub(super) type Options = HashMap<&'static str, Value<'static>>;

/// Returns the options of the window for a purpose, starting at a folder or at a file that does not exist yet.
pub(super) fn options(purpose: &PathUse, at: &Path) -> Options {
    let (folder, name) = place(at);
    let mut options = Options::from([("handle_token", TOKEN.into()), ("modal", true.into())]);
    match purpose {
        PathUse::Open | PathUse::CompareWith | PathUse::ImportTable => {}
        PathUse::ImportBallots => drop(options.insert("multiple", true.into())),
        PathUse::Repository | PathUse::Log => drop(options.insert("directory", true.into())),
        PathUse::Save(_) | PathUse::ExportBallot | PathUse::Table(_) | PathUse::Chart(_) | PathUse::Report => {
            options.extend(name.map(|name| ("current_name", name.into())));
            // Portals want `current_file` for a file that exists, and `current_name` for one to be made.
            options.extend(at.is_file().then(|| ("current_file", bytes(at))));
        }
    }
    options.extend(folder.map(|folder| ("current_folder", bytes(folder))));
    if let Some((kind, ending)) = purpose.filter() {
        // 0: by the name.
        options.insert("filters", Value::from(vec![(kind, vec![(0_u32, format!("*.{ending}"))])]));
    }
    options
}

/// Returns a path as portals take it: its bytes and a zero.
fn bytes(path: &Path) -> Value<'static> {
    let mut bytes = path.as_os_str().as_bytes().to_vec();
    bytes.push(0);
    bytes.into()
}

/// Returns the answer in the app's terms.
pub(super) fn picked(response: u32, results: &HashMap<String, OwnedValue>) -> PickerAnswer {
    match response {
        0 => {
            let addresses = results.get("uris").and_then(|uris| Vec::<String>::try_from(uris.try_clone().ok()?).ok());
            paths(&addresses.unwrap_or_default())
        }
        1 => PickerAnswer::Cancelled,
        // In the portal's documentation 1 is a cancel and 2 any other end.
        _ => PickerAnswer::NotShown,
    }
}

fn paths(addresses: &[String]) -> PickerAnswer {
    let paths: Result<Vec<_>, _> =
        addresses.iter().map(|address| path(address).ok_or_else(|| address.clone())).collect();
    match paths {
        Ok(paths) if paths.is_empty() => PickerAnswer::NotShown,
        Ok(paths) => PickerAnswer::Paths(paths),
        // One address without a path makes the answer as a whole unusable.
        Err(address) => PickerAnswer::Elsewhere(address),
    }
}

/// Returns the path that a `file` address names on this machine, byte for byte, or `None` for any other address.
fn path(address: &str) -> Option<PathBuf> {
    let rest = address.strip_prefix("file://")?;
    // An empty host and `localhost` both mean this machine.
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    // In a name these two characters come percent-encoded; bare, they begin a query or a fragment.
    if !rest.starts_with('/') || rest.contains(['?', '#']) {
        return None;
    }
    let bytes = percent_decoded(rest.as_bytes())?;
    // No path of this system holds a zero byte.
    (!bytes.contains(&0)).then(|| PathBuf::from(OsString::from_vec(bytes)))
}

/// Decodes `%XX`. Returns `None` if a `%` is not followed by two hexadecimal digits.
fn percent_decoded(mut text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    while let [first, rest @ ..] = text {
        let (byte, rest) = if *first == b'%' {
            let (digits, rest) = rest.split_first_chunk::<2>()?;
            (u8::try_from(hex_digit(digits[0])? * 16 + hex_digit(digits[1])?).ok()?, rest)
        } else {
            (*first, rest)
        };
        bytes.push(byte);
        text = rest;
    }
    Some(bytes)
}

fn hex_digit(digit: u8) -> Option<u32> {
    char::from(digit).to_digit(16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(addresses: &[&str]) -> PickerAnswer {
        let addresses = Value::from(addresses.iter().map(|address| (*address).to_owned()).collect::<Vec<_>>());
        let results = OwnedValue::try_from(addresses).map(|uris| HashMap::from([("uris".to_owned(), uris)]));
        picked(0, &results.unwrap_or_default())
    }

    #[test]
    fn what_is_picked_is_a_path_byte_for_byte() {
        let latin = PathBuf::from(OsString::from_vec(b"/a/caf\xe9 50%".to_vec()));
        assert_eq!(
            answered(&["file:///a/caf%E9%2050%25", "file://localhost/b", "file:///%e6%96%87/文"]),
            PickerAnswer::Paths(vec![latin, "/b".into(), "/文/文".into()])
        );
    }

    #[test]
    fn what_has_no_path_here_is_named() {
        let elsewhere = [
            "sftp://host/a",
            "file://host/a",
            "file:a",
            "file:///a%zz",
            "file:///a%2",
            "file:///a%00",
            "file:///a?b",
            "/a",
        ];
        for address in elsewhere {
            assert_eq!(answered(&["file:///b", address]), PickerAnswer::Elsewhere(address.to_owned()));
        }
    }

    #[test]
    fn only_a_cancel_is_a_cancel() {
        let nothing = HashMap::new();
        assert_eq!(picked(1, &nothing), PickerAnswer::Cancelled);
        for response in [0, 2, 7] {
            assert_eq!(picked(response, &nothing), PickerAnswer::NotShown);
        }
    }

    /// Returns the keys of the options, in order.
    fn keys(purpose: &PathUse, at: &Path) -> String {
        let mut keys: Vec<_> = options(purpose, at).into_keys().collect();
        keys.sort_unstable();
        keys.join(" ")
    }

    #[test]
    fn each_purpose_asks_for_what_it_needs() {
        let at = Path::new("/no/such/folder/a.ron");
        assert_eq!(keys(&PathUse::Open, at), "filters handle_token modal");
        assert_eq!(keys(&PathUse::ImportBallots, at), "filters handle_token modal multiple");
        assert_eq!(keys(&PathUse::Log, at), "directory handle_token modal");
        assert_eq!(keys(&PathUse::Save(None), at), "current_name handle_token modal");
        let filters =
            options(&PathUse::Open, at).remove("filters").map(|filters| filters.value_signature().to_string());
        assert_eq!(filters.as_deref(), Some("a(sa(us))"));
    }
}
