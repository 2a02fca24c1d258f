import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// Messages are few, and nothing is lost between them.
struct NotificationBookTests {
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)

    /// Numbered by its text, so that each can be found again.
    private static func happening(
        _ event: NotificationEvent, _ source: String? = nil, _ number: Int, _ at: Timestamp
    ) -> Happening {
        Happening(event, of: source.map { .init(id: $0, name: $0) }, at: at, title: "x", text: "\(number)")
    }

    @Test func anOutageAndItsEndAreToldAtOnceAndThenOnceAnHour() {
        var book = NotificationBook()
        var told: [(minute: Int, events: [NotificationEvent], omitted: Int)] = []
        // A source that fails for five minutes and is well for five, for six hours.
        for minute in 0..<360 {
            let now = Self.start.advanced(by: .seconds(minute * 60))
            if minute.isMultiple(of: 5) {
                let event: NotificationEvent = minute.isMultiple(of: 10) ? .sourceFailed : .sourceRecovered
                book.note(Self.happening(event, "a", minute, now))
            }
            told += book.due(at: now).map { (minute, $0.happenings.map(\.event), $0.omitted) }
        }
        #expect(told.prefix(2).map(\.minute) == [0, 5])
        #expect(told.prefix(2).map(\.events) == [[.sourceFailed], [.sourceRecovered]])
        // From then on all of it together: first when an hour has passed since each of both.
        #expect(told.count == 7 && zip(told.dropFirst(2), told.dropFirst(3)).allSatisfy { $1.minute - $0.minute >= 60 })
        #expect(told.reduce(0) { $0 + $1.events.count + $1.omitted } + book.heldCount == 72)
    }

    /// Of a subject, no event twice within an hour, no more than two messages, and everything exactly once and in order.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func neverMoreThanOneOfAnEventAndHourAndNothingLost(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var book = NotificationBook()
        var now = Self.start
        var noted: [String: Int] = [:]
        var told: [String: Int] = [:]
        var times: [String: [Timestamp]] = [:]
        var messages: [String: [Timestamp]] = [:]
        func take(_ digests: [NotificationBook.Digest]) {
            for digest in digests {
                let subject = digest.happenings[0].subject
                #expect(digest.happenings.allSatisfy { $0.subject == subject })
                #expect(digest.omitted == 0 || digest.happenings.count == NotificationBook.mostHeld)
                for event in Set(digest.happenings.map(\.event)) {
                    let key = "\(subject) \(event)"
                    #expect(times[key]?.last.map { now.since($0) >= NotificationBook.interval } ?? true)
                    times[key, default: []].append(now)
                }
                // What comes next is told next: the earliest may only be counted.
                told[subject, default: 0] += digest.omitted
                for happening in digest.happenings {
                    #expect(happening.text == "\(told[subject, default: 0])")
                    told[subject, default: 0] += 1
                }
                messages[subject, default: []].append(now)
            }
        }
        let events: [(NotificationEvent, String?)] = [
            (.sourceFailed, "a"), (.sourceRecovered, "a"), (.sourceFailed, "b"), (.sourceRecovered, "b"),
            (.protectionLost, nil), (.protectionRestored, nil), (.changeReverted, nil), (.pauseBegan, nil),
            (.pauseEnded, nil),
        ]
        for _ in 0..<600 {
            now = now.advanced(by: .seconds(Int.random(in: 0...400, using: &random)))
            if Int.random(in: 0..<3, using: &random) > 0, let (event, source) = events.randomElement(using: &random) {
                let subject = Self.happening(event, source, 0, now).subject
                book.note(Self.happening(event, source, noted[subject, default: 0], now))
                noted[subject, default: 0] += 1
            }
            take(book.due(at: now))
        }
        for times in messages.values {
            for (index, time) in times.enumerated() {
                #expect(times[index...].prefix { $0.since(time) < NotificationBook.interval }.count <= 2)
            }
        }
        // Two hours later all of it has been told, and a day later nothing is remembered.
        for _ in 0..<2 {
            now = now.advanced(by: .seconds(3600))
            take(book.due(at: now))
        }
        #expect(told == noted && book.heldCount == 0)
        _ = book.due(at: now.advanced(by: .seconds(86_400)))
        #expect(book == NotificationBook())
    }

    @Test func aClockThatIsSetBackMakesNothingLate() {
        var book = NotificationBook()
        book.note(Self.happening(.pauseBegan, nil, 0, Self.start))
        #expect(book.due(at: Self.start).count == 1)
        book.note(Self.happening(.pauseBegan, nil, 1, Self.start))
        #expect(book.due(at: Self.start.advanced(by: .seconds(3599))).isEmpty)
        #expect(book.due(at: Self.start.advanced(by: .seconds(-86_400))).count == 1)
    }

    @Test func itIsBounded() {
        var book = NotificationBook()
        for number in 0..<100_000 {
            book.note(Self.happening(.sourceFailed, "s\(number % 5000)", number, Self.start))
        }
        #expect(book.due(at: Self.start).count == NotificationBook.mostSubjects)
    }
}
