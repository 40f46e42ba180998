//! Export: the ADR, before and after it is written into a repository.

mod by_hand;
mod clients;
mod footer;
mod form;
mod preview;
mod relations;

pub use self::{footer::show as footer, form::show, preview::show as preview};
use crate::{adr::Dialect, gui::widgets::MarkdownCache};

/// The memory of the screen.
#[derive(Default)]
pub struct ExportState {
    relating: relations::RelationsState,
    shown: preview::PreviewPart,
    preview: MarkdownCache,
    /// Whether each program that reads ADRs is listed with what it sees.
    shows_clients: bool,
    /// The height of the footer in the last frame, in points.
    pub footer: f32,
}

/// Returns the name of the form of a plan: that of a dialect, or the path of a template.
fn form_name(word: &str) -> &str {
    word.parse().map_or(word, |dialect: Dialect| dialect.name())
}
