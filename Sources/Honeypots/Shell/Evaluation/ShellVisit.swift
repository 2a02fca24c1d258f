import IPNetworks
import ThreatModel

/// Who is at the shell, from where, and what the sensor allows.
struct ShellVisit: Sendable {
    var persona: Persona
    /// The machine the shell is on.
    var kind: MachineKind
    var limits: HoneypotLimits
    /// The name the visitor logged in with.
    var user: ByteString
    var visitor: IPAddress
    var visitorPort: UInt16
    var local: IPAddress
    var localPort: UInt16
    var started: Timestamp
    /// Seeds process numbers and what is drawn for this visit alone.
    var seed: UInt64
    var fetches: FetchPolicy
    /// What one call may cost before it is put off; nil: nothing is.
    var sharing: WorkSharing?
    /// The login has a terminal: only such logins are listed by `who`.
    var hasTerminal = true
    /// What the login shell was asked to run, where it is not to read commands.
    var command: ByteString?

    init(_ context: HoneypotContext, user: ByteString, on kind: MachineKind = .device, at now: Timestamp) {
        self.kind = kind
        persona = context.persona
        limits = context.limits
        self.user = user
        visitor = context.visitor
        visitorPort = context.visitorPort
        local = context.local
        localPort = context.localPort
        started = now
        seed = context.seed
        fetches = context.fetches
        sharing = context.sharing
    }

    var device: Device { persona.device }
}
