//! How values are written in all files.

use etalon_core::value::Ratio;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Instants in a zone.
pub(super) struct Clock {
    zone: TimeZone,
    /// Offsets by quarter of an hour: no zone changes its clock between two of them.
    known: HashMap<i64, i64>,
}

const QUARTER: i64 = 900 * 1_000_000;

impl Clock {
    pub fn new(zone: &TimeZone) -> Self {
        Self { zone: zone.clone(), known: HashMap::new() }
    }

    /// The same in another zone, if there is one.
    pub fn text_in(&mut self, zone: Option<&TimeZone>, at: i64) -> String {
        match zone {
            Some(zone) => Self::new(zone).text(at),
            None => self.text(at),
        }
    }

    /// `2026-03-02T09:00:00+02:00`, with places where there are any.
    pub fn text(&mut self, at: i64) -> String {
        let zone = &self.zone;
        let offset = *self
            .known
            .entry(at.div_euclid(QUARTER))
            .or_insert_with(|| Timestamp::from_microsecond(at).map_or(0, |t| i64::from(zone.to_offset(t).seconds())));
        let local = at + offset * 1_000_000;
        let seconds = local.div_euclid(1_000_000);
        let of_day = seconds.rem_euclid(86_400);
        let day = crate::kinds::day_text(seconds.div_euclid(86_400));
        let mut text = format!("{day}T{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60);
        let places = local.rem_euclid(1_000_000);
        if places != 0 {
            text.push_str(format!(".{places:06}").trim_end_matches('0'));
        }
        let (sign, size) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
        text.push_str(&format!("{sign}{:02}:{:02}", size / 3600, size / 60 % 60));
        text
    }
}

/// A share per cent with one decimal, for reading; the exact one stands beside it.
pub(super) fn percent(share: Ratio) -> String {
    etalon_core::show::share(share)
}
