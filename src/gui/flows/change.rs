//! The changes of the record since an earlier copy of it. Copies are listed and compared on threads beside the window.

use std::path::Path;

use super::{
    context::FlowContext,
    task::{ChangeDone, Done, Task},
};
use crate::{
    adr::{drawn, told_change},
    analysis::{Analyzed, Scope, what_changed},
    decision::{Decision, text::day},
    decision_log::{record_of_adr, repository_root},
    gui::{
        dialogs::{CopyOffer, Dialog},
        intent::{ChangeIntent, EarlierCopy},
    },
    storage::{self, Revision},
};

/// The most commits that are offered, the newest ones.
const MOST_REVISIONS: usize = 100;

pub fn on(intent: ChangeIntent, cx: &mut FlowContext<'_>) {
    // An earlier copy may show scores of others in a hidden round.
    if cx.document().is_none_or(|document| document.decision().is_blind()) {
        return;
    }
    match intent {
        ChangeIntent::Ask => ask(cx),
        ChangeIntent::Since(copy) => compare(copy, cx),
    }
}

/// Takes the list of copies, or the changes since one, if the dialog is still open.
pub fn done(done: ChangeDone, cx: &mut FlowContext<'_>) {
    let Some(Dialog::WhatChanged(shown)) = cx.dialog else { return };
    match done {
        ChangeDone::Listed(offers) => shown.take_offers(offers),
        ChangeDone::Told(copy, told) => shown.take_told(&copy, told),
    }
}

fn ask(cx: &mut FlowContext<'_>) {
    *cx.dialog = Some(Dialog::WhatChanged(Box::default()));
    let Some(document) = cx.document() else { return };
    let (decision, path) = (document.decision().clone(), document.path().map(Path::to_owned));
    cx.start(Task::ListCopies, Done::Change(ChangeDone::Listed(Vec::new())), move || {
        Done::Change(ChangeDone::Listed(path.map(|path| offers(&decision, &path)).unwrap_or_default()))
    });
}

/// Compares the record on the screen, saved or not, with a copy.
fn compare(copy: EarlierCopy, cx: &mut FlowContext<'_>) {
    let Some(document) = cx.document() else { return };
    let (now, path) = (document.decision().clone(), document.path().map(Path::to_owned));
    // The question for the path of a copy is another dialog, which this one replaces.
    if !matches!(cx.dialog, Some(Dialog::WhatChanged(_))) {
        ask(cx);
    }
    if let Some(Dialog::WhatChanged(shown)) = cx.dialog {
        shown.wait_for(copy.clone());
    }
    let lost = Err("The comparison stopped early. Try again.".to_owned());
    cx.start(Task::TellChange, Done::Change(ChangeDone::Told(copy.clone(), lost)), move || {
        let told = then(&copy, path.as_deref()).and_then(|then| tell(&then, &now));
        Done::Change(ChangeDone::Told(copy, told))
    });
}

/// Returns the copies that a record can be compared with: the superseded record, the last export, and the latest commits of its
/// file.
fn offers(decision: &Decision, path: &Path) -> Vec<CopyOffer> {
    let root = path.parent().and_then(repository_root);
    let mut offers = Vec::new();
    if let (Some(predecessor), Some(root)) = (&decision.predecessor, &root)
        && let Some(path) = &predecessor.path
        && let Some(record) = record_of_adr(root, path)
    {
        let words = "The record that this one supersedes".to_owned();
        offers.push(CopyOffer { words, detail: predecessor.title.clone(), copy: EarlierCopy::File(record) });
    }
    // Without git, another file can still be chosen.
    let revisions = storage::revisions(path, MOST_REVISIONS).unwrap_or_default();
    if let (Some(export), Some(root)) = (decision.exports.last(), &root)
        && let Some(revision) = last_export(&root.join(&export.path), &revisions)
    {
        let words = format!("The last export, on {}", day(export.on));
        offers.push(CopyOffer {
            words,
            detail: export.path.to_string(),
            copy: EarlierCopy::Revision(revision.id.clone()),
        });
    }
    offers.extend(revisions.into_iter().map(|Revision { id, on, subject }| CopyOffer {
        words: format!("{on}, {}", id.get(..SHORT_HASH).unwrap_or(&id)),
        detail: subject,
        copy: EarlierCopy::Revision(id),
    }));
    offers
}

/// Returns the commit of the record that is also the last commit of its ADR, or else the newest one of that day or before.
fn last_export<'r>(adr: &Path, revisions: &'r [Revision]) -> Option<&'r Revision> {
    let exported = storage::revisions(adr, 1).ok()?.pop()?;
    let same = revisions.iter().find(|revision| revision.id == exported.id);
    same.or_else(|| revisions.iter().find(|revision| revision.on <= exported.on))
}

/// The length of a hash as git shows it.
const SHORT_HASH: usize = 7;

fn then(copy: &EarlierCopy, record: Option<&Path>) -> Result<Decision, String> {
    let loaded = match copy {
        EarlierCopy::File(path) => storage::load(path).map_err(|error| error.to_string())?,
        EarlierCopy::Revision(id) => {
            let record = record.ok_or("Save the record first.")?;
            storage::load_at(record, id).map_err(|error| error.to_string())?
        }
    };
    Ok(loaded.decision)
}

fn tell(then: &Decision, now: &Decision) -> Result<String, String> {
    // Scores that are revealed now may be shown as they were while they were hidden.
    let is_revealed_now = then.id == now.id && then.round() <= now.round();
    if then.is_blind() && !is_revealed_now {
        return Err(format!("Its round {} is hidden. Reveal it there first.", then.round()));
    }
    let [then_drawn, now_drawn] = [then, now].map(|decision| drawn(decision, Scope::All));
    let change = what_changed(
        Analyzed { decision: then, analysis: &then_drawn },
        Analyzed { decision: now, analysis: &now_drawn },
    );
    Ok(told_change(&change, then, now))
}
