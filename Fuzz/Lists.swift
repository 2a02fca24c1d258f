// sources: Tests/IPNetworksTests/Fuzzing/ListFuzz.swift
// corpus: Tests/IPNetworksTests/Corpus/lists

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLists(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = ListFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}
