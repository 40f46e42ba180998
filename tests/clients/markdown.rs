//! What people type is text in every program that shows Markdown: nothing of it is markup, HTML or a tag of Liquid.

use std::{path::Path, process::Command};

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use weigh_in::{
    adr::{Dialect, Record, Setting, Style, markdown_label, markdown_text, render_record, yaml_text},
    decision::Decision,
};

use super::{
    client,
    hostile::{line, seen},
    records::ingest_service,
    repository::Repository,
    tools::missing,
};

/// A program that makes HTML of Markdown.
struct Renderer {
    name: &'static str,
    /// Runs it on the file that is named last.
    command: Command,
}

/// Marks and tags that stand for more than themselves in one of the programs.
const TAGS: [&str; 12] = [
    "<img src=x onerror=alert(1)>",
    "{% raw %} {{ x }}",
    "{{{ x }}}",
    "{%- if x %}",
    "user@example.org ~5 ms, $1 and $2",
    "C:\\x\\",
    "!!! note",
    "^",
    "*[HTML]: x",
    "term : &#8vw &lt",
    "{::comment} {:/} {: .x}",
    "a | b | c ~~~ $$x$$",
];

const PYTHON: &str = "import markdown, sys; print(markdown.markdown(open(sys.argv[1]).read(), \
                      extensions=['extra', 'toc', 'sane_lists', 'admonition']))";
const NODE: &str = "const fs = require('fs'); const md = require(process.argv[1])({html: true}); \
                    process.stdout.write(md.render(fs.readFileSync(process.argv[2], 'utf8')))";
// Without its typography, which replaces what people typed on purpose.
const KRAMDOWN: &str = "print Kramdown::Document.new(File.read(ARGV[0]), smart_quotes: 'apos,apos,quot,quot', \
                        typographic_symbols: {hellip: '...', mdash: '---', ndash: '--', laquo: '<<', raquo: '>>', \
                        laquo_space: '<< ', raquo_space: ' >>'}).to_html";
const LIQUID: &str = "print Liquid::Template.parse(File.read(ARGV[0]), error_mode: :strict).render";

/// A command with its arguments, if a first try says that it is there.
fn system(program: &str, arguments: &[&str], package: &str) -> Option<Command> {
    let mut command = Command::new(program);
    command.args(arguments);
    let is_there =
        Command::new("sh").args(["-c", &format!("command -v {program}")]).output().is_ok_and(|o| o.status.success());
    if !is_there {
        missing(package);
    }
    is_there.then_some(command)
}

fn ruby(library: &str, script: &str) -> Option<Command> {
    let package = format!("ruby-{library}");
    let is_there = Command::new("ruby").args(["-r", library, "-e", "0"]).output().is_ok_and(|o| o.status.success());
    if !is_there {
        missing(&package);
        return None;
    }
    system("ruby", &["-r", library, "-e", script], &package)
}

fn renderers() -> Vec<Renderer> {
    let github = ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist"];
    let markdown_it = client("npm/node_modules/markdown-it/package.json").map(|package| {
        let mut node = Command::new("node");
        node.args(["-e", NODE]).arg(package.parent().unwrap());
        node
    });
    let python = client("python/bin/python3").map(|python| {
        let mut python = Command::new(python);
        python.args(["-c", PYTHON]);
        python
    });
    let all = [
        ("cmark-gfm", system("cmark-gfm", &github, "cmark-gfm")),
        ("markdown-it", markdown_it),
        ("Python-Markdown", python),
        ("kramdown", ruby("kramdown", KRAMDOWN)),
    ];
    all.into_iter().filter_map(|(name, command)| Some(Renderer { name, command: command? })).collect()
}

fn output(command: &mut Command, file: &Path) -> String {
    let output = command.arg(file).env("LANG", "C.UTF-8").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Hostile lines, the same in every run.
fn texts() -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let random = (0..400).map(|_| line().new_tree(&mut runner).unwrap().current());
    random.chain(TAGS.map(str::to_owned)).filter(|text| !seen(text).is_empty()).collect()
}

/// The text of HTML as a browser shows it, white space aside, and the names of its tags.
fn shown(html: &str) -> (String, Vec<String>) {
    let (mut text, mut tags) = (String::new(), Vec::new());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        tags.push(tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default().to_owned());
        rest = after;
    }
    text.push_str(rest);
    (seen(&decoded(&text)), tags)
}

