//! What a record takes from the forms in which ADRs state options, arguments, scores and the outcome.

use jiff::civil::date;
use weigh_in::{
    adr::{Imported, import, read},
    analysis::{Scope, analyze, problems},
    decision::{Decision, Score, Severity, Status, Vote},
};

fn imported(text: &str) -> Imported {
    import(text.as_bytes(), "docs/adr/0001-x.md", "test".to_owned(), date(2026, 11, 3))
}

fn names(decision: &Decision) -> Vec<&str> {
    decision.options.iter().map(|option| option.name.as_str()).collect()
}

fn chosen(decision: &Decision) -> Option<&str> {
    let id = decision.outcome.chosen.as_ref()?;
    decision.option(id).map(|option| option.name.as_str())
}

/// An accepted ADR with these sections.
fn adr(sections: &str) -> String {
    format!("# Use a queue\n\n## Status\n\nAccepted\n\n{sections}")
}

const THREE: [&str; 3] = ["Queue Alpha", "Queue Beta (hosted, paid)", "Queue Gamma"];

#[test]
fn three_options_are_three_however_they_are_stated() {
    let forms = [
        "## Considered Options\n\n1. (Preferred) Queue Alpha\n2. Queue Beta (hosted, paid)\n3. Queue Gamma\n\n\
         ## Pros and Cons of the Options\n\n### Queue Alpha\n\n* Good, because fast\n\n\
         ### 2. Queue Beta (hosted, paid)\n\n* Bad, because paid\n\n### Option 3: Queue Gamma\n\n* Bad, because old\n",
        "## Options\n\n- **Option 1**: Queue Alpha\n- **Option 2**: Queue Beta (hosted, paid)\n- **Option 3**: Queue Gamma\n\n\
         ## Decision\n\nChosen option: Option 1\n",
        "## Options\n\n### Option A: Queue Alpha (chosen)\n\nFast.\n\n### Option B - Queue Beta (hosted, paid)\n\nPaid.\n\n\
         ### Option C — Queue Gamma\n\nOld.\n",
        "## Alternatives\n\n### Alternative 1: Queue Alpha ✅\n\n### Alternative 2: Queue Beta (hosted, paid) ❌\n\n### Alternative 3: Queue Gamma\n",
        "## Option 1: Queue Alpha (selected)\n\nFast.\n\n## Option 2: Queue Beta (hosted, paid)\n\nPaid.\n\n## Option 3: Queue Gamma\n\nOld.\n\n## Decision\n\nFast is good.\n",
        "## Alternatives\n\nWe looked at three queues.\n\n**Queue Alpha**: fast.\n\n**Queue Beta (hosted, paid)**: paid.\n\n**Queue Gamma**: old.\n\n## Decision\n\nWe use Queue Alpha.\n",
        "## Alternatives\n\n### Considered\n\n- Queue Alpha (chosen)\n\n### Rejected\n\n- Queue Beta (hosted, paid)\n- Queue Gamma: old\n",
        "## Alternatives\n\n**Considered:**\n\n- ⭐ Queue Alpha\n\n**Rejected:**\n\n- Queue Beta (hosted, paid)\n- Queue Gamma\n",
        "## Considered Options\n\n| Option | Pros | Cons |\n|---|---|---|\n| Queue Alpha | fast | |\n| Queue Beta (hosted, paid) | | paid |\n| Queue Gamma | | old |\n\n## Decision\n\nQueue Alpha.\n",
        "## Considered Options\n\n| | Queue Alpha | Queue Beta (hosted, paid) | Queue Gamma |\n|---|---|---|---|\n| Pros | fast | | |\n| Cons | | paid | old |\n\n## Decision\n\nQueue Alpha.\n",
        "## Betrachtete Optionen\n\n* Option 1: Queue Alpha\n* Option 2: Queue Beta (hosted, paid)\n* Option 3: Queue Gamma\n\n## Entscheidung\n\nGewählte Option: „Queue Alpha“, weil sie schnell ist.\n",
        "## Opciones consideradas\n\n* Queue Alpha\n* Queue Beta (hosted, paid)\n* Queue Gamma\n\n## Decisión\n\nOpción elegida: \"Queue Alpha\", porque es rápida.\n",
        "## Considered Options\n\n* Queue Alpha\n* Queue Beta (hosted, paid)\n* Queue Gamma\n\n### Decision Outcome: Queue Alpha\n\nFast.\n",
        "## Options\n\n* Option 1: Queue Alpha\n* Option 2: Queue Beta (hosted, paid)\n* Option 3: Queue Gamma\n\n## Decision\n\nChosen option 1, because fast.\n",
        "## 备选方案\n\n* 方案一：Queue Alpha\n* 方案二：Queue Beta (hosted, paid)\n* 方案三：Queue Gamma\n\n## 决策结果\n\n选择的方案：方案一，因为快。\n",
    ];
    for form in forms {
        let Imported { decision, .. } = imported(&adr(form));
        assert_eq!(names(&decision), THREE, "{form}");
        assert_eq!(chosen(&decision), Some("Queue Alpha"), "{form}");
        assert_eq!(decision.status(), Status::Accepted, "{form}");
        assert_eq!(problems_of(&decision), Vec::<String>::new(), "{form}");
    }
}

