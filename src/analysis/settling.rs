//! Whether settling what members disagree on could change who leads.

use super::{
    Analysis,
    model::{Model, ModelView, TIE, leaders},
    names::Names,
    result::{Settling, Together, Turn},
    screening::{failed_must_haves, fails_if_all_score},
};
use crate::decision::{CriterionId, Decision, MustHave};

impl Analysis {
    fn settling(&self) -> &Settling {
        // Kept, since windows ask in every frame.
        self.settling.0.get_or_init(|| settling(self).unwrap_or_default())
    }

    /// Returns the criteria that could not change who leads whichever of the voters is right about one of them, in the order of
    /// the record; none where fewer than two have a view.
    #[must_use]
    pub fn settled_alone(&self) -> &[CriterionId] {
        &self.settling().rest
    }
}

/// Says of each must-have that would change who leads if the team scored it as one of them does, in a sentence.
#[must_use]
pub fn must_have_turns(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let leader = analysis.first.as_ref().map_or("the leader", |id| decision.option_name(id));
    let named = Names::of(analysis);
    let turns = analysis.settling().turns.iter();
    turns
        .map(|Turn { criterion, voter, is_out }| {
            let (criterion, name) = (decision.criterion_name(criterion), named.member(&analysis.members[*voter]));
            if *is_out {
                format!("If all scored {criterion} as {name} does, {leader} would be ruled out.")
            } else {
                format!(
                    "If all scored {criterion} as {name} does, an option that is ruled out would be back, and lead."
                )
            }
        })
        .collect()
}

/// Says what the criteria could do to the lead that change nothing alone, in a sentence; none where there are none.
#[must_use]
pub fn settled_in_words(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let Settling { turns, rest, rest_together } = analysis.settling();
    let has_winner = analysis.winner().is_some();
    // What only draws level is not ahead, though nobody leads alone then.
    let change = if has_winner { "put another option ahead" } else { "break the tie" };
    let others = turns.len() + analysis.discuss_next().len();
    // What members weigh is theirs to differ in as well.
    let about = if analysis.members.iter().any(|member| member.own_weights.is_some()) { " about a score" } else { "" };
    let still = if analysis.empty_cells_could_turn_it() { ", while empty cells count as 3" } else { "" };
    let draws_level = has_winner && *rest_together == Together::DrawsLevel;
    Some(match (rest.as_slice(), others, rest_together) {
        ([], ..) => return None,
        (_, 0, Together::Turns) => {
            format!("No single disagreement{about} could {change}; several together could{still}.")
        }
        (_, 0, _) if draws_level => {
            format!("No disagreement{about} could put another option ahead; at most, another draws level{still}.")
        }
        ([_], 0, _) => format!("No disagreement{about} could {change}{still}."),
        (_, 0, _) => format!("No disagreement{about} could {change}, not even all of them together{still}."),
        ([only], ..) => format!("{} alone could not {change}{still}.", decision.criterion_name(only)),
        (all, _, Together::Turns) => {
            format!("None of the other {} criteria could {change} alone; several together could{still}.", all.len())
        }
        (all, ..) if draws_level => format!(
            "The other {} criteria could not put another option ahead; at most, another draws level{still}.",
            all.len()
        ),
        (all, ..) => {
            format!("The other {} criteria could not {change}, not even all of them together{still}.", all.len())
        }
    })
}

fn settling(analysis: &Analysis) -> Option<Settling> {
    let Analysis { model, cells, .. } = analysis;
    let (leader, _) = analysis.lead().filter(|_| model.views.len() > 1)?;
    let table = Table {
        model,
        votes: cells.iter().map(|cell| cell.n).collect(),
        values: model.values(&model.weights),
        failed: failed_must_haves(model, cells),
        leader,
    };
    let mut turns = Vec::new();
    let mut rest = Vec::new();
    for (place, &row) in model.criteria.iter().enumerate() {
        let result = &analysis.criteria[row];
        let must_have = model.must_haves[place];
        if let Some((voter, is_out)) = must_have.and_then(|must_have| table.turn(place, must_have)) {
            turns.push(Turn { criterion: result.id.clone(), voter, is_out });
        } else if !table.turns_by_scores(place) && (result.weight > 0.0 || must_have.is_some()) {
            rest.push(place);
        }
    }
    let rest_together = table.settled_together(&rest);
    let rest = rest.into_iter().map(|place| analysis.criteria[model.criteria[place]].id.clone()).collect();
    Some(Settling { turns, rest, rest_together })
}

