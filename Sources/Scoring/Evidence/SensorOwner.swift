/// Whose sensor saw it. The operator's own sensors are believed alone; a lent one needs a second organisation.
package enum SensorOwner: Hashable, Sendable {
    case own
    case lent(organisation: Int64)
}
