//! `weigh-in seal`, `weigh-in reveal` and `weigh-in round`: a pass of voting from its ballots to the next one.

use std::{collections::BTreeSet, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    hidden::{next_round, told_missing, ways_on, who_is_left},
    known,
    private_files::{is_not_misnamed, is_not_withdrawn, not_here, unfit},
    record::{apply, change, change_with_private},
    text::visible_text,
    user::{names_early_reveal, user},
};
use crate::{
    analysis::revealed,
    decision::{
        CriterionId, Decision, Edit, Member, MemberId, PrivateBallot, Withdrawal,
        text::{capitalized, shell_quoted},
    },
    storage::{self, KeptBack, world},
};

/// Seal a member's ballot
///
/// In the window, the scores of a round stay hidden until `reveal` shows them, ideally once everybody has sealed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in seal go.decision.ron --member ana
  weigh-in seal go.decision.ron --member ana --reopen")]
pub(super) struct SealBallot {
    /// The decision file
    file: PathBuf,
    /// The member whose ballot it is, such as ana
    #[arg(long, value_name = "ID")]
    member: String,
    /// Reopen the sealed ballot to change its scores before the reveal; for a private ballot, where its file is
    #[arg(long)]
    reopen: bool,
    /// Withdraw a sealed private ballot whose file is lost, with the reason; of several, the one whose file is here stays
    #[arg(long, value_name = "WHY", value_parser = visible_text, allow_hyphen_values = true, conflicts_with = "reopen")]
    withdraw: Option<String>,
    #[command(flatten)]
    correct: Correct,
}

/// The result of sealing, reopening or withdrawing a ballot.
enum Sealing {
    /// It was as requested already.
    Nothing,
    /// It is sealed now.
    Sealed,
    /// It is sealed now, and so are all ballots of the team.
    SealedLast,
    /// It is open to changes again.
    Reopened,
    /// The record no longer waits for it.
    Withdrawn,
    /// The record waits only for the one that is here, and no longer for the others that the member sealed.
    KeptOne,
}

