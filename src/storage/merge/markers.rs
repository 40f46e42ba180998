//! Files with git's conflict markers: reading the sides in them, and writing them.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// The texts that a file with conflict markers was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Text that both came from, if the file has it, as with git's style `diff3` and in files that Weigh-In writes.
    pub base: Option<String>,
    /// Side above the line of `=`.
    pub ours: String,
    /// Side below it.
    pub theirs: String,
}

/// Minimum length of a marker, in characters.
const SHORTEST: usize = 7;

/// Maximum number of ways to read the lines of `=` that are tried: they also underline headings.
const MOST_READINGS: usize = 64;

/// Returns the sides of a file with conflict markers; `None` if it has no markers, or they do not match.
///
/// `fits` says whether a text can be one of the sides: people's text may contain a line of `=`, and then only one way
/// to read the file gives two records.
#[must_use]
pub fn sides_of_conflicted_file(text: &str, fits: &dyn Fn(&str) -> bool) -> Option<Sides> {
    let pieces = pieces(text)?;
    let choices: Vec<usize> = pieces.iter().map(Piece::readings).collect();
    // Each conflict is read by itself, so the ways multiply; a product that is too large only has to exceed the limit.
    let readings = choices.iter().try_fold(1_usize, |all, choices| all.checked_mul(*choices)).unwrap_or(usize::MAX);
    let mut first = None;
    for reading in 0..readings.min(MOST_READINGS) {
        let sides = assemble(&pieces, &choices, reading);
        // Parsing megabytes takes time, and with a single reading there is nothing to choose.
        if readings == 1 || (fits(&sides.ours) && fits(&sides.theirs)) {
            return Some(sides);
        }
        // If no reading gives two records, the first line of `=` is the likely border, and the parser reports the rest.
        first.get_or_insert(sides);
    }
    first
}

/// A run of lines that all sides share, or in which they differ.
enum Piece<'a> {
    Shared(&'a str),
    /// Lines between the outer markers, with the places among them that may divide the sides: the start of the base, if
    /// there is one, and the possible starts of theirs.
    Conflict {
        lines: Vec<&'a str>,
        base: Option<usize>,
        middles: Vec<usize>,
    },
}

impl Piece<'_> {
    fn readings(&self) -> usize {
        match self {
            Self::Shared(_) => 1,
            Self::Conflict { middles, .. } => middles.len(),
        }
    }
}

fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    // Git and Weigh-In use markers of one length in a file, so shorter and longer runs are people's text.
    let length = text.lines().find_map(|line| opens(line, '<'))?;
    let mut pieces = Vec::new();
    let mut conflict: Option<(Vec<&str>, Option<usize>, Vec<usize>)> = None;
    for line in text.split_inclusive('\n') {
        match &mut conflict {
            None if is_marker(line, '<', length) => conflict = Some((Vec::new(), None, Vec::new())),
            None if is_marker(line, '>', length) => return None,
            None => pieces.push(Piece::Shared(line)),
            // If git nests conflicts, in a base that was itself merged, the inner markers are longer.
            Some(_) if is_marker(line, '<', length) => return None,
            Some((_, _, middles)) if is_marker(line, '>', length) => {
                if middles.is_empty() {
                    return None;
                }
                let (lines, base, middles) = conflict.take()?;
                pieces.push(Piece::Conflict { lines, base, middles });
            }
            Some((lines, base, middles)) => {
                // After the first line of `=` comes the other side, where such a line can only be text.
                if is_marker(line, '|', length) && base.is_none() && middles.is_empty() {
                    *base = Some(lines.len());
                } else if is_marker(line, '=', length) {
                    middles.push(lines.len());
                }
                lines.push(line);
            }
        }
    }
    // A conflict without an end is a file that was cut off.
    conflict.is_none().then_some(pieces)
}

/// Returns the length of the marker that a line starts with; `None` if it starts with none.
fn opens(line: &str, sign: char) -> Option<usize> {
    let rest = line.trim_start_matches(sign);
    let length = line.len() - rest.len();
    (length >= SHORTEST && (rest.is_empty() || rest.starts_with([' ', '\r']))).then_some(length)
}

