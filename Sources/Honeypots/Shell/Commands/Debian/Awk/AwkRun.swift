internal import Glibc

/// An awk program on its way through its input. It holds no shell: what it needs of one is passed in.
struct AwkRun {
    /// Calls of functions inside each other.
    static let deepestCalls = 100
    static let mostElements = 50_000
    /// Bytes of all texts in arrays and variables, roughly.
    static let mostBytes = 8 * 1024 * 1024
    static let mostFields = 20_000
    static let mostOutputs = 20

    enum Flow {
        case normal, leave, goOn, next, giveBack, exit
    }

    let program: AwkProgram
    var variables: [ByteString: AwkValue] = [:]
    var arrays: [ByteString: [ByteString: AwkValue]] = [:]
    var locals: [[ByteString: AwkValue]] = []
    /// Arrays that functions know by names of their own.
    var aliases: [[ByteString: ByteString]] = []
    var localArrays = 0
    var record = ByteString()
    var fields: [AwkValue] = []
    var hasSplit = false
    var expressions: [ByteString: RegularExpression] = [:]
    var result = AwkValue.none
    var exitStatus: UInt8 = 0
    var openRanges: Set<Int> = []
    var held = 0
    var generator = SeededGenerator(seed: 42)
    var randomSeed = 0.0

    var inputs: [ByteString] = []
    var input: (bytes: [UInt8], position: Int)?
    var hasReadOperand = false
    var readers: [ByteString: (bytes: [UInt8], position: Int)] = [:]
    /// What goes to files and commands, by name.
    var writers: [(name: ByteString, kind: AwkOutput.Kind, bytes: [UInt8])] = []

    init(_ program: AwkProgram) {
        self.program = program
        for (name, value) in [
            ("FS", " "), ("OFS", " "), ("ORS", "\n"), ("RS", "\n"), ("CONVFMT", "%.6g"), ("OFMT", "%.6g"),
            ("SUBSEP", "\u{1c}"), ("FILENAME", ""),
        ] as [(ByteString, ByteString)] { variables[name] = .text(value) }
        for name in ["NR", "FNR", "NF", "RSTART"] as [ByteString] { variables[name] = .number(0) }
        variables["RLENGTH"] = .number(-1)
    }

    func string(_ name: ByteString) -> ByteString { variables[name]?.text() ?? "" }

    // MARK: Running

    func runtime(_ message: ByteString) -> AwkFault {
        let (file, line, record) = (string("FILENAME"), string("FNR"), string("NR"))
        return AwkFault(message: "run time error: \(message)\n\tFILENAME=\"\(file)\" FNR=\(line) NR=\(record)")
    }

    mutating func run(in shell: inout Shell) throws(AwkFault) {
        var flow = Flow.normal
        for rule in program.rules {
            guard case .begin = rule.pattern, let body = rule.body else { continue }
            flow = try execute(body, &shell)
            if flow == .exit { break }
        }
        let needsInput = program.rules.contains { if case .begin = $0.pattern { false } else { true } }
        if flow != .exit, needsInput {
            while let line = try nextRecord(&shell) {
                setRecord(line)
                flow = try runRules(&shell)
                if flow == .exit { break }
            }
        }
        for rule in program.rules {
            guard case .end = rule.pattern, let body = rule.body, flow != .exit || !isExiting else { continue }
            flow = try execute(body, &shell)
            if flow == .exit { break }
        }
        for writer in writers { try flush(writer, &shell) }
        writers = []
    }

    /// `exit` inside END ends at once.
    var isExiting: Bool { false }

    mutating func runRules(_ shell: inout Shell) throws(AwkFault) -> Flow {
        for (index, rule) in program.rules.enumerated() {
            let isSelected: Bool
            switch rule.pattern {
            case .begin, .end: continue
            case .always: isSelected = true
            case .when(let expression): isSelected = try value(of: expression, &shell).isTrue
            case .range(let first, let last):
                if openRanges.contains(index) {
                    isSelected = true
                } else {
                    isSelected = try value(of: first, &shell).isTrue
                    if isSelected { openRanges.insert(index) }
                }
                if isSelected, try value(of: last, &shell).isTrue { openRanges.remove(index) }
            }
            guard isSelected else { continue }
            guard let body = rule.body else {
                try write(record + string("ORS"), to: nil, &shell)
                continue
            }
            switch try execute(body, &shell) {
            case .next: return .normal
            case .exit: return .exit
            case .normal, .leave, .goOn, .giveBack: break
            }
        }
        return .normal
    }

    func charge(_ units: Int, _ shell: inout Shell) throws(AwkFault) {
        guard shell.charge(units) else { throw AwkFault(message: "", isSpent: true) }
    }

