import Honeypots
import IPNetworks
import NIOCore
import Observability
import Synchronization
import ThreatModel

/// What all connections of a sensor share.
final class VisitEnvironment: Sendable {
    let persona: Persona
    let logins: LoginPolicy
    let honeypotLimits: HoneypotLimits
    let limits: VisitLimits
    let sink: any EventSink
    let clock: any WallClock
    let metrics: SensorMetrics
    let budget: OutputBudget
    let workers: VisitWorkers
    /// Networks whose visits are served and not recorded: the operator's own.
    private let unrecorded: [IPPrefix]
    // A lock: asked on every event loop when a connection comes and goes, for some tens of nanoseconds.
    private let admission: Mutex<AdmissionTable>
    private let loops: [ObjectIdentifier: NIOLoopBound<LoopVisits>]

    init(
        persona: Persona, logins: LoginPolicy = .acceptAll, honeypotLimits: HoneypotLimits, limits: VisitLimits,
        admission: AdmissionLimits,
        unrecorded: [IPPrefix], sink: any EventSink, clock: any WallClock, metrics: SensorMetrics,
        workers: VisitWorkers, loops: [NIOLoopBound<LoopVisits>]
    ) {
        self.persona = persona
        self.logins = logins
        self.honeypotLimits = honeypotLimits
        self.limits = limits
        self.sink = sink
        self.clock = clock
        self.metrics = metrics
        self.workers = workers
        self.unrecorded = unrecorded
        budget = OutputBudget(limit: limits.totalUnsentBytes)
        self.admission = Mutex(AdmissionTable(admission))
        self.loops = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
    }

    /// The visits of an event loop; only to be asked on that loop.
    func visits(on loop: any EventLoop) -> LoopVisits? { loops[ObjectIdentifier(loop)]?.value }

    func admit(_ visitor: IPAddress, at now: UInt64) -> Refusal? {
        let refusal = admission.withLock { $0.admit(visitor, at: now) }
        if let refusal { metrics.refused[refusal]?.increment() }
        return refusal
    }

    func release(_ visitor: IPAddress, recordedBytes: Int, at now: UInt64) {
        admission.withLock { $0.release(visitor, recordedBytes: recordedBytes, at: now) }
    }

    var isCrowded: Bool { admission.withLock { $0.isCrowded } }

    func isRecorded(_ visitor: IPAddress) -> Bool { !unrecorded.contains { $0.contains(visitor) } }
}
