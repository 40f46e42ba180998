//! The settings that the app remembers between runs. Losing them costs comfort, never a decision.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::{ReadError, WriteError, atomic, decision_file::read_text, format, rights};
use crate::decision::{Due, DueKind, MemberId, Status};

const FILE: &str = "settings.ron";

/// Name of the app's folders among the system's folders of programs.
const FOLDER: &str = "weigh-in";

/// Maximum number of recent decisions that are remembered.
pub const MOST_RECENT: usize = 12;

/// Range of the zoom; 1 is the size that the system asks for.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// The app's settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Color theme.
    pub theme: Theme,
    /// Zoom of everything, within [`ZOOM`]; 1 unless changed.
    pub zoom: f32,
    /// Decisions opened lately, the newest first, at most [`MOST_RECENT`].
    pub recent: Vec<Recent>,
    /// Root of the repository that a decision was last exported to, by the decision's id.
    pub repositories: BTreeMap<String, PathBuf>,
    /// Member who last sat at a decision file on this machine, with the decision's id, by the path of the file: a copy
    /// elsewhere, such as a clone, may be somebody else's.
    pub seated: BTreeMap<PathBuf, (String, MemberId)>,
    /// Members who have seen a hidden round on this machine, by the decision's id.
    pub seats: BTreeMap<String, BTreeSet<MemberId>>,
    /// Root of the repository whose decision log was looked at last.
    pub log: Option<PathBuf>,
    /// Decisions of that repository that have a day for their review, the earliest first, at most [`MOST_RECENT`]. The
    /// path is that of the record, or of the ADR if it names no record.
    pub due: Vec<Recent>,
    /// Whether animations are off; `None` follows the setting of the desktop.
    pub reduced_motion: Option<bool>,
    /// Whether a score typed in the sheet leaves the keyboard focus in its cell, instead of going on to the next one.
    pub stays_after_score: bool,
    /// The names of hints that were dismissed and are not shown again.
    pub hints: BTreeSet<String>,
}

/// The colour theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// That of the system.
    #[default]
    #[serde(rename = "System")]
    System,
    /// Dark on light.
    #[serde(rename = "Light")]
    Light,
    /// Light on dark.
    #[serde(rename = "Dark")]
    Dark,
}

/// A decision as it was when it was opened, or read in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: String,
    /// Its status.
    pub status: Status,
    /// Day by which something has to be done about it.
    pub due: Option<Due>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            zoom: 1.0,
            reduced_motion: None,
            recent: Vec::new(),
            repositories: BTreeMap::new(),
            seated: BTreeMap::new(),
            seats: BTreeMap::new(),
            log: None,
            due: Vec::new(),
            stays_after_score: false,
            hints: BTreeSet::new(),
        }
    }
}

/// Returns the folder of the app's settings and of the user's templates: `weigh-in` in the system's folder of settings,
/// or the value of the environment variable `WEIGH_IN_CONFIG_DIR`. Returns `None` for a user without a home.
#[must_use]
pub fn config_folder() -> Option<PathBuf> {
    match std::env::var_os("WEIGH_IN_CONFIG_DIR") {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => etcetera::choose_base_strategy().ok().map(|places| places.config_dir().join(FOLDER)),
    }
}

/// Returns the folder of what the app keeps for itself: `weigh-in` in the system's folder for the state of programs, or
/// `state` in the value of the environment variable `WEIGH_IN_CONFIG_DIR`. Returns `None` for a user without a home.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    match std::env::var_os("WEIGH_IN_CONFIG_DIR") {
        Some(folder) if !folder.is_empty() => Some(PathBuf::from(folder).join("state")),
        _ => {
            let places = etcetera::choose_base_strategy().ok()?;
            Some(places.state_dir().unwrap_or_else(|| places.data_dir()).join(FOLDER))
        }
    }
}

impl Settings {
    /// Reads the settings in a folder, or returns the defaults if there are none.
    ///
    /// A file that cannot be read is kept as `settings.ron.broken`; the defaults are then returned with a warning.
    #[must_use]
    pub fn load(dir: &Path) -> (Self, Option<String>) {
        let path = dir.join(FILE);
        if !path.exists() {
            return (Self::default(), None);
        }
        narrow(dir);
        match read_text(&path).and_then(|text| read(&text)) {
            Ok(settings) => (settings, None),
            Err(error) => (Self::default(), Some(keep_broken(&path, &error.in_file(&path)))),
        }
    }

    /// Writes the settings into a folder, which is created if necessary.
    ///
    /// # Errors
    /// [`WriteError`] if the disk refuses; the old settings are then still there.
    pub fn save(&self, dir: &Path) -> Result<(), WriteError> {
        let path = dir.join(FILE);
        let made = atomic::private_folder(dir);
        narrow(dir);
        made.and_then(|()| atomic::write_private(&path, format::to_text(&StoredSettings::from(self)).as_bytes()))
            .map_err(|error| WriteError::new(&path, error))
    }

