//! A standard may use others: what stands below may be replaced (`override`) or taken out (`drop`), never silently.

use super::growth::{beyond_growth, may_grow};
use super::messages;
use super::versions::{Binds, dated, may_change, may_not_go, plain};
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
    /// Which versions of the standard it belongs to.
    pub binds: Binds,
}

impl LayeredItem {
    /// A declaration that all versions share.
    pub fn new(item: Item, layer: u32) -> Self {
        Self { item, layer, binds: Binds::default() }
    }
}

/// More declarations than that are refused: ids are small.
const LIMIT: usize = 20_000;

/// Lays the layers over each other: the highest first, the standard itself last, and over that its later versions. Gives
/// the heads of the versions too, if there are several.
pub(crate) fn lay(mut files: Vec<(u32, File)>, diagnostics: &mut Vec<Diagnostic>) -> (Vec<LayeredItem>, Vec<Item>) {
    let later = later_versions(&mut files);
    let mut all: Vec<LayeredItem> = files
        .into_iter()
        .flat_map(|(layer, file)| file.items.into_iter().map(move |item| LayeredItem::new(item, layer)))
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
    let mut heads: Vec<Item> = Vec::new();
    if !later.is_empty() {
        heads.extend(pile.header.and_then(|place| pile.items[place].as_ref()).map(|head| head.item.clone()));
    }
    for (version, (head, items)) in (1..).zip(later) {
        let number = dated(&head).map(|(number, _)| number.to_owned()).unwrap_or_default();
        heads.push(head);
        for item in items {
            pile.version(LayeredItem::new(item, lowest), version, &number, diagnostics);
        }
    }
    (pile.items.into_iter().flatten().collect(), heads)
}

/// Takes the files of later versions out: those of the standard itself that open it again, with another date. The head of each and
/// what it says, in the order of the dates. Where two heads cannot be told apart by their dates, that is a mistake told elsewhere.
fn later_versions(files: &mut Vec<(u32, File)>) -> Vec<(Item, Vec<Item>)> {
    let head = |file: &File| file.items.iter().find(|i| i.kind == Kind::Standard && i.drops.is_none()).cloned();
    let Some(lowest) = files.iter().map(|(layer, _)| *layer).min() else { return Vec::new() };
    let heads: Vec<Item> = files.iter().filter(|(layer, _)| *layer == lowest).filter_map(|(_, f)| head(f)).collect();
    let one_each = files.iter().all(|(_, f)| f.items.iter().filter(|i| i.kind == Kind::Standard).count() <= 1);
    let mut dates: Vec<&str> = heads.iter().filter_map(|h| dated(h).map(|(_, date)| date)).collect();
    dates.sort_unstable();
    dates.dedup();
    let one_name = heads.windows(2).all(|pair| pair[0].name.text == pair[1].name.text);
    if heads.len() < 2 || dates.len() != heads.len() || !one_name || !one_each {
        return Vec::new();
    }
    let first = dates[0].to_owned();
    let is_later = |(layer, file): &mut (u32, File)| {
        *layer == lowest && head(file).as_ref().and_then(dated).is_some_and(|(_, date)| date != first)
    };
    let mut later: Vec<(Item, Vec<Item>)> = files
        .extract_if(.., is_later)
        .filter_map(|(_, file)| {
            let head = head(&file)?;
            let rest = file.items.into_iter().filter(|i| !matches!(i.kind, Kind::Standard | Kind::Use));
            Some((head, rest.collect()))
        })
        .collect();
    later.sort_by(|(a, _), (b, _)| dated(a).map(|(_, date)| date).cmp(&dated(b).map(|(_, date)| date)));
    later
}

/// Whether a rule that is new in a version binds from its date: rules do, words for them hold wherever they are named.
const fn begins(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Criterion
            | Kind::Duty
            | Kind::Form
            | Kind::Steps
            | Kind::Mitigation
            | Kind::Metric
            | Kind::Notice
            | Kind::Ladder
            | Kind::Recognition
    )
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
        Kind::Criterion | Kind::Duty | Kind::Form | Kind::Steps | Kind::Principle => Space::Rules,
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
                _ if other.is_some_and(|o| o.layer == item.layer) => {
                    diagnostics.extend(other.map(|other| messages::same_name(&item.item, &other.item)));
                }
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

    /// What a later version says.
    fn version(&mut self, mut item: LayeredItem, version: usize, number: &str, diagnostics: &mut Vec<Diagnostic>) {
        if item.item.kind == Kind::Test {
            self.items.push(Some(item));
            return;
        }
        let key = (space(item.item.kind), item.item.name.text.clone());
        let place = self.places.get(&key).copied();
        let other = place.and_then(|p| self.items[p].as_ref());
        let replaces = item.item.overrides.is_some() || item.item.drops.is_some();
        let Some(other) = other else {
            if replaces {
                let d = messages::nothing_before(&item.item, &self.names_at(item.item.kind));
                diagnostics.push(d);
            }
            if item.item.drops.is_none() {
                // What an earlier version dropped comes back as a form of its own.
                let is_back = may_change(item.item.kind) && self.was(&item.item);
                if is_back {
                    item.item.name.text = format!("{}@{number}", item.item.name.text);
                }
                item.binds.from = Some(version).filter(|_| is_back || begins(item.item.kind));
                self.push(key, item);
            }
            return;
        };
        if other.item.kind != item.item.kind || !replaces {
            // Two versions of one name, or one name for two things.
            let of_this_version = other.binds.from == Some(version);
            diagnostics.push(if of_this_version || other.item.kind != item.item.kind {
                messages::same_name(&item.item, &other.item)
            } else {
                messages::needs_override_of_a_version(&item.item, &other.item)
            });
            return;
        }
        if may_grow(item.item.kind) && item.item.drops.is_none() {
            match beyond_growth(&other.item, &item.item) {
                Some(clause) => {
                    let at = clause.map(|clause| clause.span);
                    diagnostics.push(messages::more_than_growth(&item.item, &other.item, at, number));
                }
                // It is one description for all versions: rows before have nothing in what is new.
                None => {
                    if let Some(grown) = place.and_then(|p| self.items[p].as_mut()) {
                        item.binds = grown.binds;
                        *grown = item;
                    }
                }
            }
            return;
        }
        if !may_change(item.item.kind) || item.item.drops.is_some() && may_not_go(item.item.kind) {
            diagnostics.push(messages::fixed_over_versions(&item.item, &other.item, number));
            return;
        }
        if other.binds.from == Some(version) {
            diagnostics.push(messages::same_name(&item.item, &other.item));
            return;
        }
        if let Some(other) = place.and_then(|p| self.items[p].as_mut()) {
            other.binds.until = Some(version);
        }
        if item.item.drops.is_some() {
            self.places.remove(&key);
            return;
        }
        item.binds.from = Some(version);
        item.item.name.text = format!("{}@{number}", plain(&item.item.name.text));
        self.push(key, item);
    }

    /// Whether an earlier version said it and another took it out.
    fn was(&self, item: &Item) -> bool {
        let gone = self.items.iter().flatten().filter(|o| o.binds.until.is_some() && o.item.kind == item.kind);
        gone.map(|o| plain(&o.item.name.text)).any(|name| name == item.name.text)
    }

    /// The names of a kind that a version could say anew.
    fn names_at(&self, kind: Kind) -> Vec<&str> {
        let named = self.items.iter().flatten().filter(|o| o.item.kind == kind);
        named.map(|o| plain(&o.item.name.text)).collect()
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
