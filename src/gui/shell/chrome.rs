//! The frame around the main area: the bar, the rail, the strip, and notices.

use std::time::Duration;

use egui::{Align, Frame, Layout, Margin, Panel, Sense, Stroke, Ui, pos2, vec2};
use jiff::civil::Date;

use super::App;
use crate::{
    decision::{Decision, Due, MemberId, Nearness, text::day},
    decision_log::SuccessorFile,
    gui::{
        command::{self, CommandEntry},
        intent::{ExportIntent, FileIntent, FileReveal, Intent, Question, StartIntent},
        session::Document,
        step::{Step, StepProgress},
        theme::{
            icons,
            tokens::{FADED, Tokens, Type, size, space},
        },
        views::status_menu,
        widgets::{
            ButtonKind, Tone, button, callout, focus_ring, follow_focus, icon_button, read_out, rich, row_lifted, say,
            secondary, shown, swatch,
        },
        wording::all_ballots,
    },
};

/// The least width beside the menus, in points, in which the title is shown.
const ROOM_FOR_TITLE: f32 = 360.0;
/// The width of a window, in points, below which the rail has only pictures and the strip only the result.
const NARROW: f32 = 620.0;
/// The width of the names of all menus, in points.
const MENUS: f32 = 200.0;
/// The width of the rail with only pictures, in points.
const NARROW_RAIL: f32 = 56.0;

/// Returns the width of a part of the verdict in the strip, with the line before it, in points.
fn part_width(ui: &Ui, part: &str) -> f32 {
    const LINE: f32 = 18.0 + 2.0 * 8.0;
    let font = egui::FontId { size: 13.0, ..Type::Body.font() };
    ui.painter().layout_no_wrap(part.to_owned(), font, egui::Color32::BLACK).size().x + LINE
}

