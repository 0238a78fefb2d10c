namespace Steward.Vault.Sources.Programs;

/// <summary>How a program is started: without a shell, so that no name of a database or branch is ever read as a command.</summary>
/// <param name="Program">Its name or path.</param>
/// <param name="Arguments">Its arguments. Never secrets: everybody on the machine can read them.</param>
internal sealed record ProgramStart(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>The folder it runs in; null: where Steward runs.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables to add, or with null to take away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The Debian package that has it, for the sentence when it is missing.</summary>
    public string? Package { get; init; }

    /// <summary>Its name without folders, for sentences.</summary>
    public string Name => Path.GetFileName(Program);
}
