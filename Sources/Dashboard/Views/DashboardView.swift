import WebPages

/// Something that people see as a page and programs as JSON: both are made of the same model. One line in
/// ``DashboardRegistry`` puts it at its two places.
protocol DashboardView: Sendable {
    /// What is shown; encoded, the answer of the API.
    associatedtype Model: Encodable & Sendable

    /// Where the page is: `/addresses/{address}`.
    var path: String { get }
    /// Where the API gives the same: `/api/addresses/{address}`.
    var dataPath: String { get }

    func model(for request: ViewRequest) async throws(DashboardProblem) -> Model

    func page(_ model: Model, in frame: PageFrame) -> Page

    /// Where it is rather shown; `nil`: here.
    func elsewhere(_ model: Model) -> LinkTarget?
}

extension DashboardView {
    func elsewhere(_ model: Model) -> LinkTarget? { nil }
}
