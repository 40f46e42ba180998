//! Import of ballots: the effect of each is shown before anything changes, and either all are imported or none.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    Ballot, BallotSheet, CriterionId, Decision, Member, OptionId,
    text::{clean, day, is_blank, single_line},
};

/// The effect of importing a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intake {
    /// It is imported.
    Taken {
        /// Description of the effect: a sentence.
        what: String,
        /// Remarks that deserve attention: sentences.
        remarks: Vec<String>,
    },
    /// The record has all of it already.
    Known(String),
    /// It cannot be imported.
    Refused(Vec<Unfit>),
}

/// A reason why a ballot cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// What is wrong: a sentence.
    pub what: String,
    /// What to do: a sentence.
    pub advice: String,
}

impl Unfit {
    fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), advice: advice.into() }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.advice)
    }
}

impl Intake {
    /// Reports whether it prevents the import.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// Returns the effect, and remarks that deserve attention, as sentences.
    #[must_use]
    pub fn sentences(&self) -> String {
        match self {
            Self::Taken { what, remarks } => [std::slice::from_ref(what), remarks].concat().join(" "),
            Self::Known(what) => what.clone(),
            Self::Refused(reasons) => reasons.iter().map(Unfit::to_string).collect::<Vec<_>>().join("\n"),
        }
    }
}

impl Decision {
    /// Returns the effect on each ballot if all of them were imported together. Nothing changes.
    ///
    /// A ballot that differs from the record's ballot of the same member is refused, unless it only adds to it, or
    /// `replace` is set.
    #[must_use]
    pub fn intake(&self, sheets: &[BallotSheet], replace: bool) -> Vec<Intake> {
        sheets.iter().enumerate().map(|(place, sheet)| self.intake_of(sheet, &sheets[..place], replace)).collect()
    }

    fn intake_of(&self, sheet: &BallotSheet, earlier: &[BallotSheet], replace: bool) -> Intake {
        let mut reasons = self.unfit(sheet);
        let twin = earlier.iter().find(|other| other.ballot.member == sheet.ballot.member);
        // If the ballot itself is unfit, a second one of the same member does not matter.
        if let Some(twin) = twin.filter(|_| reasons.is_empty()) {
            if twin == sheet {
                return Intake::Known(format!("This is the same ballot of {} a second time.", sheet.member.called()));
            }
            let what =
                format!("There are two different ballots of {} (`{}`).", sheet.member.called(), sheet.ballot.member);
            reasons.push(Unfit::new(what, "Import the one that counts."));
        }
        if reasons.is_empty() {
            match self.against_record(sheet, replace) {
                Ok(intake) => return intake,
                Err(reason) => reasons.push(reason),
            }
        }
        Intake::Refused(reasons)
    }

    /// Returns the reasons that keep a ballot out of this record, whatever the record has of its member.
    fn unfit(&self, sheet: &BallotSheet) -> Vec<Unfit> {
        let who = sheet.member.called();
        // A ballot of another record has other criteria and options, so nothing else is compared.
        if sheet.decision != self.id {
            let what = format!("This ballot of {who} belongs to another record, \"{}\".", sheet.title);
            return vec![Unfit::new(what, "Import it there.")];
        }
        let mut found = self.unfit_round(&sheet.ballot, who);
        found.extend(self.unfit_member(sheet));
        for asked in &sheet.criteria {
            found.extend(self.unfit_criterion(asked, who));
        }
        for (id, name) in sheet.options.iter().filter(|(id, _)| self.option(id).is_none()) {
            let what = format!("{who} scored the option {name} (`{id}`), which is not in this record.");
            found.push(Unfit::new(what, format!("Add the option with this id, or {}", again(who))));
        }
        found.extend(unexplained(sheet));
        let round = self.round();
        let left_out: Vec<&str> = sheet
            .criteria
            .iter()
            .filter(|asked| sheet.ballot.cells.keys().any(|(id, _)| *id == asked.id))
            .filter(|asked| self.criterion(&asked.id).is_some() && !self.is_voted_on(&asked.id))
            .map(|asked| asked.name.as_str())
            .collect();
        if !left_out.is_empty() {
            let what = format!("Round {round} does not vote on {}, which {who} scored.", left_out.join(", "));
            let way = if self.is_guarded() {
                "The decision is accepted: supersede it to vote on that again.".to_owned()
            } else {
                format!("Open a round on it, or {}", again(who))
            };
            found.push(Unfit::new(what, way));
        }
        for (key, cell) in &sheet.ballot.cells {
            if !cell.link.is_empty() && !super::is_safe_url(&cell.link) {
                let what = format!("The link `{}` of {who} on {} is not a web or mail address.", cell.link, key.0);
                found.push(Unfit::new(what, "Use an address that starts with https://, http:// or mailto:."));
            }
        }
        // A sealed ballot without scores still shows that its member is done, which the reveal waits for.
        if found.is_empty() && sheet.ballot.cells.is_empty() && !sheet.ballot.sealed {
            found.push(Unfit::new(format!("The ballot of {who} is empty."), "Leave it out."));
        }
        found
    }

