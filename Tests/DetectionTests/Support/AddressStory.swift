import IPNetworks
import ThreatModel

@testable import Detection

/// What one address does, told event by event.
struct AddressStory {
    let catalogue: DetectionCatalogue
    var detection = AddressDetection()

    /// - Parameter condition: YAML for `when` of the one behaviour, over primitives that are single words of a command.
    init(words: [String] = ["one", "two"], within window: String = "10s", when condition: String) throws {
        catalogue = try DetectionCatalogue(files: [
            ("test.yaml", Self.rules(words: words, within: window, when: condition))
        ])
    }

    static func rules(words: [String], within window: String, when condition: String, name: String = "t.across")
        -> String
    {
        // The first behaviour uses every word.
        ruleText(words: words, when: "{any: [\(words.map { "t.\($0)" }.joined(separator: ", "))]}")
            + """
              \(name):
                title: across sessions
                severity: medium
                attack: T1082
                across: address
                within: \(window)
                when: \(condition)
                examples: [[{command: one}]]
                near_misses: [[{command: one}]]

            """
    }

    /// - Returns: the behaviours completed, as their times in seconds.
    mutating func says(
        _ text: String, at seconds: Double, session: Int = 0, sensor: Int64 = 0, on service: AttackProtocol = .telnet,
        seenBy witness: AddressWitness = .own
    ) -> [Double] {
        adds(text, at: seconds, session: session, sensor: sensor, on: service, seenBy: witness).map(Self.seconds)
    }

    mutating func adds(
        _ text: String, at seconds: Double, session: Int = 0, sensor: Int64 = 0, on service: AttackProtocol = .telnet,
        seenBy witness: AddressWitness = .own
    ) -> [AddressSighting] {
        var event = event(.command, ["command": text, "download_url": text], on: service, seconds: seconds)
        event.session = UUIDv7(bits: UInt128(session))
        var matched = SessionDetection()
        guard let observation = matched.observe(event, from: sensor, in: catalogue).observation else { return [] }
        return detection.add(observation, seenBy: witness, in: catalogue)
    }

    static func seconds(_ sighting: AddressSighting) -> Double {
        Double(sighting.at.milliseconds - 1_790_000_000_000) / 1000
    }
}
