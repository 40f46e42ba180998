//! The form of an export: the place and the form of the ADR, its charts, its relations, and git.

use egui::Ui;

use super::{ExportState, clients, form_name, relations};
use crate::{
    chart::ChartKind,
    decision::{Decision, Edit, text::sentence},
    decision_log::PlanError,
    gui::{
        flows::export::{ExportContent, ExportForm, FormChoice, GitChoice, Planned},
        intent::{ExportIntent, Intent, LogIntent, PathIntent, PathUse},
        theme::tokens::{Tokens, Type, space},
        views::{Cx, problems, reveal::reveal_button},
        widgets::{ButtonKind, Field, Tone, button, callout, page_head, rich, secondary, select},
    },
    storage::commit_message,
};

/// Draws the reason why nothing can be exported while an id is used twice.
fn shared_id(ui: &mut Ui, decision: &Decision) {
    let why = decision.shared_id().map(|id| PlanError::SharedId(id.to_owned()).to_string());
    callout(ui, Tone::Bad, "This can't be written", &sentence(&why.unwrap_or_default()), |_| ());
}

/// Draws the form on the left.
pub fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    content: &ExportContent,
    form: &mut ExportForm,
    state: &mut ExportState,
    out: &mut Vec<Intent>,
) {
    page_head(ui, "Export", "One Markdown file in the folder where this repository keeps its decisions.");
    Field::line("Repository").hint("A folder with a git repository").edit(ui, &mut form.repository);
    ui.horizontal(|ui| {
        if button(ui, "Choose a folder…", ButtonKind::Secondary).clicked() {
            out.push(Intent::Path(PathIntent::Ask(PathUse::Repository)));
        }
        if button(ui, "Decision log…", ButtonKind::Quiet).clicked() {
            out.push(Intent::Log(LogIntent::Show));
        }
    });
    ui.add_space(space::S);
    // Near the top, since the button that writes is always on the screen.
    match &content.plan {
        // This holds for any repository, and while none is chosen yet.
        _ if cx.decision().shared_id().is_some() => shared_id(ui, cx.decision()),
        // The footer says what is missing.
        None => {}
        // An error of the template is shown at the field for the template.
        Some(Err(refused)) if refused.of_template && form.dialect == FormChoice::Own => {}
        Some(Err(refused)) => callout(ui, Tone::Bad, "This can't be written yet", &refused.words, |ui| {
            if cx.decision().is_blind() {
                reveal_button(ui, cx.decision(), out);
            }
        }),
        Some(Ok(planned)) => warnings(ui, cx, planned, state, out),
    }
    problems::of_adrs(ui, cx, out);
    let planned = content.planned();
    let path = planned.and_then(|planned| planned.plan.changes.first()).map(|change| change.path.clone());
    let adr = path.clone().unwrap_or_default();
    Field::line("Folder").hint(&adr.folder()).edit(ui, &mut form.folder);
    if let Some(planned) = planned {
        secondary(ui, &planned.folder);
    }
    ui.add_space(space::S);
    Field::line("File name").hint(adr.file_name()).edit(ui, &mut form.file);
    if path.is_some() {
        secondary(ui, "Leave a field empty to use the grey suggestion.");
    }
    ui.add_space(space::S);
    dialect(ui, form, content);
    ui.add_space(space::S);
    charts(ui, form, planned.map(AsRef::as_ref));
    ui.add_space(space::S);
    appendix(ui, cx.decision(), out);
    ui.add_space(space::S);
    relations::show(ui, cx.decision(), planned.map(AsRef::as_ref), &mut state.relating, out);
    ui.add_space(space::M);
    if let Some(planned) = planned {
        for_git(ui, cx.decision(), &mut form.git);
        ui.add_space(space::L);
        clients::show(ui, cx.decision(), &planned.sights, &mut state.shows_clients);
    }
    ui.add_space(space::XXL);
}

/// Draws the choice of the Markdown form, with a field for the path of a template.
fn dialect(ui: &mut Ui, form: &mut ExportForm, content: &ExportContent) {
    ui.label(rich("Format", Type::Secondary).color(Tokens::of(ui).secondary));
    let width = ui.available_width();
    let current = FormChoice::all().position(|choice| choice == form.dialect);
    let names = FormChoice::all().map(FormChoice::name);
    if let Some(picked) = select(ui, "Format", form.dialect.name(), names, current, width) {
        form.dialect = FormChoice::all().nth(picked).unwrap_or_default();
    }
    if form.dialect == FormChoice::Own {
        let refused = content.plan.as_ref().and_then(|plan| plan.as_ref().err()).filter(|refused| refused.of_template);
        let error = refused.map(|refused| refused.words.clone());
        Field::line("Template")
            .hint("docs/adr.md.jinja, from the root")
            .error(error.as_deref())
            .edit(ui, &mut form.template);
    } else if let Some(planned) = content.planned().filter(|_| form.dialect == FormChoice::AsFolder) {
        secondary(ui, format!("That is {}.", form_name(&planned.plan.export.dialect)));
    }
}

