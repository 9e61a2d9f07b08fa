//! Texture and surface objects as the program described them: it may ask.

use std::collections::HashMap;

use cuda_abi::{CUDA_RESOURCE_DESC, CUDA_RESOURCE_VIEW_DESC, CUDA_TEXTURE_DESC};
use wire::ContextId;

/// A texture object.
pub struct Texture {
    /// The context that it was created in.
    pub context_id: ContextId,
    /// What it is of.
    pub of: CUDA_RESOURCE_DESC,
    /// How it is read.
    pub read: CUDA_TEXTURE_DESC,
    /// What of that it shows, and as what.
    pub view: Option<CUDA_RESOURCE_VIEW_DESC>,
}

/// A surface object.
pub struct Surface {
    /// The context that it was created in.
    pub context_id: ContextId,
    /// What it is of.
    pub of: CUDA_RESOURCE_DESC,
}

// SAFETY: the pointers in the descriptions are handles, which nobody follows.
unsafe impl Send for Texture {}
// SAFETY: as above.
unsafe impl Send for Surface {}

/// Textures by the handles that kernels know.
pub type Textures = parking_lot::Mutex<HashMap<u64, Texture>>;
/// The same of surfaces.
pub type Surfaces = parking_lot::Mutex<HashMap<u64, Surface>>;
