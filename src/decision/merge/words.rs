//! Values and names as people read them in a conflict.

use crate::decision::{
    AdrFolder, Commitment, CopySource, Correction, Cost, CriterionId, Improvement, MustHave, MustHaveRule, OptionId,
    PastResult, Predecessor, Preference, Retraction, Reveal, RevealedBecause, Review, ReviewFinding, StatusChange,
    TradeOff, Verdict, Vote, Withdrawal, text::day,
};

/// Maximum length of a text that a conflict shows, in characters.
const MOST: usize = 200;
/// Number of characters shown before the place where two long texts differ.
const BEFORE: usize = 40;

pub(super) fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Quotes two different values, each on one line and not too long, so that they look different.
pub(super) fn quoted_apart(ours: &str, theirs: &str) -> [String; 2] {
    let both = [quoted(ours), quoted(theirs)];
    if both[0] != both[1] {
        return both;
    }
    // Long texts may differ only behind what is shown; then they are shown from shortly before that place.
    let lines = [ours, theirs].map(on_one_line);
    let alike = lines[0].chars().zip(lines[1].chars()).take_while(|(one, other)| one == other).count();
    if lines[0] != lines[1] {
        return lines.map(|line| {
            let rest: String = line.chars().skip(alike.saturating_sub(BEFORE)).collect();
            quoted(&format!("…{rest}"))
        });
    }
    // They differ only in spaces and line breaks.
    [ours, theirs].map(|words| format!("{words:?}"))
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Quotes a text on one line, and not too long.
pub(super) fn quoted(words: &str) -> String {
    let line = on_one_line(words);
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}

pub(super) fn vote(vote: Vote) -> String {
    match vote {
        Vote::Score(score) => score.points().to_string(),
        Vote::Abstain => "don't know".to_owned(),
    }
}

/// Formats a link; returns `None` if it has neither words nor an address.
pub(super) fn link(label: &str, url: &str) -> Option<String> {
    match (label, url) {
        ("", _) => text(url),
        (_, "") => text(label),
        _ => Some(format!("{label} <{url}>")),
    }
}

/// Formats the form of an ADR, the charts beside it, and its style.
pub(super) fn form(dialect: &str, charts: &[String], style: &str) -> String {
    let mut form = vec![dialect.to_owned()];
    if !charts.is_empty() {
        form.push(format!(", with {}", charts.join(", ")));
    }
    if !style.is_empty() {
        form.push(format!(", style {style}"));
    }
    form.concat()
}

/// Formats several lines as numbered ones; a single line as it is.
pub(super) fn lines(lines: &[String]) -> String {
    if let [line] = lines {
        return line.clone();
    }
    let numbered = lines.iter().enumerate().map(|(index, line)| format!("{}. {line}", index + 1));
    numbered.collect::<Vec<_>>().join("; ")
}

pub(super) fn cost(cost: &Cost) -> String {
    let Cost { amount, unit, note } = cost;
    if note.is_empty() { format!("{amount} {unit}") } else { format!("{amount} {unit} ({note})") }
}

/// Formats all steps; returns `None` if there are no steps.
pub(super) fn history(steps: &[StatusChange]) -> Option<String> {
    let steps = steps.iter().map(|StatusChange { on, status, by }| format!("{status} on {}{}", day(*on), by_whom(by)));
    text(&steps.collect::<Vec<_>>().join("; "))
}

/// Formats all reveals of a round; returns `None` if there are no reveals.
pub(super) fn reveals(reveals: &[Reveal]) -> Option<String> {
    text(&reveals.iter().map(reveal).collect::<Vec<_>>().join("; "))
}

pub(super) fn review(review: &Review) -> String {
    let Review { on, by, verdict, findings, note, next } = review;
    let mut told = vec![format!("{} on {}{}", verdict.word(), day(*on), by_whom(by))];
    for ReviewFinding { about, state } in findings {
        told.push(format!("; {about}: {}", state.of_trigger()));
    }
    if !note.is_empty() {
        told.push(format!("; note: {note}"));
    }
    if let Some(next) = next {
        told.push(format!("; next on {}", day(*next)));
    }
    told.concat()
}

pub(super) fn correction(Correction { on, by, why }: &Correction) -> String {
    format!("on {}{}: {why}", day(*on), by_whom(by))
}

pub(super) fn commitment(Commitment { round, member, hash, withdrawn }: &Commitment) -> String {
    let told = format!("{member} in round {round}: {hash}");
    match withdrawn {
        None => told,
        Some(Withdrawal { on, by, why }) => format!("{told}, withdrawn on {}{}: {why}", day(*on), by_whom(by)),
    }
}

pub(super) fn copy_source(CopySource { record, title, on }: &CopySource) -> String {
    format!("{title} ({record}), copied on {}", day(*on))
}

pub(super) fn predecessor(Predecessor { record, title, path, result }: &Predecessor) -> String {
    let mut told = vec![format!("{title} ({record}), {}", path.as_deref().unwrap_or("not exported"))];
    if let Some(PastResult { on, chosen, leader, runner_up, gap, verdict }) = result {
        let [chosen, leader, runner_up] =
            [chosen, leader, runner_up].map(|id| id.as_ref().map_or("none", OptionId::as_str));
        told.push(format!("; result on {}: chosen {chosen}, leader {leader}, runner-up {runner_up}", day(*on)));
        if let Some(gap) = gap {
            told.push(format!(", gap {gap}"));
        }
        if !verdict.is_empty() {
            told.push(format!(", {verdict}"));
        }
    }
    told.concat()
}

pub(super) fn adr_folder(AdrFolder { path, language }: &AdrFolder) -> String {
    if language.is_empty() { path.to_string() } else { format!("{path}, language {language}") }
}

pub(super) fn sign_off(verdict: Verdict, comment: &str) -> String {
    if comment.is_empty() { verdict.name().to_owned() } else { format!("{}: {comment}", verdict.name()) }
}

/// Returns " by Ana", to follow a day; empty if the person is unknown.
fn by_whom(by: &str) -> String {
    if by.is_empty() { String::new() } else { format!(" by {by}") }
}

pub(super) fn must_have(must_have: MustHave) -> String {
    let points = must_have.at_least.points();
    match must_have.rule {
        MustHaveRule::Median => format!("at least {points} by the median"),
        MustHaveRule::Members(count) => format!("at least {points}, unless fewer than {count} score below"),
    }
}

/// Formats the criteria that a round asks about.
pub(super) fn asked(criteria: &[CriterionId]) -> String {
    let ids: Vec<&str> = criteria.iter().map(CriterionId::as_str).collect();
    if ids.is_empty() { "all criteria".to_owned() } else { ids.join(", ") }
}

fn reveal(reveal: &Reveal) -> String {
    let Reveal { on, by, because, taken_back } = reveal;
    let how = match because {
        RevealedBecause::AllSealed => format!("on {}{}, after everyone had sealed", day(*on), by_whom(by)),
        RevealedBecause::SomebodySaidSo => format!("on {}, by {by}", day(*on)),
    };
    match taken_back {
        None => how,
        Some(Retraction { on, by }) => format!("{how}, and taken back on {}{}", day(*on), by_whom(by)),
    }
}

/// Formats criteria in the order of their importance to somebody.
pub(super) fn order(order: &[Vec<CriterionId>]) -> String {
    let mut levels = Vec::new();
    for level in order {
        levels.push(level.iter().map(CriterionId::as_str).collect::<Vec<_>>().join(" = "));
    }
    levels.join(" > ")
}

pub(super) fn trade_off(answer: &TradeOff) -> String {
    let sign = match answer.preferred {
        Preference::First => ">",
        Preference::Second => "<",
        Preference::Equal => "=",
    };
    format!("{} {sign} {}", improvement(&answer.first), improvement(&answer.second))
}

fn improvement(step: &Improvement) -> String {
    format!("{} {} to {}", step.criterion, step.from.points(), step.to.points())
}
