//! Detection of the style of existing ADRs, so that the next one can be written alike.

use super::{
    Dialect,
    body::ObservedBody,
    head::{Head, ObservedHead, observed_head},
    most::most,
    read::{Adr, Form, Kind, Line, Place, behind_number_word, behind_project, lines, read},
    status_words::{SeenStatus, StatusWords},
    style::{LineEnds, Marker, Style, TitleNumber},
    style_words::HeadInWords,
};

/// The style of one ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedStyle {
    /// The form.
    pub form: Form,
    /// Mark of most of its list items; `None` if it has no items, or as many of both marks.
    pub marker: Option<Marker>,
    /// Word for its status in front matter, list items and the like.
    pub status: Option<SeenStatus>,
    /// Word for its status in a section.
    pub section_status: Option<SeenStatus>,
    /// Format of the number in its title: `Some(None)` if it has no number, `None` if it has no title.
    pub title: Option<Option<TitleNumber>>,
    /// Its sections.
    pub(super) body: ObservedBody,
    /// Whether the key of its status is a list item in bold; `None` if it is no list item.
    pub bold_keys: Option<bool>,
    /// Ends of most of its lines.
    pub line_ends: LineEnds,
    /// Everything above its first section; `None` if that is not understood.
    pub(super) head: Option<ObservedHead>,
}

/// Detects the style of an ADR.
#[must_use]
pub fn observed_style(text: &str) -> ObservedStyle {
    let adr = read(text.as_bytes());
    let lines = lines(text, 0, 1);
    let (asterisks, dashes) = (items(&lines, "* "), items(&lines, "- "));
    let heading = adr.sections.iter().find(|section| section.level == 1);
    let bullet = adr.statuses.iter().find(|mark| mark.place == Place::Bullet);
    ObservedStyle {
        form: adr.form,
        // Equal counts say nothing about what the team prefers.
        marker: match asterisks.cmp(&dashes) {
            std::cmp::Ordering::Greater => Some(Marker::Asterisk),
            std::cmp::Ordering::Less => Some(Marker::Dash),
            std::cmp::Ordering::Equal => None,
        },
        status: stated(&adr, text, false),
        section_status: stated(&adr, text, true),
        line_ends: line_ends(text),
        head: observed_head(text, &adr),
        title: heading
            .map(|section| title_number(&section.title).filter(|_| !escapes_number(&text[section.heading.clone()]))),
        body: ObservedBody::of(&adr),
        bold_keys: bullet.map(|mark| {
            let line = text[..mark.span.start].rsplit('\n').next().unwrap_or_default();
            line.contains("**") || line.contains("__")
        }),
    }
}

fn line_ends(text: &str) -> LineEnds {
    let is_windows = text.matches("\r\n").count() * 2 > text.matches('\n').count();
    if is_windows { LineEnds::Windows } else { LineEnds::Unix }
}

