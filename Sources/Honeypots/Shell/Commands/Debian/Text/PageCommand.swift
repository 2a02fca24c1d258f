import ThreatModel

/// `pr`, `tsort` and `csplit` of coreutils, in the forms that one meets.
struct PageCommand: ShellCommand {
    static let names: [ByteString] = ["pr", "tsort", "csplit"]

    private static let letters: [ByteString: String] = [
        "pr": "acdD:e::fFh:i::Jl:mn::N:o:rs::S::tTvw:W:0123456789", "tsort": "", "csplit": "b:f:kmn:sqz",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        guard case .options(let options) = GNUOptions.read(words, letters[program] ?? "", [], in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if program == "csplit" {
            guard let path = options.operands.first else { return shell.refuse(program, "missing operand") }
            guard options.operands.count > 1 else {
                return shell.refuse(program, "missing operand after '\(path)'")
            }
            do {
                _ = try shell.read(operand: path)
                return .success
            } catch {
                return shell.fail(program, "cannot open '\(path)' for reading: \(error.message)")
            }
        }
        switch shell.gnuInputs(options.operands, of: program) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            guard shell.charge(files.reduce(0) { $0 + $1.bytes.count * 2 }) else { return .endless }
            if program == "tsort" {
                return sorted(files.first?.bytes ?? [], files.first?.name ?? "-", &shell)
            }
            for file in files {
                let text = options.has("t", "T") ? file.bytes : pages(file, shell.now.seconds, shell).bytes
                guard shell.print(text) || text.isEmpty else { return .failure }
            }
            return .exit(status)
        }
    }

    /// Pages of 66 lines: five of a head, 56 of text, five empty ones.
    private static func pages(
        _ file: (name: ByteString, bytes: [UInt8]), _ now: Int64, _ shell: Shell
    ) -> ByteString {
        let lines = file.bytes.lines
        let isInput = file.name == "-"
        let id = isInput ? nil : try? shell.files.find(file.name, from: shell.scope.directory)
        let time = TimeFormat.text(of: id.map { shell.files[$0].modified } ?? now, "%Y-%m-%d %H:%M")
        let name = isInput ? "" : file.name
        var text = ByteString()
        for (number, start) in stride(from: 0, to: max(1, lines.count), by: 56).enumerated() {
            let page: ByteString = "Page \(number + 1)"
            let room = 72 - time.count - name.count - page.count
            let left = max(1, room / 2)
            text += "\n\n" + time + ByteString([UInt8](repeating: 0x20, count: left)) + name
            text += ByteString([UInt8](repeating: 0x20, count: max(1, room - left))) + page + "\n\n\n"
            let part = lines[start..<min(start + 56, lines.count)]
            for line in part { text += ByteString(line) + "\n" }
            text += ByteString([UInt8](repeating: 0x0a, count: 56 - part.count + 5))
        }
        return text
    }

    /// Kahn's algorithm, over pairs that say what comes first.
    private static func sorted(_ bytes: [UInt8], _ name: ByteString, _ shell: inout Shell) -> CommandOutcome {
        let items = bytes.split { $0.isSpace }.map { ByteString($0) }
        guard items.count % 2 == 0 else {
            return shell.fail("tsort", "\(name): input contains an odd number of tokens")
        }
        var order: [ByteString] = []
        var following: [ByteString: [ByteString]] = [:]
        var waiting: [ByteString: Int] = [:]
        for item in items where waiting[item] == nil {
            waiting[item] = 0
            order.append(item)
        }
        for index in stride(from: 0, to: items.count, by: 2) where items[index] != items[index + 1] {
            following[items[index], default: []].append(items[index + 1])
            waiting[items[index + 1], default: 0] += 1
        }
        var ready = order.filter { waiting[$0] == 0 }
        var done = 0
        var position = 0
        while position < ready.count, shell.charge(8) {
            let item = ready[position]
            position += 1
            guard shell.print(item + "\n") else { return .failure }
            done += 1
            for next in following[item] ?? [] {
                waiting[next, default: 0] -= 1
                if waiting[next] == 0 { ready.append(next) }
            }
        }
        guard done < order.count else { return .success }
        shell.print("tsort: \(name): input contains a loop:\n", to: 2)
        for item in order where (waiting[item] ?? 0) > 0 { shell.print("tsort: \(item)\n", to: 2) }
        for item in order where (waiting[item] ?? 0) > 0 { shell.print(item + "\n") }
        return .failure
    }
}