/// The errors of a record, as `check` has them.
fn problems_of(decision: &Decision) -> Vec<String> {
    let found = problems(decision, &analyze(decision, Scope::All));
    found.into_iter().filter(|problem| problem.severity == Severity::Error).map(|problem| problem.what).collect()
}

#[test]
fn what_lists_have_in_common_does_not_make_one_option_of_them() {
    let text = adr("## Options\n\n* Flask\n* Flask + Connexion\n* Two queues: a and b\n* Two queues: a and c\n");
    assert_eq!(names(&imported(&text).decision), ["Flask", "Flask + Connexion", "Two queues", "Two queues: a and c"]);
}

#[test]
fn prose_among_the_options_stays_text() {
    let text =
        adr("## Alternatives\n\nWe could have bought one, but there was no money.\n\n**Note**: prices change.\n\n\
         ## Decision\n\nWe build it.\n");
    let Imported { decision, .. } = imported(&text);
    assert_eq!(names(&decision), ["Use a queue"]);
    assert!(decision.context.contains("We could have bought one") && decision.context.contains("prices change"));
}

#[test]
fn sections_on_other_things_are_no_options() {
    let text = adr(
        "## Considered Options\n\n* Alpha\n* Beta\n\n### Comparison\n\nBoth are fine.\n\n### Costs of running it\n\nLow.\n\n\
         ## Pros and Cons of the Options\n\n### Alpha\n\n* Good, because fast\n\n## Decision\n\nWe use Alpha.\n",
    );
    let Imported { decision, .. } = imported(&text);
    assert_eq!(names(&decision), ["Alpha", "Beta"]);
    assert!(decision.context.contains("Costs of running it\n\nLow."));
}

#[test]
fn arguments_are_those_of_their_option_in_every_language_and_form() {
    for (arguments, pros, cons) in [
        ("* Good, because fast\n* Bad, because paid\n", "fast", "paid"),
        ("#### Pros\n\n* fast\n\n#### Cons\n\n* paid\n", "fast", "paid"),
        ("**Pros:**\n- fast\n\n**Cons:**\n- paid\n", "fast", "paid"),
        ("* **Pros**\n  * fast\n* **Cons**\n  * paid\n", "fast", "paid"),
        ("| Pros | Cons |\n|---|---|\n| fast | paid |\n", "fast", "paid"),
        ("✅ fast\n\n❌ paid\n", "fast", "paid"),
        ("* Gut, weil schnell\n* Schlecht, weil teuer\n", "schnell", "teuer"),
        ("**Avantages**\n\n* rapide\n\n**Inconvénients**\n\n* cher\n", "rapide", "cher"),
        ("* Хорошо, потому что быстро\n* Плохо, потому что дорого\n", "быстро", "дорого"),
        ("#### 优点\n\n* 快\n\n#### 缺点\n\n* 贵\n", "快", "贵"),
        ("* Dobre, ponieważ szybkie\n* Złe, ponieważ drogie\n", "szybkie", "drogie"),
    ] {
        let text = adr(&format!("## Options\n\n### Alpha\n\n{arguments}\n### Beta\n\nSlow.\n"));
        let Imported { decision, .. } = imported(&text);
        assert_eq!(names(&decision), ["Alpha", "Beta"], "{arguments}");
        let list = |text: &str| Some(vec![text.to_owned()]);
        let option = &decision.options[0];
        assert_eq!((&option.pros, &option.cons), (&list(pros), &list(cons)), "{arguments}");
        assert_eq!(option.description, "", "{arguments}");
    }
}

