using Steward.Stages.Security.Licences.Detection;
using Xunit;

namespace Steward.UnitTests.Security.Detection;

/// <summary>Licences with exceptions: one finding where the exception belongs to the licence and stands right beside it, two everywhere else.</summary>
public sealed class ExceptionTests
{
    private const string Begin = "This program is free software; you can redistribute it and/or modify it\nunder the terms of the GNU General Public License as published by the\nFree Software Foundation; either version 2, or (at your option) any later version.\n";
    private const string End = "\nThis program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY. See the\nGNU General Public License for more details.\n";
    private const string Apache = "Licensed under the Apache License, Version 2.0 (the \"License\");\nyou may not use this file except in compliance with the License. See the License for the specific language governing permissions and\nlimitations under the License.\n";
    private static readonly string _libtool = ListedTexts.Exceptions.Single(e => e.Id == "Libtool-exception").Text + "\n";
    private static readonly string _llvm = ListedTexts.Exceptions.Single(e => e.Id == "LLVM-exception").Text + "\n";
    private static readonly string _fmt = ListedTexts.Exceptions.Single(e => e.Id == "fmt-exception").Text + "\n";

    [Fact]
    public void An_exception_behind_its_header_and_one_before_it_are_one_finding_with_it()
    {
        foreach (var text in new[] { Begin + End + "\n" + _libtool, _libtool + "\n" + Begin + End })
        {
            var found = Assert.Single(Detect(text));
            Assert.Equal(("GPL-2.0-or-later WITH Libtool-exception", FoundKind.Header, 1, text.TrimEnd().Split('\n').Length), (found.Id, found.Kind, found.StartLine, found.EndLine));
        }
    }

    [Fact]
    public void A_header_that_goes_around_its_exception_is_found_whole()
    {
        var text = Begin + "\n" + _libtool + End;

        var found = Assert.Single(Detect(text));

        Assert.Equal(("GPL-2.0-or-later WITH Libtool-exception", 1, text.TrimEnd().Split('\n').Length), (found.Id, found.StartLine, found.EndLine));
    }

    [Fact]
    public async Task A_whole_text_and_its_exception_are_one_finding_and_one_conclusion()
    {
        var text = ListedTexts.Of("Apache-2.0") + "\n\n---- LLVM Exceptions to the Apache 2.0 License ----\n\n" + _llvm;

        var found = LicenceDetector.Detect(text).Where(f => f.Kind == FoundKind.Text).ToList();

        Assert.Equal("Apache-2.0 WITH LLVM-exception", Assert.Single(found).Id);
        Assert.Equal("Apache-2.0 WITH LLVM-exception", Assert.Single((await new ScannedFolder(("LICENSE.TXT", text)).ScanAsync()).Texts).Concluded!.Expression);
    }

    [Fact]
    public void Ids_with_the_same_text_keep_the_exception()
    {
        var gpl = ListedTexts.All.First(l => l.Id is "GPL-2.0-only" or "GPL-2.0").Text;

        var found = Assert.Single(LicenceDetector.Detect(gpl + "\n\n" + _libtool), f => f.Kind == FoundKind.Text);

        Assert.Equal("GPL-2.0-only WITH Libtool-exception", found.Id);
        Assert.Contains("GPL-2.0-or-later WITH Libtool-exception", found.SameText);
        Assert.All(found.SameText, id => Assert.EndsWith(" WITH Libtool-exception", id, StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_belong_together_or_lies_apart_stays_two()
    {
        Assert.Equal(["Apache-2.0", "Libtool-exception"], Detect(Apache + "\n" + _libtool).Select(f => f.Id));
        Assert.Equal(["GPL-2.0-or-later", "LLVM-exception"], Detect(Begin + End + "\n" + _llvm).Select(f => f.Id));
        Assert.Equal(["Apache-2.0", "fmt-exception"], Detect(Apache + "\n" + _fmt).Select(f => f.Id));
        Assert.Equal(["GPL-2.0-or-later", "Libtool-exception"], Detect(Begin + End + string.Concat(Enumerable.Repeat("int x;\n", 12)) + _libtool).Select(f => f.Id));
        Assert.Equal(["Libtool-exception"], Detect(_libtool).Select(f => f.Id));
    }

    [Fact]
    public async Task A_file_with_an_exception_of_another_licence_is_under_nothing_that_has_a_name()
    {
        var text = ListedTexts.Of("Apache-2.0") + "\n\n" + _libtool;

        Assert.Null(Assert.Single((await new ScannedFolder(("LICENSE", text)).ScanAsync()).Texts).Concluded!.Expression);
    }

    [Fact]
    public void Of_two_licences_the_nearer_one_has_the_exception()
    {
        var found = Detect(Apache + "\n" + Begin + End + "\n" + _libtool);

        Assert.Equal(["Apache-2.0", "GPL-2.0-or-later WITH Libtool-exception"], found.Select(f => f.Id));
    }

    [Fact]
    public void A_tag_says_whole_what_it_means_and_is_left_alone()
    {
        var found = Detect("SPDX-License-Identifier: GPL-2.0-or-later\n\n" + _libtool);

        Assert.Equal(["GPL-2.0-or-later", "Libtool-exception"], found.Select(f => f.Id));
    }

    private static IReadOnlyList<FoundLicence> Detect(string text) => LicenceDetector.Detect(text, isLicenceFile: false);
}
