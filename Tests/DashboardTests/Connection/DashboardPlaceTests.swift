import IPNetworks
import Testing
import ThreatModel

@testable import Dashboard

/// What is said with the link that sets a password.
struct DashboardPlaceTests {
    static let places: [(address: String, isSecure: Bool, link: String, tunnel: String)] = [
        ("127.0.0.1", false, "http://127.0.0.1:7064", "run this there first: ssh -L 7064:127.0.0.1:7064 web-1"),
        ("0.0.0.0", true, "https://127.0.0.1:7064", "run this there first: ssh -L 7064:127.0.0.1:7064 web-1"),
        ("::1", false, "http://[::1]:7064", "run this there first: ssh -L 7064:[::1]:7064 web-1"),
        ("::", false, "http://[::1]:7064", "run this there first: ssh -L 7064:[::1]:7064 web-1"),
        (
            "10.0.0.2", true, "https://10.0.0.2:7064",
            "with 127.0.0.1 in the link in the place of it: ssh -L 7064:10.0.0.2:7064 web-1"
        ),
    ]

    @Test(arguments: places.indices) func aLinkComesWithTheWayToIt(_ index: Int) throws {
        let sample = Self.places[index]
        let place = DashboardPlace(
            address: try #require(.init(sample.address)), port: 7064, isSecure: sample.isSecure)
        let text = place.invitation("abc", until: Timestamp(milliseconds: 1_795_345_200_000), on: "web-1")
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].contains("until 11:00 UTC"), "\(text)")
        #expect(lines[1] == "  \(sample.link)/setup?token=abc")
        #expect(lines[2].hasSuffix(sample.tunnel))
    }

    @Test func thisMachineHasAName() {
        #expect(MachineName.current.wholeMatch(of: /[A-Za-z0-9._-]{1,64}/) != nil)
    }
}
