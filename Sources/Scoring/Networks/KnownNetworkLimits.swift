import IPNetworks

/// What bounds the lists of known networks.
package enum KnownNetworkLimits {
    package static let fileBytes = 16 << 20
    /// All lists together.
    static let lists = ListMask.capacity
    /// Networks of one list.
    static let networks = 500_000
    /// The longest value in a list's head, in characters.
    static let valueLength = 300
    static let nameLength = 40
    /// No network may be wider: a slip of the pen must not acquit a large part of the Internet.
    static let widestV4 = 8
    static let widestV6 = 19
}
