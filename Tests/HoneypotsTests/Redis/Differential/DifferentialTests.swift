import Foundation
import Testing
import ThreatModel

@testable import Honeypots

/// Ours against the real thing: the same commands, the same bytes.
@Suite("Redis compared with a real server", .tags(.realClients), .waits, .enabled(if: !RedisReference.programs.isEmpty))
struct DifferentialTests {
    struct Script: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        var testDescription: String { name }

        static let all: [Script] = {
            let folder = ReplayFiles.folder.appending(path: "redis/differential")
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".commands") }.sorted().map { name in
                let data = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
                return Script(name: name, text: String(decoding: data, as: UTF8.self))
            }
        }()
    }

    private static let setup = ["FLUSHALL", "CONFIG RESETSTAT"]

    private func settings(_ program: String) throws -> [String] {
        let reference = try RedisReference(program)
        return reference.release >= .v7_0
            ? ["--enable-protected-configs", "yes", "--enable-module-command", "yes"] : []
    }

    @Test("Scripts give the same replies", arguments: Script.all, RedisReference.programs)
    func scripts(_ script: Script, _ program: String) throws {
        let reference = try RedisReference(program, settings: settings(program))
        var ours = RedisVisit(reference.release, at: Self.wallClock)
        for line in Self.setup {
            _ = try reference.exchange(RedisVisit.encoded(RedisText.words(of: Array(line.utf8)) ?? []))
            ours.send(line)
        }
        for step in try DifferentialScript(script.text).steps where step.releases.contains(reference.release) {
            let expected = try reference.exchange(RedisVisit.encoded(step.words))?.masked(step.mask)
            let got = ours.send(step.words)?.masked(step.mask)
            let command = String(decoding: RedisText.commandLine(step.words, limit: 200).text, as: UTF8.self)
            #expect(
                got == expected,
                "\(script.name):\(step.line) \(reference.release.name) \(command)\n  real: \(expected?.description ?? "-")\n  ours: \(got?.description ?? "-")"
            )
        }
    }

    @Test("Drawn commands give the same replies", arguments: 0..<6, RedisReference.programs)
    func drawnCommands(_ seed: Int, _ program: String) throws {
        let reference = try RedisReference(program)
        var ours = RedisVisit(reference.release, at: Self.wallClock)
        for line in Self.setup { ours.send(line) }
        var generator = CommandGenerator(seed: UInt64(seed), release: reference.release)
        var said: [String] = []
        for _ in 0..<5_000 {
            let words = generator.next()
            let name = String(decoding: words[0], as: UTF8.self)
            let mask: RESPReply.Mask = CommandGenerator.unordered.contains(name) ? .unordered : .exact
            let expected = try reference.exchange(RedisVisit.encoded(words))?.masked(mask)
            let got = ours.send(words)?.masked(mask)
            said.append(String(decoding: RedisText.commandLine(words, limit: 200).text, as: UTF8.self))
            guard got != expected else { continue }
            // What came before may be the reason: the last commands that named the same key.
            let key = words.count > 1 ? String(decoding: words[1], as: UTF8.self) : nil
            let history = said.suffix(400).filter { line in
                key.map { line.split(separator: " ").contains(Substring($0)) } ?? true
            }.suffix(key == nil ? 40 : 6)
            Issue.record(
                "seed\(seed).commands:\(said.count) \(reference.release.name) \(history.joined(separator: " ; "))\n  real: \(expected?.description ?? "-")\n  ours: \(got?.description ?? "-")"
            )
            return
        }
    }

    /// What clients send that is right, odd or wrong, before any command is understood. (Not here: what a browser sends
    /// after other commands. The real server forgets the replies it has not sent yet, which depends on packets.)
    static let wire = [
        #"PING\r\n"#, #"ping\n"#, #"  PING  \r\n"#, #"\r\n\r\nPING\r\n"#, #"\n"#, #"*0\r\nPING\r\n"#,
        #"*-1\r\nPING\r\n"#,
        #"*1\r\n$4\r\nPING\r\n"#, #"*1\r\n$4\r\nPINGxxPING\r\n"#, #"*1\r\n$-1\r\n"#, #"*1\r\n$5000000000\r\n"#,
        #"*1\r\n$abc\r\n"#, #"*1\r\n:4\r\n"#, #"*1\r\n\r\n"#, #"*1\r\nPING\r\n"#, #"*abc\r\n"#, #"*\r\n"#,
        #"*99999999999\r\n"#, #"*1048577\r\n"#, #"*+1\r\n$4\r\nPING\r\n"#, #"*01\r\n$4\r\nPING\r\n"#, #"* 1\r\n"#,
        #"*2\r\n$3\r\nGET\r\n$1\r\na\r\n*1\r\n$4\r\nPING\r\n"#, #"*1\r\n$0\r\n\r\n"#,
        #"*2\r\n$4\r\nPING\r\n$0\r\n\r\n"#,
        #"SET a \"x y\"\r\nGET a\r\n"#, #"SET a 'it\\'s'\r\nGET a\r\n"#, #"SET a \"\\x41\\n\\t\\\"\"\r\nGET a\r\n"#,
        #"SET a \"unbalanced\r\n"#, #"SET a \"x\"y\r\n"#, #"SET a 'x'y\r\n"#, #"SET a x\"y z\"\r\nGET a\r\n"#,
        #"SET a \"\\xZZ\"\r\nGET a\r\n"#, #"GET / HTTP/1.0\r\n\r\n"#,
        #"POST / HTTP/1.1\r\nHost: x\r\n\r\n"#, #"QUIT\r\nPING\r\n"#, #"quit now\r\nPING\r\n"#,
        #"PING\0x\r\n"#, #"*1\r\n$4\0\r\nPING\r\n"#, #"*1\x00\r\n"#, #"\x16\x03\x01\x00\xa5\x01\x00\x00"#,
        #"EHLO x\r\nHELP\r\n"#, #"foo\x01\xff\r\n"#, #"*1\r\n$3\r\na\r\nb\r\n"#,
        #"*3\r\n$3\r\nfoo\r\n$3\r\na\nb\r\n$0\r\n\r\n"#,
        #"SSH-2.0-Go\r\n"#, #"\x03\x00\x00\x13\x0e\xe0\x00\x00"#, #"PING\rPING\r\n"#, #"PING \x0b a\r\n"#,
        #"*1\r\n$4\rXPINGYY*1\r\n$4\r\nPING\r\n"#, #"MULTI\r\nQUIT\r\nPING\r\n"#,
        #"CLIENT REPLY OFF\r\nPING\r\nCLIENT REPLY ON\r\n"#, #"CLIENT REPLY SKIP\r\nPING\r\nPING\r\n"#,
        #"MONITOR\r\nPING\r\n"#, #"SUBSCRIBE a\r\nUNSUBSCRIBE\r\n"#,
        #"HELLO 3\r\nSUBSCRIBE a\r\nPUBLISH a x\r\nGET n\r\n"#,
        #"BLPOP none 0\r\nPING\r\n"#, #"WAIT 1 0\r\nPING\r\n"#, #"SHUTDOWN NOSAVE\r\nPING\r\n"#,
    ]

    @Test("Requests are cut and refused alike", arguments: wire, RedisReference.programs)
    func requests(_ escaped: String, _ program: String) throws {
        let bytes = try #require(ReplayEscapes.bytes(of: escaped))
        let reference = try RedisReference(program)
        var ours = RedisVisit(reference.release, at: Self.wallClock)
        for line in Self.setup { ours.send(line) }
        let expected = try reference.converse(bytes)
        let got = ours.sendRaw(bytes)
        #expect(
            Self.masked(got) == Self.masked(expected.bytes),
            "\(reference.release.name) \(escaped)\n  real: \(ReplayEscapes.text(of: expected.bytes))\n  ours: \(ReplayEscapes.text(of: got))"
        )
        #expect(ours.isClosed == expected.isClosed, "\(reference.release.name) \(escaped): closed?")
    }

    /// Without what differs from run to run: the moments and addresses of MONITOR, the greeting of HELLO.
    private static func masked(_ bytes: [UInt8]) -> String {
        var lines = ReplayEscapes.text(of: bytes).components(separatedBy: "\\r\\n")
        if lines[0] == "%7" { lines.removeFirst(27) }
        return lines.map { line in
            guard line.hasPrefix("+"), let end = line.firstIndex(of: "]") else { return line }
            return String(line[end...])
        }.joined(separator: "\\r\\n")
    }

    private static var wallClock: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
