//! One ADR as Markdown.

mod address;
mod escape;
mod visible;

pub use self::{
    escape::{markdown_blocks, markdown_label, markdown_paragraphs, markdown_text, yaml_text},
    visible::visible,
};
