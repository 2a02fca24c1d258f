import Glibc

extension TestHost {
    /// Whether a datagram from an address gets through to this host. A second one, whose way is free, tells when the first would
    /// have come: however busy the machine is, neither answer is a guess.
    ///
    /// - Parameters:
    ///   - source: an address of the sender.
    ///   - sender: the host that sends; this one when `nil`. On loopback a packet comes from wherever the sender says.
    ///   - address: where this host listens.
    ///   - witness: another address of the sender, which nobody drops.
    package func hears(
        _ source: String, from sender: TestHost? = nil, at address: String = "127.0.0.1", port: UInt16 = 5333,
        beside witness: String = "127.0.0.1"
    ) async throws -> Bool {
        let inbox = try await run { try TestSocket(.udp, from: address, port: port) }
        let outlets = try await (sender ?? self).run {
            try [source, witness].map { source in
                let socket = try TestSocket(.udp, from: source)
                try socket.connect(to: address, port: port)
                return socket
            }
        }
        return try await run {
            inbox.setTimeout(milliseconds: 20_000)
            outlets[0].send([1])
            outlets[1].send([2])
            var hasWitness = false
            while let datagram = inbox.receive() {
                if datagram == [1] { return true }
                hasWitness = true
                // Another processor may have carried it past the first one.
                inbox.setTimeout(milliseconds: 100)
            }
            guard hasWitness else { throw TestHostError.late("a datagram from \(witness), which nobody drops,") }
            return false
        }
    }
}
