import Testing

@testable import HTML

/// Every character set that a page may name, by a label that pages use.
@Suite struct CharsetLabelTests {
    @Test(arguments: labels)
    func aDeclaredLabelDecides(label: String, name: String, hex: String, text: String) {
        let declared = Charset.decode(bytes("<meta charset=\(label)><p>") + unhex(hex), transport: nil)
        #expect(String(decoding: declared.bytes, as: UTF8.self) == "<meta charset=\(label)><p>" + text)
        #expect(declared.charset == name)
        #expect(declared.replacements == 0)

        let transported = Charset.decode(bytes("<p>") + unhex(hex), transport: "\"\(label.uppercased())\"")
        #expect(String(decoding: transported.bytes, as: UTF8.self) == "<p>" + text)
        #expect(transported.charset == name)
    }

    /// Label, the Encoding Standard's name, the text in that character set as hexadecimal bytes, the text.
    static let labels: [(String, String, String, String)] = [
        ("utf-8", "utf-8", "4772C3BCC39F6520E29C93", "Grüße ✓"),
        ("utf8", "utf-8", "C5BD6C75C5A56F75C48D6BC3BD206BC5AFC588", "Žluťoučký kůň"),
        ("ibm866", "ibm866", "8DAEA2AEE1E2A8", "Новости"),
        ("iso-8859-2", "iso-8859-2", "A3F364BC20BFF3B377", "Łódź żółw"),
        ("latin2", "iso-8859-2", "70F8ED6C69B9", "příliš"),
        ("iso-8859-3", "iso-8859-3", "A1616C2047B161786171", "Ħal Għaxaq"),
        ("iso-8859-4", "iso-8859-4", "52EF676120F3", "Rīga ķ"),
        ("iso-8859-5", "iso-8859-5", "BDDED2DEE1E2D8", "Новости"),
        ("iso-8859-6", "iso-8859-6", "CEC8D1", "خبر"),
        ("iso-8859-7", "iso-8859-7", "C5E9E4DEF3E5E9F2", "Ειδήσεις"),
        ("greek", "iso-8859-7", "EDDDE1", "νέα"),
        ("iso-8859-8", "iso-8859-8", "E7E3F9E5FA", "חדשות"),
        ("iso-8859-8-i", "iso-8859-8-i", "E7E3F9E5FA", "חדשות"),
        ("iso-8859-10", "iso-8859-10", "DEF37220FF", "Þór ĸ"),
        ("iso-8859-13", "iso-8859-13", "FE696E696F7320F8", "žinios ų"),
        ("iso-8859-14", "iso-8859-14", "D0FE", "Ŵŷ"),
        ("iso-8859-15", "iso-8859-15", "3520A420BD75767265", "5 € œuvre"),
        ("koi8-r", "koi8-r", "EECFD7CFD3D4C9", "Новости"),
        ("koi8-u", "koi8-u", "EBC9A7D720AD", "Київ ґ"),
        ("macintosh", "macintosh", "8E748E", "été"),
        ("tis-620", "windows-874", "A2E8D2C7", "ข่าว"),
        ("windows-874", "windows-874", "A2E8D2C785", "ข่าว…"),
        ("windows-1250", "windows-1250", "84A3F3649F93", "„Łódź“"),
        ("windows-1251", "windows-1251", "ABCDEEE2EEF1F2E8BB", "«Новости»"),
        ("cp1251", "windows-1251", "CDEEE2EEF1F2E8", "Новости"),
        ("latin1", "windows-1252", "93636166E994208035", "“café” €5"),
        ("iso-8859-1", "windows-1252", "6E61EF76652096209379657394", "naïve – “yes”"),
        ("us-ascii", "windows-1252", "636166E99273", "café’s"),
        ("windows-1253", "windows-1253", "C5EBEBDCE4E1", "Ελλάδα"),
        ("iso-8859-9", "windows-1254", "DD7374616E62756C20F0", "İstanbul ğ"),
        ("windows-1255", "windows-1255", "F9ECE5ED", "שלום"),
        ("windows-1256", "windows-1256", "CEC8D12081", "خبر پ"),
        ("windows-1257", "windows-1257", "FE696E69F8", "žinių"),
        ("windows-1258", "windows-1258", "E3F0", "ăđ"),
        ("x-mac-cyrillic", "x-mac-cyrillic", "8DEEE2EEF1F2E8", "Новости"),
        ("gb2312", "gbk", "D0C2CEC520E946", "新闻 镕"),
        ("gb18030", "gb18030", "D0C2CEC52095328236", "新闻 𠀀"),
        ("x-gbk", "gbk", "C4E3BAC3", "你好"),
        ("big5", "big5", "B773BB44", "新聞"),
        ("big5-hkscs", "big5", "9DEF91C1", "嘅嚟"),
        ("euc-jp", "euc-jp", "A5CBA5E5A1BCA5B920C6FCCBDC", "ニュース 日本"),
        ("shift_jis", "shift_jis", "836A8385815B8358208740", "ニュース ①"),
        ("x-sjis", "shift_jis", "955C8EA620B6C5", "表示 ｶﾅ"),
        ("windows-31j", "shift_jis", "EEE08BB4", "髙橋"),
        ("iso-2022-jp", "iso-2022-jp", "1B2442467C4B5C244E3F374A391B2842", "日本の新聞"),
        ("euc-kr", "euc-kr", "B4BABDBA", "뉴스"),
        ("ks_c_5601-1987", "euc-kr", "8C63B9E6B0A2C7CF", "똠방각하"),
        ("windows-949", "euc-kr", "C7D1B1B9", "한국"),
    ]

    @Test(arguments: ["utf-7", "x-user-defined", "replacement", "hz-gb-2312", "no-such-charset", ""])
    func aRefusedLabelFallsBack(label: String) {
        let decoded = Charset.decode(bytes("<meta charset=\"\(label)\"><p>+ADw-b+AD4- caf") + [0xE9], transport: label)
        #expect(String(decoding: decoded.bytes, as: UTF8.self).hasSuffix("<p>+ADw-b+AD4- café"))
        #expect(decoded.charset == "windows-1252")
        #expect(decoded.evidence == .fallback)
    }
}
