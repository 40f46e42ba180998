//! Criteria: the list with its weights, and the inspector for the selected one.

use egui::{Sense, Ui, vec2};

use super::{
    Cx,
    group_weights::{self, Groups},
    own_swings::{SwingOwner, weighed_by_each, whose},
    scores::{RowFilter, Selection, nothing_left, row_filter},
};
use crate::{
    analysis::{share_of_weight, sum},
    decision::{
        Anchor, Anchors, Criterion, CriterionField, CriterionId, CriterionText, Decision, Edit, MustHave, MustHaveRule,
        Place, Score,
    },
    gui::{
        intent::Intent,
        session::Draft,
        step::Step,
        theme::{
            icons,
            tokens::{Tokens, Type, size, space},
        },
        widgets::{
            ButtonKind, Field, Tone, button, button_enabled, callout, chip, context_menu, empty_state, focus_ring,
            focus_wanted, icon_button, label, look_alikes, page_head, rich, row_lifted, secondary, section, select,
            spoken, swing_slider, want_focus,
        },
        wording::group_name,
    },
};

/// The width of what is said of a criterion beside its numbers, in points.
const CHIP: f32 = 92.0;
/// The width of its share, in points.
const SHARE: f32 = 56.0;

/// The width, in points, of a swing as a number.
const SWING: f32 = 60.0;
/// The width of a row, in points, below which it has two lines.
const STACKED: f32 = 460.0;

/// The memory of the screen.
#[derive(Default)]
pub struct CriteriaState {
    adding: bool,
    /// Whether the sliders move the swings of the member in the seat.
    own: bool,
    /// The rows that are shown.
    filter: RowFilter,
    /// The importance of the groups, while people weigh them.
    groups: Option<Groups>,
    name: String,
    group: String,
}

impl CriteriaState {
    pub(super) fn draft(&self) -> Option<Draft> {
        // A name in a form that people have cancelled is no draft.
        Draft::not_added("The criterion", &self.name, Some(Step::Criteria)).filter(|_| self.adding)
    }
}

/// Draws the main area.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    // Names stay near their sliders.
    ui.set_max_width(ui.available_width().min(size::SHEET));
    page_head(ui, "What matters, and how much?", "");
    look_alikes(ui, &cx.document.findings().problems, Some(Step::Criteria));
    toolbar(ui, cx, state, out);
    if state.adding {
        add(ui, cx, selection, state, out);
    }
    let decision = cx.decision();
    if state.groups.as_mut().is_some_and(|groups| group_weights::show(ui, decision, groups, out)) {
        state.groups = None;
    }
    if decision.criteria.is_empty() {
        ui.add_space(space::L);
        empty_state(
            ui,
            "No criteria yet",
            "Add what you will judge the options by. Most decisions use 5 to 25 \
                                            criteria.",
        );
    }
    let whose = whose(ui, cx, &mut state.own, out);
    let sum = sum(decision.applicable().map(|criterion| f64::from(whose.swing(criterion))));
    if decision.criteria.is_empty() {
        return;
    }
    ui.add_space(space::S);
    let is_wide = ui.available_width() > STACKED;
    let (left, is_new) = ui
        .horizontal(|ui| {
            let left = row_filter(ui, cx, selection, &mut state.filter);
            if is_wide {
                heads(ui);
            }
            left
        })
        .inner;
    if is_new && let Some(id) = &selection.criterion {
        want_focus(ui.ctx(), id);
    }
    nothing_left(ui, &left);
    for (group, criteria) in decision.groups() {
        let criteria = criteria.into_iter().filter(|criterion| left.has(&criterion.id, selection));
        let criteria: Vec<_> = criteria.collect();
        if criteria.is_empty() {
            continue;
        }
        ui.add_space(space::M);
        ui.label(rich(group_name(group), Type::SecondaryStrong).color(Tokens::of(ui).secondary));
        for criterion in criteria {
            // The id is that of the criterion, so that a row keeps the focus when those above it scroll out of sight.
            ui.push_id(criterion.id.as_str(), |ui| row(ui, decision, criterion, &whose, sum, selection, out));
        }
    }
    ui.add_space(space::XXL);
}

fn toolbar(ui: &mut Ui, cx: &Cx<'_>, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    ui.horizontal_wrapped(|ui| {
        if let Some(template) = cx.template().filter(|template| !template.profiles.is_empty()) {
            let current = template.profiles.iter().position(|profile| Some(&profile.id) == decision.profile.as_ref());
            let name = current.map_or("None", |index| template.profiles[index].called());
            let names = template.profiles.iter().map(|profile| profile.called());
            if let Some(picked) = select(ui, "Profile", &format!("Profile: {name}"), names, current, 230.0) {
                out.push(Intent::Edit(template.profiles[picked].edit()));
            }
        } else if button_enabled(ui, "Make all equal", ButtonKind::Secondary, !decision.criteria.is_empty()).clicked() {
            let swings = decision.criteria.iter().map(|c| (c.id.clone(), Criterion::EQUAL_SWING)).collect();
            out.push(Intent::Edit(Edit::Swings { profile: None, label: "Make all weights equal".to_owned(), swings }));
        }
        if decision.groups().len() > 1 && state.groups.is_none() {
            let help = "Weigh the groups first, then the criteria in each";
            if button(ui, "Weigh by group…", ButtonKind::Secondary).on_hover_text(help).clicked() {
                state.groups = Some(group_weights::as_weighed(decision));
            }
        }
        if button(ui, if state.adding { "Cancel adding" } else { "Add a criterion" }, ButtonKind::Secondary).clicked() {
            state.adding = !state.adding;
        }
    });
    let why = cx.template().and_then(|template| template.profile(decision.profile.as_deref()?));
    if let Some(profile) = why {
        secondary(ui, &profile.why);
    }
}

