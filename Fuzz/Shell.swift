// sources: Tests/HoneypotsTests/Fuzzing/ShellFuzz.swift Tests/HoneypotsTests/Fuzzing/ParserFuzz.swift
// sources: Tests/HoneypotsTests/Fuzzing/FileSystem+Counting.swift Tests/HoneypotsTests/Shell/ShellHarness.swift
// sources: Tests/HoneypotsTests/Shell/DebianStage.swift Tests/HoneypotsTests/Replay/ReplayVisit.swift
// sources: Tests/HoneypotsTests/Replay/ObservedEvent.swift Tests/HoneypotsTests/Replay/ReplayEscapes.swift
// corpus: Tests/HoneypotsTests/Corpus/shell

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzShell(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = ShellFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}

/// What libFuzzer calls before the first input: what all inputs share is made here, where its time is no input's.
@_cdecl("LLVMFuzzerInitialize")
public func prepareShell(_: UnsafeRawPointer?, _: UnsafeRawPointer?) -> CInt {
    _ = ShellFuzz.violation(in: [])
    return 0
}
