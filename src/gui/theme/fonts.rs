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
    // A family of its own: Inter has other glyphs at the same places.
    egui_material_icons::initialize(ctx);
}
