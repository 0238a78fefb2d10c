using Steward.Policy;

namespace Steward.Stages.Development.Backups.Plans;

/// <summary>Times of plans: five fields, each checked by its range, so that editors find a wrong one too.</summary>
internal static class CronShape
{
    private const string Day = "(MON|TUE|WED|THU|FRI|SAT|SUN|[0-7])";

    public static ObjectShape When => new(
        "When it is due.",
        new Field("cron", new TextShape("Minute, hour, day of the month, month, day of the week: 30 2 * * *.")
        {
            Pattern = $"{Of("[0-5]?[0-9]")} {Of("([01]?[0-9]|2[0-3])")} {Of("(0?[1-9]|[12][0-9]|3[01])")} {Of("(0?[1-9]|1[0-2])")} {Of(Day)}",
            PatternMeans = "five fields (minute, hour, day of the month, month, day of the week) such as 30 2 * * *",
            MaxLength = 100,
        }, Required: true),
        new Field("zone", new TextShape("The time zone of these times: Europe/Berlin. Default UTC.") { Pattern = "[A-Za-z0-9_+/-]+", PatternMeans = "a time zone such as Europe/Berlin", MaxLength = 60 }),
        new Field("jitter", new DurationShape("Up to how long after these times it is due; always the same for one plan. Default 10m.", TimeSpan.Zero, TimeSpan.FromHours(12))),
        new Field("atOnce", new FlagShape("Whether a plan without any backup is due as soon as it is known. Default false.")));

    private static string Of(string value)
    {
        var one = $"(\\*|{value}(-{value})?)(/[1-9][0-9]?)?";
        return $"{one}(,{one})*";
    }
}
