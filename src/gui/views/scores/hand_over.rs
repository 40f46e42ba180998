//! The page shown in place of a covered ballot: who has sealed, who is next, and the reveal.

use egui::{Response, Ui};

use crate::{
    analysis::{reopened, shown_before},
    decision::{Decision, Member, MemberId, text::capitalized},
    gui::{
        command,
        intent::{BallotIntent, Intent},
        theme::tokens::space,
        views::{Cx, reveal::reveal_button},
        widgets::{ButtonKind, button, is_opening, page_head, page_id, secondary, with_lock},
        wording::all_ballots,
    },
};

/// The most members offered on the page; more are found in the rail.
const MOST_OFFERED: usize = 6;

/// Returns whether no ballot may be shown: the round is blind, and the member who sits here has sealed or is not known.
pub(super) fn is_handed_over(decision: &Decision, me: Option<&MemberId>) -> bool {
    decision.is_blind() && me.is_none_or(|me| decision.has_sealed(me))
}

/// Draws the page in place of a ballot. `is_wanted` is set where the step is to get the keyboard focus.
pub(super) fn hand_over(ui: &mut Ui, cx: &Cx<'_>, is_wanted: bool, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let left = decision.not_sealed();
    let next = match (cx.me.map(|me| decision.own_of(me, "ballot")), &left[..]) {
        (_, []) => Some(all_are_in(ui, decision, out)),
        (None, left) => {
            let words = "Nobody sees another member's scores before the reveal.";
            ask_who(ui, left, (WHO_SCORES, words), out)
        }
        (Some(ballot), [next, ..]) => pass_on(ui, &ballot, next, &left, out),
    };
    focus_next(ui, next, is_wanted);
    for words in [shown_before(decision), reopened(decision)].into_iter().flatten() {
        ui.add_space(space::L);
        secondary(ui, words);
    }
    if let Some(me) = cx.me {
        let ballot = decision.own_of(me, "ballot");
        ui.add_space(space::L);
        secondary(ui, format!("{} can be reopened to change a score until the reveal.", capitalized(&ballot)));
        let reopen = Intent::Ballots(BallotIntent::Reopen);
        if command::entry(&reopen).is_some_and(|entry| button(ui, entry.title, ButtonKind::Quiet).clicked()) {
            out.push(reopen);
        }
    }
}

/// Draws the question whose ballot is shown, in a round that hides nothing. `is_wanted` is set where the step is to get the keyboard
/// focus.
pub(super) fn ask_whose_ballot(ui: &mut Ui, cx: &Cx<'_>, is_wanted: bool, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let members: Vec<&Member> = decision.members.iter().map(AsRef::as_ref).collect();
    let takes_scores = !cx.is_locked() && !decision.is_shown_to_team();
    let question = if takes_scores { WHO_SCORES } else { "Whose ballot do you want to see?" };
    let first = ask_who(ui, &members, (question, "Each member has a ballot."), out);
    focus_next(ui, first, is_wanted);
    ui.add_space(space::XXL);
}

/// Gives the keyboard focus to the button of whoever is next, or else to the page.
fn focus_next(ui: &Ui, next: Option<Response>, is_wanted: bool) {
    // The cell that had the keyboard focus is gone, and Tab would begin at the menus.
    let is_nowhere = ui.memory(|memory| memory.focused().is_none());
    match next {
        Some(next) if is_opening(ui) || is_wanted || is_nowhere => next.request_focus(),
        None if is_nowhere => ui.memory_mut(|memory| memory.request_focus(page_id())),
        _ => {}
    }
}

/// The question where nobody is known to sit at the machine.
const WHO_SCORES: &str = "Who scores now?";

/// Asks who sits at the machine, by a question and an explanation. Returns the button of the first.
fn ask_who(
    ui: &mut Ui,
    members: &[&Member],
    (question, words): (&str, &str),
    out: &mut Vec<Intent>,
) -> Option<Response> {
    page_head(ui, question, words);
    offer(ui, members, false, out)
}

fn all_are_in(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) -> Response {
    let round = decision.round();
    let words = if decision.private_ballots {
        format!("Revealing round {round} opens the ballots on this computer. The others are published from theirs.")
    } else if decision.members.len() == 1 {
        format!("Revealing round {round} shows the scores and the result.")
    } else {
        format!("Look at the result together. Revealing round {round} shows all scores.")
    };
    page_head(ui, &format!("{} in", all_ballots(decision.members.len())), &words);
    let reveal = reveal_button(ui, decision, out);
    ui.add_space(space::XS);
    reveal
}

/// Draws that a ballot is sealed, and offers the seat to the next member. Returns the button of that member.
fn pass_on(ui: &mut Ui, ballot: &str, next: &Member, left: &[&Member], out: &mut Vec<Intent>) -> Option<Response> {
    let others = if left.len() == 1 { String::new() } else { format!(" {} have not sealed yet.", left.len()) };
    page_head(
        ui,
        &format!("{} is sealed", capitalized(ballot)),
        &format!("Nobody sees it before the reveal.{others} Next: {}.", next.called()),
    );
    offer(ui, left, true, out)
}

/// Draws a button for each member to take the seat. With `has_next`, the first is the member who is expected. Returns the button
/// of the first.
fn offer(ui: &mut Ui, members: &[&Member], has_next: bool, out: &mut Vec<Intent>) -> Option<Response> {
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for (place, member) in members.iter().take(MOST_OFFERED).enumerate() {
            let kind = if has_next && place == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            let response = with_lock(ui, false, |ui| button(ui, &format!("I am {}", member.called()), kind));
            if response.clicked() {
                out.push(Intent::TakeSeat(member.id.clone(), None));
            }
            first.get_or_insert(response);
        }
    });
    if members.len() > MOST_OFFERED {
        ui.add_space(space::XS);
        secondary(ui, format!("{} more are on the left, under Team.", members.len() - MOST_OFFERED));
    }
    first
}
