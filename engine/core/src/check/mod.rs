//! Text to standard: names, layers, units, types, rules; then the deeper questions (`lints`).
//!
//! Each problem has a slug. The slug names the file that words it (`messages/<slug>.rs` or `lints/<slug>.rs`), its case
//! folder (`tests/cases/check/<slug>`) and its page.

mod actions;
mod amounts;
mod appeals;
pub(crate) mod calendars;
mod circles;
mod closings;
mod columns;
mod context;
mod covered;
mod criteria;
mod defines;
mod derived;
mod duties;
mod figures;
mod forms;
mod grades;
mod growth;
mod hash;
mod items;
mod ladders;
mod layers;
mod lints;
mod messages;
mod metrics;
mod mitigations;
mod notices;
mod openings;
mod order;
mod outline;
mod owes;
mod params;
mod per;
mod plugins;
mod principles;
mod read;
mod recognitions;
mod repeats;
mod rests;
mod rules;
mod shown;
mod single;
mod size;
mod sources;
mod standard;
mod standing;
mod steps;
mod subjects;
mod targets;
mod tests;
mod typing;
mod units;
pub(crate) mod versions;

use crate::plugin::Catalog;
use crate::{Diagnostic, Severity, Standard};
pub(crate) use amounts::both;
pub use calendars::{DayFile, DayFiles, FileDay};
use context::Context;
use etalon_grammar::ast::Span;
pub use lints::Limit;
pub(crate) use typing::parts;

/// One file of a standard.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// As shown in messages, relative to where the user stands.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// 0 = the standard itself, 1 = what it uses, 2 = what that uses … (higher layers are read first and may be overridden).
    pub layer: u32,
}

/// What the checker says.
#[derive(Debug)]
pub struct Checked {
    /// The standard, if there was no error.
    pub standard: Option<Standard>,
    /// Every problem, in the order of the text (file, then place).
    pub diagnostics: Vec<Diagnostic>,
    /// What the lints did not decide, in the order of the text; empty where there was an error.
    pub undecided: Vec<Undecided>,
}

/// Something that the lints did not decide: neither right nor wrong is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// Where.
    pub span: Span,
    /// In which rule: "criterion `quick_answer`".
    pub rule: Option<String>,
    /// Why.
    pub limit: Limit,
}

/// Checks the files of one standard that uses no plugin. `sets` are `--set name=value` (values written as in the language).
#[must_use]
pub fn check(files: &[SourceFile], sets: &[(String, String)]) -> Checked {
    check_with(files, sets, &Catalog::default())
}

/// The same with the plugins that are at hand.
#[must_use]
pub fn check_with(files: &[SourceFile], sets: &[(String, String)], catalog: &Catalog) -> Checked {
    check_beside(files, sets, catalog, &DayFiles::new())
}

/// The same with the files of days that calendars name.
#[must_use]
pub fn check_beside(files: &[SourceFile], sets: &[(String, String)], catalog: &Catalog, days: &DayFiles) -> Checked {
    let mut read = read::read(files);
    let uses = std::mem::take(&mut read.plugins);
    let mut ctx = Context::new(read);
    ctx.calendars = calendars::Known::new(files, days);
    let items = ctx.items();
    plugins::uses(&mut ctx, &uses, catalog);
    standard::header(&mut ctx, &items);
    versions::heads(&mut ctx);
    params::params(&mut ctx, &items, sets);
    calendars::calendars(&mut ctx, &items);
    closings::closings(&mut ctx, &items);
    units::declare(&mut ctx, &items);
    outline::outline(&mut ctx, &items);
    units::units(&mut ctx, &items);
    sources::sources(&mut ctx, &items);
    defines::defines(&mut ctx, &items);
    principles::principles(&mut ctx, &items);
    criteria::criteria(&mut ctx, &items);
    forms::forms(&mut ctx, &items);
    let opened = duties::duties(&mut ctx, &items);
    actions::actions(&mut ctx, &items);
    rules::ambiguities(&mut ctx);
    mitigations::mitigations(&mut ctx, &items, &opened);
    owes::open(&mut ctx, opened);
    circles::circles(&mut ctx);
    let mut order = order::Order::new(&items);
    order.figures(&mut ctx);
    notices::notices(&mut ctx, &items);
    order.ladders(&mut ctx);
    recognitions::recognitions(&mut ctx, &items);
    tests::tests(&mut ctx, &items);
    plugins::missing(&mut ctx);
    calendars::unused(&mut ctx, &items);
    let (mut standard, mut diagnostics) = ctx.finish();
    standard.day_files.clone_from(days);
    let mut undecided = Vec::new();
    let sound = |found: &[Diagnostic]| found.iter().all(|d| d.severity != Severity::Error);
    if sound(&diagnostics) {
        hash::stamp(&mut standard);
        let (found, not_decided) = lints::run(&standard, files);
        diagnostics.extend(found);
        undecided = standing::undecided(not_decided, &items);
    }
    diagnostics.sort_by(|a, b| (a.place(), a.slug, &a.message).cmp(&(b.place(), b.slug, &b.message)));
    diagnostics.dedup();
    standing::stand(&mut diagnostics, &items);
    repeats::gather(&mut diagnostics);
    let standard = sound(&diagnostics).then_some(standard);
    Checked { standard, diagnostics, undecided }
}
