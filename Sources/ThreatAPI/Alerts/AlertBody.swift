import ThreatModel

/// The JSON of an alert to be made, or of what shall change about one.
struct AlertBody: Sendable {
    static let maximumBytes = 16 << 10
    static let maximumLabelLength = 128

    /// Not looked at when an alert is changed.
    private(set) var subject: String?
    private(set) var label: String?
    /// Whether the label was named at all: `null` takes it away.
    private(set) var namesLabel = false
    private(set) var isEnabled: Bool?
    private(set) var emailNotifications: Bool?

    init(_ kind: AlertKind, _ body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in try take(name, from: &value, kind) }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not an alert: \(error.reason)")
        }
        if let label, label.count > Self.maximumLabelLength {
            throw .badRequest("'label' may have at most \(Self.maximumLabelLength) characters")
        }
    }

    /// What the alert shall be about.
    func requiredSubject(_ kind: AlertKind) throws(RequestError) -> AlertSubject {
        guard let subject else { throw .badRequest("'\(kind.memberName)' is missing") }
        return try AlertSubject(kind, parsing: subject)
    }

    private mutating func take(
        _ name: String, from value: inout JSONReader, _ kind: AlertKind
    ) throws(JSONFault) {
        switch name {
        case kind.memberName: subject = try Self.text(name, &value)
        case "label":
            namesLabel = true
            label = value.takeNull() ? nil : try Self.text(name, &value)
        case "enabled": isEnabled = try Self.flag(name, &value)
        case "emailNotifications": emailNotifications = try Self.flag(name, &value)
        default: try value.skipValue()
        }
    }

    private static func text(_ name: String, _ value: inout JSONReader) throws(JSONFault) -> String {
        guard value.nextIsString() else { throw JSONFault("'\(name)' must be text") }
        return try value.string()
    }

    private static func flag(_ name: String, _ value: inout JSONReader) throws(JSONFault) -> Bool {
        do { return try value.boolean() } catch { throw JSONFault("'\(name)' must be true or false") }
    }
}
