import Blocklists
import Guard
import IPNetworks

/// Changes what is blocked for ever, as fast as it goes, by all the ways there are: single addresses, whole lists, networks.
/// Some addresses are blocked all the while, and some never.
struct Churn {
    let folder: String
    let backend: String

    /// Blocked in every one of the states that follow each other: a single address, one in a network, one that is now in the
    /// one and now in the other.
    static let always = ["45.40.1.1", "45.40.1.129"]
    static let wandering = "45.40.1.9"

    func run() async throws {
        let (enforcer, _) = try TrialEnforcer.make(folder: folder, backend: backend)
        try await enforcer.start(allowing: Allowlist())
        let number = await enforcer.register(TrialEnforcer.source, nil)
        await enforcer.finishRegistration()
        let work = Task { await enforcer.run() }
        defer { work.cancel() }
        for round in 0... {
            let list = Self.list(round)
            _ = await enforcer.take(.list(list), from: number)
            while await !enforcer.isInStep { await Task.yield() }
            await enforcer.tick()
            // A line for each change: whoever reads them knows that it is in force.
            GuardTrial.say("applied \(round)")
            var next = list
            var changed: [IPAddress] = []
            for offset in 0..<UInt32(20) {
                let address = IPAddress(v4: 0x2e00_0001 + UInt32(truncatingIfNeeded: round) &* 64 + offset * 3)
                next.apply(.add(address))
                changed.append(address)
            }
            _ = await enforcer.take(.changes(changed, next), from: number)
            while await !enforcer.isInStep { await Task.yield() }
            GuardTrial.say("applied \(round)")
        }
    }

    /// Two thousand addresses, half of which are others in the next round, and what is always there.
    static func list(_ round: Int) -> KeptList {
        let first = UInt32(truncatingIfNeeded: round) &* 1000 & 0xf_ffff
        let moving = (first..<first + 2000).map { 0x2f00_0000 + $0 * 5 }
        let fixed =
            always + (round.isMultiple(of: 2) ? [wandering, "45.40.1.128/26"] : ["45.40.1.8/29", "45.40.1.128/25"])
        return TrialEnforcer.list(moving, and: fixed.compactMap { IPRange($0) })
    }
}
