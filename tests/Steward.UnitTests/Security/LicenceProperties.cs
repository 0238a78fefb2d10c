using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Spdx;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class LicenceProperties
{
    private static readonly string[] _ids = ["MIT", "ISC", "Zlib", "Apache-2.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "LicenseRef-a", "NOASSERTION"];
    private static readonly string[] _listed = ["MIT", "ISC", "Zlib", "Apache-2.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "LicenseRef-a"];

    [Fact]
    public void The_normalised_form_reads_back_as_itself() =>
        Prop.ForAll(Written().ToArbitrary(), text =>
        {
            var once = SpdxExpression.Read(text.Text).Expression!.ToString();
            return once == SpdxExpression.Read(once).Expression!.ToString();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_ruling_is_that_of_three_valued_logic() =>
        Prop.ForAll(Written().ToArbitrary(), Lists().ToArbitrary(), (text, allow) =>
        {
            var (rules, _) = LicenceRules.Create(allow, []);
            var ruled = rules.Judge(SpdxExpression.Read(text.Text).Expression!).Ruling;
            return ruled == text.Value(id => rules.Judge(SpdxExpression.Read(id).Expression!).Ruling);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allowing_more_never_allows_less_and_denying_more_never_allows_more() =>
        Prop.ForAll(Written().ToArbitrary(), Lists().ToArbitrary(), Gen.Elements(_listed).ToArbitrary(), (text, lists, extra) =>
        {
            var expression = SpdxExpression.Read(text.Text).Expression!;
            var before = LicenceRules.Create(lists, []).Rules.Judge(expression).Ruling;
            var more = LicenceRules.Create([.. lists, extra], []).Rules.Judge(expression).Ruling;
            var denied = LicenceRules.Create(lists, [extra]).Rules.Judge(expression).Ruling;
            return more >= before && (denied == Ruling.Allowed ? before == Ruling.Allowed : true);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_unknown_half_of_an_and_never_vanishes() =>
        Prop.ForAll(Written().ToArbitrary(), Lists().ToArbitrary(), (text, allow) =>
            LicenceRules.Create(allow, []).Rules.Judge(SpdxExpression.Read($"({text.Text}) AND LicenseRef-unheard-of").Expression!).Ruling != Ruling.Allowed)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_gives_an_expression_or_a_problem() =>
        Prop.ForAll<string>(text =>
        {
            var reading = SpdxExpression.Read(text);
            return (reading.Expression is null) != (reading.Problem is null);
        }).QuickCheckThrowOnFailure();

    private static Gen<string[]> Lists() => Gen.Elements(_listed).ArrayOf().Select(a => a.Take(4).ToArray());

    // Expressions in all their shapes: odd letter case, needless parentheses, long chains.
    private static Gen<Sample> Written() => Gen.Sized(size => Tree(Math.Min(size, 12)));

    private static Gen<Sample> Tree(int size) =>
        size < 2
            ? Gen.Elements(_ids).SelectMany(_ => Gen.Choose(0, 1).Select(n => n == 0), (id, lower) => new Sample(lower && !id.Contains("Ref-", StringComparison.Ordinal) ? id.ToLowerInvariant() : id, f => f(id)))
            : from left in Tree(size / 2)
              from right in Tree(size - (size / 2))
              from kind in Gen.Choose(0, 3)
              select Join(left, right, kind);

    private static Sample Join(Sample left, Sample right, int kind) => kind switch
    {
        0 => new Sample($"({left.Text}) AND ({right.Text})", f => Least(left.Value(f), right.Value(f))),
        1 => new Sample($"({left.Text} or (({right.Text})))", f => Greatest(left.Value(f), right.Value(f))),
        2 => new Sample($"(({left.Text}) and ({right.Text}))", f => Least(left.Value(f), right.Value(f))),
        _ => new Sample($"({left.Text}) OR ({right.Text})", f => Greatest(left.Value(f), right.Value(f))),
    };

    private static Ruling Least(Ruling a, Ruling b) => a < b ? a : b;

    private static Ruling Greatest(Ruling a, Ruling b) => a > b ? a : b;

    private sealed record Sample(string Text, Func<Func<string, Ruling>, Ruling> Value)
    {
        public override string ToString() => Text;
    }
}
