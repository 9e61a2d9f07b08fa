//! Types of elements and of arithmetic (library_types.h, `cudaDataType_t`; cublas_api.h, `cublasComputeType_t`).

use half::{bf16, f16};

use crate::status::{Result, Status};

/// An element in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    /// `CUDA_R_32F`.
    F32,
    /// `CUDA_R_64F`.
    F64,
    /// `CUDA_R_16F`.
    F16,
    /// `CUDA_R_16BF`.
    Bf16,
    /// `CUDA_R_8I`.
    I8,
    /// `CUDA_R_32I`.
    I32,
}

/// What sums are made in, and what alpha and beta are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sum {
    /// Single precision, for halves, too.
    F32,
    /// Double precision.
    F64,
    /// Integers that wrap.
    I32,
}

impl Element {
    /// By its `cudaDataType_t`.
    ///
    /// # Errors
    /// Complex numbers, and others that there are no kernels for.
    pub fn of(code: i32) -> Result<Self> {
        match code {
            0 => Ok(Self::F32),
            1 => Ok(Self::F64),
            2 => Ok(Self::F16),
            3 => Ok(Self::I8),
            10 => Ok(Self::I32),
            14 => Ok(Self::Bf16),
            _ => Err(Status::NOT_SUPPORTED),
        }
    }

    /// In bytes.
    pub fn size(self) -> u64 {
        match self {
            Self::F64 => 8,
            Self::F32 | Self::I32 => 4,
            Self::F16 | Self::Bf16 => 2,
            Self::I8 => 1,
        }
    }
}

impl Sum {
    /// By its `cublasComputeType_t`, and the type of alpha and beta with it (cuBLAS Library, "cublasGemmEx"). Halves that are to be summed in
    /// halves are summed in single precision.
    ///
    /// # Errors
    /// There is no such type.
    pub fn of(code: i32) -> Result<(Self, Element)> {
        match code {
            64 | 65 => Ok((Self::F32, Element::F16)),
            68 | 69 | 74 | 75 | 77 | 78 => Ok((Self::F32, Element::F32)),
            70 | 71 | 79 => Ok((Self::F64, Element::F64)),
            72 | 73 => Ok((Self::I32, Element::I32)),
            _ => Err(Status::INVALID_VALUE),
        }
    }

    /// Whether such a product of elements `from` may go into elements `to` (the table of "cublasGemmEx").
    pub fn allows(self, scale: Element, from: Element, to: Element) -> bool {
        use Element::{Bf16, F16, F32, F64, I8, I32};
        match (self, scale) {
            (Self::F32, F16) => (from, to) == (F16, F16),
            (Self::F32, _) => matches!((from, to), (F32 | F16 | Bf16 | I8, F32) | (F16, F16) | (Bf16, Bf16)),
            (Self::F64, _) => (from, to) == (F64, F64),
            (Self::I32, _) => (from, to) == (I8, I32),
        }
    }
}

/// A factor as kernels take it: the bits of the sum's type, or the address of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Known now.
    Bits(u64),
    /// Known when the kernel runs: an address on the device.
    At(u64),
}

impl Scale {
    /// Reads a factor of this type from the host's memory, for a sum.
    ///
    /// # Safety
    /// `at` points to one element of the type.
    pub unsafe fn read(at: *const u8, element: Element) -> Self {
        // SAFETY: the caller's; elements need not be aligned.
        let bits = unsafe {
            match element {
                Element::F32 | Element::I32 => u64::from(at.cast::<u32>().read_unaligned()),
                Element::F64 => at.cast::<u64>().read_unaligned(),
                Element::F16 => {
                    u64::from(f16::from_bits(at.cast::<u16>().read_unaligned()).to_f32().to_bits())
                }
                Element::Bf16 => {
                    u64::from(bf16::from_bits(at.cast::<u16>().read_unaligned()).to_f32().to_bits())
                }
                Element::I8 => at.cast::<i8>().read() as i64 as u64,
            }
        };
        Self::Bits(bits)
    }
}
