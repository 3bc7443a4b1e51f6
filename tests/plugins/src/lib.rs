//! Nothing is here but the wish for every feature of the program (see `Cargo.toml`). Cargo builds a package once for all that ask for it,
//! so in `cargo test --workspace` the program of `engine/app/tests` runs plugins, and in `cargo run --release`, which knows only
//! `engine/app`, it does not have to be built with them.

#[cfg(test)]
mod tests {
    #[test]
    fn the_tests_of_the_workspace_run_the_whole_program() {
        const { assert!(etalon::PLUGINS && etalon::CONNECTORS) };
    }
}
