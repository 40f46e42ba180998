//! Filters of the criteria, on the Criteria step and in the scores: which rows are shown, and how many of how many.

use std::collections::HashSet;

use egui::{Id, Key, Popup, Ui};

use super::{Selection, hand_over::is_handed_over, is_open};
use crate::{
    analysis::CellResult,
    decision::{CriterionId, Decision, MemberId, OptionId},
    gui::{
        theme::tokens::space,
        views::Cx,
        widgets::{ButtonKind, button, empty_state, secondary, select},
    },
};

/// Whose scores the rows show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of the member who sits here.
    Mine,
    /// Those of the team.
    Team,
}

/// The criteria that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowFilter {
    /// All of them.
    #[default]
    All,
    /// Those with a cell that my ballot, or else the team, still has to score.
    Unscored,
    /// Those on which the team is far apart in a cell.
    Disputed,
    /// Those with a weight.
    Counted,
    /// Those with another score than in the round before.
    Changed,
}

impl RowFilter {
    fn name(self) -> &'static str {
        match self {
            Self::All => "All criteria",
            Self::Unscored => "Unscored",
            Self::Disputed => "Disputed",
            Self::Counted => "Counted",
            Self::Changed => "Changed in this round",
        }
    }

    /// Returns how many criteria it shows, in words: "23 of 24 criteria counted".
    fn counted(self, fitting: usize, all: usize, whose: Whose) -> String {
        let what = match self {
            Self::All => "",
            Self::Unscored => {
                let criteria = if fitting == 1 { "criterion" } else { "criteria" };
                let who = match whose {
                    Whose::Mine => "you haven't",
                    Whose::Team => "the team hasn't",
                };
                return format!("{fitting} {criteria} with cells {who} scored");
            }
            Self::Disputed => " disputed",
            Self::Counted => " counted",
            Self::Changed => " changed",
        };
        format!("{fitting} of {all} criteria{what}")
    }

    /// Returns the sentences for an empty list.
    fn nothing(self, whose: Whose) -> (&'static str, &'static str) {
        match self {
            Self::All | Self::Counted => ("Nothing counts", "No criterion has a weight above 0."),
            Self::Unscored if whose == Whose::Team => ("All scores are in", "Each cell that counts has a score."),
            Self::Unscored => ("All your scores are in", "No criterion that counts has an empty cell of yours."),
            Self::Disputed => ("No dispute", "On no criterion is the team far apart."),
            Self::Changed => ("No changes", "No score differs from the round before."),
        }
    }

    /// Returns the filters that can be used now. What others scored is told only after the reveal, and of a covered ballot not even
    /// which cells are empty.
    fn offered(cx: &Cx<'_>, whose: Whose) -> Vec<Self> {
        let decision = cx.decision();
        let is_mine_shown = cx.me.is_some() && !is_handed_over(cx.decision(), cx.me);
        let is_team_shown = !decision.is_blind() && decision.members.len() > 1;
        let has_earlier = !decision.is_blind() && decision.round() > 1;
        [
            (Self::All, true),
            (Self::Unscored, is_mine_shown || whose == Whose::Team),
            (Self::Disputed, is_team_shown),
            (Self::Counted, true),
            (Self::Changed, has_earlier),
        ]
        .into_iter()
        .filter_map(|(filter, is_offered)| is_offered.then_some(filter))
        .collect()
    }

    /// Returns the criteria that it shows.
    fn fitting(self, cx: &Cx<'_>, whose: Whose) -> HashSet<CriterionId> {
        let decision = cx.decision();
        let counted = || decision.counted_criteria().into_iter().map(|criterion| criterion.id.clone());
        match self {
            Self::All => decision.criteria.iter().map(|criterion| criterion.id.clone()).collect(),
            Self::Counted => counted().collect(),
            Self::Unscored if whose == Whose::Team => {
                let findings = cx.document.findings();
                let is_open = |id: &CriterionId, option: &OptionId| {
                    findings.analysis.cell(id, option).is_none_or(CellResult::is_empty)
                };
                counted().filter(|id| decision.options.iter().any(|option| is_open(id, &option.id))).collect()
            }
            Self::Unscored => counted().filter(|id| cx.me.is_some_and(|me| has_open_cell(decision, me, id))).collect(),
            Self::Disputed => {
                let findings = cx.document.findings();
                let cells = findings.analysis.cells.iter().filter(|cell| cell.disputed);
                cells.map(|cell| cell.criterion.clone()).collect()
            }
            Self::Changed => changed(decision),
        }
    }
}

