//! Whatever people type, it is shown as typed and nothing else in the document moves.

use proptest::prelude::*;
use weigh_in::adr::{markdown_blocks, markdown_label, markdown_paragraphs, markdown_text, yaml_text};

use super::{
    hostile::{line, lines, seen},
    parsed::{Block, parse},
};

fn before_and_after(found: &[Block]) -> &[Block] {
    assert_eq!(found.first(), Some(&Block::Heading(2, "Before".to_owned())));
    assert_eq!(found.last(), Some(&Block::Heading(2, "After".to_owned())));
    &found[1..found.len() - 1]
}

/// The Markdown without the addresses between `<` and `>`.
fn outside_links(markdown: &str) -> String {
    let mut parts = markdown.split("<http");
    let first = parts.next().unwrap();
    parts.fold(first.to_owned(), |text, part| text + part.split_once('>').map_or(part, |(_, rest)| rest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_is_the_same_line_wherever_it_stands(text in line()) {
        let (markdown, shown) = (markdown_text(&text), seen(&text));
        prop_assume!(!shown.is_empty());
        let document = format!("# {markdown}\n\n{markdown}\n\n* {markdown}\n\n| a | {markdown} |\n| - | - |\n| {markdown} | b |\n");
        let expected = vec![
            Block::Heading(1, shown.clone()),
            Block::Paragraph(shown.clone()),
            Block::Bullet(shown.clone()),
            Block::Row(vec!["a".to_owned(), shown.clone()]),
            Block::Row(vec![shown, "b".to_owned()]),
        ];
        prop_assert_eq!(parse(&document).blocks, expected, "{}", document);
        // GitHub takes a bare address up to the next space or `<`, and with it the backslashes that escape.
        let bare = outside_links(&markdown).to_ascii_lowercase();
        prop_assert!(!bare.contains("://") && !bare.contains("www."), "{}", markdown);
    }

    #[test]
    fn two_texts_side_by_side_stay_two(one in line(), other in line()) {
        let (one_shown, other_shown) = (seen(&one), seen(&other));
        prop_assume!(!one_shown.is_empty() && !other_shown.is_empty());
        let document = format!("* {} ({})\n* {}\n", markdown_text(&one), markdown_text(&other), markdown_text(&one));
        let expected = vec![Block::Bullet(format!("{one_shown}({other_shown})")), Block::Bullet(one_shown)];
        prop_assert_eq!(parse(&document).blocks, expected, "{}", document);
    }

    #[test]
    fn a_link_keeps_its_words_and_its_address(text in line()) {
        let shown = seen(&text).replace(['[', ']'], "");
        prop_assume!(!shown.is_empty());
        let document = format!("* [{}](https://a.example)\n", markdown_label(&text));
        let links: Vec<_> = parse(&document).links.into_iter().map(|(url, words)| (url, seen(&words))).collect();
        prop_assert_eq!(links, vec![("https://a.example".to_owned(), shown)], "{}", document);
    }

    #[test]
    fn several_lines_are_paragraphs_and_lists_and_nothing_else(text in lines()) {
        let document = format!("## Before\n\n{}\n\n## After\n", markdown_blocks(&text));
        let found = parse(&document).blocks;
        let mut shown = String::new();
        for block in before_and_after(&found) {
            match block {
                Block::Paragraph(text) | Block::Bullet(text) | Block::Numbered(text) => shown.push_str(text),
                other => prop_assert!(false, "{:?} in\n{}", other, document),
            }
        }
        // The marks of the lists are not part of the text that is shown.
        let marks = |text: &str| text.replace(|c: char| "-*+•.)".contains(c) || c.is_ascii_digit(), "");
        prop_assert_eq!(marks(&shown), marks(&seen(&text)), "{}", document);
        prop_assert!(!document.lines().any(|line| line.starts_with("# ") || line.starts_with("Date:") || line.starts_with("Status:")));
    }

    #[test]
    fn several_lines_without_lists_are_paragraphs_to_the_letter(text in lines()) {
        let document = format!("## Before\n\n{}\n\n## After\n", markdown_paragraphs(&text));
        let found = parse(&document).blocks;
        let mut shown = String::new();
        for block in before_and_after(&found) {
            match block {
                Block::Paragraph(text) => shown.push_str(text),
                other => prop_assert!(false, "{:?} in\n{}", other, document),
            }
        }
        prop_assert_eq!(shown, seen(&text), "{}", document);
    }

    #[test]
    fn a_value_in_the_front_matter_is_one_line_of_text(text in line()) {
        let yaml = yaml_text(&text);
        prop_assert!(!yaml.contains('\n'));
        let shown = if yaml.starts_with('"') {
            // What we escape is escaped alike in JSON, so that its reader can tell the value.
            serde_json::from_str::<String>(&yaml).unwrap()
        } else {
            prop_assert!(yaml.starts_with(char::is_alphabetic), "{}", yaml);
            prop_assert!(!yaml.contains([0x3A, 0x23, 0x22, 0x5C, 0x5B, 0x7B].map(char::from)), "{}", yaml);
            yaml
        };
        prop_assert_eq!(seen(&shown), seen(&text));
    }
}

#[test]
fn ordinary_text_stays_readable() {
    for plain in [
        "We use C++, C# and snake_case names; it costs 5-10 % (see R&D's #2 report).",
        "Is it fast? Yes: 3 > 2, and a.b.c is \"quoted\" - by 'us'.",
        "-5 °C & +3",
    ] {
        assert_eq!(markdown_text(plain), plain.replace(" #", " \\#"));
    }
    assert_eq!(markdown_text("see https://a.example/x_(y)."), "see <https://a.example/x_(y)>.");
    assert_eq!(markdown_text("(https://a.example)"), "(<https://a.example>)");
    assert_eq!(markdown_text("http://a.example<script>"), "http&#58;//a.example&lt;script>");
    assert_eq!(markdown_text(" \u{200B}"), "");
    assert_eq!(markdown_text("://"), "&#58;//");
    assert_eq!(markdown_text("C#"), "C\\#");
    assert_eq!(markdown_text("{% raw %} {{ x }} {x}"), "&#123;% raw %} &#123;\\{ x }} \\{x}");
    assert_eq!(markdown_text("C:\\x\\"), "C:\\\\x&#92;");
    assert_eq!(markdown_text("ana@a.example, &#8 and &copy;"), "ana@a.example, &amp;#8 and &amp;copy;");
}

#[test]
fn lists_and_paragraphs_that_people_type_survive() {
    let typed = "First line\nsecond line\n- one\n- two\n  goes on\n\n- three\nAfter\n1. a\n2. b\n7. no list";
    let expected = "First line\nsecond line\n\n* one\n* two goes on\n* three\n\nAfter\n\n1. a\n2. b\n\n7\\. no list";
    assert_eq!(markdown_blocks(typed), expected);
    assert_eq!(markdown_paragraphs("- one\n- two\n\n1. x"), "\\- one\n\\- two\n\n1\\. x");
}

#[test]
fn names_that_yaml_would_misread_are_quoted() {
    for (text, yaml) in [
        ("Ana, Bo O'Neil", "Ana, Bo O'Neil"),
        ("No", "\"No\""),
        ("Ana: lead", "\"Ana: lead\""),
        ("# Ana", "\"# Ana\""),
        ("12", "\"12\""),
        ("a \"b\" \\", "\"a \\\"b\\\" \\\\\""),
        ("{{ x }} {% y", "\"\\u007B{ x }} \\u007B% y\""),
        ("", "\"\""),
    ] {
        assert_eq!(yaml_text(text), yaml);
    }
}

#[test]
fn a_link_has_words_even_where_they_are_brackets() {
    let label = |text: &str| parse(&format!("[{}](a.md)\n", markdown_label(text))).links.pop().unwrap().1;
    assert_eq!(label("["), "(");
    assert_eq!(label("[ ]"), "( )");
    assert_eq!(label("[ADR] 7"), "ADR 7");
}
