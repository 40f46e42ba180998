//! Edits made up for property tests.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{collection::vec, prelude::*, sample::Index};
use weigh_in::decision::{
    AdrFolder, Alternative, Anchor, CellField, Commitment, Confidence, Consequence, ConsequenceKind, CopySource,
    Correction, Cost, Criterion, CriterionField, CriterionId, CriterionText, Decision, Edit, Evidence, Experience,
    Export, FindingState, Link, Member, MemberField, MemberId, OptionField, OptionId, OutcomeField, PeopleRole,
    Profile, RepoPath, Retraction, ReversalCost, Review, ReviewFinding, ReviewVerdict, Score, SignOff, Verdict, Vote,
    Withdrawal,
};

use crate::common::{day, line, prose};

/// What an edit is made of; which one it is depends on the record that it is made for.
#[derive(Debug, Clone)]
pub(crate) struct Seed {
    kind: u8,
    places: (Index, Index, Index),
    number: u8,
    words: (String, String),
    on: jiff::civil::Date,
}

/// How many kinds of edits there are.
const KINDS: u8 = 40;
/// The one that gives an ADR another path, as a renumbering does, which is no edit of its own.
const RENUMBERS: u8 = KINDS - 1;
/// The first of those that change what is in a file and has no edit of its own.
const FIRST_WITHOUT_EDIT: u8 = 35;
/// The first of those that change what is in a list.
const FIRST_OF_LISTS: u8 = 24;

pub(crate) fn seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    vec(seed(0..KINDS), 0..most)
}

/// Edits that leave the order and the length of lists with ids alone.
pub(crate) fn plain_seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    vec(seed(0..FIRST_OF_LISTS), 0..most)
}

fn seed(kinds: std::ops::Range<u8>) -> impl Strategy<Value = Seed> {
    let places = (any::<Index>(), any::<Index>(), any::<Index>());
    (kinds, places, any::<u8>(), (line(), prose()), day()).prop_map(|(kind, places, number, words, on)| Seed {
        kind,
        places,
        number,
        words,
        on,
    })
}

impl Seed {
    /// The edit, and the place of the record that no other edit of [`plain_seeds`] touches. None where the record has
    /// no such part.
    pub(crate) fn edit(&self, decision: &Decision) -> Option<(String, Edit)> {
        let (line, prose) = self.words.clone();
        let edit = match self.kind {
            FIRST_WITHOUT_EDIT.. => return None,
            0 => Edit::Title(line),
            1 => Edit::Context(prose),
            2 => Edit::Status(*decision.status().next().first()?, self.on, String::new()),
            3 => Edit::Option(self.option(decision)?, OptionField::Name(line)),
            4 => Edit::Option(self.option(decision)?, OptionField::Description(prose)),
            5 => self.criterion_edit(decision, CriterionField::Text(CriterionText::Question, line))?,
            6 => self.criterion_edit(decision, CriterionField::Text(CriterionText::Anchor(Anchor::Three), line))?,
            7 => self.criterion_edit(decision, CriterionField::Swing(self.number % 101))?,
            8 => self.criterion_edit(decision, CriterionField::Text(CriterionText::Note, prose))?,
            9 => self.criterion_edit(decision, CriterionField::Text(CriterionText::Name, line))?,
            10 => Edit::Member(self.member(decision)?, MemberField::Name(line)),
            11 => Edit::Member(self.member(decision)?, MemberField::Weight(f64::from(self.number) + 0.5)),
            12 => Edit::Outcome(OutcomeField::Justification(prose)),
            13 => Edit::Outcome(OutcomeField::Confirmation(prose)),
            14 => Edit::Outcome(OutcomeField::Review(Some(self.on))),
            15 => self.criterion_edit(decision, CriterionField::NotApplicable(self.number.is_multiple_of(2)))?,
            16 => self.cell(decision, CellField::Confidence(Some(Confidence::ALL[usize::from(self.number) % 3])))?,
            17 => self.cell(decision, CellField::Evidence(Some(Evidence::ALL[usize::from(self.number) % 4])))?,
            18 => self.cell(decision, CellField::Link(line))?,
            19 => self.cell(decision, CellField::Note(prose))?,
            20 if self.number.is_multiple_of(2) => Edit::Outcome(OutcomeField::Chosen(self.option(decision))),
            20 => Edit::Outcome(OutcomeField::DespiteObjection(prose)),
            21..FIRST_OF_LISTS => {
                let score = Score::new(self.number % 5 + 1).map(Vote::Score);
                let votes = [score, Some(Vote::Abstain), None];
                self.cell(decision, CellField::Vote(votes[usize::from(self.number / 5) % 3]))?
            }
            _ => self.list_edit(decision)?,
        };
        let place = match &edit {
            Edit::Cell(m, c, o, field) => format!("{m} {c} {o} {:?}", std::mem::discriminant(field)),
            Edit::Criterion(id, CriterionField::Text(text, _)) => format!("{id} {text:?}"),
            Edit::Criterion(id, field) => format!("{id} {:?}", std::mem::discriminant(field)),
            Edit::Option(id, field) => format!("{id} {:?}", std::mem::discriminant(field)),
            Edit::Member(id, field) => format!("{id} {:?}", std::mem::discriminant(field)),
            // Another choice takes out what was said to the one before.
            Edit::Outcome(OutcomeField::Chosen(_) | OutcomeField::DespiteObjection(_)) => "choice".to_owned(),
            Edit::Outcome(field) => format!("{:?}", std::mem::discriminant(field)),
            other => format!("{:?}", std::mem::discriminant(other)),
        };
        Some((place, edit))
    }

