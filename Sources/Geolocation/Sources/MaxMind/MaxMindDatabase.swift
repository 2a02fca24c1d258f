import CMaxMindDB
import ThreatModel

/// A database that libmaxminddb has opened.
final class MaxMindDatabase {
    /// The records that the tree leads to.
    let data: UnsafeRawBufferPointer
    /// Bits of the addresses in the tree: 32 or 128.
    let depth: Int
    /// Where the IPv4 addresses hang in a tree of IPv6 addresses: below 96 zero bits, if all of those lead to nodes.
    let ipv4Node: UInt32?
    // The copy must outlive the library's view of it.
    private let copy: FileCopy
    private var handle = MMDB_s()

    init(_ copy: FileCopy) throws(PlaceError.Reason) {
        let metadata = try MaxMindMetadata(of: copy.bytes)
        let status = MMDB_open(copy.path, UInt32(MMDB_MODE_MMAP), &handle)
        guard status == MMDB_SUCCESS else { throw .malformed(Self.sentence(status)) }
        self.copy = copy
        data = UnsafeRawBufferPointer(rebasing: copy.bytes[metadata.data])
        depth = metadata.ipVersion == 6 ? 128 : 32
        let start = handle.ipv4_start_node
        ipv4Node =
            depth == 128 && start.netmask == 96 && start.node_value < handle.metadata.node_count
            ? start.node_value : nil
    }

    deinit { MMDB_close(&handle) }

    /// What the maker calls it, such as `GeoLite2-City`.
    var type: String {
        let type = handle.metadata.database_type.map { String(cString: $0) } ?? ""
        return type.isEmpty ? "MMDB" : String(type.prefix(64))
    }

    var builtAt: Timestamp? {
        let epoch = handle.metadata.build_epoch
        // Up to the year 9999.
        return epoch > 0 && epoch < 253_402_300_800 ? Timestamp(milliseconds: Int64(epoch) * 1000) : nil
    }

    /// Where a branch of the tree leads.
    enum Branch {
        case node(UInt32)
        case nothing
        /// A position in ``data``.
        case record(Int)
    }

    func branches(of node: UInt32) throws(PlaceError.Reason) -> (left: Branch, right: Branch) {
        var found = MMDB_search_node_s()
        let status = MMDB_read_node(&handle, node, &found)
        guard status == MMDB_SUCCESS else { throw .malformed(Self.sentence(status)) }
        return (
            try branch(found.left_record, found.left_record_type),
            try branch(found.right_record, found.right_record_type)
        )
    }

    private func branch(_ record: UInt64, _ type: UInt8) throws(PlaceError.Reason) -> Branch {
        switch Int32(type) {
        case MMDB_RECORD_TYPE_SEARCH_NODE: return .node(UInt32(truncatingIfNeeded: record))
        case MMDB_RECORD_TYPE_EMPTY: return .nothing
        case MMDB_RECORD_TYPE_DATA:
            return .record(Int(record) - Int(handle.metadata.node_count) - MaxMindMetadata.separator)
        default: throw .malformed("its tree leads outside its data")
        }
    }

    private static func sentence(_ status: Int32) -> String {
        MMDB_strerror(status).map { String(cString: $0) } ?? "error \(status)"
    }
}
