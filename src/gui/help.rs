//! The texts of the help: explanations of each step, number and chart, with the source of its method. All of them are here, so
//! that they can be read and corrected in one place.

use super::wording::has_words;

/// A topic of the help.
pub struct Topic {
    /// The name that it has on the screen.
    pub title: &'static str,
    /// The explanation in plain words.
    pub words: &'static str,
    /// The source of its method; empty where there is no method.
    pub source: &'static str,
}

impl Topic {
    /// Reports whether it has every word that was typed.
    #[must_use]
    pub fn has(&self, query: &str) -> bool {
        has_words(query, &[self.title, self.words, self.source])
    }
}

const fn topic(title: &'static str, words: &'static str, source: &'static str) -> Topic {
    Topic { title, words, source }
}

/// All topics, by the name of their section. The steps come first, each under its name.
pub const SECTIONS: [(&str, &[Topic]); 4] =
    [("Steps", STEPS), ("Words", WORDS), ("Numbers", NUMBERS), ("Charts", CHARTS)];

const STEPS: &[Topic] = &[
    topic(
        "Context",
        "What you need to decide, in a title and a few sentences; what limits the choice; and who decides, advises \
         and stays informed. This becomes the start of the ADR, so write for a colleague who reads it a year from \
         now.",
        "",
    ),
    topic(
        "Options",
        "What you could choose: one language each, or a combination. Add every option that somebody would seriously \
         choose. A must-have can rule an option out, whatever its total; it stays visible, with the reason.",
        "",
    ),
    topic(
        "Criteria",
        "What you judge the options by. Each criterion has a question, says what a score of 1, 3 and 5 means, and has \
         a weight from 0 to 100. A must-have sets a minimum: an option that scores below it is ruled out, whatever \
         its total.",
        "",
    ),
    topic(
        "Scores",
        "Your ballot: a score from 1 to 5 for every option on every criterion. Score against what 1, 3 and 5 mean, \
         not against the other options. Press ? where you don't know. With two or more members, ballots stay hidden \
         on screen until somebody reveals the round.",
        "Scoring by criterion, not by option, against halo: Thorndike 1920",
    ),
    topic(
        "Result",
        "Which option leads, by how much and why; whether another method would pick another winner; what to discuss; \
         and a place to try other weights without changing the record.",
        "",
    ),
    topic(
        "Decision",
        "You decide, not the total. If you choose another option than the leader, the ADR records why. Write what \
         gets better and worse, how you will check that it works, what would make you reconsider, and when to review \
         it. The app drafts pros and cons of each option from the largest differences and from notes; edit a line to \
         use your own words.",
        "",
    ),
    topic(
        "Export",
        "Writes the decision to your repository as a Markdown file, in the format that the folder already uses. You \
         see it first: as it will look, as Markdown, and as a list of changes. The appendix adds all scores and how \
         firm the result is.",
        "Formats: MADR 4 (adr.github.io/madr), Nygard 2011",
    ),
];

