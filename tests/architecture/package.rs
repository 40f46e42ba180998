//! What a package installs: `scripts/package --check` tries it in earnest.

use std::{fs, path::Path, process::Command};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Runs a program that checks a file, if it is installed.
fn is_valid(program: &str, arguments: &[&str]) {
    match Command::new(program).args(arguments).current_dir(root()).output() {
        Ok(output) => assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stdout)),
        Err(_) => super::tools::missing(program),
    }
}

#[test]
fn the_desktop_entry_and_the_metadata_are_valid_and_agree() {
    is_valid("desktop-file-validate", &["assets/linux/weigh-in.desktop"]);
    let metadata = "assets/linux/weigh-in.metainfo.xml";
    is_valid("appstreamcli", &["validate", "--no-net", "--override", "cid-desktopapp-is-not-rdns=info", metadata]);
    let (entry, metadata, types) =
        (read("assets/linux/weigh-in.desktop"), read(metadata), read("assets/linux/weigh-in.xml"));
    let mime = "application/x-weigh-in-decision";
    assert!(entry.contains(&format!("\nMimeType={mime};\n")) && entry.contains("\nExec=weigh-in %f\n"));
    assert!(
        metadata.contains(&format!("<mediatype>{mime}</mediatype>")) && types.contains(&format!("type=\"{mime}\""))
    );
    assert!(read("assets/linux/weigh-in.thumbnailer").contains(&format!("\nMimeType={mime};\n")));
    assert!(types.contains(&format!("*.{}", weigh_in::storage::EXTENSION)));
    assert!(types.contains(&format!("*.{}", weigh_in::storage::BALLOT_EXTENSION)));
    assert!(metadata.contains(&format!("<release version=\"{}\"", env!("CARGO_PKG_VERSION"))));
    let class = "\nStartupWMClass=weigh-in\n";
    assert!(entry.contains(class) && read("src/gui/mod.rs").contains(".with_app_id(\"weigh-in\")"));
}

#[test]
fn the_icon_is_there_in_every_size() {
    for size in [16_u32, 22, 24, 32, 48, 64, 128, 256, 512] {
        let bytes = fs::read(root().join(format!("assets/icon/weigh-in-{size}.png"))).unwrap();
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((&bytes[1..4], number(16), number(20)), (&b"PNG"[..], size, size));
    }
    for file in ["assets/windows/weigh-in.ico", "assets/macos/weigh-in.icns"] {
        assert!(fs::metadata(root().join(file)).unwrap().len() > 10_000, "{file}");
    }
    // The icon is in the app's colours, and in the orange of the set that those of the options are made from.
    let icon = read("assets/icon/weigh-in.svg");
    let tokens = read("src/gui/theme/tokens.rs") + &read("src/chart/palette.rs");
    assert!(icon.contains("#E69F00"));
    for color in ["2B_5FD9", "A9_C4EF", "FF_FFFF"] {
        assert!(tokens.contains(color) && icon.contains(&format!("#{}", color.replace('_', ""))), "{color}");
    }
}

#[test]
fn what_the_package_holds_is_there_and_every_command_has_its_page() {
    let manifest = read("Cargo.toml");
    let (_, deb) = manifest.split_once("[package.metadata.deb]").unwrap();
    let (_, assets) = deb.split_once("assets = [").unwrap();
    let (assets, _) = assets.split_once("\n]").unwrap();
    let mut made = 0;
    for line in assets.lines().filter(|line| !line.trim().is_empty()) {
        let file = line.split('"').nth(1).unwrap();
        if file.starts_with("target/") {
            made += 1;
        } else {
            assert!(root().join(file).is_file(), "{file}");
        }
    }
    assert_eq!(made, 5, "the program, its pages and its completions");
    let script = read("scripts/package");
    let (_, commands) = script.split_once("for command in ").unwrap();
    let (commands, _) = commands.split_once(';').unwrap();
    let mut documented: Vec<&str> = commands.split_whitespace().collect();
    documented.sort_unstable();
    let cli = <weigh_in::cli::Cli as clap::CommandFactory>::command();
    let mut known: Vec<&str> =
        cli.get_subcommands().filter(|c| !c.is_hide_set()).map(clap::Command::get_name).collect();
    known.sort_unstable();
    assert_eq!(documented, known);
}

#[test]
fn workflows_pin_what_they_use_may_do_little_and_build_with_the_oldest_rust() {
    let rust = read("Cargo.toml");
    let (_, rust) = rust.split_once("\nrust-version = \"").unwrap();
    let rust = rust.split('"').next().unwrap();
    for name in ["ci", "release"] {
        let workflow = read(&format!(".github/workflows/{name}.yml"));
        assert!(workflow.contains("\npermissions:\n  contents: read\n"), "{name}");
        let used: Vec<&str> = workflow.lines().filter_map(|line| line.trim_start().strip_prefix("- uses: ")).collect();
        assert!(!used.is_empty(), "{name}");
        for used in used {
            let (_, commit) = used.split_once('@').unwrap();
            let commit = commit.split(' ').next().unwrap();
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{used}");
        }
        assert!(workflow.contains(&format!("container: rust:{rust}-")), "{name} builds with Rust {rust}");
        for script in workflow.split("scripts/").skip(1).map(|rest| rest.split_whitespace().next().unwrap()) {
            assert!(root().join("scripts").join(script).is_file(), "{name}: scripts/{script}");
        }
    }
    assert!(read(".github/workflows/release.yml").contains(&format!("rustup toolchain install {rust} ")));
}
