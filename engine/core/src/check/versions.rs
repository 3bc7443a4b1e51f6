//! Several versions of one standard in one folder: each binds from a date, and a unit is judged by the one that was in force
//! when it began. A rule that a later version changes stands twice, each time with the stretch of time in which it binds: the first
//! keeps its name, the later one is called `name@4`, so that a new version changes no word about what was judged before it.

use super::context::Context;
use super::layers::LayeredItem;
use super::messages;
use super::typing::others::both;
use crate::standard::{self, Expr, ExprKind, Leaf, Type, UnitId};
use crate::time::LocalTime;
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, ClauseKind, Expr as Written, ExprKind as E, Item, Kind, Span};
use std::collections::BTreeMap;

/// From which version to before which (indices into [`Versions::heads`]); none = open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Binds {
    /// The version that says it.
    pub from: Option<usize>,
    /// The version that replaces it or takes it out.
    pub until: Option<usize>,
}

/// One form of a rule that versions change.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// `quick`, or `quick@4`.
    pub name: String,
    /// When it binds.
    pub binds: Binds,
}

/// The head of a version, as written.
#[derive(Debug)]
pub(crate) struct Head {
    /// Its number.
    pub number: String,
    /// Its whole declaration.
    pub item: Item,
    /// The local date from which it binds, and the instant at which that date begins; once the header is checked.
    pub from: Option<(i64, i64)>,
}

/// What is known of versions.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    /// The versions in the order of their dates; empty where there is only one.
    pub heads: Vec<Head>,
    variants: BTreeMap<(Kind, String), Vec<Variant>>,
    binds: BTreeMap<(Kind, String), Binds>,
}

/// What a later version may say anew.
pub(crate) const fn may_change(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Param
            | Kind::Calendar
            | Kind::Define
            | Kind::Criterion
            | Kind::Form
            | Kind::Steps
            | Kind::Mitigation
            | Kind::Duty
            | Kind::Metric
            | Kind::Notice
            | Kind::Ladder
            | Kind::Recognition
    )
}

/// What a later version may change but not take out: what began before goes on with it.
pub(crate) const fn may_not_go(kind: Kind) -> bool {
    matches!(kind, Kind::Calendar)
}

/// The number and the date of a head that tells versions apart: `version 4 from 2026-07-01`.
pub(crate) fn dated(item: &Item) -> Option<(&str, &str)> {
    item.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Version { number, from: Some(Written { kind, .. }) } => match &**kind {
            E::Date(date) => Some((number.text.as_str(), date.as_str())),
            _ => None,
        },
        _ => None,
    })
}

