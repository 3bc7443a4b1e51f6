//! One concrete point of a situation: a cheap test that refutes "all of these lie in those".

use super::domain::{Domain, Values};
use super::numbers::Numbers;
use super::situations::{Situation, Situations};
use super::space::{Space, Var};
use crate::value::Ratio;

/// A value that stands for no text of any rule.
const OTHER: &str = "\u{1}";

/// One value, or none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// No value.
    Missing,
    /// A number.
    Number(Ratio),
    /// A value of a list.
    Code(u32),
    /// A text.
    Text(String),
}

impl Value {
    /// All values of a domain, if they are few.
    pub fn few(domain: &Domain) -> Option<Vec<Self>> {
        let mut values: Vec<Self> = match &domain.values {
            Values::Listed { has, of } if has.len() < *of as usize => has.iter().map(|c| Self::Code(*c)).collect(),
            Values::Texts { all_but: false, listed } => listed.iter().cloned().map(Self::Text).collect(),
            _ => return None,
        };
        values.extend(domain.missing.then_some(Self::Missing));
        Some(values)
    }
}

/// A value for each thing that is mentioned; for all others any value will do.
#[derive(Debug, Clone)]
pub(crate) struct Point(Vec<(Var, Value)>);

impl Point {
    /// A point of a situation; none if it cannot be found simply.
    pub fn of(situation: &Situation) -> Option<Self> {
        let values = situation.demands().iter().map(|(var, domain)| Some((*var, any_of(domain)?)));
        values.collect::<Option<_>>().map(Self)
    }

    /// All values.
    pub fn values(&self) -> &[(Var, Value)] {
        &self.0
    }

    /// The value of a thing, if the point has one.
    pub fn get(&self, var: Var) -> Option<&Value> {
        self.0.binary_search_by_key(&var, |(v, _)| *v).ok().map(|i| &self.0[i].1)
    }

    /// Whether the point lies in one of the situations; things it does not mention have any value of `space`.
    pub fn lies_in(&self, all: &Situations, space: &Space<'_>) -> bool {
        all.0.iter().any(|situation| {
            situation.demands().iter().all(|(var, domain)| match self.get(*var) {
                Some(value) => holds(domain, value),
                None => space.known(*var).any.as_ref().is_none_or(|value| holds(domain, value)),
            })
        })
    }
}

/// One value of a domain; none if it is not easily found.
pub(crate) fn any_of(domain: &Domain) -> Option<Value> {
    match &domain.values {
        Values::Numbers(numbers) => match number_of(numbers) {
            Some(number) => Some(Value::Number(number)),
            None if numbers.is_empty() && domain.missing => Some(Value::Missing),
            None => None,
        },
        Values::Listed { has, .. } => {
            has.first().map_or(domain.missing.then_some(Value::Missing), |code| Some(Value::Code(*code)))
        }
        Values::Texts { all_but: true, .. } => Some(Value::Text(OTHER.to_owned())),
        Values::Texts { listed, .. } => {
            listed.first().map_or(domain.missing.then_some(Value::Missing), |text| Some(Value::Text(text.clone())))
        }
    }
}

fn number_of(numbers: &Numbers) -> Option<Ratio> {
    let part = numbers.parts().first()?;
    match (part.low, part.high) {
        (Some(edge), _) if edge.included => Some(edge.at),
        (_, Some(edge)) if edge.included => Some(edge.at),
        (Some(low), Some(high)) => low.at.plus(high.at)?.over(Ratio::whole(2)),
        (Some(low), None) => low.at.plus(Ratio::ONE),
        (None, Some(high)) => high.at.minus(Ratio::ONE),
        (None, None) => Some(Ratio::ZERO),
    }
}

fn holds(domain: &Domain, value: &Value) -> bool {
    match (value, &domain.values) {
        (Value::Missing, _) => domain.missing,
        (Value::Number(at), Values::Numbers(numbers)) => numbers.holds(*at),
        (Value::Code(code), Values::Listed { has, .. }) => has.contains(code),
        (Value::Text(text), Values::Texts { all_but, listed }) => listed.contains(text) != *all_but,
        _ => false,
    }
}

#[cfg(test)]
impl From<Vec<(Var, Value)>> for Point {
    /// The values, ascending by thing.
    fn from(values: Vec<(Var, Value)>) -> Self {
        Self(values)
    }
}
