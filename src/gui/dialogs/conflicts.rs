//! Two copies of a record that cannot both be kept: their values side by side, and the choice between them.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use egui::{Key, ScrollArea, Ui};

use super::{Occasion, explain, head, side_card::SideCard};
use crate::{
    decision::{Conflict, ConflictKey, Member, MemberId, Merge, Side},
    gui::{
        intent::{FileIntent, Intent},
        session::Origin,
        theme::tokens::{Tokens, Type, space},
        widgets::{ButtonKind, Tone, button, button_enabled, chip, follow_focus, rich, secondary},
    },
    storage::{Fingerprint, ThreeRecords},
};

impl Origin {
    fn title(self) -> &'static str {
        match self {
            Self::Disk => "The file was changed while you worked on it",
            Self::Git => "Finish the merge that git left",
        }
    }

    fn explanation(self, open: usize, has_sides: bool) -> String {
        let first = match self {
            Self::Disk => "Changes that fit together are merged already.",
            Self::Git => "Git could not merge two copies of this record. Changes that fit together are merged already.",
        };
        match open {
            0 if !has_sides => format!("{first} There is nothing to choose. Nothing is written until you confirm."),
            _ if !has_sides => {
                format!("{first} The merged record has problems; correct them afterwards.")
            }
            0 => format!("{first} Everything is chosen. Nothing is written until you confirm."),
            1 => format!("{first} Both copies changed one place. Choose which version to keep."),
            _ => format!("{first} Both copies changed {open} places. Choose which versions to keep."),
        }
    }

    fn sides(self) -> (&'static str, &'static str) {
        match self {
            Self::Disk => ("Mine", "On disk"),
            // As git calls them: in a rebase its ours is the branch that people build on, and not their own work.
            Self::Git => ("Ours", "Theirs"),
        }
    }
}

/// The question whose value is kept, for each conflict between two copies.
pub struct Conflicts {
    /// The origin of the other copy.
    pub origin: Origin,
    /// The copies.
    pub records: Arc<ThreeRecords>,
    /// The merge of the copies with the choices made so far.
    pub merge: Merge,
    /// The choices, by the keys of the conflicts.
    pub chosen: BTreeMap<ConflictKey, Side>,
    /// The decision file.
    pub path: PathBuf,
    /// The fingerprint of the file when the copies were read.
    pub print: Fingerprint,
    /// The member who sits here; scores of others in a blind round are not shown. With `None`, nobody's are.
    pub me: Option<MemberId>,
    /// The user of the machine in the folder of the file; empty where that is not known.
    pub user: String,
    /// The reason for the merge.
    pub occasion: Occasion,
    /// The conflict and the side that get the keyboard focus next.
    focus: Option<(usize, Side)>,
}

impl Conflicts {
    /// Returns the question for a merge that left something open. The first conflict gets the focus.
    #[must_use]
    pub fn new(records: ThreeRecords, merge: Merge, origin: Origin, path: PathBuf, print: Fingerprint) -> Self {
        let records = Arc::new(records);
        let focus = Some((0, Side::Ours));
        let (chosen, user, occasion) = (BTreeMap::new(), String::new(), Occasion::Look);
        Self { origin, records, merge, chosen, path, print, me: None, user, occasion, focus }
    }

    /// Returns the title of the dialog.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.origin.title()
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Intent> {
        let open = self.open();
        head(ui, self.origin.title());
        // A misfit of the two copies together has no sides to choose from.
        let has_sides = self.merge.conflicts.iter().any(|conflict| !conflict.is_misfit());
        explain(ui, &self.origin.explanation(open, has_sides));
        secondary(ui, self.path.display().to_string());
        if self.origin == Origin::Git && has_sides {
            secondary(
                ui,
                "Ours and theirs are git's words. In a merge, ours is your branch. In a rebase, or when a stash is applied, ours \
                 is what your changes are put on top of, and theirs is your own change.",
            );
        }
        ui.add_space(space::XS);
        let mut answer = if has_sides { self.sides_row(ui) } else { None };
        // The rest of the dialog needs about this much, and must stay in a small window.
        let most = ui.ctx().content_rect().height() - 300.0;
        ScrollArea::vertical().max_height(most.max(120.0)).auto_shrink([false, true]).show(ui, |ui| {
            let count = self.merge.conflicts.len();
            for place in 0..count {
                // All conflicts are drawn, even after one of them was answered.
                answer = self.conflict(ui, place).or(answer.take());
                ui.add_space(space::S);
            }
            follow_focus(ui);
        });
        if has_sides {
            secondary(ui, "Keys: ← and → pick a side, ↑ and ↓ go to another place, and Enter keeps the side.");
        }
        self.ways(ui, open).or(answer)
    }

