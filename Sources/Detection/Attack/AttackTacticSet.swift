/// A set of tactics in two bytes.
package struct AttackTacticSet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package init(_ members: [AttackTactic]) { rawValue = members.reduce(0) { $0 | 1 << $1.rawValue } }

    package func contains(_ member: AttackTactic) -> Bool { rawValue >> member.rawValue & 1 == 1 }
}
