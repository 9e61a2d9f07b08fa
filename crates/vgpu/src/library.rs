//! The guest libraries: where this installation keeps them, and how a private folder gets them.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// What programs open.
pub const LIBCUDA: &str = "libcuda.so.1";
/// What readers of figures open.
pub const LIBNVML: &str = "libnvidia-ml.so.1";

/// Where cuBLAS for software GPUs lies, below the libraries: not where every program would find it.
pub const CUBLAS: &str = "cublas";
/// Its names: one for each version of the interface.
pub const CUBLAS_NAMES: [&str; 2] = ["libcublas.so.12", "libcublas.so.13"];

/// What a private folder must hold: names, and the files behind them.
pub struct Libraries {
    files: Vec<(String, PathBuf)>,
    /// cuBLAS for software GPUs, where it was built.
    cublas: Vec<(String, PathBuf)>,
}

impl Libraries {
    /// The libraries of this installation: `../lib` beside the folder of the executable, or what Cargo built beside it.
    ///
    /// # Errors
    /// There are none; says where they were looked for.
    pub fn of_this_installation() -> Result<Self> {
        let executable = std::env::current_exe().context("this program does not know where it is")?;
        let folder = executable.parent().context("this program is in no folder")?;
        let installed = folder.parent().unwrap_or(folder).join("lib");
        if installed.join(LIBCUDA).exists() {
            return Self::in_folder(&installed);
        }
        // Cargo names a cdylib after its crate, not after its soname.
        let built = folder.join("libcuda.so");
        if built.exists() {
            let management = (LIBNVML.to_owned(), folder.join("libnvidia_ml.so"));
            let built = [(LIBCUDA.to_owned(), built), management];
            let files = built.into_iter().filter(|(_, file)| file.exists()).collect();
            return Ok(Self { files, cublas: Vec::new() });
        }
        bail!(
            "{LIBCUDA} is neither in {} nor beside {}: run `make build`",
            installed.display(),
            executable.display()
        )
    }

    fn in_folder(folder: &Path) -> Result<Self> {
        let reading = || format!("cannot list {}", folder.display());
        let mut libraries = Vec::new();
        for entry in fs::read_dir(folder).with_context(reading)? {
            let name = entry.with_context(reading)?.file_name();
            if let Some(name) = name.to_str().filter(|name| name.contains(".so")) {
                libraries.push((name.to_owned(), folder.join(name)));
            }
        }
        let cublas = CUBLAS_NAMES.map(|name| (name.to_owned(), folder.join(CUBLAS).join(name)));
        let cublas = cublas.into_iter().filter(|(_, file)| file.exists()).collect();
        Ok(Self { files: libraries, cublas })
    }

    /// Names, and the files behind them.
    pub fn files(&self) -> impl Iterator<Item = (&str, &PathBuf)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// The same of cuBLAS for software GPUs.
    pub fn cublas(&self) -> impl Iterator<Item = (&str, &PathBuf)> {
        self.cublas.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// Puts cuBLAS for software GPUs into `folder`.
    ///
    /// # Errors
    /// The file system's.
    pub fn put_cublas_into(&self, folder: &Path, for_everyone: bool) -> Result<()> {
        put(&self.cublas, folder, for_everyone)
    }

    /// Puts them into `folder`: as links, or as copies where others must read them and could not follow the links.
    ///
    /// # Errors
    /// The file system's.
    pub fn put_into(&self, folder: &Path, for_everyone: bool) -> Result<()> {
        put(&self.files, folder, for_everyone)
    }
}

fn put(files: &[(String, PathBuf)], folder: &Path, for_everyone: bool) -> Result<()> {
    for (name, file) in files {
        let file = fs::canonicalize(file).with_context(|| file.display().to_string())?;
        let target = folder.join(name);
        if for_everyone && !everyone_reaches(&file) {
            fs::copy(&file, &target).map(|_| ())
        } else {
            symlink(&file, &target)
        }
        .with_context(|| format!("cannot make {}", target.display()))?;
    }
    Ok(())
}

/// Whether a user without any rights can read the file by this path.
fn everyone_reaches(file: &Path) -> bool {
    let allows = |path: &Path, bits: u32| fs::metadata(path).is_ok_and(|data| data.mode() & bits == bits);
    allows(file, 0o004) && file.ancestors().skip(1).all(|folder| allows(folder, 0o001))
}
