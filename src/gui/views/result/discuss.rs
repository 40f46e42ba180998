//! The criteria that the team should discuss next, and those that it need not.

use std::sync::Arc;

use egui::{Align, Layout, Ui};

use super::mark;
use crate::{
    analysis::{
        Analysis, CellResult, CriterionResult, MemberResult, must_have_turns, settled_in_words, some_in_points,
    },
    decision::{CriterionId, Decision, Member, MemberId, OptionId, Score, Vote},
    gui::{
        intent::{BallotIntent, Intent},
        theme::tokens::{Tokens, Type, space},
        widgets::{ButtonKind, Tone, button, card, chip, rich, score_chip, secondary, section, swatch, tornado_bar},
        wording::points_apart,
    },
};

/// Maximum number listed on the overview.
const FIRST: usize = 3;
/// The width of a chip behind the name of a criterion, with the gap before it, in points.
const CHIP: f32 = 170.0;
/// The least width of a name beside its chip, in points.
const NAME: f32 = 160.0;

/// Draws the criteria most worth talking about. Returns whether people want to see them all.
pub(super) fn card_of_the_first(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) -> bool {
    if analysis.members.len() < 2 || analysis.runner_up.is_none() {
        return false;
    }
    let next = analysis.discuss_next();
    let mut more = false;
    card(ui, |ui| {
        section(ui, "Discuss next");
        ui.add_space(space::XS);
        for (criterion, _) in next.iter().take(FIRST) {
            ui.push_id(criterion.id.as_str(), |ui| {
                ui.horizontal(|ui| {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        vote_again(ui, &criterion.id, decision, out);
                        ui.with_layout(Layout::top_down(Align::Min), |ui| {
                            title(ui, decision, criterion);
                            secondary(ui, worth(decision, analysis, &criterion.id));
                        });
                    });
                });
                ui.separator();
            });
        }
        // The widest gaps of the team are shown even where they cannot change the choice.
        let told: Vec<&CriterionId> = next.iter().take(FIRST).map(|(criterion, _)| &criterion.id).collect();
        let gaps = analysis.widest_gaps();
        for cell in gaps.iter().filter(|cell| !told.contains(&&cell.criterion)).take(FIRST - told.len()) {
            ui.push_id(cell.criterion.as_str(), |ui| gap(ui, decision, cell, out));
            ui.separator();
        }
        for member in analysis.lone_dissenters() {
            ui.label(rich(alone(decision, member), Type::Body));
        }
        for words in must_have_turns(decision, analysis) {
            ui.label(rich(words, Type::Body));
        }
        if let Some(words) = settled_in_words(decision, analysis) {
            secondary(ui, words);
        }
        if (!next.is_empty() || !gaps.is_empty()) && button(ui, "See all", ButtonKind::Quiet).clicked() {
            more = true;
        }
    });
    more
}

/// Draws all of them, with how far each member's view would move the gap.
pub(super) fn all(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) {
    let (Some(winner), Some(rival)) = (&analysis.first, &analysis.runner_up) else {
        secondary(ui, "There is only one option, so there is nothing to settle.");
        return;
    };
    if analysis.members.len() < 2 {
        secondary(ui, "Add teammates to see where you disagree.");
        return;
    }
    let next = analysis.discuss_next();
    could_change(ui, decision, analysis, &next, (winner, rival), out);
    ui.add_space(space::L);
    // Criteria that could change the choice are listed above already, with both ends of the team.
    let is_told = |id: &CriterionId| next.iter().any(|(criterion, _)| criterion.id == *id);
    let gaps = analysis.widest_gaps().iter().filter(|cell| !is_told(&cell.criterion));
    let gaps: Vec<_> = gaps.take(FIRST.saturating_sub(next.len())).collect();
    furthest_apart(ui, decision, analysis, &gaps, out);
    card(ui, |ui| {
        section(ui, "Can't put another option ahead alone");
        if let Some(words) = settled_in_words(decision, analysis) {
            secondary(ui, words);
        }
        // All that the sentence above counts.
        let names: Vec<&str> = analysis.settled_alone().iter().map(|id| decision.criterion_name(id)).collect();
        if !names.is_empty() {
            ui.label(rich(format!("{}.", names.join(", ")), Type::Secondary));
        }
    });
}

