//! Values and demands in words.

use super::domain::{Domain, Values};
use super::numbers::{Interval, Numbers};
use super::situations::{Conflict, Situation};
use super::space::{Class, Space, Thing, Var, class};
use crate::standard::{Type, UnitId};
use crate::value::{DECIMAL, Ratio};
use std::fmt::Write;

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// The word for several: call → calls, survey → surveys, reply → replies.
pub(crate) fn plural(word: &str) -> String {
    let before_y = word.strip_suffix('y').and_then(|stem| stem.chars().next_back());
    match before_y {
        Some(c) if !"aeiou".contains(c) => format!("{}ies", &word[..word.len() - 1]),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The word with its article: a call, an evaluation.
pub(crate) fn one(word: &str) -> String {
    let vowel = word.chars().next().is_some_and(|c| "aeiouAEIOU".contains(c));
    format!("{} {word}", if vowel { "an" } else { "a" })
}

impl Space<'_> {
    /// The word for a unit.
    pub fn word(&self, unit: UnitId) -> String {
        self.standard.units.get(unit.index()).map_or_else(String::new, |u| u.label.name.replace('_', " "))
    }

    /// The word for several of a unit.
    pub fn words(&self, unit: UnitId) -> String {
        plural(&self.word(unit))
    }

    /// A demand on a thing: "`waited` is above 100 s".
    pub fn demand_text(&self, var: Var, domain: &Domain) -> String {
        let known = self.known(var);
        match &known.thing {
            Thing::Difference(a, b) => format!("`{a}` is {} `{b}`", self.standing(var, domain)),
            Thing::Question if !domain.missing => {
                let yes = matches!(&domain.values, Values::Listed { has, .. } if has.contains(&1));
                let no = matches!(&domain.values, Values::Listed { has, .. } if has.contains(&0));
                match (yes, no) {
                    (true, false) => format!("`{}` is so", known.text),
                    (false, true) => format!("`{}` is not so", known.text),
                    _ => format!("`{}` can be told", known.text),
                }
            }
            _ => format!("`{}` {}", known.text, self.domain_text(var, domain)),
        }
    }

    /// What a thing may be, after its name: "is above 100 s".
    pub fn domain_text(&self, var: Var, domain: &Domain) -> String {
        if domain.values.is_empty() {
            return "is missing".to_owned();
        }
        let full = &self.full(var).values;
        let text = if domain.values == *full || domain.values.not().is_empty() {
            if domain.missing { "may be anything".to_owned() } else { "has a value".to_owned() }
        } else {
            format!("is {}", self.values_text(var, &domain.values))
        };
        if domain.missing && !text.starts_with("may") { format!("is missing or {text}") } else { text }
    }

    /// Values alone: "above 100 s", "answered or menu".
    pub fn values_text(&self, var: Var, values: &Values) -> String {
        let ty = &self.known(var).ty;
        match values {
            Values::Numbers(numbers) => self.numbers_text(ty, numbers),
            Values::Listed { of, has } if *of > 2 && has.len() + 1 == *of as usize => {
                let out: Vec<String> = (0..*of).filter(|c| !has.contains(c)).map(|c| code_text(ty, c)).collect();
                format!("not {}", list(&out, "or"))
            }
            Values::Listed { has, .. } => {
                let names: Vec<String> = has.iter().map(|c| code_text(ty, *c)).collect();
                list(&names, "or")
            }
            Values::Texts { all_but, listed } => {
                let texts: Vec<String> = listed.iter().take(6).map(|t| format!("\"{t}\"")).collect();
                let texts = list(&texts, "or");
                if *all_but { format!("not {texts}") } else { texts }
            }
        }
    }

    /// Each value or range on its own: `phone`, `chat`, "exactly 3".
    pub fn cases(&self, var: Var, values: &Values) -> Vec<String> {
        let ty = &self.known(var).ty;
        match values {
            Values::Numbers(numbers) => {
                numbers.parts().iter().map(|part| self.interval_text(ty, part, numbers.is_whole())).collect()
            }
            Values::Listed { has, .. } => has.iter().map(|c| code_text(ty, *c)).collect(),
            Values::Texts { .. } => vec![self.values_text(var, values)],
        }
    }

    fn numbers_text(&self, ty: &Type, numbers: &Numbers) -> String {
        let parts = numbers.parts();
        if let [Interval { low: None, high: Some(a) }, Interval { low: Some(b), high: None }] = parts
            && (a.at == b.at || numbers.is_whole() && a.at.plus(Ratio::whole(2)) == Some(b.at))
        {
            let hole = if a.at == b.at { Some(a.at) } else { a.at.plus(Ratio::ONE) };
            return format!("not {}", hole.map_or_else(String::new, |h| self.number(ty, h)));
        }
        let parts: Vec<String> = parts.iter().map(|part| self.interval_text(ty, part, numbers.is_whole())).collect();
        list(&parts, "or")
    }

    fn interval_text(&self, ty: &Type, part: &Interval, whole: bool) -> String {
        let words = Comparison::of(ty);
        let is_plain = class(ty) == Some(Class::Plain);
        // Whole steps say "at least 101" or "at least 100.000001 s" where "above 100" was written.
        let plain = is_plain && (part.low.is_none() || part.high.is_none());
        let rounder =
            |at: Ratio, step: i64| at.plus(Ratio::whole(step)).filter(|r| whole && plain && zeros(*r) > zeros(at));
        let low = part.low.map(|e| match above(e.at, whole && !is_plain).or_else(|| rounder(e.at, -1)) {
            Some(at) => (words.more, self.number(ty, at), false),
            None if e.included => (words.least, self.number(ty, e.at), true),
            None => (words.more, self.number(ty, e.at), false),
        });
        let high = part.high.map(|e| match below(e.at, whole && !is_plain).or_else(|| rounder(e.at, 1)) {
            Some(at) => (words.less, self.number(ty, at), false),
            None if e.included => (words.most, self.number(ty, e.at), true),
            None => (words.less, self.number(ty, e.at), false),
        });
        match (low, high) {
            (None, None) => "anything".to_owned(),
            (Some((word, at, _)), None) | (None, Some((word, at, _))) => format!("{word} {at}"),
            (Some((_, a, true)), Some((_, b, true))) if a == b => a,
            (Some((_, a, true)), Some((_, b, true))) => format!("from {a} to {b}"),
            (Some((low, a, _)), Some((high, b, _))) => format!("{low} {a} and {high} {b}"),
        }
    }

    /// A number in its unit, as it may be written in the language.
    pub fn number(&self, ty: &Type, at: Ratio) -> String {
        match class(ty) {
            Some(Class::Duration) => duration(at),
            Some(Class::Instant) => self.instant(at),
            Some(Class::Date) => date(at),
            _ if *ty == Type::Share => percent(at),
            _ => decimal(at),
        }
    }

    fn instant(&self, at: Ratio) -> String {
        let zoned = jiff::Timestamp::from_microsecond(at.num()).map(|t| t.to_zoned(self.standard.zone.clone()));
        zoned.map_or_else(
            |_| at.to_string(),
            |z| {
                let time = z.datetime();
                let pattern = if time.second() == 0 && time.subsec_nanosecond() == 0 {
                    "%Y-%m-%dT%H:%M"
                } else {
                    "%Y-%m-%dT%H:%M:%S%.f"
                };
                time.strftime(pattern).to_string()
            },
        )
    }

    /// How the one of two compared things stands to the other.
    fn standing(&self, var: Var, domain: &Domain) -> &'static str {
        let words = Comparison::of(&self.known(var).ty);
        match &domain.values {
            Values::Listed { has, .. } if has.contains(&1) => words.same,
            Values::Listed { .. } => "different from",
            Values::Numbers(numbers) => match numbers.parts() {
                [Interval { low: None, high: Some(e) }] if e.included => words.most,
                [Interval { low: None, .. }] => words.less,
                [Interval { low: Some(e), high: None }] if e.included => words.least,
                [Interval { high: None, .. }] => words.more,
                [_, _] => "different from",
                _ => words.same,
            },
            Values::Texts { .. } => words.same,
        }
    }

    /// Why something cannot be: "`waited` cannot be more than 100 s and less than 20 s at once".
    pub fn conflict_text(&self, conflict: &Conflict) -> String {
        self.clash(conflict, "cannot")
    }

    /// What would have to be, and cannot: "`waited` would have to be more than 100 s and less than 20 s at once".
    pub fn would_text(&self, conflict: &Conflict) -> String {
        self.clash(conflict, "would have to")
    }

    fn clash(&self, conflict: &Conflict, must: &str) -> String {
        let Conflict { var, one, other } = conflict;
        let known = self.known(*var);
        let name = &known.text;
        match &known.thing {
            Thing::Difference(a, b) => {
                let (one, other) = (self.standing(*var, one), self.standing(*var, other));
                return format!("`{a}` {must} be {one} `{b}` and {other} it at once");
            }
            Thing::Question => return format!("`{name}` {must} be so and not be so at once"),
            Thing::Field { .. } | Thing::Term | Thing::Count => {}
        }
        for (all, wanted) in [(one, other), (other, one)] {
            if *all == known.full && *wanted != known.full {
                return if wanted.values.is_empty() {
                    format!("`{name}` is never missing")
                } else {
                    let is = self.values_text(*var, &known.full.values);
                    format!("`{name}` is {is}, never {}", self.values_text(*var, &wanted.values))
                };
            }
        }
        for (gone, there) in [(one, other), (other, one)] {
            if gone.values.is_empty() {
                let value = if there.values.not().is_empty() {
                    "have a value".to_owned()
                } else {
                    format!("be {}", self.values_text(*var, &there.values))
                };
                return format!("`{name}` {must} be missing and {value} at once");
            }
        }
        let (one, other) = (self.values_text(*var, &one.values), self.values_text(*var, &other.values));
        format!("`{name}` {must} be {one} and {other} at once")
    }

    /// All demands of a situation: "`channel` is email and `priority` is low".
    pub fn situation_text(&self, situation: &Situation) -> String {
        let parts: Vec<String> =
            situation.demands().iter().map(|(var, domain)| self.demand_text(*var, domain)).collect();
        list(&parts, "and")
    }
}

