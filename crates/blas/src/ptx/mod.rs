//! Texts of kernels in PTX, for compute capability 5.0 and every later one (PTX ISA 6.0). All parameters are of 64 bits.

mod element;
mod product;
mod solve;
mod vector;

use std::ffi::CStr;

use crate::types::{Element, Sum};
pub use product::{Product, Tile};
pub use vector::{FOLDING, Fold, Map};

/// What every kernel is called.
pub const NAME: &CStr = c"kernel";

/// Flags of products: pointers to arrays of pointers, one for each of the batch.
pub const ARRAYS: u64 = 1;
/// Factors are addresses.
pub const SCALES_AT: u64 = 2;
/// Only results on and below the diagonal are written.
pub const LOWER: u64 = 4;
/// Only results on and above the diagonal are written.
pub const UPPER: u64 = 8;

/// A kernel by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kernel {
    /// A product of matrices.
    Product(Product),
    /// Element by element, over a vector or two.
    Map(Map, Element),
    /// A vector to one number.
    Fold(Fold, Element),
    /// A triangular system.
    Solve(Element),
}

impl Kernel {
    /// Its module's text, which ends with zero.
    pub fn text(self) -> String {
        let body = match self {
            Self::Product(product) => product.text(),
            Self::Map(map, element) => vector::map(map, element),
            Self::Fold(fold, element) => vector::fold(fold, element),
            Self::Solve(element) => solve::text(element),
        };
        format!(".version 6.0\n.target sm_50\n.address_size 64\n{body}\0")
    }
}

/// The head of a kernel with so many parameters, each of which is loaded into `%p0`, `%p1` and so on.
fn head(parameters: usize, threads: &str) -> String {
    let list: Vec<String> = (0..parameters).map(|at| format!("\t.param .u64 q{at}")).collect();
    let mut text = format!(
        ".visible .entry kernel(\n{}\n)\n.maxntid {threads}\n{{\n\t.reg .b64 %p<{parameters}>;\n",
        list.join(",\n")
    );
    for at in 0..parameters {
        text += &format!("\tld.param.u64 %p{at}, [q{at}];\n");
    }
    text
}

/// One of each kind and type of kernel, for tests of the texts.
pub fn every_module() -> Vec<String> {
    let mut kernels = Vec::new();
    let products = [
        (Element::F32, Element::F32, Sum::F32, Element::F32),
        (Element::F16, Element::F32, Sum::F32, Element::F32),
        (Element::F16, Element::F16, Sum::F32, Element::F16),
        (Element::Bf16, Element::Bf16, Sum::F32, Element::F32),
        (Element::I8, Element::F32, Sum::F32, Element::F32),
        (Element::F64, Element::F64, Sum::F64, Element::F64),
        (Element::I8, Element::I32, Sum::I32, Element::I32),
    ];
    for (from, to, sum, scale) in products {
        for (a_transposed, b_transposed) in [(false, false), (false, true), (true, false), (true, true)] {
            for tile in [Tile::WIDE, Tile::NARROW, Tile::ROW] {
                kernels.push(Kernel::Product(Product {
                    from,
                    to,
                    sum,
                    scale,
                    a_transposed,
                    b_transposed,
                    tile,
                }));
            }
        }
    }
    for element in [Element::F32, Element::F64] {
        kernels.extend([Map::Axpy, Map::Scal, Map::Copy, Map::Swap].map(|map| Kernel::Map(map, element)));
        kernels.extend(
            [Fold::Norm, Fold::Sum, Fold::Greatest, Fold::Least].map(|fold| Kernel::Fold(fold, element)),
        );
        kernels.push(Kernel::Solve(element));
    }
    kernels.into_iter().map(Kernel::text).collect()
}
