//! `etalon-componentize IN.wasm OUT.wasm`: what cargo built for `wasm32-unknown-unknown` becomes a component.

use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = files.as_slice() else {
        eprintln!("say which core module becomes which component: etalon-componentize IN.wasm OUT.wasm");
        return ExitCode::from(2);
    };
    match convert(from, to) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("`{from}` did not become a component: {why}");
            ExitCode::FAILURE
        }
    }
}

fn convert(from: &str, to: &str) -> Result<(), String> {
    let module = std::fs::read(from).map_err(|e| e.to_string())?;
    let mut encoder =
        wit_component::ComponentEncoder::default().validate(true).module(&module).map_err(|e| format!("{e:#}"))?;
    let component = encoder.encode().map_err(|e| format!("{e:#}"))?;
    std::fs::write(to, component).map_err(|e| format!("`{to}`: {e}"))
}
