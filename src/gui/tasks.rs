//! The work that is done beside the window: one list, looked through once a frame.

use std::collections::BTreeMap;

use super::job::{Job, Lost};

/// Work under way, at most one task of a kind.
pub struct Tasks<Kind, Done> {
    running: BTreeMap<Kind, Running<Done>>,
}

struct Running<Done> {
    job: Job<Done>,
    /// The document that it was started for.
    generation: u64,
    /// Whether more may come after a result.
    comes_in_parts: bool,
}

/// A result, a part of it, or the end of a task without one.
pub struct Arrival<Kind, Done> {
    /// Of which task.
    pub kind: Kind,
    /// The document that it was started for.
    pub generation: u64,
    /// What came. A task whose result comes in parts always ends as [`Lost`].
    pub result: Result<Done, Lost>,
}

impl<Kind, Done> Default for Tasks<Kind, Done> {
    fn default() -> Self {
        Self { running: BTreeMap::new() }
    }
}

impl<Kind: Copy + Ord, Done: Send + 'static> Tasks<Kind, Done> {
    /// Starts a task for a document; the result of an earlier one of its kind is forgotten.
    pub fn start(
        &mut self,
        ctx: &egui::Context,
        kind: Kind,
        generation: u64,
        work: impl FnOnce() -> Done + Send + 'static,
    ) {
        let job = Job::start(ctx, work);
        self.running.insert(kind, Running { job, generation, comes_in_parts: false });
    }

    /// Starts a task whose result comes in parts.
    pub fn start_parts(
        &mut self,
        ctx: &egui::Context,
        kind: Kind,
        generation: u64,
        work: impl FnOnce(&dyn Fn(Done)) + Send + 'static,
    ) {
        let job = Job::start_parts(ctx, work);
        self.running.insert(kind, Running { job, generation, comes_in_parts: true });
    }

    /// The next thing that has arrived, of the kinds that may; none while all of them go on.
    pub fn next(&mut self, may_arrive: impl Fn(Kind) -> bool) -> Option<Arrival<Kind, Done>> {
        let mut waited_for = self.running.iter().filter(|(kind, _)| may_arrive(**kind));
        let (kind, result) = waited_for.find_map(|(kind, running)| Some((*kind, running.job.poll().transpose()?)))?;
        let running = self.running.get(&kind)?;
        let (generation, is_over) = (running.generation, result.is_err() || !running.comes_in_parts);
        if is_over {
            self.running.remove(&kind);
        }
        Some(Arrival { kind, generation, result })
    }

    /// Whether a task of this kind is under way, or its result has not been taken.
    #[must_use]
    pub fn is_running(&self, kind: Kind) -> bool {
        self.running.contains_key(&kind)
    }

    /// Whether any task is under way of which this holds.
    #[must_use]
    pub fn any(&self, holds: impl Fn(Kind) -> bool) -> bool {
        self.running.keys().any(|kind| holds(*kind))
    }

    /// Forgets a task: its work goes on to its end, and its result is dropped.
    pub fn forget(&mut self, kind: Kind) {
        self.running.remove(&kind);
    }

    /// Waits for the end of a task. Not for a frame.
    pub fn wait(&mut self, kind: Kind) {
        if let Some(running) = self.running.remove(&kind) {
            running.job.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
    enum Kind {
        Count,
        Name,
    }

    fn all(tasks: &mut Tasks<Kind, String>) -> Vec<(Kind, u64, Option<String>)> {
        let mut found = Vec::new();
        while tasks.any(|_| true) {
            if let Some(Arrival { kind, generation, result }) = tasks.next(|_| true) {
                found.push((kind, generation, result.ok()));
            }
        }
        found
    }

    #[test]
    fn results_arrive_once_and_parts_until_their_end() {
        let (ctx, mut tasks) = (egui::Context::default(), Tasks::default());
        tasks.start_parts(&ctx, Kind::Count, 1, |part| (1..=2).for_each(|n| part(n.to_string())));
        assert_eq!(
            all(&mut tasks),
            [(Kind::Count, 1, Some("1".to_owned())), (Kind::Count, 1, Some("2".to_owned())), (Kind::Count, 1, None)]
        );
        tasks.start(&ctx, Kind::Name, 2, || "first".to_owned());
        tasks.start(&ctx, Kind::Name, 3, || "second".to_owned());
        assert_eq!(all(&mut tasks), [(Kind::Name, 3, Some("second".to_owned()))]);
    }

    #[test]
    fn what_may_not_arrive_yet_is_kept_and_what_panics_is_lost() {
        let (ctx, mut tasks) = (egui::Context::default(), Tasks::<Kind, String>::default());
        tasks.start(&ctx, Kind::Name, 1, || "late".to_owned());
        assert!(tasks.next(|kind| kind != Kind::Name).is_none() && tasks.is_running(Kind::Name));
        assert_eq!(all(&mut tasks), [(Kind::Name, 1, Some("late".to_owned()))]);
        tasks.start(&ctx, Kind::Count, 1, || std::panic::resume_unwind(Box::new("broken off")));
        assert_eq!(all(&mut tasks), [(Kind::Count, 1, None)]);
    }
}
