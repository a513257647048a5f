import Foundation

/// Delivered files, for those that only look at them. No link is followed, and whatever else stands under a name is passed over.
public enum DeliveredFiles {
    /// More than any JSON of ours has that people look at.
    private static let limitBytes = 64 << 20

    /// The JSON beside a text file; nil where there is none.
    ///
    /// - Parameters:
    ///   - text: relative to the output directory.
    ///   - output: the output directory, which has to be there.
    public static func json(beside text: String, in output: String) throws(DeliveryError) -> [UInt8]? {
        let (parents, name) = try Place.components(of: text)
        let json = name.split(separator: ".").dropLast().joined(separator: ".") + ".json"
        do throws(DeliveryError) {
            return try Directory.root(output).descend(parents)?.content(of: json, limit: limitBytes)
        } catch .diverted {
            return nil
        }
    }

    /// What the JSON beside a text file says; nil where there is none of ours.
    public static func record(beside text: String, in output: String) throws(DeliveryError) -> DeliveredRecord? {
        guard let bytes = try json(beside: text, in: output) else { return nil }
        // What cannot be decoded is not ours, whatever the reason.
        return try? JSONDecoder().decode(DeliveredRecord.self, from: Data(bytes))
    }
}
