import Testing

@testable import Honeypots

@Suite("Redis: requests")
struct RedisRequestParserTests {
    /// Everything a parser makes of bytes that come in pieces of so many.
    private func requests(_ bytes: [UInt8], pieces: Int, storedBytes: Int = 1 << 20) -> [RedisRequest] {
        var parser = RedisRequestParser(storedBytes: storedBytes, release: .v7_0)
        var requests: [RedisRequest] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            var piece = rest.prefix(pieces)
            rest = rest.dropFirst(pieces)
            while let request = parser.next(&piece) { requests.append(request) }
        }
        return requests
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("Arrays and lines, in any portion", arguments: [1, 2, 3, 7, 1000])
    func portions(_ pieces: Int) {
        let input = bytes("*2\r\n$3\r\nGET\r\n$1\r\na\r\nPING\r\n\r\n*1\r\n$0\r\n\r\nSET \"a b\" 'c'\n")
        #expect(
            requests(input, pieces: pieces) == [
                .command([bytes("GET"), bytes("a")], omittedBytes: 0), .command([bytes("PING")], omittedBytes: 0),
                .command([[]], omittedBytes: 0), .command([bytes("SET"), bytes("a b"), bytes("c")], omittedBytes: 0),
            ])
    }

    @Test("What exceeds the room is skipped in step", arguments: [1, 5, 1000])
    func skipping(_ pieces: Int) {
        let input = bytes("*2\r\n$3\r\nSET\r\n$9\r\n123456789\r\nPING\r\n")
        #expect(
            requests(input, pieces: pieces, storedBytes: 7) == [
                .command([bytes("SET"), bytes("1234")], omittedBytes: 5), .command([bytes("PING")], omittedBytes: 0),
            ])
    }

    @Test("More arguments than are stored are read and forgotten")
    func manyArguments() {
        let count = RedisRequestParser.storedArguments + 3
        let input = bytes("*\(count)\r\n") + Array(repeating: bytes("$1\r\nx\r\n"), count: count).joined()
        guard case .command(let arguments, 3)? = requests(input + bytes("PING\r\n"), pieces: 4096).first else {
            Issue.record("the surplus is counted")
            return
        }
        #expect(arguments.count == RedisRequestParser.storedArguments)
    }

    @Test("A line without end is refused once it is too long, wherever it is cut", arguments: [1, 4096])
    func endlessLine(_ pieces: Int) {
        for (start, name) in [("A", "inline request"), ("*", "mbulk count string"), ("*1\r\n$", "bulk count string")] {
            let input = bytes(start) + [UInt8](repeating: UInt8(ascii: "1"), count: RedisRequestParser.longestLine + 1)
            let found = requests(input, pieces: pieces)
            guard case .violation(let fault, _)? = found.first else {
                Issue.record("\(name) is not refused")
                continue
            }
            #expect(fault == RedisFault("ERR Protocol error: too big \(name)"))
        }
    }

    @Test("Before a password large announcements are refused")
    func unauthenticated() {
        for (input, what) in [("*11\r\n", "multibulk"), ("*1\r\n$16385\r\n", "bulk")] {
            var parser = RedisRequestParser(storedBytes: 100, release: .v7_0)
            parser.isAuthenticated = false
            var rest = bytes(input)[...]
            guard case .violation(let fault, _)? = parser.next(&rest) else {
                Issue.record("\(what) is not refused")
                continue
            }
            #expect(fault == RedisFault("ERR Protocol error: unauthenticated \(what) length"))
        }
    }

    @Test("A huge announced length takes no memory and waits")
    func announcedLength() {
        #expect(requests(bytes("*1\r\n$536870912\r\nabc"), pieces: 100).isEmpty)
    }
}
