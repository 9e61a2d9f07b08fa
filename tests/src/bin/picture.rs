//! Makes the demo's photograph (`picture make out.png|out.ppm [width height seed]`) and shows its results (`picture convert in.ppm out.png`).
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use vgpu_tests::picture::{Picture, photograph};
use vgpu_tests::run::read;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["make", to] => write(&photograph(768, 512, 1), to),
        ["make", to, width, height, seed] => {
            write(&photograph(width.parse()?, height.parse()?, seed.parse()?), to)
        }
        ["convert", from, to] => {
            write(&Picture::from_pnm(&read(Path::new(from))?).with_context(|| (*from).to_owned())?, to)
        }
        _ => bail!("usage: picture make FILE [WIDTH HEIGHT SEED] | picture convert FILE.ppm FILE.png"),
    }
}

fn write(picture: &Picture, to: &str) -> Result<()> {
    let mut file = BufWriter::new(File::create(to).with_context(|| to.to_owned())?);
    match to.ends_with(".png") {
        true => picture.write_png(&mut file)?,
        false => file.write_all(&picture.to_pnm())?,
    }
    file.flush().with_context(|| to.to_owned())
}