/// The record as the views could settle it.
struct Table<'a> {
    model: &'a Model,
    /// How many scored each cell, in the order of the record's cells.
    votes: Vec<usize>,
    values: Vec<f64>,
    /// For each option the places of the must-haves that it fails.
    failed: Vec<Vec<usize>>,
    leader: usize,
}

impl Table<'_> {
    /// Whose view of a must-have would change who leads if all shared it, and whether the leader would be out then; none where
    /// nobody's would.
    fn turn(&self, place: usize, must_have: MustHave) -> Option<(usize, bool)> {
        self.model.views.iter().find_map(|view| {
            let options = 0..self.values.len();
            let left: Vec<usize> = options.filter(|&option| self.is_left(view, place, must_have, option)).collect();
            if left == self.model.left {
                // What changes without the must-have is counted as a gain.
                return None;
            }
            let moved = |option: usize| view.rows[option][place] - self.model.means[option][place];
            let values: Vec<f64> = self
                .values
                .iter()
                .enumerate()
                .map(|(option, value)| value + self.model.weights[place] * moved(option))
                .collect();
            let is_out = !left.contains(&self.leader);
            (is_out || !leaders(&values, &left).contains(&self.leader)).then_some((view.voter, is_out))
        })
    }

    /// Reports whether another option that is left would be ahead of the leader if all scored a criterion as some view does.
    fn turns_by_scores(&self, place: usize) -> bool {
        let model = self.model;
        let weight = model.weights[place];
        let moved = |view: &ModelView, option: usize| {
            self.values[option] + weight * (view.rows[option][place] - model.means[option][place])
        };
        model.views.iter().any(|view| {
            let leader = moved(view, self.leader);
            model.left.iter().any(|&rival| moved(view, rival) > leader + TIE)
        })
    }

    /// Reports whether an option is left where all score the criterion at a place as the view does.
    fn is_left(&self, view: &ModelView, place: usize, must_have: MustHave, option: usize) -> bool {
        let fails_others = self.failed[option].iter().any(|failed| *failed != place);
        !fails_others && !self.fails_by(view, place, must_have, option)
    }

    /// Reports whether an option fails a must-have where all score it as the view does; as it is where the view says nothing of it.
    fn fails_by(&self, view: &ModelView, place: usize, must_have: MustHave, option: usize) -> bool {
        let votes = self.votes[self.model.criteria[place] * self.values.len() + option];
        match view.scores[option][place] {
            Some(score) => fails_if_all_score(must_have, score, votes),
            None => self.failed[option].contains(&place),
        }
    }

    /// Returns how near another option could come to the leader if each of these criteria is settled as one of the views has it.
    fn settled_together(&self, places: &[usize]) -> Together {
        let model = self.model;
        // The must-haves that it fails could all be settled so that it passes.
        let could_be_left = |option: usize| {
            self.failed[option].iter().all(|&place| {
                let passes = |must_have| model.views.iter().any(|view| !self.fails_by(view, place, must_have, option));
                places.contains(&place) && model.must_haves[place].is_some_and(passes)
            })
        };
        let rivals = (0..self.values.len()).filter(|&option| option != self.leader && could_be_left(option));
        let gaps = rivals.map(|rival| {
            let gap = self.values[self.leader] - self.values[rival];
            let moved = places.iter().map(|&j| {
                let seen = model.views.iter().map(|view| view.rows[self.leader][j] - view.rows[rival][j]);
                let team = model.means[self.leader][j] - model.means[rival][j];
                model.weights[j] * (seen.fold(f64::MAX, f64::min) - team)
            });
            gap + moved.sum::<f64>()
        });
        match gaps.reduce(f64::min) {
            Some(gap) if gap < -TIE => Together::Turns,
            Some(gap) if gap <= TIE => Together::DrawsLevel,
            _ => Together::Nothing,
        }
    }
}
