import ThreatModel

/// What a visit leaves in the session's log.
extension HTTPHoneypot {
    /// Records a request as it came. `isCut`: its body did not come to its end.
    mutating func recordRequest(
        _ head: HTTPHead, _ body: HTTPBodyReader?, isCut: Bool, _ output: inout HoneypotOutput
    ) {
        fingerprint(head, &output)
        let limit = context.limits.fieldBytes
        var fields = Self.fields(of: head.line, raw: head.raw, limit: limit)
        if let host = head.value("host") { fields.set("host", bytes: host, limit: limit) }
        if let agent = head.value("user-agent") { fields.set("user_agent", bytes: agent, limit: limit) }
        if let body, body.size > 0 {
            fields.set("body", bytes: body.kept, limit: limit)
            fields["body_size"] = String(body.size)
            fields["body_sha256"] = Digest.hexadecimal(Digest.sha256(body.kept))
            if body.isCut { fields["truncated"] = "true" }
        }
        if isCut { fields["truncated"] = "true" }
        output.record(.request, fields)
    }

    /// Records what is no head: as a request where its first line may be one, else as raw bytes. `isCut`: there would have
    /// been more of it.
    func recordUnread(_ bytes: [UInt8], reason: String, isCut: Bool, _ output: inout HoneypotOutput) {
        let limit = context.limits.fieldBytes
        let end = bytes.firstIndex(of: 0x0a) ?? bytes.endIndex
        var line = bytes[..<end]
        if line.last == 0x0d { line.removeLast() }
        let request = HTTPRequestLine(line)
        guard request.isRequest else {
            var fields: EventFields = ["reason": Self.isSecureHello(bytes) ? "tls" : reason]
            fields.set("bytes", bytes: bytes, limit: limit)
            return output.record(.raw, fields)
        }
        var fields = Self.fields(of: request, raw: bytes, limit: limit)
        if isCut { fields["truncated"] = "true" }
        output.record(.request, fields)
    }

    func recordLogin(_ credentials: HTTPCredentials, isAccepted: Bool, _ output: inout HoneypotOutput) {
        let limit = context.limits.fieldBytes
        var fields: EventFields = [
            "method": credentials.method.rawValue, "success": isAccepted ? "true" : "false",
        ]
        fields.set("username", bytes: credentials.username, limit: limit)
        fields.set("password", bytes: credentials.password, limit: limit)
        if context.persona.secrets.include(credentials.password) { fields["planted"] = "true" }
        output.record(.auth, fields)
    }

    /// Files in a form, what was put in a place, and bodies of which the request's event holds only a part.
    func keepUploads(of request: HTTPRequest, _ output: inout HoneypotOutput) {
        for field in request.form.fields where !field.value.isEmpty {
            guard let name = field.fileName, !name.isEmpty else { continue }
            keep(field.value, path: Array(name.utf8), &output)
        }
        let hasFiles = request.form.fields.contains { $0.fileName != nil }
        if request.isMethod("PUT") && !request.body.isEmpty
            || !hasFiles && request.body.count > context.limits.fieldBytes
        {
            keep(request.body, path: Array(request.head.line.target), &output)
        }
    }

    private func keep(_ bytes: [UInt8], path: [UInt8], _ output: inout HoneypotOutput) {
        var fields: EventFields = ["how": "upload"]
        fields.set("path", bytes: path, limit: context.limits.fieldBytes)
        output.keep(bytes, fields)
    }

    /// The names of the fields in their order and spelling: programs differ in them. Once a connection.
    private mutating func fingerprint(_ head: HTTPHead, _ output: inout HoneypotOutput) {
        guard !isFingerprinted, !head.fields.isEmpty else { return }
        isFingerprinted = true
        var fields: EventFields = ["name": "http.header_order"]
        fields.set(
            "value", bytes: Array(head.fields.map(\.name).joined(separator: [0x2c])),
            limit: context.limits.fieldBytes)
        output.record(.fingerprint, fields)
    }

    private static func fields(of line: HTTPRequestLine, raw: [UInt8], limit: Int) -> EventFields {
        var fields = EventFields()
        fields.set("method", bytes: line.method, limit: limit)
        fields.set("path", bytes: line.target, limit: limit)
        if !line.versionText.isEmpty { fields.set("version", bytes: line.versionText, limit: limit) }
        fields.set("headers", bytes: raw, limit: limit)
        return fields
    }

    /// A TLS record that holds a handshake (RFC 8446 §5.1).
    private static func isSecureHello(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x16, 0x03]) }
}
