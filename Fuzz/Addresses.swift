// sources: Tests/IPNetworksTests/Fuzzing/AddressFuzz.swift
// corpus: Tests/IPNetworksTests/Corpus/addresses

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAddresses(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = AddressFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}
