//! Scores: the ballot of the member who sits here, criterion by criterion with the options side by side; after the reveal, the
//! scores of the team.

mod columns;
mod fold;
mod hand_over;
mod heat_map;
mod inspector;
mod row_filter;
mod sheet;

use egui::{Key, Ui};

use self::{
    fold::NotCounted,
    hand_over::{ask_whose_ballot, hand_over, is_handed_over},
    heat_map::{Face, heat_map},
    sheet::sheet,
};
pub use self::{
    inspector::{inspect, way_to_vote_on},
    row_filter::{RowFilter, Whose, is_escaped, nothing_left, row_filter},
};
use super::{Cx, FocusTarget};
use crate::{
    analysis,
    decision::{CellField, CellKey, CriterionId, Decision, Edit, Member, MemberId, OptionId, Score, Vote},
    gui::{
        command::{self, CommandScope, take_pressed},
        intent::{BallotIntent, Intent, Question, SheetKey},
        step::Step,
        theme::tokens::space,
        widgets::{ButtonKind, VoteChange, button, empty_state, look_locked, page_head, segmented},
    },
};

/// The selected cell, on this screen and in the inspector.
#[derive(Default, Clone, PartialEq)]
pub struct Selection {
    /// The criterion of the cell.
    pub criterion: Option<CriterionId>,
    /// The option of the cell.
    pub option: Option<OptionId>,
}

/// The choice of rows in the sheet while a round is about some criteria only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum RowsShown {
    /// The criteria of the round.
    #[default]
    OfRound,
    /// All criteria.
    All,
}

/// The memory of the screen.
#[derive(Default)]
pub struct ScoresState {
    team: bool,
    face: Face,
    claims: bool,
    /// The field of the inspector that a key has asked for.
    focus: Option<&'static str>,
    rows: RowsShown,
    /// The cell that was scored last, if the focus has moved on from it: the next key may be about that one.
    just_scored: Option<CellKey>,
    not_counted: NotCounted,
    /// The cell that a click has opened to pick a score, being too narrow to show them all.
    opened: Option<CellKey>,
    /// The cell that was scored last, once the focus is to go on from it: its score was asked about, or its note is written.
    asked_about: Option<CellKey>,
    /// The heights of the members' rows in the inspector.
    others: RowHeights,
    /// The rows that are shown.
    filter: RowFilter,
    /// Whether the selected cell gets the keyboard focus the next time it is drawn.
    grab: bool,
}

/// The heights of the members' rows for one cell, in points; those of rows that were never in sight are guessed.
#[derive(Default)]
struct RowHeights {
    cell: Option<CellKey>,
    of: Vec<f32>,
}

impl ScoresState {
    /// Asks for the keyboard focus on the selected cell.
    pub fn grab_focus(&mut self) {
        self.grab = true;
    }

    /// Has the keyboard focus go on from a cell that was scored last, as it does after any score: a question about the score gave it
    /// back to that cell, or a key led to its note.
    pub fn go_on_from(&mut self, scored: CellKey) {
        self.asked_about = Some(scored);
    }

    /// Returns the part of the step that the keyboard focus is about to go to.
    #[must_use]
    pub fn focus_target(&self) -> Option<FocusTarget> {
        if self.grab { Some(FocusTarget::List) } else { self.focus.map(|_| FocusTarget::Inspector) }
    }

    /// Begins the ballot of another member. Of the screen's memory, only the content of the team's cells is kept.
    pub fn begin_ballot(&mut self) {
        *self = Self { face: self.face, ..Self::default() };
    }

    /// Shows the scores of the team, or else those of the member who sits here.
    pub fn show_team(&mut self, team: bool) {
        self.team = team;
    }

    /// Reports whether the scores of the team are shown. A new round hides them again, whatever was shown before it.
    #[must_use]
    pub fn shows_team(&self, decision: &Decision) -> bool {
        self.team && !decision.is_blind()
    }

    /// Reports whether criteria are shown as rows, in the scores of the team or on the ballot of the member in the seat.
    #[must_use]
    pub fn has_rows(&self, decision: &Decision, me: Option<&MemberId>) -> bool {
        self.shows_team(decision) || (me.is_some() && !is_handed_over(decision, me))
    }

    /// Shows the criteria that a round leaves out, too.
    pub fn show_all_rows(&mut self) {
        self.rows = RowsShown::All;
    }

