//! The random draws for the ladder, made on threads beside the window, rung by rung.

use std::sync::Arc;

use egui::Context;

use super::{
    context::FlowContext,
    task::{BackgroundTasks, Done, LadderDone, Task},
};
use crate::{
    analysis::{
        Analysis, Rung,
        robustness::{Progress, draw_each, is_drawn},
    },
    gui::{
        dialogs::Dialog,
        intent::LadderIntent,
        session::{Document, Drawing, draw_settings},
        step::Step,
    },
};

/// All rungs, in the order in which they are drawn: those of the verdict first, which should follow a moving slider. The others are
/// needed only on the Result step and for a chart to save.
const ORDER: &[Rung] = &[Rung::YourSwings, Rung::YourWeights, Rung::TeamResampled, Rung::YourOrder, Rung::AnyWeights];

/// The flow of the ladder, with the draws that are under way.
#[derive(Default)]
pub struct LadderFlow {
    /// The draws for the record.
    record: Option<Draws>,
    /// The draws for the trial.
    trial: Option<Draws>,
}

/// Draws that are under way. Dropping them stops them.
struct Draws {
    /// The analysis that they are made for.
    of: Arc<Analysis>,
    rungs: Vec<Rung>,
    progress: Arc<Progress>,
}

impl Draws {
    fn start(tasks: &mut BackgroundTasks, task: Task, ctx: &Context, of: Arc<Analysis>, rungs: Vec<Rung>) -> Self {
        let progress = Arc::new(Progress::default());
        let (analysis, asked, seen) = (Arc::clone(&of), rungs.clone(), Arc::clone(&progress));
        // Draws belong to an analysis and not to a generation of the record, so it is 0.
        tasks.start_parts(ctx, task, 0, Done::Ladder(task, LadderDone::End), move |part| {
            draw_each(&analysis, &asked, draw_settings(), &seen, |rung| {
                part(Done::Ladder(task, LadderDone::Rung(rung)));
            });
        });
        Self { of, rungs, progress }
    }
}

impl Drop for Draws {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl LadderFlow {
    pub fn on(&mut self, intent: LadderIntent, cx: &mut FlowContext<'_>) {
        for (_, draws, document) in self.under_way(cx).1 {
            let Some(document) = document else { continue };
            match intent {
                // Rungs that are drawn already stay.
                LadderIntent::Stop => {
                    if draws.take().is_some() {
                        document.end_ladder(Drawing::Stopped);
                    }
                }
                LadderIntent::Resume => {
                    if matches!(document.drawing(), Some(Drawing::Stopped)) {
                        document.forget_ladder();
                    }
                }
            }
        }
    }

    /// Takes a rung, or the end of the draws.
    pub fn done(&mut self, task: Task, done: LadderDone, cx: &mut FlowContext<'_>) {
        let (_, all) = self.under_way(cx);
        let Some((_, draws, document)) = all.into_iter().find(|(of, ..)| *of == task) else { return };
        match done {
            LadderDone::Rung(rung) => {
                if let (Some(draws), Some(document)) = (draws, document) {
                    document.add_rung(&draws.of, rung);
                }
            }
            LadderDone::End => end(draws, document),
        }
    }

    /// Starts the draws that the screen needs and that were not made for the same numbers yet.
    pub fn keep_drawing(&mut self, cx: &mut FlowContext<'_>) {
        let asks_for_charts = matches!(cx.dialog, Some(Dialog::Charts(_)));
        // The charts to save include the whole ladder.
        let wanted = if cx.session.step == Step::Result || asks_for_charts { ORDER } else { &Rung::OF_VERDICT };
        let ctx = cx.ctx;
        let (tasks, all) = self.under_way(cx);
        for (task, draws, document) in all {
            keep_drawing(tasks, task, draws, document, wanted, ctx);
        }
    }

    /// Returns the draws for the record and for the trial, each with its document. There is none for the record in a blind round,
    /// and none for the trial while it is not on the screen.
    fn under_way<'a>(&'a mut self, cx: &'a mut FlowContext<'_>) -> (&'a mut BackgroundTasks, [DrawnFor<'a>; 2]) {
        let session = &mut *cx.session;
        let record = session.document.as_mut().filter(|document| !document.decision().is_blind());
        let trial = session.trial.in_view().filter(|_| session.step == Step::Result && record.is_some());
        let drawn = [(Task::DrawRecord, &mut self.record, record), (Task::DrawTrial, &mut self.trial, trial)];
        (cx.tasks, drawn)
    }
}

