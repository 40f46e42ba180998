//! The control with which people score.

use std::sync::Arc;

use egui::{
    Align2, Color32, CornerRadius, EventFilter, FontId, Galley, Id, Painter, Rect, Response, Sense, Shape, Stroke,
    StrokeKind, Ui,
    accesskit::{Action, ActionData},
    epaint::RectShape,
    pos2, vec2,
};

use super::{
    lock::{looks_locked, tell_lock},
    text::spoken,
};
use crate::{
    decision::{Score, Vote},
    gui::theme::tokens::{NO_COLOR_YET, Tokens, Type, size},
};

/// The width of one segment where there is room, in points.
const SEGMENT: f32 = 25.0;
/// The least width of a segment that can still be clicked, in points.
const NARROW_SEGMENT: f32 = 16.0;
/// The number of segments: five scores, and "don't know".
const SEGMENTS: usize = Score::ALL.len() + 1;
/// The height of a picker, in points.
const HEIGHT: f32 = 30.0;
/// The width of the line around it, in points.
const EDGE: f32 = 1.0;

/// The text of each vote, laid out. A sheet shows hundreds of pickers with the same few texts, which are laid out once for all.
pub struct VoteFaces {
    plain: [Arc<Galley>; Self::COUNT],
    picked: [Arc<Galley>; Self::COUNT],
}

impl VoteFaces {
    /// The number of texts: the scores, "do not know" and the empty cell.
    const COUNT: usize = Score::ALL.len() + 2;

    /// Lays the texts out for this frame.
    #[must_use]
    pub fn new(ui: &Ui) -> Self {
        let all = |style: Type| {
            std::array::from_fn(|index| {
                let vote = (index > 0).then(|| vote_at(index - 1));
                let font = FontId::new(13.0, style.font().family);
                ui.painter().layout_no_wrap(face(vote).to_owned(), font, NO_COLOR_YET)
            })
        };
        Self { plain: all(Type::Body), picked: all(Type::BodyMedium) }
    }

    fn of(&self, vote: Option<Vote>, is_picked: bool) -> Arc<Galley> {
        let index = match vote {
            None => 0,
            Some(Vote::Score(score)) => usize::from(score.points()),
            Some(Vote::Abstain) => Self::COUNT - 1,
        };
        Arc::clone(if is_picked { &self.picked[index] } else { &self.plain[index] })
    }
}

/// A control to pick 1 to 5, or "do not know", for one option by one criterion.
pub struct ScorePicker<'a> {
    /// The id of the control, for the keyboard focus.
    pub id: Id,
    /// The option and the criterion, for screen readers.
    pub name: &'a str,
    /// The present vote; `None` for an empty cell.
    pub vote: Option<Vote>,
    /// The vote of the round before, shown hollow while this round has no vote yet.
    pub before: Option<Vote>,
    /// Whether it takes changes.
    pub enabled: bool,
    /// The width in points. Below [`ScorePicker::NARROW`], only the score is shown, without the segments to pick from.
    pub width: f32,
    /// The text of each vote.
    pub faces: &'a VoteFaces,
}

/// The result of drawing a picker.
pub struct PickedScore {
    /// The response of the control, for its focus.
    pub response: Response,
    /// The change that people made, if they made one.
    pub change: Option<VoteChange>,
}

/// A change of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteChange {
    /// Another vote.
    To(Vote),
    /// An empty cell.
    Emptied,
}

impl VoteChange {
    fn to(vote: Option<Vote>) -> Self {
        vote.map_or(Self::Emptied, Self::To)
    }

    /// Returns the vote that the cell has after the change; `None` for an emptied one.
    #[must_use]
    pub fn vote(self) -> Option<Vote> {
        match self {
            Self::To(vote) => Some(vote),
            Self::Emptied => None,
        }
    }
}

