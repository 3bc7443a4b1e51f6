//! Verdicts on targets: compared unrounded, proven by integers.

use super::exact::{Number, exact_ratio, number_of};
use super::finish::Finished;
use super::wilson;
use crate::outcome::TargetVerdict;
use crate::standard::{Formula, Metric, Period, Target};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::BinaryOp;

/// Whether a target speaks of a figure.
pub(crate) fn speaks(target: &Target, per: usize, each: &Period) -> bool {
    target.per.is_none_or(|p| p == per) && target.period.as_ref().is_none_or(|p| p == each)
}

/// Whether a miss of it is one that acts.
pub(crate) fn acts(target: &Target, verdict: TargetVerdict) -> bool {
    match verdict {
        TargetVerdict::MissedProven => true,
        TargetVerdict::MissedNotProven => !target.proven,
        TargetVerdict::NoData | TargetVerdict::TooFew | TargetVerdict::Met => false,
    }
}

/// Whether a value keeps to a bound.
pub(crate) fn keeps(value: &Number, op: BinaryOp, bound: Ratio) -> bool {
    let order = value.compare(bound);
    match op {
        BinaryOp::GreaterEqual => order.is_ge(),
        BinaryOp::Greater => order.is_gt(),
        BinaryOp::LessEqual => order.is_le(),
        BinaryOp::Less => order.is_lt(),
        _ => order.is_eq(),
    }
}

/// Whether a value keeps to a bound, and there are enough units to say so.
pub(crate) fn keeps_with(value: Option<&Number>, n: u64, op: BinaryOp, bound: &Value, least: i64) -> bool {
    match (value, number_of(bound)) {
        (Some(value), Some(bound)) => n > 0 && is_enough(n, least) && keeps(value, op, bound),
        _ => false,
    }
}

pub(crate) fn is_enough(n: u64, least: i64) -> bool {
    u64::try_from(least).map_or(true, |least| n >= least)
}

/// The verdict of one target on one figure.
pub(crate) fn verdict(metric: &Metric, target: &Target, n: u64, found: &Finished) -> TargetVerdict {
    let formula = &metric.formula;
    let (Some(value), Some(bound)) = (&found.exact, number_of(&target.bound)) else {
        return TargetVerdict::NoData;
    };
    // Where everybody has a row, nothing at all is a count and a sum too.
    let counts = matches!(formula, Formula::Count | Formula::Sum(_) | Formula::Distinct(_));
    let is_none = metric.every.is_some() && counts && target.least <= 1;
    if n == 0 && !is_none {
        return TargetVerdict::NoData;
    }
    if !is_none && !is_enough(n, target.least.max(metric.provisional.unwrap_or(0))) {
        return TargetVerdict::TooFew;
    }
    if keeps(value, target.op, bound) {
        return TargetVerdict::Met;
    }
    let proven = match formula {
        Formula::Share(_) => wilson::share_differs(found.hits, n, bound),
        Formula::Mean(_) => {
            let bound = exact_ratio(bound);
            found.variance.as_ref().is_some_and(|v| wilson::mean_differs(&value.exact(), v, n, &bound))
        }
        // What is counted out in full is no sample: chance has no part in it.
        Formula::Count | Formula::Sum(_) | Formula::Distinct(_) | Formula::Ratio(_) => true,
        Formula::Figures(_) | Formula::Standing(_) => true,
        Formula::Percentile(..) | Formula::Min(_) | Formula::Max(_) | Formula::Window(..) => false,
    };
    if proven { TargetVerdict::MissedProven } else { TargetVerdict::MissedNotProven }
}
