//! `covered-rule`: a rule that says nothing that another one does not say already.

use super::reason::{Limit, Point, PointValue as Value, Rule, Rules, Situations, Space, Var, any, key, list};
use super::same_rule::same;
use crate::Diagnostic;
use crate::standard::{Celebrate, Counted, CriterionId, ExprKind, Formula, Mitigation, Party, PrincipleId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

const SLUG: &str = "covered-rule";
/// So many pairs are compared; a standard with more that look alike is not decided further.
const MOST_PAIRS: usize = 500_000;
/// Of these so many are compared closely.
const MOST_CLOSELY: usize = 50_000;

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    criteria(space, rules, out);
    mitigations(space, rules, out);
}

/// The things that every situation makes a demand on: what lies inside must make demands on them too.
fn common(situations: &Situations) -> Vec<Var> {
    let Some((first, rest)) = situations.0.split_first() else {
        return Vec::new();
    };
    let vars = first.demands().iter().map(|(v, _)| *v);
    vars.filter(|v| rest.iter().all(|s| s.get(*v).is_some())).collect()
}

/// The few values of one thing of which a rule's breaches must have one; the thing with the fewest.
fn few(situations: &Situations) -> Option<(Var, Vec<Value>)> {
    let values = |var: &Var| {
        let all = situations.0.iter().filter_map(|s| s.get(*var)).cloned().reduce(|a, b| a.or(&b))?;
        Some((*var, Value::few(&all)?))
    };
    common(situations).iter().filter_map(values).min_by_key(|(_, values)| values.len())
}

/// Rules by a value that their breaches have, so that not every rule must be compared with every other.
#[derive(Default)]
struct Shelves {
    by_value: BTreeMap<(Var, Value), Vec<usize>>,
    rest: Vec<usize>,
}

impl Shelves {
    fn put(&mut self, i: usize, breached: &Situations) {
        match few(breached) {
            Some((var, values)) => {
                for value in values {
                    self.by_value.entry((var, value)).or_default().push(i);
                }
            }
            None => self.rest.push(i),
        }
    }

    /// Adds the rules that may be breached at a point.
    fn at(&self, point: &Point, found: &mut Vec<usize>) {
        found.extend(&self.rest);
        for pair in point.values() {
            found.extend(self.by_value.get(pair).into_iter().flatten());
        }
    }
}

/// A rule that is decided, and what is asked of it often.
struct Candidate<'r, 'a> {
    rule: &'r Rule<'a>,
    breached: &'r Situations,
    /// What its requirement looks at.
    things: BTreeSet<u32>,
    /// Whose its findings are.
    subjects: u32,
}

/// Numbers for keys, so that they are compared quickly.
#[derive(Default)]
struct Numbered(BTreeMap<String, u32>);

impl Numbered {
    fn of(&mut self, key: String) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(key).or_insert(next)
    }
}

fn candidates<'r, 'a>(space: &Space<'_>, rules: &'r Rules<'a>) -> Vec<Candidate<'r, 'a>> {
    let (mut things, mut subjects) = (Numbered::default(), Numbered::default());
    let decided = rules.criteria.iter().filter_map(|rule| Some((rule, rule.breached.as_deref()?)));
    decided
        .filter(|(_, breached)| !breached.is_never())
        .map(|(rule, breached)| Candidate {
            rule,
            breached,
            things: looked_at(rule).into_iter().map(|key| things.of(key)).collect(),
            subjects: subjects.of(space.subjects_key(rule.criterion)),
        })
        .collect()
}

fn criteria(space: &mut Space<'_>, rules: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    let used = used_alone(space, rules);
    let decided = candidates(space, rules);
    // A rule is only held against rules of its own unit, subjects and principle.
    let mut shelves: BTreeMap<Kin, Shelves> = BTreeMap::new();
    for (i, one) in decided.iter().enumerate() {
        shelves.entry(kin(one)).or_default().put(i, one.breached);
    }
    let (mut pairs, mut closely) = (0, 0);
    for one in &decided {
        let Some(point) = one.rule.points.first().filter(|_| !used.contains(&one.rule.index)) else {
            continue;
        };
        for i in alike(&shelves, one, point) {
            let other = &decided[i];
            if one.rule.index == other.rule.index || !comparable(one, other) {
                continue;
            }
            pairs += 1;
            if pairs > MOST_PAIRS {
                space.give_up(one.rule.criterion.label.name_span, Limit::ManyRules);
                return;
            }
            if !one.rule.may_lie_in(other.rule, space) {
                continue;
            }
            closely += 1;
            if closely > MOST_CLOSELY {
                return;
            }
            if one.breached.inside(other.breached, space) && !same(space, one.rule, other.rule) {
                out.push(word(space, one.rule, other.rule, one.breached));
                break;
            }
        }
    }
}

/// Unit, subjects, principle.
type Kin = (UnitId, u32, Option<PrincipleId>);

fn kin(one: &Candidate<'_, '_>) -> Kin {
    (one.rule.criterion.unit, one.subjects, one.rule.criterion.principle)
}

