/// A file and what it is asked.
package struct PlaceFile: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable, CaseIterable {
        /// Where addresses are and who announces them.
        case database
        /// Which addresses are exits of the Tor network.
        case torExits = "tor exits"
        /// Which addresses are proxies.
        case proxies
    }

    package var path: String
    package var role: Role
}
