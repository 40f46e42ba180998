//! The limits on a team's template. It comes with a repository, so a stranger may have written it.
//!
//! minijinja counts steps and the bytes that they create, but a value may be more than its parts: a list that holds
//! another list twice, twenty times over, is printed or compared a million times. So a template may create no values
//! but texts, by filters that are counted, and may compare values only with literals. Anything that is not known to be
//! harmless is refused before the template is run, with its line.

/// Maximum size of a template, in bytes. The built-in ones are shorter than 3 KiB.
const LONGEST: usize = 64 * 1024;

/// Maximum size of a text in quotes, in bytes: it may be compared with a text of the record at every step.
const LONGEST_QUOTED: usize = 1_000;

/// Maximum number of steps of a template: far more than any ADR needs, and over in a moment.
pub(super) const MOST_STEPS: u64 = 5_000_000;

/// Statements that a template may have.
const STATEMENTS: [&str; 8] = ["for", "endfor", "if", "elif", "else", "endif", "set", "include"];

/// Signs that it may use; comparisons, parentheses and commas only in some places.
const SIGNS: [&str; 13] = ["==", "!=", "<=", ">=", "<", ">", "=", ".", "|", "-", "(", ")", ","];

const COMPARISONS: [&str; 6] = ["==", "!=", "<=", ">=", "<", ">"];

/// Words before a parenthesis that groups.
const BEFORE_GROUPS: [&str; 8] = ["and", "or", "not", "if", "elif", "else", "in", "is"];

/// The reason why a template is not run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// Number of the line, from 1.
    pub(super) line: usize,
    /// Description: a clause.
    pub(super) what: String,
}
impl Refused {
    /// Creates the refusal of what is at a byte of a template.
    fn at(template: &str, byte: usize, what: String) -> Self {
        Self { line: template[..byte].matches('\n').count() + 1, what }
    }
}

/// Checks a template for anything that could let it grow or run for long.
///
/// # Errors
/// [`Refused`] for the first thing that is not known to be harmless.
pub(super) fn check(template: &str) -> Result<(), Refused> {
    if template.len() > LONGEST {
        let what = format!("it is longer than {} KiB, which no template is", LONGEST / 1024);
        return Err(Refused::at(template, 0, what));
    }
    let mut from = 0;
    while let Some(start) = next_mark(template, from) {
        let mark = &template[start..start + 2];
        // Comments are never parsed, so a quote or a mark in one opens nothing.
        if mark == "{#" {
            from = template[start + 2..].find("#}").map_or(template.len(), |end| start + 2 + end + 2);
            continue;
        }
        let (tokens, end) = tokens(template, start + 2, if mark == "{{" { "}}" } else { "%}" });
        if let Err((at, what)) = check_tag(&tokens, mark == "{%") {
            return Err(Refused::at(template, at, what));
        }
        from = end;
    }
    Ok(())
}

/// Returns the place of the next `{{`, `{%` or `{#`.
fn next_mark(template: &str, from: usize) -> Option<usize> {
    let rest = &template[from..];
    rest.match_indices('{').map(|(at, _)| at).find(|at| rest[at + 1..].starts_with(['{', '%', '#'])).map(|at| from + at)
}

/// A part of a tag, with its place in the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TemplateToken<'a> {
    at: usize,
    kind: TemplateTokenKind,
    /// Text as it is in the template, quotes included.
    text: &'a str,
}

impl TemplateToken<'_> {
    /// Creates the fault of a token, in words that follow the token.
    fn fault(&self, what: &str) -> TemplateFault {
        (self.at, format!("`{}` {what}", self.text))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TemplateTokenKind {
    Word,
    Number,
    Quoted,
    Sign,
}

/// Returns the tokens of a tag up to its end mark, and its end. A tag without an end mark goes to the end of the
/// template.
fn tokens<'a>(template: &'a str, from: usize, end: &str) -> (Vec<TemplateToken<'a>>, usize) {
    let mut tokens = Vec::new();
    // A sign right after the opening mark or before the closing one trims white space, and is no operator.
    let mut at = from + usize::from(template[from..].starts_with(['-', '+']));
    while let Some(first) = template[at..].chars().next() {
        let rest = &template[at..];
        let trimmed = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        if rest.starts_with(end) || trimmed.starts_with(end) {
            let sign = usize::from(!rest.starts_with(end));
            return (tokens, at + sign + end.len());
        }
        let (kind, length) = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '"' | '\'' => (TemplateTokenKind::Quoted, quoted_length(rest, first)),
            _ if first.is_ascii_digit() => (TemplateTokenKind::Number, number_length(rest)),
            _ if first.is_alphabetic() || first == '_' => (TemplateTokenKind::Word, word_length(rest)),
            _ => (TemplateTokenKind::Sign, sign_length(rest, first)),
        };
        // Every length is one byte or more, so that this always moves on.
        tokens.push(TemplateToken { at, kind, text: &rest[..length] });
        at += length;
    }
    (tokens, template.len())
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
}

