//! How many of something, in the form that the language asks for.

use super::Lexicon;

/// Forms by key: for each of English, Estonian, Latvian, Lithuanian the form for one, for few, for many. Only Lithuanian
/// tells few from many.
#[rustfmt::skip]
const FORMS: &[(&str, [[&str; 3]; 4])] = &[
    ("fault", [
        ["1 fault", "{n} faults", "{n} faults"],
        ["1 rikkumine", "{n} rikkumist", "{n} rikkumist"],
        ["{n} pārkāpums", "{n} pārkāpumi", "{n} pārkāpumi"],
        ["{n} pažeidimas", "{n} pažeidimai", "{n} pažeidimų"]]),
    ("missed_target", [
        ["1 missed target", "{n} missed targets", "{n} missed targets"],
        ["1 täitmata eesmärk", "{n} täitmata eesmärki", "{n} täitmata eesmärki"],
        ["{n} nesasniegts mērķis", "{n} nesasniegti mērķi", "{n} nesasniegti mērķi"],
        ["{n} nepasiektas tikslas", "{n} nepasiekti tikslai", "{n} nepasiektų tikslų"]]),
    ("missed_period", [
        ["1 missed period", "{n} missed periods", "{n} missed periods"],
        ["1 täitmata periood", "{n} täitmata perioodi", "{n} täitmata perioodi"],
        ["{n} neizpildīts periods", "{n} neizpildīti periodi", "{n} neizpildīti periodi"],
        ["{n} neįvykdytas laikotarpis", "{n} neįvykdyti laikotarpiai", "{n} neįvykdytų laikotarpių"]]),
    ("day", [
        ["1 day", "{n} days", "{n} days"],
        ["1 päev", "{n} päeva", "{n} päeva"],
        ["{n} diena", "{n} dienas", "{n} dienas"],
        ["{n} diena", "{n} dienos", "{n} dienų"]]),
    ("working_day", [
        ["1 working day", "{n} working days", "{n} working days"],
        ["1 tööpäev", "{n} tööpäeva", "{n} tööpäeva"],
        ["{n} darba diena", "{n} darba dienas", "{n} darba dienas"],
        ["{n} darbo diena", "{n} darbo dienos", "{n} darbo dienų"]]),
    ("month", [
        ["1 month", "{n} months", "{n} months"],
        ["1 kuu", "{n} kuud", "{n} kuud"],
        ["{n} mēnesis", "{n} mēneši", "{n} mēneši"],
        ["{n} mėnuo", "{n} mėnesiai", "{n} mėnesių"]]),
    ("row", [
        ["1 row", "{n} rows", "{n} rows"],
        ["1 rida", "{n} rida", "{n} rida"],
        ["{n} rinda", "{n} rindas", "{n} rindas"],
        ["{n} eilutė", "{n} eilutės", "{n} eilučių"]]),
    ("in_days", [
        ["on one day", "in {n} days", "in {n} days"],
        ["ühel päeval", "{n} päeva jooksul", "{n} päeva jooksul"],
        ["{n} dienā", "{n} dienu laikā", "{n} dienu laikā"],
        ["per {n} dieną", "per {n} dienas", "per {n} dienų"]]),
];

impl Lexicon {
    /// So many of it: `3 faults`.
    #[must_use]
    pub(crate) fn many(self, key: &'static str, n: i64) -> String {
        self.many_as(key, n, &n.to_string())
    }

    /// The same with the number as it is to be shown: `12,345 rows`.
    #[must_use]
    pub(crate) fn many_as(self, key: &'static str, n: i64, shown: &str) -> String {
        let Some((_, forms)) = FORMS.iter().find(|(k, _)| *k == key) else {
            return format!("{shown} {key}");
        };
        forms[self.0][form(self.language(), n.unsigned_abs())].replace("{n}", shown)
    }
}

/// 0 = the form for one, 1 = for few, 2 = for many.
const fn form(language: &str, n: u64) -> usize {
    let teen = n % 100 >= 11 && n % 100 <= 19;
    match language.as_bytes() {
        b"lv" | b"lt" if n % 10 == 1 && !teen => 0,
        b"lt" if n.is_multiple_of(10) || teen => 2,
        b"lv" | b"lt" => 1,
        _ if n == 1 => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{FORMS, Lexicon};

    #[test]
    fn each_language_counts_in_its_own_way() {
        let said = |language: &str, n: i64| Lexicon::of(language).many("fault", n);
        assert_eq!(said("en", 1), "1 fault");
        assert_eq!(said("en", 21), "21 faults");
        assert_eq!(said("et", 3), "3 rikkumist");
        assert_eq!(said("lv", 21), "21 pārkāpums");
        assert_eq!(said("lv", 11), "11 pārkāpumi");
        assert_eq!(said("lt", 1), "1 pažeidimas");
        assert_eq!(said("lt", 4), "4 pažeidimai");
        assert_eq!(said("lt", 12), "12 pažeidimų");
        assert_eq!(said("lt", 30), "30 pažeidimų");
        let rows = |language: &str, n: i64| Lexicon::of(language).many("row", n);
        assert_eq!(["en", "et", "lv", "lt"].map(|l| rows(l, 1)), ["1 row", "1 rida", "1 rinda", "1 eilutė"]);
        assert_eq!(rows("lt", 2931), "2931 eilutė");
        assert_eq!(rows("lt", 7), "7 eilutės");
        assert_eq!(rows("lv", 2931), "2931 rinda");
    }

    #[test]
    fn every_form_is_said() {
        for (key, forms) in FORMS {
            assert!(forms.iter().flatten().all(|f| f.contains("{n}") || f.contains('1') || *key == "in_days"), "{key}");
        }
    }
}
