//! Screen-reader support beyond the names of controls: headings, the names of menus and dialogs, and announcements.

use egui::{
    Color32, Id, Rect, Response, Sense, Ui, UiKind,
    accesskit::{Live, Role},
    vec2,
};

use crate::gui::theme::icons::Icon;

/// Makes a label a heading.
pub(super) fn heading(response: Response, words: &str) -> Response {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        // A label has its words as its value, and a heading as its name.
        node.clear_value();
        node.set_label(words);
    });
    response
}

/// Names the menu or the dialog that this part of the screen is in.
pub fn name_around(ui: &Ui, kind: UiKind, name: &str) {
    if let Some(around) = ui.stack().iter().find(|around| around.kind() == Some(kind)) {
        ui.ctx().accesskit_node_builder(around.unique_id, |node| node.set_label(name));
    }
}

/// Says what the parts of this part of the screen are together, such as a list of something.
pub fn name_part(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// Has the words of a label read out whenever they change.
pub fn read_out(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// Has words read out that stand nowhere as a whole, once they are new; at once if they are `urgent`.
pub fn say(ui: &Ui, id: Id, words: &str, urgent: bool) {
    let response = ui.interact(Rect::from_min_size(ui.cursor().min, egui::Vec2::ZERO), id, Sense::hover());
    let (role, live) = if urgent { (Role::Alert, Live::Assertive) } else { (Role::Status, Live::Polite) };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, words));
    response.ctx.accesskit_node_builder(id, |node| node.set_live(live));
}

/// Draws a picture beside words that say the same, so it is nothing to be read out.
pub fn picture(ui: &mut Ui, icon: Icon, size: f32, color: Color32) {
    let font = icon.font(size);
    let (rect, _) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon.as_str(), font, color);
}
