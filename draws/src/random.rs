//! Random numbers that are the same on every machine and for any number of threads.

use super::real::Real;

/// How many generators run side by side, so that the compiler can use vector instructions.
const GENERATORS: usize = 16;
/// How many draws are made side by side: few enough to stay in the cache, too many for the compiler to unroll their loops
/// instead of using vector instructions.
pub(super) const LANES: usize = 128;
/// One number for each of the draws that are made side by side.
pub(super) type Lanes<R> = [R; LANES];

/// A stream of random numbers of its own for each block of draws: sixteen generators, seeded from the block's place.
///
/// The generator is `xoshiro128++`, seeded by `SplitMix64`, as its authors advise: Blackman & Vigna 2021, Scrambled
/// Linear Pseudorandom Number Generators, ACM TOMS 47:4.
pub(super) struct Stream {
    state: [[u32; GENERATORS]; 4],
}

impl Stream {
    /// The stream of one block of one experiment.
    pub(super) fn new(seed: u64, experiment: u64, block: u32) -> Self {
        let mut words = SplitMix(seed);
        words.0 = words.next() ^ experiment;
        words.0 = words.next() ^ u64::from(block);
        Self { state: [(); 4].map(|()| [(); GENERATORS].map(|()| (words.next() >> 32) as u32)) }
    }

    /// 32 random bits from each generator.
    #[inline(always)]
    fn next(&mut self) -> [u32; GENERATORS] {
        let mut bits = [0; GENERATORS];
        let [a, b, c, d] = &mut self.state;
        for lane in 0..GENERATORS {
            let sum = a[lane].wrapping_add(d[lane]);
            bits[lane] = sum.rotate_left(7).wrapping_add(a[lane]);
            let shifted = b[lane] << 9;
            c[lane] ^= a[lane];
            d[lane] ^= b[lane];
            b[lane] ^= c[lane];
            a[lane] ^= d[lane];
            c[lane] ^= shifted;
            d[lane] = d[lane].rotate_left(11);
        }
        bits
    }

    /// 32 random bits a lane.
    #[inline(always)]
    pub(super) fn bits(&mut self) -> [u32; LANES] {
        let mut bits = [0; LANES];
        for lanes in bits.chunks_exact_mut(GENERATORS) {
            lanes.copy_from_slice(&self.next());
        }
        bits
    }

    /// Uniform between 0 and 1, neither of them reached.
    #[inline(always)]
    pub(super) fn uniform<R: Real>(&mut self) -> Lanes<R> {
        let bits = self.bits();
        let mut uniform = [R::ZERO; LANES];
        for lane in 0..LANES {
            uniform[lane] = R::from_single(open_unit(bits[lane]));
        }
        uniform
    }

    /// Exponential with mean 1.
    #[inline(always)]
    pub(super) fn exponential<R: Real>(&mut self) -> Lanes<R> {
        let bits = self.bits();
        let mut exponential = [R::ZERO; LANES];
        for lane in 0..LANES {
            exponential[lane] = R::from_single(-ln(open_unit(bits[lane])));
        }
        exponential
    }
}

/// The middle of one of 2²³ equal parts of the unit interval. That many fit an `f32` without rounding.
#[allow(clippy::cast_possible_wrap, reason = "23 bits fit; signed numbers are the ones that vectors convert at once")]
#[inline(always)]
fn open_unit(bits: u32) -> f32 {
    ((bits >> 9) as i32 as f32 + 0.5) * (1.0 / (1_u32 << 23) as f32)
}

/// The natural logarithm of a normal number above 0, to about 3e-7 of itself or of 1; without branches or divisions, so that
/// it is computed for several lanes at once.
///
/// With x = 2ᵉ·(1 + t) and 1 + t between √½ and √2, ln(1 + t) = t + t²·q(t); the coefficients of q keep the largest error
/// smallest.
#[allow(clippy::cast_possible_wrap, reason = "what is left of the bits after the shift is small")]
#[inline(always)]
fn ln(x: f32) -> f32 {
    const ONE: u32 = 0x3f80_0000;
    const ROOT_OF_HALF: u32 = 0x3f35_04f3;
    const MANTISSA: u32 = 0x007f_ffff;
    const Q: [f32; 6] = [-0.500_014_86, 0.333_155_44, -0.248_977_68, 0.204_925_84, -0.187_616_95, 0.119_863_13];
    let bits = x.to_bits().wrapping_add(ONE - ROOT_OF_HALF);
    let exponent = (bits >> 23) as i32 - 127;
    let t = f32::from_bits((bits & MANTISSA) + ROOT_OF_HALF) - 1.0;
    let square = t * t;
    // In pairs: half as long a chain of steps that wait for each other.
    let (low, middle, high) = (Q[0] + Q[1] * t, Q[2] + Q[3] * t, Q[4] + Q[5] * t);
    let q = low + square * (middle + square * high);
    exponent as f32 * std::f32::consts::LN_2 + (t + square * q)
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
    use super::*;

    #[test]
    fn the_generators_are_the_published_ones() {
        // Known answers: SplitMix64 from state 0, xoshiro128++ from the state 1, 2, 3, 4.
        let mut words = SplitMix(0);
        assert_eq!([words.next(), words.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
        let mut stream = Stream { state: [1, 2, 3, 4].map(|word| [word; GENERATORS]) };
        let first: Vec<u32> = (0..5).map(|_| stream.next()[GENERATORS - 1]).collect();
        assert_eq!(first, [641, 1_573_767, 3_222_811_527, 3_517_856_514, 836_907_274]);
    }

    #[test]
    fn streams_differ_by_seed_experiment_and_block() {
        let first = |seed, experiment, block| Stream::new(seed, experiment, block).next();
        let streams = [first(1, 1, 1), first(2, 1, 1), first(1, 2, 1), first(1, 1, 2)];
        for (index, stream) in streams.iter().enumerate() {
            assert!(streams[..index].iter().all(|other| other != stream));
            assert!(stream[1..].iter().all(|bits| *bits != stream[0]), "lanes differ too");
        }
        assert_eq!(first(1, 1, 1), first(1, 1, 1));
    }

    #[test]
    fn logarithms_are_good_to_the_last_digits_of_single_precision() {
        let mut points: Vec<f32> = (1..4000).map(|k| k as f32 / 4000.0).collect();
        points.extend([open_unit(0), open_unit(u32::MAX), 1e-6, 0.5, 0.707, 0.7072]);
        for x in points {
            let expected = f64::from(x).ln();
            assert!((f64::from(ln(x)) - expected).abs() <= 4e-7 * expected.abs().max(1.0), "ln {x}");
        }
    }

    #[test]
    fn numbers_are_spread_as_they_should_be() {
        let mut stream = Stream::new(7, 0, 0);
        let draws = 500;
        let mut sums = [0.0; 4];
        for _ in 0..draws {
            let (uniform, exponential): (Lanes<f64>, Lanes<f64>) = (stream.uniform(), stream.exponential());
            for lane in 0..LANES {
                assert!(uniform[lane] > 0.0 && uniform[lane] < 1.0 && exponential[lane] > 0.0);
                sums[0] += uniform[lane];
                sums[1] += uniform[lane] * uniform[lane];
                sums[2] += exponential[lane];
                sums[3] += exponential[lane] * exponential[lane];
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
