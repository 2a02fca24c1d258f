/// A device node, by its numbers (Documentation/admin-guide/devices.txt of the kernel) and by what comes out of it.
struct SpecialFile: Hashable, Sendable {
    enum Behaviour: Hashable, Sendable {
        case null
        case zero
        case random
        case full
        /// Reads and writes the visitor's own terminal.
        case terminal
        /// Storage of that many bytes.
        case storage(Int)
        /// There, but of no use: reading finds an end at once, writing disappears.
        case idle
    }

    var isBlock: Bool
    var major: Int
    var minor: Int
    var behaviour: Behaviour
}
