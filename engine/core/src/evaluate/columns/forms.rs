//! Forms: shares of items, exact scores, verdicts and bands.

use super::{Bench, Lane, Vector, YES};
use crate::standard::{Form, FormId, Type};
use crate::value::{DECIMAL, Ratio};

/// Verdict codes, as in [`crate::standard::VERDICTS`].
pub(crate) const PASSED: u8 = 0;
pub(crate) const FAILED: u8 = 1;
pub(crate) const INCOMPLETE: u8 = 2;
pub(crate) const NOT_SCORED: u8 = 3;

/// How an item was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// With this share of its points.
    Share(Ratio),
    NotApplicable,
    Missing,
    /// It cannot be answered yet.
    Waits,
}

/// The results of a form for the rows of a batch.
#[derive(Debug, Clone)]
pub(crate) struct FormRows {
    pub(crate) scores: Vec<Option<Ratio>>,
    pub(crate) verdicts: Vec<u8>,
    pub(crate) bands: Vec<Option<u8>>,
    /// Row by row.
    pub(crate) answers: Vec<Answer>,
    /// How many items.
    pub(crate) items: usize,
}

impl FormRows {
    pub(super) fn new(bench: &Bench<'_>, id: FormId) -> Self {
        let form = &bench.engine.standard.forms[id.index()];
        let plan = &bench.engine.plan.forms[id.index()];
        let (n, items) = (bench.len, form.items.len());
        let mut answers = vec![Answer::Missing; n * items];
        for (item, (answer, na)) in plan.items.iter().enumerate() {
            let ty = &bench.engine.plan.node(*answer).ty;
            let vector = bench.get(*answer);
            let na = na.map(|na| bench.get(na));
            for i in 0..n {
                let out = na.as_ref().is_some_and(|na| na.flag(i) == YES);
                let answer = if out { Answer::NotApplicable } else { answered(&vector, ty, form.items[item].scale, i) };
                answers[i * items + item] = answer;
            }
        }
        let mut rows = Self {
            scores: Vec::with_capacity(n),
            verdicts: Vec::with_capacity(n),
            bands: Vec::with_capacity(n),
            answers: Vec::new(),
            items,
        };
        for i in 0..n {
            let given = &answers[i * items..(i + 1) * items];
            let (score, verdict, band) = result(form, given);
            rows.verdicts.push(verdict);
            rows.bands.push(band);
            rows.scores.push(score);
        }
        rows.answers = answers;
        rows
    }

    pub(crate) fn of(&self, row: usize) -> &[Answer] {
        &self.answers[row * self.items..(row + 1) * self.items]
    }

    pub(super) fn score<'a>(&self) -> Vector<'a> {
        let valid = self.scores.iter().map(Option::is_some).collect();
        let scores = self.scores.iter().map(|s| s.unwrap_or(Ratio::ZERO)).collect();
        self.waiting(Vector::ratios(Lane::Own(scores), Some(Lane::Own(valid))))
    }

    pub(super) fn verdict<'a>(&self) -> Vector<'a> {
        Vector::codes(Lane::Own(self.verdicts.iter().map(|v| u32::from(*v)).collect()), None)
    }

    pub(super) fn band<'a>(&self) -> Vector<'a> {
        let valid = self.bands.iter().map(Option::is_some).collect();
        let bands = self.bands.iter().map(|b| u32::from(b.unwrap_or(0))).collect();
        self.waiting(Vector::codes(Lane::Own(bands), Some(Lane::Own(valid))))
    }

    fn waiting<'a>(&self, mut vector: Vector<'a>) -> Vector<'a> {
        if self.answers.contains(&Answer::Waits) {
            vector.pending = Some((0..self.verdicts.len()).map(|i| self.of(i).contains(&Answer::Waits)).collect());
        }
        vector
    }
}

/// Score, verdict and band of these answers.
pub(crate) fn result(form: &Form, given: &[Answer]) -> (Option<Ratio>, u8, Option<u8>) {
    let missing = given.iter().any(|a| matches!(a, Answer::Missing | Answer::Waits));
    let score = if missing { None } else { score(form, given) };
    let verdict = match score {
        None if missing => INCOMPLETE,
        None => NOT_SCORED,
        Some(_) if fails(form, given) => FAILED,
        Some(_) => PASSED,
    };
    (score, verdict, score.and_then(|s| band(form, s)))
}

fn answered(vector: &Vector<'_>, ty: &Type, scale: Option<(Ratio, Ratio)>, i: usize) -> Answer {
    if !vector.has(i) {
        return if vector.waits(i) { Answer::Waits } else { Answer::Missing };
    }
    let yes = |b: bool| Answer::Share(if b { Ratio::ONE } else { Ratio::ZERO });
    match ty {
        Type::YesNo => yes(vector.flag(i) == YES),
        Type::OneOf(list) => match list.get(vector.code(i) as usize).map(|t| t.to_lowercase()).as_deref() {
            Some("yes") => yes(true),
            Some("no") => yes(false),
            Some("na" | "n/a") => Answer::NotApplicable,
            _ => Answer::Missing,
        },
        _ => {
            let value = match ty {
                Type::Whole => Some(Ratio::whole(vector.int(i))),
                Type::Decimal => Ratio::new(i128::from(vector.int(i)), i128::from(DECIMAL)),
                _ => Some(vector.ratio(i)),
            };
            let share = value.zip(scale).and_then(|(value, (least, greatest))| {
                if value < least || value > greatest { None } else { value.minus(least)?.over(greatest.minus(least)?) }
            });
            share.map_or(Answer::Missing, Answer::Share)
        }
    }
}

/// The points earned and possible in some items; none if nothing applied.
fn points(form: &Form, given: &[Answer], items: std::ops::Range<usize>) -> Option<(Ratio, Ratio)> {
    let (mut earned, mut possible) = (Ratio::ZERO, Ratio::ZERO);
    for item in items {
        if let Answer::Share(share) = given[item] {
            let points = form.items[item].points;
            earned = earned.plus(points.times(share)?)?;
            possible = possible.plus(points)?;
        }
    }
    (possible > Ratio::ZERO).then_some((earned, possible))
}

fn score(form: &Form, given: &[Answer]) -> Option<Ratio> {
    let (earned, possible) = if form.by_sections {
        let (mut earned, mut possible) = (Ratio::ZERO, Ratio::ZERO);
        for section in &form.sections {
            if let Some((part, whole)) = points(form, given, section.items.clone()) {
                earned = earned.plus(section.weight.times(part.over(whole)?)?)?;
                possible = possible.plus(section.weight)?;
            }
        }
        (earned, possible)
    } else {
        points(form, given, 0..form.items.len())?
    };
    earned.over(possible)?.times(Ratio::whole(100))
}

fn fails(form: &Form, given: &[Answer]) -> bool {
    let no = |(item, answer): (&crate::standard::Item, &Answer)| {
        item.critical.is_some() && *answer == Answer::Share(Ratio::ZERO)
    };
    form.items.iter().zip(given).any(no)
}

fn band(form: &Form, score: Ratio) -> Option<u8> {
    let place = form.bands.iter().position(|(_, least)| least.is_none_or(|least| score >= least))?;
    u8::try_from(place).ok()
}
