import Netlink
import Testing

@testable import Guard

/// What a guard keeps of root's privileges.
struct GuardPrivilegesTests {
    @Test(
        arguments: [
            (BackendChoice.auto, true, [.networkAdministration], []),
            (.auto, false, [.networkAdministration, .rawSockets], [.networkAdministration, .rawSockets]),
            (.nftables, false, [.networkAdministration], []),
            (.ipset, true, [.networkAdministration, .rawSockets], [.networkAdministration, .rawSockets]),
            (.xdp, true, [.networkAdministration, .bpf, .performanceMonitoring], []),
            (.dryRun, true, [.networkAdministration], []),
        ] as [(BackendChoice, Bool, Capabilities, Capabilities)])
    func onlyWhatTheBackendNeedsIsKept(
        _ backend: BackendChoice, _ hasNftables: Bool, _ kept: Capabilities, _ programs: Capabilities
    ) {
        let privileges = GuardPrivileges(backend, hasNftables: hasNftables)
        #expect(privileges.kept == kept)
        #expect(privileges.programs == programs)
    }
}
