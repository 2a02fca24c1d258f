import ThreatModel

/// What a visit leaves in the session's log.
extension HTTPSession {
    /// A program is known by the order of the headers it sends: told once.
    mutating func recordFingerprint(_ head: HTTPHead, _ output: inout HoneypotOutput) {
        guard !hasFingerprint, !head.headers.isEmpty else { return }
        hasFingerprint = true
        var fields: EventFields = ["name": "http.header_order"]
        fields.set(
            "value", bytes: Array(head.headers.map(\.name).joined(by: ",")), limit: min(1024, context.limits.fieldBytes)
        )
        output.record(.fingerprint, fields)
    }

    func record(_ request: HTTPRequest, _ output: inout HoneypotOutput) {
        let head = request.head
        let limit = context.limits.fieldBytes
        var fields = EventFields()
        if !request.body.isComplete { fields["truncated"] = "true" }
        fields.set("method", bytes: head.method, limit: limit)
        fields.set("path", bytes: head.target, limit: limit)
        fields["version"] = "\(head.version.major).\(head.version.minor)"
        if let host = head["host"] { fields.set("host", bytes: host, limit: limit) }
        if let agent = head["user-agent"] { fields.set("user_agent", bytes: agent, limit: limit) }
        fields.set("headers", bytes: head.raw, limit: limit)
        if request.body.size > 0 {
            fields["body_size"] = String(request.body.size)
            fields.set("body", bytes: request.body.kept, limit: limit)
            // Of a body that is too long to be kept, or never came whole, there is no digest.
            if request.body.isComplete, request.body.kept.count == request.body.size {
                fields["body_sha256"] = SHA256.hexadecimal(of: request.body.kept)
            }
            if request.body.kept.count < request.body.size { fields["truncated"] = "true" }
        }
        output.record(.request, fields)
    }

    /// - Returns: whether the request brought credentials, and one of them opens.
    mutating func recordLogins(
        in request: HTTPRequest, form: [HTTPFormField], query: [HTTPFormField], _ output: inout HoneypotOutput
    ) -> Bool {
        var isAccepted = false
        for login in HTTPLogin.all(in: request, form: form, query: query) {
            logins += 1
            let isGood = context.logins.accepts(attempt: logins)
            isAccepted = isAccepted || isGood
            var fields: EventFields = ["method": login.method.rawValue, "success": isGood ? "true" : "false"]
            if let username = login.username {
                fields.set("username", bytes: username, limit: context.limits.fieldBytes)
            }
            if let password = login.password {
                fields.set("password", bytes: password, limit: context.limits.fieldBytes)
            }
            output.record(.auth, fields)
        }
        return isAccepted
    }

    /// Files in a form, and bodies put somewhere.
    func keepFiles(
        of request: HTTPRequest, _ form: HTTPForm, _ target: HTTPTarget?, _ output: inout HoneypotOutput
    ) {
        let limit = context.limits.fieldBytes
        for file in form.files where !file.content.isEmpty {
            var fields: EventFields = ["how": "upload"]
            fields.set("path", bytes: file.name, limit: limit)
            output.keep(Array(file.content), fields)
        }
        if request.head.method == "PUT", !request.body.kept.isEmpty {
            var fields: EventFields = ["how": "upload"]
            if request.body.kept.count < request.body.size { fields["truncated"] = "true" }
            fields.set("path", bytes: Array((target?.path ?? "").utf8), limit: limit)
            output.keep(request.body.kept, fields)
        }
    }

    /// Records bytes that are no request.
    func recordRaw(_ bytes: [UInt8], reason: String, _ output: inout HoneypotOutput) {
        guard !bytes.isEmpty else { return }
        var fields: EventFields = ["reason": reason]
        fields.set("bytes", bytes: bytes, limit: context.limits.fieldBytes)
        output.record(.raw, fields)
    }
}
