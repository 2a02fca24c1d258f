import Guard
import WebPages

/// The few numbers that say how much there is.
struct NumbersPart {
    let model: OverviewModel

    var html: HTML {
        Tag.section(.class("numbers"), .id("numbers"), .label("In numbers"), .data("fresh", "")) {
            Tag.dl(.class("facts")) {
                if let totals = model.history?.totals {
                    packets(totals)
                    fact("Attackers", CountText.full(totals.addresses), "different addresses")
                }
                entries
                fact("Sources", "\(healthy) of \(model.sources.count)", healthyWords)
                reports
            }
        }
    }

    private func fact(_ name: String, _ number: String, _ words: String) -> HTML {
        Tag.div {
            Tag.dt { name }
            Tag.dd {
                Tag.strong { number }
                Tag.span(.class("soft")) { words }
            }
        }
    }

    private func packets(_ totals: OverviewHistory.Totals) -> HTML {
        let span = model.span.words
        if totals.dropped == 0, totals.observed > 0 {
            return fact("Packets let through", CountText.full(totals.observed), "from listed addresses, \(span)")
        }
        let words = totals.observed > 0 ? "\(span); \(CountText.full(totals.observed)) more let through" : span
        return fact("Packets blocked", CountText.full(totals.dropped), words)
    }

    private var entries: HTML {
        let entries = model.entries
        guard entries.isCounted else {
            return fact("In the kernel", "–", model.standing.state == .dryRun ? "a dry run" : "not counted")
        }
        let parts = [
            (entries.addresses4, "IPv4"), (entries.addresses6, "IPv6"),
            (model.networks, model.networks == 1 ? "network" : "networks"),
        ].compactMap { count, name in count.flatMap { $0 > 0 ? "\(CountText.short($0)) \(name)" : nil } }
        return fact(
            "In the kernel", CountText.full(model.addresses + model.networks),
            parts.count > 1 ? parts.joined(separator: " · ") : model.networks > 0 ? "networks" : "addresses")
    }

    private var healthy: Int { model.sources.count { $0.isHealthy } }

    private var healthyWords: String {
        if model.sources.isEmpty { return "none is set up" }
        return healthy == model.sources.count ? "healthy, all of them" : "healthy; see below"
    }

    private var reports: HTML {
        guard let reports = model.reports else { return fact("Reports", "–", "no key to report with") }
        guard reports.isEnabled else { return fact("Reports", "Off", "as the settings say") }
        let waiting = "\(CountText.full(reports.waiting)) waiting"
        return fact(
            "Reports today", CountText.full(reports.today),
            reports.failure == nil ? waiting : "\(waiting); the last could not be sent")
    }
}

extension HistorySpan {
    /// In a sentence about what happened within it.
    var words: String {
        switch self {
        case .day: "in 24 hours"
        case .week: "in 7 days"
        case .month: "in 30 days"
        }
    }

    /// On the way to it.
    var title: String {
        switch self {
        case .day: "24 hours"
        case .week: "7 days"
        case .month: "30 days"
        }
    }
}
