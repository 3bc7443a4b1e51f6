//! The calendars of a clock, laid in the zones that the data names: `on office in zone contract_zone`.

use super::World;
use crate::evaluate::clock::Line;
use crate::standard::Clock;
use crate::time::OpenTime;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// How many names that are no zones are told.
const NAMED: usize = 5;

/// By the name of a zone (a code) and the source of the row that names it: how many rows.
pub(super) type Names = BTreeMap<(u32, u16), u64>;

/// The lines of a clock that counts in zones of the data: for each zone one a calendar, in the order of the clock's calendars.
#[derive(Debug, Default)]
pub(super) struct Zones {
    /// By the code of a name: the place of its first line. What is no zone is not here.
    places: BTreeMap<u32, u16>,
    lines: Vec<OpenTime>,
}

/// By source: how many rows name what is no zone, and the first of those names.
pub(super) type Strange = Vec<(u16, u64, Vec<String>)>;

impl Zones {
    /// Lays the calendars of a clock in each of these zones; `name` tells the name of a code.
    pub(super) fn lay(world: &World, clock: &Clock, names: &Names, name: impl Fn(u32) -> String) -> (Self, Strange) {
        let mut zones = Self::default();
        let mut strange: BTreeMap<u16, (u64, Vec<String>)> = BTreeMap::new();
        let mut last: Option<(u32, bool)> = None;
        for ((code, source), rows) in names {
            let known = match last {
                Some((of, known)) if of == *code => known,
                _ => zones.add(world, clock, *code, &name(*code)),
            };
            last = Some((*code, known));
            if !known {
                let (count, first) = strange.entry(*source).or_default();
                *count += rows;
                first.push(name(*code));
            }
        }
        let told = strange.into_iter().map(|(source, (count, mut first))| {
            first.sort_unstable();
            first.truncate(NAMED);
            (source, count, first)
        });
        (zones, told.collect())
    }

    /// Whether there is such a zone (and there were not too many before).
    fn add(&mut self, world: &World, clock: &Clock, code: u32, name: &str) -> bool {
        let (Ok(zone), Ok(place)) = (TimeZone::get(name), u16::try_from(self.lines.len())) else { return false };
        let lines = clock.calendars.iter().filter_map(|id| world.calendars.get(id.index()));
        self.lines.extend(lines.map(|line| line.in_zone(&zone)));
        self.places.insert(code, place);
        true
    }

    /// The place of the line of a calendar (its place among the clock's) in a zone.
    pub(super) fn place(&self, zone: u32, calendar: u16) -> Option<u16> {
        self.places.get(&zone)?.checked_add(calendar)
    }

    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        self.lines.iter().map(Line::On).collect()
    }
}
