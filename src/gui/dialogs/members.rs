//! The people who score.

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};
use jiff::civil::Date;

use super::{
    explain, focus_first, head,
    simple::{choices, row as buttons},
};
use crate::{
    decision::{Decision, Edit, Member, MemberField, MemberId, Reference, Withdrawal, text::is_blank},
    gui::{
        intent::{BallotIntent, Intent},
        session::{Document, Draft, told_to_publish},
        theme::{
            icons,
            tokens::{Type, size, space},
        },
        widgets::{
            ButtonKind, Field, button, button_enabled, follow_focus, icon_button, is_opening, look_alikes, names,
            number_field, rich, secondary, shown, want_focus,
        },
    },
};

/// The height of a row with the space below it, in points.
const ROW: f32 = size::CONTROL + space::S;
/// The room after a member's name, in points, for the weight, the progress and the button that removes.
const NUMBERS: f32 = 220.0;
/// The room for the button that withdraws a ballot, in points.
const WITHDRAW: f32 = 96.0;

/// The dialog that adds, renames and removes members.
#[derive(Default)]
pub struct Members {
    name: String,
    /// Names that were typed and are still to be added.
    named: Vec<String>,
    /// The member whose removal is asked about, since the ballot would go too.
    removed: Option<MemberId>,
    /// The member whose sealed private ballot is asked about, since its withdrawal needs a reason.
    withdrawn: Option<MemberId>,
    /// Whether the dialog closes once the names are added.
    is_done: bool,
    /// The person at the machine, who withdraws ballots.
    by: String,
    /// The reason why a ballot is withdrawn.
    why: String,
    /// The member at whose name the dialog begins.
    at: Option<MemberId>,
}

impl Members {
    /// Returns the dialog for a person at the machine, with nothing typed yet. It begins at the name of a member, or at the field for
    /// another one.
    #[must_use]
    pub fn at(by: String, member: Option<MemberId>) -> Self {
        Self { by, at: member, ..Self::default() }
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        let why = || Draft::not_added("The reason", &self.why, None);
        Draft::not_added("The member", &self.name, None).or_else(why)
    }

    /// Returns whether it asks about one member in place of the list.
    pub(super) fn asks(&self) -> bool {
        self.removed.is_some() || self.withdrawn.is_some()
    }

