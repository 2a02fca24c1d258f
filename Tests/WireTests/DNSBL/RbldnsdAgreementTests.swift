import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// The list that rbldnsd loads is the list that the server answers from.
@Suite("The DNS list beside rbldnsd")
struct RbldnsdAgreementTests {
    private static let listed = 50_000
    private static let asked = 100_000

    @Test("The same answers for 100,000 addresses", .enabled(if: PythonProgram.areWanted))
    func agreement() async throws {
        let named = try await NamedServer(folder: try await ListedStore.make(Self.listed))
        let key = try await named.server.key()
        let list = try await named.server.get("/v1/key/blacklist?format=rbldnsd", key: key)
        #expect(list.status == 200)
        let files = try LoopFolder()
        try files.write(list.text, to: "list")
        let peer = UInt16.random(in: 20_000..<30_000)
        let command = [
            "rbldnsd", "-n", "-a", "-u", "nobody:nogroup", "-b", "127.0.0.1/\(peer)",
            "\(NamedServer.zone):combined:\(files.file("list"))",
        ]
        let port = named.port
        let (ours, theirs) = try await TestThread.run {
            let process = try TestProcess(command)
            try LoopWait.until("rbldnsd answers") {
                try Self.answers(to: [IPAddress(v4: 127 << 24 | 2)], port: peer, milliseconds: 200, isPatient: false)
                    == [Self.code(127, 0, 0, 2)]
            }
            // Listed ones, and their neighbours, which are not.
            let addresses = (0..<Self.asked / 2).flatMap { number in
                let address = ListedStore.address(number)
                return [address, address.v4.map { IPAddress(v4: $0 + 1) } ?? IPAddress(v6: address.mapped + 1)]
            }
            let answers = (
                try Self.answers(to: addresses, port: port), try Self.answers(to: addresses, port: peer)
            )
            // Not SIGTERM, which it inherited as blocked from a thread of this process.
            process.kill(SIGKILL)
            _ = process.wait()
            return answers
        }
        #expect(ours.count == Self.asked && ours == theirs)
        #expect(ours.count { $0 > 0xff } == Self.listed && ours.count { $0 == 3 } == Self.asked - Self.listed)
        try await named.server.kill()
    }

    /// The response code, or the address of an answer.
    private static func code(_ bytes: UInt8...) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    /// Asks so many at a time, and those again whose answers were lost.
    private static func answers(
        to addresses: [IPAddress], port: UInt16, milliseconds: Int = 2000, isPatient: Bool = true
    ) throws -> [UInt32] {
        let socket = try TestSocket(.udp, from: "127.0.0.1")
        socket.setTimeout(milliseconds: milliseconds)
        try socket.connect(to: "127.0.0.1", port: port)
        var answers = [UInt32](repeating: .max, count: addresses.count)
        for start in stride(from: 0, to: addresses.count, by: 64) {
            var missing = Set(start..<min(start + 64, addresses.count))
            for _ in 0..<(isPatient ? 20 : 1) where !missing.isEmpty {
                for number in missing {
                    socket.send(NamedServer.question(addresses[number], id: UInt16(number & 0xffff)))
                }
                while !missing.isEmpty, let answer = socket.receive(), answer.count >= 12 {
                    let id = Int(answer[0]) << 8 | Int(answer[1])
                    guard let number = missing.first(where: { $0 & 0xffff == id }) else { continue }
                    missing.remove(number)
                    let code = answer.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
                    answers[number] = answer[7] == 1 ? code : UInt32(answer[3] & 15)
                }
            }
        }
        return answers
    }
}
