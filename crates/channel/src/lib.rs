//! Moving frames between a guest and its worker: the ring, and each transport.
