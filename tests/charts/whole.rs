//! What people write into a record stays words: a chart is whole XML, runs nothing and leads nowhere.

use std::{fs, path::Path, sync::Arc};

use proptest::prelude::*;
use weigh_in::{
    chart::{Chart, ChartKind},
    decision::{Criterion, Decision},
};

use super::{charts, common, one, records::ingest_service, words};

const ELEMENTS: [&str; 8] = ["svg", "title", "desc", "g", "rect", "path", "text", "circle"];

fn assert_harmless(chart: &Chart) {
    let document = roxmltree::Document::parse(&chart.svg).unwrap_or_else(|error| panic!("{error}\n{}", chart.svg));
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(!name.starts_with("on") && !["href", "style", "src"].contains(&name), "{name}");
            assert!(!attribute.value().contains("url(") && !attribute.value().contains("NaN"), "{attribute:?}");
        }
    }
    let told = |name: &str| {
        let node = root.children().find(|node| node.has_tag_name(name)).unwrap();
        (node.attribute("id").unwrap().to_owned(), node.text().unwrap_or_default().to_owned())
    };
    let (title, description) = (told("title"), told("desc"));
    assert_eq!(root.attribute("aria-labelledby"), Some(format!("{} {}", title.0, description.0).as_str()));
    assert!(!title.1.is_empty() && !description.1.is_empty());
    let hidden = |c: char| (c.is_control() && c != '\n') || "\u{202E}\u{200B}\u{FEFF}".contains(c);
    assert!(!chart.svg.contains(hidden) && !chart.alternative().contains(hidden), "{}", chart.svg);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn charts_of_any_record_are_whole_and_harmless(decision in common::decision()) {
        for (_, chart) in charts(&decision) {
            assert_harmless(&chart);
        }
    }

    #[test]
    fn any_name_stays_words(name in common::pasted(), other in "\\PC{0,200}") {
        let mut decision = ingest_service();
        Arc::make_mut(&mut decision.options[0]).name.clone_from(&name);
        Arc::make_mut(&mut decision.criteria[1]).name.clone_from(&other);
        decision.title = name + &other;
        let drawn = charts(&decision);
        prop_assert_eq!(drawn.len(), ChartKind::ALL.len());
        for (_, chart) in drawn {
            assert_harmless(&chart);
        }
    }
}

#[test]
fn what_would_be_markup_is_printed_as_it_was_typed() {
    let mut decision = ingest_service();
    Arc::make_mut(&mut decision.options[0]).name = "<script>x</script> & \"Go\"\u{202E}".to_owned();
    let printed = words(&one(&decision, ChartKind::Totals));
    assert!(printed.concat().contains("<script>x</script> & \"Go\"[U+202E]"), "{printed:?}");
}

#[test]
fn a_record_without_scores_has_no_charts() {
    assert!(charts(&super::records::titled("Use Go")).is_empty());
}

#[test]
fn the_largest_records_have_charts_that_can_be_read() {
    let mut decision = ingest_service();
    for place in 0..400 {
        let id = super::records::criterion(&format!("more-{place}"));
        let mut more = Criterion::new(id, &format!("More {place}"), "More");
        more.swing = Some(1);
        decision.criteria.push(Arc::new(more));
    }
    let printed = words(&one(&decision, ChartKind::Scores));
    assert!(printed.len() < 60 * 5 + 20, "{}", printed.len());
    assert!(printed.join(" ").contains("Not shown: 343 more criteria"), "{printed:?}");
    assert!(printed.iter().any(|words| words == "Learning curve"));
    let printed = words(&one(&decision, ChartKind::Difference));
    assert!(printed.iter().any(|words| words.ends_with(" others")));
}

/// `check` compares charts byte by byte: a chart that is drawn otherwise has every record of every team exported again.
#[test]
fn charts_are_drawn_as_they_were() {
    let decision: Decision = ingest_service();
    for kind in [ChartKind::Totals, ChartKind::Difference] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/ingest-service.{kind}.svg"));
        let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        let found = one(&decision, kind).svg;
        assert!(found == expected, "{} should hold:\n{found}", file.display());
    }
}