/// Draws the criteria that could change the choice between the leader and its rival, with the points that settling each is worth.
fn could_change(
    ui: &mut Ui,
    decision: &Decision,
    analysis: &Analysis,
    next: &[(&CriterionResult, f64)],
    (winner, rival): (&OptionId, &OptionId),
    out: &mut Vec<Intent>,
) {
    card(ui, |ui| {
        section(ui, "Could change the winner");
        let turns = must_have_turns(decision, analysis);
        for words in &turns {
            ui.label(rich(words, Type::Body));
        }
        if next.is_empty() {
            if !turns.is_empty() {
                return;
            }
            let leader = decision.option_name(winner);
            let words = format!(
                "No single criterion: no other option gets ahead of {leader}, whichever member is right about it."
            );
            ui.label(rich(words, Type::Body));
            return;
        }
        secondary(
            ui,
            "Most useful first. What a criterion is worth is how many points better your choice would be, on average, \
             once you agree on it. Each bar shows how the lead would change if the whole team scored like one member.",
        );
        legend(ui, decision, winner, rival);
        let reach = reach(analysis);
        for (criterion, gain) in next {
            ui.add_space(space::S);
            ui.separator();
            ui.push_id(criterion.id.as_str(), |ui| one(ui, decision, analysis, criterion, *gain, reach, out));
        }
        ui.add_space(space::S);
        let help = "Starts one hidden round on the criteria you choose";
        let may_vote_again = !decision.is_guarded();
        if may_vote_again && button(ui, "Vote again on several…", ButtonKind::Secondary).on_hover_text(help).clicked()
        {
            out.push(Intent::Ballots(BallotIntent::ChooseRound(
                next.iter().map(|(criterion, _)| criterion.id.clone()).collect(),
            )));
        }
    });
}

/// Draws the other wide gaps of the team, and the members who alone prefer another option.
fn furthest_apart(
    ui: &mut Ui,
    decision: &Decision,
    analysis: &Analysis,
    gaps: &[&Arc<CellResult>],
    out: &mut Vec<Intent>,
) {
    let alone_with_it = analysis.lone_dissenters();
    if gaps.is_empty() && alone_with_it.is_empty() {
        return;
    }
    card(ui, |ui| {
        section(ui, "Where you are furthest apart");
        secondary(ui, "Worth hearing even if it can't change the winner: somebody may know what the others don't.");
        for cell in gaps {
            ui.add_space(space::S);
            ui.separator();
            ui.push_id(cell.criterion.as_str(), |ui| gap(ui, decision, cell, out));
        }
        for member in &alone_with_it {
            ui.add_space(space::S);
            ui.separator();
            ui.label(rich(alone(decision, member), Type::Body));
        }
    });
    ui.add_space(space::L);
}

fn one(
    ui: &mut Ui,
    decision: &Decision,
    analysis: &Analysis,
    criterion: &CriterionResult,
    gain: f64,
    reach: f64,
    out: &mut Vec<Intent>,
) {
    ui.horizontal(|ui| {
        title(ui, decision, criterion);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            vote_again(ui, &criterion.id, decision, out);
            secondary(ui, format!("worth {}", some_in_points(gain)));
        });
    });
    if let (Some(ends), Some(gap)) = (criterion.tornado, analysis.gap()) {
        let name = format!("Gap by {}", decision.criterion_name(&criterion.id));
        let options = [&analysis.runner_up, &analysis.first];
        let colors =
            options.map(|option| option.as_ref().map_or(Tokens::of(ui).edge.into(), |id| mark(ui, decision, id)));
        tornado_bar(ui, &name, ends, gap, reach, colors);
    }
    for side in furthest(decision, analysis, &criterion.id).into_iter().flatten() {
        said(ui, decision, analysis, &criterion.id, &side);
    }
}

