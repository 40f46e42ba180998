//! One ADR as Markdown: dialects, escaping, rendering, and reading the ADRs of other programs and people.
//!
//! A dialect is a template in `templates/*.md.jinja` over the same view of a record. Templates cannot forget to escape:
//! every printed value is escaped unless a filter has converted it to Markdown.

mod address;
mod analysis_for_adr;
mod blocks;
mod body;
mod case;
mod change;
mod clients;
mod dialect;
mod escape;
mod given_text;
mod hand_edits;
mod head;
mod import;
mod index;
mod input;
mod language;
mod most;
mod named;
mod outcome;
mod phrases;
mod pictures;
mod read;
mod renamed_link;
mod render;
mod renumber;
mod result;
mod status_words;
mod style;
mod style_detect;
mod style_words;
mod target;
mod template_guard;
mod told_change;
mod totals;
mod view;

pub(crate) use self::render::render_within;
pub(crate) use self::{
    address::file_destination,
    blocks::{Block, blocks_of},
    most::most,
    read::cells_of_row,
    renumber::padded,
    totals::StatedTotals,
    view::View,
};
pub use self::{
    address::openable,
    analysis_for_adr::{drawn, with_ladder},
    blocks::{markdown_blocks, markdown_paragraphs},
    body::Body,
    case::Case,
    change::{Change, ChangeRefused, Manner, change, change_as, observed_manner},
    clients::{Seen, Sight, sights},
    dialect::{Dialect, UnknownDialect},
    escape::{markdown_label, markdown_text, yaml_text},
    hand_edits::{Choices, Hand, Keep, Part, Reexport, agrees, fingerprint, fingerprint_after},
    head::Head,
    import::{Imported, import},
    index::{Indexed, add_to_index, restate_in_index},
    input::{AdrInput, Picture, Record, Setting},
    language::{TableHead, is_folder_of_decisions, is_head_of_adrs, is_remark, is_template_word, table_head},
    pictures::pictures_in_words,
    read::{
        Adr, AdrLink, AdrStatus, DateMark, Finding, FindingKind, Form, LinkKind, Place, Section, StatusMark, number_of,
        read, record_named_in,
    },
    render::{RenderError, lasting_style, render, render_as, render_record},
    renumber::NewNumber,
    status_words::{SeenStatus, StatusWords},
    style::{LineEnds, Marker, OwnTemplate, Style, TitleNumber},
    style_detect::{ObservedStyle, observed_style},
    style_words::told_style,
    target::Target,
    told_change::told_change,
};
pub use crate::decision::text::{revealed, visible};
