import IPNetworks
import NIOPosix
import ThreatModel

/// The one collection of this server: an indicator for every address that a list may hold.
struct TAXIICollection: Sendable {
    /// The same on every server, because the collection is: what it holds differs.
    static let id = "cf120ce2-789c-41dd-ab7e-06d11608c12a"
    static let alias = "sikker-threat-intel"
    /// Different filters in use at once; more are made anew each time.
    private static let indexCapacity = 8

    let endpoints: Endpoints
    let names: IndicatorNames
    let retentionDays: Int
    /// The address under which clients reach the server, without a slash at its end; empty when it is not known.
    let baseURL: String
    private let indexes: SharedBuilds<IndicatorFilter, IndicatorIndex>
    private let directories: SharedBuilds<Bool, IndicatorDirectory>

    /// - Parameter threads: where indexes are made.
    init(
        endpoints: Endpoints, names: IndicatorNames, threads: NIOThreadPool, retentionDays: Int, publicBaseURL: String?
    ) {
        self.endpoints = endpoints
        self.names = names
        self.retentionDays = retentionDays
        var baseURL = publicBaseURL ?? ""
        while baseURL.hasSuffix("/") { baseURL.removeLast() }
        self.baseURL = baseURL
        indexes = SharedBuilds(live: endpoints.live, threads: threads, capacity: Self.indexCapacity) {
            filter, snapshot, _ in IndicatorIndex(of: snapshot, filter: filter)
        }
        directories = SharedBuilds(live: endpoints.live, threads: threads, capacity: 1) {
            [names] _, snapshot, previous in IndicatorDirectory(of: snapshot, names: names, previous: previous)
        }
    }

    /// A page of the collection.
    func page(_ parameters: TAXIIParameters) async throws -> IndicatorPage {
        let index = try await index(parameters.filter)
        guard let ids = parameters.ids else { return IndicatorPage(parameters, in: index, ids: nil) }
        var positions: [Int] = []
        for id in ids { if let position = try await position(of: id, in: index) { positions.append(position) } }
        return IndicatorPage(parameters, in: index, ids: positions)
    }

    /// The page that is about one object alone; `nil` when there is no such object.
    func page(_ parameters: TAXIIParameters, about object: ObjectName) async throws -> IndicatorPage? {
        let index = try await index(parameters.filter)
        let position: Int? =
            switch object {
            case .address(let address): index.position(of: address)
            case .identifier(let identifier): try await self.position(of: identifier, in: index)
            }
        guard let position else { return nil }
        return IndicatorPage(parameters, in: index, ids: [position])
    }

    /// How a path names an object.
    enum ObjectName: Equatable {
        case identifier(STIXIdentifier)
        /// Our addition: who knows an address need not know its indicator's id.
        case address(IPAddress)

        /// - Parameter text: a part of a path.
        init?(_ text: String) {
            if let identifier = STIXIdentifier(text) {
                self = .identifier(identifier)
            } else if let address = IPAddress(text) {
                self = .address(address)
            } else {
                return nil
            }
        }
    }

    private func index(_ filter: IndicatorFilter) async throws -> IndicatorIndex {
        do {
            return try await indexes.value(filter)
        } catch {
            throw RequestError.unavailable("the server is stopping; try again in a moment")
        }
    }

    private func position(of identifier: STIXIdentifier, in index: IndicatorIndex) async throws -> Int? {
        switch identifier.kind {
        case .identity: return identifier == names.identity ? 0 : nil
        case .indicator:
            do {
                let directory = try await directories.value(true, notBefore: index.snapshot.version)
                return directory.address(of: identifier).flatMap { index.position(of: $0) }
            } catch {
                throw RequestError.unavailable("the server is stopping; try again in a moment")
            }
        }
    }
}
