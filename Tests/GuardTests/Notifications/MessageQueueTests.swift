import Foundation
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// Messages on their way.
struct MessageQueueTests {
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)

    private static func message(_ number: Int = 0) -> OwnerMessage {
        let happening = Happening(.pauseBegan, at: start, title: "message \(number)")
        return OwnerMessage(.init(happenings: [happening], omitted: 0), from: "web1", at: start)
    }

    @Test func whatDoesNotArriveIsTriedForADay() throws {
        var queue = MessageQueue()
        var random = SeededRandom(seed: 1)
        queue.add(Self.message(), by: [.url], at: Self.start)
        var attempts: [Int64] = []
        var end: MessageQueue.End?
        for minute in 0..<3000 where end == nil {
            let now = Self.start.advanced(by: .seconds(minute * 60))
            guard let delivery = queue.next(by: .url, at: now) else { continue }
            attempts.append(Int64(minute))
            end = queue.note(.failed("x"), of: delivery, at: now, using: &random)
        }
        #expect(end == .givenUp && queue.waiting.isEmpty && queue.lost == 1)
        // Doubling, an hour at most, for a day.
        let pauses = zip(attempts, attempts.dropFirst()).map { $1 - $0 }
        #expect(pauses.allSatisfy { (1...61).contains($0) } && pauses.prefix(3).allSatisfy { $0 <= 2 })
        #expect(try #require(attempts.last) >= 1440 && attempts.count < 80, "\(attempts)")
    }

    @Test func oneAfterTheOtherByEachWay() throws {
        var queue = MessageQueue()
        var random = SeededRandom(seed: 2)
        for number in 0..<3 { queue.add(Self.message(number), by: [.url, .mail], at: Self.start) }
        let first = try #require(queue.next(by: .url, at: Self.start))
        #expect(queue.note(.failed("x", after: .seconds(600)), of: first, at: Self.start, using: &random) == nil)
        #expect(queue.next(by: .url, at: Self.start.advanced(by: .seconds(599))) == nil)
        #expect(queue.next(by: .url, at: Self.start.advanced(by: .seconds(602)))?.message == first.message)
        // A URL that fails is no reason not to write.
        for number in 0..<3 {
            let delivery = try #require(queue.next(by: .mail, at: Self.start))
            #expect(delivery.message.title == "message \(number)")
            #expect(queue.note(.delivered, of: delivery, at: Self.start, using: &random) == .delivered)
        }
        #expect(queue.count(.mail) == 0 && queue.count(.url) == 3)
        // What is not wanted is in nobody's way.
        queue.hurry(.url)
        let refused = try #require(queue.next(by: .url, at: Self.start))
        #expect(queue.note(.refused("x"), of: refused, at: Self.start, using: &random) == .givenUp)
        #expect(queue.next(by: .url, at: Self.start)?.message.title == "message 1")
        queue.keep([.mail])
        #expect(queue.waiting.isEmpty && queue.lost == 1)
    }

    @Test func ofTooManyTheOldestGo() {
        var queue = MessageQueue()
        for number in 0..<1000 { queue.add(Self.message(number), by: [.url, .mail], at: Self.start) }
        #expect(queue.waiting.count == 2 * MessageQueue.most && queue.lost == 2 * (1000 - MessageQueue.most))
        #expect(queue.next(by: .url, at: Self.start)?.message.title == "message \(1000 - MessageQueue.most)")
    }

    @Test func itIsReadAgainAndNeverTrapped() throws {
        var state = NotificationState()
        state.queue.add(Self.message(), by: [.url, .mail], at: Self.start)
        state.book.note(Happening(.keyRefused, of: .init(id: "a", name: "A"), at: Self.start, title: "t"))
        let data = try JSONEncoder().encode(state)
        #expect(try JSONDecoder().decode(NotificationState.self, from: data) == state)
        var random = SeededRandom(seed: 3)
        for _ in 0..<2000 {
            var bytes = [UInt8](data)
            bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
            guard var read = try? JSONDecoder().decode(NotificationState.self, from: Data(bytes)) else { continue }
            _ = read.book.due(at: Self.start)
            for delivery in read.queue.waiting {
                _ = delivery.message.json
                _ = read.queue.note(.failed("x"), of: delivery, at: Self.start, using: &random)
            }
        }
    }
}
