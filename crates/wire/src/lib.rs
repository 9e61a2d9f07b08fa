//! Frames between guest and host: encode, decode, versions. No I/O and no unsafe.
