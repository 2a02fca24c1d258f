import Scoring
import Testing
import ThreatModel

@testable import Detection

/// What guessing a password over several sessions makes of an address of which nothing else is known, seen by one sensor of
/// the operator.
@Suite struct PasswordGuessingTests {
    struct Login: Sendable {
        let seconds: Double
        let password: String
        var isLetIn = true
    }

    private func confidence(_ logins: [Login]) throws -> UInt8 {
        let catalogue = try BuiltIn.catalogue()
        var address = AddressDetection()
        var evidence = Evidence()
        for (number, login) in logins.enumerated() {
            var session = SessionDetection()
            let auth: EventFields = [
                "method": "password", "username": "root", "password": login.password,
                "success": login.isLetIn ? "true" : "false",
            ]
            let visit: [(EventKind, EventFields)] = [(.connect, [:]), (.auth, auth), (.close, ["bytes_in": "1800"])]
            for (kind, fields) in visit {
                var event = event(kind, fields, on: .ssh, seconds: login.seconds)
                event.session = UUIDv7(bits: UInt128(number + 1))
                let seen = session.observe(event, from: 1, in: catalogue)
                let across = seen.observation.map { address.add($0, seenBy: .own, in: catalogue) } ?? []
                for index in seen.shown + across.map(\.behaviour) {
                    let behaviour = catalogue.behaviours[index]
                    evidence.add(
                        BehaviourSighting(
                            behaviour: behaviour.name, severity: behaviour.severity, protocol: .ssh, at: event.at,
                            sensor: .own, isProven: true))
                }
            }
        }
        return try ScoringPolicy.current().score(evidence, at: event(.close, [:], on: .ssh, seconds: 60).at).confidence
    }

    /// A tool of four tasks, each let in with the password that it tried first.
    @Test func guesserWhoIsLetInAtOnceIsListed() throws {
        #expect(try confidence((1...4).map { Login(seconds: 1, password: "summer-\($0)") }) >= 50)
    }

    /// Where nobody is let in, a few passwords may be somebody's who has forgotten his own.
    @Test func fewPasswordsThatAreRefusedDoNotList() throws {
        let confidence = try confidence((1...4).map { Login(seconds: 1, password: "summer-\($0)", isLetIn: false) })
        #expect((20..<50).contains(confidence))
    }

    @Test func whoeverKnowsThePasswordIsLeftAlone() throws {
        #expect(try confidence((1...4).map { Login(seconds: Double($0), password: "kV8-winter-ladder") }) < 20)
        #expect(
            try confidence([
                Login(seconds: 1, password: "kV8-winter-lader", isLetIn: false),
                Login(seconds: 9, password: "kV8-winter-ladder"), Login(seconds: 50, password: "kV8-winter-ladder"),
            ]) < 20)
    }
}
