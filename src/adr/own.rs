//! What a team's template may do. It comes with a repository, so a stranger may have written it.
//!
//! Steps are counted by minijinja, memory is not: `{% set x = x ~ x %}` forty times is a terabyte in a few steps. What
//! lets a text grow by itself is therefore refused before the template is run: operators that join or repeat, and tags
//! that keep what was printed. Templates write things one after the other and need neither.

/// The longest template, in bytes. Ours are shorter than 3 KiB.
const LONGEST: usize = 64 * 1024;

/// What a template may write of its own words: more than any ADR holds.
const MOST_WRITTEN: u64 = 256 * 1024 * 1024;

/// How many steps a template may take: far more than any ADR needs, and over in a moment.
pub(super) const MOST_STEPS: u64 = 5_000_000;

/// Tags that keep what is printed within them, so that it can be printed again.
const KEEPING: [&str; 8] = ["endset", "filter", "macro", "call", "block", "extends", "import", "from"];

/// Why a template is not run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// The line, from 1.
    pub(super) line: usize,
    /// A clause.
    pub(super) what: String,
}

/// How many steps the template may take: the fewer, the longer the words are that each can write.
///
/// # Errors
/// [`Refused`] for what would let a text grow by itself.
pub(super) fn steps(template: &str) -> Result<u64, Refused> {
    let refused = |at: usize, what: String| Refused { line: template[..at].matches('\n').count() + 1, what };
    if template.len() > LONGEST {
        return Err(refused(0, format!("it is longer than {} KiB, which no template is", LONGEST / 1024)));
    }
    let mut longest_words = 1;
    let mut from = 0;
    while let Some(tag) = next_tag(template, from) {
        longest_words = longest_words.max(tag.start - from);
        from = tag.end;
        if let Some((at, sign)) = growing(template, &tag) {
            return Err(refused(at, format!("`{sign}` is not known here; write values one after the other")));
        }
        if let Some(word) = keeping(&template[tag.clone()]) {
            return Err(refused(tag.start, format!("`{word}` is not known here; write what it stands for")));
        }
    }
    longest_words = longest_words.max(template.len() - from);
    Ok(MOST_STEPS.min(MOST_WRITTEN / longest_words as u64))
}

/// The next `{{ … }}` or `{% … %}`, with its marks. One without an end goes to the end of the template.
fn next_tag(template: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let rest = &template[from..];
    let start = from + [rest.find("{{"), rest.find("{%")].into_iter().flatten().min()?;
    let end = if template[start..].starts_with("{{") { "}}" } else { "%}" };
    let inner = start + 2;
    let closes = unquoted(&template[inner..]).find(|(at, _)| template[inner + at..].starts_with(end));
    Some(start..closes.map_or(template.len(), |(at, _)| inner + at + 2))
}

/// An operator that joins or repeats, outside of quotes. `{%+` and `+%}` are marks of the tag.
fn growing(template: &str, tag: &std::ops::Range<usize>) -> Option<(usize, char)> {
    let inner = &template[tag.start + 2..tag.end];
    let inner = inner.strip_suffix("}}").or_else(|| inner.strip_suffix("%}")).unwrap_or(inner);
    let inner_at = tag.start + 2 + (inner.len() - inner.trim_start_matches(['+', '-']).len());
    let inner = inner.trim_matches(['+', '-']);
    unquoted(inner).find(|(_, c)| matches!(c, '~' | '+' | '*')).map(|(at, sign)| (inner_at + at, sign))
}

/// The characters that stand in no quotes, which are left out as well.
fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut escaped = false;
    text.char_indices().filter(move |(_, c)| {
        let Some(open) = quote else {
            quote = matches!(c, '"' | '\'').then_some(*c);
            return quote.is_none();
        };
        if *c == open && !escaped {
            quote = None;
        }
        escaped = *c == '\\' && !escaped;
        false
    })
}

fn keeping(tag: &str) -> Option<&'static str> {
    let inner = tag.strip_prefix("{%")?.trim_start_matches(['+', '-']).trim_start();
    let word = inner.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    KEEPING.into_iter().find(|keeping| *keeping == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lets_texts_grow_is_refused_with_its_line() {
        for (template, line) in [
            ("{% set x = \"a\" %}\n{% set x = x ~ x %}", 2),
            ("a\n\n{{ title + title }}", 3),
            ("{{ \"a\" * 9999 }}", 1),
            ("{% set y %}{{ title }}{% endset %}", 1),
            ("{%- filter upper %}{% endfilter %}", 1),
            ("{% raw %}{{ \"\\\"\" ~ 1 }}", 1),
            ("\n{{ title ~", 2),
        ] {
            assert_eq!(steps(template).map_err(|refused| refused.line), Err(line), "{template}");
        }
        assert!(steps(&"x".repeat(LONGEST + 1)).is_err());
    }

    #[test]
    fn what_templates_need_is_let_through() {
        let fine =
            "* a ~ b + c\n{% if title == \"a + b ~ '*'\" +%}\n{%- for x in y -%}{{ x|join(\"*\") }}{% endfor +%}";
        assert_eq!(steps(fine), Ok(MOST_STEPS));
        assert!(steps(&"x".repeat(LONGEST)).is_ok_and(|steps| steps < 10_000));
    }
}
