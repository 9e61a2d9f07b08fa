//! Checks of addresses before they are accessed: of a scalar and a pattern by one comparison, of unrelated lanes together.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, Value, types};
use smallvec::SmallVec;

use super::access::{Access, Lanes};
use super::emit::{Emitter, Parts, Val};
use super::machine::field;
use super::memory::{CacheLine, Remembers};

impl Emitter<'_, '_> {
    pub(super) fn leave_block(&mut self, pc: u32) -> Block {
        // The values as they are here, wherever the block is jumped to from.
        for r in self.form.live_before(self.code, self.at, pc).iter().collect::<Vec<_>>() {
            self.read(r as u32);
        }
        let (leave, next) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(leave);
        self.b.ins().jump(next, &[]);
        self.b.switch_to_block(leave);
        let kept = self.keep();
        self.leave(pc);
        self.restore(kept);
        self.b.switch_to_block(next);
        leave
    }

    /// Checks that all from `first` to `last` of every scalar can be accessed.
    pub(super) fn check_straight(&mut self, access: &Access, parts: &Parts, first: i64, last: i64) {
        let len = access.len();
        let leave = match self.safe {
            Some(leave) => leave,
            None => {
                let leave = self.leave_block(access.pc);
                self.safe = Some(leave);
                leave
            }
        };
        let bases: Parts = parts
            .iter()
            .map(|&part| {
                let part = self.resize(part, if access.shared { types::I32 } else { types::I64 });
                self.resize(part, types::I64)
            })
            .collect();
        if len > 1 {
            let bits = bases.iter().copied().reduce(|a, b| self.b.ins().bor(a, b)).unwrap_or(bases[0]);
            let odd = self.b.ins().band_imm_s(bits, len - 1);
            let next = self.b.create_block();
            self.b.ins().brif(odd, leave, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        let fast = self.b.create_block();
        if access.shared {
            let size = self.field(types::I64, field::SHARED_BYTES);
            for &base in &bases {
                let end = self.plus(base, last);
                let mut outside = self.b.ins().icmp(IntCC::UnsignedGreaterThan, end, size);
                if first < 0 {
                    let begin = self.plus(base, first);
                    let below = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, begin, 0);
                    outside = self.b.ins().bor(outside, below);
                }
                let next = self.b.create_block();
                self.b.ins().brif(outside, leave, &[], next, &[]);
                self.b.switch_to_block(next);
            }
            self.b.ins().jump(fast, &[]);
            self.b.switch_to_block(fast);
            return;
        }
        let cache = self.cache(access, last - first);
        let (check, tried, start, count) = self.cached_range(cache);
        let mut bad: Option<Value> = None;
        for &base in &bases {
            let begin = self.plus(base, first);
            let offset = self.b.ins().isub(begin, start);
            let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, offset, count);
            bad = Some(bad.map_or(outside, |bad| self.b.ins().bor(bad, outside)));
        }
        let begin = self.plus(bases[0], first);
        self.retry(bad.unwrap_or(tried), cache, begin, tried, (check, fast, leave));
        self.b.switch_to_block(fast);
    }

    pub(super) fn cache(&mut self, access: &Access, span: i64) -> u32 {
        self.caches.push(Remembers { write: access.store, span: span as u32, generic: access.generic });
        self.caches.len() as u32 - 1
    }

