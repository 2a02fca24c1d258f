// sources: Tests/HoneypotsTests/Fuzzing/SFTPFuzz.swift Tests/HoneypotsTests/Fuzzing/FileSystem+Counting.swift
// sources: Tests/HoneypotsTests/SSH/SFTP/SFTPVisit.swift Tests/HoneypotsTests/Shell/ShellHarness.swift
// sources: Tests/HoneypotsTests/Conformance/HoneypotFuzz.swift Tests/HoneypotsTests/Replay/ReplayVisit.swift
// sources: Tests/HoneypotsTests/Replay/ReplaySettings.swift Tests/HoneypotsTests/Replay/ObservedEvent.swift
// sources: Tests/HoneypotsTests/Replay/ReplayEscapes.swift
// corpus: Tests/HoneypotsTests/Corpus/sftp

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSftp(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = SFTPFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}

/// What libFuzzer calls before the first input: what all inputs share is made here, where its time is no input's.
@_cdecl("LLVMFuzzerInitialize")
public func prepareSftp(_: UnsafeRawPointer?, _: UnsafeRawPointer?) -> CInt {
    _ = SFTPFuzz.violation(in: [])
    return 0
}
