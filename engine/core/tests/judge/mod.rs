//! A standard as text and rows as text; what the judge says of them as text.
#![allow(dead_code, reason = "each test file uses its part")]

use etalon_core::evaluate::{Judged, Options, Sequential, World, judge, world};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{SourceId, Standard, Type, UnitId};
use etalon_core::table::{Column, Data, Incoming, Input, Place, Places};
use etalon_core::value::{Ratio, SECOND, Texts};
use etalon_core::{Plan, SourceFile, check, plan};
use std::fmt::Write;

/// The standard of a text.
pub fn standard(text: &str) -> Standard {
    let file = SourceFile { path: "standard.etalon".to_owned(), text: text.to_owned(), layer: 0 };
    let checked = check(&[file], &[]);
    let problems: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|d| {
            let place =
                d.labels.first().map_or("", |l| text.get(l.span.start as usize..l.span.end as usize).unwrap_or(""));
            format!("{}: {} [{place}]", d.slug, d.message)
        })
        .collect();
    checked.standard.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// Rows as text: `call id=c1 at=2026-03-02T09:00 waited=20` (seconds); the first word is a source or a unit. `retract` marks a
/// row that takes its event back. `--` begins a new file.
pub fn input(standard: &Standard, rows: &str) -> Input {
    let mut texts = Texts::default();
    let mut names: Vec<(String, UnitId, SourceId)> = Vec::new();
    for (source, i) in standard.sources.iter().zip(0..) {
        names.push((source.label.name.clone(), source.unit, SourceId(i)));
    }
    for (unit, i) in standard.units.iter().zip(0_u16..) {
        let own = names.iter().find(|n| n.1 == UnitId(i)).map_or(SourceId(1000 + i), |n| n.2);
        names.push((unit.label.name.clone(), UnitId(i), own));
    }
    let mut incoming: Vec<Incoming> = Vec::new();
    let mut file = 0;
    for (line, number) in rows.lines().map(str::trim).zip(1..).filter(|(l, _)| !l.is_empty()) {
        if line == "--" {
            file += 1;
            continue;
        }
        let mut words = line.split(' ').filter(|w| !w.is_empty());
        let name = words.next().expect("a name");
        let (_, unit, source) = names.iter().find(|n| n.0 == name).unwrap_or_else(|| panic!("no `{name}`"));
        let fields = &standard.units[unit.index()].fields;
        if !incoming.iter().any(|i| i.source == *source) {
            incoming.push(Incoming {
                source: *source,
                unit: *unit,
                files: Vec::new(),
                columns: fields.iter().map(|f| empty(&f.ty)).collect(),
                places: Places::default(),
                ties: Some(Column { data: Data::Codes(Vec::new()), valid: Some(Vec::new()) }),
                retractions: Vec::new(),
                read: 0,
                left_out: 0,
                rejected: Vec::new(),
            });
        }
        let table = incoming.iter_mut().find(|i| i.source == *source).expect("it was put there");
        let words: Vec<&str> = words.collect();
        for (field, column) in fields.iter().zip(&mut table.columns) {
            let value = words.iter().find_map(|w| w.strip_prefix(&format!("{}=", field.name)));
            push(column, &field.ty, value, standard, &mut texts);
        }
        let tie = words.iter().find_map(|w| w.strip_prefix("tie="));
        push(table.ties.as_mut().expect("it is there"), &Type::Text, tie, standard, &mut texts);
        table.retractions.push(words.contains(&"retract"));
        table.places.push(Place { file, row: number });
        table.files = (0..=file).map(|f| format!("f{f}")).collect();
        table.read += 1;
    }
    Input { texts, incoming }
}

fn empty(ty: &Type) -> Column {
    let data = match ty {
        Type::YesNo => Data::Flags(Vec::new()),
        Type::Text | Type::OneOf(_) | Type::Ref(_) => Data::Codes(Vec::new()),
        Type::Exact | Type::Share => Data::Ratios(Vec::new()),
        _ => Data::Ints(Vec::new()),
    };
    Column { data, valid: Some(Vec::new()) }
}

