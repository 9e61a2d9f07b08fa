//! The body of a frame: fixed-width little-endian arguments, then at most one byte string.
//!
//! Not self-describing: both sides expand the same row of the table of calls, and the negotiated version says which rows there are.

use thiserror::Error;

/// The most bytes that a call's fixed-width arguments take.
pub const MAX_FIXED: usize = 128;

/// A body that does not decode. It ends the session that sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// The body ends before its arguments do.
    #[error("frame body ends {missing} bytes too early")]
    Short {
        /// How many bytes are missing.
        missing: usize,
    },
    /// A number outside what the argument can be.
    #[error("{value} is no {what}")]
    Range {
        /// The argument's type.
        what: &'static str,
        /// What was sent.
        value: u64,
    },
    /// A name that is not UTF-8.
    #[error("a name is not UTF-8")]
    NotUtf8,
}

/// Collects a call's arguments: the fixed ones in place, the byte string by reference.
pub struct Writer<'a> {
    fixed: [u8; MAX_FIXED],
    used: usize,
    tail: &'a [u8],
}

impl<'a> Writer<'a> {
    /// An empty body.
    #[inline]
    pub fn new() -> Self {
        Self { fixed: [0; MAX_FIXED], used: 0, tail: &[] }
    }

    #[inline]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        // The table's rows are fixed at compile time, and a test encodes each: none outgrows MAX_FIXED.
        self.fixed[self.used..self.used + N].copy_from_slice(&bytes);
        self.used += N;
    }

    #[inline]
    fn put_tail(&mut self, bytes: &'a [u8]) {
        self.put((bytes.len() as u64).to_le_bytes());
        self.tail = bytes;
    }

    /// The two pieces that, one after the other, are the body.
    #[inline]
    pub fn parts(&self) -> [&[u8]; 2] {
        [&self.fixed[..self.used], self.tail]
    }
}

impl Default for Writer<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// Takes arguments from a body.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the start of `body`. Bytes after the last argument are padding and ignored.
    #[inline]
    pub fn new(body: &'a [u8]) -> Self {
        Self { rest: body }
    }

    #[inline]
    fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        match self.rest.split_at_checked(count) {
            Some((head, rest)) => {
                self.rest = rest;
                Ok(head)
            }
            None => Err(DecodeError::Short { missing: count - self.rest.len() }),
        }
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        match self.rest.split_first_chunk::<N>() {
            Some((head, rest)) => {
                self.rest = rest;
                Ok(*head)
            }
            None => Err(DecodeError::Short { missing: N - self.rest.len() }),
        }
    }
}

/// What a call's argument or result can be written as. `'a` is how long its byte string lives.
pub trait Encode<'a> {
    /// Appends `self`.
    fn encode(self, writer: &mut Writer<'a>);
}

/// What a call's argument or result can be read as.
pub trait Decode<'a>: Sized {
    /// Takes `Self` from the front of what is left.
    fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError>;
}

macro_rules! integers {
    ($($ty:ty),*) => { $(
        impl<'a> Encode<'a> for $ty {
            #[inline]
            fn encode(self, writer: &mut Writer<'a>) {
                writer.put(self.to_le_bytes());
            }
        }
        impl<'a> Decode<'a> for $ty {
            #[inline]
            fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
                reader.array().map(<$ty>::from_le_bytes)
            }
        }
    )* };
}
integers!(u8, u16, u32, u64, i32, i64);

impl<'a> Encode<'a> for &'a [u8] {
    #[inline]
    fn encode(self, writer: &mut Writer<'a>) {
        writer.put_tail(self);
    }
}

impl<'a> Decode<'a> for &'a [u8] {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let length = u64::decode(reader)?;
        let length =
            usize::try_from(length).map_err(|_| DecodeError::Range { what: "length", value: length })?;
        reader.take(length)
    }
}

impl<'a> Encode<'a> for &'a str {
    #[inline]
    fn encode(self, writer: &mut Writer<'a>) {
        writer.put_tail(self.as_bytes());
    }
}

impl<'a> Decode<'a> for &'a str {
    fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        std::str::from_utf8(<&[u8]>::decode(reader)?).map_err(|_| DecodeError::NotUtf8)
    }
}

impl<'a> Decode<'a> for () {
    fn decode(_: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// What a reply carries. Replies are rare and may own memory, so they are written to a growing buffer.
pub trait Reply: Sized {
    /// Appends `self` to `out`.
    fn write(&self, out: &mut Vec<u8>);
    /// Reads what `write` wrote.
    fn read(bytes: &[u8]) -> Result<Self, DecodeError>;
}

impl Reply for () {
    fn write(&self, _: &mut Vec<u8>) {}
    fn read(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(())
    }
}

macro_rules! integer_replies {
    ($($ty:ty),*) => { $(
        impl Reply for $ty {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
                Self::decode(&mut Reader::new(bytes))
            }
        }
    )* };
}
integer_replies!(u32, u64, i64);

impl Reply for Vec<u8> {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.len() as u64).to_le_bytes());
        out.extend_from_slice(self);
    }
    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        <&[u8]>::decode(&mut Reader::new(bytes)).map(<[u8]>::to_vec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_body_says_how_much_is_missing() {
        assert_eq!(u64::decode(&mut Reader::new(&[1, 2, 3])), Err(DecodeError::Short { missing: 5 }));
    }

    #[test]
    fn a_byte_string_longer_than_the_body_is_refused() {
        let mut body = u64::MAX.to_le_bytes().to_vec();
        body.push(1);
        assert!(<&[u8]>::decode(&mut Reader::new(&body)).is_err());
        body[..8].copy_from_slice(&2u64.to_le_bytes());
        assert_eq!(<&[u8]>::decode(&mut Reader::new(&body)), Err(DecodeError::Short { missing: 1 }));
    }

    #[test]
    fn arguments_come_back_in_order_and_padding_is_ignored() {
        let mut writer = Writer::new();
        7u32.encode(&mut writer);
        (-3i32).encode(&mut writer);
        "name".encode(&mut writer);
        let mut body = writer.parts().concat();
        body.extend_from_slice(&[0; 5]);
        let mut reader = Reader::new(&body);
        assert_eq!(u32::decode(&mut reader), Ok(7));
        assert_eq!(i32::decode(&mut reader), Ok(-3));
        assert_eq!(<&str>::decode(&mut reader), Ok("name"));
    }
}
