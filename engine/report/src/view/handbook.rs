//! The standard itself, to be read by those who work by it: what is asked, what is nobody's fault, what follows.

use super::handbook_clocks::Speaker;
use super::{critical_key, plain, rests, title};
use crate::{Lexicon, Report, show};
use etalon_core::Span;
use etalon_core::evaluate::figure_type;
use etalon_core::show as exact;
use etalon_core::standard::{
    Action, Criterion, Critical, Duty, Form, Handover, Item, Ladder, Mitigation, OwedBy, Ower, Party, Period,
    Requirement, Standard, Step, StepCondition, Steps, Term, Window,
};
use etalon_core::value::Ratio;
use serde::Serialize;

/// The whole of it.
#[derive(Debug, Clone, Serialize)]
pub struct Handbook {
    /// By principle; last, without a title, what serves none.
    pub chapters: Vec<Chapter>,
    /// Evaluations.
    pub forms: Vec<FormPage>,
    /// What moves a cause.
    pub moved: Vec<Entry>,
    /// Figures and their targets.
    pub goals: Vec<Entry>,
    /// What follows when the standard is not kept.
    pub ladders: Vec<LadderPage>,
    /// What time runs, pauses and must not run out.
    pub clocks: Vec<Entry>,
    /// When it is open.
    pub calendars: Vec<Entry>,
    /// From when on it binds.
    pub notices: Vec<Entry>,
    /// What is celebrated.
    pub honours: Vec<Entry>,
}

/// A principle and what it asks.
#[derive(Debug, Clone, Serialize)]
pub struct Chapter {
    /// Its title; empty for what serves no principle.
    pub title: String,
    /// What it means.
    pub meaning: Option<String>,
    /// What it asks.
    pub rules: Vec<Entry>,
}

/// One rule: its title, a line of facts, advice, and the words of the standard.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What is asked.
    pub title: String,
    /// In a few words each: of what, how much it weighs, whose it is.
    pub facts: Vec<String>,
    /// How it is done well.
    pub guidance: Option<String>,
    /// As it stands in the text; may be empty.
    pub written: String,
    /// Where.
    pub place: String,
}

/// A form, section by section.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage {
    /// Its title.
    pub title: String,
    /// How it is scored.
    pub facts: Vec<String>,
    /// Title, weight, items.
    pub sections: Vec<(String, String, Vec<Entry>)>,
    /// `excellent ≥ 90`
    pub bands: Vec<String>,
}

/// A ladder, step by step.
#[derive(Debug, Clone, Serialize)]
pub struct LadderPage {
    /// Its title.
    pub title: String,
    /// From when to when it is in force, and what becomes of those who stand on an earlier version.
    pub facts: Vec<String>,
    /// What keeps a fault off it, in sentences.
    pub spared: Vec<String>,
    /// From the first to the last.
    pub steps: Vec<Entry>,
}

/// In a language.
pub fn handbook(report: &Report<'_>, words: Lexicon) -> Handbook {
    let book = Book { report, standard: report.standard, words };
    Handbook {
        chapters: book.chapters(),
        forms: book
            .standard
            .forms
            .iter()
            .map(|f| book.form(f))
            .chain(book.standard.steps.iter().map(|s| book.steps(s)))
            .collect(),
        moved: book.moved(),
        goals: book.goals(),
        ladders: book.standard.ladders.iter().map(|l| book.ladder(l)).collect(),
        clocks: book.clocks(),
        calendars: book.calendars(),
        notices: book.notices(),
        honours: book
            .standard
            .recognitions
            .iter()
            .map(|r| book.entry(title(&r.label, report.language), r.label.span))
            .collect(),
    }
}

struct Book<'a> {
    report: &'a Report<'a>,
    standard: &'a Standard,
    words: Lexicon,
}

