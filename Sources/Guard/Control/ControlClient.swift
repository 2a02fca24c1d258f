import FoundationEssentials
import Glibc
import NIOPosix

/// Asks a running guard over its socket.
package struct ControlClient: Sendable {
    private let path: String

    /// An answer is waited for so long; a guard that is busy with the kernel answers late.
    static let patience = 60
    /// Bytes of one answer.
    static let longestAnswer = 16 << 20

    package init(path: String) { self.path = path }

    /// - Throws: ``ControlError``; of the kind `unreachable` when no guard answers there.
    package func ask<Result: Codable & Sendable>(
        _ request: ControlRequest, for result: Result.Type = Result.self
    ) async throws(ControlError) -> Result {
        guard let line = try? JSONEncoder().encode(request) else {
            throw ControlError(.wrong, "the request cannot be written as JSON")
        }
        let bytes = try await send([UInt8](line) + [UInt8(ascii: "\n")])
        guard let answer = try? JSONDecoder().decode(ControlAnswer<Result>.self, from: Data(bytes)) else {
            throw ControlError(.unreachable, "the answer on \(path) makes no sense: is the guard of another version?")
        }
        if let result = answer.result { return result }
        throw answer.error ?? ControlError(.unreachable, "the answer on \(path) is empty")
    }

    /// Sends a line, whatever it says.
    func send(_ line: [UInt8]) async throws(ControlError) -> [UInt8] {
        let exchanged: Result<[UInt8], ControlError>
        do {
            // The pool of the process: nothing else waits meanwhile.
            exchanged = try await NIOThreadPool.singleton.runIfActive { [self] in
                Result { () throws(ControlError) in try exchange(line) }
            }
        } catch {
            throw ControlError(.unreachable, "the request was not sent: \(error)")
        }
        return try exchanged.get()
    }

    private func exchange(_ request: [UInt8]) throws(ControlError) -> [UInt8] {
        func failure(_ what: String) -> ControlError {
            ControlError(.unreachable, "\(what): \(String(cString: strerror(errno)))")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure("no socket") }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw ControlError(.unreachable, "\(path) is too long for the name of a socket")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { throw failure("no guard answers on \(path)") }
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, request.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw failure("the guard on \(path) does not listen") }
            sent += count
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while answer.last != UInt8(ascii: "\n") {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count == 0, !answer.isEmpty { break }
            guard count > 0 else { throw failure("the guard on \(path) does not answer") }
            answer += piece[..<count]
            guard answer.count <= Self.longestAnswer else {
                throw ControlError(.unreachable, "the answer on \(path) does not end")
            }
        }
        return answer
    }
}
