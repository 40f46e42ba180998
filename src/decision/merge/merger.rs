//! Three values at a time: the one that is taken, and the conflict if that is unclear.

use std::collections::HashMap;

use super::{Conflict, ConflictKey, Reveals, Side, Trace, words};
use crate::decision::{CriterionId, Decision, MemberId, OptionId, text::called};

/// A function that returns the side to take in a conflict; `None` if it is open.
pub(super) type Choose<'a> = &'a dyn Fn(&ConflictKey) -> Option<Side>;

/// A round that one copy revealed while the other changed ballots of it.
pub(super) struct Unseen {
    pub(super) conflict: Conflict,
    pub(super) round: u32,
    /// The copy that revealed it.
    pub(super) revealing: Side,
    /// The members whose ballots the other copy changed.
    pub(super) members: Vec<MemberId>,
}

/// Returns two values as ours and theirs, if the first belongs to side `first`.
pub(super) fn by_side<T>(first: Side, [one, two]: [T; 2]) -> [T; 2] {
    if first == Side::Theirs { [two, one] } else { [one, two] }
}

/// The same thing on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Three<T> {
    pub(super) base: T,
    pub(super) ours: T,
    pub(super) theirs: T,
}

impl<T> Three<T> {
    pub(super) fn map<U>(self, mut f: impl FnMut(T) -> U) -> Three<U> {
        Three { base: f(self.base), ours: f(self.ours), theirs: f(self.theirs) }
    }

    pub(super) fn of(self, side: Side) -> T {
        match side {
            Side::Base => self.base,
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }

    pub(super) fn as_ref(&self) -> Three<&T> {
        Three { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }
}

impl<T> Three<Option<T>> {
    /// Ours before theirs before the base.
    pub(super) fn any(self) -> Option<T> {
        self.ours.or(self.theirs).or(self.base)
    }
}

impl<T: PartialEq> Three<T> {
    /// Returns the side to take if at most one copy changed it, or both did the same; else `None`.
    pub(super) fn clear(&self) -> Option<Side> {
        if self.ours == self.theirs || self.theirs == self.base {
            Some(Side::Ours)
        } else if self.ours == self.base {
            Some(Side::Theirs)
        } else {
            None
        }
    }
}

/// The subject of a conflict: for programs, and for people.
pub(super) struct Where {
    pub(super) key: String,
    pub(super) place: String,
}

impl Where {
    pub(super) fn new(key: impl Into<String>, place: impl Into<String>) -> Self {
        Self { key: key.into(), place: place.into() }
    }

    /// Returns the place of an item of this list, by its index from 0.
    pub(super) fn item(self, index: usize) -> Self {
        Self { key: format!("{}/{index}", self.key), place: format!("{}, item {}", self.place, index + 1) }
    }

    /// Returns the place of the order of this list.
    pub(super) fn order(self) -> Self {
        Self { key: format!("{}/order", self.key), place: format!("{}, their order", self.place) }
    }
}

/// Returns a function that creates the place of a conflict about a field of the record; it is called only for a
/// conflict, since most fields have none.
pub(super) fn at(key: &'static str, place: &'static str) -> impl Fn() -> Where + Copy {
    move || Where::new(key, place)
}

/// An item of which every field is merged by itself, as conflicts name them.
pub(super) struct MergedItem {
    /// Its path, for programs.
    key: String,
    /// Words before and after the name of a field, for people.
    around: [String; 2],
}

impl MergedItem {
    /// Conflicts call its fields "The name of option Go".
    pub(super) fn new(key: String, named: &str) -> Self {
        Self::told_as(key, ["The ".to_owned(), format!(" of {named}")])
    }

    /// Conflicts put these words before and after the names of its fields.
    pub(super) fn told_as(key: String, around: [String; 2]) -> Self {
        Self { key, around }
    }

    /// Returns the place of a conflict about one of its fields.
    pub(super) fn field(&self, field: &str) -> Where {
        let [before, behind] = &self.around;
        Where::new(format!("{}/{field}", self.key), format!("{before}{field}{behind}"))
    }
}

pub(super) struct Merger<'a> {
    pub(super) sides: Three<&'a Decision>,
    choose: Choose<'a>,
    conflicts: Vec<Conflict>,
    pub(super) reveals: Reveals,
    /// Rounds that one copy revealed while the other changed their ballots.
    pub(super) unseen: Vec<Unseen>,
    /// Traces of choices that the record keeps.
    pub(super) traces: Vec<Trace>,
    /// The member whose words are being merged.
    said_by: Option<MemberId>,
    names: PartNames<'a>,
}

impl<'a> Merger<'a> {
    pub(super) fn new(sides: Three<&'a Decision>, choose: Choose<'a>) -> Self {
        Self {
            sides,
            choose,
            conflicts: Vec::new(),
            reveals: Reveals::Asked,
            unseen: Vec::new(),
            traces: Vec::new(),
            said_by: None,
            names: PartNames::of(sides),
        }
    }

