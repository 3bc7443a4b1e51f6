//! From a question to the proof that answers it.

use super::word::{Topic, asked, meanings, topics};
use super::{Explain, unknown};
use crate::commands::Ended;
use crate::commands::run::ask::as_of;
use crate::speak;
use crate::threads::Threads;
use etalon_core::explain::Ask;
use etalon_core::outcome::{DecisionKind, Figure};
use etalon_core::standard::{CriterionId, LadderId, MetricId, RecognitionId, UnitId, UnitKind, plain};
use etalon_report::{Example, Explain as Words, Names, Told};

/// A question, and all that is needed to answer it.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub ask: Ask<'a>,
    pub say: Words<'a>,
    pub names: &'a Names,
    /// What was written on the command line.
    pub asked: &'a Explain,
    /// How the program is called again.
    pub called: &'a str,
    pub pool: &'a Threads,
}

/// An answer, and how the program ends.
type Answer = Result<(Told, Ended), Ended>;

impl Question<'_> {
    /// Answers the words of a question.
    pub fn answer(&self, words: &[String]) -> Answer {
        let (what, whom) = match words {
            [] => return Ok((self.say.list(&self.ask.run.world, self.called), Ended::Fine)),
            [what] => (what, None),
            [what, whom, ..] => (what, Some(whom.as_str())),
        };
        let all = topics(self.ask.standard);
        let found = self.of_whom(meanings(&all, what), whom);
        match found.as_slice() {
            [] => self.key(what, &all),
            [topic] => self.topic(*topic, whom),
            several => {
                let meaning = |topic: &Topic| {
                    let words = [vec![asked(self.ask.standard, *topic)], words[1..].to_vec()].concat();
                    Example { what: kind(*topic).to_owned(), words }
                };
                let meanings: Vec<Example> = several.iter().map(meaning).collect();
                Ok((self.say.meanings(what, &meanings, self.called), Ended::SaidNo))
            }
        }
    }

    /// A mitigation for several kinds of things is one of each: the one whose thing has that key is meant.
    fn of_whom(&self, mut found: Vec<Topic>, whom: Option<&str>) -> Vec<Topic> {
        if found.len() < 2 || !found.iter().all(|topic| matches!(topic, Topic::Mitigation(_))) {
            return found;
        }
        let world = &self.ask.run.world;
        let has = |topic: &Topic| match (topic, whom) {
            (Topic::Mitigation(id), Some(key)) => {
                world.row_of(self.ask.standard.mitigations[id.index()].unit, key, world.as_of).is_some()
            }
            _ => false,
        };
        if found.iter().any(has) {
            found.retain(has);
        } else {
            found.truncate(1);
        }
        found
    }

    fn topic(&self, topic: Topic, whom: Option<&str>) -> Answer {
        match topic {
            Topic::Criterion(id) => self.finding(id, whom),
            Topic::Mitigation(id) => {
                let unit = self.ask.standard.mitigations[id.index()].unit;
                let row = self.row(unit, self.need(unit, whom)?)?;
                let proof = self.ask.mitigation(id, row);
                Ok((self.say.mitigation_told(&proof, &self.ask.thing(unit, row)), Ended::Fine))
            }
            Topic::Step(ladder, step) => self.step(ladder, Some(step), whom),
            Topic::Ladder(ladder) => self.step(ladder, None, whom),
            Topic::Recognition(id) => self.recognition(id, whom),
            Topic::Metric(id) => self.figure(id, whom),
            Topic::Unit(unit) => self.unit(unit, whom),
        }
    }

    /// The key that a question about a thing cannot do without.
    fn need<'w>(&self, unit: UnitId, whom: Option<&'w str>) -> Result<&'w str, Ended> {
        let name = &self.ask.standard.units[unit.index()].label.name;
        whom.ok_or_else(|| unknown(&format!("of which {name}?"), &format!("add its key, such as {}", self.some(unit))))
    }

    fn finding(&self, id: CriterionId, whom: Option<&str>) -> Answer {
        let criterion = &self.ask.standard.criteria[id.index()];
        let key = self.need(criterion.unit, whom)?;
        let world = &self.ask.run.world;
        let known = world.row_of(criterion.unit, key, world.as_of).is_some();
        if !known {
            // A person? Then what of theirs breached it.
            let whose = criterion.subjects.iter().find_map(|(kind, _)| {
                let found = self.known(*kind, key);
                found.first().filter(|_| found.len() == 1).map(|key| (*kind, key.clone()))
            });
            if let Some((kind, key)) = whose {
                let proof = self.ask.person(kind, &key);
                return Ok((self.say.breaches(&proof, id, self.called), Ended::Fine));
            }
        }
        let row = self.row(criterion.unit, key)?;
        let mut told = self.say.finding(&self.ask.finding(id, row));
        told.proof.extend(self.say.timelines(&self.ask.timelines(criterion.unit, row)));
        Ok((told, Ended::Fine))
    }

    fn step(&self, id: LadderId, step: Option<usize>, whom: Option<&str>) -> Answer {
        let ladder = &self.ask.standard.ladders[id.index()];
        let subject = self.whom(ladder.subject, whom)?;
        let at = self.at()?;
        let forms = self.ask.standard.versions_of_ladder(id);
        let newest = || {
            let decisions = self.ask.run.outcome.decisions.iter();
            let mut of_ladder = decisions.filter(|d| d.subject == subject).filter_map(|d| match d.kind {
                DecisionKind::Step(l, step) if forms.contains(&l) => Some((d.at, l, step)),
                _ => None,
            });
            match at {
                None => of_ladder.next_back().map(|(_, of, step)| (of, step)),
                Some(at) => of_ladder.min_by_key(|(when, ..)| when.abs_diff(at)).map(|(_, of, step)| (of, step)),
            }
        };
        let last = |of: LadderId| self.ask.standard.ladders[of.index()].steps.len().saturating_sub(1);
        // Of a whole ladder the newest step is meant; if it is asked why not, the one above it.
        let (id, step) = step.map(|step| (id, step)).unwrap_or_else(|| match (newest(), self.asked.not) {
            (Some((of, step)), true) => (of, (step + 1).min(last(of))),
            (Some(newest), false) => newest,
            (None, _) => (id, 0),
        });
        if ladder.steps.is_empty() {
            return Err(unknown(&format!("{} has no steps", ladder.label.name), "ask about another ladder"));
        }
        let decision = self.ask.step_decision(id, step, &subject, at);
        if let Some(proof) = decision.and_then(|d| self.ask.step(d, self.pool)) {
            if self.asked.not {
                speak::message("--not: it was proposed; here is why.");
            }
            return Ok((self.say.step(&proof), Ended::Fine));
        }
        Ok((self.say.step(&self.ask.no_step(id, step, &subject, self.pool)), Ended::Fine))
    }

    fn recognition(&self, id: RecognitionId, whom: Option<&str>) -> Answer {
        let rule = &self.ask.standard.recognitions[id.index()];
        let subject = self.whom(rule.subject, whom)?;
        let at = self.at()?;
        let forms = self.ask.standard.versions_of_recognition(id);
        let mut given = self.ask.run.outcome.decisions.iter().enumerate().filter(|(_, d)| {
            d.subject == subject && matches!(d.kind, DecisionKind::Recognition(r, _) if forms.contains(&r))
        });
        let decision = match at {
            None => given.next_back(),
            Some(at) => given.min_by_key(|(_, d)| d.at.abs_diff(at)),
        };
        if let Some(proof) = decision.and_then(|(d, _)| self.ask.recognition(d, self.pool)) {
            if self.asked.not {
                speak::message("--not: it was given; here is why.");
            }
            return Ok((self.say.recognition(&proof), Ended::Fine));
        }
        Ok((self.say.recognition(&self.ask.no_recognition(id, &subject, self.pool)), Ended::Fine))
    }

    fn figure(&self, id: MetricId, whom: Option<&str>) -> Answer {
        let metric = &self.ask.standard.metrics[id.index()];
        let word = self.asked.of.as_deref().or(whom);
        let versions = !self.ask.standard.versions.is_empty();
        let name = |id: MetricId| plain(&self.ask.standard.metrics[id.index()].label.name);
        let is_of = |other: MetricId| other == id || versions && name(other) == name(id);
        let figures: Vec<(usize, &Figure)> =
            self.ask.run.outcome.figures.iter().enumerate().filter(|(_, f)| is_of(f.metric)).collect();
        let is_whole = |f: &Figure| metric.per[f.per].name == "organization";
        let of = |f: &Figure, word: &str| {
            f.subject.eq_ignore_ascii_case(word)
                || self.names.called(&metric.per[f.per].name, word).contains(&f.subject)
        };
        let has_whole = metric.per.iter().any(|p| p.name == "organization");
        let whose = |f: &Figure| match word {
            Some(word) => of(f, word),
            None => !has_whole || is_whole(f),
        };
        let mut found: Vec<(usize, &Figure)> = figures.iter().copied().filter(|(_, f)| whose(f)).collect();
        if found.is_empty() {
            let mut subjects: Vec<&str> = figures.iter().map(|(_, f)| f.subject.as_str()).collect();
            subjects.dedup();
            let word = word.unwrap_or_default();
            let near = etalon_store::nearest(word, subjects.iter().copied());
            let some = subjects.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            let help = near.map_or_else(|| format!("it is made for {some} …"), |n| format!("did you mean `{n}`?"));
            return Err(unknown(&format!("{} has no figure of `{word}`", metric.label.name), &help));
        }
        if let Some(period) = &self.asked.period {
            let periods: Vec<&str> = found.iter().map(|(_, f)| f.period.as_str()).collect();
            if !periods.contains(&period.as_str()) {
                let last = periods.last().copied().unwrap_or_default();
                let near = etalon_store::nearest(period, periods.iter().copied()).unwrap_or(last);
                let what = format!("{} has no figure in `{period}`", metric.label.name);
                return Err(unknown(&what, &format!("write a period such as {near}")));
            }
            found.retain(|(_, f)| f.period == *period);
        }
        // The last that is over and has something in it; of several kinds of period the first that the metric names.
        let each = |f: &Figure| metric.each.iter().position(|e| *e == f.each);
        let best = found.iter().rev().min_by_key(|(_, f)| (!f.closed, f.n == 0, each(f)));
        if let (Some((_, figure)), Some(least)) = (best.filter(|(_, f)| f.hidden), metric.hide) {
            let what = format!("{} of {} in {} is not shown", metric.label.name, figure.subject, figure.period);
            let help = format!(
                "it is of too few (`hide under {least}`), or would give such a one away: ask for a longer period or a larger group"
            );
            return Err(unknown(&what, &help));
        }
        let proof = best.and_then(|(index, _)| self.ask.figure(*index, self.pool));
        let proof = proof.ok_or_else(|| unknown("there is no such figure", "ask with --in and --of"))?;
        Ok((self.say.figure(&proof), Ended::Fine))
    }

    fn unit(&self, unit: UnitId, whom: Option<&str>) -> Answer {
        if matches!(self.ask.standard.units[unit.index()].kind, UnitKind::Entity) {
            let key = self.whom(Some(unit), whom)?;
            return Ok((self.say.person(&self.ask.person(unit, &key), self.called), Ended::Fine));
        }
        let row = self.row(unit, self.need(unit, whom)?)?;
        Ok(self.thing(unit, row))
    }

    fn thing(&self, unit: UnitId, row: u32) -> (Told, Ended) {
        let criteria = (0_u16..).map(CriterionId).zip(&self.ask.standard.criteria).filter(|(_, c)| c.unit == unit);
        let proofs: Vec<_> = criteria.map(|(id, _)| self.ask.finding(id, row)).collect();
        let mut told = self.say.thing_told(&self.ask.thing(unit, row), &proofs, self.called);
        told.proof.extend(self.say.timelines(&self.ask.timelines(unit, row)));
        (told, Ended::Fine)
    }

    /// A word that the standard does not name: a key, or what somebody is called.
    fn key(&self, word: &str, all: &[(String, Topic)]) -> Answer {
        let standard = self.ask.standard;
        let units = || (0_u16..).map(UnitId).zip(&standard.units);
        let world = &self.ask.run.world;
        let mut found: Vec<(UnitId, String)> = Vec::new();
        for (unit, declared) in units() {
            if matches!(declared.kind, UnitKind::Entity) {
                found.extend(self.known(unit, word).into_iter().map(|key| (unit, key)));
            } else if world.row_of(unit, word, world.as_of).is_some() {
                found.push((unit, word.to_owned()));
            }
        }
        match found.as_slice() {
            [] => {
                let names = || all.iter().map(|(name, _)| name.as_str());
                let begun = names().find(|name| name.to_lowercase().starts_with(&word.to_lowercase()));
                let near = begun.or_else(|| etalon_store::nearest(word, names()));
                let help = near.map_or_else(
                    || format!("`{}` lists what can be asked", self.called),
                    |near| format!("did you mean `{near}`? `{}` lists what can be asked", self.called),
                );
                Err(unknown(&format!("`{word}` is no name of the standard, and no key in the data"), &help))
            }
            [(unit, key)] => self.unit(*unit, Some(key)),
            several => {
                let meaning = |(unit, key): &(UnitId, String)| {
                    let name = &standard.units[unit.index()].label.name;
                    Example { what: self.names.subject(name, key), words: vec![name.clone(), key.clone()] }
                };
                let meanings: Vec<Example> = several.iter().map(meaning).collect();
                Ok((self.say.meanings(word, &meanings, self.called), Ended::SaidNo))
            }
        }
    }

    fn at(&self) -> Result<Option<i64>, Ended> {
        let Some(text) = &self.asked.at else { return Ok(None) };
        as_of(text, self.ask.standard).map(Some).map_err(|error| {
            speak::trouble(&format!("--at: {error}"), None);
            Ended::WrongUsage
        })
    }
}

const fn kind(topic: Topic) -> &'static str {
    match topic {
        Topic::Criterion(_) => "a requirement",
        Topic::Mitigation(_) => "a mitigation",
        Topic::Ladder(_) => "a ladder",
        Topic::Step(..) => "a step of a ladder",
        Topic::Recognition(_) => "a recognition",
        Topic::Metric(_) => "a figure",
        Topic::Unit(_) => "a kind of thing in the data",
    }
}
