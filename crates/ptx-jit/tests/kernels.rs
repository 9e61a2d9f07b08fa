//! Kernels compiled by NVIDIA's compiler from tests/kernels/*.cu, executed and compared with plain Rust.

mod device;

use device::Device;
use ptx_jit::FaultKind;

fn basic() -> Device {
    Device::new(include_bytes!("kernels/basic.ptx"))
}

fn language() -> Device {
    Device::new(include_bytes!("kernels/language.ptx"))
}

fn noise(n: usize) -> Vec<f32> {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    (0..n)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1 << 24) as f32
        })
        .collect()
}

#[test]
fn vector_add_adds_with_a_partial_last_block() {
    let device = basic();
    let n = 1000;
    let (a, b) = (noise(n), noise(n));
    let (pa, pb, pc) = (device.upload(&a), device.upload(&b), device.zeros::<f32>(n));
    device.launch("vector_add", [8, 1, 1], [128, 1, 1], 0, &[pa, pb, pc, n as u64]).unwrap();
    let c = device.download::<f32>(pc, n);
    assert!((0..n).all(|i| c[i] == a[i] + b[i]));
}

#[test]
fn tiled_matmul_matches() {
    let device = basic();
    let n = 64;
    let (a, b) = (noise(n * n), noise(n * n));
    let (pa, pb, pc) = (device.upload(&a), device.upload(&b), device.zeros::<f32>(n * n));
    device.launch("matmul", [4, 4, 1], [16, 16, 1], 0, &[pa, pb, pc, n as u64]).unwrap();
    let c = device.download::<f32>(pc, n * n);
    for i in 0..n {
        for j in 0..n {
            let sum = (0..n).fold(0.0f32, |sum, k| a[i * n + k].mul_add(b[k * n + j], sum));
            assert_eq!(c[i * n + j], sum, "{i},{j}");
        }
    }
}

#[test]
fn reduction_by_shuffles_and_atomics_sums_everything() {
    let device = basic();
    let n = 10_000;
    let input: Vec<f32> = (0..n).map(|i| (i % 7) as f32).collect();
    let (pi, po) = (device.upload(&input), device.zeros::<f32>(1));
    device.launch("reduce", [5, 1, 1], [256, 1, 1], 0, &[pi, po, n as u64]).unwrap();
    assert_eq!(device.download::<f32>(po, 1)[0], input.iter().sum::<f32>());
}

