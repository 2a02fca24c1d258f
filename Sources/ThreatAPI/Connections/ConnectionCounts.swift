import IPNetworks
import Synchronization

/// How many connections there are, in all and from each address. Its size is bounded by their number.
final class ConnectionCounts: Sendable {
    private struct Counts {
        var total = 0
        var byAddress: [AddressKey: Int] = [:]
    }

    private let perAddress: Int
    private let maximum: Int
    // Held for one dictionary look-up when a connection begins and when it ends.
    private let counts = Mutex(Counts())

    /// - Parameter maximum: the connections that the server takes at once.
    init(perAddress: Int, maximum: Int) {
        self.perAddress = perAddress
        self.maximum = maximum
    }

    func opened() { counts.withLock { $0.total += 1 } }

    func closed() { counts.withLock { $0.total -= 1 } }

    /// Counts a connection for an address, unless it has as many as it may. What was counted must be taken off.
    func enter(_ address: IPAddress) -> Bool {
        let key = AddressKey(address)
        return counts.withLock { counts in
            let count = counts.byAddress[key] ?? 0
            guard count < perAddress else { return false }
            counts.byAddress[key] = count + 1
            return true
        }
    }

    func leave(_ address: IPAddress) {
        let key = AddressKey(address)
        counts.withLock { counts in
            guard let count = counts.byAddress[key] else { return }
            counts.byAddress[key] = count > 1 ? count - 1 : nil
        }
    }

    /// Whether so many places are taken that those who do nothing have to make room earlier.
    var isCrowded: Bool { counts.withLock { $0.total * 5 > maximum * 4 } }
}