impl SealBallot {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (decision, (id, done, told)) =
            change_with_private(&self.file, &self.correct, console, |decision, kept_back| {
                let id = known::member(decision, &self.member).map_err(Failure::before_writing)?;
                let done = match &self.withdraw {
                    Some(why) => self.withdraw(decision, &id, why),
                    None if self.reopen => self.reopen(decision, &id, kept_back),
                    None => self.seal(decision, &id, kept_back),
                }?;
                // A ballot that is withdrawn need not be the sealed one.
                let is_told = |one: &&KeptBack| match &one.ballot {
                    Ok(PrivateBallot::NotAsSealed(member, _)) => self.withdraw.is_none() || *member != id,
                    Ok(PrivateBallot::Elsewhere(..)) | Err(_) => true,
                    Ok(_) => false,
                };
                let told = unfit(kept_back.iter().filter(is_told));
                Ok((id, done, told))
            })?;
        let name = decision.member_name(&id);
        let (round, left) = (decision.round(), who_is_left(&decision));
        let again = match (decision.is_blind(), decision.is_guarded()) {
            (true, _) => format!(" {name} can score again."),
            (false, false) => format!(" {name} can score again in the next round."),
            // An accepted decision has no next round.
            (false, true) => String::new(),
        };
        match done {
            Sealing::Nothing if self.reopen => console.say(format_args!("The ballot of {name} is not sealed.")),
            Sealing::Nothing => console.say(format_args!("{name} has sealed round {round} already; {left}.")),
            Sealing::Sealed => console.say(format_args!("Sealed the ballot of {name} for round {round}; {left}.")),
            Sealing::SealedLast => console.say(format_args!(
                "Sealed the ballot of {name} for round {round}; {}.",
                ways_on(&decision, &self.file)
            )),
            Sealing::Reopened => console.say(format_args!("Reopened the ballot of {name} for round {round}.")),
            Sealing::Withdrawn => {
                console.say(format_args!("Withdrew the sealed ballot of {name} for round {round}.{again}"))
            }
            Sealing::KeptOne => {
                let private = storage::private_path(&self.file, &id);
                let kept = if decision.is_blind() {
                    format!("The one in {} stays sealed", private.display())
                } else {
                    "The one that is published stays".to_owned()
                };
                console.say(format_args!("Withdrew the other sealed ballot of {name} for round {round}. {kept}."))
            }
        }?;
        if matches!(done, Sealing::Sealed | Sealing::SealedLast) {
            self.warn_of_gaps(&decision, &id, console);
        }
        for why in told {
            console.warn(why);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn seal(&self, decision: &mut Decision, id: &MemberId, kept_back: &[KeptBack]) -> Result<Sealing, Failure> {
        if decision.has_sealed(id) {
            return Ok(Sealing::Nothing);
        }
        if decision.is_shown_to_team() {
            return Err(self.is_over(decision));
        }
        is_not_misnamed(id, kept_back)?;
        self.has_something_to_seal(decision, id)?;
        let salt = world::new_salt();
        let salt = salt.map_err(|error| Failure::new(format!("The system gives no random numbers ({error}).")))?;
        apply(decision, Edit::Seal(id.clone(), world::today(), salt))?;
        // The seal of a sole member has revealed the round already, so there is nothing left to reveal.
        Ok(if decision.is_blind() && decision.have_all_sealed() { Sealing::SealedLast } else { Sealing::Sealed })
    }

    /// Refuses the seal of a private ballot without a score: the file with the scores may be in another folder.
    fn has_something_to_seal(&self, decision: &Decision, id: &MemberId) -> Result<(), Failure> {
        let has_votes = decision
            .ballot(id, decision.round())
            .is_some_and(|ballot| ballot.cells.values().any(|cell| cell.vote.is_some()));
        if !(decision.private_ballots && decision.is_blind()) || has_votes {
            return Ok(());
        }
        let (name, path) = (decision.member_name(id), storage::private_path(&self.file, id));
        let has = if path.exists() { "has no score of this round" } else { "is not beside the record" };
        Err(Failure::before_writing(format_args!(
            "{name} has scored nothing here in round {}: {} {has}. Bring the file here if it is elsewhere, or score first with \
             `weigh-in score {} --member {id}{} CRITERION/OPTION=SCORE`",
            decision.round(),
            path.display(),
            shell_quoted(&self.file.to_string_lossy()),
            decision.option_to_correct()
        )))
    }

    fn reopen(&self, decision: &mut Decision, id: &MemberId, kept_back: &[KeptBack]) -> Result<Sealing, Failure> {
        if !decision.has_sealed(id) {
            return Ok(Sealing::Nothing);
        }
        if decision.is_shown_to_team() {
            return Err(self.is_over(decision));
        }
        if decision.is_sealed_elsewhere(id) {
            return Err(not_here(decision, id, &self.file, kept_back));
        }
        apply(decision, Edit::Reopen(id.clone(), world::today()))?;
        Ok(Sealing::Reopened)
    }

    fn withdraw(&self, decision: &mut Decision, id: &MemberId, why: &str) -> Result<Sealing, Failure> {
        let (on, by, why) = (world::today(), user(&self.file), why.to_owned());
        apply(decision, Edit::Withdraw(id.clone(), Withdrawal { on, by, why }))?;
        Ok(if decision.has_sealed(id) { Sealing::KeptOne } else { Sealing::Withdrawn })
    }

    fn is_over(&self, decision: &Decision) -> Failure {
        let (round, next) = (decision.round(), next_round(decision, &self.file));
        Failure::before_writing(format_args!(
            "round {round} is revealed, so no ballot of it can be sealed or reopened. {}",
            capitalized(&next)
        ))
    }

    /// Warns of empty cells: they may be intended, or overlooked.
    fn warn_of_gaps(&self, decision: &Decision, id: &MemberId, console: &mut Console<'_>) {
        let (gaps, all) = gaps(decision, id);
        if gaps == 0 {
            return;
        }
        let file = shell_quoted(&self.file.to_string_lossy()).into_owned();
        let way = if decision.is_shown_to_team() {
            String::new()
        } else {
            let correct = decision.option_to_correct();
            format!(" `weigh-in seal {file} --member {id} --reopen{correct}` opens the ballot again.")
        };
        let (round, earlier) = match decision.round() {
            1 => (String::new(), ""),
            round => (format!(" of round {round}"), " Earlier scores stay there."),
        };
        console.warn(format_args!("{gaps} of {all} cells{round} are empty.{earlier}{way}"));
    }
}

/// Returns how many of the cells that the round asks a member for are empty, and how many there are.
fn gaps(decision: &Decision, member: &MemberId) -> (usize, usize) {
    let ballot = decision.ballot(member, decision.round());
    let (mut gaps, mut all) = (0, 0);
    let counted = decision.counted_criteria().into_iter();
    for criterion in counted.filter(|criterion| decision.is_voted_on(&criterion.id)) {
        for option in &decision.options {
            let key = (criterion.id.clone(), option.id.clone());
            gaps += usize::from(ballot.and_then(|ballot| ballot.cells.get(&key)?.vote).is_none());
            all += 1;
        }
    }
    (gaps, all)
}

/// Reveal the scores of a round, even if not all have sealed
///
/// The record notes who revealed the round and whether everybody had sealed; the ADR names the person who revealed it
/// early. Private ballots beside the record are published as well, so each member runs this once in their own clone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in reveal go.decision.ron
  weigh-in reveal go.decision.ron --by \"Ana Ruiz\"
  weigh-in reveal go.decision.ron --member ana")]
pub(super) struct RevealRound {
    /// The decision file
    file: PathBuf,
    /// Who reveals it [default: your name in git]
    #[arg(long, value_name = "NAME", value_parser = visible_text, allow_hyphen_values = true)]
    by: Option<String>,
    /// Publish this member's private ballot, after the reveal
    #[arg(long, value_name = "ID", conflicts_with = "by")]
    member: Option<String>,
    #[command(flatten)]
    correct: Correct,
}

impl RevealRound {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let by = self.by.clone().unwrap_or_else(|| user(&self.file));
        let (decision, (was_hidden, published, unfit, missing)) =
            change_with_private(&self.file, &self.correct, console, |decision, kept_back| {
                let wanted = self.member.as_deref().map(|word| known::member(decision, word)).transpose();
                let wanted = wanted.map_err(Failure::before_writing)?;
                let is_hidden = decision.is_blind();
                if is_hidden && wanted.is_some() {
                    return Err(Failure::before_writing(format_args!(
                        "round {} is hidden, and its ballots are published when it is revealed; {}",
                        decision.round(),
                        ways_on(decision, &self.file)
                    )));
                }
                if is_hidden {
                    names_early_reveal(decision, &by)?;
                    // Listed before the reveal, after which no ballot is hidden.
                    let mut at_hand: Vec<MemberId> =
                        decision.hidden_ballots().map(|ballot| ballot.member.clone()).collect();
                    apply(decision, Edit::Reveal(by.clone(), world::today()))?;
                    // The reveal leaves drafts out, so only sealed ballots are published with it.
                    at_hand.retain(|member| decision.has_sealed(member));
                    // Private files that do not fit do not stop a reveal; they are only warned of.
                    return Ok((true, at_hand, unfit(kept_back), told_missing(decision, kept_back, &self.file)));
                }
                let drafts = unfit(kept_back.iter().filter(|one| wanted.is_none() && is_draft(one)));
                let published = self.publish(decision, kept_back, wanted)?;
                Ok((false, published, drafts, told_missing(decision, kept_back, &self.file)))
            })?;
        let told = revealed(&decision).unwrap_or_else(|| shown_to_all(&decision));
        let is_alone = decision.members.len() == 1;
        let told =
            if was_hidden && is_alone { format!("Round {} is revealed. {told}", decision.round()) } else { told };
        if was_hidden {
            console.say(format_args!("{told}{}", how_early(&decision)))?;
        } else if published.is_empty() {
            console.say(format_args!("Nothing is hidden. {told}"))?;
        }
        for member in &published {
            console.say(format_args!("Published the ballot of {}.", decision.member_name(member)))?;
        }
        for why in unfit {
            console.warn(why);
        }
        for sheet in storage::private_ballots(&self.file).iter().filter(|one| published.contains(&one.ballot.member)) {
            if let Some(told) = decision.told_reworded(sheet) {
                console.warn(told);
            }
        }
        let left_out: Vec<&str> = decision.left_out_unsealed().into_iter().map(Member::called).collect();
        if was_hidden && !left_out.is_empty() {
            let file = shell_quoted(&self.file.to_string_lossy()).into_owned();
            // A decision that is made is not voted on again.
            let way = if decision.is_guarded() {
                String::new()
            } else if decision.unpublished().is_empty() {
                format!(" `weigh-in round {file}` opens a round in which they can.")
            } else {
                format!(
                    " Once all that were sealed are published, `weigh-in round {file}` opens a round in which they can."
                )
            };
            console
                .warn(format_args!("Private ballots that were not sealed do not count: {}.{way}", left_out.join(", ")));
        }
        let left = decision.unpublished();
        if !left.is_empty() {
            let names: Vec<&str> = left.iter().map(|one| decision.member_name(&one.member)).collect();
            console.say(format_args!(
                "Not published yet: {}. Each runs `weigh-in reveal {}{}` in their own clone.",
                names.join(", "),
                shell_quoted(&self.file.to_string_lossy()),
                decision.option_to_correct()
            ))?;
        }
        if let Some(missing) = missing {
            console.warn(missing);
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Adds the private ballots beside the record that it waits for.
    fn publish(
        &self,
        decision: &mut Decision,
        kept_back: &[KeptBack],
        wanted: Option<MemberId>,
    ) -> Result<Vec<MemberId>, Failure> {
        let is_wanted = |one: &&KeptBack| {
            let is_of = |id: &MemberId| match &one.ballot {
                // It may be kept aside, in a file of another name.
                Ok(PrivateBallot::ToPublish(ballot)) => ballot.member == *id,
                _ => storage::private_path(&self.file, id) == one.path,
            };
            wanted.as_ref().is_none_or(is_of)
        };
        let mut published = Vec::new();
        for one in kept_back.iter().filter(is_wanted) {
            if let Ok(PrivateBallot::ToPublish(ballot)) = &one.ballot {
                apply(decision, Edit::Publish(ballot.clone()))?;
                published.push(ballot.member.clone());
            }
        }
        // A draft keeps nobody from publishing what is sealed, unless it is asked for.
        let may_stay = wanted.is_none() && !published.is_empty();
        let mut unfit = unfit(kept_back.iter().filter(is_wanted).filter(|one| !(may_stay && is_draft(one))));
        for one in kept_back.iter().filter(is_wanted) {
            if let Ok(PrivateBallot::NotAsSealed(member, _)) = &one.ballot {
                unfit.push(format!(
                    "Put the sealed one back, or `weigh-in seal {} --member {member} --withdraw WHY{}` withdraws it.",
                    shell_quoted(&self.file.to_string_lossy()),
                    decision.option_to_correct()
                ));
            }
        }
        // All or none: the error keeps what was published above from being saved.
        if !unfit.is_empty() {
            return Err(Failure::new(format!("{} Nothing was written.", unfit.join("\n"))));
        }
        // A ballot that the record has already is no error, but one that it still waits for is.
        if let Some(id) = wanted.filter(|id| !published.contains(id)) {
            let waits = decision.unpublished().iter().any(|one| one.member == id);
            if waits {
                return Err(not_here(decision, &id, &self.file, kept_back));
            }
            is_not_withdrawn(decision, &id)?;
        }
        Ok(published)
    }
}

/// Reports whether a private ballot was not sealed when its round was revealed.
fn is_draft(one: &KeptBack) -> bool {
    matches!(one.ballot, Ok(PrivateBallot::Unsealed(..)))
}

/// Keep ballots in private files until the reveal
///
/// The scores of a hidden round are in the decision file, so everybody with access to the repository can read them.
/// With this, each member's ballot stays in a separate file beside the record, which git ignores. The record holds who
/// has sealed, and a hash of each sealed ballot. After the reveal, each member publishes theirs with `weigh-in reveal`;
/// a ballot that was changed after sealing is refused.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in private go.decision.ron
  weigh-in private go.decision.ron --off")]
pub(super) struct KeepPrivate {
    /// The decision file
    file: PathBuf,
    /// Keep ballots in the record instead
    #[arg(long)]
    off: bool,
    #[command(flatten)]
    correct: Correct,
}

impl KeepPrivate {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (decision, were_private) = change(&self.file, &self.correct, console, |decision| {
            let were_private = decision.private_ballots;
            apply(decision, Edit::PrivateBallots(!self.off))?;
            Ok(were_private)
        })?;
        if were_private == decision.private_ballots {
            let already = if were_private { "private" } else { "in the record" };
            console.say(format_args!("Nothing was changed: ballots are {already} already."))?;
            return Ok(ExitCode::SUCCESS);
        }
        let is_over = decision.rounds.last().is_some_and(|round| round.is_revealed());
        // A round that is revealed keeps its ballots where they are, so the change begins with the next one.
        let round = decision.round() + u32::from(is_over);
        if self.off {
            console.say(format_args!("From round {round} on, ballots are in the record."))?;
        } else {
            console.say(format_args!(
                "From round {round} on, each ballot stays in a private file beside the record until the reveal, and git leaves it out."
            ))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns how many had sealed, as a sentence with a leading space; empty if all had.
fn how_early(decision: &Decision) -> String {
    let (left, all) = (decision.not_sealed().len(), decision.members.len());
    if left == 0 { String::new() } else { format!(" {} of {all} ballots were sealed.", all - left) }
}

/// Returns why a round without a team needs no reveal.
fn shown_to_all(decision: &Decision) -> String {
    match decision.members.first() {
        None => "Nobody has scored yet.".to_owned(),
        Some(member) => format!("{} is the only member.", member.called()),
    }
}

/// Start the next round, in which the team scores again
///
/// Earlier scores are kept and count until they are replaced. New ones are hidden in the window until the round is
/// revealed. `--add` starts none: the round under way then also asks for these criteria.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in round go.decision.ron
  weigh-in round go.decision.ron --criteria hiring,training
  weigh-in round go.decision.ron --all
  weigh-in round go.decision.ron --add tooling")]
pub(super) struct OpenRound {
    /// The decision file
    file: PathBuf,
    /// The criteria to score again, separated by commas [default: those of the last round]
    #[arg(long, value_name = "CRITERIA", value_delimiter = ',', conflicts_with = "all")]
    criteria: Vec<String>,
    /// Score all criteria again
    #[arg(long)]
    all: bool,
    /// Add criteria to the round under way instead, separated by commas
    #[arg(long, value_name = "CRITERIA", value_delimiter = ',', conflicts_with_all = ["criteria", "all"])]
    add: Vec<String>,
}

impl OpenRound {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (decision, told) = change(&self.file, &Correct::default(), console, |decision| {
            if self.add.is_empty() { self.open(decision).map(|()| Vec::new()) } else { self.widen(decision) }
        })?;
        let asked: Vec<&str> = decision
            .applicable()
            .filter(|criterion| decision.is_voted_on(&criterion.id))
            .map(|criterion| criterion.id.as_str())
            .collect();
        let all = decision.applicable().count();
        let on = if asked.len() == all {
            "all criteria".to_owned()
        } else {
            format!("{} of {all} criteria: {}", asked.len(), asked.join(", "))
        };
        console.say(format_args!("Round {} is open, on {on}.", decision.round()))?;
        for sentence in told {
            console.say(sentence)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Adds criteria to the round under way. Returns sentences on members who have sealed their ballots before.
    fn widen(&self, decision: &mut Decision) -> Result<Vec<String>, Failure> {
        let mut told = Vec::new();
        for id in named(decision, &self.add)? {
            let before = decision.clone();
            apply(decision, Edit::WidenRound(id.clone()))?;
            told.extend(before.told_widened(decision, &id));
        }
        Ok(told)
    }

    fn open(&self, decision: &mut Decision) -> Result<(), Failure> {
        self.is_over(decision)?;
        let criteria = if self.all { Vec::new() } else { self.chosen(decision)? };
        apply(decision, Edit::OpenRound(criteria))
    }

    /// Refuses if the last round has not ended.
    fn is_over(&self, decision: &Decision) -> Result<(), Failure> {
        let round = decision.round();
        if decision.is_blind() {
            return Err(Failure::before_writing(format_args!(
                "round {round} is hidden, and the next one opens when it is revealed; {}",
                ways_on(decision, &self.file)
            )));
        }
        if decision.is_guarded() {
            let next = next_round(decision, &self.file);
            return Err(Failure::before_writing(format_args!("round {round} is the last one: {next}")));
        }
        let is_revealed = decision.rounds.last().is_some_and(|round| round.is_revealed());
        match decision.members.first().map(AsRef::as_ref) {
            Some(_) if is_revealed => Ok(()),
            Some(member) => Err(Failure::before_writing(format_args!(
                "round {round} is still open: {} is the only member, and can change any score with `weigh-in score {} --member {} \
                 CRITERION/OPTION=SCORE`",
                member.called(),
                shell_quoted(&self.file.to_string_lossy()),
                member.id
            ))),
            None => Err(Failure::before_writing(format_args!(
                "nobody has scored round {round} yet; `weigh-in score {} --member ID CRITERION/OPTION=SCORE` takes in scores, and adds the \
                 member",
                shell_quoted(&self.file.to_string_lossy())
            ))),
        }
    }

    /// Returns the criteria in the record's order, as a round names them: empty for all.
    fn chosen(&self, decision: &Decision) -> Result<Vec<CriterionId>, Failure> {
        let named = if self.criteria.is_empty() { self.last(decision)? } else { named(decision, &self.criteria)? };
        let mut criteria = decision.applicable().map(|criterion| &criterion.id);
        let is_all = criteria.all(|id| named.contains(id));
        let chosen = decision.criteria.iter().map(|criterion| &criterion.id).filter(|id| named.contains(*id));
        Ok(if is_all { Vec::new() } else { chosen.cloned().collect() })
    }

    /// Returns the criteria of the last round that still count.
    fn last(&self, decision: &Decision) -> Result<BTreeSet<CriterionId>, Failure> {
        let criteria = decision.applicable().map(|criterion| criterion.id.clone());
        let asked: BTreeSet<CriterionId> = criteria.filter(|id| decision.is_voted_on(id)).collect();
        if asked.is_empty() {
            let (round, file) = (decision.round(), shell_quoted(&self.file.to_string_lossy()).into_owned());
            return Err(Failure::before_writing(format_args!(
                "no criterion of round {round} counts any more. Name others with --criteria, or vote on all: `weigh-in round \
                 {file} --all`"
            )));
        }
        Ok(asked)
    }
}

/// Returns the criteria that a command names, after checking all of them.
fn named(decision: &Decision, words: &[String]) -> Result<BTreeSet<CriterionId>, Failure> {
    let mut found = BTreeSet::new();
    let mut wrong = Vec::new();
    for word in words {
        match known::criterion(decision, word) {
            Ok(id) if decision.criterion(&id).is_some_and(|criterion| criterion.not_applicable) => {
                wrong.push(format!("{id} is left out of this decision, so nobody votes on it"));
            }
            Ok(id) => {
                found.insert(id);
            }
            Err(clause) => wrong.push(clause),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(Failure::before_writing(wrong.join(".\n"))) }
}
