//! The columns of a table of criteria and options, by their heads.

use std::sync::Arc;

use super::{
    grid::GridRow,
    names::{Named, NamedParts},
};
use crate::{
    adr::{TableHead, is_remark, table_head},
    decision::{
        Alternative, Decision,
        text::{is_blank, name_key},
    },
};

pub(super) const ID: &str = "id";
pub(super) const CRITERION: &str = "criterion";
pub(super) const GROUP: &str = "group";
pub(super) const WEIGHT: &str = "weight";

/// Before the id of an option whose name and id are heads of other columns.
const OPTION_SIGN: &str = "option:";

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// Ids of criteria.
    Id,
    /// Names of criteria.
    Criterion,
    Group,
    Weight,
    /// Scores of the option with this index.
    Option(usize),
    /// Totals or remarks.
    Aside,
    /// A head that several options have.
    Several,
    /// Something else.
    Unknown,
    /// Nothing in its head.
    Headless,
}

/// Returns what each column holds.
pub(super) fn columns(options: &NamedParts, head: GridRow<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(head.len());
    for at in 0..head.len() {
        // A second column of that head is an option of that name.
        let column = role(head.cell(at)).filter(|role| !columns.contains(role));
        columns.push(column.unwrap_or_else(|| other(options, head.cell(at))));
    }
    if !columns.contains(&Column::Id) && !columns.contains(&Column::Criterion) {
        // The first column says what a row is about, whatever its head.
        if let Some(first) = columns.iter_mut().find(|column| **column != Column::Group) {
            *first = Column::Criterion;
        }
    }
    columns
}

fn role(head: &str) -> Option<Column> {
    match name_key(head).as_str() {
        ID => Some(Column::Id),
        GROUP | "category" => Some(Column::Group),
        "swing" => Some(Column::Weight),
        _ => match table_head(head)? {
            TableHead::Criterion => Some(Column::Criterion),
            TableHead::Weight => Some(Column::Weight),
            _ => None,
        },
    }
}

fn other(options: &NamedParts, head: &str) -> Column {
    let key = name_key(head);
    if let Some(option) = key.strip_prefix(OPTION_SIGN).and_then(|id| options.by_id(id)) {
        return Column::Option(option);
    }
    match options.find(head) {
        Named::One(option) => Column::Option(option),
        Named::Several => Column::Several,
        Named::Nothing if is_blank(head) => Column::Headless,
        Named::Nothing if is_remark(head) || table_head(head) == Some(TableHead::Total) => Column::Aside,
        Named::Nothing => Column::Unknown,
    }
}

/// Returns the options of a record as a table names them.
pub(super) fn named_options(decision: &Decision) -> NamedParts {
    NamedParts::of(decision.options.iter().map(|option| (option.id.as_str(), option.name.as_str())))
}

/// Returns the heads over the options of a record: their names where these are read back as them, else their ids.
pub(super) fn option_heads(decision: &Decision) -> Vec<String> {
    let known = named_options(decision);
    let head = |(index, option): (usize, &Arc<Alternative>)| {
        let is_read = |head: &&str| role(head).is_none() && other(&known, head) == Column::Option(index);
        let heads = [option.name.as_str(), option.id.as_str()];
        let sure = || format!("{OPTION_SIGN}{}", option.id);
        heads.into_iter().filter(|head| !is_blank(head)).find(is_read).map_or_else(sure, str::to_owned)
    };
    decision.options.iter().enumerate().map(head).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use jiff::civil::date;

    use super::{super::grid::Grid, *};
    use crate::decision::{Edit, OptionId};

    #[test]
    fn every_option_is_read_back_whatever_it_is_called() {
        let mut decision = Decision::new("test".to_owned(), date(2026, 11, 3));
        let options = [
            ("weight", "Weight"),
            ("go", "Rust"),
            ("rust", "Go"),
            ("total", "Total"),
            ("id", " "),
            ("c", "Same"),
            ("d", "same "),
            ("option-c", "option:c"),
        ];
        for (id, name) in options {
            decision.apply(Edit::AddOption(Alternative::new(OptionId::new(id).unwrap(), name))).unwrap();
        }
        let heads = option_heads(&decision);
        assert_eq!(heads[..2], ["option:weight", "go"], "a name that is another one's id is not used");
        let table = format!("{},{}\nx\n", CRITERION, heads.join(","));
        let grid = Grid::read(table.as_bytes()).unwrap();
        let read = columns(&named_options(&decision), grid.head().unwrap());
        let wanted = (0..options.len()).map(Column::Option);
        assert_eq!(read, [Column::Criterion].into_iter().chain(wanted).collect::<Vec<_>>(), "{heads:?}");
    }
}
