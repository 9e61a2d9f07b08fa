//! A kernel that is too much for the code generator of narrow vectors is interpreted, soon, and computes what it should.

mod device;

use device::Device;

/// Chases through a table of 64 numbers so many times, each lane by itself.
fn text(steps: usize) -> String {
    let mut text = String::from(
        ".version 8.0\n.target sm_75\n.address_size 64\n.visible .entry chase(.param .u64 table, .param .u64 out) {\n\
         .reg .b64 %rd<5>; .reg .b32 %r<4>;\n\
         ld.param.u64 %rd1, [table];\nld.param.u64 %rd2, [out];\nmov.u32 %r1, %tid.x;\n\
         mul.wide.u32 %rd3, %r1, 4;\nadd.u64 %rd2, %rd2, %rd3;\n",
    );
    for _ in 0..steps {
        text += "mul.wide.u32 %rd3, %r1, 4;\nadd.u64 %rd4, %rd1, %rd3;\nld.global.u32 %r1, [%rd4];\n";
    }
    text + "st.global.u32 [%rd2], %r1;\nret;\n}\n"
}

#[test]
fn what_is_too_large_is_interpreted_and_right() {
    let steps = 1500;
    let table: Vec<u32> = (0..64).map(|i| (i * 29 + 7) % 64).collect();
    let wanted: Vec<u32> = (0..64).map(|start| (0..steps).fold(start, |at, _| table[at as usize])).collect();
    for device in [Device::narrow(text(steps).as_bytes()), Device::compiled(text(steps).as_bytes())] {
        let (input, out) = (device.upload(&table), device.zeros::<u32>(64));
        device.launch("chase", [1; 3], [64, 1, 1], 0, &[input, out]).unwrap();
        assert_eq!(device.download::<u32>(out, 64), wanted);
    }
}
