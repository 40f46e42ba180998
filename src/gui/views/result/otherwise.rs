//! The winners when the same scores are counted in other ways, in one strip; and the regret of each option.

use egui::{Color32, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{checks::lead_in_words, fact_row, mark};
use crate::{
    analysis::{Analysis, Leaders},
    decision::{Decision, MemberId},
    gui::{
        theme::tokens::{Mark, Tokens, Type, size, space},
        widgets::{card, clamped, paint_mark, rich, secondary, section, shown},
    },
};

/// The most ballots shown in the strip.
const BALLOTS: usize = 50;

/// A way of counting that can be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// The way of the record.
    AsItIs,
    /// All criteria with equal weights.
    EqualWeights,
    /// One ballot alone.
    Alone(MemberId),
}

/// Draws each way of counting with its winner. Returns the way that people want to try.
pub(super) fn strip(ui: &mut Ui, decision: &Decision, analysis: &Analysis) -> Option<Way> {
    let mut wanted = None;
    card(ui, |ui| {
        section(ui, "Other methods");
        secondary(ui, "Who wins by each, with the saved weights. A button tries the method here.");
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::S);
            // A trial changes the swings of the team, which do not count for members who set their own.
            let equal = decision.members.iter().all(|member| member.swings.is_empty()).then_some(Way::EqualWeights);
            let ways = [
                ("Averages", &analysis.leaders, Some(Way::AsItIs)),
                ("Medians", &analysis.medians, None),
                ("Equal weights", &analysis.equal_weights, equal),
                ("Measured only", &analysis.measured_only, None),
            ];
            for (what, leaders, way) in ways {
                one(ui, (decision, analysis), what, leaders, way, &mut wanted);
            }
            if analysis.members.len() > 1 {
                for member in analysis.members.iter().take(BALLOTS) {
                    let way = Some(Way::Alone(member.id.clone()));
                    one(ui, (decision, analysis), &member.name, &member.leaders, way, &mut wanted);
                }
            }
            if analysis.members.len() > BALLOTS {
                secondary(ui, format!("and {} more", analysis.members.len() - BALLOTS));
            }
        });
    });
    wanted
}

fn one(
    ui: &mut Ui,
    (decision, analysis): (&Decision, &Analysis),
    what: &str,
    leaders: &Leaders,
    way: Option<Way>,
    wanted: &mut Option<Way>,
) {
    let t = Tokens::of(ui);
    let first = if leaders.is_empty() { "none yet".to_owned() } else { lead_in_words(decision, leaders) };
    let differs = !leaders.is_empty() && *leaders != analysis.leaders;
    let pill = Pill {
        words: format!("{what}: {first}"),
        ink: if differs { t.warning } else { t.text },
        swatch: leaders.winner().map(|id| mark(ui, decision, id)),
        acts: way.is_some(),
    };
    if pill.show(ui) {
        *wanted = way;
    }
}

/// A way of counting with its winner, drawn in one piece, so that lines break only between them.
struct Pill {
    words: String,
    ink: Color32,
    swatch: Option<Mark>,
    acts: bool,
}

impl Pill {
    /// Draws the pill. Returns whether it was clicked.
    fn show(self, ui: &mut Ui) -> bool {
        let t = Tokens::of(ui);
        // A pill is at most as wide as the card; the whole of it is in the hover text.
        let width = ui.max_rect().width() - 36.0;
        let words = clamped(ui, &self.words, Type::Secondary, self.ink, (width, 1));
        let sense = if self.acts { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 36.0, size::CONTROL), sense);
        let told = if self.acts { format!("Try {}", self.words) } else { self.words.clone() };
        let role = if self.acts { Role::Button } else { Role::Label };
        response.widget_info(|| WidgetInfo::labeled(role, true, &told));
        let edge = match (response.has_focus(), self.acts) {
            (true, _) => Stroke::new(size::FOCUS, t.accent),
            (false, true) => Stroke::new(1.0, t.edge),
            (false, false) => Stroke::NONE,
        };
        let ground = if response.hovered() && self.acts { t.sunken } else { t.surface };
        ui.painter().rect(rect, size::RADIUS, ground, edge, StrokeKind::Inside);
        let square = Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(10.0, 10.0));
        paint_mark(ui, square, 2, self.swatch.unwrap_or(t.edge.into()));
        let is_cut = words.elided;
        ui.painter().galley(pos2(rect.left() + 26.0, rect.center().y - words.size().y / 2.0), words, self.ink);
        let response = if is_cut { response.on_hover_text(shown(self.words)) } else { response };
        response.clicked()
    }
}

/// Draws how far behind the best each option could be at worst. Draws nothing with one option.
pub(super) fn regret(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    if analysis.pairs.is_empty() {
        return;
    }
    card(ui, |ui| {
        section(ui, "Largest regret");
        secondary(
            ui,
            "How far each could fall behind the best if every weight could be half or one and a half times \
                       what it is.",
        );
        ui.add_space(space::XS);
        for (option, regret) in analysis.options.iter().zip(&analysis.max_regret) {
            let Some(regret) = regret else { continue };
            fact_row(ui, decision.option_name(&option.id), |ui| {
                ui.label(rich(format!("{regret:.2} points"), Type::SecondaryStrong));
            });
        }
    });
}
