//! Result: the outcome of the scores, in a sentence first, then in bars; how sure it is, and what would change it.

mod by_profile;
mod checks;
mod difference;
mod discuss;
mod flips;
mod ladder;
mod otherwise;
mod stability;
mod totals;
mod weakest;
mod what_if;

use egui::{Rect, Ui, Vec2, pos2};
use strum::{EnumCount, VariantArray};

use super::{Cx, problems, reveal::reveal_button};
use crate::{
    analysis::{self, Analysis, Firmness},
    chart::ChartKind,
    decision::{Decision, OptionId},
    gui::{
        intent::{Intent, PathIntent, PathUse},
        session::{Document, Findings, Trial},
        step::Step,
        theme::{
            icons::{self, Icon},
            tokens::{Mark, Tokens, Type, size, space},
        },
        widgets::{
            self, ButtonKind, Tone, button, callout, empty_state, icon_button, page_head, rich, secondary, section,
            segmented, title, two_columns, with_lock,
        },
        wording::all_ballots,
    },
};

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumCount, VariantArray)]
enum ResultPart {
    #[default]
    Overview,
    Discuss,
    Sure,
    Profiles,
    WhatIf,
}

impl ResultPart {
    const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    fn name(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Discuss => "Discuss next",
            Self::Sure => "How sure",
            Self::Profiles => "By profile",
            Self::WhatIf => "What if",
        }
    }
}

/// The width from which the overview has three columns, in points.
const THREE_COLUMNS: f32 = 1_300.0;

/// The memory of the screen.
#[derive(Default)]
pub struct ResultState {
    part: ResultPart,
    /// Whether people asked to see the result while their ballot is under way.
    looks_anyway: bool,
    what_if: what_if::WhatIfState,
}

/// Draws the step. During a blind round it shows neither result nor scores.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, trial: &mut Trial, state: &mut ResultState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let is_wide = state.part == ResultPart::Overview && ui.available_width() >= THREE_COLUMNS;
    let most = if is_wide { size::WIDE_PAGE } else { size::PAGE };
    ui.set_max_width(most.min(ui.available_width()));
    let findings = cx.document.findings();
    if decision.is_blind() {
        blind(ui, cx, out);
        ui.add_space(space::L);
        problems::show(ui, cx, &findings, out);
        return;
    }
    if !state.looks_anyway
        && findings.analysis.first.is_some()
        && let Some((filled, all)) = cx.document.ballot_under_way(cx.me)
    {
        state.looks_anyway = under_way(ui, cx, all - filled, all, out);
        ui.add_space(space::L);
        problems::show(ui, cx, &findings, out);
        return;
    }
    headline(ui, cx, &findings, &mut state.part);
    if findings.analysis.first.is_none() {
        nothing(ui, decision, &findings.analysis, out);
        ui.add_space(space::L);
        problems::show(ui, cx, &findings, out);
        return;
    }
    let names = ResultPart::ALL.map(ResultPart::name);
    let shown = ResultPart::ALL.iter().position(|part| *part == state.part);
    if let Some(picked) = segmented(ui, "Part of the result", &names, shown) {
        state.part = ResultPart::ALL[picked];
    }
    ui.add_space(space::M);
    trial.is_in_view = state.part == ResultPart::WhatIf;
    match state.part {
        ResultPart::Overview => overview(ui, cx, &findings, state, out),
        ResultPart::Discuss => discuss::all(ui, decision, &findings.analysis, out),
        ResultPart::Sure => sure(ui, cx, &findings.analysis, out),
        ResultPart::Profiles => by_profile::show(ui, cx, out),
        ResultPart::WhatIf => what_if::show(ui, cx, &findings, trial, &mut state.what_if, out),
    }
    ui.add_space(space::XXL);
}

