//! What a new version of a plugin changes for the standards that use it, and which version number that asks for.
//!
//! A standard that is right with `^0.3` must stay right with every 0.3.x and give the same answers: what takes more or promises more is
//! small, everything else is large. As usual with `0.y.z`, `y` stands for the large and `z` for the small.

mod functions;
mod rest;
mod terms;

use crate::Description;
use semver::Version;

/// How much a change asks of those who use the plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Whatever was right stays right.
    Small,
    /// Something that was right may be wrong, or mean another thing.
    Large,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How much it asks for.
    pub weight: Weight,
    /// "the metric `politeness` is gone"
    pub what: String,
}

/// What is collected.
#[derive(Debug, Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn small(&mut self, what: impl Into<String>) {
        self.0.push(Change { weight: Weight::Small, what: what.into() });
    }

    fn large(&mut self, what: impl Into<String>) {
        self.0.push(Change { weight: Weight::Large, what: what.into() });
    }

    fn one(&mut self, small: bool, what: impl Into<String>) {
        let weight = if small { Weight::Small } else { Weight::Large };
        self.0.push(Change { weight, what: what.into() });
    }
}

/// Everything that is different and can be seen from outside, large changes first. Words for people do not count.
#[must_use]
pub fn changes(before: &Description, now: &Description) -> Vec<Change> {
    let mut all = Changes::default();
    functions::compare("metric", &before.metrics, &now.metrics, &mut all);
    functions::compare("window", &before.windows, &now.windows, &mut all);
    rest::compare(before, now, &mut all);
    all.0.sort_by_key(|change| std::cmp::Reverse(change.weight));
    all.0
}

/// The least version that these changes ask for, if `now` is less than that. None if a version cannot be read.
#[must_use]
pub fn version_due(before: &str, now: &str, changes: &[Change]) -> Option<String> {
    let (before, now) = (Version::parse(before).ok()?, Version::parse(now).ok()?);
    let heaviest = changes.iter().map(|change| change.weight).max();
    let due = match (heaviest, before.major, before.minor) {
        (Some(Weight::Large), 0, 0) | (Some(Weight::Small), 0, _) | (None, ..) => {
            Version::new(before.major, before.minor, before.patch + 1)
        }
        (Some(Weight::Large), 0, minor) => Version::new(0, minor + 1, 0),
        (Some(Weight::Large), major, _) => Version::new(major + 1, 0, 0),
        (Some(Weight::Small), major, minor) => Version::new(major, minor + 1, 0),
    };
    // Nothing changed to be seen: the same number will do for the same thing.
    let enough = if changes.is_empty() { now >= before } else { now >= due };
    (!enough).then(|| due.to_string())
}

#[cfg(test)]
mod tests;
