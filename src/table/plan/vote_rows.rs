//! Tables of every vote, each in a row of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    super::{
        cell::{shown, vote_in_words},
        grid::{Grid, GridRow},
        long::LongColumn,
        scale::{ScoreCell, SeenScores},
    },
    Planner,
    matrix::fate,
};
use crate::{
    adr::{TableHead, table_head},
    decision::{
        Ballot, Cell, CellField, CellKey, Confidence, Evidence, MemberId, OptionId, is_safe_url,
        text::{clean, is_blank, name_key, single_line},
    },
};

/// The column of a kind in a table; `None` if it has none.
type Places = [Option<usize>; LongColumn::ALL.len()];

/// Reports whether a table has a vote in each row.
pub(super) fn is_long(head: GridRow<'_>) -> bool {
    let places = places(head);
    [LongColumn::Criterion, LongColumn::Option, LongColumn::Score]
        .iter()
        .all(|column| places[*column as usize].is_some())
}

/// Reports whether a table of votes names the member of each.
pub(super) fn names_members(head: GridRow<'_>) -> bool {
    places(head)[LongColumn::Member as usize].is_some()
}

fn kind_of(head: &str) -> Option<LongColumn> {
    let key = name_key(head);
    let known = LongColumn::ALL.into_iter().find(|column| column.head() == key);
    known.or_else(|| match table_head(head)? {
        TableHead::Criterion => Some(LongColumn::Criterion),
        TableHead::Option => Some(LongColumn::Option),
        _ => None,
    })
}

fn places(head: GridRow<'_>) -> Places {
    let mut places = Places::default();
    for at in 0..head.len() {
        if let Some(kind) = kind_of(head.cell(at)) {
            places[kind as usize].get_or_insert(at);
        }
    }
    places
}

/// The ballots of a record by round and member.
type BallotPlaces = BTreeMap<(u32, MemberId), Arc<Ballot>>;

/// A row whose parts are known.
struct VoteRow<'a> {
    row: GridRow<'a>,
    round: u32,
    member: MemberId,
    key: CellKey,
}

/// Plans the import of a table of votes.
pub(super) fn read(planner: &mut Planner<'_>, grid: &Grid, head: GridRow<'_>) {
    let places = places(head);
    for at in (0..head.len()).filter(|at| !places.contains(&Some(*at)) && !is_blank(head.cell(*at))) {
        planner.plan.remarks.push(format!("The column {} is left out.", shown(head.cell(at))));
    }
    if places[LongColumn::Member as usize].is_none() && planner.reading.member.is_none() {
        let or = planner.reading.ways.or_name_member();
        return planner.misfits.add_sentence(format!(
            "The table does not say whose votes these are. Give it a column with the head member, {or}."
        ));
    }
    if planner.reading.scale.is_none() {
        let mut seen = SeenScores::default();
        grid.rows().for_each(|row| seen.add(ScoreCell::read(cell(&places, row, LongColumn::Score))));
        if planner.has_other_scale(&seen) {
            return;
        }
    }
    let ballots: BallotPlaces =
        planner.decision.ballots.iter().map(|one| ((one.round, one.member.clone()), Arc::clone(one))).collect();
    let mut seen = BTreeSet::new();
    let mut told = Vec::new();
    for row in grid.rows() {
        let Some(found) = find(planner, &places, row) else { continue };
        if !seen.insert((found.round, found.member.clone(), found.key.clone())) {
            let what = format!("{}/{} of {} in round {}", found.key.0, found.key.1, found.member, found.round);
            planner.misfits.add(row.line, format!("a row before has {what} already; take one of the two out"));
            continue;
        }
        if let Some(words) = plan_row(planner, &places, &ballots, &found) {
            told.push((row.line, format!("{}, {}/{}: {words}", found.member, found.key.0, found.key.1)));
        }
    }
    planner.tell_new_parts();
    planner.rows.extend(told);
}

fn cell<'a>(places: &Places, row: GridRow<'a>, column: LongColumn) -> &'a str {
    places[column as usize].map_or("", |at| row.cell(at))
}

/// Returns a row with the parts that it names; `None` if one of them is missing or unknown.
fn find<'a>(planner: &mut Planner<'_>, places: &Places, row: GridRow<'a>) -> Option<VoteRow<'a>> {
    let words = |column| cell(places, row, column);
    let now = planner.decision.round();
    let round = match words(LongColumn::Round).trim() {
        "" => Some(now),
        number => number.parse().ok().filter(|number| (1..=now).contains(number)),
    };
    if round.is_none() {
        let number = shown(words(LongColumn::Round));
        planner.misfits.add(row.line, format!("there is no round `{number}`; the record is in round {now}"));
    }
    for column in [LongColumn::Criterion, LongColumn::Option] {
        if is_blank(words(column)) {
            planner.misfits.add(row.line, format!("the row has no {}", column.head()));
            return None;
        }
    }
    let member = find_member(planner, row.line, words(LongColumn::Member));
    let criterion = words(LongColumn::Criterion);
    let criterion = planner.criterion(row.line, criterion, criterion, None);
    let option = planner.option(row.line, words(LongColumn::Option));
    let option: Option<OptionId> = option.and_then(|at| Some(planner.decision.options.get(at)?.id.clone()));
    Some(VoteRow { row, round: round?, member: member?, key: (criterion?.0, option?) })
}

fn find_member(planner: &mut Planner<'_>, line: u32, word: &str) -> Option<MemberId> {
    let only = planner.reading.member;
    match only {
        Some(only) if is_blank(word) => return Some(only.clone()),
        None if is_blank(word) => {
            planner.misfits.add(line, "the row has no member");
            return None;
        }
        _ => {}
    }
    let found = planner.member(line, word)?;
    if let Some(only) = only.filter(|only| **only != found) {
        planner.misfits.add(line, planner.reading.ways.not_of(&found, only));
        return None;
    }
    Some(found)
}

