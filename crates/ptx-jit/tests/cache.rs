//! Compiled kernels that were kept do what freshly compiled ones do, and damaged ones are not used.

mod device;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use device::Device;
use ptx_jit::{Cache, CodeStore, Compiler, Key, image_hash};

#[derive(Default, Debug)]
struct Store {
    kept: Mutex<HashMap<Key, Vec<u8>>>,
    stored: AtomicU32,
    found: AtomicU32,
}

impl CodeStore for Store {
    fn load(&self, key: &Key) -> Option<Vec<u8>> {
        let found = self.kept.lock().unwrap().get(key).cloned();
        self.found.fetch_add(u32::from(found.is_some()), Ordering::Relaxed);
        found
    }

    fn store(&self, key: &Key, bytes: &[u8]) {
        self.stored.fetch_add(1, Ordering::Relaxed);
        self.kept.lock().unwrap().insert(*key, bytes.to_vec());
    }
}

/// Loads, divergence, a shuffle, an operation by a function and one by the interpreter: all that a kernel's code refers to.
const TEXT: &str = "
.version 8.0
.target sm_80
.address_size 64
.global .align 4 .u32 counter;
.visible .entry k(.param .u64 out) {
	.reg .b64 %rd<4>; .reg .b32 %r<8>; .reg .pred %p;
	ld.param.u64 %rd1, [out];
	mov.u32 %r1, %tid.x;
	mul.wide.u32 %rd2, %r1, 4;
	add.u64 %rd1, %rd1, %rd2;
	setp.lt.u32 %p, %r1, 20;
	mov.u32 %r2, 1000;
	@%p bra LESS;
	mul.lo.u32 %r2, %r1, %r1;
LESS:
	shfl.sync.bfly.b32 %r3, %r2, 1, 31, -1;
	div.u32 %r4, %r3, 7;
	mov.u64 %rd3, counter;
	red.global.add.u32 [%rd3], 1;
	atom.global.add.u32 %r5, [%rd3], 0;
	shl.b32 %r4, %r4, %r1;
	st.global.u32 [%rd1], %r4;
	ret;
}
";

fn results(store: &Arc<Store>, text: &str) -> Vec<u32> {
    let cache = Cache { store: store.clone(), image: image_hash(text.as_bytes()) };
    let device =
        Device::with(&Compiler { verify: true, cache: Some(cache), ..Compiler::default() }, text.as_bytes());
    let out = device.zeros::<u32>(64);
    device.launch("k", [1; 3], [64, 1, 1], 0, &[out]).unwrap();
    device.download(out, 64)
}

fn expected() -> Vec<u32> {
    let value = |t: u32| if t < 20 { 1000 } else { t * t };
    (0..64).map(|t| if t < 32 { (value(t ^ 1) / 7) << t } else { 0 }).collect()
}

#[test]
fn a_kernel_that_was_kept_is_not_compiled_again() {
    let store = Arc::new(Store::default());
    assert_eq!(results(&store, TEXT), expected());
    assert_eq!(store.stored.load(Ordering::Relaxed), 1);
    assert_eq!(results(&store, TEXT), expected());
    assert_eq!(store.stored.load(Ordering::Relaxed), 1);
    assert_eq!(store.found.load(Ordering::Relaxed), 1);
}

#[test]
fn another_image_has_other_names() {
    let store = Arc::new(Store::default());
    results(&store, TEXT);
    results(&store, &format!("// another\n{TEXT}"));
    assert_eq!(store.stored.load(Ordering::Relaxed), 2);
    assert_eq!(store.found.load(Ordering::Relaxed), 0);
}

#[test]
fn a_damaged_kernel_is_compiled_again() {
    let store = Arc::new(Store::default());
    results(&store, TEXT);
    let whole = store.kept.lock().unwrap().values().next().unwrap().clone();
    for damage in [0, whole.len() / 2, whole.len() - 1] {
        for kept in store.kept.lock().unwrap().values_mut() {
            *kept = whole.clone();
            kept[damage] ^= 1;
        }
        assert_eq!(results(&store, TEXT), expected());
    }
    for length in [0, 31, 32, 100, whole.len() - 1] {
        store.kept.lock().unwrap().values_mut().for_each(|kept| *kept = whole[..length].to_vec());
        assert_eq!(results(&store, TEXT), expected());
    }
    assert_eq!(store.stored.load(Ordering::Relaxed), 9);
}
