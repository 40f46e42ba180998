//! What a source may not hold, by the module it stands in.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{paths, tokens};

/// A file of the project, by its path from the root with `/` between.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The module that it is, from the root: `src/gui/shell/mod.rs` is `gui shell`, and `draws/src/tally.rs` is `draws tally`.
    fn place(&self) -> Vec<String> {
        let path = self.path.replacen("draws/src/", "draws/", 1);
        let path = path.strip_prefix("src/").unwrap_or(&path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let path = path.strip_suffix("/mod").unwrap_or(path);
        if path == "lib" || path == "main" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
    }

    fn module(&self) -> Option<String> {
        self.place().into_iter().next()
    }
}

/// Which modules each one may use.
pub(super) type Allowed = BTreeMap<String, BTreeSet<String>>;

/// Reads the table of modules in the docs of `lib.rs`.
pub(super) fn table(lib: &str) -> Allowed {
    let rows = lib.lines().filter_map(|line| {
        line.strip_prefix("//! | [").or_else(|| line.strip_prefix("//! | `gui")).map(|_| {
            line.trim_start_matches("//! |").trim_end_matches('|').split('|').map(str::trim).collect::<Vec<_>>()
        })
    });
    let rows: Vec<Vec<&str>> = rows.collect();
    let names: Vec<String> = rows.iter().map(|row| names_in(row[0]).concat()).collect();
    let all: BTreeSet<String> = names.iter().cloned().collect();
    let allowed = rows.iter().zip(&names).map(|(row, name)| {
        let told: BTreeSet<String> = names_in(row[2]).into_iter().collect();
        let mut may = if row[2].starts_with("all but") { &all - &told } else { told };
        may.remove(name);
        (name.clone(), may)
    });
    allowed.collect()
}

