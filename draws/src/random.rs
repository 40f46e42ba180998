//! Random numbers that are the same on every machine and for any number of threads.

use fearless_simd::{f32x16, i32x16, prelude::*, u32x16};

use super::{
    lanes::{LANES, Lanes, WIDTH, vectors_mut},
    real::Real,
};

/// A stream of random numbers of its own for each block of draws: one generator for each number of a vector, seeded from the
/// block's place.
///
/// The generator is `xoshiro128+`, seeded by `SplitMix64`, as its authors advise for floating-point numbers, of which the
/// lowest bits are too small to see: Blackman & Vigna 2021, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47:4.
pub(super) struct Stream {
    state: [[u32; WIDTH]; 4],
}

impl Stream {
    /// Returns the stream of one block of one experiment.
    pub(super) fn new(seed: u64, experiment: u64, block: u32) -> Self {
        let mut words = SplitMix(seed);
        // Each part is mixed before the next comes in, so that neighbouring seeds and blocks have nothing in common.
        words.0 = words.next() ^ experiment;
        words.0 = words.next() ^ u64::from(block);
        Self { state: [(); 4].map(|()| [(); WIDTH].map(|()| (words.next() >> 32) as u32)) }
    }

    /// 32 random bits a lane.
    #[inline(always)]
    pub(super) fn bits<S: Simd>(&mut self, simd: S) -> Lanes<u32> {
        let mut bits = [0; LANES];
        let mut state = self.load(simd);
        for bits in vectors_mut(&mut bits) {
            next(&mut state).store_array(bits);
        }
        self.store(state);
        bits
    }

    /// Uniform between 0 and 1, neither of them reached.
    #[inline(always)]
    pub(super) fn uniform<R: Real, S: Simd>(&mut self, simd: S) -> Lanes<R> {
        let bits = self.bits(simd);
        let mut uniform = [R::ZERO; LANES];
        for lane in 0..LANES {
            uniform[lane] = R::from_single(open_unit(bits[lane]));
        }
        uniform
    }

    /// Exponential, all with the same mean.
    #[inline(always)]
    pub(super) fn exponential<S: Simd>(&mut self, simd: S, to: &mut Lanes<f32>) {
        let mut state = self.load(simd);
        for to in vectors_mut(to) {
            exponential(next(&mut state)).store_array(to);
        }
        self.store(state);
    }

    #[inline(always)]
    fn load<S: Simd>(&self, simd: S) -> [u32x16<S>; 4] {
        let [a, b, c, d] = &self.state;
        [
            u32x16::load_array_ref(simd, a),
            u32x16::load_array_ref(simd, b),
            u32x16::load_array_ref(simd, c),
            u32x16::load_array_ref(simd, d),
        ]
    }

    #[inline(always)]
    fn store<S: Simd>(&mut self, [a, b, c, d]: [u32x16<S>; 4]) {
        self.state = [a.to_array(), b.to_array(), c.to_array(), d.to_array()];
    }
}

/// 32 random bits from each generator.
#[inline(always)]
fn next<S: Simd>([a, b, c, d]: &mut [u32x16<S>; 4]) -> u32x16<S> {
    let bits = *a + *d;
    let shifted = *b << 9;
    *c ^= *a;
    *d ^= *b;
    *b ^= *c;
    *a ^= *d;
    *c ^= shifted;
    *d = *d << 11 | *d >> 21;
    bits
}

/// Returns the middle of one of 2²³ equal parts of the unit interval. That many fit an `f32` without rounding.
#[allow(clippy::cast_possible_wrap, reason = "23 bits fit; signed numbers are the ones that vectors convert at once")]
#[inline(always)]
fn open_unit(bits: u32) -> f32 {
    ((bits >> 9) as i32 as f32 + 0.5) * (1.0 / (1_u32 << 23) as f32)
}

/// Returns an exponential number from random bits: −log₂ of |x|/2³¹, where x is the bits as a signed number, in units of 2⁻²³, to
/// 2e-6 of its mean. Without a branch or a division. Drawn weights are divided by their sum, so that any unit will do.
///
/// The bits of a floating-point number are, in units of 2⁻²³, its exponent and how far it is to the next one. So with n the
/// whole part of what they are below those of 2³¹ and p the rest, |x| is 2³¹⁻ⁿ·(1 − p/2), and the logarithm n − log₂(1 − p/2).
/// The series has the smallest largest error from 0 to 1 of all with as many coefficients.
///
/// One x in 2³² is 0. It gives 158, which stands for all that is above 31. The least that is given is one unit, not 0, so
/// that weights have a sum to be divided by.
#[inline(always)]
fn exponential<S: Simd>(bits: u32x16<S>) -> f32x16<S> {
    const SIGN: u32 = 1 << 31;
    const PART: u32 = (1 << 23) - 1;
    const LARGEST: u32 = (127 + 31) << 23;
    const UNIT: f32 = 1.0 / (1_u32 << 23) as f32;
    const SERIES: [f32; 6] = [
        0.721_233_8,
        0.182_380_26 * UNIT,
        0.048_044_034 * UNIT * UNIT,
        0.054_434_53 * UNIT * UNIT * UNIT,
        -0.031_186_93 * UNIT * UNIT * UNIT * UNIT,
        0.025_092_352 * UNIT * UNIT * UNIT * UNIT * UNIT,
    ];
    let x: f32x16<S> = bits.bitcast::<i32x16<S>>().to_float();
    let below = (LARGEST - (x.to_bits() & !SIGN)) | 1;
    let whole_and_part: f32x16<S> = below.bitcast::<i32x16<S>>().to_float();
    let part: f32x16<S> = (below & PART).bitcast::<i32x16<S>>().to_float();
    // In pairs: half as long a chain of steps that wait for each other. The part is in the sum already, hence − 1.
    let square = part * part;
    let low = part * SERIES[1] + (SERIES[0] - 1.0);
    let middle = part * SERIES[3] + SERIES[2];
    let high = part * SERIES[5] + SERIES[4];
    whole_and_part + part * (low + square * (middle + square * high))
}

