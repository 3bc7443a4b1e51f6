//! One batch of rows, or of pairs of rows, and what was computed for it.

use super::{Engine, FormRows, Lane, Lanes, Local, PENDING, UNKNOWN, Vector};
use crate::outcome::Verdict;
use crate::plan::{NodeId, Op};
use crate::standard::{CriterionId, FormId, Type, UnitId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What stands on the bench.
#[derive(Debug)]
pub(crate) enum Rows<'a> {
    /// Rows of one unit, side by side, from this one on.
    Of(UnitId, usize),
    /// For each scope a row; scope 0 is of the batch below (if the pairs are of one).
    Pairs(Vec<&'a [u32]>, Option<&'a dyn Below>),
}

/// The batch whose rows are scope 0 of pairs.
pub(crate) trait Below: std::fmt::Debug {
    /// The values of a row node at these rows.
    fn values(&self, id: NodeId, rows: &[u32]) -> Vector<'static>;
}

impl Below for Bench<'_> {
    fn values(&self, id: NodeId, rows: &[u32]) -> Vector<'static> {
        let from =
            if rows.is_empty() { 0 } else { u32::try_from(self.row(0, 0)).expect("rows are numbered in 32 bits") };
        self.get(id).at(rows, from)
    }
}

/// One batch.
#[derive(Debug)]
pub(crate) struct Bench<'a> {
    pub(crate) engine: &'a Engine<'a>,
    pub(crate) rows: Rows<'a>,
    pub(crate) len: usize,
    pub(crate) local: Local<'a>,
    /// The place of each row in its case.
    position: Option<&'a [i64]>,
    done: RefCell<HashMap<NodeId, Rc<Vector<'a>>>>,
    forms: RefCell<HashMap<FormId, Rc<FormRows>>>,
    judged: RefCell<HashMap<CriterionId, Rc<Vec<Verdict>>>>,
    /// The pairs for which a plugin failed, and why.
    pub(crate) failed: RefCell<super::plugin::Faults>,
    pub(super) paths: RefCell<HashMap<Vec<crate::standard::FieldId>, Rc<Vec<u32>>>>,
}

impl<'a> Bench<'a> {
    fn new(engine: &'a Engine<'a>, rows: Rows<'a>, len: usize) -> Self {
        Self {
            engine,
            rows,
            len,
            local: Local::new(&engine.standard.zone),
            position: None,
            done: RefCell::default(),
            forms: RefCell::default(),
            judged: RefCell::default(),
            failed: RefCell::default(),
            paths: RefCell::default(),
        }
    }

    pub(crate) fn rows(engine: &'a Engine<'a>, unit: UnitId, start: usize, end: usize) -> Self {
        Self::new(engine, Rows::Of(unit, start), end - start)
    }

    /// Pairs of rows. The first scope's rows are of the batch below.
    pub(crate) fn pairs(engine: &'a Engine<'a>, scopes: Vec<&'a [u32]>, below: Option<&'a dyn Below>) -> Self {
        let len = scopes.first().map_or(0, |s| s.len());
        Self::new(engine, Rows::Pairs(scopes, below), len)
    }

    pub(crate) fn with_position(mut self, position: &'a [i64]) -> Self {
        self.position = Some(position);
        self
    }

    /// The row of the scope that asks.
    pub(crate) fn row(&self, scope: u8, i: usize) -> usize {
        match &self.rows {
            Rows::Of(_, start) => start + i,
            Rows::Pairs(scopes, _) => scopes[usize::from(scope)][i] as usize,
        }
    }

    /// The batch whose rows are scope 0 of pairs made here.
    pub(crate) fn below(&self) -> &dyn Below {
        match &self.rows {
            Rows::Pairs(_, Some(below)) => *below,
            _ => self,
        }
    }

    /// For each scope the rows behind these places of the bench.
    pub(crate) fn scopes(&self, places: &[u32]) -> Vec<Vec<u32>> {
        let row = |r: usize| u32::try_from(r).expect("rows are numbered in 32 bits");
        match &self.rows {
            Rows::Of(_, start) => vec![places.iter().map(|i| row(start + *i as usize)).collect()],
            Rows::Pairs(scopes, _) => scopes.iter().map(|s| places.iter().map(|i| s[*i as usize]).collect()).collect(),
        }
    }

