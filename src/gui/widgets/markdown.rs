//! Markdown, rendered for reading and as source.

use egui::{OutputCommand, Ui};

use super::{
    rich,
    text::{shown_whole, spoken},
};
use crate::{
    adr,
    gui::theme::tokens::{Tokens, Type, space},
};

/// The maximum width of a line of running text, in points.
const LINE: f32 = 720.0;

/// The longest text that is drawn, in bytes; more would take too long in every frame.
const LONGEST: usize = 200_000;

/// The text that was rendered last, with its parts and its coloured code, so that this is done once and not in every frame.
#[derive(Default)]
pub struct MarkdownCache {
    text: String,
    parts: Vec<MarkdownPart>,
    inner: egui_commonmark::CommonMarkCache,
}

/// A heading and the text under it.
struct MarkdownPart {
    /// The level from 1 to 6 and the words; `None` for the part above the first heading.
    heading: Option<(u8, String)>,
    body: String,
}

/// Draws Markdown without its front matter. Returns the address of a link that was clicked; nothing is opened.
///
/// Pictures are not loaded; their descriptions are shown instead. The end of a very long text is left out, with a note.
pub fn markdown(ui: &mut Ui, cache: &mut MarkdownCache, text: &str) -> Option<String> {
    if cache.text != text {
        text.clone_into(&mut cache.text);
        cache.parts = parts(&shown_whole(beginning(text).to_owned()));
    }
    ui.set_max_width(ui.available_width().min(LINE));
    // Lines of a list stand closer than rows of controls.
    ui.spacing_mut().interact_size.y = 18.0;
    for (index, part) in cache.parts.iter().enumerate() {
        if let Some((level, words)) = &part.heading {
            let place = match level {
                1 => Type::Title,
                2 => Type::Section,
                _ => Type::BodyMedium,
            };
            ui.add_space(if *level == 1 { space::XS } else { space::S });
            let color = Tokens::of(ui).text;
            let label = egui::Label::new(rich(words, place).color(color)).wrap();
            ui.add(label)
                .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, spoken(words)));
        }
        if !part.body.trim().is_empty() {
            ui.push_id(index, |ui| {
                egui_commonmark::CommonMarkViewer::new().render_html_fn(Some(&html)).show(
                    ui,
                    &mut cache.inner,
                    &part.body,
                );
            });
        }
    }
    tell_rest(ui, text);
    followed(ui)
}

/// Draws the source of Markdown; of a very long text, only the beginning, with a note.
pub fn markdown_source(ui: &mut Ui, text: &str) {
    let source = egui::RichText::new(shown_whole(beginning(text).to_owned())).monospace().line_height(Some(19.0));
    ui.add(egui::Label::new(source).wrap().selectable(true));
    tell_rest(ui, text);
}

/// Returns the part of a text that is drawn: at most [`LONGEST`] bytes.
fn beginning(text: &str) -> &str {
    // A cut inside a character would panic.
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

fn tell_rest(ui: &mut Ui, text: &str) {
    if text.len() > LONGEST {
        let words = "The rest is left out because the file is very long.";
        ui.label(rich(words, Type::Secondary).color(Tokens::of(ui).secondary));
    }
}

/// Draws HTML as its source. Comments are for authors and are left out.
fn html(ui: &mut Ui, html: &str) {
    let html = html.trim();
    let is_comment = html.starts_with("<!--") && html.ends_with("-->");
    if !is_comment && !html.is_empty() {
        ui.label(egui::RichText::new(html).monospace().color(Tokens::of(ui).secondary));
    }
}

/// Splits a text at its headings. Link definitions are added to every part, so that links work in all of them.
fn parts(text: &str) -> Vec<MarkdownPart> {
    let text = adr::pictures_in_words(body(text));
    let definitions: Vec<&str> = text.lines().filter(|line| line.starts_with('[') && line.contains("]: ")).collect();
    // Every part is rendered by itself, and would not know the links that are defined at the end of the text.
    let named = if definitions.is_empty() { String::new() } else { format!("\n\n{}\n", definitions.join("\n")) };
    let sections = adr::read(text.as_bytes()).sections;
    let first = sections.first().map_or(text.len(), |section| section.heading.start);
    let above = MarkdownPart { heading: None, body: format!("{}{named}", text.get(..first).unwrap_or_default()) };
    let below = sections.iter().map(|section| MarkdownPart {
        heading: Some((section.level, unmarked(&section.title))),
        body: text
            .get(section.body.clone())
            .filter(|body| !body.trim().is_empty())
            .map_or_else(String::new, |body| format!("{body}{named}")),
    });
    std::iter::once(above).filter(|part| part.body != named).chain(below).collect()
}

/// Removes the stars of emphasis; stars with another meaning stay.
fn unmarked(words: &str) -> String {
    // An odd star, or one between spaces, is a multiplication or a footnote and no emphasis.
    let pairs = words.matches('*').count().is_multiple_of(2) && !words.contains(" * ");
    if pairs { words.replace('*', "") } else { words.to_owned() }
}

/// Returns the text without its front matter, which is for programs. Front matter that never ends is taken as text.
fn body(text: &str) -> &str {
    let text = text.trim_start_matches('\u{FEFF}');
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let behind = rest.and_then(|rest| {
        let mut at = 0;
        rest.split_inclusive('\n').find_map(|line| {
            at += line.len();
            (line.trim_end() == "---").then(|| &rest[at..])
        })
    });
    behind.unwrap_or(text)
}

/// Takes out the requests of links to be opened, since an ADR may come from a stranger. Returns the address of the last one.
fn followed(ui: &Ui) -> Option<String> {
    ui.ctx().output_mut(|output| {
        let mut address = None;
        output.commands.retain(|command| match command {
            OutputCommand::OpenUrl(open) => {
                address = Some(open.url.clone());
                false
            }
            _ => true,
        });
        address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_front_matter_is_left_out() {
        assert_eq!(body("---\nstatus: x\n---\n# A\n"), "# A\n");
        assert_eq!(body("\u{FEFF}---\r\nstatus: x\r\n---\r\n# A\r\n"), "# A\r\n");
        assert_eq!(body("---\nstatus: x\n# A\n"), "---\nstatus: x\n# A\n");
        assert_eq!(body("# A\n---\n"), "# A\n---\n");
    }

    #[test]
    fn a_text_comes_apart_at_its_headings_and_whole() {
        let parts = parts("Above [x][y]\n\n# *A* `b`\n\n## C\n\n```\n# code\n```\n\n[y]: https://y.example\n");
        let heads: Vec<_> = parts.iter().map(|part| part.heading.clone()).collect();
        assert_eq!(heads, [None, Some((1, "A b".to_owned())), Some((2, "C".to_owned()))]);
        assert!(parts[0].body.contains("[y]: https") && parts[2].body.contains("# code"));
        assert!(super::parts("").is_empty());
        assert_eq!(super::parts("![Go leads.](a.svg)\n")[0].body, "*Picture: Go leads.*\n");
    }
}
