//! Functions that machine code calls where it seldom has to: they leave every register as it was and answer in the context, so that values
//! stay in registers on the way that passes them by.

use std::arch::naked_asm;

use super::machine::{self, Context, field};

/// Called with a context, a site and an argument.
pub type Function<Argument> = unsafe extern "C" fn(*mut Context, u32, Argument);

macro_rules! preserving {
    ($($name:ident $argument:ty;)*) => {$(
        /// Calls the function of the same name in `machine`.
        ///
        /// # Safety
        /// As for that one.
        #[unsafe(naked)]
        pub unsafe extern "C" fn $name(context: *mut Context, site: u32, argument: $argument) {
            naked_asm!(
                // With the return address these are ten words: the stack is aligned to 16 bytes again.
                "push rax", "push rcx", "push rdx", "push rsi", "push r8", "push r9", "push r10", "push r11", "push rdi",
                "sub rsp, 256",
                "movaps [rsp], xmm0", "movaps [rsp + 16], xmm1", "movaps [rsp + 32], xmm2", "movaps [rsp + 48], xmm3",
                "movaps [rsp + 64], xmm4", "movaps [rsp + 80], xmm5", "movaps [rsp + 96], xmm6", "movaps [rsp + 112], xmm7",
                "movaps [rsp + 128], xmm8", "movaps [rsp + 144], xmm9", "movaps [rsp + 160], xmm10", "movaps [rsp + 176], xmm11",
                "movaps [rsp + 192], xmm12", "movaps [rsp + 208], xmm13", "movaps [rsp + 224], xmm14", "movaps [rsp + 240], xmm15",
                "call {function}",
                "mov rdi, [rsp + 256]",
                "mov [rdi + {result}], eax",
                "movaps xmm0, [rsp]", "movaps xmm1, [rsp + 16]", "movaps xmm2, [rsp + 32]", "movaps xmm3, [rsp + 48]",
                "movaps xmm4, [rsp + 64]", "movaps xmm5, [rsp + 80]", "movaps xmm6, [rsp + 96]", "movaps xmm7, [rsp + 112]",
                "movaps xmm8, [rsp + 128]", "movaps xmm9, [rsp + 144]", "movaps xmm10, [rsp + 160]", "movaps xmm11, [rsp + 176]",
                "movaps xmm12, [rsp + 192]", "movaps xmm13, [rsp + 208]", "movaps xmm14, [rsp + 224]", "movaps xmm15, [rsp + 240]",
                "add rsp, 256",
                "pop rdi", "pop r11", "pop r10", "pop r9", "pop r8", "pop rsi", "pop rdx", "pop rcx", "pop rax",
                "ret",
                function = sym machine::$name,
                result = const field::RESULT,
            )
        }
    )*};
}

preserving! {
    call u32;
    exit u32;
    find u64;
}
