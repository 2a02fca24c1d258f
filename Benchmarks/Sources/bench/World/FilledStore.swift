import Detection
import IPNetworks
import Store
import ThreatAPI
import ThreatModel

/// A server's folder with as many addresses as a large installation knows.
///
/// The addresses lie evenly over a part of IPv4, each at a place of its own in its stretch, so that a load generator can
/// name them as well (``script``). What is known about them is one of some thousand true records, repeated.
struct FilledStore: Sendable {
    let addresses: Int
    /// How many of them a blacklist holds.
    let listed: Int
    /// The folder's API key, without limits.
    let key: String

    /// No known network lies in here whose addresses would not be listed, and nothing that is reserved.
    private static let first = 111 << 24
    private static let last = 127 << 24
    /// Different records of each kind.
    private static let variety = 2000
    /// Addresses of one transaction.
    private static let portion = 50_000

    private static func stretch(_ addresses: Int) -> Int { (last - first) / addresses }

    static func address(_ index: Int, of addresses: Int) -> IPAddress {
        let stretch = stretch(addresses)
        return IPAddress(v4: UInt32(truncatingIfNeeded: first + index * stretch + index * 7919 % stretch))
    }

    /// Lua that asks `check` for random ones of the addresses.
    var checkScript: String {
        """
        local requests = {}
        local threads = 0
        function setup(thread) threads = threads + 1; thread:set("seed", threads) end
        function init()
          math.randomseed(seed)
          for i = 1, 50000 do
            local index = math.random(0, \(addresses - 1))
            local a = \(Self.first) + index * \(Self.stretch(addresses)) + index * 7919 % \(Self.stretch(addresses))
            requests[i] = wrk.format("GET", string.format("/v1/key/check/%d.%d.%d.%d", math.floor(a / 16777216),
              math.floor(a / 65536) % 256, math.floor(a / 256) % 256, a % 256))
          end
        end
        local turn = 0
        function request() turn = turn % 50000 + 1; return requests[turn] end
        """
    }

    /// Makes the folder's store and fills it.
    ///
    /// - Parameter time: when the addresses were scored.
    static func make(
        in folder: String, addresses: Int, listed: Int, scoredAt time: Timestamp = SystemClock().now
    ) async throws -> FilledStore {
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        let catalogue = try DetectionCatalogue.builtIn()
        let number = try await store.write { transaction in
            var number: [String: Int] = [:]
            for word in catalogue.behaviours.map(\.name) + catalogue.primitives.map(\.name) {
                number[word] = try transaction.number(ofWord: word)
            }
            return number
        }
        let firstVersion = UInt64(SystemClock().now.milliseconds) * 1000
        let samples = try SampleRecord.make(variety, catalogue: catalogue, number: number, at: time)
        for start in stride(from: 0, to: addresses, by: portion) {
            try await store.write { transaction in
                for index in start..<min(start + portion, addresses) {
                    // Exactly so many are listed, spread evenly.
                    let isListed = index * listed / addresses != (index + 1) * listed / addresses
                    let kind = isListed ? samples.listed : samples.others
                    let sample = kind[index * 31 % kind.count]
                    // Every indicator has a time of its own.
                    var record = sample.record
                    AddressRecord.setVersionTime(microseconds: firstVersion + UInt64(index), in: &record)
                    try transaction.saveAddress(
                        StoredAddress(
                            address: address(index, of: addresses), confidence: sample.confidence,
                            lastSeen: sample.lastSeen, record: record, evidence: sample.evidence))
                }
            }
        }
        let key = try await Administration(store: store).createKey(tier: "operator", label: "benchmark")
        await store.close()
        return FilledStore(addresses: addresses, listed: listed, key: key.secret.text)
    }
}
