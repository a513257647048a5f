import Testing

@testable import ManualPages

@Suite struct CommandListTests {
    static let dump = """
        {"serializationVersion": 0, "command": {"commandName": "desk", "arguments": [\(help)], "subcommands": [
          {"commandName": "read", "abstract": "Read a page.", "discussion": "No more.", "arguments": [
            {"kind": "positional", "valueName": "file", "abstract": "The file.", "defaultValue": "-", "isOptional": true,
             "isRepeating": false, "shouldDisplay": true},
            {"kind": "option", "valueName": "format", "names": [{"kind": "short", "name": "f"}, {"kind": "long", "name": "format"}],
             "allValues": ["text", "json"], "defaultValue": "text", "isOptional": true, "isRepeating": false,
             "shouldDisplay": true},
            {"kind": "option", "valueName": "tag", "names": [{"kind": "long", "name": "tag"}], "isOptional": false,
             "isRepeating": true, "shouldDisplay": true},
            {"kind": "flag", "valueName": "secret", "names": [{"kind": "long", "name": "secret"}], "isOptional": true,
             "isRepeating": false, "shouldDisplay": false},
            \(help)]},
          {"commandName": "box", "abstract": "Boxes.", "subcommands": [{"commandName": "open", "abstract": "Open one."}]},
          {"commandName": "inner", "shouldDisplay": false},
          {"commandName": "help", "abstract": "Show help."}]}}
        """
    static let help = """
        {"kind": "flag", "valueName": "help", "names": [{"kind": "short", "name": "h"}, {"kind": "long", "name": "help"}],
         "abstract": "Show help.", "isOptional": true, "isRepeating": false, "shouldDisplay": true}
        """

    @Test func everyShownCommandAndOptionStandsInTheList() throws {
        let list = CommandList(try HelpTree(dump: Self.dump))
        #expect(
            list.mdoc == """
                .Bl -tag -width Ds
                .It Xo
                .Ic read
                .Op Ar file
                .Op Fl f , Fl \\-format Ar format
                .Fl \\-tag Ar tag ...
                .Xc
                Read a page.
                No more.
                .Bl -tag -width Ds
                .It Ar file
                The file.
                (default: \\-)
                .It Fl f , Fl \\-format Ar format
                (values: text, json; default: text)
                .It Fl \\-tag Ar tag
                .El
                .It Ic box Ar command
                Boxes.
                .It Xo
                .Ic box open
                .Xc
                Open one.
                .El
                """)
        #expect(list.commonOptions == ".Bl -tag -width Ds\n.It Fl h , Fl \\-help\nShow help.\n.El")
    }

    @Test func whatIsNoDumpIsRefused() {
        #expect(throws: DecodingError.self) { try HelpTree(dump: "USAGE: desk") }
    }
}

@Suite struct SettingListTests {
    @Test func sectionsKeysAndTheirCommentsBecomeAList() {
        let file = """
            # The desk's
            # configuration.
            #
            # Durations are "30s".

            [paths]
            # Relative paths count from here.

            # The state. Private.
            state = "/var/lib/desk"

            #worker = "desk-worker"

            [polling]
            # Two bounds.
            least = 1
            most = 2
            # An option.
            #other = 3
            """
        #expect(
            SettingList(file).mdoc == """
                The desk's configuration.
                .Pp
                Durations are "30s".
                .Ss "\\(lBpaths\\(rB"
                Relative paths count from here.
                .Bl -tag -width Ds
                .It Li "state = \\(dq/var/lib/desk\\(dq"
                The state.
                Private.
                .El
                .Bd -literal -offset indent
                worker = "desk\\-worker"
                .Ed
                .Ss "\\(lBpolling\\(rB"
                .Bl -tag -width Ds
                .It Li "least = 1"
                .It Li "most = 2"
                Two bounds.
                .It Li "other = 3"
                An option.
                There is no default; the value is an example.
                .El
                """)
    }

    @Test func aFileOfExamplesShowsThemWithoutTheirSigns() {
        let file = """
            # Sources. This is enough:
            #
            #[[source]]
            #url = "u"
            #
            # Its name.
            #name = "n"
            #
            #list = [
            #    "a",
            #]
            """
        #expect(
            SettingList(file).mdoc == """
                Sources.
                This is enough:
                .Bd -literal -offset indent
                [[source]]
                url = "u"
                .Ed
                .Bl -tag -width Ds
                .It Li "name = \\(dqn\\(dq"
                Its name.
                .El
                .Bd -literal -offset indent
                list = [
                    "a",
                ]
                .Ed
                """)
    }
}

@Suite struct PageTemplateTests {
    @Test func placesAreFilledAndUnknownOnesRefused() throws {
        let template = PageTemplate("a@b.example\n@date@ and @settings sources.d/x.toml@\n")
        #expect(try template.filled { "<\($0)>" } == "a@b.example\n<date> and <settings sources.d/x.toml>\n")
        #expect(throws: PageTemplate.UnknownPlace(name: "date")) { try template.filled { _ in nil } }
    }
}
