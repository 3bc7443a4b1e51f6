//! What one thing that a condition looks at may be: its values, and whether it may be missing.

use super::numbers::Numbers;
use std::collections::BTreeSet;

/// A set of values of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Values {
    /// Numbers, durations, instants, dates.
    Numbers(Numbers),
    /// Values of a one-of list (or no = 0, yes = 1).
    Listed {
        /// How long the list is.
        of: u32,
        /// Which of them.
        has: BTreeSet<u32>,
    },
    /// Texts and keys: these, or all but these.
    Texts {
        /// All but those listed.
        all_but: bool,
        /// Those listed.
        listed: BTreeSet<String>,
    },
}

impl Values {
    /// The whole of a list.
    pub fn list(of: u32) -> Self {
        Self::Listed { of, has: (0..of).collect() }
    }

    /// Every text.
    pub fn texts() -> Self {
        Self::Texts { all_but: true, listed: BTreeSet::new() }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Numbers(n) => n.is_empty(),
            Self::Listed { has, .. } => has.is_empty(),
            Self::Texts { all_but, listed } => !all_but && listed.is_empty(),
        }
    }

    /// Those in both. Sets of different types have nothing in common; the checker has seen to it that they do not meet.
    pub fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Numbers(a), Self::Numbers(b)) => Self::Numbers(a.and(b)),
            (Self::Listed { of, has: a }, Self::Listed { has: b, .. }) => {
                Self::Listed { of: *of, has: a.intersection(b).copied().collect() }
            }
            (Self::Texts { all_but: false, listed: a }, Self::Texts { all_but: false, listed: b }) => {
                Self::Texts { all_but: false, listed: a.intersection(b).cloned().collect() }
            }
            (Self::Texts { all_but: true, listed: a }, Self::Texts { all_but: true, listed: b }) => {
                Self::Texts { all_but: true, listed: a.union(b).cloned().collect() }
            }
            (Self::Texts { all_but: true, listed: out }, Self::Texts { listed: of, .. })
            | (Self::Texts { listed: of, .. }, Self::Texts { all_but: true, listed: out }) => {
                Self::Texts { all_but: false, listed: of.difference(out).cloned().collect() }
            }
            _ => Self::Texts { all_but: false, listed: BTreeSet::new() },
        }
    }

    /// All others of the type.
    pub fn not(&self) -> Self {
        match self {
            Self::Numbers(n) => Self::Numbers(n.not()),
            Self::Listed { of, has } => {
                Self::Listed { of: *of, has: (0..*of).filter(|code| !has.contains(code)).collect() }
            }
            Self::Texts { all_but, listed } => Self::Texts { all_but: !all_but, listed: listed.clone() },
        }
    }

    /// Those in one of them.
    pub fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Numbers(a), Self::Numbers(b)) => Self::Numbers(a.or(b)),
            (Self::Listed { of, has: a }, Self::Listed { has: b, .. }) => {
                Self::Listed { of: *of, has: a.union(b).copied().collect() }
            }
            _ => self.not().and(&other.not()).not(),
        }
    }
}

impl Values {
    /// Those in this, but not in the other.
    fn minus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Listed { of, has: a }, Self::Listed { has: b, .. }) => {
                Self::Listed { of: *of, has: a.difference(b).copied().collect() }
            }
            _ => self.and(&other.not()),
        }
    }

    /// Whether none of these lies outside the other.
    fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Listed { has: a, .. }, Self::Listed { has: b, .. }) => a.is_subset(b),
            _ => self == other || self.minus(other).is_empty(),
        }
    }
}

/// Values, and perhaps no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Domain {
    /// It may be missing.
    pub missing: bool,
    /// What it may be if it is there.
    pub values: Values,
}

impl Domain {
    /// It is there and is one of these.
    pub fn of(values: Values) -> Self {
        Self { missing: false, values }
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        !self.missing && self.values.is_empty()
    }

    /// In both.
    pub fn and(&self, other: &Self) -> Self {
        Self { missing: self.missing && other.missing, values: self.values.and(&other.values) }
    }

    /// In one of them.
    pub fn or(&self, other: &Self) -> Self {
        Self { missing: self.missing || other.missing, values: self.values.or(&other.values) }
    }

    /// In this, but not in the other.
    pub fn minus(&self, other: &Self) -> Self {
        Self { missing: self.missing && !other.missing, values: self.values.minus(&other.values) }
    }

    /// Whether nothing of this lies outside the other.
    pub fn within(&self, other: &Self) -> bool {
        (other.missing || !self.missing) && self.values.within(&other.values)
    }
}
