@testable import Honeypots

extension FileSystem {
    /// Bytes that are held, less those that are counted: always 0.
    var miscount: Int { layer.changed.values.reduce(0) { $0 + $1.countedBytes } - storedBytes }
}
