/// Why a file of places cannot be used. ``description`` is a sentence for whoever runs the server: the file, where there is
/// one the line, what is wrong and what would be right.
package struct PlaceError: Error, Equatable, CustomStringConvertible {
    package let file: String
    package let reason: Reason

    package enum Reason: Error, Equatable {
        case unreadable(String)
        case noRegularFile
        case tooLarge
        /// It grew, shrank or was replaced while it was read.
        case changing
        case unknownFormat
        case noNetworks
        case tooManyNetworks
        case tooManyPlaces
        case tooMuchText
        /// A MaxMind database that breaks its format.
        case malformed(String)
        /// A line of text that breaks its format.
        case line(Int, String)
        /// Text that does not end in a line feed.
        case cut
    }

    package var description: String {
        switch reason {
        case .unreadable(let why): "\(file) cannot be read: \(why)"
        case .noRegularFile: "\(file) is no regular file"
        case .tooLarge: "\(file) is larger than \(PlaceLimits.fileBytes >> 20) MB, the most that is read"
        case .changing: "\(file) changed while it was read; it is read again once it stands still"
        case .unknownFormat:
            "\(file) is no database of places: accepted are MaxMind databases (.mmdb) and lines of 'first,last,country'"
        case .noNetworks: "\(file) says nothing about any address"
        case .tooManyNetworks: "\(file) holds more than \(PlaceLimits.networks) networks, the most that are taken"
        case .tooManyPlaces: "\(file) holds more than \(PlaceLimits.places) different places, the most that are taken"
        case .tooMuchText: "\(file) holds more than \(PlaceLimits.textBytes >> 20) MB of names, the most that is kept"
        case .malformed(let why): "\(file) is a damaged MaxMind database: \(why)"
        case .line(let number, let why): "\(file), line \(number): \(why)"
        case .cut: "\(file) ends in the middle of a line: it is not whole"
        }
    }
}
