//! The texts that files are full of, read in a few steps. What does not fit is left to the full readers, which also say
//! what is wrong; where one of these gives a value, the full reader gives the same (a property in `tests.rs`).

use super::Zone;
use super::iso::day_number;
use etalon_core::time::DAY;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Up to eight bytes as one word, the first byte lowest.
#[inline]
pub(crate) fn word(raw: &[u8]) -> u64 {
    let four = |at: usize| u64::from(u32::from_le_bytes([raw[at], raw[at + 1], raw[at + 2], raw[at + 3]]));
    match raw.len() {
        0 => 0,
        n @ 1..=3 => {
            let (middle, last) = (n / 2, n - 1);
            u64::from(raw[0]) | u64::from(raw[middle]) << (8 * middle) | u64::from(raw[last]) << (8 * last)
        }
        n => four(0) | four(n - 4) << (8 * (n - 4)),
    }
}

/// A `0x80` at every byte of the word that is this one.
#[inline]
pub(crate) const fn bytes_like(word: u64, byte: u8) -> u64 {
    let other = word ^ (ONES * byte as u64);
    !(((other & !HIGH) + !HIGH) | other | !HIGH)
}

/// A `0x80` at the first byte of the word that is below a blank; those of later bytes may be wrong.
#[inline]
pub(crate) const fn control(word: u64) -> u64 {
    word.wrapping_sub(ONES * 0x20) & !word & HIGH
}

/// One to eight digits.
#[inline]
fn digits(word: u64, length: usize) -> Option<i64> {
    if length == 0 || length > 8 {
        return None;
    }
    // Zeros in front do not change the number.
    let free = 8 * (8 - length);
    let filled = if free == 0 { word } else { word << free | (ONES * u64::from(b'0')) >> (64 - free) };
    let all = (filled & 0xf0f0_f0f0_f0f0_f0f0) | (filled.wrapping_add(ONES * 6) & 0xf0f0_f0f0_f0f0_f0f0) >> 4;
    if all != 0x3333_3333_3333_3333 {
        return None;
    }
    let pairs = ((filled & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(2561)) >> 8;
    let fours = ((pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(6_553_601)) >> 16;
    let eight = ((fours & 0x0000_ffff_0000_ffff).wrapping_mul(42_949_672_960_001)) >> 32;
    i64::try_from(eight).ok()
}

/// A whole number of one to eight plain digits.
#[inline]
pub(crate) fn whole(raw: &[u8]) -> Option<i64> {
    if raw.len() > 8 {
        return None;
    }
    digits(word(raw), raw.len())
}

/// At most eight signs, of which one may be a point: the digits, and how many stand after the point.
#[inline]
pub(crate) fn places(raw: &[u8]) -> Option<(i64, usize)> {
    if raw.len() > 8 {
        return None;
    }
    let all = word(raw);
    let point = bytes_like(all, b'.');
    if point == 0 {
        return Some((digits(all, raw.len())?, 0));
    }
    let at = point.trailing_zeros() as usize / 8;
    if at == 0 {
        return None;
    }
    let before = (1 << (8 * at)) - 1;
    Some((digits((all & before) | (all >> 8 & !before), raw.len() - 1)?, raw.len() - 1 - at))
}

/// Instants as most files write them: `2026-03-02T09:00:00.5`, with or without `Z`, on few days.
#[derive(Debug, Clone, Default)]
pub(crate) struct Days {
    /// The last date that was met, whether it was in Greenwich time, and when that day began.
    last: Option<([u8; 10], bool, i64)>,
}

impl Days {
    #[inline]
    pub fn instant(&mut self, raw: &[u8], zone: Option<&mut Zone>) -> Option<i64> {
        if raw.len() < 19 || !matches!(raw[10], b' ' | b'T') {
            return None;
        }
        let utc = raw[raw.len() - 1] == b'Z';
        let time = time_of_day(&raw[11..raw.len() - usize::from(utc)])?;
        if let Some((date, last_utc, start)) = &self.last
            && date[..] == raw[..10]
            && *last_utc == utc
        {
            return Some(start + time);
        }
        let start = start(&raw[..10], utc, zone)?;
        let mut date = [0; 10];
        date.copy_from_slice(&raw[..10]);
        self.last = Some((date, utc, start));
        Some(start + time)
    }
}

/// When a day of 24 hours begins.
fn start(date: &[u8], utc: bool, zone: Option<&mut Zone>) -> Option<i64> {
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let day = day_number(whole(&date[..4])?, whole(&date[5..7])?, whole(&date[8..])?)?;
    match zone {
        _ if day >= super::date::END => None,
        _ if utc => Some(day * DAY),
        Some(zone) => zone.steady_start(day),
        None => None,
    }
}

/// `09:00:00` with up to six places, in microseconds.
#[inline]
fn time_of_day(raw: &[u8]) -> Option<i64> {
    if raw.len() < 8 || raw.len() > 15 || raw[2] != b':' || raw[5] != b':' {
        return None;
    }
    // Six digits side by side.
    let all = word(&raw[..8]);
    let together = (all & 0xffff) | (all >> 8 & 0xffff_0000) | (all >> 16 & 0xffff_0000_0000);
    let number = digits(together, 6)?;
    let (hour, minute, second) = (number / 10_000, number / 100 % 100, number % 100);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let micros = match &raw[8..] {
        [] => 0,
        [b'.', places @ ..] => digits(word(places), places.len())? * POWERS[6 - places.len()],
        _ => return None,
    };
    Some((hour * 3600 + minute * 60 + second) * 1_000_000 + micros)
}

/// Powers of ten.
pub(crate) const POWERS: [i64; 9] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
