/// Files of /proc whose content changes while one looks.
enum LiveFile: Hashable, Sendable {
    case uptime
    case loadAverage
    case memory
    case interfaces
    case statistics
    case mounts
    case accounts
    /// What one process says of itself; nil: the one that looks.
    case process(Int?, ProcessFile)

    enum ProcessFile: Hashable, Sendable {
        case commandLine
        case status
        case name
    }
}
