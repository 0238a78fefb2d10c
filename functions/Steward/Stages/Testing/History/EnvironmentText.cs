using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>Tells in a sentence how the environments of two runs differ.</summary>
internal static class EnvironmentText
{
    private const int Digits = 10;
    private const string Report = "have machines report themselves with 'steward env check --upload PRODUCT --machine NAME', NAME being that of the token they upload results with";

    /// <summary>Of the last green run and the first red one after it.</summary>
    public static string Since(EnvironmentDifference difference)
    {
        var (green, red) = (difference.Green, difference.Red);
        List<string> parts = [];
        if (green.Declared != red.Declared) parts.Add($"the declared environment changed from {Short(green.Declared)} to {Short(red.Declared)}");
        if (green.Machine != red.Machine) parts.Add($"it ran on {red.Machine ?? "an unknown machine"} instead of {green.Machine ?? "an unknown machine"}");
        parts.AddRange(OnMachines(difference, i => $"{i.Item} is {i.Red} instead of {i.Green}"));
        if (parts.Count > 0) return $"Since the last green run {string.Join("; ", parts)}.";
        return red is { Declared: null, Machine: null }
            ? $"Nothing is known of the environments: neither is one declared, nor has the uploading machine reported itself ({Report})."
            : "Nothing that is known of the environments differs from the last green run.";
    }

    /// <summary>Of two runs of the same commit.</summary>
    public static string Between(EnvironmentDifference difference)
    {
        var (green, red) = (difference.Green, difference.Red);
        if (green.Machine is null || red.Machine is null)
            return $"On one commit it failed on {red.Machine ?? "an unknown machine"} and passed on {green.Machine ?? "an unknown machine"}: to see what differs, {Report}.";
        if (green.Machine == red.Machine && difference.Items.Count == 0) return $"On one commit it failed and passed on {red.Machine}: nothing that is known of the machine differs.";
        var parts = OnMachines(difference, i => $"{i.Item} is {i.Red} where it failed and {i.Green} where it passed");
        var differs = parts.Count == 0 ? "nothing that is known of the two machines differs" : string.Join("; ", parts);
        return $"On one commit it failed on {red.Machine} and passed on {green.Machine}: {differs}.";
    }

    // Machines that reported their versions say more than what each of them differs in from what is wanted.
    private static List<string> OnMachines(EnvironmentDifference difference, Func<ItemDifference, string> text)
    {
        if (difference.Items.Count > 0) return [Texts.Some([.. difference.Items.Select(text)])];
        if (difference is { Green.Found.Count: > 0, Red.Found.Count: > 0 }) return [];
        List<string> parts = [];
        if (difference.Added.Count > 0) parts.Add($"new on the machine: {Texts.Some(difference.Added)}");
        if (difference.Gone.Count > 0) parts.Add($"no more on the machine: {Texts.Some(difference.Gone)}");
        return parts;
    }

    private static string Short(string? fingerprint) => fingerprint is null ? "none" : fingerprint[..Math.Min(Digits, fingerprint.Length)];
}
