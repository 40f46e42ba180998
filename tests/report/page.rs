//! What people write into a record stays words: the page is whole HTML, runs nothing, loads nothing and leads nowhere unsafe.

use std::sync::Arc;

use proptest::prelude::*;
use weigh_in::{
    chart::palette::{self, dark},
    decision::Link,
};

use super::{
    common,
    harmless::{Tag, assert_harmless, tags},
    page_of,
    records::ingest_service,
};

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
