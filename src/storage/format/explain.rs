//! Errors of files that cannot be read, explained in words for people.

use ron::error::{Position, SpannedError};
use strum::{EnumCount, VariantArray};

use super::{Fault, Newer, ReadError, current::FORMAT, layout::is_conflict_marker, scan};

/// The kinds of file that a text can be meant as.
#[derive(Clone, Copy, PartialEq, Eq, EnumCount, VariantArray)]
pub(super) enum FileKind {
    Decision,
    Template,
    Ballot,
}

impl FileKind {
    const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    fn noun(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Template => "template",
            Self::Ballot => "ballot",
        }
    }

    /// Returns the name of a field that only this kind of file has.
    fn own_field(self) -> &'static str {
        match self {
            Self::Decision => "created",
            Self::Template => "name",
            Self::Ballot => "decision",
        }
    }

    /// Returns the advice on what to do with such a file.
    fn use_of(self) -> &'static str {
        match self {
            Self::Decision => "Open it as a decision.",
            Self::Template => "Put it into the folder of templates, and start a new record from it.",
            Self::Ballot => "Open the decision that it belongs to, and import the ballot there.",
        }
    }
}

const RESTORE: &str =
    "Correct it in a text editor, or take the last good version of the file from git or from a backup.";

/// Returns why a text is no such file, if a look at its lines is enough and a parser would only confuse; else `None`.
pub(super) fn unfit(text: &str, kind: FileKind) -> Option<ReadError> {
    if text.trim().is_empty() {
        let advice = match kind {
            FileKind::Decision => {
                "Take the last good version from git or from a backup, or start a new record under another name."
            }
            FileKind::Template => "Take the last good version from git or from a backup.",
            // Git may leave it out, as private ones.
            FileKind::Ballot => "Put a copy of the ballot back, or delete the file and score again.",
        };
        return Some(ReadError::new("the file is empty", advice));
    }
    if text.contains('\0') {
        return Some(not_ours("the file is binary", kind));
    }
    // Only `<` and `>` are looked for: a line of `=` or `|` may be Markdown in a text.
    let (index, line) = text.lines().enumerate().find(|(_, line)| is_conflict_marker(line))?;
    let what = if line.starts_with('<') {
        "a git merge is unfinished here: both sides of a conflict are still in the file"
    } else {
        "a git merge is unfinished here: the end of a conflict is still in the file"
    };
    let error = match kind {
        FileKind::Decision => ReadError::unmerged_record(what),
        FileKind::Template | FileKind::Ballot => ReadError::unmerged(
            what,
            "Keep what is right of the two sides, and delete the lines that start with <<<<<<<, ||||||| and =======, those in between the \
             last two, and >>>>>>>",
        ),
    };
    Some(error.at(text, (index + 1, 1)))
}

fn not_ours(what: &str, kind: FileKind) -> ReadError {
    let advice = match kind {
        FileKind::Decision => "Open a file that Weigh-In saved; its name ends in .decision.ron.",
        FileKind::Template => "Choose a template of Weigh-In; its name ends in .template.ron.",
        FileKind::Ballot => "Choose a ballot that Weigh-In exported; its name ends in .ballot.ron.",
    };
    ReadError::new(format!("{what}, not a {} of Weigh-In", kind.noun()), advice)
}

/// Returns the error for a text that is something else altogether; `None` if it may be a broken file of this kind.
fn foreign(text: &str, kind: FileKind) -> Option<ReadError> {
    let start = text.trim_start();
    let looks = match start.chars().next()? {
        '{' | '[' => Some("this looks like JSON"),
        // `#![enable(…)]` is an attribute of RON; in a Markdown heading a space or another `#` follows.
        '#' if !start.starts_with("#!") => Some("this looks like Markdown"),
        '-' if start.starts_with("---") => Some("this looks like Markdown"),
        '<' => Some("this looks like HTML or XML"),
        '(' | '#' | '/' => None,
        // The name of a struct may come first, as in `Decision(…)`.
        c if c.is_alphabetic() && start.trim_start_matches(char::is_alphanumeric).trim_start().starts_with('(') => None,
        _ => Some("this is some other text"),
    };
    if let Some(looks) = looks {
        return Some(not_ours(looks, kind));
    }
    let mut fields = Vec::new();
    scan::walk(text, |part| {
        // A dot or a bracket in the path marks a part that lies deeper.
        if !part.path.is_empty() && !part.path.contains(['.', '[']) {
            fields.push(part.path.to_owned());
        }
    });
    // If no field was found at all, the parser says more about what is wrong.
    if !fields.is_empty() && !has(&fields, "format") {
        let what = "this is RON without a field `format`";
        return Some(not_ours(what, kind));
    }
    if has(&fields, kind.own_field()) {
        return None;
    }
    let other = FileKind::ALL.into_iter().find(|other| has(&fields, other.own_field()))?;
    let advice = match (kind, other) {
        (FileKind::Template, FileKind::Decision) => "Open it as a decision, and save it as a template from there.",
        (FileKind::Ballot, FileKind::Decision) => "Export a ballot from it, or merge the two records.",
        _ => other.use_of(),
    };
    Some(ReadError::new(format!("this is a {}, not a {}", other.noun(), kind.noun()), advice))
}

