//! Copies and sets of rows and planes: of linear memory, checked here and sent row by row where they have gaps, and of arrays, which the
//! worker alone knows the inside of.

use cuda_abi::{CuError, CuResult};
use wire::{ArrayBox, ArrayId};

use crate::driver::Driver;
use crate::memory::{Allocation, RangeKind};
use crate::stream::Resolved;
use crate::transfer::{End, Wait, copy};

/// One side of a copy: rows `pitch` bytes apart, planes `pitch * height` bytes apart.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// The first byte that is copied.
    pub address: u64,
    /// Whether it must be memory that the device reaches; else that is found out when the copy begins.
    pub is_device: bool,
    /// Bytes from a row to the next.
    pub pitch: u64,
    /// Rows from a plane to the next.
    pub height: u64,
    /// Where it begins in an array, if it is one; the rest says nothing then.
    pub array: Option<ArrayCorner>,
}

/// The first byte of a part of an array.
#[derive(Clone, Copy, Debug)]
pub struct ArrayCorner {
    /// The array, or the mipmapped array.
    pub id: ArrayId,
    /// The array's handle, for whoever asks what a copy was told.
    pub handle: u64,
    /// The level of a mipmapped array, else 0.
    pub level: u32,
    /// Byte of the row.
    pub x: u64,
    /// Row of the plane.
    pub y: u64,
    /// Plane.
    pub z: u64,
}

impl Side {
    /// The address of a row's first byte.
    pub fn row(&self, y: u64, z: u64) -> Option<u64> {
        let rows = z.checked_mul(self.height)?.checked_add(y)?;
        self.address.checked_add(rows.checked_mul(self.pitch)?)
    }

    fn end(&self, driver: &Driver, address: u64, bytes: u64) -> CuResult<End> {
        match self.is_device {
            true => driver.ranges.check(address, bytes).map(|_| End::Device(address)),
            false => End::of(driver, address, bytes),
        }
    }
}

/// A copy of `depth` planes of `height` rows of `width` bytes.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// To where.
    pub dst: Side,
    /// From where.
    pub src: Side,
    /// Bytes of a row.
    pub width: u64,
    /// Rows of a plane.
    pub height: u64,
    /// Planes.
    pub depth: u64,
}

impl Rows {
    /// A copy of `bytes` bytes in a row.
    pub fn linear(dst: End, src: End, bytes: u64) -> Self {
        let side = |end| {
            let (address, is_device) = match end {
                End::Device(address) => (address, true),
                End::Pageable(address) => (address as u64, false),
            };
            Side { address, is_device, pitch: bytes, height: 1, array: None }
        };
        Self { dst: side(dst), src: side(src), width: bytes, height: 1, depth: 1 }
    }

    /// The same without the gaps that are none.
    fn condensed(&self) -> Self {
        let is_dense =
            |side: &Side| side.pitch == self.width && (self.depth == 1 || side.height == self.height);
        let whole = self.width.checked_mul(self.height).and_then(|plane| plane.checked_mul(self.depth));
        match whole {
            Some(width) if is_dense(&self.dst) && is_dense(&self.src) => {
                Self { width, height: 1, depth: 1, ..*self }
            }
            _ => *self,
        }
    }

    /// Whether there is nothing to copy.
    pub fn is_empty(&self) -> bool {
        self.width == 0 || self.height == 0 || self.depth == 0
    }

    /// Refuses a copy of which a side ends before it does.
    ///
    /// # Errors
    /// `INVALID_VALUE`.
    pub fn check(&self, driver: &Driver) -> CuResult {
        if self.is_empty() {
            return Ok(());
        }
        let rows = self.condensed();
        for side in [&rows.dst, &rows.src].into_iter().filter(|side| side.array.is_none()) {
            let last = side.row(rows.height - 1, rows.depth - 1).ok_or(CuError::INVALID_VALUE)?;
            match side.end(driver, side.address, rows.width)? {
                // What begins in memory that the device reaches ends there too.
                End::Device(_) => driver.ranges.check(last, rows.width).map(|_| ())?,
                End::Pageable(_) => side.end(driver, last, rows.width).map(|_| ())?,
            }
        }
        Ok(())
    }

    /// Copies in the order of a stream. A copy that does not fit as a whole does not begin.
    ///
    /// # Errors
    /// As [`Rows::check`], and those of [`copy`].
    ///
    /// # Safety
    /// Rows that are the program's own memory are valid.
    pub unsafe fn issue(&self, driver: &Driver, stream: Resolved, wait: Wait) -> CuResult {
        if self.is_empty() {
            return Ok(());
        }
        self.check(driver)?;
        if self.dst.array.is_some() || self.src.array.is_some() {
            // SAFETY: the caller's promise.
            unsafe { self.issue_with_array(driver, stream) }?;
            return if wait == Wait::Yes { driver.session.stream_synchronize(stream.id) } else { Ok(()) };
        }
        let Self { dst, src, width, height, depth } = self.condensed();
        for z in 0..depth {
            for y in 0..height {
                let (Some(to), Some(from)) = (dst.row(y, z), src.row(y, z)) else {
                    return Err(CuError::INVALID_VALUE);
                };
                let (to, from) = (dst.end(driver, to, width)?, src.end(driver, from, width)?);
                // SAFETY: the caller's promise.
                unsafe { copy(driver, to, from, width, stream, Wait::No) }?;
            }
        }
        if wait == Wait::Yes { driver.session.stream_synchronize(stream.id) } else { Ok(()) }
    }

