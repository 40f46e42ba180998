//! Charts beside an ADR: written, changed, checked, renamed and left out with it.

use std::{fs, path::PathBuf};

use weigh_in::{
    adr::Dialect,
    chart::ChartKind,
    decision::{Decision, Edit},
    decision_log::{DialectChoice, Plan, Request, plan, read_folder, renumber, write},
};

use super::{
    checked::check_export,
    records::{ingest_service, titled},
    repository::Repository,
};

const RECORD: &str = "records/ingest.decision.ron";
const ADR: &str = "docs/decisions/0001-use-go-for-the-ingest-service.md";
const TOTALS: &str = "docs/decisions/0001-use-go-for-the-ingest-service.totals.svg";
const LADDER: &str = "docs/decisions/0001-use-go-for-the-ingest-service.ladder.svg";

fn planned(repository: &Repository, decision: &Decision, charts: Option<&[ChartKind]>) -> Plan {
    let request = Request { charts: charts.map(<[ChartKind]>::to_vec), ..repository.request() };
    plan(decision, Some(&repository.root().join(RECORD)), &request).unwrap()
}

/// A repository with a record, its ADR and two charts.
fn exported() -> (Repository, Decision) {
    let repository = Repository::with(&[(RECORD, "")]);
    let mut decision = ingest_service();
    let plan = planned(&repository, &decision, Some(&[ChartKind::Ladder, ChartKind::Totals]));
    write(&plan, false).unwrap();
    decision.apply(Edit::Exported(plan.export)).unwrap();
    (repository, decision)
}

fn problems(repository: &Repository, decision: &Decision) -> Vec<String> {
    let problems = check_export(decision, &repository.root().join(RECORD));
    problems.into_iter().map(|problem| problem.what).collect()
}

#[test]
fn an_adr_shows_its_charts_in_words_and_as_files_beside_it() {
    let (repository, decision) = exported();
    assert_eq!(repository.files(), [LADDER, ADR, TOTALS, RECORD]);
    assert_eq!(decision.exports[0].charts, ["totals", "ladder"]);
    let text = repository.text(ADR);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in:\n{text}"));
    let [totals, ladder] =
        ["totals", "ladder"].map(|kind| at(&format!("](0001-use-go-for-the-ingest-service.{kind}.svg)\n")));
    assert!(at("\n![How the options score: No clear winner: Go and Rust are ") < totals && totals < ladder);
    assert!(ladder < at("| Criterion |"));
    assert!(repository.text(TOTALS).starts_with("<svg "));
    assert_eq!(problems(&repository, &decision), Vec::<String>::new());
}

#[test]
fn the_next_export_keeps_them_and_draws_them_again() {
    let (repository, mut decision) = exported();
    assert!(planned(&repository, &decision, None).is_unchanged());
    decision.apply(Edit::Title("Use Go everywhere".to_owned())).unwrap();
    assert_eq!(problems(&repository, &decision).len(), 3, "the ADR and both charts bear the title");
    let again = planned(&repository, &decision, None);
    let changed: Vec<&str> = again.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(changed, [ADR, TOTALS, LADDER]);
    assert_eq!(again.files(None), changed.iter().map(PathBuf::from).collect::<Vec<_>>(), "they are committed together");
    write(&again, true).unwrap();
    decision.apply(Edit::Exported(again.export)).unwrap();
    assert_eq!(problems(&repository, &decision), Vec::<String>::new());
    assert!(repository.text(TOTALS).contains(">Use Go everywhere</text>"));
}

#[test]
fn the_check_finds_a_chart_that_is_gone_or_changed() {
    let (repository, decision) = exported();
    let crlf = repository.text(TOTALS).replace('\n', "\r\n");
    repository.put(TOTALS, &crlf);
    assert_eq!(problems(&repository, &decision), Vec::<String>::new(), "line ends are git's");
    repository.put(TOTALS, &crlf.replace("Go", "Rust"));
    fs::remove_file(repository.root().join(LADDER)).unwrap();
    let found = problems(&repository, &decision);
    assert_eq!(
        found,
        [
            format!("The chart `{TOTALS}` does not show what the record says."),
            format!("The chart `{LADDER}` is not there.")
        ]
    );
}

