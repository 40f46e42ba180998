//! The inspector beside the sheet: the selected cell, the meaning of its scores, and the votes and notes of others.

use std::collections::HashMap;

use egui::{Key, Rect, Sense, Ui, pos2, vec2};

use super::{RowHeights, ScoresState, Selection, cell, hand_over::is_handed_over, take_commands, vote_change, votes};
use crate::{
    analysis::CellResult,
    decision::{
        Cell, CellField, CellKey, Confidence, Criterion, CriterionId, Decision, Edit, Evidence, MemberId, Vote,
        text::uncapitalized,
    },
    gui::{
        intent::{BallotIntent, Intent},
        theme::tokens::{Type, space},
        views::{
            Cx,
            criterion::{group_and_weight, meaning},
        },
        widgets::{
            ButtonKind, Field, ScorePicker, Tone, VoteFaces, button, callout, label, rich, score_chip, secondary,
            section, segmented, select, with_lock,
        },
    },
};

/// The name of the field for a note.
pub(super) const NOTE: &str = "Note";
/// The name of the field for the address of the evidence.
pub(super) const EVIDENCE: &str = "Link to the evidence";

/// Draws the inspector, with the selected criterion and cell.
pub fn inspect(ui: &mut Ui, cx: &Cx<'_>, selection: &Selection, state: &mut ScoresState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let Some(criterion) = selection.criterion.as_ref().and_then(|id| decision.criterion(id)) else {
        section(ui, "No cell selected");
        secondary(ui, "Select one to see what each score means and to say what yours is based on.");
        return;
    };
    secondary(ui, group_and_weight(decision, criterion));
    meaning(ui, criterion);
    let option = selection.option.as_ref().and_then(|id| decision.options.iter().find(|option| option.id == *id));
    if let Some(option) = option {
        let key = (criterion.id.clone(), option.id.clone());
        if let Some(me) = cx.me.filter(|_| !is_handed_over(cx.decision(), cx.me)) {
            ui.separator();
            // The text cursor of a field must not stay when another cell is selected.
            ui.push_id((criterion.id.as_str(), option.id.as_str(), me.as_str()), |ui| {
                my_cell(ui, cx, me, &key, option.called(), state, out);
            });
        }
        // What a revealed team has scored is seen by whoever looks, also before they say who they are.
        if !decision.is_blind() && decision.members.len() > 1 {
            ui.separator();
            others(ui, cx, &key, option.called(), &mut state.others);
        }
    }
    claims(ui, decision, criterion, state);
}

fn my_cell(
    ui: &mut Ui,
    cx: &Cx<'_>,
    me: &MemberId,
    key: &CellKey,
    option: &str,
    state: &mut ScoresState,
    out: &mut Vec<Intent>,
) {
    let decision = cx.decision();
    let blank = crate::decision::Cell::default();
    let mine = decision.cell(me, key).unwrap_or(&blank);
    let (vote, before) = votes(decision, me, key);
    label(ui, format!("Your score for {option}"));
    let open = !decision.is_closed(me) && decision.round_to_vote_in(&key.0).is_some();
    if !open {
        secondary(ui, why_closed(decision, me));
        if way_to_vote_on(decision, me, &key.0).is_some()
            && button(ui, "Vote again on this", ButtonKind::Secondary).clicked()
        {
            out.push(Intent::VoteAgainOnSelected);
        }
    }
    ui.add_enabled_ui(open, |ui| {
        let at = ui.cursor().min;
        let picker = ScorePicker {
            id: ui.scope_id().with("mine"),
            name: "Your score",
            vote,
            before,
            enabled: open,
            width: ScorePicker::WIDTH,
            faces: &VoteFaces::new(ui),
        };
        let (rect, _) = ui.allocate_exact_size(vec2(ScorePicker::WIDTH, 30.0), Sense::hover());
        let shown = picker.show(ui, pos2(at.x, rect.top()));
        let typed = shown.response.has_focus().then(|| take_commands(ui)).into_iter().flatten();
        // Several keys may arrive in one frame; the last one counts.
        if let Some(change) = typed.filter_map(vote_change).next_back().or(shown.change) {
            out.push(cell(me, key, CellField::Vote(change.vote())));
        }
        ui.add_space(space::XS);
        secondary(ui, "Confidence");
        let current = Confidence::ALL.iter().position(|c| Some(*c) == mine.confidence);
        let names = Confidence::ALL.map(Confidence::name);
        if let Some(picked) = segmented(ui, "Confidence", &names, current) {
            out.push(cell(me, key, CellField::Confidence(Some(Confidence::ALL[picked]))));
        }
        ui.add_space(space::XS);
        evidence(ui, me, key, mine, state, out);
        let response = Field::lines(NOTE, 3).hint("Why this score?").show(ui, &mine.note);
        take_focus(&response.0, NOTE, key, state);
        if let Some(words) = response.1 {
            out.push(cell(me, key, CellField::Note(words)));
        }
    });
    // A key for the confidence may be about the cell that the cursor has just left.
    let scored = state.just_scored.as_ref().filter(|scored| *scored != key);
    let confidence = |scored| decision.cell(me, scored).and_then(|cell| cell.confidence);
    if let Some((scored, confidence)) = scored.and_then(|scored| Some((scored, confidence(scored)?))) {
        let (criterion, option) = (decision.criterion_name(&scored.0), decision.option_name(&scored.1));
        secondary(ui, format!("{criterion}, {option}: confidence {}", uncapitalized(confidence.name())));
    }
}

