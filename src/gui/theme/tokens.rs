//! The colours of the app, and the sizes and distances that its screens share. The width of a single view is in that view, but
//! every colour is here. Colours that charts use too come from `chart::palette`, which needs no window.

use egui::{Color32, FontFamily, FontId};

use crate::chart::palette::{self, Slits};

/// The length of animations in seconds: long enough to be seen, too short to wait for. It does not apply where people want no
/// motion.
pub const MOTION: f32 = 0.08;

/// The opacity of a faded mark, from 0 to 1: less important than others, and still clearly seen.
pub const FADED: f32 = 0.72;

/// The placeholder colour of text that is laid out once and painted in several colours.
pub const NO_COLOR_YET: Color32 = Color32::PLACEHOLDER;

/// The distances between things on pages, in points.
pub mod space {
    /// The distance between a label and its field.
    pub const XS: f32 = 4.0;
    /// The distance between things on one line.
    pub const S: f32 = 8.0;
    /// The distance between fields.
    pub const M: f32 = 12.0;
    /// The distance between groups, and inside cards.
    pub const L: f32 = 16.0;
    /// The distance between sections.
    pub const XL: f32 = 24.0;
    /// The margin around a page.
    pub const XXL: f32 = 32.0;
}

/// The sizes of things, in points.
pub mod size {
    /// The radius of the corners of controls.
    pub const RADIUS: u8 = 8;
    /// The radius of the corners of cards.
    pub const CARD_RADIUS: u8 = 12;
    /// The maximum width of a form, so that lines stay readable.
    pub const FORM: f32 = 760.0;
    /// The width of the start page.
    pub const START: f32 = 844.0;
    /// The maximum width of a list of sliders; wider ones separate names from sliders.
    pub const SHEET: f32 = 920.0;
    /// The maximum width of a page.
    pub const PAGE: f32 = 1240.0;
    /// The maximum width of a page with three columns.
    pub const WIDE_PAGE: f32 = 1_680.0;
    /// The width of the rail on the left.
    pub const RAIL: f32 = 212.0;
    /// The width of the inspector on the right.
    pub const INSPECTOR: f32 = 316.0;
    /// The width of the inspector beside the scores where there is little room.
    pub const NARROW_INSPECTOR: f32 = 268.0;
    /// The width of the form beside the preview of an export.
    pub const EXPORT: f32 = 372.0;
    /// The height of the bar at the top.
    pub const BAR: f32 = 44.0;
    /// The height of the strip at the bottom.
    pub const STRIP: f32 = 38.0;
    /// The height of buttons and one-line fields.
    pub const CONTROL: f32 = 32.0;
    /// The width of the line around the control with the keyboard focus.
    pub const FOCUS: f32 = 2.0;
}

/// The type scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// The one title of a page.
    Title,
    /// The head of a section or card.
    Section,
    /// Running text.
    Body,
    /// Running text with emphasis, such as names.
    BodyMedium,
    /// Text that explains.
    Secondary,
    /// Text that explains, with emphasis.
    SecondaryStrong,
    /// Names in columns that are too narrow for anything larger.
    Small,
}

impl Type {
    /// Returns the font of this place in the scale.
    #[must_use]
    pub fn font(self) -> FontId {
        match self {
            Self::Title => FontId::new(26.0, semibold()),
            Self::Section => FontId::new(16.0, semibold()),
            Self::Body => FontId::new(14.0, FontFamily::Proportional),
            Self::BodyMedium => FontId::new(14.0, medium()),
            Self::Secondary => FontId::new(12.5, FontFamily::Proportional),
            Self::SecondaryStrong => FontId::new(12.5, semibold()),
            Self::Small => FontId::new(10.5, semibold()),
        }
    }
}

/// Returns the font family for words with emphasis.
#[must_use]
pub fn medium() -> FontFamily {
    FontFamily::Name("medium".into())
}

/// Returns the font family for heads.
#[must_use]
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// What tells an option from all others: a colour, and where colours repeat, slits in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The colour.
    pub color: Color32,
    /// The slits in it.
    pub slits: Slits,
}

impl From<Color32> for Mark {
    fn from(color: Color32) -> Self {
        Self { color, slits: Slits::default() }
    }
}

