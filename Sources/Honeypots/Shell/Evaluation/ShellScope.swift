/// What belongs to one process of the shell: a subshell has a copy, and its changes die with it.
struct ShellScope: Sendable {
    struct Variable: Hashable, Sendable {
        var value: ByteString
        var isExported = false
        var isReadOnly = false
        /// `declare -i`.
        var isInteger = false
        /// `declare -l` and `-u`.
        var isLower = false
        var isUpper = false
        /// The elements, when it is an array of bash.
        var array: ShellArray?
    }

    /// Bytes of names and values a shell can hold; past them it is out of memory.
    static let mostVariableBytes = 256 * 1024

    /// Functions a shell can define.
    static let mostFunctions = 200

    private(set) var variables: [ByteString: Variable] = [:]
    private var variableBytes = 0
    var functions: [ByteString: ShellSyntax] = [:]
    var directory: ByteString
    /// `$0`.
    var name: ByteString
    /// `$1`, `$2` …
    var parameters: [ByteString] = []
    /// The file whose lines are run; nil at the prompt. Part of error messages.
    var script: ByteString?
    var line = 0
    /// `$$`.
    var processID: Int
    /// `$!`.
    var lastBackground: Int?
    /// Letters of `set`: e, f, n, u, v, x …
    var options: Set<UInt8> = []
    /// Run by the shell's end.
    var exitTrap: ByteString?
    var mask: UInt16 = 0o022
    /// How many functions call each other at this point.
    var callDepth = 0
    var isInteractive = false
    var dialect = ShellDialect.ash
    /// Where the commands come from; part of messages about their syntax.
    var source: CommandOutcome.ScriptText.Source?
    /// What bash alone keeps.
    var bash = BashState()

    init(directory: ByteString, name: ByteString, processID: Int) {
        self.directory = directory
        self.name = name
        self.processID = processID
    }

    subscript(name: ByteString) -> ByteString? {
        guard let variable = variables[name] else { return nil }
        return variable.array.map { $0.isAssociative ? $0["0"] : $0[0] } ?? variable.value
    }

    /// False when the variable is read-only or there is no room.
    mutating func set(_ name: ByteString, _ value: ByteString, export: Bool = false) -> Bool {
        var variable = variables[name] ?? Variable(value: "")
        guard !variable.isReadOnly else { return false }
        let growth = value.count - variable.value.count + (variables[name] == nil ? name.count + 64 : 0)
        guard variableBytes + growth <= Self.mostVariableBytes else { return false }
        variableBytes += growth
        variable.value = value
        if variable.array != nil { variable.array?[0] = value }
        if export { variable.isExported = true }
        variables[name] = variable
        return true
    }

    mutating func unset(_ name: ByteString) {
        guard let variable = variables.removeValue(forKey: name) else { return }
        variableBytes -= name.count + 64 + variable.value.count + (variable.array?.size ?? 0)
    }

    /// What another program's process inherits is only what was exported.
    mutating func startProcess() {
        for (name, variable) in variables where !variable.isExported && !name.hasPrefix("PS") { unset(name) }
        functions = [:]
        options = []
        exitTrap = nil
        bash = BashState()
        callDepth = 0
        line = 0
    }

    /// Puts back what stood there before; nil: nothing did.
    mutating func restore(_ name: ByteString, _ variable: Variable?) {
        unset(name)
        guard let variable, set(name, variable.value) else { return }
        variableBytes += variable.array?.size ?? 0
        variables[name] = variable
    }

    mutating func mark(_ name: ByteString, exported: Bool? = nil, readOnly: Bool? = nil) {
        if variables[name] == nil, !set(name, "") { return }
        if let exported { variables[name]?.isExported = exported }
        if let readOnly { variables[name]?.isReadOnly = readOnly }
    }

    /// `NAME=value` of what programs inherit, in order.
    var environment: [ByteString] {
        variables.filter(\.value.isExported).map { $0.key + "=" + $0.value.value }.sorted()
    }

    // MARK: Arrays

    /// Makes a variable an array, with what it holds as the first element.
    mutating func makeArray(_ name: ByteString, isAssociative: Bool = false) -> Bool {
        if variables[name] == nil, !set(name, "") { return false }
        guard variables[name]?.isReadOnly == false else { return false }
        if variables[name]?.array == nil {
            let value = variables[name]?.value ?? ""
            variables[name]?.array = ShellArray(value.isEmpty || isAssociative ? [] : [value])
            variables[name]?.array?.isAssociative = isAssociative
        }
        return true
    }

    /// False when the variable is read-only or there is no room.
    mutating func setArray(_ name: ByteString, _ array: ShellArray) -> Bool {
        guard makeArray(name, isAssociative: array.isAssociative) else { return false }
        let growth = array.size - (variables[name]?.array?.size ?? 0)
        guard variableBytes + growth <= Self.mostVariableBytes else { return false }
        variableBytes += growth
        variables[name]?.array = array
        return true
    }

    /// Sets one element; nil removes it.
    mutating func setElement(_ name: ByteString, _ index: ShellArrayIndex, to value: ByteString?) -> Bool {
        if variables[name]?.array == nil, value == nil { return true }
        guard makeArray(name) else { return false }
        let growth = (value?.count ?? 0) + 64
        guard variableBytes + growth <= Self.mostVariableBytes else { return false }
        let before = variables[name]?.array?.count ?? 0
        switch index {
        case .number(let number): variables[name]?.array?[number] = value
        case .name(let key): variables[name]?.array?[key] = value
        }
        if variables[name]?.array?.count != before { variableBytes += growth }
        return true
    }

    mutating func setAttributes(_ name: ByteString, _ change: (inout Variable) -> Void) {
        if variables[name] == nil, !set(name, "") { return }
        guard var variable = variables[name] else { return }
        change(&variable)
        variables[name] = variable
    }
}