#[test]
fn charts_that_are_not_wanted_any_more_are_named() {
    let (repository, mut decision) = exported();
    let fewer = planned(&repository, &decision, Some(&[ChartKind::Ladder]));
    assert!(fewer.warnings.iter().any(|warning| warning.contains(TOTALS)), "{:?}", fewer.warnings);
    write(&fewer, true).unwrap();
    decision.apply(Edit::Exported(fewer.export)).unwrap();
    assert!(!repository.text(ADR).contains("totals.svg") && repository.text(ADR).contains("ladder.svg"));
    assert_eq!(decision.exports[0].charts, ["ladder"]);
    assert_eq!(problems(&repository, &decision), Vec::<String>::new());
}

#[test]
fn a_chart_of_nothing_is_left_out_and_comes_with_the_scores() {
    let repository = Repository::with(&[(RECORD, "")]);
    let mut decision = titled("Use Go");
    let plan = planned(&repository, &decision, Some(&[ChartKind::Scores]));
    assert!(
        plan.warnings.iter().any(|warning| warning.contains("The chart scores is left out")),
        "{:?}",
        plan.warnings
    );
    assert_eq!(plan.changes.len(), 1);
    write(&plan, false).unwrap();
    decision.apply(Edit::Exported(plan.export)).unwrap();
    assert_eq!(problems(&repository, &decision), Vec::<String>::new());
    let scored = Decision { exports: decision.exports.clone(), ..ingest_service() };
    assert_eq!(planned(&repository, &scored, None).changes.len(), 2);
}

#[test]
fn either_all_files_are_written_or_none() {
    let repository = Repository::with(&[(RECORD, "")]);
    let plan = planned(&repository, &ingest_service(), Some(&[ChartKind::Totals]));
    repository.put(TOTALS, "somebody was faster");
    assert!(write(&plan, true).is_err());
    assert_eq!(repository.files(), [TOTALS, RECORD]);
}

#[test]
fn words_of_a_newer_version_and_of_strangers_are_passed_over() {
    let (repository, mut decision) = exported();
    let mut export = decision.exports[0].clone();
    export.charts = ["../../x", "tornado", "totals", "totals", "ladder"].map(str::to_owned).to_vec();
    decision.apply(Edit::Exported(export)).unwrap();
    assert_eq!(problems(&repository, &decision), Vec::<String>::new());
    assert!(planned(&repository, &decision, None).is_unchanged());
}

#[test]
fn another_number_takes_the_charts_along() {
    let (repository, _) = exported();
    repository.put("README.md", &format!("![Totals]({TOTALS}) and {TOTALS}\n"));
    let renumbering = renumber(repository.root(), None, ADR, Some(7)).unwrap();
    let diff = renumbering.unified_diff();
    assert!(diff.contains(&format!("--- a/{TOTALS}\n+++ /dev/null")), "{diff}");
    renumbering.carry_out().unwrap();
    let moved = [ADR, TOTALS, LADDER].map(|path| path.replace("0001", "0007"));
    let [adr, totals, ladder] = moved.each_ref().map(String::as_str);
    assert_eq!(repository.files(), ["README.md", ladder, adr, totals, RECORD]);
    assert_eq!(repository.text("README.md"), format!("![Totals]({totals}) and {TOTALS}\n"));
    let text = repository.text(adr);
    assert!(text.contains("](0007-use-go-for-the-ingest-service.totals.svg)") && !text.contains("0001"), "{text}");
}

#[test]
fn no_form_of_adr_takes_a_chart_for_another_adr() {
    for dialect in Dialect::ALL {
        let repository = Repository::with(&[(RECORD, "")]);
        let request = Request {
            charts: Some(ChartKind::ALL.to_vec()),
            dialect: DialectChoice::One(dialect),
            ..repository.request()
        };
        let plan = plan(&ingest_service(), None, &request).unwrap();
        assert_eq!(plan.changes.len(), 1 + ChartKind::ALL.len());
        write(&plan, false).unwrap();
        let folder = read_folder(repository.root(), "docs/decisions").unwrap();
        assert_eq!((folder.entries.len(), folder.others.len()), (1, 0), "{dialect}");
        assert!(folder.entries[0].links.is_empty() && folder.entries[0].problems.is_empty(), "{dialect}");
    }
}