/// A task, its draws, and the document that they are made for.
type DrawnFor<'a> = (Task, &'a mut Option<Draws>, Option<&'a mut Document>);

fn end(draws: &mut Option<Draws>, document: Option<&mut Document>) {
    let (Some(under_way), Some(document)) = (draws.as_ref(), document) else { return };
    // Draws that broke off would do so again, so they count as stopped, and people decide whether to try again.
    let is_short = !missing(&document.findings().analysis, &under_way.rungs).is_empty();
    document.end_ladder(if is_short { Drawing::Stopped } else { Drawing::Done });
    *draws = None;
}

fn keep_drawing(
    tasks: &mut BackgroundTasks,
    task: Task,
    draws: &mut Option<Draws>,
    document: Option<&mut Document>,
    wanted: &[Rung],
    ctx: &Context,
) {
    // Nothing on the screen needs the draws. Dropping them stops them.
    let Some(document) = document else {
        *draws = None;
        return;
    };
    let findings = document.findings();
    let of = findings.sums();
    // The numbers have changed. Dropping the draws stops them.
    draws.take_if(|draws| !Arc::ptr_eq(&draws.of, of));
    let is_stopped = matches!(document.drawing_of(of), Some(Drawing::Stopped));
    let missing = missing(&findings.analysis, wanted);
    if draws.is_none() && !is_stopped && !missing.is_empty() {
        let of = Arc::clone(of);
        let started = Draws::start(tasks, task, ctx, Arc::clone(&of), missing);
        let progress = Arc::clone(&started.progress);
        let since = ctx.input(|input| input.time);
        document.begin_ladder(of, draw_settings().seed, Drawing::UnderWay { progress, since });
        *draws = Some(started);
    }
    if draws.is_some() {
        show_progress(ctx);
    }
}

/// Returns the wanted rungs that can be drawn and are not there yet.
fn missing(analysis: &Analysis, wanted: &[Rung]) -> Vec<Rung> {
    let mut missing: Vec<Rung> = wanted.iter().copied().filter(|&rung| is_drawn(analysis, rung)).collect();
    if let Some(ladder) = &analysis.ladder {
        missing.retain(|rung| ladder.rung(*rung).is_none());
    }
    missing
}

/// Asks for another frame soon, so that progress is shown ten times a second and not at each step.
fn show_progress(ctx: &Context) {
    ctx.request_repaint_after(std::time::Duration::from_millis(100));
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{
        Alternative, CellField, Criterion, CriterionId, Decision, Edit, Member, MemberId, OptionId, Score, Vote,
    };

    /// Returns a record of one member and two options, one of which leads.
    fn document() -> Document {
        let (member, criterion) = (MemberId::new("ana").unwrap(), CriterionId::new("speed").unwrap());
        let mut edits = vec![
            Edit::AddMember(Member::new(member.clone(), "Ana".to_owned()), date(2026, 2, 3)),
            Edit::AddCriterion(Box::new(Criterion::new(criterion.clone(), "Speed", ""))),
        ];
        for (name, points) in [("go", 4), ("rust", 5)] {
            let id = OptionId::new(name).unwrap();
            let vote = CellField::Vote(Score::new(points).map(Vote::Score));
            edits.push(Edit::AddOption(Alternative::new(id.clone(), name)));
            edits.push(Edit::Cell(member.clone(), criterion.clone(), id, vote));
        }
        let mut document = Document::new(Decision::new("test".to_owned(), date(2026, 1, 1)));
        for edit in edits {
            document.apply(edit, None, 0.0).unwrap();
        }
        document
    }

    #[test]
    fn draws_that_break_off_are_not_begun_again_by_themselves() {
        let ctx = Context::default();
        let mut document = document();
        let of = Arc::clone(document.findings().sums());
        let (progress, rungs) = (Arc::<Progress>::default(), ORDER.to_vec());
        document.begin_ladder(Arc::clone(&of), 1, Drawing::UnderWay { progress: Arc::clone(&progress), since: 0.0 });
        // As where the draws panic, or no thread can be had for them.
        let mut draws = Some(Draws { of, rungs, progress });
        end(&mut draws, Some(&mut document));
        assert!(matches!(document.drawing(), Some(Drawing::Stopped)), "{:?}", document.drawing());
        let mut tasks = BackgroundTasks::default();
        keep_drawing(&mut tasks, Task::DrawRecord, &mut draws, Some(&mut document), ORDER, &ctx);
        assert!(draws.is_none() && !tasks.is_running(Task::DrawRecord));
    }
}
