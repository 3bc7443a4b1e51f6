//! What short texts meant the last time: most columns hold few different texts.

use crate::kinds::quick;

const ENTRIES: usize = 1024;
const LONGEST: usize = 16;
/// After so many questions a memo that seldom knows the answer is not asked any more.
const TRIAL: u32 = 4096;

/// Remembers what texts of up to 16 bytes stand for; one text a place, the last one wins.
#[derive(Debug)]
pub(crate) struct Memo<T> {
    entries: Vec<Entry<T>>,
    asked: u32,
    known: u32,
    off: bool,
}

#[derive(Debug, Clone, Copy)]
struct Entry<T> {
    key: (u64, u64),
    /// Length of the text plus one; 0 = nothing here.
    size: u8,
    /// None = it means that there is no value.
    value: Option<T>,
}

/// Where an answer is to be remembered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    key: (u64, u64),
    size: u8,
    at: usize,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), asked: 0, known: 0, off: false }
    }
}

impl<T: Copy> Memo<T> {
    /// Where this text has its place, if it is one to be remembered.
    #[inline]
    pub fn spot(&mut self, raw: &[u8]) -> Option<Spot> {
        if self.off || raw.len() > LONGEST {
            return None;
        }
        if self.entries.is_empty() {
            self.entries = vec![Entry { key: (0, 0), size: 0, value: None }; ENTRIES];
        }
        let key = if raw.len() <= 8 {
            (quick::word(raw), 0)
        } else {
            (quick::word(&raw[..8]), quick::word(&raw[raw.len() - 8..]))
        };
        let size = u8::try_from(raw.len() + 1).ok()?;
        let mixed = (key.0 ^ key.1.rotate_left(29) ^ u64::from(size)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let at = usize::try_from(mixed >> 54).ok()?;
        Some(Spot { key, size, at })
    }

    /// What the text meant; the outer none = not known.
    #[inline]
    pub fn get(&mut self, spot: Spot) -> Option<Option<T>> {
        let entry = &self.entries[spot.at];
        self.asked += 1;
        if entry.key == spot.key && entry.size == spot.size {
            self.known += 1;
            return Some(entry.value);
        }
        if self.asked >= TRIAL {
            self.off = self.known < TRIAL / 4;
            (self.asked, self.known) = (0, 0);
        }
        None
    }

    pub fn remember(&mut self, spot: Spot, value: Option<T>) {
        self.entries[spot.at] = Entry { key: spot.key, size: spot.size, value };
    }
}
