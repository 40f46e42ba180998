//! `weigh-in chart`, and charts beside an ADR.

use std::io::Read;

use super::bench::Bench;

const CHART: [&str; 4] = ["chart", "go.decision.ron", "--kind", "totals"];
const EXPORT: [&str; 4] = ["export", "go.decision.ron", "--repo", "."];

#[test]
fn a_chart_goes_to_standard_output_or_into_a_file() {
    let bench = Bench::with_scores();
    let svg = bench.run(&CHART).succeeds();
    assert!(svg.out().starts_with("<svg ") && svg.out().ends_with("</svg>\n"));
    bench
        .run(&[&CHART[..], &["--out", "a.svg"]].concat())
        .succeeds()
        .stdout_has("Wrote a.svg. How the options score: Go leads");
    assert_eq!(bench.read("a.svg"), svg.out());
    bench.refuses(&[&CHART[..], &["--out", "a.svg"]].concat()).stderr_has("is there already. Add --yes");
    bench.run(&[&CHART[..], &["--out", "a.svg", "--yes"]].concat()).succeeds();
}

#[test]
fn the_ending_says_what_the_file_is() {
    let bench = Bench::with_scores();
    bench.refuses(&[&CHART[..], &["--out", "a.gif"]].concat()).stderr_has("neither in .svg nor in .png");
    let png = [&CHART[..], &["--out", "a.png"]].concat();
    if cfg!(feature = "png") {
        bench.run(&png).succeeds();
        let bytes = std::fs::read(bench.path("a.png")).unwrap();
        assert!(bytes.starts_with(b"\x89PNG\r\n"));
    } else {
        bench.refuses(&png).stderr_has("draws no PNG; save the chart as SVG");
        assert!(!bench.path("a.png").exists());
    }
}

/// Returns the width and the height in a PNG.
fn sides(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert!(png.starts_with(b"\x89PNG\r\n"));
    (number(16), number(20))
}

/// Runs a command as the entry for file managers names it: the picture is over an empty file of any name.
#[test]
fn file_managers_get_a_small_picture_without_hidden_scores() {
    let bench = Bench::with_scores();
    let entry = include_str!("../../assets/linux/weigh-in.thumbnailer");
    let (_, line) = entry.split_once("\nExec=weigh-in ").unwrap();
    let line = line.lines().next().unwrap();
    let draw = |bench: &Bench, side: &str| {
        let named = |word| match word {
            "%s" => side,
            "%o" => "picture.XQ2F",
            "%i" => "go.decision.ron",
            word => word,
        };
        bench.run(&line.split(' ').map(named).collect::<Vec<_>>())
    };
    bench.write("picture.XQ2F", "");
    if !cfg!(feature = "png") {
        assert!(draw(&bench, "128").err().contains("draws no PNG"));
        return;
    }
    for side in [128, 256, 1024] {
        // Some file managers read what is in the file that they opened.
        bench.write("picture.XQ2F", "");
        let mut opened = std::fs::File::open(bench.path("picture.XQ2F")).unwrap();
        let drawn = draw(&bench, &side.to_string()).succeeds();
        assert_eq!((drawn.out(), drawn.err()), ("", ""));
        let mut png = Vec::new();
        opened.read_to_end(&mut png).unwrap();
        let (width, height) = sides(&png);
        assert!(width.max(height) == side && width.min(height) > side / 8, "{width} × {height}");
    }

    assert!(draw(&bench, "128").err().contains("is there already. Add --yes"));

    // Without a picture, the file keeps its icon.
    let bench = Bench::with_record();
    bench.write("picture.XQ2F", "");
    for member in ["ana", "bo"] {
        bench.run(&["score", "go.decision.ron", "--member", member, "hiring/go=4"]).succeeds();
    }
    assert!(draw(&bench, "128").err().contains("There is nothing to draw yet."));
    assert_eq!(bench.read("picture.XQ2F"), "");
    bench.run(&["reveal", "go.decision.ron", "--by=Ana"]).succeeds();
    draw(&bench, "128").succeeds();
    bench.write("go.decision.ron", "(((((");
    bench.write("picture.XQ2F", "");
    assert!(draw(&bench, "128").err().contains("go.decision.ron"));
    assert_eq!(bench.read("picture.XQ2F"), "");
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let bench = Bench::with_record();
    bench.refuses(&CHART).stderr_has("There is nothing to draw yet. There are no scores yet.");
    bench.refuses(&["chart", "go.decision.ron", "--kind", "pie"]).stderr_has("totals, difference, ladder, scores");
}

#[test]
fn an_export_remembers_its_charts_until_they_are_not_wanted() {
    let bench = Bench::with_scores();
    let charts = ["--chart", "totals", "--chart", "difference"];
    bench.run(&[&EXPORT[..], &charts].concat()).succeeds().stdout_has("Wrote docs/decisions/0001-use-go.totals.svg.");
    let drawn = bench.run(&CHART).succeeds();
    assert_eq!(bench.read("docs/decisions/0001-use-go.totals.svg"), drawn.out());
    assert!(bench.read("docs/decisions/0001-use-go.md").contains("](0001-use-go.difference.svg)"));
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench.run(&["score", "go.decision.ron", "--member", "ana", "hiring/go=1"]).succeeds();
    let stale = bench.run(&["check", "go.decision.ron"]);
    assert!(stale.out().contains("The chart `docs/decisions/0001-use-go.totals.svg` does not show"), "{stale:?}");
    bench
        .run(&[&EXPORT[..], &["--yes"]].concat())
        .succeeds()
        .stdout_has("Changed docs/decisions/0001-use-go.totals.svg.");
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench
        .run(&[&EXPORT[..], &["--yes", "--no-charts"]].concat())
        .succeeds()
        .stderr_has("no longer shows docs/decisions/0001-use-go.totals.svg");
    assert!(!bench.read("docs/decisions/0001-use-go.md").contains(".svg"));
}