/// The colours of one theme, named by their use.
#[derive(Debug)]
pub struct Tokens {
    /// Whether it is the dark theme.
    pub dark: bool,
    /// The background of pages.
    pub background: Color32,
    /// The background of cards, fields and the inspector.
    pub surface: Color32,
    /// The background of tracks and segments, which look lower than the page.
    pub sunken: Color32,
    /// The colour of quiet lines.
    pub line: Color32,
    /// The edge of controls.
    pub edge: Color32,
    /// Text.
    pub text: Color32,
    /// Text that explains.
    pub secondary: Color32,
    /// The colour of the main action, the selection and the focus.
    pub accent: Color32,
    /// The accent as a background for text.
    pub accent_soft: Color32,
    /// The colour of text on the accent colour.
    pub on_accent: Color32,
    /// The colour of good news.
    pub good: Color32,
    /// The colour of warnings.
    pub warning: Color32,
    /// The background of warnings.
    pub warning_soft: Color32,
    /// The colour of errors.
    pub bad: Color32,
    /// The background of errors.
    pub bad_soft: Color32,
    /// The background of good news.
    pub good_soft: Color32,
    /// The backgrounds of scores from 1 to 5, each with the colour of the number on it.
    pub scores: [(Color32, Color32); 5],
    /// The colours of options, in a fixed order: the hues of Okabe and Ito's colour-blind safe set, as dark or light as a mark
    /// must be to stand out.
    pub options: [Color32; 8],
    /// The shadow of things that look raised from the page.
    pub shadow: egui::Shadow,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn scores(ramp: [(u32, u32); 5]) -> [(Color32, Color32); 5] {
    let mut colors = [(Color32::BLACK, Color32::BLACK); 5];
    let mut place = 0;
    while place < ramp.len() {
        colors[place] = (hex(ramp[place].0), hex(ramp[place].1));
        place += 1;
    }
    colors
}

const fn options(set: [u32; 8]) -> [Color32; 8] {
    let mut colors = [Color32::BLACK; 8];
    let mut place = 0;
    while place < set.len() {
        colors[place] = hex(set[place]);
        place += 1;
    }
    colors
}

const fn shadow(alpha: u8) -> egui::Shadow {
    egui::Shadow { offset: [0, 3], blur: 12, spread: 0, color: Color32::from_black_alpha(alpha) }
}

/// The light theme.
pub const LIGHT: Tokens = Tokens {
    dark: false,
    background: hex(0xF7_F7F5),
    surface: hex(palette::PAPER),
    sunken: hex(palette::SUNKEN),
    line: hex(palette::LINE),
    edge: hex(palette::EDGE),
    text: hex(palette::TEXT),
    secondary: hex(palette::SECONDARY),
    accent: hex(0x2B_5FD9),
    accent_soft: hex(0xE8_EEFC),
    on_accent: hex(0xFF_FFFF),
    good: hex(0x18_7A47),
    warning: hex(palette::WARNING),
    warning_soft: hex(0xFB_F1DC),
    bad: hex(0xB4_2318),
    bad_soft: hex(0xFC_E9E7),
    good_soft: hex(0xE4_F4EA),
    scores: scores(palette::SCORES),
    options: options(palette::OPTIONS),
    shadow: shadow(14),
};

/// The dark theme.
pub const DARK: Tokens = Tokens {
    dark: true,
    background: hex(0x16_181B),
    surface: hex(palette::dark::PAPER),
    sunken: hex(palette::dark::SUNKEN),
    line: hex(palette::dark::LINE),
    edge: hex(palette::dark::EDGE),
    text: hex(palette::dark::TEXT),
    secondary: hex(palette::dark::SECONDARY),
    accent: hex(0x7E_A5FF),
    accent_soft: hex(0x20_2C48),
    on_accent: hex(0x0B_1220),
    good: hex(0x5C_C98E),
    warning: hex(palette::dark::WARNING),
    warning_soft: hex(0x33_290F),
    bad: hex(0xFF_8A80),
    bad_soft: hex(0x3A_1D1B),
    good_soft: hex(0x15_3122),
    scores: scores(palette::dark::SCORES),
    options: options(palette::dark::OPTIONS),
    shadow: shadow(90),
};

/// The light theme for desktops that want more contrast.
pub const LIGHT_CONTRAST: Tokens = Tokens {
    background: hex(0xFF_FFFF),
    sunken: hex(0xEC_ECEC),
    line: hex(0x76_7676),
    edge: hex(0x2B_2D30),
    text: hex(0x00_0000),
    secondary: hex(0x2B_2D30),
    accent: hex(0x1B_449F),
    good: hex(0x0B_5730),
    warning: hex(0x5C_3C00),
    bad: hex(0x8A_170D),
    ..LIGHT
};

/// The dark theme for desktops that want more contrast.
pub const DARK_CONTRAST: Tokens = Tokens {
    background: hex(0x00_0000),
    surface: hex(0x0B_0C0E),
    sunken: hex(0x1F_2226),
    line: hex(0x8A_9099),
    edge: hex(0xC4_C8CE),
    text: hex(0xFF_FFFF),
    secondary: hex(0xDD_E0E4),
    accent: hex(0xA9_C4FF),
    accent_soft: hex(0x16_233F),
    good: hex(0x86_E0AE),
    warning: hex(0xF2_CC6B),
    bad: hex(0xFF_B9B3),
    ..DARK
};

impl Tokens {
    /// Returns the tokens of the theme that this part of the window is drawn in.
    #[must_use]
    pub fn of(ui: &egui::Ui) -> &'static Self {
        let visuals = ui.visuals();
        let (usual, contrast) = if visuals.dark_mode { (&DARK, &DARK_CONTRAST) } else { (&LIGHT, &LIGHT_CONTRAST) };
        // The style that egui has is made from one of the two.
        if visuals.panel_fill == contrast.background { contrast } else { usual }
    }

