//! The sheet that a chart is drawn on, from top to bottom, as SVG: one element a line, so that a change can be read as
//! a difference.

use std::fmt::Write as _;

use super::{
    palette::{PAPER, SECONDARY, Slits, TEXT},
    text::{escaped, lines, shown},
};

/// Margin on all sides.
pub(super) const MARGIN: f64 = 24.0;
/// Width of most charts: that of a page of text.
pub(super) const WIDTH: f64 = 760.0;
/// Distance of two lines of text, as a share of the font size.
const LEADING: f64 = 1.4;
/// Distance from the middle of a line of text down to its baseline, as a share of the font size.
const BASE: f64 = 0.36;
/// Gap between a swatch and its words; two of them separate entries.
const GAP: f64 = 6.0;

/// A style of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) size: f64,
    weight: u16,
    pub(super) color: u32,
}

impl Ink {
    pub(super) const TITLE: Self = Self { size: 18.0, weight: 600, color: TEXT };
    pub(super) const BODY: Self = Self { size: 13.0, weight: 400, color: TEXT };
    pub(super) const STRONG: Self = Self { weight: 600, ..Self::BODY };
    pub(super) const SMALL: Self = Self { size: 12.0, weight: 400, color: SECONDARY };

    pub(super) fn colored(self, color: u32) -> Self {
        Self { color, ..self }
    }

    pub(super) fn leading(self) -> f64 {
        self.size * LEADING
    }
}

/// The end of a text that is at its place.
#[derive(Debug, Clone, Copy)]
pub(super) enum TextAnchor {
    Start,
    Middle,
    End,
}

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) caption: String,
    /// Descriptions of the rows, in words.
    pub(super) told: Vec<String>,
    pub(super) width: f64,
    /// Top of the next element.
    pub(super) y: f64,
    body: String,
}

impl Sheet {
    /// Creates a sheet with its head: the subject of the record, the title of the chart, and its result in a sentence.
    pub(super) fn new(width: f64, about: &str, title: &str, caption: &str) -> Self {
        let (title, caption) = (shown(title), shown(caption));
        let (told, body) = (Vec::new(), String::new());
        let mut sheet = Self { title: title.clone(), caption: caption.clone(), told, width, y: MARGIN, body };
        for (words, ink, most, space) in
            [(about, Ink::SMALL, 1, 2.0), (&title, Ink::TITLE, 2, 2.0), (&caption, Ink::BODY, 6, 14.0)]
        {
            sheet.paragraph(words, ink, most);
            sheet.y += space;
        }
        sheet
    }

    /// Returns the right edge of the content.
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// Draws a row, with a description in words for readers who do not see it.
    pub(super) fn row(&mut self, told: &str, draw: impl FnOnce(&mut Self)) {
        let told = shown(told);
        self.put(format_args!("<g><title>{}</title>", escaped(&told)));
        self.told.push(told);
        draw(self);
        self.put(format_args!("</g>"));
    }

    /// Writes a paragraph across the sheet, in at most `most` lines.
    pub(super) fn paragraph(&mut self, text: &str, ink: Ink, most: usize) {
        for line in lines(text, self.right() - MARGIN, ink.size, most).iter().filter(|line| !line.is_empty()) {
            let middle = self.y + ink.leading() / 2.0;
            self.words((MARGIN, middle), line, ink, TextAnchor::Start);
            self.y += ink.leading();
        }
    }

    /// Writes lines of text around the middle of a row.
    pub(super) fn lines(&mut self, (x, middle): (f64, f64), lines: &[String], ink: Ink, anchor: TextAnchor) {
        let first = middle - ink.leading() * (lines.len() as f64 - 1.0) / 2.0;
        for (index, line) in lines.iter().enumerate() {
            self.words((x, first + ink.leading() * index as f64), line, ink, anchor);
        }
    }