fn add(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    ui.add_space(space::S);
    ui.horizontal_top(|ui| {
        let name = Field::line("Name of the new criterion")
            .hint("For example: Build time")
            .width(260.0)
            .edit(ui, &mut state.name);
        let group = Field::line("Its group").hint("For example: Delivery").width(180.0).edit(ui, &mut state.group);
        let ready = !state.name.trim().is_empty();
        let entered =
            (name.lost_focus() || group.lost_focus()) && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let pressed = ui.vertical(|ui| {
            ui.add_space(19.0);
            button_enabled(ui, "Add", ButtonKind::Primary, ready).clicked()
        });
        if ready && (pressed.inner || entered) {
            let id = CriterionId::from_name(&state.name, cx.decision().criteria.iter().map(|criterion| &criterion.id));
            let criterion = Criterion::new(id.clone(), state.name.trim(), state.group.trim());
            out.push(Intent::Edit(Edit::AddCriterion(Box::new(criterion))));
            selection.criterion = Some(id);
            state.name.clear();
            state.adding = false;
        }
    });
}

/// Draws the heads of the two columns of numbers, at the end of a line.
fn heads(ui: &mut Ui) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        slot(ui, CHIP, |_| ());
        slot(ui, SHARE, |ui| {
            secondary(ui, "Share");
        });
        secondary(ui, "Weight, 0 to 100");
    });
}

/// Returns what can be done with a criterion, by name.
fn acts(decision: &Decision, criterion: &Criterion) -> Vec<(String, Intent)> {
    let id = || criterion.id.clone();
    let mut acts = vec![("Score it".to_owned(), Intent::ScoreFrom(Some(id())))];
    let place = decision.criteria.iter().position(|one| one.id == criterion.id).unwrap_or(0);
    if place > 0 {
        acts.push(("Move up".to_owned(), Intent::Edit(Edit::MoveCriterion(id(), place - 1))));
    }
    if place + 1 < decision.criteria.len() {
        acts.push(("Move down".to_owned(), Intent::Edit(Edit::MoveCriterion(id(), place + 1))));
    }
    let words = if criterion.not_applicable { "Apply it again" } else { "Leave it out (not applicable)" };
    acts.push((words.to_owned(), field_edit(criterion, CriterionField::NotApplicable(!criterion.not_applicable))));
    acts.push((format!("Remove {}", criterion.called()), Intent::Edit(Edit::RemoveCriterion(id()))));
    acts
}

