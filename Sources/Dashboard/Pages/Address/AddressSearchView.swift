import Blocklists
import Guard
import IPNetworks
import WebPages

/// "Is this address blocked?" for whatever is typed: an address leads to its page, of a network is told who is in it, and of
/// anything else what would be right.
struct AddressSearchView: DashboardView {
    let path = "/addresses"
    let dataPath = "/api/addresses"

    /// Addresses of a network that are shown.
    static let most = 50

    struct Model: Encodable, Sendable {
        struct Listing: Encodable, Sendable {
            var name: String
            /// Addresses and networks of its list that lie there, wholly or in part.
            var entries: Int
        }

        struct Met: Encodable, Sendable {
            var address: String
            var first: Moment
            var last: Moment
            var packets: Int
            var country: String?
        }

        /// What was asked.
        var text: String
        /// The address that it is.
        var address: String?
        /// The network that it is.
        var network: String?
        var listings: [Listing] = []
        /// Those of the network whose packets were blocked, the lowest first.
        var met: [Met] = []
        /// There are more of them.
        var isCut = false
        /// The lowest address of the network.
        var first: String?
    }

    func model(for request: ViewRequest) async throws(DashboardProblem) -> Model {
        let text = try request.field("address") ?? ""
        switch AddressQuery(text) {
        case .nothing, .unknown: return Model(text: text)
        case .address(let address): return Model(text: text, address: "\(address)")
        case .network(let range): return try await model(of: range, text, request)
        }
    }

    private func model(
        of range: IPRange, _ text: String, _ request: ViewRequest
    ) async throws(DashboardProblem) -> Model {
        var model = Model(text: text, network: "\(range)")
        model.first = range.lowest.description
        model.listings = await request.guarded.desk.listed(in: range).map {
            Model.Listing(name: AddressModel.cut($0.source.name), entries: $0.ranges)
        }
        let met: [MetAddress]
        do throws(HistoryProblem) {
            met = try await request.guarded.history.addresses(in: range, limit: Self.most + 1)
        } catch {
            throw DashboardProblem(error)
        }
        model.isCut = met.count > Self.most
        let places = await request.guarded.places.places(of: met.map(\.address))
        model.met = met.prefix(Self.most).map {
            Model.Met(
                address: "\($0.address)", first: Moment($0.first), last: Moment($0.last), packets: $0.packets,
                country: places[$0.address]?.countryName)
        }
        return model
    }

    func elsewhere(_ model: Model) -> LinkTarget? { model.address.map { .path("addresses", $0) } }

    func page(_ model: Model, in frame: PageFrame) -> Page {
        Page(title: "Search", summary: "Whether an address is blocked.", isForEveryone: false) {
            if let network = model.network {
                Tag.h1 { network }
                listings(model)
                met(model, frame)
            } else {
                Tag.h1 { "Is this address blocked?" }
                if !model.text.isEmpty {
                    Tag.p(.class("lead")) {
                        "“\(model.text.prefix(60))” is no address. Names are not looked up."
                    }
                }
                Tag.p { "Type an address such as 45.10.1.2 or 2001:db8::1, or a network such as 45.10.1.0/24." }
            }
            Tag.form(.method(.get), .action(.path("addresses")), .class("lookup")) {
                Tag.div {
                    Tag.label(.for("address")) { "Address or network" }
                    Tag.input(
                        .id("address"), .name("address"), .type("search"), .value(String(model.text.prefix(60))),
                        .maximumLength(64), .isSpelledFreely, .autocomplete("off"), .isRequired)
                }
                Tag.button { "Look it up" }
            }
        }
    }

    private func listings(_ model: Model) -> HTML {
        Tag.section {
            if model.listings.isEmpty {
                Tag.p(.class("lead")) { "No list names anything in it." }
            } else {
                Tag.p(.class("lead")) {
                    model.listings.map { "\($0.name) lists \(CountText.full($0.entries)) in it" }
                        .joined(separator: "; ") + "."
                }
            }
            if let first = model.first {
                Tag.p {
                    "Its first address: "
                    Tag.a(.href(.path("addresses", first)), .class("mono")) { first }
                }
            }
        }
    }

    private func met(_ model: Model, _ frame: PageFrame) -> HTML {
        Tag.section(.labelled(by: "met")) {
            Tag.h2(.id("met")) { "Blocked here from it" }
            if model.met.isEmpty {
                Tag.p(.class("soft")) { "No packet from it was blocked, as far as is remembered." }
            } else {
                if model.isCut { Tag.p(.class("soft")) { "The first \(Self.most) addresses of more." } }
                Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("Addresses")) {
                    Tag.table {
                        Tag.thead {
                            Tag.tr {
                                for name in ["Address", "Country", "First", "Last"] {
                                    Tag.th(.scope("col")) { name }
                                }
                                Tag.th(.scope("col"), .class("number")) { "Packets" }
                            }
                        }
                        Tag.tbody { for met in model.met { row(met, frame) } }
                    }
                }
            }
        }
    }

    private func row(_ met: Model.Met, _ frame: PageFrame) -> HTML {
        Tag.tr {
            Tag.td { Tag.a(.href(.path("addresses", met.address)), .class("mono")) { met.address } }
            Tag.td { met.country ?? "–" }
            Tag.td { TimeText.minute(met.first.time) }
            Tag.td { TimeText.distance(met.last.time, from: frame.now) }
            Tag.td(.class("number")) { CountText.full(met.packets) }
        }
    }
}

extension IPRange {
    fileprivate var lowest: IPAddress {
        switch self {
        case .v4(let range): IPAddress(v4: range.first)
        case .v6(let range): IPAddress(v6: range.first)
        }
    }
}