/// The words for `>`, `<`, `>=`, `<=` and `=`.
struct Comparison {
    more: &'static str,
    less: &'static str,
    least: &'static str,
    most: &'static str,
    same: &'static str,
}

impl Comparison {
    fn of(ty: &Type) -> Self {
        match class(ty) {
            Some(Class::Instant | Class::Date) => {
                Self { more: "after", less: "before", least: "not before", most: "not after", same: "the same as" }
            }
            _ => Self { more: "more than", less: "less than", least: "at least", most: "at most", same: "equal to" },
        }
    }
}

/// How many zeros a whole number ends with.
fn zeros(at: Ratio) -> usize {
    let text = at.num().to_string();
    if at.den() == 1 && at.num() != 0 { text.len() - text.trim_end_matches('0').len() } else { 0 }
}

/// 100.000001 s: just above 100 s.
fn above(at: Ratio, micros: bool) -> Option<Ratio> {
    (micros && at.num().rem_euclid(1000) == 1).then(|| at.minus(Ratio::ONE)).flatten()
}

fn below(at: Ratio, micros: bool) -> Option<Ratio> {
    (micros && at.num().rem_euclid(1000) == 999).then(|| at.plus(Ratio::ONE)).flatten()
}

fn code_text(ty: &Type, code: u32) -> String {
    match ty {
        Type::OneOf(names) => names.get(code as usize).map_or_else(String::new, |name| word(name)),
        _ if code == 1 => "yes".to_owned(),
        _ => "no".to_owned(),
    }
}

