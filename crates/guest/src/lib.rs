//! What the guest libraries share: contexts, handles, images, the connection to the host.
