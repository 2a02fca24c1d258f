import Detection
import WebPages

/// What a behaviour looks for, as nested lists in words; behind each primitive, the patterns themselves.
struct ConditionText {
    let catalogue: DetectionCatalogue
    /// Whether patterns are shown at once.
    let isOpen: Bool

    /// Patterns of one primitive that are shown.
    private static let maximumPatterns = 200

    func html(of outline: Outline) -> HTML {
        Tag.ul(.class("outline")) { item(outline) }
    }

    private func item(_ outline: Outline) -> HTML {
        Tag.li {
            if let index = outline.primitive {
                primitive(catalogue.primitives[index])
            } else {
                Tag.span(.class("how")) { Self.sentence(outline.text) + ":" }
                Tag.ul {
                    for part in outline.parts { item(part) }
                }
            }
        }
    }

    private func primitive(_ primitive: Primitive) -> HTML {
        let content = content(primitive)
        return HTML(text: primitive.description)
            + (isOpen ? Tag.details(.isOpen) { content } : Tag.details { content })
    }

    @HTMLBuilder
    private func content(_ primitive: Primitive) -> HTML {
        let lookout = primitive.lookout
        Tag.summary {
            Tag.span(.class("mono")) { primitive.name }
            " looks at "
            lookout.places.joined(separator: ", ")
        }
        for ask in lookout.asks { patterns(of: ask) }
        let remarks = Self.remarks(on: lookout)
        if !remarks.isEmpty { Tag.p(.class("soft")) { remarks } }
    }

    @HTMLBuilder
    private func patterns(of ask: Lookout.Ask) -> HTML {
        switch ask {
        case .occurs: Tag.p { "that there is one" }
        case .exact(let texts): list(texts.count == 1 ? "that is" : "that is one of", texts)
        case .contains(let texts): list(texts.count == 1 ? "that holds" : "that holds one of", texts)
        case .wildcard(let texts):
            list("that fits \(texts.count == 1 ? "" : "one of ")(* is any text, ? any byte)", texts)
        case .number(let range):
            if range.upperBound == .max {
                Tag.p { "a number of at least \(range.lowerBound)" }
            } else {
                Tag.p { "a number from \(range.lowerBound) to \(range.upperBound)" }
            }
        }
    }

    @HTMLBuilder
    private func list(_ title: String, _ texts: [String]) -> HTML {
        Tag.p(.class("soft")) { title }
        Tag.ul(.class("patterns")) {
            for text in texts.prefix(Self.maximumPatterns) {
                Tag.li { Tag.code { text.isEmpty ? "(nothing)" : text } }
            }
        }
        if texts.count > Self.maximumPatterns { Tag.p { "and \(texts.count - Self.maximumPatterns) more" } }
    }

    private static func remarks(on lookout: Lookout) -> String {
        var remarks: [String] = []
        if lookout.ignoresCase { remarks.append("upper and lower case are the same") }
        if lookout.isRawOnly { remarks.append("only as it was sent") }
        if lookout.isNormalisedOnly { remarks.append("with disguises undone") }
        return remarks.joined(separator: "; ")
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
