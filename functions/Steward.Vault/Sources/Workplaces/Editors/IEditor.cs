namespace Steward.Vault.Sources.Workplaces.Editors;

/// <summary>An editor: where its settings lie and what it has been extended by. One class each, one line in <see cref="AllEditors"/>.</summary>
internal interface IEditor
{
    /// <summary>Its name, for a file's name.</summary>
    string Name { get; }

    /// <summary>Files and folders of settings below the home folder; <c>*</c> stands for any one name or part of it.</summary>
    IReadOnlyList<string> Settings { get; }

    /// <summary>What it has been extended by, one a line, as it can be installed again: <c>id@version</c>.</summary>
    IEnumerable<string> Extensions(string home);
}

/// <summary>Every editor, one line each.</summary>
internal static class AllEditors
{
    /// <summary>The editors.</summary>
    public static IReadOnlyList<IEditor> All { get; } = [new JetBrains(), new Vim(), new VsCode()];
}