/// The text with its entities decoded, those without a semicolon as well where browsers do.
fn decoded(text: &str) -> String {
    let mut parts = text.split('&');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let number = name.strip_prefix('#').map(|number| match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        });
        let c = match (name, number) {
            ("amp", _) => "&".to_owned(),
            ("lt", _) => "<".to_owned(),
            ("gt", _) => ">".to_owned(),
            ("quot", _) => "\"".to_owned(),
            ("nbsp", _) => " ".to_owned(),
            (_, Some(Ok(code))) => char::from_u32(code).map(String::from).unwrap_or_default(),
            _ => return format!("{all}&{part}"),
        };
        format!("{all}{c}{}", rest.strip_prefix(';').unwrap_or(rest))
    })
}

#[test]
fn what_people_type_is_text_in_every_program() {
    let texts = texts();
    let (mut document, mut expected) = (String::new(), Vec::new());
    for (n, text) in texts.iter().enumerate() {
        let (markdown, label, shown) = (markdown_text(text), markdown_label(text), seen(text));
        document.extend([format!(
            "## S{n}\n\n# {markdown}\n\n{markdown}\n\n* {markdown}\n* {markdown}\n\n{markdown}\n{markdown}\n\n\
             | a | {markdown} |\n| --- | --- |\n| {markdown} | b |\n\nx {markdown} (\"{markdown}\").\n\n\
             [{label}](https://a.example/x)\n\n"
        )]);
        let bare = shown.replace(['[', ']'], "");
        let label = if bare.is_empty() { shown.replace('[', "(").replace(']', ")") } else { bare };
        let six = shown.repeat(6);
        expected.push(format!("{six}a{shown}{shown}bx{shown}(\"{shown}\").{label}"));
    }
    let repository = Repository::with(&[("x.md", &document)]);
    let file = repository.root().join("x.md");
    for Renderer { name, mut command } in renderers() {
        let html = output(&mut command, &file);
        let parts: Vec<&str> = html.split("<h2").skip(1).map(|part| part.split_once("</h2>").unwrap().1).collect();
        assert_eq!(parts.len(), texts.len(), "{name}");
        for ((part, expected), text) in parts.iter().zip(&expected).zip(&texts) {
            let (found, tags) = shown(part);
            assert_eq!(found, *expected, "{name}: {text:?} as {:?}\n{part}", markdown_text(text));
            let known = ["h1", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "a"];
            assert!(tags.iter().all(|tag| known.contains(&tag.as_str())), "{name}: {text:?}\n{part}");
        }
    }
}

/// A record in which people typed this everywhere.
fn all_says(text: &str) -> Decision {
    let mut decision = ingest_service();
    let all = |texts: &mut Vec<String>| texts.iter_mut().for_each(|one| text.clone_into(one));
    text.clone_into(&mut decision.title);
    decision.context = format!("{text}\n\n- {text}");
    all(&mut decision.constraints);
    all(&mut decision.people.decision_makers);
    for option in &mut decision.options {
        let option = std::sync::Arc::make_mut(option);
        (option.name, option.description) = (text.to_owned(), text.to_owned());
        option.cons = Some(vec![text.to_owned()]);
    }
    for criterion in &mut decision.criteria {
        let criterion = std::sync::Arc::make_mut(criterion);
        (criterion.name, criterion.question, criterion.pro) = (text.to_owned(), format!("{text}?"), text.to_owned());
    }
    for link in &mut decision.links {
        (link.label, link.url) = (text.to_owned(), format!("https://a.example/?{text}"));
    }
    for cell in decision.ballots.iter_mut().flat_map(|ballot| std::sync::Arc::make_mut(ballot).cells.values_mut()) {
        text.clone_into(&mut cell.note);
    }
    let outcome = std::sync::Arc::make_mut(&mut decision.outcome);
    (outcome.justification, outcome.confirmation) = (text.to_owned(), text.to_owned());
    all(&mut outcome.triggers);
    decision
}

#[test]
fn liquid_finds_nothing_of_its_own() {
    let Some(mut liquid) = ruby("liquid", LIQUID) else { return };
    let lines: Vec<String> =
        texts().iter().map(|text| format!("{}\n{}: x\n", markdown_text(text), yaml_text(text))).collect();
    let mut document = lines.concat();
    for text in TAGS {
        let decision = all_says(text);
        for dialect in Dialect::ALL {
            let setting = Setting { style: &Style::of(dialect), number: Some(7), relations: &[], charts: &[] };
            let record = Record { name: "{{ x }}.ron", path: Some("{% x %}.ron") };
            document += &render_record(&decision, Some(record), &setting).unwrap();
        }
    }
    let repository = Repository::with(&[("x.md", &document)]);
    let file = repository.root().join("x.md");
    assert_eq!(output(&mut liquid, &file), document);
}
