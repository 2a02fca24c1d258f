/// One value for each list.
package struct PerList<Value> {
    /// In the order of `FirewallList.allCases`.
    private var values: [Value]

    package init(_ value: (FirewallList) -> Value) { values = FirewallList.allCases.map(value) }

    package subscript(list: FirewallList) -> Value {
        get { values[list.index] }
        set { values[list.index] = newValue }
    }
}

extension PerList: Equatable where Value: Equatable {}
extension PerList: Sendable where Value: Sendable {}

extension FirewallList {
    fileprivate var index: Int {
        switch self {
        case .blocked4: 0
        case .blocked6: 1
        case .networks4: 2
        case .networks6: 3
        case .allowed4: 4
        case .allowed6: 5
        }
    }
}
