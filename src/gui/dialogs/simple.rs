//! The dialogs with little or no state of their own, and the buttons at the end of all dialogs.

use egui::Ui;

use super::{explain, focus_first, head};
use crate::{
    adr::openable,
    decision::{Decision, Edit, Member, MemberId, RepoPath, Status, text::uncapitalized},
    gui::{
        intent::{BallotIntent, FileIntent, FollowUp, Intent, StartIntent},
        session::Document,
        step::Step,
        theme::tokens::space,
        widgets::{
            ButtonKind::{self, Primary, Secondary},
            Field, at_the_end, button, button_enabled, secondary, shown,
        },
    },
};

/// The button that only closes a dialog.
pub(super) const CANCEL: Choice<'static> = ("Cancel", Secondary, Intent::Dismiss);

/// A button of a dialog: its words, its look and its intent.
pub(super) type Choice<'a> = (&'a str, ButtonKind, Intent);

/// Draws the buttons at the end of a dialog, to be given with the likeliest one first.
pub(super) fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.add_space(space::S);
    at_the_end(ui, add);
}

/// Draws buttons from left to right, the first with the keyboard focus. Returns the intent of the one that was clicked.
pub(super) fn choices<const N: usize>(ui: &mut Ui, choices: [Choice<'_>; N]) -> Option<Intent> {
    let mut answer = None;
    row(ui, |ui| {
        for (place, (words, kind, intent)) in choices.into_iter().enumerate() {
            let response = button(ui, words, kind);
            if place == 0 {
                focus_first(ui, &response);
            }
            if response.clicked() {
                answer = Some(intent);
            }
        }
    });
    answer
}

/// Draws a field for a name, which the button or Enter confirms. A blank name cannot be confirmed.
fn named(
    ui: &mut Ui,
    field: Field<'_>,
    text: &mut String,
    verb: &str,
    intent: impl FnOnce(String) -> Intent,
) -> Option<Intent> {
    let response = field.edit(ui, text);
    focus_first(ui, &response);
    let name = text.trim().to_owned();
    // A one-line field gives up the focus when Enter is pressed.
    let mut is_confirmed = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut answer = None;
    row(ui, |ui| {
        is_confirmed |= button_enabled(ui, verb, Primary, !name.is_empty()).clicked();
        if button(ui, "Cancel", Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    if is_confirmed && !name.is_empty() { Some(intent(name)) } else { answer }
}

pub(super) fn unsaved(ui: &mut Ui, decision: Option<&Decision>, next: &Intent) -> Option<Intent> {
    let title =
        decision.map(|decision| decision.title.trim()).filter(|title| !title.is_empty()).unwrap_or("this record");
    head(ui, "Save your changes?");
    explain(ui, &format!("The changes to \"{title}\" are not saved yet. Without saving, they are lost."));
    let save = Intent::File(FileIntent::Save(Some(Box::new(next.clone()))));
    let discard = Intent::WithoutSaving(Box::new(next.clone()));
    choices(ui, [("Save", Primary, save), ("Don't save", Secondary, discard), CANCEL])
}

pub(super) fn reveal(ui: &mut Ui, document: Option<&Document>, by: &mut String) -> Option<Intent> {
    let document = document?;
    head(ui, "Reveal the round now?");
    let open: Vec<&str> = document.decision().not_sealed().into_iter().map(Member::called).collect();
    let saved = if document.path().is_some() { ", and is saved at once" } else { "" };
    explain(ui, &format!("Not sealed yet: {}. The record will note who revealed it early{saved}.", open.join(", ")));
    let field = Field::line("Revealed by").hint("Name of the facilitator");
    named(ui, field, by, "Reveal", |by| Intent::Ballots(BallotIntent::Reveal(by)))
}

/// Asks whether a member sits here, who then takes the seat; or, where something follows, whose hidden ballot it would open.
pub(super) fn hand_over(ui: &mut Ui, decision: Option<&Decision>, to: &MemberId, then: &FollowUp) -> Option<Intent> {
    let decision = decision?;
    let (name, round) = (decision.member_name(to), decision.round());
    let (question, words) = if then.is_some() {
        (
            format!("Are you {name}?"),
            format!("This opens {}. Nobody else may see it before the reveal.", decision.own_of(to, "ballot")),
        )
    } else {
        let words = format!("Round {round} is hidden. Only {name} may see this ballot before the reveal.");
        (format!("Hand over to {name}?"), words)
    };
    head(ui, &question);
    explain(ui, &words);
    let mine = format!("I am {name}");
    choices(ui, [(&mine, Primary, Intent::TakeSeat(to.clone(), then.clone())), CANCEL])
}

/// Asks before a ballot is sealed with empty cells.
pub(super) fn seal_with_gaps(ui: &mut Ui, empty: usize, all: usize) -> Option<Intent> {
    let are = if empty == 1 { "is" } else { "are" };
    head(ui, &format!("{empty} of {all} cells {are} empty. Seal anyway?"));
    explain(ui, "The other ballots decide what you leave empty. If you can't judge a cell, press ? to say so.");
    let seal = Intent::Ballots(BallotIntent::SealWithGaps);
    choices(ui, [("Continue scoring", Primary, Intent::Dismiss), ("Seal anyway", Secondary, seal)])
}

/// Asks before the decision is rejected or deprecated.
pub(super) fn end_decision(ui: &mut Ui, decision: Option<&Decision>, edits: &[Edit]) -> Option<Intent> {
    let decision = decision?;
    let is_rejected = matches!(edits.last(), Some(Edit::Status(Status::Rejected, ..)));
    let (verb, question, words) = if is_rejected {
        ("Reject", "Reject the proposal?", "The proposal is turned down. It can be proposed again.")
    } else {
        let words =
            "It no longer applies, and nothing replaces it. If another decision takes its place, supersede it instead.";
        ("Deprecate", "Deprecate the decision?", words)
    };
    head(ui, question);
    explain(ui, words);
    let keep = format!("Keep it {}", decision.status());
    let end = Intent::Confirmed(edits.to_vec());
    choices(ui, [(&keep, Primary, Intent::Dismiss), (verb, Secondary, end)])
}

/// Asks before a record is superseded whose last review is not in its ADR.
pub(super) fn unwritten_review(ui: &mut Ui, adr: &RepoPath) -> Option<Intent> {
    head(ui, "Write the review into its ADR first?");
    let words = format!("The last review is in this record, but not in {adr} yet. An export adds it.");
    explain(ui, &shown(words));
    let [export, supersede] = [Intent::Go(Step::Export), Intent::Start(StartIntent::SupersedeAnyway)];
    choices(ui, [("Export it first", Primary, export), ("Supersede now", Secondary, supersede), CANCEL])
}

/// Asks before a merge is undone, and so many steps before it. `own` is the last step before it, if it can be undone without the
/// merge.
pub(super) fn undo_merge(ui: &mut Ui, then: usize, own: Option<&str>) -> Option<Intent> {
    head(ui, "Undo the merge?");
    explain(
        ui,
        "The last step merged other people's changes. Undoing it removes them from this record, and the next save \
         removes them from the file.",
    );
    let merge = ("Undo the merge", Secondary, Intent::UndoMerge(then));
    let keep = ("Keep the merge", Primary, Intent::Dismiss);
    match own {
        None => choices(ui, [keep, merge]),
        Some(own) => {
            explain(
                ui,
                &format!("Your last step before it, \"{}\", can be undone without the merge.", uncapitalized(own)),
            );
            choices(ui, [keep, ("Undo my step", Secondary, Intent::UndoBelowMerge), merge])
        }
    }
}

pub(super) fn save_template(ui: &mut Ui, name: &mut String) -> Option<Intent> {
    head(ui, "Save as a template");
    explain(
        ui,
        "Keeps options, criteria, weights and what each score means, for your next decision. Leaves out scores, \
         people and texts.",
    );
    let field = Field::line("Name of the template").hint("For example: Language of a service");
    named(ui, field, name, "Save the template", |name| Intent::Start(StartIntent::SaveTemplate(name)))
}

pub(super) fn follow(ui: &mut Ui, url: &str) -> Option<Intent> {
    head(ui, "Open this address in your browser?");
    // The part of an address before an `@` may look like another host, so the host is named.
    let leads = openable(url).map(|(_, leads)| leads).unwrap_or_default();
    explain(ui, &format!("It leads to {leads}, outside of Weigh-In."));
    ui.add(egui::Label::new(egui::RichText::new(shown(url)).monospace()).wrap());
    choices(ui, [("Open", Primary, Intent::FollowLink(url.to_owned())), CANCEL])
}

pub(super) fn about(ui: &mut Ui) -> Option<Intent> {
    head(ui, &format!("Weigh-In {}", env!("CARGO_PKG_VERSION")));
    explain(ui, "Choose a programming language as a team, and record the decision as an ADR.");
    secondary(ui, "Licensed under MIT or Apache-2.0. The font is Inter, under the SIL Open Font License.");
    choices(ui, [("Close", Primary, Intent::Dismiss)])
}
