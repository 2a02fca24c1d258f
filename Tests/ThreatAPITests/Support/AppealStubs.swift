import IPNetworks
import Synchronization

@testable import ThreatAPI

/// No test asks the Internet.
struct NoAppealPages: AppealPageFetcher {
    func page(of address: IPAddress) async -> [UInt8]? { nil }
}

struct NoNames: NameLookup {
    func names(of address: IPAddress) async -> [String] { [] }
}

/// Addresses that show what a test lets them show.
final class ShownProofs: AppealPageFetcher, NameLookup {
    private struct State {
        var pages: [IPAddress: String] = [:]
        var names: [IPAddress: [String]] = [:]
        var looks = 0
    }

    private let state = Mutex(State())

    var looks: Int { state.withLock { $0.looks } }

    func show(page: String, on address: String) {
        guard let address = IPAddress(address) else { return }
        state.withLock { $0.pages[address] = page }
    }

    func show(names: [String], of address: String) {
        guard let address = IPAddress(address) else { return }
        state.withLock { $0.names[address] = names }
    }

    func page(of address: IPAddress) async -> [UInt8]? {
        state.withLock { state in
            state.looks += 1
            return state.pages[address].map { Array($0.utf8) }
        }
    }

    func names(of address: IPAddress) async -> [String] { state.withLock { $0.names[address] ?? [] } }
}
