import IPNetworks
import ThreatModel

#if canImport(ThreatAPI)
    @testable import ThreatAPI
#endif

/// What must hold for every body of many reports or addresses, whatever its bytes. Runs in the tests and under libFuzzer
/// (`script/fuzz bulk`).
enum BulkFuzz {
    private static let types: [String?] = [
        "application/json", "text/csv", "multipart/form-data; boundary=XyZ", nil,
        "multipart/form-data; boundary=\"a;b\"",
    ]

    /// The first promise that is broken for `bytes`, if any. The first byte says what they are taken for.
    static func violation(in bytes: [UInt8]) -> String? {
        let kind = Int(bytes.first ?? 0) % (types.count + 1)
        let body = Array(bytes.dropFirst())
        return body.withUnsafeBufferPointer { body in
            guard kind < types.count else { return addressViolation(in: body) }
            do throws(RequestError) {
                return violation(of: try BulkReportForm(contentType: types[kind]).read(body), in: body)
            } catch {
                return error.status == 400 || error.status == 413 ? nil : "refused with \(error.status)"
            }
        }
    }

    private static func violation(of bulk: BulkReport, in body: UnsafeBufferPointer<UInt8>) -> String? {
        let numbers = (bulk.rows.map(\.number) + bulk.refusals.map(\.row)).sorted()
        guard numbers.count == bulk.total, bulk.total <= BulkReport.maximumRows else { return "rows are miscounted" }
        guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else { return "a row counts twice" }
        guard numbers.allSatisfy({ (1...body.count).contains($0) }) else { return "a row that is not there" }
        guard bulk.refusals.allSatisfy({ !$0.reason.isEmpty && ($0.ip?.count ?? 0) <= 64 }) else {
            return "a refusal says nothing, or too much"
        }
        for row in bulk.rows {
            guard (row.report.comment?.unicodeScalars.count ?? 0) <= Report.maximumCommentLength,
                (row.report.protocolName?.unicodeScalars.count ?? 0) <= 3 * Report.maximumProtocolLength
            else { return "row \(row.number) is longer than reports may be" }
        }
        var cut = bulk
        cut.refuseRows(from: bulk.rows.count / 2, "over quota")
        guard cut.total == bulk.total, zip(cut.refusals, cut.refusals.dropFirst()).allSatisfy({ $0.row < $1.row })
        else { return "rows over quota are lost or out of order" }
        return nil
    }

    private static func addressViolation(in body: UnsafeBufferPointer<UInt8>) -> String? {
        do throws(RequestError) {
            let addresses = try AddressLines.parse(body)
            guard Set(addresses).count == addresses.count else { return "an address is asked about twice" }
            let lines = body.count { $0 == UInt8(ascii: "\n") } + 1
            guard addresses.count <= lines else { return "more addresses than lines" }
            return nil
        } catch {
            return error.status == 400 || error.status == 413 ? nil : "refused with \(error.status)"
        }
    }
}
