//! The PTX texts that executors are tested with are PTX to NVIDIA's assembler too. What they compute is tested in `ptx-jit`.

use std::path::Path;
use std::process::Command;

/// The oldest target that the assembler of the assets knows.
const OLDEST: u32 = 75;

/// The `.target` of a text: its name and its number.
fn target(text: &str) -> Option<(&str, u32)> {
    let name = text.lines().find_map(|line| line.strip_prefix(".target "))?.split(',').next()?.trim();
    let digits = name.strip_prefix("sm_")?.trim_end_matches(|c: char| c.is_alphabetic());
    Some((name, digits.parse().ok()?))
}

#[test]
fn every_file_test_that_the_assembler_has_a_target_for_assembles() {
    let ptxas = vgpu_tests::assets::assets().unwrap().nvcc.with_file_name("ptxas");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ptx-jit/tests/files");
    let out = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    let mut assembled = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (name, number) = target(&text).unwrap_or_else(|| panic!("{} has no target", path.display()));
        if number < OLDEST {
            continue;
        }
        let mut command = Command::new(&ptxas);
        command.arg(format!("-arch={name}")).arg("-O0").arg("-o").arg(out.path().join("cubin")).arg(&path);
        let output = command.output().unwrap();
        if !output.status.success() {
            wrong.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        assembled += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(assembled > 0, "no file was assembled");
}
