//! CUDA_VISIBLE_DEVICES: which of the host's devices the program sees, and in what order.
//!
//! The rules are the CUDA C++ Programming Guide's, "CUDA Environment Variables": a list of ordinals or UUIDs (a unique beginning
//! suffices); the first entry that names no device ends it; a device named twice makes the list empty.

use wire::DeviceDescription;

/// The ordinals of the visible devices. CUDA_DEVICE_ORDER=PCI_BUS_ID numbers them by their places on the bus; otherwise the host's
/// order is theirs.
pub fn select(all: &[DeviceDescription]) -> Vec<usize> {
    let by_bus = std::env::var("CUDA_DEVICE_ORDER").is_ok_and(|order| order == "PCI_BUS_ID");
    let order = ordered(all, by_bus);
    match std::env::var("CUDA_VISIBLE_DEVICES") {
        Ok(list) => {
            let all: Vec<_> = order.iter().map(|ordinal| all[*ordinal].clone()).collect();
            chosen(&list, &all).into_iter().map(|index| order[index]).collect()
        }
        Err(_) => order,
    }
}

fn ordered(all: &[DeviceDescription], by_bus: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    if by_bus {
        order.sort_by_key(|ordinal| all[*ordinal].pci);
    }
    order
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
    fn devices_are_numbered_by_their_places_on_the_bus_on_demand() {
        let all: Vec<_> = [7, 3, 5]
            .map(|bus| DeviceDescription { pci: [0, bus, 0], ..Default::default() })
            .into_iter()
            .collect();
        assert_eq!(ordered(&all, false), [0, 1, 2]);
        assert_eq!(ordered(&all, true), [1, 2, 0]);
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
