//! Text that tries to be more than text.

use proptest::{prelude::*, sample::select, string::string_regex};

const PIECES: &[&str] = &[
    "# ",
    "## Status",
    "###### x",
    "#",
    " #",
    "- ",
    "* ",
    "+ ",
    "-",
    "*",
    "_",
    "__",
    "**",
    "***",
    "a_b",
    "1. ",
    "1)",
    "2. ",
    "10. ",
    "---",
    "===",
    "- - -",
    "* * *",
    "| a | b |",
    "|",
    "--- | ---",
    ":-:",
    "|-|",
    "-|-",
    "> ",
    ">",
    ": ",
    "```",
    "~~~",
    "~",
    "~~",
    "`",
    "``",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "<b",
    "</p>",
    "<",
    ">",
    "<?",
    "<![CDATA[",
    "&copy;",
    "&#35;",
    "&#x23;",
    "&",
    ";",
    "\\",
    "\\\\",
    "\\*",
    "[x]: http://a.example",
    "[a](b)",
    "![a](b)",
    "[",
    "]",
    "(",
    ")",
    "[ ] ",
    "[^1]",
    "[^1]: x",
    "!",
    "http://a.example/?q=1&copy;=2",
    "https://a.example/x_y_(z)",
    "https://a.example.",
    "<https://a.example>",
    "https://",
    "://",
    "www.a.example",
    "www.",
    "ftp://a.example",
    "ana@a.example",
    "mailto:ana@a.example",
    "{: .x}",
    "{#id}",
    "{{ x }}",
    "{% raw %}",
    "$",
    "$$x$$",
    "$`x`$",
    "Date: never",
    "Status: accepted",
    "status: x",
    "key: value",
    "...",
    "--",
    "'",
    "\"",
    "%",
    ":",
    ", ",
    "@ana",
    "#12",
    "\t",
    "    ",
    " ",
    "  ",
    "Go",
    "Rust",
    "C++",
    "C#",
    "5",
    "because",
    "naïve",
    "言語",
    "🦀",
    "👩\u{200D}🚀",
    "\u{A0}",
    "\u{301}",
    "import x from 'y'",
    "export",
    "=",
    "+",
    "^",
    "null",
    "true",
    "~",
    "0x1F",
    "1e3",
    "2026-11-03",
    "!!str",
    "*ref",
    "&anchor",
];

const ENDS: &[&str] = &["\n", "\n\n", "\r\n", "\n    ", "\n  ", "\n\n\n", "\r", "\n\t"];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(PIECES).prop_map(str::to_owned),
        2 => string_regex("[ -~]{1,6}").unwrap(),
        1 => string_regex("\\PC{1,4}").unwrap(),
        1 => string_regex("[a-z]{1,8}").unwrap().prop_map(|word| format!("{word} ")),
    ]
}

/// A line that holds at least one visible character.
pub(crate) fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 1..7)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("visible", |line| !line.trim().is_empty())
}

/// Several lines, or none.
pub(crate) fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![8 => line().boxed(), 1 => Just(String::new()).boxed()];
    prop::collection::vec((line, select(ENDS)), 0..6)
        .prop_map(|parts| parts.into_iter().map(|(line, end)| line + end).collect::<String>())
}

/// The characters of a text that a reader sees, white space aside.
pub(crate) fn seen(text: &str) -> String {
    weigh_in::adr::visible(text).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}
