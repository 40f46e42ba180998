//! Inputs that once broke a reader.

use super::readers::READERS;

#[test]
fn a_drive_in_the_middle_of_a_path_leads_nowhere() {
    let root = tempfile::tempdir().unwrap();
    for path in ["./C:\\x/adr", "docs/C:/x", "a\\b:c"] {
        assert!(weigh_in::decision_log::inside(root.path(), path).is_err(), "{path}");
    }
}

#[test]
fn what_once_broke_a_reader_breaks_none() {
    let nested = "# Decisions\n\n* [1. Use Perl](0001-use-perl.md)\n* [2. Use Go* [2. Use##  Go](0002-use-go.md) -](0002-use-gk.md) -";
    // A heading of several lines is one line of those that are read.
    let headed = "#---\nADR-0001ADR-0001ADR-0001ADR* [2. Use Go](0002-use-go.md) - accepted\n-0001ADR-0001---\n---\n---\n---\n \
                  Decisions\n\n* [1sions\n\n* [1. Use Perl](0001-use-perl.md)\n* [2. Use Go](0002-use-go.md) - accepted\n";
    for input in [
        nested,
        headed,
        "[a [b](0001-x.md) c](0002-y.md)",
        "<!-- x --><!--",
        "\\<!-- <!-- -->",
        ".log4brains.yml\nproject:\n  adrFolder: ./C:\\xdocs/adr\n",
    ] {
        for reader in READERS {
            (reader.read)(input.as_bytes());
        }
    }
}
