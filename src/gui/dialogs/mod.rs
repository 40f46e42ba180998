//! Questions and messages above the window. Each returns an intent once people have answered, and the app acts on it.

mod ballots;
mod charts;
mod conflicts;
mod draft;
mod file;
mod guard;
mod help;
mod members;
mod palette;
mod parts;
mod path;
mod profiles;
mod renumber;
mod review;
mod round;
mod side_card;
mod simple;
mod table;
mod what_changed;

use std::path::PathBuf;

use egui::{Context, Id, Modal, ScrollArea, Ui};
use jiff::civil::Date;

pub use self::{
    ballots::BallotImport,
    conflicts::Conflicts,
    draft::DraftQuestion,
    file::FileTrouble,
    guard::{Accepting, Correcting},
    help::Help,
    members::Members,
    palette::Palette,
    path::PathPrompt,
    profiles::Profiles,
    review::Reviewing,
    round::NewRound,
    table::{TableFound, TableImport, TableQuestion, TableSource, TableTrouble, changes_in_words},
    what_changed::{CopyOffer, WhatChanged},
};
use super::{
    session::{Document, Draft},
    theme::tokens::{Tokens, Type, space},
    widgets::{focus_first, name_around, rich, section},
};
use crate::{
    chart::ChartKind,
    decision::{Edit, MemberId, RepoPath},
    decision_log::Renumbering,
    gui::intent::{FollowUp, Intent, TableKind},
};

/// The occasion of a merge of the record with its file.
#[derive(Debug, Clone, PartialEq)]
pub enum Occasion {
    /// A look at the file, which had changed.
    Look,
    /// A save that was refused, with the intent that follows it.
    Save(FollowUp),
}

/// A question or message above the window.
pub enum Dialog {
    /// The question whether to save changes before this intent is carried out.
    Unsaved(Box<Intent>),
    /// The wait for the desktop's file window, with the prompt for people who would rather type.
    FileWindow(PathPrompt),
    /// A path to read from or write to, by typing.
    Path(PathPrompt),
    /// The search through all commands and the record.
    Palette(Palette),
    /// The help.
    Help(Help),
    /// The members.
    Members(Members),
    /// The profiles of the team and of its template.
    Profiles(Profiles),
    /// The question whether to reveal the round early, with the name of the person who does so.
    Reveal(String),
    /// The question whether this member sits at the machine, and what follows.
    HandOver(MemberId, FollowUp),
    /// The question whether to seal a ballot with so many empty cells, of so many.
    SealWithGaps(usize, usize),
    /// The question whether to undo a merge, and with it the changes of others, and so many steps before it; or else the last step of
    /// one's own, if that can be undone alone.
    UndoMerge(usize, Option<String>),
    /// The correction of an accepted record.
    Correct(Box<Correcting>),
    /// The question whether to accept a decision despite doubts.
    Accept(Box<Accepting>),
    /// The question whether to reject or deprecate the decision, by these edits.
    EndDecision(Vec<Edit>),
    /// The question whether to write the last review into this ADR before the record is superseded.
    UnwrittenReview(RepoPath),
    /// The review of an accepted decision.
    Review(Box<Reviewing>),
    /// The choice of criteria to vote on again.
    NewRound(NewRound),
    /// The question whether to give an ADR another number, with what that changes.
    Renumber(Box<Renumbering>),
    /// The name of a new template.
    SaveTemplate(String),
    /// The choice of one of these charts to save.
    Charts(Vec<ChartKind>),
    /// The changes since an earlier copy of the record.
    WhatChanged(Box<WhatChanged>),
    /// The question whether to open this address in the browser.
    Follow(String),
    /// The version and the licences of the app.
    About,
    /// The trouble with the file that a save has found, and what follows the save.
    File(FileTrouble, FollowUp),
    /// The conflicts between two copies of the record.
    Conflicts(Box<Conflicts>),
    /// The question whether to delete the work in this recovery file.
    Refuse(PathBuf),
    /// The import of ballots.
    Ballots(Box<BallotImport>),
    /// The import of a table.
    Table(Box<TableImport>),
    /// The choice of one of these tables to save.
    SaveTable(Vec<TableKind>),
    /// The question before typed text is lost.
    Drafts(Box<DraftQuestion>),
    /// The wait for work that takes long, with words on what it is.
    Working(String),
}

