using System.Globalization;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>
/// A MySQL or MariaDB server. Passwords are never here: the program takes them from <c>MYSQL_PWD</c> in the environment, from the user's option files, or from
/// <see cref="OptionFile"/>.
/// </summary>
public sealed record MySqlPlace
{
    /// <summary>Host name; null: this machine.</summary>
    public string? Host { get; init; }

    /// <summary>The port; null: the usual one.</summary>
    public int? Port { get; init; }

    /// <summary>The path of a Unix socket.</summary>
    public string? Socket { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>A file with <c>[client]</c> options, such as the password.</summary>
    public string? OptionFile { get; init; }

    /// <summary>The dump program; null: <c>mariadb-dump</c> or <c>mysqldump</c>, as this machine has it.</summary>
    public string? Program { get; init; }

    /// <summary>Nothing is taken from option files: for a server that is ours.</summary>
    internal bool NoDefaults { get; init; }

    /// <summary>The arguments that name it to a program; they come before all others.</summary>
    internal List<string> Arguments()
    {
        var arguments = new List<string>();
        // The programs take these two only as their first.
        if (NoDefaults) arguments.Add("--no-defaults");
        if (OptionFile is { } file) arguments.Add($"--defaults-extra-file={file}");
        if (Host is { } host) arguments.Add($"--host={host}");
        if (Port is { } port) arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--port={port}"));
        if (Socket is { } socket) arguments.Add($"--socket={socket}");
        if (User is { } user) arguments.Add($"--user={user}");
        return arguments;
    }

    /// <summary>The place for people.</summary>
    public override string ToString() => Port is null ? Host ?? Socket ?? "local" : $"{Host ?? "local"}:{Port}";
}
