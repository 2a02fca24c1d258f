/// A request, sent as it stands: nothing is encoded, completed or corrected but `Host` and `Content-Length`, and these only
/// where they are not among the fields.
package struct WireRequest: Sendable {
    package var method: String
    /// Path and query.
    package var target: String
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]

    package init(
        _ method: String, _ target: String, key: String? = nil, fields: [(String, String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.fields = fields.map { (name: $0.0, value: $0.1) }
        if let key { self.fields.append(("Authorization", "Bearer \(key)")) }
        self.body = body
    }

    package static func get(_ target: String, key: String? = nil, fields: [(String, String)] = []) -> Self {
        Self("GET", target, key: key, fields: fields)
    }

    /// - Parameter type: `nil` sends no `Content-Type`.
    package static func post(
        _ target: String, key: String? = nil, type: String? = "application/json", fields: [(String, String)] = [],
        _ body: String
    ) -> Self {
        Self(
            "POST", target, key: key, fields: (type.map { [("Content-Type", $0)] } ?? []) + fields,
            body: Array(body.utf8))
    }

    /// As it goes over the wire.
    package var bytes: [UInt8] {
        var text = "\(method) \(target) HTTP/1.1\r\n"
        if !has("Host") { text += "Host: sikker.test\r\n" }
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        if !has("Content-Length"), !has("Transfer-Encoding"),
            !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
        {
            text += "Content-Length: \(body.count)\r\n"
        }
        return Array((text + "\r\n").utf8) + body
    }

    private func has(_ name: String) -> Bool { fields.contains { $0.name.lowercased() == name.lowercased() } }
}
