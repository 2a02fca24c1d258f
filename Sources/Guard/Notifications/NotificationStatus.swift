/// How telling the guard's owner fares.
package struct NotificationStatus: Codable, Equatable, Sendable {
    package struct Way: Codable, Equatable, Sendable {
        /// `url` or `mail`.
        package var way: String
        /// Where it leads, without what is secret about it.
        package var place: String
        /// Messages on their way.
        package var waiting: Int
        /// When the last message arrived, since the start.
        package var delivered: String?
        /// Why the last attempt did not succeed; `nil` when it did, or there was none.
        package var failure: String?
    }

    /// Empty: nobody is told.
    package var ways: [Way]
    /// What is told when the hour since the last such message is over.
    package var held: Int
    /// Messages that did not arrive by some way.
    package var lost: Int
    /// Why what waits is not on disk; `nil` when it is.
    package var storageFailure: String?
}
