using Steward.Gates;

namespace Steward.Changes;

/// <summary>Verdicts in words, for people who see them outside of Steward.</summary>
internal static class VerdictWords
{
    public static string Of(Verdict verdict) => verdict == Verdict.NotNeeded ? "Not needed" : verdict.ToString();

    public static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "✅",
        Verdict.NotNeeded => "➖",
        Verdict.Waived => "🟡",
        Verdict.Missing => "⏳",
        _ => "❌",
    };

    /// <summary>Why it matters.</summary>
    public static string Meaning(ChangeState state, Verdict verdict) => (state, verdict) switch
    {
        (ChangeState.Waiting, Verdict.Missing) => "Nothing has to be done while it is awaited: the verdict follows by itself.",
        (_, Verdict.Fail) => "A release of this commit would be refused.",
        (_, Verdict.Error) => "What could not be found out is never taken for in order: a release of this commit would be refused.",
        (_, Verdict.Missing) => "Nothing of this has failed, but what is not there is never taken for passed: a release of this commit would be refused.",
        (_, Verdict.Waived) => "Somebody answers for what is not in order, until a date.",
        _ => "Nothing stands in the way of a release.",
    };
}