    fn list_edit(&self, decision: &Decision) -> Option<Edit> {
        let (line, prose) = self.words.clone();
        let place = usize::from(self.number % 4);
        Some(match self.kind - FIRST_OF_LISTS {
            0 => {
                let id = MemberId::from_name(&line, decision.members.iter().map(|member| &member.id));
                Edit::AddMember(Member::new(id, line), jiff::civil::date(2026, 2, 3))
            }
            1 => {
                let id = OptionId::from_name(&line, decision.options.iter().map(|option| &option.id));
                Edit::AddOption(Alternative { description: prose, ..Alternative::new(id, line) })
            }
            2 => {
                let id = CriterionId::from_name(&line, decision.criteria.iter().map(|criterion| &criterion.id));
                Edit::AddCriterion(Box::new(Criterion::new(id, &line, &self.group(decision))))
            }
            3 => Edit::RemoveOption(self.option(decision)?),
            4 => Edit::RemoveCriteria(vec![self.criterion(decision)?]),
            5 => Edit::RemoveMember(self.member(decision)?),
            6 => Edit::MoveOption(self.option(decision)?, place),
            7 => {
                let criteria = vec![self.criterion(decision)?];
                let before = decision.criteria.get(place).map(|next| next.id.clone());
                let before = before.filter(|next| !criteria.contains(next));
                Edit::PlaceCriteria { criteria, group: self.group(decision), before }
            }
            8 => self.round_edit(decision)?,
            9 => self.texts(decision),
            _ => {
                let swings = decision.criteria.iter().map(|criterion| (criterion.id.clone(), self.number % 101));
                let swings: BTreeMap<CriterionId, u8> = swings.take(place).collect();
                Edit::Member(self.member(decision)?, MemberField::Swings(swings))
            }
        })
    }

    fn round_edit(&self, decision: &Decision) -> Option<Edit> {
        Some(match self.number % 4 {
            0 => Edit::Seal(self.member(decision)?, self.on, weigh_in::decision::Salt::of_bits(7)),
            1 => Edit::Reveal(self.words.0.clone(), self.on),
            2 => Edit::OpenRound(self.criterion(decision).into_iter().collect()),
            _ => Edit::Reopen(self.member(decision)?, self.on),
        })
    }

    fn texts(&self, decision: &Decision) -> Edit {
        let line = &self.words.0;
        let changed = |list: &[String]| {
            let mut list = list.to_vec();
            match self.number / 6 % 3 {
                0 => list.insert(self.places.0.index(list.len() + 1), line.clone()),
                1 if !list.is_empty() => _ = list.remove(self.places.0.index(list.len())),
                _ => list.iter_mut().take(1).for_each(|first| first.clone_from(line)),
            }
            list
        };
        match self.number % 6 {
            0 => Edit::Constraints(changed(&decision.constraints)),
            1 => Edit::People(PeopleRole::Consulted, changed(&decision.people.consulted)),
            2 => Edit::Outcome(OutcomeField::Triggers(changed(&decision.outcome.triggers))),
            3 => {
                let mut links = decision.links.clone();
                links.push(Link { label: line.clone(), url: "https://example.org".to_owned() });
                Edit::Links(links)
            }
            4 => {
                let mut list = decision.outcome.consequences.clone();
                list.push(Consequence { kind: ConsequenceKind::Good, text: line.clone() });
                Edit::Outcome(OutcomeField::Consequences(list))
            }
            _ if (self.number / 6).is_multiple_of(2) => Edit::Exported(Export {
                path: format!("{}.md", self.number % 3).into(),
                dialect: "madr".to_owned(),
                on: self.on,
                charts: vec![["totals", "ladder"][usize::from(self.number) % 2].to_owned()],
                written: ["", "1:2", "1:2 3:4"][self.places.0.index(3)].to_owned(),
                style: ["", "dash"][self.places.1.index(2)].to_owned(),
            }),
            _ => {
                let mut list = decision.outcome.sign_offs.clone();
                let name = format!("Signer {}", self.number % 3);
                list.retain(|one| one.name != name);
                list.push(SignOff {
                    name,
                    verdict: Verdict::ALL[usize::from(self.number) % 3],
                    comment: line.clone(),
                    on: self.on,
                });
                Edit::Outcome(OutcomeField::SignOffs(list))
            }
        }
    }

