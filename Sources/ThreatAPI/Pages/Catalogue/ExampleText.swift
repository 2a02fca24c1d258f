import Detection
import ThreatModel
import WebPages

/// One example of a rule: what a visitor did, an event a line. Equal ones that follow one another are one line.
struct ExampleText {
    let example: BehaviourExample

    private struct Line: Equatable {
        let kind: EventKind
        let place: String
        let fields: EventFields
    }

    var html: HTML {
        Tag.ol(.class("session")) {
            for (line, count) in lines {
                Tag.li {
                    Tag.span(.class("kind")) { line.place + line.kind.name }
                    Self.text(line.fields)
                    if count > 1 { Tag.span(.class("kind")) { " × \(count)" } }
                }
            }
        }
    }

    private var lines: [(line: Line, count: Int)] {
        var sensors: [Int64] = []
        for event in example.events where !sensors.contains(event.sensor) { sensors.append(event.sensor) }
        // Where minutes count, they are told.
        let isLong = example.events.contains { $0.at >= .seconds(60) }
        var lines: [(line: Line, count: Int)] = []
        for event in example.events {
            var place = ""
            if let attackProtocol = event.protocol { place += "\(attackProtocol.name) " }
            if sensors.count > 1, let number = sensors.firstIndex(of: event.sensor) {
                place += "at sensor \(number + 1) "
            }
            if isLong, event.at > .zero {
                place += "after \(DetectionCatalogue.span(UInt32(clamping: event.at.components.seconds * 1000))) "
            }
            let line = Line(kind: event.kind, place: place, fields: event.fields)
            if lines.last?.line == line { lines[lines.count - 1].count += 1 } else { lines.append((line, 1)) }
        }
        return lines
    }

    /// A value that stands alone needs no name.
    private static func text(_ fields: EventFields) -> String {
        let fields = fields.values.sorted { $0.key < $1.key }
        guard fields.count > 1 else { return fields.first.map { "  \($0.value)" } ?? "" }
        return "  " + fields.map { "\($0.key)=\($0.value)" }.joined(separator: "  ")
    }
}
