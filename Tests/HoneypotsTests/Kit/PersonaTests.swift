import Testing
import ThreatModel

@testable import Honeypots

@Suite("Personas")
struct PersonaTests {
    /// Everything of a persona's own that a visitor can come to see.
    private static func own(_ persona: Persona) -> [String: String] {
        let (host, device, secrets) = (persona.host, persona.device, PersonaSecrets(persona))
        var own = [
            "organisation": persona.organisation.name, "domain": persona.organisation.domain,
            "full name": host.fullName, "host's address": host.hardwareAddress.description, "machine": host.machineID,
            "device's address": device.hardwareAddress.description, "serial": device.serial,
            "hash": device.passwordHash, "BusyBox": device.firmware.busyboxDate,
            "kernel": device.firmware.kernelVersion,
            "database": secrets.databasePassword, "mail": secrets.mailPassword, "access": secrets.accessKey,
            "secret": secrets.secretKey, "application": secrets.applicationKey, "token": secrets.tokenSecret,
        ]
        for user in host.users { own["user \(user.uid)"] = user.name }
        return own
    }

    @Test("The same seed is the same persona, whenever it is asked")
    func repeatable() {
        for seed in [UInt64(0), 1, 77, .max] {
            #expect(Self.own(Persona(seed: seed)) == Self.own(Persona(seed: seed)))
            #expect(
                Persona(seed: seed).scene(RedisScene.self).runID == Persona(seed: seed).scene(RedisScene.self).runID)
        }
    }

    @Test("Two personas share nothing of their own")
    func different() {
        var seen: [String: UInt64] = [:]
        for seed in UInt64(0)..<60 {
            for (name, value) in Self.own(Persona(seed: seed)) {
                let known = seen.updateValue(seed, forKey: "\(name): \(value)")
                #expect(known == nil, "\(name) \(value): personas \(seed) and \(known ?? 0)")
            }
        }
    }

    @Test("Seeds that lie side by side draw from all there is")
    func spread() {
        let personas = (UInt64(0)..<200).map { Persona(seed: $0) }
        #expect(Set(personas.map(\.device.model)).count == DeviceModel.all.count)
        #expect(Set(personas.map(\.website.site)).count == 3)
        #expect(Set(personas.map { $0.scene(RedisScene.self).build.version }).count > 3)
    }

    @Test("A machine has been up for hours at least, and never for years")
    func uptime() {
        let year: Int64 = 365 * 86_400_000
        for seed in UInt64(0)..<30 {
            let persona = Persona(seed: seed)
            for age in 0..<50 {
                let now = Timestamp(milliseconds: 1_700_000_000_000 + Int64(age) * 40 * 86_400_000)
                for boots in [persona.host.boots, persona.device.boots] {
                    let uptime = boots.uptime(at: now)
                    #expect(uptime >= .seconds(5 * 3600) && uptime < .milliseconds(year))
                }
            }
        }
    }

    @Test("What one topic draws leaves another's alone")
    func topics() {
        let persona = Persona(seed: 9)
        var first = persona.generator(for: "redis")
        var second = persona.generator(for: "http")
        let drawn = (0..<4).map { _ in second.next() }
        #expect((0..<4).map { _ in first.next() } != drawn)
        var again = persona.generator(for: "http")
        #expect((0..<4).map { _ in again.next() } == drawn)
    }
}
