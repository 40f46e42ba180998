//! All variants of an enum.

/// Returns the variants that [`strum::VariantArray`] lists, as an array that can be iterated by value.
///
/// # Panics
/// At compile time, if the array has another length.
#[expect(clippy::panic, reason = "it ends the compiler and not the program: lists of variants are constants")]
#[must_use]
pub const fn all_of<T: Copy, const N: usize>(variants: &[T]) -> [T; N] {
    match variants.first_chunk() {
        Some(all) if N == variants.len() => *all,
        _ => panic!("the array has another length"),
    }
}
