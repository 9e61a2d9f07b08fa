//! The oracle: every rule of docs/semantics.md holds, on the software GPU and through gpu-nvidia, except those of tests/oracle/pending.txt,
//! which do not.
use std::collections::BTreeSet;
use std::process::Command;

use vgpu_tests::oracle::{self, Backend};
use vgpu_tests::run::{Finished, finish, nested, vgpu};
use vgpu_tests::{ORACLE, Program, build};

fn natively_or_in_vgpu(program: &Program, arguments: &[&str]) -> Finished {
    let binary = build::oracle(program).unwrap();
    let mut command = match std::env::var_os("VGPU_NATIVE") {
        Some(_) => Command::new(binary),
        None => {
            let mut command = Command::new(vgpu().unwrap());
            command.args(["run", "--"]).arg(binary);
            command
        }
    };
    command.args(arguments);
    finish(command, program.name).unwrap()
}

fn through_gpu_nvidia(program: &Program) -> Finished {
    finish(nested(&build::oracle(program).unwrap(), &[]).unwrap(), program.name).unwrap()
}

/// Exactly the pending rules differ.
fn holds_but_for_what_is_pending(backend: Backend, run: impl Fn(&Program) -> Finished) {
    let pending = oracle::pending().unwrap();
    let mut findings = String::new();
    for program in ORACLE {
        let finished = run(program);
        if finished.code != Some(0) {
            findings += &format!("{}: {finished}\n", program.name);
            continue;
        }
        let wanted = oracle::lines(&oracle::transcript(program).unwrap()).unwrap();
        let got = oracle::lines(&finished.stdout).unwrap();
        let differing = oracle::differing(&wanted, &got);
        let of_program =
            wanted.keys().filter(|rule| pending.get(*rule).is_some_and(|on| on.contains(&backend)));
        let listed: BTreeSet<String> = of_program.cloned().collect();
        for rule in differing.difference(&listed) {
            findings +=
                &format!("{rule} differs:\n wanted {:#?}\n got {:#?}\n", wanted.get(rule), got.get(rule));
        }
        for rule in listed.difference(&differing) {
            findings += &format!("{rule} holds by now: take it off tests/oracle/pending.txt\n");
        }
    }
    assert!(findings.is_empty(), "{findings}");
}

#[test]
fn every_rule_holds_on_the_software_gpu() {
    holds_but_for_what_is_pending(Backend::Soft, |program| natively_or_in_vgpu(program, &[]));
}

#[test]
fn every_rule_holds_through_gpu_nvidia() {
    holds_but_for_what_is_pending(Backend::Chain, through_gpu_nvidia);
}

#[test]
fn what_is_checked_in_is_what_the_programs_expect() {
    for program in ORACLE {
        let finished = natively_or_in_vgpu(program, &["expected"]);
        let wanted = oracle::transcript(program).unwrap();
        assert_eq!(finished.stdout, wanted, "{}: cargo run -p vgpu-tests --bin oracle", program.name);
    }
    let document = std::fs::read_to_string(oracle::document_path()).unwrap();
    assert!(
        document == oracle::document().unwrap(),
        "docs/semantics.md: cargo run -p vgpu-tests --bin oracle"
    );
}

#[test]
fn every_rule_has_a_number_of_its_own_and_lines_and_every_line_a_rule() {
    let mut numbers = BTreeSet::new();
    for program in ORACLE {
        let lines = oracle::lines(&oracle::transcript(program).unwrap()).unwrap();
        let mut stated = BTreeSet::new();
        for rule in oracle::rules(program).unwrap() {
            assert!(numbers.insert(rule.number.clone()), "{} is stated twice", rule.number);
            assert!(lines.contains_key(&rule.number), "{} has no line", rule.number);
            assert!(rule.text.ends_with('.') && !rule.source.is_empty(), "{rule:?}");
            stated.insert(rule.number);
        }
        for rule in lines.keys() {
            assert!(
                stated.contains(rule),
                "{} prints lines of {rule}, which it does not state",
                program.name
            );
        }
    }
    assert!(numbers.len() >= 120, "{} rules", numbers.len());
    for rule in oracle::pending().unwrap().keys() {
        assert!(numbers.contains(rule), "{rule} is pending and no rule");
    }
}

#[test]
fn every_source_of_the_oracle_is_in_the_table() {
    let folder = build::repository().join("tests/oracle");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".c") {
            assert!(ORACLE.iter().any(|program| program.source == name), "{name}");
        }
    }
}
