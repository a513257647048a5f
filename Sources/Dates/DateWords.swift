/// The small words around dates, lower-case, of all languages at once.
enum DateWords {
    /// Between a day, a month and a year: "3 de mayo de 2024".
    static let of: Set<String> = ["of", "de", "del", "d", "di", "do", "da", "the", "le"]

    static let ordinals: Set<String> = [
        "st", "nd", "rd", "th", "er", "ère", "re", "e", "º", "ª", "°", "o", "a", "η", "ος",
    ]

    /// Between a date and its time; also the short years' words of Slavic languages and the weekdays of East Asia.
    static let beforeTime: Set<String> = [
        "t", "at", "um", "à", "a", "às", "as", "alle", "ore", "ora", "kl", "klo", "kello", "o", "ob", "v", "ve", "в",
        "у", "о", "об", "στις", "la", "las", "om", "saat", "pukul", "jam", "godz", "godzina", "godzinie", "hod", "h",
        "r", "roku", "г", "года", "р", "року", "gegen", "vers", "uur", "den", "on", "from", "kell", "de", "time",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "星", "期", "周", "週", "曜", "一", "二", "三", "四", "五", "六", "日", "天", "月", "火", "水",
        "木", "金", "土", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일",
    ]

    /// Behind a time that is complete without them.
    static let afterTime: Set<String> = [
        "uhr", "h", "hs", "hrs", "hours", "uur", "horas", "ч", "год", "wib.", "hod", "u",
    ]

    static let yearUnits: Set<String> = ["年", "년"]
    static let monthUnits: Set<String> = ["月", "월"]
    static let dayUnits: Set<String> = ["日", "号", "號", "일"]
    static let hourUnits: Set<String> = ["h", "u", "uhr", "hs", "hrs", "uur", "時", "时", "点", "點", "시"]
    static let minuteUnits: Set<String> = ["m", "min", "mn", "分", "분"]
    static let secondUnits: Set<String> = ["s", "sec", "秒", "초"]

    static let halves: [String: DateReader.Half] = [
        "am": .morning, "πμ": .morning, "午前": .morning, "上午": .morning, "凌晨": .morning, "早上": .morning,
        "오전": .morning, "sa": .morning, "öö": .morning, "pm": .afternoon, "μμ": .afternoon, "午後": .afternoon,
        "下午": .afternoon, "晚上": .afternoon, "오후": .afternoon, "ös": .afternoon,
    ]
}
