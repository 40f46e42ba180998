//! egui's own widgets, in the app's tokens.

use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Visuals,
    style::{HandleShape, ScrollStyle, Selection, WidgetVisuals, Widgets},
    vec2,
};

use super::tokens::{Tokens, Type, size, space};

pub(super) fn style(t: &Tokens) -> Style {
    let mut style = Style {
        text_styles: [
            (TextStyle::Heading, Type::Section.font()),
            (TextStyle::Body, Type::Body.font()),
            (TextStyle::Button, FontId::new(13.5, super::tokens::medium())),
            (TextStyle::Small, Type::Secondary.font()),
            (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
        ]
        .into(),
        visuals: visuals(t),
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(space::M, 6.0);
    // Rows start at the height of a control, so that everything in them is centred on one line.
    spacing.interact_size = vec2(24.0, size::CONTROL);
    spacing.slider_rail_height = 4.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.menu_margin = Margin::same(6);
    spacing.menu_width = 260.0;
    spacing.combo_height = 320.0;
    spacing.tooltip_width = 340.0;
    spacing.scroll = ScrollStyle { floating: true, bar_width: 8.0, ..ScrollStyle::floating() };
    style.interaction.selectable_labels = false;
    style.animation_time = super::tokens::MOTION;
    style
}

fn visuals(t: &Tokens) -> Visuals {
    let base = if t.dark { Visuals::dark() } else { Visuals::light() };
    let mut active = widget(t.sunken, t.accent, t.text);
    // egui draws a widget with the keyboard focus as active, so the edge of that state is the focus ring.
    active.bg_stroke = Stroke::new(size::FOCUS, t.accent);
    Visuals {
        widgets: Widgets {
            noninteractive: widget(t.surface, t.line, t.text),
            inactive: widget(t.surface, t.edge, t.text),
            hovered: widget(t.sunken, t.secondary, t.text),
            active,
            open: widget(t.sunken, t.secondary, t.text),
        },
        selection: Selection { bg_fill: t.accent_soft, stroke: Stroke::new(size::FOCUS, t.accent) },
        hyperlink_color: t.accent,
        faint_bg_color: t.sunken,
        extreme_bg_color: t.surface,
        code_bg_color: t.sunken,
        warn_fg_color: t.warning,
        error_fg_color: t.bad,
        window_corner_radius: CornerRadius::same(size::CARD_RADIUS),
        window_shadow: egui::Shadow { offset: [0, 8], blur: 32, ..t.shadow },
        window_fill: t.surface,
        window_stroke: Stroke::new(1.0, t.line),
        menu_corner_radius: CornerRadius::same(size::RADIUS),
        panel_fill: t.background,
        popup_shadow: egui::Shadow { offset: [0, 6], blur: 20, ..t.shadow },
        weak_text_color: Some(t.secondary),
        override_text_color: None,
        slider_trailing_fill: true,
        handle_shape: HandleShape::Circle,
        striped: false,
        // A blinking caret would draw two frames a second for as long as a field has the focus.
        text_cursor: egui::style::TextCursorStyle {
            stroke: Stroke::new(2.0, t.accent),
            blink: false,
            ..base.text_cursor.clone()
        },
        ..base
    }
}

/// Returns the look of widgets in one of their states.
fn widget(fill: Color32, edge: Color32, text: Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: CornerRadius::same(size::RADIUS),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    }
}
