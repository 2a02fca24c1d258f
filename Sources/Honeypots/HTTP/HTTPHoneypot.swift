package import ThreatModel

/// A web server: it takes every request apart without judging it, answers as its persona's software and site would, and
/// touches neither a file nor another machine for it.
package struct HTTPHoneypot: Honeypot {
    package static let attackProtocol = AttackProtocol.http
    package static let defaultPorts: [UInt16] = [80, 8080]

    private enum Phase: Sendable {
        case head
        case body(HTTPHead, HTTPTarget, HTTPBodyReader)
        case closed
    }

    let context: HoneypotContext
    private let scene: WebScene
    private var phase = Phase.head
    private var reader: HTTPHeadReader
    /// Requests answered on this connection.
    private var served = 0
    private var sentBytes = 0
    private var loginAttempts = 0
    /// The credentials that were recorded last: programs repeat them with every request.
    private var lastCredentials: HTTPCredentials?
    var isFingerprinted = false

    package init(context: HoneypotContext) {
        self.context = context
        scene = context.persona.website
        reader = HTTPHeadReader(grammar: scene.server.grammar.bounded(by: context.limits))
    }

    package mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        var rest = bytes
        while !rest.isEmpty {
            switch phase {
            case .closed: return
            case .head:
                switch reader.next(&rest) {
                case nil: return
                case .fault(let fault, let read)?: refuse(fault, read, at: now, &output)
                case .head(let head)?: begin(head, at: now, &output)
                }
            case .body(let head, let target, var body):
                // Out of the enumeration while it grows, so that nothing is copied.
                phase = .head
                do throws(HTTPFault) {
                    try body.read(&rest)
                    if body.isComplete {
                        finish(head, target, body, at: now, &output)
                    } else {
                        phase = .body(head, target, body)
                    }
                } catch {
                    recordRequest(head, body, isCut: true, &output)
                    send(scene.server.refusal(error, of: head), to: head, at: now, &output)
                }
            }
        }
    }

    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        defer { phase = .closed }
        switch phase {
        case .closed: return
        case .head where reader.unfinished.isEmpty: return
        case .head: recordUnread(reader.unfinished, reason: "unfinished", isCut: true, &output)
        case .body(let head, _, let body): recordRequest(head, body, isCut: true, &output)
        }
    }

    /// A head is complete: objections come first, then the body.
    private mutating func begin(_ head: HTTPHead, at now: Timestamp, _ output: inout HoneypotOutput) {
        let kept = context.limits.bodyBytes
        do throws(HTTPFault) {
            if let fault = scene.server.fault(of: head) { throw fault }
            let target = try target(of: head)
            switch try HTTPBodyFraming(of: head) {
            case .none: finish(head, target, nil, at: now, &output)
            case .length(let length):
                guard length <= scene.server.mostBodyBytes else { throw .bodyTooLarge }
                let body = HTTPBodyReader(length: length, keeping: kept)
                if body.isComplete { return finish(head, target, nil, at: now, &output) }
                encourage(head, &output)
                phase = .body(head, target, body)
            case .chunked:
                encourage(head, &output)
                phase = .body(head, target, HTTPBodyReader(chunksKeeping: kept))
            }
        } catch {
            recordRequest(head, nil, isCut: false, &output)
            send(scene.server.refusal(error, of: head), to: head, at: now, &output)
        }
    }

    /// "*" and the authority of CONNECT name nothing that is looked up.
    private func target(of head: HTTPHead) throws(HTTPFault) -> HTTPTarget {
        let text = head.line.target
        let isSpecial = text.elementsEqual([0x2a]) || head.line.method.elementsEqual("CONNECT".utf8)
        return try HTTPTarget(isSpecial ? [0x2f] : ASCII.trimmed(text))
    }

    /// Tells a client to go on that waits to be told (RFC 9110 §10.1.1).
    private mutating func encourage(_ head: HTTPHead, _ output: inout HoneypotOutput) {
        guard head.version >= .v1_1, head.list("expect", has: "100-continue") else { return }
        write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), &output)
    }

    private mutating func finish(
        _ head: HTTPHead, _ target: HTTPTarget, _ body: HTTPBodyReader?, at now: Timestamp,
        _ output: inout HoneypotOutput
    ) {
        recordRequest(head, body, isCut: false, &output)
        let request = HTTPRequest(head: head, target: target, body: body?.kept ?? [])
        var isLetIn = false
        if let credentials = request.credentials {
            if credentials != lastCredentials { loginAttempts += 1 }
            isLetIn = context.logins.accepts(
                attempt: loginAttempts, user: credentials.username, password: credentials.password)
        }
        let visit = RouteVisit(request: request, isLetIn: isLetIn, port: context.localPort, now: now)
        var response = scene.answer(to: visit)
        if let objection = scene.server.objection(to: request, answering: response) { response = objection }
        if let credentials = request.credentials, credentials != lastCredentials {
            lastCredentials = credentials
            recordLogin(credentials, isAccepted: response.acceptsLogin, &output)
        }
        keepUploads(of: request, &output)
        send(scene.shortened(response, for: head), to: head, at: now, &output)
    }

    /// A request that cannot be read. What may have been one is recorded as such.
    private mutating func refuse(
        _ fault: HTTPFault, _ read: [UInt8], at now: Timestamp, _ output: inout HoneypotOutput
    ) {
        recordUnread(read, reason: fault.name, isCut: fault.cutsHead, &output)
        send(scene.server.refusal(fault, of: nil), to: nil, at: now, &output)
    }

    private mutating func send(
        _ response: HTTPResponse, to head: HTTPHead?, at now: Timestamp, _ output: inout HoneypotOutput
    ) {
        let server = scene.server
        let isLast =
            response.isLast || head.map { !server.stays(after: $0) } ?? true || served + 1 >= server.mostRequests
        let connection = HTTPConnection(served: served, stays: !isLast)
        served += 1
        write(server.bytes(of: response, to: head, connection, at: now), &output)
        if isLast { close(&output) } else if case .closed = phase { return } else { phase = .head }
    }

    /// Sends as much as the visit may still get; the connection ends where that is not all.
    private mutating func write(_ bytes: [UInt8], _ output: inout HoneypotOutput) {
        guard case .closed = phase else {
            let room = context.limits.outputBytes - sentBytes
            let piece = bytes.prefix(max(0, room))
            sentBytes += piece.count
            output.send(piece)
            if piece.count < bytes.count { close(&output) }
            return
        }
    }

    private mutating func close(_ output: inout HoneypotOutput) {
        if case .closed = phase { return }
        phase = .closed
        output.close()
    }
}
