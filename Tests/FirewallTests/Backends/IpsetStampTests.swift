import Testing

@testable import Firewall

@Suite struct IpsetStampTests {
    @Test func textAndBack() {
        let stamp = IpsetStamp(
            FirewallStamp(FirewallState(generation: 3)),
            networkCounts: PerList { $0 == .networks4 ? 12 : $0 == .allowed6 ? 1 << 30 : 0 },
            nulls: PerList { $0 == .blocked6 })
        #expect(stamp.text.hasSuffix(" networks=12,0,0,1073741824 nulls=0,1"))
        #expect(IpsetStamp(text: stamp.text) == stamp)
        // A comment of ipset has no more room.
        #expect(stamp.text.utf8.count <= 255)
    }

    @Test(arguments: [
        "", IpsetStamp.changing, FirewallStamp(FirewallState(generation: 3)).text,
        FirewallStamp(FirewallState(generation: 3)).text + " networks=1,2,3 nulls=0,0",
    ])
    func whatIsNone(_ text: String) { #expect(IpsetStamp(text: text) == nil) }

    @Test func origin() throws {
        let origin = IpsetOrigin(made: PerFamily(v4: ["INPUT", "*", "FORWARD"], v6: []))
        #expect(origin.text == "iptables made ip=*,FORWARD,INPUT ip6=")
        let again = try #require(IpsetOrigin(text: origin.text))
        #expect(again.made.v4 == origin.made.v4)
        #expect(again.made.v6.isEmpty)
        #expect(IpsetOrigin(text: IpsetStamp.changing) == nil)
        #expect(IpsetOrigin(text: "iptables made nothing") == nil)
    }
}