    pub(super) fn show(&mut self, ui: &mut Ui, document: Option<&Document>, today: Date) -> Option<Intent> {
        if let (Some(member), Some(document)) = (&self.removed, document) {
            let decision = document.decision();
            let answer = if decision.waits_for(member) {
                let name = decision.member_name(member);
                head(ui, &format!("Remove {name}?"));
                explain(ui, &format!("{name} has sealed a private ballot. Withdraw it first, and say why."));
                let keep = format!("Keep {name}");
                ask_to_withdraw(ui, decision, member, &mut self.why, (today, &self.by), &keep)?
            } else {
                ask_to_remove(ui, decision, member)?
            };
            // After a withdrawal the member is still there, and the removal is asked about next.
            if !matches!(answer, Intent::Edit(Edit::Withdraw(..))) {
                self.removed = None;
            }
            ui.ctx().request_repaint();
            return (answer != Intent::Dismiss).then_some(answer);
        }
        if let (Some(member), Some(document)) = (&self.withdrawn, document) {
            let decision = document.decision();
            head(ui, &format!("Withdraw the sealed ballot of {}?", decision.member_name(member)));
            explain(ui, &why_withdrawn(document, member));
            let answer = ask_to_withdraw(ui, decision, member, &mut self.why, (today, &self.by), "Cancel")?;
            self.withdrawn = None;
            ui.ctx().request_repaint();
            return (answer != Intent::Dismiss).then_some(answer);
        }
        head(ui, "Members");
        explain(
            ui,
            "Each member has a ballot. With two or more members, ballots stay hidden until the round is revealed.",
        );
        let document = document?;
        look_alikes(ui, &document.findings().problems, None);
        let decision = document.decision();
        let mut answer = None;
        let all = decision.members.len() + decision.references.len();
        let begins_at = self.at.take();
        let begins_at = begins_at.and_then(|at| decision.members.iter().position(|member| member.id == at));
        // In a low window, the list leaves room for the rest of the dialog.
        let height = (ui.ctx().content_rect().height() - 420.0).clamp(120.0, 300.0);
        let mut list = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        if let Some(index) = begins_at {
            list = list.vertical_scroll_offset((ROW * index as f32 - ROW).max(0.0));
            want_focus(ui.ctx(), name_of(&decision.members[index]).as_str());
        }
        list.show_viewport(ui, |ui, view| {
            let top = ui.max_rect().top();
            // Only rows in sight are drawn, and the scroll bar needs the height of all.
            ui.set_height(ROW * all as f32);
            for index in in_sight(view, all) {
                let place = pos2(ui.max_rect().left(), top + ROW * index as f32);
                let room = Rect::from_min_size(place, vec2(ui.available_width(), size::CONTROL));
                ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                    answer = self.row(ui, document, index).or(answer.take());
                });
            }
            follow_focus(ui);
        });
        // A member without a ballot or a commitment is removed without a question.
        if let Some(Intent::Edit(Edit::RemoveMember(member))) = &answer
            && (cells_of(decision, member) > 0 || has_sealed_in_private(decision, member))
        {
            self.removed = Some(member.clone());
            ui.ctx().request_repaint();
            return None;
        }
        ui.add_space(space::S);
        answer = self.add(ui, decision, today, begins_at.is_none()).or(answer);
        ui.add_space(space::S);
        answer = private_ballots(ui, decision).or(answer);
        answer = publish(ui, document).or(answer);
        tell_misnamed(ui, document);
        ui.add_space(space::S);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            // A name that is typed is added before the dialog closes.
            if button(ui, "Done", ButtonKind::Primary).clicked() {
                self.take_names();
                self.is_done = true;
                ui.ctx().request_repaint();
            }
        });
        if self.is_done && self.named.is_empty() {
            return answer.or(Some(Intent::Dismiss));
        }
        answer
    }

    /// Moves the typed names to those that are to be added.
    fn take_names(&mut self) {
        let typed = std::mem::take(&mut self.name);
        self.named.extend(names(&typed));
    }

    fn row(&mut self, ui: &mut Ui, document: &Document, index: usize) -> Option<Intent> {
        let decision = document.decision();
        let Some(member) = decision.members.get(index) else {
            return reference_row(ui, decision.references.get(index - decision.members.len())?);
        };
        let progress = document.progress(&member.id);
        let withdraws = may_be_withdrawn(document, &member.id);
        let drawn = ui.push_id(member.id.as_str(), |ui| member_row(ui, member, progress, withdraws)).inner;
        if matches!(drawn, Some(RowAct::Withdraw)) {
            self.withdrawn = Some(member.id.clone());
            ui.ctx().request_repaint();
        }
        if let Some(RowAct::Edit(edit)) = drawn { Some(Intent::Edit(*edit)) } else { None }
    }

    /// Draws the field for another member. It gets the keyboard focus when the dialog opens, if it `is_first`.
    fn add(&mut self, ui: &mut Ui, decision: &Decision, today: Date, is_first: bool) -> Option<Intent> {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 80.0;
            let field = Field::line("Name of another member").unlabelled().hint("Name of another member").width(width);
            let response = field.edit(ui, &mut self.name);
            if is_opening(ui) && is_first {
                response.request_focus();
            }
            let typed = self.name.trim().to_owned();
            // A one-line field gives up the focus when Enter is pressed.
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let pressed = button_enabled(ui, "Add", ButtonKind::Secondary, !typed.is_empty()).clicked();
            if pressed || entered {
                self.take_names();
                response.request_focus();
            }
            let named = std::mem::take(&mut self.named);
            if named.is_empty() {
                return None;
            }
            ui.ctx().request_repaint();
            // Members and reference ballots share one space of ids.
            let members = decision.members.iter().map(|member| member.id.clone());
            let mut taken: Vec<MemberId> =
                members.chain(decision.references.iter().map(|one| one.id.clone())).collect();
            let added = named.into_iter().map(|name| {
                let id = MemberId::from_name(&name, &taken);
                taken.push(id.clone());
                Edit::AddMember(Member::new(id, name), today)
            });
            Some(Intent::EditTogether(added.collect()))
        })
        .inner
    }
}

