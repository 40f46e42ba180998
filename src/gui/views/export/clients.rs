//! The list of what other programs will read of the ADR.

use egui::{Color32, Ui};

use crate::{
    adr::{Seen, Sight},
    decision::{Decision, Status},
    gui::{
        theme::tokens::{Tokens, Type, space},
        widgets::{ButtonKind, button, label, rich, secondary, shown},
    },
};

/// Draws how many programs see all of the ADR, and with `is_open` what each of them sees.
pub(super) fn show(ui: &mut Ui, decision: &Decision, sights: &[Sight], is_open: &mut bool) {
    label(ui, "Read by");
    let whole = sights.iter().filter(|sight| seen(decision, &sight.seen, Tokens::of(ui)).0 == 0).count();
    let all = if whole == sights.len() { "All".to_owned() } else { format!("{whole} of") };
    secondary(ui, format!("{all} {} programs see the whole title and status.", sights.len()));
    let words = if *is_open { "Hide the programs" } else { "Show the programs" };
    if button(ui, words, ButtonKind::Quiet).clicked() {
        *is_open = !*is_open;
    }
    if !*is_open {
        return;
    }
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.spacing_mut().interact_size.y = 18.0;
    let t = Tokens::of(ui);
    let left = (ui.available_width() * 0.5).floor();
    for (clients, words, color, more) in grouped(decision, sights, t) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            ui.allocate_ui(egui::vec2(left, 0.0), |ui| {
                ui.set_width(left);
                ui.add(egui::Label::new(rich(clients, Type::Secondary)).wrap());
            });
            let told = egui::Label::new(rich(words, Type::Secondary).color(color)).wrap();
            ui.add(told).on_hover_text(shown(more));
        });
    }
}

type ClientLine = (String, String, Color32, String);

/// Groups clients that see the same into one line. Those that see most come first.
fn grouped(decision: &Decision, sights: &[Sight], t: &Tokens) -> Vec<ClientLine> {
    let mut lines: Vec<(u8, ClientLine)> = Vec::new();
    for sight in sights {
        let (place, words, color, more) = seen(decision, &sight.seen, t);
        match lines.iter_mut().find(|(_, line)| line.1 == words) {
            Some((_, line)) => line.0 = format!("{}, {}", line.0, sight.client),
            None => lines.push((place, (sight.client.to_owned(), words, color, more))),
        }
    }
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Returns what a client sees: a rank from 0 for all of it to 3 for nothing, a few words, their colour, and a sentence.
fn seen(decision: &Decision, seen: &Seen, t: &Tokens) -> (u8, String, Color32, String) {
    // The ADR of a draft says that it is proposed.
    let expected = if decision.status() == Status::Draft { Status::Proposed } else { decision.status() };
    match seen {
        Seen::Skipped(why) => (3, "will not list it".to_owned(), t.bad, format!("Since {why}.")),
        Seen::Adr { title, status } => {
            let more = match status {
                Some(status) => format!("It shows \"{title}\", {status}."),
                None => format!("It shows \"{title}\" without a status."),
            };
            // Some forms put the number in front of the title, so that is no difference.
            let bare = title.split_once(". ").filter(|(n, _)| n.bytes().all(|byte| byte.is_ascii_digit()));
            let title_fits = same(bare.map_or(title, |(_, title)| title), &decision.title);
            let status_fits = status.as_ref().is_some_and(|status| same(status, expected.word()));
            match (title_fits, status) {
                (true, Some(_)) if status_fits => (0, "all of it".to_owned(), t.good, more),
                (true, Some(status)) => (1, format!("status as {status}"), t.warning, more),
                (true, None) => (1, "title, no status".to_owned(), t.warning, more),
                (false, _) if title.is_empty() => (2, "no title".to_owned(), t.warning, more),
                (false, _) => (2, format!("title as \"{title}\""), t.warning, more),
            }
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
