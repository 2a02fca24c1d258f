extension IPAddressSet {
    /// The addresses in either set.
    package func union(_ other: Self) -> Self {
        Self(v4: v4.union(other.v4), v6: v6.union(other.v6))
    }

    /// The addresses in both sets.
    package func intersection(_ other: Self) -> Self {
        Self(v4: v4.intersection(other.v4), v6: v6.intersection(other.v6))
    }

    /// The addresses of this set that are not in the other.
    package func subtracting(_ other: Self) -> Self {
        Self(v4: v4.subtracting(other.v4), v6: v6.subtracting(other.v6))
    }

    /// The addresses that are in one of the sets and not in the other.
    package func symmetricDifference(_ other: Self) -> Self {
        Self(v4: v4.symmetricDifference(other.v4), v6: v6.symmetricDifference(other.v6))
    }

    /// What must be added to and removed from `old` to make it this set.
    package func changes(from old: Self) -> IPAddressSetChanges {
        IPAddressSetChanges(added: subtracting(old), removed: old.subtracting(self))
    }
}
