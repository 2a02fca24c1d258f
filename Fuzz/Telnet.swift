// sources: Tests/HoneypotsTests/Conformance/HoneypotFuzz.swift Tests/HoneypotsTests/Replay/ReplayVisit.swift
// sources: Tests/HoneypotsTests/Replay/ReplaySettings.swift Tests/HoneypotsTests/Replay/ObservedEvent.swift
// sources: Tests/HoneypotsTests/Replay/ReplayEscapes.swift

import Honeypots

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTelnet(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    let input = [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    do {
        try HoneypotFuzz.exercise(TelnetHoneypot.self, input: input)
    } catch {
        // The crash that libFuzzer waits for.
        fatalError("\(error)")
    }
    return 0
}
