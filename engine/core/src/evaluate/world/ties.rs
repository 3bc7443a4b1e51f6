//! What breaks ties between equal instants, before the key does.

use super::delivered::Delivered;
use crate::standard::{Standard, Ties};
use crate::table::{Data, Incoming};
use crate::value::Texts;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How a row stands among others of the same instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// The key decides.
    Key,
    /// The order of the sources, files and rows.
    Row(u32),
    /// The place of its value among all.
    By(u32),
}

/// The ties of all sources of one unit.
pub(super) struct TieBreakers<'d> {
    delivered: &'d Delivered,
    /// By source: the rank of each code or number, or the order of the rows, or nothing.
    sources: Vec<Kind>,
}

enum Kind {
    Key,
    Row,
    By(Vec<Option<u32>>),
}

impl<'d> TieBreakers<'d> {
    pub(super) fn new(standard: &Standard, delivered: &'d Delivered, texts: &Texts) -> Self {
        let sources = &delivered.sources;
        let text = |incoming: &Incoming, row: usize| -> Option<String> {
            let column = incoming.ties.as_ref().filter(|c| c.has(row))?;
            match &column.data {
                Data::Codes(v) => Some(texts.get(v[row]).to_owned()),
                Data::Ints(v) => Some(v[row].to_string()),
                _ => None,
            }
        };
        let by = |incoming: &Incoming| {
            let source = standard.sources.get(incoming.source.index());
            matches!(source.map(|s| &s.ties), Some(Ties::By(_)))
        };
        let mut ranks: BTreeMap<Natural, u32> = BTreeMap::new();
        for incoming in sources.iter().filter(|i| by(i)) {
            for row in 0..incoming.places.len() {
                if let Some(text) = text(incoming, row) {
                    ranks.insert(Natural(text), 0);
                }
            }
        }
        for (rank, place) in ranks.values_mut().zip(0..) {
            *rank = place;
        }
        let sources = sources
            .iter()
            .map(|incoming| match standard.sources.get(incoming.source.index()).map(|s| &s.ties) {
                Some(Ties::Row) => Kind::Row,
                Some(Ties::By(_)) => {
                    let rank = |row| ranks.get(&Natural(text(incoming, row)?)).copied();
                    Kind::By((0..incoming.places.len()).map(rank).collect())
                }
                _ => Kind::Key,
            })
            .collect();
        Self { delivered, sources }
    }

    pub(super) fn of(&self, row: u32) -> Tie {
        let (source, place) = self.delivered.origin(row);
        match &self.sources[source] {
            Kind::Key => Tie::Key,
            Kind::Row => Tie::Row(row),
            Kind::By(ranks) => ranks[place].map_or(Tie::Key, Tie::By),
        }
    }
}

/// Texts in which all is digits come first, by their number; the others by text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Natural(String);

impl Natural {
    fn number(&self) -> Option<&str> {
        let digits = !self.0.is_empty() && self.0.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| self.0.trim_start_matches('0'))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => (a.len(), a).cmp(&(b.len(), b)).then_with(|| self.0.cmp(&other.0)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
