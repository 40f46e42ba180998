//! Templates: those in the program, the user's own, and those of a repository.

use std::{
    fs, io,
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
    decision::{Decision, InvalidId, text::slug},
    template::Template,
};

/// What the names of template files end in, behind a dot.
pub const EXTENSION: &str = "template.ron";

/// Where a team keeps its templates, from the root of its repository.
pub const REPOSITORY_FOLDER: &str = ".weigh-in/templates";

const BUILT_IN: [&str; 3] = [
    include_str!("../../templates/rust-or-go.template.ron"),
    include_str!("../../templates/which-language.template.ron"),
    include_str!("../../templates/blank.template.ron"),
];

/// The templates that come with the program, in the order in which they are offered.
#[must_use]
pub fn built_in() -> &'static [Template] {
    static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| BUILT_IN.map(read_built_in).to_vec());
    &TEMPLATES
}

/// A decision to explore, as a record of its own with this id: three members, their scores, what they chose, and why.
///
/// # Errors
/// [`ReadError`] never, as a test tells: the file is a part of the program.
pub fn sample(id: String) -> Result<Decision, ReadError> {
    let loaded = parse(include_str!("../../templates/sample.decision.ron"))?;
    Ok(Decision { id, ..loaded.decision })
}

#[expect(clippy::expect_used, reason = "the files are a part of the program, and a test reads each")]
fn read_built_in(text: &str) -> Template {
    parse_template(text).expect("a template of the program can be read")
}

/// Where users keep their own templates: in the folder of the app's settings.
#[must_use]
pub fn user_folder() -> Option<PathBuf> {
    config_folder().map(|folder| folder.join("templates"))
}

/// The templates in a folder, by file name. Those that cannot be read come with the reason. A folder that does not
/// exist holds none.
#[must_use]
pub fn load_folder(dir: &Path) -> Vec<(PathBuf, Result<Template, ReadError>)> {
    let paths = match template_files(dir) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            let error = ReadError::new(format!("the folder could not be read: {error}"), "Check its permissions.");
            return vec![(dir.to_owned(), Err(error.in_file(dir)))];
        }
    };
    paths.into_iter().map(|path| (path.clone(), load_template(&path))).collect()
}

/// Reads a template from a file.
///
/// # Errors
/// [`ReadError`] where there is no file, or no template in it.
pub fn load_template(path: &Path) -> Result<Template, ReadError> {
    read_text(path).and_then(|text| parse_template(&text)).map_err(|error| error.in_file(path))
}

fn template_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let suffix = format!(".{EXTENSION}");
    let paths: io::Result<Vec<PathBuf>> = fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths?;
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&suffix)));
    paths.sort();
    Ok(paths)
}

/// Writes a template into a folder, which is made if need be, as a file named after its id.
///
/// # Errors
/// [`WriteError`] where the template's id makes no file name, where another template is in the way and `overwrite` is
/// not set, and where the disk refuses.
pub fn save_template(dir: &Path, template: &Template, overwrite: bool) -> Result<PathBuf, WriteError> {
    let path = dir.join(format!("{}.{EXTENSION}", slug(&template.id, usize::MAX)));
    let fail = |error| WriteError::new(&path, error);
    let text = template_to_ron(template);
    // The id is the only text in a template that can make the file unreadable.
    if parse_template(&text).is_err() {
        return Err(fail(io::Error::new(io::ErrorKind::InvalidInput, InvalidId(template.id.clone()))));
    }
    let replaces = overwrite || load_template(&path).ok().as_ref() == Some(template);
    let write = if replaces { atomic::write } else { atomic::create };
    fs::create_dir_all(dir).and_then(|()| write(&path, readable_size(text)?.as_bytes())).map_err(fail)?;
    Ok(path)
}
