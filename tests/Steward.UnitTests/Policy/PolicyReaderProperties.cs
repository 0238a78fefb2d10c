using FsCheck;
using FsCheck.Fluent;
using Steward.Policy;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Policy;

/// <summary>The reader never throws, and an invalid file always says why.</summary>
public sealed class PolicyReaderProperties
{
    private const string Seed = """
        version: 1
        testing:
          all: {text: no, mode: strict, number: 16, flag: true, wait: 90m, day: 2026-12-31}
          # comment
        product:
          title: "Sh\u00f6p"
          description: >-
            folded
            text
        gate:
          requires:
            - security
            - 'testing/results'
        """;

    // Pieces that mean something to a YAML reader.
    private static readonly string[] _pieces =
    [
        "\n", "\n  ", "\t", ": ", "- ", "? ", "[", "]", "{", "}", ",", "#", "&a ", "*a", "!", "!!int ", "|", ">", "|2-", "'", "\"", "\\", "\\x", "\\U0010FFFF", "%YAML 1.1\n", "%TAG ! x\n",
        "---\n", "...\n", "\0", "\u0085", "\u2028", "\uFEFF", "\uD800", "<<", "~", "null", "true", "0x", "1e9", "@", "`", "version: 1\n",
    ];

    [Fact]
    public void Any_text_at_all_is_answered() =>
        Check(ArbMap.Default.ArbFor<string>().Generator.Where(s => s is not null), 1500);

    [Fact]
    public void Any_mix_of_yaml_pieces_is_answered() =>
        Check(Gen.Elements(_pieces).ListOf().Select(pieces => string.Concat(pieces)), 2500);

    [Fact]
    public void A_valid_file_with_pieces_put_in_cut_out_or_swapped_is_answered() => Check(Mutated, 2500);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{")]
    [InlineData("[a, ")]
    [InlineData("&a ")]
    [InlineData("!x ")]
    [InlineData("\"")]
    [InlineData("a: b\n")]
    [InlineData("#\n")]
    [InlineData("---\n")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("|\n")]
    [InlineData("a:\n")]
    public void A_file_full_of_one_thing_is_answered_soon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200 * 1024 / piece.Length));

        Busy.AtMost(10, () =>
        {
            Assert.NotEmpty(Sections.Reader.Read(text).Problems);
            Assert.NotEmpty(Sections.Reader.Read($"version: 1\nproduct:\n  title: {text}").Problems);
        });
    }

    private static Gen<string> Mutated =>
        from count in Gen.Choose(1, 6)
        from edits in Gen.Zip(Gen.Choose(0, Seed.Length - 1), Gen.Elements(_pieces)).ListOf(count)
        from cut in Gen.Choose(0, 8)
        select edits.Aggregate(Seed, (text, edit) => Edit(text, edit.Item1, edit.Item2, cut));

    private static string Edit(string text, int at, string piece, int cut)
    {
        at = Math.Min(at, text.Length);
        return text[..at] + piece + text[Math.Min(at + cut, text.Length)..];
    }

    private static void Check(Gen<string> texts, int count) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(Arb.From(texts), IsAnswered));

    private static bool IsAnswered(string text)
    {
        var (policy, problems) = Sections.Reader.Read(text);
        return policy.State == (problems.Count == 0 ? PolicyState.Valid : PolicyState.Invalid)
            && problems.All(p => p is { Line: >= 1, Column: >= 1, Message.Length: > 10 } && p.Line <= text.Length + 2)
            && policy.Get(Sections.All).TextList("names").All(n => n.Length > 0);
    }
}
