//! Sums of products, in vectors by name: the compiler would unroll such loops and then add one number at a time.

use fearless_simd::{f32x16, prelude::*};

use super::lanes::{LANES, Lanes, WIDTH, vectors, vectors_mut};

/// How many sums are made at once: as many as stay in the processor.
const AT_ONCE: usize = 4;

/// Numbers that weights are multiplied with: rows that have one for each criterion.
#[derive(Default)]
pub(super) struct Factors {
    /// A few rows at a time: criterion × row.
    groups: Vec<Vec<[f32; AT_ONCE]>>,
}

impl Factors {
    pub(super) fn new(rows: &[&[f64]]) -> Self {
        let group = |rows: &[&[f64]]| {
            let criteria = rows.first().map_or(0, |row| row.len());
            // Rows of zeros fill up the last group; `sums` leaves them out.
            let of = |criterion: usize| std::array::from_fn(|n| rows.get(n).map_or(0.0, |row| row[criterion] as f32));
            (0..criteria).map(of).collect()
        };
        Self { groups: rows.chunks(AT_ONCE).map(group).collect() }
    }

    /// Σ weight·factor, in every lane, for each row. Without rows, sums stay as they are.
    #[inline(always)]
    pub(super) fn sums<S: Simd>(&self, simd: S, weights: &[Lanes<f32>], sums: &mut [Lanes<f32>]) {
        for (sums, factors) in sums.chunks_mut(AT_ONCE).zip(&self.groups) {
            // With a constant number of rows their sums stay in the processor.
            match sums.len() {
                1 => sums_of::<1, S>(simd, weights, factors, sums),
                2 => sums_of::<2, S>(simd, weights, factors, sums),
                3 => sums_of::<3, S>(simd, weights, factors, sums),
                _ => sums_of::<AT_ONCE, S>(simd, weights, factors, sums),
            }
        }
    }
}

/// The sums of the first so many rows.
#[inline(always)]
fn sums_of<const ROWS: usize, S: Simd>(
    simd: S,
    weights: &[Lanes<f32>],
    factors: &[[f32; AT_ONCE]],
    sums: &mut [Lanes<f32>],
) {
    for vector in 0..LANES / WIDTH {
        let mut here = [f32x16::splat(simd, 0.0); ROWS];
        for (weight, factors) in weights.iter().zip(factors) {
            let weight = f32x16::load_array_ref(simd, &vectors(weight)[vector]);
            for row in 0..ROWS {
                here[row] += weight * factors[row];
            }
        }
        for (here, sum) in here.into_iter().zip(&mut *sums) {
            here.store_array(&mut vectors_mut(sum)[vector]);
        }
    }
}

/// Adds weight·share of every lane to the sums of each criterion, which are as many as a vector has numbers.
#[inline(always)]
pub(super) fn add_products<S: Simd>(simd: S, weights: &[Lanes<f32>], shares: &Lanes<f32>, sums: &mut [[f32; WIDTH]]) {
    let (weights, last_weights) = weights.as_chunks::<AT_ONCE>();
    let (sums, last_sums) = sums.as_chunks_mut::<AT_ONCE>();
    for (weights, sums) in weights.iter().zip(sums) {
        add_products_of(simd, weights, shares, sums);
    }
    for (weight, sum) in last_weights.iter().zip(last_sums) {
        add_products_of::<1, S>(simd, std::array::from_ref(weight), shares, std::array::from_mut(sum));
    }
}

#[inline(always)]
fn add_products_of<const N: usize, S: Simd>(
    simd: S,
    weights: &[Lanes<f32>; N],
    shares: &Lanes<f32>,
    sums: &mut [[f32; WIDTH]; N],
) {
    let mut here = [f32x16::splat(simd, 0.0); N];
    for (vector, shares) in vectors(shares).iter().enumerate() {
        let shares = f32x16::load_array_ref(simd, shares);
        for n in 0..N {
            here[n] += f32x16::load_array_ref(simd, &vectors(&weights[n])[vector]) * shares;
        }
    }
    for n in 0..N {
        (f32x16::load_array_ref(simd, &sums[n]) + here[n]).store_array(&mut sums[n]);
    }
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::*;

    /// Small whole numbers, of which single precision has every sum.
    fn weights(criteria: usize) -> Vec<Lanes<f32>> {
        (0..criteria).map(|c| std::array::from_fn(|lane| ((c * 7 + lane * 3) % 11) as f32)).collect()
    }

    #[test]
    fn any_number_of_rows_is_summed() {
        for rows in 0..10 {
            let table: Vec<Vec<f64>> =
                (0..rows).map(|row| (0..5).map(|c| f64::from((row * 5 + c * 3) % 7)).collect()).collect();
            let factors = Factors::new(&table.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let (weights, mut sums) = (weights(5), vec![[0.0; LANES]; table.len()]);
            dispatch!(Level::new(), simd => factors.sums(simd, &weights, &mut sums));
            for (row, sum) in table.iter().zip(&sums) {
                for (lane, sum) in sum.iter().enumerate() {
                    let expected: f64 = row.iter().zip(&weights).map(|(x, weight)| x * f64::from(weight[lane])).sum();
                    assert!((f64::from(*sum) - expected).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn products_are_added_for_any_number_of_criteria() {
        for criteria in 0..10 {
            let weights = weights(criteria);
            let shares: Lanes<f32> = std::array::from_fn(|lane| (lane % 3) as f32);
            let mut sums = vec![[1.0; WIDTH]; criteria];
            dispatch!(Level::new(), simd => add_products(simd, &weights, &shares, &mut sums));
            for (weight, sums) in weights.iter().zip(&sums) {
                let expected: f32 = weight.iter().zip(&shares).map(|(weight, share)| weight * share).sum();
                assert!((sums.iter().sum::<f32>() - expected - WIDTH as f32).abs() < 1e-3);
            }
        }
    }
}
