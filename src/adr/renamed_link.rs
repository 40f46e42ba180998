//! Addresses of links to files that are renamed.

use super::address::file_destination;
use crate::decision::text::LinkBytes;

/// Returns the address of a link after the file that it leads to was renamed. The part that both names share keeps its
/// encoding, and so does everything around the name.
#[must_use]
pub(super) fn renamed_in_link(link: &str, new: &str) -> String {
    let mut path = LinkBytes::new(link);
    let bytes: Vec<(usize, u8)> = path.by_ref().collect();
    let end = path.place();
    let name = bytes.iter().rposition(|(_, byte)| *byte == b'/').map_or(0, |slash| slash + 1);
    let start = bytes.get(name).map_or(end, |(place, _)| *place);
    let renamed = renamed(link, &bytes[name..], end, new).unwrap_or_else(|| file_destination(new));
    format!("{}{renamed}{}", &link[..start], &link[end..])
}

/// Returns the name of a file at the end of the path in a link, with the part replaced in which the new name differs.
fn renamed(link: &str, name: &[(usize, u8)], end: usize, new: &str) -> Option<String> {
    let old = String::from_utf8(name.iter().map(|(_, byte)| *byte).collect()).ok()?;
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new);
    let same_start: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[same_start..], &new[same_start..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(old, new)| old == new);
    let same_end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let place = |byte: usize| name.get(byte).map_or(end, |(place, _)| *place);
    let between = file_destination(&new_rest[..new_rest.len() - same_end]);
    let (before, after) = (link.get(place(0)..place(same_start))?, link.get(place(old.len() - same_end)..end)?);
    Some(format!("{before}{between}{after}"))
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
            ("0002-use\\_gr&#246;&#xDF;e.md#x", "0012-use_größe.md", "0012-use\\_gr&#246;&#xDF;e.md#x"),
            ("a\\/0002-%C3.md", "0012-x.md", "a\\/0012-x.md"),
        ] {
            assert_eq!(renamed_in_link(link, new), expected, "{link}");
        }
    }
}