fn has_open_cell(decision: &Decision, me: &MemberId, criterion: &CriterionId) -> bool {
    let mut cells = decision.options.iter().map(|option| (criterion.clone(), option.id.clone()));
    decision.is_voted_on(criterion) && cells.any(|key| is_open(decision, me, &key))
}

/// Returns the criteria on which somebody scored otherwise than in the rounds before.
fn changed(decision: &Decision) -> HashSet<CriterionId> {
    let round = decision.round();
    let now = decision.ballots.iter().filter(|ballot| ballot.round == round);
    let votes = now.flat_map(|ballot| ballot.cells.iter().map(move |(key, cell)| (&ballot.member, key, cell.vote)));
    let changed = votes.filter(|(member, key, vote)| {
        vote.is_some() && *vote != decision.vote_up_to(member, key, round.saturating_sub(1))
    });
    changed.map(|(_, (criterion, _), _)| criterion.clone()).collect()
}

/// The rows that a filter leaves.
pub struct RowsLeft {
    filter: RowFilter,
    whose: Whose,
    fitting: HashSet<CriterionId>,
}

impl RowsLeft {
    /// Reports whether a criterion is shown. The selected one stays in sight while people change what the filter goes by.
    #[must_use]
    pub fn has(&self, criterion: &CriterionId, selection: &Selection) -> bool {
        self.filter == RowFilter::All
            || self.fitting.contains(criterion)
            || selection.criterion.as_ref() == Some(criterion)
    }
}

/// Draws the choice of a filter, and how many criteria it shows, with the way back. Escape is a way back, too. Returns the rows that
/// are left, and whether the filter was changed in this frame.
pub fn row_filter(
    ui: &mut Ui,
    cx: &Cx<'_>,
    whose: Whose,
    selection: &mut Selection,
    filter: &mut RowFilter,
) -> (RowsLeft, bool) {
    let offered = RowFilter::offered(cx, whose);
    let decision = cx.decision();
    // A new round hides what a filter would tell.
    let before = std::mem::take(filter);
    let mut now = if offered.contains(&before) { before } else { RowFilter::All };
    let at = offered.iter().position(|one| *one == now);
    let names = offered.iter().map(|one| one.name());
    if let Some(picked) = select(ui, "Show", now.name(), names, at, 180.0) {
        now = offered[picked];
    }
    let mut fitting = now.fitting(cx, whose);
    if now != RowFilter::All {
        secondary(ui, now.counted(fitting.len(), decision.criteria.len(), whose));
        if button(ui, "Show all", ButtonKind::Quiet).clicked() || is_escaped(ui) {
            now = RowFilter::All;
            fitting = now.fitting(cx, whose);
        }
    }
    *filter = now;
    if now != before {
        let groups = decision.groups();
        let mut listed = groups.iter().flat_map(|(_, criteria)| criteria).map(|criterion| &criterion.id);
        if selection.criterion.as_ref().is_none_or(|selected| !fitting.contains(selected)) {
            selection.criterion = listed.find(|id| fitting.contains(*id)).cloned();
        }
    }
    note_typing(ui);
    (RowsLeft { filter: now, whose, fitting }, now != before)
}

/// Draws what an empty list says.
pub fn nothing_left(ui: &mut Ui, left: &RowsLeft) {
    if left.filter != RowFilter::All && left.fitting.is_empty() {
        let (head, words) = left.filter.nothing(left.whose);
        ui.add_space(space::S);
        empty_state(ui, head, words);
        ui.add_space(space::S);
    }
}

fn typing_id() -> Id {
    Id::unique("typing beside filtered rows")
}

/// Notes whether people are typing, for the next frame.
fn note_typing(ui: &Ui) {
    let is_typing = ui.ctx().text_edit_focused();
    ui.data_mut(|data| data.insert_temp(typing_id(), is_typing));
}

/// Reports whether Escape is meant for the page with the filter, and not for a dialog, a menu or a field. Escape takes the focus from a field before
/// this is asked.
#[must_use]
pub fn is_escaped(ui: &Ui) -> bool {
    let was_typing = ui.data(|data| data.get_temp(typing_id())).unwrap_or(false);
    let is_free = ui.memory(|memory| memory.top_modal_layer().is_none()) && !Popup::is_any_open(ui.ctx());
    is_free && !was_typing && ui.input(|input| input.key_pressed(Key::Escape))
}
