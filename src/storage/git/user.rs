//! The person at the machine, as git knows them.

use std::path::Path;

use super::{environment::Environment, look::look};
use crate::decision::text::{is_blank, single_line};

/// Returns the name that git's configuration has for the author of commits in a folder, inside or outside a repository.
/// Returns `None` if it has no name, or git gives no answer.
pub(in crate::storage) fn user_name(folder: &Path) -> Option<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // A hook's environment may name another repository, which the record has nothing to do with.
    let said = look(folder, Environment::Dropped).args(["config", "--get", "user.name"]).output().ok()?;
    let name = single_line(String::from_utf8_lossy(&said).trim());
    (!is_blank(&name)).then_some(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]
mod tests {
    use std::process::Command;

    use super::*;

    fn git(folder: &Path, arguments: &[&str]) {
        assert!(Command::new("git").arg("-C").arg(folder).args(arguments).status().unwrap().success());
    }

    #[test]
    fn it_is_the_one_of_the_repository_around_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "--quiet"]);
        git(folder.path(), &["config", "user.name", " Ana Ruiz "]);
        let inner = folder.path().join("docs");
        std::fs::create_dir(&inner).unwrap();
        assert_eq!(user_name(&inner).as_deref(), Some("Ana Ruiz"));
        git(folder.path(), &["config", "user.name", "\u{200B}"]);
        assert_eq!(user_name(&inner), None);
        assert_eq!(user_name(&folder.path().join("nowhere")), None);
    }
}
