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
            for name in dress.proposal.hostKeys { #expect(SSHHostKeyAlgorithm(rawValue: name) != nil, "\(name)") }
        }
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
