/// The difference between two sets, as what has to be done to the old one to make it the new one.
package struct IPAddressSetChanges: Hashable, Sendable {
    /// The addresses of the new set that the old one lacks.
    package var added: IPAddressSet
    /// The addresses of the old set that the new one lacks; disjoint from `added`.
    package var removed: IPAddressSet

    package init(added: IPAddressSet, removed: IPAddressSet) {
        self.added = added
        self.removed = removed
    }

    /// Whether both sets are the same.
    package var isEmpty: Bool { added.isEmpty && removed.isEmpty }
}
