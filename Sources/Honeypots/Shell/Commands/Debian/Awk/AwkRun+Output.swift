/// Output of an awk program.
extension AwkRun {
    mutating func readLine(
        _ target: AwkExpression?, _ source: AwkExpression?, _ isCommand: Bool, _ shell: inout Shell
    ) throws(AwkFault) -> AwkValue {
        var line: ByteString?
        if let source {
            let name = try value(of: source, &shell).text()
            if readers[name] == nil {
                guard readers.count < Self.mostOutputs else { return .number(-1) }
                if isCommand {
                    readers[name] = (shell.runCommand(name, input: nil).output, 0)
                } else {
                    guard let bytes = try read(name, &shell) else { return .number(-1) }
                    readers[name] = (bytes, 0)
                }
            }
            if var reader = readers[name] {
                line = takeRecord(&reader.bytes, &reader.position)
                readers[name] = reader
            }
            if line != nil, isCommand { variables["NR"] = .number((variables["NR"]?.number ?? 0) + 1) }
        } else {
            line = try nextRecord(&shell)
        }
        guard let line else { return .number(0) }
        try charge(line.count, &shell)
        if let target { try assign(target, .input(line), &shell) } else { setRecord(line) }
        return .number(1)
    }

    mutating func print(
        _ values: [AwkExpression], _ isFormat: Bool, _ output: AwkOutput?, _ shell: inout Shell
    ) throws(AwkFault) {
        var text: ByteString
        if isFormat {
            var all: [AwkValue] = []
            for value in values { all.append(try self.value(of: value, &shell)) }
            guard let format = all.first?.text() else { throw AwkFault(message: "printf: no format") }
            let (formatted, isComplete) = AwkFormat.text(format, Array(all.dropFirst()))
            if !isComplete {
                shell.print(formatted)
                throw runtime("not enough arguments passed to printf(\"\(format)\")")
            }
            text = ByteString(formatted)
        } else if values.isEmpty {
            text = record + string("ORS")
        } else {
            var parts: [ByteString] = []
            for value in values { parts.append(try self.value(of: value, &shell).text(string("OFMT"))) }
            text = parts.joined(by: string("OFS")) + string("ORS")
        }
        try write(text, to: output, &shell)
    }

    mutating func write(_ text: ByteString, to output: AwkOutput?, _ shell: inout Shell) throws(AwkFault) {
        guard let output else {
            guard shell.print(text) || text.isEmpty else { throw AwkFault(message: "", isSpent: true) }
            return
        }
        let name = try value(of: output.target, &shell).text()
        if name == "/dev/stderr" || name == "/dev/stdout" {
            shell.print(text, to: name == "/dev/stderr" ? 2 : 1)
            return
        }
        try charge(text.count, &shell)
        if let index = writers.firstIndex(where: { $0.name == name }) {
            guard writers[index].bytes.count + text.count <= StreamTable.pipeBytes else {
                throw AwkFault(message: "", isSpent: true)
            }
            writers[index].bytes += text
        } else {
            guard writers.count < Self.mostOutputs else {
                throw AwkFault(message: "cannot open \"\(name)\" for output")
            }
            writers.append((name, output.kind, text.bytes))
        }
    }

    func flush(
        _ writer: (name: ByteString, kind: AwkOutput.Kind, bytes: [UInt8]), _ shell: inout Shell
    ) throws(AwkFault) {
        switch writer.kind {
        case .command:
            let (output, _) = shell.runCommand(writer.name, input: writer.bytes)
            shell.print(output)
        case .file, .append:
            do {
                try shell.store(writer.bytes, at: writer.name, appends: writer.kind == .append)
            } catch {
                throw AwkFault(message: "cannot open \"\(writer.name)\" (\(error.message))")
            }
        }
    }
}
