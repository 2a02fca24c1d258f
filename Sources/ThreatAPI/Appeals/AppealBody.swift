import IPNetworks
import ThreatModel

/// An appeal to be made: JSON, or the fields of a form.
struct AppealBody: Equatable, Sendable {
    let address: IPAddress
    let reason: String
    let contact: String?

    init(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        var (ip, reason, contact): (String?, String?, String?)
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in
                switch name {
                case "ip": ip = try Self.text(name, &value)
                case "reason": reason = try Self.text(name, &value)
                case "contact": contact = value.takeNull() ? nil : try Self.text(name, &value)
                default: try value.skipValue()
                }
            }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not an appeal: \(error.reason)")
        }
        try self.init(ip: ip, reason: reason, contact: contact)
    }

    /// What somebody filled in, wherever that was.
    init(ip: String?, reason: String?, contact: String?) throws(RequestError) {
        guard let ip else { throw .badRequest("'ip' is missing: an IPv4 or IPv6 address is needed") }
        guard let address = IPAddress(ip) else { throw .badRequest("'ip' must be an IPv4 or IPv6 address") }
        guard let reason, reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw .badRequest("'reason' is missing: say why the address should not be listed")
        }
        try Self.check("reason", reason, upTo: AppealLimits.maximumReasonLength)
        try Self.check("contact", contact ?? "", upTo: AppealLimits.maximumContactLength)
        self.address = address
        self.reason = reason
        self.contact = contact.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func text(_ name: String, _ value: inout JSONReader) throws(JSONFault) -> String {
        guard value.nextIsString() else { throw JSONFault("'\(name)' must be text") }
        return try value.string()
    }

    /// Characters are code points: what a reader sees as one may have any number of them.
    private static func check(_ name: String, _ text: String, upTo limit: Int) throws(RequestError) {
        guard text.utf8.count <= limit || text.unicodeScalars.count <= limit else {
            throw .badRequest("'\(name)' may have at most \(limit) characters")
        }
    }
}
