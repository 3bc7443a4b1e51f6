//! What an `expect` looks at.

use super::said::Said;
use crate::check::context::Context;
use crate::check::layers::{self, LayeredItem};
use crate::check::messages;
use crate::standard::{CriterionId, DutyId, FieldId, FormId, LadderId, MetricId, RecognitionId, UnitId, UnitKind};
use etalon_grammar::ast::{ClauseKind, Item, Kind, Name};

/// What an `expect` looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    Criterion(CriterionId),
    Form(FormId),
    Duty(DutyId),
    Metric(MetricId),
    Step(LadderId, usize),
    Recognition(RecognitionId),
    Clock(UnitId, u16),
    Value(UnitId, FieldId),
}

/// Outcomes of a clock.
pub(super) const CLOCKS: [&str; 5] = ["met", "breached", "pending", "not judged", "warned"];
/// Outcomes of a criterion.
pub(super) const FINDINGS: [&str; 5] = ["met", "breached", "pending", "not applicable", "not judged"];
/// Outcomes of a metric with a target.
pub(super) const TARGETS: [&str; 11] = [
    "met",
    "missed",
    "proven",
    "not proven",
    "too few",
    "no data",
    "closed",
    "provisional",
    "carried",
    "not graded",
    "fair",
];
/// Outcomes of a form: its verdicts, and the word for how it comes out without what mitigations cover.
pub(super) const FORMS: [&str; 5] = ["passed", "failed", "incomplete", "not scored", "fair"];
/// Outcomes of a duty.
pub(super) const DUTIES: [&str; 11] =
    ["owed", "open", "done", "late", "missed", "warned", "met", "breached", "pending", "not applicable", "not judged"];
/// Outcomes of a recognition.
pub(super) const GIVEN: [&str; 1] = ["celebrated"];

impl Looked {
    /// As people call it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Criterion(_) => "a criterion",
            Self::Form(_) => "a form",
            Self::Duty(_) => "a duty",
            Self::Metric(_) => "a metric",
            Self::Step(..) => "a step of a ladder",
            Self::Recognition(_) => "a recognition",
            Self::Clock(..) => "a clock",
            Self::Value(..) => "a fact of a case",
        }
    }

    /// The parts that can be said of it.
    pub(super) const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Criterion(_) => &["outcome", "for", "cause", "by"],
            Self::Form(_) => &["outcome", "for", "score", "band", "verdict"],
            Self::Duty(_) => &["outcome", "for", "of", "at", "due"],
            Self::Metric(_) => &["outcome", "of", "for", "in", "each", "=", "shown", "n", "grade"],
            Self::Step(..) => &["outcome", "for", "of", "at", "due"],
            Self::Recognition(_) => &["outcome", "for", "of", "at"],
            Self::Clock(..) => &["outcome", "for", "of", "at", "due"],
            Self::Value(..) => &["for", "="],
        }
    }

    /// The outcomes that it can have.
    pub(super) const fn outcomes(self) -> &'static [&'static str] {
        match self {
            Self::Criterion(_) => &FINDINGS,
            Self::Form(_) => &FORMS,
            Self::Duty(_) => &DUTIES,
            Self::Metric(_) => &TARGETS,
            Self::Step(..) => &["proposed", "withdrawn", "standing"],
            Self::Recognition(_) => &GIVEN,
            Self::Clock(..) => &CLOCKS,
            Self::Value(..) => &[],
        }
    }

    /// Whether what is said can be said of it.
    fn fits(self, said: &Said<'_>) -> bool {
        let per_unit =
            matches!(self, Self::Criterion(_) | Self::Form(_) | Self::Duty(_) | Self::Clock(..) | Self::Value(..));
        said.words.iter().all(|(word, _)| self.parts().contains(word))
            && said.outcomes.iter().all(|name| self.outcomes().contains(&name.text.as_str()))
            && (said.for_whom.is_some() || !per_unit)
            && (said.for_whom.is_none() || !matches!(self, Self::Metric(_)))
            && (!matches!(self, Self::Form(_)) || said.words.iter().any(|(word, _)| !matches!(*word, "for")))
    }
}