impl Book<'_> {
    fn say(&self, key: &'static str, value: impl std::fmt::Display) -> String {
        format!("{}: {value}", self.words.get(key))
    }

    fn entry(&self, title: String, span: Span) -> Entry {
        let place = (self.report.place)(span);
        Entry {
            title,
            facts: Vec::new(),
            guidance: None,
            written: (self.report.written)(span),
            place: format!("{}:{}", place.file, place.line),
        }
    }

    const fn speaker(&self) -> Speaker<'_> {
        Speaker { report: self.report, words: self.words }
    }

    fn clocks(&self) -> Vec<Entry> {
        let language = self.report.language;
        let of_case = |unit: &etalon_core::standard::Unit| -> Vec<Entry> {
            let one = |clock: &etalon_core::standard::Clock| {
                let name = clock.title.get(language).filter(|t| !t.is_empty() && *t != clock.name);
                Entry {
                    facts: vec![self.say("asked_of", title(&unit.label, language))],
                    guidance: Some(self.speaker().clock(clock)),
                    ..self.entry(name.map_or_else(|| plain(&clock.name), str::to_owned), clock.span)
                }
            };
            unit.clocks.iter().map(one).collect()
        };
        self.standard.units.iter().flat_map(of_case).collect()
    }

    fn notices(&self) -> Vec<Entry> {
        let one = |notice: &etalon_core::standard::Notice| Entry {
            guidance: Some(self.speaker().notice(notice)),
            ..self.entry(title(&notice.label, self.report.language), notice.label.span)
        };
        self.standard.notices.iter().map(one).collect()
    }

    /// Zone and days of their own; the hours stand in the words of the standard.
    fn calendars(&self) -> Vec<Entry> {
        let entry = |calendar: &etalon_core::standard::NamedCalendar| {
            let mut entry = self.entry(title(&calendar.label, self.report.language), calendar.label.span);
            let count = |closed: bool| calendar.hours.days.values().filter(|hours| hours.is_empty() == closed).count();
            entry.facts.push(calendar.zone_name.clone());
            for (key, days) in [("closed_days", count(true)), ("short_days", count(false))] {
                if days > 0 {
                    entry.facts.push(self.say(key, days));
                }
            }
            entry
        };
        self.standard.calendars.iter().map(entry).collect()
    }

    fn critical(&self, critical: Option<Critical>) -> Option<String> {
        critical.map(|c| self.say("critical", self.words.get(critical_key(c))))
    }

    fn weight(&self, weight: Ratio) -> Option<String> {
        (weight != Ratio::ONE).then(|| self.say("weight", exact::number(weight)))
    }

    fn chapters(&self) -> Vec<Chapter> {
        let language = self.report.language;
        let rules = |principle: Option<usize>| -> Vec<Entry> {
            let own = self.standard.criteria.iter().filter(|c| matches!(c.require, Requirement::Condition(_)));
            own.filter(|c| c.principle.map(|p| p.index()) == principle).map(|c| self.rule(c)).collect()
        };
        let mut chapters: Vec<Chapter> = (self.standard.principles.iter().enumerate())
            .map(|(index, principle)| Chapter {
                title: title(&principle.label, language),
                meaning: principle.meaning.get(language).map(str::to_owned),
                rules: rules(Some(index)),
            })
            .collect();
        chapters.push(Chapter { title: String::new(), meaning: None, rules: rules(None) });
        chapters.retain(|c| !c.title.is_empty() || !c.rules.is_empty());
        chapters
    }

    fn rule(&self, criterion: &Criterion) -> Entry {
        let unit = &self.standard.units[criterion.unit.index()];
        let control = criterion.employee_controls.then(|| self.words.get("employee_controls").to_owned());
        let mut facts = vec![self.say("asked_of", title(&unit.label, self.report.language))];
        facts.extend(self.weight(criterion.weight));
        facts.extend(self.critical(criterion.critical));
        facts.extend(control);
        facts.extend(self.duty(criterion));
        facts.extend(rests::lines(self.words, &self.standard.criterion_rests_on(criterion)));
        Entry {
            facts,
            guidance: criterion.guidance.get(self.report.language).map(str::to_owned),
            ..self.entry(title(&criterion.label, self.report.language), criterion.label.span)
        }
    }

    /// Of the criterion of a duty: who owes it, and until when.
    fn duty(&self, criterion: &Criterion) -> Vec<String> {
        let is_own = |d: &&Duty| d.label.name == criterion.label.name;
        let Some(duty) = self.standard.duties.iter().find(is_own) else { return Vec::new() };
        let who = match &duty.owed_by {
            Ower::Role(role) => role.clone(),
            Ower::Entity(unit, _) => title(&self.standard.units[unit.index()].label, self.report.language),
        };
        let opens = |m: &etalon_core::standard::MitigationId| {
            title(&self.standard.mitigations[m.index()].label, self.report.language)
        };
        let opened: Vec<String> = duty.opened_by.iter().map(opens).collect();
        let mut facts = vec![self.say("owed_by", who), self.say("term", self.term(duty.within))];
        let warned = duty.warnings.iter().map(|before| self.words.say("b_duty_warn", &[("term", &self.term(*before))]));
        facts.extend(warned);
        facts.extend((!opened.is_empty()).then(|| self.say("arises_with", opened.join("; "))));
        facts
    }

    fn form(&self, form: &Form) -> FormPage {
        let language = self.report.language;
        let unit = &self.standard.units[form.unit.index()];
        let sections = form.sections.iter().map(|section| {
            let name = section.title.get(language).filter(|t| !t.is_empty());
            let items = form.items[section.items.clone()].iter().map(|i| self.item(i)).collect();
            let weight =
                if form.by_sections { self.say("weight", exact::number(section.weight)) } else { String::new() };
            (name.map_or_else(|| plain(&section.name), str::to_owned), weight, items)
        });
        FormPage {
            title: title(&form.label, language),
            facts: vec![self.say("asked_of", title(&unit.label, language))],
            sections: sections.collect(),
            bands: (form.bands.iter())
                .map(|(band, least)| match least {
                    Some(least) => format!("{} ≥ {}", plain(band), exact::number(*least)),
                    None => plain(band),
                })
                .collect(),
        }
    }

    /// The steps of a unit, stage by stage, and what must come before what.
    fn steps(&self, steps: &Steps) -> FormPage {
        let language = self.report.language;
        let unit = &self.standard.units[steps.unit.index()];
        let of_stage = |stage: Option<usize>| -> Vec<Entry> {
            steps.steps.iter().filter(|step| step.stage == stage).map(|step| self.action(step)).collect()
        };
        let stages = steps.stages.iter().enumerate().map(|(index, stage)| {
            let name = stage.title.get(language).filter(|t| !t.is_empty() && *t != stage.name);
            (name.map_or_else(|| plain(&stage.name), str::to_owned), String::new(), of_stage(Some(index)))
        });
        let mut sections = vec![(self.words.get("steps_all").to_owned(), String::new(), of_stage(None))];
        sections.extend(stages);
        sections.retain(|(_, _, entries)| !entries.is_empty());
        let name = |index: usize| crate::steps::step(&steps.steps[index], language);
        FormPage {
            title: title(&steps.label, language),
            facts: vec![self.say("asked_of", title(&unit.label, language))],
            sections,
            bands: steps.pairs.iter().map(|pair| format!("{} → {}", name(pair.first), name(pair.second))).collect(),
        }
    }

    fn action(&self, step: &Action) -> Entry {
        let optional = step.optional.then(|| self.words.get("optional").to_owned());
        Entry {
            facts: optional.into_iter().collect(),
            guidance: step.guidance.get(self.report.language).map(str::to_owned),
            written: String::new(),
            ..self.entry(crate::steps::step(step, self.report.language), step.span)
        }
    }

    fn item(&self, item: &Item) -> Entry {
        let language = self.report.language;
        let name = item.title.get(language).filter(|t| !t.is_empty()).map_or_else(|| plain(&item.name), str::to_owned);
        let scale = item.scale.map(|(least, most)| format!("{}–{}", exact::number(least), exact::number(most)));
        let mut facts = vec![self.say("points", exact::number(item.points))];
        facts.extend(scale.map(|s| self.say("scale", s)));
        facts.extend(self.critical(item.critical));
        Entry {
            facts,
            guidance: item.guidance.get(language).map(str::to_owned),
            written: String::new(),
            ..self.entry(name, item.span)
        }
    }

    fn moved(&self) -> Vec<Entry> {
        let one = |m: &Mitigation| {
            // Of several kinds of things there is one for each, of one name.
            let alike = self.standard.mitigations.iter().filter(|other| other.label.name == m.label.name);
            let covers = alike.flat_map(|m| m.covers.iter().map(move |c| (m, c))).map(|(m, c)| {
                let whole = title(&self.standard.criteria[c.index()].label, self.report.language);
                m.part(*c).map_or_else(|| whole.clone(), |part| format!("{whole} ({})", self.parts(part)))
            });
            let party = self.words.get(match m.party {
                Party::Employee => "employee",
                Party::Company => "company",
                Party::Customer => "customer",
                Party::Unknown => "unknown",
            });
            let share =
                if m.share == Ratio::ONE { party.to_owned() } else { format!("{party} {}", exact::share(m.share)) };
            let id = self.standard.mitigations.iter().position(|other| std::ptr::eq(other, m));
            let owes = self.standard.duties.iter().filter(|d| d.opened_by.iter().any(|o| Some(o.index()) == id));
            let owes: Vec<String> = owes.map(|d| title(&d.label, self.report.language)).collect();
            Entry {
                facts: [self.say("cause", share), self.say("covers", covers.collect::<Vec<_>>().join("; "))]
                    .into_iter()
                    .chain((!owes.is_empty()).then(|| self.say("owes", owes.join("; "))))
                    .chain(rests::lines(self.words, &self.standard.mitigation_rests_on(m)))
                    .collect(),
                ..self.entry(title(&m.label, self.report.language), m.label.span)
            }
        };
        let all = &self.standard.mitigations;
        let first = |(index, m): &(usize, &Mitigation)| all[..*index].iter().all(|o| o.label.name != m.label.name);
        all.iter().enumerate().filter(first).map(|(_, m)| one(m)).collect()
    }

    /// The items of a form, or the steps, that a mitigation covers.
    fn parts(&self, part: &etalon_core::standard::Part) -> String {
        let language = self.report.language;
        let form = self.standard.forms.iter().find(|form| form.criterion == part.criterion);
        let steps = self.standard.steps_of(part.criterion);
        let name = |index: &usize| match (form, steps) {
            (Some(form), _) => form.items.get(*index).map(|item| {
                let title = item.title.get(language).filter(|t| !t.is_empty());
                title.map_or_else(|| plain(&item.name), str::to_owned)
            }),
            (None, steps) => steps?.steps.get(*index).map(|step| crate::steps::step(step, language)),
        };
        part.items.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }

    fn goals(&self) -> Vec<Entry> {
        let one = |metric: &etalon_core::standard::Metric| {
            let goals = metric.targets.iter().map(|target| {
                let bound = show::bound(self.standard, &target.bound, &figure_type(metric));
                let whom = target.per.and_then(|per| metric.per.get(per)).map(|per| match per.name.as_str() {
                    "organization" => self.words.get("organization").to_owned(),
                    name => plain(name),
                });
                let period = target.period.as_ref().and_then(|p| self.period(p)).map(str::to_owned);
                let about: Vec<String> = whom.into_iter().chain(period).collect();
                format!("{} {} {bound}", about.join(", "), show::sign(target.op)).trim_start().to_owned()
            });
            Entry {
                facts: goals
                    .chain(metric.grades.iter().map(|grade| {
                        super::grades::table(self.words, self.standard, self.report.language, metric, grade)
                    }))
                    .chain(rests::lines(self.words, &self.standard.metric_rests_on(metric)))
                    .collect(),
                ..self.entry(title(&metric.label, self.report.language), metric.label.span)
            }
        };
        self.standard.metrics.iter().filter(|m| !m.targets.is_empty() || !m.grades.is_empty()).map(one).collect()
    }

    fn period(&self, period: &Period) -> Option<&'static str> {
        Some(self.words.get(match period {
            Period::HalfHour => "half_hour",
            Period::Hour => "hour",
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
            Period::All | Period::RollingDays(_) | Period::Rolling(_) | Period::LastN(_) => return None,
        }))
    }

    fn ladder(&self, ladder: &Ladder) -> LadderPage {
        LadderPage {
            title: title(&ladder.label, self.report.language),
            facts: self.in_force(ladder),
            spared: self.speaker().ladder(ladder),
            steps: ladder.steps.iter().map(|step| self.step(ladder, step)).collect(),
        }
    }

    /// Of a ladder that versions of the standard bring, change or drop.
    fn in_force(&self, ladder: &Ladder) -> Vec<String> {
        let binds = ladder.label.binds;
        let day = |key, day: Option<i64>| day.map(|day| self.words.say(key, &[("day", &etalon_core::show::date(day))]));
        let stands = ladder.label.name.contains('@').then(|| {
            let key = match ladder.handover {
                Handover::Pinned => "ladder_pinned",
                Handover::Adopt => "ladder_adopt",
                Handover::Close => "ladder_close",
            };
            self.words.say(key, &[])
        });
        [day("in_force_from", binds.from), day("in_force_until", binds.until), stands].into_iter().flatten().collect()
    }

    fn step(&self, ladder: &Ladder, step: &Step) -> Entry {
        let when = step.when.iter().map(|condition| self.condition(ladder, condition));
        let when = when.reduce(|a, b| self.words.say("joined_and", &[("a", &a), ("b", &b)]));
        let owed = step.owed_by.as_ref().map(|owed| self.say("owed_by", self.owed(ladder, owed)));
        let mut facts: Vec<String> = when.into_iter().collect();
        facts.extend(owed);
        facts.extend(step.within.map(|term| self.say("term", self.term(term))));
        Entry {
            facts,
            guidance: step.guidance.get(self.report.language).map(str::to_owned),
            ..self.entry(self.report.sentences().step(step), step.span)
        }
    }

    fn condition(&self, ladder: &Ladder, condition: &StepCondition) -> String {
        let words = self.words;
        match condition {
            StepCondition::Faults { count, within, .. } => {
                let faults = words.many("fault", *count);
                match within {
                    Some(Window::Days(days)) => format!("{faults} {}", words.many("in_days", *days)),
                    Some(Window::Elapsed(micros)) => {
                        format!("{faults} {}", words.say("within_elapsed", &[("length", &exact::duration(*micros))]))
                    }
                    None => faults,
                }
            }
            StepCondition::InARow { count, measured } => {
                let key = if *measured { "periods_row_measured" } else { "periods_row" };
                words.say(key, &[("periods", &words.many("missed_period", *count))])
            }
            StepCondition::OfLast { count, of } => {
                let periods = words.many("missed_period", *count);
                words.say("periods_of_last", &[("periods", &periods), ("of", &of.to_string())])
            }
            StepCondition::Held(step) => {
                let step = ladder.steps.get(*step).map(|s| self.report.sentences().step(s)).unwrap_or_default();
                format!("{step} ({})", words.get("held"))
            }
        }
    }

    fn owed(&self, ladder: &Ladder, owed: &OwedBy) -> String {
        let path = match owed {
            OwedBy::Role(role) => return role.clone(),
            OwedBy::Path(path) => path,
        };
        let mut unit = ladder.subject;
        let mut names = Vec::new();
        for field in path {
            let Some(field) = unit.and_then(|u| self.standard.units[u.index()].fields.get(field.index())) else {
                break;
            };
            names.push(plain(&field.name));
            unit = match field.ty {
                etalon_core::standard::Type::Ref(to) => Some(to),
                _ => None,
            };
        }
        names.join(", ")
    }

    fn term(&self, term: Term) -> String {
        crate::term::term(self.standard, self.words, self.report.language, term)
    }
}
