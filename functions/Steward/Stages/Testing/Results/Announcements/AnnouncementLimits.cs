using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Announcements;

/// <summary>How much one commit may have announced: each decision reads all of it.</summary>
internal static class AnnouncementLimits
{
    /// <summary>The most test sets.</summary>
    public const int MaxSets = 500;

    /// <summary>The most announcements, of all sets and attempts.</summary>
    public const int MaxAnnouncements = 10_000;

    /// <summary>The most tests that are listed by name, of all sets and attempts.</summary>
    public const long MaxTests = 1_000_000;

    /// <summary>Invalid when what is there and what comes are too much together.</summary>
    public static void Check(IReadOnlyList<AnnouncedEvidence> known, IReadOnlyList<AnnouncedEvidence> more)
    {
        var sets = known.Concat(more).Select(k => k.Set).Distinct(StringComparer.Ordinal).Count();
        Check(sets, MaxSets, "test set");
        Check(known.Count + more.Count, MaxAnnouncements, "announcement");
        Check(known.Concat(more).Sum(k => (long)(k.Tests ?? 0)), MaxTests, "listed test");
    }

    private static void Check(long number, long most, string what)
    {
        if (number > most) throw StewardException.Invalid($"This commit would have {Texts.Count(number, what)} announced; at most {most} are taken.");
    }
}