const WORDS: &[Topic] = &[
    topic(
        "Weight",
        "How much going from a 1 to a 5 on a criterion would matter to you. Give 100 to the criterion where it \
         matters most, rate the others against it, and give 0 to one that should not count. This is known as swing \
         weighting: a weight is not how important the subject is in general, but how much this swing from 1 to 5 is \
         worth here. Files call it \u{201c}swing\u{201d}.",
        "Swing weights: von Winterfeldt and Edwards 1986; Fischer 1995, OBHDP 62:252",
    ),
    topic(
        "Share",
        "A criterion's weight divided by the sum of all weights: how much of the total it decides. Where members set \
         their own weights, the team's share is the average of theirs.",
        "Edwards 1977",
    ),
    topic(
        "What 1, 3 and 5 mean",
        "Each criterion says in plain words what a score of 1, 3 and 5 means; these are called anchors. The scale is \
         never stretched to fit the scores given: otherwise, removing a losing option could change the winner.",
        "Rank reversal by stretched scales: Belton and Gear 1983",
    ),
    topic(
        "Empty, \u{201c}don't know\u{201d}, not applicable",
        "An empty cell could be anything from 1 to 5, so the total becomes a range. \u{201c}Don't know\u{201d} is an \
         answer: the average is over the other members. Not applicable leaves the criterion out for every option.",
        "",
    ),
    topic(
        "Hidden, sealed, revealed",
        "While a round is hidden, nobody's scores appear on screen. Sealing finishes a ballot: it stays closed, even \
         to its owner, until somebody reveals the round, ideally when all ballots are in. The reveal also saves the \
         file. Hidden is not secret: the file is plain text. With private ballots (Members…), scores stay in a \
         separate file on each member's computer, and the record holds a hash of each sealed ballot, so that a ballot \
         changed after the reveal is refused. Anyone who can read that computer can still read the file.",
        "Scoring before talking, against anchoring: Tversky and Kahneman 1974",
    ),
    topic(
        "Ballots as files",
        "Export my ballot saves it as a file that you can send. Import ballots, or drop ballots on the window: you \
         first see what each contains or why it doesn't fit, and then all are imported or none. Ballots are not \
         signed. You can undo an import.",
        "",
    ),
    topic(
        "Tables of spreadsheets",
        "Import a table… in the File menu takes cells that you paste from Excel, LibreOffice or Google Sheets, or a \
         CSV file; you can also drop the file on the window. On the start page, a table that you paste or drop becomes a \
         new record. Rows are criteria and columns are options, or the other way round, with weights and one \
         member's scores; or each row is a vote. You first see what each row changes or why it doesn't fit, \
         and then all is imported or nothing. Scores on another scale than 1 to 5 are mapped only if you say so. \
         Save as CSV… writes such tables.",
        "",
    ),
    topic(
        "Report",
        "Save a report… in the File menu writes one HTML file for people who have neither Weigh-In nor git: the \
         decision, the result, all scores and votes with their notes, what would change the result, the method and \
         the history. It can be mailed, opened in any browser and printed. Scores of a hidden round are left out.",
        "",
    ),
    topic(
        "My own weights",
        "In a team you can weigh the criteria for yourself. The team's weights are then the average of those that \
         members set. After the reveal, each criterion shows how far apart they are.",
        "",
    ),
    topic(
        "Weigh by group",
        "First decide how much each group of criteria matters, then how much each criterion does within its group. \
         Three criteria about the same thing then share one weight instead of counting three times.",
        "Splitting a criterion raises its weight: Weber, Eisenführ and von Winterfeldt 1988, Management Science 34:431",
    ),
    topic(
        "Another round",
        "The team scores all criteria again, or those you choose, without seeing each other's scores. Earlier rounds \
         are kept: the heat map compares them, and a cell shows its scores from every round.",
        "Delphi rounds: Dalkey and Helmer 1963",
    ),
    topic(
        "Scores from a source",
        "Scores that come from a source, such as the essay. After the reveal you can compare yours with them. They \
         count only if the team turns that on under Members.",
        "",
    ),
    topic(
        "Find and filter",
        "Ctrl+F finds criteria, options, notes and people, and Enter goes there. Ctrl+K finds them too, and every \
         command. On the Criteria and Scores steps, a list shows only criteria that are unscored, disputed, counted or \
         changed in this round. Escape shows all again.",
        "",
    ),
    topic(
        "Menus by keyboard",
        "Alt and the underlined letter open a menu, and F10 the first one. Arrow keys move through menus and from one \
         to the next; Escape goes back to where you were. Shift+F10 or the menu key opens the menu that a right click \
         opens, on a criterion, an option, a score, a recent record or an ADR in the log.",
        "",
    ),
    topic(
        "Confidence and evidence",
        "How sure you are of a score, and what it is based on: measured, used in production, read or heard. They \
         don't change the total. They show what to discuss, and what the result would be from measured scores alone.",
        "",
    ),
];

