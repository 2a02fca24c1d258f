import IPNetworks
import Netlink
import Testing
import ThreatModel

@testable import Guard

/// Who is logged in, told from who only tries.
struct SSHSessionsTests {
    private var sessions = SSHSessions()
    private let start = Timestamp(milliseconds: 1_700_000_000_000)
    private let peer = IPAddress(v4: 0x2d28_0001)

    private func connection(_ port: UInt16) -> EstablishedConnection {
        EstablishedConnection(peer: peer, peerPort: port, localPort: 22)
    }

    private func at(_ seconds: Int64) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    @Test mutating func whoeverIsConnectedIsBelievedOnce() {
        #expect(sessions.update([connection(1)], at: at(0)) == [peer])
        #expect(sessions.update([], at: at(5)) == [])
        // That was an attempt: the next one is not believed.
        #expect(sessions.update([connection(2)], at: at(10)) == [])
        // One that lasts longer than a login may take is a session.
        #expect(sessions.update([connection(2)], at: at(10 + 151)) == [peer])
        #expect(sessions.update([], at: at(200)) == [peer])
        #expect(sessions.update([connection(3)], at: at(3600)) == [peer])
    }

    @Test mutating func aDayLaterAllIsForgotten() {
        _ = sessions.update([connection(1)], at: at(0))
        _ = sessions.update([connection(1)], at: at(160))
        #expect(sessions.update([], at: at(170)) == [peer])
        #expect(sessions.update([], at: at(160 + 86_401)) == [])
    }

    @Test mutating func memoryIsBounded() {
        let flood = (0..<10_000).map { number in
            EstablishedConnection(peer: IPAddress(v4: 0x2d00_0000 + number), peerPort: 1, localPort: 22)
        }
        #expect(sessions.update(flood, at: at(0)).count == SSHSessions.most)
        #expect(sessions.update([], at: at(1)).isEmpty)
        #expect(sessions.update(flood, at: at(2)).count <= SSHSessions.most)
    }

    @Test func theSessionThatAProcessWasStartedFrom() throws {
        let session = try #require(SSHSession("45.40.0.1 50000 45.41.0.2 2222"))
        #expect(session.peer == IPAddress("45.40.0.1") && session.port == 2222)
        #expect(SSHSession("fe80::1%eth0 50000 fe80::2%eth0 22")?.peer == IPAddress("fe80::1"))
        for text in [nil, "", "45.40.0.1", "a b c d", "45.40.0.1 1 45.41.0.2 70000"] {
            #expect(SSHSession(text) == nil)
        }
    }
}
