//! A standard may use others: what stands below may be replaced (`override`) or taken out (`drop`), never silently.

use super::messages;
use crate::Diagnostic;
use etalon_grammar::ast::{File, Item, Kind};
use std::collections::BTreeMap;

/// A declaration and the layer it stands in (0 = the standard itself).
#[derive(Debug, Clone)]
pub(crate) struct LayeredItem {
    /// The declaration.
    pub item: Item,
    /// Its layer.
    pub layer: u32,
}

/// More declarations than that are refused: ids are small.
const LIMIT: usize = 20_000;

/// Lays the layers over each other: the highest first, the standard itself last.
pub(crate) fn lay(files: Vec<(u32, File)>, diagnostics: &mut Vec<Diagnostic>) -> Vec<LayeredItem> {
    let mut all: Vec<LayeredItem> = files
        .into_iter()
        .flat_map(|(layer, file)| file.items.into_iter().map(move |item| LayeredItem { item, layer }))
        .filter(|i| i.item.kind != Kind::Use)
        .collect();
    if let Some(beyond) = all.get(LIMIT) {
        diagnostics.push(messages::too_many(beyond.item.name.span, LIMIT));
        all.truncate(LIMIT);
    }
    all.sort_by_key(|i| std::cmp::Reverse(i.layer));
    let lowest = all.last().map_or(0, |i| i.layer);
    let mut pile = Pile::default();
    for item in all {
        match item.item.kind {
            // The header is the lowest layer's that has one; the tests of used standards are their own affair.
            Kind::Standard => pile.header(item, diagnostics),
            Kind::Test if item.layer > lowest => {}
            _ => pile.lay(item, diagnostics),
        }
    }
    pile.items.into_iter().flatten().collect()
}

/// The declarations of one kind, in their order.
pub(crate) fn of(items: &[LayeredItem], kind: Kind) -> impl Iterator<Item = &Item> {
    items.iter().map(|i| &i.item).filter(move |i| i.kind == kind)
}

#[derive(Default)]
struct Pile {
    items: Vec<Option<LayeredItem>>,
    places: BTreeMap<(Space, String), usize>,
    header: Option<usize>,
}

/// Kinds that share their names: what a rule or a sentence could mistake for each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Things,
    Rules,
    Of(Kind),
}

const fn space(kind: Kind) -> Space {
    match kind {
        Kind::Event | Kind::Entity | Kind::Case | Kind::Define | Kind::Param => Space::Things,
        Kind::Criterion | Kind::Form | Kind::Principle => Space::Rules,
        other => Space::Of(other),
    }
}

impl Pile {
    fn header(&mut self, item: LayeredItem, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(place) = self.header
            && let Some(other) = self.items[place].take()
        {
            if other.layer == item.layer {
                diagnostics.push(messages::same_name(&item.item, &other.item));
                self.items[place] = Some(other);
                return;
            }
            self.items[place] = Some(item);
            return;
        }
        self.header = Some(self.items.len());
        self.items.push(Some(item));
    }

    fn lay(&mut self, item: LayeredItem, diagnostics: &mut Vec<Diagnostic>) {
        let key = (space(item.item.kind), item.item.name.text.clone());
        let place = self.places.get(&key).copied();
        let other = place.and_then(|p| self.items[p].as_ref());
        let below = other.filter(|o| o.layer > item.layer);
        let same_kind = below.is_some_and(|o| o.item.kind == item.item.kind);
        if item.item.drops.is_some() {
            match (place, same_kind) {
                (Some(place), true) => self.items[place] = None,
                _ => diagnostics.push(messages::nothing_to_override(
                    &item.item,
                    below.map(|o| &o.item),
                    &self.names(&item),
                )),
            }
            return;
        }
        if item.item.overrides.is_some() {
            match (place, same_kind) {
                (Some(place), true) => self.items[place] = Some(item),
                _ => {
                    diagnostics.push(messages::nothing_to_override(
                        &item.item,
                        below.map(|o| &o.item),
                        &self.names(&item),
                    ));
                    // It stays as if it were new, so that its own text is checked and its users are not told too.
                    self.push(key, item);
                }
            }
            return;
        }
        match other {
            Some(other) if other.layer == item.layer => diagnostics.push(messages::same_name(&item.item, &other.item)),
            Some(other) => {
                diagnostics.push(messages::needs_override(&item.item, &other.item));
                if let Some(place) = place {
                    self.items[place] = Some(item);
                }
            }
            None => self.push(key, item),
        }
    }

    fn push(&mut self, key: (Space, String), item: LayeredItem) {
        self.places.insert(key, self.items.len());
        self.items.push(Some(item));
    }

    /// The names of that kind that a lower layer could replace.
    fn names(&self, item: &LayeredItem) -> Vec<&str> {
        let same = |o: &&LayeredItem| o.item.kind == item.item.kind && o.layer > item.layer;
        self.items.iter().flatten().filter(same).map(|o| o.item.name.text.as_str()).collect()
    }
}
