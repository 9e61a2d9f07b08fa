//! Fatbins and cubins as nvcc writes them, and as a damaged file or a hostile guest might.
use proptest::prelude::*;
use ptx::container::cubin::{self, CubinError};
use ptx::container::fatbin::{FatbinError, MAX_PAYLOAD};
use ptx::container::{
    Entry, ExtentError, Fatbin, ImageKind, Kind, Specific, image_extent, select, wrapper_fatbins,
};

const PLAIN: &[u8] = include_bytes!("images/plain.fatbin");
const LZ4: &[u8] = include_bytes!("images/lz4.fatbin");
const ZSTD: &[u8] = include_bytes!("images/zstd.fatbin");
const CUBIN: &[u8] = include_bytes!("images/outline.cubin");
const PTX: &[u8] = include_bytes!("images/outline.ptx");

fn entries(bytes: &[u8]) -> Vec<Entry<'_>> {
    Fatbin::parse(bytes).unwrap().collect().unwrap()
}

#[test]
fn every_compression_gives_the_same_images() {
    let unpacked = |bytes| -> Vec<Vec<u8>> {
        entries(bytes).iter().map(|e| e.text(MAX_PAYLOAD).unwrap().into_owned()).skip(1).collect()
    };
    let plain = unpacked(PLAIN);
    assert_eq!(plain.len(), 4);
    for text in &plain {
        let text = std::str::from_utf8(text).unwrap();
        assert!(text.contains(".visible .entry _Z7nothingv()"), "{text}");
        assert!(text.trim_end().ends_with('}'));
    }
    assert_eq!(unpacked(LZ4), plain);
    assert_eq!(unpacked(ZSTD), plain);
    let elf = |bytes| entries(bytes)[0].payload(MAX_PAYLOAD).unwrap().into_owned();
    assert_eq!(elf(ZSTD), elf(PLAIN));
    assert_eq!(cubin::kernels(&elf(ZSTD)).unwrap().len(), 3);
}

#[test]
fn entries_name_kind_architecture_and_narrowness() {
    let seen: Vec<_> = entries(ZSTD).iter().map(|e| (e.kind, e.major, e.minor, e.specific)).collect();
    assert_eq!(
        seen,
        [
            (Kind::Elf, 7, 5, Specific::No),
            (Kind::Ptx, 7, 5, Specific::No),
            (Kind::Ptx, 8, 0, Specific::No),
            (Kind::Ptx, 9, 0, Specific::Arch),
            (Kind::Ptx, 10, 0, Specific::Family),
        ]
    );
}

#[test]
fn the_flags_agree_with_the_target_line() {
    for entry in entries(PLAIN).iter().filter(|e| e.kind == Kind::Ptx) {
        let text = entry.text(MAX_PAYLOAD).unwrap();
        let text = std::str::from_utf8(&text).unwrap();
        let letter = match entry.specific {
            Specific::No => "",
            Specific::Family => "f",
            Specific::Arch => "a",
        };
        let target = format!(".target sm_{}{}{letter}\n", entry.major, entry.minor);
        assert!(text.contains(&target), "{target} not in {text}");
    }
}

#[test]
fn a_device_takes_the_image_that_its_capability_allows() {
    let all = entries(ZSTD);
    let pick = |capability, elf| select(&all, capability, elf).map(|e| (e.kind, e.major, e.minor));
    assert_eq!(pick((7, 5), true), Some((Kind::Elf, 7, 5)));
    assert_eq!(pick((7, 5), false), Some((Kind::Ptx, 7, 5)));
    // Turing's machine code does not run on Ampere.
    assert_eq!(pick((8, 0), true), Some((Kind::Ptx, 8, 0)));
    assert_eq!(pick((8, 9), true), Some((Kind::Ptx, 8, 0)));
    // sm_90a is for 9.0 alone.
    assert_eq!(pick((9, 0), true), Some((Kind::Ptx, 9, 0)));
    assert_eq!(pick((12, 0), true), Some((Kind::Ptx, 8, 0)));
    // sm_100f is for its family.
    assert_eq!(pick((10, 3), false), Some((Kind::Ptx, 10, 0)));
    assert_eq!(pick((7, 0), true), None);
    assert_eq!(pick((6, 1), false), None);
}

