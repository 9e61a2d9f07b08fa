//! What the lockstep form knows of kernels as compilers make them.

use ptx::{Op, Operand, Space};

use super::{Affine, Form, Kind, Shape, ZERO};
use crate::interp::Loaded;

fn form(name: &str, block: [u32; 3]) -> (Loaded, Form) {
    let module = ptx::parse(include_bytes!("../../tests/kernels/basic.ptx")).expect("parses");
    let index = module.entries().position(|entry| entry.name == name).expect("an entry");
    let loaded = Loaded::new(module).expect("loads");
    let function = loaded.entries[index].0;
    let form = Form::new(&loaded.code, function, Shape::new(block, true)).expect("a form");
    (loaded, form)
}

/// What is known of the addresses of all loads and stores of the spaces.
fn addresses(name: &str, block: [u32; 3]) -> Vec<Kind> {
    let (loaded, form) = form(name, block);
    let mut kinds = Vec::new();
    for node in &form.nodes {
        for pc in node.first..node.end {
            let inst = &loaded.code.insts[pc as usize];
            if let Op::Ld { space: Space::Global | Space::Shared, .. } | Op::St { .. } = inst.op {
                let address: Operand = loaded.code.srcs(inst)[0];
                kinds.push(form.operand(&loaded.code, address));
            }
        }
    }
    kinds
}

#[test]
fn a_vector_add_accesses_neighbours() {
    let kinds = addresses("vector_add", [256, 1, 1]);
    assert_eq!(kinds.len(), 3);
    for kind in kinds {
        assert!(
            matches!(kind, Kind::Affine(Affine { split: false, pattern, .. }) if pattern != ZERO),
            "{kind:?}"
        );
    }
}

#[test]
fn a_tiled_product_of_narrow_blocks_has_a_scalar_for_each_row() {
    let kinds = addresses("matmul", [16, 16, 1]);
    assert!(kinds.len() > 30);
    assert!(kinds.iter().all(|kind| matches!(kind, Kind::Affine(_))), "{kinds:?}");
}

#[test]
fn only_loops_that_lanes_leave_apart_keep_values() {
    let (_, product) = form("matmul", [16, 16, 1]);
    assert!(product.kept.iter().all(|kept| kept.iter().next().is_none()));
    let (_, divergent) = form("mandelbrot", [16, 8, 1]);
    assert!(divergent.kept.iter().any(|kept| kept.iter().next().is_some()));
}
