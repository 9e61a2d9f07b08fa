//! Words of memory that streams wait for and write ("Stream Memory Operations").

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use cuda_abi::{CUstreamBatchMemOpType as Op, CUstreamWaitValue_flags as Flags, CuError, CuResult};

/// How often a word is looked at before the thread naps between looks, and how long it naps.
const LOOKS: u32 = 1000;
const NAP: Duration = Duration::from_micros(20);

/// Whether an operation waits, and whether its word has 64 bits.
///
/// # Errors
/// `INVALID_VALUE` for other operations.
pub fn kind(operation: u32) -> CuResult<(bool, bool)> {
    match Op(operation) {
        Op::CU_STREAM_MEM_OP_WAIT_VALUE_32 => Ok((true, false)),
        Op::CU_STREAM_MEM_OP_WAIT_VALUE_64 => Ok((true, true)),
        Op::CU_STREAM_MEM_OP_WRITE_VALUE_32 => Ok((false, false)),
        Op::CU_STREAM_MEM_OP_WRITE_VALUE_64 => Ok((false, true)),
        _ => Err(CuError::INVALID_VALUE),
    }
}

/// How a wait compares.
///
/// # Errors
/// `INVALID_VALUE` for flags that there are not.
pub fn compare(flags: u32) -> CuResult<u32> {
    let compare = flags & !Flags::CU_STREAM_WAIT_VALUE_FLUSH.0;
    if compare <= Flags::CU_STREAM_WAIT_VALUE_NOR.0 { Ok(compare) } else { Err(CuError::INVALID_VALUE) }
}

/// Reads a word.
///
/// # Safety
/// It is mapped and aligned.
pub unsafe fn read(address: u64, is_wide: bool) -> u64 {
    // SAFETY: the caller's promise. Pairs with whatever the program writes there, which is meant to be seen.
    unsafe {
        match is_wide {
            true => AtomicU64::from_ptr(address as *mut u64).load(Ordering::Acquire),
            false => AtomicU32::from_ptr(address as *mut u32).load(Ordering::Acquire).into(),
        }
    }
}

/// Writes a word, after all that came before it in its stream.
///
/// # Safety
/// It is mapped and aligned.
pub unsafe fn write(address: u64, value: u64, is_wide: bool) {
    // SAFETY: the caller's promise. Pairs with whoever looks for the word.
    unsafe {
        match is_wide {
            true => AtomicU64::from_ptr(address as *mut u64).store(value, Ordering::Release),
            false => AtomicU32::from_ptr(address as *mut u32).store(value as u32, Ordering::Release),
        }
    }
}

/// Whether a word is what a wait wants (cuda.h, CUstreamWaitValue_flags).
fn is_met(word: u64, value: u64, is_wide: bool, compare: u32) -> bool {
    match Flags(compare) {
        Flags::CU_STREAM_WAIT_VALUE_GEQ if is_wide => word.wrapping_sub(value) as i64 >= 0,
        Flags::CU_STREAM_WAIT_VALUE_GEQ => (word as u32).wrapping_sub(value as u32) as i32 >= 0,
        Flags::CU_STREAM_WAIT_VALUE_EQ if is_wide => word == value,
        Flags::CU_STREAM_WAIT_VALUE_EQ => word as u32 == value as u32,
        Flags::CU_STREAM_WAIT_VALUE_AND => word & value != 0,
        _ if is_wide => !(word | value) != 0,
        _ => !(word as u32 | value as u32) != 0,
    }
}

/// Waits until a word is what is wanted, or nobody waits for the stream any more.
pub fn wait(word: impl Fn() -> u64, value: u64, is_wide: bool, compare: u32, is_over: &AtomicBool) {
    let mut looks = 0;
    while !is_met(word(), value, is_wide, compare) && !is_over.load(Ordering::Relaxed) {
        looks += 1;
        if looks < LOOKS {
            std::hint::spin_loop();
        } else {
            thread::sleep(NAP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_compare_as_the_header_says() {
        let [geq, eq, and, nor] = [0, 1, 2, 3];
        assert!(is_met(5, 5, false, geq) && is_met(6, 5, false, geq) && !is_met(4, 5, false, geq));
        assert!(is_met(2, u64::from(u32::MAX), false, geq), "cyclic");
        assert!(is_met(1 << 33, 1 << 32, true, geq) && !is_met(1 << 32, 1 << 33, true, geq));
        assert!(is_met(5, 5, true, eq) && !is_met(4, 5, true, eq));
        assert!(is_met(6, 2, false, and) && !is_met(4, 2, false, and));
        assert!(is_met(0, 1, false, nor) && !is_met(u64::from(u32::MAX), 0, false, nor));
        assert!(!is_met(u64::MAX, 0, true, nor));
    }
}
