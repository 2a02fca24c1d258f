import Integrations

/// A list for CSF to pull, and lfd's blocks reported.
struct CSFRecipe: IntegrationRecipe {
    let keyFile = "/etc/csf/sikkerapi.key"
    private static let lists = "/etc/csf/csf.blocklists"
    private static let settings = "/etc/csf/csf.conf"
    private static let setting = "BLOCK_REPORT"

    func requireTool(on machine: IntegratedMachine) throws(CommandFailure) {
        guard machine.exists(Self.settings) else {
            throw CommandFailure(.configuration, "CSF is not installed: there is no \(machine.root)\(Self.settings)")
        }
    }

    func install(_ planner: inout IntegrationPlanner, key: String) throws(CommandFailure) {
        let machine = planner.machine
        // The key stands in the line, which only root may read therefore.
        let lists = try machine.file(Self.lists)
        let line =
            "SIKKERAPI|86400|10000|\(planner.server.baseURL)/v1/key/blacklist?key=\(key)&plaintext=true&scoreMinimum=70"
        let isThere = lists.map { $0.lines.lines.contains { TextLines.trimmed($0) == line } } ?? false
        if !isThere { try planner.putBlock([line], in: Self.lists, mode: 0o600) }
        if let lists, lists.mode & 0o077 != 0 {
            planner.note("\(Self.lists) holds the key and can be read by others: chmod 600 \(Self.lists)")
        }

        guard let before = try machine.file(Self.settings) else { return }
        let text = before.lines
        if try planner.block.range(in: text, of: Self.settings) == nil {
            guard let index = text.lines.indices.last(where: { value(of: text.trimmed($0)) != nil }) else {
                throw CommandFailure(
                    .configuration,
                    "\(machine.root)\(Self.settings) has no line \(Self.setting) = \"\": is it one of a CSF without reports?"
                )
            }
            let current = value(of: text.trimmed(index)) ?? ""
            if current != program {
                guard current.isEmpty else {
                    throw CommandFailure(
                        .configuration,
                        "\(Self.setting) in \(machine.root)\(Self.settings) is \(current) already, and CSF calls one program only: "
                            + "have that one call \(program) \"$@\", or empty the setting")
                }
                try planner.change(Self.settings, to: planner.block.replacing(index, with: lines, in: text))
            }
        }
        restart(&planner)
    }

    func remove(_ planner: inout IntegrationPlanner) throws(CommandFailure) {
        try planner.takeBlock(from: Self.settings, lines)
        try planner.takeBlock(from: Self.lists)
        try planner.takeFiles()
        try planner.take(keyFile)
        restart(&planner)
    }

    private var program: String { Integration.csf.files.first?.destination ?? "" }
    private var lines: [String] { ["\(Self.setting) = \"\(program)\""] }

    /// The value of the setting, where a line is about it.
    private func value(of line: String) -> String? {
        let parts = line.split(separator: "=", maxSplits: 1).map { TextLines.trimmed(Array($0.utf8)) }
        guard parts.count == 2, parts[0] == Self.setting else { return nil }
        return parts[1].replacing("\"", with: "")
    }

    private func restart(_ planner: inout IntegrationPlanner) {
        if planner.machine.isItself, planner.machine.program("csf") != nil { planner.run(["csf", "-ra"]) }
    }
}
