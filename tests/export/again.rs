//! An ADR that people changed by hand and that is written again.

use proptest::prelude::*;
use weigh_in::adr::{Choices, Hand, Keep, Reexport, agrees, fingerprint};

/// A text of sections: which are there, in which order, and what each says.
fn text() -> impl Strategy<Value = String> {
    let body = prop_oneof![
        Just(String::new()),
        "[a-c ]{1,6}".prop_map(|words| format!("\n{words}.\n\n")),
        Just("\n```\n## not a heading\n```\n\n".to_owned()),
        Just("tight\n".to_owned()),
    ];
    let names = prop::sample::select(&["A", "A", "A #2", "A #3", "B", "C", "D", "E", "#2"][..]);
    let section = (names, 2..4usize, body);
    (any::<bool>(), "[T-V]{1,2}", proptest::collection::vec(section, 0..6)).prop_map(|(front, title, sections)| {
        let front = if front { "---\nstatus: x\n---\n" } else { "" };
        let sections: Vec<String> =
            sections.into_iter().map(|(name, level, body)| format!("{} {name}\n{body}", "#".repeat(level))).collect();
        let sections = sections.concat();
        format!("{front}# {title}\n\n{sections}")
    })
}

fn all(again: &Reexport, keep: Keep) -> Choices {
    again.by_hand().map(|part| (part.key.clone(), keep)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_nobody_changed_becomes_what_the_record_says(base in text(), ours in text()) {
        let again = Reexport::of(&ours, &base, &fingerprint(&base, &base));
        prop_assert_eq!(again.by_hand().count(), 0);
        prop_assert_eq!(again.text(&Choices::new()), ours);
    }

    #[test]
    fn what_only_people_changed_stays_as_they_want_it(base in text(), theirs in text()) {
        let again = Reexport::of(&base, &theirs, &fingerprint(&base, &base));
        prop_assert!(again.parts.iter().all(|part| part.hand == Hand::Theirs || part.hand == Hand::Nobody));
        prop_assert_eq!(again.text(&all(&again, Keep::Theirs)), theirs);
    }

    #[test]
    fn both_lose_no_line(base in text(), ours in text(), theirs in text()) {
        let again = Reexport::of(&ours, &theirs, &fingerprint(&base, &base));
        let text = again.text(&all(&again, Keep::Both));
        for part in again.by_hand().filter(|part| part.can_be_both || part.ours().is_none() || part.theirs().is_none()) {
            // Theirs has the heading of both.
            let ours = part.ours().map_or("", |ours| if part.theirs().is_some() { after_heading(ours) } else { ours });
            let sides = [ours, part.theirs().unwrap_or_default()].into_iter();
            for line in sides.flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
                prop_assert!(text.lines().any(|there| there == line), "{:?} of {:?} is not in {:?}", line, part, text);
            }
        }
    }

    #[test]
    fn what_was_kept_stays_until_somebody_changes_it(base in text(), ours in text(), theirs in text(), next in text()) {
        let first = Reexport::of(&ours, &theirs, &fingerprint(&base, &base));
        let mut choices = Choices::new();
        for (index, part) in first.by_hand().enumerate() {
            choices.insert(part.key.clone(), [Keep::Theirs, Keep::Ours, Keep::Both][index % 3]);
        }
        let text = first.text(&choices);
        let written = first.written(&text);
        // Again at once: nothing is asked and nothing changes.
        let second = Reexport::of(&ours, &text, &written);
        prop_assert_eq!(second.by_hand().count(), 0);
        prop_assert_eq!(&second.text(&Choices::new()), &text);
        prop_assert!(agrees(&ours, &text, &written));
        // The record says something else in a section that people kept: it is asked.
        let third = Reexport::of(&next, &text, &written);
        for part in &third.parts {
            if part.hand == Hand::Ours {
                prop_assert_eq!(part.theirs().map(str::trim_end), first_ours(&second, &part.key));
            }
        }
        prop_assert!(text == next || !agrees(&next, &text, &written) || pieces_alike(&third));
    }

    #[test]
    fn any_text_at_all_is_taken(ours in "\\PC{0,40}(\n#{1,3} \\PC{0,8}\n){0,3}", theirs in "(#{1,3} [ab]\n|[a\n]){0,9}", written in "\\PC{0,40}") {
        let again = Reexport::of(&ours, &theirs, &written);
        for keep in [Keep::Ours, Keep::Theirs, Keep::Both] {
            let _ = again.text(&all(&again, keep));
        }
    }
}

