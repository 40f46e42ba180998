//! What asks or tells something above the window. Each gives its answer to the app, which owns it and acts on it.

mod ballots;
mod charts;
mod conflicts;
mod file;
mod help;
mod members;
pub(super) mod palette;
mod path;
mod round;
mod side_card;
mod simple;

use std::path::PathBuf;

use egui::{Context, Id, Modal, ScrollArea, Ui};

pub use self::{
    ballots::Ballots,
    conflicts::{Conflicts, Origin},
    file::FileTrouble,
    help::Help,
    members::Members,
    palette::Palette,
    path::{PathPrompt, typed_path},
    round::NewRound,
};
use super::{
    command::Command,
    session::Document,
    theme::tokens::{Tokens, Type, space},
    views::start::Superseded,
    widgets::rich,
};
use crate::{
    chart::Kind,
    decision::{CriterionId, Edit, Side},
};

/// What to do once unsaved work is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// End the app.
    Quit,
    /// Show the start screen.
    New,
    /// Ask which file to open.
    Ask,
    /// Open this file.
    Open(PathBuf),
    /// Start a record that takes the place of an ADR.
    Supersede(Superseded),
    /// Start a record from the ADR in this file.
    TakeOver(PathBuf),
    /// Open the work in this recovery file.
    Recover(PathBuf),
    /// Give these files to git.
    Git(ForGit),
}

/// What git is asked to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForGit {
    /// The root of the repository.
    pub root: PathBuf,
    /// The ADR, what was written with it, and the record: paths from the root.
    pub files: Vec<PathBuf>,
    /// What belongs to them if it is staged.
    pub also: Vec<PathBuf>,
    /// What to say of the commit; staged without one.
    pub message: Option<String>,
}

/// What comes after a save; nothing in particular for none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Next(pub Option<Then>);

/// What a path is wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open a decision file.
    Open,
    /// To save the record, and what comes after.
    Save(Option<Then>),
    /// To export into a repository.
    Repository,
    /// To read a repository's decision log.
    Log,
    /// To write my ballot.
    ExportBallot,
    /// To take in ballots.
    ImportBallots,
    /// To save a chart.
    Chart(Kind),
}

impl Purpose {
    /// What is asked for, as a title.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open a decision",
            Self::Save(_) => "Save the record",
            Self::Repository | Self::Log => "Choose a repository",
            Self::ExportBallot => "Export my ballot",
            Self::ImportBallots => "Import ballots",
            Self::Chart(_) => "Save a chart",
        }
    }

    /// Whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        matches!(self, Self::Save(_) | Self::ExportBallot | Self::Chart(_))
    }

    /// What is picked, and the ending of its files; none where any name will do.
    #[must_use]
    pub fn filter(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Open => Some(("Decision", "ron")),
            Self::ImportBallots => Some(("Ballot", "ron")),
            _ => None,
        }
    }
}

/// What stands above the window.
pub enum Dialog {
    /// There is work that is not saved.
    Unsaved(Then),
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
    /// On what to vote again.
    NewRound(NewRound),
    /// The name of a template to be.
    SaveTemplate(String),
    /// Which of these charts to save.
    Charts(Vec<Kind>),
    /// Where a link leads.
    Follow(String),
    /// What this is.
    About,
    /// The file is not what it was, and what comes after the save that has found it.
    File(FileTrouble, Option<Then>),
    /// Two copies that cannot both be kept.
    Conflicts(Box<Conflicts>),
    /// Whether to delete the work in this recovery file.
    Refuse(PathBuf),
    /// What becomes of ballots that are to come in.
    Ballots(Box<Ballots>),
    /// Something takes its time: what.
    Working(String),
}

/// What people answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Never mind.
    Dismiss,
    /// Save, then go on.
    Save(Then),
    /// Lose the changes, and go on.
    Discard(Then),
    /// This path. True: what is there may be replaced.
    Path(Purpose, PathBuf, bool),
    /// Show the desktop's own file window.
    Browse,
    /// Close it, and type the path instead.
    Type,
    /// Do this.
    Run(Command),
    /// Change this; the dialog stays.
    Edit(Edit),
    /// Look at these ballot files again. True: they may replace other ballots of their members.
    Ballots(Vec<PathBuf>, bool),
    /// Take the ballots in.
    Import(Edit),
    /// Reveal the round on this person's word.
    Reveal(String),
    /// Open a round on these criteria; none for all.
    OpenRound(Vec<CriterionId>),
    /// Keep the record as a template of this name.
    SaveTemplate(String),
    /// Save this chart.
    Chart(Kind),
    /// Open the link.
    Follow(String),
    /// Save in another place, then go on.
    SaveElsewhere(Option<Then>),
    /// Save over whatever is there, then go on.
    SaveAnyway(Option<Then>),
    /// Take these sides of conflicts; the dialog stays.
    Choose(Vec<(String, Side)>),
    /// Take what was chosen.
    Merge,
    /// Keep the record as it is here.
    KeepMine,
    /// Take the record as it is on disk.
    Reload,
    /// Delete the work in this recovery file.
    Refuse(PathBuf),
}