    /// Reports whether a ballot of an earlier round is taken into the one under way: it came too late for its own, and nothing of its
    /// member counted since.
    fn came_too_late(&self, ballot: &Ballot) -> bool {
        let mut since = (ballot.round..self.round()).filter_map(|round| self.ballot(&ballot.member, round));
        self.is_blind() && since.all(|counted| counted.cells.is_empty())
    }

    fn unfit_round(&self, ballot: &Ballot, who: &str) -> Vec<Unfit> {
        let (round, now) = (ballot.round, self.round());
        if round < now && !self.came_too_late(ballot) {
            let what = format!("{who} scored in round {round}; this record is in round {now}.");
            return vec![Unfit::new(what, format!("Ask {who} for a ballot of round {now}."))];
        }
        if round > now {
            let what = format!("{who} scored in round {round}; this record is older, and still in round {now}.");
            return vec![Unfit::new(what, "Import it into the newest copy of the record, or open the round first.")];
        }
        Vec::new()
    }

    fn unfit_member(&self, sheet: &BallotSheet) -> Option<Unfit> {
        let id = &sheet.ballot.member;
        let name = sheet.member.name.trim().to_lowercase();
        if let Some(known) = self.member(id).filter(|known| known.name.trim().to_lowercase() != name) {
            let what = format!(
                "The ballot is of {} (`{id}`), but `{id}` is {} in this record.",
                sheet.member.called(),
                known.called()
            );
            let advice = "If they are one person, give them one name in both; if not, give one of them another id.";
            return Some(Unfit::new(what, advice));
        }
        // Members and reference ballots share one space of ids.
        if self.references.iter().any(|reference| reference.id == *id) {
            let what = format!("The ballot is of {} (`{id}`), but `{id}` is a source here.", sheet.member.called());
            return Some(Unfit::new(what, "Give the member another id."));
        }
        is_blank(&sheet.member.name).then(|| Unfit::new(format!("The member `{id}` has no name."), "Name them."))
    }

    fn unfit_criterion(&self, asked: &super::Asked, who: &str) -> Vec<Unfit> {
        let Some(now) = self.criterion(&asked.id) else {
            let what =
                format!("{who} scored the criterion {} (`{}`), which is not in this record.", asked.name, asked.id);
            let advice = format!("If this copy of the record is old, get the newest; if not, {}", again(who));
            return vec![Unfit::new(what, advice)];
        };
        let changed = asked.changed_words(now).into_iter().map(|(part, then, now_is)| {
            let what = format!(
                "The {part} of {} has changed since {who} scored it: then \"{then}\", now \"{now_is}\".",
                now.name
            );
            Unfit::new(what, format!("Show {who} the new words, and {}", again(who)))
        });
        changed.collect()
    }

    /// # Errors
    /// A reason if the team has seen the scores of the round: what comes in later is for the next one. A private ballot that was
    /// sealed before is only published, and the changes of an accepted record are corrections.
    fn is_open_to(&self, sheet: &BallotSheet) -> Result<(), Unfit> {
        let is_published = self.waits_for(&sheet.ballot.member) && self.is_as_sealed(&sheet.ballot);
        if !self.is_shown_to_team() || self.is_guarded() || is_published {
            return Ok(());
        }
        let (who, round) = (sheet.member.called(), self.round());
        let what = format!("Round {round} is revealed, so the ballot of {who} comes too late for it.");
        let has_counted = self.ballot(&sheet.ballot.member, round).is_some_and(|ballot| !ballot.cells.is_empty());
        Err(Unfit::new(
            what,
            if has_counted {
                format!("Start the next round, and ask {who} for a ballot of round {}.", round + 1)
            } else {
                "Start the next round, and import it there.".to_owned()
            },
        ))
    }

