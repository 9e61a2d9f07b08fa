//! Parses PTX files and prints, for each, its size in the IR and the speed, or what is wrong with it.

use std::time::Instant;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read(&path)?;
        let start = Instant::now();
        match ptx::parse(&text) {
            Ok(module) => {
                let instructions: usize = module.functions.iter().map(|function| function.insts.len()).sum();
                let speed = text.len() as f64 / start.elapsed().as_secs_f64() / 1e6;
                println!(
                    "{path}: {} functions, {instructions} instructions, {speed:.0} MB/s",
                    module.functions.len()
                );
            }
            Err(error) => println!("{path}: {error}"),
        }
    }
    Ok(())
}
