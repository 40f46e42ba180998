//! The list of problems, each with a button that leads to the place where it can be solved.

use std::{cmp::Reverse, path::Path};

use egui::Ui;

use crate::{
    decision::{Decision, Place, Problem, ProblemCode, Severity},
    gui::{
        intent::{ExportIntent, FileReveal, Intent},
        session::Findings,
        step::Step,
        theme::tokens::space,
        views::Cx,
        widgets::{ButtonKind, Tone, button, callout, card, secondary, section, with_lock},
    },
};

/// The most problems that are listed at first.
const MOST: usize = 12;
/// The most problems that are ever listed. More would slow down each frame, and nobody solves them all in one go.
const MOST_AT_ALL: usize = 200;

/// Draws all problems, errors first. In a blind round, problems that would reveal its cells are left out.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, findings: &Findings, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let is_over = cx.document.successor().is_some();
    let overdue = if is_over { Vec::new() } else { decision.overdue_problems(cx.today) };
    let all = findings.problems.iter().chain(cx.document.file_problems()).chain(&overdue);
    let mut problems: Vec<&Problem> = all.filter(|problem| !is_hidden(decision, &problem.place)).collect();
    if problems.is_empty() {
        return;
    }
    problems.sort_by_key(|problem| Reverse(problem.severity));
    card(ui, |ui| {
        section(ui, "Before you decide");
        ui.add_space(space::XS);
        let all = ui.scope_id().with("all problems");
        let shown = if ui.data(|data| data.get_temp(all)).unwrap_or(false) { MOST_AT_ALL } else { MOST };
        for (index, problem) in problems.iter().take(shown).enumerate() {
            let way = way(decision, cx.document.path(), problem);
            ui.push_id(index, |ui| one(ui, cx, problem, way, out));
        }
        let more = problems.len().saturating_sub(shown);
        if more > 0 && shown == MOST_AT_ALL {
            secondary(ui, format!("and {more} more, shown once some of these are fixed"));
        } else if more > 0 && button(ui, &format!("Show {more} more"), ButtonKind::Quiet).clicked() {
            ui.data_mut(|data| data.insert_temp(all, true));
            ui.ctx().request_repaint();
        }
    });
    ui.add_space(space::L);
}

/// Draws the problems with the ADRs of the record as it was saved, on the step that writes them.
pub(super) fn of_adrs(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let problems = cx.document.file_problems().iter().filter(|problem| !is_hidden(decision, &problem.place));
    let is_of_adr = |problem: &&Problem| {
        matches!(problem.place, Place::Export(_))
            || matches!(problem.code, ProblemCode::UnknownAdr | ProblemCode::SecondAdr)
    };
    for (index, problem) in problems.filter(is_of_adr).take(MOST).enumerate() {
        // A button that leads to this step is not needed here.
        let way = Some(mended_in(problem)).filter(|there| *there == MendedIn::File);
        let way = way.and_then(|_| self::way(decision, cx.document.path(), problem));
        ui.push_id(("adr", index), |ui| one(ui, cx, problem, way, out));
        ui.add_space(space::S);
    }
}

/// Draws a problem with its buttons: one to the place where it can be solved, and one for each change that solves it.
fn one(ui: &mut Ui, cx: &Cx<'_>, problem: &Problem, way: Option<(String, Intent)>, out: &mut Vec<Intent>) {
    let tone = if problem.severity == Severity::Error { Tone::Bad } else { Tone::Warning };
    callout(ui, tone, &problem.what, &problem.advice, |ui| {
        if way.is_none() && problem.fix.is_none() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if let Some((words, intent)) = way
                && button(ui, &words, ButtonKind::Secondary).clicked()
            {
                out.push(intent);
            }
            if let Some(fix) = &problem.fix
                && with_lock(ui, cx.is_locked(), |ui| button(ui, fix.label, ButtonKind::Secondary)).clicked()
            {
                out.push(Intent::Edit(fix.edit.clone()));
            }
        });
    });
}

