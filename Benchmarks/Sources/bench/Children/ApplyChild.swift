import Firewall
import Netlink

enum ApplyChild {
    static func run(_ arguments: [String]) async throws {
        guard let addresses = arguments.first, arguments.count <= 2 else {
            throw BenchmarkFailure("apply ADDRESSES [NETWORKS]")
        }
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses(try BlockedAddresses.read(addresses))
        if let networks = arguments.dropFirst().first {
            let bounds = try BlockedAddresses.read(networks)
            state.lists.networks4 = AddressIntervals(
                stride(from: 0, to: bounds.count - 1, by: 2).map { bounds[$0]...bounds[$0 + 1] })
        }
        let backend = NftablesBackend(thread: try NetlinkThread())
        let plan = FirewallPlan(replacing: try await backend.survey(), with: state)
        _ = try await backend.apply(plan)
        try await backend.verify(plan)
    }
}
