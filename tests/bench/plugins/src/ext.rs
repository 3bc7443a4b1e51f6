//! The same function in Extism: both columns as bytes, one after the other; the answers as bytes. Extism is taken as it is shipped (`pip install extism-sys`):
//! the library that `EXTISM` names, called as its header has it. So nobody has to build a second wasmtime.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr::{null, null_mut};

/// Reads and writes as Extism's own kits do, eight bytes a call.
const TEXT: &str = r#"(module
  (import "extism:host/env" "input_length" (func $length (result i64)))
  (import "extism:host/env" "input_load_u64" (func $load (param i64) (result i64)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (memory (export "memory") 1)
  (func (export "effort") (result i32) (local $at i64) (local $half i64) (local $to i64)
    (local.set $half (i64.shr_u (call $length) (i64.const 1)))
    (local.set $to (call $alloc (local.get $half)))
    (loop $each (if (i64.lt_u (local.get $at) (local.get $half)) (then
      (call $store (i64.add (local.get $to) (local.get $at)) (i64.reinterpret_f64 (f64.sub (f64.sub (f64.const 100)
        (f64.mul (f64.reinterpret_i64 (call $load (local.get $at))) (f64.const 0.01)))
        (f64.mul (f64.reinterpret_i64 (call $load (i64.add (local.get $half) (local.get $at)))) (f64.const 0.001)))))
      (local.set $at (i64.add (local.get $at) (i64.const 8)))
      (br $each))))
    (call $output (local.get $to) (local.get $half))
    (i32.const 0)))"#;

unsafe extern "C" {
    fn dlopen(path: *const c_char, flags: c_int) -> *mut c_void;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
}

type New = unsafe extern "C" fn(*const u8, u64, *const c_void, u64, bool, *mut *mut c_char) -> *mut c_void;
type Call = unsafe extern "C" fn(*mut c_void, *const c_char, *const u8, u64) -> i32;
type Length = unsafe extern "C" fn(*mut c_void) -> u64;
type Output = unsafe extern "C" fn(*mut c_void) -> *const u8;
type Version = unsafe extern "C" fn() -> *const c_char;

/// A plugin that is loaded. It is never given back: it lives as long as the benchmark.
#[derive(Clone, Copy)]
pub struct Extism {
    plugin: *mut c_void,
    call: Call,
    length: Length,
    output: Output,
}

/// None where `EXTISM` does not name the library.
pub fn plugin() -> Option<Extism> {
    let path = CString::new(std::env::var("EXTISM").ok()?).expect("a path");
    // SAFETY: whoever names the library answers for it; 2 = all of it now.
    let library = unsafe { dlopen(path.as_ptr(), 2) };
    assert!(!library.is_null(), "EXTISM names no library");
    let function = |name: &CStr| {
        // SAFETY: the library is there.
        let found = unsafe { dlsym(library, name.as_ptr()) };
        assert!(!found.is_null(), "{name:?} is not in the library");
        found
    };
    let module = wat::parse_str(TEXT).expect("a module");
    // SAFETY: the types are those of extism.h, version 1.
    unsafe {
        let new: New = std::mem::transmute(function(c"extism_plugin_new"));
        let version: Version = std::mem::transmute(function(c"extism_version"));
        eprintln!("Extism {}", CStr::from_ptr(version()).to_string_lossy());
        let mut trouble = null_mut();
        let plugin = new(module.as_ptr(), module.len() as u64, null(), 0, false, &raw mut trouble);
        assert!(!plugin.is_null(), "it is loaded");
        Some(Extism {
            plugin,
            call: std::mem::transmute::<*mut c_void, Call>(function(c"extism_plugin_call")),
            length: std::mem::transmute::<*mut c_void, Length>(function(c"extism_plugin_output_length")),
            output: std::mem::transmute::<*mut c_void, Output>(function(c"extism_plugin_output_data")),
        })
    }
}

impl Extism {
    pub fn call(self, wait: &[f64], handle: &[f64]) -> Vec<f64> {
        let input: Vec<u8> = wait.iter().chain(handle).flat_map(|value| value.to_le_bytes()).collect();
        // SAFETY: as above; the output lies there until the next call, and is copied before.
        let output = unsafe {
            let said = (self.call)(self.plugin, c"effort".as_ptr(), input.as_ptr(), input.len() as u64);
            assert_eq!(said, 0, "it answers");
            std::slice::from_raw_parts((self.output)(self.plugin), (self.length)(self.plugin) as usize)
        };
        output.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().expect("eight bytes"))).collect()
    }
}
