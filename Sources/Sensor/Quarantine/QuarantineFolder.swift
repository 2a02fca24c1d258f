/// Where the files that visitors left are, for whoever may read the sensor's folder.
package enum QuarantineFolder {
    /// - Parameter folder: the sensor's data folder.
    package static func path(inData folder: String) -> String { folder + "/quarantine" }
}
