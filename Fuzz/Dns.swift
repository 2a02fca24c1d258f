// sources: Tests/ThreatAPITests/DNSBL/DNSBLFuzz.swift Tests/ThreatAPITests/DNSBL/DNSMessage.swift
// sources: Tests/ThreatAPITests/DNSBL/FixedListing.swift Sources/ThreatAPI/DNSBL/Message/DNSAnswerWriter.swift
// sources: Sources/ThreatAPI/DNSBL/Message/DNSHeader.swift Sources/ThreatAPI/DNSBL/Message/DNSName.swift
// sources: Sources/ThreatAPI/DNSBL/Message/DNSRequest.swift Sources/ThreatAPI/DNSBL/Message/DNSResponseCode.swift
// sources: Sources/ThreatAPI/DNSBL/Zone/DNSBLLevel.swift Sources/ThreatAPI/DNSBL/Zone/DNSBLOutcome.swift
// sources: Sources/ThreatAPI/DNSBL/Zone/DNSBLResponder.swift Sources/ThreatAPI/DNSBL/Zone/DNSBLSource.swift
// sources: Sources/ThreatAPI/DNSBL/Zone/DNSBLText.swift Sources/ThreatAPI/DNSBL/Zone/DNSBLZone.swift
// sources: Sources/ThreatAPI/DNSBL/Zone/QueriedName.swift
// corpus: Tests/ThreatAPITests/Corpus/dns

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDns(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = DNSBLFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}
