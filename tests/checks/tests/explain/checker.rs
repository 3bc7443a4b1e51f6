//! A small checker of proofs, independent of the engine: it takes the values at the leaves of a proof, applies the operators
//! and connectives, and compares what comes out with what the proof says.

use etalon_core::BinaryOp;
use etalon_core::explain::{FactProof, FindingProof, FormProof, LookProof, Reason, Saw, Seen, Wanted, What};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{Aggregate, Function, Type};
use etalon_core::value::Value;

/// A fraction, as large as it takes.
type Fraction = (i128, i128);

/// What is wrong with a proof; empty if it replays.
pub fn finding(proof: &FindingProof) -> Vec<String> {
    let mut wrong = Vec::new();
    let applies = proof.applies.as_ref().map_or(Some(true), |reason| truth(reason, &mut wrong));
    let wanted = match &proof.requires {
        Wanted::Condition(reason) => of(truth(reason, &mut wrong)),
        Wanted::Form(form) => form_verdict(form, &mut wrong),
        Wanted::Item(form, item) => {
            form_verdict(form, &mut wrong);
            let item = &form.items[*item];
            match (item.applies, item.share) {
                (false, _) => Verdict::NotApplicable,
                (true, None) => Verdict::NotJudged,
                (true, Some(share)) if share.num() == 0 => Verdict::Breached,
                _ => Verdict::Met,
            }
        }
    };
    let verdict = match applies {
        Some(true) => wanted,
        Some(false) => Verdict::NotApplicable,
        None => Verdict::NotJudged,
    };
    let open = proof.verdict == Verdict::Pending && verdict == Verdict::NotJudged;
    if verdict != proof.verdict && !open {
        wrong.push(format!("the values give {verdict:?}, the proof says {:?}", proof.verdict));
    }
    if let Some(shares) = proof.shares {
        let sum = shares.iter().fold((0, 1), |sum, s| plus(sum, (i128::from(s.num()), i128::from(s.den()))));
        if sum.0 != sum.1 {
            wrong.push(format!("the shares of the cause do not add to one: {shares:?}"));
        }
    }
    for mitigation in &proof.mitigations {
        if let Some(reason) = &mitigation.reason {
            truth(reason, &mut wrong);
        }
    }
    wrong
}

fn of(truth: Option<bool>) -> Verdict {
    match truth {
        Some(true) => Verdict::Met,
        Some(false) => Verdict::Breached,
        None => Verdict::NotJudged,
    }
}

/// The verdict of a form, its score by its own arithmetic.
pub fn form_verdict(form: &FormProof, wrong: &mut Vec<String>) -> Verdict {
    let mut missing = false;
    let (mut earned, mut possible) = (vec![(0, 1); form.sections.len()], vec![(0, 1); form.sections.len()]);
    for item in &form.items {
        for reason in item.na.iter().chain([&item.answer]) {
            value(reason, wrong);
        }
        if !item.applies {
            continue;
        }
        let Some(share) = item.share else {
            missing = true;
            continue;
        };
        let points = (i128::from(item.points.num()), i128::from(item.points.den()));
        let got = times(points, (i128::from(share.num()), i128::from(share.den())));
        earned[item.section] = plus(earned[item.section], got);
        possible[item.section] = plus(possible[item.section], points);
    }
    let mut score = (None, None);
    for (section, (got, all)) in form.sections.iter().zip(earned.iter().zip(&possible)) {
        if all.0 == 0 {
            continue;
        }
        let (got, all) = if form.by_sections {
            let weight = (i128::from(section.2.num()), i128::from(section.2.den()));
            (times(weight, over(*got, *all)), weight)
        } else {
            (*got, *all)
        };
        score = (Some(plus(score.0.unwrap_or((0, 1)), got)), Some(plus(score.1.unwrap_or((0, 1)), all)));
    }
    let score = score.0.zip(score.1).filter(|_| !missing).map(|(got, all)| times(over(got, all), (100, 1)));
    let said = form.score.map(|s| (i128::from(s.num()), i128::from(s.den())));
    if score.map(lowest) != said.map(lowest) {
        wrong.push(format!("the answers give a score of {score:?}, the proof says {said:?}"));
    }
    let critical = form.items.iter().any(|i| i.critical.is_some() && i.share.is_some_and(|s| s.num() == 0));
    let fault = form.fault.as_ref().map(|fault| truth(fault, wrong));
    match (missing, score) {
        (true, _) => Verdict::NotJudged,
        (false, None) => Verdict::NotApplicable,
        _ => match fault {
            None if critical => Verdict::Breached,
            None => Verdict::Met,
            Some(fault) => of(fault.map(|fault| !fault)),
        },
    }
}

