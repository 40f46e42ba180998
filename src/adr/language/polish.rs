//! Polish.

use super::{Language, LanguageHeads, LanguageLabels, LanguageRelations, LanguageStatuses};

pub(super) const POLISH: Language = Language {
    statuses: LanguageStatuses {
        draft: &["szkic", "projekt"],
        proposed: &["proponowan*", "zaproponowan*", "propozycja"],
        accepted: &["zaakceptowan*", "przyjęt*", "zatwierdzon*"],
        rejected: &["odrzucon*"],
        deprecated: &["przestarzał*", "wycofan*", "nieaktualn*"],
        superseded: &["zastąpion*"],
    },
    labels: LanguageLabels {
        status: &["status", "stan"],
        decided: &["data decyzji", "zdecydowano"],
        // Of several meanings in other languages, so that it is no mistake if no day stands there.
        changed: &["data", "ostatnia zmiana", "ostatnia aktualizacja", "zaktualizowano"],
        written: &["utworzono", "data utworzenia"],
        deciders: &["decydenci", "decydent", "decydujący"],
        authors: &["autor", "autorka", "autorzy"],
        consulted: &["konsultowani", "konsultowano z", "konsultacje"],
        informed: &["poinformowani", "informowani"],
        title: &["tytuł"],
        number: &["numer"],
    },
    relations: LanguageRelations {
        supersedes: &["zastępuje"],
        superseded_by: &["zastąpiony przez", "zastąpiona przez", "zastąpione przez", "zastąpiono przez"],
        amends: &["zmienia", "uzupełnia"],
        amended_by: &["zmieniony przez", "zmieniona przez", "zmienione przez", "uzupełniona przez"],
        relates_to: &["powiązane z", "powiązana z", "powiązany z", "zobacz też", "zobacz także"],
        others: &["rozszerza", "zależy od"],
    },
    heads: LanguageHeads {
        facts: &["metadane", "informacje"],
        links: &["linki", "odnośniki", "powiązane decyzje"],
        context: &["kontekst", "kontekst i opis problemu", "kontekst i problem"],
        drivers: &["czynniki decyzyjne", "kryteria decyzji", "kryteria"],
        options: &["rozważane opcje", "rozważone opcje", "opcje", "alternatywy", "rozważane alternatywy"],
        decision: &["decyzja", "wynik decyzji"],
        consequences: &["konsekwencje", "skutki"],
    },
    months: [
        &["stycznia", "styczeń", "sty"],
        &["lutego", "luty", "lut"],
        &["marca", "marzec", "mar"],
        &["kwietnia", "kwiecień", "kwi"],
        &["maja", "maj"],
        &["czerwca", "czerwiec", "cze"],
        &["lipca", "lipiec", "lip"],
        &["sierpnia", "sierpień", "sie"],
        &["września", "wrzesień", "wrz"],
        &["października", "październik", "paź"],
        &["listopada", "listopad", "lis"],
        &["grudnia", "grudzień", "gru"],
    ],
    and: "i",
    partly: &["częściowo"],
    superseded: ("zastąpiono", "zastąpiono przez {}"),
};
