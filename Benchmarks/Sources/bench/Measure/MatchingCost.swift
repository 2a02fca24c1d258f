import Detection
import ThreatModel

/// Processor time of detection, in seconds for each event.
struct MatchingCost {
    let catalogue: DetectionCatalogue

    /// Sessions from beginning to end, as ingest takes them in, without the store.
    func perEvent(_ traffic: SensorTraffic) -> Double {
        let count = traffic.events.count
        return median(of: count) {
            for session in traffic.sessions {
                var detection = SessionDetection()
                for event in session { _ = detection.observe(event, from: 1, in: catalogue) }
            }
        }
    }

    /// Shell commands, all of them in one session.
    func perCommand(_ commands: [String], times: Int) -> Double {
        let traffic = SensorTraffic(commands: commands)
        return median(of: commands.count * times) {
            var detection = SessionDetection()
            for _ in 0..<times {
                for event in traffic.sessions[0] { _ = detection.observe(event, in: catalogue) }
            }
        }
    }

    /// What detection across sessions takes for each event of one address, with its memory read and written after each
    /// batch of ten, as ingest does.
    func perObservation(_ traffic: SensorTraffic) -> Double {
        let observations = traffic.sessions.flatMap { session in
            var detection = SessionDetection()
            return session.compactMap { detection.observe($0, from: 1, in: catalogue).observation }
        }
        return median(of: observations.count) {
            var stored = AddressDetection().encoded(in: catalogue)
            for start in stride(from: 0, to: observations.count, by: 10) {
                var address = AddressDetection(encoded: stored, in: catalogue) ?? AddressDetection()
                for observation in observations[start..<min(observations.count, start + 10)] {
                    _ = address.add(observation, seenBy: .own, in: catalogue)
                }
                stored = address.encoded(in: catalogue)
            }
        }
    }

    private func median(of count: Int, _ work: () -> Void) -> Double {
        work()
        return Figures.median(
            (0..<5).map { _ in
                let start = ProcessorTime.used
                work()
                return (ProcessorTime.used - start) / Double(count)
            })
    }
}
