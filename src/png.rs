//! Charts as pictures of pixels, for programs that take no SVG: slides, chats, wikis.

/// Reasons why an SVG could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PngError {
    /// The program was built without this feature.
    #[error("this build of Weigh-In draws no PNG; save the chart as SVG")]
    NotBuiltIn,
    /// The text is not an SVG that can be drawn.
    #[error("the chart could not be drawn as PNG: {0}")]
    Svg(String),
}

/// Number of pixels for a unit of the SVG: sharp on dense screens, and large enough for slides.
pub const SCALE: u8 = 2;

/// The font of the window and of charts: Inter, with a weight from 400 to 600. `assets/fonts` has its licence.
#[cfg(feature = "png")]
pub(crate) static INTER: &[u8] = include_bytes!("../assets/fonts/inter.ttf");

/// Draws an SVG as PNG, in the window's font; scripts that it does not have are drawn in fonts of the machine. Takes a
/// good part of a second, since those fonts have to be found.
///
/// # Errors
/// [`PngError`] if the text is not an SVG that can be drawn.
#[cfg(feature = "png")]
pub fn from_svg(svg: &str) -> Result<Vec<u8>, PngError> {
    drawn(svg, |_, _| f32::from(SCALE))
}

/// Draws an SVG as PNG whose longer side has a number of pixels.
///
/// # Errors
/// [`PngError`] if the text is not an SVG that can be drawn.
#[cfg(feature = "png")]
pub fn fitted(svg: &str, side: u16) -> Result<Vec<u8>, PngError> {
    drawn(svg, |width, height| f32::from(side) / width.max(height))
}

/// Draws an SVG as PNG, in the scale that follows from its width and height.
#[cfg(feature = "png")]
fn drawn(svg: &str, scale: impl FnOnce(f32, f32) -> f32) -> Result<Vec<u8>, PngError> {
    use resvg::{tiny_skia, usvg};

    let failed = |error: &dyn std::fmt::Display| PngError::Svg(error.to_string());
    let tree = usvg::Tree::from_str(svg, &options()).map_err(|error| failed(&error))?;
    let whole = tree.size();
    let scale = scale(whole.width(), whole.height());
    let side = |units: f32| (units * scale).round().max(1.0) as u32;
    let mut pixels =
        tiny_skia::Pixmap::new(side(whole.width()), side(whole.height())).ok_or_else(|| failed(&"it is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(&error))
}

/// Returns the options: Inter first, then the fonts of the machine. Nothing that the SVG refers to is loaded.
#[cfg(feature = "png")]
fn options() -> resvg::usvg::Options<'static> {
    use resvg::usvg;

    let mut options = usvg::Options::default();
    *options.fontdb_mut() = fonts();
    options.image_href_resolver =
        usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    options
}

/// Returns the fonts. If Inter lacks a character, the first font that has it is used, so those most like Inter come
/// first.
#[cfg(feature = "png")]
fn fonts() -> resvg::usvg::fontdb::Database {
    use resvg::usvg::fontdb::{Database, FaceInfo, Source, Style};

    let mut of_machine = Database::new();
    of_machine.load_system_fonts();
    let mut faces: Vec<FaceInfo> = of_machine.faces().cloned().collect();
    let is_sans = |face: &FaceInfo| face.families.iter().any(|(name, _)| name.contains("Sans"));
    faces.sort_by_cached_key(|face| {
        (
            face.style != Style::Normal,
            face.weight.0.abs_diff(400),
            face.monospaced,
            !is_sans(face),
            face.post_script_name.clone(),
        )
    });
    let mut fonts = Database::new();
    fonts.load_font_source(Source::Binary(std::sync::Arc::new(INTER)));
    for face in faces {
        fonts.push_face_info(face);
    }
    fonts
}

/// Returns the error of a build without this feature.
///
/// # Errors
/// Always [`PngError::NotBuiltIn`].
#[cfg(not(feature = "png"))]
pub fn from_svg(_: &str) -> Result<Vec<u8>, PngError> {
    Err(PngError::NotBuiltIn)
}

/// Returns the error of a build without this feature.
///
/// # Errors
/// Always [`PngError::NotBuiltIn`].
#[cfg(not(feature = "png"))]
pub fn fitted(_: &str, _: u16) -> Result<Vec<u8>, PngError> {
    Err(PngError::NotBuiltIn)
}
