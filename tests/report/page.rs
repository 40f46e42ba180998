//! What people write into a record stays words: the page is whole HTML, runs nothing, loads nothing and leads nowhere unsafe.

use std::sync::Arc;

use proptest::prelude::*;
use weigh_in::{
    chart::palette::{self, dark},
    decision::Link,
};

use super::{common, page_of, records::ingest_service};

/// Elements without an end.
const VOID: [&str; 2] = ["meta", "br"];
const ELEMENTS: [&str; 50] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "nav",
    "main",
    "section",
    "article",
    "footer",
    "div",
    "p",
    "br",
    "span",
    "strong",
    "small",
    "code",
    "q",
    "time",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "a",
    "figure",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "svg",
    "desc",
    "g",
    "rect",
    "path",
    "text",
    "circle",
    "em",
    "b",
];
const ATTRIBUTES: [&str; 43] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "dir",
    "id",
    "href",
    "rel",
    "role",
    "tabindex",
    "scope",
    "colspan",
    "datetime",
    "aria-label",
    "aria-labelledby",
    "xmlns",
    "width",
    "height",
    "viewBox",
    "font-family",
    "font-size",
    "font-weight",
    "fill",
    "fill-opacity",
    "x",
    "y",
    "rx",
    "x1",
    "x2",
    "y1",
    "y2",
    "d",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "text-anchor",
    "cx",
    "cy",
    "r",
    "opacity",
    "transform",
];

/// A tag: its name, whether it ends an element or has no content, and its attributes.
struct Tag<'a> {
    name: &'a str,
    ends: bool,
    is_empty: bool,
    attributes: Vec<(&'a str, &'a str)>,
}

/// Splits a page into its tags, as strictly as it is written.
fn tags(page: &str) -> Vec<Tag<'_>> {
    let body = page.strip_prefix("<!DOCTYPE html>\n").expect("a document of HTML");
    let parts = body.split('<').skip(1).map(|part| part.split_once('>').expect("a tag ends").0);
    parts.map(tag).collect()
}

fn tag(inside: &str) -> Tag<'_> {
    let (inside, ends) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
    let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |rest| (rest, true));
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        let (key, after) = rest.trim_start().split_once("=\"").unwrap_or_else(|| panic!("an attribute: {inside}"));
        let (value, after) = after.split_once('"').expect("a value ends");
        attributes.push((key, value));
        rest = after;
    }
    Tag { name, ends, is_empty: is_empty || VOID.contains(&name), attributes }
}

fn assert_harmless(page: &str) {
    let mut open = Vec::new();
    let mut ids = Vec::new();
    for Tag { name, ends, is_empty, attributes } in tags(page) {
        assert!(ELEMENTS.contains(&name), "an element `{name}`");
        for (key, value) in attributes {
            assert!(ATTRIBUTES.contains(&key), "an attribute `{key}` of `{name}`");
            match key {
                "href" => assert!(
                    ["#", "http://", "https://", "mailto:"].iter().any(|start| value.to_lowercase().starts_with(start)),
                    "{value}"
                ),
                "id" => ids.push(value),
                _ => assert!(!value.contains("url("), "{value}"),
            }
        }
        if ends {
            assert_eq!(open.pop(), Some(name));
        } else if !is_empty {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0]);
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains("url(") && !style.contains("@import"), "the style loads nothing");
    assert!(
        page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"")
    );
    let hidden = |c: char| (c.is_control() && c != '\n' && c != '\t') || "\u{202E}\u{200B}\u{FEFF}".contains(c);
    assert!(!page.contains(hidden));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn the_report_of_any_record_is_whole_and_harmless(decision in common::decision()) {
        assert_harmless(&page_of(&decision));
    }

    #[test]
    fn any_text_stays_words(name in common::pasted(), other in "\\PC{0,200}") {
        let mut decision = ingest_service();
        Arc::make_mut(&mut decision.options[0]).name.clone_from(&name);
        Arc::make_mut(&mut decision.criteria[1]).question.clone_from(&other);
        decision.context = format!("- {name}\n- {other}\n\n1. {name}\n2. {other}");
        decision.links = vec![Link { label: name.clone(), url: other.clone() }, Link { label: other.clone(), url: name.clone() }];
        decision.title = name + &other;
        assert_harmless(&page_of(&decision));
    }
}

#[test]
fn every_colour_of_a_chart_has_one_for_dark_screens() {
    let page = page_of(&ingest_service());
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let (light, dark) = style.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let mut charts = 0;
    for Tag { name, attributes, .. } in tags(&page) {
        charts += usize::from(name == "svg" && !attributes.is_empty());
        for (key, value) in
            attributes.into_iter().filter(|(key, value)| ["fill", "stroke"].contains(key) && *value != "none")
        {
            assert!(dark.contains(&format!("svg [{key}=\"{value}\"]{{{key}:#")), "{key}={value}");
        }
    }
    assert_eq!(charts, 3);
    // A dark screen changes every colour that a light one has.
    for variable in light.split("--").skip(1).filter_map(|rule| Some(rule.split_once(":#")?.0)) {
        assert!(dark.contains(&format!("--{variable}:#")), "{variable}");
    }
}

/// Contrast of two colours, from 1 to 21, as WCAG 2 defines it.
fn contrast(a: u32, b: u32) -> f64 {
    let channel = |value: u32| {
        let value = f64::from(value & 0xFF) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |rgb: u32| 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn every_text_has_enough_contrast_on_light_and_dark() {
    let page = page_of(&ingest_service());
    let style = page.split_once("<style>").unwrap().1;
    let (light, dark_rules) = style.split_once("@media screen").unwrap();
    for (theme, rules, scores) in [("light", light, palette::SCORES), ("dark", dark_rules, dark::SCORES)] {
        let color = |name: &str| {
            let rule = rules.split_once(&format!("--{name}:#")).unwrap_or_else(|| panic!("{name}")).1;
            u32::from_str_radix(&rule[..6], 16).unwrap()
        };
        let pairs = [
            ("text", "background"),
            ("text", "paper"),
            ("secondary", "background"),
            ("secondary", "paper"),
            ("secondary", "sunken"),
            ("accent", "background"),
            ("accent", "paper"),
            ("accent", "accent-soft"),
            ("good", "paper"),
            ("bad", "paper"),
            ("text", "warning-soft"),
        ];
        for (text, ground) in pairs {
            let found = contrast(color(text), color(ground));
            assert!(found >= 4.5, "{theme}: {text} on {ground} has {found:.2}");
        }
        for (ground, ink) in scores {
            assert!(contrast(ground, ink) >= 4.5, "{theme}: {ink:06x} on {ground:06x}");
        }
    }
}
