/// Which lists of known benign networks count.
package struct KnownNetworkConfiguration: Sendable, Equatable {
    /// Names of lists that do not count, of those that came with the program or of the operator's own.
    package var disabled: Set<String> = []
    /// A folder with lists of the operator's own, each a file that ends in `.txt`. One that has the name of a list that came
    /// with the program takes its place.
    package var folder: String?

    package init() {}
}
