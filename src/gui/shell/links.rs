//! Links out of the app. Only web and mail addresses are opened, and only after people have seen where they lead.

use egui::{Context, OpenUrl, OutputCommand};

use super::App;
use crate::{
    adr::openable,
    gui::{dialogs::Dialog, widgets::shown},
};

impl App {
    /// Takes out the links that widgets have asked the desktop to open in this frame, and asks people first. Rendered Markdown
    /// has links of its own, and a click on one would otherwise go straight to the browser.
    pub(super) fn hold_links(&mut self, ctx: &Context) {
        let mut asked = None;
        ctx.output_mut(|output| {
            output.commands.retain(|command| match command {
                OutputCommand::OpenUrl(open) => {
                    asked = Some(open.url.clone());
                    false
                }
                _ => true,
            });
        });
        if let Some(url) = asked {
            self.ask_to_follow(&url);
            ctx.request_repaint();
        }
    }

    /// Asks whether to open a link, or shows why it is not opened.
    pub(super) fn ask_to_follow(&mut self, url: &str) {
        match openable(url) {
            Some((address, _)) => self.dialog = Some(Dialog::Follow(address)),
            None => self.warn(
                "The link was not opened",
                format!("Only web and mail addresses can be opened from a record: {}", shown(url)),
            ),
        }
    }
}

/// Opens a link that people have agreed to open.
pub(super) fn follow(ctx: &Context, url: &str) {
    if let Some((address, _)) = openable(url) {
        ctx.open_url(OpenUrl::new_tab(address));
    }
}
