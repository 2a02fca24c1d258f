import Firewall
import Netlink

enum ApplyChild {
    static func run(_ arguments: [String]) async throws {
        guard (2...3).contains(arguments.count), let description = BackendRegistry.named(arguments[0]) else {
            throw BenchmarkFailure("apply BACKEND ADDRESSES [NETWORKS]")
        }
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses(try BlockedAddresses.read(arguments[1]))
        if let networks = arguments.dropFirst(2).first {
            let bounds = try BlockedAddresses.read(networks)
            state.lists.networks4 = AddressIntervals(
                stride(from: 0, to: bounds.count - 1, by: 2).map { bounds[$0]...bounds[$0 + 1] })
        }
        let backend = description.make(BackendSurroundings(thread: try NetlinkThread()))
        let plan = FirewallPlan(replacing: try await backend.survey(), with: state)
        _ = try await backend.apply(plan)
        try await backend.verify(plan)
    }
}
