//! Runs a standard over one of the real data sets and compares its figures with the reference.

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::Figure;
use etalon_core::standard::Standard;
use etalon_core::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A standard that ran over a real data set.
pub struct Real {
    /// The standard.
    pub standard: Standard,
    /// What the run says.
    pub run: Run,
    /// The reference figures, by name.
    pub figures: serde_json::Map<String, serde_json::Value>,
    /// The figures that a test has looked at.
    covered: BTreeSet<String>,
}

/// Where the real data lie: beside the project. None (and a word on the screen) where they are absent.
#[must_use]
pub fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: the real data set `{folder}` is not beside the project (../shared/data)");
    None
}

impl Real {
    /// Runs `tests/real/<folder>` over the files of the data set, one for all sources.
    ///
    /// # Panics
    /// If anything but the data being absent is in the way: this is a test.
    #[must_use]
    pub fn run(folder: &str, set: &str, file: &str, reference: &str) -> Option<Self> {
        let data = data(set)?;
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../real").join(folder);
        let files = etalon_store::load_standard(&base).expect("the standard can be read");
        let checked = etalon_core::check(&files, &[]);
        let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
        let overrides: Vec<_> =
            standard.sources.iter().map(|s| (s.label.name.clone(), vec![data.join(file)])).collect();
        let input = etalon_store::read(&standard, &base, &overrides, &etalon_store::Silent, &Sequential)
            .unwrap_or_else(|e| panic!("{e:#?}"));
        let plan = etalon_core::plan::plan(&standard);
        let run = evaluate(&standard, &plan, input, &Options::default(), &Sequential);
        let text = std::fs::read_to_string(data.join(reference)).expect("the reference can be read");
        let json: serde_json::Value = serde_json::from_str(&text).expect("the reference is JSON");
        let figures = json["figures"].as_object().expect("figures").clone();
        Some(Self { standard, run, figures, covered: BTreeSet::new() })
    }

    /// A reference figure; remembers that it was looked at.
    pub fn reference(&mut self, name: &str) -> serde_json::Value {
        self.covered.insert(name.to_owned());
        self.figures[name]["value"].clone()
    }

    /// Fails unless every reference figure was looked at or is named as not yet sayable, with its reason.
    pub fn assert_all_covered(&self, not_sayable: &[(&str, &str)]) {
        let named: BTreeSet<_> = not_sayable.iter().map(|(n, _)| (*n).to_owned()).collect();
        let open: Vec<_> = self.figures.keys().filter(|k| !self.covered.contains(*k) && !named.contains(*k)).collect();
        assert!(open.is_empty(), "reference figures that nothing looks at: {open:?}");
        let both: Vec<_> = named.intersection(&self.covered).collect();
        assert!(both.is_empty(), "named as not sayable, but looked at: {both:?}");
    }

    /// All figures of a metric.
    #[must_use]
    pub fn all(&self, metric: &str) -> Vec<&Figure> {
        let id = self.standard.metrics.iter().position(|m| m.label.name == metric);
        let id = id.unwrap_or_else(|| panic!("no metric `{metric}`"));
        self.run.outcome.figures.iter().filter(|f| f.metric.index() == id).collect()
    }

    /// The one figure of a metric for the whole of the data.
    #[must_use]
    pub fn one(&self, metric: &str) -> &Figure {
        let all = self.all(metric);
        let whole: Vec<_> = all.into_iter().filter(|f| f.period == "all" && f.subject == "organization").collect();
        assert_eq!(whole.len(), 1, "`{metric}` has one figure for the whole");
        whole[0]
    }

    /// The figures of a metric by subject, for the whole of the data.
    #[must_use]
    pub fn by_subject(&self, metric: &str) -> BTreeMap<&str, &Figure> {
        self.all(metric).into_iter().filter(|f| f.period == "all").map(|f| (f.subject.as_str(), f)).collect()
    }

    /// The figures of a metric by period, for the organization.
    #[must_use]
    pub fn by_period(&self, metric: &str) -> BTreeMap<&str, &Figure> {
        self.all(metric).into_iter().filter(|f| f.period != "all").map(|f| (f.period.as_str(), f)).collect()
    }

    /// The value of a count.
    #[must_use]
    pub fn count(&self, metric: &str) -> i64 {
        whole(self.one(metric))
    }
}

/// The value of a count or a sum of whole numbers.
#[must_use]
pub fn whole(figure: &Figure) -> i64 {
    match &figure.value {
        Value::Whole(n) => *n,
        Value::Ratio(r) if r.den() == 1 => r.num(),
        other => panic!("not a whole number: {other:?}"),
    }
}

/// Numerator and denominator of a share.
#[must_use]
pub fn share(figure: &Figure) -> (i64, i64) {
    let n = i64::try_from(figure.n).expect("fits");
    match &figure.numerator {
        Some(Value::Whole(k)) => (*k, n),
        Some(Value::Ratio(r)) if r.den() == 1 => (r.num(), n),
        other => panic!("not a share: {other:?}"),
    }
}

/// Whether a share is the one of the reference, which has six digits.
#[must_use]
pub fn is_share(figure: &Figure, reference: &serde_json::Value) -> bool {
    let (k, n) = share(figure);
    agrees(k as f64 / n as f64, reference, 6)
}

/// The value in a unit of so many microseconds.
#[must_use]
pub fn in_units(figure: &Figure, unit: f64) -> f64 {
    match (&figure.value, &figure.exact) {
        (_, Some(text)) => fraction(text) / unit,
        (Value::Duration(d), None) => *d as f64 / unit,
        (Value::Ratio(r), None) => r.num() as f64 / r.den() as f64 / unit,
        (other, None) => panic!("not a duration: {other:?}"),
    }
}

/// The value as a number.
#[must_use]
pub fn number(figure: &Figure) -> f64 {
    match (&figure.value, &figure.exact) {
        (_, Some(text)) => fraction(text),
        (Value::Whole(n), None) => *n as f64,
        (Value::Decimal(n), None) => *n as f64 / 1e6,
        (Value::Ratio(r), None) => r.num() as f64 / r.den() as f64,
        (other, None) => panic!("not a number: {other:?}"),
    }
}

/// An exact value that no 64-bit fraction holds: `17/3`, or `17/3 s` in microseconds.
fn fraction(text: &str) -> f64 {
    let (text, unit) = text.strip_suffix(" s").map_or((text, 1.0), |t| (t, 1e6));
    let (num, den) = text.split_once('/').unwrap_or((text, "1"));
    let part = |t: &str| t.trim().parse::<f64>().unwrap_or_else(|_| panic!("not a fraction: {text}"));
    part(num) / part(den) * unit
}

/// Whether a value, rounded to so many digits, is the reference.
#[must_use]
pub fn agrees(value: f64, reference: &serde_json::Value, digits: i32) -> bool {
    let reference = reference.as_f64().expect("a number");
    (value - reference).abs() <= 0.500_001 * 10f64.powi(-digits)
}