    /// Writes the changes since `before` into the settings in a folder, and keeps what other windows have written there
    /// meanwhile. Writes nothing if nothing was changed.
    ///
    /// # Errors
    /// [`WriteError`] if the disk refuses; the old settings are then still there.
    pub fn save_changes(&self, before: &Self, dir: &Path) -> Result<(), WriteError> {
        if self == before {
            return Ok(());
        }
        match read_text(&dir.join(FILE)).and_then(|text| read(&text)) {
            Ok(there) => there.with_changes(before, self).save(dir),
            // There is no file, or it cannot be read and a copy was kept when the settings were loaded.
            Err(_) => self.save(dir),
        }
    }

    /// Returns the settings with every difference between two other states of them.
    #[must_use]
    fn with_changes(mut self, before: &Self, after: &Self) -> Self {
        // Each field by name: a change of one that is new would be lost.
        let Self {
            theme,
            zoom,
            reduced_motion,
            log,
            repositories,
            seated,
            seats,
            stays_after_score,
            hints,
            due,
            recent: _,
        } = &mut self;
        change(due, &before.due, &after.due);
        change(theme, &before.theme, &after.theme);
        change(zoom, &before.zoom, &after.zoom);
        change(reduced_motion, &before.reduced_motion, &after.reduced_motion);
        change(log, &before.log, &after.log);
        change(stays_after_score, &before.stays_after_score, &after.stays_after_score);
        change_entries(repositories, &before.repositories, &after.repositories);
        change_entries(seated, &before.seated, &after.seated);
        // These are only ever added, so this cannot bring one back.
        hints.extend(after.hints.difference(&before.hints).cloned());
        for (id, members) in &after.seats {
            seats.entry(id.clone()).or_default().extend(members.iter().cloned());
        }
        // Keeps what another window has opened since, and drops what was removed here.
        self.recent.retain(|recent| !before.has_recent(&recent.path) || after.has_recent(&recent.path));
        // A decision that is opened goes to the head, so the rest is still in its old order.
        let mut old = before.recent.iter().rev();
        let rest = after.recent.iter().rev().take_while(|recent| old.any(|old| old == *recent)).count();
        // From the oldest to the newest, so that the newest ends up at the head.
        for opened in after.recent.iter().rev().skip(rest) {
            self.put_first(opened.clone());
        }
        self
    }

    /// Reports whether several members have seen a hidden round of a decision on this machine.
    #[must_use]
    pub fn is_shared(&self, id: &str) -> bool {
        self.seats.get(id).is_some_and(|members| members.len() > 1)
    }

    fn has_recent(&self, path: &Path) -> bool {
        self.recent.iter().any(|recent| recent.path == path)
    }

    /// Puts a decision at the head of the recent ones.
    pub fn remember(&mut self, path: &Path, title: &str, status: Status, due: Option<Due>) {
        self.put_first(Recent::new(path.to_owned(), title, status, due));
    }

    /// Takes what the file of a decision says now into the lists that have it.
    pub fn know_again(&mut self, path: &Path, status: Status, due: Option<Due>) {
        for known in self.recent.iter_mut().chain(&mut self.due).filter(|known| known.path == path) {
            (known.status, known.due) = (status, due);
        }
        self.due.retain(|known| known.due.is_some());
    }

    fn put_first(&mut self, recent: Recent) {
        self.recent.retain(|known| known.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(MOST_RECENT);
    }
}

impl Recent {
    /// Creates an entry with the beginning of the title.
    #[must_use]
    pub fn new(path: PathBuf, title: &str, status: Status, due: Option<Due>) -> Self {
        Self { path, title: short_title(title), status, due }
    }

    /// Reports whether something is due for it, given its status.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.due.is_some_and(|due| DueKind::of(self.status) == Some(due.what))
    }
}

/// Maximum length of a remembered title, in characters. Settings are read at each start, and a stranger's record may
/// have a title of any length.
const MOST_OF_A_TITLE: usize = 200;