fn names_in(words: &str) -> Vec<String> {
    words.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Arrows between modules that the table does not have.
pub(super) fn wrong_arrows(file: &File, allowed: &Allowed) -> Vec<String> {
    let Some(module) = file.module() else { return Vec::new() };
    // Another package: it sees nothing of this one.
    if module == DRAWS {
        return Vec::new();
    }
    let Some(may) = allowed.get(&module) else {
        return vec![format!("{}: the table in src/lib.rs has no module `{module}`", file.path)];
    };
    let used: BTreeSet<String> = paths(&file.text, &file.place())
        .into_iter()
        .filter(|path| path[0] == "crate")
        .filter_map(|path| path.into_iter().nth(1))
        .filter(|used| allowed.contains_key(used) && *used != module && !may.contains(used))
        .collect();
    let draws = paths(&file.text, &file.place()).into_iter().any(|path| path[0] == "weigh_in_draws");
    let used = used.into_iter().chain((draws && module != DRAWN_BY).then(|| "weigh_in_draws".to_owned()));
    used.map(|used| format!("{}: `{module}` may not use `{used}`", file.path)).collect()
}

/// The modules of the window in layers, from the bottom to the top. Each uses only those below it.
const WINDOW_LAYERS: &[&[&str]] = &[
    &["theme", "wording", "job", "step", "desktop", "ends", "window_place"],
    &["widgets", "session", "tasks", "help"],
    &["intent", "type_ahead"],
    &["command", "file_picker", "notices", "opener"],
    &["services", "dialogs"],
    &["flows"],
    &["views"],
    &["shell"],
    &["timings"],
];

/// Modules of the window that do not use each other though one is below the other: a view opens no dialog, it returns an
/// intent.
const APART: (&str, &str) = ("views", "dialogs");

/// Where a module of the window uses one that is not below it.
pub(super) fn wrong_layers(file: &File) -> Vec<String> {
    let place = file.place();
    let [window, module, ..] = place.as_slice() else { return Vec::new() };
    if window != "gui" {
        return Vec::new();
    }
    let layer = |name: &str| WINDOW_LAYERS.iter().position(|layer| layer.contains(&name));
    let Some(own) = layer(module) else {
        return vec![format!("{}: no layer of the window has `{module}`", file.path)];
    };
    let mut used: BTreeSet<String> = BTreeSet::new();
    for path in paths(&file.text, &place) {
        if let [root, window, name, ..] = path.as_slice()
            && (root.as_str(), window.as_str()) == ("crate", "gui")
            && name != module
            && (layer(name).is_none_or(|other| other >= own) || (module.as_str(), name.as_str()) == APART)
        {
            used.insert(name.clone());
        }
    }
    used.into_iter()
        .map(|used| format!("{}: `{module}` may not use `{used}`, which is not below it", file.path))
        .collect()
}

/// What a flow may use of the folder of flows beside itself. Flows meet only through intents and what they are given.
const SHARED_BY_FLOWS: [&str; 2] = ["context", "task"];

/// Where a flow uses another one.
pub(super) fn flows_that_meet(file: &File) -> Vec<String> {
    let place = file.place();
    let [window, folder, flow, ..] = place.as_slice() else { return Vec::new() };
    // The results of tasks are those of all flows.
    if (window.as_str(), folder.as_str()) != ("gui", "flows") || SHARED_BY_FLOWS.contains(&flow.as_str()) {
        return Vec::new();
    }
    let mut used: BTreeSet<String> = BTreeSet::new();
    for path in paths(&file.text, &place) {
        if let [root, window, folder, other, ..] = path.as_slice()
            && (root.as_str(), window.as_str(), folder.as_str()) == ("crate", "gui", "flows")
            && other != flow
            && !SHARED_BY_FLOWS.contains(&other.as_str())
        {
            used.insert(other.clone());
        }
    }
    used.into_iter().map(|used| format!("{}: `{flow}` may not use `{used}`; send an intent", file.path)).collect()
}

/// The files of the library by the modules that they are, each with the paths that it names.
struct NamedPaths<'a> {
    files: BTreeMap<Vec<String>, (&'a File, Vec<Vec<String>>)>,
}

impl<'a> NamedPaths<'a> {
    fn of(files: &'a [File]) -> Self {
        let own = files.iter().filter(|file| file.path.starts_with("src/") && !file.place().is_empty());
        let mut named =
            Self { files: own.map(|file| (file.place(), (file, paths(&file.text, &file.place())))).collect() };
        named.follow_modules();
        named
    }

    /// Adds what is named by way of a module that is brought in: `use super::git; git::f()` names `f` of `git`.
    fn follow_modules(&mut self) {
        let mut followed: Vec<(Vec<String>, Vec<Vec<String>>)> = Vec::new();
        for (place, (_, paths)) in &self.files {
            let modules: BTreeMap<&String, &Vec<String>> = paths
                .iter()
                .filter(|path| self.leads_to(path).is_some_and(|(_, behind)| behind.is_empty()))
                .filter_map(|path| Some((path.last()?, path)))
                .collect();
            let by_module = paths.iter().filter_map(|path| {
                let (first, rest) = path.split_first()?;
                Some([modules.get(first)?.as_slice(), rest].concat())
            });
            followed.push((place.clone(), by_module.collect()));
        }
        for (place, paths) in followed {
            if let Some((_, known)) = self.files.get_mut(&place) {
                known.extend(paths);
            }
        }
    }

    /// The file that a path leads to, and the names behind it.
    fn leads_to<'p>(&self, path: &'p [String]) -> Option<(&[String], &'p [String])> {
        let path = path.split_first().filter(|(root, _)| *root == "crate")?.1;
        (1..=path.len()).rev().find_map(|end| {
            let (place, _) = self.files.get_key_value(&path[..end])?;
            Some((place.as_slice(), &path[end..]))
        })
    }

    /// For each module, in which of its parts the names are that it has from them: `pub use self::part::Name`.
    fn passed_on(&self) -> BTreeMap<(&[String], &str), &[String]> {
        let mut found = BTreeMap::new();
        for (place, (_, paths)) in &self.files {
            for path in paths {
                if let Some((part, [name])) = self.leads_to(path)
                    && part.len() > place.len()
                    && part.starts_with(place)
                {
                    found.insert((place.as_slice(), name.as_str()), part);
                }
            }
        }
        found
    }

    /// The files that each one uses. That a module names its own parts is no use of them; what it has from them is used from
    /// where it stands.
    fn uses(&self) -> BTreeMap<&[String], BTreeSet<&[String]>> {
        let passed_on = self.passed_on();
        let mut arrows: BTreeMap<&[String], BTreeSet<&[String]>> = BTreeMap::new();
        for (place, (_, paths)) in &self.files {
            for (mut target, behind) in paths.iter().filter_map(|path| self.leads_to(path)) {
                if let Some(name) = behind.first() {
                    while let Some(part) = passed_on.get(&(target, name.as_str())) {
                        target = part;
                    }
                }
                if !target.starts_with(place) {
                    arrows.entry(place).or_default().insert(target);
                }
            }
        }
        arrows
    }
}

/// Circles among the files of the library: each by its files.
pub(super) fn circles(files: &[File]) -> Vec<String> {
    let named = NamedPaths::of(files);
    let mut arrows = named.uses();
    // A file without an arrow to the rest, or from the rest, is in no circle.
    loop {
        let starts: BTreeSet<&[String]> = arrows.keys().copied().collect();
        let ends: BTreeSet<&[String]> = arrows.values().flatten().copied().collect();
        arrows.retain(|place, targets| ends.contains(place) && targets.iter().any(|target| starts.contains(target)));
        if arrows.len() == starts.len() {
            break;
        }
    }
    arrows.keys().map(|place| format!("{}: in a circle", named.files[*place].0.path)).collect()
}

/// What reaches out of the program, or differs from run to run.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "jiff::Zoned",
    "jiff::Timestamp",
];
/// Of these, what only says how bytes are passed on, and reaches nothing by itself.
const UNWORLDLY: &[&str] = &["std::io::Write", "std::io::Result"];
const WORLDLY_NAMES: &[&str] = &["SystemTime", "Instant", "RandomState", "now"];
const PRINTING: &[&str] = &["println", "eprintln", "print", "eprint", "dbg"];
const PURE: &[&str] = &["decision", "template", "analysis", "chart", "adr", "table", "report", DRAWS];

