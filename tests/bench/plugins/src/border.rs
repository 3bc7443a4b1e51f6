//! What the border costs, function by function.

use crate::by_hand::{self, Core, Given};
use crate::cases::Case;
use crate::clock::{Call, call, nanoseconds};
use crate::component::Component;
use crate::ext::Extism;
use crate::host;
use crate::values::Values;
use etalon_host::Host;
use etalon_plugin::made::Batch;
use std::fmt::Write as _;

/// So many rows the engine hands over at once.
const SLICE: usize = 8_192;
const ROUNDS: usize = 31;
const SIZES: [usize; 4] = [1, 64, 1_024, SLICE];

const NATIVE: &str = "native Rust over columns, the same code";
const BARE: &str = "core module by hand, nothing counted";
const CORE: &str = "core module by hand, work counted";
const CORE_FRESH: &str = "core module by hand, a fresh instance each call";
const READY: &str = "component, an instance that is ready";
const FRESH: &str = "component, a fresh instance each call";
const WHOLE: &str = "the host with all it does";

/// The table of one function.
pub fn text(host: &Host, case: &Case, extism: Option<Extism>) -> String {
    let bare = by_hand::bare();
    let (bare, core) = (Core::new(&bare, &case.module), Core::new(host.engine(), &case.module));
    let component = Component::new(host, &case.component);
    let module = host::module(host, case);
    let metric = case.metric;
    let mut names: Vec<&str> = Vec::new();
    let mut times: Vec<Vec<f64>> = Vec::new();
    for rows in SIZES {
        let columns = (case.columns)(rows);
        let batch = Batch { rows: rows as u32, columns: columns.iter().map(Values::native).collect() };
        agree(case, &batch, &columns, &core, &component);
        assert_eq!(host::call(module.as_ref(), metric, &columns).faults, []);
        let (mut bare, mut ready_core, mut ready) = (bare.start(), core.start(), component.start());
        let (columns, batch) = (&columns, &batch);
        let mut calls: Vec<(&str, Call<'_>)> = vec![
            (NATIVE, call(|| (case.native)(batch))),
            (BARE, call(move || bare.call(metric, columns))),
            (CORE, call(move || ready_core.call(metric, columns))),
            (READY, call(move || ready.call(metric, columns))),
            (CORE_FRESH, call(|| core.start().call(metric, columns))),
            (FRESH, call(|| component.start().call(metric, columns))),
            (WHOLE, call(|| host::call(module.as_ref(), metric, columns))),
        ];
        if let ([Values::Numbers(wait, _), Values::Numbers(handle, _)], Some(plugin)) = (&columns[..], extism) {
            assert_eq!(Given::Numbers(plugin.call(wait, handle)), (case.native)(batch).data);
            calls.push(("Extism, columns as bytes", call(move || plugin.call(wait, handle))));
        }
        let (called, mut calls): (Vec<&str>, Vec<Call<'_>>) = calls.into_iter().unzip();
        names = called;
        times.push(nanoseconds(&mut calls, ROUNDS));
    }
    table(case.name, &names, &times)
}

/// That all say the same.
fn agree(case: &Case, batch: &Batch, columns: &[Values], core: &Core, component: &Component) {
    let native = (case.native)(batch);
    for other in [core.start().call(case.metric, columns), component.start().call(case.metric, columns)] {
        assert_eq!(other.data, native.data, "{}", case.name);
        assert_eq!(other.valid, native.valid, "{}", case.name);
    }
}

fn table(name: &str, names: &[&str], times: &[Vec<f64>]) -> String {
    let mut text = format!("### {name}\n\n| ns a call of so many rows |");
    for rows in SIZES {
        let _ = write!(text, " {rows} |");
    }
    let _ = writeln!(text, " ns a row | times native | times core |\n|---|---|---|---|---|---|---|---|");
    let slice = &times[SIZES.len() - 1];
    let of = |wanted: &str| names.iter().position(|name| *name == wanted).map_or(f64::NAN, |at| slice[at]);
    for (at, name) in names.iter().enumerate() {
        let cells: Vec<String> = times.iter().map(|size| format!("{:.0}", size[at])).collect();
        let core = if *name == FRESH || *name == CORE_FRESH { of(CORE_FRESH) } else { of(CORE) };
        let (row, native, core) = (slice[at] / SLICE as f64, slice[at] / of(NATIVE), slice[at] / core);
        let _ = writeln!(text, "| {name} | {} | {row:.2} | {native:.2} | {core:.2} |", cells.join(" | "));
    }
    text
}
