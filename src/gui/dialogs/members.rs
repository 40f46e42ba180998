//! The people who score.

use egui::{ScrollArea, Ui};
use egui_material_icons::icons;

use super::{Answer, explain, focus_first, head};
use crate::{
    decision::{Decision, Edit, Member, MemberField, MemberId},
    gui::{
        theme::tokens::{Type, space},
        widgets::{Field, Kind, button, button_enabled, icon_button, rich, secondary},
    },
};

/// The room behind a member's name, in points: the weight, how much is scored, and the button that removes.
const NUMBERS: f32 = 220.0;

/// Adds, renames and removes members.
#[derive(Default)]
pub struct Members {
    name: String,
}

impl Members {
    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>) -> Option<Answer> {
        head(ui, "Members");
        explain(
            ui,
            "Each scores on a ballot of their own. With two or more, ballots stay hidden from each other until the round is revealed.",
        );
        let decision = decision?;
        let mut answer = None;
        ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show(ui, |ui| {
            for member in &decision.members {
                ui.push_id(member.id.as_str(), |ui| answer = row(ui, decision, member).or(answer.take()));
            }
            for reference in &decision.references {
                let mut counted = reference.counted;
                let words = format!("Count as one more ballot: {}", reference.name);
                if ui.checkbox(&mut counted, words).changed() {
                    answer = Some(Answer::Edit(Edit::CountReference(reference.id.clone(), counted)));
                }
            }
        });
        ui.add_space(space::S);
        answer = self.add(ui, decision).or(answer);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if button(ui, "Done", Kind::Primary).clicked() {
                answer = Some(Answer::Dismiss);
            }
        });
        answer
    }

    fn add(&mut self, ui: &mut Ui, decision: &Decision) -> Option<Answer> {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 80.0;
            let field = Field::line("Name of another member").unlabelled().hint("Name of another member").width(width);
            let response = field.edit(ui, &mut self.name);
            focus_first(ui, &response);
            let name = self.name.trim().to_owned();
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let pressed = button_enabled(ui, "Add", Kind::Secondary, !name.is_empty()).clicked();
            if !(pressed || entered) || name.is_empty() {
                return None;
            }
            let members = decision.members.iter().map(|member| &member.id);
            let id =
                MemberId::from_name(&name, members.chain(decision.references.iter().map(|reference| &reference.id)));
            self.name.clear();
            response.request_focus();
            Some(Answer::Edit(Edit::AddMember(Member::new(id, name))))
        })
        .inner
    }
}

fn row(ui: &mut Ui, decision: &Decision, member: &Member) -> Option<Answer> {
    ui.horizontal(|ui| {
        let mut answer = None;
        let label = format!("Name of {}", member.id);
        let width = (ui.available_width() - NUMBERS).clamp(80.0, 220.0);
        let (_, name) = Field::line(&label).unlabelled().width(width).show(ui, &member.name);
        if let Some(name) = name {
            answer = Some(Answer::Edit(Edit::Member(member.id.clone(), MemberField::Name(name))));
        }
        let mut weight = member.weight;
        ui.label(rich("weight", Type::Secondary));
        let drag = egui::DragValue::new(&mut weight).range(0.1..=10.0).speed(0.05).max_decimals(2);
        if ui.add(drag).accessible_name(format!("Weight of {}", member.name)).changed() {
            answer = Some(Answer::Edit(Edit::Member(member.id.clone(), MemberField::Weight(weight))));
        }
        let (filled, all) = decision.progress(&member.id);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::ICON_DELETE, &format!("Remove {}", member.name)).clicked() {
                answer = Some(Answer::Edit(Edit::RemoveMember(member.id.clone())));
            }
            secondary(ui, format!("{filled}/{all}"));
        });
        answer
    })
    .inner
}
