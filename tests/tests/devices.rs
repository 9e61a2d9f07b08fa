//! Several software GPUs: peers, and which of them a program sees in what order.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use vgpu_tests::Link::Driver;
use vgpu_tests::run::run_on;

#[test]
fn two_devices_pass() {
    for nested in [false, true] {
        let finished = run_on("soft:2x", nested, ("two_devices", Driver), &[], &[]).unwrap();
        finished.expect_pass("two_devices");
    }
}

/// The names and bus numbers of the devices that a program sees.
fn seen(gpu: &str, environment: &[(&str, &str)]) -> Vec<String> {
    let finished = run_on(gpu, false, ("two_devices", Driver), &["list"], environment).unwrap();
    let lines = finished.stdout.lines().filter_map(|line| line.strip_prefix("device "));
    lines.map(str::to_owned).collect()
}

#[test]
fn visible_devices_are_those_that_the_environment_names() {
    let all = seen("soft:2xsm75,sm80", &[]);
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[0].contains("sm_75") && all[1].contains("sm_75") && all[2].contains("sm_80"), "{all:?}");
    let uuid = all[2].split(' ').next_back().unwrap().to_owned();
    let visible = |list: &str| seen("soft:2xsm75,sm80", &[("CUDA_VISIBLE_DEVICES", list)]);
    assert_eq!(visible("2,0"), [all[2].clone(), all[0].clone()]);
    assert_eq!(visible("1,-1,0"), [all[1].clone()]);
    assert_eq!(visible(&uuid), [all[2].clone()]);
    assert_eq!(visible(&format!("{uuid},1")), [all[2].clone(), all[1].clone()]);
    assert!(visible("-1").is_empty() && visible("0,0").is_empty() && visible("").is_empty());
    assert_eq!(seen("soft:2xsm75,sm80", &[("CUDA_DEVICE_ORDER", "PCI_BUS_ID")]), all);
}

/// The keys of all profiles, as `vgpu` lists them when it is asked for one that there is not.
fn profiles() -> Vec<String> {
    let finished = run_on("soft:none-such", false, ("occupancy", Driver), &[], &[]).unwrap();
    let (_, listed) = finished.stderr.split_once("there are ").unwrap_or_else(|| panic!("{finished}"));
    listed.lines().next().unwrap_or_default().split(", ").map(str::to_owned).collect()
}

#[test]
fn every_profile_has_the_sizes_and_the_occupancy_of_its_compute_capability() {
    let profiles = profiles();
    assert!(profiles.len() >= 20 && profiles.iter().any(|key| key == "h100"), "{profiles:?}");
    // What is newer than NVIDIA's tables is in none of them.
    for key in profiles.into_iter().filter(|key| key != "sm130") {
        let finished = run_on(&format!("soft:{key}"), false, ("occupancy", Driver), &[], &[]).unwrap();
        assert!(finished.passed("occupancy"), "{key}: {finished}");
    }
}