impl ScorePicker<'_> {
    /// The width of all segments where there is room.
    pub const WIDTH: f32 = SEGMENT * SEGMENTS as f32;
    /// The least width that shows all segments.
    pub const NARROW: f32 = NARROW_SEGMENT * SEGMENTS as f32;
    /// The least width that still shows the score.
    pub const LEAST: f32 = 46.0;

    /// Reports whether it is too narrow for the segments.
    #[must_use]
    pub fn is_compact(&self) -> bool {
        self.width < Self::NARROW
    }

    /// Draws the picker with its top left corner at a point. Returns a change only where it makes a difference.
    pub fn show(self, ui: &mut Ui, at: egui::Pos2) -> PickedScore {
        let rect = Rect::from_min_size(at, vec2(self.width, HEIGHT));
        // A picker that takes no changes can still be selected, and read with the keyboard.
        let response = ui.interact(rect, self.id, Sense::click());
        response.widget_info(|| {
            let vote = match (self.vote, self.before) {
                (None, Some(before)) => format!("{} in the round before", in_words(Some(before))),
                (vote, _) => in_words(vote),
            };
            let mut info = egui::WidgetInfo::labeled(
                egui::accesskit::Role::SpinButton,
                self.enabled,
                format!("{}: {vote}", spoken(self.name)),
            );
            info.value = self.vote.and_then(Vote::score).map(Score::value);
            info
        });
        self.tell_range(ui);
        let response = tell_lock(ui, response);
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response);
        }
        if response.clicked() {
            response.request_focus();
        }
        let change = if self.enabled { self.clicked(&response).or_else(|| self.set_from_outside(ui)) } else { None };
        if response.has_focus() {
            // The arrows move through the sheet, which egui would otherwise take to move the focus; Escape would take it away.
            let keep =
                EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, keep));
            // `TypeAhead` has to know before the next frame is drawn whether this control has the focus.
            ui.data_mut(|data| data.insert_temp(focused_id(), self.id));
        }
        PickedScore { change: change.filter(|change| change.vote() != self.vote), response }
    }

    fn clicked(&self, response: &Response) -> Option<VoteChange> {
        // In the narrow form there are no segments to click on.
        if self.is_compact() || !response.clicked() {
            return None;
        }
        let x = response.interact_pointer_pos()?.x - response.rect.left();
        let vote = Some(vote_at((x / (self.width / SEGMENTS as f32)) as usize));
        // A click on the present vote empties the cell.
        Some(VoteChange::to(vote.filter(|_| vote != self.vote)))
    }

    /// Announces the values that assistive technology may set: a score, or 0 for an empty cell.
    fn tell_range(&self, ui: &Ui) {
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(Score::MAX.value());
            node.set_numeric_value(self.vote.and_then(Vote::score).map_or(0.0, Score::value));
            if self.enabled {
                node.add_action(Action::SetValue);
            }
        });
    }

    /// Returns the change that assistive technology asks for in this frame.
    fn set_from_outside(&self, ui: &Ui) -> Option<VoteChange> {
        let points =
            ui.input(|input| match input.accesskit_action_requests(self.id, Action::SetValue).last()?.data {
                Some(ActionData::NumericValue(points)) => Some(points),
                _ => None,
            })?;
        let score = Score::new(points.round().clamp(0.0, Score::MAX.value()) as u8);
        Some(VoteChange::to(score.map(Vote::Score)))
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let t = Tokens::of(ui);
        let painter = ui.painter();
        let radius = CornerRadius::same(size::RADIUS);
        let is_locked = looks_locked(ui);
        let looks_open = self.enabled && !is_locked;
        let ground = if looks_open { t.surface } else { t.background };
        let edge = Stroke::new(EDGE, if is_locked { t.line } else { t.edge });
        painter.add(RectShape::new(rect, radius, ground, edge, StrokeKind::Inside));
        // The edge is drawn already, and fills must not cover it.
        let inside = rect.shrink(EDGE);
        let compact = self.is_compact();
        let segments = if compact { 1 } else { SEGMENTS };
        let width = rect.width() / segments as f32;
        for index in 0..segments {
            let segment =
                Rect::from_min_size(pos2(rect.left() + width * index as f32, rect.top()), vec2(width, HEIGHT));
            let before = self.before.filter(|_| self.vote.is_none());
            let shown = if compact { self.vote.or(before) } else { Some(vote_at(index)) };
            let on = shown.is_some() && shown == self.vote;
            // On the line between two segments, the right one is meant, as with a click.
            let hovered = self.enabled
                && response.hover_pos().is_some_and(|pos| ((pos.x - rect.left()) / width) as usize == index);
            // Without segments, position says nothing, so the colour of the score does, with the number on it.
            let ramp = self.vote.and_then(Vote::score).filter(|_| compact).map(|score| t.score(score.value()));
            // A picker that takes no changes is paler than one that does.
            let (ground, ink) = if looks_open { (t.accent, t.on_accent) } else { (t.accent_soft, t.accent) };
            // "Don't know" is an open question, and must not look like the best score.
            let is_open = on && shown == Some(Vote::Abstain);
            if is_open {
                dashed(painter, segment.intersect(inside).shrink(2.0), t.accent);
            } else if on {
                let ground = ramp.map_or(ground, |(ground, _)| ground);
                painter.rect_filled(segment.intersect(inside), corners(index, segments), ground);
            } else if hovered {
                painter.rect_filled(segment.intersect(inside), corners(index, segments), t.accent_soft);
            }
            let color = match (on, hovered) {
                (true, _) if is_open => t.accent,
                (true, _) => ramp.map_or(ink, |(_, ink)| ink),
                (false, true) => t.text,
                (false, false) => t.secondary,
            };
            let text = self.faces.of(shown, on);
            let place = Align2::CENTER_CENTER.anchor_size(segment.center(), text.size());
            painter.galley(place.min, text, color);
            if before.is_some() && shown == before {
                // Hollow: the vote is from the round before and not yet given in this one.
                let ring = Stroke::new(1.5, t.accent);
                painter.rect_stroke(segment.shrink(4.0), CornerRadius::same(4), ring, StrokeKind::Inside);
            }
            if index > 0 {
                painter.vline(segment.left(), inside.y_range(), Stroke::new(1.0, t.line));
            }
        }
        if response.has_focus() {
            let ring = Stroke::new(size::FOCUS, t.accent);
            painter.rect_stroke(rect.expand(3.0), CornerRadius::same(size::RADIUS + 3), ring, StrokeKind::Inside);
        }
    }
}

