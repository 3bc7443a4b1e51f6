//! Lithuanian: names in the singular, the vocative among the cases ("Jonas" is called "Jonai", "Andrius" "Andriau", "Eglė" "Egle").

use super::with;

/// All forms but the one that it has.
pub fn forms(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if let Some(stem) = name.strip_suffix("ius") {
        // Andrius, Andriaus, Andriui, Andrių, Andriumi, Andriuje, Andriau!
        with(stem, &["iaus", "iui", "ių", "iumi", "iuje", "iau"], &mut forms);
    } else if let Some(stem) = name.strip_suffix("us") {
        // Markus, Markaus, Markui, Markų, Markumi, Markuje, Markau!
        with(stem, &["aus", "ui", "ų", "umi", "uje", "au"], &mut forms);
    } else if let Some(stem) = name.strip_suffix("ias") {
        // Elias, Elio, Eliui, Elią, Eliu, Elyje, Eliau!
        with(stem, &["io", "iui", "ią", "iu", "yje", "iau", "iai"], &mut forms);
    } else if let Some(stem) = name.strip_suffix("as") {
        // Jonas, Jono, Jonui, Joną, Jonu, Jone, Jonai!
        with(stem, &["o", "ui", "ą", "u", "e", "ai"], &mut forms);
    } else if let Some(stem) = name.strip_suffix("is").or_else(|| name.strip_suffix("ys")) {
        // Jurgis, Jurgio, Jurgiui, Jurgį, Jurgiu, Jurgyje, Jurgi! Kazys: Kazy! Kazlaitis: Kazlaičio.
        with(stem, &["į", "yje", "i", "y"], &mut forms);
        with(stem, &["io", "iui", "iu"], &mut forms);
        with(&softened(stem), &["io", "iui", "iu"], &mut forms);
    } else if let Some(stem) = name.strip_suffix('a') {
        // Ona, Onos, Onai, Oną, Ona, Onoje, Ona!
        with(stem, &["os", "ai", "ą", "oje"], &mut forms);
    } else if let Some(stem) = name.strip_suffix('ė') {
        // Eglė, Eglės, Eglei, Eglę, Egle, Eglėje, Egle!
        with(stem, &["ės", "ei", "ę", "e", "ėje"], &mut forms);
    }
    forms.retain(|form| form.chars().count() > 2);
    forms
}

/// t becomes č and d dž before a soft ending.
fn softened(stem: &str) -> String {
    match (stem.strip_suffix('t'), stem.strip_suffix('d')) {
        (Some(before), _) => format!("{before}č"),
        (_, Some(before)) => format!("{before}dž"),
        _ => stem.into(),
    }
}
