import IPNetworks
import WebPages

/// Why an address is blocked, or is not, and what to do about it.
struct AddressView: DashboardView {
    let path = "/addresses/{address}"
    let dataPath = "/api/addresses/{address}"

    func model(for request: ViewRequest) async throws(DashboardProblem) -> AddressModel {
        let text = try request.parameter("address")
        guard let address = IPAddress(text) else {
            throw DashboardProblem(.wrong, "'\(text.prefix(60))' is no address such as 45.10.1.2 or 2001:db8::1")
        }
        return try await AddressModel(of: address, for: request)
    }

    func page(_ model: AddressModel, in frame: PageFrame) -> Page {
        Page(
            title: model.address, summary: "Whether \(model.address) is blocked, and why.", isForEveryone: false
        ) {
            AddressVerdictPart(model: model, frame: frame).html
            if frame.mayChange { AddressOrdersPart(model: model, frame: frame).html }
            AddressWhyPart(model: model).html
            AddressPastPart(model: model, frame: frame).html
            AddressCheckPart(model: model, frame: frame).html
        }
    }
}
