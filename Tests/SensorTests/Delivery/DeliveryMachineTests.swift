import APIClient
import Testing
import ThreatModel

@testable import Sensor

@Suite struct DeliveryMachineTests {
    /// A machine that draws no jitter.
    struct Stage {
        var machine = DeliveryMachine()
        var generator = Zero()

        struct Zero: RandomNumberGenerator { mutating func next() -> UInt64 { 0 } }

        mutating func step(_ outcome: Result<SensorAnswer, APIError>, _ events: Int) -> DeliveryMachine.Step {
            machine.step(after: outcome, events: events, using: &generator)
        }
    }

    static let poison = APIError.rejected(status: 400, sentence: "Line 1: no event.")

    @Test func acknowledgesWhatIsWholeAndRetriesWhatIsNot() {
        var stage = Stage()
        let steps = [
            stage.step(.success(SensorAnswer(acked: 500)), 500), stage.step(.success(SensorAnswer(acked: 501)), 500),
            stage.step(.success(SensorAnswer(acked: 499)), 500),
        ]
        #expect(steps == [.acknowledge, .acknowledge, .retry(after: .milliseconds(125))])
    }

    @Test(
        arguments: [
            .unreachable(server: "s", reason: "r"), .timeout(server: "s"), .unauthorised("x"), .forbidden("x"),
            .serverFault(status: 500, retryAfter: nil, sentence: "x"), .notJSON(server: "s", detail: "x"), .cancelled,
            .rejected(status: 404, sentence: "No such path."), .responseTooLarge(limit: 5), .invalid("x"),
        ] as [APIError])
    func whatIsNotTheEventsFaultIsRetriedForEver(error: APIError) {
        var stage = Stage()
        var steps: [DeliveryMachine.Step] = []
        for _ in 0..<12 { steps.append(stage.step(.failure(error), 1)) }
        let milliseconds = [125, 250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000]
        #expect(steps == milliseconds.map { .retry(after: .milliseconds($0)) })
        #expect(stage.machine.events == DeliveryMachine.maximumEvents)
        let after = [stage.step(.success(SensorAnswer(acked: 1)), 1), stage.step(.failure(error), 1)]
        #expect(after == [.acknowledge, .retry(after: .milliseconds(125))])
    }

    @Test func theServersWishIsRespected() {
        var stage = Stage()
        let step = stage.step(.failure(.quota(retryAfter: .seconds(3600), sentence: "x")), 5)
        #expect(step == .retry(after: .seconds(3600)))
    }

    @Test(arguments: [poison, .rejected(status: 422, sentence: "Line 1: no event."), .requestTooLarge("4 MiB.")])
    func faultsAreHalvedUntilTheyAreAlone(error: APIError) {
        var stage = Stage()
        var count = 500
        var splits = 0
        while count > 1 {
            let step = stage.step(.failure(error), count)
            #expect(step == .split)
            #expect(stage.machine.events == count / 2)
            count = stage.machine.events
            splits += 1
        }
        #expect(splits == 8)
        guard case .setAside = stage.step(.failure(error), 1) else {
            Issue.record("not set aside")
            return
        }
    }

    @Test func windowGrowsAgain() {
        var stage = Stage()
        _ = stage.step(.failure(Self.poison), 4)
        #expect(stage.machine.events == 2)
        for expected in [4, 8, 16, 32, 64, 128, 256, 500, 500] {
            _ = stage.step(.success(SensorAnswer(acked: 500)), 1)
            #expect(stage.machine.events == expected)
        }
    }

    /// A server that refuses everything has a fault of its own; the spool is not emptied into a folder because of it.
    @Test func aServerThatRefusesEverythingIsNotBelieved() {
        var stage = Stage()
        for _ in 0..<DeliveryMachine.maximumRejectionsInRow {
            let step = stage.step(.failure(Self.poison), 1)
            #expect(step == .setAside("Line 1: no event."))
        }
        let steps = [stage.step(.failure(Self.poison), 1), stage.step(.failure(Self.poison), 1)]
        #expect(steps == [.retry(after: .milliseconds(125)), .retry(after: .milliseconds(250))])
        _ = stage.step(.success(SensorAnswer(acked: 1)), 1)
        let step = stage.step(.failure(Self.poison), 1)
        #expect(step == .setAside("Line 1: no event."))
    }
}
