/// The commonest words of languages in Latin script, so many that a paragraph tells them apart.
enum CommonWords {
    /// In the order of the bits in `masks`.
    static let languages = byLanguage.keys.sorted()

    /// For each word, by its packed letters, the languages that have it among theirs.
    static let masks: KeyTable<UInt32> = {
        var masks = KeyTable<UInt32>(initial: 0)
        for (bit, language) in languages.enumerated() {
            for word in byLanguage[language] ?? [] {
                let place = masks.enter(word.utf8.reduce(0) { $0 << 8 | UInt64($1) })
                masks[place: place] |= 1 << UInt32(bit)
            }
        }
        return masks
    }()

    /// No word has more bytes, so that each fits into one integer.
    static let longest = 8

    private static let byLanguage: [String: Set<String>] = [
        "en": list("the and of to in that is for it was with as his he be by have this from are they not but had will"),
        "de": list("der die und das ist nicht den von zu mit sich des auf für ein eine dem auch wird im als es er sie"),
        "fr": list("le la les et des est une dans qui que pour pas sur du au plus par avec ce il elle sont ont aux"),
        "es": list("el la los las que y en del una por con para su es se al lo como más pero fue sus ha este"),
        "it": list("il di che la per un una è non con del della sono si da le dei nel alla anche gli al ha più"),
        "pt": list("o que de a os do da em um para com não uma no na por mais dos das ao foi são pelo ele"),
        "nl": list("de het een van en is dat op te in voor met zijn niet aan er ook als naar bij om hij maar wordt"),
        "sv": list("och att det som en är på för av med inte den till har de ett om han men var sig från så"),
        "da": list("og at det er en til på som af for med ikke den har de et der var han efter blev fra også"),
        "nb": list("og det er på som en til av for med ikke at har de et han var fra etter ble også om seg"),
        "fi": list("ja on ei että se oli hän mutta ovat myös kun mukaan joka sen ole olisi ovat kuin nyt vain jo"),
        "pl": list("w i na z się nie do że jest o po za przez od jak to który ale dla oraz są tym był"),
        "cs": list("a v se na je že s z do o to i ve jako za by po pro ale jsou které který jeho podle"),
        "hu": list("a az és hogy nem is egy volt de van meg ez el csak már mint azt még ki után több lesz"),
        "ro": list("și de a în la cu pe că nu este care din o un pentru mai au fost sau sa prin după"),
        "tr": list("ve bir bu da de için ile olarak çok olan daha en gibi sonra kadar ise ancak her ne olduğu"),
        "id": list("yang dan di ini itu dengan untuk dari dalam pada tidak akan ke juga adalah oleh ada karena bisa"),
        "vi": list("và của là có không được cho người trong một với các để này đã những khi đến từ ở"),
    ]

    private static func list(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
