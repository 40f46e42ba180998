//! What most have.

/// Returns the most common item; of two that are as common, the one that comes last.
pub(crate) fn most<T: PartialEq>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize, usize)> = Vec::new();
    for (at, item) in all.enumerate() {
        match counts.iter_mut().find(|(known, ..)| *known == item) {
            Some((_, count, last)) => (*count, *last) = (*count + 1, at),
            None => counts.push((item, 1, at)),
        }
    }
    counts.into_iter().max_by_key(|(_, count, last)| (*count, *last)).map(|(item, ..)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_decides_and_the_newer_of_two() {
        assert_eq!(most([1, 2, 2, 1, 3].into_iter()), Some(1));
        assert_eq!(most([1, 1, 2].into_iter()), Some(1));
        assert_eq!(most(std::iter::empty::<u8>()), None);
    }
}
