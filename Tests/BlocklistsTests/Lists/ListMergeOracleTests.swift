import Blocklists
import Foundation
import IPNetworks
import Testing

/// The `iprange` of the FireHOL project, where it is installed, as a second opinion on IPv4.
@Suite("Merging against iprange", .enabled(if: Iprange.isInstalled))
struct ListMergeOracleTests {
    @Test("The same bytes", arguments: 0..<8)
    func merge(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try Folder()
        let files = try (0..<5).map { index in
            let lines = (0..<2_000).map { _ in Self.line(using: &random) }
            return try folder.write("\(index).txt", "# \(index)\n" + lines.joined(separator: "\n") + "\n")
        }
        let plain = try folder.run(ListMerge(inputs: Array(files[..<4]))).text
        #expect(try plain == Iprange.run(files[..<4] + []))
        let without = try folder.run(ListMerge(inputs: Array(files[..<4]), exceptions: [files[4]])).text
        #expect(try without == Iprange.run(files[..<4] + ["--except", files[4]]))
        #expect(plain != without)
    }

    private static func line(using random: inout SeededGenerator) -> String {
        // A narrow part of the space, so that the lists overlap and touch.
        let address = IPAddress(v4: 0x5000_0000 | UInt32.random(in: 0..<0x4_0000, using: &random))
        return switch Int.random(in: 0..<10, using: &random) {
        case 0: "\(address)/\(Int.random(in: 20...31, using: &random))"
        case 1: "\(address)-\(IPAddress(v4: (address.v4 ?? 0) + UInt32.random(in: 0..<500, using: &random)))"
        case 2: "\(address)  # comment"
        default: "\(address)"
        }
    }
}

private enum Iprange {
    static let path = "/usr/bin/iprange"

    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