fn evidence(
    ui: &mut Ui,
    me: &MemberId,
    key: &CellKey,
    mine: &crate::decision::Cell,
    state: &mut ScoresState,
    out: &mut Vec<Intent>,
) {
    secondary(ui, "Based on");
    let current = mine.evidence.and_then(|kind| Evidence::ALL.iter().position(|e| *e == kind));
    let names = std::iter::once("Not given").chain(Evidence::ALL.iter().map(|kind| kind.name()));
    let shown = current.map_or("Not given", |index| Evidence::ALL[index].name());
    let width = ui.available_width().min(278.0);
    if let Some(picked) = select(ui, "Based on", shown, names, Some(current.map_or(0, |i| i + 1)), width) {
        let kind = picked.checked_sub(1).map(|index| Evidence::ALL[index]);
        out.push(cell(me, key, CellField::Evidence(kind)));
    }
    let bad = !mine.link.is_empty() && !crate::decision::is_safe_url(&mine.link);
    let error = bad.then_some("Use an address that starts with https://, http:// or mailto:");
    let field = Field::line(EVIDENCE).hint("https://…").error(error);
    let (response, link) = field.show(ui, &mine.link);
    take_focus(&response, EVIDENCE, key, state);
    if let Some(link) = link {
        out.push(cell(me, key, CellField::Link(link.trim().to_owned())));
    }
}

/// Returns the intent that brings a criterion to a vote: in the round under way where that leaves it out, and after a reveal in a
/// new one. Returns `None` if it is voted on already, does not apply, the member's ballot is closed, or the record is locked.
#[must_use]
pub fn way_to_vote_on(decision: &Decision, me: &MemberId, criterion: &CriterionId) -> Option<Intent> {
    let counts = decision.criterion(criterion).is_some_and(|criterion| !criterion.not_applicable);
    let is_over = decision.is_shown_to_team();
    let takes_votes = decision.is_voted_on(criterion) || decision.is_closed(me);
    if decision.is_guarded() || !counts || takes_votes && !is_over {
        return None;
    }
    Some(if decision.is_blind() {
        Intent::Edit(Edit::WidenRound(criterion.clone()))
    } else {
        Intent::Ballots(BallotIntent::Open(vec![criterion.clone()]))
    })
}

/// Returns a sentence on why a member's cell takes no score, with a way on.
fn why_closed(decision: &Decision, me: &MemberId) -> String {
    if !decision.is_closed(me) {
        return format!("This criterion is not part of round {}.", decision.round());
    }
    let round = decision.round();
    if !decision.has_sealed(me) {
        return format!("Round {round} is revealed, so its scores stay as they are. Start a new round to score again.");
    }
    if decision.is_shown_to_team() {
        return format!("Round {round} is revealed and your ballot is sealed. Start a new round to score again.");
    }
    "Your ballot is sealed. Reopen it to change it.".to_owned()
}

/// Gives the keyboard focus to a field of a cell that a key has asked for, and back to the sheet when Escape leaves the field: to the
/// next cell if this one was scored last, so that digits go on there.
fn take_focus(response: &egui::Response, name: &'static str, cell: &CellKey, state: &mut ScoresState) {
    if response.lost_focus() && response.ctx.input(|input| input.key_pressed(Key::Escape)) {
        if state.just_scored.as_ref() == Some(cell) {
            state.go_on_from(cell.clone());
        } else {
            state.grab_focus();
        }
    }
    if state.focus == Some(name) {
        response.request_focus();
        state.focus = None;
    }
}

/// The most members whose rows are all laid out, so that a screen reader has them.
const SMALL_TEAM: usize = 20;

/// Draws the votes of all members on the cell, in all rounds. Of a large team only the rows in sight are laid out, since each
/// note is a text of its own, and every score leads on to a cell with other notes.
fn others(ui: &mut Ui, cx: &Cx<'_>, key: &CellKey, option: &str, heights: &mut RowHeights) {
    let decision = cx.decision();
    label(ui, format!("The team on {option}"));
    if let Some(cell) = cx.document.findings().analysis.cell(&key.0, &key.1) {
        let response = secondary(ui, spread(cell));
        if cell.agreement.is_some() {
            response.on_hover_text(AGREEMENT);
        }
    }
    let said = said_of(decision, key);
    let rounds = decision.members.iter().map(|member| said.get(&member.id).map_or(&[][..], Vec::as_slice));
    if heights.cell.as_ref() != Some(key) || heights.of.len() != decision.members.len() {
        *heights = RowHeights { cell: Some(key.clone()), of: rounds.clone().map(guessed_height).collect() };
    }
    for ((member, rounds), height) in decision.members.iter().zip(rounds).zip(&mut heights.of) {
        let room = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), *height));
        if decision.members.len() > SMALL_TEAM && !ui.is_rect_visible(room) {
            ui.advance_cursor_after_rect(room);
            continue;
        }
        let cell = rounds.last().map(|(_, cell)| *cell);
        let row = ui.horizontal_top(|ui| {
            score_chip(ui, cell.and_then(|cell| cell.vote));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let evidence = cell.and_then(|cell| cell.evidence).map(|kind| uncapitalized(kind.name()));
                let parts = [Some(member.called().to_owned()), evidence, earlier(rounds)];
                let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
                ui.label(rich(words, Type::Secondary));
                if let Some(note) = cell.map(|cell| cell.note.as_str()).filter(|note| !note.is_empty()) {
                    secondary(ui, note);
                }
            });
        });
        *height = row.response.rect.height();
    }
}