    fn taken(&self, sheet: &BallotSheet, what: String) -> Intake {
        Intake::Taken { what, remarks: self.remarks(sheet) }
    }

    /// Returns the effect of the ballot on the record's ballot of its member.
    fn against_record(&self, sheet: &BallotSheet, replace: bool) -> Result<Intake, Unfit> {
        let who = sheet.member.called();
        let new = counted_cells(&sheet.ballot);
        let Some(member) = self.member(&sheet.ballot.member) else {
            self.is_open_to(sheet)?;
            return Ok(self.taken(sheet, format!("{who} joins as a new member, with {new}.")));
        };
        // A ballot that was sealed in private stays until its member reopens it, or somebody withdraws it with a
        // reason.
        if self.waits_for(&member.id) && !(sheet.ballot.sealed && self.is_as_sealed(&sheet.ballot)) {
            let what = format!("{who} has sealed a private ballot in round {}, and this is another one.", self.round());
            let advice = format!(
                "Leave it out, or have {who} reopen the sealed ballot; if that is lost, withdraw it with a reason first."
            );
            return Err(Unfit::new(what, advice));
        }
        let blank = Ballot::new(member.id.clone(), self.round());
        let mine = self.ballot(&member.id, self.round()).unwrap_or(&blank);
        let is_known = mine.cells == sheet.ballot.cells && sheet.member.adds_nothing_to(member);
        // A seal that the record does not have yet is new, even if the scores are known.
        if is_known && (mine.sealed || !sheet.ballot.sealed) {
            return Ok(Intake::Known(format!("The record has this ballot of {who} already.")));
        }
        self.is_open_to(sheet)?;
        // A ballot that only adds to an open one loses nothing, so it needs no permission to replace.
        let adds = mine.cells.iter().all(|(key, cell)| sheet.ballot.cells.get(key) == Some(cell));
        if adds && !mine.sealed && !sheet.member.contradicts(member) {
            let before = if mine.cells.is_empty() { "an empty ballot".to_owned() } else { counted_cells(mine) };
            return Ok(self.taken(sheet, format!("{who}: {new} take the place of {before}.")));
        }
        let old = counted_cells(mine);
        if !replace && self.is_sealed_elsewhere(&member.id) {
            let what = format!(
                "This is the ballot that {who} has sealed in round {}, and it stays private until the reveal.",
                self.round()
            );
            return Err(Unfit::new(what, format!("Leave it out: {who} publishes it after the reveal.")));
        }
        if replace {
            return Ok(self.taken(sheet, format!("{who}: {new} replace the {old} of the record.")));
        }
        let sealed = if mine.sealed { ", sealed" } else { "" };
        let what = format!(
            "The record has another ballot of {who} in round {} ({old}{sealed}), and this one ({new}) would change it.",
            self.round()
        );
        Err(Unfit::new(what, "Leave it out, or import it again and let it replace the other."))
    }

