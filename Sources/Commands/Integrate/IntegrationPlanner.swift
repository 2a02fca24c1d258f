import FoundationEssentials
import Glibc
import Integrations

/// Puts a plan together, comparing what there should be with what there is. Looks at the machine and changes nothing.
struct IntegrationPlanner {
    let integration: Integration
    let server: IntegrationServer
    let machine: IntegratedMachine
    let block: MarkedBlock
    private(set) var plan = IntegrationPlan()
    private let recordBefore: FileState?
    private var record: IntegrationRecord

    init(_ integration: Integration, server: IntegrationServer, machine: IntegratedMachine) throws(CommandFailure) {
        self.integration = integration
        self.server = server
        self.machine = machine
        block = MarkedBlock(integration.id)
        let path = IntegrationRecord.path(integration.id)
        recordBefore = try machine.file(path)
        record = try IntegrationRecord(recordBefore, path: machine.root + path)
    }

    // MARK: Setting up

    /// The files of the integration, where they belong.
    mutating func putFiles() throws(CommandFailure) {
        for file in integration.files { try put(file.destination, file.text(for: server), mode: file.mode) }
    }

    /// A file that is ours as a whole.
    mutating func put(_ path: String, _ text: String, mode: UInt32) throws(CommandFailure) {
        let before = try machine.file(path)
        let after = FileState(text.utf8, mode: mode)
        guard before != after else { return }
        record.note(path, before: before, written: after)
        plan.add(FileChange(path: path, before: before, after: after))
    }

    /// Lines of ours in a file that is the administrator's, or will be as soon as there is something else in it.
    ///
    /// - Parameter mode: for a file that is not there yet.
    mutating func putBlock(_ lines: [String], in path: String, mode: UInt32 = 0o644) throws(CommandFailure) {
        let before = try machine.file(path)
        let text = try block.appending(lines, to: before?.lines ?? TextLines([]), of: path)
        let after = FileState(text.bytes, mode: before?.mode ?? mode)
        record.note(path, before: before.map { FileState([], mode: $0.mode) }, written: FileState([], mode: after.mode))
        plan.add(FileChange(path: path, before: before, after: after))
    }

    /// A file of the administrator's with other contents.
    mutating func change(_ path: String, to text: TextLines, mode: UInt32? = nil) throws(CommandFailure) {
        guard let before = try machine.file(path) else { return }
        plan.add(FileChange(path: path, before: before, after: FileState(text.bytes, mode: mode ?? before.mode)))
    }

    // MARK: Taking away

    mutating func takeFiles() throws(CommandFailure) {
        for file in integration.files {
            try take(file.destination, FileState(file.text(for: server).utf8, mode: file.mode))
        }
    }

    /// Puts back what was in the place of a file of ours, unless the administrator has changed it since.
    ///
    /// - Parameter known: what it is known to hold when it was not this program that wrote it.
    mutating func take(_ path: String, _ known: FileState? = nil) throws(CommandFailure) {
        guard let now = try machine.file(path) else {
            record.forget(path)
            return
        }
        if let entry = record[path], entry.written.contents == now.contents {
            plan.add(FileChange(path: path, before: now, after: entry.before))
            record.forget(path)
        } else if record[path] == nil, now.contents == known?.contents {
            plan.add(FileChange(path: path, before: now, after: nil))
        } else if recordBefore != nil || known == nil {
            // The administrator's from now on.
            record.forget(path)
            plan.notes.append("\(path) stays: 'sikker integrate' did not write what is in it")
        }
    }

    /// Takes our lines out of a file, and the file away when it was made for them and holds nothing else.
    mutating func takeBlock(from path: String, _ lines: [String]? = nil) throws(CommandFailure) {
        guard let before = try machine.file(path) else { return }
        let text = try block.removed(from: before.lines, of: path, lines: lines)
        let isOurs = record[path].map { $0.before == nil } ?? false
        let after = text.lines.isEmpty && isOurs ? nil : FileState(text.bytes, mode: before.mode)
        record.forget(path)
        plan.add(FileChange(path: path, before: before, after: after))
    }

    // MARK: Programs

    mutating func run(_ words: [String]) { plan.add(IntegrationPlan.ProgramStep(words: words)) }

    mutating func note(_ sentence: String) { plan.notes.append(sentence) }

    /// Has the integration's own script set up or take away the rest, if there is something to do.
    mutating func runScript(_ option: String) throws(CommandFailure) {
        guard let file = integration.files.first else { return }
        let effects = try effects(of: option, file)
        if effects.isEmpty { return }
        let script = machine.root + file.destination
        // What was there before would go with the rest.
        let isFresh = option == "--install" ? try self.effects(of: "--uninstall", file).isEmpty : false
        plan.add(
            IntegrationPlan.ProgramStep(
                words: ["sh", script, option], variables: variables, effects: effects,
                undoing: isFresh ? ["sh", script, "--uninstall"] : nil))
    }

    /// What the script would do, in its own words. It is run from memory, as it may not be in its place yet.
    private func effects(of option: String, _ file: IntegrationFile) throws(CommandFailure) -> [String] {
        let prefix = "SikkerAPI: "
        let result = try machine.run(
            ["sh", "-s", "--", option, "--dry-run"], input: file.text(for: server), variables: variables)
        guard result.status == 0 else {
            let complaint = result.complaint
            throw CommandFailure(
                .configuration, complaint.hasPrefix(prefix) ? String(complaint.dropFirst(prefix.count)) : complaint)
        }
        return result.output.split(separator: "\n").map { line in
            line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : String(line)
        }.filter { $0 != "nothing to change" }
    }

    /// What the scripts ask for, as far as it is set.
    private var variables: [String] {
        let names = ["SIKKERAPI_SCORE", "SIKKERAPI_EXTRA", "SIKKERAPI_IPV6", "SIKKERAPI_TIMEOUT"]
        return names.compactMap { name in machine.environment[name].map { "\(name)=\($0)" } }
            + (machine.isItself ? [] : ["SIKKERAPI_ROOT=\(machine.root)"])
    }

    // MARK: The end

    /// The plan, with the record of it first when something is set up and last when it is taken away, so that it is there as long as anything
    /// is.
    func finished() throws(CommandFailure) -> IntegrationPlan {
        let path = IntegrationRecord.path(integration.id)
        let change = FileChange(path: path, before: recordBefore, after: try record.state(), isRecord: true)
        var whole = IntegrationPlan()
        whole.notes = plan.notes
        if !record.isEmpty { whole.add(change) }
        for step in plan.steps {
            switch step {
            case .file(let change): whole.add(change)
            case .program(let program): whole.add(program)
            }
        }
        if record.isEmpty { whole.add(change) }
        return whole
    }
}
