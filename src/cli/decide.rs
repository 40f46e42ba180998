//! `weigh-in decide`: the outcome, and the status that follows from it.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use jiff::civil::Date;

use super::{
    acceptance::{AcceptedBy, answer},
    console::Console,
    correct::Correct,
    failure::Failure,
    hidden::ways_on,
    known,
    record::{apply, change},
    sign_off::{GivenSignOff, sign_offs, strangers},
    text::visible_text,
    user::user,
};
use crate::{
    analysis::{self, Analysis, Doubt, doubts},
    decision::{
        Consequence, ConsequenceKind, Decision, Edit, OutcomeField, PeopleRole, Place, Problem, ProblemCode, Refusal,
        Severity, Status,
        text::{is_blank, shell_quoted},
    },
    storage::world,
};

/// Record the decision and the reason for it
///
/// Accepting a decision whose round is hidden reveals the round under your name in git. The consequences, triggers and other parts that you give replace
/// those in the record; the others stay. Sign-offs are added, one for each person.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in decide go.decision.ron --choose go --because \"we ship sooner\"
  weigh-in decide go.decision.ron --status deprecated
  weigh-in decide go.decision.ron --choose rust --status proposed \\
      --because \"latency decides here\" \\
      --against-lead \"the scores leave out the latency target\" \\
      --good \"no pauses\" --bad \"hiring is slower\" \\
      --trigger \"Go stays under 5 ms at the 99th percentile\" \\
      --review 2027-11-01 --maker \"Ana Ruiz\" \\
      --sign-off \"Ana Ruiz=reservation:if the latency target holds\"")]
pub(super) struct Decide {
    /// The decision file
    file: PathBuf,
    /// The option that was chosen [default: the choice in the record]
    #[arg(long, value_name = "OPTION")]
    choose: Option<String>,
    /// The reason, as it reads after "because" [default: the reason in the record]
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    because: Option<String>,
    /// The new status: proposed, accepted, rejected or deprecated [default: accepted with --choose, otherwise
    /// unchanged]
    ///
    /// Steps in between are included: accepting a draft proposes it first.
    #[arg(long, value_name = "STATUS")]
    status: Option<Status>,
    /// A good consequence; can be given several times
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    good: Vec<String>,
    /// A neutral consequence; can be given several times
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    neutral: Vec<String>,
    /// A bad consequence; can be given several times
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    bad: Vec<String>,
    /// How the team will check that the decision is followed and works
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    confirm: Option<String>,
    /// What would make the team reconsider; can be given several times
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    trigger: Vec<String>,
    /// When to review the decision, such as 2027-11-01
    #[arg(long, value_name = "DATE")]
    review: Option<Date>,
    /// Why the leading option was not chosen
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    against_lead: Option<String>,
    /// Why it is accepted when less than 80 % of the weight is scored
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    thin_coverage: Option<String>,
    /// Why it is accepted despite an objection
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    despite: Option<String>,
    /// Why it is accepted although an option is not scored on a must-have
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    unscored: Option<String>,
    /// A decision maker to add; can be given several times
    #[arg(long, value_name = "NAME", value_parser = visible_text, allow_hyphen_values = true)]
    maker: Vec<String>,
    /// A decision maker's answer: agree, reservation or object, with a comment after a colon; replaces the earlier
    /// answer; can be given several times
    #[arg(long, value_name = "NAME=VERDICT[:COMMENT]")]
    sign_off: Vec<GivenSignOff>,
    #[command(flatten)]
    correct: Correct,
}