/// Draws the choice of charts that the ADR shows.
fn charts(ui: &mut Ui, form: &mut ExportForm, planned: Option<&Planned>) {
    ui.label(rich("Charts in the ADR, as SVG files beside it", Type::Secondary).color(Tokens::of(ui).secondary));
    let mut charts = shown_charts(form, planned);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for chart in ChartKind::ALL {
            let mut is_shown = charts.contains(&chart);
            if ui.checkbox(&mut is_shown, chart.name()).changed() {
                charts.retain(|other| *other != chart);
                charts.extend(is_shown.then_some(chart));
                form.charts = Some(charts.clone());
            }
        }
    });
}

/// Draws whether the ADR has an appendix.
fn appendix(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) {
    let mut wanted = decision.has_appendix;
    let checkbox = ui.checkbox(&mut wanted, "Appendix with all scores");
    if checkbox.on_hover_text("And how firm the result is").changed() {
        out.push(Intent::Edit(Edit::Appendix(wanted)));
    }
}

/// Returns the charts that people picked, or else those of the plan, in the order in which they are listed.
fn shown_charts(form: &ExportForm, planned: Option<&Planned>) -> Vec<ChartKind> {
    let mut charts = ChartKind::ALL.to_vec();
    if let Some(picked) = &form.charts {
        charts.retain(|chart| picked.contains(chart));
    } else {
        let words = planned.map(|planned| planned.plan.export.charts.as_slice()).unwrap_or_default();
        charts.retain(|chart| words.iter().any(|word| word == chart.as_str()));
    }
    charts
}

/// Draws warnings to be read before the ADR is written.
fn warnings(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, state: &mut ExportState, out: &mut Vec<Intent>) {
    let plan = &planned.plan;
    if let Some(again) = plan.again.as_ref().filter(|again| again.by_hand().next().is_some()) {
        let words = match (again.by_hand().count(), plan.undecided.len()) {
            (1, 0) => "One section.".to_owned(),
            (all, 0) => format!("{all} sections; it is said what becomes of each."),
            (_, 1) => format!("Say whose text stays in \"{}\".", plan.undecided[0]),
            (_, open) => format!("Say whose text stays in {open} sections."),
        };
        let tone = if plan.undecided.is_empty() { Tone::Accent } else { Tone::Warning };
        let look = callout(ui, tone, "People changed this ADR by hand", &words, |ui| {
            button(ui, "Look at them", ButtonKind::Secondary).clicked()
        });
        if look {
            state.shown = super::preview::PreviewPart::ByHand;
        }
        ui.add_space(space::XS);
    }
    if let Some(status) = plan.status {
        let words = format!("The record says {}.", cx.decision().status().name().to_lowercase());
        let take =
            callout(ui, Tone::Warning, &format!("The ADR says {}", status.name().to_lowercase()), &words, |ui| {
                button(ui, &format!("Set the record to {status}"), ButtonKind::Secondary).clicked()
            });
        if take {
            out.push(Intent::SetStatus(status));
        }
        ui.add_space(space::XS);
    }
    if let Some(not_kept) = &plan.not_kept {
        // Writing the ADR saves a record that has no file yet, so there is nothing to do and nothing to warn of.
        let has_file = cx.document.path().is_some();
        let tone = if has_file { Tone::Warning } else { Tone::Accent };
        let save = callout(ui, tone, "", not_kept, |ui| {
            has_file && {
                let button = button(ui, "Save a copy there", ButtonKind::Secondary);
                button.on_hover_text("Beside the ADR; you go on with that file").clicked()
            }
        });
        if save {
            out.push(Intent::Export(ExportIntent::SaveBeside));
        }
        ui.add_space(space::XS);
    }
    for warning in &plan.warnings {
        callout(ui, Tone::Warning, "", warning, |_| ());
        ui.add_space(space::XS);
    }
}

/// Draws the choice of what git does with the files. By default it does nothing.
fn for_git(ui: &mut Ui, decision: &Decision, git: &mut GitChoice) {
    ui.checkbox(&mut git.stage, "Add the files and the record to git");
    if git.stage {
        ui.checkbox(&mut git.commit, "and commit");
    }
    if git.stage && git.commit {
        Field::line("Commit message").hint(&commit_message(&decision.title)).edit(ui, &mut git.message);
        secondary(ui, "Nothing else is committed.");
    }
}
