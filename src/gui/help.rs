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
        "What has to be decided, in a title and two or three sentences; what is given; who decides, who is asked and who is \
         told. It becomes the first part of the ADR, so write it for somebody who reads it in a year.",
        "",
    ),
    topic(
        "Options",
        "What could be chosen: one language each, or a combination. Add every option that somebody would seriously take; an \
         option can be screened out by a must-have before anything is summed, and stays visible with the reason.",
        "",
    ),
    topic(
        "Criteria",
        "What the options are judged by. Each has a question, anchors that say what a score of 1, 3 and 5 means, and a swing \
         that says how much it matters. A must-have is a threshold: an option that falls below it is out, whatever its total.",
        "",
    ),
    topic(
        "Scores",
        "Your ballot: a score from 1 to 5 for each option by each criterion, against the anchors and not against the other \
         options. A question mark says that you do not know. With two or more members, ballots stay hidden on screen until \
         somebody reveals the round.",
        "Scoring by criterion, not by option, against halo: Thorndike 1920",
    ),
    topic(
        "Result",
        "What follows from the scores: which option leads, by how much and because of what; whether another way of counting \
         gives another winner; what is worth talking about; and a copy to try other swings on, which changes nothing.",
        "",
    ),
    topic(
        "Decision",
        "People choose, not the total. A choice against the lead asks for the reason, and the ADR keeps it. Write what becomes \
         better and worse, how you will know that it was right, what would make you think again, and when you look at it. Pros and \
         cons of each option are drafted from the largest weighted differences and from notes; edit a line to keep your own words.",
        "",
    ),
    topic(
        "Export",
        "The decision as a Markdown file in your repository, in the form that the folder uses already. It is shown before it is \
         written: as it will be read, as Markdown, and as a difference from what is there. The appendix adds all scores, and how firm \
         the result is.",
        "Forms: MADR 4 (adr.github.io/madr), Nygard 2011",
    ),
];

const WORDS: &[Topic] = &[
    topic(
        "Swing",
        "How much it matters to go from the anchor at 1 to the anchor at 5 of a criterion: 100 for the criterion that you would \
         most like to lift, the others in proportion, 0 for one that does not count. Not how important the subject is in \
         general, but how much this difference matters here.",
        "Swing weights: von Winterfeldt and Edwards 1986; Fischer 1995, OBHDP 62:252",
    ),
    topic(
        "Weight",
        "A criterion's swing divided by the sum of all swings: its share in the total. A member may have swings of their own; \
         the team's weights are then the mean of the members'.",
        "Edwards 1977",
    ),
    topic(
        "Anchor",
        "What a score of 1, 3 or 5 means in plain words. The scale is fixed and never stretched to the scores that are there: \
         otherwise taking out a loser could change the winner.",
        "Rank reversal by stretched scales: Belton and Gear 1983",
    ),
    topic(
        "Empty, \u{201c}do not know\u{201d}, not applicable",
        "An empty cell could be anything from 1 to 5, so totals become a range. \u{201c}Do not know\u{201d} is an answer: the mean is \
         taken over the others. Not applicable takes the criterion out for every option.",
        "",
    ),
    topic(
        "Blind, sealed, revealed",
        "While a round is blind, nobody's scores are shown on screen. Sealing hands a ballot in: it \
         stays closed, also to its owner, until somebody reveals the round, best when all are in. It is hidden on screen, not secret: the file is plain text. \
         A record that has a file is saved with the reveal. \
         Where ballots are private (Members…), scores stay in a file of their own on each machine, and the record holds a hash of each \
         sealed ballot, so that one that is changed after the reveal is refused. That keeps no secret from who can read the machine.",
        "Scoring before talking, against anchoring: Tversky and Kahneman 1974",
    ),
    topic(
        "Ballots as files",
        "Export my ballot writes it to a file of its own, to be sent. Import ballots takes in any number of them, also by dropping \
         them on the window: first it tells what each brings or why it does not fit, and it is all of them or none. Ballots are not \
         signed; undo takes the import back.",
        "",
    ),
    topic(
        "Swings of my own",
        "In a team you can weigh the criteria for yourself. The group's weights are then the mean of the members' weights; after \
         the reveal each criterion shows how far they lie apart.",
        "",
    ),
    topic(
        "Weigh by group",
        "First how much each group of criteria matters, then how much each criterion does within it. Three criteria that say \
         the same thing then share one weight, instead of having three.",
        "Splitting a criterion raises its weight: Weber, Eisenführ and von Winterfeldt 1988, Management Science 34:431",
    ),
    topic(
        "Another round",
        "The team votes again, blind, on all criteria or on those that you choose, starting from the scores there are. Those of \
         earlier rounds are kept: the heat map compares them, and a cell shows its votes of all rounds.",
        "Delphi rounds: Dalkey and Helmer 1963",
    ),
    topic(
        "Reference ballot",
        "Scores from a source, such as an essay. They are shown for comparison after the reveal, and counted only if the team \
         says so.",
        "",
    ),
    topic(
        "Confidence and evidence",
        "How sure you are of a score, and where you have it from: measured, used in production, read, or heard. They weigh \
         nothing; they say what to talk about, and what the result is from measured scores alone.",
        "",
    ),
];