impl Dialog {
    /// Returns a name of the dialog, for the title of the window.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unsaved(_) => "Save your changes?",
            // This must differ from the title of the file window that it waits for.
            Self::FileWindow(_) => "Waiting for the file window",
            Self::Path(prompt) => prompt.wanted.title(),
            Self::Palette(palette) => palette.within().name(),
            Self::Help(_) => "Help",
            Self::Members(_) => "Members",
            Self::Profiles(_) => "Profiles",
            Self::Reveal(_) => "Reveal the round now?",
            Self::HandOver(..) => "Hand over?",
            Self::SealWithGaps(..) => "Seal anyway?",
            Self::UndoMerge(..) => "Undo the merge?",
            Self::Correct(_) => "Fix a mistake?",
            Self::Accept(accepting) => accepting.title(),
            Self::EndDecision(_) => "Change the status?",
            Self::UnwrittenReview(_) => "Write the review first?",
            Self::Review(_) => "Review the decision",
            Self::NewRound(_) => "Start a new round",
            Self::Renumber(_) => "Renumber the ADR?",
            Self::SaveTemplate(_) => "Save as a template",
            Self::Charts(_) => "Save a chart",
            Self::WhatChanged(_) => "What changed",
            Self::Follow(_) => "Open this address in your browser?",
            Self::About => "About Weigh-In",
            Self::File(trouble, _) => trouble.title(),
            Self::Conflicts(conflicts) => conflicts.title(),
            Self::Refuse(_) => "Discard the unsaved work?",
            Self::Ballots(_) => "Import ballots",
            Self::Table(_) => "Import a table",
            Self::SaveTable(_) => "Save as CSV",
            Self::Drafts(_) => "Leave and lose what you typed?",
            Self::Working(_) => "Working",
        }
    }

    /// Returns text that is typed in it and not in the record. A path, a search and a suggestion of the app are no drafts.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        match self {
            Self::Members(members) => members.draft(),
            Self::Profiles(profiles) => profiles.draft(),
            Self::Correct(correcting) => Draft::not_added("The reason", &correcting.why, None),
            Self::Accept(accepting) => accepting.draft(),
            Self::Review(reviewing) => reviewing.draft(),
            Self::Table(import) => import.draft(),
            Self::SaveTemplate(name) => Draft::not_added("The name", name, None),
            _ => None,
        }
    }

    /// Draws the dialog, for the member in the seat. Returns an intent once people have answered.
    pub fn show(
        &mut self,
        ctx: &Context,
        document: Option<&Document>,
        me: Option<&MemberId>,
        enabled: &dyn Fn(&Intent) -> bool,
        today: Date,
    ) -> Option<Intent> {
        let decision = document.map(Document::decision);
        let name = self.name();
        match self {
            Self::Palette(palette) => palette.show(ctx, decision, me, enabled),
            Self::Unsaved(then) => window(ctx, name, "unsaved", 420.0, |ui| simple::unsaved(ui, decision, then)),
            Self::FileWindow(prompt) => window(ctx, name, "file window", 460.0, |ui| prompt.wait(ui)),
            Self::Path(prompt) => window(ctx, name, "path", 520.0, |ui| prompt.show(ui)),
            Self::Help(help) => window(ctx, name, "help", 720.0, |ui| help.show(ui)),
            Self::Members(members) => {
                // egui keeps the height of a window by its key, and the question needs less than the list.
                let key = if members.asks() { "removal" } else { "members" };
                window(ctx, name, key, 480.0, |ui| members.show(ui, document, today))
            }
            Self::Profiles(profiles) => window(ctx, name, "profiles", 640.0, |ui| profiles.show(ui, decision)),
            Self::Reveal(by) => window(ctx, name, "reveal", 460.0, |ui| simple::reveal(ui, document, by)),
            Self::HandOver(member, then) => {
                window(ctx, name, "hand over", 420.0, |ui| simple::hand_over(ui, decision, member, then))
            }
            Self::SealWithGaps(empty, all) => {
                window(ctx, name, "seal", 420.0, |ui| simple::seal_with_gaps(ui, *empty, *all))
            }
            Self::UndoMerge(then, own) => {
                window(ctx, name, "undo merge", 460.0, |ui| simple::undo_merge(ui, *then, own.as_deref()))
            }
            Self::Correct(correcting) => window(ctx, name, "correct", 520.0, |ui| correcting.show(ui, decision)),
            Self::Accept(accepting) => window(ctx, name, "accept", 520.0, |ui| accepting.show(ui, document)),
            Self::EndDecision(edits) => window(ctx, name, "end", 460.0, |ui| simple::end_decision(ui, decision, edits)),
            Self::UnwrittenReview(adr) => window(ctx, name, "unwritten", 480.0, |ui| simple::unwritten_review(ui, adr)),
            Self::Review(reviewing) => window(ctx, name, "review", 560.0, |ui| reviewing.show(ui, decision)),
            Self::NewRound(round) => window(ctx, name, "round", 480.0, |ui| round.show(ui, decision)),
            Self::Renumber(renumbering) => window(ctx, name, "renumber", 560.0, |ui| renumber::show(ui, renumbering)),
            Self::SaveTemplate(typed) => window(ctx, name, "template", 460.0, |ui| simple::save_template(ui, typed)),
            Self::Charts(kinds) => window(ctx, name, "charts", 460.0, |ui| charts::show(ui, document, kinds)),
            Self::WhatChanged(changed) => window(ctx, name, "what changed", 1040.0, |ui| changed.show(ui)),
            Self::Follow(url) => window(ctx, name, "follow", 520.0, |ui| simple::follow(ui, url)),
            Self::About => window(ctx, name, "about", 460.0, simple::about),
            Self::File(trouble, then) => window(ctx, name, "file", 520.0, |ui| file::show(ui, trouble, then)),
            Self::Conflicts(conflicts) => window(ctx, name, "conflicts", 920.0, |ui| conflicts.show(ui)),
            Self::Refuse(path) => window(ctx, name, "refuse", 460.0, |ui| file::refuse(ui, path)),
            Self::Ballots(ballots) => window(ctx, name, "ballots", 640.0, |ui| ballots.show(ui)),
            Self::Table(import) => window(ctx, name, "table", 780.0, |ui| import.show(ui, decision, me)),
            Self::SaveTable(kinds) => window(ctx, name, "save table", 460.0, |ui| table::save(ui, document, kinds)),
            Self::Drafts(question) => window(ctx, name, "drafts", 460.0, |ui| question.show(ui)),
            Self::Working(words) => window(ctx, name, "working", 460.0, |ui| file::working(ui, words)),
        }
    }
}

