//! Dutch.

use super::{Language, LanguageHeads, LanguageLabels, LanguageRelations, LanguageStatuses};

pub(super) const DUTCH: Language = Language {
    statuses: LanguageStatuses {
        draft: &["concept", "ontwerp"],
        proposed: &["voorgesteld", "voorstel"],
        accepted: &["geaccepteerd", "aanvaard", "aangenomen", "goedgekeurd"],
        rejected: &["afgewezen", "verworpen"],
        deprecated: &["verouderd", "afgeschaft", "achterhaald"],
        superseded: &["vervangen"],
    },
    labels: LanguageLabels {
        status: &["status"],
        decided: &["datum", "besluitdatum", "datum van besluit", "besloten op"],
        changed: &["laatst gewijzigd", "laatst bijgewerkt", "bijgewerkt op", "gewijzigd op"],
        written: &["aangemaakt", "aangemaakt op", "opgesteld op"],
        deciders: &["beslissers", "beslisser", "besluitvormers", "besluitvormer"],
        authors: &["auteur", "auteurs", "opsteller", "opstellers"],
        consulted: &["geraadpleegd", "geraadpleegden"],
        informed: &["geïnformeerd", "geïnformeerden"],
        title: &["titel"],
        number: &["nummer"],
    },
    relations: LanguageRelations {
        supersedes: &["vervangt"],
        superseded_by: &["vervangen door"],
        amends: &["wijzigt", "vult aan"],
        amended_by: &["gewijzigd door", "aangevuld door"],
        relates_to: &["gerelateerd aan", "zie ook", "verwant aan"],
        others: &["breidt uit", "hangt af van"],
    },
    heads: LanguageHeads {
        facts: &["metagegevens", "gegevens", "kenmerken"],
        links: &["koppelingen", "verwijzingen", "gerelateerde besluiten", "gerelateerde beslissingen"],
        context: &["context", "context en probleemstelling", "probleemstelling", "aanleiding"],
        drivers: &["beslissingsfactoren", "beslissingscriteria", "drijfveren"],
        options: &["overwogen opties", "opties", "alternatieven", "overwogen alternatieven"],
        decision: &["beslissing", "besluit", "uitkomst van het besluit"],
        consequences: &["gevolgen", "consequenties"],
    },
    months: [
        &["januari", "jan"],
        &["februari", "feb"],
        &["maart", "mrt"],
        &["april", "apr"],
        &["mei"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["augustus", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "okt"],
        &["november", "nov"],
        &["december", "dec"],
    ],
    partly: &["gedeeltelijk", "deels"],
    superseded: ("vervangen", "vervangen door {}"),
};
