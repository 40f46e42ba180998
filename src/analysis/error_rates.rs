//! How often leads of each firmness turned when other people scored, as `benches/verdicts.rs` measured it.

use super::{firmness::Firmness, robustness::wilson};

/// In how many of the simulated records of a kind other people came to another leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorRate {
    turned: u32,
    records: u32,
}

/// By number of options, number of ballots and [`Firmness`]: how many records turned, and how many there were.
type Table = [[[(u32, u32); 4]; ErrorRate::BALLOTS.len()]; ErrorRate::OPTIONS.len()];

impl ErrorRate {
    /// The numbers of options of the simulated records. One more than the last counts as the last.
    pub const OPTIONS: [usize; 4] = [2, 3, 4, 5];
    /// The numbers of ballots of the simulated records. Another counts as the next smaller one.
    pub const BALLOTS: [usize; 8] = [1, 2, 3, 4, 5, 6, 8, 10];
    /// Of fewer records nothing is said: their share could be anything.
    pub const FEWEST_RECORDS: u32 = 100;

    /// Returns the rate for records of so many options and members' ballots; none where hardly any record of the simulation was like
    /// that.
    #[must_use]
    pub fn of(options: usize, ballots: usize, firmness: Firmness) -> Option<Self> {
        let row = Self::OPTIONS.iter().rposition(|&of| of <= options)?;
        let column = Self::BALLOTS.iter().rposition(|&of| of <= ballots)?;
        let (turned, records) = TABLE[row][column][firmness as usize];
        (records >= Self::FEWEST_RECORDS).then_some(Self { turned, records })
    }

    /// Returns how many records there were.
    #[must_use]
    pub fn records(self) -> u32 {
        self.records
    }

    /// Returns the share of the records that turned, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.turned) / f64::from(self.records)
    }

    /// Returns the 95 % interval of the share.
    #[must_use]
    pub fn interval(self) -> (f64, f64) {
        wilson(self.share(), self.records)
    }
}

#[rustfmt::skip]
const TABLE: Table = [
    [
        [(882, 2229), (293, 1455), (14, 313), (0, 0)],
        [(586, 1515), (293, 1430), (54, 1055), (0, 0)],
        [(463, 1206), (272, 1228), (73, 1566), (0, 0)],
        [(404, 991), (254, 1159), (39, 407), (31, 1443)],
        [(357, 950), (202, 1005), (53, 421), (29, 1624)],
        [(294, 760), (177, 922), (35, 402), (46, 1915)],
        [(298, 728), (156, 832), (35, 359), (32, 2081)],
        [(257, 598), (144, 755), (22, 335), (38, 2312)],
    ],
    [
        [(1351, 2780), (286, 1124), (7, 93), (0, 0)],
        [(847, 1928), (366, 1464), (62, 608), (0, 0)],
        [(799, 1706), (330, 1377), (73, 916), (0, 0)],
        [(648, 1420), (328, 1318), (39, 406), (33, 856)],
        [(552, 1230), (298, 1285), (35, 403), (43, 1081)],
        [(519, 1151), (273, 1175), (39, 386), (37, 1288)],
        [(424, 992), (249, 1036), (48, 425), (36, 1545)],
        [(368, 852), (229, 992), (44, 347), (39, 1809)],
    ],
    [
        [(1678, 3074), (290, 888), (5, 36), (0, 0)],
        [(1139, 2286), (402, 1334), (24, 378), (0, 0)],
        [(925, 1871), (373, 1419), (75, 710), (0, 0)],
        [(791, 1633), (356, 1382), (45, 386), (35, 599)],
        [(697, 1423), (369, 1330), (38, 397), (21, 850)],
        [(629, 1334), (277, 1226), (39, 438), (39, 1001)],
        [(528, 1145), (269, 1136), (41, 394), (37, 1325)],
        [(478, 1026), (265, 1084), (41, 414), (26, 1476)],
    ],
    [
        [(1947, 3278), (260, 704), (2, 17), (0, 0)],
        [(1294, 2440), (392, 1292), (28, 267), (0, 0)],
        [(1066, 2039), (410, 1385), (52, 575), (0, 0)],
        [(907, 1786), (394, 1367), (56, 343), (22, 501)],
        [(794, 1632), (363, 1340), (32, 334), (25, 693)],
        [(704, 1457), (372, 1327), (61, 400), (26, 816)],
        [(597, 1286), (299, 1203), (46, 391), (37, 1120)],
        [(541, 1152), (305, 1109), (61, 413), (51, 1326)],
    ],
];
