//! Result: what follows from the scores, in a sentence first, then in bars.

use egui::Ui;

use super::{Action, Cx};
use crate::{
    analysis::Analysis,
    decision::{Decision, OptionId, Problem, Severity},
    gui::{
        command::Command,
        document::Findings,
        step::Step,
        theme::tokens::{Tokens, Type, size, space},
        widgets::{
            Kind, Tone, button, callout, card, difference_bar, empty_state, page_head, rich, secondary, section,
            swatch, two_columns, value_bar,
        },
    },
};

/// How many rows of a chart are told one by one; the rest is summed up in one row.
const ROWS: usize = 12;

/// Draws it.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let decision = cx.decision();
    ui.set_max_width(size::PAGE.min(ui.available_width()));
    if decision.is_blind() {
        blind(ui, cx, out);
        return;
    }
    let findings = cx.document.findings();
    headline(ui, decision, &findings);
    if findings.analysis.winner.is_none() {
        nothing(ui, decision, out);
        return;
    }
    two_columns(
        ui,
        0.525,
        |ui| {
            totals(ui, decision, &findings.analysis);
            ui.add_space(space::L);
            difference(ui, decision, &findings.analysis);
        },
        |ui| {
            cross_checks(ui, decision, &findings.analysis);
            ui.add_space(space::L);
            problems(ui, &findings.problems);
        },
    );
    ui.add_space(space::L);
    if button(ui, "Go on to the decision", Kind::Primary).clicked() {
        out.push(Action::Go(Step::Decision));
    }
    ui.add_space(space::XXL);
}

fn blind(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let decision = cx.decision();
    page_head(ui, "The result appears when the round is revealed", "");
    let sealed = decision.members.iter().filter(|member| decision.has_sealed(&member.id)).count();
    let words = format!(
        "{sealed} of {} have sealed their ballots. Until all have, nothing here tells what anybody scored.",
        decision.members.len()
    );
    empty_state(ui, &format!("Round {} is blind", decision.round()), &words);
    ui.add_space(space::M);
    if button(ui, "Reveal the round…", Kind::Secondary).clicked() {
        out.push(Action::Run(Command::Reveal));
    }
}

fn headline(ui: &mut Ui, decision: &Decision, findings: &Findings) {
    let t = Tokens::of(ui);
    let ballots = findings.analysis.members.len();
    ui.spacing_mut().item_spacing.y = space::XS;
    let what = match ballots {
        0 => "Result".to_owned(),
        1 => "Result of one ballot".to_owned(),
        n => format!("Result of {n} ballots"),
    };
    ui.label(rich(what, Type::Body).color(t.secondary));
    ui.scope(|ui| {
        ui.set_max_width(920.0_f32.min(ui.available_width()));
        ui.label(rich(&findings.verdict.headline, Type::Title).line_height(Some(32.0)));
        if !findings.verdict.because.is_empty() {
            ui.label(rich(&findings.verdict.because, Type::Body).line_height(Some(20.0)));
        }
        if let Some(caution) = &findings.verdict.caution {
            ui.add_space(space::XS);
            callout(ui, Tone::Warning, "", caution, |_| ());
        }
    });
    if decision.references.iter().any(|reference| reference.counted) {
        secondary(ui, "The reference ballot counts as one more ballot.");
    }
    ui.add_space(space::M);
}

fn nothing(ui: &mut Ui, decision: &Decision, out: &mut Vec<Action>) {
    let (words, step) = if decision.options.len() < 2 {
        ("Add at least two options.", Step::Options)
    } else if decision.applicable().all(|criterion| criterion.swing == 0) {
        ("Give at least one criterion a swing above zero.", Step::Criteria)
    } else {
        ("Score at least one cell.", Step::Scores)
    };
    empty_state(ui, "Nothing to compare yet", words);
    ui.add_space(space::M);
    if button(ui, &format!("Go to {}", step.name()), Kind::Primary).clicked() {
        out.push(Action::Go(step));
    }
}

fn name<'a>(decision: &'a Decision, id: &'a OptionId) -> &'a str {
    decision.option(id).map_or(id.as_str(), |option| &option.name)
}

fn color(ui: &Ui, decision: &Decision, id: &OptionId) -> egui::Color32 {
    let place = decision.options.iter().position(|option| option.id == *id).unwrap_or(0);
    Tokens::of(ui).option(place)
}

fn totals(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    card(ui, |ui| {
        section(ui, "How the options score");
        secondary(ui, "Weighted mean on the scale from 1 to 5. A lighter end is what empty cells leave open.");
        ui.add_space(space::S);
        let mut options: Vec<_> = analysis.options.iter().collect();
        options.sort_by(|a, b| {
            let out = a.screened_out.is_some().cmp(&b.screened_out.is_some());
            out.then(b.value.total_cmp(&a.value))
        });
        for option in options {
            let color = color(ui, decision, &option.id);
            let out = option.screened_out.is_some();
            value_bar(ui, name(decision, &option.id), (option.value, option.low, option.high), color, out);
            if let Some(reason) = &option.screened_out {
                secondary(ui, format!("Screened out: {reason}"));
            } else if option.coverage < 0.995 {
                secondary(ui, format!("{:.0} % of the weight is scored", option.coverage * 100.0));
            }
        }
    });
}