/// Draws a button to publish the ballots that the record waits for and whose files are beside it.
fn publish(ui: &mut Ui, document: &Document) -> Option<Intent> {
    let told = told_to_publish(document.decision(), &document.to_publish())?;
    ui.add_space(space::S);
    secondary(ui, format!("{told}."));
    button(ui, "Publish", ButtonKind::Secondary).clicked().then_some(Intent::Ballots(BallotIntent::Publish))
}

/// Returns the number of cells that a member has filled, in all rounds.
fn cells_of(decision: &Decision, member: &MemberId) -> usize {
    let ballots = decision.ballots.iter().filter(|ballot| ballot.member == *member);
    ballots.map(|ballot| ballot.cells.len()).sum()
}

/// Returns whether a member has ever sealed a private ballot, withdrawn or not.
fn has_sealed_in_private(decision: &Decision, member: &MemberId) -> bool {
    decision.commitments.iter().any(|one| one.member == *member)
}

/// Says which private files are beside the record under another name: these are not lost.
fn tell_misnamed(ui: &mut Ui, document: &Document) {
    for words in document.decision().members.iter().filter_map(|member| document.misnamed(&member.id)) {
        ui.add_space(space::S);
        secondary(ui, shown(words.to_owned()));
    }
}

/// Reports whether the sealed private ballot of a member may be lost, or is one of several: it can then be withdrawn. One that is
/// here is reopened or published instead, and a file under another name is renamed.
fn may_be_withdrawn(document: &Document, member: &MemberId) -> bool {
    let decision = document.decision();
    let is_to_publish = document.to_publish().iter().any(|ballot| ballot.member == *member);
    let is_here = !decision.is_sealed_elsewhere(member) && decision.sealed_in_private().contains(&member);
    let is_needed = is_to_publish || document.misnamed(member).is_some();
    decision.can_withdraw(member) && !is_needed && (!is_here || decision.seals_in_private(member) > 1)
}

/// Returns sentences on why the sealed private ballot of a member would be withdrawn, and which.
fn why_withdrawn(document: &Document, member: &MemberId) -> String {
    let decision = document.decision();
    let (name, seals) = (decision.member_name(member), decision.seals_in_private(member));
    let is_one_here = decision.ballot(member, decision.round()).is_some_and(|ballot| decision.is_as_sealed(ballot));
    match (seals, is_one_here) {
        (2.., true) => format!(
            "{name} sealed {seals} private ballots in round {}, in different copies of the record. The one that is here stays.",
            decision.round()
        ),
        _ => "Its private file is missing or has changed. If it is lost, withdraw the ballot and say why.".to_owned(),
    }
}

/// Asks why the sealed private ballot of a member is withdrawn. `keep` are the words of the button that leaves it.
fn ask_to_withdraw(
    ui: &mut Ui,
    decision: &Decision,
    member: &MemberId,
    why: &mut String,
    (today, by): (Date, &str),
    keep: &str,
) -> Option<Intent> {
    let name = decision.member_name(member);
    let field = Field::line("Why is it withdrawn?").hint("For example: the laptop was replaced").edit(ui, why);
    focus_first(ui, &field);
    let mut answer = None;
    buttons(ui, |ui| {
        if button(ui, keep, ButtonKind::Primary).clicked() {
            answer = Some(Intent::Dismiss);
        }
        let words = format!("Withdraw the ballot of {name}");
        if button_enabled(ui, &words, ButtonKind::Secondary, !is_blank(why)).clicked() {
            let withdrawal = Withdrawal { on: today, by: by.to_owned(), why: std::mem::take(why) };
            answer = Some(Intent::Edit(Edit::Withdraw(member.clone(), withdrawal)));
        }
    });
    answer
}