impl App {
    pub(super) fn draw_bar(&self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let Some(document) = &self.session.document else { return };
        let t = Tokens::of(ui);
        let frame = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(14, 0));
        Panel::top("bar").exact_size(size::BAR).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.label(rich("Weigh-In", Type::BodyMedium));
                ui.add_space(space::XS);
                // A menu bar takes all the width that it can get, so it gets a fixed one.
                ui.allocate_ui(vec2(MENUS, size::BAR), |ui| {
                    self.draw_menus(ui, out);
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    // With little room, the menus matter more than the title.
                    if ui.available_width() < ROOM_FOR_TITLE {
                        if icon_button(ui, icons::SEARCH, "Search commands").clicked() {
                            out.push(Intent::Ask(Question::Palette));
                        }
                        return;
                    }
                    let shortcut = command::entry(&Intent::Ask(Question::Palette)).and_then(CommandEntry::shortcut);
                    let key = shortcut.map(|key| ui.ctx().format_shortcut(&key)).unwrap_or_default();
                    let words = rich(format!("Search commands  {key}"), Type::Secondary).color(t.secondary);
                    if ui.add(egui::Button::new(words).frame(false)).clicked() {
                        out.push(Intent::Ask(Question::Palette));
                    }
                    ui.add_space(space::L);
                    // The title goes into the middle of the room between the menus and the search.
                    let room = ui.available_rect_before_wrap();
                    let layout = Layout::left_to_right(Align::Center);
                    let mut middle = ui.new_child(egui::UiBuilder::new().max_rect(room).layout(layout));
                    draw_title(&mut middle, document, out);
                });
            });
        });
    }

    pub(super) fn draw_rail(&self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let Some(document) = &self.session.document else { return };
        let frame = Frame::new().inner_margin(Margin::symmetric(10, 14));
        let narrow = ui.available_width() < NARROW;
        let width = if narrow { NARROW_RAIL } else { size::RAIL };
        Panel::left("rail").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for step in Step::ALL {
                    if self.draw_step_row(ui, document, step) {
                        out.push(Intent::Go(step));
                    }
                }
                if !narrow {
                    ui.add_space(space::L);
                    self.draw_members(ui, document, out);
                }
                follow_focus(ui);
            });
        });
    }

    fn draw_step_row(&self, ui: &mut Ui, document: &Document, step: Step) -> bool {
        let t = Tokens::of(ui);
        let on = self.session.step == step;
        let mine = self.session.scoring_as.as_ref().map_or((0, 0), |me| document.progress(me));
        let findings = document.findings();
        let problems = findings.problems.iter().chain(document.file_problems());
        let progress = step.progress(document.decision(), mine, problems);
        // The result waits for the ballot.
        let waits_for = document.ballot_under_way(self.session.scoring_as.as_ref()).filter(|_| step == Step::Result);
        let progress = match waits_for {
            Some((0, _)) => StepProgress::NotStarted,
            Some(_) => StepProgress::UnderWay,
            None => progress,
        };
        let (count, counted) = step.count(document.decision(), mine);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
        response.widget_info(|| {
            let name = format!("{}, {} {counted}", step.name(), progress.name());
            egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, on, name.trim())
        });
        if on {
            row_lifted(ui, rect);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, size::RADIUS, t.sunken);
        }
        focus_ring(ui, &response, rect, size::RADIUS);
        draw_progress(ui, pos2(rect.left() + 17.0, rect.center().y), progress);
        let font = if on { Type::BodyMedium.font() } else { Type::Body.font() };
        let color = if on { t.text } else { t.secondary };
        if rect.width() < NARROW_RAIL {
            return response.on_hover_text(step.name()).clicked();
        }
        let left = egui::Align2::LEFT_CENTER;
        ui.painter().text(pos2(rect.left() + 34.0, rect.center().y), left, step.name(), font, color);
        let right = pos2(rect.right() - 10.0, rect.center().y);
        ui.painter().text(right, egui::Align2::RIGHT_CENTER, count, Type::Secondary.font(), t.secondary);
        if counted.is_empty() { response.clicked() } else { response.on_hover_text(counted).clicked() }
    }

    pub(super) fn draw_strip(&self, ui: &mut Ui) {
        let Some(document) = &self.session.document else { return };
        let decision = document.decision();
        let t = Tokens::of(ui);
        let frame = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(16, 0));
        Panel::bottom("strip").exact_size(size::STRIP).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let narrow = ui.available_width() < NARROW;
                    let done = self.messages.status_line.words();
                    if !done.is_empty() && !narrow {
                        let label = egui::Label::new(rich(done, Type::Secondary).color(t.secondary)).truncate();
                        read_out(&ui.add(label));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        if let Some(words) = progress_words(document, self.session.scoring_as.as_ref()) {
                            ui.add(egui::Label::new(rich(words, Type::Body).size(13.0)).truncate());
                            return;
                        }
                        let findings = document.findings();
                        let parts = if narrow { 1 } else { usize::MAX };
                        for (index, part) in findings.verdict.parts.iter().take(parts).enumerate() {
                            // The first part is cut if it must be. The others are shown only if they fit as a whole.
                            if index > 0 && part_width(ui, part) > ui.available_width() {
                                break;
                            }
                            if index > 0 {
                                ui.add(egui::Separator::default().vertical().spacing(18.0).shrink(10.0));
                            } else if let Some(winner) = findings.analysis.winner() {
                                let place =
                                    decision.options.iter().position(|option| option.id == *winner).unwrap_or(0);
                                swatch(ui, t.option(place));
                            }
                            let label = ui.add(egui::Label::new(rich(part, Type::Body).size(13.0)).truncate());
                            if index == 0 {
                                read_out(&label);
                            }
                        }
                    });
                });
            });
        });
    }

    /// Draws the bar above a record that is accepted or has a near due date: its state, and buttons for a way on.
    pub(super) fn draw_life(&self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let Some(document) = &self.session.document else { return };
        let decision = document.decision();
        let today = (self.services.today)();
        // A superseded decision needs no review.
        let is_over = document.successor().is_some();
        let due = decision.due().filter(|due| !is_over && due.nearness(today) != Nearness::Later);
        if due.is_none() && !decision.is_guarded() {
            return;
        }
        let is_calm = due.is_none() && document.correction().is_none();
        let (ground, color) = if is_calm { Tone::Good } else { Tone::Warning }.colors(Tokens::of(ui));
        let frame = Frame::new().fill(ground).inner_margin(Margin::symmetric(16, 6));
        Panel::top("life").frame(frame).show_separator_line(false).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let words = life_words(document, due, today);
                ui.add(egui::Label::new(rich(words, Type::SecondaryStrong).color(color)).truncate());
                if !decision.is_guarded() {
                    return;
                }
                if let Some(successor) = document.successor()
                    && button(ui, "Open the new decision", ButtonKind::Secondary).clicked()
                {
                    out.push(match &successor.file {
                        SuccessorFile::Record(record) => Intent::File(FileIntent::Open(record.clone(), None)),
                        SuccessorFile::Adr(adr) => Intent::Export(ExportIntent::Open(adr.clone(), FileReveal::Itself)),
                    });
                }
                for (words, intent) in [
                    ("Review…", Intent::Ask(Question::Review)),
                    ("Supersede", Intent::Start(StartIntent::Supersede)),
                    ("Fix a mistake…", Intent::Ask(Question::Correct)),
                    ("Lock again", Intent::LockAgain),
                ] {
                    // A superseded decision can only be corrected; its successor is the one to review or supersede.
                    let is_offered = !is_over || intent == Intent::Ask(Question::Correct);
                    if is_offered && self.is_enabled(&intent) && button(ui, words, ButtonKind::Secondary).clicked() {
                        out.push(intent);
                    }
                }
            });
        });
    }

    pub(super) fn draw_notices(&mut self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let (now, is_pressed) =
            ui.input(|input| (input.time, input.pointer.any_down() || input.pointer.any_released()));
        if !is_pressed && let Some(left) = self.messages.notices.pass(now) {
            ui.request_repaint_after(Duration::from_secs_f64(left));
        }
        if self.messages.notices.all().is_empty() {
            return;
        }
        let t = Tokens::of(ui);
        let frame = Frame::new().inner_margin(Margin::symmetric(16, 8));
        let mut dismissed = None;
        Panel::top("notices").frame(frame).show_separator_line(false).show(ui, |ui| {
            for (index, notice) in self.messages.notices.all().iter().enumerate() {
                let is_urgent = matches!(notice.tone, Tone::Bad | Tone::Warning);
                let id = ui.scope_id().with(("notice", index));
                say(ui, id, &format!("{}. {}", notice.head, notice.words), is_urgent);
                callout(ui, notice.tone, &notice.head, "", |ui| {
                    ui.horizontal_top(|ui| {
                        // Leaves room for the button that dismisses the notice.
                        let width = ui.available_width() - 40.0;
                        ui.vertical(|ui| {
                            ui.set_width(width);
                            // Excerpts of files have several lines, which line up only in a font of fixed width.
                            let place = if notice.words.contains('\n') {
                                egui::RichText::new(shown(&notice.words)).monospace()
                            } else {
                                rich(&notice.words, Type::Secondary)
                            };
                            ui.add(egui::Label::new(place.color(t.text)).wrap().selectable(true));
                            if !notice.ways.is_empty() {
                                draw_ways(ui, &notice.ways, out);
                            }
                        });
                        if icon_button(ui, icons::CLOSE, "Dismiss").clicked() {
                            dismissed = Some(index);
                        }
                    });
                });
            }
        });
        if let Some(index) = dismissed {
            self.messages.notices.dismiss(index);
        }
    }
}

