//! Files: decision files and templates (RON, versioned), atomic writes, settings.

pub mod atomic;
mod decision_file;
mod error;
mod format;
pub mod settings;
pub mod templates;
pub mod world;

pub use self::{
    decision_file::{EXTENSION, MAX_BYTES, load, save},
    error::{ReadError, WriteError},
    format::{Loaded, Newer, line_of, parse, parse_template, template_to_ron, to_ron},
    settings::{Recent, Settings, Theme, config_folder},
};
