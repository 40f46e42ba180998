//! Italian.

use super::{Language, LanguageHeads, LanguageLabels, LanguageRelations, LanguageStatuses};

pub(super) const ITALIAN: Language = Language {
    statuses: LanguageStatuses {
        draft: &["bozza"],
        proposed: &["propost*"],
        accepted: &["accettat*", "approvat*", "adottat*"],
        rejected: &["rifiutat*", "respint*"],
        deprecated: &["deprecat*", "obsolet*"],
        superseded: &["sostituit*", "superat*"],
    },
    labels: LanguageLabels {
        status: &["stato"],
        decided: &["data della decisione", "deciso il"],
        // Of several meanings in other languages, so that it is no mistake if no day stands there.
        changed: &["data", "ultima modifica", "ultimo aggiornamento", "aggiornato il", "modificato il"],
        written: &["creato il", "data di creazione"],
        deciders: &["decisori", "decisore", "responsabili della decisione"],
        authors: &["autore", "autrice", "autori", "autrici"],
        consulted: &["consultati", "consultato", "consultate", "persone consultate"],
        informed: &["informati", "informato", "informate", "persone informate"],
        title: &["titolo"],
        number: &["numero"],
    },
    relations: LanguageRelations {
        supersedes: &["sostituisce"],
        superseded_by: &["sostituito da", "sostituita da", "superato da", "superata da"],
        amends: &["modifica", "emenda"],
        amended_by: &["modificato da", "modificata da", "emendato da", "emendata da"],
        relates_to: &["correlato a", "correlata a", "vedi anche", "collegato a", "collegata a"],
        others: &["estende", "dipende da"],
    },
    heads: LanguageHeads {
        facts: &["metadati", "dati"],
        links: &["collegamenti", "decisioni correlate", "decisioni collegate", "adr correlati"],
        context: &["contesto", "contesto e problema", "contesto e definizione del problema"],
        drivers: &["fattori decisionali", "criteri di decisione", "criteri decisionali"],
        options: &["opzioni considerate", "opzioni", "alternative considerate", "opzioni valutate"],
        decision: &["decisione", "esito della decisione"],
        consequences: &["conseguenze"],
    },
    months: [
        &["gennaio", "gen"],
        &["febbraio", "feb"],
        &["marzo", "mar"],
        &["aprile", "apr"],
        &["maggio", "mag"],
        &["giugno", "giu"],
        &["luglio", "lug"],
        &["agosto", "ago"],
        &["settembre", "set"],
        &["ottobre", "ott"],
        &["novembre", "nov"],
        &["dicembre", "dic"],
    ],
    and: "e",
    partly: &["parzialmente", "in parte"],
    superseded: ("sostituito", "sostituito da {}"),
};
