//! The inspector beside the criteria: what is selected, to be read first and edited on demand.

use egui::{Align, Layout, Ui, vec2};

use super::{
    CriteriaState,
    picked::{Rows, moved_by},
};
use crate::{
    analysis::{share_of_weight, sum},
    decision::{
        Anchor, Criterion, CriterionField, CriterionId, CriterionText, Edit, MustHave, MustHaveRule, Place, Score,
    },
    gui::{
        intent::Intent,
        theme::{
            icons,
            tokens::{Tokens, Type, size, space},
        },
        views::{
            Cx, FocusTarget,
            criterion::{group_and_weight, meaning, share},
            own_swings::weighed_by_each,
            scores::Selection,
        },
        widgets::{
            ButtonKind, Field, Tone, at_the_end, button, callout, icon_button, label, rich, secondary, section, select,
            spoken, tell_lock, with_lock,
        },
        wording::group_name,
    },
};

/// The width of the buttons in its first line, in points.
const ACTS: f32 = 142.0;

/// Draws the inspector: the selected criterion, or what can be done with several.
pub fn inspect(ui: &mut Ui, cx: &Cx<'_>, selection: &Selection, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let rows = Rows::of(decision);
    let picked = state.picked.of(selection.criterion.as_ref(), &rows);
    let [id] = &picked[..] else {
        if picked.is_empty() {
            section(ui, "No criterion selected");
            secondary(ui, "Select one to see its question and what each score means.");
        } else {
            several(ui, cx, &rows, &picked, out);
        }
        return;
    };
    let Some(criterion) = decision.criterion(id) else { return };
    ui.push_id(id.as_str(), |ui| {
        if state.editing.as_ref() == Some(id) {
            edit(ui, criterion, state, out);
        } else {
            read(ui, cx, &rows, criterion, state, out);
        }
        ui.add_space(space::S);
        ui.separator();
        must_have(ui, criterion, out);
    });
}

/// Draws what a criterion says, with the ways to change it.
fn read(
    ui: &mut Ui,
    cx: &Cx<'_>,
    rows: &Rows<'_>,
    criterion: &Criterion,
    state: &mut CriteriaState,
    out: &mut Vec<Intent>,
) {
    let decision = cx.decision();
    head(ui, &group_and_weight(decision, criterion), |ui| {
        let edit = button(ui, "Edit", ButtonKind::Secondary);
        if edit.accessible_name(format!("Edit {}", spoken(criterion.called()))).clicked() {
            state.edit(ui, criterion.id.clone());
        }
        moves(ui, rows, std::slice::from_ref(&criterion.id), criterion.called(), out);
    });
    meaning(ui, criterion);
    if criterion.anchors.one.trim().is_empty() || criterion.anchors.five.trim().is_empty() {
        secondary(ui, "Say what a 1 and a 5 mean, so that everybody scores the same thing.");
    } else if !criterion.not_applicable {
        // It is about the range between the two, and not about the subject.
        secondary(ui, "The weight says how much it matters to get from a 1 to a 5.");
    }
    ui.add_space(space::S);
    let place = Place::Criterion(criterion.id.clone());
    for problem in cx.document.findings().problems.iter().filter(|problem| problem.place == place) {
        // These problems would reveal scores that are hidden in a blind round.
        if !decision.is_blind() {
            callout(ui, Tone::Warning, &problem.what, &problem.advice, |_| ());
            ui.add_space(space::S);
        }
    }
    weighed_by_each(ui, cx, &criterion.id);
    for text in [CriterionText::Check, CriterionText::Caveat, CriterionText::Note] {
        let words = criterion.text(text);
        if !words.trim().is_empty() {
            label(ui, field_of(text).0);
            secondary(ui, words);
            ui.add_space(space::XS);
        }
    }
}

/// Draws the first line: a few words, and buttons at the end.
fn head(ui: &mut Ui, words: &str, buttons: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let room = vec2((ui.available_width() - ACTS).max(40.0), size::CONTROL);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(room.x);
            let color = Tokens::of(ui).secondary;
            ui.add(egui::Label::new(rich(words, Type::Secondary).color(color)).truncate());
        });
        ui.spacing_mut().item_spacing.x = space::XS;
        buttons(ui);
    });
}

/// Draws the buttons that move and remove criteria.
fn moves(ui: &mut Ui, rows: &Rows<'_>, picked: &[CriterionId], name: &str, out: &mut Vec<Intent>) {
    for (by, icon, way) in [(-1, icons::ARROW_UPWARD, "up"), (1, icons::ARROW_DOWNWARD, "down")] {
        if icon_button(ui, icon, &format!("Move {name} {way}")).clicked() {
            out.extend(moved_by(rows, picked, by).map(Intent::Edit));
        }
    }
    if icon_button(ui, icons::DELETE, &format!("Remove {name}")).clicked() {
        out.push(Intent::Edit(Edit::RemoveCriteria(picked.to_vec())));
    }
}

