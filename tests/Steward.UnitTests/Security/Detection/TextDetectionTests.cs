using Steward.Stages.Security.Licences.Detection;
using Steward.Stages.Security.Licences.Spdx;
using Xunit;

namespace Steward.UnitTests.Security.Detection;

public sealed class TextDetectionTests
{
    [Fact]
    public void Every_text_of_the_list_comes_back_as_itself()
    {
        Assert.Equal(727, ListedTexts.All.Count);
        Assert.Empty(ListedTexts.Lost(ListedTexts.All, t => t));
    }

    [Fact]
    public void Every_exception_with_a_text_comes_back_as_itself() => Assert.Empty(ListedTexts.Lost(ListedTexts.Exceptions, t => t));

    // Thresholds are what was reached: a change that recognises fewer texts has to say why.
    [Theory]
    [InlineData("filled", 727)]
    [InlineData("wrapped", 725)]
    [InlineData("slashes", 725)]
    [InlineData("stars", 725)]
    [InlineData("dnl", 725)]
    [InlineData("html", 724)]
    [InlineData("upper", 727)]
    [InlineData("copyright", 727)]
    [InlineData("british", 727)]
    [InlineData("windows", 727)]
    public void Texts_are_known_however_they_are_written(string how, int atLeast)
    {
        var lost = ListedTexts.Lost(ListedTexts.All, Changed(how));

        Assert.True(727 - lost.Count >= atLeast, string.Join('\n', lost));
    }

    [Fact]
    public void Most_texts_are_known_without_their_last_tenth()
    {
        // What tells some licences from their next of kin stands at their end.
        var lost = ListedTexts.Lost(ListedTexts.All, t => t[..(t.Length * 9 / 10)]);

        Assert.True(lost.Count <= 18, string.Join('\n', lost));
    }

    [Fact]
    public void Ids_of_one_text_are_one_finding_and_the_one_for_this_version_only_stands_for_them()
    {
        var found = Assert.Single(LicenceDetector.Detect(ListedTexts.Of("GPL-2.0-or-later")));

        Assert.Equal(("GPL-2.0-only", FoundKind.Text), (found.Id, found.Kind));
        Assert.Equal(["GPL-2.0-only", "GPL-2.0-or-later", "GPL-2.0", "GPL-2.0+"], found.SameText);
    }

    [Fact]
    public void Ids_are_those_of_today()
    {
        var ids = ListedTexts.All.SelectMany(t => LicenceDetector.Detect(t.Text)).Select(f => f.Id).OfType<string>().Distinct();
        var old = ids.Where(id => SpdxList.Current.Licence(id) is null && SpdxList.Current.Exception(id) is null && SpdxExpression.Read(id).Expression is null);

        Assert.Empty(old);
    }

    [Fact]
    public void Several_licences_in_one_file_are_found_with_their_lines()
    {
        var parts = new[] { "MIT", "Apache-2.0", "BSD-3-Clause", "MIT" };
        var text = string.Join("\n\n----\n\n", parts.Select(p => $"Component {p}\n\n{ListedTexts.Of(p)}"));

        var found = LicenceDetector.Detect(text);

        Assert.Equal(parts, found.Select(f => f.Id));
        Assert.All(found, f => Assert.True(f is { Kind: FoundKind.Text, Confidence: > 0.98 }));
        var lines = text.Split('\n');
        Assert.Contains("Permission is hereby granted", string.Join('\n', lines[(found[0].StartLine - 1)..found[0].EndLine]), StringComparison.Ordinal);
        Assert.StartsWith("USE OR OTHER DEALINGS", lines[found[0].EndLine - 1], StringComparison.Ordinal);
        Assert.True(found.Zip(found.Skip(1)).All(p => p.First.EndLine < p.Second.StartLine));
    }

    [Theory]
    [InlineData("BSD-3-Clause", "BSD-2-Clause")]
    [InlineData("LGPL-3.0-only", "GPL-3.0-only")]
    [InlineData("X11", "MIT")]
    [InlineData("JSON", "MIT")]
    public void A_text_that_holds_another_is_named_as_the_longer_one(string longer, string shorter)
    {
        Assert.Equal([longer], LicenceDetector.Detect(ListedTexts.Of(longer)).Select(f => f.Id));
        Assert.Equal([shorter], LicenceDetector.Detect(ListedTexts.Of(shorter)).Select(f => f.Id));
    }

    [Fact]
    public void The_lgpl_3_is_known_without_the_gpl_behind_it()
    {
        var both = ListedTexts.Of("LGPL-3.0-only");
        var alone = both[..both.IndexOf("GNU GENERAL PUBLIC LICENSE", StringComparison.Ordinal)];

        Assert.Equal(("LGPL-3.0-only", 1.0), Assert.Single(LicenceDetector.Detect(alone)) is var found ? (found.Id, found.Confidence) : default);
    }

    [Fact]
    public void A_clause_of_ones_own_is_not_hidden_by_the_licence_before_it()
    {
        const string Own = "The Software may not be used by anybody who sells services. The licensor grants no rights to sell, license or distribute copies "
            + "of the Software for a fee. Any redistribution without written permission terminates the rights that are granted under these terms and conditions.";

        var found = LicenceDetector.Detect($"{ListedTexts.Of("MIT")}\n\nAdditional terms\n\n{Own}\n");

        Assert.Equal(["MIT", null], found.Select(f => f.Id));
        Assert.Equal(FoundKind.Unknown, found[1].Kind);
    }

    private static Func<string, string> Changed(string how) => how switch
    {
        "filled" => ListedTexts.Fill,
        "wrapped" => t => ListedTexts.Wrap(t, 50, ""),
        "slashes" => t => ListedTexts.Wrap(t, 76, "// "),
        "stars" => t => $"/*\n{ListedTexts.Wrap(t, 72, " * ")} */\nint main(void) {{ return 0; }}\n",
        "dnl" => t => ListedTexts.Wrap(t, 60, "dnl "),
        "html" => t => $"<!--\n{ListedTexts.Wrap(t, 90, "    ")}-->\n<p>Hello</p>\n",
        "upper" => t => t.ToUpperInvariant(),
        "copyright" => t => $"Copyright (c) 2012-2019 Jane Doe <jane@example.org>\nCopyright 2020 Foo Ltd.\nAll rights reserved.\n\n{t}",
        "british" => t => t.Replace("license", "licence", StringComparison.OrdinalIgnoreCase).Replace("http:", "https:", StringComparison.Ordinal).Replace('"', '”'),
        "windows" => t => t.Replace("\n", "\r\n", StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };
}
