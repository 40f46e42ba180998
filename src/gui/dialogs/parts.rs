//! What can be found in the open record: its criteria, options, people, texts and notes, each with the way to its place on the screen.

use crate::{
    decision::{
        ConsequenceKind, CriterionText, Decision, MemberId, PeopleRole, Place,
        text::{is_blank, name_key},
    },
    gui::{
        intent::Intent,
        step::Step,
        wording::{
            CONFIRMATION, CONSTRAINT, JUSTIFICATION, PROBLEM, TITLE, TRIGGER, consequence, group_name, line_of_list,
            person,
        },
    },
};

/// The kind of a part, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartKind {
    Criterion,
    Option,
    Person,
    Text,
    Note,
}

impl PartKind {
    /// Returns the name of one part of the kind.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Criterion => "Criterion",
            Self::Option => "Option",
            Self::Text => "Text",
            Self::Note => "Note",
            Self::Person => "Person",
        }
    }

    /// Returns the name of several parts of the kind.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Criterion => "Criteria",
            Self::Option => "Options",
            Self::Text => "Texts",
            Self::Note => "Notes",
            Self::Person => "People",
        }
    }
}

/// A part of the record.
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// Its name, or for a note its text.
    pub(super) name: String,
    /// What it belongs to, in words.
    pub(super) about: String,
    /// Its other texts, which are searched and not shown.
    pub(super) texts: String,
    /// The way to its place.
    pub(super) way: Intent,
}

/// Returns all parts of a record that the member in the seat may see, sorted by kind.
pub(super) fn parts_of(decision: &Decision, me: Option<&MemberId>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for criterion in &decision.criteria {
        let texts = CriterionText::ALL.into_iter().filter(|text| *text != CriterionText::Note);
        parts.push(Part {
            kind: PartKind::Criterion,
            name: criterion.called().to_owned(),
            about: group_name(&criterion.group).to_owned(),
            texts: texts.map(|text| criterion.text(text).as_str()).collect::<Vec<_>>().join(" "),
            way: Intent::ShowFound(criterion.id.clone()),
        });
    }
    for option in &decision.options {
        parts.push(Part {
            kind: PartKind::Option,
            name: option.called().to_owned(),
            about: option.description.clone(),
            texts: String::new(),
            way: Intent::Show(Place::Option(option.id.clone())),
        });
    }
    parts.extend(people(decision));
    parts.extend(texts(decision));
    parts.extend(notes(decision, me));
    parts
}

/// Returns the texts of the context and of the decision, each line of a list on its own.
fn texts(decision: &Decision) -> impl Iterator<Item = Part> {
    let outcome = &decision.outcome;
    let single = [
        (Step::Context, TITLE, &decision.title),
        (Step::Context, PROBLEM, &decision.context),
        (Step::Decision, JUSTIFICATION, &outcome.justification),
        (Step::Decision, CONFIRMATION, &outcome.confirmation),
    ];
    let single = single.into_iter().map(|(step, field, text)| (step, field.to_owned(), text.as_str()));
    let lines = [(Step::Context, CONSTRAINT, &decision.constraints), (Step::Decision, TRIGGER, &outcome.triggers)];
    let lines = lines.into_iter().flat_map(|(step, field, list)| {
        list.iter().enumerate().map(move |(index, text)| (step, line_of_list(field, index), text.as_str()))
    });
    let consequences = ConsequenceKind::ALL.into_iter().flat_map(|kind| {
        let of_kind = outcome.consequences.iter().filter(move |one| one.kind == kind).enumerate();
        of_kind.map(move |(index, one)| (Step::Decision, line_of_list(&consequence(kind), index), one.text.as_str()))
    });
    let texts = single.chain(lines).chain(consequences).filter(|(.., text)| !is_blank(text));
    texts.map(|(step, field, text)| Part {
        kind: PartKind::Text,
        name: text.to_owned(),
        about: field.clone(),
        texts: String::new(),
        way: Intent::ShowField(step, field),
    })
}

/// Returns the notes of the team on criteria, and those of members on cells. While a round is blind, only the own notes on an
/// open ballot are among them: what others wrote, and what is covered, is hidden.
fn notes(decision: &Decision, me: Option<&MemberId>) -> Vec<Part> {
    let of_team = decision.criteria.iter().filter(|criterion| !is_blank(&criterion.note)).map(|criterion| Part {
        kind: PartKind::Note,
        name: criterion.note.clone(),
        about: format!("Team note on {}", criterion.called()),
        texts: String::new(),
        way: Intent::Show(Place::Criterion(criterion.id.clone())),
    });
    let is_shown = |member: &MemberId| !decision.is_blind() || (me == Some(member) && !decision.has_sealed(member));
    let ballots = decision.ballots.iter().filter(|ballot| is_shown(&ballot.member));
    let of_members = ballots.flat_map(|ballot| ballot.cells.iter().map(move |(key, cell)| (ballot, key, cell)));
    let of_members = of_members.filter(|(ballot, key, cell)| {
        // A later round has the note that is shown.
        let shown = || decision.cell(&ballot.member, key).is_some_and(|shown| std::ptr::eq(shown, *cell));
        !is_blank(&cell.note) && shown()
    });
    let of_members = of_members.map(|(ballot, (criterion, option), cell)| Part {
        kind: PartKind::Note,
        name: cell.note.clone(),
        about: format!(
            "{} on {}, {}",
            decision.member_name(&ballot.member),
            decision.criterion_name(criterion),
            decision.option_name(option)
        ),
        texts: String::new(),
        way: Intent::Show(Place::Cell(ballot.member.clone(), ballot.round, criterion.clone(), option.clone())),
    });
    of_team.chain(of_members).collect()
}

/// Returns the members, and the people of the context who are none.
fn people(decision: &Decision) -> Vec<Part> {
    let part = |name: &str, about: String, way| Part {
        kind: PartKind::Person,
        name: name.to_owned(),
        about,
        texts: String::new(),
        way,
    };
    let members = decision
        .members
        .iter()
        .map(|member| part(member.called(), "Member".to_owned(), Intent::Show(Place::Member(member.id.clone()))));
    let others = PeopleRole::ALL.into_iter().flat_map(|role| {
        let is_member = |name: &str| decision.members.iter().any(|member| name_key(&member.name) == name_key(name));
        let names = decision.people.of(role).iter().enumerate();
        let names = names.filter(move |(_, name)| !is_blank(name) && !is_member(name));
        names.map(move |(index, name)| {
            part(name, role.name().to_owned(), Intent::ShowField(Step::Context, line_of_list(person(role), index)))
        })
    });
    members.chain(others).collect()
}
