import Firewall
import Netlink
import Testing

@testable import Guard

/// What the neighbours of the guard's rules mean.
struct PathExaminationTests {
    private typealias Hook = NftablesOverview.Hook

    private func finding(
        _ hooks: [NftablesOverview.Hook], own: NftablesOverview.Hook = .init(.prerouting, -150),
        name: String = "table inet x", backend: String? = "nftables"
    ) throws -> DoctorFinding {
        let path = PacketPath(own: own, neighbours: [.init(name: name, owners: ["ufw", "Docker"], hooks: hooks)])
        let findings = PathExamination.findings(path, backend: backend)
        #expect(findings.count == 2 && findings[0].verdict == .good)
        return try #require(findings.last)
    }

    @Test(arguments: [
        ([Hook(.ingress, 100)], true), ([Hook(.prerouting, -300)], true), ([Hook(.prerouting, -151)], true),
        ([Hook(.prerouting, -150)], false), ([Hook(.prerouting, -100), Hook(.input, -400)], false),
        ([Hook(.input, 0, drops: true)], false), ([Hook(.forward, 0)], false),
        ([Hook(.prerouting, -300), Hook(.input, 0)], true),
    ]) func whoComesFirst(_ hooks: [NftablesOverview.Hook], _ isBefore: Bool) throws {
        let finding = try finding(hooks)
        #expect(finding.verdict == (isBefore ? .note : .good))
        #expect(
            finding.finding.hasPrefix("table inet x (ufw, Docker) comes \(isBefore ? "before" : "after") the guard"))
        // What comes later of the same neighbour is not said to come before.
        #expect(!isBefore || !finding.finding.contains("input"))
    }

    /// With ipset the guard's place is in input and forward.
    @Test func theOtherBackendComesLater() throws {
        let own = Hook(.input, 0)
        #expect(try finding([Hook(.prerouting, 10)], own: own).verdict == .note)
        #expect(try finding([Hook(.forward, -1)], own: own).verdict == .note)
        #expect(try finding([Hook(.forward, 0), Hook(.input, 10)], own: own).verdict == .good)
    }

    @Test func programsComeBeforeEverything() throws {
        let other = try finding([], name: "an XDP program on eth0")
        #expect(other.verdict == .note && !other.finding.contains("its own"))
        #expect(try finding([], name: "an XDP program on eth0", backend: "xdp").finding.contains("guard's own"))
        #expect(try !finding([], name: "a tc filter (bpf) on eth0", backend: "xdp").finding.contains("guard's own"))
    }

    @Test func nobodyElse() {
        let findings = PathExamination.findings(PacketPath(own: nil, neighbours: []), backend: nil)
        #expect(findings == [.good("order", "nobody else filters packets here")])
    }
}
