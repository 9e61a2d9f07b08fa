//! The suite on the software GPU. On gpu-nvidia it runs in tests/tests/nested.rs, and by `make hardware` on a machine with a GPU.
use std::process::Command;

#[test]
fn every_rule_holds_on_the_software_gpu() {
    let output = Command::new(env!("CARGO_BIN_EXE_conformance")).arg("soft").output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.lines().count() > 30 && said.contains("PASS conformance"), "{said}");
}
