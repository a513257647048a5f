/// The kinds of furniture that phrases speak of; the raw value is the group's bit.
struct PhraseGroup: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    /// The sections of phrases.txt, in the order of their bits.
    static let names = [
        "related", "subscribe", "advert", "share", "login", "consent", "credit", "author", "date", "legal", "tags",
        "embed", "comments", "contents", "action", "closing",
    ]

    static let related = PhraseGroup(rawValue: 1 << 0)
    static let subscribe = PhraseGroup(rawValue: 1 << 1)
    static let advert = PhraseGroup(rawValue: 1 << 2)
    static let share = PhraseGroup(rawValue: 1 << 3)
    static let login = PhraseGroup(rawValue: 1 << 4)
    static let consent = PhraseGroup(rawValue: 1 << 5)
    static let credit = PhraseGroup(rawValue: 1 << 6)
    static let author = PhraseGroup(rawValue: 1 << 7)
    static let date = PhraseGroup(rawValue: 1 << 8)
    static let legal = PhraseGroup(rawValue: 1 << 9)
    static let tags = PhraseGroup(rawValue: 1 << 10)
    static let embed = PhraseGroup(rawValue: 1 << 11)
    static let comments = PhraseGroup(rawValue: 1 << 12)
    static let contents = PhraseGroup(rawValue: 1 << 13)
    static let action = PhraseGroup(rawValue: 1 << 14)
    static let closing = PhraseGroup(rawValue: 1 << 15)

    /// What asks the reader to do something or leads away: a short block that says it is hardly ever text.
    static let prompts: PhraseGroup = [.related, .subscribe, .advert, .share, .login]
}