/// Counts the list items with this mark.
fn items(lines: &[Line<'_>], mark: &str) -> usize {
    lines.iter().filter(|line| line.kind == Kind::Text && line.text.starts_with(mark)).count()
}

fn stated(adr: &Adr, text: &str, in_section: bool) -> Option<SeenStatus> {
    let mark = adr.statuses.iter().find(|mark| (mark.place == Place::Section) == in_section)?;
    SeenStatus::of(text, mark)
}

/// Reports whether a backslash follows the number at the start of a heading: then it belongs to the words of the title, and Weigh-In
/// wrote it.
fn escapes_number(heading: &str) -> bool {
    let words = heading.trim_start_matches(['#', ' ', '\t']);
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < words.len() && digits.starts_with('\\')
}

/// Returns the format of the number at the start of a title.
fn title_number(heading: &str) -> Option<TitleNumber> {
    const AFTER: [&str; 11] = [". ", ": ", ") ", " - ", " – ", " — ", " : ", " · ", " | ", "：", " "];
    if let Some(inner) = heading.strip_prefix('[') {
        let (name, rest) = inner.split_once(']').filter(|(name, _)| !name.starts_with('['))?;
        let behind = rest.len() - rest.trim_start_matches(|c: char| " :-–—".contains(c)).len();
        // The number alone is read like one without brackets, with a sign that is taken off again.
        let number = title_number(&format!("{name}: "))?;
        let (before, after) = (format!("[{}", number.before), format!("]{}", &rest[..behind]));
        return after.ends_with(' ').then_some(TitleNumber { before, after, ..number });
    }
    let project = behind_project(heading).map_or(0, |rest| heading.len() - rest.len());
    let lower = heading[project..].to_ascii_lowercase();
    let word = ["madr", "adr"].into_iter().find(|word| lower.starts_with(word)).map_or(0, |word| project + word.len());
    let gap = if word > 0 {
        heading[word..].len() - heading[word..].trim_start_matches(['-', '_', '#', ' ']).len()
    } else {
        0
    };
    let behind = &heading[word + gap..];
    let named = behind_number_word(behind);
    let rest = named.unwrap_or(behind);
    let before = &heading[..heading.len() - rest.len()];
    let width = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = AFTER.into_iter().find(|after| rest[width..].starts_with(after))?;
    // "3 ways to fail" bears no number.
    let padded = rest.starts_with('0') && width >= 3;
    let counts = (1..8).contains(&width) && (after != " " || padded || word > 0);
    let least = if rest.starts_with('0') { width } else { 1 };
    counts.then(|| TitleNumber { before: before.to_owned(), width: least, after: after.to_owned() })
}

impl ObservedStyle {
    /// Returns the style of this ADR alone, in which it is rewritten.
    #[must_use]
    pub fn style(self, dialect: Option<Dialect>) -> Style {
        Style::following(&[self], dialect)
    }

    /// Returns the style of an ADR that is written again, with what the record keeps of it in [words](Style::in_words).
    #[must_use]
    pub fn remembering(self, dialect: Option<Dialect>, words: &str) -> Style {
        let head = HeadInWords::read(words).zip(self.head.clone());
        let body = self.body.clone();
        let is_same_form = head.is_some() || dialect.is_none_or(|asked| dialect_of(self.form) == Some(asked));
        // Without a number or a status of its own, a head may look like one of another form.
        let style = if head.is_some() { Style::learnt(&[self], dialect, true) } else { self.style(dialect) };
        let style = if is_same_form { style.recalling_body(&body, words) } else { style };
        let style = style.recalling(words);
        let head = head.map(|(known, head)| Head::of_own(&head, known.is_open, known.is_month_first, style.dialect));
        Style { head, ..style }
    }
}

impl Style {
    /// Returns the style of most of these ADRs, which are given the oldest first; if two styles are as common, the
    /// newer one. The dialect `asked` for stays.
    #[must_use]
    pub fn following(all: &[ObservedStyle], asked: Option<Dialect>) -> Self {
        Self::learnt(all, asked, false)
    }

    /// Returns the style of most of these ADRs; `is_same_form` if they are known to be of the form that was asked for.
    fn learnt(all: &[ObservedStyle], asked: Option<Dialect>, is_same_form: bool) -> Self {
        // A plain ADR says nothing about the form that the team uses.
        let form = most(all.iter().map(|seen| seen.form).filter(|form| *form != Form::Plain));
        let same_form = is_same_form || asked.is_none_or(|asked| form.and_then(dialect_of) == Some(asked));
        // Where no ADR has one of the forms, the shortest of them takes on their head and their headings.
        let is_plain = form.is_none() && !all.is_empty();
        let own_dialect = form.and_then(dialect_of).or_else(|| is_plain.then_some(Dialect::Nygard));
        let dialect = asked.or(own_dialect).unwrap_or_default();
        let mut style = Self::of(dialect);
        style.marker = most(all.iter().filter_map(|seen| seen.marker)).unwrap_or_default();
        style.line_ends = most(all.iter().map(|seen| seen.line_ends)).unwrap_or_default();
        let seen: Vec<_> = all.iter().filter_map(|seen| seen.status.as_ref()).collect();
        style.status = StatusWords::following(style.status.case, &seen);
        let seen: Vec<_> = all.iter().filter_map(|seen| seen.section_status.as_ref()).collect();
        style.section_status = StatusWords::following(style.section_status.case, &seen);
        // Titles and headings belong to a form; those of another form would not fit the dialect that was asked for.
        if same_form && let Some(title) = most(all.iter().filter_map(|seen| seen.title.as_ref())) {
            style.title.clone_from(title);
        }
        if same_form {
            style.body = style.body.following(&all.iter().map(|seen| &seen.body).collect::<Vec<_>>());
            if all.iter().all(|seen| seen.status.is_none() && seen.section_status.is_none()) {
                let in_language = |words: &StatusWords| StatusWords::in_language(words.case, style.body.language);
                (style.status, style.section_status) = (in_language(&style.status), in_language(&style.section_status));
            }
            style.only_items = matches!(form, Some(Form::Bullets | Form::Table));
            style.bold_keys = most(all.iter().filter_map(|seen| seen.bold_keys)).unwrap_or_default();
        }
        // A dialect that somebody asked for is written as it is.
        if asked.is_none() && own_dialect.is_some() {
            let of_form = |seen: &&ObservedStyle| seen.form == form.unwrap_or(Form::Plain);
            let heads = all.iter().filter(of_form).filter_map(|seen| seen.head.as_ref());
            style.head = Head::following(&heads.collect::<Vec<_>>(), dialect);
        }
        style
    }
}

/// Returns the dialect that is most like a form; `None` for a plain one.
fn dialect_of(form: Form) -> Option<Dialect> {
    match form {
        Form::Madr => Some(Dialect::Madr),
        Form::MadrNumbered => Some(Dialect::MadrNumbered),
        Form::Nygard => Some(Dialect::Nygard),
        Form::Universal | Form::Bullets | Form::Table => Some(Dialect::Universal),
        Form::Plain => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::Status;

    #[test]
    fn numbers_around_titles() {
        for (heading, expected) in [
            ("3. Use Go", Some(("", 1, ". "))),
            ("0003 Use Go", Some(("", 4, " "))),
            ("ADR-007: Use Go", Some(("ADR-", 3, ": "))),
            ("ADR 12 - Use Go", Some(("ADR ", 1, " - "))),
            ("3 ways to fail", None),
            ("Use Go", None),
            ("ADR tools", None),
            ("2026", None),
        ] {
            let found = title_number(heading);
            let found = found.as_ref().map(|t| (t.before.as_str(), t.width, t.after.as_str()));
            assert_eq!(found, expected, "{heading}");
        }
    }

    #[test]
    fn a_folder_without_statuses_gets_words_of_its_language() {
        let seen = observed_style("# A\n\nEstado:\n\n## Contexto\n\nx\n\n## Decisión\n\ny\n");
        let style = Style::following(&[seen], None);
        assert_eq!(style.status.word(Status::Accepted), "aceptado");
        assert_eq!(style.section_status.word(Status::Proposed), "Propuesto");
        let style = Style::following(&[observed_style("# A\n\n## Context\n\nx\n\n## Decision\n\ny\n")], None);
        assert!(style.status.own.is_empty());
    }

    #[test]
    fn a_folder_in_another_language_keeps_its_words() {
        let seen = ["# 1. A\n\n## Status\n\nAkzeptiert\n", "# 2. B\n\n## Status\n\nErsetzt durch [3. C](0003-c.md)\n"];
        let all: Vec<ObservedStyle> = seen.iter().map(|text| observed_style(text)).collect();
        let style = Style::following(&all, None);
        assert_eq!(style.dialect, Dialect::Nygard);
        assert_eq!(style.section_status.word(Status::Accepted), "Akzeptiert");
        assert_eq!(style.section_status.word(Status::Rejected), "Abgelehnt");
    }

    #[test]
    fn the_number_in_a_title_keeps_its_words_and_brackets() {
        for (heading, next) in [
            ("3. Use Go", Some("4. ")),
            ("ADR-0003: Use Go", Some("ADR-0004: ")),
            ("Nr. 003: Use Go", Some("Nr. 004: ")),
            ("ADR No. 3 - Use Go", Some("ADR No. 4 - ")),
            ("N° 3 : Use Go", Some("N° 4 : ")),
            ("U2-ADR-003 — Use Go", Some("U2-ADR-004 — ")),
            ("DD-0003 — Use Go", Some("DD-0004 — ")),
            ("ADR-0003：Use Go", Some("ADR-0004：")),
            ("0003 · Use Go", Some("0004 · ")),
            ("[0003] Use Go", Some("[0004] ")),
            ("[ADR-3]: Use Go", Some("[ADR-4]: ")),
            ("[3](0003-x.md) Use Go", None),
            ("No 1 choice is right", None),
            ("3 ways to fail", None),
        ] {
            let seen = title_number(heading);
            assert_eq!(seen.as_ref().map(|number| number.of(4)).as_deref(), next, "{heading}");
            let Some(number) = seen else { continue };
            let style = Style { title: Some(number.clone()), ..Style::default() };
            let recalled = Style::default().recalling(&style.in_words());
            assert_eq!(recalled.title, Some(number), "{heading}");
        }
    }
}