impl Decide {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let user = user(&self.file);
        let (decision, (hidden, lost, analysis, is_changed)) =
            change(&self.file, &self.correct, console, |decision| {
                // Inside the change, which is repeated if others save the file: they may have revealed the round.
                let hidden = self.accepts(decision).then(|| told_if_hidden(decision, &user)).flatten();
                let before = decision.clone();
                self.edits(decision, &user)?.into_iter().try_for_each(|edit| apply(decision, edit))?;
                let lost = before.told_lost_answers(decision);
                Ok((hidden, lost, self.accepting().may_be_accepted(decision, &before)?, *decision != before))
            })?;
        console.say(self.told(&decision, is_changed))?;
        if let Some(told) = lost {
            console.warn(told);
        }
        if let Some(told) = hidden {
            console.say(told)?;
        }
        warn(&decision, &analysis, &self.file, console);
        for name in strangers(&self.sign_off, &decision.people.decision_makers) {
            let quoted = shell_quoted(name);
            // People are part of what is locked.
            let correct = if decision.is_guarded() { " and --correct WHY" } else { "" };
            console.warn(format_args!(
                "{name} signs off, but is not named as a decision maker. Add --maker {quoted}{correct} to name them."
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn accepting(&self) -> AcceptedBy<'_> {
        AcceptedBy { file: &self.file, takes_reasons: true }
    }

    fn edits(&self, decision: &Decision, user: &str) -> Result<Vec<Edit>, Failure> {
        let today = world::today();
        let mut edits: Vec<Edit> = self.outcome(decision)?.into_iter().map(Edit::Outcome).collect();
        let makers = self.makers(decision);
        // Another choice has lost the sign-offs of the one before, so the new ones do not join those.
        let mut chosen = decision.clone();
        edits.iter().cloned().try_for_each(|edit| apply(&mut chosen, edit))?;
        edits.extend(sign_offs(&chosen, &self.sign_off, &makers, today)?);
        if makers != decision.people.decision_makers {
            edits.push(Edit::People(PeopleRole::DecisionMakers, makers));
        }
        let reveals = decision.is_blind() && self.accepts(decision);
        if reveals && decision.private_ballots {
            return Err(Failure::before_writing(format_args!(
                "round {} is hidden, and its ballots are private; {}",
                decision.round(),
                ways_on(decision, &self.file)
            )));
        }
        if reveals {
            edits.push(Edit::Reveal(user.to_owned(), today));
        }
        // The status comes last: an accepted record must name what was chosen.
        let to = self.status(decision);
        let steps = decision.status().path_to(to).ok_or_else(|| {
            let refusal = Refusal::Status { from: decision.status(), to };
            Failure::before_writing(refusal)
        })?;
        edits.extend(steps.into_iter().map(|step| Edit::Status(step, today, user.to_owned())));
        Ok(edits)
    }

    /// Reports whether it brings the decision into force, which needs scores that the team has seen.
    fn accepts(&self, decision: &Decision) -> bool {
        self.status(decision) == Status::Accepted
    }

    /// Returns the new status. A choice is accepted by default.
    fn status(&self, decision: &Decision) -> Status {
        self.status.or(self.choose.as_ref().map(|_| Status::Accepted)).unwrap_or(decision.status())
    }

    fn outcome(&self, decision: &Decision) -> Result<Vec<OutcomeField>, Failure> {
        let mut fields = Vec::new();
        let chosen = self.choose.as_ref().map(|word| known::option(decision, word)).transpose();
        let chosen = chosen.map_err(Failure::before_writing)?;
        fields.extend(chosen.clone().map(|chosen| OutcomeField::Chosen(Some(chosen))));
        let is_other = decision.outcome.chosen.is_some() && decision.outcome.chosen != chosen && self.choose.is_some();
        // Of a locked record the lock is said first: a reason would not help.
        let needs_reason = self.because.is_none() && !self.correct.is_locked(decision);
        if is_other && needs_reason && !is_blank(&decision.outcome.justification) {
            return Err(Failure::before_writing(
                "the reason in the record is that of another option; give yours with --because",
            ));
        }
        fields.extend(self.because.clone().map(OutcomeField::Justification));
        let consequences = self.consequences();
        if !consequences.is_empty() {
            fields.push(OutcomeField::Consequences(consequences));
        }
        if !self.trigger.is_empty() {
            fields.push(OutcomeField::Triggers(self.trigger.clone()));
        }
        fields.extend(self.confirm.clone().map(OutcomeField::Confirmation));
        fields.extend(self.review.map(|day| OutcomeField::Review(Some(day))));
        fields.extend(self.against_lead.clone().map(OutcomeField::AgainstLead));
        fields.extend(self.thin_coverage.clone().map(OutcomeField::ThinCoverage));
        fields.extend(self.despite.clone().map(OutcomeField::DespiteObjection));
        fields.extend(self.unscored.clone().map(OutcomeField::UnscoredMustHave));
        Ok(fields)
    }

    fn consequences(&self) -> Vec<Consequence> {
        let kinds = [
            (ConsequenceKind::Good, &self.good),
            (ConsequenceKind::Neutral, &self.neutral),
            (ConsequenceKind::Bad, &self.bad),
        ];
        let texts = kinds.into_iter().flat_map(|(kind, texts)| texts.iter().map(move |text| (kind, text)));
        texts.map(|(kind, text)| Consequence { kind, text: text.clone() }).collect()
    }

    /// Returns the decision makers of the record and of the command.
    fn makers(&self, decision: &Decision) -> Vec<String> {
        let mut makers = decision.people.decision_makers.clone();
        for name in &self.maker {
            if !makers.contains(name) {
                makers.push(name.clone());
            }
        }
        makers
    }

    fn told(&self, decision: &Decision, is_changed: bool) -> String {
        if !is_changed {
            return format!("Nothing was changed: {} says this already.", self.file.display());
        }
        let chosen = decision.outcome.chosen.as_ref().filter(|_| self.choose.is_some());
        let chose = chosen.map(|id| format!("Chose {}; the", decision.option_name(id)));
        let the = chose.unwrap_or_else(|| "The".to_owned());
        format!("{the} decision is {}. Wrote {}.", decision.status(), self.file.display())
    }
}

/// Returns the sentence that the decision reveals a hidden round, and by whom; `None` if no round is hidden.
fn told_if_hidden(decision: &Decision, user: &str) -> Option<String> {
    if !decision.is_blind() {
        return None;
    }
    let (round, all) = (decision.round(), decision.members.len());
    let sealed = all - decision.not_sealed().len();
    let by = if user.is_empty() { String::new() } else { format!(" by {user}") };
    Some(format!("Round {round} was hidden, and is revealed{by} with this decision; {sealed} of {all} had sealed."))
}

/// Warns of problems of the outcome and its days that `check` would report, and of missing sign-offs.
fn warn(decision: &Decision, analysis: &Analysis, path: &Path, console: &mut Console<'_>) {
    let file = shell_quoted(&path.to_string_lossy()).into_owned();
    // An accepted record keeps its objections as they are; before that, one waits for its answer.
    if !decision.is_guarded() {
        for doubt in doubts(decision, analysis).iter().filter(|doubt| matches!(doubt, Doubt::Objection(_))) {
            let told = doubt.sentence(decision);
            console.warn(format_args!(
                "{told} To accept it all the same: `weigh-in decide {file} --status accepted --despite WHY`."
            ));
        }
    }
    if decision.is_accepted() {
        for doubt in doubts(decision, analysis).iter().filter(|doubt| answer(doubt).is_none()) {
            let publish;
            let way = match doubt {
                // The problems report it, with the gap or the day.
                Doubt::AgainstLead(_) | Doubt::Past(_) => continue,
                // The record is already accepted here, and people are part of what is locked.
                Doubt::NoDecisionMaker => "Name them with --maker NAME and --correct WHY.",
                Doubt::Unpublished(_) => {
                    publish = format!(
                        "`weigh-in reveal {file} --member ID --correct WHY` publishes one, where its private file is."
                    );
                    &publish
                }
                _ => "Add --sign-off NAME=agree once they have.",
            };
            console.warn(format_args!("{} {way}", doubt.sentence(decision)));
        }
    }
    let mut problems = analysis::problems(decision, analysis);
    let is_told = |problem: &Problem| {
        problem.severity == Severity::Error
            || problem.place == Place::Chosen
            || (decision.is_guarded() && problem.code == ProblemCode::Objection)
    };
    problems.retain(is_told);
    problems.extend(decision.overdue_problems(world::today()));
    for problem in problems {
        let way = if problem.code == ProblemCode::AgainstLead {
            format!(" `weigh-in decide {file} --against-lead WHY{}` says why.", decision.option_to_correct())
        } else {
            String::new()
        };
        console.warn(format_args!("{} {}{way}", problem.what, problem.advice_by_command(path)));
    }
}
