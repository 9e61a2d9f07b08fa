//! The Gpu trait: what a GPU must do for the server.
