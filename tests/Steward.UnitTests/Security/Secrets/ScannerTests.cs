using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Stages.Security.Secrets.Search;
using Xunit;

namespace Steward.UnitTests.Security.Secrets;

public sealed class ScannerTests
{
    private static readonly string _token = Made.Checked("ghp_");

    [Theory]
    [InlineData("utf-8", "é – ä ")]
    [InlineData("utf-16", "é – ä ")]
    [InlineData("utf-16BE", "é – ä ")]
    [InlineData("latin1", "é ä§ ")]
    public async Task The_column_counts_characters_in_every_encoding(string name, string before)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes($"één\r\n{before}{_token}\r\n")];

        var finding = Assert.Single((await Scans.ScanAsync(content)).Findings);

        Assert.Equal((2, before.Length + 1, _token.Length), (finding.Line, finding.Column, finding.Length));
    }

    [Fact]
    public async Task A_mark_of_utf8_is_no_character() =>
        Assert.Equal("1:1", Assert.Single((await Scans.ScanAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(_token)])).Findings).Place());

    [Fact]
    public async Task In_binary_contents_the_place_is_the_byte_also_of_wide_text()
    {
        byte[] content = [1, 0, 2, .. Encoding.ASCII.GetBytes(_token), 0, 0, 3, .. Encoding.Unicode.GetBytes(_token), 9, 0, 0];

        var found = (await Scans.ScanAsync(content)).Findings;

        Assert.Equal([(0, 3L, 40), (0, 46L, 80)], found.Select(f => (f.Line, f.Column, f.Length)));
        Assert.Equal("byte 3", found[0].Place());
    }

    [Fact]
    public async Task Every_place_is_found_wherever_windows_of_the_scan_end()
    {
        for (var shift = 0; shift < 120; shift += 7)
        {
            var text = new StringBuilder();
            while (text.Length < (256 * 1024) - 1100 - shift) text.Append("ordinary text of a line\n");
            var before = text.Length;
            while (text.Length < before + 2400) text.Append(_token).Append('\n');

            var found = await Scans.FindAsync(text.ToString());

            Assert.Equal((text.Length - before) / (_token.Length + 1), found.Count);
            Assert.All(found, f => Assert.Equal(1, f.Column));
            Assert.Equal(Enumerable.Range(found[0].Line, found.Count), found.Select(f => f.Line));
        }
    }

    [Fact]
    public async Task A_line_of_megabytes_has_its_columns()
    {
        var line = string.Concat(Enumerable.Repeat("var a=1;", 400_000));

        var found = await Scans.FindAsync($"\n{line}'{_token}';{line}{_token}");

        Assert.Equal([(2, line.Length + 2L), (2, (2L * line.Length) + _token.Length + 4)], found.Select(f => (f.Line, f.Column)));
    }

    [Fact]
    public async Task A_content_up_to_the_limit_is_read_and_beyond_it_is_named()
    {
        var text = Encoding.ASCII.GetBytes(_token + "\n");
        var most = new byte[SecretScanner.MaxBytes];
        Array.Fill(most, (byte)' ');
        text.CopyTo(most, most.Length - text.Length);

        var fits = await Scans.ScanAsync(most);
        var tooLarge = await Scans.ScanAsync([.. most, (byte)'\n']);

        Assert.Equal((null, 1), (fits.Problem, fits.Sure));
        Assert.Equal("It is too large: more than 16 MB.", tooLarge.Problem);
    }

    [Fact]
    public async Task What_is_more_than_can_be_told_is_counted()
    {
        var scan = await Scans.ScanAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(_token + "\n", SecretScan.MaxFindings + 5))));

        Assert.Equal((SecretScan.MaxFindings, SecretScan.MaxFindings + 5), (scan.Findings.Count, scan.Sure));
    }

    [Fact]
    public async Task One_secret_is_told_once_by_what_is_surest()
    {
        var found = await Scans.FindAsync($"password = \"{_token}\"\n");

        Assert.Equal(("github-token", SecretCertainty.Verified), (Assert.Single(found).Rule, found[0].Certainty));
    }

    [Fact]
    public void No_text_breaks_it_and_no_finding_holds_what_was_found() =>
        Prop.ForAll(Mixed().ToArbitrary(), text =>
        {
            var scan = Scans.ScanAsync(Encoding.UTF8.GetBytes(text)).GetAwaiter().GetResult();
            var written = Json.Write(scan) + string.Concat(scan.Findings.Select(f => f.ToString()));
            return Cases.True.All(c => Leaks.Pieces(c.Secret).All(piece => !written.Contains(piece, StringComparison.Ordinal)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_break_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Scans.ScanAsync([.. bytes, 0, .. bytes]).GetAwaiter().GetResult().Problem is null).QuickCheckThrowOnFailure();

    // Secrets, their pieces and noise, in any order.
    private static Gen<string> Mixed() =>
        Gen.OneOf(
                Gen.Elements(Cases.True.Select(c => c.Before + c.Secret + c.After).ToArray()),
                Gen.Elements(Cases.Near.Select(c => c.Text).ToArray()),
                Gen.Elements("\n", "\0", "é", "://", "ghp_", "password=\"", "eyJ", "\\n", " "))
            .ListOf().Select(parts => string.Concat(parts));
}
