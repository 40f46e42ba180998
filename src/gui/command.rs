//! All commands of the app in one table, from which the menus, the palette, the keys and the list of shortcuts are drawn.

mod keys;

use egui::{Key, KeyboardShortcut};
use strum::{EnumCount, VariantArray};

pub use self::keys::{
    KeyPress, drop_text_of_alt, is_pressed, pressed, take_clipboard_keys, take_pressed, zoomed_by_wheel,
};
use self::keys::{alt, bare, ctrl, ctrl_shift, shift};
use super::{
    intent::{
        BallotIntent, ChangeIntent, ChartIntent, CriteriaKey, ExportIntent, FileIntent, Intent, LogIntent, LogKey,
        PathIntent, PathUse, Question, SettingsIntent, SheetKey, StartIntent, TableIntent,
    },
    step::Step,
    theme::icons::{self, Icon},
};
use crate::{decision::Status, storage::Theme};

/// The menu that a command is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, VariantArray)]
pub enum Menu {
    /// Commands for records and files.
    File,
    /// Commands that change the record or copy from it.
    Edit,
    /// Commands for members, ballots and rounds.
    Team,
    /// Commands that go to a step or change the look of the window.
    View,
    /// Commands that explain or find something.
    Help,
}

impl Menu {
    /// All menus from left to right.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Team => "Team",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// The place where a command can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandScope {
    /// Everywhere, from this menu.
    Global(Menu),
    /// On a row of the criteria.
    Criteria,
    /// On the page of a step.
    Page,
    /// Where a record is on the screen, from this menu.
    Record(Menu),
    /// On a cell of the score sheet.
    Scores,
    /// In the decision log.
    Log,
}

/// A command: an intent with a name, a place where it can be used, and keys.
pub struct CommandEntry {
    /// The intent, whichever of key, menu, palette and button it comes from.
    pub intent: Intent,
    /// The place where it can be used.
    pub scope: CommandScope,
    /// Its name in sentence case; `…` where more input follows.
    pub title: &'static str,
    /// Its meaning in a sentence. For the keys of one place, the keys in words.
    pub help: &'static str,
    /// Its keys, the first of which menus show.
    pub keys: &'static [KeyPress],
    /// Its picture.
    pub icon: Icon,
}

impl CommandEntry {
    /// Returns the menu that it is in; `None` for keys of one place.
    #[must_use]
    pub fn menu(&self) -> Option<Menu> {
        match self.scope {
            CommandScope::Global(menu) | CommandScope::Record(menu) => Some(menu),
            CommandScope::Criteria | CommandScope::Page | CommandScope::Scores | CommandScope::Log => None,
        }
    }

    /// Returns its first key that is not a character.
    #[must_use]
    pub fn shortcut(&self) -> Option<KeyboardShortcut> {
        self.keys.iter().find_map(|press| match press {
            KeyPress::Shortcut(shortcut) => Some(*shortcut),
            KeyPress::Typed(_) => None,
        })
    }
}

/// Defines a function that makes rows of one menu, so that most of them fit on one line.
macro_rules! rows_of {
    ($name:ident, $menu:ident) => {
        const fn $name(
            intent: Intent,
            icon: Icon,
            title: &'static str,
            help: &'static str,
            keys: &'static [KeyPress],
        ) -> CommandEntry {
            CommandEntry { intent, scope: CommandScope::Global(Menu::$menu), title, help, keys, icon }
        }
    };
}

rows_of!(file, File);
rows_of!(edit, Edit);
rows_of!(team, Team);
rows_of!(view, View);
rows_of!(help, Help);

const fn page(by: isize, title: &'static str, help: &'static str, keys: &'static [KeyPress]) -> CommandEntry {
    CommandEntry {
        intent: Intent::Scroll(by),
        scope: CommandScope::Page,
        title,
        help,
        keys,
        icon: icons::ARROW_DOWNWARD,
    }
}