/// Draws what can be done with several criteria together.
fn several(ui: &mut Ui, cx: &Cx<'_>, rows: &Rows<'_>, picked: &[CriterionId], out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let criteria: Vec<&Criterion> = picked.iter().filter_map(|id| decision.criterion(id)).collect();
    let name = format!("{} criteria", criteria.len());
    let weight = sum(criteria.iter().map(|criterion| share(decision, criterion)));
    head(ui, &format!("Share {}", share_of_weight(weight)), |ui| moves(ui, rows, picked, &name, out));
    section(ui, format!("{name} selected"));
    secondary(ui, criteria.iter().map(|criterion| criterion.called()).collect::<Vec<_>>().join(", "));
    ui.add_space(space::M);
    let groups: Vec<&str> = rows.groups.iter().map(|(group, _)| *group).collect();
    let names = groups.iter().map(|group| group_name(group));
    if let Some(to) = select(ui, "Move to a group", "Move to a group", names, None, 278.0) {
        let (criteria, group) = (picked.to_vec(), groups[to].to_owned());
        out.push(Intent::Edit(Edit::PlaceCriteria { criteria, group, before: None }));
    }
    ui.add_space(space::S);
    secondary(ui, "Drag them, or press Alt with an arrow key, to move them.");
}

/// Draws the fields of a criterion, until people are done with them.
fn edit(ui: &mut Ui, criterion: &Criterion, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    let mut done = false;
    ui.horizontal(|ui| {
        section(ui, "Edit criterion");
        done = at_the_end(ui, |ui| with_lock(ui, false, |ui| button(ui, "Done", ButtonKind::Primary)).clicked());
    });
    ui.add_space(space::S);
    for text in CriterionText::ALL {
        let (name, lines) = field_of(text);
        let field = if lines == 0 { Field::line(name) } else { Field::lines(name, lines) };
        let (response, words) = field.show(ui, criterion.text(text));
        if text == CriterionText::Name && state.focus == Some(FocusTarget::Inspector) {
            response.request_focus();
            state.focus = None;
        }
        done |= response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
        if let Some(words) = words {
            out.push(field_edit(criterion, CriterionField::Text(text, words)));
        }
        ui.add_space(space::XS);
    }
    if done {
        state.editing = None;
        state.focus = Some(FocusTarget::List);
        ui.ctx().request_repaint();
    }
}

/// Returns the name of the field for a text, and the least number of lines that it shows; 0 for a field of a single line.
fn field_of(text: CriterionText) -> (&'static str, usize) {
    match text {
        CriterionText::Name => ("Name", 0),
        CriterionText::Group => ("Group", 0),
        CriterionText::Question => ("Question", 2),
        CriterionText::Anchor(Anchor::One) => ("A score of 1 means", 1),
        CriterionText::Anchor(Anchor::Three) => ("A score of 3 means", 1),
        CriterionText::Anchor(Anchor::Five) => ("A score of 5 means", 1),
        CriterionText::Check => ("How to check it", 1),
        CriterionText::Caveat => ("Caveat", 1),
        CriterionText::Note => ("Team note", 2),
        CriterionText::Pro => ("Argument for an option that scores high", 1),
        CriterionText::Con => ("Argument against an option that scores low", 1),
    }
}

/// Returns the edit of one field of a criterion.
fn field_edit(criterion: &Criterion, field: CriterionField) -> Intent {
    Intent::Edit(Edit::Criterion(criterion.id.clone(), field))
}

fn must_have(ui: &mut Ui, criterion: &Criterion, out: &mut Vec<Intent>) {
    label(ui, "Must-have");
    secondary(ui, "Options that score below this are ruled out, whatever their total.");
    let names = ["Not a must-have", "At least 2", "At least 3", "At least 4", "At least 5"];
    let current = criterion.must_have.map_or(0, |must_have| usize::from(must_have.at_least.points()) - 1);
    let rule = criterion.must_have.map_or(MustHaveRule::Median, |must_have| must_have.rule);
    if let Some(picked) = select(ui, "Threshold", names[current], names.into_iter(), Some(current), 278.0) {
        let at_least = Score::new(picked as u8 + 1).filter(|_| picked > 0);
        let must_have = at_least.map(|at_least| MustHave { at_least, rule });
        out.push(field_edit(criterion, CriterionField::MustHave(must_have)));
    }
    if let Some(MustHave { at_least, rule }) = criterion.must_have {
        let names = [
            "Fails if the median is below",
            "Fails if 1 member is below",
            "Fails if 2 members are below",
            "Fails if 3 members are below",
        ];
        let current = match rule {
            MustHaveRule::Median => 0,
            MustHaveRule::Members(count) => usize::from(count).min(3),
        };
        if let Some(picked) = select(ui, "Rule", names[current], names.into_iter(), Some(current), 278.0) {
            let rule = if picked == 0 { MustHaveRule::Median } else { MustHaveRule::Members(picked as u16) };
            out.push(field_edit(criterion, CriterionField::MustHave(Some(MustHave { at_least, rule }))));
        }
    }
    ui.add_space(space::M);
    let mut out_of_model = criterion.not_applicable;
    let checkbox = ui.checkbox(&mut out_of_model, "Not applicable (leave this criterion out)");
    if tell_lock(ui, checkbox).changed() {
        out.push(field_edit(criterion, CriterionField::NotApplicable(out_of_model)));
    }
}