/// Returns the key in egui's memory for the picker that was focused last.
fn focused_id() -> Id {
    Id::unique("score with the focus")
}

/// Returns whether a picker has the keyboard focus in the coming frame.
#[must_use]
pub fn score_has_focus(ctx: &egui::Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_some() && focused == ctx.data(|data| data.get_temp(focused_id()))
}

/// Draws a vote on a rounded background, for lists of votes.
pub fn score_chip(ui: &mut Ui, vote: Option<Vote>) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(24.0, 20.0), Sense::hover());
    let (ground, color) = match vote.and_then(Vote::score) {
        Some(score) => t.score(score.value()),
        None => (t.sunken, t.secondary),
    };
    ui.painter().rect_filled(rect, 6, ground);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, face(vote), Type::Secondary.font(), color);
}

fn in_words(vote: Option<Vote>) -> String {
    match vote {
        Some(Vote::Score(score)) => score.points().to_string(),
        Some(Vote::Abstain) => "don't know".to_owned(),
        None => "empty".to_owned(),
    }
}

fn vote_at(index: usize) -> Vote {
    Score::ALL.get(index).map_or(Vote::Abstain, |score| Vote::Score(*score))
}

fn face(vote: Option<Vote>) -> &'static str {
    match vote {
        Some(Vote::Score(score)) => ["1", "2", "3", "4", "5"][usize::from(score.points()) - 1],
        Some(Vote::Abstain) => "?",
        None => "–",
    }
}

/// Draws a dashed edge.
pub fn dashed(painter: &Painter, room: Rect, color: Color32) {
    let corners = [room.left_top(), room.right_top(), room.right_bottom(), room.left_bottom(), room.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(1.0, color), 4.0, 4.0));
}

/// Returns the rounded corners of a segment: outer ones only, and a little tighter than the edge around them.
fn corners(index: usize, segments: usize) -> CornerRadius {
    const INNER: u8 = size::RADIUS - EDGE as u8;
    let left = if index == 0 { INNER } else { 0 };
    let right = if index + 1 == segments { INNER } else { 0 };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}
