//! The plan as a list that a person can read: what is computed once, where it comes from, and who shares it.

use super::print::Printer;
use super::{Level, NodeId, Op, Plan};
use crate::Standard;
use crate::evaluate::Use;
use crate::standard::{
    Celebrate, Counted, CriterionId, FormId, Formula, LadderId, MetricId, MitigationId, Ower, RecognitionId,
    Requirement, SubjectKind, UnitId, UnitKind,
};
use etalon_grammar::ast::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How wide the conditions may run before their places stand.
const COLUMN: usize = 76;

impl Plan {
    /// The whole plan as text. `place` says where in the text something stands: `line 43`.
    #[must_use]
    pub fn print(&self, standard: &Standard, place: &dyn Fn(Span) -> String) -> String {
        let users = self.users(standard);
        let numbers = self.numbers(&users);
        let listing = Listing { plan: self, standard, place, users, numbers };
        listing.print()
    }

    /// For each node the rules that need it.
    fn users(&self, standard: &Standard) -> Vec<BTreeSet<String>> {
        let mut by_rule: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
        for (uses, (_, node)) in &self.roots {
            by_rule.entry(rule(standard, uses)).or_default().push(*node);
        }
        for case in &self.cases {
            let nodes = by_rule.entry(standard.units[case.unit.index()].label.name.clone()).or_default();
            nodes.extend(&case.by);
            nodes.extend(case.clocks.iter().flat_map(super::ClockPlan::nodes));
            for fact in case.facts.iter().flatten() {
                match fact {
                    super::FactPlan::Plain(node) => nodes.push(*node),
                    super::FactPlan::Clock(_) => {}
                    super::FactPlan::Aggregate { value, filter } => nodes.extend(value.iter().chain(filter)),
                }
            }
        }
        let mut users = vec![BTreeSet::new(); self.nodes.len()];
        for (rule, nodes) in by_rule {
            for node in self.needs(nodes) {
                users[node.index()].insert(rule.clone());
            }
        }
        users
    }

    /// Numbers for the nodes that are worth a line: conditions, looks, and what is more than a field or a constant and shared.
    fn numbers(&self, users: &[BTreeSet<String>]) -> Vec<Option<usize>> {
        let worth = |(node, users): (&super::Node, &BTreeSet<String>)| match (&node.op, node.level) {
            _ if users.is_empty() => false,
            (_, Level::Constant | Level::Pair) | (Op::Const(_) | Op::Field(..) | Op::Convert(_) | Op::At(..), _) => {
                false
            }
            (Op::Look(look), _) if look.ask.is_none() => false,
            (Op::Look(_), _) => true,
            (Op::Score(_) | Op::Verdict(_) | Op::Band(_), _) => false,
            _ => node.ty == crate::standard::Type::YesNo || users.len() > 1,
        };
        let mut numbers: Vec<Option<usize>> =
            self.nodes.iter().zip(users).map(|pair| worth(pair).then_some(0)).collect();
        // A look for one is written as a part (`no call …` is its opposite) unless it stands alone.
        for (uses, (_, id)) in &self.roots {
            let look = matches!(&self.node(*id).op, Op::Look(_));
            if look && !matches!(uses, Use::MetricSubject(..)) {
                numbers[id.index()] = Some(0);
            }
        }
        // Numbered as they are listed: unit by unit.
        let mut order: Vec<usize> = (0..numbers.len()).filter(|i| numbers[*i].is_some()).collect();
        order.sort_by_key(|i| match self.nodes[*i].level {
            Level::Row(unit) => (unit, *i),
            Level::Constant | Level::Pair => (UnitId(u16::MAX), *i),
        });
        for (number, i) in (1..).zip(order) {
            numbers[i] = Some(number);
        }
        numbers
    }
}

struct Listing<'a> {
    plan: &'a Plan,
    standard: &'a Standard,
    place: &'a dyn Fn(Span) -> String,
    users: Vec<BTreeSet<String>>,
    numbers: Vec<Option<usize>>,
}