/// Reports whether the root has a field of this name.
fn has(fields: &[String], name: &str) -> bool {
    fields.iter().any(|field| field == name)
}

/// Converts an error of the parser.
pub(super) fn ron(text: &str, error: &SpannedError, kind: FileKind) -> ReadError {
    // The parser would name the first character that it does not expect, which helps nobody with a file of another
    // kind.
    if let Some(error) = foreign(text, kind) {
        return error;
    }
    let (what, expected) = describe(&error.code);
    if !is_truncated(text, error) {
        return ReadError::new(what, RESTORE).at(text, place(text, error)).expecting(expected);
    }
    let what = match error.code {
        // The position is the opening quote, since an unclosed text includes all the rest.
        ron::Error::ExpectedStringEnd => "the file ends inside the text that starts here".to_owned(),
        ron::Error::UnclosedBlockComment => what,
        _ => "the file ends before the record is complete".to_owned(),
    };
    let advice = "It was probably cut off while it was copied or saved. Take the last good version from git or from a \
                  backup.";
    ReadError::new(what, advice).at(text, place(text, error))
}

/// Converts a fault, with the place of the part that it is in.
pub(super) fn fault(text: &str, fault: Fault, newer: Option<&Newer>) -> ReadError {
    let mut start = None;
    if fault.path.contains(['.', '[']) {
        scan::walk(text, |part| {
            if part.path == fault.path {
                start = Some(part.start);
            }
        });
    } else {
        start = scan::field(text, &fault.path);
    }
    let error =
        if fault.is_too_large { ReadError::too_large(fault.what) } else { ReadError::new(fault.what, fault.advice) };
    let error = match start {
        Some(start) => error.at(text, position(text, start)),
        None => error,
    };
    match newer {
        Some(newer) => error.because_newer(newer.format, FORMAT),
        None => error,
    }
}

pub(super) fn format_zero(text: &str) -> ReadError {
    let what = format!("there is no format 0; this version reads formats 1 to {FORMAT}");
    fault(text, Fault { path: "format".to_owned(), what, advice: RESTORE, is_too_large: false }, None)
}

pub(super) fn too_new(format: u32, left_out: &[String]) -> ReadError {
    let what = match left_out {
        [] => "it may hold what this version does not know".to_owned(),
        fields => format!("this version does not know {}", one_of(fields.iter().map(String::as_str), "and")),
    };
    ReadError::new(what, "").because_newer(format, FORMAT)
}

fn place(text: &str, error: &SpannedError) -> (usize, usize) {
    let Position { line, col } = match error.code {
        // These are found where reading stopped.
        ron::Error::MissingStructField { .. } | ron::Error::Eof => error.span.end,
        _ => error.span.start,
    };
    // The parser may have stopped before the blanks that precede the unexpected part.
    let start = offset(text, line, col);
    let blanks = text[start..].len() - text[start..].trim_start().len();
    if start + blanks < text.len() { position(text, start + blanks) } else { (line, col) }
}

/// Reports whether reading stopped at the end of the file, or in its last word.
fn is_truncated(text: &str, error: &SpannedError) -> bool {
    let text = text.trim_end();
    match error.code {
        ron::Error::Eof | ron::Error::ExpectedStringEnd | ron::Error::UnclosedBlockComment => true,
        // Both are found after a closing bracket, where the record or a part of it is complete.
        ron::Error::TrailingCharacters | ron::Error::MissingStructField { .. } => false,
        _ => stopped_at_end(text, error) || stopped_in_last_word(text, error),
    }
}

fn stopped_at_end(text: &str, error: &SpannedError) -> bool {
    offset(text, error.span.end.line, error.span.end.col) >= text.len()
}

/// Reports whether only the rest of a word follows the place where reading stopped.
fn stopped_in_last_word(text: &str, error: &SpannedError) -> bool {
    // A word that was cut off, such as `fals`, is found to be wrong at its start, not at the end of the file.
    let rest = &text[offset(text, error.span.start.line, error.span.start.col)..].trim_start();
    !rest.contains(|c: char| c.is_whitespace() || "()[]{}:,\"'".contains(c))
}

