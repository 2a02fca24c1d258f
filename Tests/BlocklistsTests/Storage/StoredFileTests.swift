import Foundation
import Testing

@testable import Blocklists

struct StoredFileTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func isReplacedAsAWholeAndAppendedTo() throws {
        let file = StoredFile(folder.path("a"))
        #expect(try file.read(limit: 10) == nil)
        try file.replace(with: [1, 2, 3])
        try file.append([4, 5], at: 3)
        #expect(try file.read(limit: 10) == [1, 2, 3, 4, 5])
        // What is behind the part that counts goes.
        try file.append([9], at: 2)
        #expect(try file.read(limit: 10) == [1, 2, 9])
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        try file.remove()
        try file.remove()
        #expect(try file.read(limit: 10) == nil)
        #expect(try StoredFolder(folder.path("")).names() == [])
    }

    @Test func limitsAndLinksAreErrors() throws {
        let file = StoredFile(folder.path("a"))
        try file.replace(with: [1, 2, 3])
        #expect(throws: BlocklistError.self) { try file.read(limit: 2) }
        let link = StoredFile(folder.path("link"))
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: file.path)
        #expect(throws: BlocklistError.self) { try link.read(limit: 10) }
        #expect(try link.read(limit: 10, followingLinks: true) == [1, 2, 3])
        #expect(throws: BlocklistError.self) { try StoredFile(folder.path("no/such")).replace(with: []) }
    }

    @Test func whatACrashLeftIsInNobodysWay() throws {
        let file = StoredFile(folder.path("a"))
        _ = try folder.write("a.draft", "half")
        try file.replace(with: [1])
        #expect(try file.read(limit: 10) == [1])
        #expect(try StoredFolder(folder.path("")).names() == ["a"])
    }

    @Test func foldersAreMadeWithThoseAbove() throws {
        let deep = StoredFolder(folder.path("x/y/z"))
        #expect(try deep.names() == [])
        try deep.make()
        try deep.make()
        #expect(try FileManager.default.attributesOfItem(atPath: deep.path)[.posixPermissions] as? Int == 0o700)
        _ = try folder.write("file", "")
        #expect(throws: BlocklistError.self) { try StoredFolder(folder.path("file/below")).make() }
    }
}
