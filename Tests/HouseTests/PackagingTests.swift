import Foundation
import Testing

/// The service's confinement, as systemd itself rates it.
@Suite struct PackagingTests {
    static let units = Checkout.files(under: "packaging/systemd", ending: ".service")
    static let mostExposure = 2.0

    /// What a command printed on both its outputs, and its status.
    private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    @Test(arguments: units)
    func servicesAreConfined(_ unit: String) throws {
        let path = Checkout.root.appending(path: unit).path
        let (_, output) = try run(["systemd-analyze", "security", "--offline=yes", "--no-pager", path])
        let match = try #require(output.firstMatch(of: /Overall exposure level for [^:]+: ([0-9.]+)/), "\(output)")
        let exposure = try #require(Double(match.1))
        #expect(exposure <= Self.mostExposure, "\(unit)")
    }

    /// Nothing in a unit is misspelled: systemd ignores what it does not know.
    @Test(arguments: units)
    func unitsAreUnderstood(_ unit: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sikker-unit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // The program need not be installed.
        let text = try Checkout.text(unit).replacing("/usr/bin/sikker", with: "/bin/true")
        let copy = folder.appending(path: URL(filePath: unit).lastPathComponent)
        try text.write(to: copy, atomically: true, encoding: .utf8)
        let (status, output) = try run(["systemd-analyze", "verify", "--man=no", copy.path])
        #expect(status == 0 && !output.contains("Unknown") && !output.contains("ignoring"), "\(output)")
    }

    @Test func theGuardMayDoNothingButAdministrateTheNetwork() throws {
        let lines = try Checkout.text("packaging/systemd/sikkerguard.service").split(separator: "\n")
        #expect(
            lines.contains("CapabilityBoundingSet=CAP_NET_ADMIN") && lines.contains("AmbientCapabilities=CAP_NET_ADMIN")
        )
        #expect(lines.contains("User=sikkerguard") && lines.contains("NoNewPrivileges=yes"))
        #expect(lines.contains { $0.hasPrefix("SystemCallFilter=~") } && lines.contains("Type=notify"))
    }
}
