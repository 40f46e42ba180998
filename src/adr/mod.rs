//! One ADR as Markdown: dialects, escaping, rendering, and the reading of what others wrote.
//!
//! A dialect is a template in `templates/*.md.jinja` over the same view of a record. Templates cannot forget to
//! escape: every value that they print is escaped unless a filter makes Markdown of it.

mod address;
mod again;
mod arguments;
mod blocks;
mod change;
mod clients;
mod dialect;
mod drawn;
mod escape;
mod import;
mod index;
mod observe;
mod outcome;
mod own;
mod pictures;
mod read;
mod render;
mod renumber;
mod repo_path;
mod result;
mod style;
mod view;

pub(crate) use self::render::render_within;
pub use self::{
    address::openable,
    again::{Again, Choices, Hand, Keep, Part, agrees, fingerprint},
    blocks::{markdown_blocks, markdown_paragraphs},
    change::{Change, ChangeRefused, change},
    clients::{Seen, Sight, sights},
    dialect::{Dialect, UnknownDialect},
    drawn::{drawn, with_ladder},
    escape::{markdown_label, markdown_text, yaml_text},
    import::{Imported, import},
    index::{Indexed, add_to_index, restate_in_index},
    observe::{Ways, ways},
    pictures::pictures_in_words,
    read::{
        Adr, AdrLink, AdrStatus, DateMark, Finding, FindingKind, Form, LinkKind, Place, Section, StatusMark, number_of,
        read,
    },
    render::{AdrInput, Picture, Record, RenderError, Setting, Target, render, render_as, render_record},
    renumber::NewNumber,
    repo_path::{RepoPath, link_path},
    style::{Case, Marker, OwnTemplate, StatusWords, Style, TitleNumber},
};
pub(crate) use self::{observe::most, renumber::padded};
pub use crate::decision::text::{revealed, visible};
