import CNetfilter
import Glibc

/// A map that programs in the kernel and this process share. It lives as long as one of them refers to it.
package struct BPFMap: Sendable {
    package enum Kind: Sendable {
        /// Takes memory for the entries there are, not for those there is room for.
        case hash
        /// Forgets entries that were not used for long when it is full.
        case recentHash
        case array
        case perProcessorArray
        /// Finds the longest of the prefixes that hold an address. Keys are a length in bits (32 bits, in this machine's
        /// order), then an address (in network order).
        case prefixes
        /// An array of maps that are made as this one is.
        case maps(BPFMap)
    }

    private let descriptor: BPFDescriptor
    package let keySize: Int
    package let valueSize: Int
    package let capacity: Int

    /// The kernel's internal ENOTSUPP, which it lets out where a map knows no batches.
    private static let batchesNotSupported = KernelErrorCode(rawValue: 524)
    /// Entries of one batch: bounds what the kernel copies at a time.
    private static let batch = 65_536

    package init(_ name: String, _ kind: Kind, key: Int, value: Int, capacity: Int) throws(NetlinkError) {
        // map_type, key_size, value_size, max_entries, map_flags, inner_map_fd, numa_node, map_name
        var call = BPFCall("make map \(name)", BPF_MAP_CREATE)
        call.set(0, kind.number)
        call.set(4, UInt32(key))
        call.set(8, UInt32(value))
        call.set(12, UInt32(clamping: capacity))
        call.set(16, kind.flags)
        if case .maps(let inner) = kind { call.set(20, UInt32(bitPattern: inner.number)) }
        call.set(28, name: name)
        descriptor = BPFDescriptor(try call.run())
        (keySize, valueSize, self.capacity) = (key, value, capacity)
    }

    /// For instructions that refer to this map, while it lives.
    var number: Int32 { descriptor.number }

    /// The value of one key, of a map per processor that of each possible processor in turn; `nil` when there is none.
    package func value(of key: [UInt8], size: Int? = nil) throws(NetlinkError) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: size ?? valueSize)
        do throws(NetlinkError) {
            try element("look up an entry", BPF_MAP_LOOKUP_ELEM, key, &value)
        } catch {
            if error.code == .noSuchObject { return nil }
            throw error
        }
        return value
    }

    /// The key after one, in no order; the first after `nil`; `nil` after the last.
    package func key(after key: [UInt8]?) throws(NetlinkError) -> [UInt8]? {
        var next = [UInt8](repeating: 0, count: keySize)
        do throws(NetlinkError) {
            try element("list the keys", BPF_MAP_GET_NEXT_KEY, key, &next)
        } catch {
            if error.code == .noSuchObject { return nil }
            throw error
        }
        return next
    }

    package func set(_ key: [UInt8], to value: [UInt8]) throws(NetlinkError) {
        var value = value
        try element("write an entry", BPF_MAP_UPDATE_ELEM, key, &value)
    }

    /// Puts a map into a map of maps. When this returns no packet is looked up in the one that was there before.
    package func set(_ slot: UInt32, to map: BPFMap) throws(NetlinkError) {
        var value = map.number.hostBytes
        try element("put a map in place", BPF_MAP_UPDATE_ELEM, slot.hostBytes, &value)
    }

    /// No entry of that key is no error.
    package func remove(_ key: [UInt8]) throws(NetlinkError) {
        var nothing: [UInt8] = []
        do throws(NetlinkError) {
            try element("delete an entry", BPF_MAP_DELETE_ELEM, key, &nothing)
        } catch {
            if error.code != .noSuchObject { throw error }
        }
    }

    /// Adds keys whose values are zeros.
    ///
    /// - Parameter keys: one after the other.
    package func insert(keys: [UInt8]) throws(NetlinkError) {
        let values = [UInt8](repeating: 0, count: min(keys.count / keySize, Self.batch) * valueSize)
        try inBatches(keys, "add entries", BPF_MAP_UPDATE_BATCH, values) { (key) throws(NetlinkError) in
            try set(key, to: [UInt8](repeating: 0, count: valueSize))
        }
    }

    /// Deletes keys, all of which are there.
    package func remove(keys: [UInt8]) throws(NetlinkError) {
        try inBatches(keys, "delete entries", BPF_MAP_DELETE_BATCH, []) { (key) throws(NetlinkError) in
            try remove(key)
        }
    }

    private func inBatches(
        _ keys: [UInt8], _ name: String, _ command: bpf_cmd, _ values: [UInt8],
        orElse single: ([UInt8]) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        let count = keys.count / keySize
        var done = 0
        while done < count {
            let part = min(count - done, Self.batch)
            // in_batch, out_batch, keys, values, count, map_fd
            var call = BPFCall(name, command)
            call.set(32, UInt32(part))
            call.set(36, UInt32(bitPattern: number))
            do throws(NetlinkError) {
                try keys.withUnsafeBufferPointer { (keys) throws(NetlinkError) in
                    try values.withUnsafeBufferPointer { (values) throws(NetlinkError) in
                        call.set(16, UnsafeRawPointer(keys.baseAddress.map { $0 + done * keySize }))
                        call.set(24, values.isEmpty ? nil : UnsafeRawPointer(values.baseAddress))
                        _ = try call.run()
                    }
                }
            } catch {
                guard error.code == Self.batchesNotSupported else { throw error }
                for index in done..<done + part {
                    try single(Array(keys[index * keySize..<(index + 1) * keySize]))
                }
            }
            done += part
        }
    }

    private func element(
        _ name: String, _ command: bpf_cmd, _ key: [UInt8]?, _ value: inout [UInt8]
    ) throws(NetlinkError) {
        // map_fd, key, value or next_key, flags
        var call = BPFCall(name, command)
        call.set(0, UInt32(bitPattern: number))
        let key = key ?? []
        try key.withUnsafeBufferPointer { (key) throws(NetlinkError) in
            try value.withUnsafeMutableBufferPointer { (value) throws(NetlinkError) in
                call.set(8, key.isEmpty ? nil : UnsafeRawPointer(key.baseAddress))
                call.set(16, value.isEmpty ? nil : UnsafeRawPointer(value.baseAddress))
                _ = try call.run()
            }
        }
    }
}

extension BPFMap.Kind {
    fileprivate var number: UInt32 {
        switch self {
        case .hash: BPF_MAP_TYPE_HASH.rawValue
        case .recentHash: BPF_MAP_TYPE_LRU_HASH.rawValue
        case .array: BPF_MAP_TYPE_ARRAY.rawValue
        case .perProcessorArray: BPF_MAP_TYPE_PERCPU_ARRAY.rawValue
        case .prefixes: BPF_MAP_TYPE_LPM_TRIE.rawValue
        case .maps: BPF_MAP_TYPE_ARRAY_OF_MAPS.rawValue
        }
    }

    fileprivate var flags: UInt32 {
        switch self {
        case .hash, .prefixes: 1  // BPF_F_NO_PREALLOC
        case .recentHash, .array, .perProcessorArray, .maps: 0
        }
    }
}

extension FixedWidthInteger {
    /// In this machine's order, as maps hold numbers.
    package var hostBytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }
}
