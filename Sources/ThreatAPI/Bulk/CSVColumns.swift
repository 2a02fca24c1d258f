/// Which column of a CSV file holds which part of a report.
struct CSVColumns: Equatable {
    var ip = 0
    var category = 1
    var protocolName: Int? = 2
    var comment: Int? = 3
    var kind: Int?
    var time: Int?

    /// Address, category, protocol, comment: the order of a file without a header.
    static let standard = CSVColumns()

    /// The columns that a header names, in any case and order; the standard ones when it does not name what a report
    /// cannot do without.
    init(header: [String]) {
        let names = header.map { $0.lowercased() }
        guard let ip = names.firstIndex(of: "ip"), let category = names.firstIndex(of: "category") else { return }
        self.ip = ip
        self.category = category
        protocolName = names.firstIndex(of: "protocol")
        comment = names.firstIndex(of: "comment")
        kind = names.firstIndex(of: "reportkind")
    }

    /// The columns of AbuseIPDB's files: `IP,Categories,ReportDate,Comment` in any case and order, and in this one where the
    /// header does not name what a report cannot do without.
    init(abuseIPDB header: [String]) {
        self = .abuseIPDB
        let names = header.map { $0.lowercased() }
        guard let ip = names.firstIndex(of: "ip"), let category = names.firstIndex(of: "categories") else { return }
        self.ip = ip
        self.category = category
        time = names.firstIndex(of: "reportdate")
        comment = names.firstIndex(of: "comment")
    }

    /// Address, categories, time, comment.
    static let abuseIPDB: CSVColumns = {
        var columns = CSVColumns()
        columns.protocolName = nil
        columns.time = 2
        return columns
    }()

    private init() {}
}
