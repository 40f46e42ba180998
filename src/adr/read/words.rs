//! Words for a status in languages other than English.

use crate::decision::Status;

/// The words, in lower case, without the endings for gender and number.
const WORDS: [(Status, &[&str]); 6] = [
    (Status::Draft, &["entwurf", "brouillon", "borrador", "bozza", "rascunho"]),
    (Status::Proposed, &["vorgeschlagen", "proposé", "propuest", "propost"]),
    (Status::Accepted, &["akzeptiert", "angenommen", "accepté", "aceptad", "accettat", "aceit"]),
    (Status::Rejected, &["abgelehnt", "verworfen", "rejeté", "rechazad", "rifiutat", "rejeitad"]),
    (Status::Deprecated, &["veraltet", "déprécié", "obsolète", "obsolet", "deprecat"]),
    (Status::Superseded, &["ersetzt", "abgelöst", "remplacé", "reemplazad", "sustituid", "sostituit", "substituíd"]),
];

/// Returns the status that a word in lower case means; `None` if it is no status in a language that is known here.
pub(crate) fn translated(word: &str) -> Option<Status> {
    WORDS.into_iter().find(|(_, stems)| stems.iter().any(|stem| is_form_of(word, stem))).map(|(status, _)| status)
}

/// Reports whether a word is a stem, alone or with an ending for its gender.
fn is_form_of(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|end| matches!(end, "" | "e" | "o" | "a"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_languages_are_known() {
        for (word, status) in [
            ("akzeptiert", Some(Status::Accepted)),
            ("acceptée", Some(Status::Accepted)),
            ("aceptado", Some(Status::Accepted)),
            ("ersetzt", Some(Status::Superseded)),
            ("accept", None),
            ("accepted", None),
        ] {
            assert_eq!(translated(word), status, "{word}");
        }
    }
}
