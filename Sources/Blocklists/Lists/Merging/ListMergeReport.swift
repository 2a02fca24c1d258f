package import IPNetworks

/// What a merge read and made.
package struct ListMergeReport: Sendable {
    /// What was found in each file, in the order of ``ListMerge/inputs``.
    package let lists: [ListReport]
    /// The result with its sources.
    package let union: IPAttributedSet
    package let linesWritten: Int
}