    pub(super) fn into_conflicts(self) -> Vec<Conflict> {
        self.conflicts
    }

    /// Notes a conflict, and returns the side to take.
    pub(super) fn clash(&mut self, at: Where, values: Three<Option<String>>, usual: Side) -> Side {
        let conflict = self.conflict(at, values, usual);
        let kept = conflict.kept;
        self.conflicts.push(conflict);
        kept
    }

    /// Creates a conflict, with the side to take.
    pub(super) fn conflict(&self, at: Where, values: Three<Option<String>>, usual: Side) -> Conflict {
        let key = ConflictKey::Value(at.key);
        let chosen = (self.choose)(&key);
        let kept = chosen.unwrap_or(usual);
        let Three { base, ours, theirs } = values;
        let (said_by, settled) = (self.said_by.clone(), chosen.is_some());
        Conflict { key, place: at.place, base, ours, theirs, said_by, kept, settled }
    }

    /// Merges what a member says of criteria and options.
    pub(super) fn said_by<T>(&mut self, member: &MemberId, merge: impl FnOnce(&mut Self) -> T) -> T {
        self.said_by = Some(member.clone());
        let merged = merge(self);
        self.said_by = None;
        merged
    }

    /// Notes that one copy took out what the other kept, and returns the side to take: the one that kept it, unless people say
    /// otherwise, since that way nothing is lost.
    pub(super) fn taken_out(&mut self, at: Where, is_ours_out: bool, kept: &str) -> Side {
        let [kept, out] = [kept, "taken out"].map(|word| Some(word.to_owned()));
        let (ours, theirs, usual) = if is_ours_out { (out, kept, Side::Theirs) } else { (kept, out, Side::Ours) };
        self.clash(at, Three { base: None, ours, theirs }, usual)
    }

    /// Returns the side whose value is taken. A value that one copy removed gives way to one that the other changed.
    pub(super) fn side<T: PartialEq>(
        &mut self,
        three: &Three<T>,
        words: impl Fn(&T) -> Option<String>,
        at: impl FnOnce() -> Where,
    ) -> Side {
        if let Some(side) = three.clear() {
            return side;
        }
        let values = three.as_ref().map(words);
        let usual = if values.ours.is_none() && values.theirs.is_some() { Side::Theirs } else { Side::Ours };
        self.clash(at(), values, usual)
    }

    pub(super) fn value<T: PartialEq + Clone>(
        &mut self,
        three: Three<&T>,
        words: impl Fn(&T) -> Option<String>,
        at: impl FnOnce() -> Where,
    ) -> T {
        let side = self.side(&three, |value| words(value), at);
        three.of(side).clone()
    }

    /// Merges a text as a whole.
    pub(super) fn line(&mut self, three: Three<&String>, at: impl FnOnce() -> Where) -> String {
        self.value(three, |text| words::text(text), at)
    }

    pub(super) fn option_name(&self, id: &OptionId) -> String {
        called(self.names.options.get(id).copied().unwrap_or_default(), id.as_str()).to_owned()
    }

    pub(super) fn criterion_name(&self, id: &CriterionId) -> String {
        called(self.names.criteria.get(id).copied().unwrap_or_default(), id.as_str()).to_owned()
    }

    pub(super) fn member_name(&self, id: &MemberId) -> String {
        called(self.names.members.get(id).copied().unwrap_or_default(), id.as_str()).to_owned()
    }
}

/// The names of parts: ours before theirs before the base.
#[derive(Default)]
struct PartNames<'a> {
    options: HashMap<&'a OptionId, &'a str>,
    criteria: HashMap<&'a CriterionId, &'a str>,
    members: HashMap<&'a MemberId, &'a str>,
}

impl<'a> PartNames<'a> {
    fn of(sides: Three<&'a Decision>) -> Self {
        let mut names = Self::default();
        // The last name that is put in stays, so ours come last.
        for side in [sides.base, sides.theirs, sides.ours] {
            // Of those with one id, the first counts.
            names.options.extend(side.options.iter().rev().map(|one| (&one.id, one.name.as_str())));
            names.criteria.extend(side.criteria.iter().rev().map(|one| (&one.id, one.name.as_str())));
            names.members.extend(side.members.iter().rev().map(|one| (&one.id, one.name.as_str())));
        }
        names
    }
}
