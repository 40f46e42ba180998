//! The limits on the lists of a record: far above what any record holds, and low enough that every result is computed
//! in a moment. A file from a stranger could otherwise hold a million options, and nobody would wait for the result.
//!
//! They apply to reading, editing and writing, so that every file that is written can be read again.

use std::sync::Arc;

use super::{Alternative, Decision, Member, Profile};

/// The error of a list that is too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{told}")]
pub struct TooMany {
    /// Name of the list, that of the record's field.
    pub list: &'static str,
    /// The limit, and what it counts.
    pub most: String,
    /// Clause with the number of items, and the limit.
    told: String,
}

const OPTIONS: usize = 400;
const CRITERIA: usize = 2_000;
/// Maximum of options times criteria; the largest known record has 2,400.
const CELLS: usize = 100_000;
/// Maximum of cells times the members who may score them: the vote of every member on each cell is kept while a record
/// is analysed. The largest known record has 480,000.
const PLACES: usize = 3_000_000;
const MEMBERS: usize = 2_000;
const LINKS: usize = 5_000;
const CONSTRAINTS: usize = 20_000;
const ROUNDS: usize = 1_000;
const BALLOTS: usize = 20_000;
const REFERENCES: usize = 400;
const EXPORTS: usize = 5_000;
const PROFILES: usize = 400;
/// Maximum number of status changes, reviews, corrections, and commitments: for each list by itself.
const EVENTS: usize = 20_000;
/// Maximum number of entries in all lists without a limit of their own; the largest known record has 12,000.
const ENTRIES: usize = 200_000;

/// The number of items in each list of a record, a template, or a file that will become one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Number of options.
    pub options: usize,
    /// Number of criteria.
    pub criteria: usize,
    /// Number of members.
    pub members: usize,
    /// Number of links.
    pub links: usize,
    /// Number of constraints.
    pub constraints: usize,
    /// Number of rounds.
    pub rounds: usize,
    /// Number of ballots of all rounds.
    pub ballots: usize,
    /// Number of reference ballots.
    pub references: usize,
    /// Number of exports.
    pub exports: usize,
    /// Number of profiles.
    pub profiles: usize,
    /// Number of status changes.
    pub history: usize,
    /// Number of reviews.
    pub reviews: usize,
    /// Number of corrections.
    pub corrections: usize,
    /// Number of commitments to sealed ballots.
    pub commitments: usize,
    /// Number of entries in all other lists: people, arguments, triggers, swings and the like, but not scores.
    pub entries: usize,
}

impl Counts {
    /// Counts the items of a record.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        Self {
            options: decision.options.len(),
            criteria: decision.criteria.len(),
            members: decision.members.len(),
            links: decision.links.len(),
            constraints: decision.constraints.len(),
            rounds: decision.rounds.len(),
            ballots: decision.ballots.len(),
            references: decision.references.len(),
            exports: decision.exports.len(),
            profiles: decision.profiles.len(),
            history: decision.history.len(),
            reviews: decision.reviews.len(),
            corrections: decision.corrections.len(),
            commitments: decision.commitments.len(),
            entries: entries(decision),
        }
    }

    /// Counts the entries in the lists of the parts that templates have as well.
    #[must_use]
    pub fn of_parts(options: &[Arc<Alternative>], profiles: &[Arc<Profile>]) -> Self {
        Self { entries: entries_of_parts(options, profiles), ..Self::default() }
    }

    /// Counts the entries of a member's lists.
    #[must_use]
    pub fn of_member(member: &Member) -> Self {
        Self { entries: entries_of_member(member), ..Self::default() }
    }

    /// Checks that a record may hold this many items.
    ///
    /// # Errors
    /// [`TooMany`] with the first list that is too long.
    pub fn check(&self) -> Result<(), TooMany> {
        few("options", OPTIONS, self.options)?;
        few("criteria", CRITERIA, self.criteria)?;
        // Products follow the lists that they are made of, whose limits keep them from overflowing.
        few_cells(self.options, self.criteria)?;
        few("members", MEMBERS, self.members)?;
        few("links", LINKS, self.links)?;
        few("constraints", CONSTRAINTS, self.constraints)?;
        few("rounds", ROUNDS, self.rounds)?;
        few("ballots", BALLOTS, self.ballots)?;
        few("references", REFERENCES, self.references)?;
        few_places(self.options * self.criteria, self.members + self.references)?;
        few("exports", EXPORTS, self.exports)?;
        few("profiles", PROFILES, self.profiles)?;
        few_of("history", "changes of status", EVENTS, self.history)?;
        few("reviews", EVENTS, self.reviews)?;
        few("corrections", EVENTS, self.corrections)?;
        few_of("commitments", "commitments to ballots", EVENTS, self.commitments)?;
        few_of("entries", "people, arguments, triggers, weights and other entries of lists", ENTRIES, self.entries)
    }

    /// Returns the counts of a record in which every list is longer by one.
    pub(super) fn one_more(self) -> Self {
        Self {
            options: self.options + 1,
            criteria: self.criteria + 1,
            members: self.members + 1,
            links: self.links + 1,
            constraints: self.constraints + 1,
            rounds: self.rounds + 1,
            ballots: self.ballots + 1,
            references: self.references + 1,
            exports: self.exports + 1,
            profiles: self.profiles + 1,
            history: self.history + 1,
            reviews: self.reviews + 1,
            corrections: self.corrections + 1,
            commitments: self.commitments + 1,
            entries: self.entries + 1,
        }
    }
}