#[test]
fn histogram_counts_every_byte() {
    let device = basic();
    let input: Vec<u8> = (0..50_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (pi, pb) = (device.upload(&input), device.zeros::<u32>(256));
    device.launch("histogram", [4, 1, 1], [128, 1, 1], 0, &[pi, pb, input.len() as u64]).unwrap();
    let bins = device.download::<u32>(pb, 256);
    for (byte, &count) in bins.iter().enumerate() {
        assert_eq!(count as usize, input.iter().filter(|&&b| usize::from(b) == byte).count());
    }
}

#[test]
fn transpose_handles_edges() {
    let device = basic();
    let (w, h) = (70usize, 45usize);
    let input = noise(w * h);
    let (pi, po) = (device.upload(&input), device.zeros::<f32>(w * h));
    device.launch("transpose", [3, 2, 1], [32, 8, 1], 0, &[pi, po, w as u64, h as u64]).unwrap();
    let out = device.download::<f32>(po, w * h);
    for y in 0..h {
        for x in 0..w {
            assert_eq!(out[x * h + y], input[y * w + x]);
        }
    }
}

#[test]
fn nbody_uses_dynamic_shared_memory() {
    let device = basic();
    let n = 128;
    let pos = noise(n * 4);
    let (pp, pa) = (device.upload(&pos), device.zeros::<f32>(n * 4));
    device.launch("nbody", [2, 1, 1], [64, 1, 1], 64 * 16, &[pp, pa, n as u64]).unwrap();
    let acc = device.download::<f32>(pa, n * 4);
    for i in 0..n {
        let mut want = [0.0f64; 3];
        for j in 0..n {
            let d: Vec<f64> = (0..3).map(|k| f64::from(pos[j * 4 + k] - pos[i * 4 + k])).collect();
            let r = 1.0 / (d[0] * d[0] + d[1] * d[1] + d[2] * d[2] + f64::from(0.01f32)).sqrt();
            let s = f64::from(pos[j * 4 + 3]) * r * r * r;
            (0..3).for_each(|k| want[k] += d[k] * s);
        }
        for k in 0..3 {
            let error = (f64::from(acc[i * 4 + k]) - want[k]).abs();
            assert!(error < 1e-2 + want[k].abs() * 1e-4, "{i} {k} {} {}", acc[i * 4 + k], want[k]);
        }
    }
}

#[test]
fn mandelbrot_diverges_and_meets_again() {
    let device = basic();
    let (w, h, limit) = (50usize, 40usize, 100);
    let po = device.zeros::<i32>(w * h);
    device.launch("mandelbrot", [4, 5, 1], [16, 8, 1], 0, &[po, w as u64, h as u64, limit]).unwrap();
    let out = device.download::<i32>(po, w * h);
    assert_eq!(out[20 * w + 33], limit as i32, "0 + 0i is in the set");
    assert!(out[0] < 3 && out.iter().any(|&i| i > 5 && i < 50));
}

#[test]
fn constants_and_device_variables_are_where_they_were_placed() {
    let device = basic();
    let (w, h) = (20usize, 10usize);
    let input = noise(w * h);
    let weights: Vec<f32> = (0..9).map(|i| i as f32 * 0.1).collect();
    device.write(device.symbol("weights"), &weights);
    let (pi, po) = (device.upload(&input), device.zeros::<f32>(w * h));
    device.launch("convolve", [2, 2, 1], [16, 8, 1], 0, &[pi, po, w as u64, h as u64]).unwrap();
    let out = device.download::<f32>(po, w * h);
    let at =
        |x: i32, y: i32| input[y.clamp(0, h as i32 - 1) as usize * w + x.clamp(0, w as i32 - 1) as usize];
    for y in 0..h as i32 {
        for x in 0..w as i32 {
            let want: f32 = (0..9).map(|i| weights[i as usize] * at(x + i % 3 - 1, y + i / 3 - 1)).sum();
            assert!((out[y as usize * w + x as usize] - want).abs() < 1e-5);
        }
    }
    assert_eq!(device.download::<i32>(device.symbol("counter"), 1)[0], 6);
}

#[test]
fn printf_formats_each_thread_in_order() {
    let device = language();
    device.launch("print", [1, 1, 1], [3, 1, 1], 0, &[255]).unwrap();
    let want: String = (0..3)
        .map(|i| {
            let letter = char::from(b'a' + i as u8);
            format!("thread {i} of 3: text {:5.2} {letter} {} ff\n", 1.5 * f64::from(i), 255i64 << 33)
        })
        .collect();
    assert_eq!(device.printed(), want);
}

#[test]
fn a_failed_assertion_prints_cudas_line_and_stops() {
    let device = language();
    let p = device.upload(&[1, 1, 0, 1]);
    let fault = device.launch("check", [1, 1, 1], [4, 1, 1], 0, &[p]).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Assert);
    assert_eq!(fault.thread, [2, 0, 0]);
    let printed = device.printed();
    assert!(
        printed.contains("block: [0,0,0], thread: [2,0,0] Assertion `p[threadIdx.x] > 0` failed."),
        "{printed}"
    );
}

#[test]
fn switches_jump_through_tables() {
    let device = language();
    let input: Vec<i32> = (0..32).map(|i| i % 11).collect();
    let (pi, po) = (device.upload(&input), device.zeros::<i32>(32));
    device.launch("choose", [1, 1, 1], [32, 1, 1], 0, &[pi, po]).unwrap();
    let out = device.download::<i32>(po, 32);
    for (i, &v) in input.iter().enumerate() {
        let want = match v {
            0 => 100,
            1 => -6,
            2 => 1001,
            3 => 96,
            4 => !4,
            5 => 1,
            6 => -7,
            7 => 29,
            8 => 8i32.reverse_bits(),
            _ => -1,
        };
        assert_eq!(out[i], want, "{v}");
    }
}

