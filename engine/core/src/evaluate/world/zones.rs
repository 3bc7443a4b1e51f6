//! The calendars of a clock, laid in the zones that the data names: `on office in zone contract_zone`.

use super::World;
use super::clocks::changes;
use crate::Standard;
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
    /// The same lines in every version of the standard that says a calendar anew, with the instant from which cases go by them.
    lines: Vec<(i64, Vec<OpenTime>)>,
}

/// By source: how many rows name what is no zone, and the first of those names.
pub(super) type Strange = Vec<(u16, u64, Vec<String>)>;

impl Zones {
    /// Lays the calendars of a clock in each of these zones; `name` tells the name of a code.
    pub(super) fn lay(
        standard: &Standard,
        world: &World,
        clock: &Clock,
        names: &Names,
        name: impl Fn(u32) -> String,
    ) -> (Self, Strange) {
        let lines = changes(standard, clock).into_iter().map(|from| (from, Vec::new())).collect();
        let mut zones = Self { lines, ..Self::default() };
        let mut strange: BTreeMap<u16, (u64, Vec<String>)> = BTreeMap::new();
        let mut last: Option<(u32, bool)> = None;
        for ((code, source), rows) in names {
            let known = match last {
                Some((of, known)) if of == *code => known,
                _ => zones.add((standard, world), clock, *code, &name(*code)),
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
    fn add(&mut self, (standard, world): (&Standard, &World), clock: &Clock, code: u32, name: &str) -> bool {
        let (Ok(zone), Ok(place)) = (TimeZone::get(name), u16::try_from(self.laid())) else { return false };
        for (from, laid) in &mut self.lines {
            let in_force = clock.calendars.iter().map(|id| standard.calendar_at(*id, *from));
            let lines = in_force.filter_map(|id| world.calendars.get(id.index()));
            laid.extend(lines.map(|line| line.in_zone(&zone)));
        }
        self.places.insert(code, place);
        true
    }

    /// The place of the line of a calendar (its place among the clock's) in a zone.
    pub(super) fn place(&self, zone: u32, calendar: u16) -> Option<u16> {
        self.places.get(&zone)?.checked_add(calendar)
    }

    /// How many lines there are so far.
    fn laid(&self) -> usize {
        self.lines.first().map_or(0, |(_, lines)| lines.len())
    }

    /// The lines of cases that began at an instant.
    pub(super) fn lines(&self, began: i64) -> Vec<Line<'_>> {
        let lines = self.lines.iter().rev().find(|(from, _)| *from <= began);
        lines.map(|(_, lines)| lines.iter().map(Line::On).collect()).unwrap_or_default()
    }
}
