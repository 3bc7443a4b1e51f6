//! Figures by hand.

use super::{AS_OF, Call, Counted, HOUR, STANDARD, START, in_order};
use etalon_core::evaluate::Run;
use etalon_core::outcome::TargetVerdict;
use etalon_core::standard::Period;
use etalon_core::time::{LocalTime, name_of, start_of};
use etalon_core::value::{Ratio, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What a run says of every figure.
pub fn figures_of(run: &Run) -> Counted {
    let place = |f: &etalon_core::outcome::Figure| {
        let name = &STANDARD.metrics[f.metric.index()].label.name;
        format!("{name} {} {:?} {} {}", f.per, f.each, f.period, f.subject)
    };
    let said = |f: &etalon_core::outcome::Figure| {
        let targets: Vec<TargetVerdict> = f.targets.iter().map(|(_, verdict)| *verdict).collect();
        format!("n {} unjudged {} value {:?} fair {:?} {targets:?}", f.n, f.unjudged, number(&f.value), f.fair)
    };
    run.outcome.figures.iter().map(|f| (place(f), said(f))).collect()
}

fn number(value: &Value) -> Option<Ratio> {
    match value {
        Value::Whole(n) => Some(Ratio::whole(*n)),
        Value::Decimal(n) => Ratio::new(i128::from(*n), 1_000_000),
        Value::Ratio(r) => Some(*r),
        _ => None,
    }
}

/// What one call is to one metric: nothing; something that cannot be told; a value.
enum Part {
    Out,
    Unknown,
    In(Ratio),
}

/// What is kept of the calls of one figure.
#[derive(Default)]
struct Pile<'c> {
    values: Vec<(Ratio, &'c Call)>,
    unjudged: u64,
}

/// The same figures, counted call by call.
pub fn by_hand(calls: &[Call], run: &Run) -> Counted {
    let local = LocalTime::new(&STANDARD.zone, START, AS_OF);
    let mut counted = Counted::new();
    for metric in &STANDARD.metrics {
        let name = metric.label.name.as_str();
        let is_dated_by_end = matches!(name, "closings" | "endings");
        let at = |c: &Call| if is_dated_by_end { c.closed } else { Some(c.hour) }.map(|hour| START + hour * HOUR);
        for (per, of) in metric.per.iter().enumerate() {
            for each in &metric.each {
                let mut piles: BTreeMap<(i64, String), Pile<'_>> = BTreeMap::new();
                let mut order: Vec<&Call> = in_order(calls);
                order.sort_by_key(|c| at(c));
                if of.name == "organization" && start_of(each, 0).is_none() {
                    piles.insert((0, "organization".to_owned()), Pile::default());
                }
                for call in order.into_iter().rev() {
                    let part = part(name, call);
                    let Some(subject) = subject(&of.name, call).filter(|_| !matches!(part, Part::Out)) else {
                        continue;
                    };
                    let has_all = metric.each.contains(&Period::All);
                    let Some(start) = period(&local, each, at(call), has_all) else { continue };
                    let pile = piles.entry((start, subject)).or_default();
                    if let Period::LastN(most) = each
                        && pile.values.len() as i64 == *most
                    {
                        continue;
                    }
                    match part {
                        Part::In(value) if at(call).is_some() => pile.values.push((value, call)),
                        _ => pile.unjudged += 1,
                    }
                }
                for ((start, subject), pile) in piles {
                    let period = if start == i64::MAX { "(missing)".to_owned() } else { name_of(each, start) };
                    counted.insert(format!("{name} {per} {each:?} {period} {subject}"), said(name, each, &pile));
                }
            }
        }
    }
    assert_eq!(run.world.as_of, AS_OF);
    counted
}

fn subject(per: &str, call: &Call) -> Option<String> {
    match per {
        "organization" => Some("organization".to_owned()),
        "agent" => call.agent.map(|a| format!("agent{a}")),
        "team" => call.team.map(|t| format!("team{t}")),
        _ => Some(call.ok.map_or("(missing)", |ok| if ok { "yes" } else { "no" }).to_owned()),
    }
}

/// The first date of the period; 0 for those that are not of the calendar; none = not in it.
fn period(local: &LocalTime, each: &Period, at: Option<i64>, has_all: bool) -> Option<i64> {
    let Some(at) = at else {
        return match each {
            Period::All => Some(0),
            Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => None,
            _ => (!has_all).then_some(i64::MAX),
        };
    };
    let date = local.date(at)?;
    match each {
        Period::All => Some(0),
        Period::LastN(_) => (at <= AS_OF).then_some(0),
        Period::Rolling(micros) => (at <= AS_OF && at > AS_OF - micros).then_some(0),
        Period::RollingDays(days) => (at <= AS_OF && date > local.date(AS_OF)? - days).then_some(0),
        _ => start_of(each, date),
    }
}

fn part(metric: &str, call: &Call) -> Part {
    let yes = |flag: bool| Part::In(Ratio::whole(i64::from(flag)));
    let stars = call.stars.map_or(Part::Unknown, |s| Part::In(Ratio::whole(s)));
    let points =
        call.points.map_or(Part::Unknown, |p| Part::In(Ratio::new(p.into(), 1_000_000).unwrap_or(Ratio::ZERO)));
    match (metric, call.ok) {
        ("rate", _) if call.stars.is_some_and(|s| s >= 8) => Part::Out,
        ("rate" | "endings", ok) => ok.map_or(Part::Unknown, yes),
        ("closings" | "stars" | "yield", Some(false)) => Part::Out,
        ("closings" | "stars" | "yield", None) => Part::Unknown,
        ("yield", _) if call.stars.is_none() => Part::Unknown,
        ("closings" | "volume", _) => yes(true),
        ("who", _) => call.agent.map_or(Part::Unknown, |a| Part::In(Ratio::whole(a.into()))),
        ("stars" | "high" | "worst", _) => stars,
        _ => points,
    }
}

fn said(metric: &str, each: &Period, pile: &Pile<'_>) -> String {
    let n = pile.values.len() as u64;
    let mut values: Vec<Ratio> = pile.values.iter().map(|(value, _)| *value).collect();
    values.sort_unstable();
    let sum = values.iter().try_fold(Ratio::ZERO, |sum, value| sum.plus(*value)).unwrap_or(Ratio::ZERO);
    let count = Ratio::whole(i64::try_from(n).unwrap_or(0));
    let value = match metric {
        "closings" | "volume" => Some(count),
        "rate" | "endings" | "stars" => sum.over(count),
        "total" => Some(sum),
        "yield" => sum.over(Ratio::whole(pile.values.iter().filter_map(|(_, call)| call.stars).sum())),
        "high" => percentile(&values, 90),
        "middle" => percentile(&values, 50),
        "worst" => values.first().copied(),
        "best" => values.last().copied(),
        _ => Some(Ratio::whole(values.iter().map(|v| v.num()).collect::<BTreeSet<_>>().len() as i64)),
    };
    let fair = if metric == "rate" { fair(pile) } else { None };
    let targets: Vec<TargetVerdict> = match (metric, each) {
        ("rate", Period::Month) => vec![share_verdict(sum.num(), n, (60, 100), 0)],
        ("rate", Period::All) => vec![share_verdict(sum.num(), n, (70, 100), 20)],
        ("stars", Period::All) => vec![match value {
            None => TargetVerdict::NoData,
            Some(_) if n < 30 => TargetVerdict::TooFew,
            Some(mean) if mean >= Ratio::whole(4) => TargetVerdict::Met,
            Some(mean) if is_far(&values, mean, Ratio::whole(4)) => TargetVerdict::MissedProven,
            Some(_) => TargetVerdict::MissedNotProven,
        }],
        _ => Vec::new(),
    };
    format!("n {n} unjudged {} value {value:?} fair {fair:?} {targets:?}", pile.unjudged)
}

/// Linear between the values on either side of (n - 1) p.
fn percentile(sorted: &[Ratio], percent: usize) -> Option<Ratio> {
    let place = sorted.len().checked_sub(1)? * percent;
    let (below, rest) = (sorted[place / 100], Ratio::new((place % 100) as i128, 100)?);
    let above = sorted.get(place / 100 + 1).copied().unwrap_or(below);
    below.plus(rest.times(above.minus(below)?)?)
}

/// Met of what was met and what somebody has to answer for.
fn fair(pile: &Pile<'_>) -> Option<Ratio> {
    let (mut met, mut owed) = (Ratio::ZERO, Ratio::ZERO);
    for (value, call) in &pile.values {
        met = met.plus(*value)?;
        let part = if value.num() == 1 || call.company { *value } else { answerable(call.half)? };
        owed = owed.plus(part)?;
    }
    met.over(owed)
}

fn answerable(half: bool) -> Option<Ratio> {
    Ratio::new(1, if half { 2 } else { 1 })
}

fn share_verdict(hits: i64, n: u64, (num, den): (i128, i128), least: u64) -> TargetVerdict {
    let (hits, n) = (i128::from(hits), i128::from(n));
    if n == 0 {
        return TargetVerdict::NoData;
    }
    if n < i128::from(least) {
        return TargetVerdict::TooFew;
    }
    if hits * den >= num * n {
        return TargetVerdict::Met;
    }
    // (hits - n p)² > z² n p (1 - p)
    let distance = den * hits - num * n;
    let is_proven = distance * distance * 1_000_000_000_000 > 1_959_964 * 1_959_964 * n * num * (den - num);
    if is_proven { TargetVerdict::MissedProven } else { TargetVerdict::MissedNotProven }
}

/// (mean - bound)² n > 4 s²
fn is_far(values: &[Ratio], mean: Ratio, bound: Ratio) -> bool {
    let n = values.len() as i64;
    let square = |a: Ratio, b: Ratio| a.minus(b).and_then(|d| d.times(d)).unwrap_or(Ratio::ZERO);
    let sum = values.iter().try_fold(Ratio::ZERO, |sum, v| sum.plus(square(*v, mean))).unwrap_or(Ratio::ZERO);
    let variance = sum.over(Ratio::whole(n - 1));
    variance.is_some_and(|v| square(mean, bound).times(Ratio::whole(n)) > v.times(Ratio::whole(4)))
}
