//! What a plugin gave, held against what it promised.

mod at_once;

use crate::failure::{Failure, bytes, shown};
use crate::number::{Rounding, written};
use crate::track::{Answer, AnswerData};
use at_once::possible;
use etalon_core::plugin::{Column, Data, Fault, Kind, Returned, Scored, Term};
use std::borrow::Cow;
use std::collections::HashMap;

/// The answers to a slice, put together piece by piece.
pub(crate) struct Gathered<'s> {
    returns: &'s Returned,
    /// The longest text, bytes.
    longest: usize,
    ints: Vec<i64>,
    flags: Vec<u8>,
    codes: Vec<u32>,
    words: Vec<String>,
    known: HashMap<String, u32>,
    valid: Vec<bool>,
    faults: Vec<(u32, Fault)>,
}

impl<'s> Gathered<'s> {
    /// Nothing yet for so many rows.
    pub(crate) fn new(returns: &'s Returned, longest: u32, rows: usize) -> Self {
        let (mut ints, mut flags, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        match returns.term.kind {
            Kind::YesNo => flags.resize(rows, 0),
            Kind::Text => codes.resize(rows, 0),
            _ => ints.resize(rows, 0),
        }
        Self {
            returns,
            longest: longest as usize,
            ints,
            flags,
            codes,
            words: Vec::new(),
            known: HashMap::new(),
            valid: vec![false; rows],
            faults: Vec::new(),
        }
    }

    /// The rows from `from` on have no answer.
    pub(crate) fn fault(&mut self, from: usize, to: usize, words: &str) {
        let fault = match self.faults.last() {
            Some((_, last)) if &*last.0 == words => last.clone(),
            _ => Fault(words.into()),
        };
        self.faults.extend((from..to).map(|row| (row as u32, fault.clone())));
    }

    /// Takes the answers to the rows from `from` to `to`. Those that do not keep the promise become faults of their rows.
    pub(crate) fn take(&mut self, from: usize, to: usize, answer: Answer) -> Result<(), Failure> {
        let rows = to - from;
        form(self.returns.term.kind, &answer, rows)?;
        if self.all(from, to, &answer) {
            return Ok(());
        }
        let rounding = Rounding::new(self.returns.scale);
        let valid = answer.valid.as_deref();
        let there = |row: usize| valid.is_none_or(|bits| bits[row / 8] >> (row % 8) & 1 == 1);
        match answer.data {
            AnswerData::Numbers(values) => {
                self.each(from, there, &values, |gathered, row, value| gathered.number(row, *value, &rounding));
            }
            AnswerData::Ints(values) => self.each(from, there, &values, Self::int),
            AnswerData::Flags(values) => self.each(from, there, &values, Self::flag),
            AnswerData::Texts { codes, dict } => {
                let taken: Vec<Result<u32, String>> = dict.into_iter().map(|text| self.text(text)).collect();
                self.each(from, there, &codes, |gathered, row, code| match &taken[*code as usize] {
                    Ok(code) => {
                        gathered.codes[row] = *code;
                        Ok(true)
                    }
                    Err(words) => Err(words.clone()),
                });
            }
        }
        Ok(())
    }

    fn each<T>(
        &mut self,
        from: usize,
        there: impl Fn(usize) -> bool,
        values: &[T],
        take: impl Fn(&mut Self, usize, &T) -> Result<bool, String>,
    ) {
        for (i, value) in values.iter().enumerate() {
            let row = from + i;
            let taken = if there(i) { take(self, row, value) } else { Ok(false) };
            match taken {
                Ok(true) => self.valid[row] = true,
                Ok(false) if self.returns.nullable => {}
                Ok(false) => self.fault(row, row + 1, "gave no value"),
                Err(words) => self.fault(row, row + 1, &words),
            }
        }
    }

    fn number(&mut self, row: usize, number: f64, rounding: &Rounding) -> Result<bool, String> {
        if !number.is_finite() {
            return if self.returns.nullable { Ok(false) } else { Err("gave no number".to_owned()) };
        }
        let Some(value) = rounding.millionths(number) else {
            return Err(format!("gave a number that is too large ({number:e})"));
        };
        within(&self.returns.term, value)?;
        self.ints[row] = value;
        Ok(true)
    }

    fn int(&mut self, row: usize, value: &i64) -> Result<bool, String> {
        within(&self.returns.term, *value)?;
        self.ints[row] = *value;
        Ok(true)
    }

    fn flag(&mut self, row: usize, value: &u8) -> Result<bool, String> {
        if *value > 1 {
            return Err(format!("gave {value} for yes (1) or no (0)"));
        }
        self.flags[row] = *value;
        Ok(true)
    }

    /// The code of a text, or why it cannot be taken.
    fn text(&mut self, text: String) -> Result<u32, String> {
        if text.len() > self.longest {
            return Err(format!("gave a text of more than {}", bytes(self.longest as u64)));
        }
        let choices = &self.returns.term.choices;
        if !choices.is_empty() && !choices.contains(&text) {
            return Err(format!("gave \"{}\", which is not one of its choices", shown(&text)));
        }
        if let Some(code) = self.known.get(&text) {
            return Ok(*code);
        }
        let code = self.words.len() as u32;
        self.words.push(text.clone());
        self.known.insert(text, code);
        Ok(code)
    }

    /// Whether the row has a fault.
    pub(crate) fn faulted(&self, row: usize) -> bool {
        self.faults.iter().any(|(faulted, _)| *faulted as usize == row)
    }

    /// Whether row `row` here says what row `other` says there.
    pub(crate) fn same(&self, row: usize, there: &Self, other: usize) -> bool {
        let word = |g: &Self, row: usize| g.codes.get(row).and_then(|code| g.words.get(*code as usize).cloned());
        self.valid[row] == there.valid[other]
            && (!self.valid[row]
                || (self.ints.get(row) == there.ints.get(other)
                    && self.flags.get(row) == there.flags.get(other)
                    && word(self, row) == word(there, other)))
    }

    /// All together.
    pub(crate) fn scored(mut self) -> Scored {
        self.faults.sort_by_key(|(row, _)| *row);
        let data = match self.returns.term.kind {
            Kind::YesNo => Data::Flags(Cow::Owned(self.flags)),
            Kind::Text => Data::Texts { codes: Cow::Owned(self.codes), words: Cow::Owned(self.words) },
            _ => Data::Ints(Cow::Owned(self.ints)),
        };
        let valid = self.valid.contains(&false).then_some(Cow::Owned(self.valid));
        Scored { column: Column { data, valid }, faults: self.faults }
    }
}

/// As many as rows, of the kind that was promised, and readable.
fn form(kind: Kind, answer: &Answer, rows: usize) -> Result<(), Failure> {
    let (gave, given, fits) = match &answer.data {
        AnswerData::Flags(v) => (v.len(), "yes/no", kind == Kind::YesNo),
        AnswerData::Ints(v) => {
            let fits = matches!(kind, Kind::Whole | Kind::Duration | Kind::Instant | Kind::Date);
            (v.len(), "whole numbers", fits)
        }
        AnswerData::Numbers(v) => (v.len(), "numbers", kind == Kind::Number),
        AnswerData::Texts { codes, .. } => (codes.len(), "texts", kind == Kind::Text),
    };
    let promised = match kind {
        Kind::YesNo => "yes/no",
        Kind::Whole => "whole numbers",
        Kind::Number => "numbers",
        Kind::Duration => "durations (in whole microseconds)",
        Kind::Instant => "instants (in whole microseconds)",
        Kind::Date => "dates (in whole days)",
        Kind::Text => "texts",
    };
    let wrong = |words: String| Err(Failure::Form(words));
    if !fits {
        return wrong(format!("gave {given} where it promised {promised}"));
    }
    if gave != rows {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        return wrong(format!("gave {gave} answer{} for {rows} row{}", plural(gave), plural(rows)));
    }
    if answer.valid.as_ref().is_some_and(|bits| bits.len() != rows.div_ceil(8)) {
        return wrong("did not say for each row whether it has a value".to_owned());
    }
    if let AnswerData::Texts { codes, dict } = &answer.data {
        let there = |row: usize| answer.valid.as_deref().is_none_or(|bits| bits[row / 8] >> (row % 8) & 1 == 1);
        if codes.iter().enumerate().any(|(row, code)| there(row) && *code as usize >= dict.len()) {
            return wrong("pointed to a text that it did not give".to_owned());
        }
    }
    Ok(())
}

/// Whether a value lies where it was promised.
fn within(term: &Term, value: i64) -> Result<(), String> {
    let (least, greatest) = possible(term.kind);
    if value < least || value > greatest {
        return Err("gave a time outside the years 1 to 9999".to_owned());
    }
    match term.range {
        Some((least, greatest)) if !(least..=greatest).contains(&value) => {
            let show = |value: i64| match term.kind {
                Kind::Number => written(value),
                Kind::Duration => format!("{} s", written(value)),
                _ => value.to_string(),
            };
            Err(format!("gave {}, which is not within {} to {}", show(value), show(least), show(greatest)))
        }
        _ => Ok(()),
    }
}