/// Draws a cell whose scores lie far apart: who gave the lowest and the highest score, and their notes.
fn gap(ui: &mut Ui, decision: &Decision, cell: &CellResult, out: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        ui.add(egui::Label::new(rich(decision.criterion_name(&cell.criterion), Type::BodyMedium)).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            vote_again(ui, &cell.criterion, decision, out);
            secondary(ui, format!("{} on {}", points_apart(cell.points_apart()), decision.option_name(&cell.option)));
        });
    });
    for end in [cell.min, cell.max] {
        let said = cell.votes.iter().find(|(_, vote)| vote.score().map(Score::points) == end);
        let Some((who, vote)) = said else { continue };
        ui.horizontal_wrapped(|ui| {
            ui.label(rich(decision.voter_name(who), Type::SecondaryStrong));
            score_chip(ui, Some(*vote));
            let key = (cell.criterion.clone(), cell.option.clone());
            let note = decision.cell(who, &key).map(|cell| cell.note.trim()).unwrap_or_default();
            if !note.is_empty() {
                secondary(ui, note);
            }
        });
    }
}

/// Returns a sentence on a lone dissenter: "Chen alone prefers Rust, by 0.41 points."
fn alone(decision: &Decision, member: &MemberResult) -> String {
    let preferred = member.leaders.winner().map_or("another option", |option| decision.option_name(option));
    let by = member.gap.map_or_else(String::new, |gap| format!(", by {}", some_in_points(gap)));
    format!("{} alone prefers {preferred}{by}.", decision.member_name(&member.id))
}

/// Draws what the colours and sides of the bars below mean.
fn legend(ui: &mut Ui, decision: &Decision, winner: &OptionId, rival: &OptionId) {
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        swatch(ui, mark(ui, decision, rival));
        secondary(ui, format!("{} leads, left of the line", decision.option_name(rival)));
        swatch(ui, mark(ui, decision, winner));
        secondary(ui, format!("{} leads, right of it. The dot is today's lead.", decision.option_name(winner)));
    });
}

/// Returns the gap that fills half of a bar: the largest of all, so that bars can be compared.
fn reach(analysis: &Analysis) -> f64 {
    let ends = analysis.criteria.iter().filter_map(|c| c.tornado);
    ends.flat_map(|(low, high)| [low.abs(), high.abs()]).fold(analysis.gap().unwrap_or(0.0), f64::max)
}

fn title(ui: &mut Ui, decision: &Decision, criterion: &CriterionResult) {
    let can_change = criterion.tornado.is_some_and(|(low, _)| low < 0.0);
    let name = || egui::Label::new(rich(decision.criterion_name(&criterion.id), Type::BodyMedium)).truncate();
    let mark = |ui: &mut Ui| drop(chip(ui, "can change the winner", Tone::Warning));
    let room = ui.available_width();
    if !can_change {
        ui.add(name());
    } else if room < CHIP + NAME {
        ui.vertical(|ui| {
            ui.add(name());
            mark(ui);
        });
    } else {
        ui.horizontal(|ui| {
            ui.scope(|ui| {
                // The name is cut, and not the chip after it.
                ui.set_max_width(room - CHIP);
                ui.add(name());
            });
            mark(ui);
        });
    }
}

fn vote_again(ui: &mut Ui, id: &CriterionId, decision: &Decision, out: &mut Vec<Intent>) {
    if decision.is_guarded() {
        return;
    }
    let help = "Starts a hidden round on this criterion. Earlier scores are kept";
    let words = format!("Vote again on {}", decision.criterion_name(id));
    if button(ui, "Vote again", ButtonKind::Secondary).on_hover_text(help).accessible_name(words).clicked() {
        out.push(Intent::Ballots(BallotIntent::Open(vec![id.clone()])));
    }
}