#[test]
fn double_functions_are_within_units_of_the_last_place() {
    let device = language();
    let input: Vec<f64> = (0..32).map(|i| f64::from(i) * 0.37 - 5.0).collect();
    let (pi, po) = (device.upload(&input), device.zeros::<f64>(32 * 6));
    device.launch("maths", [1, 1, 1], [32, 1, 1], 0, &[pi, po]).unwrap();
    let out = device.download::<f64>(po, 32 * 6);
    for (i, &v) in input.iter().enumerate() {
        let want = [v.sin(), v.exp(), (v.abs() + 0.5).powf(1.75), (v.abs() + 1.0).ln(), v.abs().sqrt() / 3.0];
        for (k, want) in want.into_iter().enumerate() {
            let got = out[i * 6 + k];
            assert!((got - want).abs() <= want.abs() * 1e-15, "{v} {k}: {got} {want}");
        }
    }
}

#[test]
fn single_functions_are_close() {
    let device = language();
    let input: Vec<f32> = (0..32).map(|i| i as f32 * 0.37 - 5.0).collect();
    let (pi, po) = (device.upload(&input), device.zeros::<f32>(32 * 6));
    device.launch("maths32", [1, 1, 1], [32, 1, 1], 0, &[pi, po]).unwrap();
    let out = device.download::<f32>(po, 32 * 6);
    for (i, &v) in input.iter().enumerate() {
        let d = f64::from(v);
        let want = [
            d.sin(),
            d.exp(),
            (d.abs() + 0.5).powf(1.75),
            (d.abs() + 1.0).ln(),
            d.abs().sqrt() / 3.0,
            d.tanh() + d % f64::from(0.7f32),
        ];
        for (k, want) in want.into_iter().enumerate() {
            let got = f64::from(out[i * 6 + k]);
            assert!((got - want).abs() <= want.abs() * 1e-6 + 3e-7, "{v} {k}: {got} {want}");
        }
    }
}

#[test]
fn recursion_of_diverged_lanes_returns_to_each() {
    let device = language();
    let po = device.zeros::<i32>(40);
    device.launch("recurse", [1, 1, 1], [40, 1, 1], 0, &[po]).unwrap();
    let fib = [0, 1, 1, 2, 3, 5, 8, 13, 21, 34];
    let out = device.download::<i32>(po, 40);
    assert!((0..40).all(|i| out[i] == fib[i % 10]), "{out:?}");
}

#[test]
fn pointers_to_functions_call_them() {
    let device = language();
    let po = device.zeros::<i32>(32);
    device.launch("through_pointer", [1, 1, 1], [32, 1, 1], 0, &[po]).unwrap();
    let out = device.download::<i32>(po, 32);
    assert!((0..32).all(|i| out[i as usize] == if i % 2 == 0 { i * 2 } else { i * i }), "{out:?}");
}

#[test]
fn a_lock_taken_by_every_lane_of_every_block_lets_all_through() {
    let device = language();
    let po = device.zeros::<i32>(4);
    device.launch("locked", [4, 1, 1], [64, 1, 1], 0, &[po]).unwrap();
    assert_eq!(device.download::<i32>(po, 4), [1; 4]);
    assert_eq!(device.download::<i32>(device.symbol("guarded"), 1)[0], 256);
}

#[test]
fn structures_by_value_and_local_arrays_work() {
    let device = language();
    let values: Vec<i32> = (1..=12).collect();
    let po = device.zeros::<f64>(8);
    let mut params = Vec::new();
    values.iter().for_each(|v| params.extend_from_slice(&v.to_le_bytes()));
    params.extend_from_slice(&0.5f64.to_le_bytes());
    params.extend_from_slice(&po.to_le_bytes());
    params.extend_from_slice(&3u32.to_le_bytes());
    device.launch_bytes("by_value", [1, 1, 1], [8, 1, 1], 0, &params).unwrap();
    let out = device.download::<f64>(po, 8);
    for (t, &got) in out.iter().enumerate() {
        let i = (t + 3) & 15;
        assert_eq!(got, f64::from(values[(i + 3) % 12] * i as i32) * 0.5);
    }
}

#[test]
fn the_device_heap_gives_memory() {
    let device = language();
    let po = device.zeros::<u64>(4);
    device.launch("allocate", [1, 1, 1], [4, 1, 1], 0, &[po]).unwrap();
    for (i, &p) in device.download::<u64>(po, 4).iter().enumerate() {
        let cells = device.download::<i32>(p, 4);
        assert_eq!((cells[0], cells[3]), (i as i32, 7));
    }
}

