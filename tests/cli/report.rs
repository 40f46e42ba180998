//! `weigh-in report`.

use super::bench::Bench;

#[test]
fn a_report_goes_to_standard_output_or_into_a_file() {
    let bench = Bench::with_scores();
    let page = bench.run(&["report", "go.decision.ron"]).succeeds();
    assert!(page.out().starts_with("<!DOCTYPE html>\n") && page.out().ends_with("</html>\n"));
    bench.run(&["report", "go.decision.ron", "--out", "go.html"]).succeeds().stdout_has("Wrote go.html.");
    assert_eq!(bench.read("go.html"), page.out());
    page.stdout_has("<h1 dir=\"auto\">Use Go</h1>").stdout_has("<code dir=\"auto\">go.decision.ron</code>");
    bench.refuses(&["report", "go.decision.ron", "--out", "go.html"]).stderr_has("is there already. Add --yes");
    bench.run(&["report", "go.decision.ron", "--out", "go.html", "--yes"]).succeeds();
}

#[test]
fn a_report_leaves_out_a_hidden_round_and_says_so() {
    let bench = Bench::with_record();
    for member in ["ana", "bo"] {
        bench.run(&["score", "go.decision.ron", "--member", member, "hiring/go=4"]).succeeds();
    }
    let hidden = bench.run(&["report", "go.decision.ron"]).succeeds();
    assert!(hidden.err().contains("Round 1 is hidden, so the report is without its scores."), "{hidden:?}");
    assert!(!hidden.out().contains("id=\"votes\""));
    bench.run(&["reveal", "go.decision.ron", "--by=Ana"]).succeeds();
    let shown = bench.run(&["report", "go.decision.ron"]).succeeds();
    assert!(!shown.err().contains("hidden") && shown.out().contains("id=\"votes\""), "{shown:?}");
}
