import Foundation
import Testing

/// Holds ARCHITECTURE.md, Package.swift and the sources against each other: a module depends on, and imports, only what
/// the table allows it, and every module stands in the table.
@Suite struct ImportDirectionTests {
    /// Headers of the system, which stand in no row of their own.
    static let systemLibraries: Set<String> = ["CDatagrams", "CMaxMindDB", "CNetfilter", "CZlib", "CZstd"]

    /// Module → modules it may import, from the table in ARCHITECTURE.md, in the table's order.
    static func table() throws -> [(module: String, allowed: Set<String>)] {
        var rows: [(module: String, allowed: Set<String>)] = []
        var below: Set<String> = []
        let lines = try Checkout.text("ARCHITECTURE.md").split(separator: "\n").map(String.init)
        for line in lines.reversed() {
            guard let match = line.wholeMatch(of: /\| `([A-Za-z]+)` \| .* \| (.*) \|/) else { continue }
            let module = String(match.1)
            let words = match.2.split(separator: ", ").map(String.init)
            let allowed: Set<String> =
                words == ["everything below"] ? below : words == ["–"] ? [] : Set(words)
            rows.append((module, allowed))
            below.insert(module)
        }
        return rows.reversed()
    }

    /// Module → everything quoted in its entry in Package.swift: its dependencies of this package among it.
    static func manifest(_ path: String = "Package.swift") throws -> [String: Set<String>] {
        var entries: [String: Set<String>] = [:]
        var current = ""
        for line in try Checkout.text(path).split(separator: "\n") {
            // An entry of the targets' list starts at eight spaces; what is indented deeper belongs to it.
            let starts = line.hasPrefix("        ") && !line.hasPrefix("         ")
            if starts { current = "" }
            for quoted in line.matches(of: /"([A-Za-z-]+)"/).map({ String($0.1) }) {
                if current.isEmpty { current = quoted } else { entries[current, default: []].insert(quoted) }
            }
            if !current.isEmpty { entries[current, default: []].formUnion([]) }
        }
        return entries
    }

    /// Modules of this package that the sources of `module` import.
    static func imports(of module: String) throws -> Set<String> {
        var imported: Set<String> = []
        for file in Checkout.files(under: "Sources/\(module)", ending: ".swift") {
            for match in try Checkout.text(file).matches(
                of: /(?m)^(?:package |@testable )?import (?:struct |func )?([A-Za-z]+)/)
            {
                imported.insert(String(match.1))
            }
        }
        return imported.intersection(try table().map(\.module) + Array(Self.systemLibraries))
    }

    @Test func tableListsEveryModule() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.appending(path: "Sources").path)
        let modules = Set(folders).subtracting(Self.systemLibraries)
        #expect(Set(try Self.table().map(\.module)) == modules)
    }

    @Test func importsOnlyPointDown() throws {
        let order = try Self.table().map(\.module)
        for (index, row) in try Self.table().enumerated() {
            let above = Set(order[...index])
            #expect(row.allowed.isDisjoint(with: above), "\(row.module) may not import upwards")
        }
    }

    /// The benchmarks compile the modules once more, from repeated lines.
    @Test func benchmarksRepeatWhatThePackageSays() throws {
        let known = Set(try Self.table().map(\.module)).union(Self.systemLibraries)
        let main = try Self.manifest()
        let benchmarks = try Self.manifest("Benchmarks/Package.swift").filter { known.contains($0.key) }
        #expect(benchmarks.count > 10)
        for (module, declared) in benchmarks {
            let ours = declared.intersection(known)
            #expect(ours == main[module]?.intersection(known), "\(module) depends on other modules")
            #expect(ours.isSubset(of: benchmarks.keys), "\(ours.subtracting(benchmarks.keys)) are not described")
        }
    }

    @Test func packageDescriptionAndImportsKeepToTheTable() throws {
        let manifest = try Self.manifest()
        for (module, allowed) in try Self.table() {
            let declared = try #require(manifest[module], "\(module) is not in Package.swift")
            let ours = declared.intersection(try Self.table().map(\.module) + Array(Self.systemLibraries))
            #expect(ours.isSubset(of: allowed), "\(module) depends on \(ours.subtracting(allowed).sorted())")
            let imported = try Self.imports(of: module)
            #expect(ours.isSubset(of: imported), "\(module) does not import \(ours.subtracting(imported).sorted())")
            #expect(imported.isSubset(of: allowed), "\(module) imports \(imported.subtracting(allowed).sorted())")
        }
    }

    @Test func groundFloorImportsNothing() throws {
        for file in Checkout.files(under: "Sources/IPNetworks", ending: ".swift") {
            let imports = try Checkout.text(file).matches(of: /(?m)^.*\bimport (\w+)/).map { String($0.1) }
            #expect(imports.isEmpty, "\(file) imports \(imports)")
        }
    }
}
