import IPNetworks
import Synchronization

/// A bucket of tokens for every address, in a table of fixed size.
///
/// A bucket is one number: the moment at which it is full again (the "generic cell rate algorithm", ITU-T I.371). Taking a
/// token moves that moment away; the bucket is empty when it lies `burst` intervals ahead. A full bucket need not be
/// remembered, so the entry to give up for a new address is the one that is full first. An attacker with more addresses
/// than the table has places makes it forget buckets, never grow.
final class AddressThrottle: Sendable {
    /// A power of two. With 24 bytes each, 1.5 MB.
    static let defaultPlaces = 1 << 16
    /// Neighbouring places in which an address may stand.
    private static let ways = 8

    private struct Place {
        var key: AddressKey?
        /// Nanoseconds on the caller's clock.
        var fullAt: UInt64 = 0
    }

    private let interval: UInt64
    private let capacity: UInt64
    // Held for a look at eight places, and only on behalf of those who have shown no valid key.
    private let places: Mutex<[Place]>

    /// - Parameters:
    ///   - rate: tokens a second.
    ///   - places: how many addresses are remembered; rounded up to a power of two.
    convenience init(rate: Int, burst: Int, places: Int = defaultPlaces) {
        self.init(
            interval: .nanoseconds(1_000_000_000 / min(max(1, rate), 1_000_000_000)), burst: burst, places: places)
    }

    /// - Parameter interval: the time after which there is another token; a nanosecond to a day.
    init(interval: Duration, burst: Int, places: Int = defaultPlaces) {
        let nanoseconds = min(max(interval, .nanoseconds(1)), .seconds(86_400)) / .nanoseconds(1)
        self.interval = UInt64(nanoseconds)
        capacity = self.interval &* UInt64(min(max(1, burst), 1_000_000_000))
        var count = Self.ways
        while count < places { count *= 2 }
        self.places = Mutex([Place](repeating: Place(), count: count))
    }

    /// Takes a token, or says after how many whole seconds there will be one.
    ///
    /// - Parameter now: nanoseconds on a clock that never runs backwards.
    func take(_ address: IPAddress, at now: UInt64) -> Int? {
        let key = AddressKey(address)
        // Seeded anew in every process: nobody can choose addresses that share a place.
        let hash = UInt(bitPattern: key.hashValue)
        return places.withLock { places in
            let start = Int(hash & UInt(places.count - 1)) & ~(Self.ways - 1)
            var index = start
            for candidate in start..<start + Self.ways {
                if places[candidate].key == key {
                    index = candidate
                    break
                }
                if places[candidate].fullAt < places[index].fullAt { index = candidate }
            }
            if places[index].key != key { places[index] = Place(key: key) }
            let base = max(places[index].fullAt, now)
            guard base - now + interval <= capacity else {
                let wait = base - now + interval - capacity
                return Int(min(wait / 1_000_000_000, 86_400)) + 1
            }
            places[index].fullAt = base + interval
            return nil
        }
    }
}
