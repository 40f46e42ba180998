//! Links out of the app: none is opened before people have seen where it leads, and none but to the web and to mail.

use egui::{Context, OpenUrl, OutputCommand};

use super::App;
use crate::{
    adr::openable,
    gui::{dialogs::Dialog, widgets::shown},
};

impl App {
    /// Takes back what widgets have asked the desktop to open in this frame, and asks people first. Texts that are shown as
    /// Markdown make links of their own, and a click on them would go straight to the browser.
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

    /// Shows where a link leads, or says why it is not opened.
    pub(super) fn ask_to_follow(&mut self, url: &str) {
        match openable(url) {
            Some((address, _)) => self.dialog = Some(Dialog::Follow(address)),
            None => self.warn(
                "The link was not opened",
                format!("Only web and mail addresses are opened from a record, and this is neither: {}", shown(url)),
            ),
        }
    }
}

/// Opens what people have agreed to.
pub(super) fn follow(ctx: &Context, url: &str) {
    if let Some((address, _)) = openable(url) {
        ctx.open_url(OpenUrl::new_tab(address));
    }
}
