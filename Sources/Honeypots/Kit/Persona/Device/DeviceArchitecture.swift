/// The processor family of a machine: decides what `uname -m` says and what the head of every executable looks like.
package enum DeviceArchitecture: Hashable, Sendable, CaseIterable {
    case mipsBigEndian
    case mipsLittleEndian
    case armv5
    case armv7
    case aarch64
    /// The servers'; no device has it.
    case x86_64

    /// What `uname -m` prints: UTS_MACHINE of the kernel's arch/<family>/Makefile and setup code.
    package var machineName: String {
        switch self {
        case .mipsBigEndian, .mipsLittleEndian: "mips"
        case .armv5: "armv5tejl"
        case .armv7: "armv7l"
        case .aarch64: "aarch64"
        case .x86_64: "x86_64"
        }
    }

    package var isBigEndian: Bool { self == .mipsBigEndian }
    package var is64Bit: Bool { self == .aarch64 || self == .x86_64 }

    /// e_machine of the ELF header (gabi, "ELF Header"): EM_MIPS 8, EM_ARM 40, EM_X86_64 62, EM_AARCH64 183.
    package var elfMachine: UInt16 {
        switch self {
        case .mipsBigEndian, .mipsLittleEndian: 8
        case .armv5, .armv7: 40
        case .aarch64: 183
        case .x86_64: 62
        }
    }

    /// e_flags of executables for it: MIPS32 ABI o32 noreorder pic cpic; ARM EABI version 5.
    package var elfFlags: UInt32 {
        switch self {
        case .mipsBigEndian, .mipsLittleEndian: 0x5000_1007
        case .armv5: 0x0500_0002
        case .armv7: 0x0500_0400
        case .aarch64, .x86_64: 0
        }
    }

    /// Where its programs are loaded and begin to run.
    package var elfEntry: UInt64 {
        switch self {
        case .mipsBigEndian, .mipsLittleEndian: 0x0040_3c20
        case .armv5, .armv7: 0x0000_a4d8
        case .aarch64: 0x0040_5b60
        // Position-independent: counted from where the kernel happens to load it.
        case .x86_64: 0x5b60
        }
    }
}