#[test]
fn numbers_that_the_text_names_are_told() {
    let text =
        adr("## Options\n\n* Option 1: Alpha\n* Option 2: Beta\n\n## Decision\n\nOption 1 is fast, as Alpha is.\n");
    let Imported { decision, .. } = imported(&text);
    assert_eq!(decision.options[0].description, "The ADR calls it Option 1.");
    assert_eq!(decision.options[1].description, "");
}

/// A table of scores of two options, by three criteria with weights, and the text above it.
fn scored(above: &str, scores: [[&str; 2]; 3], totals: [&str; 2]) -> Imported {
    let criteria = ["Cost | 50 %", "Speed | 30 %", "Skills | 20 %"];
    let rows: Vec<String> = criteria
        .iter()
        .zip(scores)
        .map(|(criterion, [alpha, beta])| format!("| {criterion} | {alpha} | {beta} |\n"))
        .collect();
    let rows = rows.concat();
    let [alpha, beta] = totals;
    imported(&adr(&format!(
        "## Considered Options\n\n* Alpha\n* Beta\n\n## Evaluation\n\n{above}\n\n| Criterion | Weight | Alpha | Beta |\n|---|---|---|---|\n\
         {rows}| **Total** | | {alpha} | {beta} |\n\n## Decision\n\nWe use Alpha.\n"
    )))
}

const SCORES: [[&str; 2]; 3] = [["4", "2"], ["5", "3"], ["3", "5"]];

#[test]
fn a_table_of_scores_becomes_criteria_weights_and_a_ballot() {
    let Imported { decision, told, kept } = scored("Scores from 1 to 5.", SCORES, ["4.1", "2.9"]);
    let criteria: Vec<_> = decision.criteria.iter().map(|c| (c.name.as_str(), c.swing)).collect();
    assert_eq!(criteria, [("Cost", Some(100)), ("Speed", Some(60)), ("Skills", Some(40))]);
    let votes: Vec<u8> = decision.references[0]
        .cells
        .values()
        .filter_map(|cell| cell.vote.and_then(Vote::score))
        .map(Score::points)
        .collect();
    assert_eq!((votes.iter().sum::<u8>(), votes.len(), decision.references[0].counted), (22, 6, true));
    let analysis = analyze(&decision, Scope::All);
    assert!((analysis.options[0].value - 4.1).abs() < 1e-9, "{}", analysis.options[0].value);
    // Only the line that says what the scale is remains.
    assert!(!decision.context.contains('|'), "{}", decision.context);
    assert_eq!(kept, ["\"Evaluation\": 1 line"]);
    assert_eq!(told.iter().filter(|told| told.contains("ballot")).count(), 1, "{told:?}");
    assert!(!told.iter().any(|told| told.contains("wrong")), "{told:?}");
}

#[test]
fn wrong_totals_are_told() {
    let Imported { told, .. } = scored("Scores from 1 to 5.", SCORES, ["4.3", "3.1"]);
    assert!(
        told.contains(
            &"The table's totals are wrong for two options: Alpha has 4.1, not 4.3 and Beta has 2.9, not 3.1."
                .to_owned()
        ),
        "{told:?}"
    );
    let Imported { told, .. } = scored("Scores from 1 to 5.", SCORES, ["410", "290"]);
    assert!(!told.iter().any(|told| told.contains("wrong")), "{told:?}");
    let Imported { told, .. } = scored("Scores from 1 to 5.", SCORES, ["12", "10"]);
    assert!(!told.iter().any(|told| told.contains("wrong")), "{told:?}");
}

