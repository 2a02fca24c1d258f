package import Netlink

/// The backends there are. A new one is a folder under `Backends` and a line here; the conformance suite then runs on it.
package enum BackendRegistry {
    /// In the order in which `auto` tries them.
    package static let all: [BackendDescription] = [
        BackendDescription(name: "nftables", summary: "nf_tables through netlink", touchesKernel: true) {
            surroundings in
            NftablesBackend(thread: surroundings.thread)
        },
        BackendDescription(name: "ipset", summary: "ipset and iptables", touchesKernel: true) { surroundings in
            IpsetBackend(thread: surroundings.thread)
        },
        BackendDescription(
            name: "xdp", summary: "nf_tables, and floods shed in the network driver; needs CAP_BPF and CAP_PERFMON",
            touchesKernel: true,
            outlivedBy: "nftables"
        ) { surroundings in
            XDPBackend(thread: surroundings.thread, options: surroundings.xdp, notice: surroundings.notice)
        },
        BackendDescription(name: "dry-run", summary: "says what would be done", touchesKernel: false) { surroundings in
            DryRunBackend(report: surroundings.report)
        },
    ]

    /// The backend of that name; `nil` when there is none.
    package static func named(_ name: String) -> BackendDescription? { all.first { $0.name == name } }

    /// The first backend that works here.
    ///
    /// - Throws: what the first one said, when none of those that protect does.
    package static func first(in surroundings: BackendSurroundings) async throws(FirewallError) -> any FirewallBackend {
        var reason: FirewallError?
        for description in all where description.touchesKernel {
            let backend = description.make(surroundings)
            do throws(FirewallError) {
                try await backend.probe()
                return backend
            } catch {
                reason = reason ?? error
            }
        }
        throw reason ?? .unsupported("no backend is built in")
    }
}

/// A backend before it is made.
package struct BackendDescription: Sendable {
    /// As in the configuration.
    package let name: String
    /// A few words for help texts.
    package let summary: String
    /// Whether it protects anything, and needs privileges to do so.
    package let touchesKernel: Bool
    /// The backend whose objects are all that stays of this one's in the kernel when its process is gone: mostly itself.
    package let outlivedBy: String
    package let make: @Sendable (BackendSurroundings) -> any FirewallBackend

    init(
        name: String, summary: String, touchesKernel: Bool, outlivedBy: String? = nil,
        make: @escaping @Sendable (BackendSurroundings) -> any FirewallBackend
    ) {
        self.name = name
        self.summary = summary
        self.touchesKernel = touchesKernel
        self.outlivedBy = outlivedBy ?? name
        self.make = make
    }
}

/// What backends are made with.
package struct BackendSurroundings: Sendable {
    /// For blocking work; its network namespace is the one that is protected.
    package let thread: NetlinkThread
    /// Takes what a backend has to say that does not act.
    package let report: @Sendable (String) -> Void
    /// Takes what a backend that acts has to say about how it does.
    package let notice: @Sendable (String) -> Void
    package let xdp: XDPOptions

    package init(
        thread: NetlinkThread, xdp: XDPOptions = XDPOptions(), notice: @escaping @Sendable (String) -> Void = { _ in },
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.thread = thread
        self.xdp = xdp
        self.notice = notice
        self.report = report
    }
}