const NUMBERS: &[Topic] = &[
    topic(
        "Total",
        "The mean of an option's scores by weight, on the same scale from 1 to 5. Two digits are shown: more would be more than \
         the scores can say.",
        "Weighted sum: Keeney and Raiffa 1976",
    ),
    topic(
        "Lead, in points",
        "How far the first option is ahead of the second on the scale from 1 to 5: 0.25 is a quarter of the way from one score \
         to the next, over all criteria together.",
        "",
    ),
    topic(
        "Narrow, clear and solid leads",
        "How often other people would come to another winner. In simulated teams, 3 of 100 solid leads turned when other \
         people scored, 9 of 100 clear leads, and 25 of 100 narrow ones; where the app says that there is no clear winner, \
         48 of 100. A solid lead takes four ballots, and no other way of counting, no single ballot and no single score \
         may turn it.",
        "Measured by simulation; the rules and the numbers are in docs/methods.md",
    ),
    topic(
        "Swings off by more than …",
        "The lead holds as long as no swing is off by more than this share of itself, all of them in the worst direction at \
         once. With many criteria errors average out, so a small share is no alarm by itself.",
        "The least common error of the weights, worked out exactly; see the sensitivity of weights in Barron and Schmidt 1988, \
         Operations Research 36:122",
    ),
    topic(
        "Weight that would have to move",
        "How much weight would have to go from the criteria that favour the leader most to the one that favours its rival most \
         before the two were level.",
        "Smallest change of weights: Barron and Schmidt 1988",
    ),
    topic(
        "Ahead in … of weightings",
        "The share of 100,000 draws in which an option comes first, with each weight drawn at random up to 25 % off, and each \
         group of criteria as well. Empty cells are drawn, too. The same file always gives the same number.",
        "SMAA-2: Lahdelma and Salminen 2001, Operations Research 49:444; Tervonen and Lahdelma 2007, EJOR 178:500",
    ),
    topic(
        "Regret, at worst",
        "How far behind the best an option could be if every weight may be from half to one and a half of yours. The option \
         with the least of it is the safest.",
        "Minimax regret: Savage 1951",
    ),
    topic(
        "Expected gain of settling",
        "What the team could gain, in points, by finding out who is right about one criterion. 0 means that settling that one \
         alone cannot change the choice under any member's view.",
        "Expected value of partial perfect information: Raiffa and Schlaifer 1961; Felli and Hazen 1998",
    ),
    topic(
        "Disputed",
        "A cell where the votes are far apart: with two or three votes, three points or more between them; with four or more, \
         two camps.",
        "Agreement A: van der Eijk 2001, Quality & Quantity 35:325",
    ),
    topic(
        "Agreement of the team",
        "Kendall's W says how far the members rank the options alike, from 0 to 1. Krippendorff's α says how far they score \
         alike: 1 is wholly, 0 is as by chance.",
        "Kendall 1948; Krippendorff 2011",
    ),
    topic(
        "Coverage",
        "The share of the weight on which an option was scored at all. Under 80 %, accepting a decision asks for the reason.",
        "",
    ),
    topic(
        "Does it depend on how you count?",
        "The winner by means, by medians, by equal weights and by measured scores alone. Where they agree, the result does not \
         hang on the way of counting.",
        "Equal weights as a check: Dawes 1979, American Psychologist 34:571",
    ),
    topic(
        "Each ballot alone",
        "Who would come first if one member decided: by their own scores and swings, the team's means standing in for cells \
         that they left empty.",
        "",
    ),
    topic(
        "With one left out",
        "Who would come first without one ballot, or without one criterion. A result that one of them turns rests on that one, \
         so look at it again before you rely on it.",
        "Leaving out one at a time, the jackknife: Tukey 1958",
    ),
    topic(
        "Spread, ±",
        "How far the votes on a criterion lie apart, in points: the standard deviation of a cell's scores, as the mean over the \
         options. 0 means that all voted alike; a cell whose votes are far apart has a ring.",
        "Standard deviation of a sample",
    ),
];

