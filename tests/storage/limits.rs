//! Every limit of a record, on reading as on writing: which it is, how large, and what to do.

use std::fmt::Write as _;

use weigh_in::{decision::Decision, storage};

/// A list of a record, and one more item than it may have.
struct Limit {
    /// The field, and what stands around its items.
    field: &'static str,
    /// An item, in which `#` is its number, from 1.
    item: &'static str,
    most: usize,
    /// Adds the last item once more.
    more: fn(&mut Decision),
    /// What stands beside the list.
    beside: fn() -> String,
    told: &'static str,
}

macro_rules! more {
    ($($field:ident).+) => {
        |decision| {
            let last = decision.$($field).+.last().unwrap().clone();
            decision.$($field).+.push(last);
        }
    };
}

const NOTHING: fn() -> String = String::new;

const LIMITS: &[Limit] = &[
    Limit {
        field: "options",
        item: "(id: \"o#\")",
        most: 400,
        more: more!(options),
        beside: NOTHING,
        told: "there are 401 options, and a record holds at most 400",
    },
    Limit {
        field: "criteria",
        item: "(id: \"c#\")",
        most: 2_000,
        more: more!(criteria),
        beside: NOTHING,
        told: "there are 2001 criteria, and a record holds at most 2000",
    },
    Limit {
        field: "criteria",
        item: "(id: \"c#\")",
        most: 1_000,
        more: more!(criteria),
        beside: || list("options", "(id: \"o#\")", 100),
        told: "100 options by 1001 criteria are 100100 cells, and a record holds at most 100000",
    },
    Limit {
        field: "members",
        item: "(id: \"m#\")",
        most: 2_000,
        more: more!(members),
        beside: NOTHING,
        told: "there are 2001 members, and a record holds at most 2000",
    },
    Limit {
        field: "members",
        item: "(id: \"m#\")",
        most: 30,
        more: more!(members),
        beside: || list("options", "(id: \"o#\")", 100) + &list("criteria", "(id: \"c#\")", 1_000),
        told: "100000 cells by 31 members are 3100000 scores, and a record holds at most 3000000",
    },
    Limit {
        field: "links",
        item: "(label: \"#\")",
        most: 5_000,
        more: more!(links),
        beside: NOTHING,
        told: "there are 5001 links, and a record holds at most 5000",
    },
    Limit {
        field: "constraints",
        item: "\"#\"",
        most: 20_000,
        more: more!(constraints),
        beside: NOTHING,
        told: "there are 20001 constraints, and a record holds at most 20000",
    },
    Limit {
        field: "rounds",
        item: "(number: #)",
        most: 1_000,
        more: more!(rounds),
        beside: NOTHING,
        told: "there are 1001 rounds, and a record holds at most 1000",
    },
    Limit {
        field: "ballots",
        item: "(member: \"m#\", round: 1)",
        most: 20_000,
        more: more!(ballots),
        beside: NOTHING,
        told: "there are 20001 ballots, and a record holds at most 20000",
    },
    Limit {
        field: "references",
        item: "(id: \"r#\")",
        most: 400,
        more: more!(references),
        beside: NOTHING,
        told: "there are 401 references, and a record holds at most 400",
    },
    Limit {
        field: "exports",
        item: "(path: \"#.md\", dialect: \"madr\", on: \"2026-11-03\")",
        most: 5_000,
        more: more!(exports),
        beside: NOTHING,
        told: "there are 5001 exports, and a record holds at most 5000",
    },
    Limit {
        field: "profiles",
        item: "(id: \"p#\", name: \"P\")",
        most: 400,
        more: more!(profiles),
        beside: NOTHING,
        told: "there are 401 profiles, and a record holds at most 400",
    },
    Limit {
        field: "history",
        item: "(status: Draft, on: \"2026-11-03\")",
        most: 20_000,
        more: more!(history),
        beside: NOTHING,
        told: "there are 20001 changes of status, and a record holds at most 20000",
    },
    Limit {
        field: "reviews",
        item: "(on: \"2026-11-03\", verdict: Keep)",
        most: 20_000,
        more: more!(reviews),
        beside: NOTHING,
        told: "there are 20001 reviews, and a record holds at most 20000",
    },
    Limit {
        field: "corrections",
        item: "(on: \"2026-11-03\")",
        most: 20_000,
        more: more!(corrections),
        beside: NOTHING,
        told: "there are 20001 corrections, and a record holds at most 20000",
    },
    Limit {
        field: "commitments",
        item: "(member: \"m#\", round: 1, hash: \"#\")",
        most: 20_000,
        more: more!(commitments),
        beside: NOTHING,
        told: "there are 20001 commitments to ballots, and a record holds at most 20000",
    },
    Limit {
        field: "governs",
        item: "\"#\"",
        most: 200_000,
        more: more!(governs),
        beside: NOTHING,
        told: "there are 200001 people, arguments, triggers, weights and other entries of lists, and a record holds at most \
               200000",
    },
];

fn list(field: &str, item: &str, count: usize) -> String {
    let mut list = format!("{field}: [");
    for number in 1..=count {
        let _ = write!(list, "{},", item.replace('#', &number.to_string()));
    }
    list + "],"
}

impl Limit {
    fn text(&self, count: usize) -> String {
        let (list, beside) = (list(self.field, self.item, count), (self.beside)());
        format!("(format: 2, id: \"0123456789abcdef\", created: \"2026-11-03\",\n{list}\n{beside})")
    }
}

#[test]
fn no_more_of_anything_is_read_or_written_than_a_record_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("go.decision.ron");
    for limit in LIMITS {
        let refused = storage::parse(&limit.text(limit.most + 1)).unwrap_err();
        assert_eq!(refused.summary().to_lowercase(), format!("{}.", limit.told), "read");
        assert_eq!(
            refused.advice(),
            "Check that it is the file that you meant; if it is, take something out of it in a text editor, or part it into \
             several."
        );
        let place = (limit.field != "governs").then_some((2, 1));
        assert_eq!(refused.position(), place, "{}", limit.told);

        let mut decision = storage::parse(&limit.text(limit.most)).unwrap().decision;
        storage::save_over(&path, &decision, None).unwrap();
        let whole = std::fs::read(&path).unwrap();
        (limit.more)(&mut decision);
        let refused = storage::save_over(&path, &decision, None).unwrap_err();
        assert!(
            refused.summary().ends_with(&format!("could not be written: {}.", limit.told)),
            "{}",
            refused.summary()
        );
        assert_eq!(refused.advice(), "Take out what is not needed, or part it into several.");
        assert_eq!(std::fs::read(&path).unwrap(), whole, "what was there is still there");
    }
}