impl Listing<'_> {
    fn print(&self) -> String {
        let mut text = String::new();
        let standard = self.standard;
        let _ = writeln!(text, "plan of {} {}", standard.name, standard.version);
        text.push_str("\njudge: event or case to finding; every condition once, however many rules share it\n");
        for (unit, i) in standard.units.iter().zip(0..) {
            let (unit_id, kind) = (
                UnitId(i),
                match &unit.kind {
                    UnitKind::Event => "event".to_owned(),
                    UnitKind::Entity => "entity".to_owned(),
                    UnitKind::Case(members) => {
                        let names = members.iter().map(|m| standard.units[m.event.index()].label.name.as_str());
                        format!("case of {}", names.collect::<Vec<_>>().join(", "))
                    }
                    UnitKind::Course(_) => "what its clocks see".to_owned(),
                },
            );
            let rules = self.judging(unit_id);
            let nodes = self.nodes(unit_id);
            if rules.is_empty() && nodes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n  {} ({kind}, {})", unit.label.name, (self.place)(unit.label.span));
            self.lines(&mut text, nodes);
            self.lines(&mut text, rules);
        }
        let folding = self.folding();
        if !folding.is_empty() {
            text.push_str("\nfold: findings of one subject, in order, to proposals\n\n");
            self.lines(&mut text, folding);
        }
        let tallying = self.tallying();
        if !tallying.is_empty() {
            text.push_str("\ntally: exact counts and sums to figures\n\n");
            self.lines(&mut text, tallying);
        }
        text
    }

    fn lines(&self, text: &mut String, lines: Vec<(String, String)>) {
        let width = lines.iter().map(|l| l.0.chars().count()).filter(|w| *w <= COLUMN).max().unwrap_or(0);
        for (left, right) in lines {
            let pad = width.saturating_sub(left.chars().count());
            let _ = writeln!(text, "    {left}{}  {right}", " ".repeat(pad));
        }
    }

    /// A part as it is named in other lines.
    fn named(&self, id: NodeId) -> String {
        match self.numbers[id.index()] {
            Some(number) => format!("#{number}"),
            None => self.printer().whole(id),
        }
    }

    fn printer(&self) -> Printer<'_> {
        Printer { plan: self.plan, standard: self.standard, numbers: Some(&self.numbers) }
    }

    fn nodes(&self, unit: UnitId) -> Vec<(String, String)> {
        let ids = (0..).map(NodeId).zip(&self.plan.nodes).filter(|(_, n)| n.level == Level::Row(unit));
        ids.filter_map(|(id, node)| {
            let number = self.numbers[id.index()]?;
            let users = &self.users[id.index()];
            let mut right = (self.place)(node.span);
            match users.len() {
                1 => right.push_str(&users.iter().map(|u| format!(", for {u}")).collect::<String>()),
                n => {
                    let _ = write!(
                        right,
                        ", shared by {n}: {}",
                        users.iter().take(4).cloned().collect::<Vec<_>>().join(", ")
                    );
                    right.push_str(if n > 4 { " …" } else { "" });
                }
            }
            Some((format!("#{number:<3} {}", self.printer().whole(id)), right))
        })
        .collect()
    }

    /// The rules that judge a unit.
    fn judging(&self, unit: UnitId) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let (plan, standard) = (self.plan, self.standard);
        for (form, f) in standard.forms.iter().zip(0..).filter(|(form, _)| form.unit == unit) {
            let fault = plan.forms[f].fault.map_or_else(|| "failed".to_owned(), |n| self.named(n));
            let how = if form.by_sections { "sections" } else { "points" };
            let text = format!("form {}: {} items by {how}, fault when {fault}", form.label.name, form.items.len());
            lines.push((text, (self.place)(form.label.span)));
        }
        for (criterion, c) in standard.criteria.iter().zip(0..).filter(|(c, _)| c.unit == unit) {
            let mut text = format!("criterion {}", criterion.label.name);
            if let Some(filter) = plan.criteria[c].filter {
                let _ = write!(text, " for {}", self.named(filter));
            }
            match (&criterion.require, plan.criteria[c].require) {
                (Requirement::Condition(_), Some(node)) => {
                    let _ = write!(text, " requires {}", self.named(node));
                }
                (Requirement::Form(form), _) => {
                    let _ = write!(text, " requires {} without fault", standard.forms[form.index()].label.name);
                }
                (Requirement::Item(form, item), _) => {
                    let (answer, _) = plan.forms[form.index()].items[*item];
                    let _ = write!(text, " requires {}", self.named(answer));
                }
                _ => {}
            }
            let causes = &plan.mitigations[c];
            if !causes.is_empty() {
                let names = causes.iter().map(|m| standard.mitigations[m.index()].label.name.as_str());
                let _ = write!(text, ", cause moved by {}", names.collect::<Vec<_>>().join(", "));
            }
            lines.push((text, (self.place)(criterion.label.span)));
        }
        for (mitigation, m) in standard.mitigations.iter().zip(0..).filter(|(m, _)| m.unit == unit) {
            let when = plan
                .roots
                .get(&Use::MitigationWhen(MitigationId(m)))
                .map_or_else(|| "always".to_owned(), |r| format!("when {}", self.named(r.1)));
            lines.push((format!("mitigation {} {when}", mitigation.label.name), (self.place)(mitigation.label.span)));
        }
        lines
    }

    fn folding(&self) -> Vec<(String, String)> {
        let standard = self.standard;
        let mut lines = Vec::new();
        for (ladder, l) in standard.ladders.iter().zip(0..) {
            let counts = ladder.counts.iter().zip(0..).map(|(counted, n)| match counted {
                Counted::Faults(list) => {
                    let names = list.iter().map(|c| standard.criteria[c.criterion.index()].label.name.as_str());
                    format!("faults of {}", names.collect::<Vec<_>>().join(", "))
                }
                Counted::Misses { metric, .. } => format!("misses of {}", standard.metrics[metric.index()].label.name),
                Counted::Unheld { ladder, step } => {
                    let other = &standard.ladders[ladder.index()];
                    format!("unheld {}.{}", other.label.name, other.steps[*step].name)
                }
                Counted::Events { unit, .. } => {
                    let filter = self.plan.roots.get(&Use::LadderFilter(LadderId(l), n));
                    let filter = filter.map_or_else(String::new, |r| format!(" where {}", self.named(r.1)));
                    format!("{}{filter}", standard.units[unit.index()].label.name)
                }
            });
            let whose = self.subject(ladder.subject);
            let steps: Vec<&str> = ladder.steps.iter().map(|s| s.name.as_str()).collect();
            let counts: Vec<String> = counts.collect();
            let text =
                format!("ladder {} per {whose}: {} to {}", ladder.label.name, counts.join("; "), steps.join(", "));
            lines.push((text, (self.place)(ladder.label.span)));
        }
        for duty in &standard.duties {
            let who = match &duty.owed_by {
                Ower::Role(role) => format!("\"{role}\""),
                Ower::Entity(unit, _) => standard.units[unit.index()].label.name.clone(),
            };
            let (cause, shown) = (&standard.units[duty.unit.index()], &standard.units[duty.done.unit.index()]);
            let (cause, shown) = (&cause.label.name, &shown.label.name);
            let text = format!("duty {} of {who}: after {cause}, done by {shown}", duty.label.name);
            lines.push((text, (self.place)(duty.label.span)));
        }
        for (recognition, r) in standard.recognitions.iter().zip(0..) {
            let what = match &recognition.when {
                Celebrate::Unit { unit, .. } => {
                    let filter = self.plan.roots.get(&Use::RecognitionFilter(RecognitionId(r)));
                    let filter = filter.map_or_else(String::new, |r| format!(" where {}", self.named(r.1)));
                    format!("{}{filter}", standard.units[unit.index()].label.name)
                }
                Celebrate::Metrics(list) => {
                    let names = list.iter().map(|m| standard.metrics[m.metric.index()].label.name.as_str());
                    names.collect::<Vec<_>>().join(" and ")
                }
                Celebrate::Streak { count, criterion, .. } => {
                    format!("{count} in a row met {}", standard.criteria[criterion.index()].label.name)
                }
            };
            let text =
                format!("recognition {} per {}: {what}", recognition.label.name, self.subject(recognition.subject));
            lines.push((text, (self.place)(recognition.label.span)));
        }
        lines
    }

    fn subject(&self, unit: Option<UnitId>) -> &str {
        unit.map_or("organization", |u| self.standard.units[u.index()].label.name.as_str())
    }

    fn tallying(&self) -> Vec<(String, String)> {
        let standard = self.standard;
        let mut lines = Vec::new();
        for (metric, m) in standard.metrics.iter().zip(0..) {
            let id = MetricId(m);
            let root = |uses: Use| self.plan.roots.get(&uses).map(|r| self.named(r.1));
            let value = root(Use::MetricValue(id)).unwrap_or_default();
            let unit = &standard.units[metric.unit.index()].label.name;
            let filter = root(Use::MetricFilter(id)).map_or_else(String::new, |f| format!(" where {f}"));
            let what = match &metric.formula {
                Formula::Share(_) => format!("share of {unit}{filter} that is {value}"),
                Formula::Count => format!("count of {unit}{filter}"),
                Formula::Sum(_) => format!("sum {value} of {unit}{filter}"),
                Formula::Mean(_) => format!("mean {value} of {unit}{filter}"),
                Formula::Percentile(_, p) => format!("percentile {p} {value} of {unit}{filter}"),
                Formula::Min(_) => format!("min {value} of {unit}{filter}"),
                Formula::Max(_) => format!("max {value} of {unit}{filter}"),
                Formula::Distinct(_) => format!("distinct {value} of {unit}{filter}"),
                Formula::Figures(of) => {
                    let name = &standard.metrics[of.metric.index()].label.name;
                    format!("{} of figures of {name} of at least {}", of.how.word(), of.least)
                }
                Formula::Standing(at) => {
                    let (word, ladder) =
                        (if at.share { "share" } else { "count" }, &standard.ladders[at.ladder.index()]);
                    let step = &ladder.steps[at.step].name;
                    format!("{word} of {unit}{filter} standing at {}.{step}", ladder.label.name)
                }
                Formula::Ratio(_) => {
                    let base = root(Use::MetricBase(id)).unwrap_or_default();
                    format!("ratio {value} to {base} of {unit}{filter}")
                }
                Formula::Window(call, _) => {
                    let given: Vec<String> = (0..).map_while(|n| root(Use::MetricWindow(id, n))).collect();
                    let name = call.window(&standard.plugins).map_or("", |s| s.name.as_str());
                    let plugin = &standard.plugins[call.plugin.index()].label.name;
                    format!("{plugin}.{name}({}) of {unit}{filter}", given.join(", "))
                }
            };
            let per: Vec<String> = metric
                .per
                .iter()
                .zip(0..)
                .map(|(per, n)| match &per.subject {
                    SubjectKind::Organization => "organization".to_owned(),
                    _ => root(Use::MetricSubject(id, n)).unwrap_or_else(|| per.name.clone()),
                })
                .collect();
            let text = format!("metric {}: {what}, per {}", metric.label.name, per.join(", "));
            lines.push((text, (self.place)(metric.label.span)));
        }
        lines
    }
}

