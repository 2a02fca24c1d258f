import CNetfilter

/// A socket that speaks to ipset: makes sets, fills them and reads them back, all in the network namespace in which it was
/// opened. The `ipset` program is not needed.
///
/// ipset has no transactions. What it has: an element comes or goes whole, and two sets exchange their contents at one
/// instant (``swap(_:_:)``), whichever rules ask them.
package struct IpsetConnection: ~Copyable, Sendable {
    var socket: NetlinkSocket

    /// Refusals repeat the request, which may be as long as a message can be.
    private static let receiveSize = 1 << 17

    package init() throws(NetlinkError) { socket = try NetlinkSocket(.netfilter, receiveSize: Self.receiveSize) }

    /// The newest version of the protocol that the kernel speaks. Fails where there is no ipset.
    package mutating func version() throws(NetlinkError) -> UInt8 {
        var version: UInt8?
        try exchange(
            "tell its version of ipset", .version, set: nil,
            reply: {
                version = $0.first(IpsetAttribute.protocolVersion)?.number()
            })
        guard let version else { throw .malformed("the version of ipset") }
        return version
    }

    package mutating func create(_ set: IpsetSet) throws(NetlinkError) {
        try exchange("make set \(set.name)", .create, .exclusive, set: set.name) {
            $0.text(IpsetAttribute.typeOrSecondName, set.type.rawValue)
            $0.number(IpsetAttribute.revision, set.type.revision)
            $0.number(IpsetAttribute.family, set.family.rawValue)
            $0.nested(IpsetAttribute.data) {
                if let lifetime = set.lifetime {
                    let seconds = UInt32(clamping: lifetime.components.seconds)
                    $0.number(IpsetAttribute.Set.timeout, seconds, isMarked: true)
                }
                $0.number(IpsetAttribute.Set.flags, set.options.rawValue, isMarked: true)
                $0.number(IpsetAttribute.Set.hashSize, set.hashSize, isMarked: true)
                $0.number(IpsetAttribute.Set.maximum, set.maximum, isMarked: true)
            }
        }
    }

    /// Deletes a set with all that is in it. Refused while a rule asks it.
    package mutating func destroy(_ set: String) throws(NetlinkError) {
        try exchange("delete set \(set)", .destroy, set: set)
    }

    /// Two sets of one type exchange their contents at one instant.
    package mutating func swap(_ set: String, _ other: String) throws(NetlinkError) {
        try exchange("swap sets \(set) and \(other)", .swap, set: set) {
            $0.text(IpsetAttribute.typeOrSecondName, other)
        }
    }

    /// What there is under that name; `nil` when there is nothing.
    package mutating func status(of set: String) throws(NetlinkError) -> IpsetStatus? {
        var status: IpsetStatus?
        try list(set, headerOnly: true) { attributes in
            if status == nil { status = IpsetStatus(attributes) }
        }
        return status
    }

    /// Puts one element with a comment into a set of single addresses, or gives it another comment.
    package mutating func note<Key: AddressKey>(
        _ comment: String, at key: Key, in set: String
    ) throws(NetlinkError) {
        try exchange("mark set \(set)", .add, set: set) {
            $0.nested(IpsetAttribute.data) {
                $0.address(key)
                $0.text(IpsetAttribute.Element.comment, comment)
            }
        }
    }

    mutating func exchange(
        _ what: String, _ command: IpsetCommand, _ flags: NetlinkFlags = [], set: String?,
        body: (inout NetlinkWriter) -> Void = { _ in }, reply: (NetlinkAttributes) -> Void = { _ in }
    ) throws(NetlinkError) {
        try socket.exchange(what, type: command.messageType, flags: flags) {
            $0.ipsetHeader(set: set)
            body(&$0)
        } reply: { (message) throws(NetlinkError) in
            guard let attributes = message.netfilterAttributes else { throw .malformed(what) }
            reply(attributes)
        }
    }

    /// Hands over the messages of a listing; none when there is no such set.
    mutating func list(
        _ set: String, headerOnly: Bool, _ visit: (NetlinkAttributes) -> Void
    ) throws(NetlinkError) {
        do {
            try exchange("list set \(set)", .list, .dump, set: set) {
                if headerOnly { $0.number(IpsetAttribute.flags, Self.headerFlag, isMarked: true) }
            } reply: {
                visit($0)
            }
        } catch .refused(let refusal) where refusal.code == .noSuchObject {}
    }

    /// `IPSET_FLAG_LIST_HEADER`
    private static let headerFlag: UInt32 = 1 << 2
}

extension NetlinkWriter {
    /// An address as an attribute of an element.
    mutating func address<Key: AddressKey>(_ key: Key) {
        nested(IpsetAttribute.Element.address) {
            let version: IpsetAttribute.Address = MemoryLayout<Key>.size == 4 ? .v4 : .v6
            $0.number(version, key, isMarked: true)
        }
    }
}
