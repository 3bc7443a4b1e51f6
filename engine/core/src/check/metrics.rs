//! Figures and their targets.

use super::amounts::{filter, ratio};
use super::context::Context;
use super::single::{needed, single};
use super::targets::Whole;
use super::typing::Place;
use super::{derived, messages, per, subjects, targets};
use crate::standard::{Expr, ExprKind, Formula, Leaf, Metric, Per, Period, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, ClauseKind, Item, Kind};

/// What a figure may be kept for: nobody is held to it; a contract reads what the customer saw; pay needs enough cases.
const PURPOSES: [&str; 3] = ["learning", "contract", "pay"];

/// A figure and its targets.
pub(crate) fn one(ctx: &mut Context, item: &Item) {
    if let Some(metric) = metric(ctx, item) {
        ctx.standard.metrics.push(metric);
        ctx.declare(Kind::Metric, &item.name.text, ctx.standard.metrics.len() - 1);
    }
}

/// What a figure is made of; parts that are none were wrong.
pub(super) struct Made {
    pub unit: UnitId,
    #[expect(clippy::option_option, reason = "left out and wrong are two things")]
    pub filter: Option<Option<Expr>>,
    pub formula: Option<Formula>,
    pub per: Vec<Per>,
    /// Whether all of `per` is sound.
    pub all: bool,
    pub dated: Option<Expr>,
}

/// Of what happened: events and cases.
fn of_units(ctx: &mut Context, item: &Item, written: &ast::Formula) -> Option<Made> {
    let (unit, given) = subjects::happening(ctx, &written.unit, "counts what happened")?;
    let filter = filter(ctx, unit, given, written.filter.as_ref());
    let formula = formula(ctx, unit, written);
    let (per, all) = per::per(ctx, unit, item);
    Some(Made { unit, filter, formula, per, all, dated: dated(ctx, unit, item, written) })
}

fn metric(ctx: &mut Context, item: &Item) -> Option<Metric> {
    let label = ctx.label(item);
    let owner = single(ctx, item, "owner", |c| match c {
        ClauseKind::Owner(owner) => Some(owner.text.clone()),
        _ => None,
    });
    let purpose = single(ctx, item, "purpose", |c| match c {
        ClauseKind::Purpose(purpose) => Some(purpose),
        _ => None,
    });
    let purpose = purpose.map(|(name, span)| {
        if !PURPOSES.contains(&name.text.as_str()) {
            ctx.report(messages::unknown_purpose(name, &PURPOSES));
        }
        (name.text.clone(), span)
    });
    let why = "Without a formula nobody can say what is counted and against what.";
    let example = "share of call where offered that met quick_answer";
    let (written, _) = needed(ctx, item, "formula", (why, example), |c| match c {
        ClauseKind::Formula(formula) => Some(formula),
        _ => None,
    })?;
    // Where a part of `per` or `each` is wrong, what is not in them is no news.
    let read = !ctx.partly_read(item.span);
    let before = ctx.diagnostics.len();
    let mut each = each(ctx, item);
    let whole_each = read && ctx.diagnostics.len() == before;
    let made = match (&written.figures, &written.standing) {
        (Some(of), _) => derived::of_figures(ctx, item, written, of, &mut each),
        (_, Some(standing)) => derived::of_standing(ctx, item, written, standing, &mut each),
        _ => of_units(ctx, item, written),
    };
    let Made { unit, filter, formula, per, all, dated } = made?;
    let whole = Whole { per: all && read, each: whole_each };
    let sound = filter.is_some() && formula.is_some() && whole.per && whole.each;
    let mut metric = Metric {
        label,
        unit,
        filter: filter.flatten(),
        // Targets can be checked without knowing what exactly the share is of.
        formula: formula.or_else(|| stand_in(written))?,
        per,
        each: each?,
        dated: dated?,
        targets: Vec::new(),
        owner: owner.map(|(owner, _)| owner),
        purpose: purpose.map(|(purpose, _)| purpose),
        chart: None,
        hide: None,
        grades: Vec::new(),
        every: None,
        provisional: None,
        expected: Vec::new(),
    };
    super::shown::shown(ctx, item, &mut metric);
    super::shown::gaps(ctx, item, &mut metric);
    super::grades::grades(ctx, item, &mut metric, whole);
    for clause in &item.clauses {
        if let ClauseKind::Target(written) = &clause.kind
            && let Some(target) = targets::target(ctx, &metric, written, clause.span, whole)
        {
            metric.targets.push(target);
        }
    }
    sound.then_some(metric)
}

/// A formula of the same kind, where the written one is wrong in a part that its targets do not depend on.
fn stand_in(f: &ast::Formula) -> Option<Formula> {
    let kind = ExprKind::Const(Value::YesNo(true));
    let whole = Expr { kind, ty: Type::YesNo, optional: false, span: f.word.span };
    match f.word.text.as_str() {
        "share" => Some(Formula::Share(whole)),
        "distinct" => Some(Formula::Distinct(whole)),
        "ratio" => Some(Formula::Ratio(Box::new([whole.clone(), whole]))),
        _ => None,
    }
}

