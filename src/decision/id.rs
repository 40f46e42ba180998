//! Readable, stable ids for the parts of a record.

use std::{borrow::Borrow, fmt, sync::Arc};

use super::text::slug;

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an id: use 1 to {max} lower-case letters, digits and single dashes, such as `learning-curve`",
    max = MAX_LEN
)]
pub struct InvalidId(pub String);

/// Maximum length of an id, in characters.
pub const MAX_LEN: usize = 64;

fn is_valid(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= MAX_LEN && (is_plain(text) || slug(text, MAX_LEN) == text)
}

/// Reports whether a text is quickly seen to be its own slug, as nearly all ids are: a file holds two for each score.
fn is_plain(text: &str) -> bool {
    text.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn unused(name: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    // Room is left for a number after the name.
    let mut base = slug(name, MAX_LEN - 6);
    if base.is_empty() {
        fallback.clone_into(&mut base);
    }
    if !taken(&base) {
        return base;
    }
    (2..=u32::MAX).map(|n| format!("{base}-{n}")).find(|id| !taken(id)).unwrap_or(base)
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $fallback:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Creates the id `text`.
            ///
            /// # Errors
            /// [`InvalidId`] unless it is 1 to 64 lower-case letters, digits and single inner dashes.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                if is_valid(text) { Ok(Self(text.into())) } else { Err(InvalidId(text.to_owned())) }
            }

            /// Creates an id from a name that people gave, different from all in `taken`.
            pub fn from_name<'a>(name: &str, taken: impl IntoIterator<Item = &'a Self>) -> Self {
                let taken: std::collections::HashSet<&str> = taken.into_iter().map(|id| &*id.0).collect();
                Self(unused(name, $fallback, |id| taken.contains(id)).into())
            }

            /// Returns the id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }
    };
}

id_type!(
    /// The id of an option, such as `go`.
    OptionId,
    "option"
);
id_type!(
    /// The id of a criterion, such as `learning-curve`.
    CriterionId,
    "criterion"
);
id_type!(
    /// The id of a member, such as `ana`, or of a reference ballot, such as `essay`.
    MemberId,
    "member"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_and_unique() {
        let first = CriterionId::from_name("Learning curve!", []);
        assert_eq!(first.as_str(), "learning-curve");
        assert_eq!(CriterionId::from_name("learning  CURVE", [&first]).as_str(), "learning-curve-2");
        assert_eq!(OptionId::from_name("🦀", []).as_str(), "option");
        assert_eq!(OptionId::from_name("C++", []).as_str(), "c-plus-plus");
        assert_eq!(MemberId::from_name("陳 麗", []).as_str(), "陳-麗");
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "Go", "a b", "-a", "a--b", "../x", &"x".repeat(65)] {
            assert!(OptionId::new(text).is_err(), "{text}");
        }
        assert!(OptionId::new("c-sharp").is_ok());
        let signs = ["a", "1", "-", "A", "é", " ", "+"];
        for text in signs.iter().flat_map(|a| signs.iter().flat_map(move |b| signs.map(|c| format!("{a}{b}{c}")))) {
            assert!(!is_plain(&text) || slug(&text, MAX_LEN) == text, "{text}");
        }
    }
}
