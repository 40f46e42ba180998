//! Paths that people choose in the desktop's file window, or type where it cannot be shown.

use std::path::{Path, PathBuf};

use super::context::FlowContext;
use crate::gui::{
    dialogs::{Dialog, PathPrompt},
    file_picker::{PickerAnswer, typed_path, with_extension},
    intent::{
        BallotIntent, ChangeIntent, ChartIntent, Displace, EarlierCopy, ExportIntent, FileIntent, Intent, LogIntent,
        Occupied, PathIntent, PathUse, TableIntent,
    },
    session::Document,
    widgets::shown,
};

/// Carries out an intent; `suggested` is the path that a question starts with.
pub fn on(intent: PathIntent, suggested: String, cx: &mut FlowContext<'_>) {
    match intent {
        PathIntent::Ask(wanted) => browse(PathPrompt::new(wanted, suggested), cx),
        PathIntent::Use(wanted, path, occupied) => take_path(wanted, path, occupied, cx),
        PathIntent::Browse => {
            if let Some(Dialog::Path(prompt)) = cx.dialog.take() {
                browse(prompt, cx);
            }
        }
        PathIntent::Type => {
            if let Some(Dialog::FileWindow(prompt)) = cx.dialog.take() {
                *cx.dialog = Some(Dialog::Path(prompt));
            }
        }
    }
}

/// Asks the desktop for its file window. The dialog waits for it, so that there is never a file window and a field at once.
fn browse(prompt: PathPrompt, cx: &mut FlowContext<'_>) {
    let typed = typed_path(&prompt.text);
    // An empty field would become the folder that the program was started in.
    let at = if prompt.text.trim().is_empty() { usual_folder(cx) } else { typed };
    cx.services.picker.start(&prompt.wanted, &at, cx.frame, cx.ctx);
    *cx.dialog = Some(Dialog::FileWindow(prompt));
}

/// Returns the folder where files are looked for first: that of the record, the repository that the app was started in, the
/// folder of the record that was open last, or the home folder.
fn usual_folder(cx: &FlowContext<'_>) -> PathBuf {
    let path = cx.document().and_then(Document::path);
    path.and_then(Path::parent)
        .map(Path::to_owned)
        .or_else(|| cx.services.here.clone())
        .or_else(|| cx.folder_of_recent())
        .or_else(|| etcetera::home_dir().ok())
        .unwrap_or_default()
}

/// Reports whether the window has had the keyboard focus since the last frame. An event is checked too, since no frame is drawn
/// while another window covers this one.
fn keeps_keys(input: &egui::InputState) -> bool {
    input.focused && !input.events.contains(&egui::Event::WindowFocused(false))
}

/// Reports whether people do anything in the window: press a key, click, paste, or enter text.
fn is_used(input: &egui::InputState) -> bool {
    use egui::Event::{Ime, Key, Paste, PointerButton, Text};
    let does = |event: &egui::Event| {
        matches!(event, Key { pressed: true, .. } | PointerButton { pressed: true, .. } | Text(_) | Paste(_) | Ime(_))
    };
    input.events.iter().any(does)
}

