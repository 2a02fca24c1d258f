package import ThreatModel

/// A file that a visitor left at a sensor, as the server keeps it.
package struct StoredBlob: Hashable, Sendable {
    package let name: BlobName
    /// The credential of the sensor that sent it first.
    package let sensor: Int64
    package let bytes: Int
    package let receivedAt: Timestamp

    /// Where it stands among all files: the newest come first.
    var position: BlobPosition { BlobPosition(receivedAt: receivedAt, name: name) }
}

/// A place in the list of all files, in the order of their coming. It stays what it is when the file there is given up.
struct BlobPosition: Hashable, Comparable, Sendable {
    let receivedAt: Timestamp
    let name: BlobName

    init(receivedAt: Timestamp, name: BlobName) {
        self.receivedAt = receivedAt
        self.name = name
    }

    /// As ``description`` writes it.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = ASCIIText.number(parts[0].utf8), let name = BlobName(parts[1]) else {
            return nil
        }
        self.init(receivedAt: Timestamp(milliseconds: Int64(milliseconds)), name: name)
    }

    static func < (a: Self, b: Self) -> Bool { (a.receivedAt, a.name) < (b.receivedAt, b.name) }
}

extension BlobPosition: CustomStringConvertible {
    var description: String { "\(receivedAt.milliseconds)-\(name)" }
}
