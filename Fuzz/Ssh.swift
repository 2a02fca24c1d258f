// sources: Tests/HoneypotsTests/Fuzzing/SSHFuzz.swift Tests/HoneypotsTests/SSH/SSHTestClient.swift
// sources: Tests/HoneypotsTests/Conformance/HoneypotFuzz.swift Tests/HoneypotsTests/Replay/ReplayVisit.swift
// sources: Tests/HoneypotsTests/Replay/ReplaySettings.swift Tests/HoneypotsTests/Replay/ObservedEvent.swift
// sources: Tests/HoneypotsTests/Replay/ReplayEscapes.swift
// corpus: Tests/HoneypotsTests/Corpus/ssh

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSsh(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = SSHFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}

/// What libFuzzer calls before the first input: what all inputs share is made here, where its time is no input's.
@_cdecl("LLVMFuzzerInitialize")
public func prepareSsh(_: UnsafeRawPointer?, _: UnsafeRawPointer?) -> CInt {
    _ = SSHFuzz.violation(in: [])
    return 0
}
