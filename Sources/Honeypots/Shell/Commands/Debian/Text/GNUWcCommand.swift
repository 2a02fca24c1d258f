struct GNUWcCommand: ShellCommand {
    static let names: [ByteString] = ["wc"]

    private static let long: [GNUOptions.Long] = [
        .init("bytes", "c"), .init("chars", "m"), .init("lines", "l"), .init("words", "w"),
        .init("max-line-length", "L"), .init("files0-from", "F", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "clLmw", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let order: [Unicode.Scalar] = ["l", "w", "m", "c", "L"]
        var chosen = order.filter { options.has($0) }
        if chosen.isEmpty { chosen = ["l", "w", "c"] }
        var rows: [(name: ByteString?, counts: [Int])] = []
        var totals = [Int](repeating: 0, count: chosen.count)
        var lines: [ByteString] = []
        var status: UInt8 = 0
        var allBytes = 0
        var isRegular = true
        for operand in options.operands.isEmpty ? ["-"] : options.operands {
            do {
                switch try shell.read(operand: operand) {
                case .terminal: return .collectingInput
                case .endless: return .endless
                case .bytes(let bytes):
                    guard shell.charge(bytes.count) else { return .failure }
                    let counts = chosen.map { count($0, in: bytes) }
                    totals = zip(totals, counts).map { $0 &+ $1 }
                    rows.append((options.operands.isEmpty ? nil : operand, counts))
                    allBytes += bytes.count
                    if operand == "-" {
                        isRegular = shell.isFileInput
                    } else if !shell.isRegularFile(operand) {
                        isRegular = false
                    }
                }
            } catch {
                status = 1
                shell.print("wc: \(operand.quotedWhereNeeded): \(error.message)\n", to: 2)
                if error == .isDirectory {
                    rows.append((operand, chosen.map { _ in 0 }))
                    isRegular = false
                }
            }
        }
        // Columns are as wide as the sizes of the files need; sevens where that cannot be known.
        var width = isRegular ? max(1, "\(allBytes)".utf8.count) : 7
        if chosen.count == 1, options.operands.count <= 1 { width = 1 }
        if options.operands.count > 1 { rows.append(("total", totals)) }
        for row in rows {
            let columns = row.counts.map { ByteString("\($0)").indented(to: width) }.joined(by: " ")
            lines.append(columns + (row.name.map { " " + $0 } ?? "") + "\n")
        }
        for line in lines { guard shell.print(line) else { return .failure } }
        return .exit(status)
    }

    private static func count(_ what: Unicode.Scalar, in bytes: [UInt8]) -> Int {
        switch what {
        case "l": bytes.count { $0 == 0x0a }
        case "w": bytes.split { $0.isSpace }.count
        case "L": bytes.lines.map(\.count).max() ?? 0
        default: bytes.count
        }
    }
}

extension Shell {
    /// Standard input is a file rather than a pipe.
    var isFileInput: Bool {
        guard case .stream(let number) = descriptors[0], case .file = streams[number]?.kind else { return false }
        return true
    }

    func isRegularFile(_ path: ByteString) -> Bool {
        if processFiles[path] != nil { return false }
        guard let id = try? files.find(path, from: scope.directory), case .file(let content) = files[id].kind else {
            return false
        }
        if case .live = content { return false }
        return true
    }
}
