//! The list of work on threads beside the window, whose results are taken once a frame.

use std::collections::BTreeMap;

use super::job::Job;

/// The tasks under way, at most one of each kind.
pub struct Tasks<TaskKind, Outcome> {
    running: BTreeMap<TaskKind, RunningTask<Outcome>>,
}

struct RunningTask<Outcome> {
    job: Job<Outcome>,
    /// The generation of the record that it was started for.
    generation: u64,
    /// The result if the work ends without one, and the last part of a result in parts.
    lost: Outcome,
    /// Whether more parts may come after a result.
    comes_in_parts: bool,
}

/// A result of a task, or a part of it.
pub struct Arrival<Outcome> {
    /// The generation of the record that the task was started for.
    pub generation: u64,
    /// The result.
    pub outcome: Outcome,
}

impl<TaskKind, Outcome> Default for Tasks<TaskKind, Outcome> {
    fn default() -> Self {
        Self { running: BTreeMap::new() }
    }
}

impl<TaskKind: Copy + Ord, Outcome: Send + 'static> Tasks<TaskKind, Outcome> {
    /// Starts a task for a generation of the record; the result of an earlier task of its kind is dropped. `lost` is the result
    /// if the work ends without one: it panicked, or no thread could be started.
    pub fn start(
        &mut self,
        ctx: &egui::Context,
        kind: TaskKind,
        generation: u64,
        lost: Outcome,
        work: impl FnOnce() -> Outcome + Send + 'static,
    ) {
        let job = Job::start(ctx, work);
        self.running.insert(kind, RunningTask { job, generation, lost, comes_in_parts: false });
    }

    /// Starts a task whose result comes in parts, the last of which is `end`.
    pub fn start_parts(
        &mut self,
        ctx: &egui::Context,
        kind: TaskKind,
        generation: u64,
        end: Outcome,
        work: impl FnOnce(&dyn Fn(Outcome)) + Send + 'static,
    ) {
        let job = Job::start_parts(ctx, work);
        self.running.insert(kind, RunningTask { job, generation, lost: end, comes_in_parts: true });
    }

    /// Returns the next result of a kind that may arrive, if there is one.
    pub fn next(&mut self, may_arrive: impl Fn(TaskKind) -> bool) -> Option<Arrival<Outcome>> {
        let mut waited_for = self.running.iter().filter(|(kind, _)| may_arrive(**kind));
        let (kind, result) = waited_for.find_map(|(kind, running)| Some((*kind, running.job.poll().transpose()?)))?;
        // The work has ended without a further result, which `lost` replaces.
        let Ok(outcome) = result else {
            let RunningTask { generation, lost, .. } = self.running.remove(&kind)?;
            return Some(Arrival { generation, outcome: lost });
        };
        let running = self.running.get(&kind)?;
        let generation = running.generation;
        if !running.comes_in_parts {
            self.running.remove(&kind);
        }
        Some(Arrival { generation, outcome })
    }

    /// Reports whether a task of this kind is under way, or its result has not been taken.
    pub fn is_running(&self, kind: TaskKind) -> bool {
        self.running.contains_key(&kind)
    }

    /// Reports whether `holds` is true of any task under way.
    pub fn any(&self, holds: impl Fn(TaskKind) -> bool) -> bool {
        self.running.keys().any(|kind| holds(*kind))
    }

    /// Forgets a task: its work goes on to its end, and its result is dropped.
    pub fn forget(&mut self, kind: TaskKind) {
        self.running.remove(&kind);
    }

    /// Waits for the end of a task, and drops its result. Not to be called while frames are drawn.
    pub fn wait(&mut self, kind: TaskKind) {
        if let Some(running) = self.running.remove(&kind) {
            running.job.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
    enum Chore {
        Count,
        Name,
    }

    fn all(tasks: &mut Tasks<Chore, String>) -> Vec<(u64, String)> {
        let mut found = Vec::new();
        while tasks.any(|_| true) {
            if let Some(Arrival { generation, outcome }) = tasks.next(|_| true) {
                found.push((generation, outcome));
            }
        }
        found
    }

    fn lost() -> String {
        "lost".to_owned()
    }

    #[test]
    fn results_arrive_once_and_parts_until_their_end() {
        let (ctx, mut tasks) = (egui::Context::default(), Tasks::default());
        tasks.start_parts(&ctx, Chore::Count, 1, lost(), |part| (1..=2).for_each(|n| part(n.to_string())));
        assert_eq!(all(&mut tasks), [(1, "1".to_owned()), (1, "2".to_owned()), (1, lost())]);
        tasks.start(&ctx, Chore::Name, 2, lost(), || "first".to_owned());
        tasks.start(&ctx, Chore::Name, 3, lost(), || "second".to_owned());
        assert_eq!(all(&mut tasks), [(3, "second".to_owned())]);
    }

    #[test]
    fn what_may_not_arrive_yet_is_kept_and_what_panics_is_lost() {
        let (ctx, mut tasks) = (egui::Context::default(), Tasks::<Chore, String>::default());
        tasks.start(&ctx, Chore::Name, 1, lost(), || "late".to_owned());
        assert!(tasks.next(|kind| kind != Chore::Name).is_none() && tasks.is_running(Chore::Name));
        assert_eq!(all(&mut tasks), [(1, "late".to_owned())]);
        tasks.start(&ctx, Chore::Count, 1, lost(), || std::panic::resume_unwind(Box::new("broken off")));
        assert_eq!(all(&mut tasks), [(1, lost())]);
    }
}
