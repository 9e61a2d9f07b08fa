//! Golden frames: what each row of the table of calls looked like in a released version, so that an older guest keeps working with a
//! newer host. A line that no longer fits is a broken promise; a row without a line is new, and the failure says which line to add.

use std::collections::BTreeMap;

use wire::*;

const GOLDEN: &str = include_str!("golden/0.1.txt");

/// A value that shows where each of its bytes goes.
trait Sample: Sized {
    fn sample() -> Self;
}

macro_rules! samples {
    ($($ty:ty = $value:expr),* $(,)?) => { $(
        impl Sample for $ty {
            fn sample() -> Self {
                $value
            }
        }
    )* };
}

samples! {
    u32 = 0x0403_0201,
    u64 = 0x0807_0605_0403_0201,
    i32 = -2,
    ContextId = ContextId(0x1111_0001),
    StreamId = StreamId(0x2222_0002),
    EventId = EventId(0x3333_0003),
    ModuleId = ModuleId(0x4444_0004),
    FunctionId = FunctionId(0x5555_0005),
    BlobId = BlobId(0x6666_0006),
    MemoryId = MemoryId(0x7777_0007),
    PoolId = PoolId(0x8888_0008),
    ArrayId = ArrayId(0x9999_0009),
    GraphId = GraphId(0xaaaa_000a),
    ArrayDescription =
        ArrayDescription { width: 1, height: 2, depth: 3, format: 4, channels: 5, flags: 6, levels: 7 },
    ArrayBox = ArrayBox { level: 1, is_target: 0, x: 2, y: 3, z: 4, width: 5, height: 6, depth: 7 },
    Rows = Rows { address: 1, pitch: 2, height: 3 },
    TextureResource = TextureResource {
        kind: 1, array: 2, first_level: 3, last_level: 4, first_layer: 5, last_layer: 6,
        format: 7, channels: 8, address: 9, width: 10, height: 11, pitch: 12,
    },
    TextureSampling = TextureSampling {
        beyond: 1, filter: 2, flags: 3, anisotropy: 4, bias: 5, least: 6, most: 7, red: 8, green: 9, blue: 10, alpha: 11,
    },
    ShareKey = ShareKey(std::array::from_fn(|index| index as u8)),
    Place = Place { kind: 1, id: -2 },
    MemoryProperties = MemoryProperties { kind: 1, handle_types: 2, place_kind: 3, place_id: 4, flags: 5 },
    ImageKind = ImageKind::Ptx,
    Staged = Staged { offset: 0x10, length: 0x20 },
    LaunchShape = LaunchShape { grid: [1, 2, 3], block: [4, 5, 6], shared_bytes: 7, flags: 0 },
    &'static [u8] = &[0xaa, 0xbb, 0xcc],
    &'static str = "name",
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hexadecimal"))
        .collect()
}

macro_rules! check {
    ($( $(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty
        = [ $($carries:ident),* ] ; )*) => {
        /// Number and name of each row, and the body of a sample call.
        fn encoded() -> BTreeMap<u16, (&'static str, String)> {
            let mut all = BTreeMap::new();
            $(
                #[allow(unused_mut, reason = "calls without arguments write none")]
                let mut body = Writer::new();
                $( Encode::encode(<$ty as Sample>::sample(), &mut body); let _ = stringify!($arg); )*
                all.insert($number, (stringify!($name), hex(&body.parts().concat())));
            )*
            all
        }

        /// Whether a body decodes to the sample's arguments, by encoding them again.
        fn survives(number: u16, golden: &[u8]) -> Result<bool, DecodeError> {
            #[allow(unused_variables, unused_mut, reason = "calls without arguments read none")]
            let mut reader = Reader::new(golden);
            match number {
                $( $number => {
                    #[allow(unused_mut, reason = "as above")]
                    let mut body = Writer::new();
                    $( let $arg = <$ty as Decode>::decode(&mut reader)?; )*
                    $( Encode::encode($arg, &mut body); )*
                    Ok(body.parts().concat() == golden)
                } )*
                _ => Ok(false),
            }
        }
    };
}
// The table writes types without lifetimes; in these functions they are the samples', which live for ever.
cuda_abi::for_each_call!(check);

fn golden() -> BTreeMap<u16, (&'static str, &'static str)> {
    let line = |line: &'static str| {
        let mut words = line.split(' ');
        let number = words.next().expect("number").parse().expect("a number");
        (number, (words.next().expect("name"), words.next().unwrap_or_default()))
    };
    GOLDEN.lines().filter(|text| !text.starts_with('#')).map(line).collect()
}

#[test]
fn every_row_is_written_as_it_was_released() {
    let released = golden();
    let differing: Vec<String> = encoded()
        .into_iter()
        .filter(|(number, (name, body))| released.get(number) != Some(&(name, body.as_str())))
        .map(|(number, (name, body))| format!("{number} {name} {body}"))
        .collect();
    assert!(differing.is_empty(), "golden/0.1.txt differs in these lines:\n{}", differing.join("\n"));
}

#[test]
fn every_released_frame_still_means_what_it_meant() {
    for (number, (name, body)) in golden() {
        assert_eq!(survives(number, &bytes(body)), Ok(true), "{number} {name}");
    }
}

#[test]
fn a_frame_cut_short_is_refused() {
    for (number, (name, body)) in golden() {
        let body = bytes(body);
        if let Some(short) = body.len().checked_sub(1) {
            assert!(
                matches!(survives(number, &body[..short]), Err(DecodeError::Short { .. })),
                "{number} {name}"
            );
        }
    }
}
