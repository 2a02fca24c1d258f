import Foundation

/// The machine's own sftp-server, to compare answers with.
final class RealSFTPServer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    static let path = "/usr/lib/openssh/sftp-server"

    init() throws {
        process.executableURL = URL(fileURLWithPath: Self.path)
        process.arguments = ["-u", "022"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        try process.run()
    }

    /// Sends one request that gets an answer and returns that, without its length.
    func exchange(_ packet: [UInt8]) throws -> [UInt8] {
        try input.fileHandleForWriting.write(contentsOf: Data(packet))
        let length = try read(4).reduce(0) { $0 << 8 | Int($1) }
        return try read(length)
    }

    private func read(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard let piece = try output.fileHandleForReading.read(upToCount: count - bytes.count), !piece.isEmpty
            else {
                throw ClientProgram.Failure(description: "sftp-server ended")
            }
            bytes += piece
        }
        return bytes
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
