//! Everything that people can tell the app to do, in one table: the menus, the palette, the keys and the list of
//! shortcuts are all drawn from it.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{
    step::Step,
    theme::icons::{self, Icon},
};

/// Something that people can tell the app to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Back to the start screen, for a new record.
    New,
    /// Open a decision file.
    Open,
    /// Save where it was saved before, or ask.
    Save,
    /// Save in another place.
    SaveAs,
    /// Keep options and criteria as a template.
    SaveAsTemplate,
    /// End the app.
    Quit,
    /// Take the last step back.
    Undo,
    /// Make it again.
    Redo,
    /// Hand in my ballot.
    Seal,
    /// Take my ballot back.
    Reopen,
    /// Show the scores before all have sealed.
    Reveal,
    /// Vote again.
    NewRound,
    /// Score as the next member.
    NextMember,
    /// Write my ballot to a file that can be sent.
    ExportBallot,
    /// Take in ballots that were scored elsewhere.
    ImportBallots,
    /// Add or rename the people who score.
    Members,
    /// Go to a step.
    Go(Step),
    /// Go to the step after this one.
    NextStep,
    /// Go to the step before this one.
    PreviousStep,
    /// Write the ADR that the export shows.
    Export,
    /// Show the ADRs of a repository.
    Log,
    /// Put the ADR on the clipboard.
    CopyMarkdown,
    /// Put the score table on the clipboard.
    CopyTable,
    /// Save a chart as a picture.
    SaveChart,
    /// Search all commands.
    Palette,
    /// Explain everything, and list all shortcuts.
    Shortcuts,
    /// As the desktop does.
    ThemeSystem,
    /// Light.
    ThemeLight,
    /// Dark.
    ThemeDark,
    /// Everything larger.
    ZoomIn,
    /// Everything smaller.
    ZoomOut,
    /// The ordinary size.
    ZoomReset,
    /// Let things move, or not.
    Motion,
    /// What this is.
    About,
}

/// The menu that a command stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Records and files.
    File,
    /// Changes.
    Edit,
    /// The team's ballots.
    Team,
    /// Steps and looks.
    View,
    /// Explanations.
    Help,
}

impl Menu {
    /// From left to right.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::Team, Self::View, Self::Help];

    /// Its name.
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

/// What the table says of a command.
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its menu.
    pub menu: Menu,
    /// What it does, in sentence case; `…` where more input follows.
    pub title: &'static str,
    /// What that means, in a sentence.
    pub help: &'static str,
    /// Its key.
    pub shortcut: Option<KeyboardShortcut>,
    /// Its picture.
    pub icon: Icon,
}

const fn entry(
    command: Command,
    menu: Menu,
    title: &'static str,
    help: &'static str,
    shortcut: Option<KeyboardShortcut>,
    icon: Icon,
) -> Entry {
    Entry { command, menu, title, help, shortcut, icon }
}

