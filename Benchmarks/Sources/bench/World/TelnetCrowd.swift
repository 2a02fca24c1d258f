import Glibc
import TestHosts

/// Many who come by Telnet at once, played by one thread that looks who can go on.
///
/// A thread for each would sleep until its answer comes, and on the loopback whoever sends pays for waking it: a cost of the
/// measurement, which no visitor from outside makes.
struct TelnetCrowd {
    let port: UInt16
    var atOnce: Int
    /// What each sends, and the ends of the text that it waits for before.
    let script: [(after: [String], send: String)]
    /// Seconds until those who get no answer count as turned away.
    private static let patience = 20.0

    private struct Guest {
        let socket: TestSocket
        var reader = TelnetReader()
        var step = 0
    }

    /// - Parameter first: the number of the first visitor.
    /// - Throws: ``BenchmarkFailure`` when one was not let through to the end.
    func run(_ count: Int, from first: Int) throws {
        var guests: [Guest] = []
        var next = first
        while true {
            while next < first + count, guests.count < atOnce {
                let socket = try TestSocket(.tcp, from: Visits.source(next))
                try socket.connect(to: "127.0.0.1", port: port)
                guests.append(Guest(socket: socket))
                next += 1
            }
            if guests.isEmpty { return }
            var waits = guests.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
            guard poll(&waits, nfds_t(waits.count), Int32(Self.patience * 1000)) > 0 else {
                throw BenchmarkFailure("\(guests.count) visitors got no answer")
            }
            var gone: [Int] = []
            for index in waits.indices where waits[index].revents != 0 {
                if try !goOn(&guests[index]) { gone.append(index) }
            }
            for index in gone.reversed() { guests.remove(at: index) }
        }
    }

    /// Reads what is there and answers it; false: the visit is over.
    private func goOn(_ guest: inout Guest) throws -> Bool {
        guard let bytes = guest.socket.receive() else {
            guard guest.step == script.count else { throw BenchmarkFailure("turned away before step \(guest.step)") }
            return false
        }
        guest.reader.append(bytes)
        guard guest.step < script.count, guest.reader.ends(with: script[guest.step].after) else { return true }
        guest.socket.send(Array(script[guest.step].send.utf8))
        guest.reader = TelnetReader()
        guest.step += 1
        return true
    }
}
