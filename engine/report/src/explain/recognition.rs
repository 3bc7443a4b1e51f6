//! Why somebody is recognized, or not.

use super::{Branch, Explain, Mark, Told};
use crate::show;
use crate::view::{plain, title};
use etalon_core::explain::{FigureCheck, Praised, RecognitionProof, StreakProof};
use etalon_core::outcome::Figure;
use etalon_core::standard::{Celebrate, MetricCondition};

impl Explain<'_> {
    /// Why a recognition was given, or why it was not.
    #[must_use]
    pub fn recognition(&self, proof: &RecognitionProof) -> Told {
        let rule = &self.standard.recognitions[proof.recognition.index()];
        let what = title(&rule.label, self.language);
        let decision = proof.decision.and_then(|d| self.outcome.decisions.get(d));
        let answer = decision.map_or_else(
            || {
                let who = self.who(&proof.subject_kind, &proof.subject);
                self.say("r_not", &[("what", &what), ("who", &who), ("when", &self.at(self.outcome.as_of))])
            },
            |decision| self.sentences().why(decision),
        );
        let mark = if decision.is_some() { Mark::Yes } else { Mark::Unknown };
        let mut told = Told::new("recognition", mark, answer)
            .with("recognition", rule.label.name.clone())
            .with("subject_kind", proof.subject_kind.clone())
            .with("subject", proof.subject.clone())
            .with("given", decision.is_some())
            .with("decision", decision.map(|d| d.id.clone()));
        let parts = match (&proof.rests_on, &rule.when) {
            (Praised::Thing(Some(thing), _), _) => {
                vec![Branch::new("thing", Mark::Yes, self.thing(thing)).with("thing", self.json_thing(thing))]
            }
            (Praised::Thing(None, kind), _) => {
                vec![Branch::new("thing", Mark::No, self.say("r_no_unit", &[("kind", &plain(kind))]))]
            }
            (Praised::Figures(checks), Celebrate::Metrics(conditions)) => {
                checks.iter().map(|check| self.check(check, &conditions[check.condition])).collect()
            }
            (Praised::Figures(_), _) => Vec::new(),
            (Praised::Streak(streak), _) => self.streak(streak, decision.is_some()),
        };
        told.proof.extend(Branch::section(self.say("h_because", &[]), parts));
        if let Some(decision) = decision {
            let otherwise = Branch::new("change", Mark::Hint, self.sentences().otherwise(decision));
            told.proof.extend(Branch::section(self.say("h_change", &[]), vec![otherwise]));
        }
        told.proof.extend(self.quoted(&[&proof.quote]));
        told
    }

    fn check(&self, check: &FigureCheck, condition: &MetricCondition) -> Branch {
        let metric = &self.standard.metrics[condition.metric.index()];
        let target = condition.target(metric);
        let mut bound = self.sentences().bound(metric, &target);
        if condition.least > 1 {
            bound += &self.say("r_least", &[("n", &condition.least.to_string())]);
        }
        let figure = check.figure.map(|f| &self.outcome.figures[f]);
        let value = figure.map(|f| show::figure(self.standard, metric, &f.value));
        let gaps = [
            ("figure", &*title(&metric.label, self.language)),
            ("period", figure.map_or("–", |f| &f.period)),
            ("value", value.as_deref().unwrap_or("–")),
            ("n", &show::count(figure.map_or(0, |f| f.n))),
            ("bound", &bound),
        ];
        let mark = if check.keeps { Mark::Yes } else { Mark::No };
        let open = open_period(figure).then(|| Branch::new("note", Mark::Plain, self.say("r_not_closed", &[])));
        let change = check.figure.zip(check.change.as_ref()).filter(|_| !open_period(figure));
        let change = change.map(|(figure, change)| self.figure_change(figure, change));
        Branch::new("figure", mark, self.say("r_figure", &gaps))
            .with("metric", metric.label.name.clone())
            .with("period", figure.map(|f| f.period.clone()))
            .with("n", figure.map(|f| f.n))
            .with("keeps", check.keeps)
            .under(open.into_iter().chain(change).collect())
    }

    fn streak(&self, streak: &StreakProof, given: bool) -> Vec<Branch> {
        let n = i64::try_from(streak.met.len()).unwrap_or(i64::MAX);
        let since = streak.met.first().and_then(|t| t.at).map(|at| self.say("k_since", &[("when", &self.at(at))]));
        let gaps = [("n", &*n.to_string()), ("of", &streak.of.to_string()), ("since", &since.unwrap_or_default())];
        let mut parts = vec![
            Branch::new("streak", if given { Mark::Yes } else { Mark::No }, self.say("r_streak", &gaps))
                .with("criterion", self.standard.criteria[streak.criterion.index()].label.name.clone())
                .with("met", n)
                .with("of", streak.of)
                .under(vec![Branch::plain("note", self.keys(&streak.met))]),
        ];
        if !given {
            let more = (streak.of - n).max(0).to_string();
            parts.push(Branch::new("change", Mark::Hint, self.say("r_streak_more", &[("n", &more)])));
        }
        parts
    }
}

/// Whether a figure's period is not over.
fn open_period(figure: Option<&Figure>) -> bool {
    figure.is_some_and(|f| !f.closed)
}
