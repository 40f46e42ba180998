//! Templates in files and folders.

use std::fs;

use weigh_in::{
    storage::{
        parse, parse_template, template_to_ron,
        templates::{built_in, load_folder, save_template},
    },
    template::Template,
};

use crate::V2;

fn own() -> Template {
    let decision = parse(V2).unwrap().decision;
    Template::from_decision(&decision, "our-own".to_owned(), "Our own".to_owned(), "For us.".to_owned())
}

#[test]
fn the_templates_of_the_program_are_read_and_read_back() {
    let ids: Vec<&str> = built_in().iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids, ["rust-or-go", "which-language", "blank"]);
    for template in built_in() {
        let text = template_to_ron(template);
        assert_eq!(&parse_template(&text).unwrap(), template);
        assert_eq!(template_to_ron(&parse_template(&text).unwrap()), text);
    }
}

#[test]
fn a_folder_gives_its_templates_in_order_and_the_reasons_against_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load_folder(&folder.path().join("absent")), []);
    let saved = save_template(folder.path(), &own(), false).unwrap();
    assert_eq!(saved, folder.path().join("our-own.template.ron"));
    fs::write(folder.path().join("a.template.ron"), "(format: 1, id: \"a\"").unwrap();
    fs::write(folder.path().join("README.md"), "not a template").unwrap();
    let found = load_folder(folder.path());
    assert_eq!(found.len(), 2);
    assert!(found[0].1.as_ref().unwrap_err().to_string().contains("a.template.ron, line 1"));
    assert_eq!(found[1], (saved.clone(), Ok(own())));
    let file_instead = load_folder(&saved);
    assert!(file_instead[0].1.is_err());
}

#[test]
fn another_template_is_written_over_only_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let mut template = own();
    let path = save_template(folder.path(), &template, false).unwrap();
    save_template(folder.path(), &template, false).unwrap();
    template.summary = "Changed.".to_owned();
    let error = save_template(folder.path(), &template, false).unwrap_err();
    assert!(error.summary().contains("exists already"), "{error}");
    assert_eq!(load_folder(folder.path()), [(path.clone(), Ok(own()))]);
    save_template(folder.path(), &template, true).unwrap();
    assert_eq!(load_folder(folder.path()), [(path, Ok(template))]);
}

#[test]
fn an_id_never_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    for id in ["../out", "", "Our own", "a/b"] {
        let template = Template { id: id.to_owned(), ..own() };
        assert!(save_template(&folder.path().join("inner"), &template, true).is_err(), "{id}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_template_that_contradicts_itself_is_pointed_at() {
    let text = "(format: 1, id: \"t\", name: \"T\", criteria: [(id: \"speed\")],\n profiles: [(id: \"p\", name: \"P\", \
                swings: {\"speed\": 3,\n \"sped\": 80})])";
    let error = parse_template(text).unwrap_err();
    assert_eq!(error.summary(), "The profile `p` names the criterion `sped`, which does not exist.");
    assert_eq!(error.position(), Some((3, 2)));
    let twice = parse_template(&text.replace("sped", "speed")).unwrap_err();
    assert_eq!(twice.summary(), "The criterion `speed` has two swings.");
    assert_eq!(parse_template(V2).unwrap_err().summary(), "This is a decision, not a template.");
}

#[test]
fn a_template_that_could_not_be_read_again_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut template = own();
    let criterion = template.criteria[0].clone();
    template.criteria = vec![criterion; 2_001];
    let error = save_template(folder.path(), &template, false).unwrap_err();
    assert!(error.summary().contains("there are 2001 criteria, and a record holds at most 2000"), "{error}");
    assert!(!error.to_string().contains("is not an id"), "{error}");
    assert_eq!(error.advice(), "Take out what is not needed, or part it into several.");
    let template = Template { id: "No id".to_owned(), ..own() };
    let error = save_template(folder.path(), &template, false).unwrap_err();
    assert!(error.summary().contains("`No id` is not an id"), "{error}");
}
