//! `use plugin tone "^0.3"`: is it there, is it the one that was pinned, does its version fit.

mod version;

use super::context::Context;
use super::layers::LayeredItem;
use super::messages;
use crate::plugin::Catalog;
use crate::standard::{PluginId, UsedPlugin};
use etalon_grammar::ast::{Head, Item, Name, Span};
use std::collections::BTreeMap;

/// The plugins that the standard uses, by name.
#[derive(Debug, Default)]
pub(crate) struct Known {
    used: BTreeMap<String, Used>,
    /// Whether something was asked of a plugin that is not used: then that one may have been meant.
    misnamed: bool,
    /// The names of those that are at hand, used or not.
    at_hand: Vec<String>,
}

/// One of them.
#[derive(Debug)]
struct Used {
    /// Where it is declared first.
    item: Name,
    layer: u32,
    /// None where something is wrong with it: what its functions are is not known then.
    id: Option<PluginId>,
    /// Whether it is not there at all.
    absent: bool,
    /// Where the standard needs it.
    needed: Vec<Span>,
}

/// What a name before a dot stands for.
pub(crate) enum Found {
    /// A plugin that can be asked.
    Plugin(PluginId),
    /// One with which something is wrong, which is told elsewhere.
    Broken,
    /// None.
    Nothing,
}

impl Context {
    /// The plugin of that name, needed at that place.
    pub(crate) fn plugin(&mut self, name: &Name) -> Found {
        let Some(used) = self.plugins.used.get_mut(&name.text) else {
            self.plugins.misnamed = true;
            return Found::Nothing;
        };
        used.needed.push(name.span);
        used.id.map_or(Found::Broken, Found::Plugin)
    }

    /// The names of the plugins that are used, and of those that are only at hand.
    pub(crate) fn plugin_names(&self) -> (Vec<String>, Vec<String>) {
        let at_hand = self.plugins.at_hand.iter().filter(|name| !self.plugins.used.contains_key(*name));
        (self.plugins.used.keys().cloned().collect(), at_hand.cloned().collect())
    }
}

/// Takes in what the standard says it uses, the standard itself first: what it asks for must hold for those that it uses.
pub(crate) fn uses(ctx: &mut Context, items: &[LayeredItem], catalog: &Catalog) {
    ctx.plugins.at_hand = catalog.plugins.iter().map(|p| p.name.clone()).collect();
    let mut items: Vec<&LayeredItem> = items.iter().collect();
    items.sort_by_key(|i| (i.layer, i.item.span.file, i.item.span.start));
    for LayeredItem { item, layer, .. } in items {
        if let Some(first) = ctx.plugins.used.get(&item.name.text) {
            if first.layer == *layer {
                ctx.report(messages::plugin_twice(&item.name, first.item.span));
            } else if let Some(id) = first.id {
                let plugin = std::sync::Arc::clone(&ctx.standard.plugins[id.index()].plugin);
                version::fits(ctx, item, &plugin);
            }
            continue;
        }
        let id = used(ctx, item, catalog);
        let absent = catalog.get(&item.name.text).is_none();
        let one = Used { item: item.name.clone(), layer: *layer, id, absent, needed: Vec::new() };
        ctx.plugins.used.insert(item.name.text.clone(), one);
    }
}

fn used(ctx: &mut Context, item: &Item, catalog: &Catalog) -> Option<PluginId> {
    let plugin = catalog.get(&item.name.text)?;
    let clash = ctx.items().iter().find(|i| i.item.name.text == item.name.text && taken(&i.item)).cloned();
    if let Some(LayeredItem { item: other, .. }) = clash {
        ctx.report(messages::plugin_name_taken(&item.name, &other));
    }
    let fits = version::fits(ctx, item, plugin);
    if let Some(trouble) = &plugin.trouble {
        ctx.report(messages::plugin_not_ready(&item.name, trouble));
        return None;
    }
    if !fits {
        return None;
    }
    let mut label = ctx.label(item);
    label.hash.clone_from(&plugin.hash);
    let requirement = match &item.head {
        Head::Plugin(written) => written.as_ref().map(|text| text.text.clone()),
        _ => None,
    };
    let id = PluginId(super::outline::small(ctx.standard.plugins.len()));
    ctx.standard.plugins.push(UsedPlugin { label, requirement, plugin: std::sync::Arc::clone(plugin) });
    Some(id)
}

/// Whether a word before a dot could stand for it.
fn taken(item: &Item) -> bool {
    use etalon_grammar::ast::Kind;
    matches!(item.kind, Kind::Event | Kind::Entity | Kind::Case | Kind::Define | Kind::Param | Kind::Form | Kind::Steps)
}

/// Tells of the plugins that are not there, once it is known where they are needed, and of those that nothing asks.
pub(crate) fn missing(ctx: &mut Context) {
    let used = std::mem::take(&mut ctx.plugins.used);
    for one in used.values() {
        let mut lines: Vec<(u32, usize, Span)> =
            one.needed.iter().map(|span| (span.file, ctx.line(*span), *span)).collect();
        lines.sort_unstable_by_key(|(file, line, span)| (*file, *line, span.start));
        lines.dedup_by_key(|(file, line, _)| (*file, *line));
        if one.absent {
            let names: Vec<&str> = ctx.plugins.at_hand.iter().map(String::as_str).collect();
            let d = messages::plugin_not_installed(&one.item, &lines, &names);
            ctx.report(d);
        } else if one.needed.is_empty() && one.layer == 0 && !ctx.plugins.misnamed {
            ctx.report(messages::unused_plugin(&one.item));
        }
    }
    ctx.plugins.used = used;
}

impl Context {
    /// The number of the line on which a place begins, from 1.
    fn line(&self, span: Span) -> usize {
        let text = self.texts.get(span.file as usize).and_then(|text| text.get(..span.start as usize));
        text.map_or(1, |before| before.matches('\n').count() + 1)
    }
}