fn overview(ui: &mut Ui, cx: &Cx<'_>, findings: &Findings, state: &mut ResultState, out: &mut Vec<Intent>) {
    let (decision, analysis) = (cx.decision(), &findings.analysis);
    let is_wide = ui.available_width() >= THREE_COLUMNS;
    // Each column needs a place for its intents, since closures cannot borrow `out` at once.
    let (mut of_lead, mut of_ladder, mut of_talk) = (Vec::new(), Vec::new(), Vec::new());
    let mut more = None;
    let lead = |ui: &mut Ui| {
        totals::show(ui, decision, analysis, Some(&mut of_lead));
        ui.add_space(space::L);
        difference::card_of_the_lead(ui, decision, analysis, &mut of_lead);
    };
    let mut sure = |ui: &mut Ui| {
        ladder::card_of_the_ladder(ui, decision, &drawn(cx.document, analysis), &mut of_ladder);
        ui.add_space(space::L);
        weakest::show(ui, decision, analysis, &mut of_ladder);
    };
    let mut talk = |ui: &mut Ui| {
        if discuss::card_of_the_first(ui, decision, analysis, &mut of_talk) {
            more = Some(ResultPart::Discuss);
        }
        ui.add_space(space::L);
        problems::show(ui, cx, findings, &mut of_talk);
        if button(ui, "Continue to decision", ButtonKind::Primary).clicked() {
            of_talk.push(Intent::Go(Step::Decision));
        }
    };
    if is_wide {
        two_columns(ui, 0.38, lead, |ui| two_columns(ui, 0.5, sure, talk));
    } else {
        two_columns(ui, 0.525, lead, |ui| {
            sure(ui);
            ui.add_space(space::L);
            talk(ui);
        });
    }
    for intents in [&mut of_lead, &mut of_ladder, &mut of_talk] {
        out.append(intents);
    }
    if let Some(part) = more {
        state.part = part;
        ui.ctx().request_repaint();
    }
}

/// Returns the ladder of a record as far as it is drawn.
fn drawn<'a>(document: &'a Document, analysis: &'a Analysis) -> ladder::LadderContent<'a> {
    ladder::LadderContent { analysis, ladder: analysis.ladder.as_ref(), drawing: document.drawing(), of_record: true }
}

fn sure(ui: &mut Ui, cx: &Cx<'_>, analysis: &Analysis, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    two_columns(
        ui,
        0.5,
        |ui| {
            ladder::card_of_the_ladder(ui, decision, &drawn(cx.document, analysis), out);
            ui.add_space(space::L);
            checks::counted_otherwise(ui, decision, analysis);
        },
        |ui| {
            checks::turning_points(ui, decision, analysis);
            ui.add_space(space::L);
            stability::show(ui, decision, analysis);
        },
    );
}

fn blind(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    page_head(ui, "The result appears when the round is revealed", "");
    let (round, all) = (decision.round(), decision.members.len());
    let sealed = all - decision.not_sealed().len();
    let (head, how_many) = if sealed == all {
        (format!("{} in", all_ballots(all)), String::new())
    } else {
        (format!("Round {round} is hidden"), format!("{sealed} of {all} have sealed their ballots. "))
    };
    let traces = [analysis::shown_before(decision), analysis::reopened(decision)].into_iter().flatten();
    let now = format!("{how_many}Until the reveal, this page shows nothing that anybody scored.");
    let words = traces.chain([now]).collect::<Vec<_>>().join(" ");
    empty_state(ui, &head, &words);
    ui.add_space(space::M);
    with_lock(ui, cx.is_locked(), |ui| reveal_button(ui, decision, out));
}

