/// What changed between two texts, sentence by sentence.
public struct SentenceDiff: Equatable, Sendable {
    /// A place where sentences were taken out, put in, or both.
    public struct Change: Equatable, Sendable {
        public var removed: [String] = []
        public var added: [String] = []

        public init(removed: [String] = [], added: [String] = []) {
            self.removed = removed
            self.added = added
        }
    }

    /// In the order of the text.
    public let changes: [Change]
    private let characters: Int

    /// Comparing takes longer than linear time; a text with more is compared as a whole.
    private static let sentenceLimit = 4000

    public init(from old: String, to new: String) {
        characters = max(old.count, new.count)
        let (before, after) = (Self.sentences(of: old), Self.sentences(of: new))
        guard max(before.count, after.count) <= Self.sentenceLimit else {
            changes = old == new ? [] : [Change(removed: before, added: after)]
            return
        }
        changes = Self.changes(before, after)
    }

    /// Whether it is of the size of a typing mistake: a few letters in a text of many, and no figure among them, since another
    /// number is another statement.
    public var isSmall: Bool {
        var size = 0
        for change in changes {
            let (old, new) = (Array(change.removed.joined(separator: " ")), Array(change.added.joined(separator: " ")))
            // A sentence that came or went is no typing mistake, and long ones are not compared by letters.
            guard !old.isEmpty, !new.isEmpty, max(old.count, new.count) <= Self.letterLimit else { return false }
            for step in new.difference(from: old) {
                switch step {
                case .insert(_, let letter, _), .remove(_, let letter, _):
                    if letter.isNumber { return false }
                    size += 1
                }
            }
        }
        return size <= Self.smallLetters && size * 100 <= characters
    }

    private static let letterLimit = 2000
    private static let smallLetters = 16

    private static func changes(_ before: [String], _ after: [String]) -> [Change] {
        let difference = after.difference(from: before)
        var removed: [Int: String] = [:]
        var inserted: [Int: String] = [:]
        for step in difference {
            switch step {
            case .remove(let offset, let sentence, _): removed[offset] = sentence
            case .insert(let offset, let sentence, _): inserted[offset] = sentence
            }
        }
        var changes: [Change] = []
        var current = Change()
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            if let sentence = removed[old] {
                current.removed.append(sentence)
                old += 1
            } else if let sentence = inserted[new] {
                current.added.append(sentence)
                new += 1
            } else {
                if current != Change() { changes.append(current) }
                current = Change()
                old += 1
                new += 1
            }
        }
        return current == Change() ? changes : changes + [current]
    }

    /// Sentences end at a full stop with a blank behind it, at an ideographic one, and with the line. “No. 5” and “J. Doe” are cut
    /// too, which shortens what is shown and loses nothing.
    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        var isEnding = false
        func end() {
            let trimmed = sentence.drop { $0 == " " }
            if !trimmed.isEmpty { sentences.append(String(trimmed)) }
            sentence = ""
            isEnding = false
        }
        for character in text {
            if character.isNewline {
                end()
                continue
            }
            if isEnding, character == " " {
                end()
                continue
            }
            if isEnding, wideEnds.contains(sentence.last ?? " "), !closers.contains(character) { end() }
            sentence.append(character)
            if ends.contains(character) || wideEnds.contains(character) {
                isEnding = true
            } else if !closers.contains(character) {
                isEnding = false
            }
        }
        end()
        return sentences
    }

    private static let ends: Set<Character> = [".", "!", "?", "…", "।", "؟"]
    private static let wideEnds: Set<Character> = ["。", "！", "？"]
    private static let closers: Set<Character> = ["”", "\"", "’", "'", "»", ")", "」", "』", "）"]
}