fn after_heading(section: &str) -> &str {
    section.split_once('\n').map_or("", |(_, body)| body)
}

fn first_ours<'a>(again: &'a Reexport, key: &str) -> Option<&'a str> {
    again.parts.iter().find(|part| part.key == key).and_then(|part| part.ours()).map(str::trim_end)
}

/// Whether every section is as it was to stay: only empty lines between sections differ.
fn pieces_alike(again: &Reexport) -> bool {
    again.parts.iter().all(|part| matches!(part.hand, Hand::Nobody | Hand::Kept))
}

#[test]
fn a_file_that_nobody_knows_is_asked_about_section_by_section() {
    let again = Reexport::of("# A\n\n## B\n\nx\n", "# A\n\n## B\n\ny\n\n## C\n\nz\n", "");
    let hands: Vec<_> = again.parts.iter().map(|part| (part.heading.as_str(), part.hand)).collect();
    assert_eq!(hands, [("A", Hand::Nobody), ("B", Hand::Both), ("C", Hand::Both)]);
    let both = again.text(&all(&again, Keep::Both));
    assert_eq!(both, "# A\n\n## B\n\ny\n\nx\n\n## C\n\nz\n");
}

#[test]
fn the_title_and_the_front_matter_cannot_be_both() {
    let base = "---\nstatus: proposed\n---\n\n# Use Go\n";
    let again = Reexport::of(
        "---\nstatus: accepted\n---\n\n# Use Go now\n",
        "---\nstatus: rejected\n---\n\n# Use Go!\n",
        &fingerprint(base, base),
    );
    assert!(again.by_hand().count() == 2 && again.by_hand().all(|part| !part.can_be_both));
    assert_eq!(again.text(&all(&again, Keep::Both)), "---\nstatus: accepted\n---\n\n# Use Go now\n");
}

#[test]
fn front_matter_of_the_record_stands_as_close_to_a_title_of_people_as_it_did() {
    let base = "---\nstatus: proposed\n---\n# Use Go\n\n## Context\n\nx\n";
    let (ours, theirs) = (base.replace("proposed", "accepted"), base.replace("Use Go", "Use Go now"));
    let again = Reexport::of(&ours, &theirs, &fingerprint(base, base));
    assert_eq!(again.text(&all(&again, Keep::Theirs)), ours.replace("Use Go", "Use Go now"));
}

#[test]
fn sections_that_are_numbered_by_hand_all_stay() {
    let theirs = "# A\n\n## Update #2\n\none\n\n## Update\n\ntwo\n\n## Update\n\nthree\n\n## Update #3\n\nfour\n";
    let ours = "# A\n\n## Update\n\nours\n";
    let again = Reexport::of(ours, theirs, "");
    assert_eq!(again.text(&all(&again, Keep::Theirs)), theirs);
    let keys: std::collections::BTreeSet<&str> = again.parts.iter().map(|part| part.key.as_str()).collect();
    assert_eq!(keys.len(), again.parts.len());
}

#[test]
fn a_fingerprint_is_what_it_was_in_earlier_versions() {
    let text = "---\nstatus: x\n---\n\n# Use Go\n\na\n\n## Context\n\nb\n\n### Ünder\n\nc\n\n## Update #3\n\nd\n\n## Update\n\ne\n\n## Twice\n\n\
                f\n\n### Under\n\ng\n\n## Twice\n\n### Under\n\n## #2\n\n### x #\n\n## Context #2\n\n## Context\n\nh\n\n###### Deep\n\n# Use Go\n\n## Context\n\n## X #\n\n## X #\n";
    let known = "129c1425:70189b20 d62a4945:5e41a785 cdd63b9f:a0048917 01c9aa60:78a00ae0 d1790839:85fef18d d1790b6e:6a6c812e 37682312:558b18a4 5685786a:94ae0fec 6900d635:9266e62c \
                 26bb4d86:2c35e1ab 1f1bf7b9:987fed14 33673b9c:95b973a1 9c860c4a:7de7f15d 9c860ff9:a0058611 4185e249:73f44a2b 60126d1d:da00049a 9c867878:da9e151f d4cfd399:3e5945d6 6b70472b:3e5945d6";
    assert_eq!(fingerprint(text, text), known);
    let kept = fingerprint(text, &text.replace("\nf\n", "\nby hand\n"));
    assert_eq!(kept, known.replace(":558b18a4", ":558b18a4/e3de3b67"));
}
