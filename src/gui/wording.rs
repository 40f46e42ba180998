//! Phrases that several parts of the window share, and the search for words.

use crate::{
    decision::{
        ConsequenceKind, PeopleRole,
        text::{called, day},
    },
    storage::{recovery::Recovered, world::time_zone},
};

/// The names of the fields for the texts of a record.
pub const TITLE: &str = "Title";
pub const PROBLEM: &str = "Problem statement";
pub const CONSTRAINT: &str = "Constraint";
pub const JUSTIFICATION: &str = "Why did you choose it? (… because)";
pub const CONFIRMATION: &str = "Confirmation";
pub const TRIGGER: &str = "Reversal trigger";

/// Returns the name of the field for one consequence of a kind.
pub fn consequence(kind: ConsequenceKind) -> String {
    format!("{} consequence", kind.name())
}

/// Returns the name of a group of criteria, and a name for the criteria without one.
pub fn group_name(group: &str) -> &str {
    called(group, "Other")
}

/// Returns the name of the field for one person in a role.
pub fn person(role: PeopleRole) -> &'static str {
    match role {
        PeopleRole::DecisionMakers => "Decision maker",
        PeopleRole::Consulted => "Consulted person",
        PeopleRole::Informed => "Informed person",
    }
}

/// Returns the name of the field for the name of an option, by its index.
pub fn name_of_option(index: usize) -> String {
    format!("Name of option {}", index + 1)
}

/// Returns the name of the field at an index of a list, from the name of one line of it.
pub fn line_of_list(name: &str, index: usize) -> String {
    format!("{name} {}", index + 1)
}

/// Returns the words for a gap between two scores: "1 point apart", "3 points apart".
pub fn points_apart(points: u8) -> String {
    format!("{points} {} apart", if points == 1 { "point" } else { "points" })
}

/// Returns a step of the history in the words for one that is done: "Scored Hiring for Go" for "Score Hiring for Go".
pub fn done(step: &str) -> String {
    let (verb, rest) = step.split_at(step.find(' ').unwrap_or(step.len()));
    let past = match verb {
        "Apply" => "Applied",
        "Choose" => "Chose",
        "Keep" => "Kept",
        "Leave" => "Left",
        "Make" => "Made",
        "Put" => "Put",
        "Set" => "Set",
        "Take" => "Took",
        "Withdraw" => "Withdrew",
        regular if regular.ends_with('e') => return format!("{regular}d{rest}"),
        regular => return format!("{regular}ed{rest}"),
    };
    format!("{past}{rest}")
}

/// Returns all ballots of a round as the subject of a sentence: "The only ballot is", "Both ballots are", "All 3 ballots are".
pub fn all_ballots(ballots: usize) -> String {
    match ballots {
        1 => "The only ballot is".to_owned(),
        2 => "Both ballots are".to_owned(),
        all => format!("All {all} ballots are"),
    }
}

/// Joins clauses as a part of a sentence. Of many, only the first are listed.
pub fn listed(clauses: &[String]) -> String {
    const MOST: usize = 4;
    match clauses.len() {
        0 => "nothing".to_owned(),
        count if count > MOST + 1 => format!("{}, and {} more", clauses[..MOST].join(", "), count - MOST),
        _ => clauses.join(", "),
    }
}

/// Returns the sentence on when recovered work was last written.
pub fn last_written(work: &Recovered) -> String {
    match work.note.written {
        None => "Weigh-In closed before it was saved.".to_owned(),
        Some(written) => {
            let written = written.to_zoned_datetime(time_zone());
            format!("Weigh-In closed before it was saved, on {} at {}.", day(written.date()), written.strftime("%H:%M"))
        }
    }
}

/// Reports whether every word of a query is somewhere in the texts, in any order and case.
pub fn has_words(query: &str, texts: &[&str]) -> bool {
    let text = texts.join(" ").to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}
