using System.Text;
using Steward.Stages.Security.Licences.Detection;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Security.Detection;

public sealed class LicenceFileTests
{
    private const string Proprietary = "Acme Software\n\nThis software is the confidential property of Acme. You may not copy, modify,\nredistribute or sell it without written permission.\n\nEnd.\n";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Mit)] },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Mit)] },
        { "UTF-16 the other way", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Mit)] },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Mit) },
        { "UTF-32", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Mit)] },
        { "Latin-1", Encoding.Latin1.GetBytes(Mit.Replace("MIT License", "Müller\nMIT License", StringComparison.Ordinal)) },
        { "one line", Encoding.UTF8.GetBytes(Mit.Replace('\n', ' ')) },
        { "a string literal", Encoding.UTF8.GetBytes("{\"text\":\"" + Mit.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"}") },
        { "old Macintosh lines", Encoding.UTF8.GetBytes(Mit.Replace('\n', '\r')) },
    };

    private static string Mit => ListedTexts.Of("MIT");

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Any_encoding_is_read(string name, byte[] content)
    {
        var read = await ReadAsync("LICENSE", content);

        Assert.Equal((null, false, name), (read.Problem, read.IsBinary, name));
        Assert.Equal("MIT", Assert.Single(read.Licences).Id);
    }

    [Fact]
    public async Task A_licence_file_that_nobody_knows_is_never_silent()
    {
        var found = Assert.Single((await ReadAsync("COPYING.txt", Encoding.UTF8.GetBytes(Proprietary))).Licences);

        Assert.Equal((null, FoundKind.Unknown, 3, 4), (found.Id, found.Kind, found.StartLine, found.EndLine));
        Assert.Empty((await ReadAsync("program.c", Encoding.UTF8.GetBytes(Proprietary))).Licences);
    }

    [Fact]
    public async Task Files_without_anything_have_nothing()
    {
        Assert.Empty((await ReadAsync("LICENSE", [])).Licences);
        Assert.Empty((await ReadAsync("LICENSE", "hello world\n"u8.ToArray())).Licences);
        Assert.True(await ReadAsync("LICENSE", [0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 0]) is { IsBinary: true, Licences.Count: 0, Problem: null });
    }

    [Fact]
    public async Task Of_a_huge_file_the_beginning_is_looked_at_and_that_is_said()
    {
        var content = new byte[LicenceFile.MaxBytes + 1];
        content.AsSpan().Fill((byte)'\n');
        Encoding.UTF8.GetBytes(Mit).CopyTo(content, 0);

        var read = await ReadAsync("LICENSE", content);

        Assert.Equal("MIT", Assert.Single(read.Licences).Id);
        Assert.Contains("first 8 MiB", read.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LICENSE", true)]
    [InlineData("a/b/LICENCE.md", true)]
    [InlineData("COPYING.LESSER", true)]
    [InlineData("LICENSE-APACHE", true)]
    [InlineData("LICENSE-Apache-2.0", true)]
    [InlineData("main.js.LICENSE.txt", true)]
    [InlineData("license_test.go", false)]
    [InlineData("third-party-notices.txt", true)]
    [InlineData("LICENSE-2.0.txt", true)]
    [InlineData("UNLICENSE", true)]
    [InlineData("debian\\copyright", true)]
    [InlineData("licence.cs", false)]
    [InlineData("LicenceScanner.cs", false)]
    [InlineData("notice.png", false)]
    [InlineData("README.md", false)]
    public void Licence_files_are_known_by_name(string name, bool isOne) => Assert.Equal(isOne, LicenceDetector.IsLicenceFile(name));

    // Twice as much may take some three times as long, by the noise of a busy machine; quadratic work would take four times eight.
    [Theory]
    [InlineData("the software is provided as is ")]
    [InlineData("redistribution and use in source and binary forms ")]
    [InlineData("copyright (c) 2020 by the copyright holders\n")]
    [InlineData("gnu general public license version 2 or ")]
    [InlineData("SPDX-License-Identifier: MIT OR ")]
    [InlineData("<<<<[[[[{{{{((((")]
    [InlineData("a. b. c. (a) (b) 1. 2.3. ")]
    [InlineData("licensed under the same terms as this license under ")]
    public void Hostile_texts_take_time_in_proportion_to_their_length(string piece)
    {
        var small = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        LicenceDetector.Detect(small);
        var (once, eight) = (TimeOf(small), TimeOf(string.Concat(Enumerable.Repeat(small, 8))));

        Assert.True(eight < (once * 8 * 3) + TimeSpan.FromMilliseconds(300), $"{once.TotalMilliseconds} ms became {eight.TotalMilliseconds} ms");
    }

    [Fact]
    public void Mixed_up_pieces_of_licences_take_bounded_time()
    {
        var random = new Random(7);
        var words = ListedTexts.All.SelectMany(t => t.Text.Split(' ').Chunk(9).Select(c => string.Join(' ', c))).ToArray();
        var text = string.Join(' ', Enumerable.Range(0, 30_000).Select(_ => words[random.Next(words.Length)]));

        Busy.AtMost(15, () => LicenceDetector.Detect(text));
    }

    private static TimeSpan TimeOf(string text) => Busy.Time(() => LicenceDetector.Detect(text));

    private static Task<LicenceFile> ReadAsync(string name, byte[] content) => LicenceFile.ReadAsync(name, new MemoryStream(content), TestContext.Current.CancellationToken);
}
