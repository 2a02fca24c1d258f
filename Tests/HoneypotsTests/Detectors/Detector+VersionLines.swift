@testable import Honeypots

/// Bytes that are sent at once after connecting, and the exact answer: how signatures of honeypots are told (honeydet and
/// its like). As read from OpenSSH 8.4p1 of Debian.
extension Detector {
    private static let invalid = "Invalid SSH identification string.\r\n"
    private static let differs = "Protocol major versions differ.\r\n"

    private static func refused(_ name: String, _ lines: [String], _ answer: String) -> Self {
        Self(name, "honeydet, OpenSSH 8.4p1") { stage, clues in
            for line in lines {
                let (bytes, isClosed) = stage.exchange(SSHHoneypot.self, Array(line.utf8))
                let text = String(decoding: bytes, as: UTF8.self)
                clues.expect(text == answer && isClosed, "\(line.prefix(40)): \(text) closed: \(isClosed)")
            }
        }
    }

    static let versionLines: [Self] = [
        refused("An empty line is no identification", ["\r\n", "\n"], invalid),
        refused(
            "Other protocols are no identification",
            ["GET / HTTP/1.0\r\n\r\n", "hello\r\n", "\u{16}\u{3}\u{1}\n", "ssh-2.0-x\r\n", "a\0b\n", "EHLO x\r\n"],
            invalid),
        refused(
            "An identification has three parts", ["SSH-2.0\r\n", "SSH-2.0-\r\n", "SSH-\r\n", "SSH-x.y-z\r\n"], invalid),
        refused(
            "A line does not go on for ever",
            ["SSH-2.0-" + String(repeating: "A", count: 9000), String(repeating: "A", count: 9000)], invalid),
        refused(
            "Neither the first version is spoken nor a third", ["SSH-1.5-x\r\n", "SSH-3.0-x\r\n", "SSH-9.9-x\n"],
            differs),
        refused(
            "Scanners with a name are shown the door", ["SSH-2.0-SSH_Version_Mapper\r\n", "SSH-2.0-Probe-1\r\n"], ""),
        Self("Versions that will do are gone on with", "honeydet, OpenSSH 8.4p1") { stage, clues in
            for line in [
                "SSH-2.0-x\r\n", "SSH-2.0-x\n", "SSH-1.99-x\r\n", "SSH-2.2-OpenSSH_9.2\r\n", "SSH-2.0-x\r\r\n",
                "SSH-2.0-probe-1\r\n", "SSH-2.0-" + String(repeating: "A", count: 300) + "\r\n",
            ] {
                let (bytes, isClosed) = stage.exchange(SSHHoneypot.self, Array(line.utf8))
                clues.expect(bytes.dropFirst(5).first == 20 && !isClosed, "\(line.prefix(30)): \(bytes.prefix(20))")
            }
        },
        Self("Half a line is waited for", "OpenSSH 8.4p1") { stage, clues in
            let (bytes, isClosed) = stage.exchange(SSHHoneypot.self, Array("SSH-2.0-x".utf8))
            clues.expect(bytes.isEmpty && !isClosed, "\(bytes)")
        },
        Self("Packets of no size end without a word", "Cowrie's 'Packet corrupt', honeydet") { stage, clues in
            for packet in [
                [UInt8](repeating: 0xff, count: 8), [0, 0, 0, 5, 4] + [UInt8](repeating: 0x61, count: 12),
                [0, 0, 0, 1, 0, 0, 0, 0], [0, 4, 0, 4, 4, 0, 0, 0],
            ] {
                let (bytes, isClosed) = stage.exchange(SSHHoneypot.self, Array("SSH-2.0-Go\r\n".utf8) + packet)
                let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                clues.expect(
                    isClosed && bytes.count == length + 4, "\(packet): \(bytes.dropFirst(length + 4)) \(isClosed)")
            }
        },
        Self("A short padding is told", "OpenSSH 8.4p1, packet.c") { stage, clues in
            let packet: [UInt8] = [0, 0, 0, 12, 2] + [UInt8](repeating: 0x61, count: 11)
            let (bytes, isClosed) = stage.exchange(SSHHoneypot.self, Array("SSH-2.0-Go\r\n".utf8) + packet)
            let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let text = String(decoding: bytes.dropFirst(length + 4), as: UTF8.self)
            clues.expect(isClosed && text.contains("Corrupted padlen 2 on input."), text)
        },
    ]
}