/// Draws the buttons of a notice.
fn draw_ways(ui: &mut Ui, ways: &[(&'static str, Intent)], out: &mut Vec<Intent>) {
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        for (words, way) in ways {
            if button(ui, words, ButtonKind::Secondary).clicked() {
                out.push(way.clone());
            }
        }
    });
}

/// Draws the title, the status, and whether the record is saved, in the middle of the room.
fn draw_title(ui: &mut Ui, document: &Document, out: &mut Vec<Intent>) {
    let saved = match (document.is_dirty(), document.path(), document.read_only()) {
        (_, _, Some(_)) => "read-only",
        (true, ..) => "not saved",
        (false, Some(_), _) => "saved",
        (false, None, _) => "new",
    };
    let decision = document.decision();
    let title = decision.title.trim();
    let title = shown(if title.is_empty() { "Untitled record" } else { title });
    let font = Type::BodyMedium.font();
    let width = ui.painter().layout_no_wrap(title.clone(), font, egui::Color32::BLACK).size().x;
    // The room for the status and for the words on saving.
    let beside = 190.0;
    ui.add_space(((ui.available_width() - width - beside) / 2.0).max(space::M));
    let room = (ui.available_width() - beside).max(60.0);
    ui.allocate_ui_with_layout(vec2(width.min(room), 24.0), Layout::left_to_right(Align::Center), |ui| {
        ui.add(egui::Label::new(rich(&title, Type::BodyMedium)).truncate()).on_hover_text(title);
    });
    status_menu::show(ui, decision, out);
    secondary(ui, saved);
}