/// A condition's answer.
pub fn truth(reason: &Reason, wrong: &mut Vec<String>) -> Option<bool> {
    match value(reason, wrong) {
        Value::YesNo(yes) => Some(yes),
        _ => None,
    }
}

/// The value of a part of a rule, from the values of its parts.
fn value(reason: &Reason, wrong: &mut Vec<String>) -> Value {
    let parts: Vec<Value> = reason.parts.iter().map(|part| value(part, wrong)).collect();
    let saw = &reason.saw.value;
    let known = |i: usize| match &parts[i] {
        Value::YesNo(yes) => Some(*yes),
        _ => None,
    };
    let all = || (0..parts.len()).map(known).collect::<Vec<_>>();
    let seen = |i: usize| &reason.parts[i].saw;
    let computed = match &reason.what {
        What::Constant | What::Param(_) | What::Matches(_) | What::Faults(_) => return saw.clone(),
        // Nobody sees through a plugin; but one that failed has said nothing.
        What::Plugin { fault, .. } => {
            if fault.is_some() && *saw != Value::Missing {
                wrong.push(format!("`{}` failed and has a value all the same", reason.quote.text));
            }
            return saw.clone();
        }
        What::Field { fact, .. } => {
            if let Some(fact) = fact {
                check_fact(fact, wrong);
            }
            return saw.clone();
        }
        What::Define(..) => parts[0].clone(),
        What::And => yes_no(and(&all())),
        What::Or => yes_no(and(&all().iter().map(|t| t.map(|t| !t)).collect::<Vec<_>>()).map(|t| !t)),
        What::Not => yes_no(known(0).map(|t| !t)),
        What::Compare(op) => yes_no(compare(*op, seen(0), seen(1))),
        What::Arithmetic(op) => return arithmetic(*op, reason, wrong),
        What::Join => {
            let texts: Option<Vec<String>> = reason.parts.iter().map(|part| text(&part.saw)).collect();
            texts.map_or(Value::Missing, |texts| Value::Text(texts.concat()))
        }
        What::Present(present) => Value::YesNo((parts[0] != Value::Missing) == *present),
        What::In(values, not) => match &parts[0] {
            Value::Missing => Value::Missing,
            _ => {
                let is = |v: &Value| {
                    let constant = Saw { value: v.clone(), ty: seen(0).ty.clone(), waits: false };
                    compare(BinaryOp::Equal, seen(0), &constant) == Some(true)
                };
                Value::YesNo(values.iter().any(is) != *not)
            }
        },
        What::Met(_, verdict) => match verdict {
            Verdict::Met => Value::YesNo(true),
            Verdict::Breached => Value::YesNo(false),
            _ => Value::Missing,
        },
        What::Call(function) => return call(*function, reason, wrong),
        What::Table { row } => match row {
            None => Value::Missing,
            Some(values) => {
                let subject = seen(0);
                let is = |v: &Value| {
                    let constant = Saw { value: v.clone(), ty: subject.ty.clone(), waits: false };
                    compare(BinaryOp::Equal, subject, &constant) == Some(true)
                };
                if !values.is_empty() && !values.iter().any(is) {
                    wrong.push(format!("`{}` took a row that does not name {subject:?}", reason.quote.text));
                }
                parts[1].clone()
            }
        },
        What::If => parts.get(1).cloned().unwrap_or(Value::Missing),
        What::Look(look) => return check_look(look, &reason.saw, &reason.quote.text, wrong),
    };
    if !alike(&computed, saw) {
        wrong.push(format!("`{}` gives {computed:?}, the proof says {saw:?}", reason.quote.text));
    }
    saw.clone()
}

fn yes_no(truth: Option<bool>) -> Value {
    truth.map_or(Value::Missing, Value::YesNo)
}