#[expect(clippy::unnecessary_wraps, reason = "the table reads as its entries are")]
const fn key(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// All commands, in the order of their menus.
pub static TABLE: &[Entry] = &[
    entry(
        Command::New,
        Menu::File,
        "New record…",
        "Start a record from a template",
        key(CTRL, Key::N),
        icons::NOTE_ADD,
    ),
    entry(Command::Open, Menu::File, "Open a decision…", "Open a decision file", key(CTRL, Key::O), icons::FOLDER_OPEN),
    entry(Command::Save, Menu::File, "Save", "Write the record to its file", key(CTRL, Key::S), icons::SAVE),
    entry(
        Command::SaveAs,
        Menu::File,
        "Save as…",
        "Write the record to another file",
        key(CTRL_SHIFT, Key::S),
        icons::SAVE_AS,
    ),
    entry(
        Command::SaveAsTemplate,
        Menu::File,
        "Save as a template…",
        "Keep the options and criteria for the next record",
        None,
        icons::BOOKMARK_ADD,
    ),
    entry(
        Command::Export,
        Menu::File,
        "Write the ADR",
        "Write what the Export step shows into the repository",
        key(CTRL, Key::E),
        icons::PUBLISH,
    ),
    entry(
        Command::Log,
        Menu::File,
        "Decision log…",
        "All ADRs of a repository, and what took the place of what",
        key(CTRL, Key::L),
        icons::LIBRARY_BOOKS,
    ),
    entry(
        Command::SaveChart,
        Menu::File,
        "Save a chart…",
        "Write a chart of the result as SVG or PNG",
        None,
        icons::INSERT_CHART,
    ),
    entry(Command::Quit, Menu::File, "Quit", "Close the window", key(CTRL, Key::Q), icons::LOGOUT),
    entry(Command::Undo, Menu::Edit, "Undo", "Take the last step back", key(CTRL, Key::Z), icons::UNDO),
    entry(Command::Redo, Menu::Edit, "Redo", "Make the step again", key(CTRL_SHIFT, Key::Z), icons::REDO),
    entry(
        Command::CopyMarkdown,
        Menu::Edit,
        "Copy the ADR as Markdown",
        "Put the whole ADR on the clipboard",
        key(CTRL_SHIFT, Key::C),
        icons::CONTENT_COPY,
    ),
    entry(
        Command::CopyTable,
        Menu::Edit,
        "Copy the scores as a table",
        "Put the mean scores on the clipboard, with tabs between them",
        None,
        icons::TABLE_VIEW,
    ),
    entry(
        Command::Members,
        Menu::Team,
        "Members…",
        "Add, rename or remove the people who score",
        key(CTRL_SHIFT, Key::M),
        icons::GROUP,
    ),
    entry(
        Command::NextMember,
        Menu::Team,
        "Score as the next member",
        "Hand the keyboard over",
        key(CTRL, Key::M),
        icons::SWITCH_ACCOUNT,
    ),
    entry(
        Command::Seal,
        Menu::Team,
        "Seal my ballot",
        "Hand it in; the round is revealed when all have",
        key(CTRL, Key::Enter),
        icons::LOCK,
    ),
    entry(Command::Reopen, Menu::Team, "Reopen my ballot", "Take it back to change a score", None, icons::LOCK_OPEN),
    entry(
        Command::Reveal,
        Menu::Team,
        "Reveal the round…",
        "Show all scores before everybody has sealed",
        None,
        icons::VISIBILITY,
    ),
    entry(
        Command::NewRound,
        Menu::Team,
        "Open a new round…",
        "Vote again, on all criteria or some; the scores of this round are kept",
        None,
        icons::REPLAY,
    ),
    entry(
        Command::ExportBallot,
        Menu::Team,
        "Export my ballot…",
        "Write it to a file of its own, to be sent and imported elsewhere",
        None,
        icons::OUTGOING_MAIL,
    ),
    entry(
        Command::ImportBallots,
        Menu::Team,
        "Import ballots…",
        "Take in ballots that were scored elsewhere; they can also be dropped on the window",
        None,
        icons::MOVE_TO_INBOX,
    ),
    entry(
        Command::Go(Step::Context),
        Menu::View,
        "Go to Context",
        "What has to be decided, and for whom",
        key(CTRL, Key::Num1),
        icons::LOOKS_ONE,
    ),
    entry(
        Command::Go(Step::Options),
        Menu::View,
        "Go to Options",
        "What could be chosen",
        key(CTRL, Key::Num2),
        icons::LOOKS_TWO,
    ),
    entry(
        Command::Go(Step::Criteria),
        Menu::View,
        "Go to Criteria",
        "What matters, and how much",
        key(CTRL, Key::Num3),
        icons::LOOKS_3,
    ),
    entry(
        Command::Go(Step::Scores),
        Menu::View,
        "Go to Scores",
        "My ballot, and the team's",
        key(CTRL, Key::Num4),
        icons::LOOKS_4,
    ),
    entry(
        Command::Go(Step::Result),
        Menu::View,
        "Go to Result",
        "What follows from the scores",
        key(CTRL, Key::Num5),
        icons::LOOKS_5,
    ),
    entry(
        Command::Go(Step::Decision),
        Menu::View,
        "Go to Decision",
        "What is chosen, and why",
        key(CTRL, Key::Num6),
        icons::LOOKS_6,
    ),
    entry(
        Command::Go(Step::Export),
        Menu::View,
        "Go to Export",
        "The ADR in your repository",
        key(CTRL, Key::Num7),
        icons::UPLOAD_FILE,
    ),
    entry(
        Command::NextStep,
        Menu::View,
        "Next step",
        "Go to the step below",
        key(CTRL, Key::PageDown),
        icons::ARROW_DOWNWARD,
    ),
    entry(
        Command::PreviousStep,
        Menu::View,
        "Previous step",
        "Go to the step above",
        key(CTRL, Key::PageUp),
        icons::ARROW_UPWARD,
    ),
    entry(
        Command::ThemeSystem,
        Menu::View,
        "Theme: as the desktop",
        "Light or dark, as the desktop is",
        None,
        icons::BRIGHTNESS_AUTO,
    ),
    entry(Command::ThemeLight, Menu::View, "Theme: light", "Dark on light", None, icons::LIGHT_MODE),
    entry(Command::ThemeDark, Menu::View, "Theme: dark", "Light on dark", None, icons::DARK_MODE),
    entry(Command::ZoomIn, Menu::View, "Zoom in", "Everything larger", key(CTRL, Key::Plus), icons::ZOOM_IN),
    entry(Command::ZoomOut, Menu::View, "Zoom out", "Everything smaller", key(CTRL, Key::Minus), icons::ZOOM_OUT),
    entry(
        Command::ZoomReset,
        Menu::View,
        "Ordinary size",
        "Back to 100 %",
        key(CTRL, Key::Num0),
        icons::CENTER_FOCUS_STRONG,
    ),
    entry(
        Command::Motion,
        Menu::View,
        "Reduce motion, or allow it",
        "Whether what opens and scrolls may glide",
        None,
        icons::MOTION_PHOTOS_OFF,
    ),
    entry(
        Command::Palette,
        Menu::Help,
        "Search commands…",
        "Find a command by its name",
        key(CTRL, Key::K),
        icons::SEARCH,
    ),
    entry(
        Command::Shortcuts,
        Menu::Help,
        "Help and shortcuts",
        "Each step, number and chart explained, and all keys",
        key(Modifiers::NONE, Key::F1),
        icons::HELP,
    ),
    entry(Command::About, Menu::Help, "About Weigh-In", "Version and licence", None, icons::INFO),
];

impl Command {
    /// What the table says of it.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        // The test below finds a command that the table lacks.
        TABLE.iter().find(|entry| entry.command == self).unwrap_or(&TABLE[0])
    }
}

