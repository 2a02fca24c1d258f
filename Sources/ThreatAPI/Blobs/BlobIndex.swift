/// Which files there are, and which would be given up first. A value without files.
struct BlobIndex: Sendable {
    /// What one sensor has here.
    private struct Share {
        var bytes = 0
        var count = 0
        /// In the order of their coming. Those before `first`, and those that are no longer there, are passed over.
        var names: [BlobName] = []
        var first = 0
    }

    private(set) var blobs: [BlobName: StoredBlob] = [:]
    private(set) var bytes = 0
    private var shares: [Int64: Share] = [:]

    init(_ blobs: [StoredBlob] = []) { for blob in blobs.sorted(by: { $0.position < $1.position }) { add(blob) } }

    /// Adds a file that came after all others.
    mutating func add(_ blob: StoredBlob) {
        guard blobs.updateValue(blob, forKey: blob.name) == nil else { return }
        bytes += blob.bytes
        shares[blob.sensor, default: Share()].bytes += blob.bytes
        shares[blob.sensor, default: Share()].count += 1
        shares[blob.sensor, default: Share()].names.append(blob.name)
    }

    mutating func remove(_ name: BlobName) {
        guard let blob = blobs.removeValue(forKey: name) else { return }
        bytes -= blob.bytes
        shares[blob.sensor]?.bytes -= blob.bytes
        shares[blob.sensor]?.count -= 1
    }

    /// The file to give up so that another one may come; `nil` when there is room for it.
    ///
    /// It is the oldest of the sensor that would take most: one that sends without end drives out what it sent itself, and
    /// not what others saw.
    mutating func victim(for size: Int, of sensor: Int64, within limits: BlobLimits) -> StoredBlob? {
        let isTooMuch = bytes + size > limits.bytes
        guard isTooMuch || blobs.count + 1 > limits.files else { return nil }
        let largest = shares.filter { $0.value.count > 0 }.max { a, b in
            weight(a.key, a.value, size, sensor, isTooMuch) < weight(b.key, b.value, size, sensor, isTooMuch)
        }
        return largest.flatMap { oldest(of: $0.key) }
    }

    private func weight(_ key: Int64, _ share: Share, _ size: Int, _ sensor: Int64, _ isTooMuch: Bool) -> Int {
        (isTooMuch ? share.bytes : share.count) + (key == sensor ? (isTooMuch ? size : 1) : 0)
    }

    private mutating func oldest(of sensor: Int64) -> StoredBlob? {
        guard var share = shares[sensor] else { return nil }
        defer { shares[sensor] = share }
        while share.first < share.names.count {
            if let blob = blobs[share.names[share.first]], blob.sensor == sensor { return blob }
            share.first += 1
            // What is passed over is forgotten when it is half of everything.
            if share.first > 1024, share.first * 2 > share.names.count {
                share.names.removeFirst(share.first)
                share.first = 0
            }
        }
        return nil
    }

    /// The newest files that came before a place, newest first.
    func newest(before position: BlobPosition?, limit: Int) -> [StoredBlob] {
        let candidates = blobs.values.filter { blob in position.map { blob.position < $0 } ?? true }
        return Array(candidates.sorted { $0.position > $1.position }.prefix(limit))
    }
}
