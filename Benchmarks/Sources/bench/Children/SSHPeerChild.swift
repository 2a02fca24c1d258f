import SSHPeer

enum SSHPeerChild {
    static func run(_ arguments: [String]) throws {
        guard arguments.count == 1, let port = UInt16(arguments[0]) else { throw BenchmarkFailure("ssh-peer PORT") }
        try SSHPeerServer.serve(port: port)
    }
}
