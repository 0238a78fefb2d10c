namespace Steward.Azure.Git;

/// <summary>A git command.</summary>
/// <param name="What">What is asked for, for people, as in "the repository has no WHAT".</param>
/// <param name="Arguments">The command and its arguments.</param>
internal sealed record GitCommand(string What, string[] Arguments)
{
    /// <summary>What the command reads.</summary>
    public string? Input { get; init; }

    /// <summary>True for a command that must run in the work tree; others run where its attributes are out of reach.</summary>
    public bool InWorkTree { get; init; }
}