    /// Checks a scalar for each segment with its part of the pattern; the pointers without the pattern.
    pub(super) fn check_bases(
        &mut self,
        access: &Access,
        parts: Parts,
        pattern: &[i64; 32],
        fast: Block,
        slow: Block,
    ) -> Parts {
        let per = 32 / parts.len();
        let bounds: SmallVec<[(i64, i64); 8]> = (0..parts.len())
            .map(|s| {
                let own = &pattern[s * per..(s + 1) * per];
                (own.iter().copied().min().unwrap_or(0), own.iter().copied().max().unwrap_or(0))
            })
            .collect();
        let span = bounds.iter().map(|(low, high)| high - low).max().unwrap_or(0) + access.len();
        let mut low_bits: Option<Value> = None;
        let mut bases = Parts::new();
        for &part in &parts {
            let base = self.resize(part, if access.shared { types::I32 } else { types::I64 });
            let base = self.resize(base, types::I64);
            low_bits = Some(match low_bits {
                None => base,
                Some(bits) => self.b.ins().bor(bits, base),
            });
            bases.push(base);
        }
        let aligned = |e: &mut Self| {
            let bits = e.b.ins().band_imm_s(low_bits.unwrap_or(bases[0]), access.len() - 1);
            e.b.ins().icmp_imm_s(IntCC::NotEqual, bits, 0)
        };
        if access.shared {
            let mut bad = if access.len() > 1 { Some(aligned(self)) } else { None };
            let size = self.field(types::I64, field::SHARED_BYTES);
            let mut pointers = Parts::new();
            let shared = self.field(types::I64, field::SHARED);
            for (i, &base) in bases.iter().enumerate() {
                let (low, high) = bounds[i];
                // Lanes' addresses are 32 bits wide: a sum that leaves them fails here and is made right elsewhere.
                let last = self.plus(base, high + access.len());
                let mut outside = self.b.ins().icmp(IntCC::UnsignedGreaterThan, last, size);
                if low < 0 {
                    let first = self.plus(base, low);
                    let below = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, first, 0);
                    outside = self.b.ins().bor(outside, below);
                }
                bad = Some(match bad {
                    None => outside,
                    Some(bad) => self.b.ins().bor(bad, outside),
                });
                pointers.push(self.b.ins().iadd(shared, base));
            }
            if let Some(bad) = bad {
                self.b.ins().brif(bad, slow, &[], fast, &[]);
            }
            return pointers;
        }
        let cache = self.cache(access, span);
        if access.len() > 1 {
            let (bad, next) = (aligned(self), self.b.create_block());
            self.b.ins().brif(bad, slow, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        let (check, tried, start, count) = self.cached_range(cache);
        let mut bad: Option<Value> = None;
        for (i, &base) in bases.iter().enumerate() {
            let first = self.plus(base, bounds[i].0);
            let offset = self.b.ins().isub(first, start);
            let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, offset, count);
            bad = Some(match bad {
                None => outside,
                Some(bad) => self.b.ins().bor(bad, outside),
            });
        }
        let first = self.plus(bases[0], bounds[0].0);
        self.retry(bad.unwrap_or(tried), cache, first, tried, (check, fast, slow));
        bases
    }

    /// Begins a check against the range of memory that was found last: the block to which a second try comes back, whether this is that
    /// one, and where the range starts and how many places it has for what is accessed.
    pub(super) fn cached_range(&mut self, cache: u32) -> (Block, Value, Value, Value) {
        let check = self.b.create_block();
        self.b.append_block_param(check, types::I8);
        let no = self.b.ins().iconst(types::I8, 0);
        self.b.ins().jump(check, &[BlockArg::Value(no)]);
        self.b.switch_to_block(check);
        let tried = self.b.block_params(check)[0];
        let lines = self.field(types::I64, field::CACHES);
        let at = cache as i32 * CacheLine::BYTES;
        let start = self.b.ins().load(types::I64, super::emit::flags(), lines, at);
        let count = self.b.ins().load(types::I64, super::emit::flags(), lines, at + CacheLine::COUNT);
        (check, tried, start, count)
    }

    /// Goes to `fast` unless `bad`; then looks memory up once and tries again.
    pub(super) fn retry(
        &mut self,
        bad: Value,
        cache: u32,
        address: Value,
        tried: Value,
        (check, fast, slow): (Block, Block, Block),
    ) {
        let (miss, look) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(miss);
        self.b.set_cold_block(look);
        self.b.ins().brif(bad, miss, &[], fast, &[]);
        self.b.switch_to_block(miss);
        self.b.ins().brif(tried, slow, &[], look, &[]);
        self.b.switch_to_block(look);
        let kept = self.keep();
        let found = self.helper(field::FIND, cache, address);
        let yes = self.b.ins().iconst(types::I8, 1);
        self.b.ins().brif(found, check, &[BlockArg::Value(yes)], slow, &[]);
        self.restore(kept);
    }