    /// The same copy of which one side is rows without gaps from an address on.
    fn dense(&self, address: u64) -> Side {
        Side { address, is_device: true, pitch: self.width, height: self.height, array: None }
    }

    /// Copies between an array and what the device reaches; the rest goes by way of memory of the stream's own.
    ///
    /// # Safety
    /// As [`Rows::issue`].
    unsafe fn issue_with_array(&self, driver: &Driver, stream: Resolved) -> CuResult {
        let reached =
            |side: &Side| side.is_device || matches!(side.end(driver, side.address, 1), Ok(End::Device(_)));
        match (self.dst.array, self.src.array) {
            (Some(corner), None) if reached(&self.src) => self.send_box(driver, corner, 1, self.src, stream),
            (None, Some(corner)) if reached(&self.dst) => self.send_box(driver, corner, 0, self.dst, stream),
            _ => {
                let bytes =
                    self.width.checked_mul(self.height).and_then(|plane| plane.checked_mul(self.depth));
                let bytes = bytes.ok_or(CuError::INVALID_VALUE)?;
                let between = driver.lend(stream, bytes)?;
                let dense = self.dense(between);
                // SAFETY: the caller's promise; what was lent holds all rows.
                let outcome = unsafe {
                    Self { dst: dense, ..*self }
                        .issue(driver, stream, Wait::No)
                        .and_then(|()| Self { src: dense, ..*self }.issue(driver, stream, Wait::No))
                };
                outcome.and(driver.end_loan(stream, between))
            }
        }
    }

    fn send_box(
        &self,
        driver: &Driver,
        corner: ArrayCorner,
        is_target: u32,
        linear: Side,
        stream: Resolved,
    ) -> CuResult {
        let ArrayCorner { id, level, x, y, z, .. } = corner;
        let Self { width, height, depth, .. } = *self;
        let part = ArrayBox { level, is_target, x, y, z, width, height, depth };
        let Side { address, pitch, height, .. } = linear;
        if is_target == 0 {
            let last = linear.row(part.height - 1, part.depth - 1).ok_or(CuError::INVALID_VALUE)?;
            driver.ranges.check_writable(address, last - address + width)?;
        }
        driver.session.array_copy(id, part, wire::Rows { address, pitch, height }, stream.id)
    }
}

impl Driver {
    /// Device memory in the order of a stream.
    fn lend(&self, stream: Resolved, bytes: u64) -> CuResult<u64> {
        let handle = self.device(stream.context.device)?.default_pool(self)?;
        let start = self.session.pool_alloc(self.pools.get(handle)?.id, stream.id, bytes)?;
        self.ranges.add(Allocation {
            start,
            bytes,
            kind: RangeKind::Pooled { pool: handle },
            flags: 0,
            syncs: false,
            unique: 0,
            context: stream.context,
            context_id: stream.context_id,
        });
        Ok(start)
    }

    /// Gives it back when the stream has got past its use.
    fn end_loan(&self, stream: Resolved, start: u64) -> CuResult {
        self.ranges.remove(start);
        self.session.free_async(start, stream.id)
    }
}

/// A set of `height` rows of `width` elements, `pitch` bytes apart.
#[derive(Clone, Copy, Debug)]
pub struct Fill {
    /// The first byte that is set.
    pub dst: u64,
    /// Bytes from a row to the next.
    pub pitch: u64,
    /// What each element becomes.
    pub value: u32,
    /// Bytes of an element: 1, 2 or 4.
    pub element: u32,
    /// Elements of a row.
    pub width: u64,
    /// Rows.
    pub height: u64,
}

impl Fill {
    /// Whether there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Refuses a set that is not within one allocation, or not aligned to its elements; one row has no pitch.
    ///
    /// # Errors
    /// `INVALID_VALUE`.
    pub fn check(mut self, driver: &Driver) -> CuResult<Self> {
        if self.is_empty() {
            return Ok(self);
        }
        if !matches!(self.element, 1 | 2 | 4) {
            return Err(CuError::INVALID_VALUE);
        }
        let row = self.width.checked_mul(self.element.into()).ok_or(CuError::INVALID_VALUE)?;
        if self.height == 1 {
            self.pitch = row;
        }
        let last = (self.height - 1).checked_mul(self.pitch).and_then(|last| last.checked_add(row));
        let element = u64::from(self.element);
        if row > self.pitch || !self.dst.is_multiple_of(element) || !self.pitch.is_multiple_of(element) {
            return Err(CuError::INVALID_VALUE);
        }
        let bytes = last.ok_or(CuError::INVALID_VALUE)?;
        driver.ranges.check(self.dst, bytes)?;
        driver.ranges.check_writable(self.dst, bytes)?;
        Ok(self)
    }

    /// Sets in the order of a stream what has been checked.
    pub fn issue(&self, driver: &Driver, stream: Resolved) -> CuResult {
        if self.is_empty() {
            return Ok(());
        }
        let Self { dst, pitch, value, element, width, height } = *self;
        if width * u64::from(element) == pitch {
            return driver.session.memset(dst, value, element, width * height, stream.id);
        }
        (0..height).try_for_each(|y| driver.session.memset(dst + y * pitch, value, element, width, stream.id))
    }
}
