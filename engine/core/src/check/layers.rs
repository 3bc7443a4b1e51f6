//! A standard may use others: what stands below may be replaced (`override`) or taken out (`drop`), never silently.

use crate::Diagnostic;
use etalon_grammar::ast::{File, Item, Kind};

/// A declaration and the layer it stands in (0 = the standard itself).
#[derive(Debug, Clone)]
pub(crate) struct LayeredItem {
    /// The declaration.
    pub item: Item,
    /// Its layer.
    pub layer: u32,
}

/// Lays the layers over each other: the highest first, the standard itself last.
pub(crate) fn lay(files: Vec<(u32, File)>, _diagnostics: &mut Vec<Diagnostic>) -> Vec<LayeredItem> {
    let mut items: Vec<LayeredItem> = files
        .into_iter()
        .flat_map(|(layer, file)| file.items.into_iter().map(move |item| LayeredItem { item, layer }))
        .filter(|i| i.item.kind != Kind::Use && i.item.drops.is_none())
        .collect();
    items.sort_by_key(|i| std::cmp::Reverse(i.layer));
    items
}

/// The declarations of one kind, in their order.
pub(crate) fn of(items: &[LayeredItem], kind: Kind) -> impl Iterator<Item = &Item> {
    items.iter().map(|i| &i.item).filter(move |i| i.kind == kind)
}
