//! The header: name, version, zone, languages, owner.

use super::context::Context;
use super::layers::{self, LayeredItem};
use super::messages;
use super::single::single;
use crate::standard::Type;
use crate::value::Value;
use etalon_grammar::ast::{ClauseKind, Item, Kind, Text};
use jiff::tz::TimeZone;

/// The header: name, version, zone, languages, owner. Layers leave at most one.
pub(crate) fn header(ctx: &mut Context, items: &[LayeredItem]) {
    let header = layers::of(items, Kind::Standard).next();
    let zoned = header.is_some_and(|item| one(ctx, item));
    // Of a standard that could not be read at all nobody knows what its header says.
    let unread = items.is_empty() && !ctx.diagnostics.is_empty();
    if zoned || unread || header.is_some_and(|item| ctx.partly_read(item.span)) {
        return;
    }
    let place = header.map(|item| item.name.span).or_else(|| items.first().map(|i| i.item.name.span));
    ctx.report(messages::missing_zone(place.unwrap_or_default(), header.is_none()));
}

/// Whether a zone is said, rightly or not.
fn one(ctx: &mut Context, item: &Item) -> bool {
    ctx.standard.name.clone_from(&item.name.text);
    ctx.standard.title = ctx.words(&item.title);
    if ctx.standard.title.0.is_empty() {
        ctx.standard.title.0.push((String::new(), item.name.text.clone()));
    }
    version(ctx, item);
    if let Some((names, _)) = single(ctx, item, "languages", |c| match c {
        ClauseKind::Languages(names) => Some(names),
        _ => None,
    }) {
        let mut languages: Vec<String> = Vec::new();
        for name in names {
            if languages.contains(&name.text) {
                ctx.report(messages::listed_twice(name, "language"));
            } else {
                languages.push(name.text.clone());
            }
        }
        ctx.standard.languages = languages;
    }
    if let Some((owner, _)) = single(ctx, item, "owner", |c| match c {
        ClauseKind::Owner(owner) => Some(owner),
        _ => None,
    }) {
        ctx.standard.owner = Some(owner.text.clone());
    }
    let zone = single(ctx, item, "zone", |c| match c {
        ClauseKind::Zone(zone) => Some(zone),
        _ => None,
    });
    if let Some((text, _)) = zone
        && let Some(zone) = zone_of(ctx, text)
    {
        ctx.standard.zone = zone;
        ctx.standard.zone_name.clone_from(&text.text);
    }
    zone.is_some()
}

fn version(ctx: &mut Context, item: &Item) {
    ctx.standard.version = String::new();
    ctx.standard.from = None;
    let Some(((number, from), _)) = single(ctx, item, "version", |c| match c {
        ClauseKind::Version { number, from } => Some((number, from)),
        _ => None,
    }) else {
        return;
    };
    ctx.standard.version.clone_from(&number.text);
    if let Some(from) = from
        && let Some(Value::Date(day)) = ctx.constant(from, &Type::Date)
    {
        ctx.standard.from = Some(day);
    }
}

/// The zone of that name; an unknown one is reported with the nearest.
pub(crate) fn zone_of(ctx: &mut Context, text: &Text) -> Option<TimeZone> {
    if let Ok(zone) = TimeZone::get(&text.text) {
        return Some(zone);
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let near = messages::nearest(&text.text, known.iter().map(String::as_str))
        .or_else(|| known.iter().map(String::as_str).find(|name| last(name) == last(&text.text)))
        .map(str::to_owned);
    ctx.report(messages::unknown_zone(text.span, &text.text, near.as_deref()));
    None
}
