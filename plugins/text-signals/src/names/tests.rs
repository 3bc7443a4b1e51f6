//! Names in their cases, as native grammars give them.

use super::used;

fn each(language: &str, name: &str, forms: &[&str]) {
    for form in forms {
        let text = format!("Jah, {form}, labi!");
        assert_eq!(used(&text, name, language), Ok(true), "{language}: {name} in {form}");
    }
}

fn none(language: &str, name: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(used(text, name, language), Ok(false), "{language}: {name} in {text}");
    }
}

#[test]
fn latvian_names_decline() {
    each("lv", "Jānis", &["Jānis", "Jāņa", "Jānim", "Jāni", "Jānī", "JĀNI", "jani", "Jana"]);
    each("lv", "Kārlis Lācis", &["Kārli", "Kārļa", "Lāča", "Lāci", "Lācim"]);
    each("lv", "Valdis", &["Valda", "Valdim", "Valdi"]);
    each("lv", "Ivars", &["Ivar", "Ivars", "Ivara", "Ivaram", "Ivaru", "Ivarā"]);
    each("lv", "Bērziņš", &["Bērziņ", "Bērziņa", "Bērziņam", "Bērziņu", "berzins"]);
    each("lv", "Markus", &["Marku", "Markum", "Markus"]);
    each("lv", "Anna", &["Anna", "Annas", "Annai", "Annu", "Annā"]);
    each("lv", "Kristīne", &["Kristīne", "Kristīnes", "Kristīnei", "Kristīni", "Kristīn"]);
    none("lv", "Jānis", &["Jānība", "Janka", "", "nis", "Jā, ni"]);
    none("lv", "Anna", &["Annija", "Sanna"]);
}

#[test]
fn lithuanian_names_decline() {
    each("lt", "Jonas", &["Jonas", "Jono", "Jonui", "Joną", "Jonu", "Jone", "Jonai"]);
    each("lt", "Andrius", &["Andriau", "Andriaus", "Andriui", "Andrių", "Andriumi"]);
    each("lt", "Jurgis", &["Jurgi", "Jurgio", "Jurgiui", "Jurgį"]);
    each("lt", "Kazys", &["Kazy", "Kazio", "Kaziui"]);
    each("lt", "Markus", &["Markau", "Markaus", "Markui"]);
    each("lt", "Vytautas Kazlaitis", &["Vytautai", "Kazlaiti", "Kazlaičio", "Kazlaičiui"]);
    each("lt", "Ona", &["Ona", "Onos", "Onai", "Oną", "Onoje"]);
    each("lt", "Eglė", &["Egle", "Eglės", "Eglei", "Eglę", "egle"]);
    none("lt", "Jonas", &["Joniškis", "Jonukas", "on"]);
}

#[test]
fn estonian_names_decline() {
    each("et", "Mari", &["Mari", "Marile", "Mariga", "Marilt", "Marit"]);
    each("et", "Jaan", &["Jaan", "Jaani", "Jaanile", "Jaaniga"]);
    each("et", "Rein", &["Reinu", "Reinule"]);
    each("et", "Peeter", &["Peetri", "Peetrile"]);
    each("et", "Mihkel", &["Mihkli", "Mihkliga"]);
    each("et", "Margus", &["Marguse", "Margusele"]);
    each("et", "Toomas", &["Tooma", "Toomase", "Toomasele"]);
    each("et", "John Smith", &["John'ile", "Smithi", "Smith’iga"]);
    none("et", "Mari", &["marihuaana", "Maria", "Marika"]);
}

#[test]
fn english_names_do_not() {
    each("en", "Anna O'Neill", &["Anna", "Anna's", "ANNA’S", "O'Neill"]);
    none("en", "Anna", &["Annabel", "Hanna"]);
}

#[test]
fn initials_and_empty_names_are_not_used() {
    none("lv", "J.", &["J. ir te", "j"]);
    none("en", "", &["", "Anna"]);
    assert!(used("a", "b", "fi").is_err());
}
