extension RedisSession {
    /// Modules one visit may load.
    private static let mostModules = 8

    mutating func writeModules() {
        reply.array(modules.count)
        for module in modules {
            reply.map(release >= .v7_0 ? 4 : 2)
            reply.bulk("name")
            reply.bulk(module.name)
            reply.bulk("ver")
            reply.integer(1)
            guard release >= .v7_0 else { continue }
            reply.bulk("path")
            reply.bulk(module.path)
            reply.bulk("args")
            reply.bulks(module.arguments)
        }
    }

    /// MODULE LOAD works for a file that the visitor had written under that name, by a dump or from a "master".
    mutating func loadModule(_ arguments: [[UInt8]]) throws(RedisFault) {
        if release >= .v7_0, configuration.text("enable-module-command") == "no" {
            throw RedisFault(
                "ERR MODULE command not allowed. If the enable-module-command option is set to \"local\", you can run it "
                    + "from a local connection, otherwise you need to set this option in the configuration file, and "
                    + "then restart the server.")
        }
        let path = Array(arguments[2].prefix(context.limits.fieldBytes))
        let file = path.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        let isWritten = file == configuration["dbfilename"] && file != Array("dump.rdb".utf8)
        guard isWritten, modules.isEmpty, modules.count < Self.mostModules else {
            throw RedisFault("ERR Error loading the extension. Please check the server logs.")
        }
        modules.append(RedisModule(name: "system", path: path, arguments: Array(arguments.dropFirst(3).prefix(16))))
        reply.ok()
    }

    mutating func unloadModule(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let index = modules.firstIndex(where: { Array($0.name.utf8) == arguments[2] }) else {
            throw RedisFault("ERR Error unloading module: no such module with that name")
        }
        modules.remove(at: index)
        reply.ok()
    }

    /// A command that only a loaded module has.
    func moduleCommand(_ name: [UInt8]) -> RedisCommand? {
        guard !modules.isEmpty else { return nil }
        return RedisCommand.intruderFamily.first { Array($0.name.utf8) == RedisText.lowercased(name.prefix(64)) }
    }
}
