//! The head of a team's ADRs: front matter, title and facts above the first section, as their next ADR has them.

mod day;
mod facts;
mod front;
mod learn;
mod write;

use self::facts::LineKind;
pub(super) use self::{
    day::DayForm,
    facts::{HeadFact, ObservedHead, observed_head},
    front::FrontValue,
    learn::is_filler,
    write::HeadFacts,
};
use super::named::Named;
use crate::decision::RelationKind;

/// The head that the next ADR gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    lines: Vec<NextLine>,
    /// Whether it has nothing but what every team states, so that further facts of that kind may be added.
    pub(super) is_open: bool,
    /// Whether the status is in a section as well.
    pub(super) status_section: bool,
}

/// A line of a head.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NextLine {
    kind: LineKind,
    /// Facts, each with the text before it.
    facts: Vec<(String, NextFact)>,
    /// Text behind the last fact.
    rest: String,
}

/// A fact, in the form in which the team writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NextFact {
    value: NextValue,
    /// Form of a value in front matter; `None` elsewhere.
    form: Option<FrontValue>,
    /// What stands in a cell or behind a key without a value; `None` if the whole line is left out then.
    filler: Option<String>,
    /// Number of characters of a cell, with the spaces before its end.
    width: usize,
    /// Number of these spaces.
    spaces: usize,
    /// What stands before each item of a list below the label; empty for a value beside it.
    mark: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum NextValue {
    /// As it is, marks included; of several lines, with their ends.
    Fixed(String),
    Status,
    Date(DayForm),
    /// Day on which the record was made.
    Created(DayForm),
    /// Text with the title and the number in it.
    Named(Named),
    People(Crew),
    Relation(RelationKind),
    /// Relations as `adrs` lists them.
    Links,
    /// Nothing that a record knows.
    Unknown,
}

/// The people that a fact names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Crew {
    Deciders,
    Consulted,
    Informed,
}

impl Head {
    /// Reports whether it states a relation of this kind to other ADRs.
    pub(super) fn states(&self, kind: RelationKind) -> bool {
        let mut facts = self.lines.iter().flat_map(|line| &line.facts);
        facts.any(|(_, fact)| fact.value == NextValue::Relation(kind))
    }

    /// Reports whether its days have the month first, which a day alone may not show.
    pub(super) fn is_month_first(&self) -> bool {
        let mut facts = self.lines.iter().flat_map(|line| &line.facts);
        facts.any(|(_, fact)| matches!(&fact.value, NextValue::Date(form) | NextValue::Created(form) if form.is_month_first()))
    }
}
