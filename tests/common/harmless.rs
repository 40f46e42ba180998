//! What makes a report harmless: only known elements and attributes, and nothing that runs or loads.

/// Elements without an end.
const VOID: [&str; 2] = ["meta", "br"];
const ELEMENTS: [&str; 50] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "nav",
    "main",
    "section",
    "article",
    "footer",
    "div",
    "p",
    "br",
    "span",
    "strong",
    "small",
    "code",
    "q",
    "time",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "a",
    "figure",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "svg",
    "desc",
    "g",
    "rect",
    "path",
    "text",
    "circle",
    "em",
    "b",
];
const ATTRIBUTES: [&str; 43] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "dir",
    "id",
    "href",
    "rel",
    "role",
    "tabindex",
    "scope",
    "colspan",
    "datetime",
    "aria-label",
    "aria-labelledby",
    "xmlns",
    "width",
    "height",
    "viewBox",
    "font-family",
    "font-size",
    "font-weight",
    "fill",
    "fill-opacity",
    "x",
    "y",
    "rx",
    "x1",
    "x2",
    "y1",
    "y2",
    "d",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "text-anchor",
    "cx",
    "cy",
    "r",
    "opacity",
    "transform",
];

/// A tag: its name, whether it ends an element or has no content, and its attributes.
pub struct Tag<'a> {
    pub name: &'a str,
    pub ends: bool,
    pub is_empty: bool,
    pub attributes: Vec<(&'a str, &'a str)>,
}

/// Splits a page into its tags, as strictly as it is written.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let body = page.strip_prefix("<!DOCTYPE html>\n").expect("a document of HTML");
    let parts = body.split('<').skip(1).map(|part| part.split_once('>').expect("a tag ends").0);
    parts.map(tag).collect()
}

fn tag(inside: &str) -> Tag<'_> {
    let (inside, ends) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
    let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |rest| (rest, true));
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        let (key, after) = rest.trim_start().split_once("=\"").unwrap_or_else(|| panic!("an attribute: {inside}"));
        let (value, after) = after.split_once('"').expect("a value ends");
        attributes.push((key, value));
        rest = after;
    }
    Tag { name, ends, is_empty: is_empty || VOID.contains(&name), attributes }
}

/// Checks that a report is whole HTML that runs nothing, loads nothing and leads nowhere unsafe.
pub fn assert_harmless(page: &str) {
    let mut open = Vec::new();
    let mut ids = Vec::new();
    for Tag { name, ends, is_empty, attributes } in tags(page) {
        assert!(ELEMENTS.contains(&name), "an element `{name}`");
        for (key, value) in attributes {
            assert!(ATTRIBUTES.contains(&key), "an attribute `{key}` of `{name}`");
            match key {
                "href" => assert!(
                    ["#", "http://", "https://", "mailto:"].iter().any(|start| value.to_lowercase().starts_with(start)),
                    "{value}"
                ),
                "id" => ids.push(value),
                // Words for a screen reader, which no browser takes for an address.
                "aria-label" => {}
                _ => assert!(!value.contains("url("), "{value}"),
            }
        }
        if ends {
            assert_eq!(open.pop(), Some(name));
        } else if !is_empty {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0]);
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains("url(") && !style.contains("@import"), "the style loads nothing");
    assert!(
        page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"")
    );
    let hidden = |c: char| (c.is_control() && c != '\n' && c != '\t') || "\u{202E}\u{200B}\u{FEFF}".contains(c);
    assert!(!page.contains(hidden));
}