/// Returns the length of a number, with its fraction if it has one.
fn number_length(rest: &str) -> usize {
    let whole = word_length(rest);
    let fraction = rest[whole..].strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    whole + fraction.map_or(0, |fraction| 1 + word_length(fraction))
}

fn sign_length(rest: &str, first: char) -> usize {
    let known = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
    known.map_or(first.len_utf8(), str::len)
}

/// Returns the length of a text in quotes, both included; without the second, that of the rest.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

/// A place in the template, and why it is refused.
type TemplateFault = (usize, String);

fn check_tag(tokens: &[TemplateToken<'_>], is_statement: bool) -> Result<(), TemplateFault> {
    let statement = tokens.first().filter(|_| is_statement);
    if let Some(first) = statement.filter(|first| !STATEMENTS.contains(&first.text)) {
        return Err((first.at, format!("`{}` is not supported; use one of {}", first.text, STATEMENTS.join(", "))));
    }
    let is_loop = statement.is_some_and(|first| first.text == "for");
    // The names of a loop may be separated by commas, and its `in` is no question.
    let names_end = tokens.iter().position(|token| token.text == "in").filter(|_| is_loop).map_or(0, |end| end + 1);
    let mut parentheses = Vec::new();
    for index in names_end..tokens.len() {
        check_token(tokens, index, &mut parentheses)?;
    }
    Ok(())
}

/// Checks a token. `parentheses` holds for each open one whether it holds the arguments of a filter.
fn check_token(tokens: &[TemplateToken<'_>], index: usize, parentheses: &mut Vec<bool>) -> Result<(), TemplateFault> {
    let token = tokens[index];
    match (token.kind, token.text) {
        (TemplateTokenKind::Quoted, text) if text.len() > LONGEST_QUOTED => Err((
            token.at,
            format!("a text in quotes is longer than {LONGEST_QUOTED} bytes; write it outside of the tag"),
        )),
        (TemplateTokenKind::Word, "recursive") => Err(token.fault("is not supported; nest one loop inside another")),
        (TemplateTokenKind::Word, "in") if !is_named(tokens, left_of_in(tokens, index)) => {
            Err(token.fault("needs a text in quotes in front of it, as in `\"x\" in title`"))
        }
        (TemplateTokenKind::Sign, sign) if !SIGNS.contains(&sign) => {
            Err(token.fault("is not supported; write values next to each other"))
        }
        (TemplateTokenKind::Sign, sign) if COMPARISONS.contains(&sign) && !compares_with_named(tokens, index) => {
            Err(token.fault("needs a text in quotes or a number on one of its sides"))
        }
        (TemplateTokenKind::Sign, ".")
            if tokens.get(index + 1).is_none_or(|next| next.kind != TemplateTokenKind::Word) =>
        {
            Err(token.fault("must be followed by a name; use `first` or `last` for items of a list"))
        }
        (TemplateTokenKind::Sign, "(") => {
            let Some(holds_arguments) = opens(&tokens[..index]) else {
                return Err(token.fault("is a call, and only filters can be called, as in `names|join(\", \")`"));
            };
            parentheses.push(holds_arguments);
            Ok(())
        }
        (TemplateTokenKind::Sign, ")") => {
            parentheses.pop();
            Ok(())
        }
        (TemplateTokenKind::Sign, ",") if parentheses.last() != Some(&true) => {
            Err(token.fault("would make a list, which is not supported"))
        }
        _ => Ok(()),
    }
}

/// Reports whether a parenthesis after these tokens holds arguments of a filter or groups; `None` if it would be a
/// call.
fn opens(before: &[TemplateToken<'_>]) -> Option<bool> {
    let Some((last, before)) = before.split_last() else { return Some(false) };
    match last.kind {
        TemplateTokenKind::Word if before.last().is_some_and(|sign| sign.text == "|") => Some(true),
        TemplateTokenKind::Word => BEFORE_GROUPS.contains(&last.text).then_some(false),
        TemplateTokenKind::Sign => (last.text != ")").then_some(false),
        TemplateTokenKind::Number | TemplateTokenKind::Quoted => None,
    }
}

fn left_of_in(tokens: &[TemplateToken<'_>], index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    if tokens[before].text == "not" { before.checked_sub(1) } else { Some(before) }
}

/// Reports whether one side of a comparison is a literal of the template.
fn compares_with_named(tokens: &[TemplateToken<'_>], index: usize) -> bool {
    // A minus before a number is a token of its own.
    let negative = tokens.get(index + 1).is_some_and(|token| token.text == "-");
    let right = index + 1 + usize::from(negative);
    // A filter would make another value of it.
    let is_all = tokens.get(right + 1).is_none_or(|next| !matches!(next.text, "|" | "." | "("));
    is_named(tokens, index.checked_sub(1)) || (is_all && is_named(tokens, Some(right)))
}

fn is_named(tokens: &[TemplateToken<'_>], index: Option<usize>) -> bool {
    index.and_then(|index| tokens.get(index)).is_some_and(|token| match token.kind {
        TemplateTokenKind::Number | TemplateTokenKind::Quoted => true,
        TemplateTokenKind::Word => matches!(token.text, "true" | "false" | "none" | "True" | "False" | "None"),
        TemplateTokenKind::Sign => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lets_values_grow_is_refused_with_its_line() {
        for (template, line) in [
            ("{% set x = \"a\" %}\n{% set x = x ~ x %}", 2),
            ("a\n\n{{ title + title }}", 3),
            ("{{ \"a\" * 9999 }}", 1),
            ("{% set y %}{{ title }}{% endset %}", 1),
            ("{%- filter upper %}{% endfilter %}", 1),
            ("{% raw %}{{ \"\\\"\" ~ 1 }}", 1),
            ("\n{{ title ~", 2),
            ("{% set x = [title] %}", 1),
            ("{% set x = {\"a\": title} %}", 1),
            ("{% set x = (title, title) %}", 1),
            ("{% set x = title, title %}", 1),
            ("{{ names|join((title, title)) }}", 1),
            ("{{ title[1:] }}", 1),
            ("{{ title.0 }}", 1),
            ("{{ range(9) }}", 1),
            ("{{ (range)(9) }}", 1),
            ("{% for x in options recursive %}{{ loop(options) }}{% endfor %}", 1),
            ("{{ context == context }}", 1),
            ("{{ context in constraints }}", 1),
            ("{{ context not in constraints }}", 1),
            ("{{ a == \"\"|default(context, true) }}", 1),
            // A quote in a comment or behind one opens nothing.
            ("{# {{ \" #}\n{% set x = x ~ x %}{# \" }} #}", 2),
            ("{# ' #}{{ title }}\n{{ [1] }}", 2),
            ("{{ 5 % 3 }}", 1),
        ] {
            assert_eq!(check(template).map_err(|refused| refused.line), Err(line), "{template}");
        }
        assert!(check(&"x".repeat(LONGEST + 1)).is_err());
        assert!(check(&format!("{{{{ title == \"{}\" }}}}", "x".repeat(LONGEST_QUOTED))).is_err());
    }

    #[test]
    fn what_templates_need_is_let_through() {
        for fine in [
            "* a ~ b + c\n{% if title == \"a + b ~ '*'\" +%}\n{%- for x in y -%}{{ x|join(\"*\") }}{% endfor +%}",
            "{% for key, names in people %}{{ names|join(\", \")|yaml }}{% endfor %}",
            "{{ \"note is\" if option.left_out == 1 else \"notes are\" }} {{ loop.index - 1.5 }}",
            "{% if not (a or b) and number is not none and \"x\" in title %}{% elif loop.index >= 2 %}{% endif %}",
            "{# [not] ~ a tag #}{ a } {{ title|default(\"-\") }}",
            "{% include \"body\" %}{% set x = title|upper %}{{- x -}}",
        ] {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
        assert_eq!(check(&"x".repeat(LONGEST)), Ok(()));
    }
}
