package import IPNetworks
package import ThreatModel

/// Somebody says that an address is listed wrongly.
package struct StoredAppeal: Hashable, Sendable {
    /// What administrators call it; given by the store.
    package var number: Int64
    /// 16 random bytes: whoever knows them is the one who appealed.
    package var id: [UInt8]
    /// 16 random bytes that the address must show.
    package var token: [UInt8]
    package var address: IPAddress
    /// The network that the appeal came from; `nil`: not known.
    package var requester: IPPrefix?
    package var reason: String
    /// Where the one who appealed can be reached.
    package var contact: String?
    package var createdAt: Timestamp

    package var state = AppealState.open
    package var proof: AppealProof?
    package var provenAt: Timestamp?
    /// Looks for the proof so far.
    package var attempts = 0
    package var lastAttemptAt: Timestamp?
    /// When it ends if nothing happens: the proof or the decision must have come before. Later it is when it ended.
    package var endsAt: Timestamp
    /// Who decided.
    package var decidedBy: String?
    /// When the server has to do something about it next; `nil`: never again.
    package var dueAt: Timestamp?

    package init(
        number: Int64 = 0, id: [UInt8], token: [UInt8], address: IPAddress, requester: IPPrefix?, reason: String,
        contact: String?, createdAt: Timestamp, endsAt: Timestamp, dueAt: Timestamp?
    ) {
        self.number = number
        self.id = id
        self.token = token
        self.address = address
        self.requester = requester
        self.reason = reason
        self.contact = contact
        self.createdAt = createdAt
        self.endsAt = endsAt
        self.dueAt = dueAt
    }
}

/// One line of an appeal's history: who did or said what.
package struct AppealEntry: Hashable, Sendable {
    /// So many are kept of each appeal, the newest.
    package static let keptCount = 200

    package var at: Timestamp
    package var actor: String
    package var text: String

    package init(at: Timestamp, actor: String, text: String) {
        self.at = at
        self.actor = actor
        self.text = text
    }
}
