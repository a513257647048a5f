/// The words around names in bylines, lower-case, of all languages at once.
enum NameWords {
    /// What stands before a name.
    static let openings = phrases(
        """
        view all posts by|view all articles by|show all articles of|show all articles by|all posts by|all articles by
        more articles by|more from|more by|alles von|alle artikel von|mehr von|alle beiträge von|zeige alle beiträge von|tous les articles de|written by|posted by|story by
        reported by|article by|report by|words by|text by|blog by|interview by|reviewed by|edited by|submitted by
        contributed by|published by|by|eingestellt von|geschrieben von|verfasst von|veröffentlicht von|ein beitrag von|beitrag von
        ein gastbeitrag von|gastbeitrag von|interview von|kommentar von|eine analyse von|ein kommentar von
        eine kolumne von|text von|von|vom|publié par|écrit par|propos recueillis par|par|escrito por|publicado por|por
        a cura di|scritto da|pubblicato da|di|af|av|door|geschreven door|skriven av|skrevet av|skrevet af|tekst|teksti
        text|texte|texto|testo|autor|autorin|autoren|auteur|autore|author|authors|words
        yazan|yazar|napisał|autorka|od|przez|oleh|penulis|reporter|bởi|автор|текст|取材|文|記者|作者
        """)

    /// The openings that end somewhere inside a line, after a date for example.
    static let innerOpenings: Set<String> = ["by", "von", "vom", "par", "por", "af", "av", "door"]

    /// Between two names.
    static let conjunctions: Set<String> = [
        "and", "und", "et", "y", "e", "&", "en", "og", "och", "ja", "i", "ve", "with", "mit", "avec", "con", "com",
        "sowie", "dan", "และ", "и", "та", "και", "a",
    ]

    /// Ends of compounds that name a role.
    static let roleEndings = [
        "redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporter", "reporterin", "experte", "expertin",
        "autor", "autorin", "mitarbeiter", "mitarbeiterin", "volontär", "volontärin", "chef", "chefin", "correspondent",
        "editor", "verslaggever", "redacteur", "journalist", "medewerker",
    ]

    /// News agencies that sign with one word.
    static let agencies: Set<String> = [
        "afp", "dpa", "ap", "reuters", "apa", "sda", "ats", "efe", "ansa", "tt", "ntb", "ritzau", "belga", "anp", "pa",
        "upi", "pti", "ani", "ians", "xinhua", "kyodo", "tass", "sid", "epd", "kna", "lusa", "pap", "čtk", "mti", "aa",
    ]

    /// Lower-case words inside names.
    static let particles: Set<String> = [
        "de", "da", "di", "del", "della", "delle", "dos", "das", "do", "der", "den", "des", "die", "van", "von", "vom",
        "zu", "zur", "zum", "la", "le", "du", "el", "al", "bin", "bint", "ibn", "ten", "ter", "te", "af", "av", "of",
        "d’", "v.", "the", "y", "dr.", "dr", "prof.",
    ]

    /// Words that are no part of a name: where one stands, what came before is the name.
    static let stops = phrases(
        """
        on|in|at|am|um|vor|le|il|el|den|für|for|from|aus|published|updated|posted|veröffentlicht|aktualisiert|stand
        modified|publié|mis|publicado|actualizado|pubblicato|aggiornato|last|is|ist|was|about|über|reading|read|min
        senior|junior|chief|editor|editorial|reporter|correspondent|korrespondent|korrespondentin|redakteur
        redakteurin|chefredakteur|chefredakteurin|director|founder|co-founder|ceo|manager|contributor|contributing|writer|author|journalist
        journalistin|head|specialist|freelance|associate|managing|executive|president|political|business|photo|foto
        photograph|photos|fotos|bild|illustration|image|shares|comments|kommentare|follow|coordinator|representative|strategist|marketing|content|coach
        consultant|analyst|engineer|developer|professor|geschäftsführer|geschäftsführerin|mon|tue|wed|thu|fri|sat|sun
        mo|di|mi|do|fr|sa|so|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch
        donnerstag|freitag|samstag|sonntag|kategorien|categories|uhr|minuten|minutes|lesezeit|staff writer
        """)

    /// Whole texts that name nobody.
    static let nobody = phrases(
        """
        admin|administrator|null|undefined|none|nan|guest|author|authors|editor|editors|wordpress|webmaster|anonymous
        unknown|user|root|test|default|website|staff|staff writer|staff reporter|staff writers|team|writer|reporter
        contributor|autor|autorin|redaktor|by|von|par|por|follow|view profile|view my complete profile|share|comments
        kommentare|home|blog|news|about|contact|menu|search|login|subscribe|read more|see more|mehr|more|profile
        bio|about the author|about author|über den autor|view all posts|see all posts|all posts|alle artikel|archive
        afficher mon profil complet|mein profil vollständig anzeigen|ver todo mi perfil|posts|articles|rss|email
        e-mail|twitter|facebook|instagram|linkedin|website|nobody|author bio|more posts|more articles|site admin
        written|posted|published|bluesky|mastodon|github|x|youtube|threads|tiktok|pinterest|telegram|whatsapp|xing
        reddit|print|drucken|tweet|merken|teilen|quelle|source|related|latest|leave a comment|no comments|featured|guest author|guest post|gastautor|gastbeitrag
        """)

    /// Academic and professional letters after a name.
    static let credentials = phrases(
        """
        md|m.d.|phd|ph.d.|ph.d|rn|bsn|msn|ms|msc|m.sc.|bsc|ma|m.a.|ba|b.a.|mba|jd|j.d.|esq|esq.|dds|do|cpa|cfp|cfa
        rd|rdn|ldn|lcsw|lpc|lmft|psyd|edd|facs|faap|mph|cscs|cpt|pt|dpt|np|pa-c|aprn|dvm|dnp|llm|ll.m.|jr|jr.|sr|sr.
        """)

    private static func phrases(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map(String.init))
    }
}
