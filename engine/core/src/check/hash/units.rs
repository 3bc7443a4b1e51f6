//! Params, events, entities, cases and sources, as they are meant.

use super::Writer;
use super::expr::sign;
use crate::standard::{ColumnExpr, Course, Fact, FieldId, Param, Source, Ties, Type, UnitId, UnitKind};

impl Writer<'_> {
    pub(super) fn param(&mut self, param: &Param) {
        self.ty(&param.ty);
        self.value(&param.ty, &param.value);
        if let Some((least, greatest)) = &param.bounds {
            self.node("between", |w| {
                w.value(&param.ty, least);
                w.value(&param.ty, greatest);
            });
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::YesNo => self.word("yes/no"),
            Type::Whole => self.word("whole"),
            Type::Decimal => self.word("decimal"),
            Type::Exact => self.word("exact"),
            Type::Share => self.word("share"),
            Type::Duration => self.word("duration"),
            Type::Instant => self.word("instant"),
            Type::Date => self.word("date"),
            Type::Text => self.word("text"),
            Type::OneOf(list) => self.sorted("one-of", list.iter(), |w, value| w.quoted(value)),
            Type::Ref(unit) => {
                let name = &self.standard.units[unit.index()].label.name;
                self.node("to", |w| w.quoted(name));
            }
        }
    }

    /// A field that a rule reads: what it is and, in a case, how it is found.
    pub(super) fn read_field(&mut self, unit: UnitId, field: FieldId) {
        let whole = &self.standard.units[unit.index()];
        let Some(found) = whole.fields.get(field.index()) else { return };
        self.node("read", |w| {
            w.quoted(&whole.label.name);
            w.quoted(&found.name);
            w.ty(&found.ty);
            w.flag("optional", found.optional);
            if let Some((least, greatest)) = &found.bounds {
                w.node("between", |w| {
                    w.value(&found.ty, least);
                    w.value(&found.ty, greatest);
                });
            }
            w.flag("from", whole.valid.0 == Some(field));
            w.flag("to", whole.valid.1 == Some(field));
            w.members(unit);
            if let UnitKind::Course(course) = &whole.kind {
                w.taken(course, field);
            }
            match &found.fact {
                None => {}
                Some(Fact::Plain(expr)) => w.over(unit, "fact", expr),
                Some(Fact::Aggregate { how, member, value, filter }) => {
                    let UnitKind::Case(members) = &whole.kind else { return };
                    let Some(member) = members.get(*member) else { return };
                    let scopes = w.standard.fact_scopes(unit, member.event);
                    let before = std::mem::replace(&mut w.scopes, scopes);
                    w.kept = true;
                    w.node(how.word(), |w| {
                        w.uses(member.event);
                        if let Some(value) = value {
                            w.node("of", |w| w.expr(value));
                        }
                        if let Some(filter) = filter {
                            w.node("where", |w| w.expr(filter));
                        }
                    });
                    w.scopes = before;
                    w.kept = false;
                }
                Some(Fact::Clock(clock, part)) => {
                    let seen = w.standard.seen_by_clocks(unit);
                    if let (Some(clock), Some(seen)) = (whole.clocks.get(usize::from(*clock)), seen) {
                        let scopes = w.standard.fact_scopes(unit, seen);
                        let before = std::mem::replace(&mut w.scopes, scopes);
                        w.kept = true;
                        w.uses(seen);
                        w.quoted(part.word());
                        w.clock(clock);
                        w.scopes = before;
                        w.kept = false;
                    }
                }
            }
        });
    }

    /// Which events a case is made of.
    fn members(&mut self, unit: UnitId) {
        if let UnitKind::Case(members) = &self.standard.units[unit.index()].kind {
            self.sorted("members", members, |w, member| {
                w.node("member", |w| {
                    w.uses(member.event);
                    w.over(member.event, "by", &member.by);
                });
            });
            let whole = &self.standard.units[unit.index()];
            let Some(seen) = self.standard.seen_by_clocks(unit) else { return };
            for (field, unless) in whole.kept.iter().zip(&whole.given_up) {
                let Some(unless) = unless else { continue };
                let kept = std::mem::replace(&mut self.kept, false);
                self.node("given_up", |w| {
                    let event = &w.standard.units[seen.index()];
                    w.quoted(&event.fields[field.index()].name);
                    w.over(seen, "unless", unless);
                });
                self.kept = kept;
            }
        }
    }

    /// From which fields of the events of a case a field of its course is taken. Of events at one instant the order of the kinds decides.
    fn taken(&mut self, course: &Course, field: FieldId) {
        let (UnitKind::Case(members), Some(takes)) =
            (&self.standard.units[course.case.index()].kind, course.takes.get(field.index()))
        else {
            return;
        };
        for (member, take) in members.iter().zip(takes) {
            self.node("taken", |w| {
                w.quoted(&w.standard.units[member.event.index()].label.name);
                if let Some(take) = take {
                    w.step(member.event, *take);
                }
            });
        }
    }

    pub(super) fn unit(&mut self, unit: UnitId) {
        let whole = &self.standard.units[unit.index()];
        self.word(match whole.kind {
            UnitKind::Event => "event",
            UnitKind::Entity => "entity",
            UnitKind::Case(_) => "case",
            UnitKind::Course(_) => "course",
        });
        self.flag("person", whole.person);
        self.node("key", |w| w.keys(unit));
        for (word, field) in [
            ("at", whole.at),
            ("rev", whole.rev),
            ("recorded", whole.recorded),
            ("from", whole.valid.0),
            ("to", whole.valid.1),
        ] {
            if let Some(field) = field.and_then(|f| whole.fields.get(f.index())) {
                self.node(word, |w| w.quoted(&field.name));
            }
        }
        let fields = (0..whole.fields.len()).map_while(|i| u16::try_from(i).ok());
        self.read.extend(fields.map(|field| (unit, FieldId(field))));
    }

    pub(super) fn source(&mut self, source: &Source) {
        self.quoted(&self.standard.units[source.unit.index()].label.name);
        self.sorted("files", &source.files, |w, (pattern, _)| w.quoted(pattern));
        self.node("format", |w| match source.format {
            None => w.word("by-ending"),
            Some(crate::standard::Format::Csv) => w.word("csv"),
            Some(crate::standard::Format::Json) => w.word("json"),
            Some(crate::standard::Format::Parquet) => w.word("parquet"),
        });
        if let Some(delimiter) = source.delimiter {
            self.node("delimiter", |w| w.quoted(&delimiter.to_string()));
        }
        if let Some(encoding) = &source.encoding {
            self.node("encoding", |w| w.quoted(encoding));
        }
        if let Some(zone) = &source.zone {
            self.node("zone", |w| w.quoted(zone.iana_name().unwrap_or_default()));
        }
        // The patterns are tried in their order.
        self.node("time", |w| source.times.iter().for_each(|t| w.quoted(t)));
        self.sorted("missing", &source.missing, |w, token| w.quoted(token));
        if let Some(rows) = &source.rows {
            self.node("rows", |w| w.column(rows));
        }
        self.node("ties", |w| match &source.ties {
            Ties::Key => w.word("key"),
            Ties::Row => w.word("row"),
            Ties::By(expr) => w.column(expr),
        });
        self.node("late", |w| w.number(source.late));
        let unit = &self.standard.units[source.unit.index()];
        self.sorted("fields", &source.takes, |w, take| {
            w.node("field", |w| {
                w.quoted(unit.fields.get(take.field.index()).map_or("", |f| f.name.as_str()));
                w.column(&take.value);
            });
        });
        if let Some(retract) = &source.retract {
            self.node("retract", |w| w.column(retract));
        }
    }

    fn columns(&mut self, word: &str, list: &[ColumnExpr]) {
        self.node(word, |w| list.iter().for_each(|x| w.column(x)));
    }

    fn column(&mut self, expr: &ColumnExpr) {
        match expr {
            ColumnExpr::Column(name, _) => self.node("column", |w| w.quoted(name)),
            ColumnExpr::Text(text) => self.quoted(text),
            ColumnExpr::Row => self.word("row"),
            ColumnExpr::File => self.word("file"),
            ColumnExpr::Missing => self.word("missing"),
            ColumnExpr::Join(list) => self.columns("join", list),
            ColumnExpr::FirstOf(list) => self.columns("first_of", list),
            ColumnExpr::And(list) => self.columns("and", list),
            ColumnExpr::Or(list) => self.columns("or", list),
            ColumnExpr::Not(x) => self.node("not", |w| w.column(x)),
            ColumnExpr::Trim(x) => self.node("trim", |w| w.column(x)),
            ColumnExpr::Lower(x) => self.node("lower", |w| w.column(x)),
            ColumnExpr::Upper(x) => self.node("upper", |w| w.column(x)),
            ColumnExpr::Clock(x) => self.node("clock", |w| w.column(x)),
            ColumnExpr::Percent(x) => self.node("percent", |w| w.column(x)),
            ColumnExpr::Number(x) => self.node("number", |w| w.column(x)),
            ColumnExpr::IsMissing(x) => self.node("is-missing", |w| w.column(x)),
            ColumnExpr::Before(x, text) => self.node("before", |w| {
                w.column(x);
                w.quoted(text);
            }),
            ColumnExpr::After(x, text) => self.node("after", |w| {
                w.column(x);
                w.quoted(text);
            }),
            ColumnExpr::Matches(x, pattern) => self.node("matches", |w| {
                w.column(x);
                w.quoted(pattern);
            }),
            ColumnExpr::Units(x, micros) => self.node("units", |w| {
                w.column(x);
                w.number(*micros);
            }),
            ColumnExpr::Compare(op, a, b) => self.node(sign(*op), |w| {
                w.column(a);
                w.column(b);
            }),
            ColumnExpr::If(a, b, c) => self.node("if", |w| {
                w.column(a);
                w.column(b);
                w.column(c);
            }),
            ColumnExpr::By(on, arms, otherwise) => self.node("by", |w| {
                w.column(on);
                for (values, result) in arms {
                    w.sorted("for", values, |w, v| w.quoted(v));
                    w.column(result);
                }
                if let Some(otherwise) = otherwise {
                    w.node("otherwise", |w| w.column(otherwise));
                }
            }),
        }
    }
}
