//! The course of a clock through one case: when it ran, paused and stood, whose that time was, and when its target was reached.

use super::{Ask, Quote, Thing};
use crate::Standard;
use crate::evaluate::clock::{ClockState, Segment};
use crate::evaluate::timeline;
use crate::standard::{ClockPart, Fact, Type, UnitId, Words};
use crate::table::{Column, Data};
use jiff::tz::TimeZone;

/// The course of one clock. Instants and lengths of time are microseconds.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The clock's name.
    pub clock: String,
    /// For people.
    pub title: Words,
    /// Where the clock stands in the text.
    pub quote: Quote,
    /// The case.
    pub thing: Thing,
    /// The zone that it counts in, if its data names one, or if its calendar lies in another than the standard.
    pub zone: Option<String>,
    /// Its first start; none if no event started it.
    pub started: Option<i64>,
    /// The last stop that counts.
    pub stopped: Option<i64>,
    /// How much may be counted, as it stands at the end.
    pub target: Option<i64>,
    /// How much was counted.
    pub counted: Option<i64>,
    /// When the target is or was reached; none while it pauses.
    pub due: Option<i64>,
    /// The same as people answer for it.
    pub fair_due: Option<i64>,
    /// When the target was broken.
    pub breached: Option<i64>,
    /// The same as people answer for it.
    pub fair_breached: Option<i64>,
    /// From the first start on, without a gap; neighbours differ in state or holder.
    pub stretches: Vec<Stretch>,
}

/// A stretch in which the clock does one thing.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// From.
    pub from: i64,
    /// To, not including.
    pub to: i64,
    /// What the clock does.
    pub state: ClockState,
    /// How much of it counts; none where it is not known what it counts on.
    pub counted: Option<i64>,
    /// Whose it is, as in the data.
    pub holder: Option<String>,
    /// The event that began it.
    pub by: Thing,
}

impl Ask<'_> {
    /// The clocks of one case, in the order of the text; none of what is no case.
    #[must_use]
    pub fn timelines(&self, unit: UnitId, row: u32) -> Vec<Timeline> {
        let clocks = (0..).zip(&self.standard.units[unit.index()].clocks);
        clocks.filter_map(|(number, _)| self.timeline(unit, row, number)).collect()
    }

    /// The courses worth a picture: of each clock the newest cases whose time ran out, else the newest; `most` in all.
    #[must_use]
    pub fn courses(&self, most: usize) -> Vec<Timeline> {
        let clocks: Vec<(UnitId, u16)> = (0..)
            .map(UnitId)
            .zip(&self.standard.units)
            .flat_map(|(unit, declared)| (0..).take(declared.clocks.len()).map(move |number| (unit, number)))
            .collect();
        let each = most.checked_div(clocks.len()).unwrap_or(0).max(1);
        let newest = clocks.iter().take(most).flat_map(|(unit, number)| {
            let rows = self.newest(*unit, *number, each);
            rows.into_iter().filter_map(|row| self.timeline(*unit, row, *number))
        });
        newest.filter(|line| !line.stretches.is_empty()).collect()
    }

    fn newest(&self, unit: UnitId, number: u16, most: usize) -> Vec<u32> {
        let table = self.run.world.table(unit);
        let fields = &self.standard.units[unit.index()].fields;
        let is_breach =
            |fact: &Option<Fact>| matches!(fact, Some(Fact::Clock(of, ClockPart::Breached)) if *of == number);
        let breached = fields.iter().position(|field| is_breach(&field.fact)).and_then(|f| table.columns.get(f));
        let mut rows: Vec<u32> = (0..u32::try_from(table.rows).unwrap_or(u32::MAX)).collect();
        // Cases stand in the order of their instants.
        rows.sort_by_key(|row| (!breached.is_some_and(|column| column.has(*row as usize)), std::cmp::Reverse(*row)));
        rows.truncate(most);
        rows
    }

    /// One clock of one case.
    #[must_use]
    pub fn timeline(&self, unit: UnitId, row: u32, number: u16) -> Option<Timeline> {
        let clock = self.standard.clock(unit, number)?;
        let course = timeline(self.standard, self.plan, &self.run.world, (unit, row as usize), number);
        let mut stretches: Vec<Stretch> = Vec::new();
        for (segment, event) in course.segments.iter().zip(&course.events) {
            let holder = segment.holder.and_then(|code| self.holder(clock.holder.as_ref().map(|h| &h.ty), code));
            match stretches.last_mut().filter(|last| last.state == segment.state && last.holder == holder) {
                Some(last) => {
                    last.to = segment.to;
                    last.counted = last.counted.zip(segment.counted).map(|(a, b)| a + b);
                }
                None => stretches.push(self.stretch(segment, holder, *event)),
            }
        }
        let part = |part: ClockPart| self.part(unit, row, number, part);
        Some(Timeline {
            clock: clock.name.clone(),
            title: clock.title.clone(),
            quote: self.quote(clock.span),
            thing: self.thing(unit, row),
            zone: self.zone(unit, row, number).or_else(|| own_zone(self.standard, course.zone.as_ref())),
            started: part(ClockPart::Started),
            stopped: part(ClockPart::Stopped),
            target: part(ClockPart::Target),
            counted: part(ClockPart::Elapsed),
            due: part(ClockPart::Due),
            fair_due: part(ClockPart::FairDue),
            breached: part(ClockPart::Breached),
            fair_breached: part(ClockPart::FairBreached),
            stretches,
        })
    }

    fn column(&self, unit: UnitId, number: u16, part: ClockPart) -> Option<&Column> {
        let fields = &self.standard.units[unit.index()].fields;
        let field = fields
            .iter()
            .position(|field| matches!(&field.fact, Some(Fact::Clock(n, p)) if (*n, *p) == (number, part)))?;
        self.run.world.table(unit).columns.get(field)
    }

    fn zone(&self, unit: UnitId, row: u32, number: u16) -> Option<String> {
        let column = self.column(unit, number, ClockPart::Zone)?;
        match &column.data {
            Data::Codes(codes) if column.has(row as usize) => {
                codes.get(row as usize).map(|code| self.run.world.texts.get(*code).to_owned())
            }
            _ => None,
        }
    }

    /// What a clock gives of a case: an instant or a length of time.
    fn part(&self, unit: UnitId, row: u32, number: u16, part: ClockPart) -> Option<i64> {
        let column = self.column(unit, number, part)?;
        match &column.data {
            Data::Ints(values) if column.has(row as usize) => values.get(row as usize).copied(),
            _ => None,
        }
    }

    fn stretch(&self, segment: &Segment, holder: Option<String>, (event, row): (UnitId, u32)) -> Stretch {
        let Segment { from, to, state, counted, .. } = *segment;
        Stretch { from, to, state, counted, holder, by: self.thing(event, row) }
    }

    fn holder(&self, ty: Option<&Type>, code: u32) -> Option<String> {
        match ty? {
            Type::OneOf(values) => values.get(code as usize).cloned(),
            _ => Some(self.run.world.texts.get(code).to_owned()),
        }
    }
}

/// The name of a calendar's zone, where it is not the standard's.
fn own_zone(standard: &Standard, zone: Option<&TimeZone>) -> Option<String> {
    zone.filter(|zone| **zone != standard.zone)?.iana_name().map(str::to_owned)
}
