import ThreatModel

@testable import Detection

/// A catalogue of one behaviour over primitives that are single words of a command.
///
/// - Parameters:
///   - words: for each, a primitive `t.<word>`.
///   - condition: YAML for `when`.
func catalogue(words: [String], when condition: String) throws -> DetectionCatalogue {
    try DetectionCatalogue(files: [("test.yaml", ruleText(words: words, when: condition))])
}

func ruleText(words: [String], when condition: String, name: String = "t.behaviour") -> String {
    var text = "protocols: [ssh, telnet]\nprimitives:\n"
    for word in words {
        text += "  t.\(word): {about: says \(word), field: command.command, form: raw, contains: \(word)}\n"
    }
    return text + """
        behaviours:
          \(name):
            title: a behaviour
            severity: low
            attack: T1082
            when: \(condition)
            examples: [{close: ""}]
            near_misses: [{close: ""}]

        """
}

/// The behaviours' names that a session of these events shows, in the order they were shown.
func shown(_ events: [SessionEvent], in catalogue: DetectionCatalogue) -> [String] {
    var session = SessionDetection()
    return events.flatMap { session.observe($0, in: catalogue) }.map { catalogue.behaviours[$0].name }
}
