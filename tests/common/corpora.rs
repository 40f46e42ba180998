//! Repositories with ADRs that the tests read.

use std::path::{Path, PathBuf};

/// A folder of repositories.
pub struct Corpora {
    pub folder: PathBuf,
    /// Whether people wrote them for their own work, by the hundred, and not we a few for the tests.
    pub is_real: bool,
}

/// The repositories that were written for the tests, and the real ones in `shared/corpora` beside this project or a folder around
/// it. It is said aloud where those are missing.
pub fn corpora() -> Vec<Corpora> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![Corpora { folder: here.join("tests/fixtures/repositories"), is_real: false }];
    let real = here.ancestors().map(|folder| folder.join("shared/corpora")).find(|folder| folder.is_dir());
    match real {
        Some(folder) => found.push(Corpora { folder, is_real: true }),
        None => super::tools::left_out("there are no real ADRs in shared/corpora beside this project"),
    }
    found
}