/// Returns the words above a record that is accepted or has a near due date.
fn life_words(document: &Document, due: Option<Due>, today: Date) -> String {
    let decision = document.decision();
    let told = match document.correction() {
        Some(correction) if document.has_begun_correction() => {
            format!("Correcting: {}. Nothing is changed yet.", correction.why)
        }
        Some(correction) => format!("Correcting: {}. Save to end the correction.", correction.why),
        None if !decision.is_guarded() => String::new(),
        None => {
            let (status, on) = (decision.status().name(), day(decision.date()));
            match document.successor() {
                Some(successor) => format!("{status} on {on}. Superseded by {}.", successor.name),
                None => format!("{status} on {on}. What was decided is locked."),
            }
        }
    };
    let due = due.map(|due| due.sentence(today)).unwrap_or_default();
    format!("{due} {told}").trim().to_owned()
}

fn blind_words(decision: &Decision) -> String {
    let (round, all) = (decision.round(), decision.members.len());
    match all - decision.not_sealed().len() {
        sealed if sealed == all => format!("{} in. Reveal round {round} to see the result.", all_ballots(all)),
        sealed => {
            format!(
                "Round {round}, scores hidden. {sealed} of {all} ballots sealed; the result appears after the reveal."
            )
        }
    }
}

/// Returns how far the scoring is, until there is a verdict: of the member who sits here while that ballot is open, and then of the
/// team. Two counts at once would be taken for each other. A verdict on half of a ballot would only sway the rest of it.
fn progress_words(document: &Document, me: Option<&MemberId>) -> Option<String> {
    let decision = document.decision();
    let (is_blind, round) = (decision.is_blind(), decision.round());
    if !is_blind {
        return document.ballot_under_way(me).map(|(filled, all)| of_my_ballot(decision, filled, all));
    }
    let mine = me.filter(|me| !decision.has_sealed(me)).map(|me| document.progress(me)).filter(|(_, all)| *all > 0);
    Some(match mine {
        None => blind_words(decision),
        Some((filled, all)) if filled == all => format!("All your scores are in. Seal your ballot for round {round}."),
        Some((filled, all)) => {
            format!("{}. Round {round} is hidden until the reveal.", of_my_ballot(decision, filled, all))
        }
    })
}

/// Returns how many cells of an open ballot are answered. A "?" is an answer but no score, so a full ballot has other words.
fn of_my_ballot(decision: &Decision, filled: usize, all: usize) -> String {
    if decision.is_voting_again() {
        format!("You have scored {filled} of {all} again")
    } else {
        format!("You have scored {filled} of {all}")
    }
}

fn draw_progress(ui: &Ui, center: egui::Pos2, progress: StepProgress) {
    let t = Tokens::of(ui);
    let painter = ui.painter();
    match progress {
        StepProgress::NotStarted => {
            painter.circle_stroke(center, 6.2, Stroke::new(1.4, t.secondary.gamma_multiply(FADED)));
        }
        StepProgress::UnderWay => {
            // Half full: the left half of a disc, as a fan of points.
            let half = (0..=16).map(|i| {
                let angle = std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * i as f32 / 16.0;
                center + 6.2 * egui::Vec2::angled(angle)
            });
            painter.add(egui::Shape::convex_polygon(half.collect(), t.accent, Stroke::NONE));
            painter.circle_stroke(center, 6.2, Stroke::new(1.4, t.accent));
        }
        StepProgress::Done => {
            painter.circle_filled(center, 7.0, t.good);
            let tick = vec![center + vec2(-3.0, 0.2), center + vec2(-0.8, 2.4), center + vec2(3.2, -2.2)];
            painter.add(egui::Shape::line(tick, Stroke::new(1.6, t.surface)));
        }
    }
}
