import Netlink
import TestHosts
import Testing

@testable import Firewall

/// A backend that the conformance suite runs on. Those that touch a kernel get hosts of their own.
struct Subject: Sendable, CustomTestStringConvertible {
    let description: BackendDescription

    var testDescription: String { description.name }

    /// Every registered one that may run here.
    static let all = BackendRegistry.all.filter { !$0.touchesKernel || TestHost.isPermitted }.map(Subject.init)
    /// Those that make packets stop.
    static let protecting = all.filter(\.description.touchesKernel)

    /// A backend on a host of its own.
    func make() throws -> Trial {
        guard description.touchesKernel else {
            let surroundings = BackendSurroundings(thread: try NetlinkThread())
            return Trial(host: nil, backend: description.make(surroundings), isIpset: false)
        }
        let host = try TestHost("server")
        return Trial(host: host, backend: try backend(on: host), isIpset: isIpset)
    }

    func backend(on host: TestHost) throws -> any FirewallBackend {
        description.make(BackendSurroundings(thread: try NetlinkThread(inside: host)))
    }
}

/// A backend under test, and the host it works on if it works on any.
struct Trial: Sendable {
    let host: TestHost?
    let backend: any FirewallBackend
    let isIpset: Bool

    /// Plans for a state from what is read back, and applies it.
    @discardableResult
    func bring(_ state: FirewallState) async throws -> FirewallPlan {
        let plan = FirewallPlan(from: try await backend.read(), to: state)
        _ = try await backend.apply(plan)
        return plan
    }

    /// What another program does that clears all tables.
    func flushFromOutside() async throws {
        if let host {
            try await host.command(["nft", "flush", "ruleset"])
            if isIpset { try await host.command(["ipset", "destroy"]) }
        } else if let dry = backend as? DryRunBackend {
            await dry.loseEverything(to: "nft")
        }
    }
}
