package import IPNetworks

/// What a keeper tells whoever merges its list.
package enum SourceUpdate: Sendable {
    /// Another list takes the place of the one before. The answer decides whether it is kept.
    case list(KeptList)
    /// The list as it is now, and the addresses by which it differs from the one before.
    case changes([IPAddress], KeptList)
    /// The source fares otherwise than before; the list is the same.
    case health(SourceHealth)
}