/// Returns a clause that says what is wrong, and what was expected instead if that is known.
fn describe(code: &ron::Error) -> (String, Option<String>) {
    use ron::Error;
    match code {
        Error::NoSuchStructField { found, expected, outer } => {
            (format!("{} has no field `{found}`", the(outer.as_ref())), choice(found, expected))
        }
        Error::MissingStructField { field, outer } => {
            (format!("the field `{field}` is missing in {}, which ends here", the(outer.as_ref())), None)
        }
        Error::DuplicateStructField { field, outer } => {
            (format!("the field `{field}` is there twice in {}", the(outer.as_ref())), None)
        }
        Error::NoSuchEnumVariant { found, expected, .. } => {
            (format!("`{found}` is not one of the words that can stand here"), choice(found, expected))
        }
        Error::Message(what) => (what.clone(), None),
        Error::InvalidValueForType { expected, found } => {
            (format!("{} cannot stand here", plain(found)), Some(plain(expected)))
        }
        Error::Eof => ("the file ends before the record is complete".to_owned(), None),
        Error::ExceededRecursionLimit => ("the file is nested too deeply to be a record".to_owned(), None),
        Error::TrailingCharacters => ("there is more text behind the end of the record".to_owned(), None),
        Error::ExpectedStringEnd => {
            ("the text that starts here is not closed".to_owned(), Some("a closing \"".to_owned()))
        }
        Error::UnclosedBlockComment => ("the comment that starts with /* is not closed".to_owned(), None),
        Error::InvalidEscape(_) => (
            "there is a backslash in a text that does not start a known escape".to_owned(),
            Some("\\n, \\t, \\\\, \\\" or a raw text such as r#\"C:\\\"#".to_owned()),
        ),
        Error::IntegerOutOfBounds => ("the number is too large, or negative".to_owned(), None),
        Error::InvalidIntegerDigit { digit, .. } => (format!("`{digit}` is no digit"), None),
        Error::UnexpectedChar(c) => (format!("the character {c:?} cannot stand here"), None),
        Error::ExpectedString => expected("a text in quotes"),
        Error::ExpectedBoolean => expected("true or false"),
        Error::ExpectedFloat | Error::FloatUnderscore | Error::ExpectedInteger | Error::UnderscoreAtBeginning => {
            expected("a number")
        }
        Error::ExpectedComma => expected("a comma, or the end of the list"),
        Error::ExpectedArray => expected("a list, which starts with ["),
        Error::ExpectedArrayEnd => expected("a comma or ]"),
        Error::ExpectedMap => expected("pairs in braces, which start with {"),
        Error::ExpectedMapColon => expected("a colon"),
        Error::ExpectedMapEnd => expected("a comma or }"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) | Error::ExpectedDifferentStructName { .. } => {
            expected("an opening parenthesis")
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => expected("a comma or )"),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            expected("the name of a field, or a word without quotes")
        }
        other => (format!("this cannot be read ({other})"), None),
    }
}

/// Replaces the parser's words for values and types by those that people use.
fn plain(words: &str) -> String {
    words
        .replace("unsigned integer", "number")
        .replace("integer", "number")
        .replace("floating point", "number")
        .replace("a nonzero u16", "a whole number from 1 to 65535")
}

/// Returns the words for any place where these were expected instead.
fn expected(words: &str) -> (String, Option<String>) {
    ("something else stands here".to_owned(), Some(words.to_owned()))
}

/// Returns the struct that the parser was in, in people's words: `MustHave` as "a must-have".
fn the(outer: Option<&String>) -> String {
    let Some(name) = outer else { return "this part".to_owned() };
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.extend(c.to_lowercase());
    }
    match words.as_str() {
        "decision" | "template" | "ballot" => format!("the {words}"),
        "people" => "the list of people".to_owned(),
        _ if words.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {words}"),
        _ => format!("a {words}"),
    }
}

/// Returns the word that was probably meant, or else all that are possible; `None` if none is.
fn choice(found: &str, words: &[&str]) -> Option<String> {
    const LONGEST: usize = 64;
    // The search takes quadratic time, and a stranger's file may contain a name of megabytes.
    let meant = if found.len() > LONGEST { Vec::new() } else { similar::get_close_matches(found, words, 1, 0.7) };
    let words = if meant.is_empty() { words } else { &meant };
    (!words.is_empty()).then(|| one_of(words.iter().copied(), "or"))
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>, and: &str) -> String {
    let quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match &quoted[..] {
        [rest @ .., last] if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        few => few.concat(),
    }
}

/// Returns the byte offset of a line and a column, both counted from 1; the end of the text if it is shorter.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        // Line N starts after line end N - 1, which has the index N - 2.
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// Returns line and column, both counted from 1, of a byte offset.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    // An offset inside a character, or past the end, counts as the end.
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
