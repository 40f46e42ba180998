//! The environment variables that name a repository, such as those that hooks are run with.

use super::process::Git;

/// The variables that belong to one repository, as `git rev-parse --local-env-vars` lists them.
const LOCAL: [&str; 16] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// The treatment of these variables for a run of git.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Environment {
    /// Kept, because they name the repository that is meant, or none. A hook that stages into its own commit needs
    /// them.
    Kept,
    /// Removed, because they name another one.
    Dropped,
}

impl Environment {
    pub(super) fn apply(self, git: Git) -> Git {
        match self {
            Self::Kept => git,
            Self::Dropped => git.without(&LOCAL),
        }
    }
}
