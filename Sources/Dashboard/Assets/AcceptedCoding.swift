/// What an `Accept-Encoding` allows (RFC 9110 §12.5.3).
enum AcceptedCoding {
    /// - Parameter field: `nil`: nothing was said, where plain is what everybody takes.
    static func takesGzip(_ field: String?) -> Bool {
        var isTaken: (gzip: Bool?, any: Bool?) = (nil, nil)
        for element in (field ?? "").split(separator: ",") {
            let parts = element.split(separator: ";").map { $0.trimmed.lowercased() }
            guard let coding = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            switch coding {
            case "gzip", "x-gzip": isTaken.gzip = weight > 0
            case "*": isTaken.any = weight > 0
            default: break
            }
        }
        return isTaken.gzip ?? isTaken.any ?? false
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? ""
    }
}
