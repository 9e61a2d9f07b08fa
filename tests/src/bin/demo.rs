//! `make demo`: shows the GPU that a program sees, and has an unmodified CUDA program filter a photograph and trace a scene on it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use vgpu_tests::build::repository;
use vgpu_tests::picture::{Picture, photograph};
use vgpu_tests::run::{read, vgpu};
use vgpu_tests::{Link, program};

fn main() -> Result<()> {
    let folder = repository().join("target/demo");
    fs::create_dir_all(&folder)?;
    let path = |name: &str| folder.join(name);

    step(1, "the GPU that a program sees (vgpu info)");
    succeed(Command::new(vgpu()?).arg("info"))?;

    step(2, "the program: tests/programs/demo.cu, built by NVIDIA's nvcc with NVIDIA's runtime linked in");
    let demo = program("demo", Link::Static13)?;
    println!("{}", demo.display());

    step(3, "its input, a photograph of 768 x 512 pixels");
    let photo = photograph(768, 512, 1);
    fs::write(path("photograph.ppm"), photo.to_pnm())?;
    save(&photo, &path("photograph.png"))?;

    step(
        4,
        "the program on the virtual GPU: it filters the photograph, traces a scene, and checks both against the CPU",
    );
    succeed(Command::new(vgpu()?).args(["run", "--summary", "--"]).arg(&demo).args([
        path("photograph.ppm"),
        path("filtered.ppm"),
        path("scene.ppm"),
    ]))?;

    step(5, "its pictures");
    for name in ["filtered", "scene"] {
        let picture = Picture::from_pnm(&read(&path(&format!("{name}.ppm")))?).context(name)?;
        save(&picture, &path(&format!("{name}.png")))?;
    }
    println!(
        "\nAs the program asked and the CPU agrees: nothing in it was rebuilt, and nothing was preloaded."
    );
    Ok(())
}

fn step(number: u32, what: &str) {
    println!("\n[{number}/5] {what}");
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

fn save(picture: &Picture, to: &Path) -> Result<()> {
    picture.write_png(fs::File::create(to)?)?;
    println!("{}", to.display());
    Ok(())
}
