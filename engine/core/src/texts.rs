//! All texts of one run, each kept once.

use std::hash::BuildHasher;
use std::sync::OnceLock;

/// Only where texts lie in `slots` depends on it, so that nobody can write data that all lie in one place.
static SEED: OnceLock<u64> = OnceLock::new();

/// All texts of one run, each kept once: columns hold codes into it. Codes are given in the order in which texts come; they
/// say nothing about the order of the texts.
#[derive(Debug, Clone)]
pub struct Texts {
    /// The texts, one after the other.
    joined: String,
    /// By code: where its text ends.
    ends: Vec<usize>,
    /// By code: the hash of its text.
    hashes: Vec<u64>,
    /// Open addressing: code + 1, or 0 for a free slot. A power of two, at most half full.
    slots: Vec<u32>,
    seed: u64,
}

impl Default for Texts {
    fn default() -> Self {
        let seed = *SEED.get_or_init(|| std::collections::hash_map::RandomState::new().hash_one(0_u64));
        Self { joined: String::new(), ends: Vec::new(), hashes: Vec::new(), slots: Vec::new(), seed }
    }
}

impl Texts {
    /// The code of a text, new if it was not there.
    ///
    /// # Panics
    /// With more than four billion different texts.
    pub fn code(&mut self, text: &str) -> u32 {
        self.code_of(text, hash(text.as_bytes(), self.seed))
    }

    /// Takes in all texts of another list: by the code there the code here.
    pub fn take_in(&mut self, other: &Self) -> Vec<u32> {
        let mut start = 0;
        let mut codes = Vec::with_capacity(other.len());
        for (end, hash) in other.ends.iter().zip(&other.hashes) {
            codes.push(self.code_of(&other.joined[start..*end], *hash));
            start = *end;
        }
        codes
    }

    fn code_of(&mut self, text: &str, hash: u64) -> u32 {
        if let Some(code) = self.look_up(text, hash) {
            return code;
        }
        if self.slots.len() <= 2 * (self.ends.len() + 1) {
            self.grow();
        }
        let code = u32::try_from(self.ends.len())
            .ok()
            .filter(|c| *c < u32::MAX)
            .expect("fewer than four billion different texts");
        self.joined.push_str(text);
        self.ends.push(self.joined.len());
        self.hashes.push(hash);
        self.place(code, hash);
        code
    }

    /// The code of a text, if it is there.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.look_up(text, hash(text.as_bytes(), self.seed))
    }

    /// The text of a code.
    #[must_use]
    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.joined[start..self.ends[code]]
    }

    /// How many different texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn look_up(&self, text: &str, hash: u64) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = index(hash, mask);
        loop {
            let code = self.slots[slot].checked_sub(1)?;
            if self.hashes[code as usize] == hash && self.get(code) == text {
                return Some(code);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn place(&mut self, code: u32, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut slot = index(hash, mask);
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = code + 1;
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![0; size];
        for code in 0..self.ends.len() {
            let hash = self.hashes[code];
            self.place(u32::try_from(code).expect("codes are 32 bits"), hash);
        }
    }
}

fn index(hash: u64, mask: usize) -> usize {
    usize::try_from(hash & mask as u64).expect("no larger than the mask")
}

/// Multiplies eight bytes at a time to 128 bits and folds the halves together.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = seed ^ (bytes.len() as u64).wrapping_mul(ODD);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = fold(state ^ u64::from_le_bytes(word), ODD);
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    fold(state ^ u64::from_le_bytes(last), seed | 1)
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn each_text_has_one_code() {
        let mut texts = Texts::default();
        assert_eq!(texts.find("a"), None);
        for round in 0..2 {
            for n in 0..10_000_u32 {
                assert_eq!(texts.code(&format!("text {n}")), n, "round {round}");
            }
        }
        assert_eq!(texts.code(""), 10_000);
        assert_eq!(texts.find("text 77"), Some(77));
        assert_eq!(texts.get(77), "text 77");
        assert_eq!(texts.get(10_000), "");
        assert_eq!(texts.len(), 10_001);
    }
}