/// Draws how many cells of the ballot are open, in place of a result that would still change. Returns whether people want to see it
/// anyway.
fn under_way(ui: &mut Ui, cx: &Cx<'_>, open: usize, all: usize, out: &mut Vec<Intent>) -> bool {
    page_head(ui, "The result appears when your ballot is complete", "");
    let guess = "If you can't judge one, press ? instead of guessing.";
    let (head, words) = if cx.decision().is_voting_again() {
        // In a later round, an open cell keeps its earlier score, where it has one.
        let empty = cx.me.map_or(open, |me| cx.decision().never_scored(me));
        let kept = match open.saturating_sub(empty) {
            0 => None,
            1 => Some("One cell keeps its earlier score until you score it again.".to_owned()),
            kept => Some(format!("{kept} cells keep their earlier scores until you score them again.")),
        };
        let empty = match empty {
            0 => None,
            1 => Some(format!("One cell never had a score, and would count as 3. {guess}")),
            empty => Some(format!("{empty} cells never had a score, and would count as 3. {guess}")),
        };
        let head = format!("You have scored {} of {all} cells in this round", all - open);
        (head, kept.into_iter().chain(empty).collect::<Vec<_>>().join(" "))
    } else {
        let are = if open == 1 { "is" } else { "are" };
        let head = format!("{open} of your {all} cells {are} still open");
        (head, format!("Open cells would count as 3. {guess}"))
    };
    empty_state(ui, &head, &words);
    ui.add_space(space::M);
    let mut looks = false;
    ui.horizontal(|ui| {
        if button(ui, "Continue scoring", ButtonKind::Primary).clicked() {
            out.push(Intent::Go(Step::Scores));
        }
        looks = button(ui, "Look anyway", ButtonKind::Secondary).clicked();
    });
    looks
}

fn headline(ui: &mut Ui, cx: &Cx<'_>, findings: &Findings, part: &mut ResultPart) {
    let (t, decision) = (Tokens::of(ui), cx.decision());
    ui.spacing_mut().item_spacing.y = space::XS;
    if let Some(successor) = cx.document.successor() {
        ui.label(rich(format!("Superseded by {}.", successor.name), Type::BodyMedium).color(t.warning));
        ui.add_space(space::S);
    }
    if let Some(since) = &findings.since_predecessor {
        ui.scope(|ui| {
            ui.set_max_width(920.0_f32.min(ui.available_width()));
            ui.label(rich(since, Type::BodyMedium).line_height(Some(20.0)));
        });
        ui.add_space(space::S);
    }
    let what = match findings.analysis.members.len() {
        0 => "Result".to_owned(),
        _ => format!("Result of {}", findings.analysis.ballots()),
    };
    ui.label(rich(what, Type::Body).color(t.secondary));
    ui.scope(|ui| {
        ui.set_max_width(920.0_f32.min(ui.available_width()));
        title(ui, &findings.verdict.headline);
        if !findings.verdict.because.is_empty() {
            ui.label(rich(&findings.verdict.because, Type::Body).line_height(Some(20.0)));
        }
        if let Some(meaning) = &findings.verdict.meaning {
            secondary(ui, meaning);
        }
        let is_unclear =
            findings.verdict.firmness == Some(Firmness::NoClearWinner) && findings.analysis.winner().is_some();
        if let Some(caution) = findings.verdict.caution.as_deref().or(is_unclear.then_some(UNCLEAR)) {
            ui.add_space(space::XS);
            callout(ui, Tone::Warning, "", caution, |ui| ways_on(ui, &findings.analysis, part));
        }
    });
    let weights = analysis::whose_weights(&findings.analysis);
    for words in [analysis::revealed(decision), analysis::missing_sealed(decision), weights].into_iter().flatten() {
        secondary(ui, words);
    }
    if decision.references.iter().any(|reference| reference.counted) {
        secondary(ui, "The scores from a source count as one more ballot.");
    }
    ui.add_space(space::M);
}

/// What is said of a lead that is none where nothing else is.
const UNCLEAR: &str = "Another team could well find another winner.";

