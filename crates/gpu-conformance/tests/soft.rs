//! The suite on the software GPU. On gpu-nvidia it runs in tests/tests/nested.rs, and by `make hardware` on a machine with a GPU.
use std::process::ExitCode;

#[test]
fn every_rule_holds_on_the_software_gpu() {
    assert_eq!(gpu_conformance::command::run(&["soft"]), ExitCode::SUCCESS);
}

#[test]
fn no_rule_is_listed_twice() {
    let mut names: Vec<_> = gpu_conformance::RULES.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), gpu_conformance::RULES.len());
}