/// What the name stands for: of several rules of one name the one that what is said fits.
pub(super) fn find(ctx: &mut Context, items: &[LayeredItem], what: &[Name], said: &Said<'_>) -> Option<Looked> {
    let mut found = all(ctx, what);
    if found.len() > 1 {
        let fitting: Vec<Looked> = found.iter().copied().filter(|one| one.fits(said)).collect();
        match fitting.as_slice() {
            [only] => return Some(*only),
            // Of a form and its own criterion the criterion is meant, unless the form's own words are said.
            [Looked::Criterion(_), Looked::Form(_)] => return Some(fitting[0]),
            [] if found.len() == 2 && matches!(found[..], [Looked::Criterion(_), Looked::Form(_)]) => {
                let of_form = said.words.iter().any(|(word, _)| matches!(*word, "score" | "band" | "verdict"));
                return Some(found[usize::from(of_form)]);
            }
            _ => {}
        }
        let ladder = |id: LadderId| ctx.standard.ladders[id.index()].label.name.clone();
        let word = |one: &Looked| match one {
            Looked::Step(id, _) => format!("a step of `{}`", ladder(*id)),
            other => other.word().to_owned(),
        };
        let words: Vec<String> = found.iter().map(word).collect();
        let first = found.iter().find_map(|one| if let Looked::Step(id, _) = one { Some(ladder(*id)) } else { None });
        ctx.report(messages::ambiguous_expectation(&what[0], &words, first.as_deref()));
        return None;
    }
    if found.is_empty() {
        unknown(ctx, items, what);
    }
    found.pop()
}