/// Takes the keys of this frame and gives the commands they mean. Longer combinations come first, since `Ctrl+S` is
/// also part of `Ctrl+Shift+S`.
#[must_use]
pub fn pressed(ctx: &egui::Context) -> Vec<Command> {
    let mut keyed: Vec<(&Entry, KeyboardShortcut)> =
        TABLE.iter().filter_map(|entry| entry.shortcut.map(|shortcut| (entry, shortcut))).collect();
    keyed.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
    ctx.input_mut(|input| {
        let mut commands = Vec::new();
        for (entry, shortcut) in keyed {
            if input.consume_shortcut(&shortcut) {
                commands.push(entry.command);
            }
        }
        if input.consume_shortcut(&KeyboardShortcut::new(CTRL, Key::Y)) {
            commands.push(Command::Redo);
        }
        commands
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use egui::os::OperatingSystem;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key_or_a_title() {
        for system in [OperatingSystem::Nix, OperatingSystem::Windows, OperatingSystem::Mac] {
            let mut keys = HashSet::new();
            for entry in TABLE {
                if let Some(shortcut) = entry.shortcut {
                    let text = shortcut.format(&egui::ModifierNames::NAMES, system == OperatingSystem::Mac);
                    assert!(keys.insert(text.clone()), "{text} twice on {system:?}");
                    let bare = shortcut.modifiers.is_none();
                    assert!(!bare || shortcut.logical_key >= Key::F1, "{text} would be typed");
                }
            }
        }
        let titles: HashSet<_> = TABLE.iter().map(|entry| entry.title).collect();
        assert_eq!(titles.len(), TABLE.len());
    }

    #[test]
    fn every_command_is_in_the_table_once() {
        let commands: HashSet<_> = TABLE.iter().map(|entry| entry.command).collect();
        assert_eq!(commands.len(), TABLE.len());
        for step in Step::ALL {
            assert!(commands.contains(&Command::Go(step)));
        }
    }
}
