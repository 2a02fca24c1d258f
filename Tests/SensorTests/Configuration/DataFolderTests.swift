import Foundation
import Testing

@testable import Sensor

@Suite struct DataFolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func isMadeForTheSensorAlone() throws {
        let path = folder.path + "/a/b/c"
        let data = try DataFolder(path, files: DiskFiles())
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(data.spool == path + "/spool")
    }

    @Test func holdsOneSensor() throws {
        do {
            let first = try DataFolder(folder.path, files: DiskFiles())
            #expect(throws: SensorError.folderInUse(path: folder.path)) {
                try DataFolder(folder.path, files: DiskFiles())
            }
            withExtendedLifetime(first) {}
        }
        _ = try DataFolder(folder.path, files: DiskFiles())
    }

    @Test func isFreeOnceItIsReleasedWhoeverStillHoldsIt() throws {
        let first = try DataFolder(folder.path, files: DiskFiles())
        first.release()
        let second = try DataFolder(folder.path, files: DiskFiles())
        // Released twice, it does not take the lock away from the second one.
        first.release()
        #expect(throws: SensorError.folderInUse(path: folder.path)) { try DataFolder(folder.path, files: DiskFiles()) }
        withExtendedLifetime((first, second)) {}
    }

    @Test func seedIsDrawnOnceAndKept() throws {
        let data = try DataFolder(folder.path, files: DiskFiles())
        let seed = try data.personaSeed(files: DiskFiles())
        #expect(try data.personaSeed(files: DiskFiles()) == seed)
        try folder.write(Array("12345\n".utf8), to: "persona-seed")
        #expect(try data.personaSeed(files: DiskFiles()) == 12345)
        try folder.write(Array("twelve".utf8), to: "persona-seed")
        let renewed = try data.personaSeed(files: DiskFiles())
        #expect(try data.personaSeed(files: DiskFiles()) == renewed)
    }

    @Test func aFileInItsPlaceIsNamed() throws {
        try folder.write([1], to: "file")
        let error = #expect(throws: SensorError.self) { try DataFolder(folder.path + "/file/data", files: DiskFiles()) }
        #expect(error?.description.contains("/file") == true)
    }
}
