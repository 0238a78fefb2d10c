using System.Globalization;
using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>A place in a product's list of changes, which goes from the newest to the oldest. Text form <c>ticks-sha</c>, UTC.</summary>
/// <param name="ReceivedAt">When the change there was received.</param>
/// <param name="Commit">Its commit.</param>
[JsonConverter(typeof(TextIdConverter<ChangePlace>))]
public readonly record struct ChangePlace(DateTimeOffset ReceivedAt, CommitSha Commit) : ITextId<ChangePlace>
{
    /// <summary>The place of a change.</summary>
    public static ChangePlace Of(ChangeRecord change) => new(change.ReceivedAt, change.Id.Commit);

    /// <summary>Reads <c>ticks-sha</c>.</summary>
    public static bool TryParse(string? text, out ChangePlace id)
    {
        id = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 1 || !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)) return false;
        if (ticks > DateTimeOffset.MaxValue.UtcTicks || !CommitSha.TryParse(text![(dash + 1)..], out var commit)) return false;
        id = new ChangePlace(new DateTimeOffset(ticks, TimeSpan.Zero), commit);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ReceivedAt.UtcTicks}-{Commit}");
}
