//! Tools of the system that some tests take, and what becomes of a test where one is missing.

#![allow(dead_code, unreachable_pub, reason = "every test file is a crate of its own, and none uses all of this")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output},
};

/// A tool that scripts/test installs is missing. Where `WEIGH_IN_TOOLS` is `required`, the test fails; else it is left out,
/// aloud.
pub fn missing(tool: &str) {
    let required = std::env::var("WEIGH_IN_TOOLS").is_ok_and(|value| value == "required");
    assert!(!required, "{tool} is not installed; scripts/test installs it");
    left_out(&format!("{tool} is not installed; scripts/test installs it"));
}

/// The machine does not allow what the test takes. Said on the error output itself, which no test run swallows.
pub fn left_out(why: &str) {
    let _ = writeln!(std::io::stderr(), "left out: {why}");
}

/// Git in a folder, as nobody has set it up.
pub fn git(folder: &Path, arguments: &[&str]) -> Output {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{who}_NAME"), "Ana").env(format!("GIT_{who}_EMAIL"), "ana@example.org");
    }
    git.output().unwrap()
}

/// The same, where git has to succeed; gives what it says.
#[track_caller]
pub fn git_does(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "git {arguments:?}: {out}{err}");
    out + &err
}

/// Runs one test of this program again as a user who may write nowhere but in a folder of their own: root may write
/// everywhere.
#[cfg(unix)]
pub fn again_as_nobody(test: &str) {
    use std::{fs, os::unix::fs::PermissionsExt as _};
    const AGAIN: &str = "WEIGH_IN_TEST_AGAIN";
    assert!(std::env::var_os(AGAIN).is_none(), "nobody may write everywhere as well");
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    // Where it was built may be closed to others.
    let program = folder.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let ran = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&program)
        .args(["--exact", test])
        .env(AGAIN, "1")
        .envs(["TMPDIR", "HOME", "XDG_RUNTIME_DIR"].map(|name| (name, folder.path())))
        .current_dir(folder.path())
        .output();
    let Ok(ran) = ran else { return missing("setpriv") };
    let (told, trouble) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    if trouble.starts_with("setpriv: ") {
        return left_out(&format!("no other user can be taken here: {}", trouble.trim()));
    }
    assert!(ran.status.success() && told.contains("1 passed"), "as nobody: {told}\n{trouble}");
}