/// The package of the random draws, and the one module that uses it.
const DRAWS: &str = "draws";
const DRAWN_BY: &str = "analysis";

/// Long computations may share the processor, since their result does not depend on it.
const MAY_THREAD: &str = DRAWS;

/// Where a module that only computes touches the world.
pub(super) fn impurities(file: &File) -> Vec<String> {
    let Some(module) = file.module().filter(|module| PURE.contains(&module.as_str())) else { return Vec::new() };
    let may = |path: &str| UNWORLDLY.contains(&path) || (module == MAY_THREAD && path.starts_with("std::thread"));
    let mut found: BTreeSet<String> = paths(&file.text, &file.place())
        .into_iter()
        .filter_map(|path| {
            let whole = path.join("::");
            let reaches = WORLD.iter().any(|world| whole == *world || whole.starts_with(&format!("{world}::")));
            let named = path.iter().find(|name| WORLDLY_NAMES.contains(&name.as_str())).cloned();
            (reaches && !may(&whole)).then_some(whole).or(named)
        })
        .collect();
    let tokens = tokens(&file.text);
    found.extend(
        tokens.windows(2).filter(|pair| pair[1] == "!" && PRINTING.contains(&pair[0].as_str())).map(<[String]>::concat),
    );
    found.into_iter().map(|what| format!("{}: {what}, where nothing but the record may be seen", file.path)).collect()
}

/// Where programs may be started: git, the file window, and what the desktop opens files with.
fn may_start(file: &File) -> bool {
    file.path.starts_with("src/storage/git/")
        || ["src/gui/file_picker/zenity.rs", "src/gui/opener.rs"].contains(&file.path.as_str())
}

/// Where a file starts programs, or gets at what does, that may not.
pub(super) fn starters(file: &File) -> Vec<String> {
    let starts = |pair: &[String]| pair[0] == "process" && (pair[1].starts_with("Command") || pair[1] == "*");
    let named = paths(&file.text, &file.place()).into_iter().filter(|path| path.windows(2).any(starts));
    named
        .filter(|_| !may_start(file))
        .map(|path| format!("{}: {}, which starts programs", file.path, path.join("::")))
        .collect()
}

/// Colours that mean no choice: nothing at all, and the ink of text that is only measured.
const COLOURLESS: &[&str] = &["TRANSPARENT", "BLACK"];

/// Colours that are named outside of the theme.
pub(super) fn stray_colours(file: &File) -> Vec<String> {
    if !file.path.starts_with("src/gui/") || file.path.starts_with("src/gui/theme/") {
        return Vec::new();
    }
    let mut found: BTreeSet<String> = paths(&file.text, &file.place())
        .into_iter()
        .filter_map(|path| {
            let colour = path.iter().position(|name| matches!(name.as_str(), "Color32" | "Rgba" | "Hsva"))?;
            let what = path.get(colour + 1)?;
            (!COLOURLESS.contains(&what.as_str())).then(|| path[colour..].join("::"))
        })
        .collect();
    found.extend(tokens(&file.text).into_iter().filter(|token| token == "hex_color"));
    found.into_iter().map(|what| format!("{}: {what} belongs into src/gui/theme", file.path)).collect()
}

/// A file that is longer than people like to read.
pub(super) fn too_long(file: &File) -> Option<String> {
    const MOST: usize = 600;
    let lines = file.text.lines().count();
    (lines > MOST).then(|| format!("{}: {lines} lines; split what has more than {MOST}", file.path))
}

/// The types that these files declare, of which others have the same name, and how many types there are in all.
pub(super) fn shared_names(files: &[File]) -> (Vec<String>, usize) {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for file in files {
        let source = file.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for line in source.lines() {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            let is_declaration = |word: &&str| ["struct", "enum", "trait"].contains(word);
            let is_code = !line.trim_start().starts_with("//");
            if let Some(name) = words.find(is_declaration).and_then(|_| words.next()).filter(|_| is_code)
                && name.starts_with(char::is_uppercase)
            {
                places.entry(name.to_owned()).or_default().push(&file.path);
            }
        }
    }
    let all = places.values().map(Vec::len).sum();
    let shared = places.into_iter().filter(|(_, places)| places.len() > 1);
    (shared.flat_map(|(name, places)| places.into_iter().map(move |place| format!("{name} in {place}"))).collect(), all)
}

/// Folders that exist on the machine of one person only. Made of parts, so that this file does not name them.
fn homes() -> [String; 5] {
    [["/ho", "me/"], ["/Us", "ers/"], ["/ro", "ot/"], ["/wo", "rk/"], [":\\Us", "ers\\"]].map(|parts| parts.concat())
}

/// Paths of one machine.
pub(super) fn homely_paths(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| homes().iter().any(|home| begins_path(line, home)));
    lines.map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim())).collect()
}

/// Whether the path starts here, and not in the middle of an address or of another path.
fn begins_path(line: &str, home: &str) -> bool {
    let windows = home.starts_with(':');
    line.match_indices(home)
        .any(|(at, _)| windows || !line[..at].ends_with(|c: char| c.is_alphanumeric() || "./_-".contains(c)))
}
