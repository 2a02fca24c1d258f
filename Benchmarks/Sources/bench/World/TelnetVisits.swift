import Foundation
import Synchronization
import TestHosts

/// Visitors who log in, run a command and leave, several at a time, each from an address of its own.
struct TelnetVisits {
    /// What many visits came to.
    struct Outcome {
        var failures: [String] = []
        /// Seconds each of them took from the name to the end. What comes before is not counted: a device takes its time
        /// to show its prompt, and a good disguise does as well.
        var durations: [Double] = []
    }

    let port: UInt16
    private static let atOnce = 64
    private static let patience = 20_000
    private static let prompts = ["# ", "$ ", "> "]

    /// - Parameter first: the number of the first visitor; nobody comes twice when it goes on where the last run ended.
    func run(_ count: Int, from first: Int) -> Outcome {
        let tally = Tally(next: first)
        // Visitors are threads that block: nothing of what they cost is the server's.
        let threads = DispatchGroup()
        for _ in 0..<Self.atOnce {
            threads.enter()
            Thread.detachNewThread {
                while let number = tally.take(before: first + count) {
                    tally.note(Result { try visit(number) })
                }
                threads.leave()
            }
        }
        threads.wait()
        return tally.outcome
    }

    /// What the visitors' threads share.
    private final class Tally: Sendable {
        private let next: Atomic<Int>
        private let sum = Mutex(Outcome())

        init(next: Int) { self.next = Atomic(next) }

        var outcome: Outcome { sum.withLock { $0 } }

        func take(before end: Int) -> Int? {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            return number < end ? number : nil
        }

        func note(_ result: Result<Double, any Error>) {
            sum.withLock { sum in
                switch result {
                case .success(let duration): sum.durations.append(duration)
                case .failure(let error): sum.failures.append("\(error)")
                }
            }
        }
    }

    /// Returns the seconds that are counted.
    private func visit(_ number: Int) throws -> Double {
        let socket = try TestSocket(.tcp, from: "127.\(1 + number / 62_500).\(number / 250 % 250).\(2 + number % 250)")
        socket.setTimeout(milliseconds: Self.patience)
        try socket.connect(to: "127.0.0.1", port: port)
        try wait(on: socket, for: ["ogin: "])
        let start = ContinuousClock.now
        socket.send(Array("root\r\n".utf8))
        try wait(on: socket, for: ["assword: "])
        socket.send(Array("admin\r\n".utf8))
        try wait(on: socket, for: Self.prompts)
        socket.send(Array("uname -a; cat /proc/cpuinfo\r\n".utf8))
        try wait(on: socket, for: Self.prompts)
        socket.send(Array("exit\r\n".utf8))
        while socket.receive() != nil {}
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Reads until a piece has come that ends with one of `texts`, option negotiation aside.
    private func wait(on socket: TestSocket, for texts: [String]) throws {
        var seen: [UInt8] = []
        while let bytes = socket.receive() {
            seen += bytes
            let text = String(decoding: Self.withoutCommands(seen), as: UTF8.self)
            if texts.contains(where: { text.hasSuffix($0) || text.hasSuffix($0 + "\n") }) { return }
        }
        throw BenchmarkFailure("no \(texts[0].debugDescription) after \(seen.count) bytes")
    }

    /// Text without Telnet's commands: three bytes each, of those that servers open with (RFC 854).
    private static func withoutCommands(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0xff {
                index += 3
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return text
    }
}
