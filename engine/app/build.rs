//! Templates of plugins are inside the program: it is built anew when they change.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../plugins/templates");
    println!("cargo::rerun-if-changed=../../plugins/wit/v1");
}
