import Geolocation
import Guard
import Logging

/// What is looked up about addresses, and remembered for a while.
struct Lookups: Sendable {
    let places: Places
    let checks = ServerChecks()

    init(_ service: GuardService, logger: Logger) {
        places = Places({ await service.orders?.configuration.places ?? PlaceConfiguration() }, logger: logger)
    }
}