    /// Returns the mark of the option at an index of the list.
    #[must_use]
    pub fn option(&self, index: usize) -> Mark {
        // After the last colour, they start again with the first, with slits.
        let colors = self.options.len();
        Mark { color: self.options[index % colors], slits: Slits::of(index / colors) }
    }

    /// Returns the background and the colour of the number for a mean score. It is rounded, and anything beyond 1 or 5 counts as
    /// that.
    #[must_use]
    pub fn score(&self, mean: f64) -> (Color32, Color32) {
        self.scores[(mean.round().clamp(1.0, 5.0) as usize) - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(channel: u8) -> f64 {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    }

    fn luminance(color: Color32) -> f64 {
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    /// Returns the contrast ratio of two colours, as the Web Content Accessibility Guidelines 2.2 define it.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_on_every_ground_has_enough_contrast() {
        for (t, least) in [(&LIGHT, 4.5), (&DARK, 4.5), (&LIGHT_CONTRAST, 7.0), (&DARK_CONTRAST, 7.0)] {
            let mut pairs = vec![
                (t.on_accent, t.accent, "on accent"),
                (t.accent, t.accent_soft, "accent on soft"),
                (t.warning, t.warning_soft, "warning on soft"),
                (t.text, t.warning_soft, "text on warning"),
                (t.bad, t.bad_soft, "bad on soft"),
                (t.text, t.bad_soft, "text on bad"),
                (t.good, t.good_soft, "good on soft"),
                (t.text, t.good_soft, "text on good"),
                (t.text, t.accent_soft, "text on accent"),
                (t.secondary, t.accent_soft, "secondary on accent"),
            ];
            for ground in [t.background, t.surface, t.sunken] {
                pairs.push((t.text, ground, "text"));
                pairs.push((t.secondary, ground, "secondary"));
            }
            for ground in [t.background, t.surface] {
                pairs.extend([(t.accent, ground, "accent"), (t.good, ground, "good")]);
                pairs.extend([(t.warning, ground, "warning"), (t.bad, ground, "bad")]);
            }
            for (text, ground, role) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= least, "{role}, dark {}, {least}: {ratio:.2}", t.dark);
            }
            for (ground, number) in t.scores {
                assert!(contrast(number, ground) >= 4.5, "score, dark {}", t.dark);
            }
        }
    }

    #[test]
    fn what_has_the_focus_and_what_is_selected_stands_out_on_every_ground() {
        for t in [&LIGHT, &DARK, &LIGHT_CONTRAST, &DARK_CONTRAST] {
            for ground in [t.background, t.surface, t.sunken, t.accent_soft] {
                // A ring, a tick and the mark of a step are no text, so they need a contrast of 3:1 only.
                for (mark, role) in [(t.accent, "focus"), (t.good, "done"), (t.text, "mark")] {
                    let ratio = contrast(mark, ground);
                    assert!(ratio >= 3.0, "{role}, dark {}: {ratio:.2}", t.dark);
                }
            }
        }
    }

