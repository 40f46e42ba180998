//! One ADR as Markdown: dialects, escaping, rendering, and the reading of what others wrote.
//!
//! A dialect is a template in `templates/*.md.jinja` over the same view of a record. Templates cannot forget to
//! escape: every value that they print is escaped unless a filter makes Markdown of it.

mod address;
mod arguments;
mod blocks;
mod dialect;
mod escape;
mod import;
mod outcome;
mod read;
mod render;
mod result;
mod view;
mod visible;

pub use self::{
    blocks::{markdown_blocks, markdown_paragraphs},
    dialect::{Dialect, UnknownDialect},
    escape::{markdown_label, markdown_text, yaml_text},
    import::{Imported, import},
    read::{
        Adr, AdrLink, AdrStatus, DateMark, Finding, FindingKind, Form, LinkKind, Place, Section, StatusMark, number_of,
        read,
    },
    render::{AdrInput, Record, RenderError, render, render_record},
    visible::visible,
};
