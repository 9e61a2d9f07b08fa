//! Benchmarks that print ratios to a limit measured in the same run.
fn main() {}
