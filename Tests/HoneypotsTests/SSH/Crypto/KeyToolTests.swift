import Foundation
import Testing

@testable import Honeypots

/// The programs everybody has, against our keys and signatures and theirs.
@Suite("SSH keys and real programs", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted), .serialized)
struct KeyToolTests {
    @Test("OpenSSL verifies what an RSA host key signs")
    func openSSL() throws {
        let keys = CryptoSamples.hostKeys
        let message = Array("an exchange hash".utf8)
        let line = "ssh-rsa " + Data(keys.publicKeyBlob(.rsaSHA512)).base64EncodedString()
        for (algorithm, digest) in [
            (SSHHostKeyAlgorithm.rsaSHA512, "sha512"), (.rsaSHA256, "sha256"), (.rsaSHA1, "sha1"),
        ] {
            let signature = try keys.sign(message, algorithm).suffix(256)
            let output = try ClientProgram.run(
                """
                echo '\(line)' >key.pub; ssh-keygen -e -m PKCS8 -f key.pub >key.pem
                echo '\(Data(signature).base64EncodedString())' | base64 -d >signature
                openssl dgst -\(digest) -verify key.pem -signature signature in; ssh-keygen -l -f key.pub
                """, input: message)
            #expect(output.contains("Verified OK"), "\(output)")
            #expect(output.contains(try SSHPublicKey(blob: keys.publicKeyBlob(algorithm)).fingerprint))
        }
    }

    @Test(
        "What ssh-keygen signs is verified",
        arguments: [
            ("ed25519", 256, "ssh-ed25519"), ("ecdsa", 256, "ecdsa-sha2-nistp256"),
            ("ecdsa", 384, "ecdsa-sha2-nistp384"), ("ecdsa", 521, "ecdsa-sha2-nistp521"), ("rsa", 2048, "rsa-sha2-512"),
            ("rsa", 3072, "rsa-sha2-512"),
        ])
    func keygen(_ type: String, _ bits: Int, _ algorithm: String) throws {
        let output = try ClientProgram.run(
            """
            ssh-keygen -q -t \(type) -b \(bits) -N '' -f key && ssh-keygen -q -Y sign -n file -f key <in | base64 -w0
            echo; cut -d' ' -f2 key.pub; ssh-keygen -l -f key.pub
            """, input: Array("hello".utf8))
        let lines = output.split(separator: "\n").map(String.init)
        let armour = String(decoding: try #require(Data(base64Encoded: lines[0])), as: UTF8.self)
        let text = armour.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        let key = try SSHPublicKey(blob: Array(try #require(Data(base64Encoded: lines[1]))))
        #expect(lines[2].contains(key.fingerprint))
        #expect(key.bits == bits)
        // PROTOCOL.sshsig of OpenSSH: magic, version, key, namespace, reserved, hash, signature.
        var reader = BlobReader(try #require(Data(base64Encoded: text)).dropFirst(10))
        _ = try reader.string()
        var signed = BlobWriter()
        signed.append(string: try reader.string())
        signed.append(string: try reader.string())
        signed.append(string: try reader.string())
        let signature = try reader.string()
        signed.append(string: SSHDigest.sha512.hash(Array("hello".utf8)))
        let message = Array("SSHSIG".utf8) + signed.bytes
        #expect(key.verifies(signature, over: message, algorithm: algorithm))
        #expect(!key.verifies(signature, over: message + [0], algorithm: algorithm))
    }
}
