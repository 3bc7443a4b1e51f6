//! What a look saw.

use super::{Frame, LookSketch, Prover, Sketch};
use crate::evaluate::Frames;
use crate::explain::{LookProof, Reason, SHOWN, Saw, Seen};
use crate::standard::{Aggregate, Ask, Range};
use crate::time::{LocalTime, is_over};
use crate::value::Value;

/// How many of those that only miss the time are shown.
const NEAR: usize = 3;

/// From when to when a look goes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Window {
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
    pub(super) after_from: bool,
    pub(super) before_to: bool,
    due: bool,
}

impl Prover<'_> {
    pub(super) fn look(
        &self,
        sketch: &Sketch<'_>,
        look: &LookSketch<'_>,
        rows: &[u32],
        parts: &[Reason],
        saw: &Saw,
    ) -> LookProof {
        let others = look.others;
        let ask = match &others.ask {
            Ask::Some | Ask::None => None,
            Ask::Count => Some(Aggregate::Count),
            Ask::Aggregate(how, _) => Some(*how),
            Ask::Window(_) => Some(Aggregate::Path),
        };
        let window = self.window(sketch, look, rows, parts);
        let inside = look.bare.and_then(|b| self.lens.looked(b.inside, rows)).unwrap_or_default();
        let ever = look.bare.and_then(|b| self.lens.looked(b.ever, rows)).unwrap_or_default();
        let holds = |list: &[u32]| match &look.filter {
            None => vec![true; list.len()],
            Some(filter) => self.lens.holds(filter.asked, Frames { outer: rows, rows: list, positions: None }),
        };
        let flags = holds(&inside);
        let chosen = |wanted: bool| inside.iter().zip(&flags).filter(move |(_, f)| **f == wanted).map(|(row, _)| *row);
        let (mut matched, mut missed): (Vec<u32>, Vec<u32>) = (chosen(true).collect(), chosen(false).collect());
        let considered = inside.len() as u64;
        if let Range::AmongLast { count, .. } = &others.range {
            let beyond = matched.len().saturating_sub(usize::try_from(*count).unwrap_or(0));
            matched.drain(..beyond);
            if matched.len() > SHOWN {
                let skip = matched.len() - SHOWN;
                matched.rotate_left(skip);
            }
        }
        let mut near: Vec<u32> = ever.iter().filter(|row| inside.binary_search(row).is_err()).copied().collect();
        let flags = holds(&near);
        let mut flags = flags.iter();
        near.retain(|_| flags.next() == Some(&true));
        let at = |row: &u32| self.lens.world().table(others.unit).at.get(*row as usize).copied().unwrap_or_default();
        let distance = |row: &u32| {
            let at = at(row);
            let before = window.from.map_or(0, |from| from.saturating_sub(at));
            let after = window.to.map_or(0, |to| at.saturating_sub(to));
            (before.max(after), *row)
        };
        near.sort_by_key(distance);
        near.truncate(NEAR);
        let total = matched.len() as u64;
        matched.truncate(SHOWN);
        missed.truncate(SHOWN);
        let seen = |list: &[u32]| list.iter().filter_map(|row| self.seen(look, rows, *row)).collect();
        LookProof {
            none: matches!(others.ask, Ask::None),
            ask,
            kind: self.ask.standard.units[others.unit.index()].label.name.clone(),
            from: window.from,
            to: window.to,
            after_from: window.after_from,
            before_to: window.before_to,
            open: saw.waits || (window.due && window.to.is_some_and(|to| !is_over(to, self.lens.world().as_of))),
            considered,
            matched: total,
            matches: seen(&matched),
            others: seen(&missed),
            near: seen(&near),
            one_more: self.one_more(look, rows, window),
        }
    }

    fn seen(&self, look: &LookSketch<'_>, rows: &[u32], other: u32) -> Option<Seen> {
        let mut frame = rows.to_vec();
        frame.truncate(usize::from(look.others.scope));
        frame.push(other);
        let frame = Frame::of(&frame);
        Some(Seen {
            thing: self.thing(look.others.unit, other)?,
            reason: look.filter.as_ref().map(|f| self.reason(f, frame)),
            value: look.value.as_ref().map(|v| self.reason(v, frame)),
        })
    }

    fn window(&self, sketch: &Sketch<'_>, look: &LookSketch<'_>, rows: &[u32], parts: &[Reason]) -> Window {
        let others = look.others;
        let asking = usize::from(others.scope.saturating_sub(1));
        let world = self.lens.world();
        let own = world.table(sketch.units[asking]).at.get(rows[asking] as usize).copied();
        let instant = |part: Option<&Reason>| match part.map(|p| &p.saw.value) {
            None => own,
            Some(Value::Instant(at)) => Some(*at),
            Some(_) => None,
        };
        if self.ask.standard.units[others.unit.index()].at.is_none() {
            return Window::default();
        }
        let same = sketch.units[asking] == others.unit;
        match &others.range {
            Range::Ever => Window::default(),
            Range::Within { of, .. } => {
                let from = instant(parts.get(1));
                let Some(Value::Duration(length)) = parts.first().map(|p| p.saw.value.clone()) else {
                    return Window { from, ..Window::default() };
                };
                let to = from.map(|from| from.saturating_add(length));
                Window { from, to, after_from: of.is_none() && same, before_to: false, due: true }
            }
            Range::Over { micros, of, including_this } => {
                let to = instant(parts.first());
                let from = to.map(|to| to.saturating_sub(*micros));
                Window { from, to, after_from: true, before_to: of.is_some() && !including_this, due: false }
            }
            Range::OverDays { days, of, including_this } => {
                let to = instant(parts.first());
                let from = to.and_then(|to| {
                    let local = LocalTime::new(&self.ask.standard.zone, to, to);
                    local.start(local.date(to)?.saturating_sub(days - 1))
                });
                Window { from, to, after_from: false, before_to: of.is_some() && !including_this, due: false }
            }
            Range::AmongLast { .. } | Range::Before => Window { to: own, before_to: same, ..Window::default() },
            Range::After => Window { from: own, after_from: true, ..Window::default() },
        }
    }
}