/// Takes the answer of the file window, if there is one. Closes the window if its dialog is gone.
pub fn poll_picker(cx: &mut FlowContext<'_>) {
    let has_keys = cx.ctx.input(keeps_keys);
    match cx.dialog {
        Some(Dialog::FileWindow(_)) => {}
        // People who use the field have chosen it, and a file window that appears later would take the keyboard focus from them.
        Some(Dialog::Path(prompt)) if prompt.is_window_late => {
            // The click that brings this window to the front is not meant for the field yet.
            prompt.is_window_late = !has_keys || !cx.ctx.input(is_used);
            if !prompt.is_window_late {
                return cx.services.picker.close();
            }
        }
        // The dialog that waits for the file window is gone, so the file window goes too.
        _ => return cx.services.picker.close(),
    }
    let Some(picked) = cx.services.picker.poll(has_keys, cx.ctx) else { return };
    let Some(Dialog::FileWindow(mut prompt) | Dialog::Path(mut prompt)) = cx.dialog.take() else { return };
    prompt.is_window_late = picked == PickerAnswer::Late;
    cx.ctx.request_repaint();
    match picked {
        PickerAnswer::Paths(paths) if prompt.wanted == PathUse::ImportBallots => {
            cx.send(Intent::Ballots(BallotIntent::Read(paths, Displace::Refuse)));
        }
        PickerAnswer::Paths(paths) => {
            let Some(path) = paths.into_iter().next() else { return };
            // The desktop's window has asked about replacing a file, but only under the name without the extension that is added
            // here.
            let is_whole = with_extension(path.clone(), &prompt.wanted) == path;
            let occupied = if is_whole { Occupied::Replace } else { Occupied::Ask };
            take_path(prompt.wanted, path, occupied, cx);
        }
        PickerAnswer::Cancelled if prompt.wanted == PathUse::ImportTable => cx.send(Intent::Table(TableIntent::Ask)),
        PickerAnswer::Cancelled => {}
        PickerAnswer::Elsewhere(address) => {
            prompt.error = Some(shown(format!("{address} has no path on this machine. Choose another place.")));
            *cx.dialog = Some(Dialog::Path(prompt));
        }
        PickerAnswer::NotShown => {
            prompt.no_file_window = true;
            *cx.dialog = Some(Dialog::Path(prompt));
        }
        PickerAnswer::Late => *cx.dialog = Some(Dialog::Path(prompt)),
        PickerAnswer::Come => *cx.dialog = Some(Dialog::FileWindow(prompt)),
    }
}

fn take_path(wanted: PathUse, path: PathBuf, occupied: Occupied, cx: &mut FlowContext<'_>) {
    // An absolute path, so that the file of the record is recognised however it was typed.
    let path = with_extension(std::path::absolute(&path).unwrap_or(path), &wanted);
    // Saving over the record's own file is compared with it, so it needs no agreement to replace.
    let is_own = matches!(wanted, PathUse::Save(_)) && cx.document().and_then(Document::path) == Some(path.as_path());
    let may_replace =
        matches!(wanted, PathUse::Save(_) | PathUse::Table(_) | PathUse::Chart(_) | PathUse::Report) && !is_own;
    if may_replace && occupied == Occupied::Ask && path.exists() {
        return ask_to_replace(wanted, path, cx);
    }
    cx.send(match wanted {
        // People were asked about their changes before they were asked for the path.
        PathUse::Open => Intent::WithoutSaving(Box::new(Intent::File(FileIntent::Open(path, None)))),
        PathUse::Repository => Intent::Export(ExportIntent::Into(path)),
        PathUse::Log => Intent::Log(LogIntent::Choose(path)),
        PathUse::ExportBallot => Intent::Ballots(BallotIntent::Export(path)),
        PathUse::ImportBallots => Intent::Ballots(BallotIntent::Read(vec![path], Displace::Refuse)),
        PathUse::ImportTable => Intent::Table(TableIntent::Read(path)),
        PathUse::Table(kind) => Intent::Table(TableIntent::Write(kind, path)),
        PathUse::CompareWith => Intent::Change(ChangeIntent::Since(EarlierCopy::File(path))),
        PathUse::Chart(chart) => Intent::Chart(ChartIntent::Write(chart, path)),
        PathUse::Report => Intent::WriteReport(path),
        PathUse::Save(next) => Intent::File(FileIntent::SaveTo(path, next)),
    });
}

fn ask_to_replace(wanted: PathUse, path: PathBuf, cx: &mut FlowContext<'_>) {
    let mut prompt = PathPrompt::new(wanted, path.display().to_string());
    prompt.error = Some("There is a file of this name already. Choose another name, or replace it.".to_owned());
    prompt.replace = Some(path);
    *cx.dialog = Some(Dialog::Path(prompt));
}

/// Opens the file that was dropped on the window.
pub fn take_dropped(cx: &mut FlowContext<'_>) {
    let dropped = cx.ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = dropped.filter(|path| !path.as_os_str().is_empty()) {
        cx.send(Intent::File(FileIntent::Open(path, None)));
    }
}
