//! German.

use super::{Language, LanguageHeads, LanguageLabels, LanguageRelations, LanguageStatuses};

pub(super) const GERMAN: Language = Language {
    statuses: LanguageStatuses {
        draft: &["entwurf"],
        proposed: &["vorgeschlagen", "vorschlag"],
        accepted: &["akzeptiert", "angenommen", "beschlossen", "entschieden", "genehmigt"],
        rejected: &["abgelehnt", "verworfen", "zurückgewiesen"],
        deprecated: &["veraltet", "überholt", "obsolet"],
        superseded: &["ersetzt", "abgelöst"],
    },
    labels: LanguageLabels {
        status: &["status"],
        decided: &["datum", "entscheidungsdatum", "entschieden am", "beschlossen am"],
        changed: &["zuletzt geändert", "letzte änderung", "geändert am", "aktualisiert", "aktualisiert am"],
        written: &["erstellt", "erstellt am", "angelegt am"],
        deciders: &["entscheider", "entscheiderin", "entscheiderinnen", "entscheidende", "entscheidungsträger"],
        authors: &["autor", "autorin", "autoren", "autorinnen", "verfasser"],
        consulted: &["konsultiert", "befragt", "befragte", "beraten von"],
        informed: &["informiert", "informierte"],
        title: &["titel"],
        number: &["nummer"],
    },
    relations: LanguageRelations {
        supersedes: &["ersetzt", "löst ab"],
        superseded_by: &["ersetzt durch", "abgelöst durch", "wird ersetzt durch", "wurde ersetzt durch"],
        amends: &["ändert", "ergänzt"],
        amended_by: &["geändert durch", "ergänzt durch"],
        relates_to: &["verwandt mit", "siehe auch", "bezieht sich auf"],
        others: &["erweitert", "baut auf", "hängt ab von"],
    },
    heads: LanguageHeads {
        facts: &["metadaten", "angaben"],
        links: &["verweise", "verwandte entscheidungen", "verwandte adrs"],
        context: &["kontext", "ausgangslage", "problemstellung", "kontext und problemstellung"],
        drivers: &["entscheidungskriterien", "entscheidungstreiber", "einflussfaktoren"],
        options: &["betrachtete optionen", "erwogene optionen", "optionen", "alternativen", "betrachtete alternativen"],
        decision: &["entscheidung", "beschluss", "entscheidungsergebnis"],
        consequences: &["konsequenzen", "folgen", "auswirkungen"],
    },
    months: [
        &["januar", "jänner", "jan"],
        &["februar", "feber", "feb"],
        &["märz", "maerz", "mär"],
        &["april", "apr"],
        &["mai"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["august", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "okt"],
        &["november", "nov"],
        &["dezember", "dez"],
    ],
    partly: &["teilweise", "zum teil"],
    superseded: ("ersetzt", "ersetzt durch {}"),
};
