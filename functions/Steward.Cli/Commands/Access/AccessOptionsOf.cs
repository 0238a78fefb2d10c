using System.CommandLine;

namespace Steward.Cli.Commands.Access;

/// <summary>The options that commands of access share.</summary>
internal static class AccessOptionsOf
{
    public static Option<string?> File() => new("--file") { Description = "The access file, and no server. Left out: that of a running Steward." };

    public static Option<string?> State() => new("--state")
    {
        Description = "What the systems say, as 'steward access state' printed it. Left out: they are asked, with GITHUB_TOKEN and Azure's usual credentials.",
    };

    public static Option<string?> On() => new("--on") { Description = "The day or moment that is asked about: 2026-12-31. Left out: now." };
}
