/// An executable of the device that nobody ever ran here: an ELF head that fits the architecture, then bytes that look
/// like machine code. Nothing is stored; any part can be asked for.
struct ProgramImage: Hashable, Sendable {
    let architecture: DeviceArchitecture
    let size: Int
    let seed: UInt64
    /// It is BusyBox, and does what the name says by which it is called.
    var isBusyBox = false
    /// Readable strings that stand behind the head, as `strings` would find them.
    var strings: [String] = []
    var form = Form.program

    /// What the linker made of it.
    enum Form: Hashable, Sendable {
        case program
        case library
        /// Not linked at all: a module of the kernel.
        case object
    }

    /// Whether an executable's head says that it is for this architecture.
    static func fits(_ bytes: [UInt8], _ architecture: DeviceArchitecture) -> Bool {
        guard bytes.count >= 20, bytes[4] == (architecture.is64Bit ? 2 : 1),
            bytes[5] == (architecture.isBigEndian ? 2 : 1)
        else { return false }
        let (high, low) = architecture.isBigEndian ? (bytes[18], bytes[19]) : (bytes[19], bytes[18])
        return UInt16(high) << 8 | UInt16(low) == architecture.elfMachine
    }

    /// Bytes `range` of it, as far as they exist.
    func bytes(in range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<size)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        let head = self.head
        var offset = range.lowerBound
        if offset < head.count {
            bytes += head[offset..<min(head.count, range.upperBound)]
            offset = min(head.count, range.upperBound)
        }
        while offset < range.upperBound {
            // Eight bytes follow from their number alone.
            var generator = SeededGenerator(seed: seed &+ UInt64(offset / 8) &* 0x2545_f491_4f6c_dd1d)
            var word = generator.next()
            // A third of real code is zeros, and much of the rest is small.
            if word & 3 == 0 { word &= 0x0000_ffff_0000_00ff }
            for index in offset % 8..<8 where offset < range.upperBound {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(index * 8)))
                offset += 1
            }
        }
        return bytes
    }

    /// ET_REL, ET_EXEC or ET_DYN; Debian links its programs so that they can be anywhere.
    private var elfType: UInt64 {
        switch form {
        case .program: architecture == .x86_64 ? 3 : 2
        case .library: 3
        case .object: 1
        }
    }

    private var interpreter: String {
        switch architecture {
        case .x86_64: "/lib64/ld-linux-x86-64.so.2"
        case .aarch64: "/lib/ld-linux-aarch64.so.1"
        case .mipsBigEndian, .mipsLittleEndian, .armv5, .armv7: "/lib/ld-uClibc.so.0"
        }
    }

    /// ELF header, program headers and strings (System V gABI, "Object Files").
    private var head: [UInt8] {
        var head: [UInt8] = []
        let is64 = architecture.is64Bit
        func put(_ value: UInt64, bytes count: Int) {
            for index in 0..<count {
                let shift = UInt64((architecture.isBigEndian ? count - 1 - index : index) * 8)
                head.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        let word = is64 ? 8 : 4
        let headerSize = is64 ? 64 : 52
        let programHeaderSize = is64 ? 56 : 32
        let programHeaders = form == .program ? 3 : form == .library ? 2 : 0
        // e_ident: magic, class, byte order, version, System V.
        head +=
            [0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, architecture.isBigEndian ? 2 : 1, 1, 0]
            + [UInt8](repeating: 0, count: 8)
        put(elfType, bytes: 2)
        put(UInt64(architecture.elfMachine), bytes: 2)
        put(1, bytes: 4)
        put(form == .program ? architecture.elfEntry : 0, bytes: word)
        put(form == .object ? 0 : UInt64(headerSize), bytes: word)
        put(UInt64(max(0, size - 40 * 26)), bytes: word)
        put(UInt64(architecture.elfFlags), bytes: 4)
        put(UInt64(headerSize), bytes: 2)
        put(form == .object ? 0 : UInt64(programHeaderSize), bytes: 2)
        put(form == .object ? 0 : UInt64(programHeaders), bytes: 2)
        put(is64 ? 64 : 40, bytes: 2)
        put(26, bytes: 2)
        put(25, bytes: 2)
        let base = architecture.elfEntry & ~0xffff
        // PT_INTERP, then PT_LOAD of code and of data.
        let segments: [(UInt64, UInt64, Int, Int)] = [
            (3, 4, headerSize + programHeaderSize * programHeaders, interpreter.utf8.count + 1),
            (1, 5, 0, size * 7 / 8), (1, 6, size * 7 / 8, size / 8),
        ]
        for (type, flags, offset, length) in segments.suffix(programHeaders) {
            put(type, bytes: 4)
            if is64 { put(flags, bytes: 4) }
            put(UInt64(offset), bytes: word)
            put(base &+ UInt64(offset), bytes: word)
            put(base &+ UInt64(offset), bytes: word)
            put(UInt64(length), bytes: word)
            put(UInt64(length), bytes: word)
            if !is64 { put(flags, bytes: 4) }
            put(0x1000, bytes: word)
        }
        for string in (form == .program ? [interpreter] : []) + strings {
            head += string.utf8
            head.append(0)
        }
        return Array(head.prefix(size))
    }
}
