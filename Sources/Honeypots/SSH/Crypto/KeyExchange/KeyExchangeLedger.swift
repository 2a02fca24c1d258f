import IPNetworks
import Synchronization
import ThreatModel

/// What key exchanges cost each source, over all its connections to a sensor.
///
/// One connection is bound by its ``KeyExchangeBudget``; whoever opens one after the other for a large group each time is
/// bound by this. Guessers of passwords never come near it: they agree over curves, for a tenth of a millisecond.
///
/// A lock: held for a look-up whenever somebody connects or exchanges keys.
final class KeyExchangeLedger: PersonaScene {
    /// Microseconds a source may have spent on agreements at once, and in any minute after that.
    static let burst: Int64 = 2_000_000
    private static let perSecond = burst / 60
    /// Below that not even the cheapest exchange can be paid.
    private static let least = KeyExchangeBudget.cost(.curve25519, groupBits: 0)
    /// Sources that are told apart. Beyond that those are forgotten that have spent least.
    static let mostSources = 4096

    private struct Account {
        var left: Int64
        var at: Timestamp

        /// What is left by then.
        func left(at now: Timestamp) -> Int64 {
            guard now > at else { return left }
            let elapsed = min(now.since(at), .seconds(120)) / .milliseconds(1)
            return min(burst, left + Int64(elapsed) * perSecond / 1000)
        }
    }

    /// An address, or its /64: whoever has one IPv6 address has all of those.
    private struct Source: Hashable {
        let high: UInt64
        let low: UInt64

        init(_ visitor: IPAddress) {
            high = visitor.high
            low = visitor.isIPv4 ? visitor.low : 0
        }
    }

    private let accounts = Mutex<[Source: Account]>([:])

    init(persona: Persona) {}

    /// Sources that are held.
    var count: Int { accounts.withLock { $0.count } }

    /// Whether the cheapest exchange can be paid from there.
    func mayExchange(_ visitor: IPAddress, at now: Timestamp) -> Bool {
        accounts.withLock { accounts in
            accounts[Source(visitor)].map { $0.left(at: now) >= Self.least } ?? true
        }
    }

    /// Takes what the agreement of an exchange costs. One that costs more than is left takes all that is left.
    ///
    /// - Throws: ``SSHCryptoError/budget`` if it is more than there is.
    func charge(
        _ method: KeyExchangeMethod, groupBits bits: Int = 0, to visitor: IPAddress, at now: Timestamp
    ) throws(SSHCryptoError) {
        let cost = KeyExchangeBudget.cost(method, groupBits: bits)
        let source = Source(visitor)
        let isPaid = accounts.withLock { accounts in
            let left = accounts[source]?.left(at: now) ?? Self.burst
            if accounts[source] == nil, accounts.count >= Self.mostSources { Self.forget(&accounts, at: now) }
            accounts[source] = Account(left: max(0, left - cost), at: now)
            return left >= cost
        }
        guard isPaid else { throw .budget }
    }

    /// Makes room: whoever owes nothing any more goes, and if that is nobody, the half that has most left.
    private static func forget(_ accounts: inout [Source: Account], at now: Timestamp) {
        accounts = accounts.filter { $0.value.left(at: now) < burst }
        guard accounts.count >= mostSources else { return }
        let middle = accounts.values.map { $0.left(at: now) }.sorted()[accounts.count / 2]
        accounts = accounts.filter { $0.value.left(at: now) < middle }
    }
}
