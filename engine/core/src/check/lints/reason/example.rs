//! A concrete event for a situation: `call { ended_as answered  waited 61 s }`.

use super::domain::{Domain, Values};
use super::numbers::{Interval, Numbers};
use super::situations::Situation;
use super::space::{Class, Space, Thing, Var, class};
use super::words::{list, word};
use crate::standard::{Leaf, Type, UnitId};
use crate::value::Ratio;

impl Space<'_> {
    /// One unit that is in this situation, as text.
    pub fn example(&self, unit: UnitId, situation: &Situation) -> String {
        let name = self.standard.units.get(unit.index()).map_or("", |u| u.label.name.as_str());
        let (mut fields, mut rest) = (Vec::new(), Vec::new());
        for (var, domain) in situation.demands() {
            let known = self.known(*var);
            match &known.thing {
                Thing::Field { scope: 0, path, leaf: Leaf::Field(id) } if path.is_empty() => {
                    if let Some(value) = self.value(*var, domain) {
                        fields.push((*id, known.text.clone(), value));
                    }
                }
                _ if *domain == known.full => {}
                Thing::Field { .. } | Thing::Term | Thing::Count => {
                    if let Some(value) = self.value(*var, domain).filter(|v| v != "missing") {
                        rest.push(format!("`{}` is {value}", known.text));
                    } else {
                        rest.push(self.demand_text(*var, domain));
                    }
                }
                Thing::Difference(..) | Thing::Question => rest.push(self.demand_text(*var, domain)),
            }
        }
        fields.sort();
        let fields: Vec<String> = fields.iter().map(|(_, field, value)| format!("{field} {value}")).collect();
        let mut out =
            if fields.is_empty() { format!("a {name}") } else { format!("`{name} {{ {} }}`", fields.join("  ")) };
        if !rest.is_empty() {
            out += " where ";
            out += &list(&rest, "and");
        }
        out
    }

    /// One value of a domain; none if any will do.
    fn value(&self, var: Var, domain: &Domain) -> Option<String> {
        let known = self.known(var);
        match &domain.values {
            Values::Numbers(numbers) if !numbers.is_empty() => {
                if numbers.parts() == [Interval { low: None, high: None }] {
                    return None;
                }
                Some(self.number(&known.ty, pick(&known.ty, numbers)?))
            }
            Values::Listed { has, .. } if !has.is_empty() => match &known.ty {
                Type::OneOf(names) => has.first().and_then(|c| names.get(*c as usize)).map(|n| word(n)),
                _ => Some(if has.contains(&1) { "yes" } else { "no" }.to_owned()),
            },
            Values::Texts { all_but: false, listed } if !listed.is_empty() => {
                listed.first().map(|t| format!("\"{t}\""))
            }
            Values::Texts { all_but: true, listed } => {
                if listed.is_empty() {
                    None
                } else {
                    Some("\"something else\"".to_owned())
                }
            }
            _ => Some("missing".to_owned()),
        }
    }
}

/// A number that people would choose as an example: an edge, or one step beyond it.
fn pick(ty: &Type, numbers: &Numbers) -> Option<Ratio> {
    let steps: &[i64] = match class(ty) {
        Some(Class::Duration | Class::Instant) => &[3_600_000_000, 60_000_000, 1_000_000, 1000, 1],
        _ => &[1],
    };
    let fits = |at: Ratio| {
        let one = Numbers::compare(numbers.is_whole(), etalon_grammar::ast::BinaryOp::Equal, at);
        !one.and(numbers).is_empty()
    };
    let part = numbers.parts().first()?;
    let (edge, sign) = match (part.low, part.high) {
        (Some(edge), _) => (edge, 1),
        (None, Some(edge)) => (edge, -1),
        (None, None) => return Some(Ratio::ZERO),
    };
    // The edge of whole microseconds lies one beyond the number that is written.
    let written = if steps.len() > 1 && edge.at.num().rem_euclid(1000) == if sign > 0 { 1 } else { 999 } {
        edge.at.minus(Ratio::whole(sign))?
    } else {
        edge.at
    };
    if fits(written) {
        return Some(written);
    }
    for step in steps {
        // A step that is large beside the number looks strange: 61 s, not 2 min.
        let large = steps.len() > 1 && *step > 1 && written.num().unsigned_abs() < step.unsigned_abs() * 10;
        let at = written.plus(Ratio::whole(sign * step))?;
        if (!large || *step == 1_000_000) && fits(at) {
            return Some(at);
        }
    }
    let tenth = written.plus(Ratio::new(i128::from(sign), 10)?)?;
    if fits(tenth) {
        return Some(tenth);
    }
    let (low, high) = (part.low?.at, part.high?.at);
    let middle = low.plus(high)?.over(Ratio::whole(2))?;
    fits(middle).then_some(middle)
}
