//! The titles and statuses that other programs read from an ADR, by their own rules, mistakes included.
//!
//! The rules were taken from the programs' sources and are tested against the programs themselves (`tests/clients.rs`).
//! They are those of the versions in `docs/clients.md`.

mod adrs;
mod front;
mod items;
mod sections;
mod structurizr;

/// The view that a client has of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It shows this title and this status; `None` if it shows no status.
    Adr {
        /// Title; empty if it shows an empty one.
        title: String,
        /// Status, in its words.
        status: Option<String>,
    },
    /// It leaves the file out, or fails on it, for this reason: a clause.
    Skipped(String),
}

/// A client, and its view of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Name of the client.
    pub client: &'static str,
    /// Its view of the file.
    pub seen: Seen,
}

type ClientReader = fn(&ClientFile<'_>) -> Seen;

/// The clients, by name.
const CLIENTS: [(&str, ClientReader); 12] = [
    ("ADR Manager", front::adr_manager),
    ("adr-log", front::adr_log),
    ("adr-tools", sections::adr_tools),
    ("adr-viewer", sections::adr_viewer),
    ("adrs", adrs::adrs),
    ("Backstage", items::backstage),
    ("dotnet-adr", sections::dotnet_adr),
    ("log4brains", items::log4brains),
    ("pyadr", items::pyadr),
    ("Structurizr (adr-tools)", structurizr::adr_tools),
    ("Structurizr (log4brains)", structurizr::log4brains),
    ("Structurizr (MADR)", structurizr::madr),
];

/// Returns the view of each client on an ADR in a file of this name.
#[must_use]
pub fn sights(file: &str, text: &str) -> Vec<Sight> {
    let text = text.replace("\r\n", "\n");
    let page = ClientFile { file, text: &text };
    CLIENTS.into_iter().map(|(client, read)| Sight { client, seen: read(&page) }).collect()
}

struct ClientFile<'a> {
    /// Name of the file.
    file: &'a str,
    /// Its text, with LF at the end of lines.
    text: &'a str,
}

impl<'a> ClientFile<'a> {
    fn lines(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.text.lines()
    }

    /// Returns the front matter without its fences, and the text after it.
    fn front(&self) -> Option<(&'a str, &'a str)> {
        let rest = self.text.strip_prefix("---\n")?;
        // In empty front matter no line end precedes the second fence, so the search below would miss it.
        if let Some(body) = rest.strip_prefix("---\n") {
            return Some(("", body));
        }
        let end = rest
            .find("\n---\n")
            .map(|at| (at, at + 5))
            .or_else(|| rest.strip_suffix("\n---").map(|r| (r.len(), rest.len())));
        end.map(|(end, next)| (&rest[..end], &rest[next..]))
    }

    /// Returns how many digits the file's name starts with.
    fn digits(&self) -> usize {
        self.file.bytes().take_while(u8::is_ascii_digit).count()
    }

    fn is_markdown(&self) -> bool {
        self.file.rsplit_once('.').is_some_and(|(_, end)| end == "md")
    }
}

fn adr(title: impl Into<String>, status: Option<String>) -> Seen {
    Seen::Adr { title: title.into(), status }
}

fn skipped(why: &str) -> Seen {
    Seen::Skipped(why.to_owned())
}

/// Returns the value of a key of the first level, without quotes.
fn value<'a>(front: &'a str, key: &str) -> Option<&'a str> {
    let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?.trim();
    let bare = ['"', '\''].into_iter().find_map(|quote| line.strip_prefix(quote)?.split(quote).next());
    Some(bare.unwrap_or_else(|| line.split(" #").next().unwrap_or(line).trim_end()))
}