/// Returns whether a problem at a place would reveal something hidden: that somebody has filled in a cell, or numbers in which an
/// ADR differs from the record.
fn is_hidden(decision: &Decision, place: &Place) -> bool {
    decision.is_blind()
        && match place {
            Place::Cell(_, round, ..) => *round == decision.round(),
            Place::Export(_) => true,
            _ => false,
        }
}

/// The place where a problem is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MendedIn {
    /// In the window, at the place of the problem.
    Place,
    /// In a step of the window that is not that of its place.
    Step(Step),
    /// In the decision file: the window has no field for it.
    File,
    /// In git or by a command, as the advice says, or by a button above.
    Elsewhere,
}

fn mended_in(problem: &Problem) -> MendedIn {
    use ProblemCode as P;
    match (problem.code, &problem.place) {
        (P::EmptyCells | P::UnscoredMustHave, Place::Option(_)) => MendedIn::Step(Step::Scores),
        // Once it is accepted, a reason for the thin coverage is all that is left to write.
        (P::ThinCoverage, _) if problem.severity == Severity::Warning => MendedIn::Step(Step::Scores),
        // A new export solves the first two, and relations to other ADRs are chosen on that step as well.
        (P::UnknownAdr | P::MissingAdr | P::AlreadySuperseded, _) => MendedIn::Step(Step::Export),
        // A profile that does not exist can be replaced by another one in the window.
        (P::UnknownId, Place::Criteria) if problem.path.as_deref() == Some("profile") => MendedIn::Place,
        // Names of profiles and reference ballots can only be changed in the file.
        (P::NoName, Place::Criteria | Place::Reference(_)) => MendedIn::File,
        // The path is right, but a symbolic link on it leads out of the repository: an export to another place solves that.
        (P::OutsideRepository, Place::Export(_)) if problem.path.is_none() => MendedIn::Place,
        (P::UnknownId, Place::Chosen | Place::Export(_))
        | (P::UnsafeLink, Place::Link(_) | Place::Cell(..))
        | (
            P::NoTitle
            | P::NoContext
            | P::FewOptions
            | P::NoName
            | P::SameName
            | P::NoCriteria
            | P::NoWeight
            | P::NothingChosen
            | P::NoJustification
            | P::Overdue
            | P::Objection
            | P::SecondSignOff
            | P::NotVotedOn
            | P::UnreachableMustHave
            | P::Unpublished
            | P::ChartDiffers
            | P::NoRepository
            | P::AdrDiffers
            | P::UnusableDialect
            | P::AllScreenedOut
            | P::ChosenScreenedOut
            | P::AgainstLead
            | P::UnscoredMustHave
            | P::ThinCoverage
            | P::NothingScored
            | P::EmptyCells
            | P::NoSeparation
            | P::DoubleCounting
            | P::KillerFlaw
            | P::OneImpression,
            _,
        ) => MendedIn::Place,
        (
            P::UnknownId
            | P::UnsafeLink
            | P::SameId
            | P::SecondBallot
            | P::SecondCommitment
            | P::CommitmentHash
            | P::NoStepUp
            | P::SelfTradeOff
            | P::UnclearOrder
            | P::OutsideRepository
            | P::UnknownLanguage
            | P::HistoryOrder
            | P::SecondReveal
            | P::RevealOrder
            | P::ReviewOrder
            | P::SecondToday
            | P::NamesItself
            | P::UnreadFile
            | P::Comments
            | P::SecondAdr,
            _,
        ) => MendedIn::File,
        (P::Blind | P::Unmerged | P::UnmergedUnknown | P::LeftOut | P::UnlikeSealed | P::GovernsNothing, _) => {
            MendedIn::Elsewhere
        }
    }
}

/// Returns the words and the intent of the button that leads to the place where a problem is solved; `None` if only the advice
/// helps.
fn way(decision: &Decision, file: Option<&Path>, problem: &Problem) -> Option<(String, Intent)> {
    match mended_in(problem) {
        MendedIn::Place => Some((words_of(decision, &problem.place)?, Intent::Show(problem.place.clone()))),
        MendedIn::Step(step) => Some((format!("Go to the {}", step.name().to_lowercase()), Intent::Go(step))),
        MendedIn::File => {
            let open = ExportIntent::Open(file?.to_owned(), FileReveal::InFolder);
            Some(("Show the file in its folder".to_owned(), Intent::Export(open)))
        }
        MendedIn::Elsewhere => None,
    }
}