    fn open(&self) -> usize {
        // Counted by the choices and not the merge, which is computed beside the window and may not have the last choice yet.
        self.merge.conflicts.iter().filter(|conflict| !self.chosen.contains_key(&conflict.key)).count()
    }

    /// Draws the names of the sides, each with a button that takes that side throughout.
    fn sides_row(&self, ui: &mut Ui) -> Option<Intent> {
        let (mine, theirs) = self.origin.sides();
        let mut answer = None;
        ui.columns(2, |columns| {
            for (column, (name, side)) in columns.iter_mut().zip([(mine, Side::Ours), (theirs, Side::Theirs)]) {
                column.horizontal(|ui| {
                    ui.label(rich(name, Type::SecondaryStrong));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if button(ui, &format!("Take all: {}", name.to_lowercase()), ButtonKind::Quiet).clicked() {
                            // Hidden values are for their member to choose.
                            let mine = self.merge.conflicts.iter().filter(|conflict| !self.is_hidden(conflict));
                            let all = mine.map(|conflict| (conflict.key.clone(), side));
                            answer = Some(Intent::File(FileIntent::ChooseSides(all.collect())));
                        }
                    });
                });
            }
        });
        answer
    }

    fn conflict(&mut self, ui: &mut Ui, place: usize) -> Option<Intent> {
        // A copy, since the keys below change the focus of this dialog.
        let conflict = self.merge.conflicts.get(place)?.clone();
        let chosen = self.chosen.get(&conflict.key).copied();
        let number = self.merge.conflicts.len();
        ui.horizontal_wrapped(|ui| {
            ui.label(rich(&conflict.place, Type::BodyMedium));
            if chosen.is_some() {
                chip(ui, "chosen", Tone::Good);
            } else {
                chip(ui, format!("{} of {number}, open", place + 1), Tone::Warning);
            }
        });
        if conflict.ours.is_none() && conflict.theirs.is_none() {
            return misfit(ui, &conflict, chosen.is_some());
        }
        if let Some(owner) = conflict.said_by.as_ref().filter(|_| self.is_hidden(&conflict)) {
            self.whose_choice(ui, place, owner);
            return None;
        }
        if let Some(base) = &conflict.base {
            let words = format!("Before: {}", shortened(base));
            let color = Tokens::of(ui).secondary;
            ui.add(egui::Label::new(rich(words, Type::Secondary).color(color)).wrap());
        }
        let mut picked = None;
        let (mine, theirs) = self.origin.sides();
        ui.columns(2, |columns| {
            let cards = [(mine, Side::Ours), (theirs, Side::Theirs)].map(|(name, side)| {
                let (value, other) = match side {
                    Side::Ours => (&conflict.ours, &conflict.theirs),
                    _ => (&conflict.theirs, &conflict.ours),
                };
                let card = SideCard {
                    id: card_id(place, side),
                    name: format!("{}: take {}", conflict.place, name.to_lowercase()),
                    value: value.as_deref(),
                    other: other.as_deref(),
                    chosen: chosen == Some(side),
                };
                (card, side)
            });
            // Both cards are as high as the higher one, so that their edges line up.
            let height = cards.iter().zip(&*columns).map(|((card, _), ui)| card.height(ui)).fold(0.0, f32::max);
            for (column, (card, side)) in columns.iter_mut().zip(cards) {
                let response = card.show(column, height);
                if self.focus == Some((place, side)) {
                    self.focus = None;
                    response.request_focus();
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    picked = Some(side);
                }
                if response.has_focus() {
                    picked = self.keys(column, place, side).or(picked);
                }
            }
        });
        picked.map(|side| Intent::File(FileIntent::ChooseSides(vec![(conflict.key, side)])))
    }

    /// Draws a note on who chooses, where the values are hidden from the member who sits here, and a button for that member to
    /// take the seat.
    fn whose_choice(&mut self, ui: &mut Ui, place: usize, owner: &MemberId) {
        let sides = [&self.records.ours, &self.records.theirs];
        let name =
            sides.into_iter().find_map(|side| side.member(owner)).map_or(owner.as_str(), Member::called).to_owned();
        secondary(ui, format!("Only {name} sees these values before the reveal, and chooses which one is kept."));
        let seat = button(ui, &format!("I am {name}"), ButtonKind::Secondary);
        if self.focus.is_some_and(|(at, _)| at == place) {
            self.focus = None;
            seat.request_focus();
            seat.scroll_to_me(None);
        }
        if seat.clicked() {
            self.me = Some(owner.clone());
            self.focus = Some((place, Side::Ours));
            ui.ctx().request_repaint();
        }
    }

    /// Acts on keys: left and right go to a side, up and down to another conflict; Enter chooses and goes on to the next open
    /// conflict. Returns the side that was chosen.
    fn keys(&mut self, ui: &Ui, place: usize, side: Side) -> Option<Side> {
        let last = self.merge.conflicts.len().saturating_sub(1);
        if pressed(ui, Key::ArrowLeft) {
            self.focus = Some((place, Side::Ours));
        } else if pressed(ui, Key::ArrowRight) {
            self.focus = Some((place, Side::Theirs));
        } else if pressed(ui, Key::ArrowUp) {
            self.focus = Some((place.saturating_sub(1), side));
        } else if pressed(ui, Key::ArrowDown) {
            self.focus = Some(((place + 1).min(last), side));
        } else if pressed(ui, Key::Enter) {
            // From here to the end and then from the top, so that no open place is passed over.
            let next = (place..=last).chain(0..place).find(|at| *at != place && self.is_open(*at));
            self.focus = next.map(|next| (next, side));
            return Some(side);
        }
        None
    }

    fn is_open(&self, place: usize) -> bool {
        self.merge.conflicts.get(place).is_some_and(|one| !self.chosen.contains_key(&one.key))
    }

    /// Returns whether a conflict is about a score of somebody else while one of the copies is in a blind round.
    fn is_hidden(&self, conflict: &Conflict) -> bool {
        if !self.records.ours.is_blind() && !self.records.theirs.is_blind() {
            return false;
        }
        // With nobody in the seat, all of them are somebody else's.
        conflict.said_by.is_some() && conflict.said_by != self.me
    }

    /// Returns the conflicts about scores that are hidden from the member who sits here.
    pub fn hidden(&self) -> impl Iterator<Item = &Conflict> {
        self.merge.conflicts.iter().filter(|conflict| self.is_hidden(conflict))
    }

    fn ways(&self, ui: &mut Ui, open: usize) -> Option<Intent> {
        let mut answer = None;
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            if button(ui, "Not now", ButtonKind::Quiet).clicked() {
                answer = Some(Intent::Dismiss);
            }
            // A merge that git left is finished or left alone; there is no saved record to go back to.
            if self.origin == Origin::Disk {
                if button(ui, "Save elsewhere…", ButtonKind::Secondary).clicked() {
                    answer = Some(Intent::File(FileIntent::SaveElsewhere(match &self.occasion {
                        Occasion::Save(next) => next.clone(),
                        Occasion::Look => None,
                    })));
                }
                let whole = button(ui, "Keep mine", ButtonKind::Secondary);
                if whole
                    .on_hover_text("Keeps your version where both changed the same place; their other changes stay")
                    .clicked()
                {
                    answer = Some(Intent::File(FileIntent::KeepMine));
                }
                let whole = button(ui, "Reload", ButtonKind::Secondary);
                if whole.on_hover_text("Uses the file as it is; undo brings your changes back").clicked() {
                    answer = Some(Intent::File(FileIntent::Reload));
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = if self.occasion != Occasion::Look || self.origin == Origin::Git {
                    "Merge and save"
                } else {
                    "Merge"
                };
                // The merge with the last choices must have been computed, and may have opened new conflicts.
                let ready = open == 0 && self.merge.open().next().is_none();
                let merge = button_enabled(ui, words, ButtonKind::Primary, ready);
                // Where every place is chosen, Enter is all that is left to press.
                if ready && self.focus.is_none() && ui.memory(|memory| memory.focused().is_none()) {
                    merge.request_focus();
                }
                if merge.clicked() {
                    answer = Some(Intent::File(FileIntent::Merge));
                }
            });
        });
        answer
    }
}

/// Draws the button for copies that only do not fit together: there is nothing to choose, only something to note.
fn misfit(ui: &mut Ui, conflict: &Conflict, known: bool) -> Option<Intent> {
    let words = if known { "I've read this" } else { "I'll fix it afterwards" };
    let clicked = button_enabled(ui, words, ButtonKind::Secondary, !known).clicked();
    clicked.then(|| Intent::File(FileIntent::ChooseSides(vec![(conflict.key.clone(), Side::Ours)])))
}

/// Returns whether a key was pressed, and consumes it: the card that gets the keyboard focus next may be drawn in the same frame,
/// and must not act on it too.
fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key))
}

fn card_id(place: usize, side: Side) -> egui::Id {
    egui::Id::unique(("conflict", place, side))
}

fn shortened(words: &str) -> String {
    const MOST: usize = 240;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
