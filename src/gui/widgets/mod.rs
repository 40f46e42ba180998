//! The building blocks of views: text in the type scale, buttons, fields, and the controls that only this app has.

mod accessible;
mod bars;
mod button;
mod date_field;
mod edit_menu;
mod field;
mod focus;
mod layout;
mod lock;
mod look_alikes;
mod markdown;
mod menu;
mod radio;
mod score;
mod swing;
mod text;

pub use self::{
    accessible::{name_around, name_part, picture, read_out, say},
    bars::{LeadWidths, difference_bar, lead_bar, stability_bar, stacked_bar, tornado_bar, total_axis, total_dot},
    button::{ButtonKind, button, button_enabled, icon_button, segmented, select},
    date_field::date_field,
    edit_menu::field_menu,
    field::{Field, REMOVE, list_field, name_list_field, names, remove_button},
    focus::{
        focus_first, focus_ring, focus_wanted, follow_focus, is_opening, is_wanted, keep_focus_around, page_id,
        want_focus,
    },
    layout::{at_the_end, callout, card, empty_state, page_head, row_lifted, two_columns, two_forms},
    lock::{look_locked, looks_locked, tell_lock, with_lock},
    look_alikes::look_alikes,
    markdown::{MarkdownCache, markdown, markdown_source},
    menu::{context_menu, focus_after_menu, focuses_first_item, keep_focus_around_menus, menu_item, open_by_key},
    radio::draw_radio,
    score::{ScorePicker, VoteChange, VoteFaces, dashed, score_chip, score_has_focus},
    swing::{SWING_NUMBER, number_field, swing_slider},
    text::{
        Tone, announce, body, chip, clamped, cut_in_the_middle, label, legend, paint_mark, paragraph, rich, secondary,
        section, shown, spoken, strong, swatch, title,
    },
};