const fn row(key: CriteriaKey, title: &'static str, help: &'static str, keys: &'static [KeyPress]) -> CommandEntry {
    let scope = CommandScope::Criteria;
    CommandEntry { intent: Intent::InCriteria(key), scope, title, help, keys, icon: icons::LOOKS_3 }
}

const fn cell(key: SheetKey, title: &'static str, help: &'static str, keys: &'static [KeyPress]) -> CommandEntry {
    CommandEntry { intent: Intent::Sheet(key), scope: CommandScope::Scores, title, help, keys, icon: icons::LOOKS_4 }
}

const fn log(key: LogKey, title: &'static str, help: &'static str, keys: &'static [KeyPress]) -> CommandEntry {
    CommandEntry { intent: Intent::InLog(key), scope: CommandScope::Log, title, help, keys, icon: icons::LIBRARY_BOOKS }
}

/// All commands: those of the menus in their order, then the keys of the criteria, of the score sheet and of the log.
pub static TABLE: &[CommandEntry] = &[
    file(
        Intent::File(FileIntent::Close),
        icons::NOTE_ADD,
        "New record…",
        "Start a record from a template",
        &[ctrl(Key::N)],
    ),
    file(
        Intent::NewWindow,
        icons::UPLOAD_FILE,
        "New window",
        "Open another window, for another record",
        &[ctrl_shift(Key::N)],
    ),
    file(
        Intent::File(FileIntent::Choose),
        icons::FOLDER_OPEN,
        "Open a decision…",
        "Open a decision file",
        &[ctrl(Key::O)],
    ),
    file(Intent::File(FileIntent::Save(None)), icons::SAVE, "Save", "Write the record to its file", &[ctrl(Key::S)]),
    file(
        Intent::File(FileIntent::SaveElsewhere(None)),
        icons::SAVE_AS,
        "Save as…",
        "Write the record to another file",
        &[ctrl_shift(Key::S)],
    ),
    file(
        Intent::Ask(Question::TemplateName),
        icons::BOOKMARK_ADD,
        "Save as a template…",
        "Keep the options and criteria for the next record",
        &[],
    ),
    file(
        Intent::Start(StartIntent::Supersede),
        icons::NEXT_PLAN,
        "Supersede",
        "Start a record that replaces this one, with its options, criteria, people and scores",
        &[],
    ),
    file(
        Intent::Start(StartIntent::Duplicate),
        icons::CONTENT_COPY,
        "Duplicate",
        "Start a draft with everything that is in this record",
        &[],
    ),
    file(
        Intent::Export(ExportIntent::Write),
        icons::PUBLISH,
        "Export the ADR",
        "Write the ADR into the repository",
        &[ctrl(Key::E)],
    ),
    file(
        Intent::Log(LogIntent::Show),
        icons::LIBRARY_BOOKS,
        "Decision log…",
        "All ADRs of a repository, and which supersedes which",
        &[ctrl(Key::L)],
    ),
    file(
        Intent::Change(ChangeIntent::Ask),
        icons::REPLAY,
        "Compare with…",
        "What changed since an earlier copy of the record, and whether the decision still holds",
        &[],
    ),
    file(
        Intent::Table(TableIntent::Ask),
        icons::TABLE_VIEW,
        "Import a table…",
        "Paste scores and weights from a spreadsheet, or read a CSV file; you can also drop it on the window",
        &[],
    ),
    file(
        Intent::Table(TableIntent::ChooseToSave),
        icons::DOWNLOAD,
        "Save as CSV…",
        "Write the averages, my scores or every vote as a table for spreadsheets",
        &[],
    ),
    file(
        Intent::Chart(ChartIntent::Choose),
        icons::INSERT_CHART,
        "Save a chart…",
        "Write a chart of the result as SVG or PNG",
        &[],
    ),
    file(
        Intent::Path(PathIntent::Ask(PathUse::Report)),
        icons::DESCRIPTION,
        "Save a report…",
        "Write the decision with its scores and notes as one HTML file, for people without Weigh-In",
        &[],
    ),
    file(Intent::File(FileIntent::Quit), icons::LOGOUT, "Quit", "Close the window", &[ctrl(Key::Q)]),
    edit(Intent::Undo, icons::UNDO, "Undo", "Undo the last step", &[ctrl(Key::Z)]),
    edit(Intent::Redo, icons::REDO, "Redo", "Redo the step", &[ctrl_shift(Key::Z), ctrl(Key::Y)]),
    CommandEntry {
        intent: Intent::Ask(Question::Find),
        scope: CommandScope::Record(Menu::Edit),
        title: "Find in the record…",
        help: "Find criteria, options, notes and people, and go there",
        keys: &[ctrl(Key::F)],
        icon: icons::SEARCH,
    },
    edit(
        Intent::Export(ExportIntent::Copy),
        icons::CONTENT_COPY,
        "Copy the ADR as Markdown",
        "Put the whole ADR on the clipboard",
        &[ctrl_shift(Key::C)],
    ),
    edit(
        Intent::CopyScores,
        icons::TABLE_VIEW,
        "Copy the scores as a table",
        "Put the average scores on the clipboard, separated by tabs",
        &[],
    ),
    edit(
        Intent::WeighByGroup,
        icons::LOOKS_3,
        "Weigh by group…",
        "Weigh the groups of criteria first, then the criteria in each",
        &[],
    ),
    edit(
        Intent::Ask(Question::Correct),
        icons::SAVE_AS,
        "Fix a mistake…",
        "Change the accepted record, and say why",
        &[],
    ),
    edit(Intent::LockAgain, icons::LOCK, "Lock again", "End the correction without a change", &[]),
    edit(
        Intent::Ask(Question::Review),
        icons::VISIBILITY,
        "Review…",
        "Say whether the accepted decision still holds",
        &[],
    ),
    edit(Intent::SetStatus(Status::Proposed), icons::PUBLISH, "Propose", "Ask the decision makers to decide", &[]),
    edit(
        Intent::SetStatus(Status::Accepted),
        icons::LOCK,
        "Accept",
        "The decision is made and applies from now on",
        &[],
    ),
    edit(Intent::SetStatus(Status::Rejected), icons::CLOSE, "Reject", "The proposal is turned down", &[]),
    edit(
        Intent::SetStatus(Status::Deprecated),
        icons::LOGOUT,
        "Deprecate",
        "The decision no longer applies, and nothing replaces it",
        &[],
    ),
    team(
        Intent::Ask(Question::Members),
        icons::GROUP,
        "Members…",
        "Add, rename or remove the people who score",
        &[ctrl_shift(Key::M)],
    ),
    team(
        Intent::ScoreAsNext,
        icons::SWITCH_ACCOUNT,
        "Score as the next member",
        "Hand over to the next member",
        &[ctrl(Key::M)],
    ),
    team(
        Intent::Ballots(BallotIntent::Seal),
        icons::LOCK,
        "Seal my ballot",
        "Finish it; it stays closed until the reveal",
        &[ctrl(Key::Enter)],
    ),
    team(
        Intent::Ballots(BallotIntent::Reopen),
        icons::LOCK_OPEN,
        "Reopen my ballot",
        "Open it again to change a score",
        &[],
    ),
    team(
        Intent::Ask(Question::Reveal),
        icons::VISIBILITY,
        "Reveal the round…",
        "Show all scores and the result, best when all have sealed",
        &[],
    ),
    team(
        Intent::Ballots(BallotIntent::Publish),
        icons::PUBLISH,
        "Publish private ballots",
        "After the reveal, add the sealed private ballots on this computer to the record",
        &[],
    ),
    team(
        Intent::Ballots(BallotIntent::ChooseRound(Vec::new())),
        icons::REPLAY,
        "Start a new round…",
        "Vote again, on all criteria or some; the scores of this round are kept",
        &[],
    ),
    team(
        Intent::VoteAgainOnSelected,
        icons::REPLAY,
        "Vote again on this criterion",
        "Add the selected criterion to the round, or start a round on it",
        &[],
    ),
    team(
        Intent::Path(PathIntent::Ask(PathUse::ExportBallot)),
        icons::OUTGOING_MAIL,
        "Export my ballot…",
        "Save it as a file, to send and import elsewhere",
        &[],
    ),
    team(
        Intent::Path(PathIntent::Ask(PathUse::ImportBallots)),
        icons::MOVE_TO_INBOX,
        "Import ballots…",
        "Add ballots that were scored elsewhere; you can also drop them on the window",
        &[],
    ),
    view(
        Intent::Go(Step::Context),
        icons::LOOKS_ONE,
        "Go to Context",
        "What you need to decide, and who takes part",
        &[ctrl(Key::Num1)],
    ),
    view(Intent::Go(Step::Options), icons::LOOKS_TWO, "Go to Options", "What you could choose", &[ctrl(Key::Num2)]),
    view(
        Intent::Go(Step::Criteria),
        icons::LOOKS_3,
        "Go to Criteria",
        "What matters, and how much",
        &[ctrl(Key::Num3)],
    ),
    view(Intent::Go(Step::Scores), icons::LOOKS_4, "Go to Scores", "My ballot, and the team's", &[ctrl(Key::Num4)]),
    view(Intent::Go(Step::Result), icons::LOOKS_5, "Go to Result", "What follows from the scores", &[ctrl(Key::Num5)]),
    view(Intent::Go(Step::Decision), icons::LOOKS_6, "Go to Decision", "What you choose, and why", &[ctrl(Key::Num6)]),
    view(
        Intent::Go(Step::Export),
        icons::UPLOAD_FILE,
        "Go to Export",
        "The ADR in your repository",
        &[ctrl(Key::Num7)],
    ),
    view(Intent::GoBy(1), icons::ARROW_DOWNWARD, "Next step", "Go to the step below", &[ctrl(Key::PageDown)]),
    view(Intent::GoBy(-1), icons::ARROW_UPWARD, "Previous step", "Go to the step above", &[ctrl(Key::PageUp)]),
    view(
        Intent::Settings(SettingsIntent::Theme(Theme::System)),
        icons::BRIGHTNESS_AUTO,
        "Theme: same as the desktop",
        "Light or dark, like the desktop",
        &[],
    ),
    view(
        Intent::Settings(SettingsIntent::Theme(Theme::Light)),
        icons::LIGHT_MODE,
        "Theme: light",
        "Dark text on light",
        &[],
    ),
    view(
        Intent::Settings(SettingsIntent::Theme(Theme::Dark)),
        icons::DARK_MODE,
        "Theme: dark",
        "Light text on dark",
        &[],
    ),
    view(
        Intent::Settings(SettingsIntent::ZoomIn),
        icons::ZOOM_IN,
        "Zoom in",
        "Make everything larger",
        &[ctrl(Key::Plus)],
    ),
    view(
        Intent::Settings(SettingsIntent::ZoomOut),
        icons::ZOOM_OUT,
        "Zoom out",
        "Make everything smaller",
        &[ctrl(Key::Minus)],
    ),
    view(
        Intent::Settings(SettingsIntent::ZoomReset),
        icons::CENTER_FOCUS_STRONG,
        "Reset zoom",
        "Back to 100 %",
        &[ctrl(Key::Num0)],
    ),
    view(
        Intent::ToggleFullScreen,
        icons::CENTER_FOCUS_STRONG,
        "Full screen",
        "Fill the whole screen, or go back to the window",
        &[bare(Key::F11)],
    ),
    view(
        Intent::Settings(SettingsIntent::ToggleMotion),
        icons::MOTION_PHOTOS_OFF,
        "Reduced motion on or off",
        "Whether things slide as they open and scroll",
        &[],
    ),
    view(
        Intent::Settings(SettingsIntent::ToggleGoingOn),
        icons::NEXT_PLAN,
        "Next cell after a score on or off",
        "Whether a score moves on to the next cell",
        &[],
    ),
    help(
        Intent::Ask(Question::Palette),
        icons::SEARCH,
        "Search commands…",
        "Find a command, or anything in the record, by its name",
        &[ctrl(Key::K)],
    ),
    help(
        Intent::Ask(Question::Help),
        icons::HELP,
        "Help and shortcuts",
        "Every step, number and chart, and all keys",
        &[bare(Key::F1)],
    ),
    help(
        Intent::Start(StartIntent::Sample),
        icons::LIBRARY_BOOKS,
        "Explore a sample",
        "Look around a finished decision and its ADR, in a copy",
        &[],
    ),
    help(Intent::Ask(Question::About), icons::INFO, "About Weigh-In", "Version and licence", &[]),
    page(1, "Scroll the page", "Page down, page up", &[bare(Key::PageDown)]),
    page(-1, "Scroll the page", "Page down, page up", &[bare(Key::PageUp)]),
    page(isize::MIN, "Scroll to the start or the end", "Home, End", &[bare(Key::Home)]),
    page(isize::MAX, "Scroll to the start or the end", "Home, End", &[bare(Key::End)]),
    row(CriteriaKey::Move(1), "Go to another criterion", "Up, down", &[bare(Key::ArrowDown)]),
    row(CriteriaKey::Move(-1), "Go to another criterion", "Up, down", &[bare(Key::ArrowUp)]),
    row(CriteriaKey::Extend(1), "Select several", "Shift with up or down", &[shift(Key::ArrowDown)]),
    row(CriteriaKey::Extend(-1), "Select several", "Shift with up or down", &[shift(Key::ArrowUp)]),
    row(CriteriaKey::All, "Select all", "Ctrl+A", &[ctrl(Key::A)]),
    row(CriteriaKey::Shift(1), "Move what is selected", "Alt with up or down", &[alt(Key::ArrowDown)]),
    row(CriteriaKey::Shift(-1), "Move what is selected", "Alt with up or down", &[alt(Key::ArrowUp)]),
    row(CriteriaKey::Edit, "Edit the criterion", "Enter, or F2", &[bare(Key::Enter), bare(Key::F2)]),
    row(CriteriaKey::Remove, "Remove what is selected", "Delete", &[bare(Key::Delete)]),
    cell(SheetKey::Move(1, 0), "Move between cells", "Arrows", &[bare(Key::ArrowDown)]),
    cell(SheetKey::Move(-1, 0), "Move between cells", "Arrows", &[bare(Key::ArrowUp)]),
    cell(SheetKey::Move(0, 1), "Move between cells", "Arrows", &[bare(Key::ArrowRight)]),
    cell(SheetKey::Move(0, -1), "Move between cells", "Arrows", &[bare(Key::ArrowLeft)]),
    cell(SheetKey::Score(1), "Score", "1 to 5", &[KeyPress::Typed("1")]),
    cell(SheetKey::Score(2), "Score", "1 to 5", &[KeyPress::Typed("2")]),
    cell(SheetKey::Score(3), "Score", "1 to 5", &[KeyPress::Typed("3")]),
    cell(SheetKey::Score(4), "Score", "1 to 5", &[KeyPress::Typed("4")]),
    cell(SheetKey::Score(5), "Score", "1 to 5", &[KeyPress::Typed("5")]),
    cell(SheetKey::Abstain, "Don't know", "?", &[KeyPress::Typed("?")]),
    cell(SheetKey::Empty, "Empty the cell", "Delete", &[bare(Key::Delete), bare(Key::Backspace)]),
    cell(SheetKey::Next, "Next cell", "Enter", &[bare(Key::Enter)]),
    cell(SheetKey::Confidence, "Confidence", "C", &[KeyPress::Typed("c")]),
    cell(SheetKey::Evidence, "Evidence", "E", &[KeyPress::Typed("e")]),
    cell(SheetKey::Note, "Note", "N", &[KeyPress::Typed("n")]),
    log(LogKey::Search, "Search the log", "/, or Ctrl+F", &[KeyPress::Typed("/"), ctrl(Key::F)]),
    log(LogKey::Move(1), "Go to another ADR", "Arrows", &[bare(Key::ArrowDown)]),
    log(LogKey::Move(-1), "Go to another ADR", "Arrows", &[bare(Key::ArrowUp)]),
    log(LogKey::Move(12), "Go further", "Page down, page up", &[bare(Key::PageDown)]),
    log(LogKey::Move(-12), "Go further", "Page down, page up", &[bare(Key::PageUp)]),
    log(LogKey::Move(isize::MIN), "Go to the first or last ADR", "Home, End", &[bare(Key::Home)]),
    log(LogKey::Move(isize::MAX), "Go to the first or last ADR", "Home, End", &[bare(Key::End)]),
    log(LogKey::OpenRecord, "Open the decision file of the ADR", "Enter", &[bare(Key::Enter)]),
    log(LogKey::Leave, "Leave the search, or the log", "Escape", &[bare(Key::Escape)]),
];