#[test]
fn scores_on_another_scale_stay_out() {
    let high = [["8", "2"], ["9", "3"], ["3", "5"]];
    for (above, scores, why) in [
        ("", high, "they are from 2 to 9"),
        ("From 0 to 10.", SCORES, "they are from 0 to 10"),
        ("1 (best) to 5 (worst).", SCORES, "a low score is the better one there"),
        ("", [["4", "2"], ["3", "3"], ["3", "1"]], "does not say on which scale"),
        ("Scores from 1 to 5.", [["4.5", "2"], ["3", "3"], ["3", "1"]], "not whole numbers"),
    ] {
        let Imported { decision, told, .. } = scored(above, scores, ["", ""]);
        assert_eq!(decision.criteria[0].swing, Some(100), "{above}");
        assert!(decision.references.is_empty(), "{above}");
        assert!(told.iter().any(|told| told.contains(why)), "{above}: {told:?}");
        assert!(decision.context.contains("| Criterion | Weight | Alpha | Beta |"), "{above}");
        assert_eq!(problems_of(&decision), Vec::<String>::new(), "{above}");
    }
}

#[test]
fn options_may_be_the_rows_of_a_table_of_scores() {
    let text = adr(
        "## Considered Options\n\nScale: 1–5.\n\n| Option | Cost | Speed | Total |\n|---|---|---|---|\n| Weight | 2 | 1 | |\n\
         | Alpha | 4 | 5 | 13 |\n| Beta | 2 | 3 | 7 |\n\n## Decision\n\nWe use Alpha.\n",
    );
    let Imported { decision, told, .. } = imported(&text);
    assert_eq!(names(&decision), ["Alpha", "Beta"]);
    let criteria: Vec<_> = decision.criteria.iter().map(|c| (c.name.as_str(), c.swing)).collect();
    assert_eq!(criteria, [("Cost", Some(100)), ("Speed", Some(50))]);
    assert_eq!(decision.references[0].cells.len(), 4, "{told:?}");
    assert_eq!(chosen(&decision), Some("Alpha"));
}

#[test]
fn a_table_of_other_figures_is_text() {
    let text = adr(
        "## Considered Options\n\n* Alpha\n* Beta\n\n## Costs\n\n| Year | Servers | People |\n|---|---|---|\n| 2025 | 3 | 4 |\n| 2026 | 4 | 5 |\n",
    );
    let Imported { decision, .. } = imported(&text);
    assert!(decision.context.contains("| 2025 | 3 | 4 |") && decision.criteria.is_empty());
}

#[test]
fn without_a_score_no_rule_on_scores_is_broken() {
    let text = adr(
        "## Decision Drivers\n\n* Cost\n* Speed\n\n## Considered Options\n\n* Alpha\n* Beta\n\n## Decision\n\nWe use Alpha.\n\n\
         ## Pros and Cons of the Options\n\n### Alpha\n\n* Good, because the cost is low\n",
    );
    let Imported { decision, .. } = imported(&text);
    assert_eq!(problems_of(&decision), Vec::<String>::new());
    let all = problems(&decision, &analyze(&decision, Scope::All));
    assert!(!all.iter().any(|problem| problem.what.contains("-0") || problem.what.contains("0 %")), "{all:?}");
}

#[test]
fn front_matter_in_json_and_links_of_wikis_are_read() {
    let text = "{\n  \"title\": \"Use a queue\",\n  \"status\": \"accepted\",\n  \"date\": \"2026-10-02\",\n  \"deciders\": [\"Ann\", \"Bob\"],\n  \"tags\": [\"x\"]\n}\n\
        ## Context\n\nSee [[0004-y|the other one]].\n\n## Decision\n\nWe use one.\n";
    let Imported { decision, told, .. } = imported(text);
    assert_eq!((decision.title.as_str(), decision.status()), ("Use a queue", Status::Accepted));
    assert_eq!(decision.people.decision_makers, ["Ann", "Bob"]);
    assert!(!decision.context.contains("tags") && !decision.context.contains('{'), "{}", decision.context);
    assert_eq!(told, ["A record has no place for tags in the front matter."]);
    let superseded = read(b"# 3. A\n\n## Status\n\nSuperseded by [[0005-b]]\n\n## Context\n\nx\n");
    assert_eq!(superseded.status.map(|status| status.to_string()).as_deref(), Some("superseded"));
    let links: Vec<_> = superseded.links.iter().map(|link| (link.kind.to_string(), link.target.as_str())).collect();
    assert_eq!(links, [("superseded by".to_owned(), "0005-b.md")]);
}
