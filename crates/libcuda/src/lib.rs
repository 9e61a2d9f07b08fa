//! libcuda.so.1: the exports, and nothing else.