/// Draws buttons to the parts of the screen that show how much a caution weighs, and what to discuss.
fn ways_on(ui: &mut Ui, analysis: &Analysis, part: &mut ResultPart) {
    if analysis.runner_up.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if *part != ResultPart::Sure && button(ui, "See how sure it is", ButtonKind::Secondary).clicked() {
            *part = ResultPart::Sure;
        }
        let settles = analysis.members.len() > 1 && !analysis.discuss_next().is_empty();
        if settles && *part != ResultPart::Discuss && button(ui, "See what to discuss", ButtonKind::Secondary).clicked()
        {
            *part = ResultPart::Discuss;
        }
    });
}

fn nothing(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) {
    if decision.shared_id().is_some() {
        // The headline says so, and the problems below say where it is.
        return;
    }
    let (words, step) = if analysis.are_all_screened_out() {
        // The headline says so with the reasons, and the problems below say what to change.
        ("", Step::Criteria)
    } else if decision.options.len() < 2 {
        ("Add at least two options.", Step::Options)
    } else if decision.applicable().all(|criterion| criterion.swing == Some(0)) {
        ("Give at least one criterion a weight above 0.", Step::Criteria)
    } else {
        ("Score at least one cell.", Step::Scores)
    };
    if !words.is_empty() {
        empty_state(ui, "Nothing to compare yet", words);
        ui.add_space(space::M);
    }
    if button(ui, &format!("Go to {}", step.name()), ButtonKind::Primary).clicked() {
        out.push(Intent::Go(step));
    }
}

fn mark(ui: &Ui, decision: &Decision, id: &OptionId) -> Mark {
    let place = decision.options.iter().position(|option| option.id == *id).unwrap_or(0);
    Tokens::of(ui).option(place)
}

/// Draws the head of a card with a chart, and a button to save the chart where `save` is given.
fn chart_head(ui: &mut Ui, words: &str, chart: ChartKind, save: Option<&mut Vec<Intent>>) {
    match save {
        None => head(ui, words),
        Some(out) => {
            if head_with_icon(ui, words, icons::DOWNLOAD, &format!("Save the chart: {}…", chart.name())) {
                out.push(Intent::Path(PathIntent::Ask(PathUse::Chart(chart))));
            }
        }
    }
}

/// Draws the head of a card with a button in its corner, level with the first line even if the head takes several. Returns
/// whether the button was clicked.
fn head_with_icon(ui: &mut Ui, words: &str, icon: Icon, name: &str) -> bool {
    let row = ui.available_rect_before_wrap();
    head(ui, words);
    let corner =
        Rect::from_center_size(pos2(row.right() - ICON / 2.0, row.top() + ICON / 2.0 - 3.0), Vec2::splat(ICON));
    let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(corner));
    corner.spacing_mut().interact_size.y = ICON;
    icon_button(&mut corner, icon, name).clicked()
}

/// Draws the head of a card, with room for a button in its corner.
fn head(ui: &mut Ui, words: &str) {
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width() - ICON);
        section(ui, words);
    });
}

/// The side of the button at the head of a chart, in points.
const ICON: f32 = 26.0;

/// Draws a legend of options and their colours.
fn legend<'a>(ui: &mut Ui, decision: &'a Decision, options: impl Iterator<Item = &'a OptionId>) {
    let entries: Vec<_> =
        options.map(|option| (mark(ui, decision, option), decision.option_name(option).to_owned())).collect();
    widgets::legend(ui, entries);
}

/// Draws a row with its name on the left and its answer on the right. A row out of sight only takes its room.
fn fact_row(ui: &mut Ui, what: &str, answer: impl FnOnce(&mut Ui)) {
    let size = egui::vec2(ui.available_width(), 22.0);
    if !ui.is_rect_visible(egui::Rect::from_min_size(ui.cursor().min, size)) {
        ui.allocate_exact_size(size, egui::Sense::hover());
        return;
    }
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        // A long answer leaves room for what it answers.
        let room = egui::vec2(size.x * 0.5, size.y);
        ui.allocate_ui_with_layout(room, egui::Layout::right_to_left(egui::Align::Center), answer);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(rich(what, Type::Secondary)).truncate());
        });
    });
}