impl Dialog {
    /// What it is about, for the window's title.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unsaved(_) => "Save your changes?",
            // Another title than that of the window it waits for.
            Self::FileWindow(_) => "Waiting for the file window",
            Self::Path(prompt) => prompt.purpose.title(),
            Self::Palette(_) => "Search commands",
            Self::Help(_) => "Help",
            Self::Members(_) => "Members",
            Self::Reveal(_) => "Reveal the round now?",
            Self::NewRound(_) => "Open a new round",
            Self::SaveTemplate(_) => "Save as a template",
            Self::Charts(_) => "Save a chart",
            Self::Follow(_) => "Open this address in your browser?",
            Self::About => "About Weigh-In",
            Self::File(trouble, _) => trouble.title(),
            Self::Conflicts(conflicts) => conflicts.title(),
            Self::Refuse(_) => "Discard the work that was not saved?",
            Self::Ballots(_) => "Import ballots",
            Self::Working(_) => "Working",
        }
    }

    /// Draws it. Gives an answer once there is one.
    pub fn show(
        &mut self,
        ctx: &Context,
        document: Option<&Document>,
        enabled: &dyn Fn(Command) -> bool,
    ) -> Option<Answer> {
        let decision = document.map(Document::decision);
        match self {
            Self::Palette(palette) => palette.show(ctx, enabled),
            Self::Unsaved(then) => window(ctx, "unsaved", 420.0, |ui| simple::unsaved(ui, decision, then)),
            Self::FileWindow(prompt) => window(ctx, "file window", 460.0, |ui| prompt.wait(ui)),
            Self::Path(prompt) => window(ctx, "path", 520.0, |ui| prompt.show(ui)),
            Self::Help(help) => window(ctx, "help", 720.0, |ui| help.show(ui)),
            Self::Members(members) => window(ctx, "members", 480.0, |ui| members.show(ui, document)),
            Self::Reveal(by) => window(ctx, "reveal", 460.0, |ui| simple::reveal(ui, decision, by)),
            Self::NewRound(round) => window(ctx, "round", 480.0, |ui| round.show(ui, decision)),
            Self::SaveTemplate(name) => window(ctx, "template", 460.0, |ui| simple::save_template(ui, name)),
            Self::Charts(kinds) => window(ctx, "charts", 460.0, |ui| charts::show(ui, document, kinds)),
            Self::Follow(url) => window(ctx, "follow", 520.0, |ui| simple::follow(ui, url)),
            Self::About => window(ctx, "about", 460.0, simple::about),
            Self::File(trouble, then) => window(ctx, "file", 520.0, |ui| file::show(ui, trouble, then.as_ref())),
            Self::Conflicts(conflicts) => window(ctx, "conflicts", 920.0, |ui| conflicts.show(ui)),
            Self::Refuse(path) => window(ctx, "refuse", 460.0, |ui| file::refuse(ui, path)),
            Self::Ballots(ballots) => window(ctx, "ballots", 640.0, |ui| ballots.show(ui)),
            Self::Working(words) => window(ctx, "working", 460.0, |ui| file::working(ui, words)),
        }
    }
}

/// The height, in points, that every dialog can do with.
const LOW: f32 = 480.0;

/// A dialog in the middle of the window. Escape and a click beside it dismiss it.
fn window(ctx: &Context, name: &str, width: f32, add: impl FnOnce(&mut Ui) -> Option<Answer>) -> Option<Answer> {
    let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::same(24));
    let modal = Modal::new(Id::unique(("dialog", name))).frame(frame).show(ctx, |ui| {
        let room = ctx.content_rect().size() - egui::Vec2::splat(80.0);
        ui.set_width(width.min(room.x));
        ui.spacing_mut().item_spacing.y = space::S;
        if room.y > LOW {
            return add(ui);
        }
        // Where everything is large, a dialog may be higher than the window.
        ScrollArea::vertical().max_height(room.y).show(ui, add).inner
    });
    let dismissed = modal.should_close().then_some(Answer::Dismiss);
    modal.inner.or(dismissed)
}

fn head(ui: &mut Ui, words: &str) {
    ui.label(rich(words, Type::Section));
}

fn explain(ui: &mut Ui, words: &str) {
    let color = Tokens::of(ui).secondary;
    ui.label(rich(words, Type::Body).color(color).line_height(Some(20.0)));
}

/// Gives the first field or button of a dialog the focus, each time that the dialog opens.
fn focus_first(ui: &Ui, response: &egui::Response) {
    let key = ui.scope_id().with("last shown");
    let now = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(key, 0_u64), now));
    // An open dialog is drawn in every frame.
    if last == 0 || last + 1 < now {
        response.request_focus();
    }
}
