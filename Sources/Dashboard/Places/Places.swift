import Blocklists
import Geolocation
import IPNetworks
import Logging
import ServiceLifecycle
import Synchronization

/// Where addresses are: country, network, kind.
///
/// What was looked up is remembered for a while. Files are opened when somebody asks, again when they have changed, and let
/// go when nobody has asked for some minutes.
final class Places: Service {
    private struct Memory {
        var search: PlaceSearch?
        var configuration: PlaceConfiguration?
        var looked: ContinuousClock.Instant?
        var asked: ContinuousClock.Instant?
    }

    // Held while files are read: whoever waits for it waits on a thread of ``BlockingWork``.
    private let memory = Mutex(Memory())
    // Held for as long as it takes to look into a dictionary.
    private let known = Mutex<[IPAddress: Place?]>([:])
    private let configuration: @Sendable () async -> PlaceConfiguration
    private let logger: Logger

    /// Addresses that are remembered.
    static let mostKnown = 4096
    /// How often is looked whether files have changed.
    static let lookInterval = Duration.seconds(10)
    /// After so long without a question, everything is let go.
    static let idleTime = Duration.seconds(300)

    /// - Parameter configuration: what holds now.
    init(_ configuration: @escaping @Sendable () async -> PlaceConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// `nil`: nothing is known. The first question after a while may take some milliseconds, with large databases of the
    /// user's own a second.
    func place(of address: IPAddress) async -> Place? { await places(of: [address])[address] }

    /// All that is known of some addresses; at most ``mostKnown`` at once.
    func places(of addresses: [IPAddress]) async -> [IPAddress: Place] {
        let configuration = await configuration()
        let addresses = addresses.prefix(Self.mostKnown)
        return await BlockingWork.run { self.find(addresses, configuration) }
    }

    private func find(_ addresses: ArraySlice<IPAddress>, _ configuration: PlaceConfiguration) -> [IPAddress: Place] {
        let search = search(configuration)
        var found: [IPAddress: Place] = [:]
        for address in addresses where found[address] == nil {
            let remembered = known.withLock { $0[address] }
            let place = remembered ?? search.place(of: address)
            if remembered == nil { remember(place, of: address) }
            if let place { found[address] = place }
        }
        return found
    }

    private func search(_ configuration: PlaceConfiguration) -> PlaceSearch {
        memory.withLock { memory in
            let now = ContinuousClock.now
            memory.asked = now
            if let search = memory.search, memory.configuration == configuration {
                if let looked = memory.looked, now - looked < Self.lookInterval { return search }
                memory.looked = now
                if search.isCurrent { return search }
            }
            let search = PlaceSearch(configuration)
            memory.search = search
            memory.configuration = configuration
            memory.looked = now
            known.withLock { $0 = [:] }
            for error in search.errors { logger.warning("\(error)") }
            return search
        }
    }

    private func remember(_ place: Place?, of address: IPAddress) {
        known.withLock { known in
            if known.count >= Self.mostKnown { known = [:] }
            known[address] = .some(place)
        }
    }

    /// Lets go what nobody asks for.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.idleTime / 5)) != nil {
                _ = await BlockingWork.run { self.letGo(at: .now) }
            }
        }
    }

    /// - Returns: whether anything was held, and is not any more.
    func letGo(at now: ContinuousClock.Instant) -> Bool {
        memory.withLock { memory in
            guard memory.search != nil, let asked = memory.asked, now - asked >= Self.idleTime else { return false }
            memory.search = nil
            known.withLock { $0 = [:] }
            return true
        }
    }
}
