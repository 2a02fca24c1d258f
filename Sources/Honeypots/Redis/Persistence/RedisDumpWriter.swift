/// Writes values in the encodings of dump files (`rdb.c`).
struct RedisDumpWriter: Sendable {
    var bytes: [UInt8] = []

    /// The type byte before a value (`RDB_TYPE_…`).
    static func type(of value: RedisValue) -> UInt8 {
        switch value {
        case .string: 0
        case .list: 1
        case .set: 2
        case .hash: 4
        case .sortedSet: 5
        }
    }

    mutating func write(_ value: RedisValue) {
        switch value {
        case .string(let string): write(string: string)
        case .list(let list):
            write(length: list.count)
            for element in list.elements { write(string: element) }
        case .set(let set):
            write(length: set.count)
            for element in set.members.elements { write(string: element.key) }
        case .hash(let hash):
            write(length: hash.count)
            for element in hash.fields.elements {
                write(string: element.key)
                write(string: element.value)
            }
        case .sortedSet(let set):
            write(length: set.count)
            for element in set.elements.reversed() {
                write(string: element.member)
                write(little: element.score.bitPattern)
            }
        }
    }

    /// A length: 6, 14, 32 or 64 bits, told apart by the first two bits.
    mutating func write(length: Int) {
        switch length {
        case ..<(1 << 6): bytes.append(UInt8(truncatingIfNeeded: length))
        case ..<(1 << 14):
            bytes += [0x40 | UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
        default:
            bytes.append(0x80)
            for shift in stride(from: 24, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: length >> shift))
            }
        }
    }

    /// A string; short whole numbers take their binary form.
    mutating func write(string: [UInt8]) {
        if string.count <= 11, let number = RedisNumber.integer(string) {
            if let small = Int8(exactly: number) {
                bytes += [0xc0, UInt8(bitPattern: small)]
                return
            }
            if let medium = Int16(exactly: number) {
                bytes.append(0xc1)
                write(little: UInt16(bitPattern: medium))
                return
            }
            if let large = Int32(exactly: number) {
                bytes.append(0xc2)
                write(little: UInt32(bitPattern: large))
                return
            }
        }
        write(length: string.count)
        bytes += string
    }

    mutating func write(little value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
