//! Builds all test programs ahead of the tests: `cargo run -p vgpu-tests --bin programs`.
fn main() -> anyhow::Result<()> {
    vgpu_tests::build::all()?;
    println!("{}", vgpu_tests::build::products().display());
    Ok(())
}
