//! Latvian: five declensions of names in the singular, the vocative among the cases ("Jānis" is called "Jāni", "Ivars" "Ivar").

use super::with;

/// All forms but the one that it has.
pub fn forms(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if let Some(stem) = name.strip_suffix("is") {
        // 2nd declension: Jānis, Jāņa, Jānim, Jāni, Jānī, Jāni! "Valdis" keeps its d: both are taken.
        with(stem, &["im", "i", "ī", "a"], &mut forms);
        forms.push(format!("{}a", softened(stem)));
    } else if let Some(stem) = name.strip_suffix("us") {
        // 3rd: Markus, Markus, Markum, Marku, Markū, Marku!
        with(stem, &["um", "u", "ū", "a", "am", "ā"], &mut forms);
    } else if let Some(stem) = name.strip_suffix('s').or_else(|| name.strip_suffix('š')) {
        // 1st: Ivars, Ivara, Ivaram, Ivaru, Ivarā, Ivar! And 2nd: Bērziņš, Bērziņa, Bērziņam, Bērziņ!
        with(stem, &["a", "am", "u", "ā", ""], &mut forms);
    } else if let Some(stem) = name.strip_suffix('a') {
        // 4th: Anna, Annas, Annai, Annu, Annā, Anna! Long names lose the ending when called: "Kristīn!"
        with(stem, &["as", "ai", "u", "ā", "am", ""], &mut forms);
    } else if let Some(stem) = name.strip_suffix('e') {
        // 5th: Ilze, Ilzes, Ilzei, Ilzi, Ilzē, Ilze!
        with(stem, &["es", "ei", "i", "ē", "em", ""], &mut forms);
    }
    forms.retain(|form| form.chars().count() > 2);
    forms
}

/// The stem of the genitive of the 2nd declension: n becomes ņ, l ļ, c č and so on; lips get a j.
fn softened(stem: &str) -> String {
    for (hard, soft) in [("sn", "šņ"), ("zn", "žņ"), ("ll", "ļļ"), ("nn", "ņņ"), ("ln", "ļņ")] {
        if let Some(before) = stem.strip_suffix(hard) {
            return format!("{before}{soft}");
        }
    }
    let pairs = [('n', "ņ"), ('l', "ļ"), ('c', "č"), ('s', "š"), ('z', "ž"), ('t', "š"), ('d', "ž")];
    let lips = [('b', "bj"), ('p', "pj"), ('m', "mj"), ('v', "vj")];
    for (hard, soft) in pairs.into_iter().chain(lips) {
        if let Some(before) = stem.strip_suffix(hard) {
            return format!("{before}{soft}");
        }
    }
    stem.into()
}
