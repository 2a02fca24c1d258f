/// What one process of bash keeps beside its variables.
struct BashState: Hashable, Sendable {
    /// Names of `shopt` that are set apart from the usual ones.
    var switches: Set<ByteString> = []
    var aliases: [ByteString: ByteString] = [:]
    /// Directories of `pushd`, the last one on top.
    var directories: [ByteString] = []
    /// Run after a command that fails.
    var errorTrap: ByteString?
    /// What `trap` was told of signals, by name.
    var signalTraps: [ByteString: ByteString] = [:]
    /// `set -o pipefail`.
    var pipeFails = false

    /// Names, aliases and traps one process can hold.
    static let most = 100

    /// Whether `shopt` has that switched on.
    func has(_ name: ByteString) -> Bool { switches.contains(name) }
}
