import IPNetworks

/// Writes databases in MaxMind's format, whole ones and ones that no writer would make.
struct TestDatabase {
    indirect enum Value: Sendable {
        case map([(String, Value)])
        case list([Value])
        case text(String)
        case number(UInt64, bytes: Int)
        case double(Double)
        case flag(Bool)
        /// A pointer to a position in the data section.
        case pointer(Int)
        /// Bytes as they are.
        case raw([UInt8])
    }

    var recordSize = 24
    var ipVersion = 6
    var type = "Test-City"
    var builtAt: UInt64 = 1_788_226_681
    /// Added to the metadata.
    var moreMetadata: [(String, Value)] = []
    /// Whether the mapped addresses, 6to4 and Teredo lead to the node of the IPv4 addresses.
    var hasAliases = false
    private(set) var data: [UInt8] = []
    private var networks: [(bits: UInt128, length: Int, position: Int)] = []

    /// Puts a value into the data section and says where.
    mutating func add(_ value: Value) -> Int {
        defer { data += Self.encoded(value) }
        return data.count
    }

    /// Leads the addresses of a network to a position in the data section; a later network overrides what it covers.
    mutating func insert(_ prefix: IPPrefix, _ position: Int) {
        if let v4 = prefix.address.v4 {
            networks.append((UInt128(v4), Int(prefix.length) + (ipVersion == 6 ? 96 : 0), position))
        } else {
            networks.append((prefix.address.mapped, Int(prefix.length), position))
        }
    }

    mutating func insert(_ prefix: IPPrefix, _ value: Value) {
        let position = add(value)
        insert(prefix, position)
    }

    var bytes: [UInt8] {
        let (nodes, tree) = tree
        return tree + [UInt8](repeating: 0, count: 16) + data + Self.marker + Self.encoded(metadata(nodes))
    }

    static let marker = [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8)

    private func metadata(_ nodes: Int) -> Value {
        .map(
            moreMetadata + [
                ("node_count", .number(UInt64(nodes), bytes: 4)),
                ("record_size", .number(UInt64(recordSize), bytes: 2)),
                ("ip_version", .number(UInt64(ipVersion), bytes: 2)),
                ("database_type", .text(type)),
                ("languages", .list([.text("en")])),
                ("binary_format_major_version", .number(2, bytes: 2)),
                ("binary_format_minor_version", .number(0, bytes: 2)),
                ("build_epoch", .number(builtAt, bytes: 8)),
                ("description", .map([("en", .text("of a test"))])),
            ])
    }

    private enum Branch {
        case nothing
        case node(Int)
        case record(Int)
    }

    private var tree: (nodes: Int, bytes: [UInt8]) {
        var nodes: [(Branch, Branch)] = [(.nothing, .nothing)]
        func place(_ bits: UInt128, _ length: Int, _ branch: Branch) {
            let width = ipVersion == 6 ? 128 : 32
            var node = 0
            for depth in 0..<length {
                let isRight = bits >> UInt128(width - 1 - depth) & 1 == 1
                if depth == length - 1 {
                    if isRight { nodes[node].1 = branch } else { nodes[node].0 = branch }
                    return
                }
                switch isRight ? nodes[node].1 : nodes[node].0 {
                case .node(let next): node = next
                case let old:
                    nodes.append((old, old))
                    if isRight {
                        nodes[node].1 = .node(nodes.count - 1)
                    } else {
                        nodes[node].0 = .node(nodes.count - 1)
                    }
                    node = nodes.count - 1
                }
            }
        }
        for network in networks { place(network.bits, network.length, .record(network.position)) }
        if hasAliases {
            var node = 0
            for _ in 0..<96 { if case .node(let next) = nodes[node].0 { node = next } }
            place(0xffff << 32, 96, .node(node))
            place(0x2002 << 112, 16, .node(node))
            place(0x2001 << 112, 32, .node(node))
        }
        func number(_ branch: Branch) -> UInt64 {
            switch branch {
            case .nothing: UInt64(nodes.count)
            case .node(let node): UInt64(node)
            case .record(let position): UInt64(nodes.count + 16 + position)
            }
        }
        var bytes: [UInt8] = []
        for (left, right) in nodes { bytes += Self.node(number(left), number(right), size: recordSize) }
        return (nodes.count, bytes)
    }

    private static func node(_ left: UInt64, _ right: UInt64, size: Int) -> [UInt8] {
        func low(_ value: UInt64, _ count: Int) -> [UInt8] { bigEndian(value, count) }
        guard size == 28 else { return low(left, size / 8) + low(right, size / 8) }
        return low(left, 3) + [UInt8(left >> 24 & 0xf) << 4 | UInt8(right >> 24 & 0xf)] + low(right, 3)
    }

    private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    static func encoded(_ value: Value) -> [UInt8] {
        switch value {
        case .map(let entries): head(7, entries.count) + entries.flatMap { encoded(.text($0.0)) + encoded($0.1) }
        case .list(let values): head(11, values.count) + values.flatMap { encoded($0) }
        case .text(let text): head(2, text.utf8.count) + Array(text.utf8)
        case .number(let number, let bytes): head([2: 5, 4: 6, 8: 9][bytes] ?? 6, bytes) + bigEndian(number, bytes)
        case .double(let number): head(3, 8) + bigEndian(number.bitPattern, 8)
        case .flag(let flag): head(14, flag ? 1 : 0)
        case .pointer(let position):
            switch position {
            case ..<2_048: [0x20 | UInt8(position >> 8), UInt8(position & 0xff)]
            case ..<526_336: [0x28 | UInt8((position - 2_048) >> 16)] + bigEndian(UInt64(position - 2_048), 2)
            default: [0x38] + bigEndian(UInt64(position), 4)
            }
        case .raw(let bytes): bytes
        }
    }

    private static func head(_ type: UInt8, _ size: Int) -> [UInt8] {
        let (short, more): (UInt8, [UInt8]) =
            switch size {
            case ..<29: (UInt8(size), [])
            case ..<285: (29, [UInt8(size - 29)])
            case ..<65_821: (30, bigEndian(UInt64(size - 285), 2))
            default: (31, bigEndian(UInt64(size - 65_821), 3))
            }
        return type < 8 ? [type << 5 | short] + more : [short, type - 7] + more
    }
}