    /// Changes one of the parts of a record that have no edit of their own.
    fn change_a_part(&self, decision: &mut Decision) {
        let (line, prose) = self.words.clone();
        let (on, by, why) = (self.on, self.words.0.clone(), self.words.0.clone());
        match self.number % 20 {
            0 => decision.decide_by = Some(on),
            1 => decision.governs.insert(self.places.0.index(decision.governs.len() + 1), line),
            2 => decision.compared_profiles.push(line),
            3 => decision.reversal.cost = Some([ReversalCost::Easy, ReversalCost::Hardly][self.places.0.index(2)]),
            4 => decision.reversal.note = prose,
            5 => decision.copied_from = Some(CopySource { record: "x".to_owned(), title: line, on }),
            6 => decision.reviews.push(Review {
                on,
                by,
                verdict: [ReviewVerdict::Keep, ReviewVerdict::Replace][self.places.0.index(2)],
                findings: vec![ReviewFinding { about: line, state: FindingState::Held }],
                note: prose,
                next: None,
            }),
            7 => decision.corrections.push(Correction { on, by, why }),
            8 => decision.adr_folder = Some(AdrFolder { path: line.into(), language: "de".to_owned() }),
            9 => decision.has_appendix = !decision.has_appendix,
            10 => decision.private_ballots = !decision.private_ballots,
            11 => {
                let round = decision.round();
                let member = self.member(decision);
                let withdrawn = (self.places.0.index(2) == 0).then_some(Withdrawal { on, by, why });
                decision.commitments.extend(member.map(|member| Commitment { round, member, hash: line, withdrawn }));
            }
            12 => {
                let id = format!("own-{}", self.places.0.index(3));
                let swings = self.criterion(decision).map(|id| (id, self.number % 101)).into_iter().collect();
                decision.profiles.retain(|profile| profile.id != id);
                decision.profiles.push(Arc::new(Profile { id, name: line, why: by, swings }));
            }
            13 => {
                let round = Arc::make_mut(decision.rounds.last_mut().unwrap());
                if let Some(last) = round.reveals.last_mut() {
                    last.taken_back = Some(Retraction { on, by });
                }
            }
            number => self.change_an_item(decision, number),
        }
    }

    /// The same, for what belongs to an option or a member.
    fn change_an_item(&self, decision: &mut Decision, number: u8) {
        let line = self.words.0.clone();
        let (criterion, option) = (self.criterion(decision), self.option(decision));
        if number < 17 {
            let Some(option) = decision.options.iter_mut().find(|one| Some(&one.id) == option.as_ref()) else { return };
            let option = Arc::make_mut(option);
            match number {
                14 => option.is_today = !option.is_today,
                15 => option.pros.get_or_insert_default().push(line),
                _ => option.cost = Some(Cost { amount: f64::from(self.number), unit: line, note: String::new() }),
            }
            return;
        }
        let member = self.member(decision);
        let Some(member) = decision.members.iter_mut().find(|one| Some(&one.id) == member.as_ref()) else { return };
        let member = Arc::make_mut(member);
        match number {
            17 => member.order = criterion.into_iter().map(|id| vec![id]).collect(),
            18 => {
                let kinds = [Experience::Read, Experience::Shipped];
                member.experience.extend(option.map(|option| (option, kinds[self.places.2.index(2)])));
            }
            _ => member.premortem.push(line),
        }
    }

    /// Gives an ADR another path that is free, and leaves the rest of it alone.
    fn renumber(&self, decision: &mut Decision) {
        let path = RepoPath::from(format!("{}.md", self.number % 5));
        if !decision.exports.is_empty() && decision.exports.iter().all(|export| export.path != path) {
            let at = self.places.1.index(decision.exports.len());
            decision.exports[at].path = path;
        }
    }

    fn group(&self, decision: &Decision) -> String {
        self.criterion(decision).and_then(|id| Some(decision.criterion(&id)?.group.clone())).unwrap_or_default()
    }

    fn criterion_edit(&self, decision: &Decision, field: CriterionField) -> Option<Edit> {
        Some(Edit::Criterion(self.criterion(decision)?, field))
    }

    fn cell(&self, decision: &Decision, field: CellField) -> Option<Edit> {
        Some(Edit::Cell(self.member(decision)?, self.criterion(decision)?, self.option(decision)?, field))
    }

    fn option(&self, decision: &Decision) -> Option<OptionId> {
        (!decision.options.is_empty()).then(|| self.places.0.get(&decision.options).id.clone())
    }

    fn criterion(&self, decision: &Decision) -> Option<CriterionId> {
        (!decision.criteria.is_empty()).then(|| self.places.1.get(&decision.criteria).id.clone())
    }

    fn member(&self, decision: &Decision) -> Option<MemberId> {
        (!decision.members.is_empty()).then(|| self.places.2.get(&decision.members).id.clone())
    }
}

/// The record with these edits made, as far as they can be.
pub(crate) fn edited(decision: &Decision, seeds: &[Seed]) -> Decision {
    let mut edited = decision.clone();
    for seed in seeds {
        match seed.kind {
            RENUMBERS => seed.renumber(&mut edited),
            FIRST_WITHOUT_EDIT.. => seed.change_a_part(&mut edited),
            _ => {}
        }
        if let Some((_, edit)) = seed.edit(&edited) {
            drop(edited.apply(edit));
        }
    }
    edited
}