fn is_marker(line: &str, sign: char, length: usize) -> bool {
    let line = line.trim_end_matches('\n');
    // Git puts no name after the line of `=`.
    opens(line, sign) == Some(length) && (sign != '=' || line.trim_end().len() == length)
}

fn assemble(pieces: &[Piece<'_>], choices: &[usize], mut reading: usize) -> Sides {
    let (mut base, mut ours, mut theirs) = (String::new(), String::new(), String::new());
    let mut has_base = true;
    for (piece, choices) in pieces.iter().zip(choices) {
        match piece {
            Piece::Shared(line) => [&mut base, &mut ours, &mut theirs].into_iter().for_each(|side| side.push_str(line)),
            Piece::Conflict { lines, base: parted, middles } => {
                // The reading is a number with one digit per conflict; `pieces` returns no conflict without a middle.
                let middle = middles[reading % choices];
                reading /= choices;
                ours.extend(lines[..parted.unwrap_or(middle)].iter().copied());
                theirs.extend(lines[middle + 1..].iter().copied());
                match parted {
                    Some(parted) => base.extend(lines[parted + 1..middle].iter().copied()),
                    // With a gap in the base, everything in that gap would look new on both sides.
                    None => has_base = false,
                }
            }
        }
    }
    Sides { base: has_base.then_some(base), ours, theirs }
}

/// Joins three texts into one, with git's conflict markers, in its style `diff3`, around the lines in which ours and
/// theirs differ. [`sides_of_conflicted_file`] finds ours and theirs in it again, byte for byte.
pub(super) fn with_markers(base: &str, ours: &str, theirs: &str) -> String {
    marked([base, ours, theirs], |_, ours, theirs| ours != theirs, |parts| vec![MergedLines::Conflict(parts)])
}

/// Joins texts as [`with_markers`] does, with markers also around lines in which ours and theirs agree, but differ from
/// the base: all three texts are found in it again, byte for byte.
pub(super) fn with_all_markers(base: &str, ours: &str, theirs: &str) -> String {
    let differs = |base: &[&str], ours: &[&str], theirs: &[&str]| ours != theirs || base != ours;
    marked([base, ours, theirs], differs, |parts| vec![MergedLines::Conflict(parts)])
}

/// Joins texts as [`with_markers`] does, but leaves lines that ours and theirs share outside of the markers, even if
/// the base differs there. The base that is found in it again has these lines too, so it may be another one, or no
/// record.
pub(super) fn with_narrow_markers(base: &str, ours: &str, theirs: &str) -> String {
    marked([base, ours, theirs], |_, ours, theirs| ours != theirs, narrowed)
}

/// Lines of the three texts that belong together: base, ours and theirs.
type Lines<'a> = [&'a [&'a str]; 3];

/// Lines that ours and theirs share, or that are put between markers.
enum MergedLines<'a> {
    Shared(&'a [&'a str]),
    Conflict(Lines<'a>),
}

/// Joins three texts into one, with markers around the lines that `differs` selects, divided by `parted`.
fn marked(
    texts: [&str; 3],
    differs: impl Fn(&[&str], &[&str], &[&str]) -> bool,
    parted: impl for<'a> Fn(Lines<'a>) -> Vec<MergedLines<'a>>,
) -> String {
    let [base, ours, theirs] = texts.map(|text| text.split_inclusive('\n').collect::<Vec<&str>>());
    let length = marker_length([&base, &ours, &theirs]);
    let mut text = String::new();
    let in_ours = places(&base, &ours);
    let in_theirs = places(&base, &theirs);
    let mut at = (0, 0, 0);
    for line in 0..=base.len() {
        // A part ends at a line of the base that both sides still have, or at the end of the texts.
        let end =
            if line == base.len() { Some((ours.len(), theirs.len())) } else { in_ours[line].zip(in_theirs[line]) };
        let Some((our_end, their_end)) = end else { continue };
        let lines = [&base[at.0..line], &ours[at.1..our_end], &theirs[at.2..their_end]];
        if differs(lines[0], lines[1], lines[2]) {
            for part in parted(lines) {
                part.write(&mut text, length);
            }
        } else {
            text.extend(lines[1].iter().copied());
        }
        text.extend(base.get(line).copied());
        at = (line + 1, our_end + 1, their_end + 1);
    }
    text
}