/// Returns the commands of the menus.
pub fn menu_entries() -> impl Iterator<Item = &'static CommandEntry> {
    TABLE.iter().filter(|entry| entry.menu().is_some())
}

/// Returns the command with an intent, if there is one.
#[must_use]
pub fn entry(intent: &Intent) -> Option<&'static CommandEntry> {
    TABLE.iter().find(|entry| entry.intent == *intent)
}

#[cfg(test)]
mod tests {
    use super::*;

    static KEYS: [KeyPress; 2] = [ctrl(Key::Y), bare(Key::Enter)];

    /// Reports whether one press could mean both. Commands of different places may share keys, and no record is on the screen with
    /// the log.
    fn clash(a: &CommandEntry, b: &CommandEntry) -> bool {
        let is_apart = |a: &CommandEntry, b: &CommandEntry| {
            matches!(a.scope, CommandScope::Record(_)) && b.scope == CommandScope::Log
        };
        let meet = a.scope == b.scope || a.menu().is_some() || b.menu().is_some();
        let meet = meet && !is_apart(a, b) && !is_apart(b, a);
        meet && a.keys.iter().any(|key| b.keys.contains(key))
    }

    /// Reports whether a text field may take the press. It leaves function keys alone.
    fn is_typed(press: &KeyPress) -> bool {
        match press {
            KeyPress::Shortcut(key) => key.modifiers.is_none() && key.logical_key < Key::F1,
            KeyPress::Typed(_) => true,
        }
    }

    #[test]
    fn no_two_commands_share_a_key() {
        for (place, entry) in TABLE.iter().enumerate() {
            for other in &TABLE[place + 1..] {
                assert!(!clash(entry, other), "{} and {}", entry.title, other.title);
            }
            assert!(entry.menu().is_none() || !entry.keys.iter().any(is_typed), "{} would be typed", entry.title);
        }
        let planted = CommandEntry { keys: &KEYS, ..log(LogKey::Search, "", "", &[]) };
        let clashing: Vec<&str> =
            TABLE.iter().filter(|entry| clash(&planted, entry)).map(|entry| entry.title).collect();
        // Enter on a cell is a key of another place.
        assert_eq!(clashing, ["Redo", "Open the decision file of the ADR"]);
    }

    #[test]
    fn every_command_is_in_the_table_once_under_a_name_of_its_own() {
        for (place, entry) in TABLE.iter().enumerate() {
            for other in &TABLE[place + 1..] {
                assert_ne!(entry.intent, other.intent);
                assert!(entry.menu().is_none() || entry.title != other.title, "{}", entry.title);
            }
        }
        for step in Step::ALL {
            assert!(entry(&Intent::Go(step)).is_some(), "{step:?}");
        }
    }
}