    /// Checks the addresses of all lanes together; pointers by lane, those of lanes that are not here harmless.
    pub(super) fn check_lanes(&mut self, access: &Access, val: &Val, fast: Block, slow: Block) -> Lanes {
        let len = access.len();
        let here = access.active.map(|active| self.lanes_of_bits(active));
        if access.shared {
            let words = self.words(val);
            let words: Parts = match &here {
                None => words,
                Some(here) => (0..8).map(|i| self.b.ins().band(words[i], here[i])).collect(),
            };
            let (mut most, mut bits) = (words[0], words[0]);
            for &part in &words[1..] {
                most = self.b.ins().umax(most, part);
                bits = self.b.ins().bor(bits, part);
            }
            let mut high = None;
            let mut low = None;
            for lane in 0..4u8 {
                let (h, l) = (self.b.ins().extractlane(most, lane), self.b.ins().extractlane(bits, lane));
                high = Some(high.map_or(h, |v| self.b.ins().umax(v, h)));
                low = Some(low.map_or(l, |v| self.b.ins().bor(v, l)));
            }
            let (Some(high), Some(low)) = (high, low) else { return Lanes::default() };
            let high = self.b.ins().uextend(types::I64, high);
            let last = self.plus(high, len);
            let size = self.field(types::I64, field::SHARED_BYTES);
            let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThan, last, size);
            let odd = self.b.ins().band_imm_s(low, len - 1);
            let odd = self.b.ins().icmp_imm_s(IntCC::NotEqual, odd, 0);
            let bad = self.b.ins().bor(outside, odd);
            self.b.ins().brif(bad, slow, &[], fast, &[]);
            return Lanes { shared: true, parts: words };
        }
        let doubles = self.doubles(val);
        let here = here.map(|here| self.widen(&here, true));
        let cache = self.cache(access, len);
        // Some lane's address, to look memory up with.
        let any = match access.active {
            None => self.b.ins().extractlane(doubles[0], 0u8),
            Some(active) => {
                let frame = self.scratch();
                for (i, &part) in doubles.iter().enumerate() {
                    self.b.ins().store(super::emit::flags(), part, frame, i as i32 * 16);
                }
                let lane = self.b.ins().ctz(active);
                let lane = self.b.ins().uextend(types::I64, lane);
                let at = self.b.ins().ishl_imm_s(lane, 3);
                let at = self.b.ins().iadd(frame, at);
                self.b.ins().load(types::I64, super::emit::flags(), at, 0)
            }
        };
        let addresses: Parts = match &here {
            None => doubles,
            Some(here) => {
                let all = self.splat(types::I64X2, any);
                (0..16).map(|i| self.b.ins().bitselect(here[i], doubles[i], all)).collect()
            }
        };
        if len > 1 {
            let mut bits = addresses[0];
            for &part in &addresses[1..] {
                bits = self.b.ins().bor(bits, part);
            }
            let (a, b) = (self.b.ins().extractlane(bits, 0u8), self.b.ins().extractlane(bits, 1u8));
            let bits = self.b.ins().bor(a, b);
            let odd = self.b.ins().band_imm_s(bits, len - 1);
            let next = self.b.create_block();
            self.b.ins().brif(odd, slow, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        let (check, tried, start, count) = self.cached_range(cache);
        let starts = self.b.ins().splat(types::I64X2, start);
        let (mut most, mut bits) = (None, None);
        for &part in &addresses {
            let offset = self.b.ins().isub(part, starts);
            let words = self.cast(types::I32X4, offset);
            most = Some(most.map_or(words, |v| self.b.ins().umax(v, words)));
            bits = Some(bits.map_or(words, |v| self.b.ins().bor(v, words)));
        }
        let (Some(most), Some(bits)) = (most, bits) else { return Lanes::default() };
        let (a, b) = (self.b.ins().extractlane(most, 0u8), self.b.ins().extractlane(most, 2u8));
        let most = self.b.ins().umax(a, b);
        let most = self.b.ins().uextend(types::I64, most);
        let outside = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, most, count);
        let (a, b) = (self.b.ins().extractlane(bits, 1u8), self.b.ins().extractlane(bits, 3u8));
        let high = self.b.ins().bor(a, b);
        let far = self.b.ins().icmp_imm_s(IntCC::NotEqual, high, 0);
        let bad = self.b.ins().bor(outside, far);
        self.retry(bad, cache, any, tried, (check, fast, slow));
        Lanes { shared: false, parts: addresses }
    }
}
