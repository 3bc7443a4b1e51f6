//! What the border costs. The same function - `100 - wait * 0.01 - handle * 0.001` over two columns - native, as a core module with its columns
//! copied by hand, as a component, through the whole host, and in Extism (`--features extism`). One run, one table:
//!
//!     cargo run --release --manifest-path tests/bench/plugins/Cargo.toml --features extism

mod clock;
mod columns;
mod component;
mod core;
#[cfg(feature = "extism")]
mod ext;
mod guest;
mod host;
mod judged;
mod load;

use clock::nanoseconds;
use columns::Columns;

const SIZES: [usize; 4] = [1, 64, 1_024, 8_192];

fn main() {
    let mut table = Table::default();
    let host = etalon_host::Host::new(None).expect("a host");

    table.line("native Rust over columns", |columns| {
        let Columns { wait, handle, .. } = columns;
        nanoseconds(|| columns::effort(wait, handle))
    });
    let mut bare = core::Core::new(&core::bare());
    table.line("core module, columns copied by hand, nothing counted", |columns| bare.time(columns));
    let mut counted = core::Core::new(host.engine());
    table.line("core module, the same with work counted and the clock watched", |columns| counted.time(columns));
    let mut ready = component::Ready::new(&host);
    table.line("component, an instance that is ready", |columns| ready.time(columns));
    table.line("component, a fresh instance each call", |columns| ready.time_fresh(columns));
    let module = host::module(&host);
    table.line("the host with all it does", |columns| host::time(module.as_ref(), columns));
    #[cfg(feature = "extism")]
    {
        let mut plugin = ext::plugin();
        table.line("Extism, columns as bytes", |columns| ext::time(&mut plugin, columns));
    }
    println!("{}", table.text());
    println!("{}", load::text());
    println!("{}", judged::text(module));
}

/// Nanoseconds a call, by what was called and for how many rows.
#[derive(Default)]
struct Table {
    lines: Vec<(&'static str, Vec<f64>)>,
}

impl Table {
    fn line(&mut self, name: &'static str, mut time: impl FnMut(&Columns) -> f64) {
        let times = SIZES.iter().map(|rows| time(&Columns::new(*rows))).collect();
        self.lines.push((name, times));
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "| ns a call | 1 row | 64 | 1,024 | 8,192 | ns a row | times native | times counted core |\n|---|---|---|---|---|---|---|---|\n",
        );
        let at = |line: usize| self.lines[line].1[SIZES.len() - 1];
        for (name, times) in &self.lines {
            let last = times[SIZES.len() - 1];
            let cells: Vec<String> = times.iter().map(|time| format!("{time:.0}")).collect();
            text += &format!(
                "| {name} | {} | {:.2} | {:.2} | {:.2} |\n",
                cells.join(" | "),
                last / SIZES[SIZES.len() - 1] as f64,
                last / at(0),
                last / at(2)
            );
        }
        text
    }
}
