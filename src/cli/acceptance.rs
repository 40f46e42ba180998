//! The conditions for accepting a decision: in `decide`, and in `export` with the status of the ADR.

use std::path::Path;

use super::failure::Failure;
use crate::{
    analysis::{Analysis, Doubt, Scope, analyze, doubts},
    decision::{
        Decision, Missing,
        text::{is_blank, shell_path},
    },
};

/// The command that accepts a decision.
#[derive(Clone, Copy)]
pub(super) struct AcceptedBy<'a> {
    /// The decision file.
    pub(super) file: &'a Path,
    /// Whether it takes the reasons itself, as `decide` does; others name the command that does.
    pub(super) takes_reasons: bool,
}

impl AcceptedBy<'_> {
    /// Returns options as somebody types them, in backquotes if they belong to another command. For a record that was
    /// guarded `before`, the reasons are guarded too, so it adds `--correct`.
    fn option(self, option: &str, before: &Decision) -> String {
        if self.takes_reasons {
            return format!("{option}{}", if before.is_guarded() { " and --correct WHY" } else { "" });
        }
        format!("`weigh-in decide {} {option}{}`", self.quoted(), before.option_to_correct())
    }

    fn quoted(self) -> String {
        shell_path(&self.file.to_string_lossy()).into_owned()
    }

    /// Refuses a decision that lacks what every accepted one needs. One that was not accepted `before` is also refused
    /// if there are doubts that only a reason answers.
    pub(super) fn may_be_accepted(self, decision: &Decision, before: &Decision) -> Result<Analysis, Failure> {
        match decision.missing_to_accept().filter(|_| decision.is_accepted()) {
            None => {}
            Some(Missing::Choice) => {
                let has_reason = !is_blank(&decision.outcome.justification);
                let options = if has_reason { "--choose OPTION" } else { "--choose OPTION --because TEXT" };
                let way = self.option(options, before);
                return Err(Failure::before_writing(format_args!("the record has no choice yet; name one with {way}")));
            }
            Some(Missing::Reason) => {
                let way = self.option("--because TEXT", before);
                return Err(Failure::before_writing(format_args!("the record does not say why yet; add {way}")));
            }
        }
        let analysis = analyze(decision, Scope::All);
        if decision.is_accepted() && !before.is_accepted() {
            self.nothing_speaks_against(decision, &analysis, before)?;
        }
        Ok(analysis)
    }

    fn nothing_speaks_against(
        self,
        decision: &Decision,
        analysis: &Analysis,
        before: &Decision,
    ) -> Result<(), Failure> {
        let mut told = Vec::new();
        for doubt in &doubts(decision, analysis) {
            // Whoever sealed it expects it to count: it arrives or is withdrawn, and both are one command.
            if let Doubt::Unpublished(_) = doubt {
                let (file, correct) = (self.quoted(), before.option_to_correct());
                told.push(format!(
                    "{} `weigh-in reveal {file} --member ID{correct}` publishes one, where its private file is; `weigh-in seal {file} \
                     --member ID --withdraw WHY{correct}` withdraws one that is lost.",
                    doubt.sentence(decision)
                ));
            }
            if let Some(option) = answer(doubt) {
                let way = self.option(&format!("{option} WHY"), before);
                told.push(format!("{} Add {way} to accept it all the same.", doubt.sentence(decision)));
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("{} Nothing was written.", told.join("\n"))))
    }
}

/// Returns the option with the reason that answers a doubt; `None` if there is none.
pub(super) fn answer(doubt: &Doubt) -> Option<&'static str> {
    match doubt {
        Doubt::NoDecisionMaker
        | Doubt::NotSigned(_)
        | Doubt::Unpublished(_)
        | Doubt::AgainstLead(_)
        | Doubt::Past(_) => None,
        Doubt::Objection(_) => Some("--despite"),
        Doubt::ThinCoverage(..) => Some("--thin-coverage"),
        Doubt::UnscoredMustHave(_) => Some("--unscored"),
    }
}