/// Counts the entries of all lists of a record that have no limit of their own.
fn entries(decision: &Decision) -> usize {
    let people = &decision.people;
    let of_people = people.decision_makers.len() + people.consulted.len() + people.informed.len();
    let outcome = &decision.outcome;
    let of_outcome = outcome.consequences.len() + outcome.triggers.len() + outcome.sign_offs.len();
    let of_rounds: usize =
        decision.rounds.iter().map(|round| round.criteria.len() + round.reopened.len() + round.reveals.len()).sum();
    let of_reviews: usize = decision.reviews.iter().map(|review| review.findings.len()).sum();
    let of_exports: usize = decision.exports.iter().map(|export| export.charts.len()).sum();
    let of_head = decision.compared_profiles.len() + decision.governs.len() + of_people;
    let of_members: usize = decision.members.iter().map(|member| entries_of_member(member)).sum();
    let of_parts = entries_of_parts(&decision.options, &decision.profiles);
    of_head + of_outcome + of_rounds + of_reviews + of_exports + of_members + of_parts
}

fn entries_of_parts(options: &[Arc<Alternative>], profiles: &[Arc<Profile>]) -> usize {
    let of_options: usize = options.iter().map(|option| entries_of_option(option)).sum();
    let of_profiles: usize = profiles.iter().map(|profile| profile.swings.len()).sum();
    of_options + of_profiles
}

fn entries_of_option(option: &Alternative) -> usize {
    option.pros.as_ref().map_or(0, Vec::len) + option.cons.as_ref().map_or(0, Vec::len)
}

fn entries_of_member(member: &Member) -> usize {
    // A level of an order takes memory even if it is empty.
    let order: usize = member.order.iter().map(|level| 1 + level.len()).sum();
    order + member.swings.len() + member.trade_offs.len() + member.experience.len() + member.premortem.len()
}

fn few(list: &'static str, most: usize, there: usize) -> Result<(), TooMany> {
    few_of(list, list, most, there)
}

/// Checks a list whose items are named differently from the list.
fn few_of(list: &'static str, items: &str, most: usize, there: usize) -> Result<(), TooMany> {
    if there <= most {
        return Ok(());
    }
    let told = format!("there are {there} {items}, and a record holds at most {most}");
    Err(TooMany { list, most: format!("{most} {items}"), told })
}

/// Checks the product of cells and members, who each score every cell.
fn few_places(cells: usize, members: usize) -> Result<(), TooMany> {
    let places = cells * members;
    if places <= PLACES {
        return Ok(());
    }
    let told = format!("{cells} cells by {members} members are {places} scores, and a record holds at most {PLACES}");
    Err(TooMany { list: "members", most: format!("{PLACES} scores of cells by members"), told })
}

/// Checks the product of options and criteria, which is the number of cells.
fn few_cells(options: usize, criteria: usize) -> Result<(), TooMany> {
    let cells = options * criteria;
    if cells <= CELLS {
        return Ok(());
    }
    let told =
        format!("{options} options by {criteria} criteria are {cells} cells, and a record holds at most {CELLS}");
    Err(TooMany { list: "criteria", most: format!("{CELLS} cells of options by criteria"), told })
}
