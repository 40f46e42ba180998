//! The report in a real browser, and what a validator of HTML says of it. `scripts/test` installs the browser, `scripts/clients` the
//! validator.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use weigh_in::decision::Decision;

use super::{page_of, records::ingest_service, tools};

/// A browser that shows no window, asks nobody and keeps nothing.
fn browser(folder: &Path) -> Option<Command> {
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        Command::new("sh")
            .args(["-c", &format!("command -v {name}")])
            .output()
            .is_ok_and(|found| found.status.success())
    });
    let Some(name) = found else {
        tools::missing("chromium");
        return None;
    };
    let mut browser = Command::new(name);
    let quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
    ];
    browser.args(quiet).arg(format!("--user-data-dir={}", folder.join("profile").display()));
    Some(browser)
}

fn written(folder: &Path, page: &str) -> PathBuf {
    let path = folder.join("report.html");
    fs::write(&path, page).unwrap();
    path
}

/// Runs the browser on the page, and returns what it logs.
fn shows(mut browser: Command, page: &Path, more: &[&str]) -> String {
    let ran = browser
        .args(more)
        .args(["--enable-logging=stderr", "--log-level=0"])
        .arg(format!("file://{}", page.display()))
        .output();
    let ran = ran.unwrap();
    let log = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{log}");
    log
}

/// The same record with text that tries to run and to load.
fn hostile() -> String {
    let title = "<img src=\"https://evil.example/x.png\" onerror=\"document.title='run'\">".to_owned();
    let context = "<script>document.title = 'run'; console.log('run')</script>\n\n\
                   <link rel=stylesheet href=//evil.example/x.css>\n\n\
                   </style><style>@import url(//evil.example/y.css);</style>"
        .to_owned();
    page_of(&Decision { title, context, ..ingest_service() })
}

#[test]
fn a_browser_loads_nothing_else_and_has_nothing_to_complain_of() {
    for page in [page_of(&ingest_service()), hostile()] {
        let folder = tempfile::tempdir().unwrap();
        let Some(browser) = browser(folder.path()) else { return };
        let net = folder.path().join("net.json");
        let pdf = folder.path().join("report.pdf");
        let page = written(folder.path(), &page);
        let log = shows(
            browser,
            &page,
            &[&format!("--log-net-log={}", net.display()), &format!("--print-to-pdf={}", pdf.display())],
        );
        assert!(!log.contains("CONSOLE"), "{log}");
        assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
        let requests = fs::read_to_string(net).unwrap();
        assert!(!requests.contains("evil.example"), "the page asks for something else");
    }
}

#[test]
fn what_the_browser_builds_is_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = browser(folder.path()) else { return };
    let page = written(folder.path(), &hostile());
    let built = browser.arg("--dump-dom").arg(format!("file://{}", page.display())).output().unwrap();
    let built = String::from_utf8_lossy(&built.stdout).into_owned();
    assert!(built.contains("<title>&lt;img src="), "{}", &built[..built.len().min(2_000)]);
    for element in ["<img", "<script", "<link", "@import url(//evil.example/y.css);</style>"] {
        assert!(!built.contains(element), "{element}");
    }
    // Nothing had to be closed or moved for the page to be whole.
    let count = |text: &str, what: &str| text.matches(what).count();
    let written = fs::read_to_string(&page).unwrap();
    for element in
        ["<section", "</section>", "<table", "<tbody", "<tr", "</td>", "<p", "</p>", "<li", "</svg>", "<article"]
    {
        assert_eq!(count(&built, element), count(&written, element), "{element}");
    }
}

#[test]
fn a_page_is_light_or_dark_as_the_screen_wants_it() {
    let pixels = |dark: bool| {
        let folder = tempfile::tempdir().unwrap();
        let browser = browser(folder.path())?;
        let page = written(folder.path(), &page_of(&ingest_service()));
        let shot = folder.path().join("shot.png");
        let shot_to = format!("--screenshot={}", shot.display());
        let scheme = format!("--blink-settings=preferredColorScheme={}", u8::from(!dark));
        shows(browser, &page, &[&shot_to, "--window-size=1000,1200", &scheme]);
        let mean =
            Command::new("convert").arg(&shot).args(["-colorspace", "Gray", "-format", "%[fx:mean]", "info:"]).output();
        let Ok(mean) = mean else {
            tools::missing("imagemagick");
            return None;
        };
        Some(String::from_utf8_lossy(&mean.stdout).trim().parse::<f64>().unwrap())
    };
    let (Some(light), Some(dark)) = (pixels(false), pixels(true)) else { return };
    assert!(light > 0.85 && dark < 0.25, "light {light}, dark {dark}");
}

#[test]
fn a_validator_of_html_finds_nothing() {
    let validator = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/clients/npm/node_modules/.bin/html-validate");
    if !validator.is_file() {
        let required = std::env::var("WEIGH_IN_CLIENTS").is_ok_and(|value| value == "required");
        assert!(!required, "html-validate is not installed; run scripts/clients");
        return tools::left_out("html-validate is not installed; run scripts/clients");
    }
    for page in [page_of(&ingest_service()), page_of(&super::records::titled("Use Go")), hostile()] {
        let folder = tempfile::tempdir().unwrap();
        let page = written(folder.path(), &page);
        let ran = Command::new(&validator)
            // Titles are as long as people make them.
            .args(["--rule", "long-title:off"])
            .arg(&page)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{told}");
    }
}