fn push(column: &mut Column, ty: &Type, value: Option<&str>, standard: &Standard, texts: &mut Texts) {
    column.valid.as_mut().expect("it is there").push(value.is_some());
    match (&mut column.data, ty) {
        (Data::Flags(v), _) => v.push(value == Some("yes")),
        (Data::Codes(v), Type::OneOf(list)) => {
            let place =
                value.map_or(0, |value| list.iter().position(|t| t == value).unwrap_or_else(|| panic!("no {value}")));
            v.push(u32::try_from(place).expect("few"));
        }
        (Data::Codes(v), _) => v.push(value.map_or(0, |value| texts.code(value))),
        (Data::Ratios(v), _) => v.push(value.map_or(Ratio::ZERO, |value| {
            let (num, den) = value.split_once('/').expect("a/b");
            Ratio::new(num.parse().expect("num"), den.parse().expect("den")).expect("fits")
        })),
        (Data::Ints(v), Type::Whole) => v.push(value.map_or(0, |value| value.parse().expect("a whole number"))),
        (Data::Ints(v), Type::Decimal | Type::Duration) => v.push(value.map_or(0, millionths)),
        (Data::Ints(v), Type::Date) => v.push(value.map_or(0, |value| {
            let date: jiff::civil::Date = value.parse().expect("a date");
            i64::from(date.since(jiff::civil::date(1970, 1, 1)).expect("in range").get_days())
        })),
        (Data::Ints(v), _) => v.push(value.map_or(0, |value| instant(standard, value))),
    }
}

fn millionths(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i64>().expect("a number") * SECOND + format!("{part:0<6}").parse::<i64>().expect("a number")
}

pub fn instant(standard: &Standard, text: &str) -> i64 {
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return stamp.as_microsecond();
    }
    let local: jiff::civil::DateTime = text.parse().unwrap_or_else(|_| panic!("{text}"));
    local.to_zoned(standard.zone.clone()).expect("in range").timestamp().as_microsecond()
}

/// The line of a place, as messages name it.
pub fn line(text: &str, span: etalon_core::Span) -> String {
    format!("line {}", text[..span.start as usize].matches('\n').count() + 1)
}

/// One run.
pub struct Told {
    pub standard: Standard,
    pub plan: Plan,
    pub world: World,
    pub judged: Judged,
}

pub fn told(text: &str, rows: &str, as_of: Option<&str>) -> Told {
    told_in(text, rows, as_of, 16_384)
}

pub fn told_in(text: &str, rows: &str, as_of: Option<&str>, batch: usize) -> Told {
    let standard = standard(text);
    let plan = plan(&standard);
    let options = Options { as_of: as_of.map(|t| instant(&standard, t)), batch, ..Options::default() };
    let input = input(&standard, rows);
    let world = world(&standard, &plan, input, &options, &Sequential);
    let judged = judge(&standard, &plan, &world, &options, &Sequential);
    Told { standard, plan, world, judged }
}

/// All findings as text, for any batch size alike.
pub fn findings(text: &str, rows: &str, as_of: Option<&str>) -> String {
    let whole = told(text, rows, as_of).findings();
    for batch in [1, 2, 3] {
        assert_eq!(whole, told_in(text, rows, as_of, batch).findings(), "batches of {batch}");
    }
    whole
}

