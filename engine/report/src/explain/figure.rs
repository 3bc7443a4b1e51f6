//! Why a figure is what it is.

use super::reason::one_line;
use super::{Branch, Explain, Mark, Told};
use crate::show;
use crate::view::{because_word, plain, title, verdict_words};
use etalon_core::evaluate::figure_type;
use etalon_core::explain::{FigureProof, LeftOut, TargetProof, Thing};
use etalon_core::outcome::{Figure, TargetVerdict};
use etalon_core::standard::{Formula, Metric};
use serde_json::json;

impl Explain<'_> {
    /// Why a figure is what it is.
    #[must_use]
    pub fn figure(&self, proof: &FigureProof) -> Told {
        let figure = &self.outcome.figures[proof.figure];
        let metric = &self.standard.metrics[figure.metric.index()];
        let amount =
            crate::json::exact::amount(self.standard, &figure.value, &figure_type(metric), figure.exact.as_deref());
        let mark = proof.targets.first().map_or(Mark::Plain, |t| mark(t.verdict));
        let mut told = Told::new("figure", mark, format!("{}.", self.figure_line(figure, true)))
            .with("metric", metric.label.name.clone())
            .with("subject_kind", metric.per[figure.per].name.clone())
            .with("subject", figure.subject.clone())
            .with("period", figure.period.clone())
            .with("value", amount.exact)
            .with("n", figure.n)
            .with("unjudged", figure.unjudged);
        let parts = self.counted(metric, figure, proof);
        told.proof.extend(Branch::section(self.say("h_counted", &[]), parts));
        told.proof.extend(Branch::section(self.say("h_left_out", &[]), self.left_out(&proof.left_out)));
        let grades = proof.grades.iter().map(|turn| self.grade_turn(metric, turn)).collect();
        told.proof.extend(Branch::section(self.say("h_grade", &[]), grades));
        let targets = proof.targets.iter().flat_map(|t| self.target(metric, proof, t)).collect();
        told.proof.extend(Branch::section(self.say("h_target", &[]), targets));
        told.proof.extend(Branch::section(self.say("h_closed", &[]), self.closed(metric, figure)));
        told.proof.extend(self.quoted(&[&proof.quote]));
        told
    }

    /// What it was when its period closed.
    fn closed(&self, metric: &Metric, figure: &Figure) -> Vec<Branch> {
        let Some((closed, restated)) = self.outcome.closing_of(figure) else { return Vec::new() };
        let when = show::instant(self.standard, closed.at);
        let at = self.json_at(Some(closed.at));
        let Some(restated) = restated else {
            let same = Branch::plain("closed", self.say("closed_same", &[("when", &when)]));
            return vec![same.with("at", at).with("restated", false)];
        };
        let ty = figure_type(metric);
        let value = |figure: Option<&Figure>| {
            figure.map_or_else(|| "–".to_owned(), |figure| show::figure(self.standard, metric, &figure.value))
        };
        let n = |figure: Option<&Figure>| show::count(figure.map_or(0, |figure| figure.n));
        let then = restated.closed.as_ref();
        let gaps = [
            ("when", &*when),
            ("value", &value(then)),
            ("n", &n(then)),
            ("now", &value(Some(figure))),
            ("now_n", &n(Some(figure))),
        ];
        let exact =
            then.and_then(|f| crate::json::exact::amount(self.standard, &f.value, &ty, f.exact.as_deref()).exact);
        let mut parts = vec![
            Branch::plain("closed", self.say("closed_other", &gaps))
                .with("at", at)
                .with("restated", true)
                .with("value", exact)
                .with("n", then.map_or(0, |figure| figure.n)),
        ];
        for (index, now) in &figure.targets {
            let said = then.and_then(|f| f.targets.iter().find(|(i, _)| i == index)).map(|(_, verdict)| *verdict);
            let (Some(was), Some(target)) = (said.filter(|was| was != now), metric.targets.get(*index)) else {
                continue;
            };
            let word = |verdict| verdict_words(self.words(), target.proven, verdict);
            let bound =
                format!("{} {}", show::sign(target.op), show::figure_bound(self.standard, metric, &target.bound));
            let gaps = [("target", &*bound), ("then", word(was)), ("now", word(*now))];
            parts.push(Branch::plain("closed", self.say("closed_verdict", &gaps)));
        }
        let because = restated.because.iter().map(|because| self.words().get(because_word(*because)));
        let because = because.collect::<Vec<_>>().join(", ");
        parts.push(Branch::plain("note", self.say("closed_why", &[("why", &because)])));
        parts
    }

    /// `Service level of team north in 2026-03: 81.9% (860 of 1 050)`; whose it is only if it is to be `named`.
    pub(super) fn figure_line(&self, figure: &Figure, named: bool) -> String {
        let metric = &self.standard.metrics[figure.metric.index()];
        let per = &metric.per[figure.per].name;
        let value = show::figure(self.standard, metric, &figure.value);
        let n = show::count(figure.n);
        let title = title(&metric.label, self.language);
        let mut gaps = vec![("figure", title.as_str()), ("period", &figure.period), ("value", &value)];
        let whom = format!("{} {}", plain(per), self.who(per, &figure.subject));
        let text = if per == "organization" || !named {
            self.say("g_value_whole", &gaps)
        } else {
            gaps.push(("whom", &whom));
            self.say("g_value", &gaps)
        };
        let of = match (&metric.formula, &figure.numerator) {
            (Formula::Share(_) | Formula::Standing(_), Some(etalon_core::value::Value::Whole(hits))) => {
                self.say("g_of", &[("hits", &show::count(hits.unsigned_abs())), ("n", &n)])
            }
            (Formula::Ratio(both), Some(sum)) => {
                let of = |value: &etalon_core::value::Value, part| show::part(self.standard, metric, part, value);
                let base = figure.base.as_ref().map(|base| of(base, &both[1])).unwrap_or_default();
                self.say("g_of", &[("hits", &of(sum, &both[0])), ("n", &base)]) + &self.say("g_from", &[("n", &n)])
            }
            (Formula::Count, _) => String::new(),
            _ => self.say("g_from", &[("n", &n)]),
        };
        text + &of
    }

    fn counted(&self, metric: &Metric, figure: &Figure, proof: &FigureProof) -> Vec<Branch> {
        let mut parts = Vec::new();
        if let Some(filter) = &proof.filter {
            let unit = plain(&self.standard.units[metric.unit.index()].label.name);
            let text = self.say("g_only", &[("what", &unit), ("filter", &one_line(&filter.text))]);
            parts.push(Branch::plain("note", text));
        }
        if let Some(value) = &proof.value {
            let key = if matches!(metric.formula, Formula::Share(_)) { "g_asked" } else { "g_made_of" };
            parts.push(Branch::plain("note", self.say(key, &[("value", &one_line(&value.text))])));
        }
        let line = |key: &'static str, is: &'static str, mark: Mark, things: &[Thing]| {
            let n = show::count(things.len() as u64);
            let text = self.say(key, &[("n", &n), ("keys", &self.keys(things))]);
            let keys: Vec<&str> = things.iter().map(|t| t.key.as_str()).collect();
            Branch::new(is, mark, text).with("count", things.len()).with("keys", json!(keys))
        };
        if let Formula::Standing(at) = &metric.formula {
            let ladder = &self.standard.ladders[at.ladder.index()];
            let step = self.sentences().step(&ladder.steps[at.step]);
            parts.push(Branch::plain("note", self.say("g_standing", &[("step", &step)])));
        }
        let taken = proof.parts.iter().map(|(index, taken)| (&self.outcome.figures[*index], *taken));
        parts.extend(taken.map(|(figure, taken)| {
            let (line, n) = (self.figure_line(figure, true), figure.n);
            let text = if taken { line } else { self.say("g_part_too_few", &[("figure", &line)]) };
            let mark = if taken { Mark::Plain } else { Mark::Unknown };
            let branch = Branch::new("part", mark, text).with("taken", taken).with("n", n);
            branch.with("subject", figure.subject.clone()).with("period", figure.period.clone())
        }));
        if matches!(metric.formula, Formula::Share(_) | Formula::Standing(_)) {
            let (yes, no) = (line("g_yes", "yes", Mark::Yes, &proof.yes), line("g_no", "no", Mark::No, &proof.no));
            parts.extend([yes, no].into_iter().filter(|b| b.data.get("count").is_some_and(|n| *n != json!(0))));
        } else if !proof.yes.is_empty() {
            parts.push(line("g_counted", "counted", Mark::Plain, &proof.yes));
        }
        if let Some((low, high)) = figure.bounds.filter(|_| matches!(metric.formula, Formula::Share(_))) {
            let gaps = [("low", &*show::percent_of_float(low)), ("high", &show::percent_of_float(high))];
            parts.push(Branch::plain("note", self.say("g_interval", &gaps)));
        }
        let notes = crate::view::grades::notes(self.words(), self.standard, self.language, metric, figure);
        parts.extend(notes.into_iter().map(|text| Branch::plain("note", text)));
        if let Some(fair) = figure.fair {
            let fair = show::figure(self.standard, metric, &etalon_core::value::Value::Ratio(fair));
            if fair != show::figure(self.standard, metric, &figure.value) {
                parts.push(Branch::plain("note", self.say("g_fair", &[("fair", &fair)])));
            }
        }
        if let Some(why) = &figure.fault {
            let text = self.say("plugin_gave_none", &[("why", why)]);
            parts.push(Branch::new("plugin", Mark::Unknown, text).with("fault", why.clone()));
        }
        let rests_on = crate::view::rests(self.words(), &self.standard.metric_rests_on(metric));
        parts.extend(rests_on.into_iter().map(|text| Branch::plain("note", text)));
        parts
    }

    fn left_out(&self, left_out: &[(Thing, LeftOut)]) -> Vec<Branch> {
        let mut groups: Vec<(&LeftOut, Vec<Thing>)> = Vec::new();
        for (thing, why) in left_out {
            match groups.iter_mut().find(|(known, _)| *known == why) {
                Some((_, things)) => things.push(thing.clone()),
                None => groups.push((why, vec![thing.clone()])),
            }
        }
        let group = |(why, things): (&LeftOut, Vec<Thing>)| {
            let why = match why {
                LeftOut::Unclear => self.say("l_unclear", &[]),
                LeftOut::Pending => self.say("l_pending", &[]),
                LeftOut::Missing(what) => self.say("l_missing", &[("what", if what.is_empty() { "–" } else { what })]),
                LeftOut::NoInstant => self.say("l_no_instant", &[]),
            };
            let n = show::count(things.len() as u64);
            let text = self.say("g_left", &[("n", &n), ("why", &why), ("keys", &self.keys(&things))]);
            let keys: Vec<&str> = things.iter().map(|t| t.key.as_str()).collect();
            Branch::new("left_out", Mark::Unknown, text).with("count", things.len()).with("keys", json!(keys))
        };
        groups.into_iter().map(group).collect()
    }

    fn target(&self, metric: &Metric, proof: &FigureProof, target: &TargetProof) -> Vec<Branch> {
        let declared = &metric.targets[target.target];
        let bound = self.sentences().bound(metric, declared);
        let verdict = verdict_words(self.words(), declared.proven, target.verdict);
        let text = self.say("g_target", &[("bound", &bound), ("verdict", verdict)]);
        let branch = Branch::new("target", mark(target.verdict), text)
            .with("verdict", verdict_key(target.verdict))
            .with("line", target.quote.line);
        let change = target.change.as_ref().map(|change| self.figure_change(proof.figure, change));
        vec![branch.under(change.into_iter().collect())]
    }
}

pub(super) const fn mark(verdict: TargetVerdict) -> Mark {
    match verdict {
        TargetVerdict::Met => Mark::Yes,
        TargetVerdict::MissedNotProven | TargetVerdict::MissedProven => Mark::No,
        TargetVerdict::NoData | TargetVerdict::TooFew => Mark::Unknown,
    }
}

const fn verdict_key(verdict: TargetVerdict) -> &'static str {
    match verdict {
        TargetVerdict::NoData => "no_data",
        TargetVerdict::TooFew => "too_few",
        TargetVerdict::Met => "met",
        TargetVerdict::MissedNotProven => "missed_not_proven",
        TargetVerdict::MissedProven => "missed_proven",
    }
}
