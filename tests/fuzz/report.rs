//! The report of a record whose every text is an input: whatever it says, the page runs nothing, loads nothing and stays whole.

use weigh_in::{
    adr::drawn,
    analysis::{Analysis, Scope},
    decision::Decision,
    report::{ReportInput, report},
    storage,
};

use super::{harmless::assert_harmless, seeds::V2};

/// What means something to a browser.
pub const WORDS: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>",
    "<img src=//a.example/x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "</td></table>",
    "\" onclick=\"alert(1)",
    "' onclick='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "https://a.example/?\"><b>",
    "url(//a.example/x)",
    "@import '//a.example/x';",
    "&lt;",
    "&#60;",
    "&",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{{ ''|safe }}",
    "- ",
    "1. ",
    "\n\n",
    "\u{202E}",
    "\u{2028}",
    "\u{FEFF}",
    "\0",
];

pub fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "Use Go",
        "<b onmouseover=\"alert(1)\">x</b>",
        "- one\n- <i>two</i>\n\n1. https://a.example/\"><script>",
        "</text></svg><iframe src=\"https://a.example\"></iframe>",
    ];
    texts.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// Checks the report of a record.
pub fn check(decision: &Decision, analysis: &Analysis) {
    let input = ReportInput { decision, analysis, file: &decision.title, on: decision.created };
    let page = report(&input).expect("a report of any record");
    assert!(page.len() < 64_000_000, "{}", page.len());
    assert_harmless(&page);
}

/// Makes the report of a record with this text in place of each of its own.
pub fn read(bytes: &[u8]) -> bool {
    /// A record has many texts, and no reader gains by more of the same.
    const LONGEST: usize = 400;
    let text: String = String::from_utf8_lossy(bytes).chars().take(LONGEST).collect();
    let Ok(loaded) = storage::parse(&everywhere(&text)) else { return false };
    check(&loaded.decision, &drawn(&loaded.decision, Scope::All));
    true
}

/// Returns the file of a record with every field in use, with a text in place of those of several words: ids, days and words of the
/// format have no spaces.
fn everywhere(text: &str) -> String {
    let quoted = format!("{:?}", text.replace('\0', "\u{1}"));
    let (mut file, mut rest) = (String::new(), V2);
    while let Some((before, after)) = rest.split_once('"') {
        // A string that has quotes is `r#"..."#`, with as many signs as it takes.
        let plain = before.trim_end_matches('#');
        let end = format!("\"{}", &before[plain.len()..]);
        let (piece, after) = after.split_once(&end).expect("a string ends");
        file.push_str(if end.len() > 1 { plain.trim_end_matches('r') } else { plain });
        file.push_str(if piece.contains(' ') { &quoted } else { &rest[before.len()..=before.len() + piece.len() + 1] });
        rest = after;
    }
    file + rest
}

#[test]
fn a_text_gets_into_every_place() {
    let text = "<script>alert(\"hostile & one\")</script>";
    let decision = storage::parse(&everywhere(text)).expect("a record").decision;
    let escaped = "&lt;script&gt;alert(&quot;hostile &amp; one&quot;)&lt;/script&gt;";
    let analysis = drawn(&decision, Scope::All);
    let input = ReportInput { decision: &decision, analysis: &analysis, file: "x", on: decision.created };
    let page = report(&input).expect("a report");
    assert!(page.matches(escaped).count() > 20, "{}", page.matches(escaped).count());
}