#[test]
fn a_wild_store_is_an_illegal_address_with_thread_and_line() {
    let device = language();
    let p = device.zeros::<i32>(1);
    let fault = device.launch("wild", [1, 1, 1], [2, 1, 1], 0, &[p]).unwrap_err();
    assert_eq!((fault.kind, fault.thread), (FaultKind::IllegalAddress, [1, 0, 0]));
    assert_eq!(fault.address, Some(p + 4_000_000_000));
    let text = String::from_utf8_lossy(include_bytes!("kernels/language.ptx"));
    assert!(text.lines().nth(fault.line as usize - 1).unwrap().contains("st.global"));
}

#[test]
fn an_endless_kernel_can_be_cancelled() {
    let device = language();
    let p = device.zeros::<i32>(1);
    device.cancel_after(std::time::Duration::from_millis(50));
    let fault = device.launch("forever", [2, 1, 1], [64, 1, 1], 0, &[p]).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Cancelled);
}

#[test]
fn half_arithmetic_rounds_once() {
    let device = Device::new(include_bytes!("kernels/half.ptx"));
    let (a, b): (Vec<f32>, Vec<f32>) = (noise(32), noise(64)[32..].to_vec());
    let bits = |v: &[f32]| v.iter().map(|&v| half::f16::from_f32(v).to_bits()).collect::<Vec<u16>>();
    let (ha, hb) = (bits(&a), bits(&b));
    let (pa, pb) = (device.upload(&ha), device.upload(&hb));
    let (po, pw) = (device.zeros::<u16>(32), device.zeros::<f32>(64));
    device.launch("half_math", [1, 1, 1], [32, 1, 1], 0, &[pa, pb, po, pw]).unwrap();
    let (out, wide) = (device.download::<u16>(po, 32), device.download::<f32>(pw, 64));
    for i in 0..32 {
        let (x, y) = (half::f16::from_bits(ha[i]), half::f16::from_bits(hb[i]));
        let sum = half::f16::from_f32(x.to_f32() + y.to_f32());
        let fma = half::f16::from_f32(x.to_f32() * y.to_f32() + sum.to_f32());
        assert_eq!(out[i], fma.to_bits());
        assert_eq!(wide[i], half::f16::from_f32(x.to_f32() * y.to_f32()).to_f32());
    }
}

#[test]
fn warp_collectives_see_the_lanes_that_they_name() {
    let device = Device::new(include_bytes!("kernels/half.ptx"));
    let po = device.zeros::<u32>(192);
    device.launch("collectives", [1, 1, 1], [32, 1, 1], 0, &[po]).unwrap();
    let out = device.download::<u32>(po, 192);
    for lane in 0..32usize {
        assert_eq!(out[lane], (0..32).filter(|l| l % 3 == 0).fold(0, |m, l| m | 1 << l));
        assert_eq!(out[32 + lane], 0xf << (lane / 4 * 4));
        assert_eq!(out[64 + lane] as usize, if lane % 8 >= 3 { lane - 3 } else { lane });
        assert_eq!(out[96 + lane], 1);
        assert_eq!(out[128 + lane] as usize, if lane < 16 { (15 - lane) * 2 } else { 0xffff_0000 });
        assert_eq!(out[160 + lane], 16);
    }
}

#[test]
fn tensor_core_fragments_multiply_whatever_their_layout() {
    let device = Device::new(include_bytes!("kernels/half.ptx"));
    let half = |v: i32| half::f16::from_f32(v as f32).to_bits();
    let a: Vec<i32> = (0..128).map(|i| i * 7 % 11 - 5).collect();
    let b: Vec<i32> = (0..512).map(|i| i * 5 % 13 - 6).collect();
    let pa = device.upload(&a.iter().map(|&v| half(v)).collect::<Vec<_>>());
    let pb = device.upload(&b.iter().map(|&v| half(v)).collect::<Vec<_>>());
    let pd = device.zeros::<f32>(256);
    device.launch("tensor", [1, 1, 1], [32, 1, 1], 0, &[pa, pb, pd]).unwrap();
    let d = device.download::<f32>(pd, 256);
    for row in 0..8 {
        for col in 0..32 {
            let want = 2 + (0..16).map(|k| a[row * 16 + k] * b[col * 16 + k]).sum::<i32>();
            assert_eq!(d[row * 32 + col], want as f32 * 0.5, "{row},{col}");
        }
    }
}