/// The name of a declaration without its version.
pub(crate) fn plain(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

impl Versions {
    /// Notes which rules stand several times.
    pub fn new(heads: Vec<Item>, items: &[LayeredItem]) -> Self {
        let mut versions = Self::default();
        if heads.len() < 2 {
            return versions;
        }
        let head = |item: Item| {
            let number = dated(&item).map(|(number, _)| number.to_owned()).unwrap_or_default();
            Head { number, item, from: None }
        };
        versions.heads = heads.into_iter().map(head).collect();
        for LayeredItem { item, binds, .. } in items {
            let name = &item.name.text;
            let is_changed = *binds != Binds::default() || name.contains('@');
            if !is_changed {
                continue;
            }
            versions.binds.insert((item.kind, name.clone()), *binds);
            if may_change(item.kind) {
                let variant = Variant { name: name.clone(), binds: *binds };
                versions.variants.entry((item.kind, plain(name).to_owned())).or_default().push(variant);
            }
        }
        for variants in versions.variants.values_mut() {
            variants.sort_by_key(|v| v.binds.from);
        }
        versions
    }

    /// The forms of a rule, in the order of their versions, if it is not one and the same in all.
    pub fn variants(&self, kind: Kind, name: &str) -> Option<&[Variant]> {
        self.variants.get(&(kind, name.to_owned())).map(Vec::as_slice)
    }

    /// The date of a version.
    fn from(&self, version: usize) -> Option<(i64, i64)> {
        self.heads.get(version)?.from
    }
}

/// Checks the heads of later versions: the zone and the languages are those of the first.
pub(crate) fn heads(ctx: &mut Context) {
    let local = LocalTime::new(&ctx.standard.zone, 0, 0);
    let mut heads = std::mem::take(&mut ctx.versions.heads);
    for (index, head) in heads.iter_mut().enumerate() {
        for clause in &head.item.clauses {
            match &clause.kind {
                ClauseKind::Version { from: Some(from), .. } => {
                    if let Some(Value::Date(day)) = ctx.constant(from, &Type::Date) {
                        head.from = local.start(day).map(|at| (day, at));
                    }
                }
                ClauseKind::Zone(zone) if index > 0 && zone.text != ctx.standard.zone_name => {
                    ctx.report(messages::same_in_all_versions(zone.span, "the zone", &head.number));
                }
                ClauseKind::Closes(_) if index > 0 => {
                    ctx.report(messages::same_in_all_versions(clause.span, "when months close", &head.number));
                }
                ClauseKind::Owner(owner) if index > 0 => ctx.standard.owner = Some(owner.text.clone()),
                ClauseKind::Languages(names)
                    if index > 0 && !names.iter().map(|n| &n.text).eq(&ctx.standard.languages) =>
                {
                    let span = names.first().map_or(clause.span, |n| n.span);
                    ctx.report(messages::same_in_all_versions(span, "the list of languages", &head.number));
                }
                ClauseKind::Closes(_) if index > 0 => {
                    ctx.report(messages::same_in_all_versions(clause.span, "when figures close", &head.number));
                }
                _ => {}
            }
        }
        if let Some((day, _)) = head.from {
            ctx.standard.versions.push((head.number.clone(), day));
        }
    }
    if let Some((number, day)) = ctx.standard.versions.last() {
        ctx.standard.version.clone_from(number);
        ctx.standard.from = Some(*day);
    }
    ctx.versions.heads = heads;
}

impl Context {
    /// That the rule of that name binds the unit (scope 0), if there is a time when it does not.
    pub(crate) fn in_force(&self, kind: Kind, name: &str, unit: UnitId, span: Span) -> Option<Expr> {
        let binds = *self.versions.binds.get(&(kind, name.to_owned()))?;
        let at = self.instant_of(0, unit, span)?;
        let edge = |version: Option<usize>, op: BinaryOp| {
            let (_, start) = self.versions.from(version?)?;
            Some(compared(at.clone(), op, start, span))
        };
        let from = edge(binds.from, BinaryOp::GreaterEqual);
        let until = edge(binds.until, BinaryOp::Less);
        match (from, until) {
            (Some(from), Some(until)) => Some(both(from, until)),
            (from, until) => from.or(until),
        }
    }

    /// The same beside what the rule itself says of its units.
    pub(crate) fn and_in_force(&self, kind: Kind, item: &Item, unit: UnitId, filter: Option<Expr>) -> Option<Expr> {
        match (self.in_force(kind, &item.name.text, unit, item.name.span), filter) {
            (Some(binds), Some(filter)) => Some(both(binds, filter)),
            (binds, filter) => binds.or(filter),
        }
    }

    /// Of the forms of a rule the one that was in force at an instant. `forms`: what each of them says, in the order of versions.
    pub(crate) fn by_version(&self, at: &Expr, forms: Vec<(Binds, Expr)>, span: Span) -> Option<Expr> {
        let mut forms = forms.into_iter();
        let (_, mut chosen) = forms.next()?;
        for (binds, later) in forms {
            let (_, start) = self.versions.from(binds.from?)?;
            let condition = compared(at.clone(), BinaryOp::GreaterEqual, start, span);
            let optional = at.optional || chosen.optional || later.optional;
            let ty = chosen.ty.clone();
            let kind = ExprKind::If(Box::new(condition), Box::new(later), Box::new(chosen));
            chosen = Expr { kind, ty, optional, span };
        }
        Some(chosen)
    }

    /// When a unit began: its own instant.
    pub(crate) fn instant_of(&self, scope: u8, unit: UnitId, span: Span) -> Option<Expr> {
        let whole = &self.standard.units[unit.index()];
        let field = whole.at?;
        let optional = whole.fields.get(field.index()).is_none_or(|f| f.optional);
        let kind = ExprKind::Field { scope, path: Vec::new(), leaf: Leaf::Field(field) };
        Some(Expr { kind, ty: Type::Instant, optional, span })
    }

    /// The local dates on which a rule begins and ceases to bind.
    pub(crate) fn binding(&self, kind: Kind, name: &str) -> standard::Binds {
        let binds = self.versions.binds.get(&(kind, name.to_owned())).copied().unwrap_or_default();
        let date = |version: Option<usize>| self.versions.from(version?).map(|(day, _)| day);
        standard::Binds { from: date(binds.from), until: date(binds.until) }
    }

    /// The forms of what is judged under that name (a criterion, a form, steps, a duty), if versions say it anew.
    pub(crate) fn rule_variants(&self, name: &str) -> Option<Vec<Variant>> {
        let kinds = [Kind::Criterion, Kind::Form, Kind::Steps, Kind::Duty];
        kinds.into_iter().find_map(|kind| self.versions.variants(kind, name)).map(<[Variant]>::to_vec)
    }

    /// The instant at which a form of something begins to hold.
    pub(crate) fn begins(&self, binds: Binds) -> Option<i64> {
        self.versions.from(binds.from?).map(|(_, start)| start)
    }

    /// Says that something cannot be named here, because a later version says it anew.
    pub(crate) fn changes(&mut self, kind: Kind, name: &etalon_grammar::ast::Name, why: &str) -> bool {
        let Some(number) = self.changing(kind, &name.text) else { return false };
        self.report(messages::changes_between_versions(name, &number, why));
        true
    }

    /// The same in a case whose instant is not known by name.
    pub(crate) fn changes_in_case(&mut self, kind: Kind, name: &etalon_grammar::ast::Name) -> bool {
        let Some(number) = self.changing(kind, &name.text) else { return false };
        self.report(messages::changes_within_a_case(name, &number));
        true
    }

    /// The number of the first version that says something anew.
    fn changing(&self, kind: Kind, name: &str) -> Option<String> {
        let variants = self.versions.variants(kind, name)?;
        let head =
            variants.iter().find_map(|v| v.binds.from.or(v.binds.until)).and_then(|i| self.versions.heads.get(i));
        Some(head.map(|head| head.number.clone()).unwrap_or_default())
    }
}

fn compared(at: Expr, op: BinaryOp, instant: i64, span: Span) -> Expr {
    let optional = at.optional;
    let edge = Expr { kind: ExprKind::Const(Value::Instant(instant)), ty: Type::Instant, optional: false, span };
    let kind = ExprKind::Compare(op, Box::new(at), Box::new(edge));
    Expr { kind, ty: Type::YesNo, optional, span }
}