#[test]
fn of_two_ptx_for_one_architecture_software_takes_the_plain_one() {
    let mut all = entries(ZSTD);
    let mut plain = all[3];
    plain.specific = Specific::No;
    all.push(plain);
    assert_eq!(select(&all, (9, 0), false).unwrap().specific, Specific::No);
    assert_eq!(select(&all, (9, 0), true).unwrap().specific, Specific::Arch);
    assert_eq!(select(&all, (9, 1), true).unwrap().specific, Specific::No);
}

#[test]
fn a_payload_is_never_larger_than_allowed() {
    let all = entries(ZSTD);
    let size = all[0].size;
    assert_eq!(
        all[0].payload(size as usize - 1),
        Err(FatbinError::TooLarge { size, limit: size as usize - 1 })
    );
    assert_eq!(all[0].payload(size as usize).unwrap().len(), size as usize);
}

#[test]
fn a_false_uncompressed_size_is_an_error_not_an_allocation() {
    for image in [LZ4, ZSTD] {
        let mut bytes = image.to_vec();
        let at = if image == LZ4 { 16 + 64 + 8608 } else { 16 };
        bytes[at + 56..at + 64].copy_from_slice(&(MAX_PAYLOAD as u64 - 1).to_le_bytes());
        let all = entries(&bytes);
        let entry = all.iter().find(|e| e.size == MAX_PAYLOAD as u64 - 1).unwrap();
        assert!(matches!(entry.payload(MAX_PAYLOAD), Err(FatbinError::Decode { .. })));
    }
}

#[test]
fn damaged_headers_are_named() {
    assert_eq!(Fatbin::parse(&[]).unwrap_err(), FatbinError::Truncated { need: 16, have: 0 });
    assert_eq!(Fatbin::parse(&[0; 64]).unwrap_err(), FatbinError::Magic(0));
    let cut = &PLAIN[..PLAIN.len() - 1];
    let need = PLAIN.len() as u64;
    assert_eq!(Fatbin::parse(cut).unwrap_err(), FatbinError::Truncated { need, have: cut.len() });
    let mut small = PLAIN.to_vec();
    small[16 + 4..16 + 8].copy_from_slice(&8u32.to_le_bytes());
    let first = Fatbin::parse(&small).unwrap().collect().unwrap_err();
    assert_eq!(first, FatbinError::EntryHeader { at: 16, size: 8 });
    let mut endless = PLAIN.to_vec();
    endless[16 + 8..16 + 16].copy_from_slice(&u64::MAX.to_le_bytes());
    let first = Fatbin::parse(&endless).unwrap().collect().unwrap_err();
    assert!(matches!(first, FatbinError::Truncated { .. }));
}

#[test]
fn a_cubin_tells_its_kernels_parameters() {
    let kernels = cubin::kernels(CUBIN).unwrap();
    let mut names: Vec<_> = kernels.iter().map(|k| k.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["_Z5storeIdEvPT_s", "_Z6gatherPKfPfi5Shapecd", "_Z7nothingv"]);
    let gather = kernels.iter().find(|k| k.name.contains("gather")).unwrap();
    let params: Vec<_> = gather.params.iter().map(|p| (p.offset, p.size)).collect();
    assert_eq!(params, [(0, 8), (8, 8), (16, 4), (24, 24), (48, 1), (56, 8)]);
    assert_eq!((gather.param_bytes, gather.max_threads), (64, Some([256, 1, 1])));
    assert!(kernels.iter().any(|k| k.name == "_Z7nothingv" && k.params.is_empty()));
}

#[test]
fn cubin_and_ptx_agree_on_the_layout() {
    let outline = ptx::signature::scan(PTX).unwrap();
    for kernel in cubin::kernels(CUBIN).unwrap() {
        let same = outline.kernels.iter().find(|k| k.name == kernel.name).unwrap();
        let layout: Vec<_> = same.params.iter().map(|p| (p.offset, p.size)).collect();
        assert_eq!(layout, kernel.params.iter().map(|p| (p.offset, p.size)).collect::<Vec<_>>());
        assert_eq!(same.max_threads, kernel.max_threads);
    }
}

