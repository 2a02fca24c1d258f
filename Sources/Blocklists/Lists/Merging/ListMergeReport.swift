package import IPNetworks

/// What a merge read and made.
package struct ListMergeReport: Sendable {
    /// What was found in each file, in the order of ``ListMerge/inputs``.
    package let lists: [ListReport]
    /// What was found in each file of ``ListMerge/exceptions``, in their order.
    package let exceptions: [ListReport]
    /// The result with its sources.
    package let union: IPAttributedSet
    /// The lines of the result.
    package let linesWritten: Int
}