    fn remarks(&self, sheet: &BallotSheet) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Some(reveal) = self.rounds.last().and_then(|round| round.reveal())
            && !self.was_alone()
        {
            remarks.push(format!(
                "Round {} was revealed on {}, before this ballot came in.",
                self.round(),
                day(reveal.on)
            ));
        }
        let out = sheet.criteria.iter().filter(|asked| self.criterion(&asked.id).is_some_and(|now| now.not_applicable));
        let out: Vec<&str> = out.map(|asked| asked.name.as_str()).collect();
        if !out.is_empty() {
            remarks.push(format!("Not applicable here, so these scores do not count: {}.", out.join(", ")));
        }
        for (id, then) in &sheet.options {
            if let Some(now) = self.option(id).filter(|now| now.name != *then) {
                remarks.push(format!("The option {then} is now called {}.", now.name));
            }
        }
        remarks
    }

    /// Imports all of the ballots, or refuses all of them.
    pub(super) fn import(&mut self, sheets: Vec<BallotSheet>, replace: bool, on: Date) -> Result<(), Vec<Unfit>> {
        let intakes = self.intake(&sheets, replace);
        // All of them are judged before the first one is taken, so that an import happens as a whole or not at all.
        let refused: Vec<Unfit> = intakes.iter().flat_map(Intake::reasons).cloned().collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        // Checked before members are added, since nobody is alone afterwards.
        let was_alone = self.was_alone();
        // What was sealed before waits for its reveal.
        let had_all_sealed = self.have_all_sealed();
        for (sheet, intake) in sheets.into_iter().zip(intakes) {
            if !matches!(intake, Intake::Known(_)) {
                self.take(sheet);
            }
        }
        self.hide_from_others(was_alone, on);
        // For ballots from files it is unknown who sealed them, so nobody is named.
        if !had_all_sealed {
            self.reveal_if_alone(on, String::new());
        }
        Ok(())
    }

    fn take(&mut self, sheet: BallotSheet) {
        let mut ballot = sheet.ballot;
        if ballot.round < self.round() {
            ballot = Ballot { round: self.round(), salt: None, ..ballot };
        }
        // The file was written elsewhere, so its texts are cleaned like typed ones.
        for cell in ballot.cells.values_mut() {
            cell.link = single_line(&cell.link);
            cell.note = clean(&cell.note).into_owned();
        }
        match self.members.iter_mut().find(|member| member.id == ballot.member) {
            None => {
                let name = single_line(&sheet.member.name);
                let mut member = Member::new(ballot.member.clone(), name);
                member.take_opinions(&sheet.member);
                self.members.push(Arc::new(member));
            }
            // `make_mut` would copy a member that undo shares, and everything that depends on members would be computed
            // again.
            Some(member) if sheet.member.adds_nothing_to(member) => {}
            Some(member) => Arc::make_mut(member).take_opinions(&sheet.member),
        }
        let member = ballot.member.clone();
        match self.ballots.iter().position(|one| one.member == ballot.member && one.round == ballot.round) {
            Some(place) => self.ballots[place] = Arc::new(ballot),
            None => self.ballots.push(Arc::new(ballot)),
        }
        self.commit_again(&member);
    }
}

impl Intake {
    /// Returns the reasons why it is refused; empty if it is not.
    #[must_use]
    pub fn reasons(&self) -> &[Unfit] {
        match self {
            Self::Refused(reasons) => reasons,
            Self::Taken { .. } | Self::Known(_) => &[],
        }
    }
}

/// Returns the reason if there are scores or swings for which the ballot does not hold the question.
fn unexplained(sheet: &BallotSheet) -> Option<Unfit> {
    let asked: HashSet<&CriterionId> = sheet.criteria.iter().map(|asked| &asked.id).collect();
    let offered: HashSet<&OptionId> = sheet.options.iter().map(|(option, _)| option).collect();
    let mut keys = sheet.ballot.cells.keys();
    let cells = keys.all(|(criterion, option)| asked.contains(criterion) && offered.contains(option));
    let Member { swings, experience, .. } = &sheet.member;
    let cells = cells && experience.keys().all(|id| offered.contains(id));
    let swings = sheet.member.named_criteria().into_iter().all(|id| asked.contains(id))
        && swings.values().all(|swing| *swing <= super::Criterion::MAX_SWING);
    let what = format!("The ballot of {} does not say what its scores were given for.", sheet.member.called());
    (!cells || !swings).then(|| Unfit::new(what, "Export it again."))
}

/// Returns "Import 3 ballots" or "Import the ballot of Ana".
pub(super) fn label(sheets: &[BallotSheet]) -> String {
    // By member, since the same ballot may be in two of the files.
    let members: BTreeMap<_, _> = sheets.iter().map(|sheet| (&sheet.ballot.member, &sheet.member)).collect();
    match members.values().collect::<Vec<_>>()[..] {
        [member] => format!("Import {}", member.own("ballot")),
        ref many => format!("Import {} ballots", many.len()),
    }
}

/// Returns "1 cell" or "24 cells".
fn counted_cells(ballot: &Ballot) -> String {
    match ballot.cells.len() {
        1 => "1 cell".to_owned(),
        cells => format!("{cells} cells"),
    }
}

fn again(who: &str) -> String {
    format!("ask {who} to score it again in the newest copy.")
}