/// Returns a guess of the height of a member's row in points, used until it is laid out.
fn guessed_height(rounds: &[(u32, &Cell)]) -> f32 {
    const LINE: f32 = 17.0;
    const LETTERS: usize = 40;
    let letters: usize = rounds.iter().map(|(_, cell)| cell.note.len()).sum();
    LINE * (1 + letters.div_ceil(LETTERS)) as f32
}

/// Explains the number for the agreement on a cell.
const AGREEMENT: &str = "How much the scores agree: 1 where all are the same, 0 where they are spread evenly from 1 to \
                         5, and −1 where one half gave a 1 and the other a 5.";

/// Returns a few words on how far the team is apart.
fn spread(cell: &CellResult) -> String {
    let Some(mean) = cell.mean else { return "Nobody has scored this.".to_owned() };
    let votes = if cell.n == 1 { "vote" } else { "votes" };
    let ends = cell.min.zip(cell.max).filter(|_| cell.n > 1);
    let ends = ends.map_or_else(String::new, |(min, max)| format!(", from {min} to {max}"));
    let agreement = cell.agreement.map_or_else(String::new, |a| {
        // A cell with more agreement is disputed for a single score that is far from others.
        let why = match cell.disputed {
            true if a < -1e-12 => ", two camps",
            true => ", far apart",
            false => "",
        };
        format!("; agreement {a:.2}{why}")
    });
    let abstained = if cell.abstained > 0 { format!("; {} don't know", cell.abstained) } else { String::new() };
    format!("Mean {mean:.1} of {} {votes}{ends}{agreement}{abstained}", cell.n)
}

/// Returns the rounds in which each member has something in a cell, the last one last. All ballots are read once for all members.
fn said_of<'d>(decision: &'d Decision, key: &CellKey) -> HashMap<&'d MemberId, Vec<(u32, &'d Cell)>> {
    let mut said: HashMap<&MemberId, Vec<(u32, &Cell)>> = HashMap::new();
    for ballot in &decision.ballots {
        if let Some(cell) = ballot.cells.get(key) {
            said.entry(&ballot.member).or_default().push((ballot.round, cell));
        }
    }
    for rounds in said.values_mut() {
        rounds.sort_by_key(|(round, _)| *round);
    }
    said
}

/// Returns the votes and notes of a member in earlier rounds that differ from the last one, or `None` if there are none.
fn earlier(rounds: &[(u32, &Cell)]) -> Option<String> {
    let (_, now) = rounds.last()?;
    let told: Vec<String> = rounds
        .iter()
        .filter(|(_, cell)| cell.vote.is_some() && (cell.vote != now.vote || cell.note != now.note))
        .map(|(round, cell)| {
            let score = cell.vote.and_then(Vote::score);
            let vote = score.map_or_else(|| "didn't know".to_owned(), |score| score.points().to_string());
            let note = if cell.note.is_empty() { String::new() } else { format!(": {}", cell.note) };
            format!("{vote} in round {round}{note}")
        })
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn claims(ui: &mut Ui, decision: &Decision, criterion: &Criterion, state: &mut ScoresState) {
    for reference in &decision.references {
        ui.separator();
        ui.horizontal(|ui| {
            label(ui, format!("{} says", reference.called()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = if state.claims { "Hide" } else { "Show" };
                if with_lock(ui, false, |ui| button(ui, words, ButtonKind::Quiet)).clicked() {
                    state.claims = !state.claims;
                }
            });
        });
        if !state.claims {
            secondary(ui, "Hidden so it doesn't influence you.");
            continue;
        }
        for option in &decision.options {
            let Some(cell) = reference.cells.get(&(criterion.id.clone(), option.id.clone())) else { continue };
            ui.horizontal_top(|ui| {
                if !decision.is_blind() {
                    score_chip(ui, cell.vote);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    ui.label(rich(option.called(), Type::SecondaryStrong));
                    secondary(ui, &cell.note);
                });
            });
        }
    }
    let all = [(Tone::Accent, "Check it", &criterion.check), (Tone::Warning, "Caveat", &criterion.caveat)];
    for (tone, head, words) in all {
        if !words.is_empty() && state.claims {
            ui.add_space(space::XS);
            callout(ui, tone, head, words, |_| ());
        }
    }
}
