using System.Text.RegularExpressions;
using Steward.Kernel;

namespace Steward.Stages.Security.Seats;

/// <summary>A person's seat, now or once.</summary>
/// <param name="Person">The person's key, lower case: <c>github:ada</c> or <c>ada</c>; never a name or an address.</param>
/// <param name="From">The first day.</param>
/// <param name="Returned">The day of the return; null: the person has it.</param>
/// <param name="LastUsed">The last day on which it was used; null: not known.</param>
public sealed record SeatAssignment(string Person, DateOnly From, DateOnly? Returned = null, DateOnly? LastUsed = null)
{
    /// <summary>True while the person has it.</summary>
    public bool IsActive => Returned is null;

    /// <summary>True when the person had it at the end of a day.</summary>
    public bool IsHeldOn(DateOnly day) => From <= day && !(Returned <= day);
}

/// <summary>The keys of people in the inventory.</summary>
public static partial class PersonKey
{
    /// <summary>What a key is, for messages.</summary>
    public const string Expected = "a login or key such as github:ada (letters, digits, '.', '_', '-', at most 80); names and mail addresses are not kept";

    /// <summary>The key in lower case; null when the text is none.</summary>
    public static string? Read(string? text) => text is not null && Key().IsMatch(text) ? text.ToLowerInvariant() : null;

    /// <summary>The key in lower case; Invalid when the text is none.</summary>
    public static string Parse(string? text) => Read(text) ?? throw StewardException.Invalid($"'{Texts.Clip(text, 80)}' is not {Expected}.");

    [GeneratedRegex("^([a-z]{1,12}:)?[A-Za-z0-9][A-Za-z0-9._-]{0,79}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
