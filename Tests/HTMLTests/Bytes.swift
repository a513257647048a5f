/// Bytes of a text, and bytes written as hexadecimal digits with or without spaces.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func unhex(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}
