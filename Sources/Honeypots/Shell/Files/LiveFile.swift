/// Files of /proc whose content changes while one looks.
enum LiveFile: Hashable, Sendable {
    case uptime
    case loadAverage
    case memory
    case interfaces
    case statistics
    case mounts
    case accounts
    case mountDetails
    case disks
    case paging
    case interrupts
    case sockets
    /// Tables with nothing but their heads.
    case noSockets
    case routes
    case neighbours
    /// A new random UUID each time.
    case identity
    /// What one process says of itself; nil: the one that looks.
    case process(Int?, ProcessFile)

    /// Stands for the number of the visitor's login shell, which is another in every visit.
    static let visitorsShell = -1

    enum ProcessFile: Hashable, Sendable {
        case commandLine
        case status
        case name
        case statistics
        case pages
        case environment
        case limits
        case group
        case maps
        case login
        case zero
    }
}
