//! The ways on that messages about a table name.

use crate::decision::MemberId;

/// The place where a table is imported: messages name what people have there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableWays {
    /// Options of `weigh-in import`.
    Command,
    /// Controls of the window.
    Window,
}

impl TableWays {
    /// Returns the way to add what the record lacks, as a clause.
    pub(super) fn to_add(self) -> &'static str {
        match self {
            Self::Command => "add --add to add it",
            Self::Window => "tick \"Add what the record lacks\" to add it",
        }
    }

    /// Returns the way to import the scores of one member, as a sentence.
    pub(super) fn to_name_member(self) -> &'static str {
        match self {
            Self::Command => "Add --member ID for those of one member.",
            Self::Window => "Choose a member under \"Scores of\" to import them.",
        }
    }

    /// Returns the other way to say whose votes a table has, as a clause.
    pub(super) fn or_name_member(self) -> &'static str {
        match self {
            Self::Command => "or add --member ID",
            Self::Window => "or choose a member under \"Scores of\"",
        }
    }

    /// Returns a clause that a vote is of somebody else than the one member whose votes are imported.
    pub(super) fn not_of(self, found: &MemberId, only: &MemberId) -> String {
        match self {
            Self::Command => format!("the vote is of {found}, and --member names {only}"),
            Self::Window => format!("the vote is of {found}, and only those of {only} can be imported now"),
        }
    }

    /// Returns the way to map another scale, in sentences; `scale` is the one that the scores seem to have.
    pub(super) fn to_map(self, scale: Option<&str>) -> String {
        match (self, scale) {
            (Self::Command, Some(scale)) => format!(
                "If their scale is {scale}, add --scale {scale}: each then becomes the nearest score. For another one, name its worst and \
                 its best, as in --scale 6-1."
            ),
            (Self::Command, None) => {
                "Name the worst and the best of their scale, as in --scale 0-1000: each then becomes the nearest score."
                    .to_owned()
            }
            (Self::Window, Some(scale)) => format!(
                "If their scale is {scale}, press \"Use {scale}\": each then becomes the nearest score. For another one, type its worst \
                 and its best, such as 6-1."
            ),
            (Self::Window, None) => {
                "Type the worst and the best of their scale, such as 0-1000: each then becomes the nearest score."
                    .to_owned()
            }
        }
    }
}
