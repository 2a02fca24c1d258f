package import ThreatModel

/// One visit to one emulated service: a state machine that takes bytes in and says what to do. It owns no socket, no
/// clock, no file and no thread; whoever runs it performs the actions, so that the same value runs behind a listener, a
/// replay file or a fuzzer.
///
/// A conforming type must bound everything it keeps (``HoneypotLimits``), must never trap on any input, and never does
/// more work in one call than its input and its budgets allow.
package protocol Honeypot: Sendable {
    /// The service, for events and metrics.
    static var attackProtocol: AttackProtocol { get }
    static var transport: Transport { get }
    /// Ports the real service is found on, the usual one first.
    static var defaultPorts: [UInt16] { get }
    /// What a client says first, for a service that waits to be spoken to; the self-test sends it when nothing greets it.
    static var probe: [UInt8] { get }

    /// Makes what all visits share and takes long to make, so that no visit has to wait for it: called once, before the
    /// first visit, where waiting hurts nobody.
    static func prepare(_ persona: Persona)

    init(context: HoneypotContext)

    /// How long after its beginning a visit may last in its present state before the service itself hangs up without a
    /// word, such as sshd's `LoginGraceTime`; `nil`: as long as the sensor lets it.
    var grace: Duration? { get }

    /// Bytes for the visitor that the honeypot itself still holds, because the protocol does not let them through yet or
    /// because it is others' turn.
    var unsentBytes: Int { get }

    /// The visitor is connected: greet, where the service greets first.
    mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput)

    /// Bytes arrived, in any portion: one at a time or megabytes together.
    mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput)

    /// Does what was put off (``HoneypotOutput/Action/work``). Takes as long as the budgets of the visit allow.
    mutating func work(at now: Timestamp, _ output: inout HoneypotOutput)

    /// Goes on with what was too much to say at once (``HoneypotOutput/Action/resume``).
    mutating func resume(at now: Timestamp, _ output: inout HoneypotOutput)

    /// The visitor is gone, or is made to go: record what is still unrecorded. Nothing can be sent any more.
    mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput)
}

extension Honeypot {
    package static var transport: Transport { .tcp }

    /// A request line that also services beside HTTP answer, if only with an error.
    package static var probe: [UInt8] { Array("GET / HTTP/1.0\r\n\r\n".utf8) }

    package static func prepare(_ persona: Persona) {}

    package var grace: Duration? { nil }
    package var unsentBytes: Int { 0 }

    package mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput) {}
    package mutating func work(at now: Timestamp, _ output: inout HoneypotOutput) {}
    package mutating func resume(at now: Timestamp, _ output: inout HoneypotOutput) {}
    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {}
}
