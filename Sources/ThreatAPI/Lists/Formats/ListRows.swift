import IPNetworks

/// What a format writes: the addresses of a list, or the networks that hold them.
struct ListRows: Sendable {
    let list: AddressList
    /// Instead of the addresses.
    private let networks: [IPPrefix]?
    /// The first row of IPv6 where the families are apart, otherwise the end.
    let firstV6: Int

    init(_ list: AddressList, for format: any ListFormat, isAggregated: Bool) {
        let networks = isAggregated ? list.networks() : nil
        self.networks = networks
        self.list = networks == nil && format.separatesFamilies ? list.separatingFamilies() : list
        if let networks {
            firstV6 = networks.firstIndex { $0.family == .v6 } ?? networks.count
        } else if format.separatesFamilies {
            firstV6 = self.list.entries.firstIndex { !$0.isIPv4 } ?? self.list.entries.count
        } else {
            firstV6 = self.list.entries.count
        }
    }

    /// Whether there are rows, all of them of IPv4: what the other family begins with is not among them then.
    var endsWithV4: Bool { firstV6 > 0 && firstV6 == count }

    var count: Int { networks?.count ?? list.entries.count }

    var isAggregated: Bool { networks != nil }

    /// The confidence of a row's address; of a network the least that any of the list has.
    func confidence(of row: Int) -> UInt8 {
        networks == nil ? list.entries[row].confidence : list.filter.scoreMinimum
    }

    /// Bytes of memory, besides the list's.
    var byteCount: Int { (networks?.count ?? 0) * MemoryLayout<IPPrefix>.stride }

    /// Calls `body` with each row of a range: its first address, and its length where it is a network of several.
    @inline(__always)
    func forEach(_ range: Range<Int>, _ body: (_ row: Int, _ address: IPAddress, _ length: UInt8?) -> Void) {
        if let networks {
            for row in range {
                let network = networks[row]
                let isSingle = Int(network.length) == network.family.width
                body(row, network.address, isSingle ? nil : network.length)
            }
        } else {
            for row in range { body(row, list.address(of: list.entries[row]), nil) }
        }
    }
}

extension JSONWriter {
    /// An address, or a network with its length.
    @inline(__always)
    mutating func row(_ address: IPAddress, _ length: UInt8?) {
        plain(address)
        if let length {
            literal("/")
            integer(length)
        }
    }
}
