//! The limit: the plugin's core module without its component. Its columns are laid out in its memory by hand, as the canonical ABI has them, and its
//! answers copied out by hand.

use crate::values::Values;
use etalon_host::wasmtime::{Config, Engine, Instance, InstancePre, Linker, Memory, Module, Store, TypedFunc};

const FUEL: u64 = 600_000_000;
const SCORE: &str = "etalon:plugin/row-metrics@0.1.0#score";
/// Bytes of a column, and of a text in a list.
const COLUMN: usize = 32;
const TEXT: usize = 8;

type Score = TypedFunc<(u32, u32, u32, u32, u32, u32, u32), u32>;

/// An engine that counts nothing.
pub fn bare() -> Engine {
    Engine::new(&Config::new()).expect("an engine")
}

/// The module, ready to be started.
pub struct Core {
    pre: InstancePre<()>,
}

impl Core {
    pub fn new(engine: &Engine, module: &[u8]) -> Self {
        let module = Module::new(engine, module).expect("it compiles");
        let mut linker = Linker::new(engine);
        linker.define_unknown_imports_as_traps(&module).expect("what it imports");
        Self { pre: linker.instantiate_pre(&module).expect("it fits") }
    }

    pub fn start(&self) -> Running {
        let mut store = Store::new(self.pre.module().engine(), ());
        let counts = store.set_fuel(FUEL).is_ok();
        store.set_epoch_deadline(u64::MAX / 2);
        let instance = self.pre.instantiate(&mut store).expect("it starts");
        Running::new(store, &instance, counts)
    }
}

/// An instance.
pub struct Running {
    store: Store<()>,
    memory: Memory,
    room: TypedFunc<(u32, u32, u32, u32), u32>,
    score: Score,
    done: TypedFunc<u32, ()>,
    counts: bool,
}

impl Running {
    fn new(mut store: Store<()>, instance: &Instance, counts: bool) -> Self {
        let memory = instance.get_memory(&mut store, "memory").expect("a memory");
        let room = instance.get_typed_func(&mut store, "cabi_realloc").expect("room for what comes");
        let score = instance.get_typed_func(&mut store, SCORE).expect("the function");
        let done = instance.get_typed_func(&mut store, &format!("cabi_post_{SCORE}")).expect("what follows");
        Self { store, memory, room, score, done, counts }
    }

    /// The answers, each in eight bytes (yes/no: one).
    pub fn call(&mut self, metric: &str, columns: &[Values]) -> Answers {
        if self.counts {
            self.store.set_fuel(FUEL).expect("work is counted");
        }
        let rows = columns.first().map_or(0, Values::rows);
        let name = self.put(metric.as_bytes(), 1);
        let mut records = vec![0_u8; columns.len() * COLUMN];
        for (column, record) in columns.iter().zip(records.chunks_exact_mut(COLUMN)) {
            match column {
                Values::Ints(v) => {
                    let at = self.put(as_bytes(v), 8);
                    fields(record, &[1, at, v.len() as u32]);
                }
                Values::Numbers(v, _) => {
                    let at = self.put(as_bytes(v), 8);
                    fields(record, &[2, at, v.len() as u32]);
                }
                Values::Texts(codes, words) => {
                    let at = self.put(as_bytes(codes), 4);
                    let mut dict = vec![0_u8; words.len() * TEXT];
                    for (word, record) in words.iter().zip(dict.chunks_exact_mut(TEXT)) {
                        let at = self.put(word.as_bytes(), 1);
                        fields(record, &[at, word.len() as u32]);
                    }
                    let dict = self.put(&dict, 4);
                    fields(record, &[3, at, codes.len() as u32, dict, words.len() as u32]);
                }
            }
        }
        let records = self.put(&records, 4);
        let asked = (name, metric.len() as u32, rows as u32, records, columns.len() as u32, 4, 0);
        let gave = self.score.call(&mut self.store, asked).expect("it answers");
        let answers = self.take(gave as usize);
        self.done.call(&mut self.store, gave).expect("it is told");
        answers
    }

    /// Copies bytes into its memory; where they lie.
    fn put(&mut self, bytes: &[u8], align: u32) -> u32 {
        if bytes.is_empty() {
            return align;
        }
        let at = self.room.call(&mut self.store, (0, 0, align, bytes.len() as u32)).expect("there is room");
        self.memory.data_mut(&mut self.store)[at as usize..][..bytes.len()].copy_from_slice(bytes);
        at
    }

    fn take(&self, at: usize) -> Answers {
        let memory = self.memory.data(&self.store);
        let word = |at: usize| u32::from_le_bytes(memory[at..at + 4].try_into().expect("four bytes")) as usize;
        assert_eq!(memory[at], 0, "no fault");
        let (kind, from, length) = (memory[at + 4], word(at + 8), word(at + 12));
        let valid = (memory[at + 24] == 1).then(|| memory[word(at + 28)..][..word(at + 32)].to_vec());
        let data = match kind {
            0 => Given::Flags(memory[from..from + length].to_vec()),
            1 => Given::Ints(eights(&memory[from..from + 8 * length]).map(i64::from_le_bytes).collect()),
            _ => Given::Numbers(eights(&memory[from..from + 8 * length]).map(f64::from_le_bytes).collect()),
        };
        Answers { data, valid }
    }
}

/// What came out.
pub struct Answers {
    pub data: Given,
    pub valid: Option<Vec<u8>>,
}

#[derive(PartialEq, Debug)]
pub enum Given {
    Flags(Vec<u8>),
    Ints(Vec<i64>),
    Numbers(Vec<f64>),
}

fn eights(bytes: &[u8]) -> impl Iterator<Item = [u8; 8]> {
    bytes.chunks_exact(8).map(|eight| eight.try_into().expect("eight bytes"))
}

fn fields(record: &mut [u8], words: &[u32]) {
    for (to, word) in record.chunks_exact_mut(4).zip(words) {
        to.copy_from_slice(&word.to_le_bytes());
    }
}

/// The bytes of numbers, as they lie (of a machine that has the least byte first).
fn as_bytes<T: Copy>(values: &[T]) -> &[u8] {
    const { assert!(cfg!(target_endian = "little")) }
    // SAFETY: `T` is a number here, which has no gaps, and any byte may be read.
    unsafe { std::slice::from_raw_parts(values.as_ptr().cast(), std::mem::size_of_val(values)) }
}
