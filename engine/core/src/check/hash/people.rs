//! Metrics, ladders and recognitions, as they are meant.

use super::expr::sign;
use super::{Rule, Writer};
use crate::standard::{
    CalendarTerm, Celebrate, Counted, Formula, Grade, Handover, Ladder, Metric, OwedBy, Period, Recognition, Step,
    StepCondition, SubjectKind, Target, Term, Type, UnitId, Window,
};

/// Bounds carry their kind themselves.
const ANY: Type = Type::Exact;

impl Writer<'_> {
    pub(super) fn metric(&mut self, metric: &Metric) {
        let unit = metric.unit;
        self.binds(metric.label.binds);
        self.uses(unit);
        self.over_optional(unit, "where", metric.filter.as_ref());
        match &metric.formula {
            Formula::Count => self.word("count"),
            Formula::Share(x) => self.over(unit, "share", x),
            Formula::Sum(x) => self.over(unit, "sum", x),
            Formula::Mean(x) => self.over(unit, "mean", x),
            Formula::Min(x) => self.over(unit, "min", x),
            Formula::Max(x) => self.over(unit, "max", x),
            Formula::Distinct(x) => self.over(unit, "distinct", x),
            Formula::Figures(of) => self.node("figures", |w| {
                w.word(of.how.word());
                w.quoted(&w.standard.metrics[of.metric.index()].label.name);
                let base = &w.standard.metrics[of.metric.index()].per;
                for per in of.per.iter().filter_map(|per| base.get(*per)) {
                    w.quoted(&per.name);
                }
                w.number(of.least);
            }),
            Formula::Standing(at) => self.node("standing", |w| {
                let ladder = &w.standard.ladders[at.ladder.index()];
                w.flag("share", at.share);
                w.quoted(&ladder.label.name);
                w.quoted(&ladder.steps[at.step].name);
            }),
            Formula::Ratio(both) => {
                self.over(unit, "ratio", &both[0]);
                self.over(unit, "to", &both[1]);
            }
            Formula::Window(call, _) => {
                let before = std::mem::replace(&mut self.scopes, vec![unit]);
                self.plugin("window", call, call.window(&self.standard.plugins));
                self.scopes = before;
            }
            Formula::Percentile(x, rank) => {
                self.over(unit, "percentile", x);
                self.ratio("rank", *rank);
            }
        }
        self.sorted("per", &metric.per, |w, per| {
            w.quoted(&per.name);
            match &per.subject {
                SubjectKind::Organization => w.word("organization"),
                SubjectKind::Entity(entity, path) => {
                    w.uses(*entity);
                    w.over(unit, "by", path);
                }
                SubjectKind::Value(value) => w.over(unit, "value", value),
            }
        });
        self.sorted("each", &metric.each, Self::period);
        if !metric.formula.is_derived() {
            self.over(unit, "dated", &metric.dated);
        }
        self.sorted("targets", &metric.targets, |w, target| w.target(metric, target));
        if let Some(chart) = &metric.chart {
            self.node("chart", |w| {
                if let Some((from, to)) = chart.baseline {
                    w.number(from);
                    w.number(to);
                }
            });
        }
        if let Some(least) = metric.hide {
            self.node("hide", |w| w.number(least));
        }
        if let Some(per) = metric.every.and_then(|index| metric.per.get(index)) {
            self.node("every", |w| w.quoted(&per.name));
        }
        if let Some(least) = metric.provisional {
            self.node("provisional", |w| w.number(least));
        }
        self.sorted("grades", &metric.grades, |w, grade| w.grade(metric, grade));
        if !metric.expected.is_empty() {
            self.sorted("expected", &metric.expected, |w, stratum| w.over(unit, "by", stratum));
        }
        if let Some(purpose) = &metric.purpose {
            self.node("purpose", |w| w.quoted(purpose));
        }
        if let Some(owner) = &metric.owner {
            self.node("owner", |w| w.quoted(owner));
        }
    }

    fn grade(&mut self, metric: &Metric, grade: &Grade) {
        self.node("grade", |w| {
            if let Some(period) = &grade.period {
                w.period(period);
            }
            if let Some(per) = grade.per.and_then(|index| metric.per.get(index)) {
                w.quoted(&per.name);
            }
            w.node("least", |w| w.number(grade.least));
            if let Some(to) = &grade.carry {
                w.node("carry", |w| w.period(to));
            }
            if let Some(gate) = &grade.gate {
                w.node(sign(gate.op), |w| {
                    w.quoted(&w.standard.metrics[gate.metric.index()].label.name);
                    w.value(&ANY, &gate.bound);
                });
            }
            for arm in &grade.arms {
                w.node(sign(arm.op), |w| {
                    w.value(&ANY, &arm.bound);
                    w.value(&ANY, &arm.worth);
                });
            }
            w.node("else", |w| w.value(&ANY, &grade.otherwise));
        });
    }

    fn target(&mut self, metric: &Metric, target: &Target) {
        self.node(sign(target.op), |w| {
            if let Some(period) = &target.period {
                w.period(period);
            }
            if let Some(per) = target.per.and_then(|index| metric.per.get(index)) {
                w.quoted(&per.name);
            }
            w.value(&ANY, &target.bound);
            w.node("least", |w| w.number(target.least));
            w.flag("proven", target.proven);
        });
    }

    fn period(&mut self, period: &Period) {
        match period {
            Period::All => self.word("all"),
            Period::HalfHour => self.word("half-hour"),
            Period::Hour => self.word("hour"),
            Period::Day => self.word("day"),
            Period::Week => self.word("week"),
            Period::Month => self.word("month"),
            Period::Quarter => self.word("quarter"),
            Period::Year => self.word("year"),
            Period::RollingDays(n) => self.node("last-days", |w| w.number(*n)),
            Period::Rolling(n) => self.node("last-micros", |w| w.number(*n)),
            Period::LastN(n) => self.node("last", |w| w.number(*n)),
        }
    }

    pub(super) fn term(&mut self, word: &str, term: Term) {
        self.node(word, |w| match term {
            Term::Elapsed(n) => w.node("micros", |w| w.number(n)),
            Term::Days(n) => w.node("days", |w| w.number(n)),
            Term::WorkingDays(n) => w.node("working-days", |w| w.number(n)),
            Term::Months(n) => w.node("months", |w| w.number(n)),
            Term::On(on) => w.node("on", |w| {
                w.calendar(on.calendar);
                let (word, number, rolling) = match on.term {
                    CalendarTerm::Business(n) => ("open-micros", n, false),
                    CalendarTerm::WorkingDays(n) => ("working-days", n, false),
                    CalendarTerm::Days { days, rolling } => ("days", days, rolling),
                    CalendarTerm::Months { months, rolling } => ("months", months, rolling),
                };
                w.node(word, |w| w.number(number));
                w.flag("rolling", rolling);
            }),
        });
    }

    fn subject(&mut self, subject: Option<UnitId>) {
        match subject {
            Some(unit) => self.uses(unit),
            None => self.word("organization"),
        }
    }

    /// A metric's `per` at that index, by its name.
    fn per(&mut self, metric: crate::standard::MetricId, per: usize) {
        if let Some(per) = self.standard.metrics[metric.index()].per.get(per) {
            self.quoted(&per.name);
        }
    }

    pub(super) fn ladder(&mut self, ladder: &Ladder) {
        self.binds(ladder.label.binds);
        match ladder.handover {
            Handover::Pinned => {}
            Handover::Adopt => self.word("adopt"),
            Handover::Close => self.word("close"),
        }
        self.subject(ladder.subject);
        self.sorted("counts", &ladder.counts, Self::counted);
        if let Some(once) = ladder.once {
            self.node("once", |w| w.uses(once));
        }
        for step in &ladder.steps {
            self.step_of(ladder, step);
        }
        if let Some(forgive) = ladder.forgive {
            self.term("forgive", forgive);
        }
        if let Some(settled) = ladder.settled {
            self.term("settled", settled);
        }
        self.fairness(ladder);
    }

    fn counted(&mut self, counted: &Counted) {
        match counted {
            Counted::Faults(list) => self.sorted("faults", list, |w, one| {
                let unit = w.standard.criteria[one.criterion.index()].unit;
                w.node("of", |w| w.lean_on(Rule::Criterion(one.criterion)));
                w.over_optional(unit, "whose", one.subject.as_ref());
                w.over_optional(unit, "once", one.once.as_ref());
            }),
            Counted::Misses { metric, per, each } => self.node("misses", |w| {
                w.lean_on(Rule::Metric(*metric));
                w.per(*metric, *per);
                w.period(each);
            }),
            Counted::Unheld { ladder, step } => {
                let other = &self.standard.ladders[ladder.index()];
                self.node("unheld", |w| {
                    if let Some(step) = other.steps.get(*step) {
                        w.quoted(&step.name);
                    }
                    w.node("ladder", |w| w.ladder(other));
                });
            }
            Counted::Events { unit, filter, subject, once } => self.node("events", |w| {
                w.uses(*unit);
                w.over_optional(*unit, "where", filter.as_ref());
                w.over_optional(*unit, "whose", subject.as_ref());
                w.over_optional(*unit, "once", once.as_ref());
            }),
        }
    }

    fn step_of(&mut self, ladder: &Ladder, step: &Step) {
        let named = |index: usize| ladder.steps.get(index).map_or("", |s| s.name.as_str());
        self.node("step", |w| {
            w.quoted(&step.name);
            w.sorted("when", &step.when, |w, condition| match condition {
                StepCondition::Faults { count, within, after } => w.node("faults", |w| {
                    w.number(*count);
                    match within {
                        None => {}
                        Some(Window::Days(n)) => w.node("in-days", |w| w.number(*n)),
                        Some(Window::Elapsed(n)) => w.node("in-micros", |w| w.number(*n)),
                    }
                    if let Some(after) = after {
                        w.node("after", |w| w.quoted(named(*after)));
                    }
                }),
                StepCondition::InARow { count, measured } => w.node("in-a-row", |w| {
                    w.number(*count);
                    w.flag("measured", *measured);
                }),
                StepCondition::OfLast { count, of } => w.node("of-last", |w| {
                    w.number(*count);
                    w.number(*of);
                }),
                StepCondition::Held(index) => w.node("held", |w| w.quoted(named(*index))),
            });
            match &step.owed_by {
                None => {}
                Some(OwedBy::Role(role)) => w.node("role", |w| w.quoted(role)),
                Some(OwedBy::Path(path)) => w.node("owed", |w| {
                    let mut unit = ladder.subject;
                    for field in path {
                        unit = unit.and_then(|u| w.step(u, *field));
                    }
                }),
            }
            if let Some(within) = step.within {
                w.term("within", within);
            }
            if let Some(held) = &step.held {
                w.node("held", |w| {
                    w.uses(held.unit);
                    w.over_optional(held.unit, "where", held.filter.as_ref());
                    w.over_optional(held.unit, "whose", held.subject.as_ref());
                });
            }
        });
    }

    pub(super) fn recognition(&mut self, recognition: &Recognition) {
        self.binds(recognition.label.binds);
        self.subject(recognition.subject);
        match &recognition.when {
            Celebrate::Unit { unit, filter, subject } => {
                self.uses(*unit);
                self.over_optional(*unit, "where", filter.as_ref());
                self.over_optional(*unit, "whose", subject.as_ref());
            }
            Celebrate::Metrics(list) => self.sorted("metrics", list, |w, condition| {
                w.node(sign(condition.op), |w| {
                    w.lean_on(Rule::Metric(condition.metric));
                    w.per(condition.metric, condition.per);
                    w.period(&condition.each);
                    w.value(&ANY, &condition.bound);
                    w.node("least", |w| w.number(condition.least));
                });
            }),
            Celebrate::Streak { count, criterion, subject } => {
                let unit = self.standard.criteria[criterion.index()].unit;
                self.node("streak", |w| {
                    w.number(*count);
                    w.lean_on(Rule::Criterion(*criterion));
                });
                self.over_optional(unit, "whose", subject.as_ref());
            }
        }
        if let Some(share) = &recognition.share {
            self.node("share", |w| {
                w.quoted(&share.with);
                w.flag("consent", share.consent);
                if let Some(within) = share.within {
                    w.term("within", within);
                }
            });
        }
        if let Some(order) = recognition.order {
            self.node("order", |w| w.lean_on(Rule::Metric(order)));
        }
    }
}
