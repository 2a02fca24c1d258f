import ThreatModel

/// One connection: answers its requests one by one and keeps its budgets.
struct HTTPSession: Sendable {
    let context: HoneypotContext
    let scene: HTTPScene
    /// The connection was asked to end: nothing more is read or sent.
    private(set) var isClosing = false
    private var requests = 0
    /// Attempts to log in so far.
    var logins = 0
    private var outputBytes: Int
    var hasFingerprint = false

    init(_ context: HoneypotContext) {
        self.context = context
        scene = context.persona.scene(HTTPScene.self)
        outputBytes = context.limits.outputBytes
    }

    /// Tells a visitor who waits to go on and send the body.
    mutating func encourage(_ output: inout HoneypotOutput) {
        guard scene.server.product != .boa else { return }
        send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), &output)
    }

    mutating func answer(_ request: HTTPRequest, at now: Timestamp, _ output: inout HoneypotOutput) {
        requests += 1
        let form = HTTPForm(request)
        let target = HTTPTarget(request.head.target)
        recordFingerprint(request.head, &output)
        record(request, &output)
        let isAuthenticated = recordLogins(in: request, form: form.fields, query: target?.query ?? [], &output)
        keepFiles(of: request, form, target, &output)
        let response: HTTPResponse
        if let target {
            let exchange = HTTPExchange(
                request: request, target: target, scene: scene, form: form.fields, isAuthenticated: isAuthenticated,
                now: now)
            response = scene.server.objection(to: request.head, on: respond(exchange))
        } else {
            response = scene.server.objection(to: request.head, on: .error(.badRequest))
        }
        let staysOpen =
            request.head.wantsToStay && requests < scene.server.requestsPerConnection
            && !(request.head["content-length"] != nil && request.head["transfer-encoding"] != nil)
            && scene.server.staysOpen(after: response.status)
        reply(to: request.head, with: response, fault: nil, staysOpen: staysOpen, at: now, &output)
    }

    private func respond(_ exchange: HTTPExchange) -> HTTPResponse {
        if let response = scene.routes.answer(to: exchange) { return response }
        if scene.look != .device, let response = HTTPRoute.drawn(exchange) { return response }
        return .error(.notFound)
    }

    /// Ends the connection as the server does when a request is no request.
    mutating func refuse(
        _ fault: HTTPFault, _ request: HTTPRequest?, _ unread: [UInt8], at now: Timestamp,
        _ output: inout HoneypotOutput
    ) {
        if let request {
            recordFingerprint(request.head, &output)
            record(request, &output)
            _ = recordLogins(in: request, form: [], query: [], &output)
        }
        if request == nil || fault == .brokenBody { recordRaw(unread, reason: "no HTTP", &output) }
        reply(
            to: request?.head, with: .error(scene.server.status(of: fault)), fault: fault, staysOpen: false, at: now,
            &output)
    }

    /// The visitor left in the middle of a request.
    mutating func giveUp(_ request: HTTPRequest?, _ bytes: [UInt8], _ output: inout HoneypotOutput) {
        isClosing = true
        guard let request else { return recordRaw(bytes, reason: "unfinished", &output) }
        recordFingerprint(request.head, &output)
        record(request, &output)
    }

    private mutating func reply(
        to head: HTTPHead?, with response: HTTPResponse, fault: HTTPFault?, staysOpen: Bool, at now: Timestamp,
        _ output: inout HoneypotOutput
    ) {
        var reply = HTTPReply(response: response, now: now)
        if let head {
            reply.method = head.method
            reply.target = head.target
            // A request that is no good is answered in the server's own version.
            reply.version = fault == nil ? head.version : .v1_1
            reply.host = fault == nil ? head["host"] : nil
            reply.asksToStay = head.version < .v1_1
        }
        reply.localPort = context.localPort
        reply.number = requests
        reply.staysOpen = staysOpen
        reply.fault = fault
        send(scene.server.bytes(of: reply), &output)
        if !staysOpen { close(&output) }
    }

    // MARK: Output

    private mutating func send(_ bytes: [UInt8], _ output: inout HoneypotOutput) {
        guard !isClosing else { return }
        output.send(bytes.prefix(outputBytes))
        outputBytes -= min(bytes.count, outputBytes)
        if outputBytes == 0 { close(&output) }
    }

    private mutating func close(_ output: inout HoneypotOutput) {
        guard !isClosing else { return }
        isClosing = true
        output.close()
    }
}