    /// Asks for the keyboard focus on a field of the inspector. It gets the focus in the next frame, since it is drawn before the
    /// sheet.
    fn ask_focus(&mut self, ui: &Ui, field: &'static str) {
        self.focus = Some(field);
        ui.ctx().request_repaint();
    }
}

/// Draws the main area.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection, state: &mut ScoresState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    if decision.options.is_empty() || decision.criteria.is_empty() {
        page_head(ui, "Score the options", "");
        empty_state(
            ui,
            "Nothing to score yet",
            "Add options and criteria first. They become the columns and rows of this sheet.",
        );
        ui.add_space(space::M);
        let missing = if decision.options.is_empty() { Step::Options } else { Step::Criteria };
        if button(ui, &format!("Go to {}", missing.name()), ButtonKind::Primary).clicked() {
            out.push(Intent::Go(missing));
        }
        return;
    }
    if is_handed_over(cx.decision(), cx.me) {
        // A covered ballot has no selected cell, and starts at its first open cell when its member opens it.
        *selection = Selection::default();
        let is_free = ui.memory(|memory| memory.top_modal_layer().is_none());
        hand_over(ui, cx, is_free && std::mem::take(&mut state.grab), out);
        return;
    }
    let team = state.shows_team(decision);
    // The question whose ballot it is has a title of its own.
    let has_ballot = cx.me.is_some();
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - 190.0).max(200.0));
            if team {
                let revealed = analysis::revealed(decision).unwrap_or_default();
                let words = format!("The team's average in each cell. {revealed}");
                page_head(ui, "Team scores", words.trim_end());
            } else if has_ballot || decision.members.is_empty() {
                let title = if takes_scores(cx, state) { "Score the options" } else { "Your scores" };
                page_head(ui, title, &explanation(cx, state));
            }
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| seal(ui, cx, out));
    });
    // Without a ballot there are no rows to filter.
    let has_rows = state.has_rows(decision, cx.me);
    let left = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        look_locked(ui, false);
        if !decision.is_blind() {
            if let Some(picked) = segmented(ui, "Whose scores", &["My ballot", "Team"], Some(usize::from(team))) {
                state.team = picked == 1;
            }
            if team {
                heat_map::faces(ui, cx, state, out);
            }
        }
        let whose = if team { Whose::Team } else { Whose::Mine };
        has_rows.then(|| row_filter(ui, cx, whose, selection, &mut state.filter))
    });
    if !decision.is_blind() || has_rows {
        ui.add_space(space::S);
    }
    if let Some((left, is_new)) = left.inner {
        nothing_left(ui, &left);
        if team {
            heat_map(ui, cx, &left, selection, state);
            return;
        }
        if let Some(me) = cx.me {
            // The keyboard goes on in the rows that are left.
            state.grab |= is_new;
            sheet(ui, cx, me, &left, selection, state, out);
            return;
        }
    }
    if !decision.members.is_empty() {
        let is_free = ui.memory(|memory| memory.top_modal_layer().is_none());
        return ask_whose_ballot(ui, cx, is_free && std::mem::take(&mut state.grab), out);
    }
    empty_state(ui, "No members yet", "Add the people who will score. Each gets a ballot.");
    ui.add_space(space::M);
    if button(ui, "Add members…", ButtonKind::Primary).clicked() {
        out.push(Intent::Ask(Question::Members));
    }
}

/// Reports whether the member who sits here can score on the screen: the ballot is shown, and neither the record nor the round keeps
/// it as it is.
#[must_use]
pub fn takes_scores(cx: &Cx<'_>, state: &ScoresState) -> bool {
    let decision = cx.decision();
    let has_cells = !decision.options.is_empty() && !decision.criteria.is_empty();
    let shows_team = state.team && !decision.is_blind();
    has_cells
        && !shows_team
        && !cx.is_locked()
        && !is_handed_over(cx.decision(), cx.me)
        && cx.me.is_some_and(|me| !decision.is_closed(me))
}

fn explanation(cx: &Cx<'_>, state: &ScoresState) -> String {
    let decision = cx.decision();
    let Some(name) = cx.me.and_then(|me| decision.member(me)).map(Member::called) else {
        return "Each member scores every option from 1 to 5 on every criterion.".to_owned();
    };
    let who = if takes_scores(cx, state) { format!("Scoring as {name}.") } else { format!("The ballot of {name}.") };
    if decision.members.len() < 2 && !decision.private_ballots && !decision.is_blind() {
        return format!("{who} The panel on the right says what 1, 3 and 5 mean.");
    }
    if decision.is_blind() {
        let shown_before = analysis::shown_before(decision);
        let where_kept = match (decision.private_ballots, &shown_before) {
            (true, _) => "Your scores stay in a private file on this computer until the round is revealed.",
            (false, None) => {
                "Scores stay hidden on screen until the round is revealed. (The file itself is not encrypted.)"
            }
            (false, Some(_)) => {
                "New scores stay hidden on screen until the next reveal. (The file itself is not encrypted.)"
            }
        };
        let parts = [Some(who), shown_before, Some(where_kept.to_owned())];
        return parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    }
    format!("{who} Round {} is revealed.", decision.round())
}

