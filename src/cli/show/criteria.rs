//! Criteria: their weights and their texts.

use super::{super::layout::table, page::TextPage};
use crate::{
    analysis::{Scope, analyze, share_of_weight},
    decision::{CriterionText, Decision, MustHave, MustHaveRule, Profile, text::capitalized},
};

/// Writes the weights of criteria, below the names of their groups, and the team's own profiles.
pub(super) fn weights(decision: &Decision, page: &mut TextPage) {
    if decision.criteria.is_empty() {
        return;
    }
    page.head("Criteria");
    let analysis = analyze(decision, Scope::All);
    let mut rows = vec![["Criterion", "Weight", "Share", "Must-have"].map(str::to_owned).to_vec()];
    let mut group = "";
    for (criterion, result) in decision.criteria.iter().zip(&analysis.criteria) {
        if criterion.group != group {
            group = &criterion.group;
            rows.push(vec![format!("[{group}]")]);
        }
        let swing = criterion.swing.map_or("not set".to_owned(), |swing| swing.to_string());
        let share = match criterion.swing {
            _ if !result.applicable => "not applicable".to_owned(),
            // A criterion that nobody has weighed has a share only if members weigh it, or no criterion is weighed yet.
            None if result.weight <= 0.0 => String::new(),
            _ => share_of_weight(result.weight),
        };
        rows.push(vec![
            criterion.called().to_owned(),
            swing,
            share,
            criterion.must_have.map(must_have).unwrap_or_default(),
        ]);
    }
    page.lines(&table(&rows));
    for profile in &decision.profiles {
        own_profile(profile, page);
    }
}

fn must_have(must_have: MustHave) -> String {
    let points = must_have.at_least.points();
    match must_have.rule {
        MustHaveRule::Median => format!("{points} by the median"),
        MustHaveRule::Members(1) => format!("{points} by every member"),
        MustHaveRule::Members(count) => format!("{points}, unless {count} score lower"),
    }
}

fn own_profile(profile: &Profile, page: &mut TextPage) {
    let Profile { id, name, why, swings } = profile;
    page.fact("Profile", &format!("{name} ({id})"));
    page.detail("Why", why);
    let swings: Vec<String> = swings.iter().map(|(criterion, swing)| format!("{criterion} {swing}")).collect();
    page.detail("Weights", &swings.join(", "));
}

/// Writes the texts of each criterion, which nobody needs for an overview.
pub(super) fn texts(decision: &Decision, page: &mut TextPage) {
    for criterion in &decision.criteria {
        page.head(&format!("Criterion: {}", criterion.called()));
        for text in CriterionText::ALL {
            if text != CriterionText::Name {
                page.detail(&capitalized(text.noun()), criterion.text(text));
            }
        }
    }
}