const NUMBERS: &[Topic] = &[
    topic(
        "Total",
        "An option's weighted average score, from 1 to 5. It has two decimals, since the scores can't support more.",
        "Weighted sum: Keeney and Raiffa 1976",
    ),
    topic(
        "Lead, in points",
        "How far the first option is ahead of the second on the scale from 1 to 5. A lead of 0.25 means a quarter \
         point on average over all criteria.",
        "",
    ),
    topic(
        "Narrow, clear and solid leads",
        "How often another team would find another winner. In simulated teams of all sizes, 3 of 100 solid leads went \
         to another option when different people scored, 9 of 100 clear leads, and 25 of 100 narrow ones; where the \
         app sees no clear winner, 48 of 100. The number on the Result step is for about as many options and ballots as \
         you have, so it differs. It says what other people would find; how sure the result is with your own team's \
         numbers is under \u{201c}How sure is that?\u{201d}. A lead is solid only with at least four ballots, and only if no other method, no single ballot and no \
         single score would change the winner.",
        "Measured by simulation; docs/methods.md has the rules and the numbers",
    ),
    topic(
        "Each weight more than … off",
        "The leader stays ahead while no weight is off by more than this percentage, even if all errors pull the same \
         way. With many criteria, errors mostly cancel out, so a small number alone is no reason to worry.",
        "Smallest common error of the weights, exact; compare the sensitivity of weights in Barron and Schmidt 1988, \
         Operations Research 36:122",
    ),
    topic(
        "… of all weight would have to shift",
        "How much of all weight would have to shift, from the criteria where the leader is furthest ahead to the one \
         where its rival is, before the two were level.",
        "Smallest change of weights: Barron and Schmidt 1988",
    ),
    topic(
        "Ahead in … of cases with weights up to 25 % off",
        "How often an option wins in 100,000 random cases in which each weight is up to 25 % off, and each group of \
         criteria too. Empty cells get random scores. The same file always gives the same number.",
        "SMAA-2: Lahdelma and Salminen 2001, Operations Research 49:444; Tervonen and Lahdelma 2007, EJOR 178:500",
    ),
    topic(
        "Largest regret",
        "How far an option could fall behind the best one if every weight could be anything from half to one and a \
         half times what it is. The option with the smallest regret is the safest.",
        "Minimax regret: Savage 1951",
    ),
    topic(
        "Expected gain of settling",
        "How many points the team could gain, on average, by finding out who is right about one criterion. 0 means \
         that settling this criterion alone can't put another option ahead, whichever member is right.",
        "Expected value of partial perfect information: Raiffa and Schlaifer 1961; Felli and Hazen 1998",
    ),
    topic(
        "Disputed",
        "A cell whose scores are far apart: the lowest and the highest are three points apart or more, or four or more \
         scores agree no more than an even spread does. One person who sees it differently counts too: \
         they may know something.",
        "Agreement A: van der Eijk 2001, Quality & Quantity 35:325",
    ),
    topic(
        "Agreement on a cell",
        "How much the scores in one cell agree, from four scores on. 1 means that all are the same, 0 that they are \
         spread evenly from 1 to 5, and \u{2212}1 that one half gave a 1 and the other a 5. Below 0, the team is in two \
         camps.",
        "Agreement A: van der Eijk 2001, Quality & Quantity 35:325",
    ),
    topic(
        "Agreement of the team",
        "Kendall's W measures how similarly the members rank the options, from 0 to 1. Krippendorff's α measures how \
         similarly they score: 1 is full agreement, 0 is no more than chance.",
        "Kendall 1948; Krippendorff 2011",
    ),
    topic(
        "Coverage",
        "How much of the weight lies on criteria on which an option has a score. Below 80 %, accepting the decision \
         asks for a reason.",
        "",
    ),
    topic(
        "Would another method pick another winner?",
        "The winner by averages, by medians, with equal weights and from measured scores alone. Where all agree, the \
         result doesn't depend on the method.",
        "Equal weights as a check: Dawes 1979, American Psychologist 34:571",
    ),
    topic(
        "Each ballot on its own",
        "Which option would win if one member decided, by that member's scores and weights. The team's averages fill \
         the cells that the member left empty.",
        "",
    ),
    topic(
        "With one left out",
        "Which option would win without one ballot or one criterion. If leaving one out changes the winner, the \
         result depends on it, so check that one before you rely on the result.",
        "Leaving out one at a time, the jackknife: Tukey 1958",
    ),
    topic(
        "Spread, ±",
        "How far apart the scores on a criterion are, in points: the standard deviation of each cell's scores, \
         averaged over the options. 0 means that all scored the same. A ring marks a cell whose scores are far apart.",
        "Standard deviation of a sample",
    ),
];

