package import IPNetworks

/// What a contributor says about an address.
package struct Report: Hashable, Sendable {
    package var address: IPAddress
    package var category: ReportCategory
    /// A free word of at most ``maximumProtocolLength`` characters; usually the name of an ``AttackProtocol``.
    package var protocolName: String?
    package var comment: String?
    package var kind: ReportKind

    package static let maximumProtocolLength = 32
    package static let maximumCommentLength = 1000

    package init(
        address: IPAddress, category: ReportCategory, protocolName: String? = nil, comment: String? = nil,
        kind: ReportKind = .observed
    ) {
        self.address = address
        self.category = category
        self.protocolName = protocolName
        self.comment = comment
        self.kind = kind
    }
}
