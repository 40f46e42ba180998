//! The address of a link to a file that gets another name.

use super::address::file_destination;
use crate::decision::text::{percent_decoded, percent_decoded_bytes};

/// The address of a link once the file that it leads to is called otherwise. What the names have in common stays encoded as
/// it is, and so does all that is around the name.
#[must_use]
pub(super) fn renamed_in_link(link: &str, new: &str) -> String {
    let end = link.find(['#', '?']).unwrap_or(link.len());
    let start = link[..end].rfind('/').map_or(0, |at| at + 1);
    let renamed = renamed(&link[start..end], new).unwrap_or_else(|| file_destination(new));
    format!("{}{renamed}{}", &link[..start], &link[end..])
}

/// A name of a file, which may be percent-encoded, changed into another one between what both start and end with.
fn renamed(name: &str, new: &str) -> Option<String> {
    let old = percent_decoded(name);
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new);
    let start: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(old, new)| old == new);
    let end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let mut places = percent_decoded_bytes(name).map(|(at, _)| at).chain([name.len()]);
    let from = places.nth(start)?;
    let to = if old_rest.len() == end { from } else { places.nth(old_rest.len() - end - 1)? };
    let between = file_destination(&new_rest[..new_rest.len() - end]);
    Some(format!("{}{between}{}", name.get(..from)?, name.get(to..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::RepoPath;

    #[test]
    fn a_link_to_a_file_leads_back_to_it() {
        for path in ["docs/adr/0007-größe.md", "a b/c#d.md", "x?.md", "100%.md", "docs/0001-x.md"] {
            for folder in ["", "docs", "docs/adr", "records/deep/er"] {
                let way = RepoPath::from(path).seen_from(&folder.into());
                assert_eq!(RepoPath::from(folder).followed(&file_destination(&way)).as_deref(), Some(path), "{folder}");
            }
        }
    }

    #[test]
    fn a_link_to_a_renamed_file_stays_encoded_as_it_was() {
        for (link, new, expected) in [
            ("./0002-caf%C3%A9.md#x", "0012-café.md", "./0012-caf%C3%A9.md#x"),
            ("../adr/0002-cafe%cc%81.md", "0012-cafe\u{301}.md", "../adr/0012-cafe%cc%81.md"),
            ("0002-café%20%28a%29.md?plain=1", "0012-café (a).md", "0012-café%20%28a%29.md?plain=1"),
            ("%30002-x.md", "0012-x.md", "%30012-x.md"),
            ("00%302-x.md", "0012-x.md", "0012-x.md"),
            ("2-x.md", "22-x.md", "22-x.md"),
            ("22-x.md", "2-x.md", "2-x.md"),
            ("2a x.md", "12 x.md", "12 x.md"),
            ("%zz%.md", "1%.md", "1%.md"),
        ] {
            assert_eq!(renamed_in_link(link, new), expected, "{link}");
        }
    }
}