fn seal(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    if cx.me.is_none() || (decision.members.len() < 2 && !decision.private_ballots) {
        return;
    }
    // A decision that is made has no further round.
    if decision.is_guarded() && !decision.is_blind() {
        return;
    }
    let again = BallotIntent::ChooseRound(Vec::new());
    let intent = Intent::Ballots(if decision.is_blind() { BallotIntent::Seal } else { again });
    let Some(command) = command::entry(&intent) else { return };
    if button(ui, command.title, ButtonKind::Secondary).on_hover_text(command.help).clicked() {
        out.push(intent);
    }
}

/// Takes the keys for the picker with the keyboard focus. Each acts on the cell to which the key before it has led.
fn take_commands(ui: &Ui) -> Vec<SheetKey> {
    let mut commands = Vec::new();
    for intent in take_pressed(ui.ctx(), CommandScope::Scores, |_| true) {
        if let Intent::Sheet(key) = intent {
            commands.push(*key);
        }
    }
    let leaves = ui.input(|input| input.key_pressed(Key::Tab));
    if !leaves && commands.iter().any(|command| matches!(command, SheetKey::Move(..))) {
        // egui leaves the arrows to a picker only from the frame after it got the focus. Until then it would also move the focus
        // itself, out of the sheet.
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
    commands
}

/// Returns the cell at which a member begins: the first one of a criterion that counts and has no vote in the present round, or else
/// the first of all. Who has scored all that counts comes to look, and finds the sheet at its top.
#[must_use]
pub fn first_open(decision: &Decision, me: Option<&MemberId>) -> Selection {
    let groups = decision.groups();
    let criteria = || groups.iter().flat_map(|(_, criteria)| criteria).map(|criterion| &criterion.id);
    let counted = decision.counted_criteria();
    let counts = |id: &&CriterionId| counted.iter().any(|criterion| criterion.id == **id);
    let asked = criteria().filter(&counts).filter(|id| decision.is_voted_on(id));
    let mut cells = asked.flat_map(|id| decision.options.iter().map(|option| (id.clone(), option.id.clone())));
    let is_open = |key: &CellKey| me.is_some_and(|me| is_open(decision, me, key));
    let first = || criteria().find(counts).or_else(|| criteria().next());
    let first = || first().cloned().zip(decision.options.first().map(|option| option.id.clone()));
    let (criterion, option) = cells.find(is_open).or_else(first).unzip();
    Selection { criterion, option }
}

/// Reports whether a cell of a member still waits for a vote in the present round.
fn is_open(decision: &Decision, me: &MemberId, key: &CellKey) -> bool {
    votes(decision, me, key).0.is_none()
}

/// Returns a member's vote on a cell, and the vote of earlier rounds. The second one is only given while a later round than the
/// first is under way that votes on the criterion.
fn votes(decision: &Decision, me: &MemberId, key: &CellKey) -> (Option<Vote>, Option<Vote>) {
    let latest = decision.vote(me, key);
    if !decision.is_voting_again() || !decision.is_voted_on(&key.0) {
        return (latest, None);
    }
    let round = decision.round();
    let now = decision.ballot(me, round).and_then(|ballot| ballot.cells.get(key)).and_then(|cell| cell.vote);
    (now, decision.vote_up_to(me, key, round - 1))
}

/// Returns the change of the vote that a key asks for, or `None` for other keys.
fn vote_change(command: SheetKey) -> Option<VoteChange> {
    match command {
        SheetKey::Score(points) => Score::new(points).map(|score| VoteChange::To(Vote::Score(score))),
        SheetKey::Abstain => Some(VoteChange::To(Vote::Abstain)),
        SheetKey::Empty => Some(VoteChange::Emptied),
        _ => None,
    }
}

fn cell(me: &MemberId, (criterion, option): &CellKey, field: CellField) -> Intent {
    Intent::Edit(Edit::Cell(me.clone(), criterion.clone(), option.clone(), field))
}
