//! Charts: whole and harmless whatever a record holds, with the numbers of the analysis, and as pixels.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

#[path = "charts/numbers.rs"]
mod numbers;
#[cfg(feature = "png")]
#[path = "charts/pixels.rs"]
mod pixels;
#[path = "charts/whole.rs"]
mod whole;

#[path = "common/mod.rs"]
mod common;
#[path = "export/records.rs"]
mod records;

use weigh_in::{
    adr::drawn,
    analysis::Scope,
    chart::{Chart, ChartKind, chart},
    decision::Decision,
};

/// The charts of a record that there is something to draw of.
fn charts(decision: &Decision) -> Vec<(ChartKind, Chart)> {
    let analysis = drawn(decision, Scope::All);
    ChartKind::ALL.into_iter().filter_map(|kind| Some((kind, chart(decision, &analysis, kind)?))).collect()
}

fn one(decision: &Decision, kind: ChartKind) -> Chart {
    charts(decision).into_iter().find(|(of, _)| *of == kind).expect("there is something to draw").1
}

/// What is printed, in order.
fn words(chart: &Chart) -> Vec<String> {
    let document = roxmltree::Document::parse(&chart.svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}
