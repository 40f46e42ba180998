//! Where the window was when it was last closed. Losing it costs comfort alone.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{WriteError, atomic, decision_file::read_text, format};

const FILE: &str = "window.ron";

/// The place of a window, in points of the desktop: its position, the size of its content, and whether it fills the screen.
/// Position and size are those to which it goes back from the whole screen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Position of its left edge, with the frame around it.
    pub x: f32,
    /// Position of its upper edge, with the frame around it.
    pub y: f32,
    /// Width of its content.
    pub width: f32,
    /// Height of its content.
    pub height: f32,
    /// Whether it is maximised.
    pub maximized: bool,
}

impl WindowPlace {
    /// Reads the place that is kept in a folder; `None` if there is none, or it makes no sense.
    #[must_use]
    pub fn load(dir: &Path) -> Option<Self> {
        let place: Self = format::dialect().from_str(&read_text(&dir.join(FILE)).ok()?).ok()?;
        let numbers = [place.x, place.y, place.width, place.height];
        numbers.iter().all(|number| number.is_finite()).then_some(place)
    }

    /// Writes the place into a folder, which is created if necessary.
    ///
    /// # Errors
    /// [`WriteError`] if the disk refuses.
    pub fn save(&self, dir: &Path) -> Result<(), WriteError> {
        let path = dir.join(FILE);
        atomic::private_folder(dir)
            .and_then(|()| atomic::write_private(&path, format::to_text(self).as_bytes()))
            .map_err(|error| WriteError::new(&path, error))
    }
}
