//! Where events come from.

use super::columns::{Reader, field_type_fits};
use super::context::Context;
use super::layers::{LayeredItem, of};
use super::messages;
use super::outline::small;
use super::single::{needed, single};
use crate::standard::{ColumnExpr, FieldId, Format, Source, Take, Ties, Type, UnitId, UnitKind};
use crate::value::Value;
use etalon_grammar::ast::{ClauseKind, Expr, Head, Item, Kind, Text};

/// Where events come from.
pub(crate) fn sources(ctx: &mut Context, items: &[LayeredItem]) {
    for item in of(items, Kind::Source) {
        let Some(source) = source(ctx, item) else { continue };
        ctx.standard.units[source.unit.index()].sourced = true;
        let index = ctx.standard.sources.len();
        ctx.standard.sources.push(source);
        ctx.declare(Kind::Source, &item.name.text, index);
    }
}

fn source(ctx: &mut Context, item: &Item) -> Option<Source> {
    let Head::For(name) = &item.head else { return None };
    let unit = ctx.unit(name);
    if let Some(unit) = unit
        && matches!(ctx.standard.units[unit.index()].kind, UnitKind::Case(_))
    {
        ctx.report(messages::source_of_a_case(name));
        return None;
    }
    let why = ("Nothing would ever be read.", "files \"data/calls-*.csv\"");
    let files = needed(ctx, item, "files", why, |c| if let ClauseKind::Files(f) = c { Some(f) } else { None });
    let format = single(ctx, item, "format", |c| if let ClauseKind::Format(f) = c { Some(f) } else { None });
    let format = format.and_then(|(name, _)| match name.text.as_str() {
        "csv" => Some(Format::Csv),
        "json" => Some(Format::Json),
        "parquet" => Some(Format::Parquet),
        _ => {
            ctx.report(messages::unknown_format(name));
            None
        }
    });
    let delimiter = single(ctx, item, "delimiter", |c| if let ClauseKind::Delimiter(t) = c { Some(t) } else { None });
    let delimiter = delimiter.and_then(|(text, _)| one_character(ctx, text));
    let encoding = single(ctx, item, "encoding", |c| if let ClauseKind::Encoding(t) = c { Some(t) } else { None });
    let zone = single(ctx, item, "zone", |c| if let ClauseKind::Zone(t) = c { Some(t) } else { None });
    let zone = zone.and_then(|(text, _)| super::standard::zone_of(ctx, text));
    let times = single(ctx, item, "time", |c| if let ClauseKind::Time(t) = c { Some(t) } else { None });
    let times = times.map(|(texts, _)| patterns(ctx, texts)).unwrap_or_default();
    let missing = single(ctx, item, "missing", |c| if let ClauseKind::Missing(t) = c { Some(t) } else { None });
    let missing = missing.map(|(texts, _)| texts.iter().map(|t| t.text.clone()).collect()).unwrap_or_default();
    let late = single(ctx, item, "late", |c| if let ClauseKind::Late(e) = c { Some(e) } else { None });
    let late = late.and_then(|(e, _)| lateness(ctx, e)).unwrap_or(0);
    let rows = single(ctx, item, "rows where", |c| if let ClauseKind::Rows(e) = c { Some(e) } else { None });
    let rows = rows.map(|(e, _)| Reader::plain(ctx).condition(e));
    let retract = single(ctx, item, "retract where", |c| if let ClauseKind::Retract(e) = c { Some(e) } else { None });
    let retract = retract.map(|(e, _)| Reader::plain(ctx).condition(e));
    let ties = single(ctx, item, "ties by", |c| if let ClauseKind::Ties(e) = c { Some(e) } else { None });
    let ties = match ties {
        None => Some(Ties::Key),
        Some((None, _)) => Some(Ties::Row),
        Some((Some(e), _)) => Reader::plain(ctx).value(e).map(Ties::By),
    };
    let takes = unit.and_then(|unit| takes(ctx, item, unit));
    let (files, _) = files?;
    Some(Source {
        label: ctx.label(item),
        unit: unit?,
        files: files.iter().map(|t| (t.text.clone(), t.span)).collect(),
        format,
        delimiter,
        encoding: encoding.map(|(t, _)| t.text.clone()),
        zone,
        times,
        missing,
        rows: transposed(rows)?,
        ties: ties?,
        late,
        takes: takes?,
        retract: transposed(retract)?,
    })
}

#[expect(clippy::option_option, reason = "left out and wrong are two things")]
fn transposed(e: Option<Option<ColumnExpr>>) -> Option<Option<ColumnExpr>> {
    match e {
        None => Some(None),
        Some(e) => e.map(Some),
    }
}

fn one_character(ctx: &mut Context, text: &Text) -> Option<char> {
    let mut chars = text.text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '"' | '\n' | '\r') => Some(c),
        _ => {
            ctx.report(messages::bad_delimiter(text));
            None
        }
    }
}

/// Patterns of times: each is tried on an instant, so that a misspelt one is found before any file is opened.
fn patterns(ctx: &mut Context, texts: &[Text]) -> Vec<String> {
    for text in texts {
        let sample = jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC);
        let problem = jiff::fmt::strtime::format(&text.text, &sample).err();
        if problem.is_some() || !text.text.contains('%') {
            ctx.report(messages::bad_time_pattern(text));
        }
    }
    texts.iter().map(|t| t.text.clone()).collect()
}

fn lateness(ctx: &mut Context, e: &Expr) -> Option<i64> {
    match ctx.constant(e, &Type::Duration)? {
        Value::Duration(micros) if micros >= 0 => Some(micros),
        _ => {
            let d = messages::too_small(e.span, &ctx.spoken(e), "no time at all or more");
            ctx.report(d);
            None
        }
    }
}

/// One entry a field: what the text says, else the column of the field's name.
fn takes(ctx: &mut Context, item: &Item, unit: UnitId) -> Option<Vec<Take>> {
    let mut given: Vec<Take> = Vec::new();
    let mut sound = true;
    for clause in &item.clauses {
        let ClauseKind::Take { field, value } = &clause.kind else {
            continue;
        };
        let Some(id) = ctx.field_named(unit, &field.text) else {
            if !ctx.outline.may_have(unit, &field.text) {
                let names = ctx.field_names(unit);
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let d = messages::unknown_field(field, &ctx.unit_name(unit), &names);
                ctx.report(d);
            }
            sound = false;
            continue;
        };
        if let Some(first) = given.iter().find(|t| t.field == id) {
            ctx.report(messages::clause_twice(&format!("field {}", field.text), clause.span, first.span));
            continue;
        }
        let ty = ctx.standard.units[unit.index()].fields[id.index()].ty.clone();
        match Reader::into_field(ctx, ty.clone()).value(value) {
            Some(e) => {
                sound &= field_type_fits(ctx, &field.text, &ty, &e, value);
                given.push(Take { field: id, value: e, given: true, span: clause.span });
            }
            None => sound = false,
        }
    }
    if !sound {
        return None;
    }
    let fields = &ctx.standard.units[unit.index()].fields;
    let mut takes: Vec<Take> = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let id = FieldId(small(index));
        let own = || Take {
            field: id,
            value: ColumnExpr::Column(field.name.clone(), item.name.span),
            given: false,
            span: item.name.span,
        };
        takes.push(given.iter().find(|t| t.field == id).cloned().unwrap_or_else(own));
    }
    Some(takes)
}
