//! The profiles: those of the team and of its template, and which of them are compared.

use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::{explain, head};
use crate::{
    decision::{Decision, Edit, Profile, text::is_blank},
    gui::{
        intent::Intent,
        session::Draft,
        theme::{
            icons,
            tokens::{Tokens, Type, space},
        },
        widgets::{
            ButtonKind, Field, button, button_enabled, focus_first, follow_focus, icon_button, rich, secondary,
            with_lock,
        },
    },
};

/// The dialog for the profiles.
pub struct Profiles {
    /// The profiles of the template.
    of_template: Vec<Arc<Profile>>,
    name: String,
    why: String,
    /// The profile whose words are in the fields; `None` for a new one.
    changed: Option<String>,
    /// Whether the field for the name gets the focus.
    wants_focus: bool,
}

impl Profiles {
    /// Returns the dialog for a record of a template with these profiles.
    #[must_use]
    pub fn of(of_template: Vec<Arc<Profile>>) -> Self {
        Self { of_template, name: String::new(), why: String::new(), changed: None, wants_focus: false }
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        Draft::not_added("The profile", &self.name, None)
    }

    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>) -> Option<Intent> {
        let decision = decision?;
        head(ui, "Profiles");
        explain(
            ui,
            "A profile holds the weights for one kind of project. Results are compared by those that are ticked.",
        );
        ui.add_space(space::XS);
        let mut answer = None;
        let height = (ui.ctx().content_rect().height() - 470.0).clamp(120.0, 320.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            let all = decision.all_profiles(&self.of_template);
            for profile in &all {
                match row(ui, decision, profile, &all) {
                    Some(RowAnswer::Does(intent)) => answer = Some(intent),
                    Some(RowAnswer::Changes) => self.change(profile),
                    None => {}
                }
            }
            if all.is_empty() {
                secondary(ui, "There are none yet.");
            }
            follow_focus(ui);
        });
        ui.separator();
        answer = with_lock(ui, decision.is_guarded(), |ui| self.keep(ui, decision)).or(answer);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if button(ui, "Done", ButtonKind::Primary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        answer
    }

    /// Draws the fields for a new profile of the present weights, or for the words of one that is changed.
    fn keep(&mut self, ui: &mut Ui, decision: &Decision) -> Option<Intent> {
        let changed = decision.profiles.iter().find(|own| Some(&own.id) == self.changed.as_ref());
        let (words, button_words) = match changed {
            Some(profile) => (format!("Change the profile {}", profile.called()), "Save the changes"),
            None => ("Keep the present weights as a profile".to_owned(), "Keep these weights"),
        };
        ui.label(rich(words, Type::BodyMedium));
        let name = Field::line("Name of the profile").hint("For example: Small devices").edit(ui, &mut self.name);
        focus_first(ui, &name);
        if std::mem::take(&mut self.wants_focus) {
            name.request_focus();
        }
        Field::line("What it is for").hint("One sentence").edit(ui, &mut self.why);
        let is_ready = !is_blank(&self.name) && !decision.criteria.is_empty();
        let entered = name.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let pressed = button_enabled(ui, button_words, ButtonKind::Secondary, is_ready).clicked();
        if !is_ready || !(entered || pressed) {
            return None;
        }
        let (name, why) = (std::mem::take(&mut self.name), std::mem::take(&mut self.why));
        self.wants_focus = true;
        ui.ctx().request_repaint();
        if let Some(profile) = changed {
            let kept = Profile { name, why, ..Profile::clone(profile) };
            self.changed = None;
            return Some(Intent::Edit(Edit::KeepProfiles(vec![kept])));
        }
        let profile = decision.present_profile(&name, &why, &self.of_template);
        // A team that compares by some profiles wants to see the new one, too.
        let mut edits = Vec::new();
        if !decision.compared_profiles.is_empty() {
            let compared = decision.compared_profiles.iter().cloned().chain([profile.id.clone()]);
            edits.push(Edit::CompareProfiles(compared.collect()));
        }
        edits.push(Edit::KeepProfiles(vec![profile]));
        Some(Intent::EditTogether(edits))
    }

    /// Puts the words of a profile into the fields.
    fn change(&mut self, profile: &Profile) {
        self.changed = Some(profile.id.clone());
        self.name.clone_from(&profile.name);
        self.why.clone_from(&profile.why);
        self.wants_focus = true;
    }
}

/// What people asked for in the row of a profile.
enum RowAnswer {
    Does(Intent),
    /// Its words are to be changed.
    Changes,
}

/// Draws a profile: whether results are compared by it, its name and purpose, and for one of the team's own what can be done with it.
fn row(ui: &mut Ui, decision: &Decision, profile: &Profile, all: &[Arc<Profile>]) -> Option<RowAnswer> {
    let is_own = decision.profiles.iter().any(|own| own.id == profile.id);
    let is_compared = |id: &String| decision.compared_profiles.is_empty() || decision.compared_profiles.contains(id);
    let mut answer = None;
    ui.push_id(&profile.id, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            let mut ticked = is_compared(&profile.id);
            if ui.checkbox(&mut ticked, rich(profile.called(), Type::Body)).changed() {
                let ids = all.iter().map(|one| one.id.clone());
                let ids = ids.filter(|id| if *id == profile.id { ticked } else { is_compared(id) });
                let ids: Vec<String> = ids.collect();
                // All of them are the rule, which also holds for profiles that come later.
                let is_all = ids.len() == all.len();
                let compared = if is_all { Vec::new() } else { ids };
                answer = Some(RowAnswer::Does(Intent::Edit(Edit::CompareProfiles(compared))));
            }
            if is_own {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    answer = with_lock(ui, decision.is_guarded(), |ui| of_own(ui, decision, profile)).or(answer.take());
                });
            }
        });
        if !is_blank(&profile.why) {
            ui.horizontal_top(|ui| {
                ui.add_space(BOX);
                let why = rich(&profile.why, Type::Secondary).color(Tokens::of(ui).secondary);
                ui.add(egui::Label::new(why).wrap());
            });
        }
        ui.add_space(space::S);
    });
    answer
}

/// The width of a box to tick, in points, with the gap behind it.
const BOX: f32 = 20.0;

/// Draws what can be done with a profile of the team's own.
fn of_own(ui: &mut Ui, decision: &Decision, profile: &Profile) -> Option<RowAnswer> {
    let name = profile.called();
    if icon_button(ui, icons::DELETE, &format!("Remove {name}")).clicked() {
        return Some(RowAnswer::Does(Intent::Edit(Edit::RemoveProfile(profile.id.clone()))));
    }
    let takes = button(ui, "Use the present weights", ButtonKind::Quiet);
    if takes.accessible_name(format!("Use the present weights for {name}")).clicked() {
        let kept = Profile { swings: decision.present_swings(), ..profile.clone() };
        return Some(RowAnswer::Does(Intent::Edit(Edit::KeepProfiles(vec![kept]))));
    }
    let edits = button(ui, "Edit", ButtonKind::Quiet).accessible_name(format!("Edit the words of {name}"));
    edits.clicked().then_some(RowAnswer::Changes)
}
