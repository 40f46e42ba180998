//! Draws that are made side by side.

/// How many: few enough to stay in the cache, too many for the compiler to unroll their loops instead of using vector
/// instructions.
pub(super) const LANES: usize = 128;
/// How many numbers a vector has, where vectors are written by name.
pub(super) const WIDTH: usize = 16;
/// One number for each of these draws.
pub(super) type Lanes<T> = [T; LANES];

/// Returns the vectors of some lanes.
#[inline(always)]
pub(super) fn vectors<T>(lanes: &Lanes<T>) -> &[[T; WIDTH]] {
    lanes.as_chunks().0
}

/// Returns the vectors of some lanes, to be written.
#[inline(always)]
pub(super) fn vectors_mut<T>(lanes: &mut Lanes<T>) -> &mut [[T; WIDTH]] {
    lanes.as_chunks_mut().0
}
