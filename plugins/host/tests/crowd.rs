//! Ten thousand calls of honest and hostile plugins, from several threads: nothing grows, nobody's answer changes. A program of its own,
//! so that what is measured is what this test does.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use etalon_contract::Limits;
use etalon_core::plugin::Module;
use etalon_host::Host;
use std::sync::Arc;
use support::window::MakeWindow;
use support::{GIVE_FIRST, Make, ask, load, told};

const ROWS: [i64; 4] = [1_000_000, 2_000_000, 13_000_000, 4_500_000];

/// Bytes of memory of this process that are in use; none where the system does not say so.
fn resident() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
}

#[test]
fn ten_thousand_calls_leave_nothing_behind() {
    let host = Host::new(None).unwrap();
    let small = Limits { memory: 16 << 20, work: 200_000, work_per_row: 10_000, instances: 2, ..Limits::default() };
    let loaded = |score: &str| -> Arc<dyn Module> {
        load(&host, &Make { score: score.to_owned(), ..Make::default() }.bytes(), &small).unwrap()
    };
    let neighbour = loaded(GIVE_FIRST);
    let hostile = [
        loaded("unreachable"),
        loaded("(loop $l (br $l)) (i32.const 0)"),
        loaded(
            "(loop $l (if (i32.eq (memory.grow (i32.const 16)) (i32.const -1)) (then unreachable)) (br $l)) (i32.const 0)",
        ),
        loaded("(call $numbers (i32.const 0) (i32.const 0x0fffffff))"),
        loaded("(call $numbers (i32.const 0) (i32.const 1))"),
    ];
    let window = load(&host, &MakeWindow::default().bytes(), &small).unwrap();
    let first: Vec<String> = hostile.iter().map(|module| told(&ask(module.as_ref(), "echo", &ROWS))).collect();
    let round = |calls: usize| {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (neighbour, hostile, first, window) = (&neighbour, &hostile, &first, &window);
                scope.spawn(move || {
                    for call in 0..calls / 4 {
                        let which = (call + thread) % hostile.len();
                        assert_eq!(told(&ask(hostile[which].as_ref(), "echo", &ROWS)), first[which]);
                        let answers = told(&ask(neighbour.as_ref(), "echo", &ROWS));
                        assert_eq!(answers, "1000000 | 2000000 | 13000000 | 4500000");
                        drop(window.window("sum", &[]).unwrap());
                    }
                });
            }
        });
    };
    round(500);
    let before = resident();
    round(4_000);
    let metrics = host.engine().pooling_allocator_metrics().unwrap();
    assert_eq!((metrics.component_instances(), metrics.memories(), metrics.core_instances()), (0, 0, 0));
    if let (Some(before), Some(after)) = (before, resident()) {
        assert!(after < before + (32 << 20), "{} KiB before, {} KiB after", before >> 10, after >> 10);
    }
}