fn row(
    ui: &mut Ui,
    decision: &Decision,
    criterion: &Criterion,
    whose: &SwingOwner<'_>,
    sum: f64,
    selection: &mut Selection,
    out: &mut Vec<Intent>,
) {
    let t = Tokens::of(ui);
    // With little room, the name is above its slider.
    let is_wide = ui.available_width() > STACKED;
    let height = if is_wide { 36.0 } else { 64.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let selected = selection.criterion.as_ref() == Some(&criterion.id);
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::accesskit::Role::ListItem,
            true,
            selected,
            format!("Criterion {}", spoken(criterion.called())),
        )
    });
    focus_wanted(ui, &response, &criterion.id);
    // A row that gets the keyboard focus is drawn even while it is out of sight, so it can be selected here.
    if response.clicked() || response.secondary_clicked() || response.gained_focus() {
        selection.criterion = Some(criterion.id.clone());
    }
    out.extend(context_menu(ui, &response, || acts(decision, criterion)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    if selected {
        row_lifted(ui, rect.expand2(vec2(10.0, 0.0)));
    }
    focus_ring(ui, &response, rect.expand2(vec2(10.0, 0.0)), 10);
    let line = if is_wide { rect } else { rect.with_min_y(rect.bottom() - 36.0) };
    let mut inside = ui.new_child(
        egui::UiBuilder::new()
            .id_salt(criterion.id.as_str())
            .max_rect(line)
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    let slider = numbers(&mut inside, criterion, whose, sum, out);
    let name = if is_wide { rect.with_max_x(slider - space::L) } else { rect.with_max_y(line.top() + space::XS) };
    let mut names =
        ui.new_child(egui::UiBuilder::new().max_rect(name).layout(egui::Layout::left_to_right(egui::Align::Center)));
    let color = if criterion.not_applicable { t.secondary } else { t.text };
    names.add(egui::Label::new(rich(criterion.called(), Type::BodyMedium).color(color)).truncate());
}

/// Draws the weight, the swing and its slider. Returns the left end of the slider.
fn numbers(ui: &mut Ui, criterion: &Criterion, whose: &SwingOwner<'_>, sum: f64, out: &mut Vec<Intent>) -> f32 {
    let t = Tokens::of(ui);
    slot(ui, CHIP, |ui| {
        if criterion.not_applicable {
            chip(ui, "not applicable", Tone::Neutral);
        } else if let Some(must_have) = criterion.must_have {
            chip(ui, format!("must be ≥ {}", must_have.at_least.points()), Tone::Accent);
        } else if let SwingOwner::Mine(decision, member) = whose
            && member.swings.contains_key(&criterion.id)
        {
            secondary(ui, format!("team: {}", decision.swing(criterion)));
        }
    });
    slot(ui, SHARE, |ui| {
        let share = if criterion.not_applicable || sum == 0.0 { 0.0 } else { f64::from(whose.swing(criterion)) / sum };
        let words = if whose.is_unset(criterion) { "not set".to_owned() } else { share_of_weight(share) };
        ui.label(rich(words, Type::Secondary).color(t.secondary));
    });
    let name = format!("{} of {}", whose.noun(), criterion.called());
    let room = ui.available_width();
    // A slider below its name gets all the room that the number leaves.
    let width = if room < STACKED / 2.0 { (room - SWING).max(40.0) } else { (room * 0.5).min(300.0) };
    if let Some(swing) = swing_slider(ui, &name, whose.swing(criterion), !criterion.not_applicable, width) {
        out.push(whose.change(criterion, swing));
    }
    ui.min_rect().left()
}

/// Draws content in a fixed width, so that the content beside it is at the same place in every row.
fn slot(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(width, 28.0), layout, |ui| {
        ui.set_width(width);
        add(ui);
    });
}

/// Draws the inspector: the selected criterion, for editing.
pub fn inspect(ui: &mut Ui, cx: &Cx<'_>, selection: &Selection, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let place = selection.criterion.as_ref().and_then(|id| decision.criteria.iter().position(|c| c.id == *id));
    let Some(index) = place else {
        section(ui, "No criterion selected");
        secondary(ui, "Select one to see its question and what each score means.");
        return;
    };
    let criterion = &decision.criteria[index];
    ui.push_id(criterion.id.as_str(), |ui| {
        head(ui, cx, index, out);
        ui.add_space(space::S);
        let place = Place::Criterion(criterion.id.clone());
        for problem in cx.document.findings().problems.iter().filter(|problem| problem.place == place) {
            // These problems would reveal scores that are hidden in a blind round.
            if !decision.is_blind() {
                callout(ui, Tone::Warning, &problem.what, &problem.advice, |_| ());
                ui.add_space(space::S);
            }
        }
        swing_question(ui, criterion);
        weighed_by_each(ui, cx, &criterion.id);
        fields(ui, criterion, out);
        ui.separator();
        must_have(ui, criterion, out);
    });
}

/// Draws the question that a swing answers, since it is about the range between two anchors and not about the subject.
fn swing_question(ui: &mut Ui, criterion: &Criterion) {
    let Anchors { one, five, .. } = &criterion.anchors;
    if one.trim().is_empty() || five.trim().is_empty() || criterion.not_applicable {
        return;
    }
    label(ui, "What this weight means");
    secondary(ui, format!("How much does it matter to get from \"{}\" (1) to \"{}\" (5)?", one.trim(), five.trim()));
    ui.add_space(space::S);
}

fn head(ui: &mut Ui, cx: &Cx<'_>, index: usize, out: &mut Vec<Intent>) {
    let criterion = &cx.decision().criteria[index];
    ui.horizontal(|ui| {
        section(ui, "Criterion");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::DELETE, &format!("Remove {}", criterion.called())).clicked() {
                out.push(Intent::Edit(Edit::RemoveCriterion(criterion.id.clone())));
            }
            if icon_button(ui, icons::ARROW_DOWNWARD, &format!("Move {} down", criterion.called())).clicked() {
                out.push(Intent::Edit(Edit::MoveCriterion(criterion.id.clone(), index + 1)));
            }
            if icon_button(ui, icons::ARROW_UPWARD, &format!("Move {} up", criterion.called())).clicked() && index > 0 {
                out.push(Intent::Edit(Edit::MoveCriterion(criterion.id.clone(), index - 1)));
            }
        });
    });
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

fn fields(ui: &mut Ui, criterion: &Criterion, out: &mut Vec<Intent>) {
    for text in CriterionText::ALL {
        let (name, lines) = field_of(text);
        let field = if lines == 0 { Field::line(name) } else { Field::lines(name, lines) };
        if let (_, Some(words)) = field.show(ui, criterion.text(text)) {
            out.push(field_edit(criterion, CriterionField::Text(text, words)));
        }
        ui.add_space(space::XS);
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
    if ui.checkbox(&mut out_of_model, "Not applicable (leave this criterion out)").changed() {
        out.push(field_edit(criterion, CriterionField::NotApplicable(out_of_model)));
    }
}
