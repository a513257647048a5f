/// The names of the months as dates use them, lower-case, with their common short forms, and without the accents that
/// capitals and old systems drop. One line a month and a language group, so that a language is added by a word a line.
enum MonthNames {
    /// From name to 1…12. Names that clash between languages stand only under the month that news use them for:
    /// "mar" is March, "listopad" November.
    static let number: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, names) in lines.enumerated() {
            for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) { table[String(name)] = index + 1 }
        }
        return table
    }()

    private static let lines = [
        """
        january jan januar jänner jaenner jän janvier janv enero ene gennaio gen janeiro januari tammikuuta tammikuu
        tammikuun tammi stycznia styczeń sty ledna leden led ocak oca ianuarie ian január januára
        января январь янв січня січень січ ιανουαρίου ιανουάριος ιαν
        """,
        """
        february feb februar feber février fevrier févr fevr fév fev febrero febbraio febb fevereiro februari
        helmikuuta helmikuu helmikuun helmi lutego luty lut února únor unora úno şubat subat şub februarie február
        február febr февраля февраль фев февр лютого лютий лют φεβρουαρίου φεβρουάριος φεβ
        """,
        """
        march mar mars märz maerz marz mär mrz marzo março marco maart mrt marts maaliskuuta maaliskuu maaliskuun maalis
        marca marzec března březen brezna bře mart martie március marcius márc marc maret марта март мар
        березня березень бер μαρτίου μάρτιος μαρ
        """,
        """
        april apr avril avr abril abr aprile huhtikuuta huhtikuu huhtikuun huhti kwietnia kwiecień kwi dubna duben dub
        nisan nis aprilie április aprilis ápr апреля апрель апр квітня квітень квіт απριλίου απρίλιος απρ
        """,
        """
        may mai mayo maggio mag maio mei maj toukokuuta toukokuu toukokuun touko maja května květen kvetna kvě
        mayıs mayis május majus máj мая май травня травень трав μαΐου μάιος μαΐ μαι
        """,
        """
        june jun juni juin junio giugno giu junho kesäkuuta kesäkuu kesäkuun kesä kesakuuta czerwca czerwiec cze
        června červen cervna čvn haziran haz iunie iun június junius jún июня июнь июн червня червень черв
        ιουνίου ιούνιος ιουν
        """,
        """
        july jul juli juillet juil julio luglio lug julho heinäkuuta heinäkuu heinäkuun heinä heinakuuta lipca lipiec
        lip července červenec cervence čvc temmuz tem iulie iul július julius júl июля июль июл липня липень лип
        ιουλίου ιούλιος ιουλ
        """,
        """
        august aug août aout agosto ago agustus agu agt augustus augusti elokuuta elokuu elokuun elo sierpnia sierpień
        sie srpna srpen srp ağustos agustos ağu augusztus августа август авг серпня серпень серп αυγούστου αύγουστος αυγ
        """,
        """
        september sept sep septembre septiembre setiembre set settembre sett setembro syyskuuta syyskuu syyskuun syys
        września wrzesień wrzesnia wrz září zari zář eylül eylul eyl septembrie szeptember szept
        сентября сентябрь сен сент вересня вересень вер σεπτεμβρίου σεπτέμβριος σεπ σεπτ
        """,
        """
        october oct oktober okt octobre octubre ottobre ott outubro out lokakuuta lokakuu lokakuun loka października
        październik pazdziernika paź října říjen rijna říj ekim eki octombrie október oktobra октября октябрь окт
        жовтня жовтень жовт οκτωβρίου οκτώβριος οκτ
        """,
        """
        november nov novembre noviembre novembro marraskuuta marraskuu marraskuun marras listopada listopad listopadu
        lis kasım kasim kas noiembrie noi noiem ноября ноябрь ноя нояб листопада листопад лист νοεμβρίου νοέμβριος νοε
        """,
        """
        december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des joulukuuta
        joulukuu joulukuun joulu grudnia grudzień gru prosince prosinec pro aralık aralik ara decembrie
        декабря декабрь дек грудня грудень груд δεκεμβρίου δεκέμβριος δεκ
        """,
    ]
}
