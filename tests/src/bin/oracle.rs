//! Writes the transcripts that the oracle's programs expect, and docs/semantics.md: `cargo run -p vgpu-tests --bin oracle`.
use std::process::Command;

use vgpu_tests::run::{finish, vgpu};
use vgpu_tests::{ORACLE, build, oracle};

fn main() -> anyhow::Result<()> {
    for program in ORACLE {
        let mut command = Command::new(vgpu()?);
        command.args(["run", "--"]).arg(build::oracle(program)?).arg("expected");
        let finished = finish(command, program.name)?;
        anyhow::ensure!(finished.code == Some(0), "{}: {finished}", program.name);
        std::fs::write(oracle::transcript_path(program), finished.stdout)?;
    }
    std::fs::write(oracle::document_path(), oracle::document()?)?;
    println!("{}", oracle::document_path().display());
    Ok(())
}
