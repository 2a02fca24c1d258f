import Foundation
import Store
import ThreatAPI

/// An empty store with a key of the operator's and tokens of sensors.
struct Contributor {
    let folder: String
    let key: String
    let tokens: [String]

    init(_ bench: Bench, sensors: Int = 0, name: String = "data") async throws {
        folder = bench.file(name)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        let administration = Administration(store: store)
        key = try await administration.createKey(tier: "operator", label: "benchmark").secret.text
        var tokens: [String] = []
        for number in 0..<sensors {
            tokens.append(try await administration.createSensorToken(name: "sensor-\(number)").secret.text)
        }
        self.tokens = tokens
        await store.close()
    }

    var authorization: [String: String] { ["Authorization": "Bearer \(key)"] }

    /// A different public address for each number.
    static func address(_ number: Int) -> String {
        let value = UInt32(11 << 24) + UInt32(number) * 73 % (89 << 24)
        return "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
    }
}