/// A one-of value as it is written: quoted where it is no single word.
pub(crate) fn word(name: &str) -> String {
    let plain =
        name.chars().next().is_some_and(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

fn duration(at: Ratio) -> String {
    const UNITS: [(i64, &str); 4] =
        [(86_400_000_000, "days"), (3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s")];
    let micros = at.num() / at.den();
    for (size, unit) in UNITS {
        if micros != 0
            && micros % size == 0
            && (unit != "days" || micros / size > 2)
            && (unit != "min" || micros / size > 2)
        {
            return format!("{} {unit}", micros / size);
        }
    }
    if micros != 0 && micros % 1000 == 0 && micros.abs() < 1_000_000 {
        return format!("{} ms", micros / 1000);
    }
    format!("{} s", decimal(Ratio::new(i128::from(micros), 1_000_000).unwrap_or(Ratio::ZERO)))
}

fn date(at: Ratio) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = jiff::Span::new().try_days(at.num()).and_then(|days| epoch.checked_add(days));
    day.map_or_else(|_| at.to_string(), |d| d.to_string())
}

fn percent(at: Ratio) -> String {
    match at.times(Ratio::whole(100)) {
        Some(p) if DECIMAL % p.den() == 0 => format!("{}%", decimal(p)),
        _ => at.to_string(),
    }
}

/// Exact where it ends after at most six places, else as a fraction.
pub(crate) fn decimal(at: Ratio) -> String {
    if at.den() == 1 {
        return at.num().to_string();
    }
    if DECIMAL % at.den() != 0 {
        return at.to_string();
    }
    let millionths = i128::from(at.num()) * i128::from(DECIMAL / at.den());
    let (sign, size) = (if millionths < 0 { "-" } else { "" }, millionths.unsigned_abs());
    let mut out = String::new();
    let _ = write!(out, "{sign}{}.{:06}", size / 1_000_000, size % 1_000_000);
    out.trim_end_matches('0').to_owned()
}