    /// Fails to compile when a role is added: say above or below on which backgrounds it is used.
    #[test]
    fn no_role_is_forgotten() {
        for t in [&LIGHT, &DARK] {
            let Tokens {
                dark,
                background,
                surface,
                sunken,
                line,
                edge,
                text,
                secondary,
                accent,
                accent_soft,
                on_accent,
                good,
                warning,
                warning_soft,
                bad,
                bad_soft,
                good_soft,
                scores,
                options,
                shadow,
            } = t;
            let grounds = [background, surface, sunken, accent_soft, warning_soft, bad_soft, good_soft];
            let inks = [text, secondary, accent, on_accent, good, warning, bad, line, edge];
            assert!(grounds.iter().all(|ground| ground.a() == 255) && inks.iter().all(|ink| ink.a() == 255));
            assert!(shadow.color.a() < 128 && scores.len() == 5 && options.len() == 8);
            assert_eq!(*dark, luminance(*background) < 0.2);
        }
    }

    /// Returns the colour that is seen when a translucent colour lies on a background.
    fn over(color: Color32, ground: Color32) -> Color32 {
        let rest = 1.0 - f32::from(color.a()) / 255.0;
        let channels = [(color.r(), ground.r()), (color.g(), ground.g()), (color.b(), ground.b())];
        let [r, g, b] = channels.map(|(color, ground)| (f32::from(color) + rest * f32::from(ground)).round() as u8);
        Color32::from_rgb(r, g, b)
    }

    #[test]
    fn marks_stand_out_on_every_ground() {
        for t in [&LIGHT, &DARK] {
            let mut marks = vec![(t.edge, "edge"), (t.secondary.gamma_multiply(FADED), "faded"), (t.warning, "ring")];
            marks.extend(t.options.iter().map(|option| (*option, "option")));
            let mut pairs: Vec<(Color32, Color32, &str)> = Vec::new();
            for ground in [t.background, t.surface, t.sunken] {
                pairs.extend(marks.iter().map(|(mark, role)| (*mark, ground, *role)));
            }
            pairs.extend(t.scores.map(|(ground, ink)| (ink.gamma_multiply(FADED), ground, "votes")));
            for (mark, ground, role) in pairs {
                let ratio = contrast(over(mark, ground), ground);
                assert!(ratio >= 3.0, "{role} {mark:?} on {ground:?}: {ratio:.2}");
            }
        }
    }

    /// Matrices for red, green and blue light as seen by all eyes and by eyes without one kind of cones: Machado, Oliveira and
    /// Fernandes
    /// 2009.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ];

    /// Returns the coordinates of a colour for such eyes in Ottosson's Oklab, in which equal distances look about equally large.
    fn seen(color: Color32, eyes: [[f64; 3]; 3]) -> [f64; 3] {
        const CONES: [[f64; 3]; 3] = [
            [0.412_221_47, 0.536_332_54, 0.051_445_99],
            [0.211_903_50, 0.680_699_55, 0.107_396_96],
            [0.088_302_46, 0.281_718_84, 0.629_978_70],
        ];
        const LAB: [[f64; 3]; 3] = [
            [0.210_454_26, 0.793_617_79, -0.004_072_05],
            [1.977_998_50, -2.428_592_21, 0.450_593_71],
            [0.025_904_04, 0.782_771_77, -0.808_675_77],
        ];
        let light = [color.r(), color.g(), color.b()].map(linear);
        let met = times(eyes, light).map(|channel| channel.clamp(0.0, 1.0));
        times(LAB, times(CONES, met).map(f64::cbrt))
    }

    fn times(matrix: [[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
        matrix.map(|[a, b, c]| a * x + b * y + c * z)
    }

    #[test]
    fn colour_blind_people_tell_options_apart() {
        /// The least distance of two colours; closer ones look the same at a glance.
        const APART: f64 = 0.03;
        for t in [&LIGHT, &DARK] {
            for eyes in EYES {
                let seen = t.options.map(|option| seen(option, eyes));
                for (index, one) in seen.iter().enumerate() {
                    for (other, two) in seen.iter().enumerate().skip(index + 1) {
                        let squares: f64 = one.iter().zip(two).map(|(a, b)| (a - b).powi(2)).sum();
                        let apart = squares.sqrt();
                        assert!(apart >= APART, "options {} and {}: {apart:.3}", index + 1, other + 1);
                    }
                }
            }
        }
    }
}
