//! Moves of what a clock says of a case: its events at the instants that matter to the clock, or not there at all.

use super::moves::Move;
use super::{Goal, Search};
use crate::evaluate::Lens;
use crate::explain::{Edit, Thing};
use crate::standard::{ClockPart, Fact, UnitKind};
use crate::value::{SECOND, Value};

/// The last so many events of a case are looked at.
const EVENTS: usize = 10;
/// Events that are not there are what can be changed least.
const GONE: u8 = 3;

impl Search<'_> {
    /// Moves that might make a clock say something else: of each event its instant, then that it had not been there.
    pub(super) fn clock(&self, case: &Thing, clock: u16) -> Vec<Move> {
        let ask = self.scene.ask;
        let events = self.events(case);
        let mut moves = Vec::new();
        let told = ask.timeline(case.unit, case.row, clock);
        let told = told.iter().flat_map(|line| [line.fair_breached, line.breached, line.fair_due, line.due]).flatten();
        let mut bounds: Vec<i64> = told.collect();
        bounds.dedup();
        bounds.truncate(2);
        for event in &events {
            let unit = &ask.standard.units[event.unit.index()];
            let (Some(at), Some(field)) = (event.at, unit.at) else { continue };
            let name = &unit.fields[field.index()].name;
            for bound in &bounds {
                // In time is up to the bound, the bound included.
                let to = if at > *bound { *bound } else { *bound + SECOND };
                moves.extend(self.field(event, name, &Goal::Is(Value::Instant(to))));
            }
        }
        // An event of a kind that could be another, where that is a yes or no.
        for event in events.iter().rev() {
            let unit = &ask.standard.units[event.unit.index()];
            for field in unit.fields.iter().filter(|field| field.ty == crate::standard::Type::YesNo) {
                moves.extend(self.other_values(event, &field.name));
            }
        }
        moves.extend(events.iter().map(|event| Move::of(Edit::Absent(event.clone()), GONE, 0)));
        moves
    }

    /// The clock that a field of a case comes from.
    pub(super) fn clock_of(&self, of: &Thing, field: &str) -> Option<u16> {
        let unit = &self.scene.ask.standard.units[of.unit.index()];
        match unit.fields.iter().find(|f| f.name == field)?.fact {
            Some(Fact::Clock(clock, part)) if part != ClockPart::Zone => Some(clock),
            _ => None,
        }
    }

    /// The events of a case, in order.
    fn events(&self, case: &Thing) -> Vec<Thing> {
        let (ask, plan) = (self.scene.ask, self.scene.plan);
        let UnitKind::Case(members) = &ask.standard.units[case.unit.index()].kind else { return Vec::new() };
        let Some(by) = plan.cases.iter().find(|c| c.unit == case.unit).map(|c| &c.by) else { return Vec::new() };
        let world = &ask.run.world;
        let Some(key) = world.table(case.unit).code(case.row) else { return Vec::new() };
        let mut events: Vec<Thing> = Lens::with(ask.standard, plan, world, by.iter().copied(), |lens| {
            let of = |(member, by): (&crate::standard::CaseMember, &crate::plan::NodeId)| {
                let codes = lens.codes(member.event, *by);
                let rows = (0..).zip(codes).filter(|(_, code)| *code == Some(key)).map(|(row, _)| row);
                rows.map(|row| ask.thing(member.event, row)).collect::<Vec<_>>()
            };
            members.iter().zip(by).flat_map(of).collect()
        });
        events.sort_by_key(|event| (event.at, event.unit, event.row));
        events.drain(..events.len().saturating_sub(EVENTS));
        events
    }
}