/// `SplitMix64`: Steele, Lea & Flood 2014, Fast Splittable Pseudorandom Number Generators.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::LN_2;

    use fearless_simd::{Level, dispatch};

    use super::*;

    /// Returns the exponential numbers of the same bits everywhere, with 1 for the unit.
    fn exponential_of(bits: u32) -> f64 {
        let mut all = [0.0; WIDTH];
        dispatch!(Level::new(), simd => exponential(u32x16::splat(simd, bits)).store_array(&mut all));
        assert!(all.iter().all(|one| one.to_bits() == all[0].to_bits()));
        f64::from(all[0]) / f64::from(1 << 23)
    }

    fn bits_of(stream: &mut Stream) -> Lanes<u32> {
        let mut bits = [0; LANES];
        dispatch!(Level::new(), simd => bits = stream.bits(simd));
        bits
    }

    #[test]
    fn the_generators_are_the_published_ones() {
        // Known answers: SplitMix64 from state 0, xoshiro128+ from the state 1, 2, 3, 4.
        let mut words = SplitMix(0);
        assert_eq!([words.next(), words.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
        let mut stream = Stream { state: [1, 2, 3, 4].map(|word| [word; WIDTH]) };
        let first: Vec<u32> = bits_of(&mut stream).chunks(WIDTH).map(|bits| bits[WIDTH - 1]).take(5).collect();
        assert_eq!(first, [5, 12_295, 25_178_119, 27_286_542, 39_879_690]);
    }

    #[test]
    fn streams_differ_by_seed_experiment_and_block() {
        let first = |seed, experiment, block| bits_of(&mut Stream::new(seed, experiment, block));
        let streams = [first(1, 1, 1), first(2, 1, 1), first(1, 2, 1), first(1, 1, 2)];
        for (index, stream) in streams.iter().enumerate() {
            assert!(streams[..index].iter().all(|other| other != stream));
            assert!(stream[1..WIDTH].iter().all(|bits| *bits != stream[0]), "lanes differ too");
        }
        assert_eq!(first(1, 1, 1), first(1, 1, 1));
    }

    #[test]
    fn exponential_numbers_are_logarithms() {
        let steps = (0..4000).map(|k| k * 1_073_741);
        for bits in
            steps.chain([1, 2, 3, 1 << 23, (1 << 24) + 1, 0x7fff_ffff, 0x7fff_ff00, 1 << 31, u32::MAX, 0xffff_fffe])
        {
            let x = f64::from(bits.cast_signed()).abs();
            let expected = if x > 0.0 { 31.0 - x.log2() } else { 158.0 };
            let found = exponential_of(bits);
            assert!(
                found > 0.0 && (found - expected).abs() <= 3e-6 * expected.max(1.0),
                "{bits}: {found}, not {expected}"
            );
        }
        assert!(exponential_of(1 << 31) > 0.0);
    }

    #[test]
    fn numbers_are_spread_as_they_should_be() {
        let mut stream = Stream::new(7, 0, 0);
        let draws = 500;
        let mut sums = [0.0; 4];
        let (mut uniform, mut exponential): (Lanes<f64>, Lanes<f32>) = ([0.0; LANES], [0.0; LANES]);
        for _ in 0..draws {
            dispatch!(Level::new(), simd => uniform = stream.uniform(simd));
            dispatch!(Level::new(), simd => stream.exponential(simd, &mut exponential));
            for lane in 0..LANES {
                let exponential = f64::from(exponential[lane]) / f64::from(1 << 23) * LN_2;
                assert!(uniform[lane] > 0.0 && uniform[lane] < 1.0 && exponential > 0.0);
                sums[0] += uniform[lane];
                sums[1] += uniform[lane] * uniform[lane];
                sums[2] += exponential;
                sums[3] += exponential * exponential;
            }
        }
        // Moments 1/2, 1/3, 1, 2, each within five of its standard errors over 64,000 numbers.
        for (sum, (moment, error)) in sums.iter().zip([(0.5, 0.0012), (1.0 / 3.0, 0.0012), (1.0, 0.004), (2.0, 0.018)])
        {
            let mean = sum / f64::from(draws * LANES as u32);
            assert!((mean - moment).abs() < 5.0 * error, "{mean} is not {moment}");
        }
    }
}