fn difference(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    let (Some(winner), Some(rival)) = (&analysis.winner, &analysis.runner_up) else { return };
    card(ui, |ui| {
        section(ui, format!("Why {} is ahead of {}", name(decision, winner), name(decision, rival)));
        ui.horizontal(|ui| {
            swatch(ui, color(ui, decision, winner));
            secondary(ui, format!("for {}", name(decision, winner)));
            swatch(ui, color(ui, decision, rival));
            secondary(ui, format!("for {}", name(decision, rival)));
            secondary(ui, "in points of the total");
        });
        ui.add_space(space::XS);
        let rows = analysis.difference(winner, rival);
        let colors = (color(ui, decision, winner), color(ui, decision, rival));
        let mut ranked: Vec<usize> = (0..rows.len()).collect();
        ranked.sort_by(|a, b| rows[*b].1.abs().total_cmp(&rows[*a].1.abs()));
        ranked.truncate(ROWS);
        let rest: f64 =
            rows.iter().enumerate().filter(|(place, _)| !ranked.contains(place)).map(|(_, row)| row.1).sum();
        let reach = ranked.iter().map(|place| rows[*place].1.abs()).fold(rest.abs(), f64::max);
        ui.spacing_mut().item_spacing.y = 0.0;
        let criterion = |id| decision.criterion(id).map_or("", |criterion| criterion.name.as_str());
        let told = |positive: bool| {
            rows.iter()
                .enumerate()
                .filter(|(place, _)| ranked.contains(place))
                .filter(move |(_, row)| (row.1 >= 0.0) == positive)
        };
        for (_, (id, value)) in told(true) {
            difference_bar(ui, criterion(id), *value, reach, colors);
        }
        if rows.len() > ranked.len() {
            difference_bar(ui, &format!("{} others", rows.len() - ranked.len()), rest, reach, colors);
        }
        for (_, (id, value)) in told(false) {
            difference_bar(ui, criterion(id), *value, reach, colors);
        }
        ui.separator();
        ui.horizontal(|ui| {
            ui.label(rich(format!("{} ahead by", name(decision, winner)), Type::BodyMedium));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let gap: f64 = rows.iter().map(|row| row.1).sum();
                ui.label(rich(format!("{gap:.2}"), Type::BodyMedium));
            });
        });
    });
}

fn cross_checks(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    let Some(winner) = &analysis.winner else { return };
    card(ui, |ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        section(ui, "Does it depend on how you count?");
        secondary(ui, "Who comes first when the same scores are counted in other ways.");
        ui.add_space(space::S);
        let others = [
            ("All criteria of equal weight", &analysis.equal_weights_winner),
            ("Medians in place of means", &analysis.median_winner),
            ("Only what was measured", &analysis.measured_only_winner),
        ];
        for (what, other) in others {
            check_row(ui, decision, what, other.as_ref(), winner);
        }
        if analysis.members.len() > 1 {
            ui.add_space(space::S);
            ui.label(rich("Each ballot alone", Type::SecondaryStrong));
            for member in analysis.members.iter().take(50) {
                check_row(ui, decision, &member.name, member.winner.as_ref(), winner);
            }
            let more = analysis.members.len().saturating_sub(50);
            if more > 0 {
                secondary(ui, format!("and {more} more"));
            }
        }
    });
}

fn check_row(ui: &mut Ui, decision: &Decision, what: &str, other: Option<&OptionId>, winner: &OptionId) {
    let size = egui::vec2(ui.available_width(), 22.0);
    if !ui.is_rect_visible(egui::Rect::from_min_size(ui.cursor().min, size)) {
        ui.allocate_exact_size(size, egui::Sense::hover());
        return;
    }
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.label(rich(what, Type::Secondary));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| match other {
            None => {
                secondary(ui, "no answer");
            }
            Some(other) => {
                let differs = other != winner;
                let words = if differs {
                    format!("{}, not {}", name(decision, other), name(decision, winner))
                } else {
                    name(decision, other).to_owned()
                };
                let t = Tokens::of(ui);
                ui.label(rich(words, Type::SecondaryStrong).color(if differs { t.warning } else { t.text }));
                swatch(ui, color(ui, decision, other));
            }
        });
    });
}

fn problems(ui: &mut Ui, problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    card(ui, |ui| {
        section(ui, "Before you decide");
        ui.add_space(space::XS);
        for problem in problems.iter().take(12) {
            let tone = if problem.severity == Severity::Error { Tone::Bad } else { Tone::Warning };
            callout(ui, tone, &problem.what, &problem.advice, |_| ());
        }
        let more = problems.len().saturating_sub(12);
        if more > 0 {
            secondary(ui, format!("and {more} more; `weigh-in check` lists all"));
        }
    });
}
