//! Built-in functions of instants, dates and numbers.

use super::arithmetic::{fallible, ints};
use super::local::civil;
use super::vector::both;
use super::{Bench, Lane, Lanes, NO, PENDING, UNKNOWN, Vector, YES};
use crate::standard::{Function, Term, Type};
use crate::time::{LocalTime, is_over};
use crate::value::Ratio;

impl<'a> Bench<'a> {
    pub(super) fn call(&self, function: Function, parts: &[&Vector<'_>], kinds: &[&Type], ty: &Type) -> Vector<'a> {
        let n = self.len;
        match function {
            Function::Date
            | Function::Hour
            | Function::MinuteOfDay
            | Function::Weekday
            | Function::Month
            | Function::Year => {
                let instant = matches!(kinds[0], Type::Instant);
                ints(n, |i| if parts[0].has(i) { self.calendar(function, parts[0].int(i), instant) } else { None })
            }
            Function::Min | Function::Max => {
                parts.iter().skip(1).fold(own(parts[0], n), |best, next| extreme(function, &best, next, n))
            }
            Function::Settled => self.settled(parts[0]),
            Function::Abs => match &parts[0].data {
                Lanes::Ratios(v) => {
                    let (values, valid) = fallible(n, Ratio::ZERO, |i| {
                        let r = v.get(i);
                        if parts[0].has(i) {
                            if r < Ratio::ZERO { Ratio::ZERO.minus(r) } else { Some(r) }
                        } else {
                            None
                        }
                    });
                    Vector::ratios(Lane::Own(values), valid)
                }
                _ => ints(n, |i| if parts[0].has(i) { parts[0].int(i).checked_abs() } else { None }),
            },
            Function::BusinessTime(id)
            | Function::AddBusinessTime(id)
            | Function::IsOpen(id)
            | Function::WorkingDays(id) => match self.engine.world.calendars.get(id.index()) {
                Some(line) => super::business::on_calendar(function, line, parts, kinds, n),
                None => Vector::missing(ty),
            },
            Function::Until(term) => self.until(term, parts[0], n),
            Function::KeepsTarget { .. } => super::logic::keeps_target(parts[0], parts[1], n),
            _ => super::text::function(function, parts, ty, n, self.engine.words),
        }
    }

    /// How long from an instant to the end of a term that begins with it.
    fn until(&self, term: Term, from: &Vector<'_>, n: usize) -> Vector<'a> {
        let at = |i: usize| from.has(i).then(|| from.int(i));
        if let Term::On(on) = term {
            let calendars = &self.engine.world.calendars;
            return ints(n, |i| {
                let at = at(i).filter(|at| super::business::KNOWN.contains(at))?;
                let line = calendars.get(self.engine.standard.calendar_at(on.calendar, at).index());
                line?.due(at, on.term)?.checked_sub(at)
            });
        }
        let (first, last) = (0..n).filter_map(at).fold((i64::MAX, i64::MIN), |(a, b), at| (a.min(at), b.max(at)));
        let local = LocalTime::new(&self.engine.standard.zone, first.min(last), last);
        ints(n, |i| local.due(at(i)?, term)?.checked_sub(at(i)?))
    }

    /// Yes, or unknown until then; unknown for good where the part has no value.
    fn settled(&self, part: &Vector<'_>) -> Vector<'a> {
        let as_of = self.engine.as_of();
        let come = |i| match &part.data {
            Lanes::Truth(truth) => match truth.get(i) {
                NO => PENDING,
                other => other,
            },
            _ if !part.has(i) => UNKNOWN,
            _ if !is_over(part.int(i), as_of) => PENDING,
            _ => YES,
        };
        Vector::truth(Lane::Own((0..self.len).map(come).collect()))
    }

    fn calendar(&self, function: Function, value: i64, instant: bool) -> Option<i64> {
        let day = if instant { self.local.date(value) } else { value };
        Some(match function {
            Function::Date => day,
            Function::Hour => self.local.minute(value) / 60,
            Function::MinuteOfDay => self.local.minute(value),
            // 1970-01-01 was a Thursday.
            Function::Weekday => (day + 3).rem_euclid(7) + 1,
            Function::Month => i64::from(civil(day)?.month()),
            Function::Year => i64::from(civil(day)?.year()),
            _ => return None,
        })
    }
}

fn own<'a>(v: &Vector<'_>, n: usize) -> Vector<'a> {
    v.clone().owned(n)
}

fn extreme<'a>(function: Function, a: &Vector<'_>, b: &Vector<'_>, n: usize) -> Vector<'a> {
    let valid = both(a, b);
    let least = function == Function::Min;
    match (&a.data, &b.data) {
        (Lanes::Ints(x), Lanes::Ints(y)) => {
            let pick = |i| {
                if least { x.get(i).min(y.get(i)) } else { x.get(i).max(y.get(i)) }
            };
            Vector::ints(Lane::Own((0..n).map(pick).collect()), valid)
        }
        (Lanes::Ratios(x), Lanes::Ratios(y)) => {
            let pick = |i| {
                if least { x.get(i).min(y.get(i)) } else { x.get(i).max(y.get(i)) }
            };
            Vector::ratios(Lane::Own((0..n).map(pick).collect()), valid)
        }
        _ => Vector::truth(Lane::One(UNKNOWN)),
    }
}
