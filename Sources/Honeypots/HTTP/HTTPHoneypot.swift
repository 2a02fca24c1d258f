package import ThreatModel

/// HTTP as bots meet it: a small company's site on Apache or nginx, or a device's login page, whichever the persona has.
/// Requests are kept as they came; whatever is uploaded is taken, and every credential is let in.
package struct HTTPHoneypot: Honeypot {
    package static let attackProtocol = AttackProtocol.http
    package static let defaultPorts: [UInt16] = [80, 8080]

    private var parser: HTTPRequestParser
    private var session: HTTPSession

    package init(context: HoneypotContext) {
        session = HTTPSession(context)
        parser = HTTPRequestParser(rules: session.scene.server.rules, limits: context.limits)
    }

    package mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        var rest = bytes
        while !session.isClosing, let element = parser.next(&rest) {
            switch element {
            case .expectation: session.encourage(&output)
            case .request(let request): session.answer(request, at: now, &output)
            case .violation(let fault, let request, let unread):
                session.refuse(fault, request, unread, at: now, &output)
            }
        }
    }

    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !session.isClosing, let unfinished = parser.unfinished else { return }
        session.giveUp(unfinished.request, unfinished.bytes, &output)
    }
}
