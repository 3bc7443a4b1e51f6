//! Any standard of one or two layers is checked to the end, and what stands can be planned.
#![no_main]

use etalon_core::{check, plan};
use etalon_fuzz::files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let texts: Vec<&str> = text.splitn(2, "\n----\n").collect();
    let files = files(&texts);
    let checked = check(&files, &[]);
    for diagnostic in &checked.diagnostics {
        assert!(!diagnostic.labels.is_empty(), "{} has no place", diagnostic.slug);
        for label in &diagnostic.labels {
            let text = files.get(label.span.file as usize).map_or("", |file| file.text.as_str());
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(start <= end && text.get(start..end).is_some(), "{}: {start}..{end}", diagnostic.slug);
        }
    }
    if let Some(standard) = &checked.standard {
        std::hint::black_box(plan(standard));
    }
});
