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
mod path;
mod review;
mod round;
mod side_card;
mod simple;
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
    review::Reviewing,
    round::NewRound,
    what_changed::{CopyOffer, WhatChanged},
};
use super::{
    session::{Document, Draft},
    theme::tokens::{Tokens, Type, space},
    widgets::{focus_first, rich},
};
use crate::{
    chart::ChartKind,
    decision::MemberId,
    gui::intent::{FollowUp, Intent},
};

/// What a merge of the record with its file is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Occasion {
    /// The file was looked at.
    Look,
    /// A save was refused, and something follows it.
    Save(FollowUp),
}

/// What stands above the window.
pub enum Dialog {
    /// There is work that is not saved.
    Unsaved(Box<Intent>),
    /// The desktop's file window is open; what is asked where people would rather type.
    FileWindow(PathPrompt),
    /// Where from, or where to, by typing.
    Path(PathPrompt),
    /// All commands.
    Palette(Palette),
    /// What everything means, and all shortcuts.
    Help(Help),
    /// Who scores.
    Members(Members),
    /// Whether to reveal the round early.
    Reveal(String),
    /// Whether this member sits at the machine, and what follows.
    HandOver(MemberId, FollowUp),
    /// Whether a merge is taken back, with what others wrote.
    UndoMerge,
    /// Whether an accepted record is corrected.
    Correct(Box<Correcting>),
    /// Whether a decision is accepted that something speaks against.
    Accept(Box<Accepting>),
    /// Whether an accepted decision still holds.
    Review(Box<Reviewing>),
    /// On what to vote again.
    NewRound(NewRound),
    /// The name of a template to be.
    SaveTemplate(String),
    /// Which of these charts to save.
    Charts(Vec<ChartKind>),
    /// What changed since an earlier copy of the record.
    WhatChanged(Box<WhatChanged>),
    /// Where a link leads.
    Follow(String),
    /// What this is.
    About,
    /// The file is not what it was, and what comes after the save that has found it.
    File(FileTrouble, FollowUp),
    /// Two copies that cannot both be kept.
    Conflicts(Box<Conflicts>),
    /// Whether to delete the work in this recovery file.
    Refuse(PathBuf),
    /// What becomes of ballots that are to come in.
    Ballots(Box<BallotImport>),
    /// Whether something typed is lost.
    Drafts(Box<DraftQuestion>),
    /// Something takes its time: what.
    Working(String),
}

