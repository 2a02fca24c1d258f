import Foundation
import PackagePlugin

/// Compiles a target's `Resources/` folder into the program, so that `sikker` is one file that needs nothing beside it.
@main struct EmbedResources: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "Resources")
        // Folders in it are walked through; a file's name is its path from there.
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            .map { folder.appending(path: $0) }.filter { !Self.isFolder($0) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedResources.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) resources of \(target.name)",
                executable: try context.tool(named: "embed-resources").url,
                arguments: [output.path, folder.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
        ]
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