fn formula(ctx: &mut Context, unit: UnitId, f: &ast::Formula) -> Option<Formula> {
    let word = f.word.text.as_str();
    if let Some(call) = &f.window {
        if let Some(that) = &f.that {
            ctx.report(messages::that_without_share(that.span, word));
            return None;
        }
        let (call, ty) = ctx.plugin_window(&Place::of(unit), call)?;
        return Some(Formula::Window(call, ty));
    }
    if let Some(that) = &f.that
        && word != "share"
    {
        ctx.report(messages::that_without_share(that.span, word));
        return None;
    }
    match word {
        "share" => match &f.that {
            Some(that) => ctx.condition(unit, that).map(Formula::Share),
            None => {
                let span = f.filter.as_ref().map_or(f.unit.span, |e| e.span);
                ctx.report(messages::share_without_that(ast::Span { start: f.word.span.start, ..span }, &f.unit.text));
                None
            }
        },
        "count" => Some(Formula::Count),
        "distinct" => value(ctx, unit, f, |_| true).map(Formula::Distinct),
        "sum" => value(ctx, unit, f, |ty| ty.is_number() || *ty == Type::Duration).map(Formula::Sum),
        "mean" => value(ctx, unit, f, measurable).map(Formula::Mean),
        "median" => value(ctx, unit, f, measurable).map(|x| Formula::Percentile(x, Ratio::whole(50))),
        "percentile" => {
            let x = value(ctx, unit, f, measurable);
            let rank = rank(ctx, f);
            Some(Formula::Percentile(x?, rank?))
        }
        "min" | "max" => {
            let x = value(ctx, unit, f, |ty| measurable(ty) || matches!(ty, Type::Instant | Type::Date))?;
            Some(if word == "min" { Formula::Min(x) } else { Formula::Max(x) })
        }
        "ratio" => quotient(ctx, unit, f),
        _ => None,
    }
}

/// `ratio void_pauses to pauses`: what is put against each other is of one dimension.
fn quotient(ctx: &mut Context, unit: UnitId, f: &ast::Formula) -> Option<Formula> {
    let mut part = |written: Option<&ast::Expr>| {
        let written = written?;
        let value = ctx.value(Some(unit), written, None)?;
        if value.ty.is_number() || value.ty == Type::Duration {
            return Some(value);
        }
        let problem = messages::unfit_value(written.span, "ratio", &ctx.type_words(&value.ty), value.ty == Type::YesNo);
        ctx.report(problem);
        None
    };
    let (sum, base) = (part(f.value.as_ref()), part(f.base.as_ref()));
    let (sum, base) = (sum?, base?);
    if sum.ty.is_number() == base.ty.is_number() {
        return Some(Formula::Ratio(Box::new([sum, base])));
    }
    let (first, second) = (ctx.type_words(&sum.ty), ctx.type_words(&base.ty));
    ctx.report(messages::unlike_ratio(f.base.as_ref()?.span, &first, &second));
    None
}

fn measurable(ty: &Type) -> bool {
    ty.is_number() || matches!(ty, Type::Duration | Type::Share)
}

fn value(ctx: &mut Context, unit: UnitId, f: &ast::Formula, fits: impl Fn(&Type) -> bool) -> Option<Expr> {
    let written = f.value.as_ref()?;
    let value = ctx.value(Some(unit), written, None)?;
    if fits(&value.ty) {
        return Some(value);
    }
    let problem =
        messages::unfit_value(written.span, &f.word.text, &ctx.type_words(&value.ty), value.ty == Type::YesNo);
    ctx.report(problem);
    None
}

fn rank(ctx: &mut Context, f: &ast::Formula) -> Option<Ratio> {
    let Some(written) = &f.rank else {
        ctx.report(messages::unfit_rank(f.word.span));
        return None;
    };
    let rank = ratio(&ctx.constant(written, &Type::Exact)?)?;
    if (Ratio::ZERO..=Ratio::whole(100)).contains(&rank) {
        return Some(rank);
    }
    ctx.report(messages::unfit_rank(written.span));
    None
}

fn each(ctx: &mut Context, item: &Item) -> Option<Vec<Period>> {
    let Some((written, _)) = single(ctx, item, "each", |c| match c {
        ClauseKind::Each(periods) => Some(periods),
        _ => None,
    }) else {
        return Some(vec![Period::All]);
    };
    let mut each: Vec<Period> = Vec::new();
    for one in written {
        let Some(period) = ctx.period(one) else { continue };
        if each.contains(&period) {
            let name = ast::Name { text: super::figures::period_words(&period), span: one.span };
            ctx.report(messages::listed_twice(&name, "period"));
        } else {
            each.push(period);
        }
    }
    (!each.is_empty()).then_some(each)
}

/// The instant that decides the period: `dated`, or the unit's own.
fn dated(ctx: &mut Context, unit: UnitId, item: &Item, f: &ast::Formula) -> Option<Expr> {
    let written = single(ctx, item, "dated", |c| match c {
        ClauseKind::Dated(e) => Some(e),
        _ => None,
    });
    if let Some((e, _)) = written {
        let dated = ctx.value(Some(unit), e, None)?;
        if dated.ty == Type::Instant {
            return Some(dated);
        }
        let problem = messages::not_an_instant(e.span, &ctx.type_words(&dated.ty));
        ctx.report(problem);
        return None;
    }
    let whole = &ctx.standard.units[unit.index()];
    // An event or case without an instant is an error of its own.
    let field = whole.at?;
    let optional = whole.fields.get(field.index()).is_none_or(|f| f.optional);
    let kind = ExprKind::Field { scope: 0, path: Vec::new(), leaf: Leaf::Field(field) };
    Some(Expr { kind, ty: Type::Instant, optional, span: f.unit.span })
}
