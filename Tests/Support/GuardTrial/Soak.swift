import Blocklists
import Firewall
import Guard
import IPNetworks
import Observability
import Synchronization
import ThreatModel

/// A day in the life of a guard, as fast as it goes: every hour one entry in a hundred is replaced, in small changes, and
/// every six hours everything is read back. Time is made up; the kernel is not.
struct Soak {
    let folder: String

    static let hours = 24
    /// Hours between two looks at every entry that the kernel holds.
    static let readHours = 6
    /// Changes an hour, each of an equal part.
    static let steps = 20

    func run(entries: Int, hours: Int = Self.hours) async throws {
        let clock = SoakClock()
        let (enforcer, backend) = try TrialEnforcer.make(folder: folder, clock: clock)
        try await enforcer.start(allowing: Allowlist())
        var list = TrialEnforcer.list(
            TrialEnforcer.addresses(entries, seed: 1), and: Churn.always.compactMap { IPRange($0) })
        let number = await enforcer.register(TrialEnforcer.source, nil)
        await enforcer.finishRegistration()
        let work = Task { await enforcer.run() }
        defer { work.cancel() }
        _ = await enforcer.take(.list(list), from: number)
        try await settled(enforcer)

        let always = Churn.always.compactMap { IPAddress($0)?.v4 }
        var first = 0
        for hour in 1...hours {
            var leaving = list.addresses.v4.ranges.lazy.map(\.first).makeIterator()
            let coming = TrialEnforcer.addresses(entries / 100, seed: 1000 + UInt64(hour))
            for step in 0..<Self.steps {
                var changed: [IPAddress] = []
                for address in coming[(coming.count * step / Self.steps)..<(coming.count * (step + 1) / Self.steps)] {
                    let next = IPAddress(v4: address)
                    changed.append(next)
                    list.apply(.add(next))
                    // Others each hour: what came last time is spread all over.
                    for _ in 0..<97 { _ = leaving.next() }
                    guard let gone = leaving.next(), !always.contains(gone) else { continue }
                    changed.append(IPAddress(v4: gone))
                    list.apply(.remove(IPAddress(v4: gone)))
                }
                _ = await enforcer.take(.changes(changed, list), from: number)
                clock.advance(by: .seconds(3600 / Self.steps))
                await enforcer.tick()
                try await settled(enforcer)
            }
            if hour.isMultiple(of: Self.readHours) {
                let held = try await backend.read().lists.blocked
                guard held == list.addresses else { throw SoakFailure(hour: hour) }
            }
            let resident = ProcessStatistics.residentBytes
            if hour == 2 { first = resident }
            GuardTrial.say("hour \(hour): \(list.rangeCount4) entries, \(resident >> 10) KiB resident")
        }
        let growth = ProcessStatistics.residentBytes - first
        GuardTrial.say(
            "soak: \(hours) hours, kernel equal at every check, \(growth / 1024) KiB more than at hour 2")
    }

    private func settled(_ enforcer: Enforcer) async throws {
        while await !enforcer.isInStep { await Task.yield() }
    }
}

/// The kernel held something else than it was given.
struct SoakFailure: Error {
    let hour: Int
}

/// Time that is made up.
final class SoakClock: WallClock {
    private let time = Mutex(Timestamp(milliseconds: 1_700_000_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