const CHARTS: &[Topic] = &[
    topic(
        "How the options score",
        "One row for each option on the scale from 1 to 5. The dot is its total, the line runs from the lowest to the highest \
         total that a ballot gives it, and the pale band is what missing scores could still change.",
        "",
    ),
    topic(
        "Weigh by order",
        "Put the criteria in order of importance, and the weights follow: 100 for the first, and equal steps down to the last. Those that \
         you call level share the mean of their places. An order says nothing of how much more one matters than the next, so move the \
         sliders afterwards where you know better.",
        "Rank-sum weights: Stillwell, Seaver and Edwards 1981, OBHP 28:62",
    ),
    topic(
        "What leads in each profile",
        "The same scores, counted with the weights of each profile of the template and of your own. The first number is the lead, the \
         second how often the leader still comes first with each weight up to 25 % off. Weights that members gave themselves are left \
         out here. Profiles… chooses the profiles, and keeps the present weights as one of yours.",
        "",
    ),
    topic(
        "If there can be only one",
        "How far each option is behind where it is furthest behind: what it can cost to use it for every kind of project. The safest \
         choice is the one with the least of that. A second option is worth the average it adds where it is better; what running two \
         costs is for you to say.",
        "Minimax regret: Savage 1951, JASA 46:55",
    ),
    topic(
        "Where the leader is weakest",
        "The leader's lowest average scores. In the total, strong scores elsewhere outweigh these. If one is \
         unacceptable, make it a must-have, which rules options out whatever their total.",
        "",
    ),
    topic(
        "Other methods",
        "Which option wins by averages, by medians, with equal weights, from measured scores alone and by each ballot \
         on its own. A button tries that method here; nothing is saved until you apply it.",
        "",
    ),
    topic(
        "Why one is ahead of the other",
        "Each bar is the points that a criterion adds to the lead: to the right for the leader, to the left for the \
         other option. Together the bars make up the lead.",
        "",
    ),
    topic(
        "How sure is that?",
        "One row per question: what if each score is up to one point off; each weight up to 25 % off, and each group of criteria \
         too; the team slightly different; only your ranking of the criteria known; or no weight at all? A row shows how often each \
         option comes first, the leader first, and on hover how exact that is. \u{201c}Any weights\u{201d} depends on how many criteria \
         favour each option, so do not rely on it alone.",
        "Lahdelma and Salminen 2001; with two options and no empty cell the last two rows are exact: Varsi 1973",
    ),
    topic(
        "How far each share can move",
        "How far one criterion's share can change, from 0 to 100 %, while the others keep their proportions. The mark \
         is today's share. The solid part is where the leader stays ahead; the colour beyond it shows which option \
         would lead.",
        "Stability intervals: Mareschal 1988, EJOR 33:54",
    ),
    topic(
        "What divides the team",
        "How the lead would change if the whole team scored a criterion like one member. The bar runs from the \
         smallest lead to the largest; the dot is today's lead. Left of the line, the other option leads.",
        "Tornado diagram: Howard 1988",
    ),
    topic(
        "Where one is weakest",
        "The leader's average scores of 2.5 or less, on criteria that count. Strong scores elsewhere outweigh these \
         in the total. If one is unacceptable, make it a must-have, which rules options out whatever their total.",
        "Non-compensatory screening: Keeney and Raiffa 1976",
    ),
    topic(
        "Discuss next",
        "Criteria to discuss, the most useful first. It needs at least two ballots.",
        "Expected value of information: Raiffa and Schlaifer 1961",
    ),
    topic(
        "Could change the winner",
        "Criteria that could change the winner once the team agrees on them, with the points that the total of the \
         choice would gain on average. The bar shows how the lead would change if the whole team scored like one \
         member. Vote again starts a round on one of them.",
        "Expected value of partial perfect information: Felli and Hazen 1998; bars: Howard 1988",
    ),
    topic(
        "Where you are furthest apart",
        "The three cells whose scores are furthest apart, with who gave the lowest and the highest, and any member \
         who alone prefers another option. It is always shown: one person may know what the others don't.",
        "Unshared information in groups: Stasser and Titus 1985",
    ),
    topic(
        "Can't put another option ahead alone",
        "Criteria that can't put another option ahead one at a time, whichever member is right; at most, another draws \
         level. Several together might put one ahead; the text above them says so.",
        "Expected value of partial perfect information: Felli and Hazen 1998, Medical Decision Making 18:95",
    ),
    topic(
        "What would change the winner?",
        "How wrong the weights would have to be for another option to lead: how far off every weight, or how much \
         weight to shift. The larger the number, the safer the lead.",
        "Barron and Schmidt 1988, Operations Research 36:122",
    ),
    topic(
        "Single scores that would change the winner",
        "Each score that would put another option ahead if that one member had scored differently, the smallest \
         changes first. Must-haves are checked again for each. Ask these members about their reasons.",
        "One-way sensitivity, every value tried: Triantaphyllou and Sánchez 1997, Decision Sciences 28:151",
    ),
    topic(
        "Try other weights",
        "Try other weights, or leave out a criterion or a ballot. Nothing is saved until you apply the weights, and \
         you can undo that.",
        "",
    ),
    topic(
        "Before you decide",
        "What is missing or looks odd: empty cells, low coverage, a choice against the leader without a reason, \
         criteria that may count the same thing twice, ballots with almost the same score everywhere. Each leads to \
         the place where you can fix it.",
        "Double counting: Keeney and Raiffa 1976; one overall impression, or halo: Thorndike 1920",
    ),
    topic(
        "Suggested triggers and review date",
        "Suggestions for what should make you reconsider, drawn from the scores and weights that would change the \
         winner; and a review date: after three months without a clear winner, six with one, twelve with a solid \
         lead. Nothing goes into the record until you add it.",
        "",
    ),
    topic(
        "Decision log",
        "All ADRs of a repository, in any format: which supersedes which, the text beside it, and the problems found. \
         From here you can supersede a decision or turn it into a record. Reading changes no file.",
        "",
    ),
    topic(
        "Read by",
        "What other ADR programs will show of this ADR: its title, status and date, or nothing at all. If one of them \
         matters to you, choose another format.",
        "The rules in the sources of ADR Manager, adr-log, adr-tools, adr-viewer, adrs, Backstage, dotnet-adr, log4brains, pyadr \
         and Structurizr",
    ),
    topic(
        "Charts as files",
        "Save a chart with the button at its top or with \u{201c}Save a chart\u{201d} in the File menu: as SVG, or as \
         PNG if you end the file name in .png. The Export step can put charts next to the ADR, which shows them with \
         a description for people who can't see them. Each export updates them.",
        "",
    ),
    topic(
        "Heat map of the team's scores",
        "One cell for each option and criterion. The shade shows the average; the dots are the scores, from 1 on the \
         left to 5 on the right. A ring marks cells where the team is far apart.",
        "",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::step::Step;

    #[test]
    fn every_step_is_explained_under_its_name_and_in_its_order() {
        let titles: Vec<&str> = STEPS.iter().map(|topic| topic.title).collect();
        assert_eq!(titles, Step::ALL.map(Step::name));
    }

    #[test]
    fn the_words_for_a_lead_are_explained_by_what_was_measured() {
        use crate::analysis::{ErrorRate, Firmness};
        let of_100 = |firmness: Firmness| {
            let sizes =
                ErrorRate::OPTIONS.iter().flat_map(|options| ErrorRate::BALLOTS.map(|ballots| (*options, ballots)));
            let rates = sizes.filter_map(|(options, ballots)| ErrorRate::of(options, ballots, firmness));
            let (turned, records) = rates.fold((0.0, 0.0), |(turned, records), rate| {
                let of = f64::from(rate.records());
                (turned + rate.share() * of, records + of)
            });
            (100.0 * turned / records).round()
        };
        let [unclear, narrow, clear, solid] =
            [Firmness::NoClearWinner, Firmness::Narrow, Firmness::Clear, Firmness::Solid].map(of_100);
        let topics = NUMBERS.iter().filter(|topic| topic.title == "Narrow, clear and solid leads");
        let explained: String = topics.map(|topic| topic.words).collect();
        for words in [
            format!("{solid} of 100 solid leads"),
            format!("{clear} of 100 clear leads"),
            format!("{narrow} of 100 narrow ones"),
            format!("clear winner, {unclear} of 100"),
        ] {
            assert!(explained.contains(&words), "{words}");
        }
    }

    #[test]
    fn topics_are_whole_sentences_that_can_be_found() {
        for topic in SECTIONS.iter().flat_map(|(_, topics)| *topics) {
            assert!(topic.words.ends_with('.') && topic.words.len() > 60, "{}", topic.title);
            assert!(!topic.words.contains("  "), "{}", topic.title);
            assert!(topic.has(&topic.title.to_uppercase()), "{}", topic.title);
            assert!(!topic.has("zebra"));
        }
        for query in ["krippendorff", "regret savage", "sealed", "tornado", "swing 100", "agreement two camps"] {
            let mut topics = SECTIONS.iter().flat_map(|(_, topics)| *topics);
            assert!(topics.any(|topic| topic.has(query)), "{query}");
        }
    }
}
