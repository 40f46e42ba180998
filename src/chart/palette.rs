//! The colours of charts, as `0xRRGGBB`. A chart in a file is a sheet of white paper wherever it is shown; the window's light theme uses
//! the same colours. The window's dark theme, and a report on a dark screen, use those in [`dark`] in their place.

/// Background of a chart.
pub const PAPER: u32 = 0xFF_FFFF;
/// Tracks of bars, and empty cells.
pub const SUNKEN: u32 = 0xEF_EFEB;
/// Barely visible lines.
pub const LINE: u32 = 0xE3_E3DD;
/// Edges, and the bars of options that are screened out.
pub const EDGE: u32 = 0x88_8882;
/// Main text.
pub const TEXT: u32 = 0x1C_1D1F;
/// Explanatory text.
pub const SECONDARY: u32 = 0x5B_5E63;
/// Warnings.
pub const WARNING: u32 = 0x8A_5A00;
/// Background and text colour of the scores 1 to 5: one hue, from light to dark.
pub const SCORES: [(u32, u32); 5] = [
    (0xE9_EEF8, 0x1C_1D1F),
    (0xD0_DDF5, 0x1C_1D1F),
    (0xA9_C4EF, 0x0B_1B3A),
    (0x6A_98E2, 0x0B_1B3A),
    (0x2B_5FD9, PAPER),
];
/// Colours of options by their place in the record: the hues of Okabe and Ito's set, which colour-blind people can
/// distinguish.
pub const OPTIONS: [u32; 8] = [0x00_72B2, 0xD5_5E00, 0x00_9068, 0xB2_6D9A, 0x73_5600, 0x00_8CD8, 0x4A_5C64, 0x6A_3300];

/// The colours of dark themes, each for the use of the same name above.
pub mod dark {
    /// Background of a chart.
    pub const PAPER: u32 = 0x1E_2125;
    /// Tracks of bars, and empty cells.
    pub const SUNKEN: u32 = 0x11_1315;
    /// Barely visible lines.
    pub const LINE: u32 = 0x2F_343A;
    /// Edges, and the bars of options that are screened out.
    pub const EDGE: u32 = 0x6F_7780;
    /// Main text.
    pub const TEXT: u32 = 0xEC_EDEE;
    /// Explanatory text.
    pub const SECONDARY: u32 = 0xA7_ABB2;
    /// Warnings.
    pub const WARNING: u32 = 0xE3_B341;
    /// Background and text colour of the scores 1 to 5.
    pub const SCORES: [(u32, u32); 5] =
        [(0x26_2C36, TEXT), (0x26_3A5E, TEXT), (0x33_589A, 0xFF_FFFF), (0x6B_94E6, 0x0B_1220), (0xA3_C0FF, 0x0B_1220)];
    /// Colours of options by their place in the record.
    pub const OPTIONS: [u32; 8] =
        [0x56_B4E9, 0xF0_8A3C, 0x2F_C99A, 0xDD_9CC1, 0xF2_C14E, 0x9A_D4F5, 0x8A_8F96, 0xB0_8850];
}

/// Slits through the marks of options beyond the last colour, so that no two are told apart by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slits {
    /// Whether a mark is cut from top to bottom, again and again along a bar.
    pub across: bool,
    /// Whether a mark is cut along its middle.
    pub along: bool,
}

impl Slits {
    /// Width of a slit.
    pub const WIDTH: f32 = 2.0;
    /// Distance from the start of a mark to the first slit across it, and between slits.
    pub const APART: f32 = 4.0;

    /// Returns the slits where the colours have been used so many times.
    #[must_use]
    pub fn of(times: usize) -> Self {
        Self { across: times % 2 == 1, along: times / 2 % 2 == 1 }
    }

    /// Returns the left ends of the slits across a mark that begins and ends there.
    pub fn across(self, left: f32, right: f32) -> impl Iterator<Item = f32> {
        let mut next = left + Self::APART;
        std::iter::from_fn(move || {
            let at = next;
            next += Self::APART + Self::WIDTH;
            (self.across && at + Self::WIDTH < right).then_some(at)
        })
    }
}

/// Returns the colour of the option at a place of the list, and the slits in it.
#[must_use]
pub fn option(place: usize) -> (u32, Slits) {
    (OPTIONS[place % OPTIONS.len()], Slits::of(place / OPTIONS.len()))
}

/// Returns the background and text colour for a mean score from 1 to 5.
#[must_use]
pub fn score(mean: f64) -> (u32, u32) {
    SCORES[(mean.round().clamp(1.0, 5.0) as usize) - 1]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn thirty_two_options_have_marks_of_their_own() {
        let marks: HashSet<(u32, bool, bool)> = (0..32)
            .map(|place| {
                let (color, slits) = option(place);
                (color, slits.across, slits.along)
            })
            .collect();
        assert_eq!(marks.len(), 32);
        assert_eq!(option(7).1, Slits::default());
        // A swatch has one slit, and the end of a mark is never cut off.
        assert_eq!(option(8).1.across(0.0, 10.0).collect::<Vec<_>>(), [4.0]);
        assert_eq!(option(8).1.across(0.0, 13.0).collect::<Vec<_>>(), [4.0, 10.0]);
        assert_eq!(option(16).1.across(0.0, 10.0).count(), 0);
    }
}
