import Testing

@testable import Firewall

@Suite struct BackendRegistryTests {
    @Test func names() {
        let names = BackendRegistry.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(BackendRegistry.named("nftables")?.touchesKernel == true)
        #expect(BackendRegistry.named("xdp")?.touchesKernel == true)
        #expect(BackendRegistry.named("dry-run")?.touchesKernel == false)
        #expect(BackendRegistry.named("iptables") == nil)
        #expect(BackendRegistry.all.allSatisfy { !$0.summary.isEmpty })
    }
}