#[test]
fn a_host_program_is_no_cubin() {
    let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    assert_eq!(cubin::kernels(&own), Err(CubinError::Machine(62)));
    assert!(matches!(cubin::kernels(PTX), Err(CubinError::Elf(_))));
}

/// `image_extent` of exactly these bytes.
fn extent(bytes: &[u8]) -> Result<(ImageKind, usize), ExtentError> {
    // SAFETY: every caller passes a whole image.
    unsafe { image_extent(bytes.as_ptr()) }.map(|e| (e.kind, e.len))
}

#[test]
fn an_image_tells_its_own_length() {
    assert_eq!(extent(PLAIN), Ok((ImageKind::Fatbin, PLAIN.len())));
    assert_eq!(extent(CUBIN), Ok((ImageKind::Elf, CUBIN.len())));
    let mut text = PTX.to_vec();
    text.push(0);
    assert_eq!(extent(&text), Ok((ImageKind::Ptx, PTX.len())));
    // A text that starts like a magic number and ends before its fourth byte.
    assert_eq!(extent(b"P\0"), Ok((ImageKind::Ptx, 1)));
    assert_eq!(extent(b"\0"), Err(ExtentError::Unknown(0)));
    // SAFETY: NULL is allowed.
    assert_eq!(unsafe { image_extent(std::ptr::null()) }, Err(ExtentError::Null));
}

#[test]
fn a_wrapper_leads_to_its_fatbins() {
    let list = [PLAIN.as_ptr(), ZSTD.as_ptr(), std::ptr::null()];
    let wrapper = |version: u32, data: *const u8, list: *const *const u8| {
        let mut bytes = [0u8; 24];
        bytes[..4].copy_from_slice(&0x4662_43B1u32.to_le_bytes());
        bytes[4..8].copy_from_slice(&version.to_le_bytes());
        bytes[8..16].copy_from_slice(&(data as u64).to_le_bytes());
        bytes[16..].copy_from_slice(&(list as u64).to_le_bytes());
        bytes
    };
    let one = wrapper(1, LZ4.as_ptr(), std::ptr::null());
    let many = wrapper(2, std::ptr::null(), list.as_ptr());
    let odd = wrapper(3, LZ4.as_ptr(), std::ptr::null());
    let nowhere = wrapper(1, std::ptr::null(), std::ptr::null());
    assert_eq!(extent(&one), Ok((ImageKind::Wrapper, 24)));
    // SAFETY: the wrappers point to whole fatbins, or to nothing.
    unsafe {
        assert_eq!(wrapper_fatbins(one.as_ptr()).unwrap(), [LZ4]);
        assert_eq!(wrapper_fatbins(many.as_ptr()).unwrap(), [PLAIN, ZSTD]);
        assert_eq!(wrapper_fatbins(odd.as_ptr()), Err(ExtentError::Wrapper(3)));
        assert_eq!(wrapper_fatbins(nowhere.as_ptr()), Err(ExtentError::Wrapper(1)));
    }
}

/// Walks everything that a guest or worker would; what it returns is not the point.
fn walk(bytes: &[u8]) {
    if let Ok(fatbin) = Fatbin::parse(bytes) {
        let sound: Vec<_> = fatbin.entries().take_while(Result::is_ok).flatten().collect();
        for entry in &sound {
            if let Ok(payload) = entry.payload(1 << 20) {
                let _ = cubin::kernels(&payload);
            }
        }
        let _ = select(&sound, (9, 0), true);
    }
    let _ = cubin::kernels(bytes);
    let _ = ptx::signature::scan(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_damage_panics(which in 0usize..5, cut in any::<prop::sample::Index>(), spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)) {
        let mut bytes = [PLAIN, LZ4, ZSTD, CUBIN, PTX][which].to_vec();
        for (spot, value) in &spots {
            let at = spot.index(bytes.len());
            bytes[at] = *value;
        }
        walk(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        walk(&bytes);
    }

    #[test]
    fn no_damaged_header_panics(which in 0usize..4, spots in prop::collection::vec((0usize..160, any::<u8>()), 1..8)) {
        let mut bytes = [PLAIN, LZ4, ZSTD, CUBIN][which].to_vec();
        for (at, value) in spots {
            bytes[at] = value;
        }
        walk(&bytes);
    }
}
