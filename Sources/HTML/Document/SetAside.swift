/// Texts and attributes that libxml2 does not see: it would walk them character by character, keep every name and copy every
/// value, twenty times slower than they are copied. It reads the skeleton of the page, and the tree builder puts the rest back.
///
/// What belongs where is known by places, which are indices into what libxml2 reads. A text is one byte there, its mark. Attributes
/// are nothing but a space behind the name of their tag; those with references libxml2 has to read, and they keep their turn among the
/// others.
struct SetAside {
    /// One attribute of a tag.
    enum Attribute {
        case aside(AttributeName, value: Range<Int32>)
        /// The next that libxml2 hands over.
        case read
    }

    private struct Text {
        /// One past its mark.
        let place: Int32
        /// Where it stands in the page.
        let stretch: Range<Int32>
    }

    private struct Tag {
        /// Of the byte behind the attributes.
        let place: Int32
        let firstAttribute: Int32
    }

    private var texts: [Text] = []
    private var tags: [Tag] = []
    private var attributes: [Attribute] = []
    /// Where the attributes of the tag that is being read begin.
    private var begun = 0
    /// The first text and the first tag that libxml2 has not passed.
    private var nextText = 0
    private var nextTag = 0

    /// No part of a name, so that it ends a reference in front of it.
    private static let mark = UInt8(ascii: "*")
    /// The mark of white space, which libxml2 treats otherwise than text.
    private static let blankMark = UInt8(ascii: " ")
}

// MARK: - Taking

extension SetAside {
    /// Takes a text and writes its mark.
    mutating func take(text: Range<Int>, isBlank: Bool, to output: inout [UInt8]) {
        output.append(isBlank ? Self.blankMark : Self.mark)
        texts.append(
            Text(place: Int32(output.count), stretch: Int32(text.lowerBound)..<Int32(text.upperBound)))
    }

    /// Forgets the attributes of a tag that was cut.
    mutating func beginTag() { attributes.removeLast(attributes.count - begun) }

    mutating func take(_ name: AttributeName, value: Range<Int>) {
        attributes.append(.aside(name, value: Int32(value.lowerBound)..<Int32(value.upperBound)))
    }

    /// Leaves the next attribute of the tag to libxml2.
    mutating func leave() { attributes.append(.read) }

    /// - Parameter place: where libxml2 has read the tag's name and a space.
    mutating func endTag(at place: Int) {
        tags.append(Tag(place: Int32(place), firstAttribute: Int32(begun)))
        begun = attributes.count
    }
}

// MARK: - Putting back

extension SetAside {
    /// The first text whose mark is among the bytes in front of a place: how many bytes behind its mark are left, and where it stands
    /// in the page. Places ascend; what was handed out is not handed out again.
    mutating func text(inFront place: Int, bytes: Int) -> (bytesBehind: Int, stretch: Range<Int>)? {
        while nextText < texts.count, Int(texts[nextText].place) <= place - bytes { nextText += 1 }
        guard nextText < texts.count, Int(texts[nextText].place) <= place else { return nil }
        let text = texts[nextText]
        nextText += 1
        return (place - Int(text.place), Int(text.stretch.lowerBound)..<Int(text.stretch.upperBound))
    }

    /// The attributes of the tag that libxml2 has read up to this place; nil where it has read them all itself. Places ascend.
    /// An element that it adds by itself, such as `body`, comes before it has read the space behind the name of the tag that made
    /// it do so, and so never at a tag's place.
    mutating func attributes(at place: Int) -> Range<Int>? {
        while nextTag < tags.count, Int(tags[nextTag].place) < place { nextTag += 1 }
        guard nextTag < tags.count, Int(tags[nextTag].place) == place else { return nil }
        let end = nextTag + 1 < tags.count ? Int(tags[nextTag + 1].firstAttribute) : begun
        return Int(tags[nextTag].firstAttribute)..<end
    }

    subscript(attribute: Int) -> Attribute { attributes[attribute] }
}
