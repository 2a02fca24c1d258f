import Detection
import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

/// What the service records is what the rules read: the attacks in the replays are seen as such.
@Suite("Attacks on web servers in the eyes of the rules")
struct HTTPDetectionTests {
    @Test(
        "Replays show what they are",
        arguments: [
            ("leaks", ["http.dotenv", "http.git_config", "http.cloud_keys"]),
            ("php-holes", ["http.phpunit", "http.thinkphp", "http.php_cgi"]),
            ("log4shell", ["http.log4shell"]), ("wordpress-login", ["http.wp_login"]),
            ("boaform", ["http.boaform"]), ("gpon", ["http.gpon", "http.cmd_injection"]),
            ("traversal", ["http.path_traversal", "http.apache_traversal"]), ("shellshock", ["http.shellshock"]),
            ("browser", []),
        ] as [(String, [String])])
    func replays(_ name: String, _ behaviours: [String]) throws {
        let file = try #require(ReplayFiles.all(of: .http).first { $0.name == "http/\(name).replay" })
        let script = try ReplayScript(name: file.name, text: file.text)
        var visit = ReplayVisit(HTTPHoneypot.self, script.settings.context(for: HTTPHoneypot.self))
        for case .send(let bytes) in script.turns.flatMap(\.acts) { visit.send(bytes) }
        visit.disconnect()
        let catalogue = try DetectionCatalogue.builtIn()
        var detection = SessionDetection()
        for (index, event) in visit.take().events.enumerated() {
            let recorded = SessionEvent(
                id: UUIDv7(bits: 1), session: UUIDv7(bits: 2), seq: UInt32(index), at: ReplayVisit.start,
                protocol: .http,
                transport: .tcp, dstPort: 80, src: script.settings.visitor, srcPort: 40_404, kind: event.kind,
                fields: event.fields)
            _ = detection.observe(recorded, in: catalogue)
        }
        let shown = detection.shownBehaviours.map { catalogue.behaviours[$0].name }.filter { $0.hasPrefix("http.") }
        #expect(Set(shown) == Set(behaviours), "\(shown)")
    }
}
