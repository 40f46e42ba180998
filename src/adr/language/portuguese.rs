//! Portuguese.

use super::{Language, LanguageHeads, LanguageLabels, LanguageRelations, LanguageStatuses};

pub(super) const PORTUGUESE: Language = Language {
    statuses: LanguageStatuses {
        draft: &["rascunho"],
        proposed: &["propost*"],
        accepted: &["aceit*", "aprovad*"],
        rejected: &["rejeitad*", "recusad*"],
        deprecated: &["depreciad*", "descontinuad*", "obsolet*"],
        superseded: &["substituíd*", "superad*"],
    },
    labels: LanguageLabels {
        status: &["estado", "situação", "status"],
        decided: &["data da decisão", "decidido em"],
        // Of several meanings in other languages, so that it is no mistake if no day stands there.
        changed: &["data", "última modificação", "última atualização", "atualizado em", "modificado em"],
        written: &["criado em", "data de criação"],
        deciders: &["decisores", "decisor", "responsáveis pela decisão", "tomadores de decisão"],
        authors: &["autor", "autora", "autores", "autoras"],
        consulted: &["consultados", "consultado", "consultadas", "pessoas consultadas"],
        informed: &["informados", "informado", "informadas", "pessoas informadas"],
        title: &["título"],
        number: &["número"],
    },
    relations: LanguageRelations {
        supersedes: &["substitui"],
        superseded_by: &["substituído por", "substituída por", "superado por", "superada por"],
        amends: &["altera", "emenda"],
        amended_by: &["alterado por", "alterada por", "emendado por", "emendada por"],
        relates_to: &["relacionado com", "relacionada com", "relacionado a", "veja também", "ver também"],
        others: &["estende", "depende de"],
    },
    heads: LanguageHeads {
        facts: &["metadados", "dados"],
        links: &["ligações", "decisões relacionadas", "adrs relacionados", "adrs relacionadas"],
        context: &["contexto", "contexto e problema", "contexto e declaração do problema"],
        drivers: &["fatores de decisão", "critérios de decisão", "direcionadores da decisão"],
        options: &["opções consideradas", "opções", "alternativas", "alternativas consideradas"],
        decision: &["decisão", "resultado da decisão"],
        consequences: &["consequências"],
    },
    months: [
        &["janeiro", "jan"],
        &["fevereiro", "fev"],
        &["março", "mar"],
        &["abril", "abr"],
        &["maio"],
        &["junho", "jun"],
        &["julho", "jul"],
        &["agosto", "ago"],
        &["setembro", "set"],
        &["outubro", "out"],
        &["novembro", "nov"],
        &["dezembro", "dez"],
    ],
    and: "e",
    partly: &["parcialmente", "em parte"],
    superseded: ("substituído", "substituído por {}"),
};
