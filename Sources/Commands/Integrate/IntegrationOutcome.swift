/// What `sikker integrate --json` prints.
struct IntegrationOutcome: Encodable {
    struct Change: Encodable {
        var path: String
        var change: FileChange.Kind
    }

    struct Program: Encodable {
        var command: String
        var effects: [String]
    }

    var integration: String
    var action: String
    /// Whether it was done, and not only planned.
    var done: Bool
    var changes: [Change]
    var programs: [Program]
    var notes: [String]

    init(_ tool: IntegratedTool, _ plan: IntegrationPlan, isRemoval: Bool, isDone: Bool) {
        integration = tool.rawValue
        action = isRemoval ? "uninstall" : "install"
        done = isDone
        changes = plan.fileChanges.map { Change(path: $0.path, change: $0.kind) }
        programs =
            plan.isEmpty
            ? [] : plan.programs.map { Program(command: $0.words.joined(separator: " "), effects: $0.effects) }
        notes = plan.notes
    }
}
