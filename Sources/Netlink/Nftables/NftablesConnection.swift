import CNetfilter

/// A socket that speaks to nf_tables: commits transactions and reads tables back.
///
/// Everything is about the `inet` family of the network namespace in which the socket was opened.
package struct NftablesConnection: ~Copyable, Sendable {
    var socket: NetlinkSocket

    package init() throws(NetlinkError) { socket = try NetlinkSocket(.netfilter) }

    /// The number by which the kernel knows this connection in announcements of changes.
    package var portID: UInt32 { socket.portID }

    /// An empty transaction, to be given to ``commit(_:)`` of this connection.
    package mutating func transaction(table: String, generation: UInt32? = nil) -> NftablesTransaction {
        NftablesTransaction(table: table, generation: generation, firstSequence: socket.takeSequenceNumbers(0))
    }

    /// Does all of the transaction or, with an error that says what was refused and why, nothing.
    package mutating func commit(_ transaction: consuming NftablesTransaction) throws(NetlinkError) {
        try send(transaction, isCommitted: true)
    }

    /// Lets the kernel try the transaction and undo it.
    package mutating func check(_ transaction: consuming NftablesTransaction) throws(NetlinkError) {
        try send(transaction, isCommitted: false)
    }

    /// The number of the generation of all tables: every committed transaction, anyone's, makes it one more.
    package mutating func generation() throws(NetlinkError) -> UInt32 {
        var generation: UInt32?
        try exchange("read the generation", NFT_MSG_GETGEN, table: nil) {
            generation = $0.first(NFTA_GEN_ID)?.number()
        }
        guard let generation else { throw .malformed("the generation") }
        return generation
    }

    private mutating func send(
        _ transaction: consuming NftablesTransaction, isCommitted: Bool
    ) throws(NetlinkError) {
        _ = socket.takeSequenceNumbers(transaction.messageCount)
        let requests = transaction.requests
        let batch = transaction.batch(isCommitted: isCommitted)
        try socket.transact(batch) { requests[$0] }
    }

    /// One request and what it is answered with.
    mutating func exchange(
        _ what: String, _ message: nf_tables_msg_types, table: String?,
        body: (inout NetlinkWriter) -> Void = { _ in }, reply: (NetlinkAttributes) -> Void
    ) throws(NetlinkError) {
        try socket.exchange(what, type: message.messageType) {
            $0.nftablesHeader(table: table)
            body(&$0)
        } reply: { (message) throws(NetlinkError) in
            guard let attributes = message.netfilterAttributes else { throw .malformed(what) }
            reply(attributes)
        }
    }

    /// A listing, each object of which `update` adds to the result.
    mutating func list<Result>(
        _ what: String, _ message: nf_tables_msg_types, table: String?, into initial: Result,
        isSettled: Bool = true, body: (inout NetlinkWriter) -> Void = { _ in },
        _ update: (inout Result, NetlinkAttributes) -> Void
    ) throws(NetlinkError) -> Result {
        try socket.list(what, type: message.messageType, into: initial, isSettled: isSettled) {
            $0.nftablesHeader(table: table)
            body(&$0)
        } _: { (result, message) throws(NetlinkError) in
            guard let attributes = message.netfilterAttributes else { throw .malformed(what) }
            update(&result, attributes)
        }
    }
}
