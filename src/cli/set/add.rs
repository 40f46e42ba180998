//! `weigh-in add`: a new option, criterion, member or profile.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};

use super::{assign, fields::Assignment};
use crate::{
    cli::{
        console::Console,
        correct::Correct,
        failure::Failure,
        record::{apply, change},
    },
    decision::{
        Alternative, Criterion, CriterionId, Decision, Edit, InvalidId, Member, MemberId, OptionId, Profile, Refusal,
        text::capitalized,
    },
    storage::world,
};

/// Add an option, a criterion, a member or a profile to a record
///
/// The fields are those of `weigh-in set`. Without a name, the part is called by its id. A profile keeps the present weights.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in add go.decision.ron option zig name=Zig description=\"Small and explicit\"
  weigh-in add go.decision.ron criterion startup name=\"Start-up time\" swing=40 \\
      question=\"How fast does it start?\" one=Seconds five=Milliseconds
  weigh-in add go.decision.ron member ana name=\"Ana Ruiz\"
  weigh-in add go.decision.ron profile edge why=\"Small devices in shops\"

`weigh-in set --help` lists the fields.")]
pub(in crate::cli) struct AddPart {
    /// The decision file
    file: PathBuf,
    /// What to add
    kind: PartKind,
    /// Its id: lower-case letters, digits and single dashes
    id: String,
    /// Its fields, as `weigh-in set` takes them
    #[arg(value_name = "FIELD=VALUE")]
    values: Vec<Assignment>,
    #[command(flatten)]
    correct: Correct,
}

/// A kind of part that can be added and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PartKind {
    Option,
    Criterion,
    Member,
    Profile,
}

impl PartKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Criterion => "criterion",
            Self::Member => "member",
            Self::Profile => "profile",
        }
    }
}

impl AddPart {
    pub(in crate::cli) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        change(&self.file, &self.correct, console, |decision| self.add(decision))?;
        console.say(format_args!("Added the {} {} to {}.", self.kind.word(), self.id, self.file.display()))?;
        Ok(ExitCode::SUCCESS)
    }

    fn add(&self, decision: &mut Decision) -> Result<(), Failure> {
        let name = capitalized(&self.id.replace('-', " "));
        let wrong = |error: InvalidId| Failure::before_writing(error);
        let (list, added) = match self.kind {
            PartKind::Option => {
                let id = OptionId::new(&self.id).map_err(wrong)?;
                ("options", Edit::AddOption(Alternative::new(id, name)))
            }
            PartKind::Criterion => {
                let id = CriterionId::new(&self.id).map_err(wrong)?;
                // A criterion is placed by its group when it is added.
                let group = self.values.iter().rfind(|value| value.key == "group");
                let group = group.map(|value| value.value.as_str()).unwrap_or_default();
                ("criteria", Edit::AddCriterion(Box::new(Criterion::new(id, &name, group))))
            }
            PartKind::Member => {
                let id = MemberId::new(&self.id).map_err(wrong)?;
                ("members", Edit::AddMember(Member::new(id, name), world::today()))
            }
            PartKind::Profile => {
                // It has an id of the same kind.
                let id = CriterionId::new(&self.id).map_err(wrong)?.to_string();
                if decision.profiles.iter().any(|own| own.id == id) {
                    return Err(Failure::before_writing(Refusal::Taken(id)));
                }
                let profile = Profile { id, name, why: String::new(), swings: decision.present_swings() };
                ("profiles", Edit::KeepProfiles(vec![profile]))
            }
        };
        apply(decision, added)?;
        let of_part = |value: &Assignment| Assignment {
            key: format!("{list}/{}/{}", self.id, value.key),
            value: value.value.clone(),
        };
        assign(decision, &self.values.iter().map(of_part).collect::<Vec<_>>())
    }
}
