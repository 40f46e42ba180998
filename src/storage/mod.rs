//! Files: decision files, ballots and templates (RON, versioned), atomic writes, settings.

pub mod atomic;
mod ballot_file;
mod decision_file;
mod error;
mod format;
pub mod settings;
pub mod templates;
pub mod world;

pub use self::{
    ballot_file::{BALLOT_EXTENSION, ImportReport, ballot_path, import_report, load_ballot, save_ballot},
    decision_file::{EXTENSION, MAX_BYTES, load, save},
    error::{ReadError, WriteError},
    format::{Loaded, Newer, ballot_to_ron, line_of, parse, parse_ballot, parse_template, template_to_ron, to_ron},
    settings::{Recent, Settings, Theme, config_folder},
};