    /// The values of a node.
    pub(crate) fn get(&self, id: NodeId) -> Rc<Vector<'a>> {
        if let Some(done) = self.done.borrow().get(&id) {
            return Rc::clone(done);
        }
        let vector = Rc::new(self.compute(id));
        self.done.borrow_mut().insert(id, Rc::clone(&vector));
        vector
    }

    /// Lets go of the values of nodes that nobody will ask for again (who does so all the same has them computed anew).
    pub(crate) fn forget(&self, ids: &[NodeId]) {
        let mut done = self.done.borrow_mut();
        for id in ids {
            done.remove(id);
        }
    }

    /// The results of a form.
    pub(crate) fn form(&self, id: FormId) -> Rc<FormRows> {
        if let Some(done) = self.forms.borrow().get(&id) {
            return Rc::clone(done);
        }
        let rows = Rc::new(FormRows::new(self, id));
        self.forms.borrow_mut().insert(id, Rc::clone(&rows));
        rows
    }

    /// The verdicts of a criterion.
    pub(crate) fn verdicts(&self, id: CriterionId) -> Rc<Vec<Verdict>> {
        if let Some(done) = self.judged.borrow().get(&id) {
            return Rc::clone(done);
        }
        if let (Rows::Of(_, start), Some(known)) = (&self.rows, self.engine.shared.verdicts.get(&id)) {
            return Rc::new(known[*start..start + self.len].to_vec());
        }
        let verdicts = Rc::new(self.judge(id));
        self.judged.borrow_mut().insert(id, Rc::clone(&verdicts));
        verdicts
    }

    /// The verdicts that were given on the way.
    pub(super) fn into_judged(self) -> HashMap<CriterionId, Vec<Verdict>> {
        let judged = self.judged.into_inner().into_iter();
        judged.map(|(id, verdicts)| (id, Rc::unwrap_or_clone(verdicts))).collect()
    }

    fn compute(&self, id: NodeId) -> Vector<'a> {
        let node = self.engine.plan.node(id);
        if let (Rows::Of(_, start), Some(whole)) = (&self.rows, self.engine.whole(id)) {
            return whole.part(*start, start + self.len);
        }
        let (ty, n) = (&node.ty, self.len);
        let of = |id: &NodeId| self.get(*id);
        let kind = |id: &NodeId| &self.engine.plan.node(*id).ty;
        match &node.op {
            Op::Const(_) => self.engine.constant(id),
            Op::Field(path, leaf) => self.field(path, *leaf, ty),
            Op::Follow(path, inner) => self.follow(path, *inner, ty),
            Op::At(scope, inner) => self.at(*scope, *inner, ty),
            Op::Position => match self.position {
                Some(position) => Vector::ints(Lane::Part(position), None),
                None => Vector::missing(ty),
            },
            Op::And(list) => super::logic::and(list, self),
            Op::Or(list) => super::logic::or(list, self),
            Op::Not(a) => super::logic::not(&self.get(*a)),
            Op::Met(criterion) => super::logic::met(&self.verdicts(*criterion)),
            Op::IsPresent(a) => super::logic::present(&self.get(*a), n),
            Op::Look(look) => self.look(id, look, ty),
            Op::Plugin(ask) => super::plugin::one_by_one(self, ask, ty),
            Op::Score(form) => self.form(*form).score(),
            Op::Verdict(form) => self.form(*form).verdict(),
            Op::Band(form) => self.form(*form).band(),
            Op::If(c, a, b) => super::choose::choose(&self.get(*c), &self.get(*a), &self.get(*b), n),
            Op::Call(crate::standard::Function::FirstOf, list) => {
                super::choose::otherwise(&of(&list[0]), &of(&list[1]), n)
            }
            Op::By(subject, rows, otherwise) => self.by(*subject, rows, *otherwise, ty),
            // From here on: of missing parts comes a missing value.
            Op::Compare(op, a, b) => {
                let (x, y) = (of(a), of(b));
                self.tinted(super::compare::compare(*op, (&x, kind(a)), (&y, kind(b)), n, self.engine.words), &[&x, &y])
            }
            Op::Arithmetic(op, a, b) => {
                let (x, y) = (of(a), of(b));
                self.tinted(super::arithmetic::compute(*op, (&x, kind(a)), (&y, kind(b)), ty, n), &[&x, &y])
            }
            Op::Convert(a) => {
                let x = of(a);
                self.tinted(super::convert::convert(&x, kind(a), ty, n, self.engine.words), &[&x])
            }
            Op::In(a, values) => {
                let x = of(a);
                self.tinted(super::compare::within(&x, kind(a), values, n, self.engine.words), &[&x])
            }
            Op::Join(list) => super::text::join(&list.iter().map(of).collect::<Vec<_>>(), n, self.engine.words),
            Op::Matches(a, _) => super::text::matches(&of(a), self.engine.patterns.get(&id), self.engine.words),
            Op::Call(function, list) => {
                let parts: Vec<_> = list.iter().map(of).collect();
                let kinds: Vec<&Type> = list.iter().map(kind).collect();
                let refs: Vec<&Vector<'_>> = parts.iter().map(|p| &**p).collect();
                self.tinted(self.call(*function, &refs, &kinds, ty), &refs)
            }
        }
    }

    /// Marks what has no value because a part has none yet.
    pub(super) fn tinted(&self, mut result: Vector<'a>, parts: &[&Vector<'_>]) -> Vector<'a> {
        let waits = |p: &Vector<'_>| match &p.data {
            Lanes::Truth(v) => v.rows().map_or_else(|| v.get(0) == PENDING, |r| r.contains(&PENDING)),
            _ => p.pending.is_some(),
        };
        if !parts.iter().any(|p| waits(p)) {
            return result;
        }
        let n = self.len;
        let pending: Vec<bool> = (0..n).map(|i| !result.has(i) && parts.iter().any(|p| p.waits(i))).collect();
        if let Lanes::Truth(lane) = result.data {
            let truth = (0..n).map(|i| if pending[i] { PENDING } else { lane.get(i) }).collect();
            return Vector::truth(Lane::Own(truth));
        }
        result.pending = Some(pending);
        result
    }

    fn at(&self, scope: u8, inner: NodeId, ty: &Type) -> Vector<'a> {
        let Rows::Pairs(scopes, below) = &self.rows else {
            return Vector::missing(ty);
        };
        let places = scopes[usize::from(scope)];
        if let (0, Some(below)) = (scope, below) {
            return below.values(inner, places);
        }
        match self.engine.whole(inner) {
            Some(whole) => whole.at(places, 0),
            None => Vector::missing(ty),
        }
    }
}

/// Truth, unknown where the parts have no value.
pub(super) fn known(lane: Lane<'static, u8>, valid: Option<&Lane<'_, bool>>) -> Vector<'static> {
    match valid {
        None => Vector::truth(lane),
        Some(valid) => Vector::truth(super::vector::zip(&lane, valid, |t, v| if v { t } else { UNKNOWN })),
    }
}
