//! Rows that could not be used: grouped by what is wrong, with the first places.

use crate::kinds::{Fault, shown};
use etalon_core::table::Rejected;
use std::collections::BTreeMap;

const PLACES: usize = 5;
/// So many different unknown values of one field are told apart; the rest are put together.
const TOLD_APART: usize = 20;

/// What is wrong: the field's place in its unit (rows as a whole: none), slug, reason.
type Key = (Option<usize>, &'static str, String);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Group {
    count: u64,
    first: Vec<(String, u64, String)>,
}

/// The rejected rows of a part, a file or a source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rejects {
    groups: BTreeMap<Key, Group>,
}

impl Rejects {
    pub fn add(&mut self, field: Option<usize>, fault: Fault, file: &str, row: u64) {
        let group = self.groups.entry((field, fault.slug, fault.reason)).or_default();
        group.count += 1;
        if group.first.len() < PLACES {
            group.first.push((file.to_owned(), row, fault.found));
        }
    }

    /// Adds those of a later part.
    pub fn append(&mut self, later: Self) {
        for (key, more) in later.groups {
            let group = self.groups.entry(key).or_default();
            group.count += more.count;
            let room = PLACES - group.first.len();
            group.first.extend(more.first.into_iter().take(room));
        }
    }

    /// The groups, the largest first; reasons of a field begin with its name.
    pub fn finish(self, names: &[String]) -> Vec<Rejected> {
        let mut by_field: BTreeMap<_, Vec<(String, Group)>> = BTreeMap::new();
        for ((field, slug, reason), group) in self.groups {
            by_field.entry((field, slug)).or_default().push((reason, group));
        }
        let mut out = Vec::new();
        for ((field, slug), mut groups) in by_field {
            groups.sort_by(|(a_reason, a), (b_reason, b)| (b.count, a_reason).cmp(&(a.count, b_reason)));
            let name = field.and_then(|f| names.get(f));
            let rest = groups.split_off(groups.len().min(TOLD_APART));
            for (reason, group) in groups {
                out.push(rejected(slug, name, &reason, group));
            }
            if let Some(rest) = together(rest) {
                out.push(rejected(slug, name, &rest.0, rest.1));
            }
        }
        // Stable: groups of one size stay in the order of the fields.
        out.sort_by_key(|group| std::cmp::Reverse(group.count));
        out
    }
}

fn together(rest: Vec<(String, Group)>) -> Option<(String, Group)> {
    if rest.is_empty() {
        return None;
    }
    let mut sum = Group::default();
    let different = rest.len();
    for (_, group) in rest {
        sum.count += group.count;
        sum.first.extend(group.first);
    }
    sum.first.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    sum.first.truncate(PLACES);
    Some((format!("{different} more values that the standard does not know, each rarer than those named"), sum))
}

fn rejected(slug: &'static str, name: Option<&String>, reason: &str, group: Group) -> Rejected {
    let reason = match name {
        Some(name) => format!("`{name}`: {reason}"),
        None => reason.to_owned(),
    };
    Rejected { slug, reason, count: group.count, first: group.first }
}

/// A row whose fault is not that of one cell.
pub(crate) fn whole_row(slug: &'static str, reason: impl Into<String>, raw: &[u8]) -> Fault {
    Fault { slug, reason: reason.into(), found: shown(String::from_utf8_lossy(raw).trim_end()) }
}
