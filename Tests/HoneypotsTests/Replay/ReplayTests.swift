import Honeypots
import Testing

@Suite("Replays")
struct ReplayTests {
    @Test("Every replay file plays to its end, however its bytes are delivered", arguments: ReplayFiles.all)
    func plays(_ file: ReplayFiles.File) throws {
        let type = try #require(
            HoneypotRegistry.type(for: file.attackProtocol), "no service is registered for \(file.name)")
        let script = try ReplayScript(name: file.name, text: file.text)
        for delivery in ReplayDelivery.all {
            try ReplayRunner(script: script, delivery: delivery).run(against: type)
        }
    }
}
