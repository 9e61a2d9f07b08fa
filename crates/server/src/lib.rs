//! The broker and its workers: sessions, limits, dispatch.
