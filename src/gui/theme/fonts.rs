//! The fonts: Inter in three weights, Hack for code, and the icons. `scripts/fonts` made the files from their sources.

use std::sync::Arc;

use egui::{
    FontData, FontDefinitions, FontFamily,
    epaint::text::{FontTweak, VariationCoords},
};

use super::{
    icons,
    tokens::{medium, semibold},
};

static ICONS: &[u8] = include_bytes!("../../../assets/fonts/icons.ttf");

pub(super) fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let weights = [
        ("inter", FontFamily::Proportional, 400.0),
        ("inter-medium", medium(), 500.0),
        ("inter-semibold", semibold(), 600.0),
    ];
    for (name, family, weight) in weights {
        let tweak = FontTweak { coords: VariationCoords::new([(b"wght", weight)]), ..FontTweak::default() };
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(crate::png::INTER).tweak(tweak)));
        fonts.families.insert(family, vec![name.to_owned()]);
    }
    let hack = FontData::from_static(epaint_default_fonts::HACK_REGULAR);
    fonts.font_data.insert("hack".to_owned(), Arc::new(hack));
    // Inter comes second, for characters that Hack lacks, such as roots and fractions.
    fonts.families.insert(FontFamily::Monospace, vec!["hack".to_owned(), "inter".to_owned()]);
    // Hinting sharpens the stems of letters, which icons do not have.
    let tweak = FontTweak { hinting: Some(false), ..FontTweak::default() };
    fonts.font_data.insert(icons::FAMILY.to_owned(), Arc::new(FontData::from_static(ICONS).tweak(tweak)));
    fonts.families.insert(FontFamily::Name(icons::FAMILY.into()), vec![icons::FAMILY.to_owned()]);
    ctx.set_fonts(fonts);
}