/// Returns the words of the button that leads to a place, or `None` for a place that the window does not show.
fn words_of(decision: &Decision, place: &Place) -> Option<String> {
    let words = match place {
        Place::FileLine(_) => return None,
        Place::Record | Place::Ballot(..) | Place::Cell(..) => "Go to the scores",
        Place::Title | Place::Context | Place::Link(_) => "Go to the context",
        Place::Options | Place::Option(_) => "Go to the options",
        Place::Criteria => "Go to the criteria",
        Place::Criterion(id) => return Some(format!("Open {}", decision.criterion(id)?.called())),
        Place::Members | Place::Member(_) | Place::Reference(_) | Place::ReferenceCell(..) => "Open the members…",
        Place::Status | Place::Outcome | Place::Chosen => "Go to the decision",
        Place::Export(_) => "Go to the export",
    };
    Some(words.to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{CriterionId, MemberId, OptionId};

    /// Returns the problems that can be solved on a step, or in the dialog of the members for `None`.
    fn mended_on(step: Option<Step>) -> &'static [ProblemCode] {
        use ProblemCode as P;
        match step {
            Some(Step::Context) => &[P::NoTitle, P::NoContext, P::NoName, P::SameName, P::UnsafeLink],
            Some(Step::Options) => &[P::FewOptions, P::NoName, P::SameName, P::AllScreenedOut],
            Some(Step::Criteria) => &[
                P::NoCriteria,
                P::NoName,
                P::SameName,
                P::NoWeight,
                P::UnknownId,
                P::AllScreenedOut,
                P::EmptyCells,
                P::NoSeparation,
                P::DoubleCounting,
                P::KillerFlaw,
                P::UnreachableMustHave,
            ],
            Some(Step::Scores) => &[
                P::NothingScored,
                P::EmptyCells,
                P::UnscoredMustHave,
                P::ThinCoverage,
                P::OneImpression,
                P::NotVotedOn,
                P::UnsafeLink,
            ],
            Some(Step::Result) => &[],
            Some(Step::Decision) => &[
                P::NoName,
                P::UnknownId,
                P::NothingChosen,
                P::NoJustification,
                P::Overdue,
                P::Objection,
                P::SecondSignOff,
                P::ChosenScreenedOut,
                P::AgainstLead,
                P::ThinCoverage,
            ],
            Some(Step::Export) => &[
                P::UnknownId,
                P::OutsideRepository,
                P::ChartDiffers,
                P::NoRepository,
                P::AdrDiffers,
                P::UnusableDialect,
                P::UnknownAdr,
                P::MissingAdr,
                P::AlreadySuperseded,
            ],
            None => &[P::NoName, P::SameName, P::NoWeight, P::Unpublished],
        }
    }

    /// Returns every kind of place that a problem has in the list of `check`.
    fn places_of(code: ProblemCode) -> Vec<Place> {
        use ProblemCode as P;
        let (member, criterion, option) =
            (MemberId::new("ana").unwrap(), CriterionId::new("speed").unwrap(), OptionId::new("go").unwrap());
        let ballot = Place::Ballot(member.clone(), 1);
        let cell = Place::Cell(member.clone(), 1, criterion.clone(), option.clone());
        let reference = Place::ReferenceCell(member.clone(), criterion.clone(), option.clone());
        let (of_member, of_criterion, of_option) =
            (Place::Member(member.clone()), Place::Criterion(criterion), Place::Option(option));
        match code {
            P::NoTitle => vec![Place::Title],
            P::NoContext | P::GovernsNothing => vec![Place::Context],
            P::FewOptions => vec![Place::Options],
            P::NoName => {
                let file = [Place::Criteria, Place::Reference(member)];
                [vec![Place::Context, of_option, of_criterion, of_member, Place::Outcome], file.to_vec()].concat()
            }
            P::SameName => vec![Place::Context, of_option, of_criterion, of_member],
            P::NoCriteria => vec![Place::Criteria],
            P::NoWeight => vec![Place::Criteria, of_criterion, of_member],
            P::UnknownId => vec![
                Place::Record,
                Place::Criteria,
                Place::Members,
                of_member,
                ballot,
                cell,
                reference,
                Place::Chosen,
                Place::Export(0),
            ],
            P::SameId => {
                let lists = [Place::Context, Place::Criteria, Place::Export(0)];
                [lists.to_vec(), vec![of_option, of_criterion, of_member, Place::Reference(member)]].concat()
            }
            P::SecondBallot | P::NotVotedOn | P::OneImpression | P::UnlikeSealed => vec![ballot],
            P::NothingChosen | P::HistoryOrder => vec![Place::Status],
            P::Blind => vec![Place::Status, Place::Members],
            P::Overdue => vec![Place::Status, Place::Outcome],
            P::NoJustification | P::Objection | P::SecondSignOff | P::ReviewOrder | P::ThinCoverage => {
                vec![Place::Outcome]
            }
            P::SecondCommitment | P::CommitmentHash | P::SecondReveal | P::RevealOrder => vec![Place::Members],
            P::NoStepUp | P::SelfTradeOff | P::UnclearOrder | P::Unpublished => vec![of_member],
            P::OutsideRepository => vec![Place::Record, Place::Context, Place::Export(0)],
            P::NamesItself
            | P::UnknownLanguage
            | P::UnmergedUnknown
            | P::UnknownAdr
            | P::SecondAdr
            | P::NothingScored => {
                vec![Place::Record]
            }
            P::SecondToday | P::UnscoredMustHave => vec![of_option],
            P::UnreadFile | P::Comments => vec![Place::FileLine(1)],
            P::UnsafeLink => vec![Place::Link(0), cell, reference],
            P::MissingAdr | P::AlreadySuperseded => vec![Place::Link(0)],
            P::Unmerged => vec![Place::Record, Place::Export(0)],
            P::ChartDiffers | P::NoRepository | P::AdrDiffers | P::UnusableDialect | P::LeftOut => {
                vec![Place::Export(0)]
            }
            P::AllScreenedOut => vec![Place::Options, of_criterion],
            P::ChosenScreenedOut | P::AgainstLead => vec![Place::Chosen],
            P::EmptyCells => vec![Place::Record, Place::Criteria, of_criterion, of_option],
            P::NoSeparation | P::DoubleCounting | P::KillerFlaw | P::UnreachableMustHave => vec![of_criterion],
        }
    }

    #[test]
    fn every_way_leads_to_where_the_problem_can_be_mended() {
        let mut decision = Decision::new("a".to_owned(), date(2026, 1, 1));
        let criterion = crate::decision::Criterion::new(CriterionId::new("speed").unwrap(), "Speed", "");
        decision.criteria.push(criterion.into());
        let file = Path::new("a.decision.ron");
        for code in ProblemCode::ALL {
            for place in places_of(code) {
                let problem = if code.severities() == [Severity::Error] {
                    Problem::error(code, place.clone(), "", "")
                } else {
                    Problem::warning(code, place.clone(), "", "")
                };
                // Problems that only the file can solve have a path in it, so each is also tried with one; that of the profile is
                // special.
                for problem in [problem.clone(), problem.at("profile")] {
                    match way(&decision, Some(file), &problem).map(|(_, intent)| intent) {
                        Some(Intent::Show(place)) => {
                            let step = Step::of(&place);
                            assert!(mended_on(step).contains(&code), "{code:?} at {place:?} leads to {step:?}");
                        }
                        Some(Intent::Go(step)) => {
                            assert!(mended_on(Some(step)).contains(&code), "{code:?} at {place:?}");
                        }
                        Some(Intent::Export(ExportIntent::Open(at, FileReveal::InFolder))) => assert_eq!(at, file),
                        None => assert_eq!(mended_in(&problem), MendedIn::Elsewhere, "{code:?} at {place:?}"),
                        Some(other) => panic!("{code:?} at {place:?} leads to {other:?}"),
                    }
                }
            }
        }
    }
}
