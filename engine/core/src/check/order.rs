//! Figures and ladders may be made of each other: figures of figures, figures of where people stand, ladders that count misses.
//! Each is read after those that it is made of, in the order of the text otherwise; what waits for itself is told.

use super::context::Context;
use super::layers::{self, LayeredItem};
use super::versions::plain;
use super::{ladders, messages, metrics};
use etalon_grammar::ast::{ClauseKind, Counted, Item, Kind, Name, Span};

/// What is not read yet.
pub(crate) struct Order<'i> {
    /// In the order of the text.
    left: Vec<&'i Item>,
    ladders: Vec<&'i Item>,
}

impl<'i> Order<'i> {
    /// Nothing is read yet.
    pub fn new(items: &'i [LayeredItem]) -> Self {
        let ladders = ladders::in_order(items);
        let left = layers::of(items, Kind::Metric).chain(ladders.iter().copied()).collect();
        Self { left, ladders }
    }

    /// Reads the figures that wait for no ladder.
    pub fn figures(&mut self, ctx: &mut Context) {
        self.read(ctx, Kind::Metric);
    }

    /// Reads ladders and the figures that wait for them, and tells of what waits for itself.
    pub fn ladders(mut self, ctx: &mut Context) {
        let mut left = self.left.len() + 1;
        while self.left.len() < left {
            left = self.left.len();
            self.read(ctx, Kind::Ladder);
            self.read(ctx, Kind::Metric);
        }
        self.circles(ctx);
    }

    fn read(&mut self, ctx: &mut Context, kind: Kind) {
        let mut index = 0;
        while let Some(item) = self.left.get(index).copied() {
            if item.kind != kind || self.waits(item).next().is_some() {
                index += 1;
                continue;
            }
            if kind == Kind::Metric {
                self.left.remove(index);
                metrics::one(ctx, item);
            } else {
                // What versions of the standard say of a ladder is read together.
                let is_form = |one: &&Item| one.kind == kind && plain(&one.name.text) == plain(&item.name.text);
                self.left.extract_if(.., |one| is_form(&&**one)).for_each(|form| ladders::one(ctx, form));
            }
            // One that stands above may have waited for it.
            index = 0;
        }
    }

    /// What an item is made of that is not read yet, and where it says so; of a ladder, what it is made of in any version.
    fn waits(&self, item: &'i Item) -> impl Iterator<Item = (&'i Item, Span)> {
        let name = plain(&item.name.text);
        let place =
            |ladder: &Item| self.ladders.iter().position(|one| plain(&one.name.text) == plain(&ladder.name.text));
        let own = place(item);
        let forms = self.ladders.iter().copied().filter(move |one| plain(&one.name.text) == name);
        let all = (item.kind == Kind::Ladder).then_some(forms).into_iter().flatten();
        let all = all.chain((item.kind == Kind::Metric).then_some(item));
        // What a ladder below does not hold is an error of its own.
        let counts = move |kind: Kind, other: &Item| match kind {
            Kind::Ladder if item.kind == Kind::Ladder => place(other) < own,
            _ => true,
        };
        all.flat_map(named).filter_map(move |(kind, name)| {
            let other = self.left.iter().copied().find(|one| one.kind == kind && plain(&one.name.text) == name.text)?;
            counts(kind, other).then_some((other, name.span))
        })
    }

    /// Follows what each waits for until it comes back: each circle is told once.
    fn circles(&self, ctx: &mut Context) {
        let mut done: Vec<&Item> = Vec::new();
        let is_in = |list: &[&Item], item: &Item| list.iter().any(|one| std::ptr::eq(*one, item));
        for item in &self.left {
            let mut way: Vec<&Item> = Vec::new();
            let mut next = Some((*item, item.name.span));
            while let Some((one, at)) = next {
                if is_in(&done, one) {
                    break;
                }
                if let Some(from) = way.iter().position(|other| std::ptr::eq(*other, one)) {
                    let ring = way[from..].iter().map(|one| (format!("`{}`", one.name.text), one.name.span));
                    let problem = messages::cycle(&ring.collect::<Vec<_>>(), at);
                    ctx.report(problem);
                    break;
                }
                way.push(one);
                next = self.waits(one).next();
            }
            done.extend(way);
        }
    }
}

/// The figures and ladders that an item names.
fn named(item: &Item) -> Vec<(Kind, &Name)> {
    let mut found = Vec::new();
    for clause in &item.clauses {
        match &clause.kind {
            ClauseKind::Formula(formula) => {
                if formula.figures.is_some() {
                    found.push((Kind::Metric, &formula.unit));
                }
                found.extend(formula.standing.as_ref().map(|standing| (Kind::Ladder, &standing.ladder)));
            }
            ClauseKind::Grade(grade) => found.extend(grade.gate.as_ref().map(|gate| (Kind::Metric, &gate.metric))),
            ClauseKind::Counts(list) => found.extend(list.iter().filter_map(|counted| match counted {
                Counted::Misses { metric, .. } => Some((Kind::Metric, metric)),
                Counted::Unheld { ladder, .. } => Some((Kind::Ladder, ladder)),
                Counted::Faults(_) | Counted::Events { .. } => None,
            })),
            _ => {}
        }
    }
    found
}