/// Plans the vote of a row, and returns what becomes of each of its cells.
fn plan_row(planner: &mut Planner<'_>, places: &Places, ballots: &BallotPlaces, found: &VoteRow<'_>) -> Option<String> {
    let VoteRow { row, round, member, key } = found;
    let fields = fields(planner, places, *row)?;
    let known = ballots.get(&(*round, member.clone())).and_then(|ballot| ballot.cells.get(key)).cloned();
    let filled: Vec<&CellField> = fields.iter().filter(|field| !is_empty(field)).collect();
    if filled.is_empty() {
        return Some("empty".to_owned());
    }
    let was = known.clone().unwrap_or_default();
    let told = filled.iter().map(|field| in_words(field, &was)).collect::<Vec<_>>().join(", ");
    let changed: Vec<CellField> = filled.into_iter().filter(|field| !has(&was, field)).cloned().collect();
    if changed.is_empty() {
        return Some(told);
    }
    if let Some(link) =
        changed.iter().find_map(|field| if let CellField::Link(link) = field { Some(link) } else { None })
        && !is_safe_url(link)
    {
        planner.misfits.add(
            row.line,
            format!(
                "the link `{}` is not a web or mail address; use one that starts with https://, http:// or mailto:",
                shown(link)
            ),
        );
        return None;
    }
    // Refused later, with the way on, if no round asks for it.
    let open = planner.decision.round_to_vote_in(&key.0).unwrap_or_else(|| planner.decision.round());
    if *round != open {
        planner.misfits.add(
            row.line,
            format!(
                "round {round} is over, so {}/{} of {member} stays as it is there; scores change in round {open} only",
                key.0, key.1
            ),
        );
        return None;
    }
    let mut set = changed;
    if known.is_none() {
        // A new cell is as the row has it, also where a member left a note in an earlier round. What is filled comes first, since a
        // cell that is blank in between would start from that round again.
        set.extend(fields.into_iter().filter(is_empty));
    }
    planner.plan.votes.entry(member.clone()).or_default().push((key.clone(), set));
    Some(told)
}

/// Returns the fields of a row for which the table has columns; `None` if one of them cannot be read.
fn fields(planner: &mut Planner<'_>, places: &Places, row: GridRow<'_>) -> Option<Vec<CellField>> {
    let mut fields = Vec::new();
    let mut wrong = Vec::new();
    for column in LongColumn::ALL.into_iter().filter(|column| places[*column as usize].is_some()) {
        let words = cell(places, row, column);
        let field = match column {
            LongColumn::Round | LongColumn::Member | LongColumn::Criterion | LongColumn::Option => continue,
            LongColumn::Score => ScoreCell::read(words).vote(words, planner.reading.scale).map(CellField::Vote),
            LongColumn::Confidence => {
                let names = Confidence::ALL.map(Confidence::name);
                named(words, "confidence", Confidence::from_name(words), &names).map(CellField::Confidence)
            }
            LongColumn::Evidence => {
                let names = Evidence::ALL.map(Evidence::name);
                named(words, "evidence", Evidence::from_name(words), &names).map(CellField::Evidence)
            }
            LongColumn::Link => Ok(CellField::Link(single_line(words))),
            LongColumn::Note => Ok(CellField::Note(clean(words).into_owned())),
        };
        match field {
            Ok(field) => fields.push(field),
            Err(why) => wrong.push(why),
        }
    }
    let is_read = wrong.is_empty();
    for why in wrong {
        planner.misfits.add(row.line, why);
    }
    is_read.then_some(fields)
}

/// Returns the value that a cell names; `None` for a blank one.
fn named<T>(words: &str, what: &str, found: Option<T>, names: &[&str]) -> Result<Option<T>, String> {
    if found.is_some() || is_blank(words) {
        return Ok(found);
    }
    Err(format!("the {what} `{}` is none of {}", shown(words), names.join(", ")))
}

fn is_empty(field: &CellField) -> bool {
    match field {
        CellField::Vote(vote) => vote.is_none(),
        CellField::Confidence(confidence) => confidence.is_none(),
        CellField::Evidence(evidence) => evidence.is_none(),
        CellField::Link(text) | CellField::Note(text) => text.is_empty(),
    }
}

fn has(cell: &Cell, field: &CellField) -> bool {
    match field {
        CellField::Vote(vote) => cell.vote == *vote,
        CellField::Confidence(confidence) => cell.confidence == *confidence,
        CellField::Evidence(evidence) => cell.evidence == *evidence,
        CellField::Link(link) => cell.link == *link,
        CellField::Note(note) => cell.note == *note,
    }
}

fn in_words(field: &CellField, was: &Cell) -> String {
    let is_same = has(was, field);
    let text = |what: &str, was: &str| {
        format!(
            "{what} ({})",
            if is_same {
                "same"
            } else if was.is_empty() {
                "new"
            } else {
                "changed"
            }
        )
    };
    match field {
        CellField::Vote(vote) => {
            format!(
                "score {} ({})",
                vote_in_words(*vote),
                fate(was.vote.map(|vote| vote_in_words(Some(vote))), is_same)
            )
        }
        CellField::Confidence(_) => text("confidence", was.confidence.map(Confidence::name).unwrap_or_default()),
        CellField::Evidence(_) => text("evidence", was.evidence.map(Evidence::name).unwrap_or_default()),
        CellField::Link(_) => text("link", &was.link),
        CellField::Note(_) => text("note", &was.note),
    }
}
