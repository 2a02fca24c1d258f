import ThreatModel

extension Evidence {
    /// Adds a report. An echo (``ReportKind/listBlock``) counts and shows that the address is still active, but is no vote:
    /// it only says that the list was believed. Echoes of several organisations keep what is known from ageing.
    package mutating func add(_ report: ReportEvidence) {
        notePresence(at: report.at)
        reportCount = reportCount == .max ? .max : reportCount + 1
        firstReported = min(firstReported ?? report.at, report.at)
        lastReported = max(lastReported ?? report.at, report.at)
        tally(report.account)
        if let name = report.protocolName { note(protocolName: name) }

        let isVote = report.kind != .listBlock
        let hour = UTCHour(report.at)
        count(report.category, lastByOperator: isVote && report.standing.isOperator ? hour : nil)
        guard isVote else {
            echoes.note(report.organisation, at: hour)
            return
        }
        voters.note(report.organisation, at: hour)
        if report.standing.isVetted, !report.category.isMinor { vettedVoters.note(report.organisation, at: hour) }
        if report.standing.trustTenThousandths > 0 {
            add(
                OrganisationVote(
                    organisation: report.organisation, trustTenThousandths: report.standing.trustTenThousandths,
                    hour: hour))
        }
    }

    mutating func add(_ vote: OrganisationVote) {
        var vote = vote
        if let known = votes.firstIndex(where: { $0.organisation == vote.organisation }) {
            let highest = max(vote.highestTrustTenThousandths, votes[known].highestTrustTenThousandths)
            guard vote.outweighs(votes[known]) else {
                votes[known].highestTrustTenThousandths = highest
                return
            }
            vote.highestTrustTenThousandths = highest
            votes.remove(at: known)
        }
        votes.insert(vote, at: votes.firstIndex { vote.outweighs($0) } ?? votes.count)
        if votes.count > Self.maximumVotes { votes.removeLast() }
    }

    private mutating func count(_ category: ReportCategory, lastByOperator hour: UTCHour?) {
        let place = categories.firstIndex { $0.category.rawValue >= category.rawValue } ?? categories.count
        if place == categories.count || categories[place].category != category {
            categories.insert(CategoryReports(category: category, count: 0, lastByOperator: nil), at: place)
        }
        categories[place].count = categories[place].count == .max ? .max : categories[place].count + 1
        if let hour { categories[place].lastByOperator = max(categories[place].lastByOperator ?? hour, hour) }
    }

    mutating func tally(_ account: Int64) {
        let place = reporters.firstIndex { $0.account >= account } ?? reporters.count
        if place < reporters.count, reporters[place].account == account {
            reporters[place].count = reporters[place].count == .max ? .max : reporters[place].count + 1
        } else if reporters.count < Self.maximumReporters {
            reporters.insert(ReporterTally(account: account, count: 1), at: place)
        }
    }

    private mutating func note(protocolName name: String) {
        let place = reportedProtocols.firstIndex { $0 >= name } ?? reportedProtocols.count
        guard place == reportedProtocols.count || reportedProtocols[place] != name,
            reportedProtocols.count < Self.maximumReportedProtocols,
            !name.isEmpty, name.utf8.count <= Self.maximumNameLength
        else { return }
        reportedProtocols.insert(name, at: place)
    }
}
