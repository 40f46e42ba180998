//! Where a name is blank, sentences have the id in its place.

use weigh_in::{
    analysis::{draft_triggers, problems, sentences, verdict},
    decision::{Decision, Edit, MustHaveRule},
};

use crate::support::{all, criterion_mut, member_mut, must_have, record};

/// A record of three ballots that disagree, in which nothing has a name that could be seen.
fn nameless() -> Decision {
    let ballots = [
        vec![vec![Some(5), Some(2)], vec![Some(1), Some(4)], vec![None, None], vec![Some(3), Some(3)]],
        vec![vec![Some(2), Some(5)], vec![Some(4), Some(2)], vec![None, None], vec![Some(3), Some(3)]],
        vec![vec![Some(5), Some(1)], vec![Some(5), Some(1)], vec![None, None], vec![Some(3), Some(3)]],
    ];
    let mut decision = record(&[80, 60, 5, 90], 2, &ballots);
    for index in 0..4 {
        " \u{200B}".clone_into(&mut criterion_mut(&mut decision, index).name);
    }
    for index in 0..3 {
        "".clone_into(&mut member_mut(&mut decision, index).name);
    }
    for option in &mut decision.options {
        " ".clone_into(&mut std::sync::Arc::make_mut(option).name);
    }
    decision
}

fn told(decision: &Decision) -> Vec<String> {
    let analysis = all(decision);
    let mut told = Vec::new();
    for problem in problems(decision, &analysis) {
        told.extend([problem.what, problem.advice]);
    }
    let words = verdict(decision, &analysis);
    told.extend([words.headline, words.because]);
    told.extend(words.caution);
    told.extend(sentences(decision, &analysis));
    told.extend(draft_triggers(decision, &analysis));
    told
}

#[test]
fn no_sentence_has_a_hole_where_a_name_should_be() {
    let mut decision = nameless();
    let mut all = told(&decision);
    must_have(&mut decision, 0, 3, MustHaveRule::Members(1));
    all.extend(told(&decision));
    must_have(&mut decision, 1, 5, MustHaveRule::Median);
    all.extend(told(&decision));
    member_mut(&mut decision, 0).weight = 0.0;
    all.extend(told(&decision));
    assert!(all.len() > 40, "{all:#?}");
    for (option, criterion, member) in [(0, 0, 0), (1, 3, 2)] {
        let ids = [
            decision.options[option].id.to_string(),
            decision.criteria[criterion].id.to_string(),
            decision.members[member].id.to_string(),
        ];
        assert!(ids.iter().all(|id| all.iter().any(|words| words.contains(id.as_str()))), "{ids:?} in {all:#?}");
    }
    for words in &all {
        assert!(!words.contains("  ") && words.trim() == words && !words.contains('\u{200B}'), "{words:?}");
        assert!(![" ,", " .", " ;", " :"].iter().any(|hole| words.contains(hole)), "{words:?}");
    }
}

#[test]
fn the_label_of_an_edit_has_the_id_too() {
    let decision = nameless();
    let label = Edit::RemoveOption(decision.options[0].id.clone()).label(&decision);
    assert_eq!(label, format!("Remove option {}", decision.options[0].id));
}
