//! Code generation, packaging, test assets.
fn main() {}
