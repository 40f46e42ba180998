//! The random draws of Weigh-In: how often each option takes each rank, and under which weights it comes first, when
//! weights, empty cells or the team are drawn at random.
//!
//! What is drawn and why is explained in `analysis::robustness` of the program, which makes an [`Experiment`] of a
//! record. This is a package of its own for the compiler alone: tests build all around it without optimisation.
//!
//! The same seed gives the same numbers on every machine and for any number of threads.

#![allow(
    clippy::inline_always,
    reason = "what is not inlined into the dispatch is compiled without the machine's vector instructions"
)]

mod experiment;
mod lanes;
mod places;
mod progress;
mod random;
mod real;
mod steps;
mod sums;
mod tally;
mod weighting;

pub use self::{
    experiment::{Experiment, Row, SameVoters, Settings},
    progress::Progress,
    real::{SINGLE_TIE, TIE},
    steps::Steps,
    tally::Tally,
    weighting::{MemberSwings, SWING_ERROR, Weighting},
};
