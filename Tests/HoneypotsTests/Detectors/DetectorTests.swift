import Testing

@testable import Honeypots

/// Sensors of different seeds against everything that is known to tell honeypots from servers.
@Suite("Detectors") struct DetectorTests {
    /// One of each update of OpenSSH that personas have.
    static let seeds: [UInt64] = {
        var found: [UInt64] = []
        var versions: Set<String> = []
        for seed in 40..<200 as Range<UInt64> where found.count < 3 {
            if versions.insert(SSHDress.openSSH(Persona(seed: seed)).version).inserted { found.append(seed) }
        }
        return found
    }()

    @Test("No look finds a honeypot")
    func hits() {
        #expect(Self.seeds.count == 3)
        let stages = Self.seeds.map { DetectorStage(seed: $0) }
        var hits = 0
        for detector in Detector.all {
            for clue in Self.clues(detector, stages) {
                hits += 1
                Issue.record("\(detector.name) (\(detector.source)): \(clue)")
            }
        }
        print("detectors: \(Detector.all.count) checks x \(stages.count) sensors, \(hits) hits")
        #expect(Detector.all.count >= 60)
        #expect(Set(Detector.all.map(\.name)).count == Detector.all.count)
    }

    /// What a detector finds, each clue with the sensor it is of.
    static func clues(_ detector: Detector, _ stages: [DetectorStage]) -> [String] {
        func found(_ name: String, _ look: (inout Detector.Clues) throws -> Void) -> [String] {
            var clues = Detector.Clues()
            do {
                try look(&clues)
            } catch { clues.expect(false, "no answer: \(error)") }
            return clues.found.map { "\(name): \($0)" }
        }
        switch detector.look {
        case .each(let look): return stages.flatMap { stage in found("\(stage.seed)") { try look(stage, &$0) } }
        case .together(let look): return found("all") { try look(stages, &$0) }
        }
    }

    @Test("Another sensor's words and lists are found out", arguments: DetectorTests.others)
    func foundOut(_ other: Other) throws {
        let detector = try #require(Detector.all.first { $0.name == other.detector })
        let stage = DetectorStage(seed: 41, dress: other.dress, disguise: other.disguise)
        #expect(!Self.clues(detector, [stage]).isEmpty)
    }

    /// A sensor that is not ours, as far as one detector looks at it.
    struct Other: Sendable, CustomTestStringConvertible {
        var detector: String
        var dress: SSHDress?
        var disguise: [String: String] = [:]

        var testDescription: String { detector }
    }

    static let others: [Other] = [
        Other(detector: "Algorithms are those of the version", dress: .dropbear(Persona(seed: 1))),
        Other(detector: "Host names of known sensors", disguise: ["hostname": "svr04\n"]),
        Other(
            detector: "Accounts of known sensors",
            disguise: ["cat /etc/passwd": "root:x:0:0:root:/root:/bin/bash\nphil:x:1000:1000:Phil:/home/phil:/bin/sh\n"]
        ),
        Other(
            detector: "Kernels of known sensors",
            disguise: [
                "uname -a; cat /proc/version":
                    "Linux svr04 3.2.0-4-amd64 #1 SMP Debian 3.2.68-1+deb7u1 x86_64 GNU/Linux\n"
            ]),
        Other(detector: "Two looks at the clock differ", disguise: ["date +%s; cat /proc/uptime": "1\n5.00 9.00\n"]),
        Other(detector: "Arithmetic is worked out", disguise: ["echo $((2+3))": "2+3: command not found\n"]),
    ]
}