fn short_title(title: &str) -> String {
    match title.char_indices().nth(MOST_OF_A_TITLE) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

fn change<T: Clone + PartialEq>(value: &mut T, before: &T, after: &T) {
    if before != after {
        value.clone_from(after);
    }
}

/// Adds and changes entries; the app never removes any.
fn change_entries<K: Clone + Ord, T: Clone + PartialEq>(
    entries: &mut BTreeMap<K, T>,
    before: &BTreeMap<K, T>,
    after: &BTreeMap<K, T>,
) {
    let changed = after.iter().filter(|(key, value)| before.get(*key) != Some(value));
    entries.extend(changed.map(|(key, value)| (key.clone(), value.clone())));
}

/// Removes the rights of others to the settings in a folder, and to the folder if it is the app's own.
fn narrow(dir: &Path) {
    // A folder that the environment names may hold other things, for other people.
    if dir.ends_with(FOLDER) {
        rights::narrow_own(dir);
    }
    let path = dir.join(FILE);
    // Never a pipe: opening it would wait for a writer.
    if path.is_file() {
        rights::narrow_own(&path);
    }
}

fn read(text: &str) -> Result<Settings, ReadError> {
    let stored: StoredSettings = format::dialect().from_str(text).map_err(|error| {
        let (line, column) = (error.span.start.line, error.span.start.col);
        ReadError::new(format!("the settings cannot be read ({})", error.code), "").at(text, (line, column))
    })?;
    Ok(stored.into())
}

fn keep_broken(path: &Path, error: &ReadError) -> String {
    let broken = path.with_extension("ron.broken");
    let kept = fs::read(path).and_then(|bytes| atomic::write_private(&broken, &bytes));
    let consequence = match kept {
        Ok(()) => format!("The usual settings are used. The file was kept as {}.", broken.display()),
        Err(_) => "The usual settings are used.".to_owned(),
    };
    format!("{} {} {consequence}", path.display(), error.summary())
}

/// The settings on disk. Unlike in a record, fields of another version and values without a meaning are ignored.
#[derive(Serialize, Deserialize)]
#[serde(default)]
struct StoredSettings {
    theme: Theme,
    zoom: f32,
    reduced_motion: Option<bool>,
    recent: Vec<StoredRecent>,
    repositories: BTreeMap<String, String>,
    seated: BTreeMap<String, (String, String)>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    seats: BTreeMap<String, BTreeSet<String>>,
    log: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    due: Vec<StoredRecent>,
    stays_after_score: bool,
    hints: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredRecent {
    path: String,
    #[serde(default)]
    title: String,
    status: String,
    /// Day to decide by or to review it, depending on the status.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    due: String,
}

impl Default for StoredSettings {
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

impl StoredRecent {
    /// Returns `None` for a path that is not Unicode: the file cannot hold it, so it is forgotten.
    fn new(recent: &Recent) -> Option<Self> {
        Some(Self {
            path: recent.path.to_str()?.to_owned(),
            title: recent.title.clone(),
            status: recent.status.to_string(),
            due: recent.due.map(|due| due.on.to_string()).unwrap_or_default(),
        })
    }

    /// Returns `None` for a status that this version does not know.
    fn into_recent(self) -> Option<Recent> {
        // Earlier versions kept titles whole.
        let title = short_title(&self.title);
        let status: Status = self.status.parse().ok()?;
        let due = self.due.parse().ok().zip(DueKind::of(status)).map(|(on, what)| Due { on, what });
        Some(Recent { path: self.path.into(), title, status, due })
    }
}

impl From<&Settings> for StoredSettings {
    fn from(settings: &Settings) -> Self {
        let repositories = settings.repositories.iter();
        Self {
            theme: settings.theme,
            zoom: settings.zoom,
            reduced_motion: settings.reduced_motion,
            recent: settings.recent.iter().filter_map(StoredRecent::new).collect(),
            repositories: repositories.filter_map(|(id, path)| Some((id.clone(), path.to_str()?.to_owned()))).collect(),
            seated: settings
                .seated
                .iter()
                .filter_map(|(path, (id, member))| Some((path.to_str()?.to_owned(), (id.clone(), member.to_string()))))
                .collect(),
            seats: settings
                .seats
                .iter()
                .map(|(id, members)| (id.clone(), members.iter().map(MemberId::to_string).collect()))
                .collect(),
            due: settings.due.iter().filter_map(StoredRecent::new).collect(),
            log: settings.log.as_deref().and_then(Path::to_str).unwrap_or_default().to_owned(),
            stays_after_score: settings.stays_after_score,
            hints: settings.hints.clone(),
        }
    }
}

impl From<StoredSettings> for Settings {
    fn from(stored: StoredSettings) -> Self {
        Self {
            theme: stored.theme,
            // A clamp keeps NaN as it is.
            zoom: if stored.zoom.is_finite() { stored.zoom.clamp(*ZOOM.start(), *ZOOM.end()) } else { 1.0 },
            reduced_motion: stored.reduced_motion,
            recent: stored.recent.into_iter().filter_map(StoredRecent::into_recent).take(MOST_RECENT).collect(),
            repositories: stored.repositories.into_iter().map(|(id, path)| (id, path.into())).collect(),
            seated: stored
                .seated
                .into_iter()
                .filter_map(|(path, (id, who))| Some((path.into(), (id, MemberId::new(&who).ok()?))))
                .collect(),
            seats: stored
                .seats
                .into_iter()
                .map(|(id, members)| (id, members.iter().filter_map(|who| MemberId::new(who).ok()).collect()))
                .collect(),
            due: stored.due.into_iter().filter_map(StoredRecent::into_recent).take(MOST_RECENT).collect(),
            log: Some(stored.log).filter(|path| !path.is_empty()).map(PathBuf::from),
            stays_after_score: stored.stays_after_score,
            hints: stored.hints,
        }
    }
}
