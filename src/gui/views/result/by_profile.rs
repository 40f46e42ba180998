//! The same scores under each profile: what leads where, and what one choice for all of them would cost.

use egui::Ui;

use super::{Cx, mark};
use crate::{
    analysis::{ByProfile, ProfileResult, list},
    decision::{Decision, Edit, Profile, text::capitalized},
    gui::{
        intent::Intent,
        theme::tokens::{Mark, Type, space},
        widgets::{
            ButtonKind, LeadWidths, button, card, empty_state, lead_bar, rich, secondary, section, two_columns,
            with_lock,
        },
    },
};

/// Draws the part, and asks for the results if they are not counted yet.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let of_template = cx.template().map(|template| template.profiles.clone()).unwrap_or_default();
    let profiles = decision.profiles_to_compare(&of_template);
    let choose = |ui: &mut Ui, out: &mut Vec<Intent>| {
        if button(ui, "Profiles…", ButtonKind::Secondary).clicked() {
            out.push(Intent::AskProfiles(of_template.clone()));
        }
    };
    if profiles.len() < 2 {
        let words = "A profile holds the weights for one kind of project. With two or more, this page shows what leads in each, and \
                     which option is the safest if there can be only one.";
        empty_state(ui, "Nothing to compare by", words);
        ui.add_space(space::M);
        return choose(ui, out);
    }
    let found = match cx.document.under_profiles(&profiles) {
        Some(Some(found)) => found,
        counting => {
            secondary(ui, "Counting…");
            if counting.is_none() {
                out.push(Intent::CountProfiles(profiles));
            }
            return;
        }
    };
    let words = found.in_words(decision);
    let (mut of_table, mut of_one) = (Vec::new(), Vec::new());
    two_columns(
        ui,
        0.6,
        |ui| {
            card(ui, |ui| {
                section(ui, "What leads in each profile");
                secondary(
                    ui,
                    "The same scores with other weights. The last column: how often it still comes first with errors in the weights.",
                );
                ui.add_space(space::S);
                table(ui, decision, found);
                ui.add_space(space::S);
                choose(ui, &mut of_table);
            });
        },
        |ui| {
            card(ui, |ui| {
                section(ui, "If there can be only one");
                for sentence in &words {
                    ui.add(egui::Label::new(rich(sentence, Type::Body)).wrap());
                }
                if !words.is_empty() {
                    ui.add_space(space::S);
                    one_option(ui, decision, found);
                    ui.add_space(space::S);
                    in_the_adr(ui, cx, &profiles, &mut of_one);
                }
            });
        },
    );
    out.append(&mut of_table);
    out.append(&mut of_one);
}

/// Draws a row for each profile.
fn table(ui: &mut Ui, decision: &Decision, found: &ByProfile) {
    let reach = found.profiles.iter().filter_map(|profile| profile.gap).fold(0.0, f64::max);
    ui.spacing_mut().item_spacing.y = 0.0;
    for profile in &found.profiles {
        let names: Vec<String> = profile.leaders.all().iter().map(|id| decision.option_name(id).to_owned()).collect();
        let lead = found.lead_of(profile).unwrap_or_default();
        let share = profile.share_in_words().unwrap_or_default();
        let leads =
            if names.len() > 1 { format!("{} level", list(&names)) } else { format!("{} {lead}", list(&names)) };
        lead_bar(
            ui,
            &profile.name,
            profile.gap.unwrap_or_default() / reach.max(f64::EPSILON),
            color(ui, decision, profile),
            [&leads, &share],
            LeadWidths { name: 0.34, number: 0.2, more: 0.16 },
        );
    }
}

/// Returns the mark of the option that leads; none where several are level.
fn color(ui: &Ui, decision: &Decision, profile: &ProfileResult) -> Option<Mark> {
    profile.leaders.winner().map(|id| mark(ui, decision, id))
}

/// Draws what each option would cost as the only one.
fn one_option(ui: &mut Ui, decision: &Decision, found: &ByProfile) {
    let reach = found.one_option.iter().map(|one| one.largest_regret).fold(0.0, f64::max);
    secondary(ui, "How far behind each option is where it is furthest behind, in points");
    let mut all: Vec<_> = found.one_option.iter().collect();
    all.sort_by(|a, b| a.largest_regret.total_cmp(&b.largest_regret));
    ui.spacing_mut().item_spacing.y = 0.0;
    for one in all {
        let worst = found.profile(&one.profile).map_or(one.profile.as_str(), |profile| profile.name.as_str());
        let number = found.regret_of(one).unwrap_or_default();
        let place = if one.largest_regret > 0.0 { worst.to_owned() } else { "never behind".to_owned() };
        let share = one.largest_regret / reach.max(f64::EPSILON);
        lead_bar(
            ui,
            decision.option_name(&one.option),
            share,
            Some(mark(ui, decision, &one.option)),
            [&number, &capitalized(&place)],
            LeadWidths { name: 0.2, number: 0.12, more: 0.42 },
        );
    }
}

/// Draws the button that puts the comparison into the ADR. The ADR must not depend on a template that others may not have, so the record
/// keeps the profiles.
fn in_the_adr(ui: &mut Ui, cx: &Cx<'_>, profiles: &[std::sync::Arc<Profile>], out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let missing = profiles.iter().filter(|profile| decision.profiles.iter().all(|own| own.id != profile.id));
    let missing: Vec<Profile> = missing.map(|profile| Profile::clone(profile)).collect();
    if missing.is_empty() && decision.has_appendix {
        secondary(ui, "The appendix of the ADR says this, too.");
        return;
    }
    with_lock(ui, cx.is_locked(), |ui| {
        let help = "Adds the appendix to the ADR, and keeps these profiles in the record, so that the ADR stays the same elsewhere";
        if button(ui, "Add this to the ADR", ButtonKind::Secondary).on_hover_text(help).clicked() {
            let mut edits = vec![Edit::Appendix(true)];
            if !missing.is_empty() {
                edits.push(Edit::KeepProfiles(missing));
            }
            out.push(Intent::EditTogether(edits));
        }
    });
}
