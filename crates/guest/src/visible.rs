//! CUDA_VISIBLE_DEVICES: which of the host's devices the program sees, and in what order.
//!
//! The rules are the CUDA C++ Programming Guide's, "CUDA Environment Variables": a list of ordinals or UUIDs (a unique beginning
//! suffices); the first entry that names no device ends it; a device named twice makes the list empty.

use wire::DeviceDescription;

/// The ordinals of the visible devices.
pub fn select(all: &[DeviceDescription]) -> Vec<usize> {
    match std::env::var("CUDA_VISIBLE_DEVICES") {
        Ok(list) => chosen(&list, all),
        Err(_) => (0..all.len()).collect(),
    }
}

fn chosen(list: &str, all: &[DeviceDescription]) -> Vec<usize> {
    let mut picked = Vec::new();
    for entry in list.split(',') {
        let Some(ordinal) = named(entry.trim(), all) else { break };
        if picked.contains(&ordinal) {
            return Vec::new();
        }
        picked.push(ordinal);
    }
    picked
}

fn named(entry: &str, all: &[DeviceDescription]) -> Option<usize> {
    if entry.starts_with("GPU-") {
        let mut matching =
            all.iter().enumerate().filter(|(_, device)| uuid_text(&device.uuid).starts_with(entry));
        return match (matching.next(), matching.next()) {
            (Some((ordinal, _)), None) => Some(ordinal),
            _ => None,
        };
    }
    let ordinal: usize = entry.parse().ok()?;
    (ordinal < all.len()).then_some(ordinal)
}

/// A UUID as nvidia-smi writes it.
pub fn uuid_text(uuid: &[u8; 16]) -> String {
    let hex: String = uuid.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("GPU-{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<DeviceDescription> {
        (0..3).map(|n| DeviceDescription { uuid: [n; 16], ..Default::default() }).collect()
    }

    #[test]
    fn the_first_entry_that_names_no_device_ends_the_list() {
        assert_eq!(chosen("2,0", &three()), [2, 0]);
        assert_eq!(chosen("1,-1,2", &three()), [1]);
        assert_eq!(chosen("1,7,2", &three()), [1]);
        assert!(chosen("-1", &three()).is_empty());
        assert!(chosen("", &three()).is_empty());
        assert!(chosen("NoDevFiles", &three()).is_empty());
    }

    #[test]
    fn a_device_named_twice_hides_all() {
        assert!(chosen("1,1", &three()).is_empty());
    }

    #[test]
    fn a_unique_beginning_of_a_uuid_names_a_device() {
        assert_eq!(chosen("GPU-02020202,0", &three()), [2, 0]);
        assert!(chosen("GPU-", &three()).is_empty());
        assert_eq!(uuid_text(&[1; 16]), "GPU-01010101-0101-0101-0101-010101010101");
    }
}
