import IPNetworks

/// Finds out for whom a request is made: the last hop that a trusted machine has seen and that is not trusted itself.
/// What stands further left in a list of hops was sent by that client and may be anything.
struct OriginRules: Sendable {
    /// Hops looked at.
    static let maximumHops = 64

    let field: BalancerConfiguration.Field
    let speaksProxyProtocol: Bool
    private let balancers: IPAddressSet

    init(_ configuration: BalancerConfiguration) {
        field = configuration.field
        speaksProxyProtocol = configuration.speaksProxyProtocol
        balancers = IPAddressSet(configuration.networks.map(\.range))
    }

    func isBalancer(_ address: IPAddress) -> Bool { balancers.contains(address) }

    /// Who a request comes from.
    ///
    /// - Parameters:
    ///   - source: who opened the connection.
    ///   - values: of the field that counts, in their order.
    func client(from source: IPAddress, _ values: [some BidirectionalCollection<UInt8>]) -> IPAddress {
        guard isBalancer(source) else { return source }
        var hops = 0
        var client = source
        for value in values.reversed() {
            var rest = value[...]
            while !rest.isEmpty {
                let comma = field == .forwarded ? rest.lastUnquotedComma : rest.lastIndex(of: UInt8(ascii: ","))
                let element = rest[(comma.map { rest.index(after: $0) } ?? rest.startIndex)...]
                rest = rest[..<(comma ?? rest.startIndex)]
                hops += 1
                // What cannot be read was not written by a machine that is trusted: nothing further left is believed.
                guard hops <= Self.maximumHops, let hop = hop(in: element) else { return client }
                client = hop
                if !isBalancer(hop) { return hop }
            }
        }
        return client
    }

    private func hop(in element: some BidirectionalCollection<UInt8>) -> IPAddress? {
        switch field {
        case .none: nil
        case .forwardedFor: ForwardedHop.address(in: element)
        case .forwarded: ForwardedHop.parameter("for", of: element).flatMap { ForwardedHop.address(in: $0) }
        }
    }
}

extension BidirectionalCollection<UInt8> {
    /// The last comma that is not inside quotation marks (RFC 9110 §5.6.4).
    var lastUnquotedComma: Index? {
        var isQuoted = false
        var isEscaped = false
        var found: Index?
        for index in indices {
            let byte = self[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ","), !isQuoted {
                found = index
            }
        }
        return found
    }
}
