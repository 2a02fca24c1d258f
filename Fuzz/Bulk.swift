// sources: Tests/ThreatAPITests/Bulk/BulkFuzz.swift Sources/ThreatAPI/Bulk/AddressLines.swift
// sources: Sources/ThreatAPI/Bulk/BulkReport.swift Sources/ThreatAPI/Bulk/BulkReport+CSV.swift
// sources: Sources/ThreatAPI/Bulk/BulkReport+JSON.swift Sources/ThreatAPI/Bulk/BulkReportForm.swift
// sources: Sources/ThreatAPI/Bulk/CSVColumns.swift Sources/ThreatAPI/Bulk/CSVReader.swift
// sources: Sources/ThreatAPI/Bulk/HeaderParameters.swift Sources/ThreatAPI/Bulk/MultipartForm.swift
// sources: Sources/ThreatAPI/Ingest/ReportDraft.swift Sources/ThreatAPI/JSON/JSONFault.swift
// sources: Sources/ThreatAPI/JSON/JSONReader.swift Sources/ThreatAPI/Endpoints/ASCIIText.swift
// sources: Sources/ThreatAPI/Answers/RequestError.swift Sources/ThreatAPI/Answers/QuotaHeaders.swift
// sources: Sources/ThreatAPI/Quota/QuotaFigures.swift
// corpus: Tests/ThreatAPITests/Corpus/bulk

/// What libFuzzer calls with every input that it tries.
/// It stops on purpose when a promise is broken: a crash is how libFuzzer learns of it and keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBulk(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
    if let violation = BulkFuzz.violation(in: [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))) {
        fatalError(violation)
    }
    return 0
}
