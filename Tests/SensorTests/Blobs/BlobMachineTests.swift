import APIClient
import Honeypots
import Testing

@testable import Sensor

@Suite struct BlobMachineTests {
    var generator = SeededGenerator(seed: 1)

    static func failed(_ error: APIError) -> Result<Void, APIError> { .failure(error) }

    @Test mutating func whatTheServerWillNeverTakeIsGivenUp() {
        var machine = BlobMachine()
        for error in [
            APIError.rejected(status: 400, sentence: "no"), .rejected(status: 415, sentence: "no"),
            .requestTooLarge("no"), .serverFault(status: 507, retryAfter: nil, sentence: "no"),
        ] {
            #expect(machine.step(after: Self.failed(error), using: &generator) == .giveUp("no"))
        }
        #expect(machine.retries.failures == 0)
    }

    @Test mutating func everythingElseIsTriedAgainLaterAndLater() {
        var machine = BlobMachine()
        let errors: [APIError] = [
            .unreachable(server: "s", reason: "no"), .timeout(server: "s"), .unauthorised("no"), .forbidden("no"),
            .serverFault(status: 503, retryAfter: nil, sentence: "no"), .notJSON(server: "s", detail: "no"),
            // An older server, which does not know the path.
            .rejected(status: 404, sentence: "there is nothing at this path"), .rejected(status: 405, sentence: "no"),
            .unreachable(server: "s", reason: "no"), .unreachable(server: "s", reason: "no"),
        ]
        var delays: [Duration] = []
        for error in errors {
            guard case .retry(let delay) = machine.step(after: Self.failed(error), using: &generator) else {
                Issue.record("\(error) is not tried again")
                continue
            }
            delays.append(delay)
        }
        #expect(delays.allSatisfy { $0 <= .seconds(300) } && delays.last ?? .zero >= .seconds(150))
        let asked = machine.step(
            after: Self.failed(.quota(retryAfter: .seconds(900), sentence: "no")), using: &generator)
        if case .retry(let delay) = asked { #expect(delay >= .seconds(900)) } else { Issue.record("\(asked)") }
        #expect(machine.step(after: .success(()), using: &generator) == .done)
        #expect(machine.retries.failures == 0)
    }
}
