//! Files: what is written is read back, and what is broken is explained.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use proptest::prelude::*;
use weigh_in::storage;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn what_is_written_is_read_back(decision in common::decision()) {
        let text = storage::to_ron(&decision);
        let loaded = storage::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(&loaded.decision, &decision);
        prop_assert_eq!(loaded.newer, None);
        prop_assert_eq!(storage::to_ron(&loaded.decision), text);
    }
}
