/// What the server made of many reports.
package struct BulkReportReceipt: Equatable, Sendable {
    /// A report that was not taken.
    package struct Refusal: Equatable, Sendable {
        /// Its place among those that were sent, from 0.
        package var index: Int
        package var sentence: String

        package init(index: Int, sentence: String) {
            self.index = index
            self.sentence = sentence
        }
    }

    package var accepted: Int
    package var refusals: [Refusal]
    /// What is left of the day's quota; `nil` when there is none or the server does not say.
    package var remaining: Int?
    /// The day's quota; `nil` likewise.
    package var limit: Int?

    package init(accepted: Int, refusals: [Refusal] = [], remaining: Int? = nil, limit: Int? = nil) {
        self.accepted = accepted
        self.refusals = refusals
        self.remaining = remaining
        self.limit = limit
    }
}