fn id(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn all(ctx: &Context, what: &[Name]) -> Vec<Looked> {
    let dotted = what.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
    let s = &ctx.standard;
    let mut found = Vec::new();
    match s.duties.iter().position(|d| d.label.name == dotted) {
        Some(duty) => found.push(Looked::Duty(DutyId(id(duty)))),
        None => {
            let criterion = s.criteria.iter().position(|c| c.label.name == dotted);
            found.extend(criterion.map(|i| Looked::Criterion(CriterionId(id(i)))));
        }
    }
    if let [name] = what {
        let name = name.text.as_str();
        found.extend(s.forms.iter().position(|f| f.label.name == name).map(|i| Looked::Form(FormId(id(i)))));
        found.extend(s.metrics.iter().position(|m| m.label.name == name).map(|i| Looked::Metric(MetricId(id(i)))));
        let recognition = s.recognitions.iter().position(|r| r.label.name == name);
        found.extend(recognition.map(|i| Looked::Recognition(RecognitionId(id(i)))));
    }
    for (index, unit) in s.units.iter().enumerate().filter(|(_, unit)| matches!(unit.kind, UnitKind::Case(_))) {
        let named = dotted.strip_prefix(&unit.label.name).and_then(|rest| rest.strip_prefix('.'));
        let is = |name: &str| name == dotted || named == Some(name);
        let clock = unit.clocks.iter().position(|clock| is(&clock.name));
        found.extend(clock.map(|clock| Looked::Clock(UnitId(id(index)), id(clock))));
        let field = unit.fields.iter().position(|field| field.fact.is_some() && is(&field.name));
        found.extend(field.map(|field| Looked::Value(UnitId(id(index)), FieldId(id(field)))));
    }
    // A rule that versions say anew is named once: what was in force is asked.
    let mut known: Vec<(String, &str)> = Vec::new();
    for (index, ladder) in s.ladders.iter().enumerate() {
        let name = crate::standard::plain(&ladder.label.name).into_owned();
        let step = match what {
            [step] => step,
            [of, step] if of.text == name => step,
            _ => continue,
        };
        let Some(place) = ladder.steps.iter().position(|one| one.name == step.text) else { continue };
        if !known.contains(&(name.clone(), &step.text)) {
            known.push((name, &step.text));
            found.push(Looked::Step(LadderId(id(index)), place));
        }
    }
    found
}

const KINDS: [Kind; 7] =
    [Kind::Criterion, Kind::Form, Kind::Metric, Kind::Recognition, Kind::Steps, Kind::Ladder, Kind::Duty];

fn unknown(ctx: &mut Context, items: &[LayeredItem], what: &[Name]) {
    let Some(first) = what.first() else { return };
    let in_text: Vec<&str> = layers::of(items, Kind::Ladder)
        .flat_map(|ladder| &ladder.clauses)
        .filter_map(|clause| match &clause.kind {
            ClauseKind::Step(step) => Some(step.name.text.as_str()),
            _ => None,
        })
        .collect();
    let dotted = what.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
    // What is declared but broken is an error already.
    let sound = |kind: &Kind| ctx.peek(*kind, &first.text).is_some();
    let broken = KINDS.iter().any(|kind| ctx.is_declared(*kind, &first.text) && !sound(kind));
    let partly = span_of_form(ctx, &first.text).is_some_and(|span| ctx.partly_read(span));
    let of_case = in_a_case(ctx, items, what);
    if broken || partly || of_case || what.len() == 1 && in_text.contains(&first.text.as_str()) {
        return;
    }
    if what.len() == 1 && ctx.peek(Kind::Ladder, &first.text).is_some() {
        ctx.report(messages::expects_a_ladder(first, &in_text));
        return;
    }
    if let [form, item] = what
        && let Some(found) = ctx.standard.forms.iter().find(|f| f.label.name == form.text)
        && found.items.iter().any(|i| i.name == item.text)
    {
        ctx.report(messages::item_on_a_scale(item, &form.text));
        return;
    }
    let mut names: Vec<String> = ctx.standard.criteria.iter().map(|c| c.label.name.clone()).collect();
    names.extend(ctx.names_of(&KINDS[1..4]).into_iter().map(str::to_owned));
    for unit in ctx.standard.units.iter().filter(|unit| matches!(unit.kind, UnitKind::Case(_))) {
        names.extend(unit.clocks.iter().map(|clock| clock.name.clone()));
        names.extend(unit.fields.iter().map(|field| field.name.clone()).filter(|name| !name.contains('(')));
    }
    names.extend(in_text.into_iter().map(str::to_owned));
    let span = etalon_grammar::ast::Span { end: what.last().map_or(first.span.end, |l| l.span.end), ..first.span };
    let name = Name { text: dotted, span };
    ctx.report(messages::unknown_expectation(&name, &names));
}

/// Whether a case says such a clock or fact, with or without the name of the case before it, and it is not there for what is wrong with it.
fn in_a_case(ctx: &Context, items: &[LayeredItem], what: &[Name]) -> bool {
    let clocks = |case: &Item, name: &Name| {
        let unit = ctx.standard.units.iter().find(|unit| unit.label.name == case.name.text);
        let sound = unit.is_some_and(|unit| unit.clocks.iter().any(|clock| clock.name == name.text));
        !sound && case.clauses.iter().any(|c| matches!(&c.kind, ClauseKind::Clock(one) if one.name.text == name.text))
    };
    let facts = |case: &Item, name: &Name| {
        case.clauses.iter().any(|c| matches!(&c.kind, ClauseKind::Fact { name: one, .. } if one.text == name.text))
    };
    layers::of(items, Kind::Case).any(|case| match what {
        [name] => clocks(case, name) || facts(case, name),
        [whole, name] if whole.text == case.name.text => clocks(case, name) || facts(case, name),
        [whole, clock, _] if whole.text == case.name.text => clocks(case, clock),
        [clock, _] => clocks(case, clock),
        _ => false,
    })
}

fn span_of_form(ctx: &Context, name: &str) -> Option<etalon_grammar::ast::Span> {
    ctx.standard.forms.iter().find(|form| form.label.name == name).map(|form| form.label.span)
}