/// Divides lines: those that ours and theirs share at the start, at the end and, if the base has no lines there, in
/// between are left outside of the markers.
fn narrowed([base, ours, theirs]: Lines<'_>) -> Vec<MergedLines<'_>> {
    if base.is_empty() {
        return parted_by_lines(ours, theirs);
    }
    let shorter = ours.len().min(theirs.len());
    let head = ours.iter().zip(theirs).take_while(|(ours, theirs)| ours == theirs).count();
    let both_from_end = ours.iter().rev().zip(theirs.iter().rev());
    let tail = both_from_end.take_while(|(ours, theirs)| ours == theirs).count().min(shorter - head);
    let (our_end, their_end) = (ours.len() - tail, theirs.len() - tail);
    vec![
        MergedLines::Shared(&ours[..head]),
        MergedLines::Conflict([base, &ours[head..our_end], &theirs[head..their_end]]),
        MergedLines::Shared(&ours[our_end..]),
    ]
}

fn parted_by_lines<'a>(ours: &'a [&'a str], theirs: &'a [&'a str]) -> Vec<MergedLines<'a>> {
    let mut parts = Vec::new();
    let mut from = (0, 0);
    let in_theirs = places(ours, theirs);
    for at in 0..=ours.len() {
        let end = if at == ours.len() { Some(theirs.len()) } else { in_theirs[at] };
        let Some(their_end) = end else { continue };
        if from != (at, their_end) {
            parts.push(MergedLines::Conflict([&[], &ours[from.0..at], &theirs[from.1..their_end]]));
        }
        if let Some(line) = ours.get(at..=at) {
            parts.push(MergedLines::Shared(line));
        }
        from = (at + 1, their_end + 1);
    }
    parts
}

impl MergedLines<'_> {
    fn write(&self, text: &mut String, length: usize) {
        match self {
            Self::Shared(lines) => text.extend(lines.iter().copied()),
            Self::Conflict(lines) => conflict(text, length, lines),
        }
    }
}

fn conflict(text: &mut String, length: usize, [base, ours, theirs]: &Lines<'_>) {
    let sides = [('<', " ours", *ours), ('|', " base", *base), ('=', "", *theirs), ('>', " theirs", &[])];
    for (sign, name, lines) in sides {
        text.extend(std::iter::repeat_n(sign, length));
        text.push_str(name);
        text.push('\n');
        text.extend(lines.iter().copied());
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
}

/// Returns for each line of the base its place in a side; `None` if the side lacks it.
fn places(base: &[&str], side: &[&str]) -> Vec<Option<usize>> {
    // Past the deadline the comparison is coarser, and the conflicts larger, but never wrong.
    const MOST_TIME: Duration = Duration::from_secs(2);
    let mut places = vec![None; base.len()];
    let deadline = Instant::now().checked_add(MOST_TIME);
    for operation in capture_diff_slices_deadline(Algorithm::Myers, base, side, deadline) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for step in 0..len {
                places[old_index + step] = Some(new_index + step);
            }
        }
    }
    places
}

/// Returns a length above that of any line of the texts that could be taken for a marker, 7 at least.
fn marker_length(texts: [&[&str]; 3]) -> usize {
    let longest = texts.into_iter().flatten().map(|line| longest_run(line)).max().unwrap_or_default();
    if longest >= SHORTEST { longest + 1 } else { SHORTEST }
}

/// Returns how often the sign of a marker is repeated at the start of a line.
fn longest_run(line: &str) -> usize {
    let lengths = ['<', '|', '=', '>'].map(|sign| line.len() - line.trim_start_matches(sign).len());
    lengths.into_iter().max().unwrap_or_default()
}
