//! Estonian: fourteen cases, most of them the genitive with an ending. The genitive of a name cannot be foretold from its nominative
//! ("Jaan", "Jaani", but "Rein", "Reinu"), so each vowel is taken.

use super::with;

/// What follows a genitive: nothing, and the endings of the cases from the illative to the comitative; those of the partitive.
const ENDINGS: [&str; 13] = ["", "sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga", "t"];

/// All forms but the one that it has.
pub fn forms(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if name.ends_with(['a', 'e', 'i', 'o', 'u', 'õ', 'ä', 'ö', 'ü', 'y']) {
        // Mari, Marile, Mariga; "Anne", "Annet".
        with(name, &ENDINGS, &mut forms);
        return forms;
    }
    // Jaan, Jaanile; Rein, Reinuga; Tiit, Tiidult has a weak grade, which is not known here.
    for vowel in ["i", "e", "a", "u"] {
        with(&format!("{name}{vowel}"), &ENDINGS, &mut forms);
    }
    // Peeter, Peetrile; Mihkel, Mihkliga.
    for (ending, short) in [("er", "r"), ("el", "l")] {
        if let Some(stem) = name.strip_suffix(ending) {
            with(&format!("{stem}{short}i"), &ENDINGS, &mut forms);
        }
    }
    // Toomas, Toomale beside Toomasele.
    if let Some(stem) = name.strip_suffix("as") {
        with(&format!("{stem}a"), &ENDINGS, &mut forms);
    }
    forms
}
