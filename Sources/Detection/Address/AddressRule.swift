import ThreatModel

/// The compiled condition of a behaviour `across: address`.
struct AddressRule: Sendable {
    /// The behaviour's index in the catalogue.
    let behaviour: Int
    let condition: AddressCondition
    let leaves: [AddressLeaf]
    let window: Int64
    /// The same for the same condition whatever its indices: tells whether memories still fit.
    let signature: UInt64

    /// - Parameters:
    ///   - milliseconds: the window, from the first event that counts to the last.
    ///   - primitive: the name of the primitive with that index.
    init(
        behaviour: Int, condition: AddressCondition, leaves: [AddressLeaf], milliseconds: UInt32,
        primitive: (Int) -> String
    ) {
        self.behaviour = behaviour
        self.condition = condition
        self.leaves = leaves
        window = Int64(milliseconds)
        let described = leaves.map { leaf in
            let looked = [leaf.value, leaf.group].map { $0?.name ?? "" }.joined(separator: " per ")
            return leaf.step.map(primitive).joined(separator: "|") + " " + looked
        }
        let text = "\(condition.text) in \(milliseconds): \(described.joined(separator: ", "))"
        signature = ValueHash(of: text.utf8).value
    }

    /// Every primitive it names.
    var primitives: Set<Int> { Set(leaves.flatMap(\.step)) }
}

/// A leaf of a rule, by their places among the catalogue's rules across sessions and the rule's leaves.
struct AddressLeafPlace: Hashable, Sendable {
    let rule: Int
    let leaf: Int
}