/// The height, in points, from which on a dialog as a whole need not scroll.
const LOW: f32 = 480.0;

/// Draws a dialog in the middle of the window, with a name for assistive technology. Escape and a click beside it dismiss it.
fn window(
    ctx: &Context,
    name: &str,
    key: &str,
    width: f32,
    add: impl FnOnce(&mut Ui) -> Option<Intent>,
) -> Option<Intent> {
    let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::same(24));
    let modal = Modal::new(Id::unique(("dialog", key))).frame(frame).show(ctx, |ui| {
        name_around(ui, egui::UiKind::Modal, name);
        let room = ctx.content_rect().size() - egui::Vec2::splat(80.0);
        ui.set_width(width.min(room.x));
        ui.spacing_mut().item_spacing.y = space::S;
        // In a window that is high enough, only the lists inside a dialog scroll.
        if room.y > LOW {
            return add(ui);
        }
        // Where everything is large, a dialog may be higher than the window.
        ScrollArea::vertical().max_height(room.y).show(ui, add).inner
    });
    // A dialog lies where its last size puts it, so one that has just got another size moves with the next frame: at once, and not
    // from under the mouse.
    let (id, size) = (Id::unique(("dialog size", name)), modal.response.rect.size());
    let before = ctx.data_mut(|data| data.get_temp::<egui::Vec2>(id).filter(|before| *before == size));
    if before.is_none() {
        ctx.data_mut(|data| data.insert_temp(id, size));
        ctx.request_repaint();
    }
    let dismissed = modal.should_close().then_some(Intent::Dismiss);
    // An answer counts more than a click beside the dialog in the same frame.
    modal.inner.or(dismissed)
}

fn head(ui: &mut Ui, words: &str) {
    section(ui, words);
}

fn explain(ui: &mut Ui, words: &str) {
    let color = Tokens::of(ui).secondary;
    ui.label(rich(words, Type::Body).color(color).line_height(Some(20.0)));
}
