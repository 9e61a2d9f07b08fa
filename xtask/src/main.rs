//! Code generation, packaging, test assets.

mod assets;
mod generate;
mod package;
mod ptx_coverage;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Chores of the repository")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Fetch the headers, compilers and runtimes that code generation and tests use
    Assets {
        /// Only these sections of xtask/assets.toml; all of them if none is named
        sections: Vec<String>,
    },
    /// Write the files that are made from the CUDA headers
    Generate {
        /// Write nothing; fail if a file is not what would be written
        #[arg(long)]
        check: bool,
    },
    /// Make a Debian package of what `make build` left
    Package,
    /// List which instruction forms are parsed, executed and tested, and parse the PTX modules of files
    PtxCoverage {
        /// PTX texts, fatbins, and shared objects that hold fatbins
        images: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().chore {
        Chore::Assets { sections } => assets::fetch(&sections),
        Chore::Generate { check } => generate::run(check),
        Chore::Package => package::run(),
        Chore::PtxCoverage { images } => ptx_coverage::run(&images),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