/// The rules that may be breached at a point and say nothing of another principle, in the order of the text.
fn alike(shelves: &BTreeMap<Kin, Shelves>, one: &Candidate<'_, '_>, point: &Point) -> Vec<usize> {
    let (unit, subjects, principle) = kin(one);
    let mut found = Vec::new();
    match principle {
        // One without a principle serves whichever the other serves.
        None => {
            let all = (unit, subjects, None)..=(unit, subjects, Some(PrincipleId(u16::MAX)));
            shelves.range(all).for_each(|(_, shelf)| shelf.at(point, &mut found));
        }
        Some(_) => {
            let kin = [None, principle].map(|principle| shelves.get(&(unit, subjects, principle)));
            kin.into_iter().flatten().for_each(|shelf| shelf.at(point, &mut found));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether the one says nothing that the other leaves out (a critical class), and they require something of the same field: two
/// different matters may well go wrong together.
fn comparable(one: &Candidate<'_, '_>, other: &Candidate<'_, '_>) -> bool {
    let (c, o) = (one.rule.criterion, other.rule.criterion);
    (c.critical.is_none() || c.critical == o.critical) && !one.things.is_disjoint(&other.things)
}

/// The keys of what a requirement looks at.
fn looked_at(rule: &Rule<'_>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    any(rule.require, |x| {
        if let ExprKind::Field { .. } | ExprKind::Others(_) = x.kind {
            keys.insert(key(x));
        }
        false
    });
    keys
}

fn word(space: &Space<'_>, rule: &Rule<'_>, other: &Rule<'_>, breached: &Situations) -> Diagnostic {
    let (name, by) = (&rule.criterion.label, &other.criterion.label);
    let unit = rule.criterion.unit;
    let example = breached.0.first().map_or_else(String::new, |s| space.example(unit, s));
    let params = space.params(&[rule.require, other.require]);
    let when = if params.is_empty() { String::new() } else { format!(" (as long as {})", list(&params, "and")) };
    Diagnostic::warning(
        SLUG,
        name.name_span,
        format!(
            "criterion `{}` is already covered by `{}`{when}: what breaches it always breaches both",
            name.name, by.name
        ),
    )
    .here("says nothing of its own")
    .label(by.name_span, "says it already")
    .reason(format!("One and the same slip counts twice. For example, {example} breaches both."))
    .help(format!(
        "take `{}` out, or let the two judge different {} (`for {} where …`)",
        name.name,
        space.words(unit),
        space.standard.units[unit.index()].label.name,
    ))
}

/// Criteria that something reads on its own: a figure, a ladder, a recognition, a mitigation, another rule. A second limit beside the
/// first ("20 s, and never over a minute") then has a meaning of its own.
fn used_alone(space: &Space<'_>, rules: &Rules<'_>) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let standard = space.standard;
    for place in &rules.places {
        any(place.expr, |e| {
            if let ExprKind::Met(id, _) = e.kind {
                used.insert(id.index());
            }
            false
        });
    }
    for metric in &standard.metrics {
        if let Formula::Share(e) = &metric.formula
            && let ExprKind::Met(id, _) = e.kind
        {
            used.insert(id.index());
        }
    }
    let mut together: Vec<Vec<CriterionId>> = Vec::new();
    for counted in standard.ladders.iter().flat_map(|l| &l.counts) {
        if let Counted::Faults(list) = counted {
            together.push(list.iter().map(|c| c.criterion).collect());
        }
    }
    used.extend(together.iter().filter(|l| l.len() == 1).flatten().map(|id| id.index()));
    for recognition in &standard.recognitions {
        if let Celebrate::Streak { criterion, .. } = &recognition.when {
            used.insert(criterion.index());
        }
    }
    used
}

/// A mitigation that a stronger one always overtakes.
fn mitigations(space: &Space<'_>, rules: &Rules<'_>, out: &mut Vec<Diagnostic>) {
    let mut pairs = 0;
    for (i, (weak, when)) in rules.mitigations.iter().enumerate() {
        let Some(when) = when.as_ref().filter(|w| !w.is_never()) else {
            continue;
        };
        for (j, (strong, wider)) in rules.mitigations.iter().enumerate() {
            let Some(wider) = wider else { continue };
            pairs += 1;
            if pairs > MOST_PAIRS {
                return;
            }
            if i != j && overtakes(strong, weak, j < i) && when.inside(wider, space) {
                out.push(word_mitigation(weak, strong));
                break;
            }
        }
    }
}

/// Of two that hold at once the greater share wins; of equals the first.
fn overtakes(strong: &Mitigation, weak: &Mitigation, earlier: bool) -> bool {
    let takes = |part: &crate::standard::Part, of: CriterionId| {
        weak.part(of).is_some_and(|weak| weak.items.iter().all(|item| part.items.contains(item)))
    };
    // Who covers a part of something overtakes those alone that cover no more of it.
    let whole = |c: &CriterionId| strong.covers.contains(c) && strong.part(*c).is_none_or(|part| takes(part, *c));
    let covers = weak.covers.iter().all(whole);
    let moves = strong.party != Party::Employee && weak.party != Party::Employee;
    let equal = strong.share == weak.share && strong.party == weak.party && earlier;
    strong.unit == weak.unit && covers && moves && (strong.share > weak.share || equal)
}

fn word_mitigation(weak: &Mitigation, strong: &Mitigation) -> Diagnostic {
    let message = format!(
        "mitigation `{}` is already covered by `{}`: whenever it applies, the other one applies too and takes at least as much",
        weak.label.name, strong.label.name
    );
    Diagnostic::warning(SLUG, weak.label.name_span, message)
        .here("never changes anything")
        .label(strong.label.name_span, "always wins")
        .reason("Shares are not added up: of the mitigations that apply, the strongest counts.")
        .help(format!("take `{}` out, or give it circumstances of its own", weak.label.name))
}