    /// Writes one line of text; `middle` is the middle of its height.
    pub(super) fn words(&mut self, (x, middle): (f64, f64), words: &str, ink: Ink, anchor: TextAnchor) {
        let Ink { size, weight, color } = ink;
        let anchor = match anchor {
            TextAnchor::Start => "",
            TextAnchor::Middle => " text-anchor=\"middle\"",
            TextAnchor::End => " text-anchor=\"end\"",
        };
        let weight = if weight == 400 { String::new() } else { format!(" font-weight=\"{weight}\"") };
        let (x, y, size) = (Coord(x), Coord(middle + size * BASE), Coord(size));
        let words = escaped(&shown(words));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} fill=\"{}\"{anchor}>{words}</text>",
            Hex(color)
        ));
    }

    /// Draws a filled rectangle. `opacity` is from 0 to 1.
    pub(super) fn fill(&mut self, area: Area, radius: f64, color: u32, opacity: f64) {
        if area.width <= 0.0 {
            return;
        }
        let opacity = if opacity < 1.0 { format!(" fill-opacity=\"{opacity}\"") } else { String::new() };
        self.put(format_args!("<rect {area} rx=\"{}\" fill=\"{}\"{opacity}/>", Coord(radius), Hex(color)));
    }

    /// Draws the edge of a rectangle, inside of it.
    pub(super) fn edge(&mut self, area: Area, color: u32, thick: f64, dashed: bool) {
        // A stroke lies half outside of its path, so the path is moved in by half of the stroke.
        let inner = area.shrunk(thick / 2.0);
        let strokes = if dashed { " stroke-dasharray=\"4 4\"" } else { "" };
        let (color, thick) = (Hex(color), Coord(thick));
        self.put(format_args!(
            "<rect {inner} rx=\"5\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{thick}\"{strokes}/>"
        ));
    }

    /// Draws a thin line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), color: u32) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(Coord);
        self.put(format_args!("<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"{}\"/>", Hex(color)));
    }

    /// Draws a filled rectangle in the colour of an option, with the slits in it.
    pub(super) fn mark(&mut self, area: Area, radius: f64, (color, slits): (u32, Slits)) {
        self.fill(area, radius, color, 1.0);
        let width = f64::from(Slits::WIDTH);
        for left in slits.across(area.x as f32, (area.x + area.width) as f32) {
            self.fill(Area { x: f64::from(left), width, ..area }, 0.0, PAPER, 1.0);
        }
        if slits.along {
            self.fill(Area { y: area.y + (area.height - width) / 2.0, height: width, ..area }, 0.0, PAPER, 1.0);
        }
    }

    /// Draws the legend of colours.
    pub(super) fn legend(&mut self, entries: &[((u32, Slits), String)]) {
        const SWATCH: f64 = 10.0;
        let ink = Ink::SMALL;
        let room = self.right() - MARGIN - SWATCH - GAP;
        let (mut x, mut middle) = (MARGIN, self.y + ink.leading() / 2.0);
        for (mark, words) in entries {
            let words = lines(words, room, ink.size, 1).concat();
            let width = SWATCH + GAP + super::text::width(&words, ink.size);
            // The first entry of a line stays there, however wide it is.
            if x > MARGIN && x + width > self.right() {
                (x, middle) = (MARGIN, middle + ink.leading() + 2.0);
            }
            self.mark(Area { x, y: middle - SWATCH / 2.0, width: SWATCH, height: SWATCH }, 2.0, *mark);
            self.words((x + SWATCH + GAP, middle), &words, ink, TextAnchor::Start);
            x += width + 2.0 * GAP;
        }
        self.y = middle + ink.leading() / 2.0;
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{element}");
    }

    /// Returns the whole SVG. `name` distinguishes its ids from those of other charts on the same page.
    pub(super) fn finish(self, name: &str) -> String {
        let (width, height) = (Coord(self.width), Coord((self.y + MARGIN).ceil()));
        let told = std::iter::once(self.caption.as_str()).chain(self.told.iter().map(String::as_str));
        let described = told.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
             font-family=\"Inter, 'Inter V', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif\">\n\
             <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n{}</svg>\n",
            escaped(&self.title),
            escaped(&described),
            Hex(PAPER),
            self.body
        )
    }
}

impl Area {
    fn shrunk(self, by: f64) -> Self {
        Self { x: self.x + by, y: self.y + by, width: self.width - 2.0 * by, height: self.height - 2.0 * by }
    }
}

impl std::fmt::Display for Area {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [x, y, width, height] = [self.x, self.y, self.width, self.height].map(Coord);
        write!(f, "x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
    }
}

/// A length with at most one decimal: nobody sees more, and rounding of different machines does not show.
struct Coord(f64);

impl std::fmt::Display for Coord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Adding 0 turns a negative zero into 0, which would print as "-0".
        write!(f, "{}", (self.0 * 10.0).round() / 10.0 + 0.0)
    }
}

/// A colour in hexadecimal.
struct Hex(u32);

impl std::fmt::Display for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}
