//! Templates: those in the program, the user's own, and those of a repository.

use std::{
    fs::{self, DirEntry},
    io,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use super::{
    ReadError, WriteError, atomic,
    decision_file::{read_text, readable_size},
    parse, parse_template,
    settings::config_folder,
    template_to_ron,
};
use crate::{
    decision::{Decision, text::slug},
    template::Template,
};

/// Extension of template files, without the leading dot.
pub const EXTENSION: &str = "template.ron";

/// Folder of a team's templates, from the root of its repository.
pub const REPOSITORY_FOLDER: &str = ".weigh-in/templates";

const BUILT_IN: [&str; 3] = [
    include_str!("../../templates/rust-or-go.template.ron"),
    include_str!("../../templates/which-language.template.ron"),
    include_str!("../../templates/blank.template.ron"),
];

/// Returns the templates that come with the program, in the order in which they are offered.
#[must_use]
pub fn built_in() -> &'static [Template] {
    static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| BUILT_IN.map(read_built_in).to_vec());
    &TEMPLATES
}

/// Returns a decision to explore, as a record of its own with this id: three members, their scores, what they chose,
/// and why.
///
/// # Errors
/// [`ReadError`] never: the file is a part of the program, and a test reads it.
pub fn sample(id: String) -> Result<Decision, ReadError> {
    let loaded = parse(include_str!("../../templates/sample.decision.ron"))?;
    Ok(Decision { id, ..loaded.decision })
}

#[expect(clippy::expect_used, reason = "the files are a part of the program, and a test reads each")]
fn read_built_in(text: &str) -> Template {
    parse_template(text).expect("a template of the program can be read")
}

/// Returns the folder of the user's own templates, in the folder of the app's settings; `None` for a user without a
/// home.
#[must_use]
pub fn user_folder() -> Option<PathBuf> {
    config_folder().map(|folder| folder.join("templates"))
}

/// A template file, with its template or the reason why it cannot be read.
pub type Found = (PathBuf, Result<Template, ReadError>);

/// Maximum number of templates that are read from a folder.
const MOST: usize = 200;

/// Reads the templates in a folder of the user's own, sorted by file name. Those that cannot be read are listed with
/// the reason. A folder that does not exist holds none. Links are followed.
#[must_use]
pub fn load_folder(dir: &Path) -> Vec<Found> {
    loaded(dir, &|_| true)
}

/// Reads the templates in a folder of a repository, as [`load_folder`] does. Links are not followed: they may lead out
/// of it.
#[must_use]
pub fn load_repository_folder(dir: &Path) -> Vec<Found> {
    loaded(dir, &|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
}

fn loaded(dir: &Path, is_read: &dyn Fn(&DirEntry) -> bool) -> Vec<Found> {
    let mut paths = match template_files(dir, is_read) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            return vec![unread(dir, format!("the folder could not be read: {error}"), "Check its permissions.")];
        }
    };
    let left_out = (paths.len() > MOST).then(|| {
        let what = format!("only the first {MOST} of its {} templates were read", paths.len());
        unread(dir, what, "Take some out.")
    });
    paths.truncate(MOST);
    paths.into_iter().map(|path| (path.clone(), load_template(&path))).chain(left_out).collect()
}

/// Returns an entry with what is wrong with the folder instead of a template.
fn unread(dir: &Path, what: String, advice: &'static str) -> Found {
    (dir.to_owned(), Err(ReadError::new(what, advice).in_file(dir)))
}

/// Reads a template from a file.
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or holds no template.
pub fn load_template(path: &Path) -> Result<Template, ReadError> {
    read_text(path).and_then(|text| parse_template(&text)).map_err(|error| error.in_file(path))
}

fn template_files(dir: &Path, is_read: &dyn Fn(&DirEntry) -> bool) -> io::Result<Vec<PathBuf>> {
    let suffix = format!(".{EXTENSION}");
    let entries = fs::read_dir(dir)?.collect::<io::Result<Vec<DirEntry>>>()?;
    let named = entries.iter().filter(|entry| entry.file_name().to_string_lossy().ends_with(&suffix));
    let mut paths: Vec<PathBuf> = named.filter(|entry| is_read(entry)).map(DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}

/// Writes a template into a folder, which is created if necessary, as a file named after its id.
///
/// # Errors
/// [`WriteError`] if the template could not be read again, if another template has the file name and `overwrite` is not
/// set, and if the disk refuses.
pub fn save_template(dir: &Path, template: &Template, overwrite: bool) -> Result<PathBuf, WriteError> {
    let path = dir.join(format!("{}.{EXTENSION}", slug(&template.id, usize::MAX)));
    let text = template_to_ron(template);
    // A record may have what a template cannot, such as more of something than is read.
    if let Err(unreadable) = parse_template(&text) {
        return Err(WriteError::new(&path, unreadable.as_refusal()));
    }
    // Writing the same template again changes nothing, so no permission is needed.
    let replaces = overwrite || load_template(&path).ok().as_ref() == Some(template);
    let write = if replaces { atomic::write } else { atomic::create };
    let written = fs::create_dir_all(dir).and_then(|()| write(&path, readable_size(text)?.as_bytes()));
    written.map_err(|error| WriteError::new(&path, error))?;
    Ok(path)
}
