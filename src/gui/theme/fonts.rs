//! Inter in three weights, and the icons.

use std::sync::Arc;

use egui::{
    FontData, FontDefinitions, FontFamily,
    epaint::text::{FontTweak, VariationCoords},
};

use super::tokens::{medium, semibold};

pub(super) fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let weights = [
        ("inter", FontFamily::Proportional, 400.0),
        ("inter-medium", medium(), 500.0),
        ("inter-semibold", semibold(), 600.0),
    ];
    for (name, family, weight) in weights {
        let tweak = FontTweak { coords: VariationCoords::new([(b"wght", weight)]), ..FontTweak::default() };
        let data = FontData::from_static(ttf_inter::REGULAR).tweak(tweak);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        let mut list = vec![name.to_owned()];
        list.extend(fallback.iter().cloned());
        fonts.families.insert(family, list);
    }
    ctx.set_fonts(fonts);
    // A family of its own: Inter has other glyphs at the same places. Hinting would look at all of its thousands of glyphs
    // before the first frame, and icons have no stems that gain by it; nor do they sit better a little lower.
    let mut icons = egui_material_icons::font_insert();
    icons.data.tweak.hinting = Some(false);
    icons.data.tweak.y_offset_factor = 0.0;
    ctx.add_font(icons);
}
