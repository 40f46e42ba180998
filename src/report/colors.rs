//! The colours of a report: those of the window, light on paper and as the reader's screen wants it.

use std::fmt::Write as _;

use crate::chart::palette::{self, dark};

/// Colours of the page that charts do not use: name, light, dark.
const OF_THE_PAGE: [(&str, u32, u32); 8] = [
    ("background", 0xF7_F7F5, 0x16_181B),
    ("accent", 0x2B_5FD9, 0x7E_A5FF),
    ("accent-soft", 0xE8_EEFC, 0x20_2C48),
    ("good", 0x18_7A47, 0x5C_C98E),
    ("good-soft", 0xE4_F4EA, 0x15_3122),
    ("bad", 0xB4_2318, 0xFF_8A80),
    ("warning", palette::WARNING, dark::WARNING),
    ("warning-soft", 0xFB_F1DC, 0x33_290F),
];

/// Colours that the page shares with charts: name, light, dark.
const SHARED: [(&str, u32, u32); 6] = [
    ("paper", palette::PAPER, dark::PAPER),
    ("sunken", palette::SUNKEN, dark::SUNKEN),
    ("line", palette::LINE, dark::LINE),
    ("edge", palette::EDGE, dark::EDGE),
    ("text", palette::TEXT, dark::TEXT),
    ("secondary", palette::SECONDARY, dark::SECONDARY),
];

/// Returns the rules of style for all colours: variables by name, the scores 1 to 5, and the charts on dark screens.
///
/// A chart has its colours in attributes, which a rule of style overrides. So charts stay as they are in files of their own.
pub(super) fn rules() -> String {
    let named = || OF_THE_PAGE.iter().chain(&SHARED);
    let mut rules = String::from(":root{");
    for (name, light, _) in named() {
        put(&mut rules, format_args!("--{name}:#{light:06x};"));
    }
    rules.push_str("}\n");
    put_scores(&mut rules, &palette::SCORES);
    // On paper a report is always light.
    rules.push_str("@media screen and (prefers-color-scheme: dark){\n:root{");
    for (name, _, dark) in named() {
        put(&mut rules, format_args!("--{name}:#{dark:06x};"));
    }
    rules.push_str("}\n");
    put_scores(&mut rules, &dark::SCORES);
    let of_charts = SHARED.iter().map(|(_, light, dark)| (*light, *dark));
    let options = palette::OPTIONS.into_iter().zip(dark::OPTIONS);
    for (light, dark) in of_charts.chain([(palette::WARNING, dark::WARNING)]).chain(options) {
        put(
            &mut rules,
            format_args!(
                "svg [fill=\"#{light:06x}\"]{{fill:#{dark:06x}}}svg [stroke=\"#{light:06x}\"]{{stroke:#{dark:06x}}}\n"
            ),
        );
    }
    rules.push_str("}\n");
    rules
}

fn put_scores(rules: &mut String, scores: &[(u32, u32); 5]) {
    for (points, (ground, ink)) in (1..).zip(scores) {
        put(rules, format_args!(".s{points}{{background:#{ground:06x};color:#{ink:06x}}}\n"));
    }
}

fn put(rules: &mut String, rule: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = rules.write_fmt(rule);
}