/// Returns a sentence on the two members between whom a criterion turns the result, and what each gave to the option of the pair on
/// which they differ most: "Rust: Chen Wei 5, Boris Lang 2."
fn worth(decision: &Decision, analysis: &Analysis, id: &CriterionId) -> String {
    let words = "Agreeing could change the winner.";
    let [Some(low), Some(high)] = furthest(decision, analysis, id) else { return words.to_owned() };
    let scores = |option| {
        let cell = analysis.cell(id, option)?;
        let mut ends = [(score_of(&cell.votes, &low.who)?, &low.name), (score_of(&cell.votes, &high.who)?, &high.name)];
        ends.sort_by_key(|(score, _)| std::cmp::Reverse(score.points()));
        Some((option, ends))
    };
    let pair = [&analysis.runner_up, &analysis.first].into_iter().flatten().filter_map(scores);
    // Of equal ones the leader.
    let widest = pair.max_by_key(|(_, [most, least])| most.0.points() - least.0.points());
    let Some((option, ends)) = widest else { return words.to_owned() };
    let [most, least] = ends.map(|(score, name)| format!("{name} {}", score.points()));
    format!("{}: {most}, {least}. {words}", decision.option_name(option))
}

/// A member at one end of the team's views.
struct TeamEnd {
    who: MemberId,
    name: String,
}

impl TeamEnd {
    fn of(member: &Member) -> Self {
        Self { who: member.id.clone(), name: member.called().to_owned() }
    }
}

/// Returns the member who sees the runner-up furthest ahead on a criterion, and the one who sees the winner furthest ahead.
/// Returns `[None, None]` where all see the same difference. Reference ballots are left out.
fn furthest(decision: &Decision, analysis: &Analysis, id: &CriterionId) -> [Option<TeamEnd>; 2] {
    let (Some(winner), Some(rival)) = (&analysis.first, &analysis.runner_up) else { return [None, None] };
    let (Some(a), Some(b)) = (analysis.cell(id, winner), analysis.cell(id, rival)) else { return [None, None] };
    let mut ends: Option<[(&MemberId, f64); 2]> = None;
    // Votes of all cells are in one order, so the other one is looked for from where the last was found.
    let mut others = b.votes.as_slice();
    for (who, vote) in &a.votes {
        let Some(place) = others.iter().position(|(other, _)| other == who) else { continue };
        let other = others[place].1;
        others = &others[place + 1..];
        let (Some(x), Some(y)) = (vote.score(), other.score()) else { continue };
        if decision.references.iter().any(|reference| reference.id == *who) {
            continue;
        }
        let now = (who, x.value() - y.value());
        let [low, high] = ends.unwrap_or([now, now]);
        ends = Some([if now.1 < low.1 { now } else { low }, if now.1 > high.1 { now } else { high }]);
    }
    match ends {
        Some([low, high]) if low.1 < high.1 => [low, high].map(|(who, _)| decision.member(who).map(TeamEnd::of)),
        _ => [None, None],
    }
}

fn score_of(votes: &[(MemberId, Vote)], who: &MemberId) -> Option<Score> {
    votes.iter().find(|(member, _)| member == who).and_then(|(_, vote)| vote.score())
}

/// Draws the scores of a member at an end, and the notes on them.
fn said(ui: &mut Ui, decision: &Decision, analysis: &Analysis, id: &CriterionId, side: &TeamEnd) {
    let options = [&analysis.first, &analysis.runner_up];
    ui.horizontal_wrapped(|ui| {
        ui.label(rich(&side.name, Type::SecondaryStrong));
        for option in options.into_iter().flatten() {
            let vote = analysis.cell(id, option).and_then(|cell| score_of(&cell.votes, &side.who)).map(Vote::Score);
            score_chip(ui, vote);
            secondary(ui, decision.option_name(option));
        }
    });
    for option in options.into_iter().flatten() {
        let key = (id.clone(), option.clone());
        let note = decision.cell(&side.who, &key).map(|cell| cell.note.trim()).filter(|note| !note.is_empty());
        if let Some(note) = note {
            secondary(ui, format!("{}: {note}", decision.option_name(option)));
        }
    }
}
