//! One ADR as Markdown: dialects, escaping, rendering.
//!
//! A dialect is a template in `templates/*.md.jinja` over the same view of a record. Templates cannot forget to
//! escape: every value that they print is escaped unless a filter makes Markdown of it.

mod address;
mod arguments;
mod dialect;
mod escape;
mod render;
mod result;
mod view;
mod visible;

pub use self::{
    dialect::{Dialect, UnknownDialect},
    escape::{markdown_blocks, markdown_label, markdown_paragraphs, markdown_text, yaml_text},
    render::{AdrInput, Record, RenderError, render, render_record},
    visible::visible,
};
