//! cuda.h and cudaTypedefs.h as data: items, functions, and the rows of the entry-point table.
//!
//! The headers are read as the driver itself reads them (`__CUDA_API_VERSION_INTERNAL`), which declares
//! every version and every stream variant of each function under the name of its symbol.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use syn::{File, ForeignItemFn, Item};

use crate::assets;

/// What the headers say.
pub struct Header {
    /// CUDA's version of the headers, such as 13050.
    pub version: u32,
    /// Types, constants and enums, without functions and without entry-point typedefs.
    pub items: Vec<Item>,
    /// The variants of `CUresult`: name and number.
    pub errors: Vec<(String, u32)>,
    /// Prototypes, by symbol, in the order of the header.
    pub functions: Vec<ForeignItemFn>,
    /// The rows of the entry-point table.
    pub typedefs: Vec<Typedef>,
    /// The folder of the headers.
    pub include: PathBuf,
}

/// One typedef `PFN_<name>_v<version>[_ptds|_ptsz]`.
pub struct Typedef {
    pub name: String,
    /// The CUDA version from which `cuGetProcAddress` finds it.
    pub version: u32,
    /// Whether it is the variant for per-thread default streams.
    pub per_thread: bool,
    /// Types of the parameters; `None` where the header could only be read for names.
    pub parameters: Option<Vec<syn::Type>>,
}

impl Typedef {
    /// Takes the name of a typedef apart; `None` if it is not of that form.
    pub fn parse(typedef: &str, parameters: Option<Vec<syn::Type>>) -> Option<Typedef> {
        let rest = typedef.strip_prefix("PFN_")?;
        let plain = rest.strip_suffix("_ptds").or_else(|| rest.strip_suffix("_ptsz")).unwrap_or(rest);
        let (name, version) = plain.rsplit_once("_v")?;
        Some(Typedef {
            name: name.to_owned(),
            version: version.parse().ok()?,
            per_thread: plain != rest,
            parameters,
        })
    }
}

const WRAPPER: &str = "#define __CUDA_API_VERSION_INTERNAL
#include <cuda.h>
#include <cudaTypedefs.h>
";

/// Reads the pinned headers, fetching them if they are not there.
pub fn read() -> Result<Header> {
    let packages = assets::site_packages(&assets::environment("headers")?)?;
    let include = packages.join("nvidia/cu13/include");
    ensure!(include.join("cuda.h").exists(), "no cuda.h in {}", include.display());
    let text = bind(&include, &packages.join("clang/native"))?;
    let file: File = syn::parse_file(&text).context("the bindings do not parse")?;
    split(file, include)
}

fn bind(include: &Path, libclang: &Path) -> Result<String> {
    // SAFETY: xtask has a single thread here.
    unsafe { std::env::set_var("LIBCLANG_PATH", libclang) };
    let bindings = bindgen::Builder::default()
        .header_contents("driver.h", WRAPPER)
        .clang_arg(format!("-I{}", include.display()))
        .clang_arg(format!("-I{}", compiler_include()?.display()))
        .allowlist_item("(CU|cu|PFN_cu|cuda).*")
        .default_enum_style(bindgen::EnumVariation::NewType { is_bitfield: false, is_global: false })
        .default_macro_constant_type(bindgen::MacroTypeVariation::Unsigned)
        .generate_comments(false)
        .layout_tests(true)
        .derive_default(true)
        .derive_eq(true)
        .derive_hash(true)
        .derive_partialeq(true)
        .parse_callbacks(Box::new(Derives))
        .use_core()
        .rust_target(bindgen::RustTarget::stable(85, 0).map_err(|error| anyhow::anyhow!("{error}"))?)
        .rust_edition(bindgen::RustEdition::Edition2024)
        .disable_header_comment()
        .formatter(bindgen::Formatter::None)
        .generate()
        .context("cannot read the CUDA headers")?;
    Ok(bindings.to_string())
}

/// Enums get a default, 0, as C gives them in zeroed structures.
#[derive(Debug)]
struct Derives;

impl bindgen::callbacks::ParseCallbacks for Derives {
    fn add_derives(&self, info: &bindgen::callbacks::DeriveInfo<'_>) -> Vec<String> {
        match info.kind {
            bindgen::callbacks::TypeKind::Enum => vec!["Default".to_owned()],
            _ => Vec::new(),
        }
    }
}

/// The C compiler's own headers (stddef.h), which PyPI's libclang comes without.
pub fn compiler_include() -> Result<PathBuf> {
    let output = Command::new("cc")
        .arg("-print-file-name=include")
        .output()
        .context("cannot start the C compiler `cc`")?;
    ensure!(output.status.success(), "`cc -print-file-name=include` failed");
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

fn split(file: File, include: PathBuf) -> Result<Header> {
    let mut header = Header {
        version: 0,
        items: Vec::new(),
        errors: Vec::new(),
        functions: Vec::new(),
        typedefs: Vec::new(),
        include,
    };
    for item in file.items {
        match &item {
            Item::ForeignMod(block) => {
                for declared in &block.items {
                    if let syn::ForeignItem::Fn(function) = declared {
                        header.functions.push(function.clone());
                    }
                }
                continue;
            }
            Item::Type(alias) if alias.ident.to_string().starts_with("PFN_") => {
                header.typedefs.extend(Typedef::parse(&alias.ident.to_string(), function_type(&alias.ty)));
                continue;
            }
            Item::Const(constant) if constant.ident == "CUDA_VERSION" => {
                header.version = integer(&constant.expr)?;
            }
            Item::Impl(block) if is_path(&block.self_ty, "cudaError_enum") => {
                for member in &block.items {
                    if let syn::ImplItem::Const(constant) = member {
                        let syn::Expr::Call(call) = &constant.expr else { continue };
                        let number = call.args.first().context("an error without a number")?;
                        header.errors.push((constant.ident.to_string(), integer(number)?));
                    }
                }
                continue;
            }
            Item::Struct(item) if item.ident == "cudaError_enum" => continue,
            Item::Use(item) if quote::quote!(#item).to_string().contains("cudaError_enum") => continue,
            _ => {}
        }
        header.items.push(item);
    }
    ensure!(header.version != 0, "cuda.h has no CUDA_VERSION");
    ensure!(!header.errors.is_empty(), "cuda.h has no error codes");
    Ok(header)
}

/// The parameters of `Option<unsafe extern "C" fn(…)>`.
fn function_type(ty: &syn::Type) -> Option<Vec<syn::Type>> {
    let syn::Type::Path(path) = ty else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let Some(syn::GenericArgument::Type(syn::Type::FnPtr(function))) = arguments.args.first() else {
        return None;
    };
    Some(function.inputs.iter().map(|input| input.ty.clone()).collect())
}

fn is_path(ty: &syn::Type, name: &str) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident(name))
}

fn integer(expression: &syn::Expr) -> Result<u32> {
    match expression {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Int(value) => Ok(value.base10_parse()?),
            _ => anyhow::bail!("not a number"),
        },
        _ => anyhow::bail!("not a number"),
    }
}
