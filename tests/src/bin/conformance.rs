//! The conformance suite of the Gpu trait as a program: `conformance soft`, `conformance nvidia [--allow-nested]`.
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    gpu_conformance::command::run(&arguments)
}
