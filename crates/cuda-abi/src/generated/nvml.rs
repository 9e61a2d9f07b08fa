//! Types, constants and enums of NVML's C interface, with checks of their layout.
//!
//! Made by `cargo xtask generate`; changes go there.

pub const NVML_API_VERSION: u32 = 12;
pub const NVML_API_VERSION_STR: &[u8; 3] = b"12\0";
pub const NVML_VALUE_NOT_AVAILABLE: i32 = -1;
pub const NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE: u32 = 32;
pub const NVML_DEVICE_PCI_BUS_ID_BUFFER_V2_SIZE: u32 = 16;
pub const NVML_DEVICE_PCI_BUS_ID_LEGACY_FMT: &[u8; 17] = b"%04X:%02X:%02X.0\0";
pub const NVML_DEVICE_PCI_BUS_ID_FMT: &[u8; 17] = b"%08X:%02X:%02X.0\0";
pub const NVML_NVLINK_MAX_LINKS: u32 = 18;
pub const NVML_MAX_PHYSICAL_BRIDGE: u32 = 128;
pub const NVML_MAX_THERMAL_SENSORS_PER_GPU: u32 = 3;
pub const NVML_DEVICE_UUID_ASCII_LEN: u32 = 41;
pub const NVML_DEVICE_UUID_BINARY_LEN: u32 = 16;
pub const nvmlFlagDefault: u32 = 0;
pub const nvmlFlagForce: u32 = 1;
pub const NVML_MAX_GPU_PERF_PSTATES: u32 = 16;
pub const NVML_PERF_MODES_BUFFER_SIZE: u32 = 2048;
pub const NVML_GSP_FIRMWARE_VERSION_BUF_SIZE: u32 = 64;
pub const NVML_DEVICE_ARCH_KEPLER: u32 = 2;
pub const NVML_DEVICE_ARCH_MAXWELL: u32 = 3;
pub const NVML_DEVICE_ARCH_PASCAL: u32 = 4;
pub const NVML_DEVICE_ARCH_VOLTA: u32 = 5;
pub const NVML_DEVICE_ARCH_TURING: u32 = 6;
pub const NVML_DEVICE_ARCH_AMPERE: u32 = 7;
pub const NVML_DEVICE_ARCH_ADA: u32 = 8;
pub const NVML_DEVICE_ARCH_HOPPER: u32 = 9;
pub const NVML_DEVICE_ARCH_BLACKWELL: u32 = 10;
pub const NVML_DEVICE_ARCH_T23X: u32 = 11;
pub const NVML_DEVICE_ARCH_UNKNOWN: u32 = 4294967295;
pub const NVML_BUS_TYPE_UNKNOWN: u32 = 0;
pub const NVML_BUS_TYPE_PCI: u32 = 1;
pub const NVML_BUS_TYPE_PCIE: u32 = 2;
pub const NVML_BUS_TYPE_FPCI: u32 = 3;
pub const NVML_BUS_TYPE_AGP: u32 = 4;
pub const NVML_FAN_POLICY_TEMPERATURE_CONTINOUS_SW: u32 = 0;
pub const NVML_FAN_POLICY_MANUAL: u32 = 1;
pub const NVML_POWER_SOURCE_AC: u32 = 0;
pub const NVML_POWER_SOURCE_BATTERY: u32 = 1;
pub const NVML_POWER_SOURCE_UNDERSIZED: u32 = 2;
pub const NVML_PCIE_LINK_MAX_SPEED_INVALID: u32 = 0;
pub const NVML_PCIE_LINK_MAX_SPEED_2500MBPS: u32 = 1;
pub const NVML_PCIE_LINK_MAX_SPEED_5000MBPS: u32 = 2;
pub const NVML_PCIE_LINK_MAX_SPEED_8000MBPS: u32 = 3;
pub const NVML_PCIE_LINK_MAX_SPEED_16000MBPS: u32 = 4;
pub const NVML_PCIE_LINK_MAX_SPEED_32000MBPS: u32 = 5;
pub const NVML_PCIE_LINK_MAX_SPEED_64000MBPS: u32 = 6;
pub const NVML_ADAPTIVE_CLOCKING_INFO_STATUS_DISABLED: u32 = 0;
pub const NVML_ADAPTIVE_CLOCKING_INFO_STATUS_ENABLED: u32 = 1;
pub const NVML_MAX_GPU_UTILIZATIONS: u32 = 8;
pub const NVML_PCIE_ATOMICS_CAP_FETCHADD32: u32 = 1;
pub const NVML_PCIE_ATOMICS_CAP_FETCHADD64: u32 = 2;
pub const NVML_PCIE_ATOMICS_CAP_SWAP32: u32 = 4;
pub const NVML_PCIE_ATOMICS_CAP_SWAP64: u32 = 8;
pub const NVML_PCIE_ATOMICS_CAP_CAS32: u32 = 16;
pub const NVML_PCIE_ATOMICS_CAP_CAS64: u32 = 32;
pub const NVML_PCIE_ATOMICS_CAP_CAS128: u32 = 64;
pub const NVML_PCIE_ATOMICS_OPS_MAX: u32 = 7;
pub const NVML_POWER_SCOPE_GPU: u32 = 0;
pub const NVML_POWER_SCOPE_MODULE: u32 = 1;
pub const NVML_POWER_SCOPE_MEMORY: u32 = 2;
pub const NVML_GRID_LICENSE_EXPIRY_NOT_AVAILABLE: u32 = 0;
pub const NVML_GRID_LICENSE_EXPIRY_INVALID: u32 = 1;
pub const NVML_GRID_LICENSE_EXPIRY_VALID: u32 = 2;
pub const NVML_GRID_LICENSE_EXPIRY_NOT_APPLICABLE: u32 = 3;
pub const NVML_GRID_LICENSE_EXPIRY_PERMANENT: u32 = 4;
pub const NVML_GRID_LICENSE_BUFFER_SIZE: u32 = 128;
pub const NVML_VGPU_NAME_BUFFER_SIZE: u32 = 64;
pub const NVML_GRID_LICENSE_FEATURE_MAX_COUNT: u32 = 3;
pub const NVML_INVALID_VGPU_PLACEMENT_ID: u32 = 65535;
pub const NVML_VGPU_VIRTUALIZATION_CAP_MIGRATION_NO: u32 = 0;
pub const NVML_VGPU_VIRTUALIZATION_CAP_MIGRATION_YES: u32 = 1;
pub const NVML_VGPU_PGPU_VIRTUALIZATION_CAP_MIGRATION_NO: u32 = 0;
pub const NVML_VGPU_PGPU_VIRTUALIZATION_CAP_MIGRATION_YES: u32 = 1;
pub const NVML_VGPU_PGPU_HETEROGENEOUS_MODE: u32 = 0;
pub const NVML_VGPU_PGPU_HOMOGENEOUS_MODE: u32 = 1;
pub const NVML_VGPU_SCHEDULER_POLICY_UNKNOWN: u32 = 0;
pub const NVML_VGPU_SCHEDULER_POLICY_BEST_EFFORT: u32 = 1;
pub const NVML_VGPU_SCHEDULER_POLICY_EQUAL_SHARE: u32 = 2;
pub const NVML_VGPU_SCHEDULER_POLICY_FIXED_SHARE: u32 = 3;
pub const NVML_SUPPORTED_VGPU_SCHEDULER_POLICY_COUNT: u32 = 3;
pub const NVML_SCHEDULER_SW_MAX_LOG_ENTRIES: u32 = 200;
pub const NVML_VGPU_SCHEDULER_ARR_DEFAULT: u32 = 0;
pub const NVML_VGPU_SCHEDULER_ARR_DISABLE: u32 = 1;
pub const NVML_VGPU_SCHEDULER_ARR_ENABLE: u32 = 2;
pub const NVML_VGPU_SCHEDULER_ENGINE_TYPE_GRAPHICS: u32 = 1;
pub const NVML_GRID_LICENSE_STATE_UNKNOWN: u32 = 0;
pub const NVML_GRID_LICENSE_STATE_UNINITIALIZED: u32 = 1;
pub const NVML_GRID_LICENSE_STATE_UNLICENSED_UNRESTRICTED: u32 = 2;
pub const NVML_GRID_LICENSE_STATE_UNLICENSED_RESTRICTED: u32 = 3;
pub const NVML_GRID_LICENSE_STATE_UNLICENSED: u32 = 4;
pub const NVML_GRID_LICENSE_STATE_LICENSED: u32 = 5;
pub const NVML_FI_DEV_ECC_CURRENT: u32 = 1;
pub const NVML_FI_DEV_ECC_PENDING: u32 = 2;
pub const NVML_FI_DEV_ECC_SBE_VOL_TOTAL: u32 = 3;
pub const NVML_FI_DEV_ECC_DBE_VOL_TOTAL: u32 = 4;
pub const NVML_FI_DEV_ECC_SBE_AGG_TOTAL: u32 = 5;
pub const NVML_FI_DEV_ECC_DBE_AGG_TOTAL: u32 = 6;
pub const NVML_FI_DEV_ECC_SBE_VOL_L1: u32 = 7;
pub const NVML_FI_DEV_ECC_DBE_VOL_L1: u32 = 8;
pub const NVML_FI_DEV_ECC_SBE_VOL_L2: u32 = 9;
pub const NVML_FI_DEV_ECC_DBE_VOL_L2: u32 = 10;
pub const NVML_FI_DEV_ECC_SBE_VOL_DEV: u32 = 11;
pub const NVML_FI_DEV_ECC_DBE_VOL_DEV: u32 = 12;
pub const NVML_FI_DEV_ECC_SBE_VOL_REG: u32 = 13;
pub const NVML_FI_DEV_ECC_DBE_VOL_REG: u32 = 14;
pub const NVML_FI_DEV_ECC_SBE_VOL_TEX: u32 = 15;
pub const NVML_FI_DEV_ECC_DBE_VOL_TEX: u32 = 16;
pub const NVML_FI_DEV_ECC_DBE_VOL_CBU: u32 = 17;
pub const NVML_FI_DEV_ECC_SBE_AGG_L1: u32 = 18;
pub const NVML_FI_DEV_ECC_DBE_AGG_L1: u32 = 19;
pub const NVML_FI_DEV_ECC_SBE_AGG_L2: u32 = 20;
pub const NVML_FI_DEV_ECC_DBE_AGG_L2: u32 = 21;
pub const NVML_FI_DEV_ECC_SBE_AGG_DEV: u32 = 22;
pub const NVML_FI_DEV_ECC_DBE_AGG_DEV: u32 = 23;
pub const NVML_FI_DEV_ECC_SBE_AGG_REG: u32 = 24;
pub const NVML_FI_DEV_ECC_DBE_AGG_REG: u32 = 25;
pub const NVML_FI_DEV_ECC_SBE_AGG_TEX: u32 = 26;
pub const NVML_FI_DEV_ECC_DBE_AGG_TEX: u32 = 27;
pub const NVML_FI_DEV_ECC_DBE_AGG_CBU: u32 = 28;
pub const NVML_FI_DEV_RETIRED_SBE: u32 = 29;
pub const NVML_FI_DEV_RETIRED_DBE: u32 = 30;
pub const NVML_FI_DEV_RETIRED_PENDING: u32 = 31;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L0: u32 = 32;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L1: u32 = 33;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L2: u32 = 34;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L3: u32 = 35;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L4: u32 = 36;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L5: u32 = 37;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL: u32 = 38;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L0: u32 = 39;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L1: u32 = 40;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L2: u32 = 41;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L3: u32 = 42;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L4: u32 = 43;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L5: u32 = 44;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL: u32 = 45;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L0: u32 = 46;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L1: u32 = 47;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L2: u32 = 48;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L3: u32 = 49;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L4: u32 = 50;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L5: u32 = 51;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL: u32 = 52;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L0: u32 = 53;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L1: u32 = 54;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L2: u32 = 55;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L3: u32 = 56;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L4: u32 = 57;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L5: u32 = 58;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL: u32 = 59;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L0: u32 = 60;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L1: u32 = 61;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L2: u32 = 62;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L3: u32 = 63;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L4: u32 = 64;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L5: u32 = 65;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_TOTAL: u32 = 66;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L0: u32 = 67;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L1: u32 = 68;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L2: u32 = 69;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L3: u32 = 70;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L4: u32 = 71;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L5: u32 = 72;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_TOTAL: u32 = 73;
pub const NVML_FI_DEV_PERF_POLICY_POWER: u32 = 74;
pub const NVML_FI_DEV_PERF_POLICY_THERMAL: u32 = 75;
pub const NVML_FI_DEV_PERF_POLICY_SYNC_BOOST: u32 = 76;
pub const NVML_FI_DEV_PERF_POLICY_BOARD_LIMIT: u32 = 77;
pub const NVML_FI_DEV_PERF_POLICY_LOW_UTILIZATION: u32 = 78;
pub const NVML_FI_DEV_PERF_POLICY_RELIABILITY: u32 = 79;
pub const NVML_FI_DEV_PERF_POLICY_TOTAL_APP_CLOCKS: u32 = 80;
pub const NVML_FI_DEV_PERF_POLICY_TOTAL_BASE_CLOCKS: u32 = 81;
pub const NVML_FI_DEV_MEMORY_TEMP: u32 = 82;
pub const NVML_FI_DEV_TOTAL_ENERGY_CONSUMPTION: u32 = 83;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L0: u32 = 84;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L1: u32 = 85;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L2: u32 = 86;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L3: u32 = 87;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L4: u32 = 88;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L5: u32 = 89;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_COMMON: u32 = 90;
pub const NVML_FI_DEV_NVLINK_LINK_COUNT: u32 = 91;
pub const NVML_FI_DEV_RETIRED_PENDING_SBE: u32 = 92;
pub const NVML_FI_DEV_RETIRED_PENDING_DBE: u32 = 93;
pub const NVML_FI_DEV_PCIE_REPLAY_COUNTER: u32 = 94;
pub const NVML_FI_DEV_PCIE_REPLAY_ROLLOVER_COUNTER: u32 = 95;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L6: u32 = 96;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L7: u32 = 97;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L8: u32 = 98;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L9: u32 = 99;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L10: u32 = 100;
pub const NVML_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_L11: u32 = 101;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L6: u32 = 102;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L7: u32 = 103;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L8: u32 = 104;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L9: u32 = 105;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L10: u32 = 106;
pub const NVML_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_L11: u32 = 107;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L6: u32 = 108;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L7: u32 = 109;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L8: u32 = 110;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L9: u32 = 111;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L10: u32 = 112;
pub const NVML_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_L11: u32 = 113;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L6: u32 = 114;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L7: u32 = 115;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L8: u32 = 116;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L9: u32 = 117;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L10: u32 = 118;
pub const NVML_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_L11: u32 = 119;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L6: u32 = 120;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L7: u32 = 121;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L8: u32 = 122;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L9: u32 = 123;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L10: u32 = 124;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C0_L11: u32 = 125;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L6: u32 = 126;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L7: u32 = 127;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L8: u32 = 128;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L9: u32 = 129;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L10: u32 = 130;
pub const NVML_FI_DEV_NVLINK_BANDWIDTH_C1_L11: u32 = 131;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L6: u32 = 132;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L7: u32 = 133;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L8: u32 = 134;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L9: u32 = 135;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L10: u32 = 136;
pub const NVML_FI_DEV_NVLINK_SPEED_MBPS_L11: u32 = 137;
pub const NVML_FI_DEV_NVLINK_THROUGHPUT_DATA_TX: u32 = 138;
pub const NVML_FI_DEV_NVLINK_THROUGHPUT_DATA_RX: u32 = 139;
pub const NVML_FI_DEV_NVLINK_THROUGHPUT_RAW_TX: u32 = 140;
pub const NVML_FI_DEV_NVLINK_THROUGHPUT_RAW_RX: u32 = 141;
pub const NVML_FI_DEV_REMAPPED_COR: u32 = 142;
pub const NVML_FI_DEV_REMAPPED_UNC: u32 = 143;
pub const NVML_FI_DEV_REMAPPED_PENDING: u32 = 144;
pub const NVML_FI_DEV_REMAPPED_FAILURE: u32 = 145;
pub const NVML_FI_DEV_NVLINK_REMOTE_NVLINK_ID: u32 = 146;
pub const NVML_FI_DEV_NVSWITCH_CONNECTED_LINK_COUNT: u32 = 147;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L0: u32 = 148;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L1: u32 = 149;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L2: u32 = 150;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L3: u32 = 151;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L4: u32 = 152;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L5: u32 = 153;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L6: u32 = 154;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L7: u32 = 155;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L8: u32 = 156;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L9: u32 = 157;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L10: u32 = 158;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_L11: u32 = 159;
pub const NVML_FI_DEV_NVLINK_ECC_DATA_ERROR_COUNT_TOTAL: u32 = 160;
pub const NVML_FI_DEV_NVLINK_ERROR_DL_REPLAY: u32 = 161;
pub const NVML_FI_DEV_NVLINK_ERROR_DL_RECOVERY: u32 = 162;
pub const NVML_FI_DEV_NVLINK_ERROR_DL_CRC: u32 = 163;
pub const NVML_FI_DEV_NVLINK_GET_SPEED: u32 = 164;
pub const NVML_FI_DEV_NVLINK_GET_STATE: u32 = 165;
pub const NVML_FI_DEV_NVLINK_GET_VERSION: u32 = 166;
pub const NVML_FI_DEV_NVLINK_GET_POWER_STATE: u32 = 167;
pub const NVML_FI_DEV_NVLINK_GET_POWER_THRESHOLD: u32 = 168;
pub const NVML_FI_DEV_PCIE_L0_TO_RECOVERY_COUNTER: u32 = 169;
pub const NVML_FI_DEV_C2C_LINK_COUNT: u32 = 170;
pub const NVML_FI_DEV_C2C_LINK_GET_STATUS: u32 = 171;
pub const NVML_FI_DEV_C2C_LINK_GET_MAX_BW: u32 = 172;
pub const NVML_FI_DEV_PCIE_COUNT_CORRECTABLE_ERRORS: u32 = 173;
pub const NVML_FI_DEV_PCIE_COUNT_NAKS_RECEIVED: u32 = 174;
pub const NVML_FI_DEV_PCIE_COUNT_RECEIVER_ERROR: u32 = 175;
pub const NVML_FI_DEV_PCIE_COUNT_BAD_TLP: u32 = 176;
pub const NVML_FI_DEV_PCIE_COUNT_NAKS_SENT: u32 = 177;
pub const NVML_FI_DEV_PCIE_COUNT_BAD_DLLP: u32 = 178;
pub const NVML_FI_DEV_PCIE_COUNT_NON_FATAL_ERROR: u32 = 179;
pub const NVML_FI_DEV_PCIE_COUNT_FATAL_ERROR: u32 = 180;
pub const NVML_FI_DEV_PCIE_COUNT_UNSUPPORTED_REQ: u32 = 181;
pub const NVML_FI_DEV_PCIE_COUNT_LCRC_ERROR: u32 = 182;
pub const NVML_FI_DEV_PCIE_COUNT_LANE_ERROR: u32 = 183;
pub const NVML_FI_DEV_IS_RESETLESS_MIG_SUPPORTED: u32 = 184;
pub const NVML_FI_DEV_POWER_AVERAGE: u32 = 185;
pub const NVML_FI_DEV_POWER_INSTANT: u32 = 186;
pub const NVML_FI_DEV_POWER_MIN_LIMIT: u32 = 187;
pub const NVML_FI_DEV_POWER_MAX_LIMIT: u32 = 188;
pub const NVML_FI_DEV_POWER_DEFAULT_LIMIT: u32 = 189;
pub const NVML_FI_DEV_POWER_CURRENT_LIMIT: u32 = 190;
pub const NVML_FI_DEV_ENERGY: u32 = 191;
pub const NVML_FI_DEV_POWER_REQUESTED_LIMIT: u32 = 192;
pub const NVML_FI_DEV_TEMPERATURE_SHUTDOWN_TLIMIT: u32 = 193;
pub const NVML_FI_DEV_TEMPERATURE_SLOWDOWN_TLIMIT: u32 = 194;
pub const NVML_FI_DEV_TEMPERATURE_MEM_MAX_TLIMIT: u32 = 195;
pub const NVML_FI_DEV_TEMPERATURE_GPU_MAX_TLIMIT: u32 = 196;
pub const NVML_FI_DEV_PCIE_COUNT_TX_BYTES: u32 = 197;
pub const NVML_FI_DEV_PCIE_COUNT_RX_BYTES: u32 = 198;
pub const NVML_FI_DEV_IS_MIG_MODE_INDEPENDENT_MIG_QUERY_CAPABLE: u32 = 199;
pub const NVML_FI_DEV_NVLINK_GET_POWER_THRESHOLD_MAX: u32 = 200;
pub const NVML_FI_DEV_NVLINK_COUNT_XMIT_PACKETS: u32 = 201;
pub const NVML_FI_DEV_NVLINK_COUNT_XMIT_BYTES: u32 = 202;
pub const NVML_FI_DEV_NVLINK_COUNT_RCV_PACKETS: u32 = 203;
pub const NVML_FI_DEV_NVLINK_COUNT_RCV_BYTES: u32 = 204;
pub const NVML_FI_DEV_NVLINK_COUNT_VL15_DROPPED: u32 = 205;
pub const NVML_FI_DEV_NVLINK_COUNT_MALFORMED_PACKET_ERRORS: u32 = 206;
pub const NVML_FI_DEV_NVLINK_COUNT_BUFFER_OVERRUN_ERRORS: u32 = 207;
pub const NVML_FI_DEV_NVLINK_COUNT_RCV_ERRORS: u32 = 208;
pub const NVML_FI_DEV_NVLINK_COUNT_RCV_REMOTE_ERRORS: u32 = 209;
pub const NVML_FI_DEV_NVLINK_COUNT_RCV_GENERAL_ERRORS: u32 = 210;
pub const NVML_FI_DEV_NVLINK_COUNT_LOCAL_LINK_INTEGRITY_ERRORS: u32 = 211;
pub const NVML_FI_DEV_NVLINK_COUNT_XMIT_DISCARDS: u32 = 212;
pub const NVML_FI_DEV_NVLINK_COUNT_LINK_RECOVERY_SUCCESSFUL_EVENTS: u32 = 213;
pub const NVML_FI_DEV_NVLINK_COUNT_LINK_RECOVERY_FAILED_EVENTS: u32 = 214;
pub const NVML_FI_DEV_NVLINK_COUNT_LINK_RECOVERY_EVENTS: u32 = 215;
pub const NVML_FI_DEV_NVLINK_COUNT_RAW_BER_LANE0: u32 = 216;
pub const NVML_FI_DEV_NVLINK_COUNT_RAW_BER_LANE1: u32 = 217;
pub const NVML_FI_DEV_NVLINK_COUNT_RAW_BER: u32 = 218;
pub const NVML_FI_DEV_NVLINK_COUNT_EFFECTIVE_ERRORS: u32 = 219;
pub const NVML_FI_DEV_NVLINK_COUNT_EFFECTIVE_BER: u32 = 220;
pub const NVML_FI_DEV_NVLINK_COUNT_SYMBOL_ERRORS: u32 = 221;
pub const NVML_FI_DEV_NVLINK_COUNT_SYMBOL_BER: u32 = 222;
pub const NVML_FI_DEV_NVLINK_GET_POWER_THRESHOLD_MIN: u32 = 223;
pub const NVML_FI_DEV_NVLINK_GET_POWER_THRESHOLD_UNITS: u32 = 224;
pub const NVML_FI_DEV_NVLINK_GET_POWER_THRESHOLD_SUPPORTED: u32 = 225;
pub const NVML_FI_DEV_RESET_STATUS: u32 = 226;
pub const NVML_FI_DEV_DRAIN_AND_RESET_STATUS: u32 = 227;
pub const NVML_FI_DEV_PCIE_OUTBOUND_ATOMICS_MASK: u32 = 228;
pub const NVML_FI_DEV_PCIE_INBOUND_ATOMICS_MASK: u32 = 229;
pub const NVML_FI_DEV_GET_GPU_RECOVERY_ACTION: u32 = 230;
pub const NVML_FI_DEV_C2C_LINK_ERROR_INTR: u32 = 231;
pub const NVML_FI_DEV_C2C_LINK_ERROR_REPLAY: u32 = 232;
pub const NVML_FI_DEV_C2C_LINK_ERROR_REPLAY_B2B: u32 = 233;
pub const NVML_FI_DEV_C2C_LINK_POWER_STATE: u32 = 234;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_0: u32 = 235;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_1: u32 = 236;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_2: u32 = 237;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_3: u32 = 238;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_4: u32 = 239;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_5: u32 = 240;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_6: u32 = 241;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_7: u32 = 242;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_8: u32 = 243;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_9: u32 = 244;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_10: u32 = 245;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_11: u32 = 246;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_12: u32 = 247;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_13: u32 = 248;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_14: u32 = 249;
pub const NVML_FI_DEV_NVLINK_COUNT_FEC_HISTORY_15: u32 = 250;
pub const NVML_FI_DEV_CLOCKS_EVENT_REASON_SW_POWER_CAP: u32 = 74;
pub const NVML_FI_DEV_CLOCKS_EVENT_REASON_SYNC_BOOST: u32 = 76;
pub const NVML_FI_DEV_CLOCKS_EVENT_REASON_SW_THERM_SLOWDOWN: u32 = 251;
pub const NVML_FI_DEV_CLOCKS_EVENT_REASON_HW_THERM_SLOWDOWN: u32 = 252;
pub const NVML_FI_DEV_CLOCKS_EVENT_REASON_HW_POWER_BRAKE_SLOWDOWN: u32 = 253;
pub const NVML_FI_DEV_POWER_SYNC_BALANCING_FREQ: u32 = 254;
pub const NVML_FI_DEV_POWER_SYNC_BALANCING_AF: u32 = 255;
pub const NVML_FI_PWR_SMOOTHING_ENABLED: u32 = 256;
pub const NVML_FI_PWR_SMOOTHING_PRIV_LVL: u32 = 257;
pub const NVML_FI_PWR_SMOOTHING_IMM_RAMP_DOWN_ENABLED: u32 = 258;
pub const NVML_FI_PWR_SMOOTHING_APPLIED_TMP_CEIL: u32 = 259;
pub const NVML_FI_PWR_SMOOTHING_APPLIED_TMP_FLOOR: u32 = 260;
pub const NVML_FI_PWR_SMOOTHING_MAX_PERCENT_TMP_FLOOR_SETTING: u32 = 261;
pub const NVML_FI_PWR_SMOOTHING_MIN_PERCENT_TMP_FLOOR_SETTING: u32 = 262;
pub const NVML_FI_PWR_SMOOTHING_HW_CIRCUITRY_PERCENT_LIFETIME_REMAINING: u32 = 263;
pub const NVML_FI_PWR_SMOOTHING_MAX_NUM_PRESET_PROFILES: u32 = 264;
pub const NVML_FI_PWR_SMOOTHING_PROFILE_PERCENT_TMP_FLOOR: u32 = 265;
pub const NVML_FI_PWR_SMOOTHING_PROFILE_RAMP_UP_RATE: u32 = 266;
pub const NVML_FI_PWR_SMOOTHING_PROFILE_RAMP_DOWN_RATE: u32 = 267;
pub const NVML_FI_PWR_SMOOTHING_PROFILE_RAMP_DOWN_HYST_VAL: u32 = 268;
pub const NVML_FI_PWR_SMOOTHING_ACTIVE_PRESET_PROFILE: u32 = 269;
pub const NVML_FI_PWR_SMOOTHING_ADMIN_OVERRIDE_PERCENT_TMP_FLOOR: u32 = 270;
pub const NVML_FI_PWR_SMOOTHING_ADMIN_OVERRIDE_RAMP_UP_RATE: u32 = 271;
pub const NVML_FI_PWR_SMOOTHING_ADMIN_OVERRIDE_RAMP_DOWN_RATE: u32 = 272;
pub const NVML_FI_PWR_SMOOTHING_ADMIN_OVERRIDE_RAMP_DOWN_HYST_VAL: u32 = 273;
pub const NVML_FI_MAX: u32 = 274;
pub const NVML_NVLINK_LOW_POWER_THRESHOLD_UNIT_100US: u32 = 0;
pub const NVML_NVLINK_LOW_POWER_THRESHOLD_UNIT_50US: u32 = 1;
pub const NVML_NVLINK_POWER_STATE_HIGH_SPEED: u32 = 0;
pub const NVML_NVLINK_POWER_STATE_LOW: u32 = 1;
pub const NVML_NVLINK_LOW_POWER_THRESHOLD_MIN: u32 = 1;
pub const NVML_NVLINK_LOW_POWER_THRESHOLD_MAX: u32 = 8191;
pub const NVML_NVLINK_LOW_POWER_THRESHOLD_RESET: u32 = 4294967295;
pub const NVML_NVLINK_LOW_POWER_THRESHOLD_DEFAULT: u32 = 4294967295;
pub const NVML_C2C_POWER_STATE_FULL_POWER: u32 = 0;
pub const NVML_C2C_POWER_STATE_LOW_POWER: u32 = 1;
pub const nvmlEventTypeNone: u32 = 0;
pub const nvmlEventTypeSingleBitEccError: u32 = 1;
pub const nvmlEventTypeDoubleBitEccError: u32 = 2;
pub const nvmlEventTypePState: u32 = 4;
pub const nvmlEventTypeXidCriticalError: u32 = 8;
pub const nvmlEventTypeClock: u32 = 16;
pub const nvmlEventTypePowerSourceChange: u32 = 128;
pub const nvmlEventMigConfigChange: u32 = 256;
pub const nvmlEventTypeSingleBitEccErrorStorm: u32 = 512;
pub const nvmlEventTypeDramRetirementEvent: u32 = 1024;
pub const nvmlEventTypeDramRetirementFailure: u32 = 2048;
pub const nvmlEventTypeNonFatalPoisonError: u32 = 4096;
pub const nvmlEventTypeFatalPoisonError: u32 = 8192;
pub const nvmlEventTypeGpuUnavailableError: u32 = 16384;
pub const nvmlEventTypeGpuRecoveryAction: u32 = 32768;
pub const nvmlEventTypeAll: u32 = 65439;
pub const nvmlSystemEventTypeGpuDriverUnbind: u32 = 1;
pub const nvmlSystemEventTypeGpuDriverBind: u32 = 2;
pub const nvmlSystemEventTypeCount: u32 = 2;
pub const nvmlClocksEventReasonGpuIdle: u32 = 1;
pub const nvmlClocksEventReasonApplicationsClocksSetting: u32 = 2;
pub const nvmlClocksThrottleReasonUserDefinedClocks: u32 = 2;
pub const nvmlClocksEventReasonSwPowerCap: u32 = 4;
pub const nvmlClocksThrottleReasonHwSlowdown: u32 = 8;
pub const nvmlClocksEventReasonSyncBoost: u32 = 16;
pub const nvmlClocksEventReasonSwThermalSlowdown: u32 = 32;
pub const nvmlClocksThrottleReasonHwThermalSlowdown: u32 = 64;
pub const nvmlClocksThrottleReasonHwPowerBrakeSlowdown: u32 = 128;
pub const nvmlClocksEventReasonDisplayClockSetting: u32 = 256;
pub const nvmlClocksEventReasonNone: u32 = 0;
pub const nvmlClocksThrottleReasonGpuIdle: u32 = 1;
pub const nvmlClocksThrottleReasonApplicationsClocksSetting: u32 = 2;
pub const nvmlClocksThrottleReasonSyncBoost: u32 = 16;
pub const nvmlClocksThrottleReasonSwPowerCap: u32 = 4;
pub const nvmlClocksThrottleReasonSwThermalSlowdown: u32 = 32;
pub const nvmlClocksThrottleReasonDisplayClockSetting: u32 = 256;
pub const nvmlClocksThrottleReasonNone: u32 = 0;
pub const NVML_NVFBC_SESSION_FLAG_DIFFMAP_ENABLED: u32 = 1;
pub const NVML_NVFBC_SESSION_FLAG_CLASSIFICATIONMAP_ENABLED: u32 = 2;
pub const NVML_NVFBC_SESSION_FLAG_CAPTURE_WITH_WAIT_NO_WAIT: u32 = 4;
pub const NVML_NVFBC_SESSION_FLAG_CAPTURE_WITH_WAIT_INFINITE: u32 = 8;
pub const NVML_NVFBC_SESSION_FLAG_CAPTURE_WITH_WAIT_TIMEOUT: u32 = 16;
pub const NVML_CC_SYSTEM_CPU_CAPS_NONE: u32 = 0;
pub const NVML_CC_SYSTEM_CPU_CAPS_AMD_SEV: u32 = 1;
pub const NVML_CC_SYSTEM_CPU_CAPS_INTEL_TDX: u32 = 2;
pub const NVML_CC_SYSTEM_CPU_CAPS_AMD_SEV_SNP: u32 = 3;
pub const NVML_CC_SYSTEM_CPU_CAPS_AMD_SNP_VTOM: u32 = 4;
pub const NVML_CC_SYSTEM_GPUS_CC_NOT_CAPABLE: u32 = 0;
pub const NVML_CC_SYSTEM_GPUS_CC_CAPABLE: u32 = 1;
pub const NVML_CC_SYSTEM_DEVTOOLS_MODE_OFF: u32 = 0;
pub const NVML_CC_SYSTEM_DEVTOOLS_MODE_ON: u32 = 1;
pub const NVML_CC_SYSTEM_ENVIRONMENT_UNAVAILABLE: u32 = 0;
pub const NVML_CC_SYSTEM_ENVIRONMENT_SIM: u32 = 1;
pub const NVML_CC_SYSTEM_ENVIRONMENT_PROD: u32 = 2;
pub const NVML_CC_SYSTEM_FEATURE_DISABLED: u32 = 0;
pub const NVML_CC_SYSTEM_FEATURE_ENABLED: u32 = 1;
pub const NVML_CC_SYSTEM_MULTIGPU_NONE: u32 = 0;
pub const NVML_CC_SYSTEM_MULTIGPU_PROTECTED_PCIE: u32 = 1;
pub const NVML_CC_ACCEPTING_CLIENT_REQUESTS_FALSE: u32 = 0;
pub const NVML_CC_ACCEPTING_CLIENT_REQUESTS_TRUE: u32 = 1;
pub const NVML_GPU_CERT_CHAIN_SIZE: u32 = 4096;
pub const NVML_GPU_ATTESTATION_CERT_CHAIN_SIZE: u32 = 5120;
pub const NVML_CC_GPU_CEC_NONCE_SIZE: u32 = 32;
pub const NVML_CC_GPU_ATTESTATION_REPORT_SIZE: u32 = 8192;
pub const NVML_CC_GPU_CEC_ATTESTATION_REPORT_SIZE: u32 = 4096;
pub const NVML_CC_CEC_ATTESTATION_REPORT_NOT_PRESENT: u32 = 0;
pub const NVML_CC_CEC_ATTESTATION_REPORT_PRESENT: u32 = 1;
pub const NVML_CC_KEY_ROTATION_THRESHOLD_ATTACKER_ADVANTAGE_MIN: u32 = 50;
pub const NVML_CC_KEY_ROTATION_THRESHOLD_ATTACKER_ADVANTAGE_MAX: u32 = 65;
pub const NVML_GPU_FABRIC_UUID_LEN: u32 = 16;
pub const NVML_GPU_FABRIC_STATE_NOT_SUPPORTED: u32 = 0;
pub const NVML_GPU_FABRIC_STATE_NOT_STARTED: u32 = 1;
pub const NVML_GPU_FABRIC_STATE_IN_PROGRESS: u32 = 2;
pub const NVML_GPU_FABRIC_STATE_COMPLETED: u32 = 3;
pub const NVML_GPU_FABRIC_HEALTH_MASK_DEGRADED_BW_NOT_SUPPORTED: u32 = 0;
pub const NVML_GPU_FABRIC_HEALTH_MASK_DEGRADED_BW_TRUE: u32 = 1;
pub const NVML_GPU_FABRIC_HEALTH_MASK_DEGRADED_BW_FALSE: u32 = 2;
pub const NVML_GPU_FABRIC_HEALTH_MASK_SHIFT_DEGRADED_BW: u32 = 0;
pub const NVML_GPU_FABRIC_HEALTH_MASK_WIDTH_DEGRADED_BW: u32 = 3;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ROUTE_RECOVERY_NOT_SUPPORTED: u32 = 0;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ROUTE_RECOVERY_TRUE: u32 = 1;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ROUTE_RECOVERY_FALSE: u32 = 2;
pub const NVML_GPU_FABRIC_HEALTH_MASK_SHIFT_ROUTE_RECOVERY: u32 = 2;
pub const NVML_GPU_FABRIC_HEALTH_MASK_WIDTH_ROUTE_RECOVERY: u32 = 3;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ROUTE_UNHEALTHY_NOT_SUPPORTED: u32 = 0;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ROUTE_UNHEALTHY_TRUE: u32 = 1;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ROUTE_UNHEALTHY_FALSE: u32 = 2;
pub const NVML_GPU_FABRIC_HEALTH_MASK_SHIFT_ROUTE_UNHEALTHY: u32 = 4;
pub const NVML_GPU_FABRIC_HEALTH_MASK_WIDTH_ROUTE_UNHEALTHY: u32 = 3;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ACCESS_TIMEOUT_RECOVERY_NOT_SUPPORTED: u32 = 0;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ACCESS_TIMEOUT_RECOVERY_TRUE: u32 = 1;
pub const NVML_GPU_FABRIC_HEALTH_MASK_ACCESS_TIMEOUT_RECOVERY_FALSE: u32 = 2;
pub const NVML_GPU_FABRIC_HEALTH_MASK_SHIFT_ACCESS_TIMEOUT_RECOVERY: u32 = 6;
pub const NVML_GPU_FABRIC_HEALTH_MASK_WIDTH_ACCESS_TIMEOUT_RECOVERY: u32 = 3;
pub const NVML_INIT_FLAG_NO_GPUS: u32 = 1;
pub const NVML_INIT_FLAG_NO_ATTACH: u32 = 2;
pub const NVML_DEVICE_INFOROM_VERSION_BUFFER_SIZE: u32 = 16;
pub const NVML_DEVICE_UUID_BUFFER_SIZE: u32 = 80;
pub const NVML_DEVICE_UUID_V2_BUFFER_SIZE: u32 = 96;
pub const NVML_DEVICE_PART_NUMBER_BUFFER_SIZE: u32 = 80;
pub const NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE: u32 = 80;
pub const NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE: u32 = 80;
pub const NVML_DEVICE_NAME_BUFFER_SIZE: u32 = 64;
pub const NVML_DEVICE_NAME_V2_BUFFER_SIZE: u32 = 96;
pub const NVML_DEVICE_SERIAL_BUFFER_SIZE: u32 = 30;
pub const NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE: u32 = 32;
pub const NVML_AFFINITY_SCOPE_NODE: u32 = 0;
pub const NVML_AFFINITY_SCOPE_SOCKET: u32 = 1;
pub const NVML_NVLINK_BER_MANTISSA_SHIFT: u32 = 8;
pub const NVML_NVLINK_BER_MANTISSA_WIDTH: u32 = 15;
pub const NVML_NVLINK_BER_EXP_SHIFT: u32 = 0;
pub const NVML_NVLINK_BER_EXP_WIDTH: u32 = 255;
pub const NVML_NVLINK_STATE_INACTIVE: u32 = 0;
pub const NVML_NVLINK_STATE_ACTIVE: u32 = 1;
pub const NVML_NVLINK_STATE_SLEEP: u32 = 2;
pub const NVML_NVLINK_TOTAL_SUPPORTED_BW_MODES: u32 = 23;
pub const NVML_DEVICE_MIG_DISABLE: u32 = 0;
pub const NVML_DEVICE_MIG_ENABLE: u32 = 1;
pub const NVML_GPU_INSTANCE_PROFILE_1_SLICE: u32 = 0;
pub const NVML_GPU_INSTANCE_PROFILE_2_SLICE: u32 = 1;
pub const NVML_GPU_INSTANCE_PROFILE_3_SLICE: u32 = 2;
pub const NVML_GPU_INSTANCE_PROFILE_4_SLICE: u32 = 3;
pub const NVML_GPU_INSTANCE_PROFILE_7_SLICE: u32 = 4;
pub const NVML_GPU_INSTANCE_PROFILE_8_SLICE: u32 = 5;
pub const NVML_GPU_INSTANCE_PROFILE_6_SLICE: u32 = 6;
pub const NVML_GPU_INSTANCE_PROFILE_1_SLICE_REV1: u32 = 7;
pub const NVML_GPU_INSTANCE_PROFILE_2_SLICE_REV1: u32 = 8;
pub const NVML_GPU_INSTANCE_PROFILE_1_SLICE_REV2: u32 = 9;
pub const NVML_GPU_INSTANCE_PROFILE_1_SLICE_GFX: u32 = 10;
pub const NVML_GPU_INSTANCE_PROFILE_2_SLICE_GFX: u32 = 11;
pub const NVML_GPU_INSTANCE_PROFILE_4_SLICE_GFX: u32 = 12;
pub const NVML_GPU_INSTANCE_PROFILE_1_SLICE_NO_ME: u32 = 13;
pub const NVML_GPU_INSTANCE_PROFILE_2_SLICE_NO_ME: u32 = 14;
pub const NVML_GPU_INSTANCE_PROFILE_1_SLICE_ALL_ME: u32 = 15;
pub const NVML_GPU_INSTANCE_PROFILE_2_SLICE_ALL_ME: u32 = 16;
pub const NVML_GPU_INSTANCE_PROFILE_COUNT: u32 = 17;
pub const NVML_GPU_INSTANCE_PROFILE_CAPS_P2P: u32 = 1;
pub const NVML_GPU_INTSTANCE_PROFILE_CAPS_P2P: u32 = 1;
pub const NVML_GPU_INSTANCE_PROFILE_CAPS_GFX: u32 = 2;
pub const NVML_COMPUTE_INSTANCE_PROFILE_CAPS_GFX: u32 = 1;
pub const NVML_COMPUTE_INSTANCE_PROFILE_1_SLICE: u32 = 0;
pub const NVML_COMPUTE_INSTANCE_PROFILE_2_SLICE: u32 = 1;
pub const NVML_COMPUTE_INSTANCE_PROFILE_3_SLICE: u32 = 2;
pub const NVML_COMPUTE_INSTANCE_PROFILE_4_SLICE: u32 = 3;
pub const NVML_COMPUTE_INSTANCE_PROFILE_7_SLICE: u32 = 4;
pub const NVML_COMPUTE_INSTANCE_PROFILE_8_SLICE: u32 = 5;
pub const NVML_COMPUTE_INSTANCE_PROFILE_6_SLICE: u32 = 6;
pub const NVML_COMPUTE_INSTANCE_PROFILE_1_SLICE_REV1: u32 = 7;
pub const NVML_COMPUTE_INSTANCE_PROFILE_COUNT: u32 = 8;
pub const NVML_COMPUTE_INSTANCE_ENGINE_PROFILE_SHARED: u32 = 0;
pub const NVML_COMPUTE_INSTANCE_ENGINE_PROFILE_COUNT: u32 = 1;
pub const NVML_GPM_METRICS_GET_VERSION: u32 = 1;
pub const NVML_GPM_SUPPORT_VERSION: u32 = 1;
pub const NVML_DEV_CAP_EGM: u32 = 1;
pub const NVML_255_MASK_BITS_PER_ELEM: u32 = 32;
pub const NVML_255_MASK_NUM_ELEMS: u32 = 8;
pub const NVML_WORKLOAD_POWER_MAX_PROFILES: u32 = 255;
pub const NVML_POWER_SMOOTHING_MAX_NUM_PROFILES: u32 = 5;
pub const NVML_POWER_SMOOTHING_NUM_PROFILE_PARAMS: u32 = 4;
pub const NVML_POWER_SMOOTHING_ADMIN_OVERRIDE_NOT_SET: u32 = 4294967295;
pub const NVML_POWER_SMOOTHING_PROFILE_PARAM_PERCENT_TMP_FLOOR: u32 = 0;
pub const NVML_POWER_SMOOTHING_PROFILE_PARAM_RAMP_UP_RATE: u32 = 1;
pub const NVML_POWER_SMOOTHING_PROFILE_PARAM_RAMP_DOWN_RATE: u32 = 2;
pub const NVML_POWER_SMOOTHING_PROFILE_PARAM_RAMP_DOWN_HYSTERESIS: u32 = 3;
#[repr(C)]
#[derive(Debug)]
pub struct nvmlDevice_st {
    _unused: [u8; 0],
}
pub type nvmlDevice_t = *mut nvmlDevice_st;
#[repr(C)]
#[derive(Debug)]
pub struct nvmlGpuInstance_st {
    _unused: [u8; 0],
}
pub type nvmlGpuInstance_t = *mut nvmlGpuInstance_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlPciInfoExt_v1_t {
    pub version: ::core::ffi::c_uint,
    pub domain: ::core::ffi::c_uint,
    pub bus: ::core::ffi::c_uint,
    pub device: ::core::ffi::c_uint,
    pub pciDeviceId: ::core::ffi::c_uint,
    pub pciSubSystemId: ::core::ffi::c_uint,
    pub baseClass: ::core::ffi::c_uint,
    pub subClass: ::core::ffi::c_uint,
    pub busId: [::core::ffi::c_char; 32usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPciInfoExt_v1_t"][::core::mem::size_of::<nvmlPciInfoExt_v1_t>() - 64usize];
    ["Alignment of nvmlPciInfoExt_v1_t"][::core::mem::align_of::<nvmlPciInfoExt_v1_t>() - 4usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::version"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, version) - 0usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::domain"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, domain) - 4usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::bus"][::core::mem::offset_of!(nvmlPciInfoExt_v1_t, bus) - 8usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::device"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, device) - 12usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::pciDeviceId"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, pciDeviceId) - 16usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::pciSubSystemId"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, pciSubSystemId) - 20usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::baseClass"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, baseClass) - 24usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::subClass"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, subClass) - 28usize];
    ["Offset of field: nvmlPciInfoExt_v1_t::busId"]
        [::core::mem::offset_of!(nvmlPciInfoExt_v1_t, busId) - 32usize];
};
pub type nvmlPciInfoExt_t = nvmlPciInfoExt_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlPciInfo_st {
    pub busIdLegacy: [::core::ffi::c_char; 16usize],
    pub domain: ::core::ffi::c_uint,
    pub bus: ::core::ffi::c_uint,
    pub device: ::core::ffi::c_uint,
    pub pciDeviceId: ::core::ffi::c_uint,
    pub pciSubSystemId: ::core::ffi::c_uint,
    pub busId: [::core::ffi::c_char; 32usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPciInfo_st"][::core::mem::size_of::<nvmlPciInfo_st>() - 68usize];
    ["Alignment of nvmlPciInfo_st"][::core::mem::align_of::<nvmlPciInfo_st>() - 4usize];
    ["Offset of field: nvmlPciInfo_st::busIdLegacy"]
        [::core::mem::offset_of!(nvmlPciInfo_st, busIdLegacy) - 0usize];
    ["Offset of field: nvmlPciInfo_st::domain"][::core::mem::offset_of!(nvmlPciInfo_st, domain) - 16usize];
    ["Offset of field: nvmlPciInfo_st::bus"][::core::mem::offset_of!(nvmlPciInfo_st, bus) - 20usize];
    ["Offset of field: nvmlPciInfo_st::device"][::core::mem::offset_of!(nvmlPciInfo_st, device) - 24usize];
    ["Offset of field: nvmlPciInfo_st::pciDeviceId"]
        [::core::mem::offset_of!(nvmlPciInfo_st, pciDeviceId) - 28usize];
    ["Offset of field: nvmlPciInfo_st::pciSubSystemId"]
        [::core::mem::offset_of!(nvmlPciInfo_st, pciSubSystemId) - 32usize];
    ["Offset of field: nvmlPciInfo_st::busId"][::core::mem::offset_of!(nvmlPciInfo_st, busId) - 36usize];
};
pub type nvmlPciInfo_t = nvmlPciInfo_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlEccErrorCounts_st {
    pub l1Cache: ::core::ffi::c_ulonglong,
    pub l2Cache: ::core::ffi::c_ulonglong,
    pub deviceMemory: ::core::ffi::c_ulonglong,
    pub registerFile: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlEccErrorCounts_st"][::core::mem::size_of::<nvmlEccErrorCounts_st>() - 32usize];
    ["Alignment of nvmlEccErrorCounts_st"][::core::mem::align_of::<nvmlEccErrorCounts_st>() - 8usize];
    ["Offset of field: nvmlEccErrorCounts_st::l1Cache"]
        [::core::mem::offset_of!(nvmlEccErrorCounts_st, l1Cache) - 0usize];
    ["Offset of field: nvmlEccErrorCounts_st::l2Cache"]
        [::core::mem::offset_of!(nvmlEccErrorCounts_st, l2Cache) - 8usize];
    ["Offset of field: nvmlEccErrorCounts_st::deviceMemory"]
        [::core::mem::offset_of!(nvmlEccErrorCounts_st, deviceMemory) - 16usize];
    ["Offset of field: nvmlEccErrorCounts_st::registerFile"]
        [::core::mem::offset_of!(nvmlEccErrorCounts_st, registerFile) - 24usize];
};
pub type nvmlEccErrorCounts_t = nvmlEccErrorCounts_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlUtilization_st {
    pub gpu: ::core::ffi::c_uint,
    pub memory: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlUtilization_st"][::core::mem::size_of::<nvmlUtilization_st>() - 8usize];
    ["Alignment of nvmlUtilization_st"][::core::mem::align_of::<nvmlUtilization_st>() - 4usize];
    ["Offset of field: nvmlUtilization_st::gpu"][::core::mem::offset_of!(nvmlUtilization_st, gpu) - 0usize];
    ["Offset of field: nvmlUtilization_st::memory"]
        [::core::mem::offset_of!(nvmlUtilization_st, memory) - 4usize];
};
pub type nvmlUtilization_t = nvmlUtilization_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlMemory_st {
    pub total: ::core::ffi::c_ulonglong,
    pub free: ::core::ffi::c_ulonglong,
    pub used: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlMemory_st"][::core::mem::size_of::<nvmlMemory_st>() - 24usize];
    ["Alignment of nvmlMemory_st"][::core::mem::align_of::<nvmlMemory_st>() - 8usize];
    ["Offset of field: nvmlMemory_st::total"][::core::mem::offset_of!(nvmlMemory_st, total) - 0usize];
    ["Offset of field: nvmlMemory_st::free"][::core::mem::offset_of!(nvmlMemory_st, free) - 8usize];
    ["Offset of field: nvmlMemory_st::used"][::core::mem::offset_of!(nvmlMemory_st, used) - 16usize];
};
pub type nvmlMemory_t = nvmlMemory_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlMemory_v2_st {
    pub version: ::core::ffi::c_uint,
    pub total: ::core::ffi::c_ulonglong,
    pub reserved: ::core::ffi::c_ulonglong,
    pub free: ::core::ffi::c_ulonglong,
    pub used: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlMemory_v2_st"][::core::mem::size_of::<nvmlMemory_v2_st>() - 40usize];
    ["Alignment of nvmlMemory_v2_st"][::core::mem::align_of::<nvmlMemory_v2_st>() - 8usize];
    ["Offset of field: nvmlMemory_v2_st::version"]
        [::core::mem::offset_of!(nvmlMemory_v2_st, version) - 0usize];
    ["Offset of field: nvmlMemory_v2_st::total"][::core::mem::offset_of!(nvmlMemory_v2_st, total) - 8usize];
    ["Offset of field: nvmlMemory_v2_st::reserved"]
        [::core::mem::offset_of!(nvmlMemory_v2_st, reserved) - 16usize];
    ["Offset of field: nvmlMemory_v2_st::free"][::core::mem::offset_of!(nvmlMemory_v2_st, free) - 24usize];
    ["Offset of field: nvmlMemory_v2_st::used"][::core::mem::offset_of!(nvmlMemory_v2_st, used) - 32usize];
};
pub type nvmlMemory_v2_t = nvmlMemory_v2_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlBAR1Memory_st {
    pub bar1Total: ::core::ffi::c_ulonglong,
    pub bar1Free: ::core::ffi::c_ulonglong,
    pub bar1Used: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlBAR1Memory_st"][::core::mem::size_of::<nvmlBAR1Memory_st>() - 24usize];
    ["Alignment of nvmlBAR1Memory_st"][::core::mem::align_of::<nvmlBAR1Memory_st>() - 8usize];
    ["Offset of field: nvmlBAR1Memory_st::bar1Total"]
        [::core::mem::offset_of!(nvmlBAR1Memory_st, bar1Total) - 0usize];
    ["Offset of field: nvmlBAR1Memory_st::bar1Free"]
        [::core::mem::offset_of!(nvmlBAR1Memory_st, bar1Free) - 8usize];
    ["Offset of field: nvmlBAR1Memory_st::bar1Used"]
        [::core::mem::offset_of!(nvmlBAR1Memory_st, bar1Used) - 16usize];
};
pub type nvmlBAR1Memory_t = nvmlBAR1Memory_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlProcessInfo_v1_st {
    pub pid: ::core::ffi::c_uint,
    pub usedGpuMemory: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessInfo_v1_st"][::core::mem::size_of::<nvmlProcessInfo_v1_st>() - 16usize];
    ["Alignment of nvmlProcessInfo_v1_st"][::core::mem::align_of::<nvmlProcessInfo_v1_st>() - 8usize];
    ["Offset of field: nvmlProcessInfo_v1_st::pid"]
        [::core::mem::offset_of!(nvmlProcessInfo_v1_st, pid) - 0usize];
    ["Offset of field: nvmlProcessInfo_v1_st::usedGpuMemory"]
        [::core::mem::offset_of!(nvmlProcessInfo_v1_st, usedGpuMemory) - 8usize];
};
pub type nvmlProcessInfo_v1_t = nvmlProcessInfo_v1_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlProcessInfo_v2_st {
    pub pid: ::core::ffi::c_uint,
    pub usedGpuMemory: ::core::ffi::c_ulonglong,
    pub gpuInstanceId: ::core::ffi::c_uint,
    pub computeInstanceId: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessInfo_v2_st"][::core::mem::size_of::<nvmlProcessInfo_v2_st>() - 24usize];
    ["Alignment of nvmlProcessInfo_v2_st"][::core::mem::align_of::<nvmlProcessInfo_v2_st>() - 8usize];
    ["Offset of field: nvmlProcessInfo_v2_st::pid"]
        [::core::mem::offset_of!(nvmlProcessInfo_v2_st, pid) - 0usize];
    ["Offset of field: nvmlProcessInfo_v2_st::usedGpuMemory"]
        [::core::mem::offset_of!(nvmlProcessInfo_v2_st, usedGpuMemory) - 8usize];
    ["Offset of field: nvmlProcessInfo_v2_st::gpuInstanceId"]
        [::core::mem::offset_of!(nvmlProcessInfo_v2_st, gpuInstanceId) - 16usize];
    ["Offset of field: nvmlProcessInfo_v2_st::computeInstanceId"]
        [::core::mem::offset_of!(nvmlProcessInfo_v2_st, computeInstanceId) - 20usize];
};
pub type nvmlProcessInfo_v2_t = nvmlProcessInfo_v2_st;
pub type nvmlProcessInfo_t = nvmlProcessInfo_v2_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlProcessDetail_v1_t {
    pub pid: ::core::ffi::c_uint,
    pub usedGpuMemory: ::core::ffi::c_ulonglong,
    pub gpuInstanceId: ::core::ffi::c_uint,
    pub computeInstanceId: ::core::ffi::c_uint,
    pub usedGpuCcProtectedMemory: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessDetail_v1_t"][::core::mem::size_of::<nvmlProcessDetail_v1_t>() - 32usize];
    ["Alignment of nvmlProcessDetail_v1_t"][::core::mem::align_of::<nvmlProcessDetail_v1_t>() - 8usize];
    ["Offset of field: nvmlProcessDetail_v1_t::pid"]
        [::core::mem::offset_of!(nvmlProcessDetail_v1_t, pid) - 0usize];
    ["Offset of field: nvmlProcessDetail_v1_t::usedGpuMemory"]
        [::core::mem::offset_of!(nvmlProcessDetail_v1_t, usedGpuMemory) - 8usize];
    ["Offset of field: nvmlProcessDetail_v1_t::gpuInstanceId"]
        [::core::mem::offset_of!(nvmlProcessDetail_v1_t, gpuInstanceId) - 16usize];
    ["Offset of field: nvmlProcessDetail_v1_t::computeInstanceId"]
        [::core::mem::offset_of!(nvmlProcessDetail_v1_t, computeInstanceId) - 20usize];
    ["Offset of field: nvmlProcessDetail_v1_t::usedGpuCcProtectedMemory"]
        [::core::mem::offset_of!(nvmlProcessDetail_v1_t, usedGpuCcProtectedMemory) - 24usize];
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlProcessDetailList_v1_t {
    pub version: ::core::ffi::c_uint,
    pub mode: ::core::ffi::c_uint,
    pub numProcArrayEntries: ::core::ffi::c_uint,
    pub procArray: *mut nvmlProcessDetail_v1_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessDetailList_v1_t"][::core::mem::size_of::<nvmlProcessDetailList_v1_t>() - 24usize];
    ["Alignment of nvmlProcessDetailList_v1_t"]
        [::core::mem::align_of::<nvmlProcessDetailList_v1_t>() - 8usize];
    ["Offset of field: nvmlProcessDetailList_v1_t::version"]
        [::core::mem::offset_of!(nvmlProcessDetailList_v1_t, version) - 0usize];
    ["Offset of field: nvmlProcessDetailList_v1_t::mode"]
        [::core::mem::offset_of!(nvmlProcessDetailList_v1_t, mode) - 4usize];
    ["Offset of field: nvmlProcessDetailList_v1_t::numProcArrayEntries"]
        [::core::mem::offset_of!(nvmlProcessDetailList_v1_t, numProcArrayEntries) - 8usize];
    ["Offset of field: nvmlProcessDetailList_v1_t::procArray"]
        [::core::mem::offset_of!(nvmlProcessDetailList_v1_t, procArray) - 16usize];
};
impl Default for nvmlProcessDetailList_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlProcessDetailList_t = nvmlProcessDetailList_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlDeviceAttributes_st {
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub sharedCopyEngineCount: ::core::ffi::c_uint,
    pub sharedDecoderCount: ::core::ffi::c_uint,
    pub sharedEncoderCount: ::core::ffi::c_uint,
    pub sharedJpegCount: ::core::ffi::c_uint,
    pub sharedOfaCount: ::core::ffi::c_uint,
    pub gpuInstanceSliceCount: ::core::ffi::c_uint,
    pub computeInstanceSliceCount: ::core::ffi::c_uint,
    pub memorySizeMB: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlDeviceAttributes_st"][::core::mem::size_of::<nvmlDeviceAttributes_st>() - 40usize];
    ["Alignment of nvmlDeviceAttributes_st"][::core::mem::align_of::<nvmlDeviceAttributes_st>() - 8usize];
    ["Offset of field: nvmlDeviceAttributes_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, multiprocessorCount) - 0usize];
    ["Offset of field: nvmlDeviceAttributes_st::sharedCopyEngineCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, sharedCopyEngineCount) - 4usize];
    ["Offset of field: nvmlDeviceAttributes_st::sharedDecoderCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, sharedDecoderCount) - 8usize];
    ["Offset of field: nvmlDeviceAttributes_st::sharedEncoderCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, sharedEncoderCount) - 12usize];
    ["Offset of field: nvmlDeviceAttributes_st::sharedJpegCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, sharedJpegCount) - 16usize];
    ["Offset of field: nvmlDeviceAttributes_st::sharedOfaCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, sharedOfaCount) - 20usize];
    ["Offset of field: nvmlDeviceAttributes_st::gpuInstanceSliceCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, gpuInstanceSliceCount) - 24usize];
    ["Offset of field: nvmlDeviceAttributes_st::computeInstanceSliceCount"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, computeInstanceSliceCount) - 28usize];
    ["Offset of field: nvmlDeviceAttributes_st::memorySizeMB"]
        [::core::mem::offset_of!(nvmlDeviceAttributes_st, memorySizeMB) - 32usize];
};
pub type nvmlDeviceAttributes_t = nvmlDeviceAttributes_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlC2cModeInfo_v1_t {
    pub isC2cEnabled: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlC2cModeInfo_v1_t"][::core::mem::size_of::<nvmlC2cModeInfo_v1_t>() - 4usize];
    ["Alignment of nvmlC2cModeInfo_v1_t"][::core::mem::align_of::<nvmlC2cModeInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlC2cModeInfo_v1_t::isC2cEnabled"]
        [::core::mem::offset_of!(nvmlC2cModeInfo_v1_t, isC2cEnabled) - 0usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlRowRemapperHistogramValues_st {
    pub max: ::core::ffi::c_uint,
    pub high: ::core::ffi::c_uint,
    pub partial: ::core::ffi::c_uint,
    pub low: ::core::ffi::c_uint,
    pub none: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlRowRemapperHistogramValues_st"]
        [::core::mem::size_of::<nvmlRowRemapperHistogramValues_st>() - 20usize];
    ["Alignment of nvmlRowRemapperHistogramValues_st"]
        [::core::mem::align_of::<nvmlRowRemapperHistogramValues_st>() - 4usize];
    ["Offset of field: nvmlRowRemapperHistogramValues_st::max"]
        [::core::mem::offset_of!(nvmlRowRemapperHistogramValues_st, max) - 0usize];
    ["Offset of field: nvmlRowRemapperHistogramValues_st::high"]
        [::core::mem::offset_of!(nvmlRowRemapperHistogramValues_st, high) - 4usize];
    ["Offset of field: nvmlRowRemapperHistogramValues_st::partial"]
        [::core::mem::offset_of!(nvmlRowRemapperHistogramValues_st, partial) - 8usize];
    ["Offset of field: nvmlRowRemapperHistogramValues_st::low"]
        [::core::mem::offset_of!(nvmlRowRemapperHistogramValues_st, low) - 12usize];
    ["Offset of field: nvmlRowRemapperHistogramValues_st::none"]
        [::core::mem::offset_of!(nvmlRowRemapperHistogramValues_st, none) - 16usize];
};
pub type nvmlRowRemapperHistogramValues_t = nvmlRowRemapperHistogramValues_st;
impl nvmlBridgeChipType_enum {
    pub const NVML_BRIDGE_CHIP_PLX: nvmlBridgeChipType_enum = nvmlBridgeChipType_enum(0);
    pub const NVML_BRIDGE_CHIP_BRO4: nvmlBridgeChipType_enum = nvmlBridgeChipType_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlBridgeChipType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlBridgeChipType_enum as nvmlBridgeChipType_t;
impl nvmlNvLinkUtilizationCountUnits_enum {
    pub const NVML_NVLINK_COUNTER_UNIT_CYCLES: nvmlNvLinkUtilizationCountUnits_enum =
        nvmlNvLinkUtilizationCountUnits_enum(0);
    pub const NVML_NVLINK_COUNTER_UNIT_PACKETS: nvmlNvLinkUtilizationCountUnits_enum =
        nvmlNvLinkUtilizationCountUnits_enum(1);
    pub const NVML_NVLINK_COUNTER_UNIT_BYTES: nvmlNvLinkUtilizationCountUnits_enum =
        nvmlNvLinkUtilizationCountUnits_enum(2);
    pub const NVML_NVLINK_COUNTER_UNIT_RESERVED: nvmlNvLinkUtilizationCountUnits_enum =
        nvmlNvLinkUtilizationCountUnits_enum(3);
    pub const NVML_NVLINK_COUNTER_UNIT_COUNT: nvmlNvLinkUtilizationCountUnits_enum =
        nvmlNvLinkUtilizationCountUnits_enum(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlNvLinkUtilizationCountUnits_enum(pub ::core::ffi::c_uint);
pub use self::nvmlNvLinkUtilizationCountUnits_enum as nvmlNvLinkUtilizationCountUnits_t;
impl nvmlNvLinkUtilizationCountPktTypes_enum {
    pub const NVML_NVLINK_COUNTER_PKTFILTER_NOP: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(1);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_READ: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(2);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_WRITE: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(4);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_RATOM: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(8);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_NRATOM: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(16);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_FLUSH: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(32);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_RESPDATA: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(64);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_RESPNODATA: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(128);
    pub const NVML_NVLINK_COUNTER_PKTFILTER_ALL: nvmlNvLinkUtilizationCountPktTypes_enum =
        nvmlNvLinkUtilizationCountPktTypes_enum(255);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlNvLinkUtilizationCountPktTypes_enum(pub ::core::ffi::c_uint);
pub use self::nvmlNvLinkUtilizationCountPktTypes_enum as nvmlNvLinkUtilizationCountPktTypes_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlNvLinkUtilizationControl_st {
    pub units: nvmlNvLinkUtilizationCountUnits_t,
    pub pktfilter: nvmlNvLinkUtilizationCountPktTypes_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlNvLinkUtilizationControl_st"]
        [::core::mem::size_of::<nvmlNvLinkUtilizationControl_st>() - 8usize];
    ["Alignment of nvmlNvLinkUtilizationControl_st"]
        [::core::mem::align_of::<nvmlNvLinkUtilizationControl_st>() - 4usize];
    ["Offset of field: nvmlNvLinkUtilizationControl_st::units"]
        [::core::mem::offset_of!(nvmlNvLinkUtilizationControl_st, units) - 0usize];
    ["Offset of field: nvmlNvLinkUtilizationControl_st::pktfilter"]
        [::core::mem::offset_of!(nvmlNvLinkUtilizationControl_st, pktfilter) - 4usize];
};
impl Default for nvmlNvLinkUtilizationControl_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlNvLinkUtilizationControl_t = nvmlNvLinkUtilizationControl_st;
impl nvmlNvLinkCapability_enum {
    pub const NVML_NVLINK_CAP_P2P_SUPPORTED: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(0);
    pub const NVML_NVLINK_CAP_SYSMEM_ACCESS: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(1);
    pub const NVML_NVLINK_CAP_P2P_ATOMICS: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(2);
    pub const NVML_NVLINK_CAP_SYSMEM_ATOMICS: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(3);
    pub const NVML_NVLINK_CAP_SLI_BRIDGE: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(4);
    pub const NVML_NVLINK_CAP_VALID: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(5);
    pub const NVML_NVLINK_CAP_COUNT: nvmlNvLinkCapability_enum = nvmlNvLinkCapability_enum(6);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlNvLinkCapability_enum(pub ::core::ffi::c_uint);
pub use self::nvmlNvLinkCapability_enum as nvmlNvLinkCapability_t;
impl nvmlNvLinkErrorCounter_enum {
    pub const NVML_NVLINK_ERROR_DL_REPLAY: nvmlNvLinkErrorCounter_enum = nvmlNvLinkErrorCounter_enum(0);
    pub const NVML_NVLINK_ERROR_DL_RECOVERY: nvmlNvLinkErrorCounter_enum = nvmlNvLinkErrorCounter_enum(1);
    pub const NVML_NVLINK_ERROR_DL_CRC_FLIT: nvmlNvLinkErrorCounter_enum = nvmlNvLinkErrorCounter_enum(2);
    pub const NVML_NVLINK_ERROR_DL_CRC_DATA: nvmlNvLinkErrorCounter_enum = nvmlNvLinkErrorCounter_enum(3);
    pub const NVML_NVLINK_ERROR_DL_ECC_DATA: nvmlNvLinkErrorCounter_enum = nvmlNvLinkErrorCounter_enum(4);
    pub const NVML_NVLINK_ERROR_COUNT: nvmlNvLinkErrorCounter_enum = nvmlNvLinkErrorCounter_enum(5);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlNvLinkErrorCounter_enum(pub ::core::ffi::c_uint);
pub use self::nvmlNvLinkErrorCounter_enum as nvmlNvLinkErrorCounter_t;
impl nvmlIntNvLinkDeviceType_enum {
    pub const NVML_NVLINK_DEVICE_TYPE_GPU: nvmlIntNvLinkDeviceType_enum = nvmlIntNvLinkDeviceType_enum(0);
    pub const NVML_NVLINK_DEVICE_TYPE_IBMNPU: nvmlIntNvLinkDeviceType_enum = nvmlIntNvLinkDeviceType_enum(1);
    pub const NVML_NVLINK_DEVICE_TYPE_SWITCH: nvmlIntNvLinkDeviceType_enum = nvmlIntNvLinkDeviceType_enum(2);
    pub const NVML_NVLINK_DEVICE_TYPE_UNKNOWN: nvmlIntNvLinkDeviceType_enum =
        nvmlIntNvLinkDeviceType_enum(255);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlIntNvLinkDeviceType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlIntNvLinkDeviceType_enum as nvmlIntNvLinkDeviceType_t;
impl nvmlGpuLevel_enum {
    pub const NVML_TOPOLOGY_INTERNAL: nvmlGpuLevel_enum = nvmlGpuLevel_enum(0);
    pub const NVML_TOPOLOGY_SINGLE: nvmlGpuLevel_enum = nvmlGpuLevel_enum(10);
    pub const NVML_TOPOLOGY_MULTIPLE: nvmlGpuLevel_enum = nvmlGpuLevel_enum(20);
    pub const NVML_TOPOLOGY_HOSTBRIDGE: nvmlGpuLevel_enum = nvmlGpuLevel_enum(30);
    pub const NVML_TOPOLOGY_NODE: nvmlGpuLevel_enum = nvmlGpuLevel_enum(40);
    pub const NVML_TOPOLOGY_SYSTEM: nvmlGpuLevel_enum = nvmlGpuLevel_enum(50);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGpuLevel_enum(pub ::core::ffi::c_uint);
pub use self::nvmlGpuLevel_enum as nvmlGpuTopologyLevel_t;
impl nvmlGpuP2PStatus_enum {
    pub const NVML_P2P_STATUS_OK: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(0);
    pub const NVML_P2P_STATUS_CHIPSET_NOT_SUPPORED: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(1);
    pub const NVML_P2P_STATUS_CHIPSET_NOT_SUPPORTED: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(1);
    pub const NVML_P2P_STATUS_GPU_NOT_SUPPORTED: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(2);
    pub const NVML_P2P_STATUS_IOH_TOPOLOGY_NOT_SUPPORTED: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(3);
    pub const NVML_P2P_STATUS_DISABLED_BY_REGKEY: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(4);
    pub const NVML_P2P_STATUS_NOT_SUPPORTED: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(5);
    pub const NVML_P2P_STATUS_UNKNOWN: nvmlGpuP2PStatus_enum = nvmlGpuP2PStatus_enum(6);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGpuP2PStatus_enum(pub ::core::ffi::c_uint);
pub use self::nvmlGpuP2PStatus_enum as nvmlGpuP2PStatus_t;
impl nvmlGpuP2PCapsIndex_enum {
    pub const NVML_P2P_CAPS_INDEX_READ: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(0);
    pub const NVML_P2P_CAPS_INDEX_WRITE: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(1);
    pub const NVML_P2P_CAPS_INDEX_NVLINK: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(2);
    pub const NVML_P2P_CAPS_INDEX_ATOMICS: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(3);
    pub const NVML_P2P_CAPS_INDEX_PCI: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(4);
    pub const NVML_P2P_CAPS_INDEX_PROP: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(4);
    pub const NVML_P2P_CAPS_INDEX_UNKNOWN: nvmlGpuP2PCapsIndex_enum = nvmlGpuP2PCapsIndex_enum(5);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGpuP2PCapsIndex_enum(pub ::core::ffi::c_uint);
pub use self::nvmlGpuP2PCapsIndex_enum as nvmlGpuP2PCapsIndex_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlBridgeChipInfo_st {
    pub type_: nvmlBridgeChipType_t,
    pub fwVersion: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlBridgeChipInfo_st"][::core::mem::size_of::<nvmlBridgeChipInfo_st>() - 8usize];
    ["Alignment of nvmlBridgeChipInfo_st"][::core::mem::align_of::<nvmlBridgeChipInfo_st>() - 4usize];
    ["Offset of field: nvmlBridgeChipInfo_st::type_"]
        [::core::mem::offset_of!(nvmlBridgeChipInfo_st, type_) - 0usize];
    ["Offset of field: nvmlBridgeChipInfo_st::fwVersion"]
        [::core::mem::offset_of!(nvmlBridgeChipInfo_st, fwVersion) - 4usize];
};
impl Default for nvmlBridgeChipInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlBridgeChipInfo_t = nvmlBridgeChipInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlBridgeChipHierarchy_st {
    pub bridgeCount: ::core::ffi::c_uchar,
    pub bridgeChipInfo: [nvmlBridgeChipInfo_t; 128usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlBridgeChipHierarchy_st"][::core::mem::size_of::<nvmlBridgeChipHierarchy_st>() - 1028usize];
    ["Alignment of nvmlBridgeChipHierarchy_st"]
        [::core::mem::align_of::<nvmlBridgeChipHierarchy_st>() - 4usize];
    ["Offset of field: nvmlBridgeChipHierarchy_st::bridgeCount"]
        [::core::mem::offset_of!(nvmlBridgeChipHierarchy_st, bridgeCount) - 0usize];
    ["Offset of field: nvmlBridgeChipHierarchy_st::bridgeChipInfo"]
        [::core::mem::offset_of!(nvmlBridgeChipHierarchy_st, bridgeChipInfo) - 4usize];
};
impl Default for nvmlBridgeChipHierarchy_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlBridgeChipHierarchy_t = nvmlBridgeChipHierarchy_st;
impl nvmlSamplingType_enum {
    pub const NVML_TOTAL_POWER_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(0);
    pub const NVML_GPU_UTILIZATION_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(1);
    pub const NVML_MEMORY_UTILIZATION_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(2);
    pub const NVML_ENC_UTILIZATION_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(3);
    pub const NVML_DEC_UTILIZATION_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(4);
    pub const NVML_PROCESSOR_CLK_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(5);
    pub const NVML_MEMORY_CLK_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(6);
    pub const NVML_MODULE_POWER_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(7);
    pub const NVML_JPG_UTILIZATION_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(8);
    pub const NVML_OFA_UTILIZATION_SAMPLES: nvmlSamplingType_enum = nvmlSamplingType_enum(9);
    pub const NVML_SAMPLINGTYPE_COUNT: nvmlSamplingType_enum = nvmlSamplingType_enum(10);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlSamplingType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlSamplingType_enum as nvmlSamplingType_t;
impl nvmlPcieUtilCounter_enum {
    pub const NVML_PCIE_UTIL_TX_BYTES: nvmlPcieUtilCounter_enum = nvmlPcieUtilCounter_enum(0);
    pub const NVML_PCIE_UTIL_RX_BYTES: nvmlPcieUtilCounter_enum = nvmlPcieUtilCounter_enum(1);
    pub const NVML_PCIE_UTIL_COUNT: nvmlPcieUtilCounter_enum = nvmlPcieUtilCounter_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlPcieUtilCounter_enum(pub ::core::ffi::c_uint);
pub use self::nvmlPcieUtilCounter_enum as nvmlPcieUtilCounter_t;
impl nvmlValueType_enum {
    pub const NVML_VALUE_TYPE_DOUBLE: nvmlValueType_enum = nvmlValueType_enum(0);
    pub const NVML_VALUE_TYPE_UNSIGNED_INT: nvmlValueType_enum = nvmlValueType_enum(1);
    pub const NVML_VALUE_TYPE_UNSIGNED_LONG: nvmlValueType_enum = nvmlValueType_enum(2);
    pub const NVML_VALUE_TYPE_UNSIGNED_LONG_LONG: nvmlValueType_enum = nvmlValueType_enum(3);
    pub const NVML_VALUE_TYPE_SIGNED_LONG_LONG: nvmlValueType_enum = nvmlValueType_enum(4);
    pub const NVML_VALUE_TYPE_SIGNED_INT: nvmlValueType_enum = nvmlValueType_enum(5);
    pub const NVML_VALUE_TYPE_UNSIGNED_SHORT: nvmlValueType_enum = nvmlValueType_enum(6);
    pub const NVML_VALUE_TYPE_COUNT: nvmlValueType_enum = nvmlValueType_enum(7);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlValueType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlValueType_enum as nvmlValueType_t;
#[repr(C)]
#[derive(Copy, Clone)]
pub union nvmlValue_st {
    pub dVal: f64,
    pub siVal: ::core::ffi::c_int,
    pub uiVal: ::core::ffi::c_uint,
    pub ulVal: ::core::ffi::c_ulong,
    pub ullVal: ::core::ffi::c_ulonglong,
    pub sllVal: ::core::ffi::c_longlong,
    pub usVal: ::core::ffi::c_ushort,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlValue_st"][::core::mem::size_of::<nvmlValue_st>() - 8usize];
    ["Alignment of nvmlValue_st"][::core::mem::align_of::<nvmlValue_st>() - 8usize];
    ["Offset of field: nvmlValue_st::dVal"][::core::mem::offset_of!(nvmlValue_st, dVal) - 0usize];
    ["Offset of field: nvmlValue_st::siVal"][::core::mem::offset_of!(nvmlValue_st, siVal) - 0usize];
    ["Offset of field: nvmlValue_st::uiVal"][::core::mem::offset_of!(nvmlValue_st, uiVal) - 0usize];
    ["Offset of field: nvmlValue_st::ulVal"][::core::mem::offset_of!(nvmlValue_st, ulVal) - 0usize];
    ["Offset of field: nvmlValue_st::ullVal"][::core::mem::offset_of!(nvmlValue_st, ullVal) - 0usize];
    ["Offset of field: nvmlValue_st::sllVal"][::core::mem::offset_of!(nvmlValue_st, sllVal) - 0usize];
    ["Offset of field: nvmlValue_st::usVal"][::core::mem::offset_of!(nvmlValue_st, usVal) - 0usize];
};
impl Default for nvmlValue_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlValue_t = nvmlValue_st;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlSample_st {
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub sampleValue: nvmlValue_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSample_st"][::core::mem::size_of::<nvmlSample_st>() - 16usize];
    ["Alignment of nvmlSample_st"][::core::mem::align_of::<nvmlSample_st>() - 8usize];
    ["Offset of field: nvmlSample_st::timeStamp"][::core::mem::offset_of!(nvmlSample_st, timeStamp) - 0usize];
    ["Offset of field: nvmlSample_st::sampleValue"]
        [::core::mem::offset_of!(nvmlSample_st, sampleValue) - 8usize];
};
impl Default for nvmlSample_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlSample_t = nvmlSample_st;
impl nvmlPerfPolicyType_enum {
    pub const NVML_PERF_POLICY_POWER: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(0);
    pub const NVML_PERF_POLICY_THERMAL: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(1);
    pub const NVML_PERF_POLICY_SYNC_BOOST: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(2);
    pub const NVML_PERF_POLICY_BOARD_LIMIT: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(3);
    pub const NVML_PERF_POLICY_LOW_UTILIZATION: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(4);
    pub const NVML_PERF_POLICY_RELIABILITY: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(5);
    pub const NVML_PERF_POLICY_TOTAL_APP_CLOCKS: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(10);
    pub const NVML_PERF_POLICY_TOTAL_BASE_CLOCKS: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(11);
    pub const NVML_PERF_POLICY_COUNT: nvmlPerfPolicyType_enum = nvmlPerfPolicyType_enum(12);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlPerfPolicyType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlPerfPolicyType_enum as nvmlPerfPolicyType_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlViolationTime_st {
    pub referenceTime: ::core::ffi::c_ulonglong,
    pub violationTime: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlViolationTime_st"][::core::mem::size_of::<nvmlViolationTime_st>() - 16usize];
    ["Alignment of nvmlViolationTime_st"][::core::mem::align_of::<nvmlViolationTime_st>() - 8usize];
    ["Offset of field: nvmlViolationTime_st::referenceTime"]
        [::core::mem::offset_of!(nvmlViolationTime_st, referenceTime) - 0usize];
    ["Offset of field: nvmlViolationTime_st::violationTime"]
        [::core::mem::offset_of!(nvmlViolationTime_st, violationTime) - 8usize];
};
pub type nvmlViolationTime_t = nvmlViolationTime_st;
impl nvmlThermalTarget_t {
    pub const NVML_THERMAL_TARGET_NONE: nvmlThermalTarget_t = nvmlThermalTarget_t(0);
    pub const NVML_THERMAL_TARGET_GPU: nvmlThermalTarget_t = nvmlThermalTarget_t(1);
    pub const NVML_THERMAL_TARGET_MEMORY: nvmlThermalTarget_t = nvmlThermalTarget_t(2);
    pub const NVML_THERMAL_TARGET_POWER_SUPPLY: nvmlThermalTarget_t = nvmlThermalTarget_t(4);
    pub const NVML_THERMAL_TARGET_BOARD: nvmlThermalTarget_t = nvmlThermalTarget_t(8);
    pub const NVML_THERMAL_TARGET_VCD_BOARD: nvmlThermalTarget_t = nvmlThermalTarget_t(9);
    pub const NVML_THERMAL_TARGET_VCD_INLET: nvmlThermalTarget_t = nvmlThermalTarget_t(10);
    pub const NVML_THERMAL_TARGET_VCD_OUTLET: nvmlThermalTarget_t = nvmlThermalTarget_t(11);
    pub const NVML_THERMAL_TARGET_ALL: nvmlThermalTarget_t = nvmlThermalTarget_t(15);
    pub const NVML_THERMAL_TARGET_UNKNOWN: nvmlThermalTarget_t = nvmlThermalTarget_t(-1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlThermalTarget_t(pub ::core::ffi::c_int);
impl nvmlThermalController_t {
    pub const NVML_THERMAL_CONTROLLER_NONE: nvmlThermalController_t = nvmlThermalController_t(0);
    pub const NVML_THERMAL_CONTROLLER_GPU_INTERNAL: nvmlThermalController_t = nvmlThermalController_t(1);
    pub const NVML_THERMAL_CONTROLLER_ADM1032: nvmlThermalController_t = nvmlThermalController_t(2);
    pub const NVML_THERMAL_CONTROLLER_ADT7461: nvmlThermalController_t = nvmlThermalController_t(3);
    pub const NVML_THERMAL_CONTROLLER_MAX6649: nvmlThermalController_t = nvmlThermalController_t(4);
    pub const NVML_THERMAL_CONTROLLER_MAX1617: nvmlThermalController_t = nvmlThermalController_t(5);
    pub const NVML_THERMAL_CONTROLLER_LM99: nvmlThermalController_t = nvmlThermalController_t(6);
    pub const NVML_THERMAL_CONTROLLER_LM89: nvmlThermalController_t = nvmlThermalController_t(7);
    pub const NVML_THERMAL_CONTROLLER_LM64: nvmlThermalController_t = nvmlThermalController_t(8);
    pub const NVML_THERMAL_CONTROLLER_G781: nvmlThermalController_t = nvmlThermalController_t(9);
    pub const NVML_THERMAL_CONTROLLER_ADT7473: nvmlThermalController_t = nvmlThermalController_t(10);
    pub const NVML_THERMAL_CONTROLLER_SBMAX6649: nvmlThermalController_t = nvmlThermalController_t(11);
    pub const NVML_THERMAL_CONTROLLER_VBIOSEVT: nvmlThermalController_t = nvmlThermalController_t(12);
    pub const NVML_THERMAL_CONTROLLER_OS: nvmlThermalController_t = nvmlThermalController_t(13);
    pub const NVML_THERMAL_CONTROLLER_NVSYSCON_CANOAS: nvmlThermalController_t = nvmlThermalController_t(14);
    pub const NVML_THERMAL_CONTROLLER_NVSYSCON_E551: nvmlThermalController_t = nvmlThermalController_t(15);
    pub const NVML_THERMAL_CONTROLLER_MAX6649R: nvmlThermalController_t = nvmlThermalController_t(16);
    pub const NVML_THERMAL_CONTROLLER_ADT7473S: nvmlThermalController_t = nvmlThermalController_t(17);
    pub const NVML_THERMAL_CONTROLLER_UNKNOWN: nvmlThermalController_t = nvmlThermalController_t(-1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlThermalController_t(pub ::core::ffi::c_int);
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuThermalSettings_t {
    pub count: ::core::ffi::c_uint,
    pub sensor: [nvmlGpuThermalSettings_t__bindgen_ty_1; 3usize],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuThermalSettings_t__bindgen_ty_1 {
    pub controller: nvmlThermalController_t,
    pub defaultMinTemp: ::core::ffi::c_int,
    pub defaultMaxTemp: ::core::ffi::c_int,
    pub currentTemp: ::core::ffi::c_int,
    pub target: nvmlThermalTarget_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuThermalSettings_t__bindgen_ty_1"]
        [::core::mem::size_of::<nvmlGpuThermalSettings_t__bindgen_ty_1>() - 20usize];
    ["Alignment of nvmlGpuThermalSettings_t__bindgen_ty_1"]
        [::core::mem::align_of::<nvmlGpuThermalSettings_t__bindgen_ty_1>() - 4usize];
    ["Offset of field: nvmlGpuThermalSettings_t__bindgen_ty_1::controller"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t__bindgen_ty_1, controller) - 0usize];
    ["Offset of field: nvmlGpuThermalSettings_t__bindgen_ty_1::defaultMinTemp"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t__bindgen_ty_1, defaultMinTemp) - 4usize];
    ["Offset of field: nvmlGpuThermalSettings_t__bindgen_ty_1::defaultMaxTemp"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t__bindgen_ty_1, defaultMaxTemp) - 8usize];
    ["Offset of field: nvmlGpuThermalSettings_t__bindgen_ty_1::currentTemp"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t__bindgen_ty_1, currentTemp) - 12usize];
    ["Offset of field: nvmlGpuThermalSettings_t__bindgen_ty_1::target"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t__bindgen_ty_1, target) - 16usize];
};
impl Default for nvmlGpuThermalSettings_t__bindgen_ty_1 {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuThermalSettings_t"][::core::mem::size_of::<nvmlGpuThermalSettings_t>() - 64usize];
    ["Alignment of nvmlGpuThermalSettings_t"][::core::mem::align_of::<nvmlGpuThermalSettings_t>() - 4usize];
    ["Offset of field: nvmlGpuThermalSettings_t::count"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t, count) - 0usize];
    ["Offset of field: nvmlGpuThermalSettings_t::sensor"]
        [::core::mem::offset_of!(nvmlGpuThermalSettings_t, sensor) - 4usize];
};
impl Default for nvmlGpuThermalSettings_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
impl nvmlCoolerControl_enum {
    pub const NVML_THERMAL_COOLER_SIGNAL_NONE: nvmlCoolerControl_enum = nvmlCoolerControl_enum(0);
    pub const NVML_THERMAL_COOLER_SIGNAL_TOGGLE: nvmlCoolerControl_enum = nvmlCoolerControl_enum(1);
    pub const NVML_THERMAL_COOLER_SIGNAL_VARIABLE: nvmlCoolerControl_enum = nvmlCoolerControl_enum(2);
    pub const NVML_THERMAL_COOLER_SIGNAL_COUNT: nvmlCoolerControl_enum = nvmlCoolerControl_enum(3);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlCoolerControl_enum(pub ::core::ffi::c_uint);
pub use self::nvmlCoolerControl_enum as nvmlCoolerControl_t;
impl nvmlCoolerTarget_enum {
    pub const NVML_THERMAL_COOLER_TARGET_NONE: nvmlCoolerTarget_enum = nvmlCoolerTarget_enum(1);
    pub const NVML_THERMAL_COOLER_TARGET_GPU: nvmlCoolerTarget_enum = nvmlCoolerTarget_enum(2);
    pub const NVML_THERMAL_COOLER_TARGET_MEMORY: nvmlCoolerTarget_enum = nvmlCoolerTarget_enum(4);
    pub const NVML_THERMAL_COOLER_TARGET_POWER_SUPPLY: nvmlCoolerTarget_enum = nvmlCoolerTarget_enum(8);
    pub const NVML_THERMAL_COOLER_TARGET_GPU_RELATED: nvmlCoolerTarget_enum = nvmlCoolerTarget_enum(14);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlCoolerTarget_enum(pub ::core::ffi::c_uint);
pub use self::nvmlCoolerTarget_enum as nvmlCoolerTarget_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlCoolerInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub index: ::core::ffi::c_uint,
    pub signalType: nvmlCoolerControl_t,
    pub target: nvmlCoolerTarget_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlCoolerInfo_v1_t"][::core::mem::size_of::<nvmlCoolerInfo_v1_t>() - 16usize];
    ["Alignment of nvmlCoolerInfo_v1_t"][::core::mem::align_of::<nvmlCoolerInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlCoolerInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlCoolerInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlCoolerInfo_v1_t::index"]
        [::core::mem::offset_of!(nvmlCoolerInfo_v1_t, index) - 4usize];
    ["Offset of field: nvmlCoolerInfo_v1_t::signalType"]
        [::core::mem::offset_of!(nvmlCoolerInfo_v1_t, signalType) - 8usize];
    ["Offset of field: nvmlCoolerInfo_v1_t::target"]
        [::core::mem::offset_of!(nvmlCoolerInfo_v1_t, target) - 12usize];
};
impl Default for nvmlCoolerInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlCoolerInfo_t = nvmlCoolerInfo_v1_t;
impl nvmlUUIDType_t {
    pub const NVML_UUID_TYPE_NONE: nvmlUUIDType_t = nvmlUUIDType_t(0);
    pub const NVML_UUID_TYPE_ASCII: nvmlUUIDType_t = nvmlUUIDType_t(1);
    pub const NVML_UUID_TYPE_BINARY: nvmlUUIDType_t = nvmlUUIDType_t(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlUUIDType_t(pub ::core::ffi::c_uint);
#[repr(C)]
#[derive(Copy, Clone)]
pub union nvmlUUIDValue_t {
    pub str_: [::core::ffi::c_char; 41usize],
    pub bytes: [::core::ffi::c_uchar; 16usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlUUIDValue_t"][::core::mem::size_of::<nvmlUUIDValue_t>() - 41usize];
    ["Alignment of nvmlUUIDValue_t"][::core::mem::align_of::<nvmlUUIDValue_t>() - 1usize];
    ["Offset of field: nvmlUUIDValue_t::str_"][::core::mem::offset_of!(nvmlUUIDValue_t, str_) - 0usize];
    ["Offset of field: nvmlUUIDValue_t::bytes"][::core::mem::offset_of!(nvmlUUIDValue_t, bytes) - 0usize];
};
impl Default for nvmlUUIDValue_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlUUID_v1_t {
    pub version: ::core::ffi::c_uint,
    pub type_: ::core::ffi::c_uint,
    pub value: nvmlUUIDValue_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlUUID_v1_t"][::core::mem::size_of::<nvmlUUID_v1_t>() - 52usize];
    ["Alignment of nvmlUUID_v1_t"][::core::mem::align_of::<nvmlUUID_v1_t>() - 4usize];
    ["Offset of field: nvmlUUID_v1_t::version"][::core::mem::offset_of!(nvmlUUID_v1_t, version) - 0usize];
    ["Offset of field: nvmlUUID_v1_t::type_"][::core::mem::offset_of!(nvmlUUID_v1_t, type_) - 4usize];
    ["Offset of field: nvmlUUID_v1_t::value"][::core::mem::offset_of!(nvmlUUID_v1_t, value) - 8usize];
};
impl Default for nvmlUUID_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlUUID_t = nvmlUUID_v1_t;
impl nvmlEnableState_enum {
    pub const NVML_FEATURE_DISABLED: nvmlEnableState_enum = nvmlEnableState_enum(0);
    pub const NVML_FEATURE_ENABLED: nvmlEnableState_enum = nvmlEnableState_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlEnableState_enum(pub ::core::ffi::c_uint);
pub use self::nvmlEnableState_enum as nvmlEnableState_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlDramEncryptionInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub encryptionState: nvmlEnableState_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlDramEncryptionInfo_v1_t"][::core::mem::size_of::<nvmlDramEncryptionInfo_v1_t>() - 8usize];
    ["Alignment of nvmlDramEncryptionInfo_v1_t"]
        [::core::mem::align_of::<nvmlDramEncryptionInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlDramEncryptionInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlDramEncryptionInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlDramEncryptionInfo_v1_t::encryptionState"]
        [::core::mem::offset_of!(nvmlDramEncryptionInfo_v1_t, encryptionState) - 4usize];
};
impl Default for nvmlDramEncryptionInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlDramEncryptionInfo_t = nvmlDramEncryptionInfo_v1_t;
impl nvmlBrandType_enum {
    pub const NVML_BRAND_UNKNOWN: nvmlBrandType_enum = nvmlBrandType_enum(0);
    pub const NVML_BRAND_QUADRO: nvmlBrandType_enum = nvmlBrandType_enum(1);
    pub const NVML_BRAND_TESLA: nvmlBrandType_enum = nvmlBrandType_enum(2);
    pub const NVML_BRAND_NVS: nvmlBrandType_enum = nvmlBrandType_enum(3);
    pub const NVML_BRAND_GRID: nvmlBrandType_enum = nvmlBrandType_enum(4);
    pub const NVML_BRAND_GEFORCE: nvmlBrandType_enum = nvmlBrandType_enum(5);
    pub const NVML_BRAND_TITAN: nvmlBrandType_enum = nvmlBrandType_enum(6);
    pub const NVML_BRAND_NVIDIA_VAPPS: nvmlBrandType_enum = nvmlBrandType_enum(7);
    pub const NVML_BRAND_NVIDIA_VPC: nvmlBrandType_enum = nvmlBrandType_enum(8);
    pub const NVML_BRAND_NVIDIA_VCS: nvmlBrandType_enum = nvmlBrandType_enum(9);
    pub const NVML_BRAND_NVIDIA_VWS: nvmlBrandType_enum = nvmlBrandType_enum(10);
    pub const NVML_BRAND_NVIDIA_CLOUD_GAMING: nvmlBrandType_enum = nvmlBrandType_enum(11);
    pub const NVML_BRAND_NVIDIA_VGAMING: nvmlBrandType_enum = nvmlBrandType_enum(11);
    pub const NVML_BRAND_QUADRO_RTX: nvmlBrandType_enum = nvmlBrandType_enum(12);
    pub const NVML_BRAND_NVIDIA_RTX: nvmlBrandType_enum = nvmlBrandType_enum(13);
    pub const NVML_BRAND_NVIDIA: nvmlBrandType_enum = nvmlBrandType_enum(14);
    pub const NVML_BRAND_GEFORCE_RTX: nvmlBrandType_enum = nvmlBrandType_enum(15);
    pub const NVML_BRAND_TITAN_RTX: nvmlBrandType_enum = nvmlBrandType_enum(16);
    pub const NVML_BRAND_COUNT: nvmlBrandType_enum = nvmlBrandType_enum(17);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlBrandType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlBrandType_enum as nvmlBrandType_t;
impl nvmlTemperatureThresholds_enum {
    pub const NVML_TEMPERATURE_THRESHOLD_SHUTDOWN: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(0);
    pub const NVML_TEMPERATURE_THRESHOLD_SLOWDOWN: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(1);
    pub const NVML_TEMPERATURE_THRESHOLD_MEM_MAX: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(2);
    pub const NVML_TEMPERATURE_THRESHOLD_GPU_MAX: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(3);
    pub const NVML_TEMPERATURE_THRESHOLD_ACOUSTIC_MIN: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(4);
    pub const NVML_TEMPERATURE_THRESHOLD_ACOUSTIC_CURR: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(5);
    pub const NVML_TEMPERATURE_THRESHOLD_ACOUSTIC_MAX: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(6);
    pub const NVML_TEMPERATURE_THRESHOLD_GPS_CURR: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(7);
    pub const NVML_TEMPERATURE_THRESHOLD_COUNT: nvmlTemperatureThresholds_enum =
        nvmlTemperatureThresholds_enum(8);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlTemperatureThresholds_enum(pub ::core::ffi::c_uint);
pub use self::nvmlTemperatureThresholds_enum as nvmlTemperatureThresholds_t;
impl nvmlTemperatureSensors_enum {
    pub const NVML_TEMPERATURE_GPU: nvmlTemperatureSensors_enum = nvmlTemperatureSensors_enum(0);
    pub const NVML_TEMPERATURE_COUNT: nvmlTemperatureSensors_enum = nvmlTemperatureSensors_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlTemperatureSensors_enum(pub ::core::ffi::c_uint);
pub use self::nvmlTemperatureSensors_enum as nvmlTemperatureSensors_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlMarginTemperature_v1_t {
    pub version: ::core::ffi::c_uint,
    pub marginTemperature: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlMarginTemperature_v1_t"][::core::mem::size_of::<nvmlMarginTemperature_v1_t>() - 8usize];
    ["Alignment of nvmlMarginTemperature_v1_t"]
        [::core::mem::align_of::<nvmlMarginTemperature_v1_t>() - 4usize];
    ["Offset of field: nvmlMarginTemperature_v1_t::version"]
        [::core::mem::offset_of!(nvmlMarginTemperature_v1_t, version) - 0usize];
    ["Offset of field: nvmlMarginTemperature_v1_t::marginTemperature"]
        [::core::mem::offset_of!(nvmlMarginTemperature_v1_t, marginTemperature) - 4usize];
};
pub type nvmlMarginTemperature_t = nvmlMarginTemperature_v1_t;
impl nvmlComputeMode_enum {
    pub const NVML_COMPUTEMODE_DEFAULT: nvmlComputeMode_enum = nvmlComputeMode_enum(0);
    pub const NVML_COMPUTEMODE_EXCLUSIVE_THREAD: nvmlComputeMode_enum = nvmlComputeMode_enum(1);
    pub const NVML_COMPUTEMODE_PROHIBITED: nvmlComputeMode_enum = nvmlComputeMode_enum(2);
    pub const NVML_COMPUTEMODE_EXCLUSIVE_PROCESS: nvmlComputeMode_enum = nvmlComputeMode_enum(3);
    pub const NVML_COMPUTEMODE_COUNT: nvmlComputeMode_enum = nvmlComputeMode_enum(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlComputeMode_enum(pub ::core::ffi::c_uint);
pub use self::nvmlComputeMode_enum as nvmlComputeMode_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlClkMonFaultInfo_struct {
    pub clkApiDomain: ::core::ffi::c_uint,
    pub clkDomainFaultMask: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlClkMonFaultInfo_struct"][::core::mem::size_of::<nvmlClkMonFaultInfo_struct>() - 8usize];
    ["Alignment of nvmlClkMonFaultInfo_struct"]
        [::core::mem::align_of::<nvmlClkMonFaultInfo_struct>() - 4usize];
    ["Offset of field: nvmlClkMonFaultInfo_struct::clkApiDomain"]
        [::core::mem::offset_of!(nvmlClkMonFaultInfo_struct, clkApiDomain) - 0usize];
    ["Offset of field: nvmlClkMonFaultInfo_struct::clkDomainFaultMask"]
        [::core::mem::offset_of!(nvmlClkMonFaultInfo_struct, clkDomainFaultMask) - 4usize];
};
pub type nvmlClkMonFaultInfo_t = nvmlClkMonFaultInfo_struct;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlClkMonStatus_status {
    pub bGlobalStatus: ::core::ffi::c_uint,
    pub clkMonListSize: ::core::ffi::c_uint,
    pub clkMonList: [nvmlClkMonFaultInfo_t; 32usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlClkMonStatus_status"][::core::mem::size_of::<nvmlClkMonStatus_status>() - 264usize];
    ["Alignment of nvmlClkMonStatus_status"][::core::mem::align_of::<nvmlClkMonStatus_status>() - 4usize];
    ["Offset of field: nvmlClkMonStatus_status::bGlobalStatus"]
        [::core::mem::offset_of!(nvmlClkMonStatus_status, bGlobalStatus) - 0usize];
    ["Offset of field: nvmlClkMonStatus_status::clkMonListSize"]
        [::core::mem::offset_of!(nvmlClkMonStatus_status, clkMonListSize) - 4usize];
    ["Offset of field: nvmlClkMonStatus_status::clkMonList"]
        [::core::mem::offset_of!(nvmlClkMonStatus_status, clkMonList) - 8usize];
};
pub type nvmlClkMonStatus_t = nvmlClkMonStatus_status;
impl nvmlMemoryErrorType_enum {
    pub const NVML_MEMORY_ERROR_TYPE_CORRECTED: nvmlMemoryErrorType_enum = nvmlMemoryErrorType_enum(0);
    pub const NVML_MEMORY_ERROR_TYPE_UNCORRECTED: nvmlMemoryErrorType_enum = nvmlMemoryErrorType_enum(1);
    pub const NVML_MEMORY_ERROR_TYPE_COUNT: nvmlMemoryErrorType_enum = nvmlMemoryErrorType_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlMemoryErrorType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlMemoryErrorType_enum as nvmlMemoryErrorType_t;
impl nvmlNvlinkVersion_enum {
    pub const NVML_NVLINK_VERSION_INVALID: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(0);
    pub const NVML_NVLINK_VERSION_1_0: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(1);
    pub const NVML_NVLINK_VERSION_2_0: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(2);
    pub const NVML_NVLINK_VERSION_2_2: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(3);
    pub const NVML_NVLINK_VERSION_3_0: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(4);
    pub const NVML_NVLINK_VERSION_3_1: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(5);
    pub const NVML_NVLINK_VERSION_4_0: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(6);
    pub const NVML_NVLINK_VERSION_5_0: nvmlNvlinkVersion_enum = nvmlNvlinkVersion_enum(7);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlNvlinkVersion_enum(pub ::core::ffi::c_uint);
pub use self::nvmlNvlinkVersion_enum as nvmlNvlinkVersion_t;
impl nvmlEccCounterType_enum {
    pub const NVML_VOLATILE_ECC: nvmlEccCounterType_enum = nvmlEccCounterType_enum(0);
    pub const NVML_AGGREGATE_ECC: nvmlEccCounterType_enum = nvmlEccCounterType_enum(1);
    pub const NVML_ECC_COUNTER_TYPE_COUNT: nvmlEccCounterType_enum = nvmlEccCounterType_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlEccCounterType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlEccCounterType_enum as nvmlEccCounterType_t;
impl nvmlClockType_enum {
    pub const NVML_CLOCK_GRAPHICS: nvmlClockType_enum = nvmlClockType_enum(0);
    pub const NVML_CLOCK_SM: nvmlClockType_enum = nvmlClockType_enum(1);
    pub const NVML_CLOCK_MEM: nvmlClockType_enum = nvmlClockType_enum(2);
    pub const NVML_CLOCK_VIDEO: nvmlClockType_enum = nvmlClockType_enum(3);
    pub const NVML_CLOCK_COUNT: nvmlClockType_enum = nvmlClockType_enum(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlClockType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlClockType_enum as nvmlClockType_t;
impl nvmlClockId_enum {
    pub const NVML_CLOCK_ID_CURRENT: nvmlClockId_enum = nvmlClockId_enum(0);
    pub const NVML_CLOCK_ID_APP_CLOCK_TARGET: nvmlClockId_enum = nvmlClockId_enum(1);
    pub const NVML_CLOCK_ID_APP_CLOCK_DEFAULT: nvmlClockId_enum = nvmlClockId_enum(2);
    pub const NVML_CLOCK_ID_CUSTOMER_BOOST_MAX: nvmlClockId_enum = nvmlClockId_enum(3);
    pub const NVML_CLOCK_ID_COUNT: nvmlClockId_enum = nvmlClockId_enum(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlClockId_enum(pub ::core::ffi::c_uint);
pub use self::nvmlClockId_enum as nvmlClockId_t;
impl nvmlDriverModel_enum {
    pub const NVML_DRIVER_WDDM: nvmlDriverModel_enum = nvmlDriverModel_enum(0);
    pub const NVML_DRIVER_WDM: nvmlDriverModel_enum = nvmlDriverModel_enum(1);
    pub const NVML_DRIVER_MCDM: nvmlDriverModel_enum = nvmlDriverModel_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlDriverModel_enum(pub ::core::ffi::c_uint);
pub use self::nvmlDriverModel_enum as nvmlDriverModel_t;
impl nvmlPStates_enum {
    pub const NVML_PSTATE_0: nvmlPStates_enum = nvmlPStates_enum(0);
    pub const NVML_PSTATE_1: nvmlPStates_enum = nvmlPStates_enum(1);
    pub const NVML_PSTATE_2: nvmlPStates_enum = nvmlPStates_enum(2);
    pub const NVML_PSTATE_3: nvmlPStates_enum = nvmlPStates_enum(3);
    pub const NVML_PSTATE_4: nvmlPStates_enum = nvmlPStates_enum(4);
    pub const NVML_PSTATE_5: nvmlPStates_enum = nvmlPStates_enum(5);
    pub const NVML_PSTATE_6: nvmlPStates_enum = nvmlPStates_enum(6);
    pub const NVML_PSTATE_7: nvmlPStates_enum = nvmlPStates_enum(7);
    pub const NVML_PSTATE_8: nvmlPStates_enum = nvmlPStates_enum(8);
    pub const NVML_PSTATE_9: nvmlPStates_enum = nvmlPStates_enum(9);
    pub const NVML_PSTATE_10: nvmlPStates_enum = nvmlPStates_enum(10);
    pub const NVML_PSTATE_11: nvmlPStates_enum = nvmlPStates_enum(11);
    pub const NVML_PSTATE_12: nvmlPStates_enum = nvmlPStates_enum(12);
    pub const NVML_PSTATE_13: nvmlPStates_enum = nvmlPStates_enum(13);
    pub const NVML_PSTATE_14: nvmlPStates_enum = nvmlPStates_enum(14);
    pub const NVML_PSTATE_15: nvmlPStates_enum = nvmlPStates_enum(15);
    pub const NVML_PSTATE_UNKNOWN: nvmlPStates_enum = nvmlPStates_enum(32);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlPStates_enum(pub ::core::ffi::c_uint);
pub use self::nvmlPStates_enum as nvmlPstates_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlClockOffset_v1_t {
    pub version: ::core::ffi::c_uint,
    pub type_: nvmlClockType_t,
    pub pstate: nvmlPstates_t,
    pub clockOffsetMHz: ::core::ffi::c_int,
    pub minClockOffsetMHz: ::core::ffi::c_int,
    pub maxClockOffsetMHz: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlClockOffset_v1_t"][::core::mem::size_of::<nvmlClockOffset_v1_t>() - 24usize];
    ["Alignment of nvmlClockOffset_v1_t"][::core::mem::align_of::<nvmlClockOffset_v1_t>() - 4usize];
    ["Offset of field: nvmlClockOffset_v1_t::version"]
        [::core::mem::offset_of!(nvmlClockOffset_v1_t, version) - 0usize];
    ["Offset of field: nvmlClockOffset_v1_t::type_"]
        [::core::mem::offset_of!(nvmlClockOffset_v1_t, type_) - 4usize];
    ["Offset of field: nvmlClockOffset_v1_t::pstate"]
        [::core::mem::offset_of!(nvmlClockOffset_v1_t, pstate) - 8usize];
    ["Offset of field: nvmlClockOffset_v1_t::clockOffsetMHz"]
        [::core::mem::offset_of!(nvmlClockOffset_v1_t, clockOffsetMHz) - 12usize];
    ["Offset of field: nvmlClockOffset_v1_t::minClockOffsetMHz"]
        [::core::mem::offset_of!(nvmlClockOffset_v1_t, minClockOffsetMHz) - 16usize];
    ["Offset of field: nvmlClockOffset_v1_t::maxClockOffsetMHz"]
        [::core::mem::offset_of!(nvmlClockOffset_v1_t, maxClockOffsetMHz) - 20usize];
};
impl Default for nvmlClockOffset_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlClockOffset_t = nvmlClockOffset_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlFanSpeedInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub fan: ::core::ffi::c_uint,
    pub speed: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlFanSpeedInfo_v1_t"][::core::mem::size_of::<nvmlFanSpeedInfo_v1_t>() - 12usize];
    ["Alignment of nvmlFanSpeedInfo_v1_t"][::core::mem::align_of::<nvmlFanSpeedInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlFanSpeedInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlFanSpeedInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlFanSpeedInfo_v1_t::fan"]
        [::core::mem::offset_of!(nvmlFanSpeedInfo_v1_t, fan) - 4usize];
    ["Offset of field: nvmlFanSpeedInfo_v1_t::speed"]
        [::core::mem::offset_of!(nvmlFanSpeedInfo_v1_t, speed) - 8usize];
};
pub type nvmlFanSpeedInfo_t = nvmlFanSpeedInfo_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlDevicePerfModes_v1_t {
    pub version: ::core::ffi::c_uint,
    pub str_: [::core::ffi::c_char; 2048usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlDevicePerfModes_v1_t"][::core::mem::size_of::<nvmlDevicePerfModes_v1_t>() - 2052usize];
    ["Alignment of nvmlDevicePerfModes_v1_t"][::core::mem::align_of::<nvmlDevicePerfModes_v1_t>() - 4usize];
    ["Offset of field: nvmlDevicePerfModes_v1_t::version"]
        [::core::mem::offset_of!(nvmlDevicePerfModes_v1_t, version) - 0usize];
    ["Offset of field: nvmlDevicePerfModes_v1_t::str_"]
        [::core::mem::offset_of!(nvmlDevicePerfModes_v1_t, str_) - 4usize];
};
impl Default for nvmlDevicePerfModes_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlDevicePerfModes_t = nvmlDevicePerfModes_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlDeviceCurrentClockFreqs_v1_t {
    pub version: ::core::ffi::c_uint,
    pub str_: [::core::ffi::c_char; 2048usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlDeviceCurrentClockFreqs_v1_t"]
        [::core::mem::size_of::<nvmlDeviceCurrentClockFreqs_v1_t>() - 2052usize];
    ["Alignment of nvmlDeviceCurrentClockFreqs_v1_t"]
        [::core::mem::align_of::<nvmlDeviceCurrentClockFreqs_v1_t>() - 4usize];
    ["Offset of field: nvmlDeviceCurrentClockFreqs_v1_t::version"]
        [::core::mem::offset_of!(nvmlDeviceCurrentClockFreqs_v1_t, version) - 0usize];
    ["Offset of field: nvmlDeviceCurrentClockFreqs_v1_t::str_"]
        [::core::mem::offset_of!(nvmlDeviceCurrentClockFreqs_v1_t, str_) - 4usize];
};
impl Default for nvmlDeviceCurrentClockFreqs_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlDeviceCurrentClockFreqs_t = nvmlDeviceCurrentClockFreqs_v1_t;
impl nvmlGom_enum {
    pub const NVML_GOM_ALL_ON: nvmlGom_enum = nvmlGom_enum(0);
    pub const NVML_GOM_COMPUTE: nvmlGom_enum = nvmlGom_enum(1);
    pub const NVML_GOM_LOW_DP: nvmlGom_enum = nvmlGom_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGom_enum(pub ::core::ffi::c_uint);
pub use self::nvmlGom_enum as nvmlGpuOperationMode_t;
impl nvmlInforomObject_enum {
    pub const NVML_INFOROM_OEM: nvmlInforomObject_enum = nvmlInforomObject_enum(0);
    pub const NVML_INFOROM_ECC: nvmlInforomObject_enum = nvmlInforomObject_enum(1);
    pub const NVML_INFOROM_POWER: nvmlInforomObject_enum = nvmlInforomObject_enum(2);
    pub const NVML_INFOROM_DEN: nvmlInforomObject_enum = nvmlInforomObject_enum(3);
    pub const NVML_INFOROM_COUNT: nvmlInforomObject_enum = nvmlInforomObject_enum(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlInforomObject_enum(pub ::core::ffi::c_uint);
pub use self::nvmlInforomObject_enum as nvmlInforomObject_t;
impl nvmlReturn_enum {
    pub const NVML_SUCCESS: nvmlReturn_enum = nvmlReturn_enum(0);
    pub const NVML_ERROR_UNINITIALIZED: nvmlReturn_enum = nvmlReturn_enum(1);
    pub const NVML_ERROR_INVALID_ARGUMENT: nvmlReturn_enum = nvmlReturn_enum(2);
    pub const NVML_ERROR_NOT_SUPPORTED: nvmlReturn_enum = nvmlReturn_enum(3);
    pub const NVML_ERROR_NO_PERMISSION: nvmlReturn_enum = nvmlReturn_enum(4);
    pub const NVML_ERROR_ALREADY_INITIALIZED: nvmlReturn_enum = nvmlReturn_enum(5);
    pub const NVML_ERROR_NOT_FOUND: nvmlReturn_enum = nvmlReturn_enum(6);
    pub const NVML_ERROR_INSUFFICIENT_SIZE: nvmlReturn_enum = nvmlReturn_enum(7);
    pub const NVML_ERROR_INSUFFICIENT_POWER: nvmlReturn_enum = nvmlReturn_enum(8);
    pub const NVML_ERROR_DRIVER_NOT_LOADED: nvmlReturn_enum = nvmlReturn_enum(9);
    pub const NVML_ERROR_TIMEOUT: nvmlReturn_enum = nvmlReturn_enum(10);
    pub const NVML_ERROR_IRQ_ISSUE: nvmlReturn_enum = nvmlReturn_enum(11);
    pub const NVML_ERROR_LIBRARY_NOT_FOUND: nvmlReturn_enum = nvmlReturn_enum(12);
    pub const NVML_ERROR_FUNCTION_NOT_FOUND: nvmlReturn_enum = nvmlReturn_enum(13);
    pub const NVML_ERROR_CORRUPTED_INFOROM: nvmlReturn_enum = nvmlReturn_enum(14);
    pub const NVML_ERROR_GPU_IS_LOST: nvmlReturn_enum = nvmlReturn_enum(15);
    pub const NVML_ERROR_RESET_REQUIRED: nvmlReturn_enum = nvmlReturn_enum(16);
    pub const NVML_ERROR_OPERATING_SYSTEM: nvmlReturn_enum = nvmlReturn_enum(17);
    pub const NVML_ERROR_LIB_RM_VERSION_MISMATCH: nvmlReturn_enum = nvmlReturn_enum(18);
    pub const NVML_ERROR_IN_USE: nvmlReturn_enum = nvmlReturn_enum(19);
    pub const NVML_ERROR_MEMORY: nvmlReturn_enum = nvmlReturn_enum(20);
    pub const NVML_ERROR_NO_DATA: nvmlReturn_enum = nvmlReturn_enum(21);
    pub const NVML_ERROR_VGPU_ECC_NOT_SUPPORTED: nvmlReturn_enum = nvmlReturn_enum(22);
    pub const NVML_ERROR_INSUFFICIENT_RESOURCES: nvmlReturn_enum = nvmlReturn_enum(23);
    pub const NVML_ERROR_FREQ_NOT_SUPPORTED: nvmlReturn_enum = nvmlReturn_enum(24);
    pub const NVML_ERROR_ARGUMENT_VERSION_MISMATCH: nvmlReturn_enum = nvmlReturn_enum(25);
    pub const NVML_ERROR_DEPRECATED: nvmlReturn_enum = nvmlReturn_enum(26);
    pub const NVML_ERROR_NOT_READY: nvmlReturn_enum = nvmlReturn_enum(27);
    pub const NVML_ERROR_GPU_NOT_FOUND: nvmlReturn_enum = nvmlReturn_enum(28);
    pub const NVML_ERROR_INVALID_STATE: nvmlReturn_enum = nvmlReturn_enum(29);
    pub const NVML_ERROR_UNKNOWN: nvmlReturn_enum = nvmlReturn_enum(999);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlReturn_enum(pub ::core::ffi::c_uint);
pub use self::nvmlReturn_enum as nvmlReturn_t;
impl nvmlMemoryLocation_enum {
    pub const NVML_MEMORY_LOCATION_L1_CACHE: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(0);
    pub const NVML_MEMORY_LOCATION_L2_CACHE: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(1);
    pub const NVML_MEMORY_LOCATION_DRAM: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(2);
    pub const NVML_MEMORY_LOCATION_DEVICE_MEMORY: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(2);
    pub const NVML_MEMORY_LOCATION_REGISTER_FILE: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(3);
    pub const NVML_MEMORY_LOCATION_TEXTURE_MEMORY: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(4);
    pub const NVML_MEMORY_LOCATION_TEXTURE_SHM: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(5);
    pub const NVML_MEMORY_LOCATION_CBU: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(6);
    pub const NVML_MEMORY_LOCATION_SRAM: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(7);
    pub const NVML_MEMORY_LOCATION_COUNT: nvmlMemoryLocation_enum = nvmlMemoryLocation_enum(8);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlMemoryLocation_enum(pub ::core::ffi::c_uint);
pub use self::nvmlMemoryLocation_enum as nvmlMemoryLocation_t;
impl nvmlPageRetirementCause_enum {
    pub const NVML_PAGE_RETIREMENT_CAUSE_MULTIPLE_SINGLE_BIT_ECC_ERRORS: nvmlPageRetirementCause_enum =
        nvmlPageRetirementCause_enum(0);
    pub const NVML_PAGE_RETIREMENT_CAUSE_DOUBLE_BIT_ECC_ERROR: nvmlPageRetirementCause_enum =
        nvmlPageRetirementCause_enum(1);
    pub const NVML_PAGE_RETIREMENT_CAUSE_COUNT: nvmlPageRetirementCause_enum =
        nvmlPageRetirementCause_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlPageRetirementCause_enum(pub ::core::ffi::c_uint);
pub use self::nvmlPageRetirementCause_enum as nvmlPageRetirementCause_t;
impl nvmlRestrictedAPI_enum {
    pub const NVML_RESTRICTED_API_SET_APPLICATION_CLOCKS: nvmlRestrictedAPI_enum = nvmlRestrictedAPI_enum(0);
    pub const NVML_RESTRICTED_API_SET_AUTO_BOOSTED_CLOCKS: nvmlRestrictedAPI_enum = nvmlRestrictedAPI_enum(1);
    pub const NVML_RESTRICTED_API_COUNT: nvmlRestrictedAPI_enum = nvmlRestrictedAPI_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlRestrictedAPI_enum(pub ::core::ffi::c_uint);
pub use self::nvmlRestrictedAPI_enum as nvmlRestrictedAPI_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlProcessUtilizationSample_st {
    pub pid: ::core::ffi::c_uint,
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub smUtil: ::core::ffi::c_uint,
    pub memUtil: ::core::ffi::c_uint,
    pub encUtil: ::core::ffi::c_uint,
    pub decUtil: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessUtilizationSample_st"]
        [::core::mem::size_of::<nvmlProcessUtilizationSample_st>() - 32usize];
    ["Alignment of nvmlProcessUtilizationSample_st"]
        [::core::mem::align_of::<nvmlProcessUtilizationSample_st>() - 8usize];
    ["Offset of field: nvmlProcessUtilizationSample_st::pid"]
        [::core::mem::offset_of!(nvmlProcessUtilizationSample_st, pid) - 0usize];
    ["Offset of field: nvmlProcessUtilizationSample_st::timeStamp"]
        [::core::mem::offset_of!(nvmlProcessUtilizationSample_st, timeStamp) - 8usize];
    ["Offset of field: nvmlProcessUtilizationSample_st::smUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationSample_st, smUtil) - 16usize];
    ["Offset of field: nvmlProcessUtilizationSample_st::memUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationSample_st, memUtil) - 20usize];
    ["Offset of field: nvmlProcessUtilizationSample_st::encUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationSample_st, encUtil) - 24usize];
    ["Offset of field: nvmlProcessUtilizationSample_st::decUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationSample_st, decUtil) - 28usize];
};
pub type nvmlProcessUtilizationSample_t = nvmlProcessUtilizationSample_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlProcessUtilizationInfo_v1_t {
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub pid: ::core::ffi::c_uint,
    pub smUtil: ::core::ffi::c_uint,
    pub memUtil: ::core::ffi::c_uint,
    pub encUtil: ::core::ffi::c_uint,
    pub decUtil: ::core::ffi::c_uint,
    pub jpgUtil: ::core::ffi::c_uint,
    pub ofaUtil: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessUtilizationInfo_v1_t"]
        [::core::mem::size_of::<nvmlProcessUtilizationInfo_v1_t>() - 40usize];
    ["Alignment of nvmlProcessUtilizationInfo_v1_t"]
        [::core::mem::align_of::<nvmlProcessUtilizationInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::timeStamp"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, timeStamp) - 0usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::pid"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, pid) - 8usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::smUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, smUtil) - 12usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::memUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, memUtil) - 16usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::encUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, encUtil) - 20usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::decUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, decUtil) - 24usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::jpgUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, jpgUtil) - 28usize];
    ["Offset of field: nvmlProcessUtilizationInfo_v1_t::ofaUtil"]
        [::core::mem::offset_of!(nvmlProcessUtilizationInfo_v1_t, ofaUtil) - 32usize];
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlProcessesUtilizationInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub processSamplesCount: ::core::ffi::c_uint,
    pub lastSeenTimeStamp: ::core::ffi::c_ulonglong,
    pub procUtilArray: *mut nvmlProcessUtilizationInfo_v1_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlProcessesUtilizationInfo_v1_t"]
        [::core::mem::size_of::<nvmlProcessesUtilizationInfo_v1_t>() - 24usize];
    ["Alignment of nvmlProcessesUtilizationInfo_v1_t"]
        [::core::mem::align_of::<nvmlProcessesUtilizationInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlProcessesUtilizationInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlProcessesUtilizationInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlProcessesUtilizationInfo_v1_t::processSamplesCount"]
        [::core::mem::offset_of!(nvmlProcessesUtilizationInfo_v1_t, processSamplesCount) - 4usize];
    ["Offset of field: nvmlProcessesUtilizationInfo_v1_t::lastSeenTimeStamp"]
        [::core::mem::offset_of!(nvmlProcessesUtilizationInfo_v1_t, lastSeenTimeStamp) - 8usize];
    ["Offset of field: nvmlProcessesUtilizationInfo_v1_t::procUtilArray"]
        [::core::mem::offset_of!(nvmlProcessesUtilizationInfo_v1_t, procUtilArray) - 16usize];
};
impl Default for nvmlProcessesUtilizationInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlProcessesUtilizationInfo_t = nvmlProcessesUtilizationInfo_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlEccSramErrorStatus_v1_t {
    pub version: ::core::ffi::c_uint,
    pub aggregateUncParity: ::core::ffi::c_ulonglong,
    pub aggregateUncSecDed: ::core::ffi::c_ulonglong,
    pub aggregateCor: ::core::ffi::c_ulonglong,
    pub volatileUncParity: ::core::ffi::c_ulonglong,
    pub volatileUncSecDed: ::core::ffi::c_ulonglong,
    pub volatileCor: ::core::ffi::c_ulonglong,
    pub aggregateUncBucketL2: ::core::ffi::c_ulonglong,
    pub aggregateUncBucketSm: ::core::ffi::c_ulonglong,
    pub aggregateUncBucketPcie: ::core::ffi::c_ulonglong,
    pub aggregateUncBucketMcu: ::core::ffi::c_ulonglong,
    pub aggregateUncBucketOther: ::core::ffi::c_ulonglong,
    pub bThresholdExceeded: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlEccSramErrorStatus_v1_t"][::core::mem::size_of::<nvmlEccSramErrorStatus_v1_t>() - 104usize];
    ["Alignment of nvmlEccSramErrorStatus_v1_t"]
        [::core::mem::align_of::<nvmlEccSramErrorStatus_v1_t>() - 8usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::version"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, version) - 0usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncParity"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncParity) - 8usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncSecDed"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncSecDed) - 16usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateCor"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateCor) - 24usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::volatileUncParity"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, volatileUncParity) - 32usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::volatileUncSecDed"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, volatileUncSecDed) - 40usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::volatileCor"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, volatileCor) - 48usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncBucketL2"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncBucketL2) - 56usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncBucketSm"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncBucketSm) - 64usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncBucketPcie"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncBucketPcie) - 72usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncBucketMcu"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncBucketMcu) - 80usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::aggregateUncBucketOther"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, aggregateUncBucketOther) - 88usize];
    ["Offset of field: nvmlEccSramErrorStatus_v1_t::bThresholdExceeded"]
        [::core::mem::offset_of!(nvmlEccSramErrorStatus_v1_t, bThresholdExceeded) - 96usize];
};
pub type nvmlEccSramErrorStatus_t = nvmlEccSramErrorStatus_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlPlatformInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub ibGuid: [::core::ffi::c_uchar; 16usize],
    pub rackGuid: [::core::ffi::c_uchar; 16usize],
    pub chassisPhysicalSlotNumber: ::core::ffi::c_uchar,
    pub computeSlotIndex: ::core::ffi::c_uchar,
    pub nodeIndex: ::core::ffi::c_uchar,
    pub peerType: ::core::ffi::c_uchar,
    pub moduleId: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPlatformInfo_v1_t"][::core::mem::size_of::<nvmlPlatformInfo_v1_t>() - 44usize];
    ["Alignment of nvmlPlatformInfo_v1_t"][::core::mem::align_of::<nvmlPlatformInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::ibGuid"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, ibGuid) - 4usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::rackGuid"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, rackGuid) - 20usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::chassisPhysicalSlotNumber"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, chassisPhysicalSlotNumber) - 36usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::computeSlotIndex"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, computeSlotIndex) - 37usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::nodeIndex"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, nodeIndex) - 38usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::peerType"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, peerType) - 39usize];
    ["Offset of field: nvmlPlatformInfo_v1_t::moduleId"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v1_t, moduleId) - 40usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlPlatformInfo_v2_t {
    pub version: ::core::ffi::c_uint,
    pub ibGuid: [::core::ffi::c_uchar; 16usize],
    pub chassisSerialNumber: [::core::ffi::c_uchar; 16usize],
    pub slotNumber: ::core::ffi::c_uchar,
    pub trayIndex: ::core::ffi::c_uchar,
    pub hostId: ::core::ffi::c_uchar,
    pub peerType: ::core::ffi::c_uchar,
    pub moduleId: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPlatformInfo_v2_t"][::core::mem::size_of::<nvmlPlatformInfo_v2_t>() - 44usize];
    ["Alignment of nvmlPlatformInfo_v2_t"][::core::mem::align_of::<nvmlPlatformInfo_v2_t>() - 4usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::version"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, version) - 0usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::ibGuid"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, ibGuid) - 4usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::chassisSerialNumber"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, chassisSerialNumber) - 20usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::slotNumber"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, slotNumber) - 36usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::trayIndex"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, trayIndex) - 37usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::hostId"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, hostId) - 38usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::peerType"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, peerType) - 39usize];
    ["Offset of field: nvmlPlatformInfo_v2_t::moduleId"]
        [::core::mem::offset_of!(nvmlPlatformInfo_v2_t, moduleId) - 40usize];
};
pub type nvmlPlatformInfo_t = nvmlPlatformInfo_v2_t;
pub type nvmlDeviceArchitecture_t = ::core::ffi::c_uint;
pub type nvmlBusType_t = ::core::ffi::c_uint;
pub type nvmlFanControlPolicy_t = ::core::ffi::c_uint;
pub type nvmlPowerSource_t = ::core::ffi::c_uint;
impl nvmlGpuUtilizationDomainId_t {
    pub const NVML_GPU_UTILIZATION_DOMAIN_GPU: nvmlGpuUtilizationDomainId_t = nvmlGpuUtilizationDomainId_t(0);
    pub const NVML_GPU_UTILIZATION_DOMAIN_FB: nvmlGpuUtilizationDomainId_t = nvmlGpuUtilizationDomainId_t(1);
    pub const NVML_GPU_UTILIZATION_DOMAIN_VID: nvmlGpuUtilizationDomainId_t = nvmlGpuUtilizationDomainId_t(2);
    pub const NVML_GPU_UTILIZATION_DOMAIN_BUS: nvmlGpuUtilizationDomainId_t = nvmlGpuUtilizationDomainId_t(3);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGpuUtilizationDomainId_t(pub ::core::ffi::c_uint);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlGpuDynamicPstatesInfo_st {
    pub flags: ::core::ffi::c_uint,
    pub utilization: [nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1; 8usize],
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1 {
    pub bIsPresent: ::core::ffi::c_uint,
    pub percentage: ::core::ffi::c_uint,
    pub incThreshold: ::core::ffi::c_uint,
    pub decThreshold: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1"]
        [::core::mem::size_of::<nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1>() - 16usize];
    ["Alignment of nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1"]
        [::core::mem::align_of::<nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1>() - 4usize];
    ["Offset of field: nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1::bIsPresent"]
        [::core::mem::offset_of!(nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1, bIsPresent) - 0usize];
    ["Offset of field: nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1::percentage"]
        [::core::mem::offset_of!(nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1, percentage) - 4usize];
    ["Offset of field: nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1::incThreshold"]
        [::core::mem::offset_of!(nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1, incThreshold) - 8usize];
    ["Offset of field: nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1::decThreshold"]
        [::core::mem::offset_of!(nvmlGpuDynamicPstatesInfo_st__bindgen_ty_1, decThreshold) - 12usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuDynamicPstatesInfo_st"]
        [::core::mem::size_of::<nvmlGpuDynamicPstatesInfo_st>() - 132usize];
    ["Alignment of nvmlGpuDynamicPstatesInfo_st"]
        [::core::mem::align_of::<nvmlGpuDynamicPstatesInfo_st>() - 4usize];
    ["Offset of field: nvmlGpuDynamicPstatesInfo_st::flags"]
        [::core::mem::offset_of!(nvmlGpuDynamicPstatesInfo_st, flags) - 0usize];
    ["Offset of field: nvmlGpuDynamicPstatesInfo_st::utilization"]
        [::core::mem::offset_of!(nvmlGpuDynamicPstatesInfo_st, utilization) - 4usize];
};
pub type nvmlGpuDynamicPstatesInfo_t = nvmlGpuDynamicPstatesInfo_st;
pub type nvmlPowerScopeType_t = ::core::ffi::c_uchar;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlPowerValue_v2_t {
    pub version: ::core::ffi::c_uint,
    pub powerScope: nvmlPowerScopeType_t,
    pub powerValueMw: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPowerValue_v2_t"][::core::mem::size_of::<nvmlPowerValue_v2_t>() - 12usize];
    ["Alignment of nvmlPowerValue_v2_t"][::core::mem::align_of::<nvmlPowerValue_v2_t>() - 4usize];
    ["Offset of field: nvmlPowerValue_v2_t::version"]
        [::core::mem::offset_of!(nvmlPowerValue_v2_t, version) - 0usize];
    ["Offset of field: nvmlPowerValue_v2_t::powerScope"]
        [::core::mem::offset_of!(nvmlPowerValue_v2_t, powerScope) - 4usize];
    ["Offset of field: nvmlPowerValue_v2_t::powerValueMw"]
        [::core::mem::offset_of!(nvmlPowerValue_v2_t, powerValueMw) - 8usize];
};
impl nvmlGpuVirtualizationMode {
    pub const NVML_GPU_VIRTUALIZATION_MODE_NONE: nvmlGpuVirtualizationMode = nvmlGpuVirtualizationMode(0);
    pub const NVML_GPU_VIRTUALIZATION_MODE_PASSTHROUGH: nvmlGpuVirtualizationMode =
        nvmlGpuVirtualizationMode(1);
    pub const NVML_GPU_VIRTUALIZATION_MODE_VGPU: nvmlGpuVirtualizationMode = nvmlGpuVirtualizationMode(2);
    pub const NVML_GPU_VIRTUALIZATION_MODE_HOST_VGPU: nvmlGpuVirtualizationMode =
        nvmlGpuVirtualizationMode(3);
    pub const NVML_GPU_VIRTUALIZATION_MODE_HOST_VSGA: nvmlGpuVirtualizationMode =
        nvmlGpuVirtualizationMode(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGpuVirtualizationMode(pub ::core::ffi::c_uint);
pub use self::nvmlGpuVirtualizationMode as nvmlGpuVirtualizationMode_t;
impl nvmlHostVgpuMode_enum {
    pub const NVML_HOST_VGPU_MODE_NON_SRIOV: nvmlHostVgpuMode_enum = nvmlHostVgpuMode_enum(0);
    pub const NVML_HOST_VGPU_MODE_SRIOV: nvmlHostVgpuMode_enum = nvmlHostVgpuMode_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlHostVgpuMode_enum(pub ::core::ffi::c_uint);
pub use self::nvmlHostVgpuMode_enum as nvmlHostVgpuMode_t;
impl nvmlVgpuVmIdType {
    pub const NVML_VGPU_VM_ID_DOMAIN_ID: nvmlVgpuVmIdType = nvmlVgpuVmIdType(0);
    pub const NVML_VGPU_VM_ID_UUID: nvmlVgpuVmIdType = nvmlVgpuVmIdType(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlVgpuVmIdType(pub ::core::ffi::c_uint);
pub use self::nvmlVgpuVmIdType as nvmlVgpuVmIdType_t;
impl nvmlVgpuGuestInfoState_enum {
    pub const NVML_VGPU_INSTANCE_GUEST_INFO_STATE_UNINITIALIZED: nvmlVgpuGuestInfoState_enum =
        nvmlVgpuGuestInfoState_enum(0);
    pub const NVML_VGPU_INSTANCE_GUEST_INFO_STATE_INITIALIZED: nvmlVgpuGuestInfoState_enum =
        nvmlVgpuGuestInfoState_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlVgpuGuestInfoState_enum(pub ::core::ffi::c_uint);
pub use self::nvmlVgpuGuestInfoState_enum as nvmlVgpuGuestInfoState_t;
impl nvmlGridLicenseFeatureCode_t {
    pub const NVML_GRID_LICENSE_FEATURE_CODE_UNKNOWN: nvmlGridLicenseFeatureCode_t =
        nvmlGridLicenseFeatureCode_t(0);
    pub const NVML_GRID_LICENSE_FEATURE_CODE_VGPU: nvmlGridLicenseFeatureCode_t =
        nvmlGridLicenseFeatureCode_t(1);
    pub const NVML_GRID_LICENSE_FEATURE_CODE_NVIDIA_RTX: nvmlGridLicenseFeatureCode_t =
        nvmlGridLicenseFeatureCode_t(2);
    pub const NVML_GRID_LICENSE_FEATURE_CODE_VWORKSTATION: nvmlGridLicenseFeatureCode_t =
        nvmlGridLicenseFeatureCode_t(2);
    pub const NVML_GRID_LICENSE_FEATURE_CODE_GAMING: nvmlGridLicenseFeatureCode_t =
        nvmlGridLicenseFeatureCode_t(3);
    pub const NVML_GRID_LICENSE_FEATURE_CODE_COMPUTE: nvmlGridLicenseFeatureCode_t =
        nvmlGridLicenseFeatureCode_t(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGridLicenseFeatureCode_t(pub ::core::ffi::c_uint);
impl nvmlVgpuCapability_enum {
    pub const NVML_VGPU_CAP_NVLINK_P2P: nvmlVgpuCapability_enum = nvmlVgpuCapability_enum(0);
    pub const NVML_VGPU_CAP_GPUDIRECT: nvmlVgpuCapability_enum = nvmlVgpuCapability_enum(1);
    pub const NVML_VGPU_CAP_MULTI_VGPU_EXCLUSIVE: nvmlVgpuCapability_enum = nvmlVgpuCapability_enum(2);
    pub const NVML_VGPU_CAP_EXCLUSIVE_TYPE: nvmlVgpuCapability_enum = nvmlVgpuCapability_enum(3);
    pub const NVML_VGPU_CAP_EXCLUSIVE_SIZE: nvmlVgpuCapability_enum = nvmlVgpuCapability_enum(4);
    pub const NVML_VGPU_CAP_COUNT: nvmlVgpuCapability_enum = nvmlVgpuCapability_enum(5);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlVgpuCapability_enum(pub ::core::ffi::c_uint);
pub use self::nvmlVgpuCapability_enum as nvmlVgpuCapability_t;
impl nvmlVgpuDriverCapability_enum {
    pub const NVML_VGPU_DRIVER_CAP_HETEROGENEOUS_MULTI_VGPU: nvmlVgpuDriverCapability_enum =
        nvmlVgpuDriverCapability_enum(0);
    pub const NVML_VGPU_DRIVER_CAP_WARM_UPDATE: nvmlVgpuDriverCapability_enum =
        nvmlVgpuDriverCapability_enum(1);
    pub const NVML_VGPU_DRIVER_CAP_COUNT: nvmlVgpuDriverCapability_enum = nvmlVgpuDriverCapability_enum(2);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlVgpuDriverCapability_enum(pub ::core::ffi::c_uint);
pub use self::nvmlVgpuDriverCapability_enum as nvmlVgpuDriverCapability_t;
impl nvmlDeviceVgpuCapability_enum {
    pub const NVML_DEVICE_VGPU_CAP_FRACTIONAL_MULTI_VGPU: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(0);
    pub const NVML_DEVICE_VGPU_CAP_HETEROGENEOUS_TIMESLICE_PROFILES: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(1);
    pub const NVML_DEVICE_VGPU_CAP_HETEROGENEOUS_TIMESLICE_SIZES: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(2);
    pub const NVML_DEVICE_VGPU_CAP_READ_DEVICE_BUFFER_BW: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(3);
    pub const NVML_DEVICE_VGPU_CAP_WRITE_DEVICE_BUFFER_BW: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(4);
    pub const NVML_DEVICE_VGPU_CAP_DEVICE_STREAMING: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(5);
    pub const NVML_DEVICE_VGPU_CAP_MINI_QUARTER_GPU: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(6);
    pub const NVML_DEVICE_VGPU_CAP_COMPUTE_MEDIA_ENGINE_GPU: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(7);
    pub const NVML_DEVICE_VGPU_CAP_WARM_UPDATE: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(8);
    pub const NVML_DEVICE_VGPU_CAP_HOMOGENEOUS_PLACEMENTS: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(9);
    pub const NVML_DEVICE_VGPU_CAP_MIG_TIMESLICING_SUPPORTED: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(10);
    pub const NVML_DEVICE_VGPU_CAP_MIG_TIMESLICING_ENABLED: nvmlDeviceVgpuCapability_enum =
        nvmlDeviceVgpuCapability_enum(11);
    pub const NVML_DEVICE_VGPU_CAP_COUNT: nvmlDeviceVgpuCapability_enum = nvmlDeviceVgpuCapability_enum(12);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlDeviceVgpuCapability_enum(pub ::core::ffi::c_uint);
pub use self::nvmlDeviceVgpuCapability_enum as nvmlDeviceVgpuCapability_t;
pub type nvmlVgpuTypeId_t = ::core::ffi::c_uint;
pub type nvmlVgpuInstance_t = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuHeterogeneousMode_v1_t {
    pub version: ::core::ffi::c_uint,
    pub mode: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuHeterogeneousMode_v1_t"]
        [::core::mem::size_of::<nvmlVgpuHeterogeneousMode_v1_t>() - 8usize];
    ["Alignment of nvmlVgpuHeterogeneousMode_v1_t"]
        [::core::mem::align_of::<nvmlVgpuHeterogeneousMode_v1_t>() - 4usize];
    ["Offset of field: nvmlVgpuHeterogeneousMode_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuHeterogeneousMode_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuHeterogeneousMode_v1_t::mode"]
        [::core::mem::offset_of!(nvmlVgpuHeterogeneousMode_v1_t, mode) - 4usize];
};
pub type nvmlVgpuHeterogeneousMode_t = nvmlVgpuHeterogeneousMode_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuPlacementId_v1_t {
    pub version: ::core::ffi::c_uint,
    pub placementId: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuPlacementId_v1_t"][::core::mem::size_of::<nvmlVgpuPlacementId_v1_t>() - 8usize];
    ["Alignment of nvmlVgpuPlacementId_v1_t"][::core::mem::align_of::<nvmlVgpuPlacementId_v1_t>() - 4usize];
    ["Offset of field: nvmlVgpuPlacementId_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuPlacementId_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuPlacementId_v1_t::placementId"]
        [::core::mem::offset_of!(nvmlVgpuPlacementId_v1_t, placementId) - 4usize];
};
pub type nvmlVgpuPlacementId_t = nvmlVgpuPlacementId_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuPlacementList_v1_t {
    pub version: ::core::ffi::c_uint,
    pub placementSize: ::core::ffi::c_uint,
    pub count: ::core::ffi::c_uint,
    pub placementIds: *mut ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuPlacementList_v1_t"][::core::mem::size_of::<nvmlVgpuPlacementList_v1_t>() - 24usize];
    ["Alignment of nvmlVgpuPlacementList_v1_t"]
        [::core::mem::align_of::<nvmlVgpuPlacementList_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuPlacementList_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuPlacementList_v1_t::placementSize"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v1_t, placementSize) - 4usize];
    ["Offset of field: nvmlVgpuPlacementList_v1_t::count"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v1_t, count) - 8usize];
    ["Offset of field: nvmlVgpuPlacementList_v1_t::placementIds"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v1_t, placementIds) - 16usize];
};
impl Default for nvmlVgpuPlacementList_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuPlacementList_v2_t {
    pub version: ::core::ffi::c_uint,
    pub placementSize: ::core::ffi::c_uint,
    pub count: ::core::ffi::c_uint,
    pub placementIds: *mut ::core::ffi::c_uint,
    pub mode: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuPlacementList_v2_t"][::core::mem::size_of::<nvmlVgpuPlacementList_v2_t>() - 32usize];
    ["Alignment of nvmlVgpuPlacementList_v2_t"]
        [::core::mem::align_of::<nvmlVgpuPlacementList_v2_t>() - 8usize];
    ["Offset of field: nvmlVgpuPlacementList_v2_t::version"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v2_t, version) - 0usize];
    ["Offset of field: nvmlVgpuPlacementList_v2_t::placementSize"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v2_t, placementSize) - 4usize];
    ["Offset of field: nvmlVgpuPlacementList_v2_t::count"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v2_t, count) - 8usize];
    ["Offset of field: nvmlVgpuPlacementList_v2_t::placementIds"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v2_t, placementIds) - 16usize];
    ["Offset of field: nvmlVgpuPlacementList_v2_t::mode"]
        [::core::mem::offset_of!(nvmlVgpuPlacementList_v2_t, mode) - 24usize];
};
impl Default for nvmlVgpuPlacementList_v2_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuPlacementList_t = nvmlVgpuPlacementList_v2_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuTypeBar1Info_v1_t {
    pub version: ::core::ffi::c_uint,
    pub bar1Size: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuTypeBar1Info_v1_t"][::core::mem::size_of::<nvmlVgpuTypeBar1Info_v1_t>() - 16usize];
    ["Alignment of nvmlVgpuTypeBar1Info_v1_t"][::core::mem::align_of::<nvmlVgpuTypeBar1Info_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuTypeBar1Info_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuTypeBar1Info_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuTypeBar1Info_v1_t::bar1Size"]
        [::core::mem::offset_of!(nvmlVgpuTypeBar1Info_v1_t, bar1Size) - 8usize];
};
pub type nvmlVgpuTypeBar1Info_t = nvmlVgpuTypeBar1Info_v1_t;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuInstanceUtilizationSample_st {
    pub vgpuInstance: nvmlVgpuInstance_t,
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub smUtil: nvmlValue_t,
    pub memUtil: nvmlValue_t,
    pub encUtil: nvmlValue_t,
    pub decUtil: nvmlValue_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuInstanceUtilizationSample_st"]
        [::core::mem::size_of::<nvmlVgpuInstanceUtilizationSample_st>() - 48usize];
    ["Alignment of nvmlVgpuInstanceUtilizationSample_st"]
        [::core::mem::align_of::<nvmlVgpuInstanceUtilizationSample_st>() - 8usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationSample_st::vgpuInstance"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationSample_st, vgpuInstance) - 0usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationSample_st::timeStamp"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationSample_st, timeStamp) - 8usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationSample_st::smUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationSample_st, smUtil) - 16usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationSample_st::memUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationSample_st, memUtil) - 24usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationSample_st::encUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationSample_st, encUtil) - 32usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationSample_st::decUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationSample_st, decUtil) - 40usize];
};
impl Default for nvmlVgpuInstanceUtilizationSample_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuInstanceUtilizationSample_t = nvmlVgpuInstanceUtilizationSample_st;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuInstanceUtilizationInfo_v1_t {
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub vgpuInstance: nvmlVgpuInstance_t,
    pub smUtil: nvmlValue_t,
    pub memUtil: nvmlValue_t,
    pub encUtil: nvmlValue_t,
    pub decUtil: nvmlValue_t,
    pub jpgUtil: nvmlValue_t,
    pub ofaUtil: nvmlValue_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuInstanceUtilizationInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuInstanceUtilizationInfo_v1_t>() - 64usize];
    ["Alignment of nvmlVgpuInstanceUtilizationInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuInstanceUtilizationInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::timeStamp"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, timeStamp) - 0usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::vgpuInstance"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, vgpuInstance) - 8usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::smUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, smUtil) - 16usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::memUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, memUtil) - 24usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::encUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, encUtil) - 32usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::decUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, decUtil) - 40usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::jpgUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, jpgUtil) - 48usize];
    ["Offset of field: nvmlVgpuInstanceUtilizationInfo_v1_t::ofaUtil"]
        [::core::mem::offset_of!(nvmlVgpuInstanceUtilizationInfo_v1_t, ofaUtil) - 56usize];
};
impl Default for nvmlVgpuInstanceUtilizationInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuInstancesUtilizationInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub sampleValType: nvmlValueType_t,
    pub vgpuInstanceCount: ::core::ffi::c_uint,
    pub lastSeenTimeStamp: ::core::ffi::c_ulonglong,
    pub vgpuUtilArray: *mut nvmlVgpuInstanceUtilizationInfo_v1_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuInstancesUtilizationInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuInstancesUtilizationInfo_v1_t>() - 32usize];
    ["Alignment of nvmlVgpuInstancesUtilizationInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuInstancesUtilizationInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuInstancesUtilizationInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuInstancesUtilizationInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuInstancesUtilizationInfo_v1_t::sampleValType"]
        [::core::mem::offset_of!(nvmlVgpuInstancesUtilizationInfo_v1_t, sampleValType) - 4usize];
    ["Offset of field: nvmlVgpuInstancesUtilizationInfo_v1_t::vgpuInstanceCount"]
        [::core::mem::offset_of!(nvmlVgpuInstancesUtilizationInfo_v1_t, vgpuInstanceCount) - 8usize];
    ["Offset of field: nvmlVgpuInstancesUtilizationInfo_v1_t::lastSeenTimeStamp"]
        [::core::mem::offset_of!(nvmlVgpuInstancesUtilizationInfo_v1_t, lastSeenTimeStamp) - 16usize];
    ["Offset of field: nvmlVgpuInstancesUtilizationInfo_v1_t::vgpuUtilArray"]
        [::core::mem::offset_of!(nvmlVgpuInstancesUtilizationInfo_v1_t, vgpuUtilArray) - 24usize];
};
impl Default for nvmlVgpuInstancesUtilizationInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuInstancesUtilizationInfo_t = nvmlVgpuInstancesUtilizationInfo_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuProcessUtilizationSample_st {
    pub vgpuInstance: nvmlVgpuInstance_t,
    pub pid: ::core::ffi::c_uint,
    pub processName: [::core::ffi::c_char; 64usize],
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub smUtil: ::core::ffi::c_uint,
    pub memUtil: ::core::ffi::c_uint,
    pub encUtil: ::core::ffi::c_uint,
    pub decUtil: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuProcessUtilizationSample_st"]
        [::core::mem::size_of::<nvmlVgpuProcessUtilizationSample_st>() - 96usize];
    ["Alignment of nvmlVgpuProcessUtilizationSample_st"]
        [::core::mem::align_of::<nvmlVgpuProcessUtilizationSample_st>() - 8usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::vgpuInstance"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, vgpuInstance) - 0usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::pid"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, pid) - 4usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::processName"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, processName) - 8usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::timeStamp"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, timeStamp) - 72usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::smUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, smUtil) - 80usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::memUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, memUtil) - 84usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::encUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, encUtil) - 88usize];
    ["Offset of field: nvmlVgpuProcessUtilizationSample_st::decUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationSample_st, decUtil) - 92usize];
};
impl Default for nvmlVgpuProcessUtilizationSample_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuProcessUtilizationSample_t = nvmlVgpuProcessUtilizationSample_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuProcessUtilizationInfo_v1_t {
    pub processName: [::core::ffi::c_char; 64usize],
    pub timeStamp: ::core::ffi::c_ulonglong,
    pub vgpuInstance: nvmlVgpuInstance_t,
    pub pid: ::core::ffi::c_uint,
    pub smUtil: ::core::ffi::c_uint,
    pub memUtil: ::core::ffi::c_uint,
    pub encUtil: ::core::ffi::c_uint,
    pub decUtil: ::core::ffi::c_uint,
    pub jpgUtil: ::core::ffi::c_uint,
    pub ofaUtil: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuProcessUtilizationInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuProcessUtilizationInfo_v1_t>() - 104usize];
    ["Alignment of nvmlVgpuProcessUtilizationInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuProcessUtilizationInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::processName"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, processName) - 0usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::timeStamp"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, timeStamp) - 64usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::vgpuInstance"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, vgpuInstance) - 72usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::pid"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, pid) - 76usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::smUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, smUtil) - 80usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::memUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, memUtil) - 84usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::encUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, encUtil) - 88usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::decUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, decUtil) - 92usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::jpgUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, jpgUtil) - 96usize];
    ["Offset of field: nvmlVgpuProcessUtilizationInfo_v1_t::ofaUtil"]
        [::core::mem::offset_of!(nvmlVgpuProcessUtilizationInfo_v1_t, ofaUtil) - 100usize];
};
impl Default for nvmlVgpuProcessUtilizationInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuProcessesUtilizationInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub vgpuProcessCount: ::core::ffi::c_uint,
    pub lastSeenTimeStamp: ::core::ffi::c_ulonglong,
    pub vgpuProcUtilArray: *mut nvmlVgpuProcessUtilizationInfo_v1_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuProcessesUtilizationInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuProcessesUtilizationInfo_v1_t>() - 24usize];
    ["Alignment of nvmlVgpuProcessesUtilizationInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuProcessesUtilizationInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuProcessesUtilizationInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuProcessesUtilizationInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuProcessesUtilizationInfo_v1_t::vgpuProcessCount"]
        [::core::mem::offset_of!(nvmlVgpuProcessesUtilizationInfo_v1_t, vgpuProcessCount) - 4usize];
    ["Offset of field: nvmlVgpuProcessesUtilizationInfo_v1_t::lastSeenTimeStamp"]
        [::core::mem::offset_of!(nvmlVgpuProcessesUtilizationInfo_v1_t, lastSeenTimeStamp) - 8usize];
    ["Offset of field: nvmlVgpuProcessesUtilizationInfo_v1_t::vgpuProcUtilArray"]
        [::core::mem::offset_of!(nvmlVgpuProcessesUtilizationInfo_v1_t, vgpuProcUtilArray) - 16usize];
};
impl Default for nvmlVgpuProcessesUtilizationInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuProcessesUtilizationInfo_t = nvmlVgpuProcessesUtilizationInfo_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuRuntimeState_v1_t {
    pub version: ::core::ffi::c_uint,
    pub size: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuRuntimeState_v1_t"][::core::mem::size_of::<nvmlVgpuRuntimeState_v1_t>() - 16usize];
    ["Alignment of nvmlVgpuRuntimeState_v1_t"][::core::mem::align_of::<nvmlVgpuRuntimeState_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuRuntimeState_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuRuntimeState_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuRuntimeState_v1_t::size"]
        [::core::mem::offset_of!(nvmlVgpuRuntimeState_v1_t, size) - 8usize];
};
pub type nvmlVgpuRuntimeState_t = nvmlVgpuRuntimeState_v1_t;
#[repr(C)]
#[derive(Copy, Clone)]
pub union nvmlVgpuSchedulerParams_t {
    pub vgpuSchedDataWithARR: nvmlVgpuSchedulerParams_t__bindgen_ty_1,
    pub vgpuSchedData: nvmlVgpuSchedulerParams_t__bindgen_ty_2,
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuSchedulerParams_t__bindgen_ty_1 {
    pub avgFactor: ::core::ffi::c_uint,
    pub timeslice: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerParams_t__bindgen_ty_1"]
        [::core::mem::size_of::<nvmlVgpuSchedulerParams_t__bindgen_ty_1>() - 8usize];
    ["Alignment of nvmlVgpuSchedulerParams_t__bindgen_ty_1"]
        [::core::mem::align_of::<nvmlVgpuSchedulerParams_t__bindgen_ty_1>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerParams_t__bindgen_ty_1::avgFactor"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerParams_t__bindgen_ty_1, avgFactor) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerParams_t__bindgen_ty_1::timeslice"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerParams_t__bindgen_ty_1, timeslice) - 4usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuSchedulerParams_t__bindgen_ty_2 {
    pub timeslice: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerParams_t__bindgen_ty_2"]
        [::core::mem::size_of::<nvmlVgpuSchedulerParams_t__bindgen_ty_2>() - 4usize];
    ["Alignment of nvmlVgpuSchedulerParams_t__bindgen_ty_2"]
        [::core::mem::align_of::<nvmlVgpuSchedulerParams_t__bindgen_ty_2>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerParams_t__bindgen_ty_2::timeslice"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerParams_t__bindgen_ty_2, timeslice) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerParams_t"][::core::mem::size_of::<nvmlVgpuSchedulerParams_t>() - 8usize];
    ["Alignment of nvmlVgpuSchedulerParams_t"][::core::mem::align_of::<nvmlVgpuSchedulerParams_t>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerParams_t::vgpuSchedDataWithARR"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerParams_t, vgpuSchedDataWithARR) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerParams_t::vgpuSchedData"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerParams_t, vgpuSchedData) - 0usize];
};
impl Default for nvmlVgpuSchedulerParams_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuSchedulerLogEntries_st {
    pub timestamp: ::core::ffi::c_ulonglong,
    pub timeRunTotal: ::core::ffi::c_ulonglong,
    pub timeRun: ::core::ffi::c_ulonglong,
    pub swRunlistId: ::core::ffi::c_uint,
    pub targetTimeSlice: ::core::ffi::c_ulonglong,
    pub cumulativePreemptionTime: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerLogEntries_st"]
        [::core::mem::size_of::<nvmlVgpuSchedulerLogEntries_st>() - 48usize];
    ["Alignment of nvmlVgpuSchedulerLogEntries_st"]
        [::core::mem::align_of::<nvmlVgpuSchedulerLogEntries_st>() - 8usize];
    ["Offset of field: nvmlVgpuSchedulerLogEntries_st::timestamp"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogEntries_st, timestamp) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerLogEntries_st::timeRunTotal"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogEntries_st, timeRunTotal) - 8usize];
    ["Offset of field: nvmlVgpuSchedulerLogEntries_st::timeRun"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogEntries_st, timeRun) - 16usize];
    ["Offset of field: nvmlVgpuSchedulerLogEntries_st::swRunlistId"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogEntries_st, swRunlistId) - 24usize];
    ["Offset of field: nvmlVgpuSchedulerLogEntries_st::targetTimeSlice"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogEntries_st, targetTimeSlice) - 32usize];
    ["Offset of field: nvmlVgpuSchedulerLogEntries_st::cumulativePreemptionTime"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogEntries_st, cumulativePreemptionTime) - 40usize];
};
pub type nvmlVgpuSchedulerLogEntry_t = nvmlVgpuSchedulerLogEntries_st;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuSchedulerLog_st {
    pub engineId: ::core::ffi::c_uint,
    pub schedulerPolicy: ::core::ffi::c_uint,
    pub arrMode: ::core::ffi::c_uint,
    pub schedulerParams: nvmlVgpuSchedulerParams_t,
    pub entriesCount: ::core::ffi::c_uint,
    pub logEntries: [nvmlVgpuSchedulerLogEntry_t; 200usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerLog_st"][::core::mem::size_of::<nvmlVgpuSchedulerLog_st>() - 9624usize];
    ["Alignment of nvmlVgpuSchedulerLog_st"][::core::mem::align_of::<nvmlVgpuSchedulerLog_st>() - 8usize];
    ["Offset of field: nvmlVgpuSchedulerLog_st::engineId"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLog_st, engineId) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerLog_st::schedulerPolicy"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLog_st, schedulerPolicy) - 4usize];
    ["Offset of field: nvmlVgpuSchedulerLog_st::arrMode"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLog_st, arrMode) - 8usize];
    ["Offset of field: nvmlVgpuSchedulerLog_st::schedulerParams"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLog_st, schedulerParams) - 12usize];
    ["Offset of field: nvmlVgpuSchedulerLog_st::entriesCount"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLog_st, entriesCount) - 20usize];
    ["Offset of field: nvmlVgpuSchedulerLog_st::logEntries"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLog_st, logEntries) - 24usize];
};
impl Default for nvmlVgpuSchedulerLog_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuSchedulerLog_t = nvmlVgpuSchedulerLog_st;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuSchedulerGetState_st {
    pub schedulerPolicy: ::core::ffi::c_uint,
    pub arrMode: ::core::ffi::c_uint,
    pub schedulerParams: nvmlVgpuSchedulerParams_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerGetState_st"]
        [::core::mem::size_of::<nvmlVgpuSchedulerGetState_st>() - 16usize];
    ["Alignment of nvmlVgpuSchedulerGetState_st"]
        [::core::mem::align_of::<nvmlVgpuSchedulerGetState_st>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerGetState_st::schedulerPolicy"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerGetState_st, schedulerPolicy) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerGetState_st::arrMode"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerGetState_st, arrMode) - 4usize];
    ["Offset of field: nvmlVgpuSchedulerGetState_st::schedulerParams"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerGetState_st, schedulerParams) - 8usize];
};
impl Default for nvmlVgpuSchedulerGetState_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuSchedulerGetState_t = nvmlVgpuSchedulerGetState_st;
#[repr(C)]
#[derive(Copy, Clone)]
pub union nvmlVgpuSchedulerSetParams_t {
    pub vgpuSchedDataWithARR: nvmlVgpuSchedulerSetParams_t__bindgen_ty_1,
    pub vgpuSchedData: nvmlVgpuSchedulerSetParams_t__bindgen_ty_2,
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuSchedulerSetParams_t__bindgen_ty_1 {
    pub avgFactor: ::core::ffi::c_uint,
    pub frequency: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerSetParams_t__bindgen_ty_1"]
        [::core::mem::size_of::<nvmlVgpuSchedulerSetParams_t__bindgen_ty_1>() - 8usize];
    ["Alignment of nvmlVgpuSchedulerSetParams_t__bindgen_ty_1"]
        [::core::mem::align_of::<nvmlVgpuSchedulerSetParams_t__bindgen_ty_1>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerSetParams_t__bindgen_ty_1::avgFactor"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetParams_t__bindgen_ty_1, avgFactor) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerSetParams_t__bindgen_ty_1::frequency"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetParams_t__bindgen_ty_1, frequency) - 4usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuSchedulerSetParams_t__bindgen_ty_2 {
    pub timeslice: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerSetParams_t__bindgen_ty_2"]
        [::core::mem::size_of::<nvmlVgpuSchedulerSetParams_t__bindgen_ty_2>() - 4usize];
    ["Alignment of nvmlVgpuSchedulerSetParams_t__bindgen_ty_2"]
        [::core::mem::align_of::<nvmlVgpuSchedulerSetParams_t__bindgen_ty_2>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerSetParams_t__bindgen_ty_2::timeslice"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetParams_t__bindgen_ty_2, timeslice) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerSetParams_t"][::core::mem::size_of::<nvmlVgpuSchedulerSetParams_t>() - 8usize];
    ["Alignment of nvmlVgpuSchedulerSetParams_t"]
        [::core::mem::align_of::<nvmlVgpuSchedulerSetParams_t>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerSetParams_t::vgpuSchedDataWithARR"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetParams_t, vgpuSchedDataWithARR) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerSetParams_t::vgpuSchedData"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetParams_t, vgpuSchedData) - 0usize];
};
impl Default for nvmlVgpuSchedulerSetParams_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuSchedulerSetState_st {
    pub schedulerPolicy: ::core::ffi::c_uint,
    pub enableARRMode: ::core::ffi::c_uint,
    pub schedulerParams: nvmlVgpuSchedulerSetParams_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerSetState_st"]
        [::core::mem::size_of::<nvmlVgpuSchedulerSetState_st>() - 16usize];
    ["Alignment of nvmlVgpuSchedulerSetState_st"]
        [::core::mem::align_of::<nvmlVgpuSchedulerSetState_st>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerSetState_st::schedulerPolicy"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetState_st, schedulerPolicy) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerSetState_st::enableARRMode"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetState_st, enableARRMode) - 4usize];
    ["Offset of field: nvmlVgpuSchedulerSetState_st::schedulerParams"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerSetState_st, schedulerParams) - 8usize];
};
impl Default for nvmlVgpuSchedulerSetState_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuSchedulerSetState_t = nvmlVgpuSchedulerSetState_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuSchedulerCapabilities_st {
    pub supportedSchedulers: [::core::ffi::c_uint; 3usize],
    pub maxTimeslice: ::core::ffi::c_uint,
    pub minTimeslice: ::core::ffi::c_uint,
    pub isArrModeSupported: ::core::ffi::c_uint,
    pub maxFrequencyForARR: ::core::ffi::c_uint,
    pub minFrequencyForARR: ::core::ffi::c_uint,
    pub maxAvgFactorForARR: ::core::ffi::c_uint,
    pub minAvgFactorForARR: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerCapabilities_st"]
        [::core::mem::size_of::<nvmlVgpuSchedulerCapabilities_st>() - 40usize];
    ["Alignment of nvmlVgpuSchedulerCapabilities_st"]
        [::core::mem::align_of::<nvmlVgpuSchedulerCapabilities_st>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::supportedSchedulers"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, supportedSchedulers) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::maxTimeslice"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, maxTimeslice) - 12usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::minTimeslice"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, minTimeslice) - 16usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::isArrModeSupported"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, isArrModeSupported) - 20usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::maxFrequencyForARR"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, maxFrequencyForARR) - 24usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::minFrequencyForARR"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, minFrequencyForARR) - 28usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::maxAvgFactorForARR"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, maxAvgFactorForARR) - 32usize];
    ["Offset of field: nvmlVgpuSchedulerCapabilities_st::minAvgFactorForARR"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerCapabilities_st, minAvgFactorForARR) - 36usize];
};
pub type nvmlVgpuSchedulerCapabilities_t = nvmlVgpuSchedulerCapabilities_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuLicenseExpiry_st {
    pub year: ::core::ffi::c_uint,
    pub month: ::core::ffi::c_ushort,
    pub day: ::core::ffi::c_ushort,
    pub hour: ::core::ffi::c_ushort,
    pub min: ::core::ffi::c_ushort,
    pub sec: ::core::ffi::c_ushort,
    pub status: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuLicenseExpiry_st"][::core::mem::size_of::<nvmlVgpuLicenseExpiry_st>() - 16usize];
    ["Alignment of nvmlVgpuLicenseExpiry_st"][::core::mem::align_of::<nvmlVgpuLicenseExpiry_st>() - 4usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::year"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, year) - 0usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::month"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, month) - 4usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::day"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, day) - 6usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::hour"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, hour) - 8usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::min"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, min) - 10usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::sec"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, sec) - 12usize];
    ["Offset of field: nvmlVgpuLicenseExpiry_st::status"]
        [::core::mem::offset_of!(nvmlVgpuLicenseExpiry_st, status) - 14usize];
};
pub type nvmlVgpuLicenseExpiry_t = nvmlVgpuLicenseExpiry_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuLicenseInfo_st {
    pub isLicensed: ::core::ffi::c_uchar,
    pub licenseExpiry: nvmlVgpuLicenseExpiry_t,
    pub currentState: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuLicenseInfo_st"][::core::mem::size_of::<nvmlVgpuLicenseInfo_st>() - 24usize];
    ["Alignment of nvmlVgpuLicenseInfo_st"][::core::mem::align_of::<nvmlVgpuLicenseInfo_st>() - 4usize];
    ["Offset of field: nvmlVgpuLicenseInfo_st::isLicensed"]
        [::core::mem::offset_of!(nvmlVgpuLicenseInfo_st, isLicensed) - 0usize];
    ["Offset of field: nvmlVgpuLicenseInfo_st::licenseExpiry"]
        [::core::mem::offset_of!(nvmlVgpuLicenseInfo_st, licenseExpiry) - 4usize];
    ["Offset of field: nvmlVgpuLicenseInfo_st::currentState"]
        [::core::mem::offset_of!(nvmlVgpuLicenseInfo_st, currentState) - 20usize];
};
pub type nvmlVgpuLicenseInfo_t = nvmlVgpuLicenseInfo_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlGridLicenseExpiry_st {
    pub year: ::core::ffi::c_uint,
    pub month: ::core::ffi::c_ushort,
    pub day: ::core::ffi::c_ushort,
    pub hour: ::core::ffi::c_ushort,
    pub min: ::core::ffi::c_ushort,
    pub sec: ::core::ffi::c_ushort,
    pub status: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGridLicenseExpiry_st"][::core::mem::size_of::<nvmlGridLicenseExpiry_st>() - 16usize];
    ["Alignment of nvmlGridLicenseExpiry_st"][::core::mem::align_of::<nvmlGridLicenseExpiry_st>() - 4usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::year"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, year) - 0usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::month"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, month) - 4usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::day"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, day) - 6usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::hour"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, hour) - 8usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::min"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, min) - 10usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::sec"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, sec) - 12usize];
    ["Offset of field: nvmlGridLicenseExpiry_st::status"]
        [::core::mem::offset_of!(nvmlGridLicenseExpiry_st, status) - 14usize];
};
pub type nvmlGridLicenseExpiry_t = nvmlGridLicenseExpiry_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGridLicensableFeature_st {
    pub featureCode: nvmlGridLicenseFeatureCode_t,
    pub featureState: ::core::ffi::c_uint,
    pub licenseInfo: [::core::ffi::c_char; 128usize],
    pub productName: [::core::ffi::c_char; 128usize],
    pub featureEnabled: ::core::ffi::c_uint,
    pub licenseExpiry: nvmlGridLicenseExpiry_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGridLicensableFeature_st"]
        [::core::mem::size_of::<nvmlGridLicensableFeature_st>() - 284usize];
    ["Alignment of nvmlGridLicensableFeature_st"]
        [::core::mem::align_of::<nvmlGridLicensableFeature_st>() - 4usize];
    ["Offset of field: nvmlGridLicensableFeature_st::featureCode"]
        [::core::mem::offset_of!(nvmlGridLicensableFeature_st, featureCode) - 0usize];
    ["Offset of field: nvmlGridLicensableFeature_st::featureState"]
        [::core::mem::offset_of!(nvmlGridLicensableFeature_st, featureState) - 4usize];
    ["Offset of field: nvmlGridLicensableFeature_st::licenseInfo"]
        [::core::mem::offset_of!(nvmlGridLicensableFeature_st, licenseInfo) - 8usize];
    ["Offset of field: nvmlGridLicensableFeature_st::productName"]
        [::core::mem::offset_of!(nvmlGridLicensableFeature_st, productName) - 136usize];
    ["Offset of field: nvmlGridLicensableFeature_st::featureEnabled"]
        [::core::mem::offset_of!(nvmlGridLicensableFeature_st, featureEnabled) - 264usize];
    ["Offset of field: nvmlGridLicensableFeature_st::licenseExpiry"]
        [::core::mem::offset_of!(nvmlGridLicensableFeature_st, licenseExpiry) - 268usize];
};
impl Default for nvmlGridLicensableFeature_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlGridLicensableFeature_t = nvmlGridLicensableFeature_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGridLicensableFeatures_st {
    pub isGridLicenseSupported: ::core::ffi::c_int,
    pub licensableFeaturesCount: ::core::ffi::c_uint,
    pub gridLicensableFeatures: [nvmlGridLicensableFeature_t; 3usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGridLicensableFeatures_st"]
        [::core::mem::size_of::<nvmlGridLicensableFeatures_st>() - 860usize];
    ["Alignment of nvmlGridLicensableFeatures_st"]
        [::core::mem::align_of::<nvmlGridLicensableFeatures_st>() - 4usize];
    ["Offset of field: nvmlGridLicensableFeatures_st::isGridLicenseSupported"]
        [::core::mem::offset_of!(nvmlGridLicensableFeatures_st, isGridLicenseSupported) - 0usize];
    ["Offset of field: nvmlGridLicensableFeatures_st::licensableFeaturesCount"]
        [::core::mem::offset_of!(nvmlGridLicensableFeatures_st, licensableFeaturesCount) - 4usize];
    ["Offset of field: nvmlGridLicensableFeatures_st::gridLicensableFeatures"]
        [::core::mem::offset_of!(nvmlGridLicensableFeatures_st, gridLicensableFeatures) - 8usize];
};
impl Default for nvmlGridLicensableFeatures_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlGridLicensableFeatures_t = nvmlGridLicensableFeatures_st;
impl nvmlDeviceGpuRecoveryAction_s {
    pub const NVML_GPU_RECOVERY_ACTION_NONE: nvmlDeviceGpuRecoveryAction_s = nvmlDeviceGpuRecoveryAction_s(0);
    pub const NVML_GPU_RECOVERY_ACTION_GPU_RESET: nvmlDeviceGpuRecoveryAction_s =
        nvmlDeviceGpuRecoveryAction_s(1);
    pub const NVML_GPU_RECOVERY_ACTION_NODE_REBOOT: nvmlDeviceGpuRecoveryAction_s =
        nvmlDeviceGpuRecoveryAction_s(2);
    pub const NVML_GPU_RECOVERY_ACTION_DRAIN_P2P: nvmlDeviceGpuRecoveryAction_s =
        nvmlDeviceGpuRecoveryAction_s(3);
    pub const NVML_GPU_RECOVERY_ACTION_DRAIN_AND_RESET: nvmlDeviceGpuRecoveryAction_s =
        nvmlDeviceGpuRecoveryAction_s(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlDeviceGpuRecoveryAction_s(pub ::core::ffi::c_uint);
pub use self::nvmlDeviceGpuRecoveryAction_s as nvmlDeviceGpuRecoveryAction_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuTypeIdInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub vgpuCount: ::core::ffi::c_uint,
    pub vgpuTypeIds: *mut nvmlVgpuTypeId_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuTypeIdInfo_v1_t"][::core::mem::size_of::<nvmlVgpuTypeIdInfo_v1_t>() - 16usize];
    ["Alignment of nvmlVgpuTypeIdInfo_v1_t"][::core::mem::align_of::<nvmlVgpuTypeIdInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuTypeIdInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuTypeIdInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuTypeIdInfo_v1_t::vgpuCount"]
        [::core::mem::offset_of!(nvmlVgpuTypeIdInfo_v1_t, vgpuCount) - 4usize];
    ["Offset of field: nvmlVgpuTypeIdInfo_v1_t::vgpuTypeIds"]
        [::core::mem::offset_of!(nvmlVgpuTypeIdInfo_v1_t, vgpuTypeIds) - 8usize];
};
impl Default for nvmlVgpuTypeIdInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuTypeIdInfo_t = nvmlVgpuTypeIdInfo_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuTypeMaxInstance_v1_t {
    pub version: ::core::ffi::c_uint,
    pub vgpuTypeId: nvmlVgpuTypeId_t,
    pub maxInstancePerGI: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuTypeMaxInstance_v1_t"]
        [::core::mem::size_of::<nvmlVgpuTypeMaxInstance_v1_t>() - 12usize];
    ["Alignment of nvmlVgpuTypeMaxInstance_v1_t"]
        [::core::mem::align_of::<nvmlVgpuTypeMaxInstance_v1_t>() - 4usize];
    ["Offset of field: nvmlVgpuTypeMaxInstance_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuTypeMaxInstance_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuTypeMaxInstance_v1_t::vgpuTypeId"]
        [::core::mem::offset_of!(nvmlVgpuTypeMaxInstance_v1_t, vgpuTypeId) - 4usize];
    ["Offset of field: nvmlVgpuTypeMaxInstance_v1_t::maxInstancePerGI"]
        [::core::mem::offset_of!(nvmlVgpuTypeMaxInstance_v1_t, maxInstancePerGI) - 8usize];
};
pub type nvmlVgpuTypeMaxInstance_t = nvmlVgpuTypeMaxInstance_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlActiveVgpuInstanceInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub vgpuCount: ::core::ffi::c_uint,
    pub vgpuInstances: *mut nvmlVgpuInstance_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlActiveVgpuInstanceInfo_v1_t"]
        [::core::mem::size_of::<nvmlActiveVgpuInstanceInfo_v1_t>() - 16usize];
    ["Alignment of nvmlActiveVgpuInstanceInfo_v1_t"]
        [::core::mem::align_of::<nvmlActiveVgpuInstanceInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlActiveVgpuInstanceInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlActiveVgpuInstanceInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlActiveVgpuInstanceInfo_v1_t::vgpuCount"]
        [::core::mem::offset_of!(nvmlActiveVgpuInstanceInfo_v1_t, vgpuCount) - 4usize];
    ["Offset of field: nvmlActiveVgpuInstanceInfo_v1_t::vgpuInstances"]
        [::core::mem::offset_of!(nvmlActiveVgpuInstanceInfo_v1_t, vgpuInstances) - 8usize];
};
impl Default for nvmlActiveVgpuInstanceInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlActiveVgpuInstanceInfo_t = nvmlActiveVgpuInstanceInfo_v1_t;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuSchedulerState_v1_t {
    pub version: ::core::ffi::c_uint,
    pub engineId: ::core::ffi::c_uint,
    pub schedulerPolicy: ::core::ffi::c_uint,
    pub enableARRMode: ::core::ffi::c_uint,
    pub schedulerParams: nvmlVgpuSchedulerSetParams_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerState_v1_t"][::core::mem::size_of::<nvmlVgpuSchedulerState_v1_t>() - 24usize];
    ["Alignment of nvmlVgpuSchedulerState_v1_t"]
        [::core::mem::align_of::<nvmlVgpuSchedulerState_v1_t>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerState_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerState_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerState_v1_t::engineId"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerState_v1_t, engineId) - 4usize];
    ["Offset of field: nvmlVgpuSchedulerState_v1_t::schedulerPolicy"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerState_v1_t, schedulerPolicy) - 8usize];
    ["Offset of field: nvmlVgpuSchedulerState_v1_t::enableARRMode"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerState_v1_t, enableARRMode) - 12usize];
    ["Offset of field: nvmlVgpuSchedulerState_v1_t::schedulerParams"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerState_v1_t, schedulerParams) - 16usize];
};
impl Default for nvmlVgpuSchedulerState_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuSchedulerState_t = nvmlVgpuSchedulerState_v1_t;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuSchedulerStateInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub engineId: ::core::ffi::c_uint,
    pub schedulerPolicy: ::core::ffi::c_uint,
    pub arrMode: ::core::ffi::c_uint,
    pub schedulerParams: nvmlVgpuSchedulerParams_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerStateInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuSchedulerStateInfo_v1_t>() - 24usize];
    ["Alignment of nvmlVgpuSchedulerStateInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuSchedulerStateInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlVgpuSchedulerStateInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerStateInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerStateInfo_v1_t::engineId"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerStateInfo_v1_t, engineId) - 4usize];
    ["Offset of field: nvmlVgpuSchedulerStateInfo_v1_t::schedulerPolicy"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerStateInfo_v1_t, schedulerPolicy) - 8usize];
    ["Offset of field: nvmlVgpuSchedulerStateInfo_v1_t::arrMode"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerStateInfo_v1_t, arrMode) - 12usize];
    ["Offset of field: nvmlVgpuSchedulerStateInfo_v1_t::schedulerParams"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerStateInfo_v1_t, schedulerParams) - 16usize];
};
impl Default for nvmlVgpuSchedulerStateInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuSchedulerStateInfo_t = nvmlVgpuSchedulerStateInfo_v1_t;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlVgpuSchedulerLogInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub engineId: ::core::ffi::c_uint,
    pub schedulerPolicy: ::core::ffi::c_uint,
    pub arrMode: ::core::ffi::c_uint,
    pub schedulerParams: nvmlVgpuSchedulerParams_t,
    pub entriesCount: ::core::ffi::c_uint,
    pub logEntries: [nvmlVgpuSchedulerLogEntry_t; 200usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuSchedulerLogInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuSchedulerLogInfo_v1_t>() - 9632usize];
    ["Alignment of nvmlVgpuSchedulerLogInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuSchedulerLogInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::engineId"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, engineId) - 4usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::schedulerPolicy"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, schedulerPolicy) - 8usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::arrMode"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, arrMode) - 12usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::schedulerParams"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, schedulerParams) - 16usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::entriesCount"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, entriesCount) - 24usize];
    ["Offset of field: nvmlVgpuSchedulerLogInfo_v1_t::logEntries"]
        [::core::mem::offset_of!(nvmlVgpuSchedulerLogInfo_v1_t, logEntries) - 32usize];
};
impl Default for nvmlVgpuSchedulerLogInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuSchedulerLogInfo_t = nvmlVgpuSchedulerLogInfo_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuCreatablePlacementInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub vgpuTypeId: nvmlVgpuTypeId_t,
    pub count: ::core::ffi::c_uint,
    pub placementIds: *mut ::core::ffi::c_uint,
    pub placementSize: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuCreatablePlacementInfo_v1_t"]
        [::core::mem::size_of::<nvmlVgpuCreatablePlacementInfo_v1_t>() - 32usize];
    ["Alignment of nvmlVgpuCreatablePlacementInfo_v1_t"]
        [::core::mem::align_of::<nvmlVgpuCreatablePlacementInfo_v1_t>() - 8usize];
    ["Offset of field: nvmlVgpuCreatablePlacementInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlVgpuCreatablePlacementInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlVgpuCreatablePlacementInfo_v1_t::vgpuTypeId"]
        [::core::mem::offset_of!(nvmlVgpuCreatablePlacementInfo_v1_t, vgpuTypeId) - 4usize];
    ["Offset of field: nvmlVgpuCreatablePlacementInfo_v1_t::count"]
        [::core::mem::offset_of!(nvmlVgpuCreatablePlacementInfo_v1_t, count) - 8usize];
    ["Offset of field: nvmlVgpuCreatablePlacementInfo_v1_t::placementIds"]
        [::core::mem::offset_of!(nvmlVgpuCreatablePlacementInfo_v1_t, placementIds) - 16usize];
    ["Offset of field: nvmlVgpuCreatablePlacementInfo_v1_t::placementSize"]
        [::core::mem::offset_of!(nvmlVgpuCreatablePlacementInfo_v1_t, placementSize) - 24usize];
};
impl Default for nvmlVgpuCreatablePlacementInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuCreatablePlacementInfo_t = nvmlVgpuCreatablePlacementInfo_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlNvLinkPowerThres_st {
    pub lowPwrThreshold: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlNvLinkPowerThres_st"][::core::mem::size_of::<nvmlNvLinkPowerThres_st>() - 4usize];
    ["Alignment of nvmlNvLinkPowerThres_st"][::core::mem::align_of::<nvmlNvLinkPowerThres_st>() - 4usize];
    ["Offset of field: nvmlNvLinkPowerThres_st::lowPwrThreshold"]
        [::core::mem::offset_of!(nvmlNvLinkPowerThres_st, lowPwrThreshold) - 0usize];
};
pub type nvmlNvLinkPowerThres_t = nvmlNvLinkPowerThres_st;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct nvmlFieldValue_st {
    pub fieldId: ::core::ffi::c_uint,
    pub scopeId: ::core::ffi::c_uint,
    pub timestamp: ::core::ffi::c_longlong,
    pub latencyUsec: ::core::ffi::c_longlong,
    pub valueType: nvmlValueType_t,
    pub nvmlReturn: nvmlReturn_t,
    pub value: nvmlValue_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlFieldValue_st"][::core::mem::size_of::<nvmlFieldValue_st>() - 40usize];
    ["Alignment of nvmlFieldValue_st"][::core::mem::align_of::<nvmlFieldValue_st>() - 8usize];
    ["Offset of field: nvmlFieldValue_st::fieldId"]
        [::core::mem::offset_of!(nvmlFieldValue_st, fieldId) - 0usize];
    ["Offset of field: nvmlFieldValue_st::scopeId"]
        [::core::mem::offset_of!(nvmlFieldValue_st, scopeId) - 4usize];
    ["Offset of field: nvmlFieldValue_st::timestamp"]
        [::core::mem::offset_of!(nvmlFieldValue_st, timestamp) - 8usize];
    ["Offset of field: nvmlFieldValue_st::latencyUsec"]
        [::core::mem::offset_of!(nvmlFieldValue_st, latencyUsec) - 16usize];
    ["Offset of field: nvmlFieldValue_st::valueType"]
        [::core::mem::offset_of!(nvmlFieldValue_st, valueType) - 24usize];
    ["Offset of field: nvmlFieldValue_st::nvmlReturn"]
        [::core::mem::offset_of!(nvmlFieldValue_st, nvmlReturn) - 28usize];
    ["Offset of field: nvmlFieldValue_st::value"]
        [::core::mem::offset_of!(nvmlFieldValue_st, value) - 32usize];
};
impl Default for nvmlFieldValue_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlFieldValue_t = nvmlFieldValue_st;
#[repr(C)]
#[derive(Debug)]
pub struct nvmlUnit_st {
    _unused: [u8; 0],
}
pub type nvmlUnit_t = *mut nvmlUnit_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlHwbcEntry_st {
    pub hwbcId: ::core::ffi::c_uint,
    pub firmwareVersion: [::core::ffi::c_char; 32usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlHwbcEntry_st"][::core::mem::size_of::<nvmlHwbcEntry_st>() - 36usize];
    ["Alignment of nvmlHwbcEntry_st"][::core::mem::align_of::<nvmlHwbcEntry_st>() - 4usize];
    ["Offset of field: nvmlHwbcEntry_st::hwbcId"][::core::mem::offset_of!(nvmlHwbcEntry_st, hwbcId) - 0usize];
    ["Offset of field: nvmlHwbcEntry_st::firmwareVersion"]
        [::core::mem::offset_of!(nvmlHwbcEntry_st, firmwareVersion) - 4usize];
};
pub type nvmlHwbcEntry_t = nvmlHwbcEntry_st;
impl nvmlFanState_enum {
    pub const NVML_FAN_NORMAL: nvmlFanState_enum = nvmlFanState_enum(0);
    pub const NVML_FAN_FAILED: nvmlFanState_enum = nvmlFanState_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlFanState_enum(pub ::core::ffi::c_uint);
pub use self::nvmlFanState_enum as nvmlFanState_t;
impl nvmlLedColor_enum {
    pub const NVML_LED_COLOR_GREEN: nvmlLedColor_enum = nvmlLedColor_enum(0);
    pub const NVML_LED_COLOR_AMBER: nvmlLedColor_enum = nvmlLedColor_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlLedColor_enum(pub ::core::ffi::c_uint);
pub use self::nvmlLedColor_enum as nvmlLedColor_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlLedState_st {
    pub cause: [::core::ffi::c_char; 256usize],
    pub color: nvmlLedColor_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlLedState_st"][::core::mem::size_of::<nvmlLedState_st>() - 260usize];
    ["Alignment of nvmlLedState_st"][::core::mem::align_of::<nvmlLedState_st>() - 4usize];
    ["Offset of field: nvmlLedState_st::cause"][::core::mem::offset_of!(nvmlLedState_st, cause) - 0usize];
    ["Offset of field: nvmlLedState_st::color"][::core::mem::offset_of!(nvmlLedState_st, color) - 256usize];
};
impl Default for nvmlLedState_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlLedState_t = nvmlLedState_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlUnitInfo_st {
    pub name: [::core::ffi::c_char; 96usize],
    pub id: [::core::ffi::c_char; 96usize],
    pub serial: [::core::ffi::c_char; 96usize],
    pub firmwareVersion: [::core::ffi::c_char; 96usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlUnitInfo_st"][::core::mem::size_of::<nvmlUnitInfo_st>() - 384usize];
    ["Alignment of nvmlUnitInfo_st"][::core::mem::align_of::<nvmlUnitInfo_st>() - 1usize];
    ["Offset of field: nvmlUnitInfo_st::name"][::core::mem::offset_of!(nvmlUnitInfo_st, name) - 0usize];
    ["Offset of field: nvmlUnitInfo_st::id"][::core::mem::offset_of!(nvmlUnitInfo_st, id) - 96usize];
    ["Offset of field: nvmlUnitInfo_st::serial"][::core::mem::offset_of!(nvmlUnitInfo_st, serial) - 192usize];
    ["Offset of field: nvmlUnitInfo_st::firmwareVersion"]
        [::core::mem::offset_of!(nvmlUnitInfo_st, firmwareVersion) - 288usize];
};
impl Default for nvmlUnitInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlUnitInfo_t = nvmlUnitInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlPSUInfo_st {
    pub state: [::core::ffi::c_char; 256usize],
    pub current: ::core::ffi::c_uint,
    pub voltage: ::core::ffi::c_uint,
    pub power: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPSUInfo_st"][::core::mem::size_of::<nvmlPSUInfo_st>() - 268usize];
    ["Alignment of nvmlPSUInfo_st"][::core::mem::align_of::<nvmlPSUInfo_st>() - 4usize];
    ["Offset of field: nvmlPSUInfo_st::state"][::core::mem::offset_of!(nvmlPSUInfo_st, state) - 0usize];
    ["Offset of field: nvmlPSUInfo_st::current"][::core::mem::offset_of!(nvmlPSUInfo_st, current) - 256usize];
    ["Offset of field: nvmlPSUInfo_st::voltage"][::core::mem::offset_of!(nvmlPSUInfo_st, voltage) - 260usize];
    ["Offset of field: nvmlPSUInfo_st::power"][::core::mem::offset_of!(nvmlPSUInfo_st, power) - 264usize];
};
impl Default for nvmlPSUInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlPSUInfo_t = nvmlPSUInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlUnitFanInfo_st {
    pub speed: ::core::ffi::c_uint,
    pub state: nvmlFanState_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlUnitFanInfo_st"][::core::mem::size_of::<nvmlUnitFanInfo_st>() - 8usize];
    ["Alignment of nvmlUnitFanInfo_st"][::core::mem::align_of::<nvmlUnitFanInfo_st>() - 4usize];
    ["Offset of field: nvmlUnitFanInfo_st::speed"]
        [::core::mem::offset_of!(nvmlUnitFanInfo_st, speed) - 0usize];
    ["Offset of field: nvmlUnitFanInfo_st::state"]
        [::core::mem::offset_of!(nvmlUnitFanInfo_st, state) - 4usize];
};
impl Default for nvmlUnitFanInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlUnitFanInfo_t = nvmlUnitFanInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlUnitFanSpeeds_st {
    pub fans: [nvmlUnitFanInfo_t; 24usize],
    pub count: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlUnitFanSpeeds_st"][::core::mem::size_of::<nvmlUnitFanSpeeds_st>() - 196usize];
    ["Alignment of nvmlUnitFanSpeeds_st"][::core::mem::align_of::<nvmlUnitFanSpeeds_st>() - 4usize];
    ["Offset of field: nvmlUnitFanSpeeds_st::fans"]
        [::core::mem::offset_of!(nvmlUnitFanSpeeds_st, fans) - 0usize];
    ["Offset of field: nvmlUnitFanSpeeds_st::count"]
        [::core::mem::offset_of!(nvmlUnitFanSpeeds_st, count) - 192usize];
};
impl Default for nvmlUnitFanSpeeds_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlUnitFanSpeeds_t = nvmlUnitFanSpeeds_st;
#[repr(C)]
#[derive(Debug)]
pub struct nvmlEventSet_st {
    _unused: [u8; 0],
}
pub type nvmlEventSet_t = *mut nvmlEventSet_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlEventData_st {
    pub device: nvmlDevice_t,
    pub eventType: ::core::ffi::c_ulonglong,
    pub eventData: ::core::ffi::c_ulonglong,
    pub gpuInstanceId: ::core::ffi::c_uint,
    pub computeInstanceId: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlEventData_st"][::core::mem::size_of::<nvmlEventData_st>() - 32usize];
    ["Alignment of nvmlEventData_st"][::core::mem::align_of::<nvmlEventData_st>() - 8usize];
    ["Offset of field: nvmlEventData_st::device"][::core::mem::offset_of!(nvmlEventData_st, device) - 0usize];
    ["Offset of field: nvmlEventData_st::eventType"]
        [::core::mem::offset_of!(nvmlEventData_st, eventType) - 8usize];
    ["Offset of field: nvmlEventData_st::eventData"]
        [::core::mem::offset_of!(nvmlEventData_st, eventData) - 16usize];
    ["Offset of field: nvmlEventData_st::gpuInstanceId"]
        [::core::mem::offset_of!(nvmlEventData_st, gpuInstanceId) - 24usize];
    ["Offset of field: nvmlEventData_st::computeInstanceId"]
        [::core::mem::offset_of!(nvmlEventData_st, computeInstanceId) - 28usize];
};
impl Default for nvmlEventData_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlEventData_t = nvmlEventData_st;
#[repr(C)]
#[derive(Debug)]
pub struct nvmlSystemEventSet_st {
    _unused: [u8; 0],
}
pub type nvmlSystemEventSet_t = *mut nvmlSystemEventSet_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlSystemEventSetCreateRequest_v1_t {
    pub version: ::core::ffi::c_uint,
    pub set: nvmlSystemEventSet_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemEventSetCreateRequest_v1_t"]
        [::core::mem::size_of::<nvmlSystemEventSetCreateRequest_v1_t>() - 16usize];
    ["Alignment of nvmlSystemEventSetCreateRequest_v1_t"]
        [::core::mem::align_of::<nvmlSystemEventSetCreateRequest_v1_t>() - 8usize];
    ["Offset of field: nvmlSystemEventSetCreateRequest_v1_t::version"]
        [::core::mem::offset_of!(nvmlSystemEventSetCreateRequest_v1_t, version) - 0usize];
    ["Offset of field: nvmlSystemEventSetCreateRequest_v1_t::set"]
        [::core::mem::offset_of!(nvmlSystemEventSetCreateRequest_v1_t, set) - 8usize];
};
impl Default for nvmlSystemEventSetCreateRequest_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlSystemEventSetCreateRequest_t = nvmlSystemEventSetCreateRequest_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlSystemEventSetFreeRequest_v1_t {
    pub version: ::core::ffi::c_uint,
    pub set: nvmlSystemEventSet_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemEventSetFreeRequest_v1_t"]
        [::core::mem::size_of::<nvmlSystemEventSetFreeRequest_v1_t>() - 16usize];
    ["Alignment of nvmlSystemEventSetFreeRequest_v1_t"]
        [::core::mem::align_of::<nvmlSystemEventSetFreeRequest_v1_t>() - 8usize];
    ["Offset of field: nvmlSystemEventSetFreeRequest_v1_t::version"]
        [::core::mem::offset_of!(nvmlSystemEventSetFreeRequest_v1_t, version) - 0usize];
    ["Offset of field: nvmlSystemEventSetFreeRequest_v1_t::set"]
        [::core::mem::offset_of!(nvmlSystemEventSetFreeRequest_v1_t, set) - 8usize];
};
impl Default for nvmlSystemEventSetFreeRequest_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlSystemEventSetFreeRequest_t = nvmlSystemEventSetFreeRequest_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlSystemRegisterEventRequest_v1_t {
    pub version: ::core::ffi::c_uint,
    pub eventTypes: ::core::ffi::c_ulonglong,
    pub set: nvmlSystemEventSet_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemRegisterEventRequest_v1_t"]
        [::core::mem::size_of::<nvmlSystemRegisterEventRequest_v1_t>() - 24usize];
    ["Alignment of nvmlSystemRegisterEventRequest_v1_t"]
        [::core::mem::align_of::<nvmlSystemRegisterEventRequest_v1_t>() - 8usize];
    ["Offset of field: nvmlSystemRegisterEventRequest_v1_t::version"]
        [::core::mem::offset_of!(nvmlSystemRegisterEventRequest_v1_t, version) - 0usize];
    ["Offset of field: nvmlSystemRegisterEventRequest_v1_t::eventTypes"]
        [::core::mem::offset_of!(nvmlSystemRegisterEventRequest_v1_t, eventTypes) - 8usize];
    ["Offset of field: nvmlSystemRegisterEventRequest_v1_t::set"]
        [::core::mem::offset_of!(nvmlSystemRegisterEventRequest_v1_t, set) - 16usize];
};
impl Default for nvmlSystemRegisterEventRequest_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlSystemRegisterEventRequest_t = nvmlSystemRegisterEventRequest_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlSystemEventData_v1_t {
    pub eventType: ::core::ffi::c_ulonglong,
    pub gpuId: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemEventData_v1_t"][::core::mem::size_of::<nvmlSystemEventData_v1_t>() - 16usize];
    ["Alignment of nvmlSystemEventData_v1_t"][::core::mem::align_of::<nvmlSystemEventData_v1_t>() - 8usize];
    ["Offset of field: nvmlSystemEventData_v1_t::eventType"]
        [::core::mem::offset_of!(nvmlSystemEventData_v1_t, eventType) - 0usize];
    ["Offset of field: nvmlSystemEventData_v1_t::gpuId"]
        [::core::mem::offset_of!(nvmlSystemEventData_v1_t, gpuId) - 8usize];
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlSystemEventSetWaitRequest_v1_t {
    pub version: ::core::ffi::c_uint,
    pub timeoutms: ::core::ffi::c_uint,
    pub set: nvmlSystemEventSet_t,
    pub data: *mut nvmlSystemEventData_v1_t,
    pub dataSize: ::core::ffi::c_uint,
    pub numEvent: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemEventSetWaitRequest_v1_t"]
        [::core::mem::size_of::<nvmlSystemEventSetWaitRequest_v1_t>() - 32usize];
    ["Alignment of nvmlSystemEventSetWaitRequest_v1_t"]
        [::core::mem::align_of::<nvmlSystemEventSetWaitRequest_v1_t>() - 8usize];
    ["Offset of field: nvmlSystemEventSetWaitRequest_v1_t::version"]
        [::core::mem::offset_of!(nvmlSystemEventSetWaitRequest_v1_t, version) - 0usize];
    ["Offset of field: nvmlSystemEventSetWaitRequest_v1_t::timeoutms"]
        [::core::mem::offset_of!(nvmlSystemEventSetWaitRequest_v1_t, timeoutms) - 4usize];
    ["Offset of field: nvmlSystemEventSetWaitRequest_v1_t::set"]
        [::core::mem::offset_of!(nvmlSystemEventSetWaitRequest_v1_t, set) - 8usize];
    ["Offset of field: nvmlSystemEventSetWaitRequest_v1_t::data"]
        [::core::mem::offset_of!(nvmlSystemEventSetWaitRequest_v1_t, data) - 16usize];
    ["Offset of field: nvmlSystemEventSetWaitRequest_v1_t::dataSize"]
        [::core::mem::offset_of!(nvmlSystemEventSetWaitRequest_v1_t, dataSize) - 24usize];
    ["Offset of field: nvmlSystemEventSetWaitRequest_v1_t::numEvent"]
        [::core::mem::offset_of!(nvmlSystemEventSetWaitRequest_v1_t, numEvent) - 28usize];
};
impl Default for nvmlSystemEventSetWaitRequest_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlSystemEventSetWaitRequest_t = nvmlSystemEventSetWaitRequest_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlAccountingStats_st {
    pub gpuUtilization: ::core::ffi::c_uint,
    pub memoryUtilization: ::core::ffi::c_uint,
    pub maxMemoryUsage: ::core::ffi::c_ulonglong,
    pub time: ::core::ffi::c_ulonglong,
    pub startTime: ::core::ffi::c_ulonglong,
    pub isRunning: ::core::ffi::c_uint,
    pub reserved: [::core::ffi::c_uint; 5usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlAccountingStats_st"][::core::mem::size_of::<nvmlAccountingStats_st>() - 56usize];
    ["Alignment of nvmlAccountingStats_st"][::core::mem::align_of::<nvmlAccountingStats_st>() - 8usize];
    ["Offset of field: nvmlAccountingStats_st::gpuUtilization"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, gpuUtilization) - 0usize];
    ["Offset of field: nvmlAccountingStats_st::memoryUtilization"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, memoryUtilization) - 4usize];
    ["Offset of field: nvmlAccountingStats_st::maxMemoryUsage"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, maxMemoryUsage) - 8usize];
    ["Offset of field: nvmlAccountingStats_st::time"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, time) - 16usize];
    ["Offset of field: nvmlAccountingStats_st::startTime"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, startTime) - 24usize];
    ["Offset of field: nvmlAccountingStats_st::isRunning"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, isRunning) - 32usize];
    ["Offset of field: nvmlAccountingStats_st::reserved"]
        [::core::mem::offset_of!(nvmlAccountingStats_st, reserved) - 36usize];
};
pub type nvmlAccountingStats_t = nvmlAccountingStats_st;
impl nvmlEncoderQueryType_enum {
    pub const NVML_ENCODER_QUERY_H264: nvmlEncoderQueryType_enum = nvmlEncoderQueryType_enum(0);
    pub const NVML_ENCODER_QUERY_HEVC: nvmlEncoderQueryType_enum = nvmlEncoderQueryType_enum(1);
    pub const NVML_ENCODER_QUERY_AV1: nvmlEncoderQueryType_enum = nvmlEncoderQueryType_enum(2);
    pub const NVML_ENCODER_QUERY_UNKNOWN: nvmlEncoderQueryType_enum = nvmlEncoderQueryType_enum(255);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlEncoderQueryType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlEncoderQueryType_enum as nvmlEncoderType_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlEncoderSessionInfo_st {
    pub sessionId: ::core::ffi::c_uint,
    pub pid: ::core::ffi::c_uint,
    pub vgpuInstance: nvmlVgpuInstance_t,
    pub codecType: nvmlEncoderType_t,
    pub hResolution: ::core::ffi::c_uint,
    pub vResolution: ::core::ffi::c_uint,
    pub averageFps: ::core::ffi::c_uint,
    pub averageLatency: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlEncoderSessionInfo_st"][::core::mem::size_of::<nvmlEncoderSessionInfo_st>() - 32usize];
    ["Alignment of nvmlEncoderSessionInfo_st"][::core::mem::align_of::<nvmlEncoderSessionInfo_st>() - 4usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::sessionId"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, sessionId) - 0usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::pid"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, pid) - 4usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::vgpuInstance"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, vgpuInstance) - 8usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::codecType"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, codecType) - 12usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::hResolution"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, hResolution) - 16usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::vResolution"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, vResolution) - 20usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::averageFps"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, averageFps) - 24usize];
    ["Offset of field: nvmlEncoderSessionInfo_st::averageLatency"]
        [::core::mem::offset_of!(nvmlEncoderSessionInfo_st, averageLatency) - 28usize];
};
impl Default for nvmlEncoderSessionInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlEncoderSessionInfo_t = nvmlEncoderSessionInfo_st;
impl nvmlFBCSessionType_enum {
    pub const NVML_FBC_SESSION_TYPE_UNKNOWN: nvmlFBCSessionType_enum = nvmlFBCSessionType_enum(0);
    pub const NVML_FBC_SESSION_TYPE_TOSYS: nvmlFBCSessionType_enum = nvmlFBCSessionType_enum(1);
    pub const NVML_FBC_SESSION_TYPE_CUDA: nvmlFBCSessionType_enum = nvmlFBCSessionType_enum(2);
    pub const NVML_FBC_SESSION_TYPE_VID: nvmlFBCSessionType_enum = nvmlFBCSessionType_enum(3);
    pub const NVML_FBC_SESSION_TYPE_HWENC: nvmlFBCSessionType_enum = nvmlFBCSessionType_enum(4);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlFBCSessionType_enum(pub ::core::ffi::c_uint);
pub use self::nvmlFBCSessionType_enum as nvmlFBCSessionType_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlFBCStats_st {
    pub sessionsCount: ::core::ffi::c_uint,
    pub averageFPS: ::core::ffi::c_uint,
    pub averageLatency: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlFBCStats_st"][::core::mem::size_of::<nvmlFBCStats_st>() - 12usize];
    ["Alignment of nvmlFBCStats_st"][::core::mem::align_of::<nvmlFBCStats_st>() - 4usize];
    ["Offset of field: nvmlFBCStats_st::sessionsCount"]
        [::core::mem::offset_of!(nvmlFBCStats_st, sessionsCount) - 0usize];
    ["Offset of field: nvmlFBCStats_st::averageFPS"]
        [::core::mem::offset_of!(nvmlFBCStats_st, averageFPS) - 4usize];
    ["Offset of field: nvmlFBCStats_st::averageLatency"]
        [::core::mem::offset_of!(nvmlFBCStats_st, averageLatency) - 8usize];
};
pub type nvmlFBCStats_t = nvmlFBCStats_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlFBCSessionInfo_st {
    pub sessionId: ::core::ffi::c_uint,
    pub pid: ::core::ffi::c_uint,
    pub vgpuInstance: nvmlVgpuInstance_t,
    pub displayOrdinal: ::core::ffi::c_uint,
    pub sessionType: nvmlFBCSessionType_t,
    pub sessionFlags: ::core::ffi::c_uint,
    pub hMaxResolution: ::core::ffi::c_uint,
    pub vMaxResolution: ::core::ffi::c_uint,
    pub hResolution: ::core::ffi::c_uint,
    pub vResolution: ::core::ffi::c_uint,
    pub averageFPS: ::core::ffi::c_uint,
    pub averageLatency: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlFBCSessionInfo_st"][::core::mem::size_of::<nvmlFBCSessionInfo_st>() - 48usize];
    ["Alignment of nvmlFBCSessionInfo_st"][::core::mem::align_of::<nvmlFBCSessionInfo_st>() - 4usize];
    ["Offset of field: nvmlFBCSessionInfo_st::sessionId"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, sessionId) - 0usize];
    ["Offset of field: nvmlFBCSessionInfo_st::pid"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, pid) - 4usize];
    ["Offset of field: nvmlFBCSessionInfo_st::vgpuInstance"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, vgpuInstance) - 8usize];
    ["Offset of field: nvmlFBCSessionInfo_st::displayOrdinal"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, displayOrdinal) - 12usize];
    ["Offset of field: nvmlFBCSessionInfo_st::sessionType"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, sessionType) - 16usize];
    ["Offset of field: nvmlFBCSessionInfo_st::sessionFlags"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, sessionFlags) - 20usize];
    ["Offset of field: nvmlFBCSessionInfo_st::hMaxResolution"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, hMaxResolution) - 24usize];
    ["Offset of field: nvmlFBCSessionInfo_st::vMaxResolution"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, vMaxResolution) - 28usize];
    ["Offset of field: nvmlFBCSessionInfo_st::hResolution"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, hResolution) - 32usize];
    ["Offset of field: nvmlFBCSessionInfo_st::vResolution"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, vResolution) - 36usize];
    ["Offset of field: nvmlFBCSessionInfo_st::averageFPS"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, averageFPS) - 40usize];
    ["Offset of field: nvmlFBCSessionInfo_st::averageLatency"]
        [::core::mem::offset_of!(nvmlFBCSessionInfo_st, averageLatency) - 44usize];
};
impl Default for nvmlFBCSessionInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlFBCSessionInfo_t = nvmlFBCSessionInfo_st;
impl nvmlDetachGpuState_enum {
    pub const NVML_DETACH_GPU_KEEP: nvmlDetachGpuState_enum = nvmlDetachGpuState_enum(0);
    pub const NVML_DETACH_GPU_REMOVE: nvmlDetachGpuState_enum = nvmlDetachGpuState_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlDetachGpuState_enum(pub ::core::ffi::c_uint);
pub use self::nvmlDetachGpuState_enum as nvmlDetachGpuState_t;
impl nvmlPcieLinkState_enum {
    pub const NVML_PCIE_LINK_KEEP: nvmlPcieLinkState_enum = nvmlPcieLinkState_enum(0);
    pub const NVML_PCIE_LINK_SHUT_DOWN: nvmlPcieLinkState_enum = nvmlPcieLinkState_enum(1);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlPcieLinkState_enum(pub ::core::ffi::c_uint);
pub use self::nvmlPcieLinkState_enum as nvmlPcieLinkState_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlConfComputeSystemCaps_st {
    pub cpuCaps: ::core::ffi::c_uint,
    pub gpusCaps: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeSystemCaps_st"][::core::mem::size_of::<nvmlConfComputeSystemCaps_st>() - 8usize];
    ["Alignment of nvmlConfComputeSystemCaps_st"]
        [::core::mem::align_of::<nvmlConfComputeSystemCaps_st>() - 4usize];
    ["Offset of field: nvmlConfComputeSystemCaps_st::cpuCaps"]
        [::core::mem::offset_of!(nvmlConfComputeSystemCaps_st, cpuCaps) - 0usize];
    ["Offset of field: nvmlConfComputeSystemCaps_st::gpusCaps"]
        [::core::mem::offset_of!(nvmlConfComputeSystemCaps_st, gpusCaps) - 4usize];
};
pub type nvmlConfComputeSystemCaps_t = nvmlConfComputeSystemCaps_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlConfComputeSystemState_st {
    pub environment: ::core::ffi::c_uint,
    pub ccFeature: ::core::ffi::c_uint,
    pub devToolsMode: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeSystemState_st"]
        [::core::mem::size_of::<nvmlConfComputeSystemState_st>() - 12usize];
    ["Alignment of nvmlConfComputeSystemState_st"]
        [::core::mem::align_of::<nvmlConfComputeSystemState_st>() - 4usize];
    ["Offset of field: nvmlConfComputeSystemState_st::environment"]
        [::core::mem::offset_of!(nvmlConfComputeSystemState_st, environment) - 0usize];
    ["Offset of field: nvmlConfComputeSystemState_st::ccFeature"]
        [::core::mem::offset_of!(nvmlConfComputeSystemState_st, ccFeature) - 4usize];
    ["Offset of field: nvmlConfComputeSystemState_st::devToolsMode"]
        [::core::mem::offset_of!(nvmlConfComputeSystemState_st, devToolsMode) - 8usize];
};
pub type nvmlConfComputeSystemState_t = nvmlConfComputeSystemState_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlSystemConfComputeSettings_v1_t {
    pub version: ::core::ffi::c_uint,
    pub environment: ::core::ffi::c_uint,
    pub ccFeature: ::core::ffi::c_uint,
    pub devToolsMode: ::core::ffi::c_uint,
    pub multiGpuMode: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemConfComputeSettings_v1_t"]
        [::core::mem::size_of::<nvmlSystemConfComputeSettings_v1_t>() - 20usize];
    ["Alignment of nvmlSystemConfComputeSettings_v1_t"]
        [::core::mem::align_of::<nvmlSystemConfComputeSettings_v1_t>() - 4usize];
    ["Offset of field: nvmlSystemConfComputeSettings_v1_t::version"]
        [::core::mem::offset_of!(nvmlSystemConfComputeSettings_v1_t, version) - 0usize];
    ["Offset of field: nvmlSystemConfComputeSettings_v1_t::environment"]
        [::core::mem::offset_of!(nvmlSystemConfComputeSettings_v1_t, environment) - 4usize];
    ["Offset of field: nvmlSystemConfComputeSettings_v1_t::ccFeature"]
        [::core::mem::offset_of!(nvmlSystemConfComputeSettings_v1_t, ccFeature) - 8usize];
    ["Offset of field: nvmlSystemConfComputeSettings_v1_t::devToolsMode"]
        [::core::mem::offset_of!(nvmlSystemConfComputeSettings_v1_t, devToolsMode) - 12usize];
    ["Offset of field: nvmlSystemConfComputeSettings_v1_t::multiGpuMode"]
        [::core::mem::offset_of!(nvmlSystemConfComputeSettings_v1_t, multiGpuMode) - 16usize];
};
pub type nvmlSystemConfComputeSettings_t = nvmlSystemConfComputeSettings_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlConfComputeMemSizeInfo_st {
    pub protectedMemSizeKib: ::core::ffi::c_ulonglong,
    pub unprotectedMemSizeKib: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeMemSizeInfo_st"]
        [::core::mem::size_of::<nvmlConfComputeMemSizeInfo_st>() - 16usize];
    ["Alignment of nvmlConfComputeMemSizeInfo_st"]
        [::core::mem::align_of::<nvmlConfComputeMemSizeInfo_st>() - 8usize];
    ["Offset of field: nvmlConfComputeMemSizeInfo_st::protectedMemSizeKib"]
        [::core::mem::offset_of!(nvmlConfComputeMemSizeInfo_st, protectedMemSizeKib) - 0usize];
    ["Offset of field: nvmlConfComputeMemSizeInfo_st::unprotectedMemSizeKib"]
        [::core::mem::offset_of!(nvmlConfComputeMemSizeInfo_st, unprotectedMemSizeKib) - 8usize];
};
pub type nvmlConfComputeMemSizeInfo_t = nvmlConfComputeMemSizeInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlConfComputeGpuCertificate_st {
    pub certChainSize: ::core::ffi::c_uint,
    pub attestationCertChainSize: ::core::ffi::c_uint,
    pub certChain: [::core::ffi::c_uchar; 4096usize],
    pub attestationCertChain: [::core::ffi::c_uchar; 5120usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeGpuCertificate_st"]
        [::core::mem::size_of::<nvmlConfComputeGpuCertificate_st>() - 9224usize];
    ["Alignment of nvmlConfComputeGpuCertificate_st"]
        [::core::mem::align_of::<nvmlConfComputeGpuCertificate_st>() - 4usize];
    ["Offset of field: nvmlConfComputeGpuCertificate_st::certChainSize"]
        [::core::mem::offset_of!(nvmlConfComputeGpuCertificate_st, certChainSize) - 0usize];
    ["Offset of field: nvmlConfComputeGpuCertificate_st::attestationCertChainSize"]
        [::core::mem::offset_of!(nvmlConfComputeGpuCertificate_st, attestationCertChainSize) - 4usize];
    ["Offset of field: nvmlConfComputeGpuCertificate_st::certChain"]
        [::core::mem::offset_of!(nvmlConfComputeGpuCertificate_st, certChain) - 8usize];
    ["Offset of field: nvmlConfComputeGpuCertificate_st::attestationCertChain"]
        [::core::mem::offset_of!(nvmlConfComputeGpuCertificate_st, attestationCertChain) - 4104usize];
};
impl Default for nvmlConfComputeGpuCertificate_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlConfComputeGpuCertificate_t = nvmlConfComputeGpuCertificate_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlConfComputeGpuAttestationReport_st {
    pub isCecAttestationReportPresent: ::core::ffi::c_uint,
    pub attestationReportSize: ::core::ffi::c_uint,
    pub cecAttestationReportSize: ::core::ffi::c_uint,
    pub nonce: [::core::ffi::c_uchar; 32usize],
    pub attestationReport: [::core::ffi::c_uchar; 8192usize],
    pub cecAttestationReport: [::core::ffi::c_uchar; 4096usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeGpuAttestationReport_st"]
        [::core::mem::size_of::<nvmlConfComputeGpuAttestationReport_st>() - 12332usize];
    ["Alignment of nvmlConfComputeGpuAttestationReport_st"]
        [::core::mem::align_of::<nvmlConfComputeGpuAttestationReport_st>() - 4usize];
    ["Offset of field: nvmlConfComputeGpuAttestationReport_st::isCecAttestationReportPresent"][::core::mem::offset_of!(
        nvmlConfComputeGpuAttestationReport_st,
        isCecAttestationReportPresent
    ) - 0usize];
    ["Offset of field: nvmlConfComputeGpuAttestationReport_st::attestationReportSize"]
        [::core::mem::offset_of!(nvmlConfComputeGpuAttestationReport_st, attestationReportSize) - 4usize];
    ["Offset of field: nvmlConfComputeGpuAttestationReport_st::cecAttestationReportSize"]
        [::core::mem::offset_of!(nvmlConfComputeGpuAttestationReport_st, cecAttestationReportSize) - 8usize];
    ["Offset of field: nvmlConfComputeGpuAttestationReport_st::nonce"]
        [::core::mem::offset_of!(nvmlConfComputeGpuAttestationReport_st, nonce) - 12usize];
    ["Offset of field: nvmlConfComputeGpuAttestationReport_st::attestationReport"]
        [::core::mem::offset_of!(nvmlConfComputeGpuAttestationReport_st, attestationReport) - 44usize];
    ["Offset of field: nvmlConfComputeGpuAttestationReport_st::cecAttestationReport"]
        [::core::mem::offset_of!(nvmlConfComputeGpuAttestationReport_st, cecAttestationReport) - 8236usize];
};
impl Default for nvmlConfComputeGpuAttestationReport_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlConfComputeGpuAttestationReport_t = nvmlConfComputeGpuAttestationReport_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlConfComputeSetKeyRotationThresholdInfo_st {
    pub version: ::core::ffi::c_uint,
    pub maxAttackerAdvantage: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeSetKeyRotationThresholdInfo_st"]
        [::core::mem::size_of::<nvmlConfComputeSetKeyRotationThresholdInfo_st>() - 16usize];
    ["Alignment of nvmlConfComputeSetKeyRotationThresholdInfo_st"]
        [::core::mem::align_of::<nvmlConfComputeSetKeyRotationThresholdInfo_st>() - 8usize];
    ["Offset of field: nvmlConfComputeSetKeyRotationThresholdInfo_st::version"]
        [::core::mem::offset_of!(nvmlConfComputeSetKeyRotationThresholdInfo_st, version) - 0usize];
    ["Offset of field: nvmlConfComputeSetKeyRotationThresholdInfo_st::maxAttackerAdvantage"][::core::mem::offset_of!(
        nvmlConfComputeSetKeyRotationThresholdInfo_st,
        maxAttackerAdvantage
    ) - 8usize];
};
pub type nvmlConfComputeSetKeyRotationThresholdInfo_v1_t = nvmlConfComputeSetKeyRotationThresholdInfo_st;
pub type nvmlConfComputeSetKeyRotationThresholdInfo_t = nvmlConfComputeSetKeyRotationThresholdInfo_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlConfComputeGetKeyRotationThresholdInfo_st {
    pub version: ::core::ffi::c_uint,
    pub attackerAdvantage: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlConfComputeGetKeyRotationThresholdInfo_st"]
        [::core::mem::size_of::<nvmlConfComputeGetKeyRotationThresholdInfo_st>() - 16usize];
    ["Alignment of nvmlConfComputeGetKeyRotationThresholdInfo_st"]
        [::core::mem::align_of::<nvmlConfComputeGetKeyRotationThresholdInfo_st>() - 8usize];
    ["Offset of field: nvmlConfComputeGetKeyRotationThresholdInfo_st::version"]
        [::core::mem::offset_of!(nvmlConfComputeGetKeyRotationThresholdInfo_st, version) - 0usize];
    ["Offset of field: nvmlConfComputeGetKeyRotationThresholdInfo_st::attackerAdvantage"]
        [::core::mem::offset_of!(nvmlConfComputeGetKeyRotationThresholdInfo_st, attackerAdvantage) - 8usize];
};
pub type nvmlConfComputeGetKeyRotationThresholdInfo_v1_t = nvmlConfComputeGetKeyRotationThresholdInfo_st;
pub type nvmlConfComputeGetKeyRotationThresholdInfo_t = nvmlConfComputeGetKeyRotationThresholdInfo_v1_t;
pub type nvmlGpuFabricState_t = ::core::ffi::c_uchar;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuFabricInfo_t {
    pub clusterUuid: [::core::ffi::c_uchar; 16usize],
    pub status: nvmlReturn_t,
    pub cliqueId: ::core::ffi::c_uint,
    pub state: nvmlGpuFabricState_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuFabricInfo_t"][::core::mem::size_of::<nvmlGpuFabricInfo_t>() - 28usize];
    ["Alignment of nvmlGpuFabricInfo_t"][::core::mem::align_of::<nvmlGpuFabricInfo_t>() - 4usize];
    ["Offset of field: nvmlGpuFabricInfo_t::clusterUuid"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_t, clusterUuid) - 0usize];
    ["Offset of field: nvmlGpuFabricInfo_t::status"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_t, status) - 16usize];
    ["Offset of field: nvmlGpuFabricInfo_t::cliqueId"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_t, cliqueId) - 20usize];
    ["Offset of field: nvmlGpuFabricInfo_t::state"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_t, state) - 24usize];
};
impl Default for nvmlGpuFabricInfo_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuFabricInfo_v2_t {
    pub version: ::core::ffi::c_uint,
    pub clusterUuid: [::core::ffi::c_uchar; 16usize],
    pub status: nvmlReturn_t,
    pub cliqueId: ::core::ffi::c_uint,
    pub state: nvmlGpuFabricState_t,
    pub healthMask: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuFabricInfo_v2_t"][::core::mem::size_of::<nvmlGpuFabricInfo_v2_t>() - 36usize];
    ["Alignment of nvmlGpuFabricInfo_v2_t"][::core::mem::align_of::<nvmlGpuFabricInfo_v2_t>() - 4usize];
    ["Offset of field: nvmlGpuFabricInfo_v2_t::version"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_v2_t, version) - 0usize];
    ["Offset of field: nvmlGpuFabricInfo_v2_t::clusterUuid"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_v2_t, clusterUuid) - 4usize];
    ["Offset of field: nvmlGpuFabricInfo_v2_t::status"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_v2_t, status) - 20usize];
    ["Offset of field: nvmlGpuFabricInfo_v2_t::cliqueId"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_v2_t, cliqueId) - 24usize];
    ["Offset of field: nvmlGpuFabricInfo_v2_t::state"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_v2_t, state) - 28usize];
    ["Offset of field: nvmlGpuFabricInfo_v2_t::healthMask"]
        [::core::mem::offset_of!(nvmlGpuFabricInfo_v2_t, healthMask) - 32usize];
};
impl Default for nvmlGpuFabricInfo_v2_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlGpuFabricInfoV_t = nvmlGpuFabricInfo_v2_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlSystemDriverBranchInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub branch: [::core::ffi::c_char; 80usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlSystemDriverBranchInfo_v1_t"]
        [::core::mem::size_of::<nvmlSystemDriverBranchInfo_v1_t>() - 84usize];
    ["Alignment of nvmlSystemDriverBranchInfo_v1_t"]
        [::core::mem::align_of::<nvmlSystemDriverBranchInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlSystemDriverBranchInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlSystemDriverBranchInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlSystemDriverBranchInfo_v1_t::branch"]
        [::core::mem::offset_of!(nvmlSystemDriverBranchInfo_v1_t, branch) - 4usize];
};
impl Default for nvmlSystemDriverBranchInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlSystemDriverBranchInfo_t = nvmlSystemDriverBranchInfo_v1_t;
pub type nvmlAffinityScope_t = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlTemperature_v1_t {
    pub version: ::core::ffi::c_uint,
    pub sensorType: nvmlTemperatureSensors_t,
    pub temperature: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlTemperature_v1_t"][::core::mem::size_of::<nvmlTemperature_v1_t>() - 12usize];
    ["Alignment of nvmlTemperature_v1_t"][::core::mem::align_of::<nvmlTemperature_v1_t>() - 4usize];
    ["Offset of field: nvmlTemperature_v1_t::version"]
        [::core::mem::offset_of!(nvmlTemperature_v1_t, version) - 0usize];
    ["Offset of field: nvmlTemperature_v1_t::sensorType"]
        [::core::mem::offset_of!(nvmlTemperature_v1_t, sensorType) - 4usize];
    ["Offset of field: nvmlTemperature_v1_t::temperature"]
        [::core::mem::offset_of!(nvmlTemperature_v1_t, temperature) - 8usize];
};
impl Default for nvmlTemperature_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlTemperature_t = nvmlTemperature_v1_t;
impl nvmlClockLimitId_enum {
    pub const NVML_CLOCK_LIMIT_ID_RANGE_START: nvmlClockLimitId_enum = nvmlClockLimitId_enum(4294967040);
    pub const NVML_CLOCK_LIMIT_ID_TDP: nvmlClockLimitId_enum = nvmlClockLimitId_enum(4294967041);
    pub const NVML_CLOCK_LIMIT_ID_UNLIMITED: nvmlClockLimitId_enum = nvmlClockLimitId_enum(4294967042);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlClockLimitId_enum(pub ::core::ffi::c_uint);
pub use self::nvmlClockLimitId_enum as nvmlClockLimitId_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlNvlinkSupportedBwModes_v1_t {
    pub version: ::core::ffi::c_uint,
    pub bwModes: [::core::ffi::c_uchar; 23usize],
    pub totalBwModes: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlNvlinkSupportedBwModes_v1_t"]
        [::core::mem::size_of::<nvmlNvlinkSupportedBwModes_v1_t>() - 28usize];
    ["Alignment of nvmlNvlinkSupportedBwModes_v1_t"]
        [::core::mem::align_of::<nvmlNvlinkSupportedBwModes_v1_t>() - 4usize];
    ["Offset of field: nvmlNvlinkSupportedBwModes_v1_t::version"]
        [::core::mem::offset_of!(nvmlNvlinkSupportedBwModes_v1_t, version) - 0usize];
    ["Offset of field: nvmlNvlinkSupportedBwModes_v1_t::bwModes"]
        [::core::mem::offset_of!(nvmlNvlinkSupportedBwModes_v1_t, bwModes) - 4usize];
    ["Offset of field: nvmlNvlinkSupportedBwModes_v1_t::totalBwModes"]
        [::core::mem::offset_of!(nvmlNvlinkSupportedBwModes_v1_t, totalBwModes) - 27usize];
};
pub type nvmlNvlinkSupportedBwModes_t = nvmlNvlinkSupportedBwModes_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlNvlinkGetBwMode_v1_t {
    pub version: ::core::ffi::c_uint,
    pub bIsBest: ::core::ffi::c_uint,
    pub bwMode: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlNvlinkGetBwMode_v1_t"][::core::mem::size_of::<nvmlNvlinkGetBwMode_v1_t>() - 12usize];
    ["Alignment of nvmlNvlinkGetBwMode_v1_t"][::core::mem::align_of::<nvmlNvlinkGetBwMode_v1_t>() - 4usize];
    ["Offset of field: nvmlNvlinkGetBwMode_v1_t::version"]
        [::core::mem::offset_of!(nvmlNvlinkGetBwMode_v1_t, version) - 0usize];
    ["Offset of field: nvmlNvlinkGetBwMode_v1_t::bIsBest"]
        [::core::mem::offset_of!(nvmlNvlinkGetBwMode_v1_t, bIsBest) - 4usize];
    ["Offset of field: nvmlNvlinkGetBwMode_v1_t::bwMode"]
        [::core::mem::offset_of!(nvmlNvlinkGetBwMode_v1_t, bwMode) - 8usize];
};
pub type nvmlNvlinkGetBwMode_t = nvmlNvlinkGetBwMode_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlNvlinkSetBwMode_v1_t {
    pub version: ::core::ffi::c_uint,
    pub bSetBest: ::core::ffi::c_uint,
    pub bwMode: ::core::ffi::c_uchar,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlNvlinkSetBwMode_v1_t"][::core::mem::size_of::<nvmlNvlinkSetBwMode_v1_t>() - 12usize];
    ["Alignment of nvmlNvlinkSetBwMode_v1_t"][::core::mem::align_of::<nvmlNvlinkSetBwMode_v1_t>() - 4usize];
    ["Offset of field: nvmlNvlinkSetBwMode_v1_t::version"]
        [::core::mem::offset_of!(nvmlNvlinkSetBwMode_v1_t, version) - 0usize];
    ["Offset of field: nvmlNvlinkSetBwMode_v1_t::bSetBest"]
        [::core::mem::offset_of!(nvmlNvlinkSetBwMode_v1_t, bSetBest) - 4usize];
    ["Offset of field: nvmlNvlinkSetBwMode_v1_t::bwMode"]
        [::core::mem::offset_of!(nvmlNvlinkSetBwMode_v1_t, bwMode) - 8usize];
};
pub type nvmlNvlinkSetBwMode_t = nvmlNvlinkSetBwMode_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlVgpuVersion_st {
    pub minVersion: ::core::ffi::c_uint,
    pub maxVersion: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuVersion_st"][::core::mem::size_of::<nvmlVgpuVersion_st>() - 8usize];
    ["Alignment of nvmlVgpuVersion_st"][::core::mem::align_of::<nvmlVgpuVersion_st>() - 4usize];
    ["Offset of field: nvmlVgpuVersion_st::minVersion"]
        [::core::mem::offset_of!(nvmlVgpuVersion_st, minVersion) - 0usize];
    ["Offset of field: nvmlVgpuVersion_st::maxVersion"]
        [::core::mem::offset_of!(nvmlVgpuVersion_st, maxVersion) - 4usize];
};
pub type nvmlVgpuVersion_t = nvmlVgpuVersion_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuMetadata_st {
    pub version: ::core::ffi::c_uint,
    pub revision: ::core::ffi::c_uint,
    pub guestInfoState: nvmlVgpuGuestInfoState_t,
    pub guestDriverVersion: [::core::ffi::c_char; 80usize],
    pub hostDriverVersion: [::core::ffi::c_char; 80usize],
    pub reserved: [::core::ffi::c_uint; 6usize],
    pub vgpuVirtualizationCaps: ::core::ffi::c_uint,
    pub guestVgpuVersion: ::core::ffi::c_uint,
    pub opaqueDataSize: ::core::ffi::c_uint,
    pub opaqueData: [::core::ffi::c_char; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuMetadata_st"][::core::mem::size_of::<nvmlVgpuMetadata_st>() - 212usize];
    ["Alignment of nvmlVgpuMetadata_st"][::core::mem::align_of::<nvmlVgpuMetadata_st>() - 4usize];
    ["Offset of field: nvmlVgpuMetadata_st::version"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, version) - 0usize];
    ["Offset of field: nvmlVgpuMetadata_st::revision"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, revision) - 4usize];
    ["Offset of field: nvmlVgpuMetadata_st::guestInfoState"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, guestInfoState) - 8usize];
    ["Offset of field: nvmlVgpuMetadata_st::guestDriverVersion"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, guestDriverVersion) - 12usize];
    ["Offset of field: nvmlVgpuMetadata_st::hostDriverVersion"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, hostDriverVersion) - 92usize];
    ["Offset of field: nvmlVgpuMetadata_st::reserved"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, reserved) - 172usize];
    ["Offset of field: nvmlVgpuMetadata_st::vgpuVirtualizationCaps"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, vgpuVirtualizationCaps) - 196usize];
    ["Offset of field: nvmlVgpuMetadata_st::guestVgpuVersion"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, guestVgpuVersion) - 200usize];
    ["Offset of field: nvmlVgpuMetadata_st::opaqueDataSize"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, opaqueDataSize) - 204usize];
    ["Offset of field: nvmlVgpuMetadata_st::opaqueData"]
        [::core::mem::offset_of!(nvmlVgpuMetadata_st, opaqueData) - 208usize];
};
impl Default for nvmlVgpuMetadata_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuMetadata_t = nvmlVgpuMetadata_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuPgpuMetadata_st {
    pub version: ::core::ffi::c_uint,
    pub revision: ::core::ffi::c_uint,
    pub hostDriverVersion: [::core::ffi::c_char; 80usize],
    pub pgpuVirtualizationCaps: ::core::ffi::c_uint,
    pub reserved: [::core::ffi::c_uint; 5usize],
    pub hostSupportedVgpuRange: nvmlVgpuVersion_t,
    pub opaqueDataSize: ::core::ffi::c_uint,
    pub opaqueData: [::core::ffi::c_char; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuPgpuMetadata_st"][::core::mem::size_of::<nvmlVgpuPgpuMetadata_st>() - 128usize];
    ["Alignment of nvmlVgpuPgpuMetadata_st"][::core::mem::align_of::<nvmlVgpuPgpuMetadata_st>() - 4usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::version"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, version) - 0usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::revision"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, revision) - 4usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::hostDriverVersion"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, hostDriverVersion) - 8usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::pgpuVirtualizationCaps"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, pgpuVirtualizationCaps) - 88usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::reserved"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, reserved) - 92usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::hostSupportedVgpuRange"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, hostSupportedVgpuRange) - 112usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::opaqueDataSize"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, opaqueDataSize) - 120usize];
    ["Offset of field: nvmlVgpuPgpuMetadata_st::opaqueData"]
        [::core::mem::offset_of!(nvmlVgpuPgpuMetadata_st, opaqueData) - 124usize];
};
impl Default for nvmlVgpuPgpuMetadata_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuPgpuMetadata_t = nvmlVgpuPgpuMetadata_st;
impl nvmlVgpuVmCompatibility_enum {
    pub const NVML_VGPU_VM_COMPATIBILITY_NONE: nvmlVgpuVmCompatibility_enum = nvmlVgpuVmCompatibility_enum(0);
    pub const NVML_VGPU_VM_COMPATIBILITY_COLD: nvmlVgpuVmCompatibility_enum = nvmlVgpuVmCompatibility_enum(1);
    pub const NVML_VGPU_VM_COMPATIBILITY_HIBERNATE: nvmlVgpuVmCompatibility_enum =
        nvmlVgpuVmCompatibility_enum(2);
    pub const NVML_VGPU_VM_COMPATIBILITY_SLEEP: nvmlVgpuVmCompatibility_enum =
        nvmlVgpuVmCompatibility_enum(4);
    pub const NVML_VGPU_VM_COMPATIBILITY_LIVE: nvmlVgpuVmCompatibility_enum = nvmlVgpuVmCompatibility_enum(8);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlVgpuVmCompatibility_enum(pub ::core::ffi::c_uint);
pub use self::nvmlVgpuVmCompatibility_enum as nvmlVgpuVmCompatibility_t;
impl nvmlVgpuPgpuCompatibilityLimitCode_enum {
    pub const NVML_VGPU_COMPATIBILITY_LIMIT_NONE: nvmlVgpuPgpuCompatibilityLimitCode_enum =
        nvmlVgpuPgpuCompatibilityLimitCode_enum(0);
    pub const NVML_VGPU_COMPATIBILITY_LIMIT_HOST_DRIVER: nvmlVgpuPgpuCompatibilityLimitCode_enum =
        nvmlVgpuPgpuCompatibilityLimitCode_enum(1);
    pub const NVML_VGPU_COMPATIBILITY_LIMIT_GUEST_DRIVER: nvmlVgpuPgpuCompatibilityLimitCode_enum =
        nvmlVgpuPgpuCompatibilityLimitCode_enum(2);
    pub const NVML_VGPU_COMPATIBILITY_LIMIT_GPU: nvmlVgpuPgpuCompatibilityLimitCode_enum =
        nvmlVgpuPgpuCompatibilityLimitCode_enum(4);
    pub const NVML_VGPU_COMPATIBILITY_LIMIT_OTHER: nvmlVgpuPgpuCompatibilityLimitCode_enum =
        nvmlVgpuPgpuCompatibilityLimitCode_enum(2147483648);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlVgpuPgpuCompatibilityLimitCode_enum(pub ::core::ffi::c_uint);
pub use self::nvmlVgpuPgpuCompatibilityLimitCode_enum as nvmlVgpuPgpuCompatibilityLimitCode_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlVgpuPgpuCompatibility_st {
    pub vgpuVmCompatibility: nvmlVgpuVmCompatibility_t,
    pub compatibilityLimitCode: nvmlVgpuPgpuCompatibilityLimitCode_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlVgpuPgpuCompatibility_st"][::core::mem::size_of::<nvmlVgpuPgpuCompatibility_st>() - 8usize];
    ["Alignment of nvmlVgpuPgpuCompatibility_st"]
        [::core::mem::align_of::<nvmlVgpuPgpuCompatibility_st>() - 4usize];
    ["Offset of field: nvmlVgpuPgpuCompatibility_st::vgpuVmCompatibility"]
        [::core::mem::offset_of!(nvmlVgpuPgpuCompatibility_st, vgpuVmCompatibility) - 0usize];
    ["Offset of field: nvmlVgpuPgpuCompatibility_st::compatibilityLimitCode"]
        [::core::mem::offset_of!(nvmlVgpuPgpuCompatibility_st, compatibilityLimitCode) - 4usize];
};
impl Default for nvmlVgpuPgpuCompatibility_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlVgpuPgpuCompatibility_t = nvmlVgpuPgpuCompatibility_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlExcludedDeviceInfo_st {
    pub pciInfo: nvmlPciInfo_t,
    pub uuid: [::core::ffi::c_char; 80usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlExcludedDeviceInfo_st"][::core::mem::size_of::<nvmlExcludedDeviceInfo_st>() - 148usize];
    ["Alignment of nvmlExcludedDeviceInfo_st"][::core::mem::align_of::<nvmlExcludedDeviceInfo_st>() - 4usize];
    ["Offset of field: nvmlExcludedDeviceInfo_st::pciInfo"]
        [::core::mem::offset_of!(nvmlExcludedDeviceInfo_st, pciInfo) - 0usize];
    ["Offset of field: nvmlExcludedDeviceInfo_st::uuid"]
        [::core::mem::offset_of!(nvmlExcludedDeviceInfo_st, uuid) - 68usize];
};
impl Default for nvmlExcludedDeviceInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlExcludedDeviceInfo_t = nvmlExcludedDeviceInfo_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlGpuInstancePlacement_st {
    pub start: ::core::ffi::c_uint,
    pub size: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuInstancePlacement_st"][::core::mem::size_of::<nvmlGpuInstancePlacement_st>() - 8usize];
    ["Alignment of nvmlGpuInstancePlacement_st"]
        [::core::mem::align_of::<nvmlGpuInstancePlacement_st>() - 4usize];
    ["Offset of field: nvmlGpuInstancePlacement_st::start"]
        [::core::mem::offset_of!(nvmlGpuInstancePlacement_st, start) - 0usize];
    ["Offset of field: nvmlGpuInstancePlacement_st::size"]
        [::core::mem::offset_of!(nvmlGpuInstancePlacement_st, size) - 4usize];
};
pub type nvmlGpuInstancePlacement_t = nvmlGpuInstancePlacement_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlGpuInstanceProfileInfo_st {
    pub id: ::core::ffi::c_uint,
    pub isP2pSupported: ::core::ffi::c_uint,
    pub sliceCount: ::core::ffi::c_uint,
    pub instanceCount: ::core::ffi::c_uint,
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub copyEngineCount: ::core::ffi::c_uint,
    pub decoderCount: ::core::ffi::c_uint,
    pub encoderCount: ::core::ffi::c_uint,
    pub jpegCount: ::core::ffi::c_uint,
    pub ofaCount: ::core::ffi::c_uint,
    pub memorySizeMB: ::core::ffi::c_ulonglong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuInstanceProfileInfo_st"]
        [::core::mem::size_of::<nvmlGpuInstanceProfileInfo_st>() - 48usize];
    ["Alignment of nvmlGpuInstanceProfileInfo_st"]
        [::core::mem::align_of::<nvmlGpuInstanceProfileInfo_st>() - 8usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::id"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, id) - 0usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::isP2pSupported"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, isP2pSupported) - 4usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::sliceCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, sliceCount) - 8usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::instanceCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, instanceCount) - 12usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, multiprocessorCount) - 16usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::copyEngineCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, copyEngineCount) - 20usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::decoderCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, decoderCount) - 24usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::encoderCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, encoderCount) - 28usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::jpegCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, jpegCount) - 32usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::ofaCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, ofaCount) - 36usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_st::memorySizeMB"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_st, memorySizeMB) - 40usize];
};
pub type nvmlGpuInstanceProfileInfo_t = nvmlGpuInstanceProfileInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuInstanceProfileInfo_v2_st {
    pub version: ::core::ffi::c_uint,
    pub id: ::core::ffi::c_uint,
    pub isP2pSupported: ::core::ffi::c_uint,
    pub sliceCount: ::core::ffi::c_uint,
    pub instanceCount: ::core::ffi::c_uint,
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub copyEngineCount: ::core::ffi::c_uint,
    pub decoderCount: ::core::ffi::c_uint,
    pub encoderCount: ::core::ffi::c_uint,
    pub jpegCount: ::core::ffi::c_uint,
    pub ofaCount: ::core::ffi::c_uint,
    pub memorySizeMB: ::core::ffi::c_ulonglong,
    pub name: [::core::ffi::c_char; 96usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuInstanceProfileInfo_v2_st"]
        [::core::mem::size_of::<nvmlGpuInstanceProfileInfo_v2_st>() - 152usize];
    ["Alignment of nvmlGpuInstanceProfileInfo_v2_st"]
        [::core::mem::align_of::<nvmlGpuInstanceProfileInfo_v2_st>() - 8usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::version"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, version) - 0usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::id"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, id) - 4usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::isP2pSupported"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, isP2pSupported) - 8usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::sliceCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, sliceCount) - 12usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::instanceCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, instanceCount) - 16usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, multiprocessorCount) - 20usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::copyEngineCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, copyEngineCount) - 24usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::decoderCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, decoderCount) - 28usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::encoderCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, encoderCount) - 32usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::jpegCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, jpegCount) - 36usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::ofaCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, ofaCount) - 40usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::memorySizeMB"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, memorySizeMB) - 48usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v2_st::name"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v2_st, name) - 56usize];
};
impl Default for nvmlGpuInstanceProfileInfo_v2_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlGpuInstanceProfileInfo_v2_t = nvmlGpuInstanceProfileInfo_v2_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuInstanceProfileInfo_v3_st {
    pub version: ::core::ffi::c_uint,
    pub id: ::core::ffi::c_uint,
    pub sliceCount: ::core::ffi::c_uint,
    pub instanceCount: ::core::ffi::c_uint,
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub copyEngineCount: ::core::ffi::c_uint,
    pub decoderCount: ::core::ffi::c_uint,
    pub encoderCount: ::core::ffi::c_uint,
    pub jpegCount: ::core::ffi::c_uint,
    pub ofaCount: ::core::ffi::c_uint,
    pub memorySizeMB: ::core::ffi::c_ulonglong,
    pub name: [::core::ffi::c_char; 96usize],
    pub capabilities: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuInstanceProfileInfo_v3_st"]
        [::core::mem::size_of::<nvmlGpuInstanceProfileInfo_v3_st>() - 152usize];
    ["Alignment of nvmlGpuInstanceProfileInfo_v3_st"]
        [::core::mem::align_of::<nvmlGpuInstanceProfileInfo_v3_st>() - 8usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::version"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, version) - 0usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::id"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, id) - 4usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::sliceCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, sliceCount) - 8usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::instanceCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, instanceCount) - 12usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, multiprocessorCount) - 16usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::copyEngineCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, copyEngineCount) - 20usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::decoderCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, decoderCount) - 24usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::encoderCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, encoderCount) - 28usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::jpegCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, jpegCount) - 32usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::ofaCount"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, ofaCount) - 36usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::memorySizeMB"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, memorySizeMB) - 40usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::name"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, name) - 48usize];
    ["Offset of field: nvmlGpuInstanceProfileInfo_v3_st::capabilities"]
        [::core::mem::offset_of!(nvmlGpuInstanceProfileInfo_v3_st, capabilities) - 144usize];
};
impl Default for nvmlGpuInstanceProfileInfo_v3_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlGpuInstanceProfileInfo_v3_t = nvmlGpuInstanceProfileInfo_v3_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpuInstanceInfo_st {
    pub device: nvmlDevice_t,
    pub id: ::core::ffi::c_uint,
    pub profileId: ::core::ffi::c_uint,
    pub placement: nvmlGpuInstancePlacement_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpuInstanceInfo_st"][::core::mem::size_of::<nvmlGpuInstanceInfo_st>() - 24usize];
    ["Alignment of nvmlGpuInstanceInfo_st"][::core::mem::align_of::<nvmlGpuInstanceInfo_st>() - 8usize];
    ["Offset of field: nvmlGpuInstanceInfo_st::device"]
        [::core::mem::offset_of!(nvmlGpuInstanceInfo_st, device) - 0usize];
    ["Offset of field: nvmlGpuInstanceInfo_st::id"]
        [::core::mem::offset_of!(nvmlGpuInstanceInfo_st, id) - 8usize];
    ["Offset of field: nvmlGpuInstanceInfo_st::profileId"]
        [::core::mem::offset_of!(nvmlGpuInstanceInfo_st, profileId) - 12usize];
    ["Offset of field: nvmlGpuInstanceInfo_st::placement"]
        [::core::mem::offset_of!(nvmlGpuInstanceInfo_st, placement) - 16usize];
};
impl Default for nvmlGpuInstanceInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlGpuInstanceInfo_t = nvmlGpuInstanceInfo_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlComputeInstancePlacement_st {
    pub start: ::core::ffi::c_uint,
    pub size: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlComputeInstancePlacement_st"]
        [::core::mem::size_of::<nvmlComputeInstancePlacement_st>() - 8usize];
    ["Alignment of nvmlComputeInstancePlacement_st"]
        [::core::mem::align_of::<nvmlComputeInstancePlacement_st>() - 4usize];
    ["Offset of field: nvmlComputeInstancePlacement_st::start"]
        [::core::mem::offset_of!(nvmlComputeInstancePlacement_st, start) - 0usize];
    ["Offset of field: nvmlComputeInstancePlacement_st::size"]
        [::core::mem::offset_of!(nvmlComputeInstancePlacement_st, size) - 4usize];
};
pub type nvmlComputeInstancePlacement_t = nvmlComputeInstancePlacement_st;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlComputeInstanceProfileInfo_st {
    pub id: ::core::ffi::c_uint,
    pub sliceCount: ::core::ffi::c_uint,
    pub instanceCount: ::core::ffi::c_uint,
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub sharedCopyEngineCount: ::core::ffi::c_uint,
    pub sharedDecoderCount: ::core::ffi::c_uint,
    pub sharedEncoderCount: ::core::ffi::c_uint,
    pub sharedJpegCount: ::core::ffi::c_uint,
    pub sharedOfaCount: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlComputeInstanceProfileInfo_st"]
        [::core::mem::size_of::<nvmlComputeInstanceProfileInfo_st>() - 36usize];
    ["Alignment of nvmlComputeInstanceProfileInfo_st"]
        [::core::mem::align_of::<nvmlComputeInstanceProfileInfo_st>() - 4usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::id"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, id) - 0usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::sliceCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, sliceCount) - 4usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::instanceCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, instanceCount) - 8usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, multiprocessorCount) - 12usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::sharedCopyEngineCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, sharedCopyEngineCount) - 16usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::sharedDecoderCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, sharedDecoderCount) - 20usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::sharedEncoderCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, sharedEncoderCount) - 24usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::sharedJpegCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, sharedJpegCount) - 28usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_st::sharedOfaCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_st, sharedOfaCount) - 32usize];
};
pub type nvmlComputeInstanceProfileInfo_t = nvmlComputeInstanceProfileInfo_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlComputeInstanceProfileInfo_v2_st {
    pub version: ::core::ffi::c_uint,
    pub id: ::core::ffi::c_uint,
    pub sliceCount: ::core::ffi::c_uint,
    pub instanceCount: ::core::ffi::c_uint,
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub sharedCopyEngineCount: ::core::ffi::c_uint,
    pub sharedDecoderCount: ::core::ffi::c_uint,
    pub sharedEncoderCount: ::core::ffi::c_uint,
    pub sharedJpegCount: ::core::ffi::c_uint,
    pub sharedOfaCount: ::core::ffi::c_uint,
    pub name: [::core::ffi::c_char; 96usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlComputeInstanceProfileInfo_v2_st"]
        [::core::mem::size_of::<nvmlComputeInstanceProfileInfo_v2_st>() - 136usize];
    ["Alignment of nvmlComputeInstanceProfileInfo_v2_st"]
        [::core::mem::align_of::<nvmlComputeInstanceProfileInfo_v2_st>() - 4usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::version"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, version) - 0usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::id"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, id) - 4usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::sliceCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, sliceCount) - 8usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::instanceCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, instanceCount) - 12usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, multiprocessorCount) - 16usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::sharedCopyEngineCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, sharedCopyEngineCount) - 20usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::sharedDecoderCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, sharedDecoderCount) - 24usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::sharedEncoderCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, sharedEncoderCount) - 28usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::sharedJpegCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, sharedJpegCount) - 32usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::sharedOfaCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, sharedOfaCount) - 36usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v2_st::name"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v2_st, name) - 40usize];
};
impl Default for nvmlComputeInstanceProfileInfo_v2_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlComputeInstanceProfileInfo_v2_t = nvmlComputeInstanceProfileInfo_v2_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlComputeInstanceProfileInfo_v3_st {
    pub version: ::core::ffi::c_uint,
    pub id: ::core::ffi::c_uint,
    pub sliceCount: ::core::ffi::c_uint,
    pub instanceCount: ::core::ffi::c_uint,
    pub multiprocessorCount: ::core::ffi::c_uint,
    pub sharedCopyEngineCount: ::core::ffi::c_uint,
    pub sharedDecoderCount: ::core::ffi::c_uint,
    pub sharedEncoderCount: ::core::ffi::c_uint,
    pub sharedJpegCount: ::core::ffi::c_uint,
    pub sharedOfaCount: ::core::ffi::c_uint,
    pub name: [::core::ffi::c_char; 96usize],
    pub capabilities: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlComputeInstanceProfileInfo_v3_st"]
        [::core::mem::size_of::<nvmlComputeInstanceProfileInfo_v3_st>() - 140usize];
    ["Alignment of nvmlComputeInstanceProfileInfo_v3_st"]
        [::core::mem::align_of::<nvmlComputeInstanceProfileInfo_v3_st>() - 4usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::version"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, version) - 0usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::id"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, id) - 4usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::sliceCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, sliceCount) - 8usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::instanceCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, instanceCount) - 12usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::multiprocessorCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, multiprocessorCount) - 16usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::sharedCopyEngineCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, sharedCopyEngineCount) - 20usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::sharedDecoderCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, sharedDecoderCount) - 24usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::sharedEncoderCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, sharedEncoderCount) - 28usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::sharedJpegCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, sharedJpegCount) - 32usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::sharedOfaCount"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, sharedOfaCount) - 36usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::name"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, name) - 40usize];
    ["Offset of field: nvmlComputeInstanceProfileInfo_v3_st::capabilities"]
        [::core::mem::offset_of!(nvmlComputeInstanceProfileInfo_v3_st, capabilities) - 136usize];
};
impl Default for nvmlComputeInstanceProfileInfo_v3_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlComputeInstanceProfileInfo_v3_t = nvmlComputeInstanceProfileInfo_v3_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlComputeInstanceInfo_st {
    pub device: nvmlDevice_t,
    pub gpuInstance: nvmlGpuInstance_t,
    pub id: ::core::ffi::c_uint,
    pub profileId: ::core::ffi::c_uint,
    pub placement: nvmlComputeInstancePlacement_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlComputeInstanceInfo_st"][::core::mem::size_of::<nvmlComputeInstanceInfo_st>() - 32usize];
    ["Alignment of nvmlComputeInstanceInfo_st"]
        [::core::mem::align_of::<nvmlComputeInstanceInfo_st>() - 8usize];
    ["Offset of field: nvmlComputeInstanceInfo_st::device"]
        [::core::mem::offset_of!(nvmlComputeInstanceInfo_st, device) - 0usize];
    ["Offset of field: nvmlComputeInstanceInfo_st::gpuInstance"]
        [::core::mem::offset_of!(nvmlComputeInstanceInfo_st, gpuInstance) - 8usize];
    ["Offset of field: nvmlComputeInstanceInfo_st::id"]
        [::core::mem::offset_of!(nvmlComputeInstanceInfo_st, id) - 16usize];
    ["Offset of field: nvmlComputeInstanceInfo_st::profileId"]
        [::core::mem::offset_of!(nvmlComputeInstanceInfo_st, profileId) - 20usize];
    ["Offset of field: nvmlComputeInstanceInfo_st::placement"]
        [::core::mem::offset_of!(nvmlComputeInstanceInfo_st, placement) - 24usize];
};
impl Default for nvmlComputeInstanceInfo_st {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlComputeInstanceInfo_t = nvmlComputeInstanceInfo_st;
#[repr(C)]
#[derive(Debug)]
pub struct nvmlComputeInstance_st {
    _unused: [u8; 0],
}
pub type nvmlComputeInstance_t = *mut nvmlComputeInstance_st;
impl nvmlGpmMetricId_t {
    pub const NVML_GPM_METRIC_GRAPHICS_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(1);
    pub const NVML_GPM_METRIC_SM_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(2);
    pub const NVML_GPM_METRIC_SM_OCCUPANCY: nvmlGpmMetricId_t = nvmlGpmMetricId_t(3);
    pub const NVML_GPM_METRIC_INTEGER_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(4);
    pub const NVML_GPM_METRIC_ANY_TENSOR_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(5);
    pub const NVML_GPM_METRIC_DFMA_TENSOR_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(6);
    pub const NVML_GPM_METRIC_HMMA_TENSOR_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(7);
    pub const NVML_GPM_METRIC_IMMA_TENSOR_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(9);
    pub const NVML_GPM_METRIC_DRAM_BW_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(10);
    pub const NVML_GPM_METRIC_FP64_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(11);
    pub const NVML_GPM_METRIC_FP32_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(12);
    pub const NVML_GPM_METRIC_FP16_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(13);
    pub const NVML_GPM_METRIC_PCIE_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(20);
    pub const NVML_GPM_METRIC_PCIE_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(21);
    pub const NVML_GPM_METRIC_NVDEC_0_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(30);
    pub const NVML_GPM_METRIC_NVDEC_1_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(31);
    pub const NVML_GPM_METRIC_NVDEC_2_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(32);
    pub const NVML_GPM_METRIC_NVDEC_3_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(33);
    pub const NVML_GPM_METRIC_NVDEC_4_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(34);
    pub const NVML_GPM_METRIC_NVDEC_5_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(35);
    pub const NVML_GPM_METRIC_NVDEC_6_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(36);
    pub const NVML_GPM_METRIC_NVDEC_7_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(37);
    pub const NVML_GPM_METRIC_NVJPG_0_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(40);
    pub const NVML_GPM_METRIC_NVJPG_1_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(41);
    pub const NVML_GPM_METRIC_NVJPG_2_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(42);
    pub const NVML_GPM_METRIC_NVJPG_3_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(43);
    pub const NVML_GPM_METRIC_NVJPG_4_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(44);
    pub const NVML_GPM_METRIC_NVJPG_5_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(45);
    pub const NVML_GPM_METRIC_NVJPG_6_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(46);
    pub const NVML_GPM_METRIC_NVJPG_7_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(47);
    pub const NVML_GPM_METRIC_NVOFA_0_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(50);
    pub const NVML_GPM_METRIC_NVOFA_1_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(51);
    pub const NVML_GPM_METRIC_NVLINK_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(60);
    pub const NVML_GPM_METRIC_NVLINK_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(61);
    pub const NVML_GPM_METRIC_NVLINK_L0_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(62);
    pub const NVML_GPM_METRIC_NVLINK_L0_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(63);
    pub const NVML_GPM_METRIC_NVLINK_L1_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(64);
    pub const NVML_GPM_METRIC_NVLINK_L1_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(65);
    pub const NVML_GPM_METRIC_NVLINK_L2_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(66);
    pub const NVML_GPM_METRIC_NVLINK_L2_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(67);
    pub const NVML_GPM_METRIC_NVLINK_L3_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(68);
    pub const NVML_GPM_METRIC_NVLINK_L3_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(69);
    pub const NVML_GPM_METRIC_NVLINK_L4_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(70);
    pub const NVML_GPM_METRIC_NVLINK_L4_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(71);
    pub const NVML_GPM_METRIC_NVLINK_L5_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(72);
    pub const NVML_GPM_METRIC_NVLINK_L5_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(73);
    pub const NVML_GPM_METRIC_NVLINK_L6_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(74);
    pub const NVML_GPM_METRIC_NVLINK_L6_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(75);
    pub const NVML_GPM_METRIC_NVLINK_L7_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(76);
    pub const NVML_GPM_METRIC_NVLINK_L7_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(77);
    pub const NVML_GPM_METRIC_NVLINK_L8_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(78);
    pub const NVML_GPM_METRIC_NVLINK_L8_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(79);
    pub const NVML_GPM_METRIC_NVLINK_L9_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(80);
    pub const NVML_GPM_METRIC_NVLINK_L9_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(81);
    pub const NVML_GPM_METRIC_NVLINK_L10_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(82);
    pub const NVML_GPM_METRIC_NVLINK_L10_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(83);
    pub const NVML_GPM_METRIC_NVLINK_L11_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(84);
    pub const NVML_GPM_METRIC_NVLINK_L11_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(85);
    pub const NVML_GPM_METRIC_NVLINK_L12_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(86);
    pub const NVML_GPM_METRIC_NVLINK_L12_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(87);
    pub const NVML_GPM_METRIC_NVLINK_L13_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(88);
    pub const NVML_GPM_METRIC_NVLINK_L13_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(89);
    pub const NVML_GPM_METRIC_NVLINK_L14_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(90);
    pub const NVML_GPM_METRIC_NVLINK_L14_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(91);
    pub const NVML_GPM_METRIC_NVLINK_L15_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(92);
    pub const NVML_GPM_METRIC_NVLINK_L15_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(93);
    pub const NVML_GPM_METRIC_NVLINK_L16_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(94);
    pub const NVML_GPM_METRIC_NVLINK_L16_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(95);
    pub const NVML_GPM_METRIC_NVLINK_L17_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(96);
    pub const NVML_GPM_METRIC_NVLINK_L17_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(97);
    pub const NVML_GPM_METRIC_C2C_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(100);
    pub const NVML_GPM_METRIC_C2C_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(101);
    pub const NVML_GPM_METRIC_C2C_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(102);
    pub const NVML_GPM_METRIC_C2C_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(103);
    pub const NVML_GPM_METRIC_C2C_LINK0_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(104);
    pub const NVML_GPM_METRIC_C2C_LINK0_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(105);
    pub const NVML_GPM_METRIC_C2C_LINK0_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(106);
    pub const NVML_GPM_METRIC_C2C_LINK0_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(107);
    pub const NVML_GPM_METRIC_C2C_LINK1_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(108);
    pub const NVML_GPM_METRIC_C2C_LINK1_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(109);
    pub const NVML_GPM_METRIC_C2C_LINK1_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(110);
    pub const NVML_GPM_METRIC_C2C_LINK1_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(111);
    pub const NVML_GPM_METRIC_C2C_LINK2_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(112);
    pub const NVML_GPM_METRIC_C2C_LINK2_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(113);
    pub const NVML_GPM_METRIC_C2C_LINK2_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(114);
    pub const NVML_GPM_METRIC_C2C_LINK2_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(115);
    pub const NVML_GPM_METRIC_C2C_LINK3_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(116);
    pub const NVML_GPM_METRIC_C2C_LINK3_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(117);
    pub const NVML_GPM_METRIC_C2C_LINK3_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(118);
    pub const NVML_GPM_METRIC_C2C_LINK3_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(119);
    pub const NVML_GPM_METRIC_C2C_LINK4_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(120);
    pub const NVML_GPM_METRIC_C2C_LINK4_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(121);
    pub const NVML_GPM_METRIC_C2C_LINK4_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(122);
    pub const NVML_GPM_METRIC_C2C_LINK4_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(123);
    pub const NVML_GPM_METRIC_C2C_LINK5_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(124);
    pub const NVML_GPM_METRIC_C2C_LINK5_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(125);
    pub const NVML_GPM_METRIC_C2C_LINK5_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(126);
    pub const NVML_GPM_METRIC_C2C_LINK5_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(127);
    pub const NVML_GPM_METRIC_C2C_LINK6_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(128);
    pub const NVML_GPM_METRIC_C2C_LINK6_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(129);
    pub const NVML_GPM_METRIC_C2C_LINK6_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(130);
    pub const NVML_GPM_METRIC_C2C_LINK6_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(131);
    pub const NVML_GPM_METRIC_C2C_LINK7_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(132);
    pub const NVML_GPM_METRIC_C2C_LINK7_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(133);
    pub const NVML_GPM_METRIC_C2C_LINK7_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(134);
    pub const NVML_GPM_METRIC_C2C_LINK7_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(135);
    pub const NVML_GPM_METRIC_C2C_LINK8_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(136);
    pub const NVML_GPM_METRIC_C2C_LINK8_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(137);
    pub const NVML_GPM_METRIC_C2C_LINK8_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(138);
    pub const NVML_GPM_METRIC_C2C_LINK8_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(139);
    pub const NVML_GPM_METRIC_C2C_LINK9_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(140);
    pub const NVML_GPM_METRIC_C2C_LINK9_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(141);
    pub const NVML_GPM_METRIC_C2C_LINK9_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(142);
    pub const NVML_GPM_METRIC_C2C_LINK9_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(143);
    pub const NVML_GPM_METRIC_C2C_LINK10_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(144);
    pub const NVML_GPM_METRIC_C2C_LINK10_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(145);
    pub const NVML_GPM_METRIC_C2C_LINK10_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(146);
    pub const NVML_GPM_METRIC_C2C_LINK10_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(147);
    pub const NVML_GPM_METRIC_C2C_LINK11_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(148);
    pub const NVML_GPM_METRIC_C2C_LINK11_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(149);
    pub const NVML_GPM_METRIC_C2C_LINK11_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(150);
    pub const NVML_GPM_METRIC_C2C_LINK11_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(151);
    pub const NVML_GPM_METRIC_C2C_LINK12_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(152);
    pub const NVML_GPM_METRIC_C2C_LINK12_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(153);
    pub const NVML_GPM_METRIC_C2C_LINK12_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(154);
    pub const NVML_GPM_METRIC_C2C_LINK12_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(155);
    pub const NVML_GPM_METRIC_C2C_LINK13_TOTAL_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(156);
    pub const NVML_GPM_METRIC_C2C_LINK13_TOTAL_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(157);
    pub const NVML_GPM_METRIC_C2C_LINK13_DATA_TX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(158);
    pub const NVML_GPM_METRIC_C2C_LINK13_DATA_RX_PER_SEC: nvmlGpmMetricId_t = nvmlGpmMetricId_t(159);
    pub const NVML_GPM_METRIC_HOSTMEM_CACHE_HIT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(160);
    pub const NVML_GPM_METRIC_HOSTMEM_CACHE_MISS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(161);
    pub const NVML_GPM_METRIC_PEERMEM_CACHE_HIT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(162);
    pub const NVML_GPM_METRIC_PEERMEM_CACHE_MISS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(163);
    pub const NVML_GPM_METRIC_DRAM_CACHE_HIT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(164);
    pub const NVML_GPM_METRIC_DRAM_CACHE_MISS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(165);
    pub const NVML_GPM_METRIC_NVENC_0_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(166);
    pub const NVML_GPM_METRIC_NVENC_1_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(167);
    pub const NVML_GPM_METRIC_NVENC_2_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(168);
    pub const NVML_GPM_METRIC_NVENC_3_UTIL: nvmlGpmMetricId_t = nvmlGpmMetricId_t(169);
    pub const NVML_GPM_METRIC_GR0_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(170);
    pub const NVML_GPM_METRIC_GR0_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(171);
    pub const NVML_GPM_METRIC_GR0_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(172);
    pub const NVML_GPM_METRIC_GR0_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(173);
    pub const NVML_GPM_METRIC_GR0_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(174);
    pub const NVML_GPM_METRIC_GR1_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(175);
    pub const NVML_GPM_METRIC_GR1_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(176);
    pub const NVML_GPM_METRIC_GR1_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(177);
    pub const NVML_GPM_METRIC_GR1_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(178);
    pub const NVML_GPM_METRIC_GR1_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(179);
    pub const NVML_GPM_METRIC_GR2_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(180);
    pub const NVML_GPM_METRIC_GR2_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(181);
    pub const NVML_GPM_METRIC_GR2_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(182);
    pub const NVML_GPM_METRIC_GR2_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(183);
    pub const NVML_GPM_METRIC_GR2_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(184);
    pub const NVML_GPM_METRIC_GR3_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(185);
    pub const NVML_GPM_METRIC_GR3_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(186);
    pub const NVML_GPM_METRIC_GR3_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(187);
    pub const NVML_GPM_METRIC_GR3_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(188);
    pub const NVML_GPM_METRIC_GR3_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(189);
    pub const NVML_GPM_METRIC_GR4_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(190);
    pub const NVML_GPM_METRIC_GR4_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(191);
    pub const NVML_GPM_METRIC_GR4_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(192);
    pub const NVML_GPM_METRIC_GR4_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(193);
    pub const NVML_GPM_METRIC_GR4_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(194);
    pub const NVML_GPM_METRIC_GR5_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(195);
    pub const NVML_GPM_METRIC_GR5_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(196);
    pub const NVML_GPM_METRIC_GR5_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(197);
    pub const NVML_GPM_METRIC_GR5_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(198);
    pub const NVML_GPM_METRIC_GR5_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(199);
    pub const NVML_GPM_METRIC_GR6_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(200);
    pub const NVML_GPM_METRIC_GR6_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(201);
    pub const NVML_GPM_METRIC_GR6_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(202);
    pub const NVML_GPM_METRIC_GR6_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(203);
    pub const NVML_GPM_METRIC_GR6_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(204);
    pub const NVML_GPM_METRIC_GR7_CTXSW_CYCLES_ELAPSED: nvmlGpmMetricId_t = nvmlGpmMetricId_t(205);
    pub const NVML_GPM_METRIC_GR7_CTXSW_CYCLES_ACTIVE: nvmlGpmMetricId_t = nvmlGpmMetricId_t(206);
    pub const NVML_GPM_METRIC_GR7_CTXSW_REQUESTS: nvmlGpmMetricId_t = nvmlGpmMetricId_t(207);
    pub const NVML_GPM_METRIC_GR7_CTXSW_CYCLES_PER_REQ: nvmlGpmMetricId_t = nvmlGpmMetricId_t(208);
    pub const NVML_GPM_METRIC_GR7_CTXSW_ACTIVE_PCT: nvmlGpmMetricId_t = nvmlGpmMetricId_t(209);
    pub const NVML_GPM_METRIC_MAX: nvmlGpmMetricId_t = nvmlGpmMetricId_t(210);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlGpmMetricId_t(pub ::core::ffi::c_uint);
#[repr(C)]
#[derive(Debug)]
pub struct nvmlGpmSample_st {
    _unused: [u8; 0],
}
pub type nvmlGpmSample_t = *mut nvmlGpmSample_st;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpmMetric_t {
    pub metricId: ::core::ffi::c_uint,
    pub nvmlReturn: nvmlReturn_t,
    pub value: f64,
    pub metricInfo: nvmlGpmMetric_t__bindgen_ty_1,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpmMetric_t__bindgen_ty_1 {
    pub shortName: *mut ::core::ffi::c_char,
    pub longName: *mut ::core::ffi::c_char,
    pub unit: *mut ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpmMetric_t__bindgen_ty_1"]
        [::core::mem::size_of::<nvmlGpmMetric_t__bindgen_ty_1>() - 24usize];
    ["Alignment of nvmlGpmMetric_t__bindgen_ty_1"]
        [::core::mem::align_of::<nvmlGpmMetric_t__bindgen_ty_1>() - 8usize];
    ["Offset of field: nvmlGpmMetric_t__bindgen_ty_1::shortName"]
        [::core::mem::offset_of!(nvmlGpmMetric_t__bindgen_ty_1, shortName) - 0usize];
    ["Offset of field: nvmlGpmMetric_t__bindgen_ty_1::longName"]
        [::core::mem::offset_of!(nvmlGpmMetric_t__bindgen_ty_1, longName) - 8usize];
    ["Offset of field: nvmlGpmMetric_t__bindgen_ty_1::unit"]
        [::core::mem::offset_of!(nvmlGpmMetric_t__bindgen_ty_1, unit) - 16usize];
};
impl Default for nvmlGpmMetric_t__bindgen_ty_1 {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpmMetric_t"][::core::mem::size_of::<nvmlGpmMetric_t>() - 40usize];
    ["Alignment of nvmlGpmMetric_t"][::core::mem::align_of::<nvmlGpmMetric_t>() - 8usize];
    ["Offset of field: nvmlGpmMetric_t::metricId"]
        [::core::mem::offset_of!(nvmlGpmMetric_t, metricId) - 0usize];
    ["Offset of field: nvmlGpmMetric_t::nvmlReturn"]
        [::core::mem::offset_of!(nvmlGpmMetric_t, nvmlReturn) - 4usize];
    ["Offset of field: nvmlGpmMetric_t::value"][::core::mem::offset_of!(nvmlGpmMetric_t, value) - 8usize];
    ["Offset of field: nvmlGpmMetric_t::metricInfo"]
        [::core::mem::offset_of!(nvmlGpmMetric_t, metricInfo) - 16usize];
};
impl Default for nvmlGpmMetric_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlGpmMetricsGet_t {
    pub version: ::core::ffi::c_uint,
    pub numMetrics: ::core::ffi::c_uint,
    pub sample1: nvmlGpmSample_t,
    pub sample2: nvmlGpmSample_t,
    pub metrics: [nvmlGpmMetric_t; 210usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpmMetricsGet_t"][::core::mem::size_of::<nvmlGpmMetricsGet_t>() - 8424usize];
    ["Alignment of nvmlGpmMetricsGet_t"][::core::mem::align_of::<nvmlGpmMetricsGet_t>() - 8usize];
    ["Offset of field: nvmlGpmMetricsGet_t::version"]
        [::core::mem::offset_of!(nvmlGpmMetricsGet_t, version) - 0usize];
    ["Offset of field: nvmlGpmMetricsGet_t::numMetrics"]
        [::core::mem::offset_of!(nvmlGpmMetricsGet_t, numMetrics) - 4usize];
    ["Offset of field: nvmlGpmMetricsGet_t::sample1"]
        [::core::mem::offset_of!(nvmlGpmMetricsGet_t, sample1) - 8usize];
    ["Offset of field: nvmlGpmMetricsGet_t::sample2"]
        [::core::mem::offset_of!(nvmlGpmMetricsGet_t, sample2) - 16usize];
    ["Offset of field: nvmlGpmMetricsGet_t::metrics"]
        [::core::mem::offset_of!(nvmlGpmMetricsGet_t, metrics) - 24usize];
};
impl Default for nvmlGpmMetricsGet_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlGpmSupport_t {
    pub version: ::core::ffi::c_uint,
    pub isSupportedDevice: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlGpmSupport_t"][::core::mem::size_of::<nvmlGpmSupport_t>() - 8usize];
    ["Alignment of nvmlGpmSupport_t"][::core::mem::align_of::<nvmlGpmSupport_t>() - 4usize];
    ["Offset of field: nvmlGpmSupport_t::version"]
        [::core::mem::offset_of!(nvmlGpmSupport_t, version) - 0usize];
    ["Offset of field: nvmlGpmSupport_t::isSupportedDevice"]
        [::core::mem::offset_of!(nvmlGpmSupport_t, isSupportedDevice) - 4usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlDeviceCapabilities_v1_t {
    pub version: ::core::ffi::c_uint,
    pub capMask: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlDeviceCapabilities_v1_t"][::core::mem::size_of::<nvmlDeviceCapabilities_v1_t>() - 8usize];
    ["Alignment of nvmlDeviceCapabilities_v1_t"]
        [::core::mem::align_of::<nvmlDeviceCapabilities_v1_t>() - 4usize];
    ["Offset of field: nvmlDeviceCapabilities_v1_t::version"]
        [::core::mem::offset_of!(nvmlDeviceCapabilities_v1_t, version) - 0usize];
    ["Offset of field: nvmlDeviceCapabilities_v1_t::capMask"]
        [::core::mem::offset_of!(nvmlDeviceCapabilities_v1_t, capMask) - 4usize];
};
pub type nvmlDeviceCapabilities_t = nvmlDeviceCapabilities_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlMask255_t {
    pub mask: [::core::ffi::c_uint; 8usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlMask255_t"][::core::mem::size_of::<nvmlMask255_t>() - 32usize];
    ["Alignment of nvmlMask255_t"][::core::mem::align_of::<nvmlMask255_t>() - 4usize];
    ["Offset of field: nvmlMask255_t::mask"][::core::mem::offset_of!(nvmlMask255_t, mask) - 0usize];
};
impl nvmlPowerProfileType_t {
    pub const NVML_POWER_PROFILE_MAX_P: nvmlPowerProfileType_t = nvmlPowerProfileType_t(0);
    pub const NVML_POWER_PROFILE_MAX_Q: nvmlPowerProfileType_t = nvmlPowerProfileType_t(1);
    pub const NVML_POWER_PROFILE_COMPUTE: nvmlPowerProfileType_t = nvmlPowerProfileType_t(2);
    pub const NVML_POWER_PROFILE_MEMORY_BOUND: nvmlPowerProfileType_t = nvmlPowerProfileType_t(3);
    pub const NVML_POWER_PROFILE_NETWORK: nvmlPowerProfileType_t = nvmlPowerProfileType_t(4);
    pub const NVML_POWER_PROFILE_BALANCED: nvmlPowerProfileType_t = nvmlPowerProfileType_t(5);
    pub const NVML_POWER_PROFILE_LLM_INFERENCE: nvmlPowerProfileType_t = nvmlPowerProfileType_t(6);
    pub const NVML_POWER_PROFILE_LLM_TRAINING: nvmlPowerProfileType_t = nvmlPowerProfileType_t(7);
    pub const NVML_POWER_PROFILE_RBM: nvmlPowerProfileType_t = nvmlPowerProfileType_t(8);
    pub const NVML_POWER_PROFILE_DCPCIE: nvmlPowerProfileType_t = nvmlPowerProfileType_t(9);
    pub const NVML_POWER_PROFILE_HMMA_SPARSE: nvmlPowerProfileType_t = nvmlPowerProfileType_t(10);
    pub const NVML_POWER_PROFILE_HMMA_DENSE: nvmlPowerProfileType_t = nvmlPowerProfileType_t(11);
    pub const NVML_POWER_PROFILE_SYNC_BALANCED: nvmlPowerProfileType_t = nvmlPowerProfileType_t(12);
    pub const NVML_POWER_PROFILE_HPC: nvmlPowerProfileType_t = nvmlPowerProfileType_t(13);
    pub const NVML_POWER_PROFILE_MIG: nvmlPowerProfileType_t = nvmlPowerProfileType_t(14);
    pub const NVML_POWER_PROFILE_MAX: nvmlPowerProfileType_t = nvmlPowerProfileType_t(15);
}
#[repr(transparent)]
#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]
pub struct nvmlPowerProfileType_t(pub ::core::ffi::c_uint);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlWorkloadPowerProfileInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub profileId: ::core::ffi::c_uint,
    pub priority: ::core::ffi::c_uint,
    pub conflictingMask: nvmlMask255_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlWorkloadPowerProfileInfo_v1_t"]
        [::core::mem::size_of::<nvmlWorkloadPowerProfileInfo_v1_t>() - 44usize];
    ["Alignment of nvmlWorkloadPowerProfileInfo_v1_t"]
        [::core::mem::align_of::<nvmlWorkloadPowerProfileInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlWorkloadPowerProfileInfo_v1_t::profileId"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileInfo_v1_t, profileId) - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileInfo_v1_t::priority"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileInfo_v1_t, priority) - 8usize];
    ["Offset of field: nvmlWorkloadPowerProfileInfo_v1_t::conflictingMask"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileInfo_v1_t, conflictingMask) - 12usize];
};
pub type nvmlWorkloadPowerProfileInfo_t = nvmlWorkloadPowerProfileInfo_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlWorkloadPowerProfileProfilesInfo_v1_t {
    pub version: ::core::ffi::c_uint,
    pub perfProfilesMask: nvmlMask255_t,
    pub perfProfile: [nvmlWorkloadPowerProfileInfo_t; 255usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlWorkloadPowerProfileProfilesInfo_v1_t"]
        [::core::mem::size_of::<nvmlWorkloadPowerProfileProfilesInfo_v1_t>() - 11256usize];
    ["Alignment of nvmlWorkloadPowerProfileProfilesInfo_v1_t"]
        [::core::mem::align_of::<nvmlWorkloadPowerProfileProfilesInfo_v1_t>() - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileProfilesInfo_v1_t::version"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileProfilesInfo_v1_t, version) - 0usize];
    ["Offset of field: nvmlWorkloadPowerProfileProfilesInfo_v1_t::perfProfilesMask"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileProfilesInfo_v1_t, perfProfilesMask) - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileProfilesInfo_v1_t::perfProfile"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileProfilesInfo_v1_t, perfProfile) - 36usize];
};
impl Default for nvmlWorkloadPowerProfileProfilesInfo_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlWorkloadPowerProfileProfilesInfo_t = nvmlWorkloadPowerProfileProfilesInfo_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlWorkloadPowerProfileCurrentProfiles_v1_t {
    pub version: ::core::ffi::c_uint,
    pub perfProfilesMask: nvmlMask255_t,
    pub requestedProfilesMask: nvmlMask255_t,
    pub enforcedProfilesMask: nvmlMask255_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlWorkloadPowerProfileCurrentProfiles_v1_t"]
        [::core::mem::size_of::<nvmlWorkloadPowerProfileCurrentProfiles_v1_t>() - 100usize];
    ["Alignment of nvmlWorkloadPowerProfileCurrentProfiles_v1_t"]
        [::core::mem::align_of::<nvmlWorkloadPowerProfileCurrentProfiles_v1_t>() - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileCurrentProfiles_v1_t::version"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileCurrentProfiles_v1_t, version) - 0usize];
    ["Offset of field: nvmlWorkloadPowerProfileCurrentProfiles_v1_t::perfProfilesMask"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileCurrentProfiles_v1_t, perfProfilesMask) - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileCurrentProfiles_v1_t::requestedProfilesMask"][::core::mem::offset_of!(
        nvmlWorkloadPowerProfileCurrentProfiles_v1_t,
        requestedProfilesMask
    ) - 36usize];
    ["Offset of field: nvmlWorkloadPowerProfileCurrentProfiles_v1_t::enforcedProfilesMask"][::core::mem::offset_of!(
        nvmlWorkloadPowerProfileCurrentProfiles_v1_t,
        enforcedProfilesMask
    ) - 68usize];
};
pub type nvmlWorkloadPowerProfileCurrentProfiles_t = nvmlWorkloadPowerProfileCurrentProfiles_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlWorkloadPowerProfileRequestedProfiles_v1_t {
    pub version: ::core::ffi::c_uint,
    pub requestedProfilesMask: nvmlMask255_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlWorkloadPowerProfileRequestedProfiles_v1_t"]
        [::core::mem::size_of::<nvmlWorkloadPowerProfileRequestedProfiles_v1_t>() - 36usize];
    ["Alignment of nvmlWorkloadPowerProfileRequestedProfiles_v1_t"]
        [::core::mem::align_of::<nvmlWorkloadPowerProfileRequestedProfiles_v1_t>() - 4usize];
    ["Offset of field: nvmlWorkloadPowerProfileRequestedProfiles_v1_t::version"]
        [::core::mem::offset_of!(nvmlWorkloadPowerProfileRequestedProfiles_v1_t, version) - 0usize];
    ["Offset of field: nvmlWorkloadPowerProfileRequestedProfiles_v1_t::requestedProfilesMask"][::core::mem::offset_of!(
        nvmlWorkloadPowerProfileRequestedProfiles_v1_t,
        requestedProfilesMask
    ) - 4usize];
};
pub type nvmlWorkloadPowerProfileRequestedProfiles_t = nvmlWorkloadPowerProfileRequestedProfiles_v1_t;
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct nvmlPowerSmoothingProfile_v1_t {
    pub version: ::core::ffi::c_uint,
    pub profileId: ::core::ffi::c_uint,
    pub paramId: ::core::ffi::c_uint,
    pub value: f64,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPowerSmoothingProfile_v1_t"]
        [::core::mem::size_of::<nvmlPowerSmoothingProfile_v1_t>() - 24usize];
    ["Alignment of nvmlPowerSmoothingProfile_v1_t"]
        [::core::mem::align_of::<nvmlPowerSmoothingProfile_v1_t>() - 8usize];
    ["Offset of field: nvmlPowerSmoothingProfile_v1_t::version"]
        [::core::mem::offset_of!(nvmlPowerSmoothingProfile_v1_t, version) - 0usize];
    ["Offset of field: nvmlPowerSmoothingProfile_v1_t::profileId"]
        [::core::mem::offset_of!(nvmlPowerSmoothingProfile_v1_t, profileId) - 4usize];
    ["Offset of field: nvmlPowerSmoothingProfile_v1_t::paramId"]
        [::core::mem::offset_of!(nvmlPowerSmoothingProfile_v1_t, paramId) - 8usize];
    ["Offset of field: nvmlPowerSmoothingProfile_v1_t::value"]
        [::core::mem::offset_of!(nvmlPowerSmoothingProfile_v1_t, value) - 16usize];
};
pub type nvmlPowerSmoothingProfile_t = nvmlPowerSmoothingProfile_v1_t;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct nvmlPowerSmoothingState_v1_t {
    pub version: ::core::ffi::c_uint,
    pub state: nvmlEnableState_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of nvmlPowerSmoothingState_v1_t"][::core::mem::size_of::<nvmlPowerSmoothingState_v1_t>() - 8usize];
    ["Alignment of nvmlPowerSmoothingState_v1_t"]
        [::core::mem::align_of::<nvmlPowerSmoothingState_v1_t>() - 4usize];
    ["Offset of field: nvmlPowerSmoothingState_v1_t::version"]
        [::core::mem::offset_of!(nvmlPowerSmoothingState_v1_t, version) - 0usize];
    ["Offset of field: nvmlPowerSmoothingState_v1_t::state"]
        [::core::mem::offset_of!(nvmlPowerSmoothingState_v1_t, state) - 4usize];
};
impl Default for nvmlPowerSmoothingState_v1_t {
    fn default() -> Self {
        let mut s = ::core::mem::MaybeUninit::<Self>::uninit();
        unsafe {
            ::core::ptr::write_bytes(s.as_mut_ptr(), 0, 1);
            s.assume_init()
        }
    }
}
pub type nvmlPowerSmoothingState_t = nvmlPowerSmoothingState_v1_t;
