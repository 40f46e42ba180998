//! Inputs made from a seed: fixtures, and what becomes of them.

/// Numbers by `SplitMix64`: a seed gives the same ones everywhere.
pub struct Random(u64);

impl Random {
    /// For one input of one reader.
    pub fn new(seed: u64, reader: &str, index: u64) -> Self {
        let name = reader.bytes().fold(seed, |all, byte| all.wrapping_mul(31).wrapping_add(u64::from(byte)));
        Self(name.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ index.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, `end`; 0 where there is nothing to choose from.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// The longest input, in bytes.
const LONGEST: usize = 64 * 1024;

/// What means something to many readers, or breaks them.
const EVERYWHERE: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    " ",
    "    ",
    "\"",
    "'",
    "`",
    "\\",
    "/",
    "//",
    "/*",
    "*/",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "|",
    ":",
    ",",
    ";",
    "#",
    "-",
    "_",
    "=",
    "*",
    "+",
    "~",
    "%",
    "&",
    "@",
    "$",
    "0",
    "1",
    "-1",
    "5",
    "6",
    "100",
    "255",
    "256",
    "65536",
    "4294967295",
    "18446744073709551616",
    "1e400",
    "-0.0",
    "NaN",
    "inf",
    "0x",
    "\u{FEFF}",
    "\u{202E}",
    "\u{2066}",
    "\u{200B}",
    "\u{301}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{1B}[2J",
    "é",
    "漢字",
    "👩\u{200D}🚀",
    "İ",
    "../../",
    "/etc/passwd",
    "C:\\",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://a.example",
    "mailto:a@b",
    "2026-11-03",
    "9999-99-99",
    "<<<<<<< ours\n",
    "||||||| base\n",
    "=======\n",
    ">>>>>>> theirs\n",
];

/// One input: mostly a fixture that was changed in a few places, now and then words alone or bytes alone.
pub fn any(random: &mut Random, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let mut input = match random.below(16) {
        0 => (0..random.below(40)).flat_map(|_| word(random, words).bytes()).collect(),
        1 => (0..random.below(60)).map(|_| u8::try_from(random.below(256)).unwrap()).collect(),
        _ => seeds[random.below(seeds.len())].clone(),
    };
    let gentle = random.below(2) == 0;
    for _ in 0..=random.below(6) {
        let at = random.below(input.len() + 1);
        if !gentle || !fits(random, &mut input, at, words) {
            change(random, &mut input, at, seeds, words);
        }
    }
    input.truncate(LONGEST);
    input
}

fn word<'a>(random: &mut Random, words: &[&'a str]) -> &'a str {
    if words.is_empty() || random.below(3) == 0 { random.of(EVERYWHERE) } else { random.of(words) }
}

fn change(random: &mut Random, input: &mut Vec<u8>, at: usize, seeds: &[Vec<u8>], words: &[&str]) {
    let (from, to) = stretch(random, input, at);
    match random.below(10) {
        0 => input.truncate(at),
        1 => drop(input.drain(from..to)),
        2 => {
            let copy = input[from..to].to_vec();
            let times = 1 + random.below(3);
            input.splice(at..at, copy.repeat(times));
        }
        3 => {
            let copy = input[from..to].to_vec();
            let place = random.below(input.len() + 1);
            input.splice(place..place, copy);
        }
        4 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        5 => {
            let other = &seeds[random.below(seeds.len())];
            let (start, end) = stretch(random, other, random.0 as usize % (other.len() + 1));
            input.splice(at..at, other[start..end].iter().copied());
        }
        6 => {
            let most = if random.below(20) == 0 { 2_000 } else { 8 };
            let times = 1 + random.below(most);
            let text = word(random, words).repeat(times);
            input.splice(at..at, text.bytes());
        }
        7 => drop(input.splice(from..to, word(random, words).bytes())),
        _ => drop(input.splice(at..at, word(random, words).bytes())),
    }
}

/// Changes what stands between quotes, or a number, so that the whole stays well formed. Tells whether it could.
fn fits(random: &mut Random, input: &mut Vec<u8>, at: usize, words: &[&str]) -> bool {
    // Texts seldom go over lines, so the first two quotes of a line mostly are those around one.
    let line = input[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    let at = if random.below(2) == 0 { line } else { at };
    let quotes: Vec<usize> =
        input[at..].iter().take(300).enumerate().filter(|(_, byte)| **byte == b'"').map(|(i, _)| i).take(2).collect();
    let number = input[at..].iter().position(u8::is_ascii_digit);
    match (random.below(3), quotes.as_slice(), number) {
        (0, _, Some(start)) => {
            let length = input[at + start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let numbers = ["0", "1", "2", "3", "5", "6", "100", "101", "255", "65536", "4294967295", "0.5", "1e308"];
            input.splice(at + start..at + start + length, random.of(&numbers).bytes());
        }
        (1, [first, second, ..], _) => {
            // Where the quotes around it are the ends of two texts, this breaks it, as other changes do.
            let text: String =
                (0..random.below(5)).map(|_| word(random, words)).filter(|word| !word.contains(['"', '\\'])).collect();
            input.splice(at + first + 1..at + second, text.bytes());
        }
        (2, ..) => {
            let end = input[at..].iter().position(|byte| *byte == b'\n').map_or(input.len(), |end| at + end + 1);
            let line = input[at..end].to_vec();
            if random.below(2) == 0 {
                input.drain(at..end);
            } else {
                input.splice(at..at, line);
            }
        }
        _ => return false,
    }
    true
}

/// A few bytes, or a line, or some lines.
fn stretch(random: &mut Random, input: &[u8], at: usize) -> (usize, usize) {
    let at = at.min(input.len());
    if random.below(2) == 0 {
        return (at, (at + 1 + random.below(12)).min(input.len()));
    }
    let start = input[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    let mut end = start;
    for _ in 0..=random.below(4) {
        end = input[end..].iter().position(|byte| *byte == b'\n').map_or(input.len(), |place| end + place + 1);
    }
    (start, end)
}
