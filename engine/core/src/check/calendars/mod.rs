//! Calendars: weekly hours, closed and short days, in the text or from files of days.

mod days;
mod hours;
mod term;

pub(crate) use days::Said;
pub(crate) use hours::clock;

use super::context::Context;
use super::layers::LayeredItem;
use super::messages;
use super::single::single;
use super::versions::{Binds, Variant};
use super::{SourceFile, standard::zone_of};
use crate::standard::{CalendarId, NamedCalendar};
use crate::time::Calendar;
use etalon_grammar::ast::{ClauseKind, Item, Kind, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The files of days that calendars name, read by whoever may read files: by the path of the standard's file that names
/// one, and the name as it stands there.
pub type DayFiles = BTreeMap<(String, String), DayFile>;

/// A file of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFile {
    /// As shown in messages.
    pub path: String,
    /// Its rows, in their order.
    pub days: Vec<FileDay>,
}

/// A row of a file of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDay {
    /// The line, from 1.
    pub line: u64,
    /// Days since 1970-01-01.
    pub date: i64,
    /// Microseconds since midnight, from and to (at or before `from`: on the day after); none where the file says no hours.
    pub hours: Option<(i64, i64)>,
}

/// What the checker knows of calendars.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The files of days, by the number of the standard's file that names one, and the name.
    pub(super) files: BTreeMap<(u32, String), DayFile>,
    /// Those that something counts on.
    used: BTreeSet<CalendarId>,
}

impl Known {
    pub fn new(sources: &[SourceFile], days: &DayFiles) -> Self {
        let number = |path: &String| (0_u32..).zip(sources).find(|(_, f)| f.path == *path).map(|(number, _)| number);
        let files = days.iter().filter_map(|((path, name), file)| Some(((number(path)?, name.clone()), file.clone())));
        Self { files: files.collect(), used: BTreeSet::new() }
    }
}

impl Context {
    /// The calendar of that name, counted on.
    pub(crate) fn calendar(&mut self, name: &Name) -> Option<CalendarId> {
        let (_, id) = self.find(&[Kind::Calendar], name)?;
        // Whoever counts on a calendar counts on what later versions say of it.
        let forms = self.versions.variants(Kind::Calendar, &name.text).map(<[_]>::to_vec).unwrap_or_default();
        let forms = forms.iter().filter_map(|form| self.peek(Kind::Calendar, &form.name));
        let used: Vec<CalendarId> = forms.map(CalendarId).chain([CalendarId(id)]).collect();
        self.calendars.used.extend(used);
        Some(CalendarId(id))
    }

    /// The forms of a calendar that versions say anew, each with when it holds; none if it is one and the same.
    pub(crate) fn calendar_forms(&self, calendar: CalendarId) -> Option<Vec<(Binds, CalendarId)>> {
        let name = &self.standard.calendars.get(calendar.index())?.label.name;
        let forms = self.versions.variants(Kind::Calendar, name)?;
        let form = |form: &Variant| Some((form.binds, CalendarId(self.peek(Kind::Calendar, &form.name)?)));
        forms.iter().map(form).collect()
    }
}

/// Reads the calendars.
pub(crate) fn calendars(ctx: &mut Context, items: &[LayeredItem]) {
    for item in super::layers::of(items, Kind::Calendar) {
        if let Some(calendar) = calendar(ctx, item) {
            ctx.standard.calendars.push(calendar);
            ctx.declare(Kind::Calendar, &item.name.text, ctx.standard.calendars.len() - 1);
        }
    }
    for index in 0..ctx.standard.calendars.len() {
        let id = CalendarId(super::outline::small(index));
        let forms = ctx.calendar_forms(id).unwrap_or_default();
        let later = forms.into_iter().filter_map(|(binds, form)| Some((ctx.begins(binds)?, form)));
        ctx.standard.calendars[index].later = later.collect();
    }
}

fn calendar(ctx: &mut Context, item: &Item) -> Option<NamedCalendar> {
    let before = ctx.diagnostics.len();
    let label = ctx.label(item);
    let zone = single(ctx, item, "zone", |c| if let ClauseKind::Zone(zone) = c { Some(zone) } else { None });
    let (zone, zone_name) = match zone {
        Some((text, _)) => (zone_of(ctx, text), text.text.clone()),
        None => (Some(ctx.standard.zone.clone()), ctx.standard.zone_name.clone()),
    };
    let week = hours::week(ctx, item);
    let days = days::days(ctx, item);
    let open = week.iter().any(|day| !day.is_empty()) || days.values().any(|hours| !hours.is_empty());
    if !open && ctx.diagnostics.len() == before && !ctx.partly_read(item.span) {
        ctx.report(messages::empty_calendar(&item.name));
    }
    let sound = ctx.diagnostics[before..].iter().all(|d| d.severity != crate::Severity::Error);
    let hours = Calendar { zone: zone?, week, days };
    (sound && open).then_some(NamedCalendar { label, zone_name, hours, later: Vec::new() })
}

/// Tells of calendars that nothing counts on; where something is wrong, it may be what would.
pub(crate) fn unused(ctx: &mut Context, items: &[LayeredItem]) {
    if ctx.diagnostics.iter().any(|d| d.severity == crate::Severity::Error) {
        return;
    }
    for LayeredItem { item, layer, .. } in items {
        let id = ctx.peek(Kind::Calendar, &item.name.text).filter(|_| item.kind == Kind::Calendar && *layer == 0);
        if id.is_some_and(|id| !ctx.calendars.used.contains(&CalendarId(id))) {
            ctx.report(messages::unused_calendar(&item.name));
        }
    }
}