impl Told {
    pub fn time(&self, at: i64) -> String {
        let stamp = jiff::Timestamp::from_microsecond(at).expect("in range");
        stamp.to_zoned(self.standard.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    pub fn findings(&self) -> String {
        let mut text = String::new();
        for finding in &self.judged.findings {
            let _ = writeln!(text, "{}", self.standard.criteria[finding.criterion.index()].label.name);
            for (row, verdict) in finding.verdicts.iter().enumerate() {
                let word = match verdict {
                    Verdict::NotApplicable => "not applicable",
                    Verdict::Met => "met",
                    Verdict::Breached => "breached",
                    Verdict::Pending => "pending",
                    Verdict::NotJudged => "not judged",
                };
                let _ = write!(text, "  {}: {word}", self.world.key(finding.unit, row));
                if let Some(breach) = finding.breaches.find(row) {
                    let names = ["employee", "company", "customer", "unknown"];
                    let shares = names.iter().zip(breach.cause.shares).filter(|(_, s)| *s != Ratio::ZERO);
                    let shares: Vec<String> = shares.map(|(n, s)| format!("{n} {s}")).collect();
                    let _ = write!(text, " at {}, {}", self.time(breach.at), shares.join(" "));
                    let matched: Vec<&str> = breach
                        .cause
                        .matched
                        .iter()
                        .map(|m| self.standard.mitigations[m.index()].label.name.as_str())
                        .collect();
                    if !matched.is_empty() {
                        let _ = write!(text, " by {}", matched.join(", "));
                    }
                }
                if let Some((_, reason)) = finding.unjudged.iter().find(|u| u.0 as usize == row) {
                    let _ = write!(text, ": {reason}");
                }
                text.push('\n');
            }
        }
        text
    }

    /// One unit's rows: key, then every field.
    pub fn rows(&self, unit: &str) -> String {
        let id = self.standard.unit(unit).expect("a unit");
        let table = self.world.table(id);
        let mut text = String::new();
        for row in 0..table.rows {
            let _ = write!(text, "{}", self.world.key(id, row));
            for (field, column) in self.standard.units[id.index()].fields.iter().zip(&table.columns) {
                let value = if !column.has(row) {
                    "-".to_owned()
                } else {
                    match (&column.data, &field.ty) {
                        (Data::Flags(v), _) => (if v[row] { "yes" } else { "no" }).to_owned(),
                        (Data::Codes(v), Type::OneOf(list)) => list[v[row] as usize].clone(),
                        (Data::Codes(v), _) => self.world.texts.get(v[row]).to_owned(),
                        (Data::Ratios(v), _) => v[row].to_string(),
                        (Data::Ints(v), Type::Whole) => v[row].to_string(),
                        (Data::Ints(v), Type::Instant) => self.time(v[row]),
                        (Data::Ints(v), Type::Date) => format!("day {}", v[row]),
                        (Data::Ints(v), _) => {
                            Ratio::new(i128::from(v[row]), i128::from(SECOND)).expect("fits").to_string()
                        }
                    }
                };
                let _ = write!(text, " {}={value}", field.name);
            }
            text.push('\n');
        }
        text
    }

    /// What came in, by source.
    pub fn data(&self) -> String {
        let mut text = String::new();
        for d in &self.world.data {
            assert_eq!(d.read, d.accepted + d.duplicate + d.conflict + d.rejected + d.left_out, "{d:?}");
            let _ = writeln!(
                text,
                "{} {}: read {} accepted {} duplicate {} conflict {} rejected {} corrected {} retracted {} ahead {}",
                d.source,
                d.unit,
                d.read,
                d.accepted,
                d.duplicate,
                d.conflict,
                d.rejected,
                d.corrected,
                d.retracted,
                d.ahead
            );
            for (key, places) in &d.conflicts {
                let places: Vec<String> = places.iter().map(|(f, r)| format!("{f}:{r}")).collect();
                let _ = writeln!(text, "  conflict {key}: {}", places.join(" "));
            }
            for (field, count, keys) in &d.unknown_keys {
                let _ = writeln!(text, "  unknown {field}: {count} rows, {}", keys.join(" "));
            }
        }
        text
    }

    /// The results of a form.
    pub fn forms(&self) -> String {
        let mut text = String::new();
        for form in &self.judged.forms {
            let declared = &self.standard.forms[form.form.index()];
            for row in 0..form.scores.len() {
                let score = form.scores[row].map_or("-".to_owned(), |s| s.to_string());
                let band = form.bands[row].map_or("-", |b| declared.bands[b as usize].0.as_str());
                let verdict = etalon_core::standard::VERDICTS[form.verdicts[row] as usize];
                let _ = writeln!(text, "{}: {score} {band} {verdict}", self.world.key(declared.unit, row));
            }
        }
        text
    }
}
