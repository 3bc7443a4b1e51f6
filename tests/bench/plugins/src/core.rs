//! The limit: a core module, its columns copied in and out by hand.

use crate::clock::nanoseconds;
use crate::columns::Columns;
use crate::guest;
use etalon_host::wasmtime::{Config, Engine, Instance, Memory, Module, Store, TypedFunc};

const WAIT: usize = 65_536;
const HANDLE: usize = 2 * 65_536;
const TO: usize = 3 * 65_536;

/// An engine that counts nothing.
pub fn bare() -> Engine {
    Engine::new(&Config::new()).expect("an engine")
}

pub struct Core {
    store: Store<()>,
    memory: Memory,
    effort: TypedFunc<(u32, u32, u32, u32), ()>,
    counts: bool,
}

impl Core {
    pub fn new(engine: &Engine) -> Self {
        let module = Module::new(engine, wat::parse_str(guest::text()).expect("a module")).expect("it compiles");
        let mut store = Store::new(engine, ());
        let counts = store.set_fuel(u64::MAX / 2).is_ok();
        store.set_epoch_deadline(u64::MAX / 2);
        let instance = Instance::new(&mut store, &module, &[]).expect("it starts");
        let memory = instance.get_memory(&mut store, "memory").expect("a memory");
        let effort = instance.get_typed_func(&mut store, "effort").expect("the function");
        Self { store, memory, effort, counts }
    }

    pub fn time(&mut self, columns: &Columns) -> f64 {
        let rows = columns.wait.len();
        nanoseconds(|| {
            if self.counts {
                self.store.set_fuel(600_000_000).expect("work is counted");
            }
            let memory = self.memory.data_mut(&mut self.store);
            put(&mut memory[WAIT..], &columns.wait);
            put(&mut memory[HANDLE..], &columns.handle);
            let at = (WAIT as u32, HANDLE as u32, TO as u32, rows as u32);
            self.effort.call(&mut self.store, at).expect("it answers");
            let answers = &self.memory.data(&self.store)[TO..TO + rows * 8];
            answers.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().expect("eight bytes"))).collect::<Vec<_>>()
        })
    }
}

fn put(memory: &mut [u8], values: &[f64]) {
    for (to, value) in memory.chunks_exact_mut(8).zip(values) {
        to.copy_from_slice(&value.to_le_bytes());
    }
}
