import Foundation
import TestHosts
import TestLoop

/// A host with the program's guard on it, whose only list is in bad hands, and whoever must get through to it: its gateway
/// and resolver, the server it asks, somebody logged in by SSH, who is on the allowlist, its neighbours.
final class PoisonedHost {
    struct Outcome {
        var lockedOut: Set<String> = []
        /// Whether the log says what was not done, and why.
        var isExplained = false
        /// Whether a list that was refused took the good one with it.
        var isUnblocked = false
    }

    private let folder: LoopFolder
    private let server: TestHost
    private let process: LoopProcess
    private let inboxes: [TestSocket]
    private let outlets: [String: TestSocket]
    private let session: (client: TestSocket, server: TestSocket, listener: TestSocket)
    private var number: UInt32 = 0
    /// How many good lists there were.
    private var goodLists = 0

    /// On every good list.
    private static let listed = "45.40.1.1"
    /// One of which is on a good list, in turn, to see which list is in force; on no bad one that is taken.
    private static let marks = ["46.40.1.1", "46.40.1.2"]
    private static let friends = [
        "10.9.0.1", "fd09::1", Poison.apiHost, Poison.resolver, Poison.allowed, Poison.sshPeer, Poison.gateway,
    ]
    private static let (address4, address6) = ("10.9.0.2", "fd09::2")
    private static let port: UInt16 = 4000
    private static let list = "mine.txt"
    /// Seconds for what takes some milliseconds on a quiet machine.
    private static let patience = 60.0

    init(_ bench: Bench) async throws {
        guard getuid() == 0 else { throw BenchmarkFailure("needs root, for network namespaces") }
        folder = try LoopFolder()
        let attacker = try TestHost("attacker")
        server = try TestHost("server")
        let sources = [Self.listed, Poison.apiHost, Poison.resolver, Poison.allowed, Poison.sshPeer] + Self.marks
        try await attacker.connect(
            to: server,
            addresses: ["10.9.0.1/24", "fd09::1/64", "\(Poison.gateway)/24"] + sources.map { $0 + "/32" },
            peerAddresses: ["\(Self.address4)/24", "\(Self.address6)/64", "\(Poison.ownPublic)/24"])
        for network in ["45.40.0.0/16", "46.40.0.0/16"] { try await server.ip("route add \(network) via 10.9.0.1") }
        try await server.ip("route add default via \(Poison.gateway)")
        try await server.ip("link set lo up")

        let (listener, inboxes) = try await server.run {
            let listener = try TestSocket(.tcp, from: Self.address4, port: 22)
            try listener.listen()
            return (
                listener, try [Self.address4, Self.address6].map { try TestSocket(.udp, from: $0, port: Self.port) }
            )
        }
        let (client, outlets) = try await attacker.run {
            let client = try TestSocket(.tcp, from: Poison.sshPeer)
            try client.connect(to: Self.address4, port: 22)
            var outlets: [String: TestSocket] = [:]
            for source in Self.friends + Self.marks + [Self.listed] {
                let outlet = try TestSocket(.udp, from: source)
                try outlet.connect(to: source.contains(":") ? Self.address6 : Self.address4, port: Self.port)
                outlets[source] = outlet
            }
            return (client, outlets)
        }
        session = (client, try await server.run { try listener.accept() }, listener)
        session.server.setTimeout(milliseconds: 3000)
        for inbox in inboxes { inbox.setTimeout(milliseconds: 100) }
        self.inboxes = inboxes
        self.outlets = outlets

        try folder.write("nameserver \(Poison.resolver)\n", to: "resolv.conf")
        try folder.write("\(Self.listed)\n", to: Self.list)
        // In a mount namespace of its own, in which the host's resolver is ours.
        process = try await LoopProcess(
            "guard",
            [
                "unshare", "--mount", "sh", "-c",
                "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", folder.file("resolv.conf"),
                bench.program, "guard", "--data", folder.file("data"), "--custom-blacklist", folder.file(Self.list),
                "--whitelist", Poison.allowed, "--server", "http://\(Poison.apiHost):7063",
            ], environment: ["SIKKER_API_KEY=sk_0123456789"], in: server, folder: folder)
    }

    /// Has the guard take a good list, and waits until it is in force.
    func takeGoodList() async throws {
        goodLists += 1
        try write(Data("\(Self.listed)\n\(mark)\n# \(goodLists)\n".utf8))
        let start = ContinuousClock.now
        while try await arrives(from: mark) {
            guard ContinuousClock.now - start < .seconds(Self.patience) else {
                throw BenchmarkFailure("good list \(goodLists) is not in force: \(process.log.suffix(2000))")
            }
        }
    }

    /// On the good list that came last.
    private var mark: String { Self.marks[goodLists % 2] }

    /// Gives it the list, and sees who gets through until it has said something about it, and afterwards.
    func meet(_ poison: Poison) async throws -> Outcome {
        var outcome = Outcome()
        let said = process.log.utf8.count
        try write(poison.content())
        let start = ContinuousClock.now
        repeat {
            outcome.lockedOut.formUnion(try await whoIsLockedOut())
            outcome.isExplained = try await isDone(poison, log: String(process.log.utf8.dropFirst(said)) ?? "")
        } while !outcome.isExplained && ContinuousClock.now - start < .seconds(Self.patience)
        outcome.lockedOut.formUnion(try await whoIsLockedOut())
        if case .refused = poison.outcome { outcome.isUnblocked = try await arrives(from: Self.listed) }
        return outcome
    }

    /// Whether it was said what becomes of the list and, where it is taken, the kernel follows it.
    private func isDone(_ poison: Poison, log: String) async throws -> Bool {
        switch poison.outcome {
        case .refused(let words): log.contains(words)
        case .spared(let words), .warned(let words): try await arrives(from: mark) && log.contains(words)
        case .taken: try await arrives(from: mark)
        }
    }

    private func whoIsLockedOut() async throws -> [String] {
        var lockedOut: [String] = []
        for friend in Self.friends where try await !arrives(from: friend) { lockedOut.append(friend) }
        let session = session
        session.client.send([7])
        if try await server.run({ session.server.receive() })?.first != 7 { lockedOut.append("the SSH session") }
        return lockedOut
    }

    private func arrives(from source: String) async throws -> Bool {
        number += 1
        guard let outlet = outlets[source] else { return false }
        let inbox = inboxes[source.contains(":") ? 1 : 0]
        let mark = withUnsafeBytes(of: number) { Array($0) }
        return try await server.run {
            outlet.send(mark)
            while let received = inbox.receive() { if received == mark { return true } }
            return false
        }
    }

    private func write(_ content: Data) throws {
        try content.write(to: URL(filePath: folder.file(Self.list)), options: .atomic)
    }
}
