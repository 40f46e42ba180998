//! The templates of a repository.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{contained_path::inside, folder::repository_root};
use crate::{
    decision::{Decision, Place, Problem, ProblemCode, Profile, Severity},
    storage::{
        atomic,
        templates::{self, Found, REPOSITORY_FOLDER, load_repository_folder},
    },
};

/// Returns the templates of a repository, each with its content or the reason why it cannot be read; none that is
/// outside of the repository.
#[must_use]
pub fn repository_templates(root: &Path) -> Vec<Found> {
    inside(root, REPOSITORY_FOLDER).map(|folder| load_repository_folder(&folder)).unwrap_or_default()
}

/// Returns the profiles of the template that a record was started from: one of the program, of the user, or of the repository of its file.
/// There are none if the template is not here.
#[must_use]
pub fn profiles_of_template(decision: &Decision, decision_file: &Path) -> Vec<Arc<Profile>> {
    let id = decision.template.as_deref();
    id.and_then(|id| TemplatesAtHand::default().profiles(id, decision_file).map(<[_]>::to_vec)).unwrap_or_default()
}

/// The available templates, for checks of many records: those of the user and of each repository are read once, when
/// the first record asks for one that the program does not have.
#[derive(Default)]
pub(super) struct TemplatesAtHand {
    of_user: Option<Vec<Found>>,
    of_repositories: HashMap<PathBuf, Vec<Found>>,
}

impl TemplatesAtHand {
    /// Returns a problem if the template that a record names is not available, else for the profiles that neither the
    /// record nor its template has.
    ///
    /// The template may be one of the program, of the user, or of the repository of the record's file. None of the
    /// problems is an error: another machine may have other templates, and the record works without them.
    pub(super) fn check(&mut self, decision: &Decision, decision_file: &Path) -> Vec<Problem> {
        let Some(id) = &decision.template else { return Vec::new() };
        if let Some(profiles) = self.profiles(id, decision_file) {
            return decision.unknown_profiles(profiles, Severity::Warning);
        }
        let what = format!("The record was started from the template `{id}`, which is not here.");
        let advice = format!("Put it into `{REPOSITORY_FOLDER}` of the repository, or correct the id.");
        vec![Problem::warning(ProblemCode::UnknownId, Place::Record, what, advice).at("template")]
    }

    /// Returns the profiles of the template with this id; `None` if it is not available.
    fn profiles(&mut self, id: &str, decision_file: &Path) -> Option<&[Arc<Profile>]> {
        if let Some(found) = templates::built_in().iter().find(|template| template.id == id) {
            return Some(&found.profiles);
        }
        let of_user = self.of_user.get_or_insert_with(|| {
            templates::user_folder().into_iter().flat_map(|folder| templates::load_folder(&folder)).collect()
        });
        if let Some(profiles) = profiles_of(of_user, id) {
            return Some(profiles);
        }
        let root = repository_root(atomic::folder_of(decision_file))?;
        let of_repository = self.of_repositories.entry(root).or_insert_with_key(|root| repository_templates(root));
        profiles_of(of_repository, id)
    }
}

fn profiles_of<'t>(found: &'t [Found], id: &str) -> Option<&'t [Arc<Profile>]> {
    let mut templates = found.iter().filter_map(|(_, template)| template.as_ref().ok());
    templates.find(|template| template.id == id).map(|template| template.profiles.as_slice())
}