/// Asks before a member is removed together with a ballot.
fn ask_to_remove(ui: &mut Ui, decision: &Decision, member: &MemberId) -> Option<Intent> {
    let name = decision.member_name(member);
    head(ui, &format!("Remove {name}?"));
    let mut lost = Vec::new();
    match cells_of(decision, member) {
        0 => {}
        1 => lost.push("The ballot goes too, with its 1 score.".to_owned()),
        cells => lost.push(format!("The ballot goes too, with its {cells} scores.")),
    }
    if decision.commitments.iter().any(|one| one.member == *member && one.withdrawn.is_some()) {
        lost.push("The reason for withdrawing a ballot goes too.".to_owned());
    }
    explain(ui, &format!("{} Undo brings it back.", lost.join(" ")));
    let (keep, remove) = (format!("Keep {name}"), format!("Remove {name} and the scores"));
    let removal = Intent::Edit(Edit::RemoveMember(member.clone()));
    choices(ui, [(&keep, ButtonKind::Primary, Intent::Dismiss), (&remove, ButtonKind::Secondary, removal)])
}

/// Draws the choice whether ballots stay in private files until the reveal. It is locked once the round has scores.
fn private_ballots(ui: &mut Ui, decision: &Decision) -> Option<Intent> {
    let mut private = decision.private_ballots;
    let began = decision.has_round_begun();
    let words = "Keep ballots in private files until the reveal";
    let checkbox = ui.add_enabled(!began, egui::Checkbox::new(&mut private, words));
    secondary(
        ui,
        if began {
            "This round already has scores. You can change this before the next one."
        } else {
            "For teams that score in separate clones: each ballot stays in a file beside the record that git ignores."
        },
    );
    checkbox.changed().then_some(Intent::Edit(Edit::PrivateBallots(private)))
}

/// Returns the rows in sight, and one more on either side, so that Tab leads on to rows out of sight.
fn in_sight(view: Rect, all: usize) -> std::ops::Range<usize> {
    let first = ((view.top() / ROW).floor() as usize).saturating_sub(1);
    first..((view.bottom() / ROW).ceil() as usize + 1).min(all)
}

fn reference_row(ui: &mut Ui, reference: &Reference) -> Option<Intent> {
    let mut counted = reference.counted;
    let words = format!("Count {} as one more ballot", reference.called());
    let changed = ui.checkbox(&mut counted, shown(words)).changed();
    changed.then(|| Intent::Edit(Edit::CountReference(reference.id.clone(), counted)))
}

/// Returns the name of the field for the name of a member.
fn name_of(member: &Member) -> String {
    format!("Name of {}", member.id)
}

/// What can be done in the row of a member.
enum RowAct {
    Edit(Box<Edit>),
    /// The question why a sealed private ballot is withdrawn.
    Withdraw,
}

fn member_row(ui: &mut Ui, member: &Member, (filled, all): (usize, usize), withdraws: bool) -> Option<RowAct> {
    ui.horizontal(|ui| {
        let mut answer = None;
        let label = name_of(member);
        let beside = NUMBERS + if withdraws { WITHDRAW } else { 0.0 };
        let width = (ui.available_width() - beside).clamp(80.0, 220.0);
        let (_, name) = Field::line(&label).unlabelled().width(width).show(ui, &member.name);
        if let Some(name) = name {
            answer = Some(Edit::Member(member.id.clone(), MemberField::Name(name)));
        }
        let mut weight = member.weight;
        ui.label(rich("weight", Type::Secondary));
        let drag = egui::DragValue::new(&mut weight).range(0.1..=10.0).speed(0.05).max_decimals(2);
        if number_field(ui, &format!("Weight of {}", member.called()), drag).changed() {
            answer = Some(Edit::Member(member.id.clone(), MemberField::Weight(weight)));
        }
        let mut asks = false;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::DELETE, &format!("Remove {}", member.called())).clicked() {
                answer = Some(Edit::RemoveMember(member.id.clone()));
            }
            if withdraws {
                let ask = button(ui, "Withdraw…", ButtonKind::Quiet);
                asks = ask.clicked();
                ask.accessible_name(format!("Withdraw the sealed ballot of {}…", member.called()));
            }
            secondary(ui, format!("{filled}/{all}"));
        });
        if asks { Some(RowAct::Withdraw) } else { answer.map(|edit| RowAct::Edit(Box::new(edit))) }
    })
    .inner
}
