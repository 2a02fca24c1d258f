import APIClient
import Foundation
import Guard
import IPNetworks
import Netlink
import Synchronization
import TestGuards
import TestHosts
import Testing

/// A battlefield with a list of the user's own, for tests that try to break one safety layer each.
struct Arena {
    let field: Battlefield
    let folder: Folder

    init() async throws {
        field = try await Battlefield()
        folder = try Folder()
    }

    /// A guard that blocks what `list` says.
    func guarding(
        _ list: String, _ environment: [String: String] = [:], surroundings: GuardSurroundings? = nil
    ) throws -> RunningGuard {
        let path = try folder.write("mine.txt", list)
        return try RunningGuard(
            environment.merging(["SIKKER_CUSTOM_BLACKLIST": path]) { given, _ in given }, folder: folder,
            surroundings: surroundings ?? field.surroundings)
    }

    /// Waits for something that takes a moment. Returns how long it took.
    @discardableResult
    func wait(
        for what: String, sourceLocation: SourceLocation = #_sourceLocation, until isSo: () async throws -> Bool
    ) async throws -> Duration {
        let start = ContinuousClock.now
        while try await !isSo() {
            try #require(
                ContinuousClock.now - start < Battlefield.patience, "waited in vain for: \(what)",
                sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(5))
        }
        return ContinuousClock.now - start
    }
}