    mutating func execute(_ statements: [AwkStatement], _ shell: inout Shell) throws(AwkFault) -> Flow {
        for statement in statements {
            let flow = try execute(statement, &shell)
            if flow != .normal { return flow }
        }
        return .normal
    }

    mutating func execute(_ statement: AwkStatement, _ shell: inout Shell) throws(AwkFault) -> Flow {
        try charge(24, &shell)
        switch statement {
        case .expression(let expression): _ = try value(of: expression, &shell)
        case .print(let values, let isFormat, let output): try print(values, isFormat, output, &shell)
        case .block(let statements): return try execute(statements, &shell)
        case .condition(let condition, let then, let otherwise):
            if try value(of: condition, &shell).isTrue { return try execute(then, &shell) }
            if let otherwise { return try execute(otherwise, &shell) }
        case .loop(let condition, let update, let body, let first, let testsFirst):
            if let first { _ = try value(of: first, &shell) }
            var isFirst = true
            while true {
                try charge(24, &shell)
                if testsFirst || !isFirst, let condition, try !value(of: condition, &shell).isTrue { break }
                isFirst = false
                let flow = try execute(body, &shell)
                if flow == .leave { break }
                if flow == .exit || flow == .next || flow == .giveBack { return flow }
                if let update { _ = try value(of: update, &shell) }
            }
        case .forEach(let name, let array, let body):
            for key in (arrays[arrayName(array)] ?? [:]).keys.sorted() {
                try assign(.variable(name), .input(key), &shell)
                let flow = try execute(body, &shell)
                if flow == .leave { break }
                if flow == .exit || flow == .next || flow == .giveBack { return flow }
            }
        case .delete(let array, let indices):
            let name = arrayName(array)
            if indices.isEmpty {
                arrays[name] = [:]
            } else {
                let key = try key(indices, &shell)
                arrays[name]?[key] = nil
            }
        case .next: return .next
        case .exit(let expression):
            if let expression {
                exitStatus = UInt8(
                    truncatingIfNeeded: Int64(max(-1e9, min(1e9, try value(of: expression, &shell).number))))
            }
            return .exit
        case .leave: return .leave
        case .goOn: return .goOn
        case .giveBack(let expression):
            result = try expression.map { (expression) throws(AwkFault) in try value(of: expression, &shell) } ?? .none
            return .giveBack
        }
        return .normal
    }

    // MARK: Variables

    func arrayName(_ name: ByteString) -> ByteString { aliases.last?[name] ?? name }

    mutating func key(_ indices: [AwkExpression], _ shell: inout Shell) throws(AwkFault) -> ByteString {
        var parts: [ByteString] = []
        for index in indices { parts.append(try value(of: index, &shell).text(string("CONVFMT"))) }
        return parts.joined(by: string("SUBSEP"))
    }

    mutating func assign(
        _ target: AwkExpression, _ value: AwkValue, _ shell: inout Shell
    ) throws(AwkFault) {
        switch target {
        case .variable(let name):
            if !locals.isEmpty, locals[locals.count - 1][name] != nil {
                locals[locals.count - 1][name] = value
                return
            }
            try account(value, &shell)
            if name == "NF" {
                try splitRecord(&shell)
                let count = min(Self.mostFields, max(0, Int(max(0, min(1e6, value.number)))))
                fields = Array(fields.prefix(count))
                while fields.count < count { fields.append(.none) }
                return joinRecord()
            }
            variables[name] = value
        case .field(let index):
            let number = Int(max(0, min(1e6, try self.value(of: index, &shell).number)))
            guard number <= Self.mostFields else { throw AwkFault(message: "field index too large") }
            if number == 0 { return setRecord(value.text(string("CONVFMT"))) }
            try splitRecord(&shell)
            while fields.count < number { fields.append(.none) }
            fields[number - 1] = value
            joinRecord()
            try charge(record.count, &shell)
        case .element(let array, let indices):
            let key = try key(indices, &shell)
            let name = arrayName(array)
            try account(value, &shell)
            guard arrays[name, default: [:]].count < Self.mostElements else {
                throw AwkFault(message: "", isSpent: true)
            }
            arrays[name, default: [:]][key] = value
        default: throw AwkFault(message: "cannot assign")
        }
    }

    /// Texts must fit into memory: what was ever assigned counts.
    mutating func account(_ value: AwkValue, _ shell: inout Shell) throws(AwkFault) {
        switch value {
        case .none, .number: return
        case .text(let text), .input(let text):
            try charge(text.count / 4, &shell)
            guard text.count <= Self.mostBytes / 8 else { throw AwkFault(message: "", isSpent: true) }
        }
    }
}
