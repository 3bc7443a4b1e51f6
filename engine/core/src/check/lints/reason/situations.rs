//! Situations: for each thing looked at, what it may be. A condition is a list of them: it holds in one of these.

use super::domain::Domain;
use super::space::{Space, Var};

/// More situations than this, and the reasoner gives up: nothing is said.
pub(crate) const MOST: usize = 64;

/// What each thing may be; things not mentioned may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Situation(Vec<(Var, Domain)>);

/// Two demands on one thing that nothing can meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// On what.
    pub var: Var,
    /// The one.
    pub one: Domain,
    /// The other.
    pub other: Domain,
}

impl Situation {
    /// One demand.
    pub fn only(var: Var, domain: Domain) -> Self {
        Self(vec![(var, domain)])
    }

    /// The demands, by thing.
    pub fn demands(&self) -> &[(Var, Domain)] {
        &self.0
    }

    /// The demand on a thing, if there is one.
    pub fn get(&self, var: Var) -> Option<&Domain> {
        self.0.binary_search_by_key(&var, |(v, _)| *v).ok().map(|i| &self.0[i].1)
    }

    /// The same with another demand on a thing.
    pub fn with(&self, var: Var, domain: Domain) -> Self {
        let mut next = self.clone();
        match next.0.binary_search_by_key(&var, |(v, _)| *v) {
            Ok(i) => next.0[i].1 = domain,
            Err(i) => next.0.insert(i, (var, domain)),
        }
        next
    }

    /// The same without any demand on things that do not pass.
    pub fn keep(&self, pass: impl Fn(Var) -> bool) -> Self {
        Self(self.0.iter().filter(|(v, _)| pass(*v)).cloned().collect())
    }

    /// Both at once.
    pub fn and(&self, other: &Self) -> Result<Self, Conflict> {
        let mut next = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            match (a.peek(), b.peek()) {
                (Some((v, x)), Some((w, y))) if v == w => {
                    let both = x.and(y);
                    if both.is_empty() {
                        return Err(Conflict { var: *v, one: x.clone(), other: y.clone() });
                    }
                    next.push((*v, both));
                    a.next();
                    b.next();
                }
                (Some((v, x)), Some((w, _))) if v < w => {
                    next.push((*v, x.clone()));
                    a.next();
                }
                (_, Some((w, y))) => {
                    next.push((*w, y.clone()));
                    b.next();
                }
                (Some((v, x)), None) => {
                    next.push((*v, x.clone()));
                    a.next();
                }
                (None, None) => return Ok(Self(next)),
            }
        }
    }

    /// What of this lies outside the other.
    pub fn minus(&self, other: &Self, space: &Space) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut rest = self.clone();
        for (var, wanted) in &other.0 {
            let have = rest.get(*var).unwrap_or(space.full(*var)).clone();
            let inside = have.and(wanted);
            if inside.is_empty() {
                return vec![self.clone()];
            }
            let outside = have.minus(wanted);
            if !outside.is_empty() {
                pieces.push(rest.with(*var, outside));
                rest = rest.with(*var, inside);
            }
        }
        pieces
    }

    /// Whether every demand of the other is met here.
    fn within(&self, other: &Self) -> bool {
        other.0.iter().all(|(var, wanted)| self.get(*var).is_some_and(|have| have.within(wanted)))
    }

    /// Both in one, where they differ in one thing only.
    fn joined(&self, other: &Self) -> Option<Self> {
        if self.0.len() != other.0.len() {
            return None;
        }
        let mut differs = None;
        for (i, ((v, x), (w, y))) in self.0.iter().zip(&other.0).enumerate() {
            if v != w || (x != y && differs.replace(i).is_some()) {
                return None;
            }
        }
        let mut next = self.clone();
        if let Some(i) = differs {
            next.0[i].1 = self.0[i].1.or(&other.0[i].1);
        }
        Some(next)
    }
}

/// A condition: it holds in one of these situations. None of them: never. One without demands: always.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Situations(pub Vec<Situation>);

impl Situations {
    /// Holds whatever happens.
    pub fn always() -> Self {
        Self(vec![Situation::default()])
    }

    /// Whether nothing is demanded.
    fn is_always(&self) -> bool {
        matches!(self.0.as_slice(), [only] if only.0.is_empty())
    }

    /// Never holds.
    pub const fn never() -> Self {
        Self(Vec::new())
    }

    /// One demand.
    pub fn only(var: Var, domain: Domain) -> Self {
        if domain.is_empty() { Self::never() } else { Self(vec![Situation::only(var, domain)]) }
    }

    /// Whether it never holds.
    pub fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    /// In one or the other; none if it grows too large.
    pub fn or(mut self, other: Self) -> Option<Self> {
        for situation in other.0 {
            self.add(situation);
            if self.0.len() > MOST {
                return None;
            }
        }
        Some(self)
    }

    /// In both; conflicts met on the way are told. None if it grows too large.
    pub fn and(&self, other: &Self, mut tell: impl FnMut(Conflict)) -> Option<Self> {
        if self.is_always() {
            return Some(other.clone());
        }
        let mut next = Self::never();
        for a in &self.0 {
            for b in &other.0 {
                match a.and(b) {
                    Ok(situation) => next.add(situation),
                    Err(conflict) => tell(conflict),
                }
                if next.0.len() > MOST {
                    return None;
                }
            }
        }
        Some(next)
    }

    /// What of this lies outside the other; none if it grows too large.
    pub fn minus(&self, other: &Self, space: &Space) -> Option<Self> {
        let mut left = self.0.clone();
        for taken in &other.0 {
            left = left.iter().flat_map(|have| have.minus(taken, space)).collect();
            if left.len() > MOST {
                return None;
            }
            if left.is_empty() {
                break;
            }
        }
        Some(Self(left))
    }

    /// Whether it lies wholly inside the other, as far as can be decided.
    pub fn inside(&self, other: &Self, space: &Space) -> bool {
        self.0.iter().all(|a| {
            other.0.iter().any(|b| a.within(b))
                || Self(vec![a.clone()]).minus(other, space).is_some_and(|left| left.is_never())
        })
    }

    fn add(&mut self, mut situation: Situation) {
        // A joined situation may join again; each turn takes one away, so this ends.
        loop {
            if self.0.iter().any(|have| situation.within(have)) {
                return;
            }
            self.0.retain(|have| !have.within(&situation));
            let Some((i, joined)) = self.0.iter().enumerate().find_map(|(i, have)| Some((i, have.joined(&situation)?)))
            else {
                break;
            };
            self.0.remove(i);
            situation = joined;
        }
        self.0.push(situation);
    }
}
