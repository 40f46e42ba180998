//! What comes into the program from elsewhere. `scripts/deny` checks the same more thoroughly.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use serde_json::Value;

use crate::tools;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The strings of a list in `deny.toml`.
fn denied(list: &str) -> BTreeSet<String> {
    let text = read("deny.toml");
    let (_, rest) = text.split_once(&format!("\n{list} = [")).unwrap();
    let (inside, _) = rest.split_once(']').unwrap();
    inside.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    // Without the sources of other systems' crates, cargo knows no licences.
    let text = if output.status.success() { output.stdout } else { Vec::new() };
    serde_json::from_slice::<Value>(&text)
        .map_or_else(|_| Vec::new(), |all| all["packages"].as_array().unwrap().clone())
}

/// Whether one of the alternatives of a licence expression asks for nothing that is not allowed.
fn is_allowed(license: &str, allowed: &BTreeSet<String>) -> bool {
    let flat = license.replace(['(', ')'], "").replace('/', " OR ");
    // `A OR B AND C`, as `(A OR B) AND C` and `A OR (B AND C)` alike: each AND has an alternative that is allowed.
    flat.split(" AND ").all(|part| {
        part.split(" OR ").any(|name| {
            let name = name.trim();
            allowed.contains(name.split(" WITH ").next().unwrap())
        })
    })
}

#[test]
fn all_that_comes_in_is_licensed_as_allowed_and_comes_from_the_registry() {
    let allowed = denied("allow");
    let packages = packages();
    if packages.is_empty() {
        return tools::missing("a crate of another system (`cargo fetch` gets it)");
    }
    let mut checked = 0;
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        match package["source"].as_str() {
            None => assert!(["weigh-in", "weigh-in-draws"].contains(&name), "{name} comes from a folder"),
            Some(source) => assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}"),
        }
        let license = package["license"].as_str().unwrap_or_else(|| panic!("{name} has no licence"));
        assert!(is_allowed(license, &allowed), "{name}: {license}");
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn nothing_that_talks_to_a_network_is_built_in() {
    let lock = read("Cargo.lock");
    let unwanted = denied("deny");
    assert!(unwanted.contains("reqwest"));
    for name in unwanted {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is in Cargo.lock");
    }
}

/// `name@version` of each crate in `Cargo.lock` that is not the newest of its name there.
fn doubled() -> BTreeSet<String> {
    let lock = read("Cargo.lock");
    let of = |part: &str, key: &str| Some(part.split_once(key)?.1.split_once('"')?.0.to_owned());
    let packages = lock.split("[[package]]").skip(1);
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version) in packages.filter_map(|part| Some((of(part, "name = \"")?, of(part, "version = \"")?))) {
        versions.entry(name).or_default().push(version);
    }
    let older = versions.into_iter().flat_map(|(name, mut all)| {
        all.sort_by_key(|version| version.split(['.', '+']).map_while(|part| part.parse().ok()).collect::<Vec<u64>>());
        all.pop();
        all.into_iter().map(move |version| format!("{name}@{version}"))
    });
    older.collect()
}

#[test]
fn no_crate_comes_in_twice_but_those_that_are_named_with_a_reason() {
    let known: BTreeSet<String> = denied("skip").into_iter().filter(|words| words.contains('@')).collect();
    assert_eq!(doubled(), known);
}

#[test]
fn what_is_promised_to_be_read_is_what_is_read() {
    let promised = format!("at most {} MiB of a record", weigh_in::storage::MAX_BYTES >> 20);
    assert!(read("SECURITY.md").contains(&promised), "SECURITY.md does not say: {promised}");
}

#[test]
fn no_code_of_ours_is_unsafe() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs").exists());
    for file in super::project() {
        if Path::new(&file.path).extension().is_some_and(|end| end == "rs") {
            let word = ["un", "safe"].concat();
            for form in ["{", "fn", "impl", "extern", "trait"] {
                assert!(!file.text.contains(&format!("{word} {form}")), "{}", file.path);
            }
            assert!(!file.text.contains(&["allow(un", "safe_code"].concat()), "{}", file.path);
        }
    }
}

/// A window at rest wakes nothing. `blocking` 1.7.0, which comes in with accessibility, never ends its threads and wakes each
/// twice a second; 1.6.2 lets them go.
#[test]
fn the_pool_of_threads_is_one_whose_idle_threads_end() {
    assert!(!read("Cargo.lock").contains("name = \"blocking\"\nversion = \"1.7.0\""), "see above");
}