const CHARTS: &[Topic] = &[
    topic(
        "How the options score",
        "One bar an option, from 1 to 5, its total beside it. A lighter end is what empty cells leave open.",
        "",
    ),
    topic(
        "What the totals are made of",
        "One bar an option: each piece is a criterion's weight times the mean of its scores, and the pieces of a group stand \
         together. All of them are the total. Point at a piece to see which criterion it is.",
        "",
    ),
    topic(
        "Where the leader is weakest",
        "Its lowest means. A total makes up for them with what is good; where nothing can make up for one, set a must-have, which \
         screens an option out before anything is summed.",
        "",
    ),
    topic(
        "Counted otherwise",
        "Who comes first by means, by medians, with equal weights, by measured scores alone, and by each ballot alone. Where \
         there is a button, it tries that way of counting on the copy, and nothing is saved until it is applied.",
        "",
    ),
    topic(
        "Why one is ahead of the other",
        "Each bar is a criterion's weight times the difference of the two options' means, in points of the total: to the right \
         for the first, to the left for the second. All bars together are the lead.",
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
        "How far each weight can move",
        "A line from no weight to all of it, the others keeping their proportions. The mark is the weight as it is, the solid \
         part is where the leader stays ahead, and the colour beyond it is that of who takes over.",
        "Stability intervals: Mareschal 1988, EJOR 33:54",
    ),
    topic(
        "What divides the team",
        "How the gap between the first two would change if the whole team scored a criterion as one member does: the bar goes \
         from the least to the most, the dot is the gap as it is, and left of the line the other option leads.",
        "Tornado diagram: Howard 1988",
    ),
    topic(
        "Where one is weakest",
        "The leader's cells that have a weight and a mean of at most 2.5: a total makes up for them, and one of them may be a flaw \
         that nothing should make up for. Then it is a must-have, which screens options out before anything is summed.",
        "Non-compensatory screening: Keeney and Raiffa 1976",
    ),
    topic(
        "Discuss next",
        "Criteria to talk about, those first whose settling is worth most. It appears with two ballots: where nobody disagrees \
         there is nothing to settle.",
        "Expected value of information: Raiffa and Schlaifer 1961",
    ),
    topic(
        "What could change the choice",
        "The criteria whose settling could make the team choose another option, with the points to gain on average, and how far \
         the gap moves when the whole team scores as one member does. Vote again opens a round on one of them.",
        "Expected value of partial perfect information: Felli and Hazen 1998; bars: Howard 1988",
    ),
    topic(
        "Where you are furthest apart",
        "The three cells whose scores lie furthest apart, with who gave the lowest and the highest, and whoever alone prefers \
         another option. It is shown whatever it is worth: one person may know what the others do not.",
        "Unshared information in groups: Stasser and Titus 1985",
    ),
    topic(
        "What cannot change the winner alone",
        "Criteria whose settling cannot change the choice one by one, whoever of the members is right. Together they might: that \
         gain is told as well.",
        "Expected value of partial perfect information: Felli and Hazen 1998, Medical Decision Making 18:95",
    ),
    topic(
        "What would it take to turn it?",
        "How far you would have to be wrong for another option to lead: by how much every swing, or how much weight would have to \
         move. The larger the number, the safer the lead.",
        "Barron and Schmidt 1988, Operations Research 36:122",
    ),
    topic(
        "Votes that would turn it alone",
        "Each vote that would make another option lead if that member alone had given another score, those first that would have \
         to change least. Screening is done again for each. Ask these members what they saw.",
        "One-way sensitivity, every value tried: Triantaphyllou and Sánchez 1997, Decision Sciences 28:151",
    ),
    topic(
        "Try other swings",
        "A copy of the record to play with: other swings, or without a criterion or a ballot. Nothing of it is kept until you \
         apply the swings, and that is one step that undo takes back.",
        "",
    ),
    topic(
        "Before you decide",
        "What stands in the way or looks odd: empty cells, thin coverage, a choice against the lead without a reason, criteria \
         that may be counted twice, ballots with hardly more than one score. Each leads to where it can be mended.",
        "Double counting: Keeney and Raiffa 1976; one overall impression, or halo: Thorndike 1920",
    ),
    topic(
        "Suggested triggers and review date",
        "Drafts of what would make you decide again, worked out from the votes, cells and weights that would turn the result; and \
         a day to look again: three months where there is no clear winner, six where there is, twelve where the lead is solid. They are in \
         the record only once you take them.",
        "",
    ),
    topic(
        "Decision log",
        "All ADRs of a repository, in whatever style they are written: what took the place of what, the text beside it, and what \
         does not fit together. From here a decision is superseded, or taken over as a record. Reading changes no file.",
        "",
    ),
    topic(
        "Read by",
        "What other programs that show ADRs see of this one, once it is written: its title, status and date, or that they pass it \
         by. Change the form of the ADR where one matters to you.",
        "The rules in the sources of ADR Manager, adr-log, adr-tools, adr-viewer, adrs, Backstage, dotnet-adr, log4brains, pyadr \
         and Structurizr",
    ),
    topic(
        "Charts as files",
        "The button at the head of a chart, or \u{201c}Save a chart\u{201d} in the File menu, writes it as SVG, or as PNG where the \
         file's name ends in .png. The Export step puts charts beside the ADR, which shows them with a sentence for those who do \
         not see them; exporting again draws them again.",
        "",
    ),
    topic(
        "Heat map of the team's scores",
        "One cell an option and criterion: the mean on a ramp from light to dark, the dots the votes from 1 on the left to 5 on \
         the right. A ring marks cells where the team is far apart.",
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
        for query in ["krippendorff", "regret savage", "sealed", "tornado", "swing 100"] {
            let mut topics = SECTIONS.iter().flat_map(|(_, topics)| *topics);
            assert!(topics.any(|topic| topic.has(query)), "{query}");
        }
    }
}