/// The name of the rule that a use belongs to.
fn rule(standard: &Standard, uses: &Use) -> String {
    let criterion = |c: &CriterionId| standard.criteria[c.index()].label.name.clone();
    let form = |f: &FormId| standard.forms[f.index()].label.name.clone();
    let metric = |m: &MetricId| standard.metrics[m.index()].label.name.clone();
    let ladder = |l: &LadderId| standard.ladders[l.index()].label.name.clone();
    match uses {
        Use::CriterionFilter(c) | Use::CriterionRequire(c) | Use::CriterionSubject(c, _) => criterion(c),
        Use::MitigationWhen(m) | Use::MitigationRests(m, _) => standard.mitigations[m.index()].label.name.clone(),
        Use::FormFault(f) | Use::ItemAnswer(f, _) | Use::ItemNa(f, _) => form(f),
        Use::StepsPart(s, _) => standard.steps[s.index()].label.name.clone(),
        Use::MetricWindow(m, _) | Use::MetricStratum(m, _) => metric(m),
        Use::MetricBase(m)
        | Use::MetricFilter(m)
        | Use::MetricValue(m)
        | Use::MetricDated(m)
        | Use::MetricSubject(m, _) => metric(m),
        Use::LadderFilter(l, _)
        | Use::LadderSubject(l, ..)
        | Use::LadderOnce(l, ..)
        | Use::HeldFilter(l, _)
        | Use::HeldSubject(l, _) => ladder(l),
        Use::DutyOwer(d) | Use::DutyDone(d) | Use::DutyAnybody(d) | Use::DutyDoer(d) => {
            standard.duties[d.index()].label.name.clone()
        }
        Use::NoticeFilter(n) | Use::NoticeAbout(n) | Use::KnownFilter(n) | Use::KnownAbout(n) => {
            standard.notices[n.index()].label.name.clone()
        }
        Use::AppealFilter(l)
        | Use::AppealAbout(l, _)
        | Use::RulingFilter(l)
        | Use::RulingAbout(l)
        | Use::RulingBy(l)
        | Use::RulingGranted(l)
        | Use::RulingBarred(l)
        | Use::OverturnedFilter(l)
        | Use::OverturnedAbout(l, _) => ladder(l),
        Use::RecognitionFilter(r) | Use::RecognitionSubject(r) => standard.recognitions[r.index()].label.name.clone(),
    }
}