impl Dialog {
    /// What it is about, for the window's title.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unsaved(_) => "Save your changes?",
            // Another title than that of the window it waits for.
            Self::FileWindow(_) => "Waiting for the file window",
            Self::Path(prompt) => prompt.wanted.title(),
            Self::Palette(_) => "Search commands",
            Self::Help(_) => "Help",
            Self::Members(_) => "Members",
            Self::Reveal(_) => "Reveal the round now?",
            Self::HandOver(..) => "Hand over?",
            Self::UndoMerge => "Take the merge back?",
            Self::Correct(_) => "Correct a slip?",
            Self::Accept(_) => "Accept it as it stands?",
            Self::Review(_) => "Review the decision",
            Self::NewRound(_) => "Open a new round",
            Self::SaveTemplate(_) => "Save as a template",
            Self::Charts(_) => "Save a chart",
            Self::WhatChanged(_) => "What changed",
            Self::Follow(_) => "Open this address in your browser?",
            Self::About => "About Weigh-In",
            Self::File(trouble, _) => trouble.title(),
            Self::Conflicts(conflicts) => conflicts.title(),
            Self::Refuse(_) => "Discard the work that was not saved?",
            Self::Ballots(_) => "Import ballots",
            Self::Drafts(_) => "Leave without what you typed?",
            Self::Working(_) => "Working",
        }
    }

    /// What is typed in it and not in the record. A path, a search and a suggestion that stands there are no drafts.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        match self {
            Self::Members(members) => members.draft(),
            Self::Correct(correcting) => Draft::not_added("The reason", &correcting.why, None),
            Self::Accept(accepting) => accepting.draft(),
            Self::Review(reviewing) => reviewing.draft(),
            Self::SaveTemplate(name) => Draft::not_added("The name", name, None),
            _ => None,
        }
    }

    /// Draws it. Returns an intent once people have answered.
    pub fn show(
        &mut self,
        ctx: &Context,
        document: Option<&Document>,
        enabled: &dyn Fn(&Intent) -> bool,
        today: Date,
    ) -> Option<Intent> {
        let decision = document.map(Document::decision);
        match self {
            Self::Palette(palette) => palette.show(ctx, enabled),
            Self::Unsaved(then) => window(ctx, "unsaved", 420.0, |ui| simple::unsaved(ui, decision, then)),
            Self::FileWindow(prompt) => window(ctx, "file window", 460.0, |ui| prompt.wait(ui)),
            Self::Path(prompt) => window(ctx, "path", 520.0, |ui| prompt.show(ui)),
            Self::Help(help) => window(ctx, "help", 720.0, |ui| help.show(ui)),
            Self::Members(members) => {
                // A window keeps the height that it had, and the question needs less.
                let name = if members.asks() { "removal" } else { "members" };
                window(ctx, name, 480.0, |ui| members.show(ui, document, today))
            }
            Self::Reveal(by) => window(ctx, "reveal", 460.0, |ui| simple::reveal(ui, document, by)),
            Self::HandOver(member, then) => {
                window(ctx, "hand over", 420.0, |ui| simple::hand_over(ui, decision, member, then))
            }
            Self::UndoMerge => window(ctx, "undo merge", 460.0, simple::undo_merge),
            Self::Correct(correcting) => window(ctx, "correct", 520.0, |ui| correcting.show(ui, decision)),
            Self::Accept(accepting) => window(ctx, "accept", 520.0, |ui| accepting.show(ui, decision)),
            Self::Review(reviewing) => window(ctx, "review", 560.0, |ui| reviewing.show(ui, decision)),
            Self::NewRound(round) => window(ctx, "round", 480.0, |ui| round.show(ui, decision)),
            Self::SaveTemplate(name) => window(ctx, "template", 460.0, |ui| simple::save_template(ui, name)),
            Self::Charts(kinds) => window(ctx, "charts", 460.0, |ui| charts::show(ui, document, kinds)),
            Self::WhatChanged(changed) => window(ctx, "what changed", 1040.0, |ui| changed.show(ui)),
            Self::Follow(url) => window(ctx, "follow", 520.0, |ui| simple::follow(ui, url)),
            Self::About => window(ctx, "about", 460.0, simple::about),
            Self::File(trouble, then) => window(ctx, "file", 520.0, |ui| file::show(ui, trouble, then)),
            Self::Conflicts(conflicts) => window(ctx, "conflicts", 920.0, |ui| conflicts.show(ui)),
            Self::Refuse(path) => window(ctx, "refuse", 460.0, |ui| file::refuse(ui, path)),
            Self::Ballots(ballots) => window(ctx, "ballots", 640.0, |ui| ballots.show(ui)),
            Self::Drafts(question) => window(ctx, "drafts", 460.0, |ui| question.show(ui)),
            Self::Working(words) => window(ctx, "working", 460.0, |ui| file::working(ui, words)),
        }
    }
}

/// The height, in points, that every dialog can do with.
const LOW: f32 = 480.0;

/// A dialog in the middle of the window. Escape and a click beside it dismiss it.
fn window(ctx: &Context, name: &str, width: f32, add: impl FnOnce(&mut Ui) -> Option<Intent>) -> Option<Intent> {
    let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::same(24));
    let modal = Modal::new(Id::unique(("dialog", name))).frame(frame).show(ctx, |ui| {
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
    let dismissed = modal.should_close().then_some(Intent::Dismiss);
    // An answer counts more than a click beside the dialog in the same frame.
    modal.inner.or(dismissed)
}

fn head(ui: &mut Ui, words: &str) {
    ui.label(rich(words, Type::Section));
}

fn explain(ui: &mut Ui, words: &str) {
    let color = Tokens::of(ui).secondary;
    ui.label(rich(words, Type::Body).color(color).line_height(Some(20.0)));
}
