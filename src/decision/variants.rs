//! All variants of an enum.

/// The variants that [`strum::VariantArray`] lists, as an array that can be gone through by value.
///
/// # Panics
/// While it is compiled, where they are not so many.
#[expect(clippy::panic, reason = "it ends the compiler and not the program: lists of variants are constants")]
#[must_use]
pub const fn all_of<T: Copy, const N: usize>(variants: &[T]) -> [T; N] {
    match variants.first_chunk() {
        Some(all) if N == variants.len() => *all,
        _ => panic!("the array has another length"),
    }
}
