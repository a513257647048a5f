/// Names of zones, lower-case. Where a name means several zones, the one that news most often means stands here.
enum ZoneNames {
    static let universal: Set<String> = ["z", "gmt", "utc", "ut", "zulu"]

    static let minutes: [String: Int] = [
        "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
        "akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150, "brt": -180,
        "art": -180, "clt": -240, "clst": -180, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60,
        "mesz": 120, "met": 60, "mest": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180, "sast": 120,
        "wat": 60, "cat": 120, "eat": 180, "gst": 240, "pkt": 300, "ist": 330, "wib": 420, "ict": 420, "wita": 480,
        "wit": 540, "hkt": 480, "sgt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630,
        "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "hnec": 60, "haec": 120,
    ]

    /// Standard time of the names that change with the season.
    static let american: [String: Int] = ["et": -300, "ct": -360, "mt": -420, "pt": -480]

    static let military: Set<String> = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w",
        "x", "y",
    ]
}