fn and(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn compare(op: BinaryOp, a: &Saw, b: &Saw) -> Option<bool> {
    if a.value == Value::Missing || b.value == Value::Missing {
        return None;
    }
    let order = match (fraction(&a.value), fraction(&b.value)) {
        (Some(a), Some(b)) => (a.0 * b.1).cmp(&(b.0 * a.1)),
        _ => text(a)?.cmp(&text(b)?),
    };
    Some(match op {
        BinaryOp::Equal => order.is_eq(),
        BinaryOp::NotEqual => order.is_ne(),
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessEqual => order.is_le(),
        BinaryOp::Greater => order.is_gt(),
        BinaryOp::GreaterEqual => order.is_ge(),
        _ => return None,
    })
}

fn arithmetic(op: BinaryOp, reason: &Reason, wrong: &mut Vec<String>) -> Value {
    let saw = &reason.saw.value;
    let (a, b) = (fraction(&reason.parts[0].saw.value), fraction(&reason.parts[1].saw.value));
    let computed = match (a, b, op) {
        (Some(a), Some(b), BinaryOp::Add) => Some(plus(a, b)),
        (Some(a), Some(b), BinaryOp::Subtract) => Some(plus(a, (-b.0, b.1))),
        (Some(a), Some(b), BinaryOp::Multiply) => Some(times(a, b)),
        (Some(a), Some(b), BinaryOp::Divide) if b.0 != 0 => Some(over(a, b)),
        _ => None,
    };
    let exact = computed.map(lowest) == fraction(saw).map(lowest);
    // A duration divided is rounded to a microsecond; too large a number has no value.
    let rounded =
        matches!((computed, saw), (Some(c), Value::Duration(d)) if (c.0 - i128::from(*d) * c.1).abs() * 2 <= c.1);
    let large = *saw == Value::Missing
        && computed.is_some_and(|c| c.0.abs() / c.1 > i128::from(i64::MAX) || lowest(c).1 > i128::from(i64::MAX));
    if !(exact || rounded || large) {
        wrong.push(format!("`{}` gives {computed:?}, the proof says {saw:?}", reason.quote.text));
    }
    saw.clone()
}

fn call(function: Function, reason: &Reason, wrong: &mut Vec<String>) -> Value {
    let saw = &reason.saw.value;
    let texts: Vec<Option<String>> = reason.parts.iter().map(|p| text(&p.saw)).collect();
    let numbers: Vec<Option<Fraction>> = reason.parts.iter().map(|p| fraction(&p.saw.value)).collect();
    let pair = || Some((texts[0].clone()?, texts.get(1)?.clone()?));
    let one = || texts[0].clone();
    let computed = match function {
        Function::Lower => one().map(|t| Value::Text(t.to_lowercase())),
        Function::Upper => one().map(|t| Value::Text(t.to_uppercase())),
        Function::Trim => one().map(|t| Value::Text(t.trim().to_owned())),
        Function::Contains => pair().map(|(a, b)| Value::YesNo(a.contains(&b))),
        Function::StartsWith => pair().map(|(a, b)| Value::YesNo(a.starts_with(&b))),
        Function::EndsWith => pair().map(|(a, b)| Value::YesNo(a.ends_with(&b))),
        Function::FirstOf => {
            let found = reason.parts.iter().map(|p| &p.saw.value).find(|v| **v != Value::Missing);
            Some(found.cloned().unwrap_or(Value::Missing))
        }
        Function::Min | Function::Max => {
            let all: Option<Vec<Fraction>> = numbers.into_iter().collect();
            let found = all.and_then(|all| {
                let order = |a: &Fraction, b: &Fraction| (a.0 * b.1).cmp(&(b.0 * a.1));
                if function == Function::Min { all.into_iter().min_by(order) } else { all.into_iter().max_by(order) }
            });
            if found.map(lowest) != fraction(saw).map(lowest) {
                wrong.push(format!("`{}` gives {found:?}, the proof says {saw:?}", reason.quote.text));
            }
            return saw.clone();
        }
        // The calendar and the rest are taken as they were seen.
        _ => return saw.clone(),
    };
    let computed = computed.unwrap_or(Value::Missing);
    if !alike(&computed, saw) {
        wrong.push(format!("`{}` gives {computed:?}, the proof says {saw:?}", reason.quote.text));
    }
    saw.clone()
}

fn check_seen(seen: &[Seen], matches: bool, wrong: &mut Vec<String>) {
    for seen in seen {
        if let Some(reason) = &seen.reason
            && (truth(reason, wrong) == Some(true)) != matches
        {
            wrong.push(format!("{} should {} match", seen.thing.key, if matches { "" } else { "not" }));
        }
        if let Some(taken) = &seen.value {
            value(taken, wrong);
        }
    }
}

fn check_look(look: &LookProof, saw: &Saw, text: &str, wrong: &mut Vec<String>) -> Value {
    check_seen(&look.matches, true, wrong);
    check_seen(&look.others, false, wrong);
    for seen in look.matches.iter().chain(&look.others) {
        let Some(at) = seen.thing.at else { continue };
        let early = look.from.is_some_and(|from| at < from);
        let late = look.to.is_some_and(|to| at > to);
        if early || late {
            wrong.push(format!(
                "`{text}` looked at {}, which lies outside {:?} to {:?}",
                seen.thing.key, look.from, look.to
            ));
        }
    }
    if look.matched > look.considered && look.ask.is_none() {
        wrong.push(format!("`{text}` matched more than it looked at"));
    }
    if saw.value == Value::Missing {
        return Value::Missing;
    }
    let computed = match look.ask {
        None => Value::YesNo((look.matched > 0) != look.none),
        Some(Aggregate::Count) => Value::Whole(i64::try_from(look.matched).unwrap_or(i64::MAX)),
        Some(how) if look.matched as usize == look.matches.len() => match aggregate(how, &look.matches, saw) {
            Some(value) => value,
            None => return saw.value.clone(),
        },
        _ => return saw.value.clone(),
    };
    // With an end that has not come, one that matches is enough, and none is not yet none.
    if !alike(&computed, &saw.value) {
        wrong.push(format!("`{text}` gives {computed:?}, the proof says {:?}", saw.value));
    }
    saw.value.clone()
}

fn check_fact(fact: &FactProof, wrong: &mut Vec<String>) {
    check_seen(&fact.matches, true, wrong);
    check_seen(&fact.others, false, wrong);
    if let Some(from) = &fact.from {
        let from = value(from, wrong);
        if !alike(&from, &fact.saw.value) {
            wrong.push(format!("`{}` gives {from:?}, the proof says {:?}", fact.quote.text, fact.saw.value));
        }
        return;
    }
    let complete = match fact.how {
        Some(Aggregate::First | Aggregate::Last | Aggregate::Min | Aggregate::Max) => true,
        _ => fact.matched as usize == fact.matches.len(),
    };
    let computed = match fact.how {
        Some(Aggregate::Count) => Some(Value::Whole(i64::try_from(fact.matched).unwrap_or(i64::MAX))),
        Some(how) if complete => aggregate(how, &fact.matches, &fact.saw),
        _ => None,
    };
    if let Some(computed) = computed
        && !alike(&computed, &fact.saw.value)
    {
        wrong.push(format!("`{}` gives {computed:?}, the proof says {:?}", fact.quote.text, fact.saw.value));
    }
}

/// One value of many, for the ways that are said in a line; none = not checked.
fn aggregate(how: Aggregate, seen: &[Seen], saw: &Saw) -> Option<Value> {
    let values: Vec<&Value> = seen.iter().filter_map(|s| s.value.as_ref()).map(|v| &v.saw.value).collect();
    let present = || values.iter().copied().filter(|v| **v != Value::Missing);
    let order = |a: &&Value, b: &&Value| match (fraction(a), fraction(b)) {
        (Some(a), Some(b)) => (a.0 * b.1).cmp(&(b.0 * a.1)),
        _ => std::cmp::Ordering::Equal,
    };
    Some(match how {
        Aggregate::First => values.first().map_or(Value::Missing, |v| (*v).clone()),
        Aggregate::Last => values.last().map_or(Value::Missing, |v| (*v).clone()),
        Aggregate::Min => present().min_by(order).map_or(Value::Missing, Clone::clone),
        Aggregate::Max => present().max_by(order).map_or(Value::Missing, Clone::clone),
        Aggregate::Any => Value::YesNo(values.contains(&&Value::YesNo(true))),
        Aggregate::Every => Value::YesNo(!values.contains(&&Value::YesNo(false))),
        Aggregate::Sum => {
            let sum = present().filter_map(fraction).fold((0, 1), plus);
            return (fraction(&saw.value).map(lowest) == Some(lowest(sum)))
                .then(|| saw.value.clone())
                .or(Some(Value::Text("another sum".into())));
        }
        _ => return None,
    })
}

fn alike(a: &Value, b: &Value) -> bool {
    a == b || (fraction(a).is_some() && fraction(a).map(lowest) == fraction(b).map(lowest))
}

/// Amounts as fractions, times in microseconds, days too.
fn fraction(value: &Value) -> Option<Fraction> {
    Some(match value {
        Value::Whole(n) | Value::Duration(n) | Value::Instant(n) => (i128::from(*n), 1),
        Value::Decimal(n) => (i128::from(*n), 1_000_000),
        Value::Date(day) => (i128::from(*day) * 86_400_000_000, 1),
        Value::Ratio(r) => (i128::from(r.num()), i128::from(r.den())),
        _ => return None,
    })
}

fn text(saw: &Saw) -> Option<String> {
    Some(match (&saw.value, &saw.ty) {
        (Value::Text(text), _) => text.clone(),
        (Value::OneOf(index), Type::OneOf(names)) => names.get(*index as usize)?.clone(),
        (Value::YesNo(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Value::Whole(n), _) => n.to_string(),
        _ => return None,
    })
}

fn plus(a: Fraction, b: Fraction) -> Fraction {
    lowest((a.0 * b.1 + b.0 * a.1, a.1 * b.1))
}

fn times(a: Fraction, b: Fraction) -> Fraction {
    lowest((a.0 * b.0, a.1 * b.1))
}

fn over(a: Fraction, b: Fraction) -> Fraction {
    lowest((a.0 * b.1, a.1 * b.0))
}

fn lowest((num, den): Fraction) -> Fraction {
    let (mut a, mut b) = (num.abs(), den.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let sign = if den < 0 { -1 } else { 1 };
    if a == 0 { (0, 1) } else { (sign * num / a, sign * den / a) }
}
