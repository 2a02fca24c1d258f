import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// The DNS list of the running program, asked by dig and by clients without manners.
@Suite("The DNS list of a running server", .serialized)
struct DNSBLWireTests {
    @Test("dig is told what check tells, over both protocols and families", .enabled(if: PythonProgram.areWanted))
    func dig() async throws {
        let named = try await NamedServer(
            [
                "--public-url", "https://sikker.example", "--dnsbl-name-server", "ns1.test", "--dnsbl-ttl", "77",
                "--dnsbl-score-minimum", "1",
            ])
        let server = named.server
        let key = try await server.key()
        for address in ["45.66.1.2", "2a01:4f8::3"] { try await server.report(address, key: key) }
        let confidence = try #require(
            try await server.get("/v1/key/check/45.66.1.2", key: key).json["confidenceLevel"]?.int)
        let level = "127.0.0.\(confidence >= 90 ? 4 : confidence >= 70 ? 3 : 2)"
        let v6 = "3.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.f.4.0.1.0.a.2"
        for name in ["2.1.66.45.bl.test", "2.1.66.45.BL.Test", "\(v6).bl.test"] {
            for manner in ["", "+tcp", "+noedns", "+bufsize=512 +dnssec", "+nocookie +ignore"] {
                #expect(try await named.dig("+short \(manner) \(name)") == "\(level)\n", "\(manner) \(name)")
            }
            #expect(try await named.dig("@::1 -p \(named.portV6) +short \(name)") == "\(level)\n")
        }
        // Too long for a datagram: dig comes back over TCP.
        let text = try await named.dig("+short TXT 2.1.66.45.bl.test")
        #expect(
            text
                == "\"Listed with confidence \(confidence) for brute_force; see https://sikker.example/appeal?ip=45.66.1.2\"\n"
        )
        #expect(try await named.dig("+ignore TXT 2.1.66.45.bl.test").contains("flags: qr aa tc rd;"))

        #expect(try await named.dig("+short 2.0.0.127.bl.test") == "127.0.0.2\n")
        let absent = try await named.dig("1.0.0.127.bl.test")
        #expect(absent.contains("status: NXDOMAIN") && absent.contains("AUTHORITY: 1"))
        #expect(absent.contains(/bl\.test\.\s+77\s+IN\s+SOA\s/))
        let none = try await named.dig("AAAA 2.1.66.45.bl.test")
        #expect(none.contains("status: NOERROR") && none.contains("ANSWER: 0"))
        #expect(try await named.dig("66.45.bl.test").contains("status: NOERROR"))
        #expect(try await named.dig("+short NS bl.test") == "ns1.test.\n")
        let serial = try await named.dig("+short SOA bl.test")
        #expect(try await named.dig("+short ANY 2.1.66.45.bl.test") == "\(level)\n")

        #expect(try await named.dig("www.example.org").contains("status: REFUSED"))
        #expect(try await named.dig("CH TXT version.bind").contains("status: REFUSED"))
        #expect(try await named.dig("+opcode=notify SOA bl.test").contains("status: NOTIMP"))
        #expect(try await named.dig("+edns=1 +noednsneg bl.test").contains("status: BADVERS"))
        #expect(try await named.dig("AXFR bl.test").contains("Transfer failed"))

        // News is told at once, and counted by the zone's number.
        #expect(try await named.dig("+short 9.1.66.45.bl.test") == "")
        try await server.report("45.66.1.9", key: key)
        #expect(try await named.dig("+short 9.1.66.45.bl.test") == "\(level)\n")
        #expect(try await named.dig("+short SOA bl.test") != serial)

        let metrics = try await server.get("/metrics").text
        #expect(metrics.contains(#"dnsbl_queries_total{transport="tcp",outcome="listed"}"#))
        #expect(metrics.contains(#"dnsbl_queries_total{transport="udp",outcome="refused"} 2"#))
        #expect(try await server.get("/readyz").text.contains("the DNS list answers for bl.test"))
        #expect(!server.log.contains("45.66.1.2"))
        #expect(try await server.stop() == 0)
    }

    @Test("Whoever asks too much over UDP is answered no more, or sent to TCP with as many bytes as came")
    func rate() async throws {
        let named = try await NamedServer(["--dnsbl-rate", "20", "--dnsbl-exempt", "192.0.2.0/24"])
        let question = NamedServer.question(IPAddress(v4: 127 << 24 | 2))
        let (port, count) = (named.port, 400)
        let start = ContinuousClock.now
        let answers = try await TestThread.run {
            let socket = try TestSocket(.udp, from: "127.0.0.1")
            try socket.connect(to: "127.0.0.1", port: port)
            socket.setTimeout(milliseconds: 500)
            for _ in 0..<count { socket.send(question) }
            var answers: [[UInt8]] = []
            while let answer = socket.receive() { answers.append(answer) }
            return answers
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let whole = answers.count { $0[7] == 1 }
        let hurried = answers.filter { $0[2] & 2 != 0 }
        #expect(whole >= 20 && Double(whole) <= 21 + 20 * seconds)
        #expect(whole + hurried.count == answers.count && hurried.allSatisfy { $0.count == question.count })
        // Every second one, and the kernel may have lost some.
        #expect(!hurried.isEmpty && hurried.count <= (count - whole) / 2 + 1)
        let other = try await TestThread.run {
            let socket = try TestSocket(.udp, from: "127.0.1.1")
            try socket.connect(to: "127.0.0.1", port: port)
            socket.setTimeout(milliseconds: 20_000)
            socket.send(question)
            return socket.receive()
        }
        #expect(other?.suffix(4) == [127, 0, 0, 2])
        try await named.server.kill()
    }

    @Test("TCP: many questions at once, bit by bit, and connections that bring nothing")
    func connections() async throws {
        let named = try await NamedServer(["--dnsbl-idle-time", "2", "--dnsbl-connections", "3"])
        let port = named.port
        try await TestThread.run {
            func connect() throws -> TestSocket {
                let socket = try TestSocket(.tcp)
                socket.setTimeout(milliseconds: 20_000)
                try socket.connect(to: "127.0.0.1", port: port)
                return socket
            }
            func framed(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)] + bytes }
            func take(_ count: Int, from socket: TestSocket) -> [UInt8] {
                var bytes: [UInt8] = []
                while bytes.count < count, let more = socket.receive() { bytes += more }
                return bytes
            }
            let questions = (0..<300).map { NamedServer.question(IPAddress(v4: 127 << 24 | 2), id: UInt16($0)) }
            let socket = try connect()
            socket.send(questions.flatMap(framed))
            let answerLength = questions[0].count + 16 + 2
            let answers = take(300 * answerLength, from: socket)
            #expect(answers.count == 300 * answerLength)
            // In their order.
            for number in 0..<300 where answers.count == 300 * answerLength {
                let id = answers[number * answerLength + 2..<number * answerLength + 4]
                #expect(id.elementsEqual([UInt8(number >> 8), UInt8(number & 0xff)]))
            }
            for byte in framed(questions[7]) { socket.send([byte]) }
            #expect(take(answerLength, from: socket).suffix(4) == [127, 0, 0, 2])
            // What is no question ends the connection; so does an answer.
            for rubbish in [
                [0, 0], [0, 3, 1, 2, 3], [0xff, 0xff, 1], framed([0, 1, 0x80, 0] + questions[0].dropFirst(4)),
            ] {
                let socket = try connect()
                socket.send(rubbish)
                #expect(socket.receive() == nil)
            }
            // Nothing, or only a part, does not keep a connection for ever.
            let (silent, slow) = (try connect(), try connect())
            slow.send(Array(framed(questions[0]).dropLast()))
            #expect(silent.receive() == nil && slow.receive() == nil)
            // So many at once; further ones are closed, and there is room again afterwards.
            let open = try (0..<3).map { _ in try connect() }
            for (number, socket) in open.enumerated() {
                socket.send(framed(questions[number]))
                #expect(take(answerLength, from: socket).count == answerLength)
            }
            #expect(try connect().receive() == nil)
            for socket in open { #expect(socket.receive() == nil) }
            let again = try connect()
            again.send(framed(questions[0]))
            #expect(take(answerLength, from: again).count == answerLength)
        }
        try await named.server.kill()
    }

    @Test("Who listens on all addresses answers from the one that was asked")
    func everywhere() async throws {
        let named = try await NamedServer(places: ["0.0.0.0:0", "[::]:0"])
        let question = NamedServer.question(IPAddress(v4: 127 << 24 | 2))
        for (address, port) in [("127.0.0.7", named.port), ("127.0.0.1", named.port), ("::1", named.portV6)] {
            let answer = try await TestThread.run {
                let socket = try TestSocket(.udp, from: address.contains(":") ? "::1" : "127.0.0.1")
                socket.setTimeout(milliseconds: 20_000)
                // A connected socket hears only whom it has asked.
                try socket.connect(to: address, port: port)
                socket.send(question)
                return socket.receive()
            }
            #expect(answer?.suffix(4) == [127, 0, 0, 2], "\(address)")
        }
        try await named.server.kill()
    }

    @Test("Garbage is survived, and a place that is taken is said")
    func garbage() async throws {
        let named = try await NamedServer()
        let port = named.port
        let answer = try await TestThread.run {
            let socket = try TestSocket(.udp, from: "127.0.0.1")
            try socket.connect(to: "127.0.0.1", port: port)
            var random = SeededRandom(seed: 5)
            let question = NamedServer.question(IPAddress(v4: 127 << 24 | 2))
            for number in 0..<3000 {
                var bytes = question
                for _ in 0..<4 {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
                }
                if number % 100 == 0 { bytes = [UInt8](repeating: 0xff, count: 3000) }
                socket.send(bytes)
            }
            let calm = try TestSocket(.udp, from: "127.0.0.1")
            try calm.connect(to: "127.0.0.1", port: port)
            calm.setTimeout(milliseconds: 1000)
            // The queue may still be full of garbage.
            var answer: [UInt8]?
            try LoopWait.until("an answer") {
                calm.send(question)
                answer = calm.receive()
                return answer != nil
            }
            return answer
        }
        #expect(answer?.suffix(4) == [127, 0, 0, 2])
        let folder = try LoopFolder()
        let command = [
            LoopProgram.path, "server", "--listen", "127.0.0.1:0", "--data", folder.file("other"), "--dnsbl-zone",
            "bl.test", "--dnsbl-listen", "127.0.0.1:\(port)",
        ]
        let (status, output) = try await TestThread.run { try TestProcess(command).wait() }
        #expect(status != 0 && output.contains("cannot listen on 127.0.0.1:\(port): Address already in use"))
        try await named.server.kill()
    }
}
