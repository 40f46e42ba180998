//! A page of plain text, line by line, so that a comparison of two of them shows what changed.

/// A page in progress. People's text follows a name or is indented, so that none of it can pass for a line of the
/// program.
#[derive(Default)]
pub(super) struct TextPage(Vec<String>);

impl TextPage {
    /// Writes a heading after an empty line.
    pub(super) fn head(&mut self, words: &str) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.push(words.to_owned());
    }

    /// Writes a name and a value; nothing if the value is empty. A value of several lines is put below the name.
    pub(super) fn fact(&mut self, name: &str, value: &str) {
        self.indented_fact("", name, value);
    }

    /// Writes a [`Self::fact`] of the item above, indented.
    pub(super) fn detail(&mut self, name: &str, value: &str) {
        self.indented_fact("  ", name, value);
    }

    fn indented_fact(&mut self, indent: &str, name: &str, value: &str) {
        let mut lines = value.lines();
        match (lines.next(), lines.next()) {
            (None, _) => {}
            (Some(only), None) => self.0.push(format!("{indent}{name}: {only}")),
            (Some(_), Some(_)) => {
                self.0.push(format!("{indent}{name}:"));
                self.0.extend(value.lines().map(|line| format!("{indent}  {line}").trim_end().to_owned()));
            }
        }
    }

    /// Writes a list below its name; nothing if it is empty.
    pub(super) fn list<T: AsRef<str>>(&mut self, name: &str, items: &[T]) {
        if !items.is_empty() {
            self.0.push(format!("{name}:"));
        }
        for item in items {
            self.item(item.as_ref());
        }
    }

    /// Writes an item of a list.
    pub(super) fn item(&mut self, words: &str) {
        for (place, line) in words.lines().enumerate() {
            self.0.push(format!("{}{line}", if place == 0 { "  - " } else { "    " }).trim_end().to_owned());
        }
    }

    /// Writes lines of the program, indented.
    pub(super) fn lines(&mut self, text: &str) {
        self.0.extend(text.lines().map(|line| format!("  {line}")));
    }

    /// Returns the whole page.
    pub(super) fn into_text(self) -> String {
        self.0.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_of_people_pass_for_a_line_of_ours() {
        let mut page = TextPage::default();
        page.head("Use Go");
        page.fact("Status", "draft");
        page.fact("Problem", "It is slow.\nStatus: accepted");
        page.fact("Note", "");
        page.list("Constraints", &["One.\nOptions:", "Two."]);
        page.head("Options");
        let expected = "Use Go\nStatus: draft\nProblem:\n  It is slow.\n  Status: accepted\nConstraints:\n  - One.\n    \
                        Options:\n  - Two.\n\nOptions";
        assert_eq!(page.into_text(), expected);
    }
}
