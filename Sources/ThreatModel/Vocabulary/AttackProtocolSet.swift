/// A set of protocols in four bytes.
package struct AttackProtocolSet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package init(_ member: AttackProtocol) { rawValue = 1 << UInt32(member.rawValue) }

    package func contains(_ member: AttackProtocol) -> Bool { rawValue >> UInt32(member.rawValue) & 1 == 1 }

    /// The members, in the order of ``AttackProtocol``.
    package var members: [AttackProtocol] { AttackProtocol.allCases.filter { contains($0) } }
}
