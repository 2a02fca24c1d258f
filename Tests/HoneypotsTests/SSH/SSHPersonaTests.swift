import Testing

@testable import Honeypots

@Suite("SSH personas")
struct SSHPersonaTests {
    @Test("A version line and its algorithms never contradict each other", arguments: UInt64(0)..<40)
    func consistency(_ seed: UInt64) {
        let persona = Persona(seed: seed)
        for dress in [SSHDress.openSSH(persona), SSHDress.dropbear(persona)] {
            let isStrict = dress.proposal.keyExchanges.contains("kex-strict-s-v00@openssh.com")
            #expect(isStrict == dress.hasStrictKeyExchange)
            #expect(dress.version.hasSuffix("deb11u3") == isStrict)
            // Whatever is offered can be spoken.
            for name in dress.proposal.keyExchanges
            where !name.hasPrefix("kex-strict") && !name.hasPrefix("kexguess") {
                #expect(KeyExchangeMethod(rawValue: name) != nil, "\(name)")
            }
            for name in dress.proposal.ciphersIn { #expect(PacketCipher(rawValue: name) != nil, "\(name)") }
            for name in dress.proposal.macsIn { #expect(PacketMAC(rawValue: name) != nil, "\(name)") }
            #expect(dress.proposal.ciphersIn == dress.proposal.ciphersOut)
            for name in dress.proposal.hostKeys { #expect(SSHHostKeyAlgorithm(rawValue: name) != nil, "\(name)") }
        }
    }

    @Test("The choice of a machine decides everything behind the port")
    func machines() {
        let kinds = (UInt64(0)..<200).map { Persona(seed: $0, ssh: .drawn).sshMachine }
        let devices = kinds.count { $0 == .device }
        #expect(devices > 20 && devices < 90)
        for seed in UInt64(0)..<10 {
            let (server, device) = (Persona(seed: seed), Persona(seed: seed, ssh: .device))
            #expect(server != device && server.device == device.device && server.host == device.host)
            #expect(VisitedMachine.dress(server).version.contains("OpenSSH_8.4p1 Debian"))
            #expect(VisitedMachine.dress(device).version.hasPrefix("SSH-2.0-dropbear_201"))
        }
    }

    @Test("Dropbear's releases are as old as the firmware", arguments: DropbearRelease.allCases)
    func releases(_ release: DropbearRelease) throws {
        let year = try #require(Int(release.rawValue.prefix(4)))
        // Firmware takes up what has been out for a while.
        #expect(DropbearRelease(firmwareYear: year + 1) == release)
        // Only builds since 2013 know curves, and none before December 2018 puts SHA-2 first.
        #expect(release.keyExchanges.contains("curve25519-sha256@libssh.org") == (year > 2012))
        #expect(release.macs.first == "hmac-sha1-96")
        #expect(Set(release.ciphers).isSuperset(of: ["3des-cbc", "3des-ctr", "aes128-cbc"]))
    }

    @Test("The proposal is as long as OpenSSH's own")
    func proposal() {
        let message = SSHDress.openSSH(Persona(seed: 1)).proposal.message(cookie: [UInt8](repeating: 0, count: 16))
        let strict = ",kex-strict-s-v00@openssh.com".utf8.count
        // 1070 bytes were read from the server of Debian's package 1:8.4p1-5+deb11u3.
        let isStrict = SSHDress.openSSH(Persona(seed: 1)).hasStrictKeyExchange
        #expect(message.count == (isStrict ? 1070 : 1070 - strict))
    }
}
